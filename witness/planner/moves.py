"""One task put elsewhere by a person: the plan with it there, and which rules besides the times that breaks.

Everything else stays at the hour it had. Whether each stop can be reached in time is for whoever shows the day to say:
a person may overrule a way, but not a family's hours, an exclusion or a skill.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from witness.planner.plan import At, Plan, Route, Stop
from witness.planner.problem import Officer, Pair, Problem, Ride, Shift, Step, Visit

MINUTES_OF_DAY = 24 * 60


class Rule(StrEnum):
    """A rule that a place may break, besides the times of the day it is in."""

    WINDOW = "window"
    SKILL = "skill"
    NOT_ALLOWED = "not_allowed"
    NUMBER = "number"
    GAP = "gap"
    SEATS = "seats"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule broken. minutes: by how much, 0 where that cannot be said. officer_id, other_id: who and what with."""

    rule: Rule
    minutes: int = 0
    officer_id: str = ""
    other_id: str = ""


def put(problem: Problem, plan: Plan, task_id: str, officers: Iterable[str], start: int) -> Plan | None:
    """Give the plan with one task at another hour or with other people. start: in the units of the problem.

    None when one of them has no shift on that day, so that no route can hold it.
    """
    task = task_of(problem, task_id)
    rest = without(problem, plan, task_id)
    routes = list(rest.routes)
    for officer_id in officers:
        shift = shift_at(problem, officer_id, start)
        if shift is None:
            return None
        known = next((r for r in routes if (r.officer_id, r.shift) == (officer_id, shift)), None)
        if known is not None:
            routes.remove(known)
        stops = (*(known.stops if known else ()), *_stops(problem, task, start))
        routes.append(_timed(problem, Route(officer_id, shift, start, start, _in_order(stops))))
    routes.sort(key=lambda route: (route.start, route.officer_id))
    return replace(rest, routes=tuple(routes), unserved=tuple(t for t in rest.unserved if t != task_id))


def without(problem: Problem, plan: Plan, task_id: str) -> Plan:
    """Give the plan with one task left out. The others keep their hours."""
    routes = []
    for route in plan.routes:
        stops = tuple(stop for stop in route.stops if stop.task_id != task_id)
        if len(stops) == len(route.stops):
            routes.append(route)
        elif stops:
            routes.append(_timed(problem, replace(route, stops=stops)))
    return replace(plan, routes=tuple(routes), unserved=(*(t for t in plan.unserved if t != task_id), task_id))


def shift_at(problem: Problem, officer_id: str, start: int) -> int | None:
    """Give the shift of an officer on the day of an hour: the one that holds it, else the nearest of that day."""
    officer = next((o for o in problem.officers if o.officer_id == officer_id), None)
    if officer is None:
        return None
    day = start // (MINUTES_OF_DAY * problem.units_per_minute)
    of_day = [nth for nth, shift in enumerate(officer.shifts) if _day(problem, shift) == day]
    return min(of_day, key=lambda nth: _away(officer.shifts[nth], start), default=None)


def task_of(problem: Problem, task_id: str) -> Visit | Ride:
    """Give a task by its id.

    Raises:
        KeyError: the problem has no such task.
    """
    tasks: tuple[Visit | Ride, ...] = (*problem.visits, *problem.rides)
    for task in tasks:
        if task.task_id == task_id:
            return task
    raise KeyError(task_id)


def step_of(problem: Problem, stop: Stop) -> Step:
    """Give where and how long a stop is."""
    task = task_of(problem, stop.task_id)
    if isinstance(task, Visit):
        return task.step
    return task.dropoff if stop.at is At.DROPOFF else task.pickup


def broken_rules(problem: Problem, plan: Plan, task_id: str) -> tuple[Broken, ...]:
    """Give the rules that one task breaks where the plan has put it, besides the times of its days."""
    task = task_of(problem, task_id)
    starts = {stop.at: stop.start for route in plan.routes for stop in route.stops if stop.task_id == task_id}
    with_it = tuple(r for r in plan.routes if any(stop.task_id == task_id for stop in r.stops))
    known = {officer.officer_id: officer for officer in problem.officers}
    officers = tuple(known[route.officer_id] for route in with_it)
    found = [*_of_people(task, officers), *_of_hours(problem, task, starts)]
    found += [broken for route in with_it for broken in _of_seats(problem, route, known[route.officer_id])]
    found += _of_pairs(problem, plan, task_id)
    return tuple(found)


def _of_people(task: Visit | Ride, officers: tuple[Officer, ...]) -> Iterable[Broken]:
    terms = task.terms
    wanted = task.officers if isinstance(task, Visit) else 1
    if len(officers) != wanted:
        yield Broken(Rule.NUMBER, other_id=str(wanted))
    for officer in officers:
        is_barred = officer.officer_id in terms.forbidden
        if is_barred or (terms.allowed is not None and officer.officer_id not in terms.allowed):
            yield Broken(Rule.NOT_ALLOWED, officer_id=officer.officer_id)
        for skill in sorted(terms.skills - officer.skills):
            yield Broken(Rule.SKILL, officer_id=officer.officer_id, other_id=skill)
    if not isinstance(task, Visit):
        return
    if task.lead_skills and not any(task.lead_skills <= officer.skills for officer in officers):
        yield Broken(Rule.SKILL, other_id=", ".join(sorted(task.lead_skills)))
    promised = task.fixed.officers
    if promised is not None and not promised <= {officer.officer_id for officer in officers}:
        yield Broken(Rule.PROMISE)


def _of_hours(problem: Problem, task: Visit | Ride, starts: dict[At, int]) -> Iterable[Broken]:
    parts = (
        ((At.VISIT, task.step),) if isinstance(task, Visit) else ((At.PICKUP, task.pickup), (At.DROPOFF, task.dropoff))
    )
    for at, step in parts:
        outside = _outside(step, starts[at])
        if outside and not (isinstance(task, Visit) and task.is_soft):
            yield Broken(Rule.WINDOW, minutes=_minutes(problem, outside))
    if isinstance(task, Visit) and task.fixed.start is not None and task.fixed.start != starts[At.VISIT]:
        yield Broken(Rule.PROMISE, minutes=_minutes(problem, abs(task.fixed.start - starts[At.VISIT])))


def _of_pairs(problem: Problem, plan: Plan, task_id: str) -> Iterable[Broken]:
    starts = {s.task_id: s.start for route in plan.routes for s in route.stops if s.at is not At.DROPOFF}
    for pair in problem.pairs:
        if task_id not in (pair.first, pair.second):
            continue
        other = pair.second if pair.first == task_id else pair.first
        if other not in starts:
            continue
        missing = _gap_missing(pair, starts[pair.second] - starts[pair.first])
        if missing:
            yield Broken(Rule.GAP, minutes=_minutes(problem, missing), other_id=other)


def _gap_missing(pair: Pair, gap: int) -> int:
    if pair.min_gap is not None and gap < pair.min_gap:
        return pair.min_gap - gap
    return max(0, gap - pair.max_gap) if pair.max_gap is not None else 0


def _of_seats(problem: Problem, route: Route, officer: Officer) -> Iterable[Broken]:
    if officer.capacity is None:
        return
    tasks = [task_of(problem, stop.task_id) for stop in route.stops]
    taken = most = sum(task.load for task in tasks if isinstance(task, Visit))
    for stop, task in zip(route.stops, tasks, strict=True):
        if isinstance(task, Ride):
            taken += task.load if stop.at is At.PICKUP else -task.load
            most = max(most, taken)
    if most > officer.capacity:
        yield Broken(Rule.SEATS, officer_id=officer.officer_id, other_id=str(most - officer.capacity))


def _stops(problem: Problem, task: Visit | Ride, start: int) -> tuple[Stop, ...]:
    if isinstance(task, Visit):
        return (Stop(task.task_id, At.VISIT, start),)
    place = {location: nth for nth, location in enumerate(problem.locations)}
    way = problem.travel[place[task.pickup.location]][place[task.dropoff.location]]
    there = max(start + task.pickup.duration + way, task.dropoff.windows[0][0])
    return (Stop(task.task_id, At.PICKUP, start), Stop(task.task_id, At.DROPOFF, there))


def _timed(problem: Problem, route: Route) -> Route:
    """Leave as late as the first stop allows, and return straight after the last, as the format says."""
    shift = next(o for o in problem.officers if o.officer_id == route.officer_id).shifts[route.shift]
    place = {location: nth for nth, location in enumerate(problem.locations)}
    first, last = (step_of(problem, stop) for stop in (route.stops[0], route.stops[-1]))
    out = 0 if shift.origin is None else problem.travel[place[shift.origin]][place[first.location]]
    home = 0 if shift.destination is None else problem.travel[place[last.location]][place[shift.destination]]
    end = route.stops[-1].start + last.duration + home
    return replace(route, start=route.stops[0].start - out, end=end)


def _in_order(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    return tuple(sorted(stops, key=lambda stop: (stop.start, stop.at is At.DROPOFF, stop.task_id)))


def _outside(step: Step, start: int) -> int:
    if not step.windows:
        return 0
    return min(max(earliest - start, start - latest, 0) for earliest, latest in step.windows)


def _away(shift: Shift, start: int) -> int:
    return max(shift.start - start, start - shift.end, 0)


def _day(problem: Problem, shift: Shift) -> int:
    return shift.start // (MINUTES_OF_DAY * problem.units_per_minute)


def _minutes(problem: Problem, units: int) -> int:
    return -(-units // problem.units_per_minute)
