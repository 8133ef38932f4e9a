"""Who is there at an instant: office hours on working days only, the rota, and cover that goes round no circle."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import CALENDAR
from witness.domain.court_time import moment_in_london
from witness.domain.staffing import (
    Absence,
    OfficeHours,
    OnCall,
    cover_for,
    is_away,
    is_open,
    office_time_since,
    on_call_at,
    opens_next,
)

HOURS = OfficeHours()
TUESDAY = date(2026, 11, 24)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return moment_in_london(day, time(hour, minute))


@pytest.mark.parametrize(
    ("now", "is_it"),
    [
        (at(TUESDAY, 9), True),
        (at(TUESDAY, 8, 59), False),
        (at(TUESDAY, 16, 59), True),
        (at(TUESDAY, 17), False),
        (at(date(2026, 11, 28), 11), False),  # Saturday
        (at(date(2026, 12, 25), 11), False),
        (at(date(2026, 12, 28), 11), False),  # Boxing Day is kept on the Monday
        (at(date(2026, 6, 1), 9), True),  # summer time
        (at(date(2040, 6, 1), 11), False),  # beyond the calendar: people are paged
    ],
)
def test_the_office_is_open_in_its_hours_on_working_days(now: datetime, is_it: bool) -> None:
    assert is_open(HOURS, now, CALENDAR) is is_it


def test_it_opens_next_on_the_next_working_day() -> None:
    saturday_night = at(date(2026, 11, 28), 21, 40)

    assert opens_next(HOURS, saturday_night, CALENDAR) == at(date(2026, 11, 30), 9)
    assert opens_next(HOURS, at(date(2026, 12, 24), 18), CALENDAR) == at(date(2026, 12, 29), 9)
    assert opens_next(HOURS, at(date(2040, 6, 1), 11), CALENDAR) is None


@pytest.mark.parametrize(
    ("since", "now", "hours"),
    [
        (at(TUESDAY, 10), at(TUESDAY, 12), 2),
        (at(TUESDAY, 16), at(date(2026, 11, 25), 10), 2),
        (at(date(2026, 11, 27), 16), at(date(2026, 11, 30), 10), 2),
        (at(TUESDAY, 21), at(date(2026, 11, 25), 8), 0),
        (at(TUESDAY, 12), at(TUESDAY, 12), 0),
    ],
)
def test_only_office_time_counts(since: datetime, now: datetime, hours: int) -> None:
    assert office_time_since(since, now, HOURS, CALENDAR) == timedelta(hours=hours)


@given(minutes=st.integers(0, 20_000), more=st.integers(0, 5_000))
def test_office_time_never_shrinks_and_never_passes_the_clock(minutes: int, more: int) -> None:
    since = datetime(2026, 3, 20, 8, 0, tzinfo=UTC)
    now, later = since + timedelta(minutes=minutes), since + timedelta(minutes=minutes + more)

    first, second = (office_time_since(since, end, HOURS, CALENDAR) for end in (now, later))

    assert timedelta(0) <= first <= second
    assert first <= now - since


def shift(who: str, starts: datetime, ends: datetime) -> OnCall:
    return OnCall(f"shift-{who}-{starts:%d%H}", "team", who, starts, ends)


def test_of_two_shifts_the_later_one_counts_and_its_end_is_not_part_of_it() -> None:
    rota = (shift("olu", at(TUESDAY, 17), at(date(2026, 11, 26), 9)), shift("olivia", at(TUESDAY, 20), at(TUESDAY, 23)))

    assert on_call_at(rota, at(TUESDAY, 18)) == "olu"
    assert on_call_at(rota, at(TUESDAY, 21)) == "olivia"
    assert on_call_at(rota, at(TUESDAY, 23)) == "olu"
    assert on_call_at(rota, at(date(2026, 11, 26), 9)) is None


def away(who: str, cover: str | None, first: int = 24, last: int = 25) -> Absence:
    return Absence(f"absence-{who}", who, date(2026, 11, first), date(2026, 11, last), cover)


def test_both_days_of_an_absence_count() -> None:
    assert [is_away([away("olu", None)], "olu", date(2026, 11, day)) for day in (23, 24, 25, 26)] == [
        False, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("absences", "cover"),
    [
        ((), None),
        ((away("olu", "olivia"),), "olivia"),
        ((away("olu", None),), None),
        ((away("olu", "olivia"), away("olivia", "mo")), "mo"),
        ((away("olu", "olivia"), away("olivia", "olu")), None),
        ((away("olu", "olivia", 1, 2),), None),
    ],
)
def test_cover_is_somebody_who_is_there_themselves(absences: tuple[Absence, ...], cover: str | None) -> None:
    assert cover_for(absences, "olu", TUESDAY) == cover
