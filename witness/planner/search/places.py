"""Finds the cheapest place for one attendance in a plan."""

from witness.planner.compiled import inner
from witness.planner.search.costs import joining, pushed
from witness.planner.search.links import clashes, detour, try_visit, undo_visit
from witness.planner.search.tables import (
    AFTER,
    CAPACITY,
    COUNT,
    DUE,
    EARLY,
    IN,
    IN_END,
    IN_ROUTE,
    KIND,
    LAST,
    LATEST,
    LENGTH,
    LOAD,
    NEVER,
    OFFICER,
    OPTIONS,
    PLACE,
    ROUTE,
    SEATS,
    STAMP,
    SUCC,
    TRAILED,
    TRAVEL,
    TRIED,
    UNSET,
    WAIT,
    Desk,
    Floats,
    Ground,
    Ints,
    State,
)
from witness.planner.search.times import arrival, draw, next_start

INFINITE = 1e300


@inner
def _ready(ground: Ground, way: Ints, u: int) -> int:
    """The earliest start of u that its arcs allow."""
    t = UNSET
    for a in range(ground.node[u, IN], ground.node[u, IN_END]):
        j = ground.ins[a, 0]
        if way[j, ROUTE] >= 0:
            t = max(t, way[j, EARLY] + ground.ins[a, 1])
    return int(t)


@inner
def _fits_at(node: Ints, windows: Ints, travel: Ints, way: Ints, u: int, i: int, ready: int) -> int:
    """When u could start after i and still leave time for the next stop; NEVER when it could not."""
    k = way[i, SUCC]
    t = next_start(node, windows, u, max(ready, arrival(node, travel, way, i, u)))
    ends = t + node[u, LENGTH] + travel[node[u, PLACE], node[k, PLACE]]
    return t if ends <= way[k, LATEST] else NEVER


@inner
def _lateness(node: Ints, price: Floats, travel: Ints, way: Ints, u: int, k: int, t: int) -> float:
    """What it costs at least that u starts at t and the next stop k follows it."""
    cost = 0.0
    if t > node[u, DUE]:
        cost += price[u] * (t - node[u, DUE])
    if price[k] > 0:
        then = t + node[u, LENGTH] + travel[node[u, PLACE], node[k, PLACE]]
        cost += price[k] * max(0, then - max(node[k, DUE], way[k, EARLY]))
    return cost


@inner
def skips(ground: Ground, state: State, desk: Desk, u: int, r: int, load: int) -> bool:
    """Whether route r need not be looked at: full, an officer who may not, or empty and like one seen already."""
    shift, run = ground.shift, state.run
    if run[r, LOAD] + load > shift[r, CAPACITY]:
        return True
    if clashes(ground, state.way, u, shift[r, OFFICER]):
        return True
    if run[r, COUNT] > 0:
        return False
    kind = shift[r, KIND]
    was_seen = desk.seen[kind] == desk.note[STAMP]
    desk.seen[kind] = desk.note[STAMP]
    return bool(was_seen)


@inner
def _tried(ground: Ground, state: State, desk: Desk, u: int, i: int, fixed: float) -> float:
    """`fixed` with what time costs when u is put after i, found by trial; INFINITE when it is impossible."""
    mark = desk.note[TRAILED]
    fits = try_visit(ground, state.way, desk, u, i)
    cost = fixed + pushed(ground, state, desk, mark) if fits else INFINITE
    undo_visit(state.way, desk, u, mark)
    return cost


@inner
def _best_in_route(
    ground: Ground, state: State, desk: Desk, u: int, r: int, joined: float, best: float, ready: int, blink: float
) -> float:
    node, way, windows, travel, price = ground.node, state.way, ground.windows, ground.travel, ground.price
    weigh, wait, tries = ground.weight[TRAVEL], ground.weight[WAIT], ground.weight[TRIED] > 0
    place, last, length = node[u, PLACE], node[u, LAST], node[u, LENGTH]
    is_used = state.run[r, COUNT] > 0
    i = node.shape[0] - 2 * state.run.shape[0] + r
    k = way[i, SUCC]
    while k >= 0 and way[i, EARLY] + node[i, LENGTH] <= last:
        here, there = node[i, PLACE], node[k, PLACE]
        extra = travel[here, place] + travel[place, there] - (travel[here, there] if is_used else 0)
        after, i, k = i, k, way[k, SUCC]
        fixed = joined + weigh * extra
        if fixed - wait * (max(0, extra) + length) >= best:
            continue
        t = _fits_at(node, windows, travel, way, u, after, ready)
        if t == NEVER or (blink > 0 and draw(desk.random) < blink):
            continue
        cost = fixed
        if tries:
            least = fixed - wait * (max(0, extra) + length)
            if least + _lateness(node, price, travel, way, u, i, t) >= best:
                continue
            cost = _tried(ground, state, desk, u, after, fixed)
        if cost < best:
            best = cost
            desk.found[IN_ROUTE] = r
            desk.found[AFTER] = after
    return best


@inner
def best_place(ground: Ground, state: State, desk: Desk, u: int, best: float, blink: float) -> float:
    """The cost of the cheapest place for node u that costs less than `best`, noted in desk.found; else `best`."""
    node, weight = ground.node, ground.weight
    desk.note[STAMP] += 1
    ready = _ready(ground, state.way, u)
    length = node[u, LENGTH]
    for x in range(ground.door[u], ground.door[u + 1]):
        r = ground.doors[x]
        if skips(ground, state, desk, u, r, node[u, SEATS]):
            continue
        joined = joining(ground, state, u, r, length)
        if joined - weight[WAIT] * length < best:
            best = _best_in_route(ground, state, desk, u, r, joined, best, ready, blink)
    return best


@inner
def _note_option(desk: Desk, r: int, i: int, cost: float, most: int) -> None:
    """Keep the cheapest `most` options, cheapest first."""
    options, costs = desk.options, desk.option_cost
    n = desk.note[OPTIONS]
    if n == most and cost >= costs[n - 1]:
        return
    n = min(n + 1, most)
    x = n - 1
    while x > 0 and costs[x - 1] > cost:
        costs[x] = costs[x - 1]
        options[x, 0] = options[x - 1, 0]
        options[x, 1] = options[x - 1, 1]
        x -= 1
    costs[x] = cost
    options[x, 0] = r
    options[x, 1] = i
    desk.note[OPTIONS] = n


@inner
def _options_in_route(
    ground: Ground, state: State, desk: Desk, u: int, r: int, joined: float, ready: int, most: int
) -> None:
    node, way, windows, travel = ground.node, state.way, ground.windows, ground.travel
    i = node.shape[0] - 2 * state.run.shape[0] + r
    while way[i, SUCC] >= 0 and way[i, EARLY] + node[i, LENGTH] <= node[u, LAST]:
        after, i = i, way[i, SUCC]
        t = _fits_at(node, windows, travel, way, u, after, ready)
        if t != NEVER:
            cost = joined + ground.weight[TRAVEL] * detour(ground, state, after, u)
            cost += _lateness(node, ground.price, travel, way, u, i, t)
            _note_option(desk, r, after, cost, most)


@inner
def list_options(ground: Ground, state: State, desk: Desk, u: int, most: int) -> None:
    """Note the `most` places for node u that look cheapest, without trying them."""
    desk.note[OPTIONS] = 0
    desk.note[STAMP] += 1
    ready = _ready(ground, state.way, u)
    for x in range(ground.door[u], ground.door[u + 1]):
        r = ground.doors[x]
        if not skips(ground, state, desk, u, r, ground.node[u, SEATS]):
            joined = joining(ground, state, u, r, ground.node[u, LENGTH])
            _options_in_route(ground, state, desk, u, r, joined, ready, most)
