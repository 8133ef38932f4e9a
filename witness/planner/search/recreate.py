"""Puts tasks that are in no route back into a plan, one after another, each where it costs least."""

from witness.planner.compiled import compiled, inner
from witness.planner.search.couples import best_couple
from witness.planner.search.links import place_ride, place_visit, remove_task
from witness.planner.search.places import INFINITE, best_place
from witness.planner.search.rides import best_ride
from witness.planner.search.tables import (
    AFTER,
    AFTER_TOO,
    FIRST,
    FORMER,
    GROUP,
    IS_RIDE,
    LENGTH,
    MISSING,
    NODE,
    OFFICERS,
    PARTNER,
    ROUTE,
    TASK,
    TIGHT,
    TRAILED,
    Desk,
    Ground,
    State,
)
from witness.planner.search.times import draw, draw_below, retime

_COUPLE_OPTIONS = 10


@compiled
def is_out(ground: Ground, state: State, t: int) -> bool:
    """Whether task t is in no route."""
    return bool(state.way[ground.task[t, NODE], ROUTE] < 0)


@inner
def _place_couple(ground: Ground, state: State, desk: Desk, u: int, v: int, bound: float, blink: float) -> float:
    cost = best_couple(ground, state, desk, u, v, bound, blink, _COUPLE_OPTIONS)
    if cost >= bound:
        return INFINITE
    after = desk.found[AFTER]
    if not place_visit(ground, state, desk, u, desk.found[FORMER]):
        return INFINITE
    if place_visit(ground, state, desk, v, after):
        return cost
    remove_task(ground, state, ground.node[u, TASK])
    retime(ground, state, desk)
    return INFINITE


@inner
def _place_ride(ground: Ground, state: State, desk: Desk, p: int, bound: float, blink: float) -> float:
    cost = best_ride(ground, state, desk, p, bound, blink)
    if cost < bound and place_ride(ground, state, desk, p, desk.found[AFTER], desk.found[AFTER_TOO]):
        return cost
    return INFINITE


@inner
def _place_visit(ground: Ground, state: State, desk: Desk, u: int, bound: float, blink: float) -> float:
    cost = best_place(ground, state, desk, u, bound, blink)
    if cost < bound and place_visit(ground, state, desk, u, desk.found[AFTER]):
        return cost
    return INFINITE


@compiled
def place_task(ground: Ground, state: State, desk: Desk, t: int, bound: float, blink: float) -> float:
    """Put task t, and the one it hangs together with, where that costs least; INFINITE, and not done, from `bound`."""
    task = ground.task
    u = task[t, NODE]
    desk.note[TRAILED] = 0
    if task[t, IS_RIDE]:
        return _place_ride(ground, state, desk, u, bound, blink)
    if task[t, OFFICERS] == 2:
        return _place_couple(ground, state, desk, u, u + 1, bound, blink)
    partner = task[t, PARTNER]
    if partner >= 0 and is_out(ground, state, partner):
        return _place_couple(ground, state, desk, u, task[partner, NODE], bound, blink)
    return _place_visit(ground, state, desk, u, bound, blink)


@inner
def members_out(ground: Ground, state: State, g: int) -> int:
    n = 0
    for x in range(ground.group[g], ground.group[g + 1]):
        n += int(is_out(ground, state, ground.member[x]))
    return n


@inner
def remove_group(ground: Ground, state: State, desk: Desk, g: int) -> None:
    """Take all tasks of a group out."""
    for x in range(ground.group[g], ground.group[g + 1]):
        remove_task(ground, state, ground.member[x])
    retime(ground, state, desk)


@inner
def _place_group(ground: Ground, state: State, desk: Desk, t: int, blink: float) -> bool:
    """Put all missing tasks of the group of t in; none of the group stays in when one finds no place."""
    g = ground.task[t, GROUP]
    first, size = ground.group[g], ground.group[g + 1] - ground.group[g]
    was_empty = members_out(ground, state, g) == size
    begin = draw_below(desk.random, size)
    cost, worth = 0.0, 0.0
    for x in range(size):
        member = ground.member[first + (begin + x) % size]
        worth += ground.left_out[member]
        if cost < INFINITE and is_out(ground, state, member):
            cost += place_task(ground, state, desk, member, INFINITE, blink)
    is_kept = cost < (worth if was_empty else INFINITE)
    if not is_kept:
        remove_group(ground, state, desk, g)
    return is_kept


@inner
def _sort_missing(desk: Desk) -> None:
    missing, key = desk.missing, desk.key
    for x in range(1, desk.note[MISSING]):
        t = missing[x]
        y = x - 1
        while y >= 0 and key[missing[y]] > key[t]:
            missing[y + 1] = missing[y]
            y -= 1
        missing[y + 1] = t


@inner
def _keys(ground: Ground, desk: Desk) -> None:
    """Choose in which order the missing tasks are put back."""
    kind = draw(desk.random)
    for x in range(desk.note[MISSING]):
        t = desk.missing[x]
        u = ground.task[t, NODE]
        noise = draw(desk.random)
        if kind < 0.35:
            desk.key[t] = noise
        elif kind < 0.5:
            desk.key[t] = ground.task[t, TIGHT] * (0.8 + 0.4 * noise)
        elif kind < 0.65:
            desk.key[t] = -ground.left_out[t] * (0.9 + 0.2 * noise)
        elif kind < 0.75:
            desk.key[t] = noise - desk.failed[t]
        elif kind < 0.85:
            desk.key[t] = -ground.node[u, LENGTH] * (0.8 + 0.4 * noise) * ground.task[t, OFFICERS]
        else:
            desk.key[t] = ground.node[u, FIRST] if kind < 0.93 else -ground.node[u, FIRST]


@inner
def recreate(ground: Ground, state: State, desk: Desk, blink: float) -> None:
    """Put the missing tasks of the desk back where they pay; what finds no place stays out.

    blink: how likely a place is overlooked, so that not always the same plan comes of it.
    """
    _keys(ground, desk)
    _sort_missing(desk)
    for x in range(desk.note[MISSING]):
        t = desk.missing[x]
        if not is_out(ground, state, t):
            continue
        g = ground.task[t, GROUP]
        if ground.group[g + 1] - ground.group[g] > 1:
            is_placed = _place_group(ground, state, desk, t, blink)
        else:
            is_placed = place_task(ground, state, desk, t, ground.left_out[t], blink) < INFINITE
        if not is_placed:
            desk.failed[t] += 1
