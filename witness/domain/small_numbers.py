"""Decides which counts of a table may be shown, so that no group of fewer than five can be picked out or worked out.

A count below five is not shown. Neither is one from which, together with all the others that are shown, such a count
would follow by adding and subtracting: counts are taken from the widest to the narrowest, and each is shown only if no
small group then lies in the span of what is shown. None at all is treated like a few: "nobody" tells of everybody.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from witness.domain.time_to_tell import FEWEST_SHOWN

Cell = tuple[str, str, str]
"""A row, a column and an ending; each may be `ALL`."""

ALL = ""
NOT_SHOWN = "not shown"
# Exact arithmetic with whole numbers: a prime so large that no factor met on the way is a multiple of it.
_PRIME = 2**61 - 1
# Which narrowest cells a sum is made of, and how often, by their number.
_Sum = dict[int, int]


def may_be_shown(counts: Mapping[Cell, int], sums: frozenset[Cell] | None = None) -> frozenset[Cell]:
    """Give the cells and sums that may be shown. counts: of every narrowest cell, with no part `ALL`.

    sums: which sums over all rows another table of the same people shows already; no others are shown then, so that
    two tables beside each other give away no more than each alone.
    """
    if not counts:
        return frozenset()
    cells = sorted(counts)
    groups = dict(_groups(cells))
    small = [made_of for made_of in groups.values() if sum(counts[cells[n]] for n in made_of) < FEWEST_SHOWN]
    guarded: list[_Sum] = [dict.fromkeys(made_of, 1) for made_of in small]
    known: list[_Sum] = []
    shown: set[Cell] = set()
    for cell in _widest_first(cells):
        made_of = groups[_key(cell, cells)]
        if sum(counts[cells[n]] for n in made_of) < FEWEST_SHOWN:
            continue
        if sums is not None and cell[0] == ALL and cell not in sums:
            continue
        rest = _without(dict.fromkeys(made_of, 1), known)
        if any(_is_multiple(other, rest) for other in guarded):
            continue
        shown.add(cell)
        if rest:
            pivot = _scaled(rest)
            known = [*(_minus(one, pivot) for one in known), pivot]
            guarded = [_minus(one, pivot) for one in guarded]
    return frozenset(shown)


def total(counts: Mapping[Cell, int], cell: Cell) -> int:
    """Give the sum of the narrowest cells that a cell stands for."""
    return sum(n for own, n in counts.items() if all(part in (ALL, has) for part, has in zip(cell, own, strict=True)))


def in_words(counts: Mapping[Cell, int], shown: frozenset[Cell], cell: Cell) -> str:
    """Write a count: the number, "fewer than 5", or that it is held back because it would give another away."""
    count = total(counts, cell)
    if cell in shown:
        return str(count)
    return f"fewer than {FEWEST_SHOWN}" if count < FEWEST_SHOWN else NOT_SHOWN


_Key = tuple[frozenset[str], frozenset[str], frozenset[str]]


def _axes(cells: Sequence[Cell]) -> list[list[str]]:
    return [sorted({cell[axis] for cell in cells}) for axis in range(3)]


def _key(cell: Cell, cells: Sequence[Cell]) -> _Key:
    rows, columns, endings = (
        frozenset(names if part == ALL else [part]) for part, names in zip(cell, _axes(cells), strict=True)
    )
    return rows, columns, endings


def _groups(cells: Sequence[Cell]) -> Iterator[tuple[_Key, tuple[int, ...]]]:
    """Every group that is guarded: a row, all rows or all but one; any columns together; an ending or all."""
    rows, columns, endings = _axes(cells)
    some_rows = {frozenset(rows), *(frozenset([row]) for row in rows), *(frozenset(rows) - {row} for row in rows)}
    some_columns = [frozenset(c) for size in range(1, len(columns) + 1) for c in combinations(columns, size)]
    some_endings = {frozenset(endings), *(frozenset([ending]) for ending in endings)}
    for row in some_rows - {frozenset()}:
        for column in some_columns:
            for ending in some_endings:
                made_of = (n for n, c in enumerate(cells) if c[0] in row and c[1] in column and c[2] in ending)
                yield (row, column, ending), tuple(made_of)


def _widest_first(cells: Sequence[Cell]) -> list[Cell]:
    rows, columns, endings = _axes(cells)
    every = [(r, c, e) for r in (ALL, *rows) for c in (ALL, *columns) for e in (ALL, *endings)]
    # Sums over all rows first: they are what tables of the same people share.
    return sorted(every, key=lambda cell: (cell[0] != ALL, sum(part != ALL for part in cell)))


def _without(one: _Sum, known: Sequence[_Sum]) -> _Sum:
    for pivot in known:
        one = _minus(one, pivot)
    return one


def _scaled(one: _Sum) -> _Sum:
    """Scale so that the first factor, which names the sum, is 1."""
    inverse = pow(one[min(one)], -1, _PRIME)
    return {n: factor * inverse % _PRIME for n, factor in one.items()}


def _minus(one: _Sum, pivot: _Sum) -> _Sum:
    """Take a known sum out, as often as it is needed to be rid of its first cell."""
    times = one.get(min(pivot), 0)
    if not times:
        return one
    left = {n: (one.get(n, 0) - times * pivot.get(n, 0)) % _PRIME for n in one.keys() | pivot.keys()}
    return {n: factor for n, factor in left.items() if factor}


def _is_multiple(one: _Sum, other: _Sum) -> bool:
    """Whether a guarded sum follows from another by scaling; one that is known to be nothing follows from nothing."""
    return bool(one) and one.keys() == other.keys() and _scaled(one) == _scaled(other)
