"""The roads of a case: of each defendant, of what each witness is required to do, and of each day in court."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.case_stage import CASE_STAGE_IN_WORDS, stage_of, tribunal_of
from witness.domain.cases import CasePicture, Tribunal
from witness.domain.court_days import CAN_CRACK, STANDS
from witness.domain.court_time import london_day
from witness.domain.defendant_road import STAGE_IN_WORDS, TURN_IN_WORDS, allowed_turns, near_family_since, where_is
from witness.domain.defendants import Custody, Defendant, DefendantStep, Plea
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import EVIDENCE_KINDS, KIND_IN_WORDS, Effectiveness, Hearing, HearingKind, HearingState
from witness.domain.listing import LISTING_IN_WORDS, is_refixed, listing_state_of
from witness.domain.outcome_codes import (
    EFFECTIVENESS_IN_WORDS,
    NOT_KNOWN_YET,
    OUTCOME_CODES,
    PARTY_IN_WORDS,
    OutcomeCode,
    Party,
    reason_in_words,
)
from witness.domain.people import Witness
from witness.domain.requirement_road import REQUIREMENT_IN_WORDS, may_become

# A word of a form, and the words that somebody reads.
Choice = tuple[str, str]

TRIBUNAL_IN_WORDS: dict[Tribunal, str] = {
    Tribunal.JURY: "judge and jury",
    Tribunal.CROWN_JUDGE_ALONE: "a judge alone",
    Tribunal.MAGISTRATES: "magistrates",
    Tribunal.DISTRICT_JUDGE: "a district judge",
    Tribunal.YOUTH_BENCH: "a youth court",
}
CUSTODY_IN_WORDS: dict[Custody, str] = {
    Custody.BAIL: "on bail",
    Custody.REMAND: "in custody",
    Custody.OTHER: "neither on bail nor on remand",
}
PLEA_IN_WORDS: dict[Plea, str] = {
    Plea.NONE: "no plea yet",
    Plea.NOT_GUILTY: "pleads not guilty",
    Plea.GUILTY: "pleads guilty",
    Plea.GUILTY_NOT_ACCEPTED: "offered a plea that was not accepted",
}
EVENT_IN_WORDS: dict[EventState, str] = {
    EventState.EXPECTED: "to give evidence",
    EventState.GIVEN: "has given evidence",
    EventState.RELEASED: "need not give evidence",
}


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a road, as it is told. source: who told us; "" when that is not recorded."""

    words: str
    at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class DefendantRoad:
    """A defendant by label: where they are, how they came there, and what may happen next."""

    label: str
    stage: str
    is_near: bool
    waits: str
    plea: str
    steps: tuple[StepRow, ...]
    turns: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class RequirementRoad:
    """What is required of a witness, how it came to be so, and what it may become."""

    witness_id: str
    label: str
    initials: str
    now: str
    is_expected: bool
    steps: tuple[StepRow, ...]
    nexts: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A witness and a hearing. acts: what may be recorded of the two, as a form names it."""

    witness_id: str
    label: str
    initials: str
    words: str
    is_expected: bool
    acts: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class HearingRoad:
    """What a date is worth and what became of it. outcomes: what may be recorded now; none before anything can be."""

    listing: str
    is_anew: bool
    outcome: str
    outcomes: tuple[Choice, ...]
    evidence: tuple[EvidenceRow, ...]

    @property
    def expected(self) -> tuple[EvidenceRow, ...]:
        """Those who are to give evidence there."""
        return tuple(row for row in self.evidence if row.is_expected)


@dataclass(frozen=True, slots=True)
class CaseRoads:
    """All the roads of one case. hearings: by the id of the hearing."""

    stage: str
    tribunal: str
    defendants: tuple[DefendantRoad, ...]
    witnesses: tuple[RequirementRoad, ...]
    hearings: dict[str, HearingRoad]


def roads_of(picture: CasePicture, now: datetime) -> CaseRoads:
    """Tell the roads of a case as they stand at an instant."""
    return CaseRoads(
        stage=CASE_STAGE_IN_WORDS[stage_of(picture, now)],
        tribunal=TRIBUNAL_IN_WORDS[tribunal_of(picture.case)],
        defendants=tuple(_defendant(picture, defendant) for defendant in picture.case.defendants),
        witnesses=tuple(_requirement(picture, witness) for witness in picture.witnesses),
        hearings={h.hearing_id: _hearing(picture, h, london_day(now)) for h in picture.hearings},
    )


def reasons() -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Give the coded reasons by whose side they lie on, those from memory marked."""
    return tuple(
        (PARTY_IN_WORDS[party], tuple((row.code, _reason(row)) for row in OUTCOME_CODES if row.party is party))
        for party in Party
    )


def kinds() -> tuple[Choice, ...]:
    """Give the kinds of hearing that somebody may add."""
    return tuple((kind.value, words[:1].upper() + words[1:]) for kind, words in KIND_IN_WORDS.items())


def _reason(row: OutcomeCode) -> str:
    ended = " (cracked)" if Effectiveness.CRACKED in row.belongs else ""
    return f"{row.code}: {row.words}{ended}{'' if row.verified else ' – code not verified'}"


def _defendant(picture: CasePicture, defendant: Defendant) -> DefendantRoad:
    track = picture.case.track
    return DefendantRoad(
        label=defendant.label,
        stage=STAGE_IN_WORDS[where_is(defendant, track)],
        is_near=near_family_since(defendant) is not None,
        waits=CUSTODY_IN_WORDS[defendant.custody],
        plea=PLEA_IN_WORDS[defendant.plea],
        steps=tuple(StepRow(_step(step), step.at, step.source) for step in defendant.steps),
        turns=tuple((turn.value, TURN_IN_WORDS[turn]) for turn in allowed_turns(defendant, track)),
    )


def _step(step: DefendantStep) -> str:
    words = TURN_IN_WORDS[step.turn]
    if step.custody_months is not None:
        words += f", {step.custody_months} months of custody" if step.custody_months else ", without custody"
    return words + (", and may be near the family" if step.near_family else "")


def _requirement(picture: CasePicture, witness: Witness) -> RequirementRoad:
    return RequirementRoad(
        witness_id=witness.witness_id,
        label=witness.label,
        initials=picture.person(witness.person_id).initials,
        now=REQUIREMENT_IN_WORDS[witness.requirement],
        is_expected=witness.is_expected,
        steps=tuple(StepRow(REQUIREMENT_IN_WORDS[s.requirement], s.at, s.source) for s in witness.steps),
        nexts=tuple((r.value, REQUIREMENT_IN_WORDS[r]) for r in may_become(witness.requirement)),
    )


def _hearing(picture: CasePicture, hearing: Hearing, today: date) -> HearingRoad:
    told = [r for r in hearing.revisions if r.effectiveness is not None]
    return HearingRoad(
        listing=LISTING_IN_WORDS[listing_state_of(hearing)],
        is_anew=is_refixed(hearing),
        outcome=reason_in_words(told[-1].effectiveness, told[-1].outcome_code) if told else "",
        outcomes=tuple(_outcomes(hearing, today)),
        evidence=tuple(_evidence(picture, hearing)) if hearing.kind in EVIDENCE_KINDS else (),
    )


def _outcomes(hearing: Hearing, today: date) -> Iterator[Choice]:
    on = hearing.now.slot.on
    if hearing.now.state not in STANDS or on is None:
        return
    if today < on:
        yield Effectiveness.VACATED.value, EFFECTIVENESS_IN_WORDS[Effectiveness.VACATED]
        return
    yield Effectiveness.EFFECTIVE.value, EFFECTIVENESS_IN_WORDS[Effectiveness.EFFECTIVE]
    if hearing.kind in CAN_CRACK:
        yield Effectiveness.CRACKED.value, EFFECTIVENESS_IN_WORDS[Effectiveness.CRACKED]
    yield Effectiveness.INEFFECTIVE.value, EFFECTIVENESS_IN_WORDS[Effectiveness.INEFFECTIVE]


def _evidence(picture: CasePicture, hearing: Hearing) -> Iterator[EvidenceRow]:
    awaited = {event.event_id for event in picture.awaited}
    for witness in picture.witnesses:
        own = (e for e in picture.events if e.witness_id == witness.witness_id and e.hearing_id == hearing.hearing_id)
        event = next(own, None)
        yield EvidenceRow(
            witness_id=witness.witness_id,
            label=witness.label,
            initials=picture.person(witness.person_id).initials,
            words=_awaits(event, witness, awaited),
            is_expected=event is not None and event.state is EventState.EXPECTED,
            acts=tuple(_acts(event, hearing, awaited)) if hearing.now.state is not HearingState.HELD else (),
        )


def _awaits(event: EvidenceEvent | None, witness: Witness, awaited: set[str]) -> str:
    if event is None:
        return "is not expected here"
    if event.state is not EventState.EXPECTED:
        return EVENT_IN_WORDS[event.state]
    if not witness.is_expected:
        return f"need not come: {REQUIREMENT_IN_WORDS[witness.requirement]}"
    if event.event_id not in awaited:
        return "need not come: the evidence is recorded, or guilt has been decided"
    return "asked back by a further direction" if event.recalled else EVENT_IN_WORDS[event.state]


def _acts(event: EvidenceEvent | None, hearing: Hearing, awaited: set[str]) -> Iterator[Choice]:
    is_expected = event is not None and event.state is EventState.EXPECTED
    if event is not None and is_expected:
        yield "release", "Need not give evidence here"
        if event.event_id not in awaited and not event.recalled and hearing.kind is not HearingKind.S28:
            yield "recall", "A direction asks them back"
    else:
        yield "expect", "Is to give evidence here"


NO_REASON: Choice = (NOT_KNOWN_YET, "Not known yet")
