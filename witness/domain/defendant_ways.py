"""The table of a defendant's road: which turn leads where, on which road, and the words for each. Code walks it."""

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

STAGE_IN_WORDS: dict[DefendantStage, str] = {
    _S.REFERRED_PRECHARGE: "not charged",
    _S.CHARGED: "charged, first hearing to come",
    _S.FIRST_HEARING: "first hearing held",
    _S.ALLOCATION: "to be tried in the lower court",
    _S.SENT: "sent to the Crown Court",
    _S.PTPH: "before the Crown Court for the plea",
    _S.UNFIT_TO_PLEAD: "found unfit to plead",
    _S.AWAITING_TRIAL: "waiting for the trial",
    _S.TRIAL_IN_PROGRESS: "on trial",
    _S.PART_HEARD: "trial part heard",
    _S.JURY_OUT: "jury considering its verdict",
    _S.AWAITING_RETRIAL_DECISION: "no verdict, retrial to be decided",
    _S.AWAITING_RETRIAL: "waiting for the retrial",
    _S.AWAITING_NEWTON: "guilty, waiting for a Newton hearing",
    _S.AWAITING_SENTENCE: "guilty, waiting for the sentence",
    _S.APPEAL: "sentenced, appeal to come",
    _S.ABSCONDED: "absconded",
    _S.SENTENCED: "sentenced",
    _S.ACQUITTED: "acquitted",
    _S.DISCONTINUED: "case discontinued",
    _S.NO_EVIDENCE_OFFERED: "no evidence offered",
    _S.LIES_ON_FILE: "charge lies on file",
    _S.STAYED: "proceedings stayed",
    _S.DIED: "has died",
    _S.OUT_OF_COURT: "dealt with out of court",
}

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

TURN_IN_WORDS: dict[Turn, str] = {
    _T.CHARGED: "was charged",
    _T.APPEARED: "appeared in court",
    _T.ALLOCATED: "is to be tried in the lower court",
    _T.SENT: "was sent to the Crown Court",
    _T.PLEADED_NOT_GUILTY: "pleaded not guilty",
    _T.PLEADED_GUILTY: "pleaded guilty",
    _T.PLEA_NOT_ACCEPTED: "offered a plea of guilty that was not accepted",
    _T.PLEA_ACCEPTED: "offered a plea of guilty that was accepted",
    _T.NEWTON_ORDERED: "is to have a Newton hearing: the facts are in dispute",
    _T.NEWTON_DECIDED: "had the facts decided at a Newton hearing",
    _T.TRIAL_BEGAN: "went on trial",
    _T.PART_HEARD: "saw the trial put off part heard",
    _T.RESUMED: "saw the trial go on",
    _T.JURY_RETIRED: "saw the jury retire",
    _T.CONVICTED: "was found guilty",
    _T.ACQUITTED: "was found not guilty",
    _T.DIRECTED_ACQUITTAL: "was acquitted because there was no case to answer",
    _T.HUNG_JURY: "had no verdict: the jury could not agree",
    _T.JURY_DISCHARGED: "had no verdict: the jury was discharged",
    _T.RETRIAL_ORDERED: "is to be tried again",
    _T.NO_RETRIAL: "will not be tried again",
    _T.DISCONTINUED: "had the case discontinued",
    _T.NO_EVIDENCE_OFFERED: "was acquitted because no evidence was offered",
    _T.LIES_ON_FILE: "had the charge left on file",
    _T.STAYED: "had the proceedings stayed",
    _T.UNFIT_TO_PLEAD: "was found unfit to plead",
    _T.ABSCONDED: "absconded",
    _T.ARRESTED_ON_WARRANT: "was arrested on a warrant",
    _T.DIED: "died",
    _T.OUT_OF_COURT: "was dealt with out of court",
    _T.SENTENCED: "was sentenced",
    _T.APPEAL_LODGED: "lodged an appeal",
    _T.APPEAL_REFUSED: "lost the appeal",
    _T.APPEAL_ALLOWED: "won the appeal, and the conviction is gone",
    _T.BAILED: "was released on bail",
    _T.BAIL_VARIED: "had the bail varied",
    _T.REMANDED: "was remanded in custody",
    _T.RELEASED_FROM_CUSTODY: "was released from custody",
}

# How a refusal begins: "D1 cannot …".
ACT_IN_WORDS: dict[Turn, str] = {
    _T.CHARGED: "be charged",
    _T.APPEARED: "have appeared in court",
    _T.ALLOCATED: "be given to the lower court for trial",
    _T.SENT: "be sent to the Crown Court",
    _T.PLEADED_NOT_GUILTY: "plead not guilty",
    _T.PLEADED_GUILTY: "plead guilty",
    _T.PLEA_NOT_ACCEPTED: "offer a plea that is not accepted",
    _T.PLEA_ACCEPTED: "have a plea accepted",
    _T.NEWTON_ORDERED: "have a Newton hearing ordered",
    _T.NEWTON_DECIDED: "have the facts decided at a Newton hearing",
    _T.TRIAL_BEGAN: "go on trial",
    _T.PART_HEARD: "have the trial put off part heard",
    _T.RESUMED: "have the trial go on",
    _T.JURY_RETIRED: "have a jury retire",
    _T.CONVICTED: "be found guilty",
    _T.ACQUITTED: "be found not guilty",
    _T.DIRECTED_ACQUITTAL: "be acquitted for want of a case to answer",
    _T.HUNG_JURY: "have a jury that cannot agree",
    _T.JURY_DISCHARGED: "have the jury discharged",
    _T.RETRIAL_ORDERED: "be ordered a retrial",
    _T.NO_RETRIAL: "be spared a retrial",
    _T.DISCONTINUED: "have the case discontinued",
    _T.NO_EVIDENCE_OFFERED: "be acquitted for want of evidence offered",
    _T.LIES_ON_FILE: "have the charge left on file",
    _T.STAYED: "have the proceedings stayed",
    _T.UNFIT_TO_PLEAD: "be found unfit to plead",
    _T.ABSCONDED: "abscond",
    _T.ARRESTED_ON_WARRANT: "be arrested on a warrant",
    _T.DIED: "be recorded as dead",
    _T.OUT_OF_COURT: "be dealt with out of court",
    _T.SENTENCED: "be sentenced",
    _T.APPEAL_LODGED: "appeal",
    _T.APPEAL_REFUSED: "lose an appeal",
    _T.APPEAL_ALLOWED: "win an appeal",
    _T.BAILED: "be bailed",
    _T.BAIL_VARIED: "have the bail varied",
    _T.REMANDED: "be remanded",
    _T.RELEASED_FROM_CUSTODY: "be released from custody",
}

# What must have come first, as the reason of a refusal.
FIRST: dict[Turn, str] = {
    _T.CHARGED: "there has been a charge already",
    _T.APPEARED: "there is no charge yet, or they have appeared already",
    _T.ALLOCATED: "the first hearing comes before it, and a plea after it",
    _T.SENT: "only a charge that is still in the lower court is sent up",
    _T.PLEADED_NOT_GUILTY: "a plea of not guilty is taken before the trial, once they have appeared",
    _T.PLEADED_GUILTY: "they have not appeared yet, or guilt has been decided",
    _T.PLEA_NOT_ACCEPTED: "no plea can be offered at this point",
    _T.PLEA_ACCEPTED: "there is no plea to accept at this point",
    _T.NEWTON_ORDERED: "there is no plea of guilty whose facts are in dispute",
    _T.NEWTON_DECIDED: "no Newton hearing has been ordered",
    _T.TRIAL_BEGAN: "they are not waiting for a trial",
    _T.PART_HEARD: "no trial is going on",
    _T.RESUMED: "no trial is part heard",
    _T.JURY_RETIRED: "no trial is going on",
    _T.CONVICTED: "there has been no trial",
    _T.ACQUITTED: "there has been no trial",
    _T.DIRECTED_ACQUITTAL: "no trial is going on",
    _T.HUNG_JURY: "no jury has heard the trial",
    _T.JURY_DISCHARGED: "no jury is hearing the trial",
    _T.RETRIAL_ORDERED: "no trial has ended without a verdict, and no appeal waits",
    _T.NO_RETRIAL: "no retrial is to be decided",
    _T.DISCONTINUED: "the case can be discontinued only after the charge and before the trial",
    _T.NO_EVIDENCE_OFFERED: "there is no charge that is still to be decided",
    _T.LIES_ON_FILE: "there is no charge in the Crown Court that is still to be decided",
    _T.STAYED: "there is no charge that is still to be decided",
    _T.UNFIT_TO_PLEAD: "there is no charge in the Crown Court that is still to be decided",
    _T.ABSCONDED: "there is no charge to answer, or they have absconded already",
    _T.ARRESTED_ON_WARRANT: "they have not absconded",
    _T.DIED: "the case against them has ended",
    _T.OUT_OF_COURT: "the case is before the court",
    _T.SENTENCED: "there is no plea of guilty and no conviction yet",
    _T.APPEAL_LODGED: "there is no sentence yet",
    _T.APPEAL_REFUSED: "no appeal waits",
    _T.APPEAL_ALLOWED: "no appeal waits",
    _T.BAILED: "there is nothing that bail could be for",
    _T.BAIL_VARIED: "there is nothing that bail could be for",
    _T.REMANDED: "there is no charge that they could be held for",
    _T.RELEASED_FROM_CUSTODY: "there is no sentence yet",
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
