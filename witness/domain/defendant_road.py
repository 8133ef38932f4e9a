"""The road of one defendant, from charge to long after: where it has led, and which turn may come next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from witness.domain.cases import Track
from witness.domain.defendant_ways import (
    CUSTODY_AFTER,
    OUTCOME_AFTER,
    OVER,
    PLEA_AFTER,
    STAGE_OF_OUTCOME,
    STAGE_OF_PLEA,
    TURNS,
    DefendantStage,
    Table,
)
from witness.domain.defendant_words import ACT_IN_WORDS, FIRST, STAGE_IN_WORDS, TURN_IN_WORDS
from witness.domain.defendants import Custody, Defendant, DefendantOutcome, DefendantStep, Plea, Turn
from witness.domain.errors import Refused

__all__ = [
    "OVER",
    "STAGE_IN_WORDS",
    "TURNS",
    "TURN_IN_WORDS",
    "DefendantStage",
    "allowed_turns",
    "defendant_at",
    "near_family_since",
    "take",
    "walk",
    "where_is",
]

Word = TypeVar("Word")

TRACK_IN_WORDS: dict[Track, str] = {
    Track.CROWN: "in the Crown Court",
    Track.MAGISTRATES: "in a magistrates' court",
    Track.YOUTH: "in a youth court",
}

BEFORE_A_PLEA = frozenset(
    {
        DefendantStage.REFERRED_PRECHARGE,
        DefendantStage.CHARGED,
        DefendantStage.FIRST_HEARING,
        DefendantStage.ALLOCATION,
        DefendantStage.SENT,
        DefendantStage.PTPH,
    }
)

# A turn that says anew where somebody waits, and so whether that is near the family.
SAYS_WHERE = frozenset(
    {
        Turn.BAILED,
        Turn.BAIL_VARIED,
        Turn.REMANDED,
        Turn.RELEASED_FROM_CUSTODY,
        Turn.ARRESTED_ON_WARRANT,
        Turn.ABSCONDED,
        Turn.DIED,
    }
)
MAY_BE_NEAR = frozenset({Turn.BAILED, Turn.BAIL_VARIED, Turn.RELEASED_FROM_CUSTODY, Turn.SENTENCED})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a walk has come to: the stage, the one before absconding, the road, and where it started."""

    stage: DefendantStage
    before: DefendantStage
    track: Track
    start: DefendantStage


def walk(defendant: Defendant, track: Track, table: Table = TURNS) -> DefendantStage:
    """Follow the steps of a defendant, and give where they have led.

    Without steps, what the record says of plea and outcome decides. A record may begin in the middle, when the road
    before it was never written down.

    Raises:
        Refused: some step cannot follow the one before it.
    """
    return _follow(defendant, track, table).stage


def where_is(defendant: Defendant, track: Track, table: Table = TURNS) -> DefendantStage:
    """Give where a defendant is; when the steps on record have a gap, what plea and outcome say decides."""
    return _place(defendant, track, table).stage


def allowed_turns(defendant: Defendant, track: Track, table: Table = TURNS) -> tuple[Turn, ...]:
    """Give the turns that may come next."""
    place = _place(defendant, track, table)
    return tuple(turn for turn in Turn if not _why_not(defendant, turn, place, table))


def take(defendant: Defendant, step: DefendantStep, track: Track, table: Table = TURNS) -> Defendant:
    """Give the defendant with one more step, and with the plea, custody and outcome that follow from it.

    Raises:
        Refused: the step cannot come next, lies before the newest one, or says what such a step cannot say.
    """
    place = _place(defendant, track, table)
    if why := _why_not(defendant, step.turn, place, table) or _misplaced(defendant, step):
        raise Refused(f"{defendant.label} cannot {ACT_IN_WORDS[step.turn]}: {why}.")
    return replace(
        defendant,
        custody=_custody_after(defendant, step),
        plea=PLEA_AFTER.get(step.turn, defendant.plea),
        outcome=_outcome_after(defendant, step.turn),
        steps=(*defendant.steps, step),
    )


def defendant_at(defendant: Defendant, at: datetime) -> Defendant:
    """Give a defendant as the steps up to an instant tell; what no step tells of counts as it is on record."""
    steps = tuple(step for step in defendant.steps if step.at <= at)
    if len(steps) == len(defendant.steps):
        return defendant
    told, ahead = [s.turn for s in steps], [s.turn for s in defendant.steps[len(steps) :]]
    outcome = _newest(told, ahead, OUTCOME_AFTER, defendant.outcome, DefendantOutcome.NONE)
    known = replace(
        defendant,
        custody=_newest(told, ahead, CUSTODY_AFTER, defendant.custody, Custody.OTHER),
        plea=_newest(told, ahead, PLEA_AFTER, defendant.plea, Plea.NONE),
        outcome=outcome,
        steps=steps,
    )
    return replace(known, outcome=_outcome_on_record(known)) if Turn.ARRESTED_ON_WARRANT in told else known


def _newest(told: list[Turn], ahead: list[Turn], after: Mapping[Turn, Word], on_record: Word, before: Word) -> Word:
    """Give what the newest turn that tells of something made of it; `before` when only later turns tell of it."""
    reached = [after[turn] for turn in told if turn in after]
    if reached:
        return reached[-1]
    return before if any(turn in after for turn in ahead) else on_record


def near_family_since(defendant: Defendant) -> tuple[int, DefendantStep] | None:
    """Give the step, with its number from 1, since which this defendant may live near the family; None when not.

    The newest step that says where they wait decides. A sentence of custody ends it.
    """
    saying = [
        (number, step)
        for number, step in enumerate(defendant.steps, start=1)
        if step.turn in SAYS_WHERE or step.near_family or step.custody_months
    ]
    return saying[-1] if saying and saying[-1][1].near_family else None


def _place(defendant: Defendant, track: Track, table: Table) -> _Place:
    on_record = _stage_on_record(defendant)
    try:
        place = _follow(defendant, track, table)
    except Refused:
        return _Place(on_record, STAGE_OF_PLEA[defendant.plea], track, on_record)
    return replace(place, stage=on_record) if _falls_short(defendant, place.start) else place


def _falls_short(defendant: Defendant, start: DefendantStage) -> bool:
    """Whether the record knows of a plea or an outcome that none of the steps tells of."""
    says_more = defendant.plea is not Plea.NONE or defendant.outcome is not DefendantOutcome.NONE
    tells = any(step.turn in PLEA_AFTER or step.turn in OUTCOME_AFTER for step in defendant.steps)
    return start in BEFORE_A_PLEA and says_more and not tells


def _follow(defendant: Defendant, track: Track, table: Table) -> _Place:
    """Walk from the first start from which the whole record can be walked."""
    refused: Refused | None = None
    for start in _starts(defendant):
        try:
            return _follow_from(_Place(start, STAGE_OF_PLEA[defendant.plea], track, start), defendant, table)
        except Refused as refusal:
            refused = refused or refusal
    raise refused or Refused(f"The road of {defendant.label} cannot be followed.")


def _starts(defendant: Defendant) -> Iterator[DefendantStage]:
    first = next((step.turn for step in defendant.steps if step.turn not in SAYS_WHERE), None)
    if first in (Turn.CHARGED, Turn.OUT_OF_COURT):
        yield DefendantStage.REFERRED_PRECHARGE
    elif first is None:
        yield _stage_on_record(replace(defendant, outcome=_outcome_on_record(defendant)))
    yield STAGE_OF_PLEA[defendant.plea]
    yield from DefendantStage


def _follow_from(place: _Place, defendant: Defendant, table: Table) -> _Place:
    for step in defendant.steps:
        if why := _no_way(step.turn, place, table):
            raise Refused(f"{defendant.label} {TURN_IN_WORDS[step.turn]}: that cannot follow what came before. {why}.")
        place = _after(place, step.turn, table)
    return place


def _after(place: _Place, turn: Turn, table: Table) -> _Place:
    way = table[(place.stage, turn)]
    to = place.before if way.back else way.to or place.stage
    return _Place(
        stage=to,
        before=place.stage if turn is Turn.ABSCONDED else place.before,
        track=Track.CROWN if turn is Turn.SENT else place.track,
        start=place.start,
    )


def _why_not(defendant: Defendant, turn: Turn, place: _Place, table: Table) -> str:
    if turn is Turn.BAIL_VARIED and defendant.custody is not Custody.BAIL:
        return "they are not on bail"
    if turn is Turn.CHARGED and _is_blank(defendant):
        return ""  # nothing is written down yet: whether they have been charged is what this step says
    return _no_way(turn, place, table)


def _is_blank(defendant: Defendant) -> bool:
    nothing = defendant.plea is Plea.NONE and defendant.outcome is DefendantOutcome.NONE
    return nothing and not defendant.steps


def _no_way(turn: Turn, place: _Place, table: Table) -> str:
    """Say why a turn does not exist here; "" when it does."""
    way = table.get((place.stage, turn))
    if way is not None and place.track in way.tracks:
        return ""
    if way is not None:
        return f"that does not exist {TRACK_IN_WORDS[place.track]}"
    if place.stage in OVER:
        return f"the case against them is over ({STAGE_IN_WORDS[place.stage]})"
    return FIRST[turn]


def _misplaced(defendant: Defendant, step: DefendantStep) -> str:
    if defendant.steps and step.at < defendant.steps[-1].at:
        return f"the step before it, “{TURN_IN_WORDS[defendant.steps[-1].turn]}”, is later"
    if step.near_family and step.turn not in MAY_BE_NEAR:
        return "only bail or a release can bring somebody near the family"
    if step.turn is not Turn.SENTENCED and (step.custody_months is not None or step.vcs is not None):
        return "only a sentence has months and a Victim Contact Scheme"
    if step.custody_months is not None and step.custody_months < 0:
        return "a sentence has no fewer than 0 months"
    return ""


def _custody_after(defendant: Defendant, step: DefendantStep) -> Custody:
    if step.turn is Turn.SENTENCED and step.custody_months:
        return Custody.OTHER
    return CUSTODY_AFTER.get(step.turn, defendant.custody)


def _outcome_after(defendant: Defendant, turn: Turn) -> DefendantOutcome:
    if turn is not Turn.ARRESTED_ON_WARRANT:
        return OUTCOME_AFTER.get(turn, defendant.outcome)
    return _outcome_on_record(replace(defendant, outcome=DefendantOutcome.NONE))


def _outcome_on_record(defendant: Defendant) -> DefendantOutcome:
    """Give the outcome before any absconding, which only hides it."""
    reached = [OUTCOME_AFTER[s.turn] for s in defendant.steps if s.turn in OUTCOME_AFTER]
    before = [outcome for outcome in reached if outcome is not DefendantOutcome.ABSCONDED]
    return before[-1] if before else defendant.outcome


def _stage_on_record(defendant: Defendant) -> DefendantStage:
    return STAGE_OF_OUTCOME[defendant.outcome] or STAGE_OF_PLEA[defendant.plea]
