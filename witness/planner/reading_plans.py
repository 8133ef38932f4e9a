"""Reads a plan from JSON against the problem that it answers."""

from witness.planner.fields import Field, Fields, whole_file
from witness.planner.plan import At, Plan, Route, Stop
from witness.planner.problem import Problem, Shift, Step

PLAN_FORMAT = "visit-plan/1"

_PLAN = frozenset({"format", "problem", "routes", "unserved", "info"})
_ROUTE = frozenset({"officer", "shift", "start", "end", "stops"})
_STOP = frozenset({"visit", "ride", "at", "start", "end"})


def read_plan(data: object, problem: Problem) -> Plan:
    """Read a `visit-plan/1` that answers `problem`. What is wrong with the plan itself is left to the judge.

    A route without `start` leaves as late as its first stop allows; one without `end` returns straight away.

    Raises:
        Malformed: it does not follow the format, or answers another problem.
    """
    file = whole_file(data, _PLAN)
    file.get("format").expect(PLAN_FORMAT)
    file.get("problem").expect(problem.name)
    routes = [_route(item, problem) for item in file.need("routes").items()]
    return Plan(problem.name, tuple(route for route in routes if route.stops), file.get("unserved").texts())


def _route(item: Field, problem: Problem) -> Route:
    this = item.fields(_ROUTE)
    officer_id, number = this.need("officer").text(), this.get("shift").whole_or_none(None) or 0
    stops = tuple(_stop(stop, problem) for stop in this.need("stops").items())
    shift = _shift_of(problem, officer_id, number)
    known = [(stop, step) for stop in stops if (step := _step_of(problem, stop)) is not None]
    start, end = this.get("start").whole_or_none(None), this.get("end").whole_or_none(None)
    if not known:
        return Route(officer_id, number, start or 0, end or 0, stops)
    (first, at_first), (last, at_last) = known[0], known[-1]
    origin, destination = (None, None) if shift is None else (shift.origin, shift.destination)
    leaves = first.start - _way(problem, origin, at_first.location)
    arrives = last.start + at_last.duration + _way(problem, at_last.location, destination)
    return Route(officer_id, number, leaves if start is None else start, arrives if end is None else end, stops)


def _stop(item: Field, problem: Problem) -> Stop:
    this = item.fields(_STOP)
    stop = Stop(_task_id(item, this), _at(this), this.need("start").whole(None))
    step, end = _step_of(problem, stop), this.get("end").whole_or_none(None)
    if step is not None and end is not None and end != stop.start + step.duration:
        raise this.get("end").refuse(f"{end} is not the start and the duration, {stop.start + step.duration}")
    return stop


def _task_id(item: Field, this: Fields) -> str:
    visit, ride = this.get("visit"), this.get("ride")
    if visit.is_absent == ride.is_absent:
        raise item.refuse("names either a visit or a ride")
    return ride.text() if visit.is_absent else visit.text()


def _at(this: Fields) -> At:
    if not this.get("visit").is_absent:
        return At.VISIT
    at = this.need("at").text()
    if at not in (At.PICKUP, At.DROPOFF):
        raise this.get("at").refuse(f"{at!r} is neither 'pickup' nor 'dropoff'")
    return At(at)


def _shift_of(problem: Problem, officer_id: str, number: int) -> Shift | None:
    shifts = next((o.shifts for o in problem.officers if o.officer_id == officer_id), ())
    return shifts[number] if 0 <= number < len(shifts) else None


def _step_of(problem: Problem, stop: Stop) -> Step | None:
    if stop.at is At.VISIT:
        return next((v.step for v in problem.visits if v.task_id == stop.task_id), None)
    ride = next((r for r in problem.rides if r.task_id == stop.task_id), None)
    if ride is None:
        return None
    return ride.pickup if stop.at is At.PICKUP else ride.dropoff


def _way(problem: Problem, place: str | None, onward: str | None) -> int:
    if place is None or onward is None:
        return 0
    return problem.travel[problem.locations.index(place)][problem.locations.index(onward)]
