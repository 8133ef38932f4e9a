"""Puts nodes into routes and takes them out again, for good or on trial."""

from witness.planner.compiled import compiled, inner
from witness.planner.search.costs import tally
from witness.planner.search.tables import (
    ABOARD,
    APART,
    APART_END,
    COUNT,
    DURATION,
    EARLY,
    IS_RIDE,
    LAST,
    LATEST,
    NODE,
    NODES,
    OFFICER,
    OFFICERS,
    PLACE,
    PRED,
    ROUTE,
    SEATS,
    SUCC,
    TASK,
    TRAILED,
    UNSET,
    WAIT,
    Desk,
    Ground,
    Ints,
    State,
)
from witness.planner.search.times import enter, latest_here, pull_earlier, spend, take_back


@inner
def link(node: Ints, way: Ints, u: int, i: int) -> None:
    """Put u after i, without times."""
    k = way[i, SUCC]
    way[u, PRED] = i
    way[u, SUCC] = k
    way[i, SUCC] = u
    way[k, PRED] = u
    way[u, ROUTE] = way[i, ROUTE]
    way[u, EARLY] = UNSET
    way[u, LATEST] = node[u, LAST]


@inner
def unlink(way: Ints, u: int) -> None:
    """Take u out of its route."""
    i, k = way[u, PRED], way[u, SUCC]
    way[i, SUCC] = k
    way[k, PRED] = i
    way[u, ROUTE] = -1
    way[u, EARLY] = UNSET
    way[u, LATEST] = UNSET


@inner
def try_visit(ground: Ground, way: Ints, desk: Desk, u: int, i: int) -> bool:
    """Put node u after i on trial; whatever comes of it, `undo_visit` takes it back."""
    link(ground.node, way, u, i)
    return enter(ground, way, desk, u)


@inner
def undo_visit(way: Ints, desk: Desk, u: int, mark: int) -> None:
    """Take back a trial."""
    take_back(way, desk, mark)
    unlink(way, u)


@inner
def try_ride(ground: Ground, way: Ints, desk: Desk, p: int, i: int, j: int) -> bool:
    """Put pick-up p after i and its drop-off after j (p itself: at once) on trial; `undo_ride` takes it back."""
    d = p + 1
    link(ground.node, way, p, i)
    link(ground.node, way, d, j)
    if not enter(ground, way, desk, p):
        return False
    return bool(way[d, EARLY] != UNSET) or enter(ground, way, desk, d)


@inner
def undo_ride(way: Ints, desk: Desk, p: int, mark: int) -> None:
    """Take back a trial."""
    take_back(way, desk, mark)
    unlink(way, p + 1)
    unlink(way, p)


@compiled
def clashes(ground: Ground, way: Ints, u: int, o: int) -> bool:
    """Whether officer o already attends what somebody other than whoever does u has to attend."""
    task, shift = ground.task, ground.shift
    t = ground.node[u, TASK]
    first = task[t, NODE]
    if task[t, OFFICERS] == 2:
        mate = way[2 * first + 1 - u, ROUTE]
        if mate >= 0 and shift[mate, OFFICER] == o:
            return True
    for a in range(task[t, APART], task[t, APART_END]):
        other = ground.apart[a]
        for v in range(task[other, NODE], task[other, NODE] + task[other, NODES]):
            if way[v, ROUTE] >= 0 and shift[way[v, ROUTE], OFFICER] == o:
                return True
    return False


@compiled
def count_aboard(ground: Ground, state: State, r: int) -> None:
    """How many seats rides take after each stop of route r."""
    node, way = ground.node, state.way
    i = node.shape[0] - 2 * state.run.shape[0] + r
    aboard = 0
    while i >= 0:
        t = node[i, TASK]
        if t >= 0 and ground.task[t, IS_RIDE]:
            aboard += node[i, SEATS]
        way[i, ABOARD] = aboard
        i = way[i, SUCC]


@inner
def _settle(ground: Ground, state: State, desk: Desk, u: int) -> None:
    """After u was entered for good: its latest start, what that changes, and what the routes pushed spend."""
    way = state.way
    way[u, LATEST] = latest_here(ground, way, u)
    pull_earlier(ground, way, desk.stack, u)
    if ground.weight[WAIT] > 0 or ground.weight[DURATION] > 0:
        for x in range(desk.note[TRAILED]):
            r = way[desk.trail[x, 0], ROUTE]
            state.spent[r] = spend(ground, way, r)


@compiled
def place_visit(ground: Ground, state: State, desk: Desk, u: int, i: int) -> bool:
    """Put node u after i for good; False, and nothing is changed, when that turns out impossible."""
    way = state.way
    desk.note[TRAILED] = 0
    if not try_visit(ground, way, desk, u, i):
        undo_visit(way, desk, u, 0)
        return False
    r = way[i, ROUTE]
    tally(ground, state, u, r, 1)
    way[u, ABOARD] = way[i, ABOARD]
    _settle(ground, state, desk, u)
    return True


@inner
def place_ride(ground: Ground, state: State, desk: Desk, p: int, i: int, j: int) -> bool:
    """Put pick-up p after i and its drop-off after j for good; False, and nothing changed, when impossible."""
    way = state.way
    desk.note[TRAILED] = 0
    if not try_ride(ground, way, desk, p, i, j):
        undo_ride(way, desk, p, 0)
        return False
    r = way[i, ROUTE]
    tally(ground, state, p, r, 1)
    tally(ground, state, p + 1, r, 1)
    way[p + 1, LATEST] = latest_here(ground, way, p + 1)
    pull_earlier(ground, way, desk.stack, p + 1)
    _settle(ground, state, desk, p)
    count_aboard(ground, state, r)
    return True


@compiled
def remove_task(ground: Ground, state: State, t: int) -> None:
    """Take task t out of its routes; the times have to be worked out anew."""
    for u in range(ground.task[t, NODE], ground.task[t, NODE] + ground.task[t, NODES]):
        r = state.way[u, ROUTE]
        if r < 0:
            continue
        tally(ground, state, u, r, -1)
        unlink(state.way, u)
        if ground.task[t, IS_RIDE] and u != ground.task[t, NODE]:
            count_aboard(ground, state, r)


@inner
def detour(ground: Ground, state: State, i: int, u: int) -> int:
    """How much more travel it is to go from i by node u to the next stop; an unused route travels nothing yet."""
    node, travel, way = ground.node, ground.travel, state.way
    a, b, c = node[i, PLACE], node[u, PLACE], node[way[i, SUCC], PLACE]
    direct = travel[a, c] if state.run[way[i, ROUTE], COUNT] > 0 else 0
    return int(travel[a, b] + travel[b, c] - direct)
