"""The search itself: take a plan apart, put it back together, and keep what came of it under simulated annealing."""

import numpy as np

from witness.planner.compiled import compiled, inner
from witness.planner.search.costs import note_latest, total
from witness.planner.search.places import INFINITE
from witness.planner.search.recreate import is_out, members_out, recreate, remove_group
from witness.planner.search.ruin import WAYS, ruin
from witness.planner.search.tables import (
    CHANGE_START,
    COUNT,
    EARLY,
    KEPT,
    KEPT_ROUTES,
    LATEST_OF_ALL,
    MISSING,
    RELEASED,
    SUCC,
    Desk,
    Ground,
    Ints,
    State,
)
from witness.planner.search.times import draw, retime

NO_WAY = -1
_BLINK = 0.01
_FORGETS = 0.99  # how slowly the ways' scores forget


@inner
def _copy_rows(into: Ints, of: Ints) -> None:
    for i in range(of.shape[0]):
        for x in range(of.shape[1]):
            into[i, x] = of[i, x]


@compiled
def copy(into: State, of: State) -> None:
    """Make one plan the same as another."""
    _copy_rows(into.way, of.way)
    _copy_rows(into.run, of.run)
    _copy_rows(into.meets, of.meets)
    _copy_rows(into.client, of.client)
    for o in range(of.service.shape[0]):
        into.service[o] = of.service[o]
    for r in range(of.spent.shape[0]):
        into.spent[r] = of.spent[r]
    into.figure[LATEST_OF_ALL] = of.figure[LATEST_OF_ALL]


@compiled
def tidy(ground: Ground, state: State, desk: Desk) -> float:
    """Take out groups served in part, set the times and give the cost; INFINITE when the plan is impossible."""
    desk.note[RELEASED] = 1
    if not retime(ground, state, desk):
        return INFINITE
    for g in range(ground.group.shape[0] - 1):
        size = ground.group[g + 1] - ground.group[g]
        if size > 1 and 0 < members_out(ground, state, g) < size:
            remove_group(ground, state, desk, g)
    return total(ground, state)


@inner
def _list_out(ground: Ground, state: State, desk: Desk) -> None:
    """Note all tasks that are in no route as missing."""
    desk.note[MISSING] = 0
    for t in range(ground.task.shape[0]):
        if is_out(ground, state, t):
            desk.missing[desk.note[MISSING]] = t
            desk.note[MISSING] += 1


@compiled
def rebuild(ground: Ground, state: State, desk: Desk, way: int, size: int, keeps_starts: bool, blink: float) -> float:
    """Take a plan apart in one of the ways and put it together again, and what was out with it if that pays.

    way: NO_WAY only puts in what is out. keeps_starts: whether starts of the baseline are kept where they can be.
    Gives the cost, INFINITE when the plan became impossible.
    """
    if way == NO_WAY:
        _list_out(ground, state, desk)
    else:
        ruin(ground, state, desk, way, size)
    desk.note[RELEASED] = 1 if keeps_starts else 0
    if not retime(ground, state, desk):
        return INFINITE
    note_latest(ground, state)
    recreate(ground, state, desk, blink)
    return tidy(ground, state, desk)


@inner
def _fingerprint(ground: Ground, state: State, r: int) -> np.uint64:
    x = np.uint64(r + 1) * np.uint64(11400714819323198485)
    i = state.way[ground.node.shape[0] - 2 * state.run.shape[0] + r, SUCC]
    while state.way[i, SUCC] >= 0:
        x = (x ^ np.uint64(i + 1)) * np.uint64(1099511628211)
        x ^= x >> np.uint64(29)
        i = state.way[i, SUCC]
    return x | np.uint64(1)


@inner
def _is_new(known: np.ndarray, x: np.uint64) -> bool:
    """Whether fingerprint x was not known; then it is now, while there is room."""
    size = known.shape[0]
    place = int(x >> np.uint64(20)) % size
    for _ in range(16):
        if known[place] == x:
            return False
        if known[place] == 0:
            known[place] = x
            return True
        place = (place + 1) % size
    return False


@inner
def _keep_route(ground: Ground, state: State, desk: Desk, r: int) -> None:
    kept, at = desk.kept, desk.note[KEPT]
    if at + 2 + 2 * state.run[r, COUNT] > kept.shape[0]:
        return
    kept[at] = r
    kept[at + 1] = state.run[r, COUNT]
    at += 2
    i = state.way[ground.node.shape[0] - 2 * state.run.shape[0] + r, SUCC]
    while state.way[i, SUCC] >= 0:
        kept[at] = i
        kept[at + 1] = state.way[i, EARLY]
        at += 2
        i = state.way[i, SUCC]
    desk.note[KEPT] = at
    desk.note[KEPT_ROUTES] += 1


@inner
def keep_routes(ground: Ground, state: State, desk: Desk) -> None:
    """Note the routes of a plan that were not met before."""
    for r in range(state.run.shape[0]):
        if state.run[r, COUNT] > 0 and _is_new(desk.known, _fingerprint(ground, state, r)):
            _keep_route(ground, state, desk, r)


@inner
def _choose(desk: Desk) -> int:
    rest = 0.0
    for way in range(WAYS):
        rest += desk.score[way]
    rest *= draw(desk.random)
    for way in range(WAYS):
        rest -= desk.score[way]
        if rest < 0:
            return way
    return 0


@compiled
def anneal(
    ground: Ground,
    now: State,
    trial: State,
    best: State,
    desk: Desk,
    costs: np.ndarray,
    heat: np.ndarray,
    iterations: int,
    size: float,
    keeps: bool,
) -> None:
    """Search on from `now` for so many iterations; `best` and `costs` (of now and of best) change with it.

    heat: temperature at the first and at the last of these iterations. size: how many tasks are taken out on average.
    """
    has_baseline = ground.weight[CHANGE_START] > 0
    most = max(1.0, min(2 * size, 0.6 * ground.task.shape[0]))
    for x in range(iterations):
        warmth = heat[0] * (heat[1] / heat[0]) ** (x / iterations)
        way = _choose(desk)
        much = 1 + int(draw(desk.random) * most)
        drops = has_baseline and draw(desk.random) < 0.3
        cost = rebuild(ground, trial, desk, way, much, not drops, _BLINK)
        reward = 0.2
        if cost < costs[0] - warmth * np.log(draw(desk.random) + 1e-300):
            reward = 2.0 if cost < costs[0] - 1e-9 else 0.6
            costs[0] = cost
            copy(now, trial)
            if keeps:
                keep_routes(ground, now, desk)
            if cost < costs[1] - 1e-9:
                reward = 10.0
                costs[1] = cost
                copy(best, trial)
        else:
            copy(trial, now)
        desk.score[way] = max(0.1, _FORGETS * desk.score[way] + (1 - _FORGETS) * reward)
