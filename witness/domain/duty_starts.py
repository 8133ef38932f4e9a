"""What can start a time limit: the words that rules name, and a start as it is found among the facts of a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, short_day
from witness.domain.people import Person, Witness

# What a rule may name, and what it means. Nothing else starts a clock.
STARTS: dict[str, str] = {
    "charged": "a defendant is charged",
    "suspect": "bail, remand or a warrant before charge",
    "bail": "bail, remand or a warrant after charge, or a bail hearing",
    "stopped": "the case against a defendant is stopped",
    "reviewable": "a decision that the Victims' Right to Review covers",
    "hearing": "a hearing is listed, moved or taken out, from when we learnt it",
    "no_reason": "a hearing is moved or taken out and no reason is known",
    "warned": "a witness is told that they must give evidence",
    "needs": "a witness is warned for the first time",
    "not_guilty_crown": "the first plea of not guilty, in the Crown Court, while special measures are wanted",
    "not_guilty_magistrates": "the same in the magistrates' or youth court",
    "measure_applied": "special measures are applied for",
    "measure_decided": "the court decides about special measures",
    "s28_ptph": "the plea hearing is listed while a section 28 recording is wanted",
    "s28_applied": "a section 28 recording is applied for",
    "attended": "a witness has given evidence",
    "claim_sent": "a claim for expenses is sent to the CPS",
    "outcome": "a verdict, an admission or another outcome for a defendant",
    "outcome_day": "a day on which the case ends for a defendant",
    "ended": "the case has ended for every defendant",
    "sentenced": "a defendant is sentenced",
    "sentenced_crown": "a defendant is sentenced in the Crown Court",
    "decided_crown": "a defendant is convicted or sentenced in the Crown Court",
    "decided_magistrates": "a defendant is convicted or sentenced in the magistrates' or youth court",
    "vcs_sentence": "a sentence for which the Victim Contact Scheme must be offered",
    "appeal": "an appeal is lodged or decided",
    "child": "a witness under 18, counted from their birth",
    "reported": "the report to the police",
    "reported_grown": "a report to the police by somebody of age then",
    "not_investigated": "a decision not to investigate",
    "result_given": "a result at court, on its way to witness care",
    "arrived": "a witness arrives at court, as the day there was recorded",
    "trial_began": "the trial of a defendant begins",
    "hung": "a jury that could not agree, or was discharged",
    "no_evidence_planned": "a hearing at which no evidence will be offered",
    "custody_year": "each year of a sentence for which the Victim Contact Scheme must be offered",
    "order_ends": "the end of a restraining order, from when we learnt it",
    "release": "an expected release, from when we learnt it",
    "parole": "a hearing of the Parole Board, from when we learnt it",
    "anniversary": "a day of each year that the family named, from a week before",
    "closed": "the case is closed",
}
# Rules that name these are kept for the record; no fact starts them. There are none at present.
WITHOUT_A_FACT: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Start:
    """A fact that starts every limit whose rule names its word.

    at: the fact, which also decides the version of the rule. counts_from: where the count begins when not there.
    about: which fact, as notices name it: "HEARING:2", "D1:3", "W1". because: a clause, "the trial was moved to …".
    ask: "whether J.F.'s family has been told …"; "" when nobody is asked. settled_at: when the facts themselves
    showed it done. moot: why nothing is to be asked any more, "" while something is.
    """

    word: str
    about: str
    at: datetime
    because: str
    ask: str = ""
    counts_from: datetime | date | None = None
    settled_at: datetime | None = None
    moot: str = ""
    hearing_id: str | None = None


def day_of(at: datetime | date) -> str:
    """Write the London day of a fact: "Thu 25 Mar 2027"."""
    day = london_day(at) if isinstance(at, datetime) else at
    return f"{short_day(day)} {day.year}"


def family_in_words(picture: CasePicture, witnesses: Iterable[Witness] | None = None) -> str:
    """Say whose family, by initials: "J.F.'s family", "the families of J.F. and S.K."."""
    initials = _homes(picture, witnesses)
    if not initials:
        return "the family"
    if len(initials) == 1:
        return f"{initials[0]}'s family"
    return f"the families of {', '.join(initials[:-1])} and {initials[-1]}"


def told_in_words(picture: CasePicture, witnesses: Iterable[Witness] | None = None) -> str:
    """Say that a family has been told: "J.F.'s family has been told", "the families of … have been told"."""
    of_several = len(_homes(picture, witnesses)) > 1
    return f"{family_in_words(picture, witnesses)} {'have' if of_several else 'has'} been told"


def _homes(picture: CasePicture, witnesses: Iterable[Witness] | None) -> list[str]:
    """The initials of one witness of each household."""
    homes: dict[str, Person] = {}
    for witness in picture.witnesses if witnesses is None else witnesses:
        person = picture.person(witness.person_id)
        homes.setdefault(person.household_id, person)
    return [person.initials for person in homes.values()]
