"""The day at court of one case: who is to be there and by when, what the trips know, and what it asks of a person."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from witness.domain.at_court import DayCourse, DayState, DayStep, DayTap, course_of, is_closed, where_now
from witness.domain.at_court_clocks import (
    FURTHER_CALLS,
    RUNG_IN_WORDS,
    WAIT_ALARM,
    WaitLevel,
    calls_open,
    next_call,
    wait_of,
)
from witness.domain.at_court_course import TRIP_KNOWS, course_on, trips_of
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, london_time, moment_in_london, spoken_time
from witness.domain.hearings import Certainty, Hearing, HearingState, Slot
from witness.domain.planned_messages import meeting_time
from witness.domain.tasks import TaskKind, WantedTask
from witness.domain.trip_course import way_now, ways_of
from witness.domain.trip_rules import ASK_THE_NEXT, HOME_BY, WITHOUT_A_DRIVER
from witness.domain.trips import Direction, Trip

__all__ = [
    "TRIP_KNOWS",
    "AtCourt",
    "at_court_on",
    "at_court_tasks",
    "trip_told",
    "trips_of",
]


@dataclass(frozen=True, slots=True)
class AtCourt:
    """One witness on one day. hearing: None when only a tap or a trip says that they were there.

    there_by: the agreed instant, None when none is known. out, back: how they come and go, None without a ride.
    """

    witness_id: str
    on: date
    hearing: Hearing | None
    there_by: datetime | None
    out: Trip | None
    back: Trip | None
    course: DayCourse

    @property
    def is_fetched(self) -> bool:
        """Whether somebody picks them up."""
        return self.out is not None and ways_of(self.out)[way_now(self.out)].mode not in WITHOUT_A_DRIVER


def at_court_on(picture: CasePicture, on: date) -> tuple[AtCourt, ...]:
    """Give the witnesses of a case who are to be at court on a day, or were seen there. A window counts on none."""
    events = [event for event in picture.awaited if _is_on(picture, event.hearing_id, on)]
    expected = {event.witness_id: picture.hearing(event.hearing_id) for event in events}
    tapped = {tap.witness_id for tap in picture.day_taps if tap.on == on}
    return tuple(
        _day(picture, witness.witness_id, on, expected.get(witness.witness_id))
        for witness in picture.witnesses
        if witness.witness_id in tapped or (witness.witness_id in expected and witness.is_expected)
    )


def at_court_tasks(picture: CasePicture, now: datetime) -> Iterator[WantedTask]:
    """Give what the day at court asks of a person: ring for the late, end a long wait, see that they got home."""
    today = london_day(now)
    for on in (today - timedelta(days=1), today):
        for day in at_court_on(picture, on):
            yield from _to_ring(picture, day, now) if on == today else ()
            yield from _to_end_the_wait(picture, day, now) if on == today else ()
            yield from _to_see_home(picture, day, now)


def trip_told(picture: CasePicture, taps: tuple[DayTap, ...], tap: DayTap) -> Trip | None:
    """Give the trip whose course a tap moves too; None when it moves none, or others on it are not so far.

    Home safe ends a trip only when every witness on it is home.
    """
    if tap.step not in TRIP_KNOWS:
        return None
    out, back = trips_of(picture, tap.witness_id, tap.on)
    trip = back if back is not None else out if out is not None and out.no_return else None
    if trip is None or (tap.step is not DayStep.HOME_SAFE and trip.direction is Direction.OUT):
        return None
    if tap.step is DayStep.HOME_SAFE and not _all_home(picture, taps, trip, tap):
        return None
    return trip


def _all_home(picture: CasePicture, taps: tuple[DayTap, ...], trip: Trip, tap: DayTap) -> bool:
    others = [w for w in picture.witnesses if w.person_id in trip.passengers and w.witness_id != tap.witness_id]
    return all(course_of(taps, w.witness_id, tap.on).first(DayStep.HOME_SAFE) for w in others)


def _day(picture: CasePicture, witness_id: str, on: date, hearing: Hearing | None) -> AtCourt:
    out, back = trips_of(picture, witness_id, on)
    return AtCourt(
        witness_id=witness_id,
        on=on,
        hearing=hearing,
        there_by=_there_by(on, hearing, out),
        out=out,
        back=back,
        course=course_on(picture, witness_id, on),
    )


def _there_by(on: date, hearing: Hearing | None, out: Trip | None) -> datetime | None:
    if out is not None and out.arrive_by is not None:
        return moment_in_london(on, out.arrive_by)
    meet = None if hearing is None or hearing.now.slot.on != on else meeting_time(hearing.now.slot)
    return None if meet is None else moment_in_london(on, meet)


def _is_on(picture: CasePicture, hearing_id: str, on: date) -> bool:
    now = picture.hearing(hearing_id).now
    stands = now.state in (HearingState.LISTED, HearingState.UNCONFIRMED)
    return stands and _covers(now.slot, on)


def _covers(slot: Slot, on: date) -> bool:
    if slot.on is None or slot.certainty in (Certainty.WINDOW, Certainty.NONE):
        return False
    return slot.on <= on <= (slot.last_day or slot.on)


def _to_ring(picture: CasePicture, day: AtCourt, now: datetime) -> Iterator[WantedTask]:
    calls = calls_open(day.course, day.there_by, now)
    if not calls or day.there_by is None:
        return
    turn = next_call(calls)
    who = _initials(picture, day)
    then = "each has been rung: decide what happens now" if turn is None else f"ring {RUNG_IN_WORDS[turn.rung]}"
    task = WantedTask(
        reason_key=f"not_arrived:{day.witness_id}:{day.on}",
        kind=TaskKind.NOT_ARRIVED,
        words=f"{who} is not at court, expected by {spoken_time(london_time(day.there_by))}: {then}",
        clears_when="they are in, or it is recorded that they did not come",
        due_at=calls[0].since,
        hearing_id=None if day.hearing is None else day.hearing.hearing_id,
    )
    yield task
    if now >= day.there_by + FURTHER_CALLS.after:
        yield replace(
            task, reason_key=f"{task.reason_key}:backup", due_at=day.there_by + FURTHER_CALLS.after, for_backup=True
        )


def _to_end_the_wait(picture: CasePicture, day: AtCourt, now: datetime) -> Iterator[WantedTask]:
    wait = wait_of(day.course, now)
    if wait.level is not WaitLevel.ALARM or wait.since is None:
        return
    since = spoken_time(london_time(wait.since))
    yield WantedTask(
        reason_key=f"long_wait:{day.witness_id}:{day.on}:{wait.since:%H%M}",
        kind=TaskKind.LONG_WAIT,
        words=f"{_initials(picture, day)} has waited at court since {since}: ask when they are called, or for a break",
        clears_when="they are called or released",
        due_at=wait.since + WAIT_ALARM.after,
        hearing_id=None if day.hearing is None else day.hearing.hearing_id,
    )


def _to_see_home(picture: CasePicture, day: AtCourt, now: datetime) -> Iterator[WantedTask]:
    """Whoever has set off is asked after in the evening. A ride home asks by itself (`trip_tasks`)."""
    due = moment_in_london(day.on, HOME_BY)
    has_set_off = bool(day.course.steps) and where_now(day.course).state is not DayState.EXPECTED
    a_ride_asks = day.back is not None or (day.out is not None and bool(day.out.no_return))
    if not has_set_off or is_closed(day.course) or a_ride_asks or now < due:
        return
    task = WantedTask(
        reason_key=f"home_safe:{day.witness_id}:{day.on}",
        kind=TaskKind.HOME_SAFE,
        words=f"Is {_initials(picture, day)} home from court? Nobody has recorded it",
        clears_when="home safe is recorded",
        due_at=due,
        hearing_id=None if day.hearing is None else day.hearing.hearing_id,
    )
    yield task
    if now >= due + ASK_THE_NEXT:
        yield replace(task, reason_key=f"{task.reason_key}:backup", due_at=due + ASK_THE_NEXT, for_backup=True)


def _initials(picture: CasePicture, day: AtCourt) -> str:
    return picture.person(picture.witness(day.witness_id).person_id).initials
