"""Finds the cheapest place for one ride in a plan: where to pick up and where to drop off."""

from witness.planner.compiled import inner
from witness.planner.search.costs import joining, pushed
from witness.planner.search.links import detour, try_ride, undo_ride
from witness.planner.search.places import INFINITE, skips
from witness.planner.search.tables import (
    ABOARD,
    AFTER,
    AFTER_TOO,
    CAPACITY,
    EARLY,
    IN_ROUTE,
    LAST,
    LATEST,
    LENGTH,
    LOAD,
    MAX_RIDE,
    NEVER,
    PLACE,
    ROUTE,
    SEATS,
    STAMP,
    SUCC,
    TASK,
    TRAILED,
    TRAVEL,
    TRIED,
    WAIT,
    Desk,
    Ground,
    Ints,
    State,
)
from witness.planner.search.times import arrival, draw, next_start


@inner
def _trial(ground: Ground, state: State, desk: Desk, p: int, i: int, j: int) -> float:
    """What time costs with the ride there, found by trial; INFINITE when it is impossible."""
    mark = desk.note[TRAILED]
    fits = try_ride(ground, state.way, desk, p, i, j)
    cost = pushed(ground, state, desk, mark) if fits else INFINITE
    undo_ride(state.way, desk, p, mark)
    return cost


@inner
def _offer(ground: Ground, state: State, desk: Desk, p: int, i: int, j: int, fixed: float, best: float) -> float:
    """`fixed` with what time costs when that is less than `best`, then noted in desk.found; else `best`."""
    cost = fixed + _trial(ground, state, desk, p, i, j) if ground.weight[TRIED] > 0 else fixed
    if cost >= best:
        return best
    desk.found[IN_ROUTE] = state.way[i, ROUTE]
    desk.found[AFTER] = i
    desk.found[AFTER_TOO] = j
    return cost


@inner
def _onward(node: Ints, windows: Ints, travel: Ints, way: Ints, j: int, k: int, t: int, room: int) -> int:
    """When service at k starts, coming from j at t with the passenger aboard; NEVER when too late or too full."""
    if way[k, SUCC] < 0 or way[k, ABOARD] > room:
        return NEVER
    then = max(way[k, EARLY], t + node[j, LENGTH] + travel[node[j, PLACE], node[k, PLACE]])
    then = next_start(node, windows, k, then)
    return then if then <= way[k, LATEST] else NEVER


@inner
def _best_dropoff(
    ground: Ground, state: State, desk: Desk, p: int, i: int, start: int, joined: float, best: float
) -> float:
    """The cheapest drop-off for a pick-up after i at `start`, somewhere later in the route."""
    node, windows, travel, way, weight = ground.node, ground.windows, ground.travel, state.way, ground.weight
    d, r = p + 1, way[i, ROUTE]
    room = ground.shift[r, CAPACITY] - state.run[r, LOAD] - node[p, SEATS]
    limit = ground.task[node[p, TASK], MAX_RIDE]
    served = node[p, LENGTH] + node[d, LENGTH]
    j, k = p, way[i, SUCC]
    base = detour(ground, state, i, p) - travel[node[p, PLACE], node[k, PLACE]]
    t, riding = start, 0
    while t != NEVER and riding <= limit and t + node[j, LENGTH] <= node[d, LAST]:
        leg = travel[node[j, PLACE], node[d, PLACE]]
        onward = travel[node[d, PLACE], node[k, PLACE]]
        extra = base + leg + onward
        fixed, saved = joined + weight[TRAVEL] * extra, weight[WAIT] * (max(0, extra) + served)
        if fixed - saved < best and riding + leg <= limit:
            there = next_start(node, windows, d, t + node[j, LENGTH] + leg)
            if there + node[d, LENGTH] + onward <= way[k, LATEST]:
                best = _offer(ground, state, desk, p, i, j, fixed, best)
        t = _onward(node, windows, travel, way, j, k, t, room)
        if t == NEVER:
            return best
        step = travel[node[j, PLACE], node[k, PLACE]]
        riding += step + node[k, LENGTH]
        base += step - travel[node[k, PLACE], node[way[k, SUCC], PLACE]]
        j, k = k, way[k, SUCC]
    return best


@inner
def _best_pickup(
    ground: Ground, state: State, desk: Desk, p: int, r: int, joined: float, best: float, blink: float
) -> float:
    node, way = ground.node, state.way
    room = ground.shift[r, CAPACITY] - state.run[r, LOAD] - node[p, SEATS]
    i = node.shape[0] - 2 * state.run.shape[0] + r
    while way[i, SUCC] >= 0 and way[i, EARLY] + node[i, LENGTH] <= node[p, LAST]:
        after, i = i, way[i, SUCC]
        if way[after, ABOARD] > room or (blink > 0 and draw(desk.random) < blink):
            continue
        t = next_start(node, ground.windows, p, arrival(node, ground.travel, way, after, p))
        if t <= node[p, LAST]:
            best = _best_dropoff(ground, state, desk, p, after, t, joined, best)
    return best


@inner
def best_ride(ground: Ground, state: State, desk: Desk, p: int, best: float, blink: float) -> float:
    """The cost of the cheapest place for the ride with pick-up p below `best`, noted in desk.found; else `best`."""
    node, weight = ground.node, ground.weight
    desk.note[STAMP] += 1
    served = node[p, LENGTH] + node[p + 1, LENGTH]
    for x in range(ground.door[p], ground.door[p + 1]):
        r = ground.doors[x]
        if skips(ground, state, desk, p, r, node[p, SEATS]):
            continue
        joined = joining(ground, state, p, r, served)
        if joined - weight[WAIT] * served < best:
            best = _best_pickup(ground, state, desk, p, r, joined, best, blink)
    return best
