"""What a plan in the making costs, and by how much one more attendance changes that."""

from witness.planner.compiled import compiled, inner
from witness.planner.search.tables import (
    BALANCE,
    BASE,
    CHANGE_START,
    CLIENT,
    CONTINUITY,
    COUNT,
    DISTINCT,
    DOUBLES,
    DUE,
    DURATION,
    EARLY,
    IS_RIDE,
    LATE_WORST,
    LATEST_OF_ALL,
    LENGTH,
    LOAD,
    NEVER,
    NODE,
    OFFICER,
    OFFICERS,
    PLACE,
    PRED,
    ROUTE,
    ROUTE_USED,
    SEATS,
    SINGLES,
    SUCC,
    TASK,
    TRAILED,
    TRAVEL,
    UNSET,
    WAIT,
    Desk,
    Ground,
    Ints,
    State,
)
from witness.planner.search.times import spend


@inner
def tally(ground: Ground, state: State, u: int, r: int, sign: int) -> None:
    """Count (sign 1) or no longer count (-1) the attendance u in route r."""
    t = ground.node[u, TASK]
    o = ground.shift[r, OFFICER]
    task = ground.task
    state.run[r, COUNT] += sign
    state.service[o] += sign * ground.node[u, LENGTH]
    if not task[t, IS_RIDE]:
        state.run[r, LOAD] += sign * ground.node[u, SEATS]
    c = task[t, CLIENT]
    if c < 0 or (task[t, IS_RIDE] and u != task[t, NODE]):
        return
    before = state.meets[c, o] > 0
    state.meets[c, o] += sign
    state.client[c, DISTINCT] += int(state.meets[c, o] > 0) - int(before)
    if u == task[t, NODE]:
        state.client[c, DOUBLES if task[t, OFFICERS] == 2 else SINGLES] += sign


@inner
def _least(client: Ints, c: int) -> int:
    if client[c, DOUBLES] > 0:
        return 2
    return 1 if client[c, SINGLES] > 0 else 0


@inner
def _continuity_change(ground: Ground, state: State, t: int, o: int) -> int:
    c = ground.task[t, CLIENT]
    if c < 0:
        return 0
    least = _least(state.client, c)
    distinct = state.client[c, DISTINCT]
    after = distinct + int(state.meets[c, o] == 0)
    return int(max(0, after - max(least, ground.task[t, OFFICERS])) - max(0, distinct - least))


@inner
def _balance_change(service: Ints, o: int, length: int) -> int:
    low = service[0]
    high = service[0]
    low_after = service[0] + (length if o == 0 else 0)
    high_after = low_after
    for x in range(1, service.shape[0]):
        after = service[x] + (length if o == x else 0)
        low = min(low, service[x])
        high = max(high, service[x])
        low_after = min(low_after, after)
        high_after = max(high_after, after)
    return int(high_after - low_after - high + low)


@inner
def joining(ground: Ground, state: State, u: int, r: int, length: int) -> float:
    """What it costs that node u (for a ride: its pick-up) is done in route r, before any time or way is looked at.

    length: units of service that come with it.
    """
    t = ground.node[u, TASK]
    o = ground.shift[r, OFFICER]
    weight = ground.weight
    cost = ground.liking[t, o]
    if state.run[r, COUNT] == 0:
        cost += weight[ROUTE_USED]
    if weight[CONTINUITY] != 0:
        cost += weight[CONTINUITY] * _continuity_change(ground, state, t, o)
    if weight[BALANCE] != 0:
        cost += weight[BALANCE] * _balance_change(state.service, o, length)
    return float(cost)


@inner
def _spent_change(ground: Ground, state: State, desk: Desk, mark: int) -> float:
    """By how much waiting and duration cost more in the routes that were pushed since `mark`."""
    change = 0.0
    way, trail, seen = state.way, desk.trail, desk.mark
    for x in range(mark, desk.note[TRAILED]):
        r = way[trail[x, 0], ROUTE]
        if seen[r]:
            continue
        seen[r] = 1
        change += spend(ground, way, r) - state.spent[r]
    for x in range(mark, desk.note[TRAILED]):
        seen[way[trail[x, 0], ROUTE]] = 0
    return change


@inner
def _late_change(ground: Ground, state: State, desk: Desk, mark: int) -> float:
    node, price, trail, weight = ground.node, ground.price, desk.trail, ground.weight
    visits = node.shape[0] - 2 * state.run.shape[0]
    worst = state.figure[LATEST_OF_ALL]
    cost = 0.0
    for x in range(mark, desk.note[TRAILED]):
        i, before, after = trail[x, 0], trail[x, 1], trail[x, 2]
        due = node[i, DUE]
        if after > due:
            late = float(after - due)
            cost += price[i] * (late - max(0, before - due))
            worst = max(worst, late if i < visits else 0.0)
        if i < visits and node[i, BASE] != UNSET:
            base = node[i, BASE]
            cost += weight[CHANGE_START] * (abs(after - base) - (abs(before - base) if before != UNSET else 0))
    return float(cost + weight[LATE_WORST] * (worst - state.figure[LATEST_OF_ALL]))


@inner
def worst_pushed(ground: Ground, state: State, desk: Desk, mark: int) -> float:
    """How late the latest visit of all is after the raises since `mark`."""
    node, trail = ground.node, desk.trail
    worst = state.figure[LATEST_OF_ALL]
    for x in range(mark, desk.note[TRAILED]):
        if trail[x, 0] < node.shape[0] - 2 * state.run.shape[0]:
            worst = max(worst, trail[x, 2] - node[trail[x, 0], DUE])
    return float(worst)


@inner
def pushed(ground: Ground, state: State, desk: Desk, mark: int) -> float:
    """What the raises since `mark` cost: lateness, overtime, changed starts, waiting and duration."""
    cost = _late_change(ground, state, desk, mark)
    if ground.weight[WAIT] > 0 or ground.weight[DURATION] > 0:
        cost += _spent_change(ground, state, desk, mark)
    return cost


@compiled
def note_latest(ground: Ground, state: State) -> None:
    """Remember the latest visit of all."""
    node, way = ground.node, state.way
    worst = 0
    for i in range(node.shape[0] - 2 * state.run.shape[0]):
        if way[i, ROUTE] >= 0 and node[i, DUE] < NEVER:
            worst = max(worst, way[i, EARLY] - node[i, DUE])
    state.figure[LATEST_OF_ALL] = worst


@inner
def _cost_of_route(ground: Ground, state: State, r: int) -> float:
    node, way, weight = ground.node, state.way, ground.weight
    i = node.shape[0] - 2 * state.run.shape[0] + r
    cost = weight[ROUTE_USED] + state.spent[r]
    legs = 0
    while way[i, SUCC] >= 0:
        k = way[i, SUCC]
        legs += ground.travel[node[i, PLACE], node[k, PLACE]]
        t = way[k, EARLY]
        if t > node[k, DUE]:
            cost += ground.price[k] * (t - node[k, DUE])
        if node[k, BASE] != UNSET:
            cost += weight[CHANGE_START] * abs(t - node[k, BASE])
        i = k
    return float(cost + weight[TRAVEL] * legs)


@compiled
def total(ground: Ground, state: State) -> float:
    """The cost of the plan at its earliest starts."""
    task, way, weight = ground.task, state.way, ground.weight
    note_latest(ground, state)
    cost = float(weight[LATE_WORST] * state.figure[LATEST_OF_ALL])
    for r in range(state.run.shape[0]):
        if state.run[r, COUNT] > 0:
            cost += _cost_of_route(ground, state, r)
    for t in range(task.shape[0]):
        i = task[t, NODE]
        if way[i, ROUTE] < 0:
            cost += ground.left_out[t]
            continue
        cost += ground.liking[t, ground.shift[way[i, ROUTE], OFFICER]]
        if task[t, OFFICERS] == 2:
            cost += ground.liking[t, ground.shift[way[i + 1, ROUTE], OFFICER]]
    for c in range(state.client.shape[0]):
        cost += weight[CONTINUITY] * max(0, state.client[c, DISTINCT] - _least(state.client, c))
    most = least = state.service[0]
    for o in range(1, state.service.shape[0]):
        most = max(most, state.service[o])
        least = min(least, state.service[o])
    return float(cost + weight[BALANCE] * (most - least))


@inner
def left(ground: Ground, way: Ints, u: int) -> int:
    """How much travel is saved when node u leaves its route."""
    node, travel = ground.node, ground.travel
    i, k = way[u, PRED], way[u, SUCC]
    a, b, c = node[i, PLACE], node[u, PLACE], node[k, PLACE]
    return int(travel[a, b] + travel[b, c] - travel[a, c])
