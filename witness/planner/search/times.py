"""When each service of a plan can start: the earliest and the latest moments over all that hangs together.

Travel, equal starts, gaps between visits, the longest ride and the longest shift all have the form "this starts at
least so much after that", so the earliest starts are one fixed point and the latest starts another. Whatever pushes
an earliest start past its latest makes the plan impossible.
"""

import numpy as np

from witness.planner.compiled import compiled, inner
from witness.planner.search.tables import (
    BASE,
    COUNT,
    DUE,
    DURATION,
    EARLY,
    FIRST,
    FREE,
    IN,
    IN_END,
    LAST,
    LATEST,
    LENGTH,
    NEVER,
    OUT,
    OUT_END,
    PLACE,
    PRED,
    RELEASED,
    ROUTE,
    SUCC,
    TRAILED,
    UNSET,
    WAIT,
    WINDOWS,
    WINDOWS_END,
    Desk,
    Ground,
    Ints,
    State,
)

_STEPS = 4000  # a fixed point that needs more than this is taken for impossible


@inner
def next_start(node: Ints, windows: Ints, i: int, t: int) -> int:
    """The first moment at or after t at which node i may start; NEVER when there is none."""
    for w in range(node[i, WINDOWS], node[i, WINDOWS_END]):
        if t <= windows[w, 1]:
            return int(max(t, windows[w, 0]))
    return NEVER


@inner
def last_start(node: Ints, windows: Ints, i: int, t: int) -> int:
    """The last moment at or before t at which node i may start; UNSET when there is none."""
    for w in range(node[i, WINDOWS_END] - 1, node[i, WINDOWS] - 1, -1):
        if t >= windows[w, 0]:
            return int(min(t, windows[w, 1]))
    return UNSET


@inner
def arrival(node: Ints, travel: Ints, way: Ints, i: int, k: int) -> int:
    """When somebody who starts at node i at its earliest reaches node k."""
    return int(way[i, EARLY] + node[i, LENGTH] + travel[node[i, PLACE], node[k, PLACE]])


@inner
def _raise(ground: Ground, way: Ints, desk: Desk, i: int, t: int) -> bool:
    """Let node i start no earlier than t, and note what it was; False when that is too late."""
    t = next_start(ground.node, ground.windows, i, t)
    trailed = desk.note[TRAILED]
    if t > way[i, LATEST] or trailed >= desk.trail.shape[0]:
        return False
    desk.trail[trailed, 0] = i
    desk.trail[trailed, 1] = way[i, EARLY]
    desk.trail[trailed, 2] = t
    desk.note[TRAILED] = trailed + 1
    way[i, EARLY] = t
    return True


@inner
def _push_arcs(ground: Ground, way: Ints, desk: Desk, i: int, depth: int) -> int:
    """Raise what has to start so much after node i; how many wait on the stack, -1 when impossible."""
    outs, stack = ground.outs, desk.stack
    for a in range(ground.node[i, OUT], ground.node[i, OUT_END]):
        j = outs[a, 0]
        t = way[i, EARLY] + outs[a, 1]
        if way[j, ROUTE] < 0 or t <= way[j, EARLY]:
            continue
        if depth >= stack.shape[0] or not _raise(ground, way, desk, j, t):
            return -1
        stack[depth] = j
        depth += 1
    return depth


@inner
def push_later(ground: Ground, way: Ints, desk: Desk, first: int) -> bool:
    """Raise all that follows from the earliest start of `first`; False when something comes too late."""
    node, travel, stack = ground.node, ground.travel, desk.stack
    stack[0] = first
    depth = 1
    steps = 0
    while depth > 0:
        depth -= 1
        i = stack[depth]
        while True:
            steps += 1
            if node[i, OUT] != node[i, OUT_END]:
                depth = _push_arcs(ground, way, desk, i, depth)
            if depth < 0 or steps > _STEPS:
                return False
            k = way[i, SUCC]
            if k < 0:
                break
            t = arrival(node, travel, way, i, k)
            if t <= way[k, EARLY]:
                break
            if not _raise(ground, way, desk, k, t):
                return False
            i = k
    return True


@inner
def enter(ground: Ground, way: Ints, desk: Desk, u: int) -> bool:
    """Give node u, linked but without times, its earliest start, and push what follows; False when impossible."""
    node, ins = ground.node, ground.ins
    t = arrival(node, ground.travel, way, way[u, PRED], u)
    for a in range(node[u, IN], node[u, IN_END]):
        j = ins[a, 0]
        if way[j, ROUTE] >= 0 and way[j, EARLY] != UNSET:
            t = max(t, way[j, EARLY] + ins[a, 1])
    if desk.note[RELEASED] and node[u, BASE] != UNSET:
        k = way[u, SUCC]
        slack = way[k, LATEST] - node[u, LENGTH] - ground.travel[node[u, PLACE], node[k, PLACE]]
        t = max(t, min(node[u, BASE], slack))
    return _raise(ground, way, desk, u, t) and push_later(ground, way, desk, u)


@inner
def take_back(way: Ints, desk: Desk, mark: int) -> None:
    """Undo every raise since `mark`."""
    trail = desk.trail
    for x in range(desk.note[TRAILED] - 1, mark - 1, -1):
        way[trail[x, 0], EARLY] = trail[x, 1]
    desk.note[TRAILED] = mark


@inner
def latest_here(ground: Ground, way: Ints, i: int) -> int:
    """The latest start of node i, judged by what comes next and by its arcs."""
    node, outs = ground.node, ground.outs
    k = way[i, SUCC]
    t = node[i, LAST]
    if k >= 0:
        t = min(t, way[k, LATEST] - node[i, LENGTH] - ground.travel[node[i, PLACE], node[k, PLACE]])
    for a in range(node[i, OUT], node[i, OUT_END]):
        j = outs[a, 0]
        if way[j, ROUTE] >= 0 and way[j, LATEST] != UNSET:
            t = min(t, way[j, LATEST] - outs[a, 1])
    return last_start(node, ground.windows, i, t)


@inner
def pull_earlier(ground: Ground, way: Ints, stack: Ints, first: int) -> bool:
    """Lower the latest starts of all that has to come before `first`; False when something has no start left."""
    node, windows, travel, ins = ground.node, ground.windows, ground.travel, ground.ins
    stack[0] = first
    depth = 1
    steps = 0
    while depth > 0:
        depth -= 1
        i = stack[depth]
        steps += 1
        if steps > _STEPS:
            return False
        for a in range(node[i, IN] - 1, node[i, IN_END]):
            # The stop before first, then the arcs.
            j = way[i, PRED] if a < node[i, IN] else ins[a, 0]
            if j < 0 or way[j, ROUTE] < 0 or way[j, LATEST] == UNSET:
                continue
            c = node[j, LENGTH] + travel[node[j, PLACE], node[i, PLACE]] if a < node[i, IN] else ins[a, 1]
            t = way[i, LATEST] - c
            if t >= way[j, LATEST]:
                continue
            way[j, LATEST] = last_start(node, windows, j, t)
            if way[j, LATEST] == UNSET or depth >= stack.shape[0]:
                return False
            stack[depth] = j
            depth += 1
    return True


@inner
def _retime_latest(ground: Ground, state: State, desk: Desk) -> bool:
    node, way, coupled = ground.node, state.way, ground.coupled
    ends = node.shape[0] - state.run.shape[0]
    way[:, LATEST] = UNSET
    for r in range(state.run.shape[0]):
        i = ends + r
        while i >= 0:
            k = way[i, SUCC]
            t = node[i, LAST]
            if k >= 0 and state.run[r, COUNT] > 0:
                t = min(t, way[k, LATEST] - node[i, LENGTH] - ground.travel[node[i, PLACE], node[k, PLACE]])
            way[i, LATEST] = last_start(node, ground.windows, i, t)
            if way[i, LATEST] == UNSET:
                return False
            i = way[i, PRED]
    for x in range(coupled.shape[0]):
        i = coupled[x]
        busy = way[i, ROUTE] >= 0 and state.run[way[i, ROUTE], COUNT] > 0
        if busy and not pull_earlier(ground, way, desk.stack, i):
            return False
    return True


@inner
def _retime_early(ground: Ground, state: State, desk: Desk) -> bool:
    node, windows, way, coupled = ground.node, ground.windows, state.way, ground.coupled
    starts = node.shape[0] - 2 * state.run.shape[0]
    for r in range(state.run.shape[0]):
        i = starts + r
        way[i, EARLY] = node[i, FIRST]
        if state.run[r, COUNT] == 0:
            way[way[i, SUCC], EARLY] = node[i, FIRST]
            continue
        while way[i, SUCC] >= 0:
            k = way[i, SUCC]
            t = arrival(node, ground.travel, way, i, k)
            if desk.note[RELEASED] and node[k, BASE] != UNSET:
                t = max(t, min(node[k, BASE], way[k, LATEST]))
            way[k, EARLY] = next_start(node, windows, k, t)
            if way[k, EARLY] > way[k, LATEST]:
                return False
            i = k
    for x in range(coupled.shape[0]):
        i = coupled[x]
        desk.note[TRAILED] = 0
        busy = way[i, ROUTE] >= 0 and state.run[way[i, ROUTE], COUNT] > 0
        if busy and not push_later(ground, way, desk, i):
            return False
    return True


@inner
def spend(ground: Ground, way: Ints, r: int) -> float:
    """What waiting and duration of route r cost when whoever can leave later does; stops that hang together stay."""
    node, windows, travel, weight = ground.node, ground.windows, ground.travel, ground.weight
    end = node.shape[0] - ground.shift.shape[0] + r
    wait = 0
    k = end
    t = way[end, EARLY]
    i = way[end, PRED]
    while way[i, PRED] >= 0:
        limit = t - node[i, LENGTH] - travel[node[i, PLACE], node[k, PLACE]]
        t = way[i, EARLY]
        if node[i, FREE]:
            bound = min(limit, max(t, node[i, DUE]))
            t = max(t, last_start(node, windows, i, bound))
        wait += limit - t
        k = i
        i = way[i, PRED]
    left = t - travel[node[i, PLACE], node[k, PLACE]]
    return float(weight[WAIT] * wait + weight[DURATION] * (way[end, EARLY] - left))


@compiled
def retime(ground: Ground, state: State, desk: Desk) -> bool:
    """Work out all times anew; False when the plan is impossible."""
    if not _retime_latest(ground, state, desk) or not _retime_early(ground, state, desk):
        return False
    if ground.weight[WAIT] > 0 or ground.weight[DURATION] > 0:
        for r in range(state.run.shape[0]):
            state.spent[r] = spend(ground, state.way, r) if state.run[r, COUNT] > 0 else 0.0
    return True


@inner
def draw(random: np.ndarray) -> float:
    """The next number in [0, 1) of a generator of 64 bits (Marsaglia's xorshift with a multiplication, Vigna 2016)."""
    x = random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    random[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) / 9007199254740992.0


@inner
def draw_below(random: np.ndarray, n: int) -> int:
    """A whole number in 0..n-1."""
    return int(draw(random) * n)
