"""The best choice among officer-day routes, how far it may be from the best possible, and the best times.

A search meets thousands of good routes, but not in the plans where they fit best together. Here all routes that could
matter are found by what they are worth (`prices`), the best set of them is chosen whole (`choice`), and its times are
made exact (`timing`). What no plan can undercut comes out on the way, so that a page can say how good the plan is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import inf

from witness.planner.check import check
from witness.planner.plan import Plan, Route
from witness.planner.pool.grain import is_by_cases
from witness.planner.pool.moments import undecided
from witness.planner.pool.obstacles import obstacles
from witness.planner.pool.polishing import polished
from witness.planner.pool.turns import Field, field_of, is_any_beyond
from witness.planner.problem import Problem

__all__ = ["Polished", "field_of", "is_by_cases", "is_plain", "is_too_wide", "obstacles", "polish"]

MANY_TURNS = 1_500
"""Turns of a problem whose routes depend on one another; with more, the prices do not settle within seconds."""


@dataclass(frozen=True, slots=True)
class Polished:
    """The plan, its cost, what no feasible plan undercuts (None: not proved), if it is the best, and routes met."""

    plan: Plan
    cost: float
    bound: float | None
    is_proven: bool
    columns: int


def never() -> bool:
    return False


def is_too_wide(field: Field) -> bool:
    """Whether the pool would come to nothing within seconds, so that the search makes more of the time."""
    return bool(undecided(field)) and is_any_beyond(field, MANY_TURNS)


def is_plain(field: Field) -> bool:
    """Whether no route depends on another and nobody is driven: then prices soon say which routes the best plan has."""
    return not field.problem.rides and not undecided(field)


def polish(
    problem: Problem, plan: Plan, routes: Iterable[Route], *, seconds: float, stop: Callable[[], bool] = never
) -> Polished:
    """A plan at least as good as `plan`, made of its routes, of those the search met, and of all that prices ask for.

    seconds: about how long it may take. stop: asked now and then; once true, what is there is given back.
    """
    report = check(problem, plan)
    if obstacles(problem) or not problem.officers:
        return Polished(plan, report.total, None, False, 0)
    end = polished(problem, plan, routes, seconds=seconds, stop=stop)
    if end.plan is not plan:
        report = check(problem, end.plan)
    bound = end.bound if report.is_feasible and end.bound > -inf else None
    return Polished(end.plan, report.total, bound, bound is not None and end.is_met, end.columns)
