"""Every plan of a tiny problem, and the cheapest of them: slow, plain, and sharing nothing with any search.

Without ties between routes the best times of each route are found by trying every minute. With ties every start is
tried as early as it can be, which is the best there is as long as no weight is put on times.
"""

from collections.abc import Iterator
from itertools import permutations
from math import inf

from witness.planner.check import check
from witness.planner.plan import At, Plan, Route, Stop
from witness.planner.problem import Officer, Problem, Ride, Shift, Step, Visit

Call = tuple[str, At]
Order = tuple[Call, ...]
Day = tuple[Officer, int]


def cheapest(problem: Problem) -> float:
    """The cost of the best feasible plan (inf: there is none)."""
    tasks = {task.task_id: task for task in (*problem.visits, *problem.rides)}
    days = [(officer, at) for officer in problem.officers for at in range(len(officer.shifts))]
    need = {name: task.officers if isinstance(task, Visit) else 1 for name, task in tasks.items()}
    best = inf
    for orders in every_choice(problem, days, need):
        plan = with_times(problem, orders)
        if plan is None:
            continue
        report = check(problem, plan)
        if report.is_feasible:
            best = min(best, report.total)
    return best


def every_choice(problem: Problem, days: list[Day], need: dict[str, int]) -> Iterator[list[tuple[Day, Order]]]:
    """Every way to give each day some of the calls that are left, in every order."""
    if not days:
        yield []
        return
    for order in orders_of(problem, [name for name, left in need.items() if left > 0]):
        taken = {name for name, _ in order}
        rest = {name: left - (name in taken) for name, left in need.items()}
        for others in every_choice(problem, days[1:], rest):
            yield [(days[0], order), *others] if order else others


def orders_of(problem: Problem, names: list[str]) -> Iterator[Order]:
    """Every order of every few of these tasks."""
    rides = {ride.task_id for ride in problem.rides}
    calls = [(name, At.PICKUP if name in rides else At.VISIT) for name in names]
    calls += [(name, At.DROPOFF) for name in names if name in rides]
    for count in range(min(len(calls), 5) + 1):
        for order in permutations(calls, count):
            if all(is_in_turn(order, name) for name in rides):
                yield order


def is_in_turn(order: Order, ride: str) -> bool:
    both = [at for name, at in order if name == ride]
    return both in ([], [At.PICKUP, At.DROPOFF])


def step_of(problem: Problem, call: Call) -> Step:
    name, at = call
    task = next(task for task in (*problem.visits, *problem.rides) if task.task_id == name)
    if isinstance(task, Ride):
        return task.pickup if at is At.PICKUP else task.dropoff
    return task.step


def with_times(problem: Problem, orders: list[tuple[Day, Order]]) -> Plan | None:
    """The plan with the best times, or None where some route has none."""
    is_tied = bool(problem.pairs) or any(visit.officers > 1 for visit in problem.visits)
    starts = earliest_together(problem, orders) if is_tied else best_alone(problem, orders)
    if starts is None:
        return None
    routes = []
    for ((officer, at), order), own in zip(orders, starts, strict=True):
        shift = officer.shifts[at]
        stops = tuple(Stop(name, what, start) for (name, what), start in zip(order, own, strict=True))
        leave = own[0] - way(problem, shift.origin, step_of(problem, order[0]).location)
        last = step_of(problem, order[-1])
        back = own[-1] + last.duration + way(problem, last.location, shift.destination)
        routes.append(Route(officer.officer_id, at, leave, back, stops))
    served = {name for _, order in orders for name, _ in order}
    missing = tuple(t.task_id for t in (*problem.visits, *problem.rides) if t.task_id not in served)
    return Plan(problem.name, tuple(routes), missing)


def way(problem: Problem, start: str | None, end: str | None) -> int:
    if start is None or end is None:
        return 0
    return problem.travel[problem.locations.index(start)][problem.locations.index(end)]


def lags(problem: Problem, order: Order) -> list[int]:
    """From each start to the next at least."""
    steps = [step_of(problem, call) for call in order]
    return [a.duration + way(problem, a.location, b.location) for a, b in zip(steps, steps[1:], strict=False)]


def best_alone(problem: Problem, orders: list[tuple[Day, Order]]) -> list[list[int]] | None:
    found = []
    for day, order in orders:
        own = best_starts(problem, day, order)
        if own is None:
            return None
        found.append(own)
    return found


def best_starts(problem: Problem, day: Day, order: Order) -> list[int] | None:
    """The best starts of one route by trying every minute of every stop."""
    officer, at = day
    shift = officer.shifts[at]
    best: tuple[float, list[int]] | None = None
    for own in every_time(problem, shift, order, ()):
        cost = route_cost(problem, shift, order, own)
        if best is None or cost < best[0]:
            best = (cost, own)
    return None if best is None else best[1]


def every_time(problem: Problem, shift: Shift, order: Order, done: tuple[int, ...]) -> Iterator[list[int]]:
    if len(done) == len(order):
        yield list(done)
        return
    step = step_of(problem, order[len(done)])
    ready = shift.start + way(problem, shift.origin, step.location)
    if done:
        ready = done[-1] + lags(problem, order)[len(done) - 1]
    for start in range(ready, shift.end + shift.max_overtime + 1):
        if is_open(problem, order[len(done)], start):
            yield from every_time(problem, shift, order, (*done, start))


def is_open(problem: Problem, call: Call, start: int) -> bool:
    step = step_of(problem, call)
    visit = next((visit for visit in problem.visits if visit.task_id == call[0]), None)
    if visit is not None and visit.is_soft and start > step.windows[-1][1]:
        return True
    return any(low <= start <= high for low, high in step.windows)


def route_cost(problem: Problem, shift: Shift, order: Order, own: list[int]) -> float:
    """What depends on times in one route; inf where a limit of the route is broken."""
    weights, upm = problem.weights, problem.units_per_minute
    last = step_of(problem, order[-1])
    back = own[-1] + last.duration + way(problem, last.location, shift.destination)
    leave = own[0] - way(problem, shift.origin, step_of(problem, order[0]).location)
    over = max(0, back - shift.end)
    if over > shift.max_overtime or (shift.max_duration is not None and back - leave > shift.max_duration):
        return inf
    wait = sum(b - a - lag for a, b, lag in zip(own, own[1:], lags(problem, order), strict=False))
    cost = weights.wait * wait + weights.duration * (back - leave) + weights.overtime * over
    for (name, at), start in zip(order, own, strict=True):
        visit = next((visit for visit in problem.visits if visit.task_id == name), None)
        if visit is not None and visit.is_soft:
            cost += weights.late * max(0, start - visit.step.windows[-1][1])
        before = next((e.start for e in problem.baseline if e.task_id == name), None)
        if before is not None and at is not At.DROPOFF:
            cost += weights.change_start * abs(start - before)
    for ride in problem.rides:
        both = [start for (name, _), start in zip(order, own, strict=True) if name == ride.task_id]
        if both and ride.max_ride is not None and both[1] - both[0] - ride.pickup.duration > ride.max_ride:
            return inf
    return cost / upm


def earliest_together(problem: Problem, orders: list[tuple[Day, Order]]) -> list[list[int]] | None:
    """The earliest starts that keep ways, windows, equal starts and gaps at least; too late for a limit: None."""
    shifts = [officer.shifts[at] for (officer, at), _ in orders]
    starts = [
        [shift.start + way(problem, shift.origin, step_of(problem, order[0]).location)] * len(order)
        for shift, (_, order) in zip(shifts, orders, strict=True)
    ]
    for _ in range(200):
        before = [list(own) for own in starts]
        for own, (_, order) in zip(starts, orders, strict=True):
            for at, lag in enumerate(lags(problem, order)):
                own[at + 1] = max(own[at + 1], own[at] + lag)
        if not pushed(problem, orders, starts):
            return None
        if starts == before:
            return starts
    return None


def pushed(problem: Problem, orders: list[tuple[Day, Order]], starts: list[list[int]]) -> bool:
    """Moves every start into its windows, to its partner's and behind its pair's; False: it is too late for that."""
    at_visit: dict[str, list[tuple[int, int]]] = {}
    for route, (_, order) in enumerate(orders):
        for at, call in enumerate(order):
            windows = step_of(problem, call).windows
            later = [max(low, starts[route][at]) for low, high in windows if high >= starts[route][at]]
            if not later:
                return False
            starts[route][at] = later[0]
            at_visit.setdefault(call[0], []).append((route, at))
    for places in at_visit.values():
        latest = max(starts[route][at] for route, at in places)
        for route, at in places:
            starts[route][at] = latest
    for pair in problem.pairs:
        if pair.first in at_visit and pair.second in at_visit and not spaced(pair, at_visit, starts):
            return False
    return True


def spaced(pair, at_visit, starts) -> bool:  # type: ignore[no-untyped-def]
    (first_route, first_at), (second_route, second_at) = at_visit[pair.first][0], at_visit[pair.second][0]
    first, second = starts[first_route][first_at], starts[second_route][second_at]
    if pair.min_gap is not None:
        for route, at in at_visit[pair.second]:
            starts[route][at] = max(second, first + pair.min_gap)
    if pair.max_gap is not None:
        for route, at in at_visit[pair.first]:
            starts[route][at] = max(first, second - pair.max_gap)
    return True
