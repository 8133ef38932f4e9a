"""How days and instants are written on pages."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.kits import NOW
from witness.web.filters import how_long_ago, london_day, london_day_short, london_hour, london_moment, plural


def test_an_instant_is_shown_in_london_time() -> None:
    assert london_moment(datetime(2026, 11, 24, 10, 2, tzinfo=UTC)) == "Tuesday 24 November 2026, 10.02am"
    assert london_moment(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "Wednesday 1 July 2026, 12.30am"


def test_a_day_is_written_in_full_and_short() -> None:
    assert london_day(date(2026, 11, 24)) == "Tuesday 24 November 2026"
    assert london_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "Wednesday 1 July 2026"
    assert london_day_short(date(2026, 11, 24)) == "Tue 24 Nov"
    assert london_hour(datetime(2026, 11, 24, 12, 0, tzinfo=UTC)) == "12 noon"


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(0), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=38), "38 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(days=2, hours=5), "2 days ago"),
        (timedelta(minutes=-5), "in 5 minutes"),
        (timedelta(days=-1), "in 1 day"),
    ],
)
def test_how_long_ago_is_said_in_the_largest_unit(passed: timedelta, words: str) -> None:
    assert how_long_ago(NOW - passed, NOW) == words


def test_a_noun_agrees_with_its_count() -> None:
    assert [plural(count, "text") for count in (0, 1, 2)] == ["0 texts", "1 text", "2 texts"]
    assert plural(2, "family", "families") == "2 families"
