"""What a template needs and says, as a value: a row of `wording.TEXTS` and `wording.MAILS`."""

from dataclasses import dataclass

from witness.domain.contact import Tier


@dataclass(frozen=True, slots=True)
class TemplateRule:
    """What a template needs and says.

    fields: always there, so that they must stand in every wording. optional: may be empty.
    below: the template used instead for whoever may get less than `tier`.
    above: templates that say more, the fullest first; one is used for whoever may get it, when its fields are there.
    says_stop: it has to say how to stop these texts.
    """

    fields: frozenset[str]
    optional: frozenset[str] = frozenset()
    below: str = ""
    tier: Tier = Tier.L1
    above: tuple[str, ...] = ()
    says_stop: bool = False
