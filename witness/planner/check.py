"""The independent judge: does a plan keep every hard rule, and what does it cost?

It shares no code with any search and schedules nothing: it reads the times the plan states, holds each against the
rules and adds up the measures. A search that judged itself would carry its own mistake into its own verdict.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

from witness.planner.check_route import Attendance, Fault, Known, Violation, Walk, walk
from witness.planner.plan import Plan
from witness.planner.problem import Assignment, Pair, Problem, Ride, Terms, Visit

__all__ = ["Fault", "Report", "Violation", "check"]

# The measures that are minutes; the others are counts or sums of costs.
_IN_TIME = frozenset({"travel", "wait", "duration", "late", "late_max", "overtime", "change_start", "balance"})


@dataclass(frozen=True, slots=True)
class Report:
    """The verdict on one plan.

    measures: by the name of its weight, in minutes or counts. cost: the same, each times its weight. total: their sum,
    which means something only for a plan that is feasible.
    """

    violations: tuple[Violation, ...]
    measures: Mapping[str, float]
    cost: Mapping[str, float]
    total: float

    @property
    def is_feasible(self) -> bool:
        """No hard rule is broken."""
        return not self.violations


class _Facts(NamedTuple):
    """What the checks look up: the problem by id, and who attends what and when, as the routes say."""

    problem: Problem
    known: Known
    attended: Mapping[str, Sequence[Attendance]]

    def at(self, task_id: str) -> Sequence[Attendance]:
        return self.attended.get(task_id, ())

    def who(self, task_id: str) -> list[str]:
        return [attendance.officer_id for attendance in self.at(task_id)]


def check(problem: Problem, plan: Plan) -> Report:
    """Judge `plan`, whatever it holds: what it says of unknown officers, shifts or tasks is a violation too."""
    known = Known.of(problem)
    walks = [walk(known, route, number) for number, route in enumerate(plan.routes)]
    attended: dict[str, list[Attendance]] = {}
    for attendance in (a for w in walks for a in w.attendances):
        attended.setdefault(attendance.task_id, []).append(attendance)
    facts = _Facts(problem, known, attended)
    violations = (
        *_used_twice(problem, plan),
        *(v for w in walks for v in w.violations),
        *(v for visit in problem.visits for v in _visit_faults(facts, visit)),
        *(v for ride in problem.rides for v in _ride_faults(facts, ride)),
        *_unserved_faults(facts, plan),
        *(v for pair in problem.pairs for v in _pair_faults(facts, pair)),
    )
    measures = _measures(facts, walks)
    weights = asdict(problem.weights)
    cost = {name: weights[name] * measures[name] for name in weights}
    return Report(violations, measures, cost, sum(cost.values()))


def _used_twice(problem: Problem, plan: Plan) -> Iterator[Violation]:
    shifts = {(o.officer_id, number) for o in problem.officers for number in range(len(o.shifts))}
    seen: set[tuple[str, int]] = set()
    for number, route in enumerate(plan.routes):
        used = (route.officer_id, route.shift)
        if used in seen and used in shifts:
            text = f"shift {route.shift} of {route.officer_id} is used twice"
            yield Violation(Fault.SHIFT, text, officer_id=route.officer_id, route=number)
        seen.add(used)


def _visit_faults(facts: _Facts, visit: Visit) -> Iterator[Violation]:
    task_id, who = visit.task_id, facts.who(visit.task_id)
    if not who:
        yield from _absence(task_id, visit.terms)
        return
    starts = {attendance.start for attendance in facts.at(task_id)}
    if len(who) != visit.officers or len(set(who)) != len(who):
        yield Violation(Fault.COUNT, f"{task_id} needs {visit.officers} officers and has {', '.join(who)}", task_id)
    if len(starts) > 1:
        yield Violation(Fault.SYNC, f"{task_id} starts at different moments: {sorted(starts)}", task_id)
    if visit.lead_skills and not any(visit.lead_skills <= facts.known.officers[o].skills for o in who):
        yield Violation(Fault.SKILL, f"nobody at {task_id} has {', '.join(sorted(visit.lead_skills))}", task_id)
    if visit.fixed.officers is not None and visit.fixed.officers != set(who):
        promised = ", ".join(sorted(visit.fixed.officers))
        yield Violation(Fault.FIXED, f"{task_id} is promised to {promised}", task_id)
    if visit.fixed.start is not None and starts != {visit.fixed.start}:
        yield Violation(Fault.FIXED, f"{task_id} is promised at {visit.fixed.start}", task_id)


def _ride_faults(facts: _Facts, ride: Ride) -> Iterator[Violation]:
    times = len(facts.at(ride.task_id))
    if not times:
        yield from _absence(ride.task_id, ride.terms)
    if times > 1:
        yield Violation(Fault.COUNT, f"{ride.task_id} is driven {times} times", ride.task_id)


def _absence(task_id: str, terms: Terms) -> Iterator[Violation]:
    if terms.penalty is None:
        yield Violation(Fault.UNSERVED, f"{task_id} is mandatory and in no route", task_id)


def _unserved_faults(facts: _Facts, plan: Plan) -> Iterator[Violation]:
    tasks = {*(v.task_id for v in facts.problem.visits), *(r.task_id for r in facts.problem.rides)}
    left_out = tasks - facts.attended.keys()
    if set(plan.unserved) != left_out:
        text = f"unserved lists {sorted(plan.unserved)}, and the routes leave out {sorted(left_out)}"
        yield Violation(Fault.UNSERVED, text)


def _pair_faults(facts: _Facts, pair: Pair) -> Iterator[Violation]:
    first, second = facts.at(pair.first), facts.at(pair.second)
    name = f"{pair.first} and {pair.second}"
    if not first or not second:
        if pair.together and bool(first) != bool(second):
            yield Violation(Fault.PAIR, f"{name}: only one of them is served", pair.first if first else pair.second)
        return
    gap = second[0].start - first[0].start
    if (pair.min_gap is not None and gap < pair.min_gap) or (pair.max_gap is not None and gap > pair.max_gap):
        yield Violation(Fault.PAIR, f"{name}: {gap} apart, not {pair.min_gap} to {pair.max_gap}", pair.second)
    if pair.different_officers and set(facts.who(pair.first)) & set(facts.who(pair.second)):
        yield Violation(Fault.PAIR, f"{name}: the same officer attends both", pair.second)


def _measures(facts: _Facts, walks: Sequence[Walk]) -> dict[str, float]:
    problem = facts.problem
    late = [_lateness(facts, visit) for visit in problem.visits]
    in_units: dict[str, float] = {
        "travel": sum(w.travel for w in walks),
        "wait": sum(w.wait for w in walks),
        "duration": sum(w.duration for w in walks),
        "route": sum(w.is_used for w in walks),
        "late": sum(late),
        "late_max": max(late, default=0),
        "overtime": sum(w.overtime for w in walks),
        "unserved": _penalties(facts),
        "preference": sum(w.preference for w in walks),
        "non_preferred": sum(w.non_preferred for w in walks),
        "continuity": _continuity(facts),
        "change_officer": sum(_changed_officers(facts, entry) for entry in problem.baseline),
        "change_start": sum(_moved(facts, entry) for entry in problem.baseline),
        "balance": _balance(facts, walks),
    }
    minute = problem.units_per_minute
    return {name: value / minute if name in _IN_TIME else value for name, value in in_units.items()}


def _lateness(facts: _Facts, visit: Visit) -> int:
    starts = [attendance.start for attendance in facts.at(visit.task_id)]
    if not visit.is_soft or not starts:
        return 0
    return max(0, max(starts) - visit.step.windows[-1][1])


def _penalties(facts: _Facts) -> float:
    tasks: list[Visit | Ride] = [*facts.problem.visits, *facts.problem.rides]
    return sum(task.terms.penalty or 0 for task in tasks if not facts.at(task.task_id))


def _continuity(facts: _Facts) -> int:
    """Per client: the distinct officers who attend, less the fewest with whom it could be done."""
    seen: dict[str, set[str]] = {}
    fewest: dict[str, int] = {}
    needed = [(visit.task_id, visit.terms.client, visit.officers) for visit in facts.problem.visits]
    needed += [(ride.task_id, ride.terms.client, 1) for ride in facts.problem.rides]
    for task_id, client, officers in needed:
        if client is None or not facts.at(task_id):
            continue
        seen.setdefault(client, set()).update(facts.who(task_id))
        fewest[client] = max(fewest.get(client, 0), officers)
    return sum(max(0, len(who) - fewest[client]) for client, who in seen.items())


def _changed_officers(facts: _Facts, entry: Assignment) -> int:
    now = set(facts.who(entry.task_id))
    return sum(officer_id not in now for officer_id in entry.officers)


def _moved(facts: _Facts, entry: Assignment) -> int:
    now = facts.at(entry.task_id)
    return abs(now[0].start - entry.start) if now and entry.start is not None else 0


def _balance(facts: _Facts, walks: Sequence[Walk]) -> int:
    service = {officer.officer_id: 0 for officer in facts.problem.officers}
    for way in walks:
        if way.officer_id in service:
            service[way.officer_id] += way.service
    return max(service.values(), default=0) - min(service.values(), default=0)
