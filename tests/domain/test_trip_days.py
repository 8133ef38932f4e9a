"""Court days beyond the first: each has its ride or somebody asks, and a moved range doubles nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from tests.builders import CALENDAR, TRIAL, J, a_hearing, a_picture, a_revision, a_slot
from tests.plan_builders import a_step, a_trip
from tests.week_builders import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, facts_of, in_week
from witness.domain.cases import CasePicture
from witness.domain.plans import PlanState
from witness.domain.ripple import planned_after, with_steps
from witness.domain.tasks import TaskKind
from witness.domain.trip_days import ask_about, court_days, days_needed
from witness.domain.trip_tasks import trip_tasks
from witness.domain.trips import Direction, Mode, PickUp, Trip
from witness.domain.week import TaskKind as WeekKind

FRI, MON, TUE = date(2026, 12, 4), date(2026, 12, 7), date(2026, 12, 8)
BEFORE = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
THREE_DAYS = a_slot(FRI, until=TUE)


def out(on: date, **changes: object) -> Trip:
    made = a_trip(J, on=on, trip_id=f"out-{on}", other_way=f"back-{on}")
    return replace(made, **changes)  # type: ignore[arg-type]


def back(on: date) -> Trip:
    steps = (a_step(PlanState.CONFIRMED, on, at=None),)
    made = replace(out(on), trip_id=f"back-{on}", direction=Direction.BACK, pick_up=PickUp.COURT)
    return replace(made, other_way=f"out-{on}", steps=steps)


def three_days(*trips: Trip, slot: object = THREE_DAYS) -> CasePicture:
    return a_picture(hearings=(a_hearing(revisions=[a_revision(1, slot)]),), trips=trips)  # type: ignore[arg-type]


def then(picture: CasePicture, **slot: object) -> CasePicture:
    """The case after the court has moved the range, with what was planned brought in line."""
    hearing = picture.hearings[0]
    moved = replace(hearing, revisions=(*hearing.revisions, a_revision(2, replace(hearing.now.slot, **slot))))  # type: ignore[arg-type]
    known = replace(picture, hearings=(moved,))
    found = planned_after(known, TRIAL, {}, calendar=CALENDAR, now=BEFORE)
    return with_steps(known, tuple(change.further for change in found))


def days_of(picture: CasePicture) -> list[tuple[date | None, str]]:
    return sorted((t.now.on, t.direction.value) for t in picture.trips if t.is_active)  # type: ignore[type-var]


def test_a_range_has_its_court_days_and_no_weekend() -> None:
    assert court_days(THREE_DAYS, CALENDAR) == (FRI, MON, TUE)
    assert court_days(a_slot(FRI), CALENDAR) == (FRI,)
    assert court_days(a_slot(None), CALENDAR) == ()


def test_of_a_range_the_first_day_is_needed_and_later_ones_on_which_somebody_is_fetched() -> None:
    assert days_needed(THREE_DAYS, frozenset(), CALENDAR) == (FRI,)
    assert days_needed(THREE_DAYS, {TUE}, CALENDAR) == (FRI, TUE)
    assert days_needed(a_slot(FRI), {TUE}, CALENDAR) == (FRI,)


def test_the_days_without_a_ride_are_asked_about_once_the_first_has_one() -> None:
    assert ask_about(three_days(), CALENDAR, MONDAY) == ()

    (asked,) = ask_about(three_days(out(FRI), back(FRI), out(TUE), back(TUE)), CALENDAR, MONDAY)
    assert asked.missing == (MON,)
    picture = three_days(out(FRI), back(FRI))
    (task,) = (t for t in trip_tasks(picture, CALENDAR, BEFORE) if t.reason_key.startswith("ride_days"))
    assert task.kind is TaskKind.RIDE
    assert "no ride on Mon 7 Dec and Tue 8 Dec" in task.words
    assert ask_about(three_days(*(way(day) for day in (FRI, MON, TUE) for way in (out, back))), CALENDAR, MONDAY) == ()


def test_a_moved_range_moves_each_day_to_its_own_court_day_and_doubles_nothing() -> None:
    picture = three_days(*(way(day) for day in (FRI, MON, TUE) for way in (out, back)))

    moved = then(picture, on=date(2026, 12, 9), until=date(2026, 12, 11))

    wanted = [(date(2026, 12, day), way) for day in (9, 10, 11) for way in ("back", "out")]
    assert days_of(moved) == sorted(wanted)
    assert ask_about(moved, CALENDAR, MONDAY) == ()


def test_a_shorter_range_calls_off_the_days_that_it_does_not_have() -> None:
    picture = three_days(*(way(day) for day in (FRI, MON, TUE) for way in (out, back)))

    moved = then(picture, on=date(2026, 12, 9), until=date(2026, 12, 10))

    assert {on for on, _ in days_of(moved)} == {date(2026, 12, 9), date(2026, 12, 10)}
    (gone,) = (t for t in moved.trips if t.trip_id == f"out-{TUE}")
    assert gone.now.state is PlanState.CANCELLED
    assert "fewer days" in gone.now.because


def test_where_nobody_has_said_how_long_it_lasts_the_later_rides_stand_and_are_asked_about() -> None:
    picture = three_days(*(way(day) for day in (FRI, MON) for way in (out, back)))

    moved = then(picture, on=date(2026, 12, 9), until=None)

    assert {on for on, _ in days_of(moved)} == {date(2026, 12, 9), date(2026, 12, 10)}
    (asked,) = ask_about(moved, CALENDAR, MONDAY)
    assert [trip.now.on for trip in asked.beyond] == [date(2026, 12, 10)]


@pytest.mark.parametrize("later", [(), (THURSDAY,)])
def test_somebody_is_at_court_on_every_day_on_which_a_witness_is_fetched(later: tuple[date, ...]) -> None:
    trips = tuple(out(day, mode=Mode.STAFF_CAR, steps=(a_step(on=day, at=time(8, 0)),)) for day in (TUESDAY, *later))
    facts = facts_of(in_week(three_days(*trips, slot=a_slot(TUESDAY, until=FRIDAY))))

    days = {task.at.on for task in facts.tasks if task.kind is WeekKind.COURT_DAY and task.at is not None}
    assert days == {TUESDAY, *later}
    assert {ride.pick_up_between[0].on for ride in facts.rides} == {TUESDAY, *later}
    assert WEDNESDAY not in days
