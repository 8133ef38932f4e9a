"""The one door: what comes out has been judged, what is missing is named, and the same question has the same answer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.planner.one_day import OLU, at, plan, problem, route, visit
from tests.planner.worlds import team_week
from witness.planner import solve as door
from witness.planner.check import check
from witness.planner.plan import Plan
from witness.planner.pool import Polished
from witness.planner.problem import Pair, Problem
from witness.planner.reasons import Why
from witness.planner.search import Found
from witness.planner.solve import Infeasible, solve

ASKED = problem(visit())
GOOD = plan(route("olu", 590, 640, at("v", 600)))
DEARER = plan(route("olu", 580, 640, at("v", 600)))
BROKEN = plan(route("olu", 595, 640, at("v", 600)))
NOTHING = plan(unserved=("v",))

Parts = Callable[[Plan, Plan], None]


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> Parts:
    """A search and a pool that give what they are told to."""

    def given(searched: Plan, polished: Plan) -> None:
        def search(asked: Problem, **_: Any) -> Found:
            return Found(searched, check(asked, searched).total, 0, 7)

        def polish(asked: Problem, begun: Plan, routes: Any, **_: Any) -> Polished:
            return Polished(polished, check(asked, polished).total, 90.0, False, 3)

        monkeypatch.setattr(door, "search", search)
        monkeypatch.setattr(door, "polish", polish)

    return given


def test_a_plan_of_the_search_that_breaks_a_rule_is_never_handed_out(parts: Parts) -> None:
    parts(BROKEN, GOOD)
    with pytest.raises(Infeasible, match="nobody is there before 605"):
        solve(ASKED)


def test_a_polished_plan_that_breaks_a_rule_is_set_aside_with_its_bound(parts: Parts) -> None:
    parts(DEARER, BROKEN)
    answer = solve(ASKED)
    assert (answer.plan, answer.bound, answer.is_proven) == (DEARER, None, False)


def test_the_better_of_both_is_handed_out_with_the_bound_and_told(parts: Parts) -> None:
    parts(DEARER, GOOD)
    told: list[tuple[Plan, float]] = []
    answer = solve(ASKED, on_better=lambda better, cost: told.append((better, cost)))
    assert (answer.plan, answer.cost, answer.bound, answer.iterations) == (GOOD, 101, 90, 7)
    assert told == [(GOOD, 101)]


def test_who_says_stop_gets_what_the_search_has(parts: Parts) -> None:
    parts(DEARER, GOOD)
    assert solve(ASKED, stop=lambda: True).plan == DEARER


def test_a_mandatory_task_without_a_place_is_named_with_its_reason(parts: Parts) -> None:
    parts(NOTHING, NOTHING)
    answer = solve(ASKED)
    assert (answer.unserved_mandatory, answer.is_whole, answer.bound) == (("v",), False, None)
    assert [(reason.task_id, reason.why) for reason in answer.reasons] == [("v", Why.FITS)]


def test_an_optional_task_left_out_is_whole(parts: Parts) -> None:
    parts(NOTHING, NOTHING)
    answer = solve(problem(visit(penalty=5)))
    assert (answer.is_whole, answer.unserved_mandatory) == (True, ())


def test_half_of_a_pair_whose_other_half_has_no_place_is_no_broken_rule(parts: Parts) -> None:
    half = plan(route("olu", 590, 640, at("v", 600)), unserved=("w",))
    parts(half, half)
    assert solve(problem(visit(), visit("w"), pairs=(Pair("v", "w"),))).unserved_mandatory == ("w",)


def test_two_that_cannot_both_be_are_told_by_name_and_reason() -> None:
    both = problem(visit(windows=((600, 600),)), visit("w", windows=((600, 600),)), officers=(OLU,))
    answer = solve(both, seconds=1, iterations=20)
    assert len(answer.unserved_mandatory) == 1
    assert [(reason.task_id, reason.why) for reason in answer.reasons] == [(answer.unserved_mandatory[0], Why.DAY_FULL)]


def test_the_same_seed_and_iterations_give_the_same_plan() -> None:
    asked = team_week(5).problem
    first, again = (solve(asked, seconds=20, seed=3, iterations=60) for _ in range(2))
    assert (first.plan, first.cost) == (again.plan, again.cost)


def test_a_plan_to_begin_from_that_no_longer_fits_is_mended() -> None:
    world = team_week(4)
    absent = world.problem.officers[0]
    gone = replace(world.problem, officers=(replace(absent, shifts=()), *world.problem.officers[1:]))
    free = replace(gone, visits=tuple(_for_anybody(v) for v in gone.visits), rides=tuple(map(_for_anybody, gone.rides)))
    answer = solve(replace(free, pairs=()), seconds=5, iterations=40, start=world.plan)
    assert check(replace(free, pairs=()), answer.plan).is_feasible


def _for_anybody(task: Any) -> Any:
    """Optional, and nothing promised: so that an absence can be mended."""
    free = replace(task, terms=replace(task.terms, penalty=300, allowed=None))
    return replace(free, fixed=type(task.fixed)()) if hasattr(task, "fixed") else free
