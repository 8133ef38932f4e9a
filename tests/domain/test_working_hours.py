"""When somebody works: part-time, leave, bank holidays, the break; and which hours nobody can enter."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.builders import CALENDAR
from witness.domain.errors import Refused
from witness.domain.staffing import Absence, OfficeHours
from witness.domain.working_hours import (
    DayHours,
    WorkingTerms,
    check_terms,
    plannable,
    terms_as_plain,
    terms_from_plain,
    usual_terms,
    works_on,
)

MONDAY, CHRISTMAS = date(2026, 11, 30), date(2026, 12, 25)
PART_TIME = WorkingTerms((DayHours(0, time(9, 0), time(15, 0)), DayHours(3, time(9, 0), time(17, 30))), seats=4)


def works(day: date, *absences: Absence, terms: WorkingTerms = PART_TIME) -> DayHours | None:
    return works_on(terms, "olu", day, absences, CALENDAR)


def test_part_time_is_a_shorter_list_of_days() -> None:
    assert works(MONDAY) == DayHours(0, time(9, 0), time(15, 0))
    assert works(date(2026, 12, 1)) is None  # a Tuesday


def test_nobody_works_on_leave_on_a_bank_holiday_or_beyond_the_known_ones() -> None:
    away = Absence("a", "olu", MONDAY, MONDAY, None)
    usual = usual_terms(OfficeHours())

    assert works(MONDAY, away) is None
    assert works(MONDAY, replace(away, account_id="olivia")) is not None
    assert works(CHRISTMAS, terms=usual) is None
    assert works(date(2035, 1, 8), terms=usual) is None


def test_the_break_of_a_long_day_is_kept_free_and_a_short_day_has_none() -> None:
    short, long = PART_TIME.days

    assert plannable(short, PART_TIME) == 6 * 60
    assert plannable(long, PART_TIME) == 8 * 60 + 30 - 30


def test_terms_survive_being_written_down_and_the_base_is_not_among_them() -> None:
    terms = replace(PART_TIME, skills=frozenset({"polish"}), base="QX1", overtime=30)

    assert terms_from_plain(terms_as_plain(terms), "QX1") == terms
    assert "QX1" not in str(terms_as_plain(terms))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"days": (DayHours(0, time(9), time(9)),)}, "end after it begins"),
        ({"days": (DayHours(0, time(7), time(20)),)}, "twelve hours"),
        ({"days": (DayHours(0, time(9), time(12)), DayHours(0, time(13), time(17)))}, "once"),
        ({"days": (DayHours(7, time(9), time(12)),)}, "once"),
        ({"break_minutes": 10}, "at least 20 minutes"),
        ({"break_minutes": 300}, "two hours"),
        ({"overtime": -1}, "Overtime"),
        ({"seats": 60}, "seats"),
        ({"skills": frozenset({"juggles"})}, "from the list"),
    ],
)
def test_hours_that_cannot_be_are_refused_with_the_reason(changes: dict[str, object], why: str) -> None:
    check_terms(PART_TIME)

    with pytest.raises(Refused, match=why):
        check_terms(replace(PART_TIME, **changes))  # type: ignore[arg-type]
