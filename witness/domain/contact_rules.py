"""What must hold for a safe-contact record before it is kept: the forms, the actions and the bundles ask here.

A table of rules, each with the field that it is about and the reason in words.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, SafeContact, Tier
from witness.domain.contact_answers import Belongs, Previews
from witness.domain.people import ADULT_AT
from witness.domain.safe_hours import long_enough

NOBODY = frozenset({"nobody", "nobody else", "no one", "no-one", "noone", "none", "no", "-"})
LONGEST_SEEN_BY, LONGEST_WHOSE, LONGEST_ALIAS, LONGEST_CODE_WORD = 120, 60, 60, 40
MOST_QUIET = 40


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds the phone. is_adult: None when nobody knows. agreed: we may write to them themselves."""

    is_adult: bool | None
    is_witness: bool = False
    agreed: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the field it is about, what to say, and when it is broken."""

    field: str
    words: str
    broken: Callable[[SafeContact, Holder], bool]


def faults_of(contact: SafeContact, holder: Holder) -> tuple[tuple[str, str], ...]:
    """Give (field, reason) for everything that keeps a record from being kept, in the order of the form."""
    return tuple((rule.field, rule.words) for rule in RULES if rule.broken(contact, holder))


def tier_faults(contact: SafeContact, holder: Holder) -> tuple[tuple[str, str], ...]:
    """Give the faults of how much may be said alone."""
    return tuple((rule.field, rule.words) for rule in TIER_RULES if rule.broken(contact, holder))


def holder_of(picture: CasePicture, person_id: str, today: date) -> Holder:
    """Say who holds a phone, as far as a case knows."""
    person = picture.person(person_id)
    witness = next((w for w in picture.witnesses if w.person_id == person_id), None)
    age = person.age_on(today)
    adult = None if age is None else age >= ADULT_AT
    agreed = witness is None or witness.direct_contact or adult is True
    return Holder(adult, witness is not None, agreed)


def tidy(contact: SafeContact) -> SafeContact:
    """Give a record as it is kept: "nobody" is nobody, and what somebody else sees says no more than "please ring"."""
    seen_by = " ".join(contact.seen_by.split())
    seen_by = "" if seen_by.casefold().rstrip(".") in NOBODY else seen_by
    tidied = replace(contact, seen_by=seen_by, whose=" ".join(contact.whose.split()))
    return replace(tidied, tier=Tier.L0) if seen_by else tidied


def _wants_more(contact: SafeContact) -> bool:
    return contact.tier >= Tier.L2


def _not_private(contact: SafeContact) -> bool:
    return bool(contact.seen_by) or contact.belongs not in (Belongs.OWN, Belongs.WORK)


# Domain reference §6: more than a day and an hour is for an adult who asked for it, on a private phone.
TIER_RULES: tuple[Rule, ...] = (
    Rule(
        "tier",
        "More than a day and a time is for adults: they are under 18",
        lambda c, h: _wants_more(c) and h.is_adult is False,
    ),
    Rule(
        "tier",
        "More than a day and a time is for adults: their birthday is not known",
        lambda c, h: _wants_more(c) and h.is_adult is None and h.is_witness,
    ),
    Rule(
        "opted_in",
        "More than a day and a time needs their own wish: tick that they asked for it",
        lambda c, h: _wants_more(c) and c.opted_in_on is None,
    ),
    Rule(
        "tier",
        "More than a day and a time needs a phone of their own that nobody else sees",
        lambda c, h: _wants_more(c) and _not_private(c),
    ),
    Rule(
        "tier",
        "Everything may only be said on their own phone, with previews on the locked screen off",
        lambda c, h: c.tier is Tier.L3 and (c.belongs is not Belongs.OWN or c.previews is not Previews.OFF),
    ),
)
RULES: tuple[Rule, ...] = (
    Rule(
        "value",
        "It is a child's own: record first that it was agreed to write to them directly",
        lambda c, h: h.is_witness and not h.agreed,
    ),
    Rule("hours", "Say when words may arrive", lambda c, h: not c.hours),
    Rule(
        "urgent_until",
        "The hours for warnings must end later than they begin",
        lambda c, h: (
            (c.urgent_from is None) is not (c.urgent_until is None)
            or (
                c.urgent_from is not None
                and c.urgent_until is not None
                and not long_enough(c.urgent_from, c.urgent_until)
            )
        ),
    ),
    Rule("code_use", "Say what the code word is for", lambda c, h: c.has_code_word and c.code_use is None),
    Rule("code_word", "Enter the code word", lambda c, h: not c.has_code_word and c.code_use is not None),
    *TIER_RULES,
    Rule(
        "wants_calendar",
        "Only an e-mail address can take dates into a calendar",
        lambda c, h: c.wants_calendar and c.channel is not Channel.EMAIL,
    ),
)
