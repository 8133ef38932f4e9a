"""Takes tasks out of a plan, so that they can be put back better: several ways of choosing which."""

from witness.planner.compiled import inner
from witness.planner.search.costs import left
from witness.planner.search.links import remove_task
from witness.planner.search.recreate import is_out
from witness.planner.search.tables import (
    CLIENT,
    COUNT,
    DUE,
    EARLY,
    FIRST,
    IN,
    IN_END,
    MISSING,
    NODE,
    NODES,
    OFFICER,
    PARTNER,
    PLACE,
    PRED,
    ROUTE,
    STAMP,
    SUCC,
    TASK,
    TRAVEL,
    Desk,
    Ground,
    Ints,
    State,
)
from witness.planner.search.times import draw, draw_below

WAYS = 8
_LONGEST_STRING = 10
_RETRIED = 8


@inner
def _take(ground: Ground, state: State, desk: Desk, t: int) -> None:
    """Take task t out and, as often as not, the one it hangs together with, whose time would bind it."""
    remove_task(ground, state, t)
    desk.missing[desk.note[MISSING]] = t
    desk.note[MISSING] += 1
    partner = ground.task[t, PARTNER]
    if partner >= 0 and not is_out(ground, state, partner) and draw(desk.random) < 0.7:
        remove_task(ground, state, partner)
        desk.missing[desk.note[MISSING]] = partner
        desk.note[MISSING] += 1


@inner
def _any_placed(ground: Ground, state: State, desk: Desk) -> int:
    """Some task that is in a route; -1 when chance finds none."""
    for _ in range(50):
        t = draw_below(desk.random, ground.task.shape[0])
        if not is_out(ground, state, t):
            return t
    return -1


@inner
def _any_out(ground: Ground, state: State, desk: Desk) -> int:
    """Of the tasks that are in no route, one of those that cost most; -1 when all are in."""
    tasks = ground.task.shape[0]
    begin = draw_below(desk.random, tasks)
    best = -1
    for x in range(tasks):
        t = (begin + x) % tasks
        if is_out(ground, state, t) and (best < 0 or ground.left_out[t] > ground.left_out[best]):
            best = t
    return best


@inner
def _seed(ground: Ground, state: State, desk: Desk) -> int:
    """Around which task to make room: now and then one that is out, else any that is in; -1 when chance finds none."""
    if draw(desk.random) < 0.25:
        t = _any_out(ground, state, desk)
        if t >= 0:
            return t
    return _any_placed(ground, state, desk)


@inner
def _moment(ground: Ground, way: Ints, u: int) -> int:
    """When node u starts or, in no route, may first start."""
    return int(way[u, EARLY] if way[u, ROUTE] >= 0 else ground.node[u, FIRST])


@inner
def _spared(desk: Desk, length: int, count: int) -> int:
    """How many stops in the middle of a run of `length` out of `count` are left in."""
    if length == 1 or draw(desk.random) < 0.5:
        return 0
    spared = 0
    while length + spared < count and draw(desk.random) < 0.5:
        spared += 1
    return spared


@inner
def _take_string(ground: Ground, state: State, desk: Desk, u: int, longest: int) -> None:
    """Take out a run of stops around node u, now and then leaving some in its middle."""
    way, node = state.way, ground.node
    count = state.run[way[u, ROUTE], COUNT]
    length = 1 + draw_below(desk.random, min(longest, count))
    spared = _spared(desk, length, count)
    for _ in range(draw_below(desk.random, length + spared)):
        if node[way[u, PRED], TASK] >= 0:
            u = way[u, PRED]
    gap = draw_below(desk.random, length + 1)
    chosen = 0
    for x in range(length + spared):
        if node[u, TASK] < 0:
            break
        if x < gap or x >= gap + spared:
            desk.stack[chosen] = node[u, TASK]
            chosen += 1
        u = way[u, SUCC]
    for x in range(chosen):
        if not is_out(ground, state, desk.stack[x]):
            _take(ground, state, desk, desk.stack[x])


@inner
def _strings(ground: Ground, state: State, desk: Desk, size: int) -> None:
    """Runs of stops in neighbouring routes (slack induction by string removals, Christiaens and Vanden Berghe 2020)."""
    routes, nodes = 0, 0
    for r in range(state.run.shape[0]):
        if state.run[r, COUNT] > 0:
            routes += 1
            nodes += state.run[r, COUNT]
            desk.mark[r] = 0
    longest = max(1, min(_LONGEST_STRING, nodes // max(1, routes)))
    strings = int(1 + draw(desk.random) * max(1.0, 4.0 * size / (1 + longest) - 1))
    seed = _seed(ground, state, desk)
    for x in range(-1, ground.near.shape[1]):
        if seed < 0 or strings == 0 or desk.note[MISSING] > 3 * size:
            break
        t = seed if x < 0 else ground.near[seed, x]
        u = ground.task[t, NODE]
        if state.way[u, ROUTE] < 0 or desk.mark[state.way[u, ROUTE]] > 0:
            continue
        desk.mark[state.way[u, ROUTE]] = 1
        strings -= 1
        _take_string(ground, state, desk, u, longest)
    desk.mark[:] = 0


@inner
def _random(ground: Ground, state: State, desk: Desk, size: int) -> None:
    for _ in range(size):
        t = _any_placed(ground, state, desk)
        if t >= 0:
            _take(ground, state, desk, t)


@inner
def _take_least(ground: Ground, state: State, desk: Desk, size: int) -> None:
    """Take out the `size` tasks with the smallest keys."""
    for _ in range(size):
        best = -1
        for t in range(ground.task.shape[0]):
            if not is_out(ground, state, t) and (best < 0 or desk.key[t] < desk.key[best]):
                best = t
        if best < 0:
            return
        _take(ground, state, desk, best)


@inner
def _related(ground: Ground, state: State, desk: Desk, size: int) -> None:
    """Tasks near one another in place and in the time they have now."""
    seed = _seed(ground, state, desk)
    if seed < 0:
        return
    node, way, travel = ground.node, state.way, ground.travel
    u = ground.task[seed, NODE]
    moment = _moment(ground, way, u)
    share = draw(desk.random)
    for t in range(ground.task.shape[0]):
        v = ground.task[t, NODE]
        apart = min(travel[node[u, PLACE], node[v, PLACE]], travel[node[v, PLACE], node[u, PLACE]])
        later = abs(moment - way[v, EARLY]) if way[v, ROUTE] >= 0 else 0
        desk.key[t] = (apart + share * later) * (0.5 + draw(desk.random))
    desk.key[seed] = -1.0
    _take_least(ground, state, desk, size)


@inner
def _near(ground: Ground, state: State, desk: Desk, size: int) -> None:
    """Tasks near one another whenever they may be done."""
    seed = _seed(ground, state, desk)
    if seed < 0:
        return
    if not is_out(ground, state, seed):
        _take(ground, state, desk, seed)
    for x in range(ground.near.shape[1]):
        t = ground.near[seed, x]
        if desk.note[MISSING] >= size:
            return
        if not is_out(ground, state, t) and draw(desk.random) < 0.7:
            _take(ground, state, desk, t)


@inner
def _saved(ground: Ground, state: State, t: int) -> float:
    """What is saved at least when task t goes."""
    node, way = ground.node, state.way
    saved = 0.0
    for u in range(ground.task[t, NODE], ground.task[t, NODE] + ground.task[t, NODES]):
        saved += ground.weight[TRAVEL] * left(ground, way, u)
        saved += ground.liking[t, ground.shift[way[u, ROUTE], OFFICER]]
        saved += ground.price[u] * max(0, way[u, EARLY] - node[u, DUE])
    return float(saved)


@inner
def _worst(ground: Ground, state: State, desk: Desk, size: int) -> None:
    """Tasks that cost much where they are."""
    for t in range(ground.task.shape[0]):
        if not is_out(ground, state, t):
            desk.key[t] = -_saved(ground, state, t) * (0.3 + draw(desk.random))
    _take_least(ground, state, desk, size)


@inner
def _client(ground: Ground, state: State, desk: Desk, size: int) -> None:
    """All tasks of one client, and what is near one of them."""
    seed = _any_placed(ground, state, desk)
    if seed < 0 or ground.task[seed, CLIENT] < 0:
        return _near(ground, state, desk, size)
    for t in range(ground.task.shape[0]):
        if ground.task[t, CLIENT] == ground.task[seed, CLIENT] and not is_out(ground, state, t):
            _take(ground, state, desk, t)
    if desk.note[MISSING] < size:
        _near(ground, state, desk, size)
    return None


@inner
def _empty_route(ground: Ground, state: State, desk: Desk, r: int, most: int) -> None:
    i = ground.node.shape[0] - 2 * state.run.shape[0] + r
    while desk.note[MISSING] < most and ground.node[state.way[i, SUCC], TASK] >= 0:
        _take(ground, state, desk, ground.node[state.way[i, SUCC], TASK])


@inner
def _route(ground: Ground, state: State, desk: Desk, size: int) -> None:
    """Everything one officer does in one shift, and what is near it."""
    seed = _any_placed(ground, state, desk)
    if seed < 0:
        return
    _empty_route(ground, state, desk, state.way[ground.task[seed, NODE], ROUTE], 2 * size)
    for x in range(ground.near.shape[1]):
        t = ground.near[seed, x]
        if desk.note[MISSING] >= size:
            return
        if not is_out(ground, state, t) and draw(desk.random) < 0.5:
            _take(ground, state, desk, t)


@inner
def _couples(ground: Ground, state: State, desk: Desk, size: int) -> None:
    """Tasks that hang together with others, near one another."""
    seed = _any_placed(ground, state, desk)
    if seed < 0:
        return
    way = state.way
    u = ground.task[seed, NODE]
    for t in range(ground.task.shape[0]):
        v = ground.task[t, NODE]
        apart = ground.travel[ground.node[u, PLACE], ground.node[v, PLACE]]
        later = abs(way[u, EARLY] - way[v, EARLY]) if way[v, ROUTE] >= 0 else 0
        lonely = 1.0 if ground.node[v, IN] != ground.node[v, IN_END] else 4.0
        desk.key[t] = (apart + 0.5 * later + 1) * (0.5 + draw(desk.random)) * lonely
    _take_least(ground, state, desk, size)


@inner
def _retry(ground: Ground, state: State, desk: Desk) -> None:
    """Let some of the tasks that are out come in again."""
    tasks = ground.task.shape[0]
    removed = desk.note[MISSING]
    desk.note[STAMP] += 1
    for x in range(removed):
        desk.taken[desk.missing[x]] = desk.note[STAMP]
    begin = draw_below(desk.random, tasks)
    for x in range(tasks):
        t = (begin + x) % tasks
        if desk.note[MISSING] - removed >= _RETRIED:
            return
        if is_out(ground, state, t) and desk.taken[t] != desk.note[STAMP]:
            desk.missing[desk.note[MISSING]] = t
            desk.note[MISSING] += 1


@inner
def ruin(ground: Ground, state: State, desk: Desk, way: int, size: int) -> None:
    """Take out about `size` tasks in one of the ways, and note them and some that were out as missing."""
    desk.note[MISSING] = 0
    if way == 0:
        _strings(ground, state, desk, size)
    elif way == 1:
        _random(ground, state, desk, size)
    elif way == 2:
        _related(ground, state, desk, size)
    elif way == 3:
        _near(ground, state, desk, size)
    elif way == 4:
        _worst(ground, state, desk, size)
    elif way == 5:
        _client(ground, state, desk, size)
    elif way == 6:
        _route(ground, state, desk, size)
    else:
        _couples(ground, state, desk, size)
    _retry(ground, state, desk)
