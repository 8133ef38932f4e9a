"""The one door of the planner: a problem in, a judged plan out, how good it is, and why something found no place."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from witness.planner.check import Fault, Report, check
from witness.planner.plan import Plan, Route
from witness.planner.pool import Polished, field_of, is_by_cases, is_plain, is_too_wide, obstacles, polish
from witness.planner.problem import Problem, Ride, Visit
from witness.planner.reasons import Reason, reasons
from witness.planner.search import search

# The share of the time that the search has, where the pool can make something of what it met.
SEARCHING = 0.55

SEARCHING_PLAIN = 0.35
"""The same in a plain week, where the pool is sure to do better than the search: of 150 visits it found the best
known plan with two seeds of two, against one of two with more time for the search."""

SEARCHING_BY_CASES = 0.5
"""The same where a bound is brought up case by case, which takes most of the time."""

MARGIN = 0.3
"""Seconds that judging the plan and naming reasons may still take after the time is over."""


class Infeasible(RuntimeError):
    """The planner made a plan that breaks a rule. It is a fault of the planner, and such a plan is never handed out."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan that keeps every rule, but for mandatory tasks that found no place: those are named.

    cost: without what the missing mandatory tasks would cost. bound: no plan costs less; None when nothing is known.
    is_proven: there is no better plan. reasons: for each task in no route.
    """

    plan: Plan
    cost: float
    bound: float | None
    is_proven: bool
    reasons: tuple[Reason, ...]
    iterations: int
    unserved_mandatory: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Every mandatory task has found a place."""
        return not self.unserved_mandatory


@dataclass(frozen=True, slots=True)
class _Judged:
    """A plan with its verdict, the mandatory tasks it misses, and the rules it breaks beyond that."""

    plan: Plan
    report: Report
    missing: tuple[str, ...]
    broken: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, float]:
        return len(self.missing), self.report.total


def never() -> bool:
    """Do not stop before the time is over."""
    return False


def tell_nobody(plan: Plan, cost: float) -> None:
    """Nobody follows the progress."""


def solve(
    problem: Problem,
    *,
    seconds: float = 10.0,
    seed: int = 1,
    iterations: int | None = None,
    start: Plan | None = None,
    stop: Callable[[], bool] = never,
    on_better: Callable[[Plan, float], None] = tell_nobody,
) -> Answer:
    """Plan as well as it can be done in this time.

    seconds: for all of it. iterations: of the search alone, whatever time they take: the same seed and iterations give
    the same plan, which the pool, that comes as far as its time lets it, could not promise. start: a plan to begin
    from, which may no longer fit everywhere. stop: asked now and then; once true, the best plan so far is handed out.
    on_better: told of each better plan and its cost, the first plan first.

    Raises:
        Infeasible: what the planner made breaks a rule.
    """
    began = monotonic()
    field = field_of(problem)
    can_be_polished = iterations is None and not obstacles(problem) and not is_too_wide(field)
    share = SEARCHING_BY_CASES if is_by_cases(problem) else SEARCHING_PLAIN if is_plain(field) else SEARCHING
    met: dict[Route, None] = {}  # each route once, in the order in which they were met
    found = search(
        problem,
        seconds=seconds * share if can_be_polished else max(0.5 * seconds, seconds - MARGIN),
        seed=seed,
        iterations=iterations,
        start=start,
        stop=stop,
        on_better=on_better,
        keep_routes=met.setdefault if can_be_polished else None,
    )
    searched = _judged(problem, found.plan)
    if searched.broken:
        raise Infeasible("; ".join(searched.broken[:5]))
    if not can_be_polished or stop():
        return _answer(problem, searched, found.iterations)
    left = max(0.1 * seconds, seconds - MARGIN - (monotonic() - began))
    end = polish(problem, searched.plan, met, seconds=left, stop=stop)
    polished = _judged(problem, end.plan)
    if polished.broken or polished.rank > searched.rank:
        return _answer(problem, searched, found.iterations)
    if polished.rank < searched.rank:
        on_better(polished.plan, polished.report.total)
    return _answer(problem, polished, found.iterations, end)


def _answer(problem: Problem, judged: _Judged, iterations: int, end: Polished | None = None) -> Answer:
    is_whole = end is not None and not judged.missing
    return Answer(
        plan=judged.plan,
        cost=judged.report.total,
        bound=end.bound if end is not None and is_whole else None,
        is_proven=end is not None and is_whole and end.is_proven,
        reasons=reasons(problem, judged.plan),
        iterations=iterations,
        unserved_mandatory=judged.missing,
    )


def _judged(problem: Problem, plan: Plan) -> _Judged:
    """What the judge says, but that a mandatory task in no route is named as missing, and not as a broken rule."""
    report = check(problem, plan)
    tasks: list[Visit | Ride] = [*problem.visits, *problem.rides]
    left_out = set(plan.unserved)
    missing = tuple(t.task_id for t in tasks if t.terms.penalty is None and t.task_id in left_out)
    halved = {pair.first for pair in problem.pairs if pair.second in missing}
    halved |= {pair.second for pair in problem.pairs if pair.first in missing}
    told = {(Fault.UNSERVED, task_id) for task_id in missing} | {(Fault.PAIR, task_id) for task_id in halved}
    broken = tuple(v.text for v in report.violations if (v.fault, v.task_id) not in told)
    return _Judged(plan, report, missing, broken)
