"""Invents a plan first and the problem around it, so that every problem has a plan that is known to be feasible."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from witness.planner.plan import At, Plan, Route, Stop
from witness.planner.problem import Officer, Problem, Ride, Shift, Step, Terms, Visit, Window

DAY = 1440


def dice(seed: object) -> Random:
    """What falls is the same each time: a world that can be made again is no secret."""
    return Random(str(seed))  # noqa: S311


@dataclass(frozen=True)
class World:
    """A problem, and a plan of it that keeps every hard rule; what is best is not known."""

    problem: Problem
    plan: Plan


@dataclass(frozen=True)
class Style:
    """How the days of a sketch are filled. Times in minutes; shares between 0 and 1."""

    shortest: int = 20
    longest: int = 60
    pause: int = 20
    before: int = 60
    after: int = 90
    two_person: float = 0.0
    ride: float = 0.0
    max_stops: int = 6
    most_aboard: int = 2


@dataclass
class Way:
    """One officer's shift while it is filled: where they are, since when, and what they did."""

    officer_id: str
    number: int
    shift: Shift
    place: str | None
    clock: int
    start: int | None = None
    stops: list[Stop] = field(default_factory=list)


def a_map(rng: Random, count: int, *, size: float, unit: int, clusters: int = 0) -> list[list[int]]:
    """Travel between `count` places, the first in the middle, with a little asymmetry; size: minutes across."""
    centres = [(rng.uniform(0, size), rng.uniform(0, size)) for _ in range(clusters)]
    points = [(size / 2, size / 2)]
    while len(points) < count:
        if centres and rng.random() < 0.8:
            x, y = rng.choice(centres)
            points.append((rng.gauss(x, size / 14), rng.gauss(y, size / 14)))
        else:
            points.append((rng.uniform(0, size), rng.uniform(0, size)))
    return [[math.ceil(math.dist(a, b) * unit) for b in points] for a in points]


class Sketch:
    """Fills the shifts of officers with tasks, in the order of time."""

    def __init__(
        self, rng: Random, locations: Sequence[str], travel: Sequence[Sequence[int]], style: Style, unit: int = 1
    ) -> None:
        """Start with nothing done."""
        self.rng, self.locations, self.travel, self.style, self.unit = rng, locations, travel, style, unit
        self.visits: list[Visit] = []
        self.rides: list[Ride] = []
        self.routes: list[Route] = []

    def fill(self, officers: Iterable[Officer]) -> None:
        """Give each shift something to do; the shifts of one day are filled side by side."""
        ways = [
            Way(o.officer_id, number, shift, shift.origin, shift.start)
            for o in officers
            for number, shift in enumerate(o.shifts)
        ]
        for day in sorted({way.shift.start // (DAY * self.unit) for way in ways}):
            self._day([way for way in ways if way.shift.start // (DAY * self.unit) == day])

    def who_attends(self) -> dict[str, list[str]]:
        """The officers of each task."""
        found: dict[str, list[str]] = {}
        for route in self.routes:
            for stop in route.stops:
                if stop.at is not At.DROPOFF:
                    found.setdefault(stop.task_id, []).append(route.officer_id)
        return found

    def starts(self) -> dict[str, int]:
        """When each task begins."""
        return {s.task_id: s.start for r in self.routes for s in r.stops if s.at is not At.DROPOFF}

    def minutes(self, least: int, most: int) -> int:
        """Some whole minutes, in units."""
        return self.rng.randint(least, most) * self.unit

    def way(self, place: str | None, onward: str | None) -> int:
        """The time from one place to another; none where one of them does not matter."""
        if place is None or onward is None:
            return 0
        return self.travel[self.locations.index(place)][self.locations.index(onward)]

    def around(self, start: int) -> tuple[Window, ...]:
        """A window in which a task may start."""
        earliest = max(0, start - self.minutes(0, self.style.before))
        return ((earliest, start + self.minutes(0, self.style.after)),)

    def _day(self, ways: list[Way]) -> None:
        open_ways = list(ways)
        while open_ways:
            way = min(open_ways, key=lambda one: (one.clock, one.officer_id))
            if len(way.stops) >= self.style.max_stops or not self._next(way, open_ways):
                open_ways.remove(way)
        for way in ways:
            if way.stops and way.start is not None:
                end = way.clock + self.way(way.place, way.shift.destination)
                self.routes.append(Route(way.officer_id, way.number, way.start, end, tuple(way.stops)))

    def _next(self, way: Way, open_ways: list[Way]) -> bool:
        if self.rng.random() < self.style.ride:
            return self._drive(way)
        others = [o for o in open_ways if o.officer_id != way.officer_id and len(o.stops) < self.style.max_stops]
        if others and self.rng.random() < self.style.two_person:
            return self._visit([way, self.rng.choice(others)])
        return self._visit([way])

    def _visit(self, ways: list[Way]) -> bool:
        place, duration = self.rng.choice(self.locations), self.minutes(self.style.shortest, self.style.longest)
        start = max(way.clock + self.way(way.place, place) for way in ways) + self.minutes(0, self.style.pause)
        home = [way.shift.end - self.way(place, way.shift.destination) for way in ways]
        if start + duration > min(home):
            return False
        task_id = f"v{len(self.visits)}"
        step = Step(place, duration, self.around(start))
        self.visits.append(Visit(task_id, step, Terms(), officers=len(ways)))
        for way in ways:
            self._stop(way, Stop(task_id, At.VISIT, start), place, duration)
        return True

    def _drive(self, way: Way) -> bool:
        """Pick up one or more, then set all of them down."""
        aboard = self.rng.randint(1, self.style.most_aboard)
        place, clock, legs = way.place, way.clock, list[tuple[str, int, int]]()
        for _ in range(2 * aboard):
            onward, duration = self.rng.choice(self.locations), self.minutes(1, 5)
            start = clock + self.way(place, onward) + self.minutes(0, 3)
            legs.append((onward, start, duration))
            place, clock = onward, start + duration
        if clock + self.way(place, way.shift.destination) > way.shift.end:
            return False
        self.rng.shuffle(order := list(range(aboard, 2 * aboard)))
        for index in range(aboard):
            (origin, start, duration), (goal, there, stay) = legs[index], legs[order[index]]
            pickup, dropoff = (
                Step(origin, duration, self.around(start)),
                Step(goal, stay, self.around(there)),
            )
            limit = there - start - duration + self.minutes(0, 20)
            self.rides.append(Ride(f"r{len(self.rides)}", pickup, dropoff, Terms(), max_ride=limit))
        first = len(self.rides) - aboard
        for index, (place, start, duration) in enumerate(legs):
            is_pickup = index < aboard
            task = first + (index if is_pickup else order.index(index))
            self._stop(way, Stop(f"r{task}", At.PICKUP if is_pickup else At.DROPOFF, start), place, duration)
        return True

    def _stop(self, way: Way, stop: Stop, place: str, duration: int) -> None:
        if way.start is None:
            way.start = stop.start - self.way(way.shift.origin, place)
        way.stops.append(stop)
        way.place, way.clock = place, stop.start + duration
