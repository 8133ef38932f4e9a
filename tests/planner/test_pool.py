"""The pool: what it proves is so, what it gives back is no worse, and its routes fit together."""

from dataclasses import replace

import numpy as np
import pytest

from tests.planner import tiny
from tests.planner.exhaustive import cheapest
from witness.planner.check import check
from witness.planner.plan import At, Plan, Route, Stop
from witness.planner.pool import Polished, columns, obstacles, polish, prices
from witness.planner.pool.warm import warm
from witness.planner.problem import Officer, Problem, Shift, Step, Terms, Visit, Weights

SEEDS = range(16)
SMALL = [*(tiny.tied(seed) for seed in SEEDS), *(tiny.loose(seed) for seed in SEEDS)]


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """Compiling takes longer than any of these problems may."""
    warm()


def nothing(problem: Problem) -> Plan:
    return Plan(problem.name, (), tuple(task.task_id for task in (*problem.visits, *problem.rides)))


def polished(problem: Problem) -> Polished:
    return polish(problem, nothing(problem), (), seconds=60)


@pytest.fixture(scope="module")
def best() -> list[float]:
    return [cheapest(problem) for problem in SMALL]


def proves_too_much(end: Polished, cost: float) -> bool:
    return end.bound is None or end.bound > cost + 1e-6 or (end.is_proven and end.cost > cost + 1e-4)


def test_no_plan_at_all_undercuts_a_bound_and_what_is_proven_is_the_best_of_all(best: list[float]) -> None:
    ends = [polished(problem) for problem in SMALL]
    wrong = [at for at, end in enumerate(ends) if proves_too_much(end, best[at])]
    assert not wrong
    assert sum(end.is_proven for end in ends) > len(SMALL) * 3 // 4


def test_a_bound_from_the_routes_at_hand_alone_is_found_out(best: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    def sees_nothing_more(*_: object, **__: object) -> tuple[bool, columns.Columns, np.ndarray]:
        return True, columns.joined([]), np.zeros(0)

    monkeypatch.setattr(prices.Pricer, "look", sees_nothing_more)
    ends = [polished(problem) for problem in SMALL]
    assert any(proves_too_much(end, best[at]) for at, end in enumerate(ends))


def test_what_comes_back_keeps_every_rule_and_costs_what_it_says() -> None:
    for problem in SMALL:
        end = polished(problem)
        report = check(problem, end.plan)
        assert report.is_feasible
        assert report.total == pytest.approx(end.cost)
        assert end.cost <= check(problem, nothing(problem)).total


def test_the_same_question_has_the_same_answer() -> None:
    assert [polished(problem).plan for problem in SMALL[::4]] == [polished(problem).plan for problem in SMALL[::4]]


def two_officers(**weights: float) -> Problem:
    """Two officers at home in the north and in the south, and a visit in each."""
    shifts = {"o1": "north", "o2": "south"}
    return Problem(
        name="two",
        units_per_minute=1,
        locations=("north", "south"),
        travel=((0, 30), (30, 0)),
        officers=tuple(Officer(o, frozenset(), None, (Shift(0, 480, at, at),)) for o, at in shifts.items()),
        visits=tuple(Visit(f"v{at}", Step(at, 30, ((60, 300),)), Terms()) for at in ("north", "south")),
        weights=Weights(**{"travel": 1.0, **weights}),
    )


def crossed() -> Plan:
    """Each officer does the other's visit."""
    routes = (("o1", "vsouth"), ("o2", "vnorth"))
    return Plan("two", tuple(Route(o, 0, 60, 180, (Stop(v, At.VISIT, 90),)) for o, v in routes), ())


def test_a_plan_is_bettered_and_proven_the_best() -> None:
    end = polish(two_officers(), crossed(), (), seconds=60)
    assert (end.cost, end.bound, end.is_proven) == (0, pytest.approx(0, abs=1e-5), True)


def test_whoever_says_stop_gets_the_plan_back_at_once() -> None:
    end = polish(two_officers(), crossed(), (), seconds=60, stop=lambda: True)
    assert end.plan == crossed()
    assert not end.is_proven


def test_a_visit_moves_no_further_from_its_promised_time_than_the_next_one_asks() -> None:
    visit = two_officers().visits[0]
    pair = tuple(replace(visit, task_id=name, fixed=replace(visit.fixed)) for name in ("v1", "v2"))
    problem = replace(
        two_officers(change_start=1.0, change_officer=500.0),
        visits=pair,
        baseline=(tiny.Assignment("v1", ("o1",), 100), tiny.Assignment("v2", ("o1",), 110)),
    )
    end = polish(problem, nothing(problem), (), seconds=60)
    assert end.is_proven
    assert end.cost == 20
    assert {stop.start for route in end.plan.routes for stop in route.stops} <= set(range(80, 131))


def test_a_mandatory_visit_left_out_is_placed_where_there_is_room_for_it() -> None:
    problem = two_officers()
    end = polish(problem, nothing(problem), (), seconds=60)
    assert end.plan.unserved == ()
    assert check(problem, end.plan).is_feasible


def test_where_a_mandatory_visit_has_no_place_nothing_is_proven() -> None:
    problem = two_officers()
    far = replace(problem.visits[0], step=replace(problem.visits[0].step, windows=((900, 950),)))
    end = polish(
        replace(problem, visits=(far, problem.visits[1])), Plan("two", (), ("vnorth", "vsouth")), (), seconds=60
    )
    assert end.plan.unserved == ("vnorth",)
    assert end.bound is None
    assert not end.is_proven


def test_a_weight_below_nothing_is_named_as_what_keeps_a_bound_away() -> None:
    problem = two_officers(wait=-1.0)
    assert obstacles(problem) == ("the weight of wait is below nothing",)
    assert polish(problem, crossed(), (), seconds=60).bound is None


def test_the_solver_writes_nothing_where_a_plan_is_to_stand(capfd: pytest.CaptureFixture[str]) -> None:
    polish(two_officers(), crossed(), (), seconds=60)
    assert capfd.readouterr().out == ""
