"""Which of two partial routes can stand for the other, and which whole route is the cheapest of its set of tasks."""

from typing import NamedTuple

import numpy as np

from witness.planner.compiled import inner, making
from witness.planner.pool.partials import Partials, Table
from witness.planner.pool.pieces import is_never_dearer

Numbers = np.ndarray


class Found(NamedTuple):
    """The cheapest route of each set of tasks: its row, its cost; `head` and `chain` find it by the set."""

    row: Numbers
    cost: Numbers
    head: Numbers
    chain: Numbers


@inner
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


@inner
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


@inner
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


@inner
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


@inner
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


@making
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
