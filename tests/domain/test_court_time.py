"""London wall-clock time and UTC, over both changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witness.domain.court_time import (
    NoSuchMoment,
    end_of_london_day,
    instant_known,
    london_day,
    london_time,
    moment_in_london,
    short_day,
    spoken_day,
    spoken_time,
)

FORWARD = date(2026, 3, 29)
BACK = date(2026, 10, 25)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "at", "instant"),
    [
        (date(2026, 1, 5), time(10, 0), utc(2026, 1, 5, 10, 0)),
        (date(2026, 7, 6), time(10, 0), utc(2026, 7, 6, 9, 0)),
        (date(2026, 3, 27), time(10, 0), utc(2026, 3, 27, 10, 0)),
        (date(2026, 3, 30), time(10, 0), utc(2026, 3, 30, 9, 0)),
        (date(2026, 10, 23), time(10, 0), utc(2026, 10, 23, 9, 0)),
        (date(2026, 10, 26), time(10, 0), utc(2026, 10, 26, 10, 0)),
        (FORWARD, time(0, 59), utc(2026, 3, 29, 0, 59)),
        (FORWARD, time(2, 0), utc(2026, 3, 29, 1, 0)),
        (BACK, time(0, 30), utc(2026, 10, 24, 23, 30)),
        (BACK, time(2, 0), utc(2026, 10, 25, 2, 0)),
        (date(2026, 7, 1), time(0, 0), utc(2026, 6, 30, 23, 0)),
        (date(2028, 2, 29), time(23, 59), utc(2028, 2, 29, 23, 59)),
    ],
)
def test_a_court_hour_is_london_wall_clock_time(day: date, at: time, instant: datetime) -> None:
    assert moment_in_london(day, at) == instant
    assert (london_day(instant), london_time(instant)) == (day, at)


@pytest.mark.parametrize("minute", [0, 30, 59])
def test_the_hour_the_clocks_skip_does_not_exist(minute: int) -> None:
    with pytest.raises(NoSuchMoment, match="01:.. on Sunday 29 March 2026 does not exist"):
        moment_in_london(FORWARD, time(1, minute))


def test_of_the_hour_that_happens_twice_the_earlier_is_meant() -> None:
    assert moment_in_london(BACK, time(1, 30)) == utc(2026, 10, 25, 0, 30)


def test_a_zone_on_the_hour_is_left_out_rather_than_mixed_in() -> None:
    assert moment_in_london(date(2026, 7, 6), time(10, 0, tzinfo=UTC)) == utc(2026, 7, 6, 9, 0)


@pytest.mark.parametrize(("day", "hours"), [(FORWARD, 23), (BACK, 25), (date(2026, 6, 1), 24)])
def test_a_day_on_which_the_clocks_change_has_its_own_length(day: date, hours: int) -> None:
    assert end_of_london_day(day) - moment_in_london(day, time(0, 0)) == timedelta(hours=hours)


def test_late_evening_in_summer_is_still_the_same_london_day() -> None:
    assert london_day(utc(2026, 7, 6, 22, 59)) == date(2026, 7, 6)
    assert london_day(utc(2026, 7, 6, 23, 0)) == date(2026, 7, 7)


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.times(time(2, 0)).map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_an_hour_of_the_day_survives_the_way_to_utc_and_back(day: date, at: time) -> None:
    instant = moment_in_london(day, at)

    assert instant.tzinfo is UTC
    assert (london_day(instant), london_time(instant)) == (day, at)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(0, 0), "12am"),
        (time(0, 30), "12.30am"),
        (time(9, 0), "9am"),
        (time(9, 5), "9.05am"),
        (time(9, 30), "9.30am"),
        (time(11, 59), "11.59am"),
        (time(12, 0), "12 noon"),
        (time(12, 15), "12.15pm"),
        (time(13, 0), "1pm"),
        (time(16, 30), "4.30pm"),
        (time(23, 45), "11.45pm"),
    ],
)
def test_hours_are_written_as_people_say_them(at: time, words: str) -> None:
    assert spoken_time(at) == words


def test_days_are_written_as_people_say_them() -> None:
    assert spoken_day(date(2026, 3, 3)) == "Tuesday 3 March 2026"
    assert short_day(date(2026, 3, 3)) == "Tue 3 Mar"
    assert spoken_day(date(2028, 2, 29)) == "Tuesday 29 February 2028"


def test_of_something_without_an_hour_only_the_day_is_claimed() -> None:
    now = datetime(2026, 7, 7, 8, 20, tzinfo=UTC)

    assert instant_known(date(2026, 7, 7), None, now) == now
    assert instant_known(date(2026, 7, 6), None, now) == datetime(2026, 7, 6, 11, tzinfo=UTC)
    assert instant_known(date(2026, 7, 6), time(16, 5), now) == datetime(2026, 7, 6, 15, 5, tzinfo=UTC)
