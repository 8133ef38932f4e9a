"""Working days in England and Wales, checked by hand, and the edge beyond which nothing is guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import CALENDAR, a_calendar
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

D = date

WORKING = {
    # Easter 2026 to 2028
    D(2026, 4, 2): True,
    D(2026, 4, 3): False,
    D(2026, 4, 6): False,
    D(2026, 4, 7): True,
    D(2027, 3, 25): True,
    D(2027, 3, 26): False,
    D(2027, 3, 29): False,
    D(2027, 3, 30): True,
    D(2028, 4, 13): True,
    D(2028, 4, 14): False,
    D(2028, 4, 17): False,
    D(2028, 4, 18): True,
    # Christmas: Boxing Day 2026 is a Saturday, both days of 2027 fall on a weekend
    D(2026, 12, 24): True,
    D(2026, 12, 25): False,
    D(2026, 12, 26): False,
    D(2026, 12, 28): False,
    D(2026, 12, 29): True,
    D(2026, 12, 31): True,
    D(2027, 1, 1): False,
    D(2027, 1, 4): True,
    D(2027, 12, 24): True,
    D(2027, 12, 27): False,
    D(2027, 12, 28): False,
    D(2027, 12, 29): True,
    # New Year's Day 2028 is a Saturday
    D(2027, 12, 31): True,
    D(2028, 1, 3): False,
    D(2028, 1, 4): True,
    D(2028, 12, 25): False,
    D(2028, 12, 26): False,
    D(2028, 12, 27): True,
    # May, spring and summer
    D(2026, 5, 4): False,
    D(2026, 5, 25): False,
    D(2026, 8, 31): False,
    D(2027, 5, 3): False,
    D(2027, 5, 31): False,
    D(2027, 8, 30): False,
    D(2028, 5, 1): False,
    D(2028, 5, 29): False,
    D(2028, 8, 28): False,
    # An ordinary week, and 29 February
    D(2026, 6, 5): True,
    D(2026, 6, 6): False,
    D(2026, 6, 7): False,
    D(2026, 6, 8): True,
    D(2028, 2, 28): True,
    D(2028, 2, 29): True,
    # Holidays of Scotland and Northern Ireland alone
    D(2026, 1, 2): True,
    D(2026, 3, 17): True,
    D(2026, 11, 30): True,
}


@pytest.mark.parametrize(("day", "working"), WORKING.items(), ids=lambda value: str(value))
def test_a_day_is_a_working_day_or_not(day: date, working: bool) -> None:
    assert CALENDAR.is_working(day) is working


ADDED = [
    (D(2026, 6, 5), 1, D(2026, 6, 8)),  # Friday, Monday
    (D(2026, 6, 6), 1, D(2026, 6, 8)),
    (D(2026, 6, 7), 1, D(2026, 6, 8)),
    (D(2026, 6, 8), -1, D(2026, 6, 5)),
    (D(2026, 6, 7), -1, D(2026, 6, 5)),
    (D(2026, 6, 8), 0, D(2026, 6, 8)),
    (D(2026, 6, 7), 0, D(2026, 6, 7)),
    (D(2026, 4, 2), 1, D(2026, 4, 7)),  # the Thursday before Good Friday
    (D(2026, 4, 7), -1, D(2026, 4, 2)),
    (D(2026, 4, 3), 1, D(2026, 4, 7)),
    (D(2027, 3, 25), 2, D(2027, 3, 31)),
    (D(2028, 4, 13), 1, D(2028, 4, 18)),
    (D(2026, 12, 24), 1, D(2026, 12, 29)),
    (D(2026, 12, 24), 4, D(2027, 1, 4)),
    (D(2027, 1, 4), -5, D(2026, 12, 23)),
    (D(2027, 1, 4), -10, D(2026, 12, 16)),
    (D(2027, 12, 24), 1, D(2027, 12, 29)),
    (D(2027, 12, 31), 1, D(2028, 1, 4)),
    (D(2028, 2, 28), 1, D(2028, 2, 29)),
    (D(2028, 2, 28), 2, D(2028, 3, 1)),
    (D(2028, 3, 1), -1, D(2028, 2, 29)),
    (D(2026, 12, 7), -20, D(2026, 11, 9)),
    (D(2026, 12, 7), -10, D(2026, 11, 23)),
    (D(2026, 12, 7), -5, D(2026, 11, 30)),
    (D(2026, 5, 1), 1, D(2026, 5, 5)),
    (D(2026, 8, 28), 1, D(2026, 9, 1)),
]


@pytest.mark.parametrize(("day", "working_days", "then"), ADDED)
def test_working_days_are_added_without_counting_the_first(day: date, working_days: int, then: date) -> None:
    assert CALENDAR.add(day, working_days) == then


COUNTED = [
    (D(2026, 6, 5), D(2026, 6, 8), 1),
    (D(2026, 6, 5), D(2026, 6, 5), 0),
    (D(2026, 6, 5), D(2026, 6, 7), 0),
    (D(2026, 6, 6), D(2026, 6, 8), 1),
    (D(2026, 6, 8), D(2026, 6, 5), -1),
    (D(2026, 4, 2), D(2026, 4, 7), 1),
    (D(2026, 4, 7), D(2026, 4, 2), -1),
    (D(2026, 12, 23), D(2027, 1, 4), 5),
    (D(2026, 11, 24), D(2026, 12, 7), 9),
    (D(2027, 12, 24), D(2028, 1, 4), 4),
    (D(2028, 2, 25), D(2028, 3, 1), 3),
    (D(2026, 1, 1), D(2026, 12, 31), 253),
]


@pytest.mark.parametrize(("today", "day", "count"), COUNTED)
def test_the_working_days_until_a_day_include_it_and_leave_out_today(today: date, day: date, count: int) -> None:
    assert CALENDAR.until(today, day) == count


@pytest.mark.parametrize(
    ("day", "then"),
    [
        (D(2026, 6, 5), D(2026, 6, 5)),
        (D(2026, 6, 6), D(2026, 6, 8)),
        (D(2026, 4, 3), D(2026, 4, 7)),
        (D(2026, 12, 25), D(2026, 12, 29)),
        (D(2027, 12, 25), D(2027, 12, 29)),
        (D(2028, 1, 1), D(2028, 1, 4)),
    ],
)
def test_the_next_working_day_is_the_day_itself_when_it_is_one(day: date, then: date) -> None:
    assert CALENDAR.next_working(day) == then


@given(st.dates(D(2020, 1, 1), D(2027, 12, 31)), st.integers(-60, 60))
def test_adding_and_counting_agree(day: date, working_days: int) -> None:
    then = CALENDAR.add(day, working_days)
    # Backwards, the day one leaves counts and the day one comes to does not, so both must be working days.
    start = day if CALENDAR.is_working(day) else CALENDAR.next_working(day)

    assert CALENDAR.until(start, CALENDAR.add(start, working_days)) == working_days
    assert working_days == 0 or CALENDAR.is_working(then)


# The edge


EDGE = a_calendar(known_from=D(2026, 1, 1), known_until=D(2026, 12, 31))


@pytest.mark.parametrize("day", [D(2026, 1, 1), D(2026, 12, 31)])
def test_the_edges_themselves_are_known(day: date) -> None:
    assert EDGE.is_working(day) is (day == D(2026, 12, 31))


@pytest.mark.parametrize("day", [D(2025, 12, 31), D(2027, 1, 1), D(2027, 1, 2)])
def test_beyond_the_edge_even_a_sunday_is_refused_with_the_edges_named(day: date) -> None:
    with pytest.raises(BeyondTheCalendar, match=r"\(Thursday 1 January 2026 to Thursday 31 December 2026\)"):
        EDGE.is_working(day)


def test_counting_and_adding_over_the_edge_are_refused() -> None:
    with pytest.raises(BeyondTheCalendar):
        EDGE.add(D(2026, 12, 31), 1)
    with pytest.raises(BeyondTheCalendar):
        EDGE.add(D(2026, 1, 2), -2)
    with pytest.raises(BeyondTheCalendar):
        EDGE.until(D(2026, 12, 24), D(2027, 1, 4))
    with pytest.raises(BeyondTheCalendar):
        WorkingCalendar(D(2026, 12, 24), D(2026, 12, 25), EDGE.holidays).next_working(D(2026, 12, 25))


def test_the_calendar_that_comes_with_the_package_knows_every_holiday_to_its_end() -> None:
    years = {day.year for day in CALENDAR.holidays}

    assert set(range(2012, 2029)) <= years
    assert all(day + timedelta(days=0) <= D(2028, 12, 31) for day in CALENDAR.holidays)


@given(st.dates(D(2026, 1, 1), D(2027, 2, 1)), st.integers(0, 400))
def test_the_count_until_a_day_is_what_looking_at_every_day_finds(today: date, days: int) -> None:
    each = [today + timedelta(days=n) for n in range(1, days + 1)]
    beyond = next((day for day in each if day > EDGE.known_until), None)
    if beyond is None:
        assert EDGE.until(today, today + timedelta(days=days)) == sum(EDGE.is_working(day) for day in each)
        return

    with pytest.raises(BeyondTheCalendar) as by_count:
        EDGE.until(today, today + timedelta(days=days))
    with pytest.raises(BeyondTheCalendar) as by_look:
        EDGE.is_working(beyond)
    assert str(by_count.value) == str(by_look.value)
