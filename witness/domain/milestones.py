"""How one witness stands on the early-warning ladder: what is reached and how we know, what is open, what comes later.

It counts to the day on which this witness gives evidence. While the court has not named one, the far rungs count to the
first day on which it may be and the rung of the last evening comes round each day. It closes when nothing is awaited
from this witness any more, and begins anew when a retrial is listed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from witness.domain.at_court_day import at_court_on
from witness.domain.awaited import guilt_is_decided
from witness.domain.cases import CasePicture
from witness.domain.countdown import (
    Closed,
    certainty_of,
    closed_because,
    hearing_ahead,
    working_days_left,
)
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.evidence import EventState, EvidenceEvent, NeedKind
from witness.domain.hearings import Certainty, Hearing
from witness.domain.ladder_climb import Climb
from witness.domain.milestone_days import NEVER_MOVES, Planned, Step, plan_days
from witness.domain.milestone_facts_near import FINDERS, given_on
from witness.domain.milestone_rows import MILESTONES, Listed, Milestone, MilestoneRow, Settled
from witness.domain.milestone_sight import Seen, Sight, Truth, sight_of
from witness.domain.readiness_items import State
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

# Whoever is not there so long after the agreed hour is rung (domain reference §5.3).
LATE_AFTER = timedelta(minutes=15)
# Working days for which what follows the evidence is asked about. A judgement.
ASKED_FOR = 10


class Standing(StrEnum):
    """How far a milestone is."""

    DONE = "done"
    NOT_NEEDED = "not_needed"
    OPEN = "open"
    WAITS = "waits"  # for the one that comes before it: one thing is asked for once
    LATER = "later"
    PAST = "past"  # its time is over, and nobody is asked about it any more
    BEFORE_US = "before_us"  # nobody here could do it in time: looked through once, and never taken for done


STANDING_IN_WORDS: dict[Standing, str] = {
    Standing.DONE: "Done",
    Standing.NOT_NEEDED: "Not needed",
    Standing.OPEN: "Open",
    Standing.WAITS: "Waits",
    Standing.LATER: "Later",
    Standing.PAST: "Not recorded",
    Standing.BEFORE_US: "Was due before the case came to us",
}
# What each of these asks for, once it is known that it is needed.
NEED_OF: dict[Milestone, NeedKind] = {
    Milestone.COURT_VISIT_ASKED: NeedKind.COURT_VISIT,
    Milestone.SUPPORTER_CHOSEN: NeedKind.SUPPORTER,
    Milestone.TRANSPORT_DRAFTED: NeedKind.TRANSPORT,
}
MET = frozenset({Standing.DONE, Standing.NOT_NEEDED})


@dataclass(frozen=True, slots=True)
class Reached:
    """One row for one witness. how: how we know, or what is missing. on: since which day it is so, if known.

    asked_on: None while no day can be counted. due_at: by when, None until then. compressed: moved for want of time.
    by_word: somebody's word is what shows it. sayable: it is open to somebody's word, because no fact speaks.
    before_us: it was due before the case came to us. settled: what was said of it since, None while nothing was.
    """

    row: MilestoneRow
    standing: Standing
    how: str
    on: date | None = None
    asked_on: date | None = None
    due_at: datetime | None = None
    compressed: bool = False
    by_word: bool = False
    sayable: bool = False
    before_us: bool = False
    settled: Settled | None = None


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """The ladder of one witness. closed: what has ended it, None while evidence is to come.

    hearing: to which it counts, or from which it follows; None when there is none. standby: no day is sure.
    days_left: working days to the first day on which it may be; None when they cannot be counted.
    """

    witness_id: str
    closed: Closed | None
    hearing: Hearing | None
    standby: bool = False
    days_left: int | None = None
    reached: tuple[Reached, ...] = ()


def early_warning_of(
    picture: CasePicture,
    witness_id: str,
    calendar: WorkingCalendar,
    now: datetime,
    looked: frozenset[str] = frozenset(),
) -> EarlyWarning:
    """Say how a witness stands on the early-warning ladder. looked: keys of the looks at a list that were made."""
    today = london_day(now)
    closed = closed_because(picture, witness_id, today)
    ahead = hearing_ahead(picture, witness_id, today)
    if picture.case.closed_on is not None or closed is Closed.NOT_EXPECTED:
        return EarlyWarning(witness_id, closed, None)
    if closed is not None or ahead is None:
        return _afterwards(picture, witness_id, calendar, now, closed)
    event, hearing = ahead
    sight = sight_of(picture, witness_id, hearing, calendar, now, looked)
    certainty = certainty_of(picture, event)
    standby = certainty in (Certainty.WINDOW, Certainty.MAYBE)
    rows = [row for row in MILESTONES if row.lead >= 0 and _is_asked(row, certainty)]
    planned = _planned(sight, rows, event)
    reached: dict[Milestone, Reached] = {}
    for row in rows:
        reached[row.code] = _reached(sight, row, _each_day(sight, row, planned.get(row.code), standby=standby), reached)
    left = working_days_left(hearing, calendar, today)
    return EarlyWarning(witness_id, None, hearing, standby, left, tuple(reached.values()))


def _is_asked(row: MilestoneRow, certainty: Certainty) -> bool:
    """Whoever floats has no court room yet, and still has to be there on the day. In a period nobody can be driven."""
    if row.listed is Listed.SURE_DAY:
        return certainty in (Certainty.TIME, Certainty.DAY)
    return row.listed is not Listed.NAMED_DAY or certainty is not Certainty.WINDOW


def _planned(sight: Sight, rows: list[MilestoneRow], event: EvidenceEvent) -> dict[Milestone, Planned]:
    """Give the days of each row; none while no day is known, or when the calendar does not reach it."""
    if sight.day is None:
        return {}
    climb = Climb(sight.picture, sight.witness_id, sight.calendar, sight.today, sight.hearing)
    start = climb.known_since()
    if event.expected_at is not None:
        start = max(start, london_day(event.expected_at))
    steps = [Step(row.lead, row.within_days) for row in rows]
    try:
        days = plan_days(steps, sight.day, min(start, sight.day), sight.calendar)
    except BeyondTheCalendar:
        return {}
    return {row.code: planned for row, planned in zip(rows, days, strict=True)}


def _each_day(sight: Sight, row: MilestoneRow, planned: Planned | None, *, standby: bool) -> Planned | None:
    """While nobody knows on which day it is, the rung of the last evening comes round on each working day."""
    last = sight.hearing.now.slot.last_day
    if row.listed is not Listed.EACH_DAY or not standby or planned is None or last is None:
        return planned
    try:
        is_open = planned.asked_on <= sight.today <= last and sight.calendar.is_working(sight.today)
    except BeyondTheCalendar:
        return planned
    return Planned(sight.today, sight.today) if is_open else planned


def _reached(sight: Sight, row: MilestoneRow, planned: Planned | None, before: dict[Milestone, Reached]) -> Reached:
    seen, by_word = _seen(sight, row)
    asked_on = None if planned is None else planned.asked_on
    due_at = None if planned is None else _due_at(sight, row, planned.due_on)
    standing = _standing(sight, row, seen, asked_on, due_at)
    earlier = before.get(row.after) if row.after is not None else None
    if standing is Standing.OPEN and earlier is not None and earlier.standing not in MET and _hangs_on(sight, row):
        standing = Standing.WAITS
    compressed = planned is not None and planned.compressed
    sayable = bool(row.said) and seen.truth is Truth.NOT_RECORDED
    reached = Reached(row, standing, seen.how, seen.on, asked_on, due_at, compressed, by_word, sayable)
    # The evening before and the day itself are never behind: they are asked on their day.
    if due_at is None or row.lead <= NEVER_MOVES or not sight.was_before_us(london_day(due_at)):
        return reached
    return _as_settled(sight, replace(reached, before_us=True))


def _as_settled(sight: Sight, reached: Reached) -> Reached:
    """What was due before the case came to us is neither late nor done: somebody says once what becomes of it."""
    if reached.standing not in (Standing.OPEN, Standing.WAITS):
        return reached
    word = sight.settled(reached.row.code)
    if word is None:
        return replace(reached, standing=Standing.BEFORE_US)
    if word.said is Settled.DO_BY:
        return replace(reached, settled=Settled.DO_BY, due_at=moment_in_london(word.on, reached.row.by))
    how, on = "It is not needed any more.", london_day(word.recorded_at)
    return replace(
        reached, standing=Standing.NOT_NEEDED, how=how, on=on, by_word=True, sayable=False, settled=Settled.NOT_NEEDED
    )


def _hangs_on(sight: Sight, row: MilestoneRow) -> bool:
    """Whether a row really waits for the one before it. Of an assessment, it waits only for its own need."""
    need = NEED_OF.get(row.code)
    item = None if need is None else sight.item(need)
    return item is None or item.state is State.NEED_UNKNOWN


def _seen(sight: Sight, row: MilestoneRow) -> tuple[Seen, bool]:
    """What the facts say; where they say nothing, somebody's word counts as long as it holds.

    A fact that speaks against it outweighs a word: an advance that is asked for is not "no money is needed".
    """
    seen = FINDERS[row.code](sight)
    if seen.truth is not Truth.NOT_RECORDED or not row.said:
        return seen, False
    word = sight.word(row.code, row.holds)
    return (seen, False) if word is None else (Seen(Truth.YES, f"{row.said}.", word.on), True)


def _standing(sight: Sight, row: MilestoneRow, seen: Seen, asked_on: date | None, due_at: datetime | None) -> Standing:
    if seen.truth is Truth.YES:
        return Standing.DONE
    if seen.truth is Truth.NOT_NEEDED:
        return Standing.NOT_NEEDED
    if asked_on is None or asked_on > sight.today:
        return Standing.LATER
    if row.code is Milestone.ARRIVED and due_at is not None and sight.now < due_at:
        return Standing.LATER
    # A list is looked at on the evening before. In the morning it is the day itself that counts.
    if row.listed is Listed.EACH_DAY and asked_on < sight.today:
        return Standing.PAST
    return Standing.OPEN


def _due_at(sight: Sight, row: MilestoneRow, due_on: date) -> datetime:
    if row.code is Milestone.ARRIVED:
        agreed = [d.there_by for d in at_court_on(sight.picture, due_on) if d.witness_id == sight.witness_id]
        if agreed and agreed[0] is not None:
            return agreed[0] + LATE_AFTER
    return moment_in_london(due_on, row.by)


def _afterwards(
    picture: CasePicture, witness_id: str, calendar: WorkingCalendar, now: datetime, closed: Closed | None
) -> EarlyWarning:
    """Nothing is prepared any more: the outcome told by a person, and for whoever gave evidence, how they are."""
    own = [event for event in picture.events if event.witness_id == witness_id]
    newest = max(own, key=lambda e: (e.state is EventState.GIVEN, _settled(picture, e)), default=None)
    if newest is None or closed is Closed.NOTHING_AHEAD:
        return EarlyWarning(witness_id, closed, None)
    hearing = picture.hearing(newest.hearing_id)
    sight = sight_of(picture, witness_id, hearing, calendar, now)
    return EarlyWarning(witness_id, closed, hearing, reached=tuple(_after(sight)))


def _settled(picture: CasePicture, event: EvidenceEvent) -> date:
    if event.settled_at is not None:
        return london_day(event.settled_at)
    return picture.hearing(event.hearing_id).now.slot.on or date.min


def _after(sight: Sight) -> Iterator[Reached]:
    for row in MILESTONES:
        since = _outcome_on(sight) if row.code is Milestone.OUTCOME_TOLD else given_on(sight)
        if row.lead >= 0 or since is None:
            continue
        try:
            planned = Planned(asked := sight.calendar.add(since, -row.lead), sight.calendar.add(asked, row.within_days))
            is_past = sight.calendar.until(planned.due_on, sight.today) > ASKED_FOR
        except BeyondTheCalendar:
            continue
        reached = _reached(sight, row, planned, {})
        if reached.standing is Standing.OPEN and is_past:
            reached = replace(reached, standing=Standing.PAST)
        yield reached


def _outcome_on(sight: Sight) -> date | None:
    """Give the day on which the last of the defendants was decided about; None while somebody's guilt is open."""
    defendants = sight.picture.case.defendants
    if not guilt_is_decided(defendants):
        return None
    return max((london_day(d.steps[-1].at) for d in defendants if d.steps), default=None)
