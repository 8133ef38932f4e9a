"""Bank holidays: only whole years are known, and a file that is not one is refused."""

import json
from datetime import date
from typing import Any

import pytest

from witness.domain.working_days import BeyondTheCalendar
from witness.intake.holidays import UnreadableHolidays, bundled_calendar, read_holidays

YEAR_2026 = [
    {"title": "New Year’s Day", "date": "2026-01-01", "notes": "", "bunting": True},
    {"title": "Christmas Day", "date": "2026-12-25", "notes": "", "bunting": True},
    {"title": "Boxing Day", "date": "2026-12-28", "notes": "Substitute day", "bunting": True},
]


def published(*events: Any) -> bytes:
    return json.dumps({"england-and-wales": {"division": "england-and-wales", "events": list(events)}}).encode()


def test_the_bundled_calendar_knows_the_long_easter_weekend_and_where_it_ends() -> None:
    calendar = bundled_calendar()

    assert calendar.next_working(date(2026, 4, 3)) == date(2026, 4, 7)
    assert (calendar.known_until.month, calendar.known_until.day) == (12, 31)
    with pytest.raises(BeyondTheCalendar):
        calendar.is_working(date(calendar.known_until.year + 1, 1, 2))


def test_a_year_is_known_once_its_christmas_is_published() -> None:
    half_a_year = {"title": "New Year’s Day", "date": "2027-01-01", "notes": "", "bunting": True}

    calendar = read_holidays(published(*YEAR_2026, half_a_year))

    assert (calendar.known_from, calendar.known_until) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_substitute_day_is_a_holiday() -> None:
    assert not read_holidays(published(*YEAR_2026)).is_working(date(2026, 12, 28))


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "not JSON: line 1, column 1"),
        (b"\xff", "not UTF-8"),
        (b"[" * 100_000, "too deep"),
        (b"[]", r"\$\.england-and-wales\.events"),
        (b'{"england-and-wales": []}', r"\$\.england-and-wales\.events"),
        (b'{"scotland": {"events": []}}', r"\$\.england-and-wales\.events"),
        (published(), "no Christmas Day"),
        (published("Christmas"), r"events\[0\] should be an object"),
        (published({"title": "Christmas Day"}), r"events\[0\] has no title or no date"),
        (published(*YEAR_2026, {"title": "x", "date": "25/12/2026"}), r"events\[3\]\.date is '25/12/2026'"),
        (published(*YEAR_2026, {"title": "Christmas Day", "date": "2028-12-25"}), "no Christmas Day of 2027"),
        (b" " * 1_000_001, "too large"),
    ],
)
def test_what_is_no_list_of_holidays_is_refused_with_the_place(raw: bytes, says: str) -> None:
    with pytest.raises(UnreadableHolidays, match=says):
        read_holidays(raw)
