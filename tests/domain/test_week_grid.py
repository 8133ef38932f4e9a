"""A week is planned in steps of five minutes: hours are round wherever nothing odd was agreed."""

from dataclasses import replace

import pytest

from tests.builders import a_picture
from tests.week_builders import MONDAY, OLU, a_colleague, a_ground, facts_of, in_week
from witness.actions.week_problem import to_problem
from witness.domain import week_facts as facts_module
from witness.domain.travel import BufferRow
from witness.domain.week import Cost, Moment, Span, Spot, TaskKind, WeekFacts, WeekOfficer, WeekTask, WorkDay
from witness.domain.week_grid import ROUNDED, inward, rounded_promises, rounded_task

HOME = Spot("home:one")
BASE = Spot(f"base:{OLU}")


def a_task(key: str, at: int | None, minutes: int = 45, *, first: int = 557, last: int = 723) -> WeekTask:
    return WeekTask(
        key=key,
        kind=TaskKind.DUE if at is None else TaskKind.PROMISED,
        spot=HOME,
        minutes=minutes,
        starts=(Span(MONDAY, first, last),) if at is None else (Span(MONDAY, at, at),),
        allowed=frozenset({OLU}),
        cost=Cost(None, ""),
        buffer=BufferRow(5, 10, ""),
        with_whom=frozenset() if at is None else frozenset({OLU}),
        at=None if at is None else Moment(MONDAY, at),
        was_at=None if at is None else Moment(MONDAY, at),
    )


def olu() -> WeekOfficer:
    return WeekOfficer(OLU, BASE, (WorkDay(MONDAY, 540, 1020, 450),))


def ends(task: WeekTask, start: int) -> int:
    return start + task.minutes + task.buffer.after


def test_the_hours_at_which_something_may_start_narrow_to_the_grid() -> None:
    assert inward((Span(MONDAY, 557, 723),)) == (Span(MONDAY, 560, 720),)
    assert inward((Span(MONDAY, 557, 559),)) == (Span(MONDAY, 557, 559),)  # an odd hour rather than none


def test_what_has_no_hour_yet_takes_whole_steps() -> None:
    task = rounded_task(a_task("due", None, 52))

    assert (task.buffer.before + task.minutes + task.buffer.after) % 5 == 0


def test_a_promise_at_an_odd_minute_keeps_it_and_ends_on_the_grid() -> None:
    (task,) = rounded_promises((a_task("one", 632),), (olu(),), {})

    assert task.at == Moment(MONDAY, 632)
    assert ends(task, 632) == 690


def test_a_promise_is_not_lengthened_into_the_one_after_it() -> None:
    first, second = a_task("one", 632), a_task("two", 632 + 45 + 10 + 5)

    kept, _ = rounded_promises((first, second), (olu(),), {})

    assert kept == first


def test_a_promise_that_may_be_moved_can_still_be_at_its_own_minute() -> None:
    task = replace(a_task("one", 632), at=None, starts=(Span(MONDAY, 557, 723),))

    assert rounded_task(task).starts == (Span(MONDAY, 560, 720),)
    late = replace(task, starts=(Span(MONDAY, 560, 620), Span(MONDAY, 632, 632)))
    assert rounded_task(late).starts == (Span(MONDAY, 560, 620), Span(MONDAY, 632, 632))


def a_week() -> WeekFacts:
    ground = a_ground(a_colleague(OLU, "QX2"))
    return facts_of(in_week(a_picture(), ground), ground=ground)


def off_the_grid(facts: WeekFacts) -> set[str]:
    """Which numbers of the planner's problem are no multiple of five; promises at an odd minute may be."""
    problem, _ = to_problem(facts)
    numbers = {
        "travel": [way for row in problem.travel for way in row],
        "duration": [visit.step.duration for visit in problem.visits],
        "windows": [edge for visit in problem.visits for window in visit.step.windows for edge in window],
        "shifts": [edge for one in problem.officers for shift in one.shifts for edge in (shift.start, shift.end)],
        "gaps": [pair.min_gap or 0 for pair in problem.pairs],
    }
    return {name for name, found in numbers.items() if any(number % 5 for number in found)}


def test_every_number_that_the_planner_gets_is_a_multiple_of_five() -> None:
    facts = a_week()

    assert facts.plannable
    assert off_the_grid(facts) == set()
    assert ROUNDED in facts.ways_say


def test_ways_that_are_not_rounded_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    ways = facts_module.between
    monkeypatch.setattr(
        facts_module,
        "between",
        lambda spots, known: {pair: minutes and minutes - 2 for pair, minutes in ways(spots, known).items()},
    )

    assert "travel" in off_the_grid(a_week())
