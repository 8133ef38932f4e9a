"""What a prosecutor may record: decisions on special measures, warned or stood down, certificates of readiness.

Every word comes from a closed list, so that nothing of the evidence can be written here.
"""

from datetime import date, datetime
from enum import StrEnum

from witness.domain.cases import Happening
from witness.domain.court_time import london_day
from witness.domain.errors import Refused
from witness.domain.measures import MeasureState
from witness.domain.people import Requirement

DECISIONS: dict[MeasureState, str] = {
    MeasureState.GRANTED: "granted",
    MeasureState.PARTLY: "granted in part",
    MeasureState.REFUSED: "refused",
}
REQUIREMENTS: dict[Requirement, str] = {
    Requirement.WARNED: "warned to come",
    Requirement.STOOD_DOWN: "stood down for now",
}


class Heard(StrEnum):
    """How the prosecutor knows. The values are the words."""

    ORDER = "the court's order"
    HEARING = "said in court"
    OFFICE = "the court's office"


class Party(StrEnum):
    """Whose certificate of trial readiness was filed (Criminal Procedure Rules part 3). The values are the words."""

    PROSECUTION = "prosecution"
    DEFENCE = "defence"


CERTIFICATE_KINDS: dict[str, Party] = {f"trial_ready_{party.value}": party for party in Party}


def insist_on_a_decision(state: MeasureState) -> None:
    """Raise `Refused` for any other step of a measure: the rest of the chain is the officers' to record."""
    if state not in DECISIONS:
        raise Refused("Record what the court decided: granted, granted in part or refused.")


def insist_on_a_warning(requirement: Requirement) -> None:
    """Raise `Refused` for anything but warned and stood down."""
    if requirement not in REQUIREMENTS:
        raise Refused("Record whether the witness was warned or stood down.")


def certificate_words(party: Party) -> tuple[str, str]:
    """Give the kind and the words by which a certificate stands in the history of a case."""
    return f"trial_ready_{party.value}", f"The {party.value}’s certificate of trial readiness was filed."


def certificates_in(history: tuple[Happening, ...]) -> tuple[tuple[Party, date], ...]:
    """Give the newest certificate of each party with its day, from a history that is newest first."""
    newest: dict[Party, datetime] = {}
    for happening in history:
        if happening.kind in CERTIFICATE_KINDS:
            newest.setdefault(CERTIFICATE_KINDS[happening.kind], happening.at)
    return tuple((party, london_day(newest[party])) for party in Party if party in newest)
