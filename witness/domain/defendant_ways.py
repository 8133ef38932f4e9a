"""The table of a defendant's road: which turn leads where, and on which road. Code walks it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from witness.domain.cases import Track
from witness.domain.defendants import Custody, DefendantOutcome, Plea, Turn


class DefendantStage(StrEnum):
    """Where a defendant's road has led (domain reference §1.1). In this order a road advances."""

    REFERRED_PRECHARGE = "referred_precharge"
    CHARGED = "charged"
    FIRST_HEARING = "first_hearing"
    ALLOCATION = "allocation"
    SENT = "sent"
    PTPH = "ptph"
    UNFIT_TO_PLEAD = "unfit_to_plead"
    AWAITING_TRIAL = "awaiting_trial"
    TRIAL_IN_PROGRESS = "trial_in_progress"
    PART_HEARD = "part_heard"
    JURY_OUT = "jury_out"
    AWAITING_RETRIAL_DECISION = "awaiting_retrial_decision"
    AWAITING_RETRIAL = "awaiting_retrial"
    AWAITING_NEWTON = "awaiting_newton"
    AWAITING_SENTENCE = "awaiting_sentence"
    APPEAL = "appeal"
    ABSCONDED = "absconded"
    SENTENCED = "sentenced"
    ACQUITTED = "acquitted"
    DISCONTINUED = "discontinued"
    NO_EVIDENCE_OFFERED = "no_evidence_offered"
    LIES_ON_FILE = "lies_on_file"
    STAYED = "stayed"
    DIED = "died"
    OUT_OF_COURT = "out_of_court"


_S, _T = DefendantStage, Turn

# Here the court has nothing left to decide, unless somebody appeals.
OVER = frozenset(
    {
        _S.SENTENCED,
        _S.ACQUITTED,
        _S.DISCONTINUED,
        _S.NO_EVIDENCE_OFFERED,
        _S.LIES_ON_FILE,
        _S.STAYED,
        _S.DIED,
        _S.OUT_OF_COURT,
    }
)


@dataclass(frozen=True, slots=True)
class Way:
    """One row: a turn, from where it may be taken, where it leads, and on which roads it exists.

    to: None when it leaves a defendant where they are. back: it leads back to where they were before they absconded.
    """

    turn: Turn
    start: frozenset[DefendantStage]
    to: DefendantStage | None
    tracks: frozenset[Track]
    back: bool = False


ALL = frozenset(Track)
CROWN = frozenset({Track.CROWN})
LOWER = ALL - CROWN

_PRE_TRIAL = frozenset({_S.CHARGED, _S.FIRST_HEARING, _S.ALLOCATION, _S.SENT, _S.PTPH, _S.AWAITING_TRIAL})
_PLEADS_IN_CROWN = frozenset({_S.SENT, _S.PTPH})
_PLEADS_BELOW = frozenset({_S.FIRST_HEARING, _S.ALLOCATION})
_HEARD = frozenset({_S.TRIAL_IN_PROGRESS, _S.PART_HEARD, _S.JURY_OUT})
_RETRIAL = frozenset({_S.AWAITING_RETRIAL_DECISION, _S.AWAITING_RETRIAL})
_UNDECIDED = _PRE_TRIAL | _HEARD | _RETRIAL
_LIVE = frozenset(_S) - OVER


def _way(turn: Turn, start: Iterable[DefendantStage], to: DefendantStage | None, tracks: frozenset[Track] = ALL) -> Way:
    return Way(turn, frozenset(start), to, tracks)


# Domain reference §1.1 and §1.4, from memory of the procedure: unverified. What is not here does not exist.
WAYS: tuple[Way, ...] = (
    _way(_T.CHARGED, {_S.REFERRED_PRECHARGE}, _S.CHARGED),
    _way(_T.OUT_OF_COURT, {_S.REFERRED_PRECHARGE, _S.CHARGED}, _S.OUT_OF_COURT),
    _way(_T.APPEARED, {_S.CHARGED}, _S.FIRST_HEARING),
    _way(_T.APPEARED, {_S.SENT}, _S.PTPH, CROWN),
    _way(_T.ALLOCATED, {_S.FIRST_HEARING}, _S.ALLOCATION),
    # Sending makes it a Crown Court case, whatever it was before (Crime and Disorder Act 1998 s.51, s.51A).
    _way(_T.SENT, {_S.CHARGED, _S.FIRST_HEARING, _S.ALLOCATION}, _S.SENT),
    # Committed for sentence after a plea of guilty below: still waiting for the sentence.
    _way(_T.SENT, {_S.AWAITING_SENTENCE}, _S.AWAITING_SENTENCE),
    # A plea. In the Crown Court it is taken there; below, a plea of guilty may be indicated on any road.
    _way(_T.PLEADED_NOT_GUILTY, _PLEADS_IN_CROWN, _S.AWAITING_TRIAL, CROWN),
    _way(_T.PLEADED_NOT_GUILTY, _PLEADS_BELOW, _S.AWAITING_TRIAL, LOWER),
    _way(_T.PLEADED_GUILTY, _PLEADS_BELOW, _S.AWAITING_SENTENCE),
    _way(_T.PLEADED_GUILTY, _PLEADS_IN_CROWN, _S.AWAITING_SENTENCE, CROWN),
    _way(_T.PLEADED_GUILTY, {_S.AWAITING_TRIAL, *_HEARD, *_RETRIAL}, _S.AWAITING_SENTENCE),
    _way(_T.PLEA_NOT_ACCEPTED, _PLEADS_IN_CROWN, _S.AWAITING_TRIAL, CROWN),
    _way(_T.PLEA_NOT_ACCEPTED, _PLEADS_BELOW, _S.AWAITING_TRIAL, LOWER),
    _way(_T.PLEA_NOT_ACCEPTED, {_S.AWAITING_TRIAL, _S.AWAITING_SENTENCE}, _S.AWAITING_TRIAL),
    _way(_T.PLEA_ACCEPTED, {_S.AWAITING_TRIAL, _S.AWAITING_SENTENCE}, _S.AWAITING_SENTENCE),
    _way(_T.NEWTON_ORDERED, {_S.AWAITING_SENTENCE}, _S.AWAITING_NEWTON),
    _way(_T.NEWTON_DECIDED, {_S.AWAITING_NEWTON}, _S.AWAITING_SENTENCE),
    # The trial. One who is unfit to plead may face a trial of the facts; one who has fled, a trial in absence.
    _way(_T.TRIAL_BEGAN, {_S.AWAITING_TRIAL, _S.AWAITING_RETRIAL, _S.ABSCONDED}, _S.TRIAL_IN_PROGRESS),
    _way(_T.TRIAL_BEGAN, {_S.UNFIT_TO_PLEAD}, _S.TRIAL_IN_PROGRESS, CROWN),
    _way(_T.PART_HEARD, {_S.TRIAL_IN_PROGRESS}, _S.PART_HEARD),
    _way(_T.RESUMED, {_S.PART_HEARD}, _S.TRIAL_IN_PROGRESS),
    _way(_T.JURY_RETIRED, {_S.TRIAL_IN_PROGRESS}, _S.JURY_OUT, CROWN),
    _way(_T.CONVICTED, {_S.TRIAL_IN_PROGRESS}, _S.AWAITING_SENTENCE),
    _way(_T.CONVICTED, {_S.JURY_OUT}, _S.AWAITING_SENTENCE, CROWN),
    _way(_T.ACQUITTED, {_S.TRIAL_IN_PROGRESS}, _S.ACQUITTED),
    _way(_T.ACQUITTED, {_S.JURY_OUT}, _S.ACQUITTED, CROWN),
    _way(_T.DIRECTED_ACQUITTAL, {_S.TRIAL_IN_PROGRESS}, _S.ACQUITTED),
    _way(_T.HUNG_JURY, {_S.TRIAL_IN_PROGRESS, _S.JURY_OUT}, _S.AWAITING_RETRIAL_DECISION, CROWN),
    _way(_T.JURY_DISCHARGED, _HEARD, _S.AWAITING_RETRIAL_DECISION, CROWN),
    _way(_T.RETRIAL_ORDERED, {_S.AWAITING_RETRIAL_DECISION}, _S.AWAITING_RETRIAL, CROWN),
    # A bench that cannot go on is replaced by another, and an appeal may end in a new trial.
    _way(_T.RETRIAL_ORDERED, {_S.TRIAL_IN_PROGRESS, _S.PART_HEARD}, _S.AWAITING_RETRIAL, LOWER),
    _way(_T.RETRIAL_ORDERED, {_S.APPEAL}, _S.AWAITING_RETRIAL),
    _way(_T.NO_RETRIAL, {_S.AWAITING_RETRIAL_DECISION}, _S.NO_EVIDENCE_OFFERED, CROWN),
    # Endings without a verdict.
    _way(_T.DISCONTINUED, _PRE_TRIAL | _RETRIAL, _S.DISCONTINUED),
    _way(_T.NO_EVIDENCE_OFFERED, _UNDECIDED | {_S.UNFIT_TO_PLEAD}, _S.NO_EVIDENCE_OFFERED),
    _way(_T.LIES_ON_FILE, _UNDECIDED - {_S.CHARGED, _S.FIRST_HEARING, _S.ALLOCATION}, _S.LIES_ON_FILE, CROWN),
    _way(_T.STAYED, _UNDECIDED | {_S.UNFIT_TO_PLEAD}, _S.STAYED),
    _way(_T.UNFIT_TO_PLEAD, {_S.SENT, _S.PTPH, _S.AWAITING_TRIAL, *_HEARD, *_RETRIAL}, _S.UNFIT_TO_PLEAD, CROWN),
    _way(_T.DIED, _LIVE | {_S.SENTENCED}, _S.DIED),
    _way(_T.ABSCONDED, _LIVE - {_S.REFERRED_PRECHARGE, _S.ABSCONDED}, _S.ABSCONDED),
    Way(_T.ARRESTED_ON_WARRANT, frozenset({_S.ABSCONDED}), None, ALL, back=True),
    # Sentence and appeal. An appeal that only changes the sentence is recorded as the new sentence.
    _way(_T.SENTENCED, {_S.AWAITING_SENTENCE, _S.APPEAL}, _S.SENTENCED),
    _way(_T.APPEAL_LODGED, {_S.SENTENCED}, _S.APPEAL),
    _way(_T.APPEAL_REFUSED, {_S.APPEAL}, _S.SENTENCED),
    _way(_T.APPEAL_ALLOWED, {_S.APPEAL}, _S.ACQUITTED),
    # Where they wait. These leave the road where it is.
    _way(_T.BAILED, _LIVE - {_S.ABSCONDED}, None),
    _way(_T.BAIL_VARIED, _LIVE - {_S.ABSCONDED}, None),
    _way(_T.REMANDED, _LIVE - {_S.REFERRED_PRECHARGE, _S.ABSCONDED}, None),
    _way(_T.RELEASED_FROM_CUSTODY, {_S.SENTENCED, _S.APPEAL}, None),
)

# Only the Crown Court knows these: below there is no jury and nobody is arraigned.
CROWN_ONLY = frozenset({_S.SENT, _S.PTPH, _S.UNFIT_TO_PLEAD, _S.JURY_OUT, _S.AWAITING_RETRIAL_DECISION})

# (stage, turn) to the way it leads. A pair that is not here is refused.
Table = Mapping[tuple[DefendantStage, Turn], Way]
TURNS: Table = {
    (stage, way.turn): replace(way, tracks=way.tracks & CROWN) if stage in CROWN_ONLY else way
    for way in WAYS
    for stage in way.start
}

PLEA_AFTER: dict[Turn, Plea] = {
    _T.PLEADED_NOT_GUILTY: Plea.NOT_GUILTY,
    _T.PLEADED_GUILTY: Plea.GUILTY,
    _T.PLEA_NOT_ACCEPTED: Plea.GUILTY_NOT_ACCEPTED,
    _T.PLEA_ACCEPTED: Plea.GUILTY,
    _T.RETRIAL_ORDERED: Plea.NOT_GUILTY,  # whoever is tried again denies it
}

OUTCOME_AFTER: dict[Turn, DefendantOutcome] = {
    _T.CONVICTED: DefendantOutcome.CONVICTED,
    _T.ACQUITTED: DefendantOutcome.ACQUITTED,
    _T.DIRECTED_ACQUITTAL: DefendantOutcome.DIRECTED_ACQUITTAL,
    _T.HUNG_JURY: DefendantOutcome.HUNG_JURY,
    _T.JURY_DISCHARGED: DefendantOutcome.JURY_DISCHARGED,
    _T.RETRIAL_ORDERED: DefendantOutcome.NONE,
    _T.NO_RETRIAL: DefendantOutcome.NO_EVIDENCE_OFFERED,
    _T.DISCONTINUED: DefendantOutcome.DISCONTINUED,
    _T.NO_EVIDENCE_OFFERED: DefendantOutcome.NO_EVIDENCE_OFFERED,
    _T.LIES_ON_FILE: DefendantOutcome.LIES_ON_FILE,
    _T.STAYED: DefendantOutcome.STAYED,
    _T.UNFIT_TO_PLEAD: DefendantOutcome.UNFIT_TO_PLEAD,
    _T.ABSCONDED: DefendantOutcome.ABSCONDED,
    _T.DIED: DefendantOutcome.DIED,
    _T.OUT_OF_COURT: DefendantOutcome.OUT_OF_COURT,
    _T.SENTENCED: DefendantOutcome.SENTENCED,
    _T.APPEAL_ALLOWED: DefendantOutcome.ACQUITTED,
    # A plea of guilty ends what came before it; a trial that begins again has no outcome yet.
    _T.PLEADED_GUILTY: DefendantOutcome.NONE,
    _T.TRIAL_BEGAN: DefendantOutcome.NONE,
}

CUSTODY_AFTER: dict[Turn, Custody] = {
    _T.BAILED: Custody.BAIL,
    _T.REMANDED: Custody.REMAND,
    _T.ARRESTED_ON_WARRANT: Custody.REMAND,
    _T.RELEASED_FROM_CUSTODY: Custody.OTHER,
    _T.ABSCONDED: Custody.OTHER,
}

# Records from before steps were kept say only a plea and an outcome: this is where such a defendant is.
STAGE_OF_OUTCOME: dict[DefendantOutcome, DefendantStage | None] = {
    DefendantOutcome.NONE: None,
    DefendantOutcome.CONVICTED: _S.AWAITING_SENTENCE,
    DefendantOutcome.ACQUITTED: _S.ACQUITTED,
    DefendantOutcome.SENTENCED: _S.SENTENCED,
    DefendantOutcome.DISCONTINUED: _S.DISCONTINUED,
    DefendantOutcome.DIRECTED_ACQUITTAL: _S.ACQUITTED,
    DefendantOutcome.NO_EVIDENCE_OFFERED: _S.NO_EVIDENCE_OFFERED,
    DefendantOutcome.LIES_ON_FILE: _S.LIES_ON_FILE,
    DefendantOutcome.STAYED: _S.STAYED,
    DefendantOutcome.UNFIT_TO_PLEAD: _S.UNFIT_TO_PLEAD,
    DefendantOutcome.DIED: _S.DIED,
    DefendantOutcome.OUT_OF_COURT: _S.OUT_OF_COURT,
    DefendantOutcome.HUNG_JURY: _S.AWAITING_RETRIAL_DECISION,
    DefendantOutcome.JURY_DISCHARGED: _S.AWAITING_RETRIAL_DECISION,
    DefendantOutcome.ABSCONDED: _S.ABSCONDED,
}
STAGE_OF_PLEA: dict[Plea, DefendantStage] = {
    Plea.NONE: _S.CHARGED,
    Plea.NOT_GUILTY: _S.AWAITING_TRIAL,
    Plea.GUILTY: _S.AWAITING_SENTENCE,
    Plea.GUILTY_NOT_ACCEPTED: _S.AWAITING_TRIAL,
}
