"""A planner for tests of pages and actions: it puts each task at the first hour that fits, the promises first."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, pairwise

from witness.planner.plan import At, Plan, Route, Stop
from witness.planner.problem import Officer, Problem, Ride, Step, Visit

STEP = 15


@dataclass(frozen=True)
class Why:
    task_id: str
    words: str = "No officer is free when the family can."


@dataclass(frozen=True)
class Answered:
    plan: Plan
    cost: float
    bound: float | None
    is_proven: bool
    reasons: tuple[Why, ...]


@dataclass
class _Day:
    officer: Officer
    shift: int
    stops: list[tuple[int, int, str, Stop]]  # from, until, where, what


class Greedy:
    """Places what it can. asked: every problem it was given."""

    def __init__(self) -> None:
        self.asked: list[Problem] = []

    def __call__(
        self,
        problem: Problem,
        *,
        seconds: float,
        seed: int,
        stop: Callable[[], bool],
        on_better: Callable[[Plan, float], None],
    ) -> Answered:
        self.asked.append(problem)
        self.problem = problem
        self.place = {location: nth for nth, location in enumerate(problem.locations)}
        self.days = [_Day(officer, nth, []) for officer in problem.officers for nth in range(len(officer.shifts))]
        self.starts: dict[str, int] = {}
        self.baseline = {one.task_id: one for one in problem.baseline}
        fixed_first = sorted(problem.visits, key=lambda v: (v.fixed.start is None, v.terms.penalty is not None))
        unserved = [visit.task_id for visit in fixed_first if not self._visit(visit)]
        unserved += [ride.task_id for ride in problem.rides if not self._ride(ride)]
        plan = Plan(problem.name, tuple(self._route(day) for day in self.days if day.stops), tuple(unserved))
        on_better(plan, 120.0)
        return Answered(plan, 100.0, 99.0, False, tuple(Why(one) for one in unserved))

    def _visit(self, visit: Visit) -> bool:
        for start in self._hours(visit):
            free = [day for day in self.days if self._may(visit, day) and self._fits(day, visit.step, start)]
            free.sort(key=lambda day: self._rank(visit, day))
            teams = [team for team in combinations(free, visit.officers) if self._are_wanted(visit, team)]
            if teams and self._is_apart(visit.task_id, start):
                for day in teams[0]:
                    self._put(day, visit.step, Stop(visit.task_id, At.VISIT, start))
                self.starts[visit.task_id] = start
                return True
        return False

    def _ride(self, ride: Ride) -> bool:
        way = self._way(ride.pickup.location, ride.dropoff.location)
        for start in self._starts(ride.pickup):
            there = start + ride.pickup.duration + way
            whole = Step(ride.pickup.location, there + ride.dropoff.duration - start, ride.pickup.windows)
            if not any(first <= there <= last for first, last in ride.dropoff.windows):
                continue
            for day in self.days:
                roomy = day.officer.capacity is None or day.officer.capacity >= ride.load
                if roomy and self._may(ride, day) and self._fits(day, whole, start, ride.dropoff.location):
                    self._put(day, ride.pickup, Stop(ride.task_id, At.PICKUP, start))
                    self._put(day, ride.dropoff, Stop(ride.task_id, At.DROPOFF, there))
                    return True
        return False

    def _hours(self, visit: Visit) -> list[int]:
        before = self.baseline.get(visit.task_id)
        if visit.fixed.start is not None:
            return [visit.fixed.start]
        own = [before.start] if before is not None and before.start is not None else []
        return [*own, *self._starts(visit.step)]

    def _starts(self, step: Step) -> list[int]:
        return [start for first, last in step.windows for start in range(first, last + 1, STEP)]

    def _may(self, task: Visit | Ride, day: _Day) -> bool:
        who, terms = day.officer, task.terms
        is_allowed = terms.allowed is None or who.officer_id in terms.allowed
        return is_allowed and who.officer_id not in terms.forbidden and terms.skills <= who.skills

    def _rank(self, visit: Visit, day: _Day) -> tuple[bool, bool]:
        before = self.baseline.get(visit.task_id)
        was = before is not None and day.officer.officer_id in before.officers
        return (not was, day.officer.officer_id not in visit.terms.preferred)

    def _are_wanted(self, visit: Visit, team: tuple[_Day, ...]) -> bool:
        who = {day.officer.officer_id for day in team}
        return len(who) == visit.officers and (visit.fixed.officers is None or visit.fixed.officers <= who)

    def _is_apart(self, task_id: str, start: int) -> bool:
        for pair in self.problem.pairs:
            first = start if pair.first == task_id else self.starts.get(pair.first)
            second = start if pair.second == task_id else self.starts.get(pair.second)
            if task_id not in (pair.first, pair.second) or first is None or second is None:
                continue
            if pair.min_gap is not None and second - first < pair.min_gap:
                return False
        return True

    def _fits(self, day: _Day, step: Step, start: int, end_at: str = "") -> bool:
        shift = day.officer.shifts[day.shift]
        new = (start, start + step.duration, step.location, end_at or step.location)
        legs = sorted([*((since, until, where, where) for since, until, where, _ in day.stops), new])
        leaves = legs[0][0] - self._way(shift.origin or legs[0][2], legs[0][2])
        back = legs[-1][1] + self._way(legs[-1][3], shift.destination or legs[-1][3])
        in_time = all(one[1] + self._way(one[3], other[2]) <= other[0] for one, other in pairwise(legs))
        is_short = shift.max_duration is None or back - leaves <= shift.max_duration
        return in_time and is_short and leaves >= shift.start and back <= shift.end

    def _put(self, day: _Day, step: Step, stop: Stop) -> None:
        day.stops.append((stop.start, stop.start + step.duration, step.location, stop))
        day.stops.sort(key=lambda one: one[0])

    def _route(self, day: _Day) -> Route:
        shift = day.officer.shifts[day.shift]
        first, last = day.stops[0], day.stops[-1]
        leaves = first[0] - self._way(shift.origin or first[2], first[2])
        back = last[1] + self._way(last[2], shift.destination or last[2])
        return Route(day.officer.officer_id, day.shift, leaves, back, tuple(stop[3] for stop in day.stops))

    def _way(self, one: str, other: str) -> int:
        return self.problem.travel[self.place[one]][self.place[other]]
