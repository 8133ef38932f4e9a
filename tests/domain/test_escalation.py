"""Work that nobody says they have: four office hours, then the lead; a working day more, then the manager."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import CALENDAR
from witness.domain import escalation
from witness.domain.escalation import BY_THEIR_OWN_RULE, HARD, REACH, By, Reach, Step, Waiting, step_at, will_do_by
from witness.domain.staffing import OfficeHours
from witness.domain.tasks import TaskKind

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 16, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def work(kind: TaskKind = TaskKind.HELP, raised_at: datetime = MONDAY, **changes: object) -> Waiting:
    made = {"due_at": raised_at + HOUR, **changes}
    return Waiting(kind, raised_at, **made)  # type: ignore[arg-type]


def at(waiting: Waiting, now: datetime, *, away: bool = False) -> Step:
    return step_at(waiting, now, OfficeHours(), CALENDAR, away=away)


def nights_do_not_count() -> bool:
    """Whether work raised an hour before the weekend waits for its lead until three office hours into Monday."""
    late = work(raised_at=FRIDAY)
    monday = datetime(2026, 11, 30, 12, tzinfo=UTC)
    return at(late, monday - MINUTE) is Step.OWNER and at(late, monday) is Step.LEAD


def test_every_kind_of_work_says_whether_it_may_interrupt() -> None:
    assert set(REACH) == set(TaskKind)


def test_only_danger_a_hard_flag_and_somebody_not_arrived_or_not_home_interrupt() -> None:
    interrupting = {kind for kind, reach in REACH.items() if reach is Reach.INTERRUPT}

    assert interrupting == HARD | {TaskKind.SAFEGUARDING, TaskKind.HOME_SAFE, TaskKind.NOT_ARRIVED}


def test_four_office_hours_bring_in_the_lead_and_a_working_day_more_the_manager() -> None:
    found = [at(work(), MONDAY + after) for after in (4 * HOUR - MINUTE, 4 * HOUR, timedelta(days=1, hours=4))]

    assert found == [Step.OWNER, Step.LEAD, Step.MANAGER]
    assert at(work(), MONDAY + timedelta(days=1, hours=4) - MINUTE) is Step.LEAD


def test_nights_weekends_and_bank_holidays_do_not_count() -> None:
    assert nights_do_not_count()
    eve = work(raised_at=datetime(2026, 12, 24, 16, tzinfo=UTC))
    assert at(eve, datetime(2026, 12, 29, 11, 59, tzinfo=UTC)) is Step.OWNER
    assert at(eve, datetime(2026, 12, 29, 12, tzinfo=UTC)) is Step.LEAD


def test_a_clock_that_counts_nights_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escalation, "office_time_since", lambda since, now, *_: now - since)

    assert not nights_do_not_count()


def test_work_for_next_week_alarms_nobody_before_its_day() -> None:
    later = work(due_at=FRIDAY)

    assert at(later, FRIDAY.replace(hour=12, minute=59)) is Step.OWNER
    assert at(later, FRIDAY.replace(hour=13)) is Step.LEAD


@pytest.mark.parametrize("kind", sorted(HARD))
def test_what_is_hard_reaches_the_manager_the_same_working_day(kind: TaskKind) -> None:
    assert at(work(kind), MONDAY + 2 * HOUR - MINUTE) is Step.OWNER
    assert at(work(kind), MONDAY + 2 * HOUR) is Step.MANAGER
    assert at(work(kind, MONDAY.replace(hour=15, minute=30)), MONDAY.replace(hour=16)) is Step.MANAGER


def test_saying_that_one_has_it_stops_the_clock_until_then_and_no_longer() -> None:
    taken = work(will_do_by=MONDAY.replace(hour=17))

    assert at(taken, MONDAY.replace(hour=16, minute=59)) is Step.OWNER
    assert at(taken, datetime(2026, 11, 24, 12, 59, tzinfo=UTC)) is Step.OWNER
    assert at(taken, datetime(2026, 11, 24, 13, tzinfo=UTC)) is Step.LEAD


def test_when_the_owner_is_away_somebody_else_knows_at_once_but_not_at_night() -> None:
    assert at(work(), MONDAY + MINUTE, away=True) is Step.LEAD
    assert at(work(raised_at=MONDAY.replace(hour=20)), MONDAY.replace(hour=21), away=True) is Step.OWNER


@pytest.mark.parametrize("kind", sorted(BY_THEIR_OWN_RULE))
def test_texts_are_passed_on_by_their_own_rule_alone(kind: TaskKind) -> None:
    assert at(work(kind), MONDAY + timedelta(days=9)) is Step.OWNER


def test_a_list_that_nobody_has_looked_at_by_five_waits_for_the_manager_and_not_before() -> None:
    due = MONDAY.replace(hour=16, minute=30)
    look = work(TaskKind.LIST_WATCH, due_at=due)

    assert at(look, due.replace(minute=59)) is Step.OWNER
    assert at(look, due.replace(minute=59), away=True) is Step.OWNER
    assert at(look, due.replace(hour=17, minute=0)) is Step.MANAGER
    assert will_do_by(TaskKind.LIST_WATCH, By.TOMORROW, MONDAY, CALENDAR) == MONDAY.replace(hour=17)


def test_what_is_hard_is_not_put_off_beyond_the_day() -> None:
    closes = MONDAY.replace(hour=17)

    assert {will_do_by(TaskKind.WORRIED, by, MONDAY, CALENDAR) for by in By} == {closes}
    assert will_do_by(TaskKind.HELP, By.TOMORROW, FRIDAY, CALENDAR) == datetime(2026, 11, 30, 17, tzinfo=UTC)
    assert will_do_by(TaskKind.HELP, By.THREE_DAYS, MONDAY, CALENDAR) == datetime(2026, 11, 26, 17, tzinfo=UTC)


def test_what_is_missing_for_tomorrow_waits_for_five_and_a_call_of_the_eve_for_half_past_six() -> None:
    arranged, told = MONDAY.replace(hour=16, minute=30), MONDAY.replace(hour=18, minute=30)
    eve, call = work(TaskKind.EVE, due_at=arranged), work(TaskKind.EVE_CALL, due_at=told)

    assert [at(eve, arranged.replace(minute=59)), at(eve, arranged.replace(hour=17, minute=0))] == [0, Step.MANAGER]
    assert [at(call, told - MINUTE), at(call, told)] == [Step.OWNER, Step.MANAGER]
    assert at(eve, arranged, away=True) is Step.LEAD
    assert {will_do_by(kind, By.TODAY, told - HOUR, CALENDAR) for kind in (TaskKind.EVE, TaskKind.EVE_CALL)} == {told}
    assert will_do_by(TaskKind.EVE, By.TODAY, arranged, CALENDAR) == arranged.replace(hour=17, minute=0)
