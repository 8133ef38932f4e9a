"""Where a whole case stands: the least advanced defendant still in it decides, with the hearings and the evidence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from witness.domain.cases import USUAL_TRIBUNAL, Case, CasePicture, Track, Tribunal
from witness.domain.court_time import london_day
from witness.domain.defendant_road import OVER, DefendantStage, where_is
from witness.domain.defendants import Defendant, DefendantOutcome, Plea
from witness.domain.evidence import EventState
from witness.domain.hearings import Effectiveness, Hearing, HearingKind, HearingState


class CaseStage(StrEnum):
    """The stages of a case, in the order of its road (domain reference §1.1)."""

    REFERRED_PRECHARGE = "referred_precharge"
    CHARGED = "charged"
    FIRST_HEARING = "first_hearing"
    ALLOCATION = "allocation"
    SENT = "sent"
    PTPH = "ptph"
    AWAITING_GRH = "awaiting_grh"
    GRH = "grh"
    AWAITING_S28 = "awaiting_s28"
    S28_RECORDED = "s28_recorded"
    FCMH = "fcmh"
    PTR = "ptr"
    CTR = "ctr"
    LISTED = "listed"
    TRIAL_IN_PROGRESS = "trial_in_progress"
    PART_HEARD = "part_heard"
    JURY_OUT = "jury_out"
    AWAITING_RETRIAL_DECISION = "awaiting_retrial_decision"
    AWAITING_RETRIAL = "awaiting_retrial"
    AWAITING_NEWTON = "awaiting_newton"
    VERDICT = "verdict"
    AWAITING_SENTENCE = "awaiting_sentence"
    ABSCONDED = "absconded"
    SENTENCED = "sentenced"
    APPEAL = "appeal"
    POST = "post"
    CLOSED = "closed"


_D, _C, _K = DefendantStage, CaseStage, HearingKind

CASE_STAGE_IN_WORDS: dict[CaseStage, str] = {
    _C.REFERRED_PRECHARGE: "with us, before any charge",
    _C.CHARGED: "charged",
    _C.FIRST_HEARING: "first hearing held",
    _C.ALLOCATION: "in the lower court, waiting for a trial date",
    _C.SENT: "sent to the Crown Court",
    _C.PTPH: "pleas taken, waiting for a trial date",
    _C.AWAITING_GRH: "waiting for the ground rules hearing",
    _C.GRH: "ground rules hearing",
    _C.AWAITING_S28: "waiting for the evidence to be recorded",
    _C.S28_RECORDED: "evidence recorded, trial to come",
    _C.FCMH: "further case management hearing",
    _C.PTR: "pre-trial review",
    _C.CTR: "certificate of trial readiness",
    _C.LISTED: "trial listed",
    _C.TRIAL_IN_PROGRESS: "trial going on",
    _C.PART_HEARD: "trial part heard",
    _C.JURY_OUT: "jury considering its verdict",
    _C.AWAITING_RETRIAL_DECISION: "no verdict, retrial to be decided",
    _C.AWAITING_RETRIAL: "waiting for a date for the retrial",
    _C.AWAITING_NEWTON: "waiting for the Newton hearing",
    _C.VERDICT: "trial over",
    _C.AWAITING_SENTENCE: "waiting for the sentence",
    _C.ABSCONDED: "defendant absconded",
    _C.SENTENCED: "sentenced",
    _C.APPEAL: "appeal to come",
    _C.POST: "after court",
    _C.CLOSED: "closed",
}

# How long after the last ending a case counts as just decided: the 28 days in which a sentence may be questioned or an
# appeal lodged. What comes later is the long tail. Judgement.
JUST_DECIDED = timedelta(days=28)

# Where the stage of the deciding defendant is the stage of the case. Those that are not here are looked into further.
SAME: dict[DefendantStage, CaseStage] = {
    _D.REFERRED_PRECHARGE: _C.REFERRED_PRECHARGE,
    _D.CHARGED: _C.CHARGED,
    _D.FIRST_HEARING: _C.FIRST_HEARING,
    _D.ALLOCATION: _C.ALLOCATION,
    _D.SENT: _C.SENT,
    _D.PTPH: _C.PTPH,
    _D.TRIAL_IN_PROGRESS: _C.TRIAL_IN_PROGRESS,
    _D.PART_HEARD: _C.PART_HEARD,
    _D.JURY_OUT: _C.JURY_OUT,
    _D.AWAITING_RETRIAL_DECISION: _C.AWAITING_RETRIAL_DECISION,
    _D.AWAITING_NEWTON: _C.AWAITING_NEWTON,
    _D.APPEAL: _C.APPEAL,
    _D.ABSCONDED: _C.ABSCONDED,
}
# These wait for a trial: its preparation says how far the case has got. With nothing prepared yet, the second stage.
PREPARED: dict[DefendantStage, CaseStage] = {
    _D.UNFIT_TO_PLEAD: _C.PTPH,
    _D.AWAITING_TRIAL: _C.PTPH,
    _D.AWAITING_RETRIAL: _C.AWAITING_RETRIAL,
}
# Where nothing says what became of a defendant beyond a charge, the hearings say how far the case has got at least.
REACHED_BY: dict[HearingKind, DefendantStage] = {
    _K.FIRST_HEARING: _D.FIRST_HEARING,
    _K.PTPH: _D.SENT,
    _K.FCMH: _D.AWAITING_TRIAL,
    _K.GRH: _D.AWAITING_TRIAL,
    _K.S28: _D.AWAITING_TRIAL,
    _K.PTR: _D.AWAITING_TRIAL,
    _K.CTR: _D.AWAITING_TRIAL,
    _K.TRIAL: _D.AWAITING_TRIAL,
    _K.RETRIAL: _D.AWAITING_RETRIAL,
    _K.NEWTON: _D.AWAITING_NEWTON,
    _K.SENTENCE: _D.AWAITING_SENTENCE,
    _K.APPEAL: _D.APPEAL,
}
# A first hearing and a plea hearing change where a case stands once they have been, not when they are listed.
ONCE_HELD: dict[HearingKind, DefendantStage] = {_K.PTPH: _D.AWAITING_TRIAL}
PREPARES: dict[HearingKind, CaseStage] = {
    _K.GRH: _C.GRH,
    _K.FCMH: _C.FCMH,
    _K.PTR: _C.PTR,
    _K.CTR: _C.CTR,
}
TRIALS = frozenset({_K.TRIAL, _K.RETRIAL})
ENDED_BY_VERDICT = frozenset({_D.ACQUITTED})
STANDS = frozenset({HearingState.LISTED, HearingState.UNCONFIRMED})


def tribunal_of(case: Case) -> Tribunal:
    """Say who decides in a case: as recorded, else as is usual on its road."""
    return case.tribunal or USUAL_TRIBUNAL[case.track]


def stage_of(picture: CasePicture, now: datetime) -> CaseStage:
    """Give the stage of a case at an instant."""
    return stage_on(picture, london_day(now))


def stage_on(picture: CasePicture, today: date) -> CaseStage:
    """Give the stage of a case on a London day. It always answers."""
    if picture.case.closed_on is not None and picture.case.closed_on <= today:
        return CaseStage.CLOSED
    seen = _Seen(picture, today)
    stages = [_stage_of_one(seen, d) for d in picture.case.defendants] or [_by_hearings(seen)]
    live = [stage for stage in stages if stage not in OVER]
    return _of_the_living(seen, _deciding(live)) if live else _ended(seen, stages)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A picture seen on one day."""

    picture: CasePicture
    today: date

    def hearings(self, kinds: Iterable[HearingKind], states: Iterable[HearingState]) -> Iterator[Hearing]:
        wanted, standing = set(kinds), set(states)
        return (h for h in self.picture.hearings if h.kind in wanted and h.now.state in standing)

    def ahead(self, kinds: Iterable[HearingKind]) -> list[Hearing]:
        """The dated hearings of these kinds that are today or later, the soonest first."""
        dated = [h for h in self.hearings(kinds, STANDS) if (h.now.slot.last_day or date.min) >= self.today]
        return sorted(dated, key=lambda h: (h.now.slot.on or date.max, h.hearing_id))


def _deciding(live: list[DefendantStage]) -> DefendantStage:
    """The least advanced; one who has fled decides only when nobody else is in the case."""
    present = [stage for stage in live if stage is not DefendantStage.ABSCONDED]
    return min(present or live, key=list(DefendantStage).index)


def _stage_of_one(seen: _Seen, defendant: Defendant) -> DefendantStage:
    says_something = defendant.steps or defendant.plea is not Plea.NONE
    if says_something or defendant.outcome is not DefendantOutcome.NONE:
        return where_is(defendant, seen.picture.case.track)
    return _by_hearings(seen)


def _by_hearings(seen: _Seen) -> DefendantStage:
    """Give what the hearings show of a defendant of whom nothing is recorded: only who was sent is listed for plea."""
    order = list(DefendantStage)
    uncharged = seen.picture.case.charged_on is None
    shown = [DefendantStage.REFERRED_PRECHARGE if uncharged else DefendantStage.CHARGED]
    for hearing in seen.picture.hearings:
        if hearing.kind in REACHED_BY:  # one that was taken out had been listed, and shows as much
            shown.append(_shown_by(hearing, held=hearing.now.state is HearingState.HELD))
    return max(shown, key=order.index)


def _shown_by(hearing: Hearing, *, held: bool) -> DefendantStage:
    if hearing.kind is HearingKind.FIRST_HEARING and not held:
        return DefendantStage.CHARGED
    return ONCE_HELD.get(hearing.kind, REACHED_BY[hearing.kind]) if held else REACHED_BY[hearing.kind]


def _of_the_living(seen: _Seen, stage: DefendantStage) -> CaseStage:
    if stage in PREPARED and any(h.running for h in seen.hearings(TRIALS, STANDS)):
        return CaseStage.TRIAL_IN_PROGRESS
    if stage in PREPARED:
        return _prepared(seen, stage)
    if stage is DefendantStage.AWAITING_SENTENCE:
        return CaseStage.AWAITING_NEWTON if seen.ahead({HearingKind.NEWTON}) else CaseStage.AWAITING_SENTENCE
    return SAME[stage]


def _prepared(seen: _Seen, stage: DefendantStage) -> CaseStage:
    """How far a trial has been prepared: what is today, what evidence is recorded, what is listed, what was held."""
    today = [h for h in seen.ahead(PREPARES) if h.now.slot.on == seen.today]
    if today:
        return PREPARES[today[0].kind]
    recording = _recording(seen)
    if recording is not None:
        return recording
    if any(h.now.slot.on is not None for h in seen.hearings(TRIALS, STANDS)):
        return CaseStage.LISTED
    if any(h.now.effectiveness is not Effectiveness.INEFFECTIVE for h in seen.hearings(TRIALS, {HearingState.HELD})):
        return CaseStage.VERDICT  # it has been held, and nobody has recorded yet what came of it
    held = sorted(seen.hearings(PREPARES, {HearingState.HELD}), key=lambda h: h.now.slot.on or date.min)
    if held:
        return PREPARES[held[-1].kind]
    return PREPARED[stage] if seen.picture.case.track is Track.CROWN else _below(stage)


def _below(stage: DefendantStage) -> CaseStage:
    """There is no plea and trial preparation hearing in the lower courts."""
    return CaseStage.ALLOCATION if PREPARED[stage] is CaseStage.PTPH else PREPARED[stage]


def _recording(seen: _Seen) -> CaseStage | None:
    """What the evidence events say of recordings: to come, with or without ground rules first, or made."""
    picture = seen.picture
    kinds = {h.hearing_id: h.kind for h in picture.hearings}
    awaited = [e for e in picture.awaited if picture.witness(e.witness_id).is_expected]
    ahead = {h.hearing_id for h in seen.ahead({HearingKind.S28, *TRIALS})}
    if seen.ahead({HearingKind.GRH}):
        return CaseStage.AWAITING_GRH
    if any(kinds[e.hearing_id] is HearingKind.S28 and e.hearing_id in ahead for e in awaited):
        return CaseStage.AWAITING_S28
    made = any(e.state is EventState.GIVEN and kinds[e.hearing_id] is HearingKind.S28 for e in picture.events)
    others_to_come = any(kinds[e.hearing_id] in TRIALS for e in awaited)
    return CaseStage.S28_RECORDED if made and not others_to_come else None


def _ended(seen: _Seen, stages: list[DefendantStage]) -> CaseStage:
    last = _last_ending(seen)
    if last is not None and seen.today > last + JUST_DECIDED:
        return CaseStage.POST
    if DefendantStage.SENTENCED in stages:
        return CaseStage.SENTENCED
    return CaseStage.VERDICT if ENDED_BY_VERDICT & set(stages) else CaseStage.POST


def _last_ending(seen: _Seen) -> date | None:
    """The day of the newest step of any defendant, else of the last hearing that was held; None: neither is known."""
    steps = [london_day(d.steps[-1].at) for d in seen.picture.case.defendants if d.steps]
    held = [h.now.slot.last_day for h in seen.picture.hearings if h.now.state is HearingState.HELD]
    return max(steps or [day for day in held if day is not None], default=None)
