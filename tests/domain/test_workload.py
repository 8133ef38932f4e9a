"""The load of a week against the hours that somebody works, how evenly it lies, and by whom families are met."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import CALENDAR
from witness.domain.staffing import Absence, OfficeHours
from witness.domain.travel import VISIT_BUFFERS
from witness.domain.visits import Place, VisitKind
from witness.domain.working_hours import DayHours, WorkingTerms, usual_terms
from witness.domain.workload import (
    THE_WAY,
    WORK_RULES,
    Familiar,
    Load,
    Meeting,
    WeekLoad,
    capacity_of,
    familiar_faces,
    monday_of,
    spread_of,
    visit_minutes,
)

MONDAY = date(2026, 11, 30)
FULL_TIME = usual_terms(OfficeHours())
A_DAY = 8 * 60 - 30  # without the break


def capacity(terms: WorkingTerms = FULL_TIME, monday: date = MONDAY, *absences: Absence) -> int:
    return capacity_of(terms, "olu", monday, absences, CALENDAR)


def away(first_on: date, last_on: date, who: str = "olu") -> Absence:
    return Absence(f"absence-{who}", who, first_on, last_on, None)


def test_a_week_has_the_hours_that_somebody_works_without_their_breaks() -> None:
    mornings = WorkingTerms(tuple(DayHours(day, time(9), time(13)) for day in (0, 2)))

    assert capacity() == 5 * A_DAY
    assert capacity(mornings) == 2 * 4 * 60


def test_leave_and_bank_holidays_are_no_working_time() -> None:
    assert capacity(FULL_TIME, MONDAY, away(MONDAY, date(2026, 12, 1))) == 3 * A_DAY
    assert capacity(FULL_TIME, MONDAY, away(MONDAY, MONDAY, "olivia")) == 5 * A_DAY
    assert capacity(FULL_TIME, date(2026, 12, 21)) == 4 * A_DAY


def test_a_week_beyond_the_known_bank_holidays_has_no_working_time() -> None:
    assert capacity(FULL_TIME, date(2030, 1, 7)) == 0


def test_a_visit_takes_its_length_what_surrounds_it_and_the_way_where_there_is_one() -> None:
    buffer = VISIT_BUFFERS[VisitKind.WELCOME]

    at_home = visit_minutes(VisitKind.WELCOME, Place.HOME, 60)
    by_phone = visit_minutes(VisitKind.WELCOME, Place.PHONE, 60)

    assert at_home == buffer.before + 60 + buffer.after + THE_WAY.minutes
    assert by_phone == at_home - THE_WAY.minutes


@pytest.mark.parametrize("kind", list(VisitKind))
def test_every_kind_of_visit_can_be_counted(kind: VisitKind) -> None:
    assert visit_minutes(kind, Place.COURT, 30) >= 30 + THE_WAY.minutes


def test_a_week_in_which_somebody_does_not_work_has_no_share_and_all_of_it_is_over() -> None:
    week = WeekLoad(MONDAY, Load(visits=60, cases=30), 0)

    assert (week.share, week.over) == (None, 90)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_monday_begins_the_week_of_every_day(day: date) -> None:
    assert monday_of(day).weekday() == 0
    assert 0 <= (day - monday_of(day)).days < 7


def test_the_spread_names_who_has_least_and_most() -> None:
    assert spread_of({"olu": 1.1, "olivia": 0.3, "oona": 0.6}) == ("olivia", "olu")
    assert spread_of({"olu": 1.1}) is None


def test_a_first_meeting_is_left_out_and_a_face_is_familiar_when_it_has_been_seen() -> None:
    meetings = (
        Meeting("w1", "olu", date(2026, 3, 2)),
        Meeting("w1", "olu", date(2026, 10, 5)),
        Meeting("w1", "olivia", date(2026, 10, 12)),
        Meeting("w1", "olivia", date(2026, 11, 2)),
        Meeting("w2", "olu", date(2026, 11, 9)),
    )

    assert familiar_faces(meetings, date(2026, 9, 1)) == Familiar(visits=3, familiar=2)


def test_no_rule_of_thumb_claims_to_be_verified() -> None:
    assert {rule.source for rule in WORK_RULES} == {"judgement, not verified"}
    assert all(rule.minutes > 0 for rule in WORK_RULES)
