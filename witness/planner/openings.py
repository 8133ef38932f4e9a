"""Where in a plan there is room for one more task: each place between two stops, and by how much it is too narrow.

Stops may move within their windows to make room, but what several people or a passenger depend on stays where it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from witness.planner.plan import At, Plan, Route, Stop
from witness.planner.problem import Officer, Problem, Ride, Shift, Step, Visit, Window


class Halt(NamedTuple):
    """A stop that is there already, and when it may start; a single moment where it has to stay."""

    stop: Stop
    step: Step
    windows: tuple[Window, ...]
    is_soft: bool
    seats: int


@dataclass(frozen=True, slots=True)
class OfficerDay:
    """One officer's shift as the plan has it.

    free_from: when somebody could leave the stop before each gap; needed_by: when the stop after it has to start, at
    the latest, the return for the last. There is one gap more than stops.
    """

    officer: Officer
    number: int
    halts: tuple[Halt, ...]
    free_from: tuple[float, ...]
    needed_by: tuple[float, ...]

    @property
    def shift(self) -> Shift:
        """The shift itself."""
        return self.officer.shifts[self.number]


@dataclass(frozen=True, slots=True)
class Opening:
    """A place for a visit, or for the pick-up of a ride with its drop-off `until` stops later.

    earliest, latest: when it may start there; latest < earliest where it does not fit, and `short` by how much.
    gives: the tasks beside it that would have to move. detour: the way it adds.
    """

    day: OfficerDay
    gap: int
    until: int
    earliest: float
    latest: float
    gives: tuple[str, ...]
    detour: int

    @property
    def short(self) -> float:
        """By how much it does not fit, in units; 0 where it does."""
        return max(0.0, self.earliest - self.latest)


class Map:
    """The ways between places, and the days of a plan."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        """Look up once what every question needs."""
        self.problem = problem
        self.plan = plan
        self.places = {place: index for index, place in enumerate(problem.locations)}
        self.visits = {visit.task_id: visit for visit in problem.visits}
        self.rides = {ride.task_id: ride for ride in problem.rides}
        self.starts = {s.task_id: s.start for r in plan.routes for s in r.stops if s.at is not At.DROPOFF}
        self._paired = {task_id for pair in problem.pairs for task_id in (pair.first, pair.second)}
        routes = {(route.officer_id, route.shift): route for route in plan.routes}
        self.days = tuple(
            self.day(officer, number, routes.get((officer.officer_id, number)))
            for officer in problem.officers
            for number in range(len(officer.shifts))
        )

    def way(self, place: str | None, onward: str | None) -> int:
        """The time from one place to another; none where one of them does not matter."""
        if place is None or onward is None:
            return 0
        return self.problem.travel[self.places[place]][self.places[onward]]

    def day(self, officer: Officer, number: int, route: Route | None) -> OfficerDay:
        """An officer's shift with the stops of `route`."""
        shift = officer.shifts[number]
        halts = tuple(self._halt(stop) for stop in (route.stops if route is not None else ()))
        return OfficerDay(officer, number, halts, self._forward(shift, halts), self._backward(shift, halts))

    def _halt(self, stop: Stop) -> Halt:
        here = ((stop.start, stop.start),)
        if stop.at is not At.VISIT:
            ride = self.rides[stop.task_id]
            is_pickup = stop.at is At.PICKUP
            step, seats = (ride.pickup, ride.load) if is_pickup else (ride.dropoff, -ride.load)
            return Halt(stop, step, step.windows if ride.max_ride is None else here, False, seats)
        visit = self.visits[stop.task_id]
        stays = visit.officers > 1 or visit.task_id in self._paired or visit.fixed.start is not None
        return Halt(stop, visit.step, here if stays else visit.step.windows, visit.is_soft and not stays, 0)

    def _forward(self, shift: Shift, halts: Sequence[Halt]) -> tuple[float, ...]:
        place, free = shift.origin, [float(shift.start)]
        for halt in halts:
            start = first_from(free[-1] + self.way(place, halt.step.location), halt)
            free.append(start + halt.step.duration)
            place = halt.step.location
        return tuple(free)

    def _backward(self, shift: Shift, halts: Sequence[Halt]) -> tuple[float, ...]:
        place, needed = shift.destination, [float(shift.end + shift.max_overtime)]
        for halt in reversed(halts):
            latest = needed[-1] - self.way(halt.step.location, place) - halt.step.duration
            needed.append(_last_until(latest, halt))
            place = halt.step.location
        return tuple(reversed(needed))


def first_from(moment: float, halt: Halt) -> float:
    """The first moment at which `halt` may start, not before `moment`; `moment` itself where all windows are over."""
    return next((max(moment, earliest) for earliest, latest in halt.windows if moment <= latest), moment)


def _last_until(moment: float, halt: Halt) -> float:
    if halt.is_soft and moment > halt.windows[-1][1]:
        return moment
    return next((min(moment, latest) for earliest, latest in reversed(halt.windows) if moment >= earliest), moment)


def visit_openings(ground: Map, day: OfficerDay, visit: Visit, windows: Sequence[Window]) -> Iterator[Opening]:
    """Every gap of a day with the window in which the visit would fit best there. windows: when it may start."""
    for gap in range(len(day.halts) + 1):
        before, after = _beside(day, gap)
        there = ground.way(_place(before, day.shift.origin), visit.step.location)
        onward = ground.way(visit.step.location, _place(after, day.shift.destination))
        detour = there + onward - _skipped(ground, day, before, after)
        soonest = day.free_from[gap] + there
        last = day.needed_by[gap] - onward - visit.step.duration
        fits = [
            Opening(
                day,
                gap,
                0,
                max(soonest, earliest),
                min(last, latest),
                _gives(before if soonest > earliest else None, after if last < latest else None),
                detour,
            )
            for earliest, latest in windows
        ]
        if fits:
            yield min(fits, key=lambda opening: (opening.short, opening.earliest))


def ride_openings(ground: Map, day: OfficerDay, ride: Ride) -> Iterator[Opening]:
    """Every way to fetch at one gap of a day and to set down at the same or a later one, as far as the seats allow."""
    for gap in range(len(day.halts) + 1):
        for until in range(len(day.halts) - gap + 1):
            if _has_seats(day, ride, gap, until):
                yield _ride_opening(ground, day, ride, gap, until)


def _ride_opening(ground: Map, day: OfficerDay, ride: Ride, gap: int, until: int) -> Opening:
    """Drive as early as can be; where that is too late somewhere, it is short by the worst of it."""
    place, clock = _place(day.halts[gap - 1] if gap else None, day.shift.origin), day.free_from[gap]
    begins, late, gives, travelled = 0.0, -inf, list[str](), 0
    up = Halt(Stop(ride.task_id, At.PICKUP, 0), ride.pickup, ride.pickup.windows, False, ride.load)
    down = Halt(Stop(ride.task_id, At.DROPOFF, 0), ride.dropoff, ride.dropoff.windows, False, -ride.load)
    between = day.halts[gap : gap + until]
    fetched = 0.0
    for halt, latest in zip(
        (up, *between, down), (_end(up), *day.needed_by[gap : gap + until], _end(down)), strict=True
    ):
        leg = ground.way(place, halt.step.location)
        travelled += leg
        start = first_from(clock + leg, halt)
        if start - latest > late:
            late = start - latest
            gives = [halt.stop.task_id] if halt.stop.task_id != ride.task_id else gives
        if halt is up:
            begins, fetched = start, start + halt.step.duration
        place, clock = halt.step.location, start + halt.step.duration
    after = day.halts[gap + until] if gap + until < len(day.halts) else None
    last_leg = ground.way(place, _place(after, day.shift.destination))
    if clock + last_leg - day.needed_by[gap + until] > late:
        late = clock + last_leg - day.needed_by[gap + until]
        gives = [after.stop.task_id] if after is not None else []
    rides = clock - ride.dropoff.duration - fetched
    if ride.max_ride is not None and until and rides - ride.max_ride > late:
        late, gives = rides - ride.max_ride, [halt.stop.task_id for halt in between]
    as_it_is = _leg_sum(ground, day, gap, until)
    return Opening(day, gap, until, begins, begins - late, tuple(dict.fromkeys(gives)), travelled + last_leg - as_it_is)


def _end(halt: Halt) -> float:
    return float(halt.windows[-1][1])


def _leg_sum(ground: Map, day: OfficerDay, gap: int, until: int) -> int:
    if not day.halts:
        return 0
    places = [day.shift.origin, *(halt.step.location for halt in day.halts), day.shift.destination]
    stretch = places[gap : gap + until + 2]
    return sum(ground.way(a, b) for a, b in zip(stretch, stretch[1:], strict=False))


def _has_seats(day: OfficerDay, ride: Ride, gap: int, until: int) -> bool:
    if day.officer.capacity is None:
        return True
    aboard = seats_taken(day)
    return max(aboard[gap : gap + until + 1]) + ride.load <= day.officer.capacity


def seats_taken(day: OfficerDay) -> list[int]:
    """How many ride at each gap, what visits carry not counted."""
    aboard = [0]
    for halt in day.halts:
        aboard.append(aboard[-1] + halt.seats)
    return aboard


def _beside(day: OfficerDay, gap: int) -> tuple[Halt | None, Halt | None]:
    before = day.halts[gap - 1] if gap else None
    return before, day.halts[gap] if gap < len(day.halts) else None


def _place(halt: Halt | None, otherwise: str | None) -> str | None:
    return otherwise if halt is None else halt.step.location


def _skipped(ground: Map, day: OfficerDay, before: Halt | None, after: Halt | None) -> int:
    """The way that is no longer gone when something comes between; an unused shift goes none."""
    if not day.halts:
        return 0
    return ground.way(_place(before, day.shift.origin), _place(after, day.shift.destination))


def _gives(before: Halt | None, after: Halt | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(halt.stop.task_id for halt in (before, after) if halt is not None))
