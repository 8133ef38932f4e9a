"""Where there is less time than the ladder is long, what is behind is spread, in order, before what follows it."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest

from tests.builders import CALENDAR
from witness.domain.milestone_days import A_DAY, NEVER_MOVES, Planned, Step, plan_days
from witness.domain.milestone_rows import MILESTONES
from witness.domain.working_days import WorkingCalendar

STEPS = tuple(Step(row.lead, row.within_days) for row in MILESTONES if row.lead >= 0)
DAYS = (date(2026, 12, 7), date(2026, 12, 29), date(2027, 4, 6), date(2027, 5, 8))
Plans = Callable[[Sequence[Step], date, date, WorkingCalendar], tuple[Planned, ...]]


def faults(planned: Sequence[Planned], day: date, start: date) -> set[str]:
    """Name what is wrong with a plan of the ladder for a day that has been known since `start`."""
    found = set()
    first = CALENDAR.next_working(start)
    last = max(day, start)
    for n, one in enumerate(planned):
        later = [other for step, other in zip(STEPS, planned, strict=True) if step.lead < STEPS[n].lead]
        if one.asked_on < start or one.due_on < start:
            found.add("before the start")
        if one.due_on < one.asked_on:
            found.add("due before it is asked")
        if n and one.asked_on < planned[n - 1].asked_on:
            found.add("out of order")
        if any(one.due_on > other.asked_on for other in later):
            found.add("due after the next rung is asked")
        if max(one.asked_on, one.due_on) > last:
            found.add("after the day")
    room = CALENDAR.until(first, day) + 1 if day >= first else 1
    on_first = sum(one.due_on <= first for one in planned)
    if room > len(STEPS) // A_DAY + 1 and on_first > A_DAY:
        found.add("too much on the first day")
    return found


def plan(plans: Plans, day: date, ahead: int) -> tuple[tuple[Planned, ...], date]:
    start = day - timedelta(days=ahead)
    return plans(STEPS, day, start, CALENDAR), start


@pytest.mark.parametrize("day", DAYS)
def test_for_every_length_it_is_in_time_in_order_and_spread(day: date) -> None:
    for ahead in range(130):
        planned, start = plan(plan_days, day, ahead)

        assert (faults(planned, day, start), ahead) == (set(), ahead)


def by_the_table_alone(steps: Sequence[Step], day: date, start: date, calendar: WorkingCalendar) -> tuple[Planned, ...]:
    asked = [calendar.add(day, -step.lead) for step in steps]
    return tuple(Planned(on, min(calendar.add(on, s.within_days), day)) for on, s in zip(asked, steps, strict=True))


def all_at_once(steps: Sequence[Step], day: date, start: date, calendar: WorkingCalendar) -> tuple[Planned, ...]:
    asked = [max(start, calendar.add(day, -step.lead)) for step in steps]
    return tuple(Planned(on, on) for on in asked)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [(by_the_table_alone, "before the start"), (all_at_once, "too much on the first day")],
)
def test_a_ladder_that_is_not_compressed_or_falls_on_one_day_fails_the_same_look(wrong: Plans, fault: str) -> None:
    planned, start = plan(wrong, DAYS[0], 28)

    assert fault in faults(planned, DAYS[0], start)


def test_with_time_enough_nothing_moves() -> None:
    planned, _ = plan(plan_days, DAYS[0], 120)

    assert not any(one.compressed for one in planned)
    assert [one.asked_on for one in planned] == [CALENDAR.add(DAYS[0], -step.lead) for step in STEPS]


def test_the_evening_before_and_the_day_never_move_while_they_are_ahead() -> None:
    for ahead in range(4, 60):
        planned, _ = plan(plan_days, DAYS[0], ahead)
        fixed = [one for step, one in zip(STEPS, planned, strict=True) if step.lead <= NEVER_MOVES]

        assert not any(one.compressed for one in fixed)


def test_what_is_behind_is_asked_a_few_a_day_in_a_case_of_four_weeks() -> None:
    planned, _ = plan(plan_days, DAYS[0], 28)
    behind = Counter(one.asked_on for one in planned if one.compressed)

    assert len(behind) >= 4
    assert max(behind.values()) <= A_DAY
