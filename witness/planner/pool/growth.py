"""Every useful route of one officer's day, found by growing partial routes and dropping those that cannot be better.

Two partial routes with the same tasks and the same last stop are compared as functions of time (`pieces`); the one
that is never cheaper goes. What a route costs here is never more than what it costs in truth, and nearly always
exactly that: with a longest ride or a longest shift it may be less.
"""

from typing import NamedTuple

import numpy as np

from witness.planner.compiled import compiled
from witness.planner.pool.pieces import PIECES, is_never_dearer, least_cost, start_cost

Numbers = np.ndarray


class Table(NamedTuple):
    """The turns of a day, one entry each, times in units.

    ride: -1 for a visit, r for a pick-up, -2 - r for a drop-off. longest: ride, -1 for no limit. seats: on board from
    here on (+/-). load: for the whole route. drop: for a pick-up, a row of its drop-off (-1). cost: wherever it stands.
    moved, late: a unit. bits: its own bit in words of 64; block: bits that exclude it; need: bits of which one must be
    there (none: no need). alike: a number that turns share which exclude one another.
    """

    location: Numbers
    duration: Numbers
    low: Numbers
    high: Numbers
    soft_end: Numbers
    wished: Numbers
    ride: Numbers
    longest: Numbers
    seats: Numbers
    load: Numbers
    drop: Numbers
    cost: Numbers
    moved: Numbers
    late: Numbers
    bits: Numbers
    block: Numbers
    need: Numbers
    alike: Numbers


class Hours(NamedTuple):
    """A shift: places (-1: none), times, longest duration and seats (-1: no limit), and prices a unit."""

    origin: int
    destination: int
    begin: int
    end: int
    over_end: int
    longest: int
    seats: int
    leg: float
    wait: float
    over: float
    service: float
    route: float


class Partials(NamedTuple):
    """Partial routes, one row each; `parent` is the row it grew from (-1: none).

    x, s, value, bends: the cost as pieces, and how many. spent: travel and service up to the start of the last.
    leave_by: the latest departure that delays nothing.
    aboard, peak, load: seats now, at most, and for the whole route. rides, limits: on board, and how many of them have
    a longest ride; open: a number for the set of them.
    """

    mask: Numbers
    x: Numbers
    s: Numbers
    value: Numbers
    bends: Numbers
    parent: Numbers
    turn: Numbers
    spent: Numbers
    leave_by: Numbers
    aboard: Numbers
    peak: Numbers
    load: Numbers
    rides: Numbers
    limits: Numbers
    open: Numbers
    depth: Numbers
    is_dead: Numbers
    head: Numbers
    chain: Numbers


class Found(NamedTuple):
    """The cheapest route of each set of tasks: its row, its cost; `head` and `chain` find it by the set."""

    row: Numbers
    cost: Numbers
    head: Numbers
    chain: Numbers


@compiled
def room_for(limit: int, words: int, pieces: int) -> Partials:
    """Room for `limit` partial routes."""
    return Partials(
        np.empty((limit, words), np.uint64),
        np.empty((limit, pieces), np.int64),
        np.empty((limit, pieces), np.float64),
        np.empty(limit, np.float64),
        np.empty(limit, np.int64),
        np.empty(limit, np.int64),
        np.empty(limit, np.int64),
        np.empty(limit, np.int64),
        np.empty(limit, np.int64),
        np.empty(limit, np.int64),
        np.empty(limit, np.int64),
        np.empty(limit, np.int64),
        np.empty(limit, np.int64),
        np.empty(limit, np.int64),
        np.empty(limit, np.int64),
        np.empty(limit, np.int64),
        np.empty(limit, np.bool_),
        np.full(4 * limit + 1, -1, np.int64),
        np.empty(limit, np.int64),
    )


@compiled
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


@compiled
def count_seats(table: Table, hours: Hours, partials: Partials, row: int, new: int, turn: int) -> bool:
    """Writes who is on board after the turn; whether there are seats enough."""
    partials.aboard[new] = table.seats[turn]
    partials.load[new] = table.load[turn]
    partials.peak[new] = max(0, table.seats[turn])
    partials.rides[new], partials.limits[new], partials.open[new] = 0, 0, 0
    if row >= 0:
        partials.aboard[new] += partials.aboard[row]
        partials.load[new] += partials.load[row]
        partials.peak[new] = max(partials.peak[row], partials.aboard[new])
        partials.rides[new], partials.limits[new] = partials.rides[row], partials.limits[row]
        partials.open[new] = partials.open[row]
    if table.ride[turn] != -1:
        change = 1 if table.ride[turn] >= 0 else -1
        partials.rides[new] += change
        partials.open[new] += change * (table.alike[turn] // 2 + 1) ** 2
        if table.longest[turn] >= 0:
            partials.limits[new] += change
    return hours.seats < 0 or bool(partials.load[new] + partials.peak[new] <= hours.seats)


@compiled
def is_ride_short(table: Table, travel: Numbers, partials: Partials, new: int) -> bool:
    """Whether everybody on board can still be set down in time, by travel and service alone."""
    turn = partials.turn[new]
    ready = partials.spent[new] + table.duration[turn]
    node = partials.parent[new]
    while node >= 0:
        pickup = partials.turn[node]
        drop = table.drop[pickup]
        if drop >= 0 and table.longest[pickup] >= 0:
            is_down = False
            for w in range(table.bits.shape[1]):
                is_down = is_down or (partials.mask[new, w] & table.bits[drop, w]) != 0
            so_far = ready - partials.spent[node] - table.duration[pickup]
            way = travel[table.location[turn], table.location[drop]]
            if not is_down and so_far + way > table.longest[pickup]:
                return False
        node = partials.parent[node]
    return True


@compiled
def ride_start(table: Table, hours: Hours, travel: Numbers, partials: Partials, row: int, turn: int) -> int:
    """The first start of a drop-off at which no ride so far is too long (far ahead: never), by delaying pick-ups."""
    count = partials.depth[row] + 1
    order, start = np.empty(count, np.int64), np.empty(count, np.int64)
    order[count - 1] = turn
    node = row
    for at in range(count - 2, -1, -1):
        order[at] = partials.turn[node]
        node = partials.parent[node]
    out = 0 if hours.origin < 0 else travel[hours.origin, table.location[order[0]]]
    for at in range(count):
        start[at] = table.low[order[at]]
    start[0] = max(start[0], hours.begin + out)
    is_moved = True
    while is_moved:
        is_moved = False
        for at in range(1, count):
            a, b = order[at - 1], order[at]
            start[at] = max(start[at], start[at - 1] + table.duration[a] + travel[table.location[a], table.location[b]])
        for at in range(count):
            if start[at] > table.high[order[at]]:
                return 1 << 40
            is_moved = delay_pickup(table, order, start, at) or is_moved
    return int(start[count - 1])


@compiled
def delay_pickup(table: Table, order: Numbers, start: Numbers, at: int) -> bool:
    """Delays the pick-up of the ride set down at `at` if it would be too long; whether that was needed."""
    drop = order[at]
    if table.ride[drop] >= -1 or table.longest[drop] < 0:
        return False
    for up in range(at):
        if table.ride[order[up]] == -2 - table.ride[drop]:
            need = start[at] - table.longest[drop] - table.duration[order[up]]
            if need > start[up]:
                start[up] = need
                return True
    return False


@compiled
def go_on(
    table: Table, hours: Hours, travel: Numbers, partials: Partials, row: int, new: int, turn: int, arrive: Numbers
) -> bool:
    """Writes row `new`: the partial route `row` (-1: none) with this turn behind it. Whether that can be."""
    level = np.zeros(1, np.float64) if row < 0 else partials.s[row]
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


@compiled
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


@compiled
def bucket_of(partials: Partials, row: int, key: int, is_rough: bool, buckets: int) -> int:
    """Where partial routes with these tasks and this last stop are kept; roughly: with these on board."""
    h = np.uint64(key + 7) * np.uint64(0x9E3779B97F4A7C15)
    if is_rough:
        h ^= np.uint64(partials.open[row]) * np.uint64(0xBF58476D1CE4E5B9)
    else:
        for w in range(partials.mask.shape[1]):
            h = (h ^ partials.mask[row, w]) * np.uint64(0xBF58476D1CE4E5B9)
            h ^= h >> np.uint64(29)
    return int(h % np.uint64(buckets))


@compiled
def is_comparable(table: Table, partials: Partials, a: int, b: int, is_rough: bool) -> bool:
    """Whether two partial routes end alike with the same tasks; roughly: with the same people on board."""
    one, other = partials.turn[a], partials.turn[b]
    if table.location[one] != table.location[other] or table.duration[one] != table.duration[other]:
        return False
    if is_rough:
        return bool(partials.open[a] == partials.open[b])
    is_same = True
    for w in range(partials.mask.shape[1]):
        is_same = is_same and partials.mask[a, w] == partials.mask[b, w]
    return is_same


@compiled
def beats(partials: Partials, a: int, b: int, has_longest: bool) -> bool:
    """Whether partial route a can stand for b whatever follows."""
    if partials.peak[a] > partials.peak[b]:
        return False
    if has_longest and (partials.spent[a] > partials.spent[b] or partials.leave_by[a] < partials.leave_by[b]):
        return False
    return is_never_dearer(
        partials.x[a],
        partials.s[a],
        partials.bends[a],
        partials.value[a],
        partials.x[b],
        partials.s[b],
        partials.bends[b],
        partials.value[b],
    )


@compiled
def is_beaten(table: Table, partials: Partials, new: int, has_longest: bool, is_rough: bool) -> bool:
    """Compares a new partial route with its like and keeps it among them unless one of them beats it."""
    turn = partials.turn[new]
    key = table.location[turn] * 4096 + table.duration[turn] % 4096
    bucket = bucket_of(partials, new, key, is_rough, partials.head.shape[0])
    other = partials.head[bucket]
    while other >= 0:
        if not partials.is_dead[other] and is_comparable(table, partials, other, new, is_rough):
            if beats(partials, other, new, has_longest):
                return True
            if beats(partials, new, other, has_longest):
                partials.is_dead[other] = True
        other = partials.chain[other]
    partials.chain[new] = partials.head[bucket]
    partials.head[bucket] = new
    return False


@compiled
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


@compiled
def note(partials: Partials, found: Found, known: int, row: int, total: float) -> int:
    """Keeps a route if it is the cheapest of its set of tasks; how many sets are known now."""
    bucket = bucket_of(partials, row, -1, False, found.head.shape[0])
    at = found.head[bucket]
    while at >= 0:
        is_same = True
        for w in range(partials.mask.shape[1]):
            is_same = is_same and partials.mask[found.row[at], w] == partials.mask[row, w]
        if is_same:
            break
        at = found.chain[at]
    if at >= 0:
        if total < found.cost[at]:
            found.cost[at], found.row[at] = total, row
        return known
    found.chain[known], found.head[bucket] = found.head[bucket], known
    found.cost[known], found.row[known] = total, row
    return known + 1


@compiled
def written(partials: Partials, found: Found, known: int) -> tuple[Numbers, Numbers]:
    """Where each route begins, and the turns of all in order."""
    first = np.zeros(known + 1, np.int64)
    for at in range(known):
        first[at + 1] = first[at] + partials.depth[found.row[at]]
    order = np.empty(first[known], np.int64)
    for at in range(known):
        node = found.row[at]
        for place in range(first[at + 1] - 1, first[at] - 1, -1):
            order[place] = partials.turn[node]
            node = partials.parent[node]
    return first, order


@compiled
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


@compiled
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
