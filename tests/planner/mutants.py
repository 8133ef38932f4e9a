"""Breaks a plan in one of many ways, some of which happen to leave it whole."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from witness.planner.plan import At, Plan, Route, Stop
from witness.planner.problem import Problem

Mutation = Callable[[Random, Problem, Plan], Plan]


def mutated(rng: Random, problem: Problem, plan: Plan) -> Plan:
    """One to three changes in a row; a plan without routes is only told wrong about what it leaves out."""
    for _ in range(rng.randint(1, 3)):
        change = rng.choice(MUTATIONS) if plan.routes else another_unserved
        plan = change(rng, problem, plan)
        plan = replace(plan, routes=tuple(route for route in plan.routes if route.stops))
    return plan


def _with_route(rng: Random, plan: Plan, change: Callable[[Route], Route]) -> Plan:
    index = rng.randrange(len(plan.routes))
    return replace(plan, routes=(*plan.routes[:index], change(plan.routes[index]), *plan.routes[index + 1 :]))


def _with_stop(rng: Random, plan: Plan, change: Callable[[Stop], Stop]) -> Plan:
    def changed(route: Route) -> Route:
        index = rng.randrange(len(route.stops))
        return replace(route, stops=(*route.stops[:index], change(route.stops[index]), *route.stops[index + 1 :]))

    return _with_route(rng, plan, changed)


def another_start(rng: Random, problem: Problem, plan: Plan) -> Plan:
    """One stop earlier or later."""
    by = rng.choice((-120, -30, -1, 1, 30, 120)) * problem.units_per_minute
    return _with_stop(rng, plan, lambda stop: replace(stop, start=stop.start + by))


def another_order(rng: Random, problem: Problem, plan: Plan) -> Plan:
    """The stops of a route in another order, at the times that were."""

    def shuffled(route: Route) -> Route:
        stops = rng.sample(route.stops, len(route.stops))
        return replace(route, stops=tuple(stops))

    return _with_route(rng, plan, shuffled)


def another_officer(rng: Random, problem: Problem, plan: Plan) -> Plan:
    """A route by somebody else, maybe by nobody we know."""
    who = rng.choice([*(o.officer_id for o in problem.officers), "stranger"])
    return _with_route(rng, plan, lambda route: replace(route, officer_id=who))


def another_shift(rng: Random, problem: Problem, plan: Plan) -> Plan:
    """A route in another shift, maybe one that does not exist."""
    return _with_route(rng, plan, lambda route: replace(route, shift=rng.randint(-1, 3)))


def another_way_out(rng: Random, problem: Problem, plan: Plan) -> Plan:
    """Leaves or is back at another time."""
    by = rng.choice((-200, -10, 10, 200)) * problem.units_per_minute
    if rng.random() < 0.5:
        return _with_route(rng, plan, lambda route: replace(route, start=route.start + by))
    return _with_route(rng, plan, lambda route: replace(route, end=route.end + by))


def a_stop_less(rng: Random, problem: Problem, plan: Plan) -> Plan:
    """One stop dropped; half of the time its task is listed as unserved."""
    index = rng.randrange(len(plan.routes))
    stops = plan.routes[index].stops
    gone = rng.choice(stops)
    route = replace(plan.routes[index], stops=tuple(stop for stop in stops if stop != gone))
    unserved = (*plan.unserved, gone.task_id) if rng.random() < 0.5 else plan.unserved
    return replace(plan, routes=(*plan.routes[:index], route, *plan.routes[index + 1 :]), unserved=unserved)


def a_stop_twice(rng: Random, problem: Problem, plan: Plan) -> Plan:
    """One stop in a second place, maybe in the same route."""
    stop = rng.choice([stop for route in plan.routes for stop in route.stops])
    at = rng.randint(0, 5)
    return _with_route(rng, plan, lambda route: replace(route, stops=(*route.stops[:at], stop, *route.stops[at:])))


def another_task(rng: Random, problem: Problem, plan: Plan) -> Plan:
    """A stop for another task, or for one that nobody knows."""
    tasks = [*(v.task_id for v in problem.visits), *(r.task_id for r in problem.rides), "nothing"]
    return _with_stop(rng, plan, lambda stop: replace(stop, task_id=rng.choice(tasks)))


def another_end(rng: Random, problem: Problem, plan: Plan) -> Plan:
    """A pick-up where a drop-off was, or a visit where a ride was."""
    return _with_stop(rng, plan, lambda stop: replace(stop, at=rng.choice(list(At))))


def another_unserved(rng: Random, problem: Problem, plan: Plan) -> Plan:
    """Lists something as left out, or forgets to."""
    if plan.unserved and rng.random() < 0.5:
        return replace(plan, unserved=plan.unserved[1:])
    return replace(plan, unserved=(*plan.unserved, rng.choice(["nothing", *(v.task_id for v in problem.visits)])))


def a_route_less(rng: Random, problem: Problem, plan: Plan) -> Plan:
    """One route dropped, and what it held is listed as unserved."""
    index = rng.randrange(len(plan.routes))
    tasks = {stop.task_id for stop in plan.routes[index].stops}
    return replace(plan, routes=(*plan.routes[:index], *plan.routes[index + 1 :]), unserved=(*plan.unserved, *tasks))


MUTATIONS: tuple[Mutation, ...] = (
    another_start, another_order, another_officer, another_shift, another_way_out, a_stop_less, a_stop_twice,
    another_task, another_end, another_unserved, a_route_less,
)  # fmt: skip
