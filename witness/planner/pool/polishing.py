"""Takes a plan, proves how good it may be at best, and betters it with whole officer-days."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil, inf

import numpy as np

from witness.planner.check import Fault, check
from witness.planner.plan import Plan, Route
from witness.planner.pool.branching import Tree, attendances_asked, faces_asked
from witness.planner.pool.choice import Chosen, choose
from witness.planner.pool.columns import Columns, joined
from witness.planner.pool.cuts import Cut, Seeker, seeker_of
from witness.planner.pool.daily import Daily, daily, own_turns
from witness.planner.pool.grain import grain_of, is_by_cases
from witness.planner.pool.highs import Unsolved
from witness.planner.pool.master import Master
from witness.planner.pool.moments import points, spans, undecided
from witness.planner.pool.prices import Priced, Pricer, Prices, near, price, pricer_of, within
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

LATEST = 5_000
"""Routes of the search to begin with: those that it met last, when its plans were best."""

NARROW = 0.6
"""The part of the time that goes into plans that surely fit, before the bound."""
NARROW_BY_CASES = 0.2

FINISHED = 4_000
"""Routes among which the best plan of all is chosen at once; with more, cases are told apart first."""

ONCE = 0.1
"""The part of the time that is left for a first choice near the bound."""

CUTTING = 6
"""Rounds of further rows before cases are told apart."""
WORTH_WHILE = 0.0002
"""The part of the bound that a round must bring for another one."""

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

    def is_over(self) -> bool:
        """Asked to stop, or the time is over."""
        return self.stop() or time.monotonic() > self.until


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


def laid_out(
    field: Field, moments: tuple[Moment, ...], hard: float | None, out_of_reach: float, until: float, stop: Stop
) -> Work:
    """The problem as turns, tables and rows; its moments say whether it is wide.

    out_of_reach: more than any plan worth having costs. Rows may leave a mandatory task out at that price, so that they
    have an answer whatever routes are known yet.
    """
    turns = turns_of(field, moments)
    days = tuple(daily(field, turns, day, own) for day, own in enumerate(own_turns(field, turns)))
    rows = rows_of(field, turns, moments, hard=out_of_reach if hard is None else hard)
    pricer = pricer_of(days, field.travel)
    return Work(field, turns, days, rows, pricer, hard, True, until, stop)


def polished(problem: Problem, plan: Plan, routes: Iterable[Route], *, seconds: float, stop: Stop) -> Standing:
    """The plan bettered as far as the time allows, and the bound (minus infinity: none)."""
    begin = time.monotonic()
    first = check(problem, plan)
    far = 10 * (1 + abs(first.total))
    hard = None if first.is_feasible else far
    standing = Standing(plan, worth(problem, plan, hard), -inf, 0)
    field, routes = field_of(problem), tuple(routes)[-LATEST:]
    if undecided(field):
        seen = points(field, GRID * problem.units_per_minute, plan.routes)
        until = begin + (NARROW_BY_CASES if is_by_cases(problem) else NARROW) * seconds
        work = replace(laid_out(field, seen, hard, far, until, stop), is_wide=False)
        standing = attempted(work, standing, routes)
    for length in LENGTHS if undecided(field) else LENGTHS[:1]:
        if standing.is_met or stop() or time.monotonic() - begin > seconds:
            break
        wide = spans(field, max(1, length * problem.units_per_minute))
        standing = attempted(laid_out(field, wide, hard, far, begin + seconds, stop), standing, routes)
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
    master = Master(work.rows)
    master.take(joined([as_columns(work, standing.plan.routes), as_columns(work, routes)]))
    priced = price(
        work.pricer, master, enough=standing.value, until=begin + 0.6 * (work.until - begin), limit=MOST_PARTIAL,
        stop=work.stop,
    )  # fmt: skip
    standing = with_bound(work, replace(standing, columns=len(master.columns)), priced.best.bound)
    if standing.is_met or work.stop():
        return standing
    if not priced.is_closed:
        return quickly(work, standing, master, priced)
    if not is_by_cases(work.field.problem):
        return thoroughly(work, standing, master, priced.best)
    seeker = seeker_of(work.field, work.turns, work.rows)
    priced = tightened(work, standing, master, seeker, priced)
    standing = with_bound(work, standing, priced.best.bound)
    if standing.is_met or work.stop():
        return standing
    if not work.is_wide:
        return once(work, standing, master, priced.best)
    if near(work.pricer, priced.best, gap=standing.value - priced.best.bound, most=FINISHED, stop=work.is_over):
        return thoroughly(work, standing, master, priced.best)
    standing = once(work, standing, master, priced.best)
    return by_cases(work, standing, master, seeker, priced.best)


def with_bound(work: Work, standing: Standing, bound: float) -> Standing:
    """The standing with a bound if it holds for every plan and is a better one: costs come in steps of a grain."""
    if not work.is_wide or bound <= standing.bound:
        return standing
    grain = grain_of(work.field.problem)
    return replace(standing, bound=grain * ceil(bound / grain - 1e-6) if grain > 0 and bound > -inf else bound)


def tightened(work: Work, standing: Standing, master: Master, seeker: Seeker, priced: Priced) -> Priced:
    """Rows that the mixture breaks are added as long as that brings the bound up."""
    for _ in range(CUTTING):
        broken = seeker.broken(master.mixture(priced.answer), {cut.name for cut in master.cuts})
        if not broken or work.is_over():
            return priced
        master.cut(broken)
        following = price(
            work.pricer, master, enough=standing.value, until=work.until, limit=MOST_PARTIAL, stop=work.stop,
            is_rough=False,
        )  # fmt: skip
        if not following.is_closed:
            return priced
        gained = following.best.bound - priced.best.bound
        priced = following
        if gained < WORTH_WHILE * max(1.0, abs(priced.best.bound)):
            return priced
    return priced


def once(work: Work, standing: Standing, master: Master, best: Prices) -> Standing:
    """A better plan near the bound, if there is one."""
    gap = min(standing.value - best.bound, FIRST_GAP * max(1.0, abs(best.bound)))
    routes = near(work.pricer, best, gap=gap, most=FINISHED, stop=work.is_over)
    if routes is None:
        return standing
    until = min(work.until, time.monotonic() + ONCE * (work.until - time.monotonic()))
    return better(
        work,
        standing,
        chosen(replace(work, until=until), standing, master, as_columns(work, standing.plan.routes), routes).plan,
    )


def by_cases(work: Work, standing: Standing, master: Master, seeker: Seeker, best: Prices) -> Standing:
    """The bound brought up, and better plans found, case by case."""
    now = [standing]

    def choose_among(routes: Columns, rows: Rows, cuts: Sequence[Cut]) -> Chosen:
        answer = choose(work.field, work.turns, rows, routes, cuts=cuts, start=None, until=work.until, stop=work.stop)
        now[0] = better(work, now[0], answer.plan)
        return answer

    lean = Master(work.rows)
    lean.cut([*best.fees.cuts])
    lean.take(within(master.columns, best, standing.value - best.bound))
    questions = [*faces_asked(work.rows, len(work.turns)), *attendances_asked(work.field, work.turns)]
    tree = Tree(
        field=work.field, pricer=work.pricer, master=lean, seeker=seeker, questions=questions, choose=choose_among,
        worth=lambda: now[0].value, grain=grain_of(work.field.problem), until=work.until, stop=work.stop,
        limit=MOST_PARTIAL,
    )  # fmt: skip
    bound = tree.lowest(best.bound)
    return with_bound(work, now[0], min(bound, now[0].value))


def as_columns(work: Work, routes: Iterable[Route]) -> Columns:
    return columns_of(work.field, work.turns, work.days, routes)


def better(work: Work, standing: Standing, plan: Plan | None) -> Standing:
    """The standing with this plan if it is worth more."""
    if plan is None:
        return standing
    value = worth(work.field.problem, plan, work.hard)
    return replace(standing, plan=plan, value=value) if value < standing.value else standing


def quickly(work: Work, standing: Standing, master: Master, priced: Priced) -> Standing:
    """A good choice among the routes that the prices like best."""
    own, liked = as_columns(work, standing.plan.routes), master.columns
    owner = np.repeat(np.arange(len(liked)), np.diff(liked.first))
    gain = np.bincount(owner, priced.best.gain[liked.turns], minlength=len(liked))
    liked = liked.only(np.argsort(liked.cost - gain - priced.best.least[liked.day], kind="stable")[:FEW])
    return better(work, standing, chosen(work, standing, master, own, liked).plan)


def chosen(work: Work, standing: Standing, master: Master, own: Columns, routes: Columns) -> Chosen:
    """The choice among the plan's own routes and others, beginning from the plan if its routes are all there."""
    start = np.arange(len(own)) if len(own) == len(standing.plan.routes) else None
    return choose(
        work.field,
        work.turns,
        work.rows,
        joined([own, routes]),
        cuts=master.cuts,
        start=start,
        until=work.until,
        stop=work.stop,
    )


def thoroughly(work: Work, standing: Standing, master: Master, best: Prices) -> Standing:
    """Choices among all routes that a better plan may hold, first those that a hardly dearer one may hold.

    A choice among the routes of all plans up to a gap above the bound is the best of all if it is itself within that
    gap. So a small gap is tried first: its choice is quick, and its plan makes the next one smaller.
    """
    share = FIRST_GAP
    while not standing.is_met and not work.is_over():
        whole = standing.value - best.bound
        gap = min(whole, share * max(1.0, abs(best.bound)))
        routes = near(work.pricer, best, gap=gap, most=MOST, stop=work.is_over) if gap > 0 else None
        if routes is None:
            return standing
        answer = chosen(work, standing, master, as_columns(work, standing.plan.routes), routes)
        known = with_bound(work, replace(standing, columns=len(routes)), min(answer.bound, best.bound + gap))
        standing = better(work, known, answer.plan)
        if gap >= whole or answer.bound <= best.bound + gap:
            return standing
        share *= 3
    return standing
