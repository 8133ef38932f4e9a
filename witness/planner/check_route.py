"""The judge's walk along one route: what it does, stop by stop, and which rules it breaks on the way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from witness.planner.plan import At, Route, Stop
from witness.planner.problem import Officer, Problem, Ride, Shift, Step, Terms, Visit


class Fault(StrEnum):
    """Which hard rule is broken."""

    OFFICER = "officer"
    SHIFT = "shift"
    TASK = "task"
    TRAVEL = "travel"
    WINDOW = "window"
    DURATION = "duration"
    CAPACITY = "capacity"
    RIDE = "ride"
    MAX_RIDE = "max_ride"
    SKILL = "skill"
    COUNT = "count"
    SYNC = "sync"
    FIXED = "fixed"
    UNSERVED = "unserved"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule, in words (times in the units of the problem), and where: task, officer, index of the route."""

    fault: Fault
    text: str
    task_id: str | None = None
    officer_id: str | None = None
    route: int | None = None


_Found = tuple[Fault, str, str | None]


class Known(NamedTuple):
    """What a problem names, by id, and the place of each location in the matrix."""

    officers: Mapping[str, Officer]
    visits: Mapping[str, Visit]
    rides: Mapping[str, Ride]
    places: Mapping[str, int]
    travel: Sequence[Sequence[int]]

    @classmethod
    def of(cls, problem: Problem) -> "Known":
        """Look everything up once."""
        return cls(
            {o.officer_id: o for o in problem.officers},
            {v.task_id: v for v in problem.visits},
            {r.task_id: r for r in problem.rides},
            {place: index for index, place in enumerate(problem.locations)},
            problem.travel,
        )


class Attendance(NamedTuple):
    """An officer who begins a visit, or a pick-up, at `start`."""

    task_id: str
    officer_id: str
    start: int


@dataclass(frozen=True, slots=True)
class Walk:
    """What one route adds to the measures (units of the problem), whom it brings where, and what it breaks."""

    officer_id: str
    is_used: bool = False
    travel: int = 0
    wait: int = 0
    duration: int = 0
    overtime: int = 0
    service: int = 0
    preference: float = 0
    non_preferred: int = 0
    attendances: tuple[Attendance, ...] = ()
    violations: tuple[Violation, ...] = ()


class _Halt(NamedTuple):
    """A stop whose task is known. leg: the way to it. arrival: when the officer is there. leaves: when it is done."""

    stop: Stop
    task: Visit | Ride
    step: Step
    leg: int
    arrival: int

    @property
    def leaves(self) -> int:
        return self.stop.start + self.step.duration

    @property
    def name(self) -> str:
        return f"{self.stop.task_id}/{self.stop.at}"


def walk(known: Known, route: Route, number: int) -> Walk:
    """Follow `route`, the plan's route with this index."""
    officer = known.officers.get(route.officer_id)
    if officer is None:
        return _refused(route, number, Fault.OFFICER, f"there is no officer {route.officer_id}")
    if not 0 <= route.shift < len(officer.shifts):
        return _refused(route, number, Fault.SHIFT, f"{route.officer_id} has no shift {route.shift}")
    shift = officer.shifts[route.shift]
    services = [(stop, _service(known, stop)) for stop in route.stops]
    unknown = [
        (Fault.TASK, f"there is no {stop.at} {stop.task_id}", None) for stop, service in services if service is None
    ]
    halts = _halts(known, route, shift, [(stop, *service) for stop, service in services if service is not None])
    if not halts:
        return Walk(officer.officer_id, violations=_named(unknown, officer, number))
    return _walked(route, number, officer, halts, _way(known, halts[-1].step.location, shift.destination), unknown)


def _walked(
    route: Route, number: int, officer: Officer, halts: Sequence[_Halt], home: int, unknown: Sequence[_Found]
) -> Walk:
    shift = officer.shifts[route.shift]
    back = max(route.end, halts[-1].leaves + home)
    met = [halt for halt in halts if halt.stop.at is not At.DROPOFF]
    found = (
        *unknown,
        *(pair for halt in halts for pair in _halt_faults(halt)),
        *(pair for halt in met for pair in _may_attend(halt.task, officer)),
        *_seat_faults(officer, halts),
        *_ride_faults(halts),
        *_shift_faults(route, shift, halts[-1].leaves + home),
    )
    return Walk(
        officer.officer_id,
        is_used=True,
        travel=sum(halt.leg for halt in halts) + home,
        wait=sum(max(0, halt.stop.start - halt.arrival) for halt in halts),
        duration=back - route.start,
        overtime=max(0, back - shift.end),
        service=sum(halt.step.duration for halt in halts),
        preference=sum(halt.task.terms.preference.get(officer.officer_id, 0) for halt in met),
        non_preferred=sum(_is_unwished(halt.task.terms, officer) for halt in met),
        attendances=tuple(Attendance(h.stop.task_id, officer.officer_id, h.stop.start) for h in met),
        violations=_named(found, officer, number),
    )


def _refused(route: Route, number: int, fault: Fault, text: str) -> Walk:
    return Walk(route.officer_id, violations=(Violation(fault, text, None, route.officer_id, number),))


def _named(found: Iterable[_Found], officer: Officer, number: int) -> tuple[Violation, ...]:
    return tuple(Violation(fault, text, task_id, officer.officer_id, number) for fault, text, task_id in found)


def _service(known: Known, stop: Stop) -> tuple[Visit | Ride, Step] | None:
    if stop.at is At.VISIT:
        visit = known.visits.get(stop.task_id)
        return None if visit is None else (visit, visit.step)
    ride = known.rides.get(stop.task_id)
    if ride is None:
        return None
    return ride, ride.pickup if stop.at is At.PICKUP else ride.dropoff


def _way(known: Known, place: str | None, onward: str | None) -> int:
    if place is None or onward is None:
        return 0
    return known.travel[known.places[place]][known.places[onward]]


def _halts(
    known: Known, route: Route, shift: Shift, services: Sequence[tuple[Stop, Visit | Ride, Step]]
) -> list[_Halt]:
    halts: list[_Halt] = []
    place, clock = shift.origin, route.start
    for stop, task, step in services:
        leg = _way(known, place, step.location)
        halts.append(_Halt(stop, task, step, leg, clock + leg))
        place, clock = step.location, halts[-1].leaves
    return halts


def _halt_faults(halt: _Halt) -> Iterator[_Found]:
    start, task_id = halt.stop.start, halt.stop.task_id
    if halt.arrival > start:
        yield Fault.TRAVEL, f"{halt.name} starts at {start}, and nobody is there before {halt.arrival}", task_id
    if any(earliest <= start <= latest for earliest, latest in halt.step.windows):
        return
    # A soft end may pass; what it costs is counted once for the visit, however many attend.
    is_soft = isinstance(halt.task, Visit) and halt.task.is_soft
    if not (is_soft and start > halt.step.windows[-1][1]):
        yield Fault.WINDOW, f"{halt.name} starts at {start}, outside {list(halt.step.windows)}", task_id


def _may_attend(task: Visit | Ride, officer: Officer) -> Iterator[_Found]:
    terms, officer_id = task.terms, officer.officer_id
    lacking = terms.skills - officer.skills
    if lacking:
        yield Fault.SKILL, f"{officer_id} lacks {', '.join(sorted(lacking))} for {task.task_id}", task.task_id
    if officer_id in terms.forbidden or (terms.allowed is not None and officer_id not in terms.allowed):
        yield Fault.OFFICER, f"{officer_id} may not attend {task.task_id}", task.task_id


def _is_unwished(terms: Terms, officer: Officer) -> bool:
    return bool(terms.preferred) and officer.officer_id not in terms.preferred


def _seat_faults(officer: Officer, halts: Sequence[_Halt]) -> Iterator[_Found]:
    """What visits carry is aboard for the whole route; a passenger from pick-up to drop-off."""
    if officer.capacity is None:
        return
    carried = sum(halt.task.load for halt in halts if halt.stop.at is At.VISIT)
    if carried > officer.capacity:
        yield Fault.CAPACITY, f"{carried} carried for visits, and room for {officer.capacity}", None
    seats, aboard = carried, set[str]()
    for halt in halts:
        task_id = halt.stop.task_id
        if halt.stop.at is At.PICKUP:
            seats += halt.task.load
            aboard.add(task_id)
        elif halt.stop.at is At.DROPOFF and task_id in aboard:
            seats -= halt.task.load
            aboard.remove(task_id)
        if halt.stop.at is At.PICKUP and seats > officer.capacity:
            yield Fault.CAPACITY, f"{seats} aboard at {halt.name}, room for {officer.capacity}", task_id


def _ride_faults(halts: Sequence[_Halt]) -> Iterator[_Found]:
    aboard: dict[str, int] = {}
    met: set[str] = set()
    for halt in halts:
        task_id = halt.stop.task_id
        if halt.stop.at is At.PICKUP:
            if task_id in met:
                yield Fault.RIDE, f"{task_id} is picked up twice", task_id
            met.add(task_id)
            aboard[task_id] = halt.leaves
        if halt.stop.at is not At.DROPOFF:
            continue
        since = aboard.pop(task_id, None)
        if since is None:
            yield Fault.RIDE, f"{task_id} is set down without being picked up", task_id
        elif isinstance(halt.task, Ride) and _is_too_long(halt.task, halt.stop.start - since):
            ride = f"{task_id} rides {halt.stop.start - since}, longer than {halt.task.max_ride}"
            yield Fault.MAX_RIDE, ride, task_id
    for task_id in aboard:
        yield Fault.RIDE, f"{task_id} is never set down", task_id


def _is_too_long(ride: Ride, lasts: int) -> bool:
    return ride.max_ride is not None and lasts > ride.max_ride


def _shift_faults(route: Route, shift: Shift, arrival: int) -> Iterator[_Found]:
    if route.end < arrival:
        yield Fault.TRAVEL, f"the route ends at {route.end}, and nobody is back before {arrival}", None
    back = max(route.end, arrival)
    if route.start < shift.start:
        yield Fault.SHIFT, f"leaves at {route.start}, and the shift starts at {shift.start}", None
    if back - shift.end > shift.max_overtime:
        allowed = f"{shift.end} and {shift.max_overtime} of overtime"
        yield Fault.SHIFT, f"is back at {back}, and the shift ends at {allowed}", None
    if shift.max_duration is not None and back - route.start > shift.max_duration:
        yield Fault.DURATION, f"lasts {back - route.start}, longer than {shift.max_duration}", None
