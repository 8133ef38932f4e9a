"""A day's turns and hours, and partial routes through them, as the compiled loops read them."""

from typing import NamedTuple

import numpy as np

from witness.planner.compiled import making

Numbers = np.ndarray


class Table(NamedTuple):
    """The turns of a day, one entry each, times in units.

    ride: -1 for a visit, r for a pick-up, -2 - r for a drop-off. longest: ride, -1 for no limit. seats: on board from
    here on (+/-). load: for the whole route. drop: for a pick-up, a row of its drop-off (-1). cost: wherever it stands.
    moved, late: a unit. bits: its own bit in words of 64; block: bits that exclude it; need: bits of which one must be
    there (none: no need). alike: a number that turns share which exclude one another.
    fee: what a route pays once as soon as it holds `fee_from` of the bits `fee_bits`; each turn's fees are in `fee_of`,
    from `fee_first` of the turn on.
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
    fee: Numbers
    fee_from: Numbers
    fee_bits: Numbers
    fee_first: Numbers
    fee_of: Numbers


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
    a longest ride; open: a number for the set of them. order, start: scratch paper for one route. level: one slope of
    nothing, where no route is before.
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
    order: Numbers
    start: Numbers
    level: Numbers


@making
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
        np.empty(limit, np.int64),
        np.empty(limit, np.int64),
        np.zeros(1, np.float64),
    )
