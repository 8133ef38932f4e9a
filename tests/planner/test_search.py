"""The search keeps every rule, costs what the judge says, and is the same each time."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.planner.sketch import World
from tests.planner.worlds import all_worlds, replan, team_week
from witness.planner.check import Fault, check
from witness.planner.plan import Plan, Route
from witness.planner.problem import Assignment, Officer, Problem, Promise, Ride, Shift, Step, Terms, Visit, Weights
from witness.planner.search import first_plan, search

WHOLE_DAY = ((480, 1000),)


@pytest.fixture(scope="module")
def worlds() -> Sequence[World]:
    return list(all_worlds())[::4]


def a_problem(visits: Sequence[Visit], weights: Weights, *, officers: int = 1, rides: Sequence[Ride] = ()) -> Problem:
    """Places 20 minutes apart on a line, the base at its beginning; officers who work from 8 to 17."""
    shift = Shift(480, 1020, "base", "base")
    return Problem(
        name="small",
        units_per_minute=1,
        locations=("base", "p1", "p2", "p3"),
        travel=tuple(tuple(20 * abs(a - b) for b in range(4)) for a in range(4)),
        officers=tuple(Officer(f"o{n}", frozenset(), None, (shift,)) for n in range(officers)),
        visits=tuple(visits),
        rides=tuple(rides),
        weights=weights,
    )


def a_visit(number: int, windows: Sequence[tuple[int, int]] = WHOLE_DAY, **more: object) -> Visit:
    visit = Visit(f"v{number}", Step(f"p{number}", 30, tuple(windows)), Terms())
    return replace(visit, **more)  # type: ignore[arg-type]


def starts(plan: Plan) -> dict[str, int]:
    return {stop.task_id: stop.start for route in plan.routes for stop in route.stops}


def test_each_plan_keeps_every_rule_and_costs_what_the_judge_says(worlds: Sequence[World]) -> None:
    for world in worlds:
        found = search(world.problem, seconds=1, seed=3, iterations=60)
        report = check(world.problem, found.plan)
        assert report.is_feasible, (world.problem.name, report.violations)
        assert found.cost == pytest.approx(report.total), world.problem.name


def test_each_first_plan_keeps_every_rule(worlds: Sequence[World]) -> None:
    for world in worlds:
        report = check(world.problem, first_plan(world.problem, 1))
        assert report.is_feasible, (world.problem.name, report.violations)


def test_no_plan_is_worse_than_one_that_is_known(worlds: Sequence[World]) -> None:
    for world in worlds:
        found = search(world.problem, seconds=1, seed=1, iterations=100)
        assert found.cost <= check(world.problem, world.plan).total + 1e-6, world.problem.name


def test_the_same_seed_and_iterations_give_the_same_plan() -> None:
    problem = team_week(4).problem
    one = search(problem, seconds=1, seed=7, iterations=120)
    again = search(problem, seconds=100, seed=7, iterations=120)
    assert one == again
    assert one.iterations == 120


def test_a_plan_to_begin_from_is_never_made_worse(worlds: Sequence[World]) -> None:
    for world in worlds[:20]:
        found = search(world.problem, seconds=1, seed=1, iterations=0, start=world.plan)
        assert found.cost <= check(world.problem, world.plan).total + 1e-6, world.problem.name


def test_of_a_plan_to_begin_from_what_no_longer_fits_is_left_out() -> None:
    world = team_week(3)
    gone = world.problem.officers[0].officer_id
    left = [replace(o, shifts=()) if o.officer_id == gone else o for o in world.problem.officers]
    visits = [replace(v, terms=replace(v.terms, penalty=50.0), fixed=Promise()) for v in world.problem.visits]
    problem = replace(world.problem, officers=tuple(left), visits=tuple(visits), pairs=())
    found = search(problem, seconds=1, seed=1, iterations=20, start=world.plan)
    assert not [v for v in check(problem, found.plan).violations if v.fault != Fault.UNSERVED]
    assert gone not in {route.officer_id for route in found.plan.routes}


def test_a_baseline_that_is_dear_to_change_stays() -> None:
    world = replan(2)
    weights = replace(world.problem.weights, change_officer=5000.0, change_start=500.0)
    plan = search(world.problem, seconds=1, seed=1, iterations=150).plan
    entries = {
        stop.task_id: Assignment(stop.task_id, (), stop.start)
        for route in plan.routes
        for stop in reversed(route.stops)
    }
    for route in plan.routes:
        for stop in route.stops:
            who = entries[stop.task_id].officers
            entries[stop.task_id] = replace(entries[stop.task_id], officers=tuple({*who, route.officer_id}))
    problem = replace(world.problem, weights=weights, baseline=tuple(entries.values()))
    report = check(problem, search(problem, seconds=1, seed=2, iterations=60).plan)
    assert report.measures["change_officer"] == 0
    assert report.measures["change_start"] == 0


def test_a_mandatory_visit_without_a_place_is_named_not_dropped_in_silence() -> None:
    night = a_visit(2, [(100, 200)])
    found = search(a_problem([a_visit(1), night], Weights(travel=1)), seconds=1, seed=1, iterations=20)
    assert found.plan.unserved == ("v2",)
    assert found.cost == 40


def test_a_problem_without_tasks_has_an_empty_plan() -> None:
    found = search(a_problem([], Weights(travel=1)), seconds=1, seed=1)
    assert found.plan == Plan("small", (), ())
    assert found.cost == 0


def test_a_visit_waits_for_the_next_one_when_waiting_between_them_costs() -> None:
    problem = a_problem([a_visit(1), a_visit(2, [(900, 900)])], Weights(travel=1, duration=1))
    plan = search(problem, seconds=1, seed=1, iterations=20).plan
    assert starts(plan) == {"v1": 850, "v2": 900}
    assert plan.routes[0].start == 830


def test_of_several_windows_the_one_that_costs_least_is_taken() -> None:
    early_or_late = a_visit(1, [(480, 520), (840, 860)])
    problem = a_problem([early_or_late, a_visit(2, [(900, 900)])], Weights(travel=1, wait=1))
    assert starts(search(problem, seconds=1, seed=1, iterations=20).plan)["v1"] == 850


def test_two_officers_start_a_visit_for_two_at_the_same_moment() -> None:
    problem = a_problem([a_visit(1), a_visit(2), a_visit(3, officers=2)], Weights(travel=1), officers=2)
    plan = search(problem, seconds=1, seed=1, iterations=20).plan
    both = [(route.officer_id, stop.start) for route in plan.routes for stop in route.stops if stop.task_id == "v3"]
    assert {who for who, _ in both} == {"o0", "o1"}
    assert len({start for _, start in both}) == 1


def test_a_ride_is_no_longer_than_it_may_be() -> None:
    ride = Ride("r", Step("p1", 5, WHOLE_DAY), Step("p3", 5, ((700, 760),)), Terms(), max_ride=45)
    problem = a_problem([a_visit(2, [(600, 640)])], Weights(travel=1), rides=[ride])
    plan = search(problem, seconds=1, seed=1, iterations=20).plan
    assert check(problem, plan).is_feasible
    assert plan.unserved == ()


def test_each_route_met_is_handed_on_once_and_could_be_driven() -> None:
    problem = team_week(4).problem
    met: list[Route] = []
    found = search(problem, seconds=1, seed=1, iterations=40, keep_routes=met.append)
    assert found.routes == len(met) > len(found.plan.routes)
    faults = {v.fault for route in met for v in check(problem, Plan(problem.name, (route,), ())).violations}
    assert faults <= {Fault.UNSERVED, Fault.COUNT, Fault.PAIR, Fault.SKILL, Fault.FIXED}


def test_each_better_plan_is_told_as_it_is_found() -> None:
    told: list[tuple[Plan, float]] = []
    problem = team_week(6).problem
    found = search(problem, seconds=1, seed=1, iterations=400, on_better=lambda plan, cost: told.append((plan, cost)))
    costs = [cost for _, cost in told]
    assert costs == sorted(costs, reverse=True)
    assert told[-1] == (found.plan, found.cost)


def test_it_stops_when_it_is_told_to() -> None:
    problem = team_week(4).problem
    found = search(problem, seconds=3600, seed=1, stop=lambda: True)
    assert found.iterations == 0
    assert found.plan.routes
