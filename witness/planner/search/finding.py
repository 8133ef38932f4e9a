"""The search as a whole: begins, runs two searches beside each other, stops in time, and sets the final times."""

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic

import numpy as np

from witness.planner.plan import Plan, Route
from witness.planner.problem import Problem
from witness.planner.search import tables as t
from witness.planner.search.anneal import NO_WAY, anneal, copy, rebuild
from witness.planner.search.ground import Survey, survey
from witness.planner.search.states import (
    begin_from,
    begin_from_baseline,
    copy_of,
    empty_state,
    new_desk,
    plan_of,
    route_of,
)
from witness.planner.search.timing import set_times

_THREADS = 2
_CHUNK = 200  # iterations between two looks when they are what counts
_FIRST_CHUNK = 20
_ROUND = 0.08  # seconds between two looks when time is what counts
_GREEDY = 4  # greedy plans of which the best is begun with
_MEETINGS = (0.5, 0.75, 0.9)  # shares of the search after which both go on from the better plan
_RESCUES, _RESCUE = 60, 50  # times and iterations of work on a first plan that lacks a mandatory task
_APART = 7919  # between the seeds of the two searches
_REMOVED = 10.0  # tasks taken out at a time, on average
_HEAT, _COLD = 1.0, 0.004  # temperatures at the beginning and at the end, in costs of a task


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. cost: without what mandatory tasks left out would cost. routes: handed to `keep_routes`."""

    plan: Plan
    cost: float
    routes: int
    iterations: int


@dataclass(frozen=True, slots=True)
class _Limit:
    """When a search is over: by iterations where they are given, else by the clock."""

    began: float
    seconds: float
    iterations: int | None

    def share(self, done: int) -> float:
        """How much of the search is done, 0 to 1."""
        if self.iterations is not None:
            return min(1.0, done / max(1, self.iterations))
        return min(1.0, (monotonic() - self.began) / max(1e-3, self.seconds))

    def is_over(self, done: int) -> bool:
        """Whether nothing is left."""
        if self.iterations is not None:
            return done >= self.iterations
        return monotonic() - self.began >= self.seconds - _ROUND


@dataclass(slots=True)
class _Thread:
    """One of the searches: where it stands, the best it found, and its scratch paper."""

    now: t.State
    trial: t.State
    best: t.State
    desk: t.Desk
    costs: t.Floats

    def run(self, ground: t.Ground, iterations: int, heat: tuple[float, float], keeps: bool) -> None:
        """So many iterations more."""
        tasks = ground.task.shape[0]
        size = min(_REMOVED, max(1.0, 0.3 * tasks))
        anneal(ground, self.now, self.trial, self.best, self.desk, self.costs, np.array(heat), iterations, size, keeps)


def first_plan(problem: Problem, seed: int) -> Plan:
    """A plan at once: the best of a few greedy ones, worked on for a moment while a mandatory task is out."""
    found = survey(problem)
    if not found.tasks or not found.shifts:
        return plan_of(found, empty_state(found))
    with ThreadPoolExecutor(_THREADS) as pool:
        threads = _begin_both(found, seed, None, pool)
    best = min(threads, key=lambda thread: float(thread.costs[1])).best
    set_times(found, best)
    return plan_of(found, best)


def search(
    problem: Problem,
    *,
    seconds: float,
    seed: int,
    iterations: int | None = None,
    start: Plan | None = None,
    stop: Callable[[], bool] = lambda: False,
    on_better: Callable[[Plan, float], None] = lambda plan, cost: None,
    keep_routes: Callable[[Route], None] | None = None,
) -> Found:
    """The best plan found within so many seconds, or in so many iterations whatever time they take.

    The same problem, seed and iterations give the same plan on any machine. start: a plan to begin from; what no
    longer fits is left out of it. on_better: called from this thread with each better plan and its cost.
    keep_routes: called with each officer-day met, once by each of the two searches.
    """
    limit = _Limit(monotonic(), seconds, iterations)
    found = survey(problem)
    if not found.tasks or not found.shifts:
        nothing = empty_state(found)
        return Found(plan_of(found, nothing), set_times(found, nothing), 0, 0)
    best = _Best(found, on_better, keep_routes)
    chunk, done, meetings = _FIRST_CHUNK, 0, list(_MEETINGS)
    with ThreadPoolExecutor(_THREADS) as pool:
        threads = _begin_both(found, seed, start, pool)
        best.look(threads)
        while not limit.is_over(done) and not stop():
            began = monotonic()
            chunk = min(_CHUNK, iterations - done) if iterations is not None else chunk
            heat = _heat(found, threads[0], limit.share(done), limit.share(done + chunk))
            _run(found, threads, pool, chunk, heat, keep_routes is not None)
            done += chunk
            best.look(threads)
            if meetings and limit.share(done) >= meetings[0]:
                meetings.pop(0)
                _meet(threads)
            chunk = max(5, int(chunk * min(4.0, _ROUND / max(1e-4, monotonic() - began))))
    return Found(plan_of(found, best.state), best.cost, best.routes, done)


def _meet(threads: list[_Thread]) -> None:
    """Let every search go on from the best plan of all."""
    best = min(threads, key=lambda thread: float(thread.costs[1]))
    for thread in threads:
        for into in (thread.now, thread.trial, thread.best):
            if into is not best.best:
                copy(into, best.best)
        thread.costs[:] = best.costs[1]


@dataclass(slots=True)
class _Best:
    """The best plan of both searches so far, with its final times."""

    found: Survey
    on_better: Callable[[Plan, float], None]
    keep_routes: Callable[[Route], None] | None
    seen: list[float] = field(default_factory=list)
    state: t.State = field(init=False)
    cost: float = math.inf
    rank: float = math.inf
    routes: int = 0

    def look(self, threads: list[_Thread]) -> None:
        """Take over what got better, and hand on the routes met."""
        if not self.seen:
            self.seen = [math.inf] * len(threads)
        for n, thread in enumerate(threads):
            if thread.costs[1] < self.seen[n]:
                self.seen[n] = float(thread.costs[1])
                self._take(thread)
            if self.keep_routes is not None:
                self._hand_on(thread.desk, self.keep_routes)

    def _take(self, thread: _Thread) -> None:
        state = copy_of(thread.best)
        cost = set_times(self.found, state)
        rank = cost + self.found.mandatory * _misses(self.found, state)
        if rank < self.rank - 1e-9:
            self.rank, self.cost, self.state = rank, cost, state
            self.on_better(plan_of(self.found, state), cost)

    def _hand_on(self, desk: t.Desk, keep: Callable[[Route], None]) -> None:
        kept, at = desk.kept[: desk.note[t.KEPT]].tolist(), 0
        while at < len(kept):
            r, stops = kept[at], kept[at + 1]
            rows = list(zip(kept[at + 2 : at + 2 + 2 * stops : 2], kept[at + 3 : at + 2 + 2 * stops : 2], strict=True))
            keep(route_of(self.found, r, rows))
            at += 2 + 2 * stops
            self.routes += 1
        desk.note[t.KEPT] = 0


def _misses(found: Survey, state: t.State) -> int:
    """How many mandatory tasks are in no route."""
    return sum(
        task.terms.penalty is None and bool(state.way[found.ground.task[n, t.NODE], t.ROUTE] < 0)
        for n, task in enumerate(found.tasks)
    )


def _begin(found: Survey, seed: int, start: Plan | None) -> _Thread:
    """A search at its beginning: with what fits of the plan given or of the baseline, or the best greedy plan."""
    desk = new_desk(found, seed)
    begins = [empty_state(found) for _ in range(_GREEDY)]
    if found.problem.baseline:
        begins.append(begin_from_baseline(found, desk))
    if start is not None:
        begins.append(begin_from(found, desk, start))
    costs = [float(rebuild(found.ground, state, desk, NO_WAY, 0, True, 0.0)) for state in begins]
    best = costs.index(min(costs))
    desk.failed[:] = 0
    state = begins[best]
    return _Thread(state, copy_of(state), copy_of(state), desk, np.array([costs[best], costs[best]]))


def _begin_both(found: Survey, seed: int, start: Plan | None, pool: ThreadPoolExecutor) -> list[_Thread]:
    """Two searches at their beginning, worked on for a moment while a mandatory task is out that might be in."""
    threads = [_begin(found, seed + _APART * n, start) for n in range(_THREADS)]
    for _ in range(_RESCUES):
        if min(_misses(found, thread.best) for thread in threads) <= _hopeless(found):
            break
        _run(found, threads, pool, _RESCUE, _heat(found, threads[0], 0.0, 0.3), False)
    if len({_misses(found, thread.best) for thread in threads}) > 1:
        _meet(threads)
    return threads


def _run(
    found: Survey,
    threads: list[_Thread],
    pool: ThreadPoolExecutor,
    iterations: int,
    heat: tuple[float, float],
    keeps: bool,
) -> None:
    """So many iterations more of each search, beside each other."""
    list(pool.map(lambda thread: thread.run(found.ground, iterations, heat, keeps), threads))


def _hopeless(found: Survey) -> int:
    """How many mandatory tasks nobody may do in any shift."""
    door, task = found.ground.door, found.ground.task
    return sum(
        one.terms.penalty is None
        and any(door[u] == door[u + 1] for u in range(task[n, t.NODE], task[n, t.NODE] + task[n, t.NODES]))
        for n, one in enumerate(found.tasks)
    )


def _heat(found: Survey, thread: _Thread, begin: float, end: float) -> tuple[float, float]:
    """The temperatures at two points of a search, by what a task costs in the plan that stands."""
    ground, way = found.ground, thread.best.way
    out = way[ground.task[:, t.NODE], t.ROUTE] < 0
    served = max(1, int((~out).sum()))
    each = abs(float(thread.costs[1]) - float(ground.left_out[out].sum())) / served
    each = max(each, 1e-3 * float(ground.weight[t.TRAVEL]) * float(ground.travel.mean()), 1e-9)
    hot, cold = (each * _HEAT * (_COLD / _HEAT) ** share for share in (begin, end))
    return hot, cold
