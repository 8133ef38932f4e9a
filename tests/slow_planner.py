"""A planner for tests that is simple enough to be right: each task goes where the first hole is, promises first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from witness.planner.check import check
from witness.planner.plan import At, Plan, Route, Stop
from witness.planner.problem import Problem, Ride, Shift, Step, Terms, Visit


@dataclass(frozen=True)
class FoundReason:
    task_id: str
    words: str
    officer_id: str | None = None
    day: int | None = None
    minutes: float | None = None
    gives: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundAnswer:
    plan: Plan
    cost: float
    bound: float | None = None
    is_proven: bool = False
    reasons: tuple[FoundReason, ...] = ()


@dataclass
class Day:
    """One officer's shift as it fills: (start, stop, step) in order of time."""

    officer: str
    number: int
    shift: Shift
    problem: Problem
    held: list[tuple[int, Stop, Step]] = field(default_factory=list)

    def route(self) -> Route:
        first, last = self.held[0], self.held[-1]
        leaves = first[0] - self.way(self.shift.origin, first[2].location)
        back = last[0] + last[2].duration + self.way(last[2].location, self.shift.destination)
        return Route(self.officer, self.number, leaves, back, tuple(stop for _, stop, _ in self.held))

    def way(self, one: str | None, other: str | None) -> int:
        if one is None or other is None:
            return 0
        places = self.problem.locations
        return self.problem.travel[places.index(one)][places.index(other)]

    def with_stops(self, *stops: tuple[int, Stop, Step]) -> "Day":
        return Day(
            self.officer, self.number, self.shift, self.problem, sorted([*self.held, *stops], key=lambda s: s[0])
        )

    def holds(self) -> bool:
        if not self.held:
            return True
        free, here = self.shift.start, self.shift.origin
        for start, _, step in self.held:
            if free + self.way(here, step.location) > start:
                return False
            free, here = start + step.duration, step.location
        made = self.route()
        longest = self.shift.max_duration
        return made.end <= self.shift.end and (longest is None or made.end - made.start <= longest)

    def starts(self, step: Step) -> Iterator[int]:
        wanted = [self.shift.start + self.way(self.shift.origin, step.location)]
        wanted += [start + s.duration + self.way(s.location, step.location) for start, _, s in self.held]
        for first, last in step.windows:
            yield first
            yield from sorted(start for start in wanted if first < start <= last)
            yield last


def slow_planner(
    problem: Problem,
    *,
    seconds: float,
    seed: int,
    stop: Callable[[], bool],
    on_better: Callable[[Plan, float], None],
) -> FoundAnswer:
    """Give a plan that breaks no rule; what finds no hole stays out."""
    days = [
        Day(officer.officer_id, number, shift, problem)
        for officer in problem.officers
        for number, shift in enumerate(officer.shifts)
    ]
    left_out: list[str] = []
    in_order = sorted(problem.visits, key=lambda v: (v.fixed.start is None, v.terms.penalty is not None))
    for visit in in_order:
        if stop() or not place_visit(problem, days, visit):
            left_out.append(visit.task_id)
    for ride in problem.rides:
        if stop() or not place_ride(problem, days, ride):
            left_out.append(ride.task_id)
    plan = made_of(problem, days, left_out)
    cost = check(problem, plan).total
    on_better(plan, cost)
    return FoundAnswer(plan, cost, reasons=tuple(FoundReason(one, "there was no hole for it") for one in left_out))


def made_of(problem: Problem, days: list[Day], left_out: list[str]) -> Plan:
    return Plan(problem.name, tuple(day.route() for day in days if day.held), tuple(left_out))


def place_visit(problem: Problem, days: list[Day], visit: Visit) -> bool:
    able = [n for n, day in enumerate(days) if may_do(problem, day.officer, visit.terms)]
    promised = visit.fixed.officers
    before = next((set(one.officers) for one in problem.baseline if one.task_id == visit.task_id), set())
    able.sort(key=lambda n: days[n].officer not in before)  # whoever was promised is asked first
    for chosen in combinations(able, visit.officers):
        who = {days[n].officer for n in chosen}
        if len(who) < visit.officers or (promised is not None and who != promised):
            continue
        for start in days[chosen[0]].starts(visit.step):
            if visit.fixed.start not in (None, start):
                continue
            stop = (start, Stop(visit.task_id, At.VISIT, start), visit.step)
            tried = {n: days[n].with_stops(stop) for n in chosen}
            if all(day.holds() for day in tried.values()) and keeps_apart(problem, days, visit.task_id, start):
                for n, day in tried.items():
                    days[n] = day
                return True
    return False


def place_ride(problem: Problem, days: list[Day], ride: Ride) -> bool:
    seats = {officer.officer_id: officer.capacity for officer in problem.officers}
    for n, day in enumerate(days):
        if not may_do(problem, day.officer, ride.terms) or ride.load > (seats[day.officer] or 0):
            continue
        for start in day.starts(ride.pickup):
            down = start + ride.pickup.duration + day.way(ride.pickup.location, ride.dropoff.location)
            down = max(down, next((first for first, last in ride.dropoff.windows if down <= last), down))
            up = (start, Stop(ride.task_id, At.PICKUP, start), ride.pickup)
            set_down = (down, Stop(ride.task_id, At.DROPOFF, down), ride.dropoff)
            tried = day.with_stops(up, set_down)
            in_time = any(first <= down <= last for first, last in ride.dropoff.windows)
            if in_time and tried.holds():
                days[n] = tried
                return True
    return False


def may_do(problem: Problem, officer_id: str, terms: Terms) -> bool:
    officer = next(one for one in problem.officers if one.officer_id == officer_id)
    allowed = terms.allowed is None or officer_id in terms.allowed
    return allowed and officer_id not in terms.forbidden and terms.skills <= officer.skills


def keeps_apart(problem: Problem, days: list[Day], task_id: str, start: int) -> bool:
    starts = {stop.task_id: at for day in days for at, stop, _ in day.held} | {task_id: start}
    return all(
        pair.min_gap is None or starts[pair.second] - starts[pair.first] >= pair.min_gap
        for pair in problem.pairs
        if pair.first in starts and pair.second in starts
    )
