"""Every useful route of one officer's day, found by growing partial routes and dropping those that cannot be better.

Two partial routes with the same tasks and the same last stop are compared as functions of time (`pieces`); the one
that is never cheaper goes. What a route costs here is never more than what it costs in truth, and nearly always
exactly that: with a longest ride or a longest shift it may be less.
"""

import numpy as np

from witness.planner.compiled import inner, making
from witness.planner.pool.partials import Hours, Partials, Table, room_for
from witness.planner.pool.pieces import PIECES, least_cost, start_cost
from witness.planner.pool.riding import count_seats, is_ride_short, ride_start
from witness.planner.pool.rivals import Found, is_beaten, note, written

Numbers = np.ndarray


@inner
def may_come(table: Table, partials: Partials, row: int, turn: int) -> bool:
    """Whether the tasks of a partial route let this turn follow."""
    if row < 0:
        return bool(table.ride[turn] >= -1)
    has_need, is_met = False, False
    for w in range(table.bits.shape[1]):
        if partials.mask[row, w] & table.block[turn, w]:
            return False
        if table.need[turn, w]:
            has_need = True
            is_met = is_met or (partials.mask[row, w] & table.need[turn, w]) != 0
    return is_met or not has_need


@inner
def fees(table: Table, partials: Partials, row: int, turn: int) -> float:
    """What the partial route `row` has to pay once, now that this turn follows."""
    total = 0.0
    for at in range(table.fee_first[turn], table.fee_first[turn + 1]):
        number = table.fee_of[at]
        count = 0
        for w in range(table.bits.shape[1]):
            left = partials.mask[row, w] & table.fee_bits[number, w] if row >= 0 else np.uint64(0)
            while left != np.uint64(0):
                left &= left - np.uint64(1)
                count += 1
        if count == table.fee_from[number] - 1:
            total += table.fee[number]
    return total


@inner
def go_on(
    table: Table, hours: Hours, travel: Numbers, partials: Partials, row: int, new: int, turn: int, arrive: Numbers
) -> bool:
    """Writes row `new`: the partial route `row` (-1: none) with this turn behind it. Whether that can be."""
    level = partials.level if row < 0 else partials.s[row]
    if row < 0:
        leg = 0 if hours.origin < 0 else travel[hours.origin, table.location[turn]]
        arrive[0] = hours.begin + leg
        pieces, value, spent = 1, hours.route, leg
    else:
        before = partials.turn[row]
        leg = travel[table.location[before], table.location[turn]]
        pieces, value = partials.bends[row], partials.value[row]
        spent = partials.spent[row] + table.duration[before] + leg
        for k in range(pieces):
            arrive[k] = partials.x[row, k] + table.duration[before] + leg
    if arrive[0] > table.high[turn] or not count_seats(table, hours, partials, row, new, turn):
        return False
    if hours.longest >= 0 and spent + table.duration[turn] > hours.longest:
        return False
    low = table.low[turn]
    if table.ride[turn] < -1 and table.longest[turn] >= 0:
        low = ride_start(table, hours, travel, partials, row, turn)
    pieces, value = start_cost(
        arrive,
        level,
        pieces,
        value,
        low,
        table.high[turn],
        table.wished[turn],
        table.moved[turn],
        table.soft_end[turn],
        table.late[turn],
        hours.wait,
        partials.x[new],
        partials.s[new],
    )
    partials.value[new] = value + hours.leg * leg + hours.service * table.duration[turn] + table.cost[turn]
    partials.value[new] += fees(table, partials, row, turn)
    partials.bends[new], partials.turn[new], partials.parent[new] = pieces, turn, row
    partials.spent[new], partials.is_dead[new] = spent, False
    partials.depth[new], partials.leave_by[new] = 1, table.high[turn] - spent
    for w in range(table.bits.shape[1]):
        partials.mask[new, w] = table.bits[turn, w]
    if row >= 0:
        partials.depth[new] += partials.depth[row]
        partials.leave_by[new] = min(partials.leave_by[new], partials.leave_by[row])
        for w in range(table.bits.shape[1]):
            partials.mask[new, w] |= partials.mask[row, w]
    return pieces > 0 and (partials.limits[new] == 0 or is_ride_short(table, travel, partials, new))


@inner
def is_hopeless(
    table: Table, hours: Hours, partials: Partials, new: int, ahead: Numbers, step: int, below: float
) -> bool:
    """Whether what is still to pay at least brings the route to `below` or more."""
    lowest = partials.value[new]
    for k in range(partials.bends[new] - 1):
        lowest += min(0.0, partials.s[new, k]) * (partials.x[new, k + 1] - partials.x[new, k])
    turn, at = partials.turn[new], (partials.x[new, 0] - hours.begin) // step
    following = np.int64(ahead[1, turn, at])
    is_shut = False
    if following >= 0:
        for w in range(table.bits.shape[1]):
            is_shut = is_shut or (partials.mask[new, w] & table.block[following, w]) != 0
    return bool(lowest + ahead[2 if is_shut else 0, turn, at] >= below)


@inner
def whole_cost(table: Table, hours: Hours, travel: Numbers, partials: Partials, row: int) -> float:
    """What the route costs if it ends here; inf when it cannot."""
    if partials.rides[row] != 0:
        return np.inf
    turn = partials.turn[row]
    way = 0 if hours.destination < 0 else travel[table.location[turn], hours.destination]
    home = way + table.duration[turn]
    first = partials.x[row, 0]
    if hours.longest >= 0 and max(partials.spent[row], first - partials.leave_by[row]) + home > hours.longest:
        return np.inf
    total = least_cost(
        partials.x[row],
        partials.s[row],
        partials.bends[row],
        partials.value[row],
        home,
        hours.end,
        hours.over_end,
        hours.over,
    )
    return total + hours.leg * way


@making
def grow(
    table: Table, hours: Hours, travel: Numbers, ahead: Numbers, step: int, below: float, is_rough: bool, limit: int
) -> tuple[bool, Numbers, Numbers, Numbers]:
    """All useful routes of one day that cost less than `below`.

    ahead: what is still to pay at least, from `look_ahead`, in steps of `step` (0: not known). is_rough: compare
    partial routes by their last stop alone, which is quick and misses routes. Answers (is whole, first of each route,
    turns in order, costs); it is not whole when `limit` partial routes were met.
    """
    is_timed = hours.wait > 0 or hours.over > 0 or np.any(table.moved > 0) or np.any(table.late > 0)
    pieces = PIECES if is_timed else 1
    partials = room_for(limit, table.bits.shape[1], pieces)
    found = Found(
        np.empty(limit, np.int64),
        np.empty(limit, np.float64),
        np.full(4 * limit + 1, -1, np.int64),
        np.empty(limit, np.int64),
    )
    arrive = np.empty(pieces, np.int64)
    made, known, row, is_whole = 0, 0, -1, True
    while row < made and is_whole:
        if row >= 0 and partials.is_dead[row]:
            row += 1
            continue
        for turn in range(table.low.shape[0]):
            if not may_come(table, partials, row, turn):
                continue
            if made == limit:
                is_whole = False
                break
            if not go_on(table, hours, travel, partials, row, made, turn, arrive):
                continue
            if step > 0 and is_hopeless(table, hours, partials, made, ahead, step, below):
                continue
            # With a limited ride on board the time of its pick-up counts too: such routes are not compared.
            may_compare = is_rough or partials.limits[made] == 0
            if may_compare and is_beaten(table, partials, made, hours.longest >= 0, is_rough):
                continue
            total = whole_cost(table, hours, travel, partials, made)
            if total < below:
                known = note(partials, found, known, made, total)
            made += 1
        row += 1
    first, order = written(partials, found, known)
    return is_whole, first, order, found.cost[:known].copy()


@making
def cost_of(order: Numbers, table: Table, hours: Hours, travel: Numbers) -> float:
    """What the turns of one route cost in this order at the best times (inf: it cannot be)."""
    partials = room_for(len(order), table.bits.shape[1], PIECES)
    arrive = np.empty(PIECES, np.int64)
    for at in range(len(order)):
        if not may_come(table, partials, at - 1, order[at]):
            return np.inf
        if not go_on(table, hours, travel, partials, at - 1, at, order[at], arrive):
            return np.inf
    return whole_cost(table, hours, travel, partials, len(order) - 1)
