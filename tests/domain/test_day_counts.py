"""Every way of counting a limit, against a table reasoned by hand and a second, slower way of counting."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import CALENDAR
from tests.domain.day_counts_table import BEYOND, ROWS, Row
from witness.domain.court_time import london_day
from witness.domain.day_counts import due_after, in_words, last_day
from witness.domain.duties import DayUnit
from witness.domain.working_days import BeyondTheCalendar

# Typed in from the published list, year by year; not read from any package.
HOLIDAYS = """
2012 0102 0406 0409 0507 0604 0605 0827 1225 1226
2013 0101 0329 0401 0506 0527 0826 1225 1226
2014 0101 0418 0421 0505 0526 0825 1225 1226
2015 0101 0403 0406 0504 0525 0831 1225 1228
2016 0101 0325 0328 0502 0530 0829 1226 1227
2017 0102 0414 0417 0501 0529 0828 1225 1226
2018 0101 0330 0402 0507 0528 0827 1225 1226
2019 0101 0419 0422 0506 0527 0826 1225 1226
2020 0101 0410 0413 0508 0525 0831 1225 1228
2021 0101 0402 0405 0503 0531 0830 1227 1228
2022 0103 0415 0418 0502 0602 0603 0829 0919 1226 1227
2023 0102 0407 0410 0501 0508 0529 0828 1225 1226
2024 0101 0329 0401 0506 0527 0826 1225 1226
2025 0101 0418 0421 0505 0526 0825 1225 1226
2026 0101 0403 0406 0504 0525 0831 1225 1228
2027 0101 0326 0329 0503 0531 0830 1227 1228
2028 0103 0414 0417 0501 0529 0828 1225 1226
"""
OFF = {
    date(int(year), int(day[:2]), int(day[2:]))
    for year, *days in (line.split() for line in HOLIDAYS.strip().splitlines())
    for day in days
}
WORKING = (DayUnit.WORKING, DayUnit.BUSINESS)
MINUTES = 15 * 365 * 24 * 60
INSTANTS = st.integers(0, MINUTES).map(lambda n: datetime(2013, 1, 1, tzinfo=UTC) + timedelta(minutes=n))


def counted_slowly(start: date | datetime, count: int) -> date:
    """Turn the pages of a wall calendar one by one."""
    day = start.astimezone(ZoneInfo("Europe/London")).date() if isinstance(start, datetime) else start
    pages, step = abs(count), timedelta(days=1 if count > 0 else -1)
    while pages > 0:
        day = day + step
        if day.strftime("%a") not in ("Sat", "Sun") and day not in OFF:
            pages -= 1
    return day


def name_of(row: Row) -> str:
    return f"{row.start} {row.count} {row.unit}"


def test_the_table_is_large_and_says_nothing_twice() -> None:
    assert len(ROWS) + len(BEYOND) >= 300
    assert len({(row.start, row.count, row.unit) for row in ROWS}) == len(ROWS)
    assert {row.ends_on.year for row in ROWS if row.unit in WORKING} >= set(range(2012, 2029))


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_a_limit_ends_on_the_day_that_was_reasoned_by_hand(row: Row) -> None:
    assert last_day(row.start, row.count, row.unit, CALENDAR) == row.ends_on, row.why
    assert london_day(due_after(row.start, row.count, row.unit, CALENDAR)) == row.ends_on


@pytest.mark.parametrize("row", [row for row in ROWS if row.unit in WORKING], ids=name_of)
def test_the_hand_made_table_agrees_with_a_wall_calendar(row: Row) -> None:
    assert counted_slowly(row.start, row.count) == row.ends_on, row.why


def test_the_bundled_holidays_are_those_that_were_typed_in() -> None:
    assert {day for day in CALENDAR.holidays if 2012 <= day.year <= 2028} == OFF


@pytest.mark.parametrize(("start", "count", "unit", "why"), BEYOND)
def test_beyond_the_known_holidays_nothing_is_guessed(
    start: date | datetime, count: int, unit: DayUnit, why: str
) -> None:
    with pytest.raises(BeyondTheCalendar):
        due_after(start, count, unit, CALENDAR)


@pytest.mark.parametrize(
    ("start", "count", "unit", "due"),
    [
        # Summer: London is an hour ahead, so its day ends an hour earlier by UTC.
        (datetime(2026, 4, 2, 9, tzinfo=UTC), 1, DayUnit.WORKING, datetime(2026, 4, 7, 22, 59, 59, tzinfo=UTC)),
        (datetime(2026, 12, 24, 9, tzinfo=UTC), 1, DayUnit.WORKING, datetime(2026, 12, 29, 23, 59, 59, tzinfo=UTC)),
        (date(2026, 3, 28), 1, DayUnit.CALENDAR, datetime(2026, 3, 29, 22, 59, 59, tzinfo=UTC)),
        (date(2026, 10, 24), 1, DayUnit.CALENDAR, datetime(2026, 10, 25, 23, 59, 59, tzinfo=UTC)),
        (date(2026, 6, 5), 28, DayUnit.CALENDAR_OFFICE, datetime(2026, 7, 3, 16, 0, tzinfo=UTC)),
        (date(2026, 12, 4), 28, DayUnit.CALENDAR_OFFICE, datetime(2027, 1, 1, 17, 0, tzinfo=UTC)),
        # Hours are counted by the machine's clock: over the short night and the long one.
        (datetime(2026, 3, 28, 12, tzinfo=UTC), 48, DayUnit.HOURS, datetime(2026, 3, 30, 12, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), 48, DayUnit.HOURS, datetime(2026, 10, 26, 12, tzinfo=UTC)),
        (date(2026, 6, 5), 2, DayUnit.HOURS, datetime(2026, 6, 5, 1, 0, tzinfo=UTC)),
    ],
)
def test_a_limit_ends_with_the_last_second_of_its_london_day(
    start: date | datetime, count: int, unit: DayUnit, due: datetime
) -> None:
    assert due_after(start, count, unit, CALENDAR) == due


@given(INSTANTS, st.integers(1, 40))
def test_any_working_limit_is_what_a_wall_calendar_says(start: datetime, count: int) -> None:
    ends_on = last_day(start, count, DayUnit.WORKING, CALENDAR)

    assert ends_on == counted_slowly(start, count)
    assert CALENDAR.is_working(ends_on)
    assert last_day(start, count, DayUnit.BUSINESS, CALENDAR) == ends_on


@given(INSTANTS, st.integers(1, 40))
def test_the_hour_of_receipt_changes_nothing(start: datetime, count: int) -> None:
    assert due_after(start, count, DayUnit.WORKING, CALENDAR) == due_after(
        london_day(start), count, DayUnit.WORKING, CALENDAR
    )


@pytest.mark.parametrize(
    ("count", "unit", "words"),
    [
        (1, DayUnit.WORKING, "1 working day"),
        (20, DayUnit.BUSINESS, "20 business days"),
        (28, DayUnit.CALENDAR_OFFICE, "28 calendar days, by 5pm"),
        (-7, DayUnit.CALENDAR, "7 calendar days before"),
        (48, DayUnit.HOURS, "48 hours"),
    ],
)
def test_a_limit_is_said_in_words(count: int, unit: DayUnit, words: str) -> None:
    assert in_words(count, unit) == words
