"""Whenever the demo world is loaded, its day at court is one that can have happened by then."""

from datetime import date, datetime, time, timedelta

import pytest

from tests.builders import a_calendar
from witness.domain.at_court import DayState, DayStep, DayTap, course_of, where_now
from witness.domain.court_time import london_day, moment_in_london
from witness.intake.demo import demo_cases, demo_taps, late_hour
from witness.intake.demo.today import HEARD, LATE, WAITS

CALENDAR = a_calendar()
MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 21)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return moment_in_london(day, time(hour, minute))


def states(now: datetime) -> dict[str, DayState]:
    found = {}
    for ref in (WAITS, LATE, HEARD):
        taps = [
            DayTap(f"{n}", ref, london_day(t.at), t.step, t.at, t.at, t.at, t.at)
            for n, t in enumerate(demo_taps(now, CALENDAR))
            if t.ref == ref
        ]
        found[ref] = where_now(course_of(taps, ref, london_day(now))).state
    return found


@pytest.mark.parametrize(
    ("hour", "wait", "late", "heard"),
    [
        (3, DayState.EXPECTED, DayState.EXPECTED, DayState.EXPECTED),
        (10, DayState.WAITING, DayState.EXPECTED, DayState.WAITING),
        (12, DayState.WAITING, DayState.EXPECTED, DayState.HOME),
        (16, DayState.WAITING, DayState.EXPECTED, DayState.HOME),
        (21, DayState.RELEASED, DayState.HOME, DayState.HOME),
    ],
)
def test_somebody_waits_somebody_is_late_and_somebody_is_home_as_far_as_the_hour_allows(
    hour: int, wait: DayState, late: DayState, heard: DayState
) -> None:
    assert states(at(hour)) == {WAITS: wait, LATE: late, HEARD: heard}


def test_nothing_was_tapped_that_has_not_happened_and_whoever_is_late_is_so_by_then() -> None:
    for minutes in range(0, 24 * 60, 15):
        now = at(0) + timedelta(minutes=minutes)
        assert all(tap.at <= now and london_day(tap.at) == MONDAY for tap in demo_taps(now, CALENDAR))
        assert time(10) <= late_hour(now) <= time(15, 30)
        if time(11) <= now.time() < time(16):
            there_by = moment_in_london(MONDAY, late_hour(now)) - timedelta(minutes=60)
            assert now - there_by >= timedelta(minutes=15)
    waits = [tap.at for tap in demo_taps(at(14), CALENDAR) if (tap.ref, tap.step) == (WAITS, DayStep.ARRIVED)]
    assert waits == [at(12, 10)]


def test_on_a_day_without_courts_nobody_is_there_and_the_trials_stand_on_the_next() -> None:
    assert demo_taps(at(12, day=SATURDAY), CALENDAR) == ()
    made = {b["case"]["ref"]: b for b in demo_cases(SATURDAY, CALENDAR)}
    days = {made[ref]["hearings"][0]["revisions"][-1]["on"] for ref in (WAITS, LATE, HEARD)}
    assert days == {MONDAY.isoformat()}
