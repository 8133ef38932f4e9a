"""Defendants, by label only: what has happened to each, step by step. Names are not kept: nothing here needs them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Custody(StrEnum):
    """Where a defendant waits."""

    BAIL = "bail"
    REMAND = "remand"
    OTHER = "other"


class Plea(StrEnum):
    """What a defendant has answered to the charge."""

    NONE = "none"
    NOT_GUILTY = "not_guilty"
    GUILTY = "guilty"
    GUILTY_NOT_ACCEPTED = "guilty_not_accepted"


class DefendantOutcome(StrEnum):
    """How the case ended for one defendant."""

    NONE = "none"
    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    SENTENCED = "sentenced"
    DISCONTINUED = "discontinued"
    DIRECTED_ACQUITTAL = "directed_acquittal"
    NO_EVIDENCE_OFFERED = "no_evidence_offered"
    LIES_ON_FILE = "lies_on_file"
    STAYED = "stayed"
    UNFIT_TO_PLEAD = "unfit_to_plead"
    DIED = "died"
    OUT_OF_COURT = "out_of_court"
    HUNG_JURY = "hung_jury"
    JURY_DISCHARGED = "jury_discharged"
    ABSCONDED = "absconded"


class Turn(StrEnum):
    """Something that happens to a defendant, from charge to long after (domain reference §1.1)."""

    CHARGED = "charged"
    APPEARED = "appeared"  # the first hearing, in the magistrates' or youth court
    ALLOCATED = "allocated"  # an either-way charge is given a road: it stays with the magistrates
    SENT = "sent"  # to the Crown Court
    PLEADED_NOT_GUILTY = "pleaded_not_guilty"
    PLEADED_GUILTY = "pleaded_guilty"
    PLEA_NOT_ACCEPTED = "plea_not_accepted"  # guilty was offered, and the prosecution does not accept it
    PLEA_ACCEPTED = "plea_accepted"
    NEWTON_ORDERED = "newton_ordered"  # the facts are in dispute though guilt is not
    NEWTON_DECIDED = "newton_decided"
    TRIAL_BEGAN = "trial_began"
    PART_HEARD = "part_heard"
    RESUMED = "resumed"
    JURY_RETIRED = "jury_retired"
    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    DIRECTED_ACQUITTAL = "directed_acquittal"
    HUNG_JURY = "hung_jury"
    JURY_DISCHARGED = "jury_discharged"
    RETRIAL_ORDERED = "retrial_ordered"
    NO_RETRIAL = "no_retrial"
    DISCONTINUED = "discontinued"
    NO_EVIDENCE_OFFERED = "no_evidence_offered"
    LIES_ON_FILE = "lies_on_file"
    STAYED = "stayed"
    UNFIT_TO_PLEAD = "unfit_to_plead"
    ABSCONDED = "absconded"
    ARRESTED_ON_WARRANT = "arrested_on_warrant"
    DIED = "died"
    OUT_OF_COURT = "out_of_court"
    SENTENCED = "sentenced"
    APPEAL_LODGED = "appeal_lodged"
    APPEAL_REFUSED = "appeal_refused"
    APPEAL_ALLOWED = "appeal_allowed"
    BAILED = "bailed"
    BAIL_VARIED = "bail_varied"
    REMANDED = "remanded"
    RELEASED_FROM_CUSTODY = "released_from_custody"


@dataclass(frozen=True, slots=True)
class DefendantStep:
    """One turn in the road of one defendant, in the past tense. Never changed afterwards.

    at: when it happened, as far as we know. source: who told us.
    custody_months: of a sentence, None when it is not one of custody or not known.
    near_family: since this turn the defendant may live or move near the family.
    vcs: whether the sentence is one for which the Victim Contact Scheme must be offered; None when nobody has said.
    """

    turn: Turn
    at: datetime
    source: str = ""
    custody_months: int | None = None
    near_family: bool = False
    vcs: bool | None = None


@dataclass(frozen=True, slots=True)
class Defendant:
    """A defendant by label, "D1". custody, plea and outcome say where the steps, oldest first, have led.

    areas: outward codes in which the defendant's side is known to be; never more of a place than that.
    """

    label: str
    custody: Custody
    plea: Plea
    outcome: DefendantOutcome
    steps: tuple[DefendantStep, ...] = ()
    areas: tuple[str, ...] = ()
