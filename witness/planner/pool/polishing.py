"""Takes a plan, proves how good it may be at best, and betters it with whole officer-days."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from witness.planner.check import Fault, check
from witness.planner.plan import Plan, Route
from witness.planner.pool.choice import Chosen, choose
from witness.planner.pool.columns import Columns, joined
from witness.planner.pool.daily import Daily, daily, own_turns
from witness.planner.pool.highs import Unsolved
from witness.planner.pool.moments import points, spans, undecided
from witness.planner.pool.prices import Priced, Pricer, Prices, near, price, pricer_of
from witness.planner.pool.routes import columns_of
from witness.planner.pool.rows import Rows, rows_of
from witness.planner.pool.turns import Field, Moment, Turn, field_of, turns_of
from witness.planner.problem import Problem

FIRST_GAP = 0.004
"""The part of the bound within which the best plan is looked for first."""

MOST = 150_000
"""Routes that a choice is made among; more take HiGHS longer to read than to choose."""

FEW = 4_000
"""Routes for a first choice, which only has to be good."""

LENGTHS = (30, 10, 3, 1)
"""Minutes within which the two people of a visit are taken to be there at one moment, until times are made exact.

Shorter ones follow where the times of the best choice could not be made exact."""

CLOSE = 1e-6
"""Costs that differ by less than this part of the larger are the same."""

GRID = 30
"""Minutes between the starts that two people of a visit are tried at, besides those that the plan has."""

NARROW = 0.6
"""The part of the time that goes into plans that surely fit, before the bound."""

MOST_PARTIAL = 300_000
"""Partial routes of a day at most."""

Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Work:
    """A problem laid out for the pool.

    hard: what a mandatory task that was left out is taken to cost. is_wide: its rows hold for every plan of the
    problem, so that it proves a bound. until: when to end (monotonic seconds).
    """

    field: Field
    turns: tuple[Turn, ...]
    days: tuple[Daily, ...]
    rows: Rows
    pricer: Pricer
    hard: float | None
    is_wide: bool
    until: float
    stop: Stop


@dataclass(frozen=True, slots=True)
class Standing:
    """The best plan so far with its value (its cost, and `hard` for each mandatory task left out) and the bound."""

    plan: Plan
    value: float
    bound: float
    columns: int

    @property
    def is_met(self) -> bool:
        return self.value - self.bound <= CLOSE * max(1.0, abs(self.value))


def worth(problem: Problem, plan: Plan, hard: float | None) -> float:
    """The cost of a plan, with `hard` for each mandatory task that is left out; inf when it breaks another rule."""
    report = check(problem, plan)
    missing = sum(violation.fault is Fault.UNSERVED for violation in report.violations)
    if missing < len(report.violations):
        return inf
    return report.total + missing * (inf if hard is None else hard) if missing else report.total


def laid_out(field: Field, moments: tuple[Moment, ...], hard: float | None, until: float, stop: Stop) -> Work:
    """The problem as turns, tables and rows; its moments say whether it is wide."""
    turns = turns_of(field, moments)
    days = tuple(daily(field, turns, day, own) for day, own in enumerate(own_turns(field, turns)))
    rows = rows_of(field, turns, moments, hard=hard)
    pricer = pricer_of(days, field.travel)
    return Work(field, turns, days, rows, pricer, hard, True, until, stop)


def polished(problem: Problem, plan: Plan, routes: Iterable[Route], *, seconds: float, stop: Stop) -> Standing:
    """The plan bettered as far as the time allows, and the bound (minus infinity: none)."""
    begin = time.monotonic()
    first = check(problem, plan)
    hard = None if first.is_feasible else 10 * (1 + abs(first.total))
    standing = Standing(plan, worth(problem, plan, hard), -inf, 0)
    field, routes = field_of(problem), tuple(routes)
    if undecided(field):
        seen = points(field, GRID * problem.units_per_minute, plan.routes)
        work = replace(laid_out(field, seen, hard, begin + NARROW * seconds, stop), is_wide=False)
        standing = attempted(work, standing, routes)
    for length in LENGTHS if undecided(field) else LENGTHS[:1]:
        if standing.is_met or stop() or time.monotonic() - begin > seconds:
            break
        wide = spans(field, max(1, length * problem.units_per_minute))
        standing = attempted(laid_out(field, wide, hard, begin + seconds, stop), standing, routes)
        if standing.bound == -inf:
            break
    return standing


def attempted(work: Work, standing: Standing, routes: Sequence[Route]) -> Standing:
    """The standing after one kind of work, or as it was if HiGHS does not come to an answer."""
    try:
        return worked(work, standing, routes)
    except Unsolved:
        return standing


def worked(work: Work, standing: Standing, routes: Sequence[Route]) -> Standing:
    """Prices, then the choice among all routes that may matter, or among those met where they are too many."""
    begin = time.monotonic()
    start = joined([as_columns(work, standing.plan.routes), as_columns(work, routes)])
    priced = price(
        work.pricer, work.rows, start, enough=standing.value, until=begin + 0.6 * (work.until - begin),
        limit=MOST_PARTIAL, stop=work.stop,
    )  # fmt: skip
    bound = priced.best.bound if work.is_wide else -inf
    standing = replace(standing, bound=max(standing.bound, bound), columns=len(priced.columns))
    if standing.is_met or work.stop():
        return standing
    if priced.is_closed:
        return thoroughly(work, standing, priced.best)
    return quickly(work, standing, priced)


def as_columns(work: Work, routes: Iterable[Route]) -> Columns:
    return columns_of(work.field, work.turns, work.days, routes)


def better(work: Work, standing: Standing, plan: Plan | None) -> Standing:
    """The standing with this plan if it is worth more."""
    if plan is None:
        return standing
    value = worth(work.field.problem, plan, work.hard)
    return replace(standing, plan=plan, value=value) if value < standing.value else standing


def quickly(work: Work, standing: Standing, priced: Priced) -> Standing:
    """A good choice among the routes that the prices like best."""
    own, liked = as_columns(work, standing.plan.routes), priced.columns
    owner = np.repeat(np.arange(len(liked)), np.diff(liked.first))
    gain = np.bincount(owner, priced.best.gain[liked.turns], minlength=len(liked))
    liked = liked.only(np.argsort(liked.cost - gain - priced.best.least[liked.day], kind="stable")[:FEW])
    return better(work, standing, chosen(work, standing, own, liked).plan)


def chosen(work: Work, standing: Standing, own: Columns, routes: Columns) -> Chosen:
    """The choice among the plan's own routes and others, beginning from the plan if its routes are all there."""
    start = np.arange(len(own)) if len(own) == len(standing.plan.routes) else None
    return choose(
        work.field, work.turns, work.rows, joined([own, routes]), start=start, until=work.until, stop=work.stop
    )


def thoroughly(work: Work, standing: Standing, best: Prices) -> Standing:
    """Choices among all routes that a better plan may hold, first those that a hardly dearer one may hold.

    A choice among the routes of all plans up to a gap above the bound is the best of all if it is itself within that
    gap. So a small gap is tried first: its choice is quick, and its plan makes the next one smaller.
    """
    share = FIRST_GAP
    while not standing.is_met and not work.stop() and time.monotonic() < work.until:
        whole = standing.value - best.bound
        gap = min(whole, share * max(1.0, abs(best.bound)))
        routes = near(work.pricer, best, gap=gap, most=MOST, stop=work.stop) if gap > 0 else None
        if routes is None:
            return standing
        answer = chosen(work, standing, as_columns(work, standing.plan.routes), routes)
        bound = min(answer.bound, best.bound + gap) if work.is_wide else -inf
        standing = better(work, replace(standing, bound=max(standing.bound, bound), columns=len(routes)), answer.plan)
        if gap >= whole or answer.bound <= best.bound + gap:
            return standing
        share *= 3
    return standing
