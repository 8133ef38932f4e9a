"""Finds the cheapest place for one attendance in a plan."""

from witness.planner.compiled import compiled
from witness.planner.search.costs import joining, pushed
from witness.planner.search.links import clashes, detour, reaches, try_visit, undo_visit
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
    Ground,
    Ints,
    State,
)
from witness.planner.search.times import arrival, draw, next_start

INFINITE = 1e300


@compiled
def _ready(ground: Ground, way: Ints, u: int) -> int:
    """The earliest start of u that its arcs allow."""
    t = UNSET
    for a in range(ground.node[u, IN], ground.node[u, IN_END]):
        j = ground.ins[a, 0]
        if way[j, ROUTE] >= 0:
            t = max(t, way[j, EARLY] + ground.ins[a, 1])
    return int(t)


@compiled
def _fits_at(ground: Ground, way: Ints, u: int, i: int, ready: int) -> int:
    """When u could start after i and still leave time for the next stop; NEVER when it could not."""
    node = ground.node
    k = way[i, SUCC]
    t = next_start(node, ground.windows, u, max(ready, arrival(node, ground.travel, way, i, u)))
    ends = t + node[u, LENGTH] + ground.travel[node[u, PLACE], node[k, PLACE]]
    return t if ends <= way[k, LATEST] else NEVER


@compiled
def _at_least(ground: Ground, way: Ints, u: int, k: int, t: int, extra: int, length: int) -> float:
    """What `extra` travel and the lateness of u at t and of the next stop k cost at least."""
    node, price, weight = ground.node, ground.price, ground.weight
    cost = weight[TRAVEL] * extra - weight[WAIT] * (max(0, extra) + length)
    if t > node[u, DUE]:
        cost += price[u] * (t - node[u, DUE])
    then = t + node[u, LENGTH] + ground.travel[node[u, PLACE], node[k, PLACE]]
    if then > node[k, DUE] and then > way[k, EARLY]:
        cost += price[k] * (then - max(node[k, DUE], way[k, EARLY]))
    return float(cost)


@compiled
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
    was_seen = desk.seen[kind] == desk.count[STAMP]
    desk.seen[kind] = desk.count[STAMP]
    return bool(was_seen)


@compiled
def _trial_visit(ground: Ground, state: State, desk: Desk, u: int, i: int) -> float:
    """What time costs when u is put after i, found by trial; INFINITE when it is impossible."""
    mark = desk.count[TRAILED]
    fits = try_visit(ground, state.way, desk, u, i)
    cost = pushed(ground, state, desk, mark) if fits else INFINITE
    undo_visit(state.way, desk, u, mark)
    return cost


@compiled
def _tried_visit(ground: Ground, state: State, desk: Desk, u: int, i: int, joined: float) -> float:
    timed = _trial_visit(ground, state, desk, u, i)
    return float(joined + ground.weight[TRAVEL] * detour(ground, state, i, u) + timed)


@compiled
def _best_in_route(
    ground: Ground, state: State, desk: Desk, u: int, r: int, joined: float, best: float, ready: int, blink: float
) -> float:
    node, way = ground.node, state.way
    i = node.shape[0] - 2 * state.run.shape[0] + r
    while way[i, SUCC] >= 0 and reaches(ground, way, i, u):
        after, i = i, way[i, SUCC]
        t = _fits_at(ground, way, u, after, ready)
        if t == NEVER or (blink > 0 and draw(desk.random) < blink):
            continue
        cost = joined + _at_least(ground, way, u, i, t, detour(ground, state, after, u), node[u, LENGTH])
        if cost < best and ground.weight[TRIED] > 0:
            cost = _tried_visit(ground, state, desk, u, after, joined)
        if cost < best:
            best = cost
            desk.found[IN_ROUTE] = r
            desk.found[AFTER] = after
    return best


@compiled
def best_place(ground: Ground, state: State, desk: Desk, u: int, best: float, blink: float) -> float:
    """The cost of the cheapest place for node u that costs less than `best`, noted in desk.found; else `best`."""
    node, weight = ground.node, ground.weight
    desk.count[STAMP] += 1
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


@compiled
def _note_option(desk: Desk, r: int, i: int, cost: float, most: int) -> None:
    """Keep the cheapest `most` options, cheapest first."""
    options, costs = desk.options, desk.option_cost
    n = desk.count[OPTIONS]
    if n == most and cost >= costs[n - 1]:
        return
    n = min(n + 1, most)
    x = n - 1
    while x > 0 and costs[x - 1] > cost:
        costs[x] = costs[x - 1]
        options[x] = options[x - 1]
        x -= 1
    costs[x] = cost
    options[x, 0] = r
    options[x, 1] = i
    desk.count[OPTIONS] = n


@compiled
def list_options(ground: Ground, state: State, desk: Desk, u: int, most: int) -> None:
    """Note the `most` places for node u that look cheapest, without trying them."""
    node, way = ground.node, state.way
    desk.count[OPTIONS] = 0
    desk.count[STAMP] += 1
    ready = _ready(ground, way, u)
    for x in range(ground.door[u], ground.door[u + 1]):
        r = ground.doors[x]
        if skips(ground, state, desk, u, r, node[u, SEATS]):
            continue
        joined = joining(ground, state, u, r, node[u, LENGTH])
        i = node.shape[0] - 2 * state.run.shape[0] + r
        while way[i, SUCC] >= 0 and reaches(ground, way, i, u):
            after, i = i, way[i, SUCC]
            t = _fits_at(ground, way, u, after, ready)
            if t != NEVER:
                extra = detour(ground, state, after, u)
                cost = joined + _at_least(ground, way, u, i, t, extra, node[u, LENGTH])
                _note_option(desk, r, after, cost, most)
