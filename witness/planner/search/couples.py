"""Finds places for two attendances at once: two officers at one visit, or two visits whose starts hang together."""

from witness.planner.compiled import inner
from witness.planner.search.costs import joining, pushed, tally, worst_pushed
from witness.planner.search.links import detour, try_visit, undo_visit
from witness.planner.search.places import best_place, list_options
from witness.planner.search.tables import (
    FORMER,
    FORMER_ROUTE,
    LATEST_OF_ALL,
    LENGTH,
    OPTIONS,
    TRAILED,
    TRAVEL,
    Desk,
    Ground,
    State,
)


@inner
def _with_former(
    ground: Ground, state: State, desk: Desk, u: int, v: int, r: int, i: int, best: float, blink: float
) -> float:
    """The cost of u after i in route r together with the cheapest place for v, when below `best`; else `best`."""
    joined = joining(ground, state, u, r, ground.node[u, LENGTH])
    extra = detour(ground, state, i, u)
    mark = desk.note[TRAILED]
    if try_visit(ground, state.way, desk, u, i):
        cost = joined + ground.weight[TRAVEL] * extra + pushed(ground, state, desk, mark)
        before = state.figure[LATEST_OF_ALL]
        state.figure[LATEST_OF_ALL] = worst_pushed(ground, state, desk, mark)
        tally(ground, state, u, r, 1)
        other = best_place(ground, state, desk, v, best - cost, blink)
        tally(ground, state, u, r, -1)
        state.figure[LATEST_OF_ALL] = before
        if other < best - cost:
            best = cost + other
            desk.found[FORMER] = i
            desk.found[FORMER_ROUTE] = r
    undo_visit(state.way, desk, u, mark)
    return best


@inner
def best_couple(
    ground: Ground, state: State, desk: Desk, u: int, v: int, best: float, blink: float, most: int
) -> float:
    """The cost of the cheapest places found for u and v together below `best`; else `best`.

    Where u goes is noted in desk.found as FORMER, where v goes as AFTER. Of the places for u the `most` that look
    cheapest are tried.
    """
    desk.note[TRAILED] = 0
    list_options(ground, state, desk, u, most)
    for x in range(desk.note[OPTIONS]):
        if desk.option_cost[x] < best:
            best = _with_former(ground, state, desk, u, v, desk.options[x, 0], desk.options[x, 1], best, blink)
    return best
