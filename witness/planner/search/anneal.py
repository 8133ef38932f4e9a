"""The search itself: take a plan apart, put it back together, and keep what came of it under simulated annealing."""

import numpy as np

from witness.planner.compiled import compiled
from witness.planner.search.costs import note_latest, total
from witness.planner.search.places import INFINITE
from witness.planner.search.recreate import is_out, members_out, recreate, remove_group
from witness.planner.search.ruin import WAYS, ruin
from witness.planner.search.tables import (
    BASE,
    CHANGE_START,
    COUNT,
    EARLY,
    KEPT,
    KEPT_ROUTES,
    MISSING,
    RELEASED,
    SUCC,
    UNSET,
    Desk,
    Ground,
    State,
)
from witness.planner.search.times import draw, retime

_BLINK = 0.01
_FORGETS = 0.99  # how slowly the ways' scores forget


@compiled
def copy(into: State, of: State) -> None:
    """Make one plan the same as another."""
    into.way[:] = of.way
    into.run[:] = of.run
    into.service[:] = of.service
    into.meets[:] = of.meets
    into.client[:] = of.client
    into.spent[:] = of.spent
    into.figure[:] = of.figure


@compiled
def tidy(ground: Ground, state: State, desk: Desk) -> float:
    """Take out groups served in part, set the times and give the cost; INFINITE when the plan is impossible."""
    desk.count[RELEASED] = 1
    if not retime(ground, state, desk):
        return INFINITE
    for g in range(ground.group.shape[0] - 1):
        size = ground.group[g + 1] - ground.group[g]
        if size > 1 and 0 < members_out(ground, state, g) < size:
            remove_group(ground, state, desk, g)
    return total(ground, state)


@compiled
def fill(ground: Ground, state: State, desk: Desk, blink: float) -> float:
    """Put in whatever is out and pays; the cost."""
    desk.count[MISSING] = 0
    for t in range(ground.task.shape[0]):
        if is_out(ground, state, t):
            desk.missing[desk.count[MISSING]] = t
            desk.count[MISSING] += 1
    desk.count[RELEASED] = 1
    if not retime(ground, state, desk):
        return INFINITE
    note_latest(ground, state)
    recreate(ground, state, desk, blink)
    return tidy(ground, state, desk)


@compiled
def _fingerprint(ground: Ground, state: State, r: int) -> np.uint64:
    x = np.uint64(r + 1) * np.uint64(11400714819323198485)
    i = state.way[ground.node.shape[0] - 2 * state.run.shape[0] + r, SUCC]
    while state.way[i, SUCC] >= 0:
        x = (x ^ np.uint64(i + 1)) * np.uint64(1099511628211)
        x ^= x >> np.uint64(29)
        i = state.way[i, SUCC]
    return x | np.uint64(1)


@compiled
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


@compiled
def _keep_route(ground: Ground, state: State, desk: Desk, r: int) -> None:
    kept, at = desk.kept, desk.count[KEPT]
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
    desk.count[KEPT] = at
    desk.count[KEPT_ROUTES] += 1


@compiled
def keep_routes(ground: Ground, state: State, desk: Desk) -> None:
    """Note the routes of a plan that were not met before."""
    for r in range(state.run.shape[0]):
        if state.run[r, COUNT] > 0 and _is_new(desk.known, _fingerprint(ground, state, r)):
            _keep_route(ground, state, desk, r)


@compiled
def _choose(desk: Desk) -> int:
    rest = draw(desk.random) * desk.score.sum()
    for way in range(WAYS):
        rest -= desk.score[way]
        if rest < 0:
            return way
    return 0


@compiled
def _has_baseline(ground: Ground) -> bool:
    return bool(ground.weight[CHANGE_START] > 0 and (ground.node[:, BASE] != UNSET).any())


@compiled
def _one(ground: Ground, trial: State, desk: Desk, way: int, size: int, drops: bool) -> float:
    """Take `trial` apart and put it together again; its cost, INFINITE when it became impossible."""
    ruin(ground, trial, desk, way, size)
    desk.count[RELEASED] = 0 if drops else 1
    if not retime(ground, trial, desk):
        return INFINITE
    note_latest(ground, trial)
    recreate(ground, trial, desk, _BLINK)
    return tidy(ground, trial, desk)


@compiled
def anneal(
    ground: Ground, now: State, trial: State, best: State, desk: Desk, costs: np.ndarray, heat: np.ndarray,
    iterations: int, size: float, keeps: bool,
) -> None:
    """Search on from `now` for so many iterations; `best` and `costs` (of now and of best) change with it.

    heat: temperature at the first and at the last of these iterations. size: how many tasks are taken out on average.
    """
    has_baseline = _has_baseline(ground)
    most = max(1.0, min(2 * size, 0.6 * ground.task.shape[0]))
    for x in range(iterations):
        warmth = heat[0] * (heat[1] / heat[0]) ** (x / iterations)
        way = _choose(desk)
        much = 1 + int(draw(desk.random) * most)
        drops = has_baseline and draw(desk.random) < 0.3
        cost = _one(ground, trial, desk, way, much, drops)
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
