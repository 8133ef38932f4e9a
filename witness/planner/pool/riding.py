"""Who is on board of a partial route, and whether nobody rides for too long."""

import numpy as np

from witness.planner.compiled import inner
from witness.planner.pool.partials import Hours, Partials, Table

Numbers = np.ndarray


@inner
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


@inner
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


@inner
def ride_start(table: Table, hours: Hours, travel: Numbers, partials: Partials, row: int, turn: int) -> int:
    """The first start of a drop-off at which no ride so far is too long (far ahead: never), by delaying pick-ups."""
    count = partials.depth[row] + 1
    order, start = partials.order, partials.start
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


@inner
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
