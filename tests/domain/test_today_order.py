"""The order of today: danger, then what can still be put right today, each with its reason."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import CALENDAR, a_calendar
from witness.domain.tasks import TaskKind
from witness.domain.today_order import BEFORE_EVERYTHING, NEEDS_AN_OFFICE, Turn, Urgency, urgency_of

FRIDAY = datetime(2026, 11, 27, 14, tzinfo=UTC)
FRIDAY_EVENING = datetime(2026, 11, 27, 17, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(now: datetime, kind: TaskKind, due_at: datetime) -> Urgency:
    return urgency_of(kind, due_at, now, CALENDAR)


def test_danger_and_unread_texts_come_before_whatever_is_late() -> None:
    late = at(FRIDAY, TaskKind.RING_COURT, FRIDAY - 30 * DAY)

    assert all(at(FRIDAY, kind, FRIDAY + 9 * DAY).key < late.key for kind in BEFORE_EVERYTHING)
    assert min(TaskKind, key=lambda kind: at(FRIDAY, kind, FRIDAY).key) is TaskKind.SAFEGUARDING


def test_a_worried_family_comes_before_what_an_office_owes_us() -> None:
    worried, chase = at(FRIDAY, TaskKind.WORRIED, FRIDAY + HOUR), at(FRIDAY, TaskKind.CHASE, FRIDAY - 9 * DAY)

    assert worried.key < chase.key
    assert worried.because == "they are worried and wait for a call"


def test_late_comes_before_today_and_today_before_later() -> None:
    found = [at(FRIDAY, TaskKind.HELP, due) for due in (FRIDAY - HOUR, FRIDAY + HOUR, FRIDAY + 3 * DAY)]

    assert [u.turn for u in found] == [Turn.LATE, Turn.TODAY, Turn.LATER]
    assert [u.because for u in found] == ["can still be put right today", "due today", ""]


def test_a_step_of_a_countdown_follows_whoever_waits_within_its_turn_and_still_comes_before_what_is_due_later() -> None:
    step, waits = at(FRIDAY, TaskKind.MILESTONE, FRIDAY - 9 * DAY), at(FRIDAY, TaskKind.HELP, FRIDAY - HOUR)

    assert waits.key < step.key < at(FRIDAY, TaskKind.HELP, FRIDAY + HOUR).key


def test_what_needs_an_office_comes_first_while_the_office_still_answers() -> None:
    court = at(FRIDAY, TaskKind.RING_COURT, FRIDAY + 2 * HOUR)
    family = at(FRIDAY, TaskKind.HELP, FRIDAY + HOUR)

    assert court.key < family.key
    assert court.because == "due today: offices close at 5pm"


@pytest.mark.parametrize("kind", sorted(NEEDS_AN_OFFICE))
def test_after_five_on_a_friday_what_needs_an_office_sinks_until_monday(kind: TaskKind) -> None:
    shut = at(FRIDAY_EVENING, kind, FRIDAY)

    assert (shut.turn, shut.because) == (Turn.OFFICES_SHUT, "offices are shut until Mon 30 Nov 9am")
    assert at(FRIDAY_EVENING, TaskKind.HELP, FRIDAY).turn is Turn.LATE


def test_a_bank_holiday_is_not_a_day_on_which_offices_open() -> None:
    christmas_eve = datetime(2026, 12, 24, 18, tzinfo=UTC)

    assert at(christmas_eve, TaskKind.CHASE, christmas_eve).because == "offices are shut until Tue 29 Dec 9am"


def test_beyond_the_known_bank_holidays_nothing_sinks() -> None:
    short = a_calendar(known_until=FRIDAY.date())

    assert urgency_of(TaskKind.CHASE, FRIDAY, FRIDAY_EVENING, short).turn is Turn.LATE
