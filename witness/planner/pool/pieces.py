"""What a partial route costs, as a function of when its last service starts: convex, in straight pieces.

Waiting, being late and being moved from a promised time cost so much a minute, so the function bends only upwards.
Row of pieces: from x[k] on, the cost changes by s[k] a unit; `value` is the cost at x[0]. After the last window's end
the function goes on with the price of waiting, as if the officer stayed on: so it can be compared with any other.
"""

import numpy as np

from witness.planner.compiled import compiled

Numbers = np.ndarray

PIECES = 14
"""Room for pieces. A function with more is cut short: then it is too cheap later on, which a bound may be."""


@compiled
def slope_at(here: int, slope: float, wish: int, wish_rate: float, soft_end: int, late_rate: float) -> float:
    """The slope from `here` on, with what being moved and being late add to that of the arrival."""
    if wish >= 0:
        slope += wish_rate if here >= wish else -wish_rate
    if here >= soft_end:
        slope += late_rate
    return slope


@compiled
def next_bend(x: Numbers, at: int, count: int, here: int, wish: int, soft_end: int, high: int) -> int:
    """Where the slope changes next after `here`, at `high` at the latest."""
    after = high
    if at + 1 < count:
        after = min(after, x[at + 1])
    if here < wish:
        after = min(after, wish)
    if here < soft_end:
        after = min(after, soft_end)
    return after


@compiled
def start_cost(
    x: Numbers,
    s: Numbers,
    count: int,
    value: float,
    low: int,
    high: int,
    wish: int,
    wish_rate: float,
    soft_end: int,
    late_rate: float,
    wait_rate: float,
    out_x: Numbers,
    out_s: Numbers,
) -> tuple[int, float]:
    """Cost at arrival (pieces x, s; `value` at x[0]) turned into cost at the start of a service in [low, high].

    wish, soft_end: -1 and far ahead where there is none. Answers (pieces, cost at the first possible start) and
    writes the pieces; (0, 0.0) when it cannot start in time.
    """
    first = max(x[0], low)
    if first > high:
        return 0, 0.0
    at = 0
    while at + 1 < count and x[at + 1] <= first:
        value += s[at] * (x[at + 1] - x[at])
        at += 1
    value += s[at] * (first - x[at])
    if wish >= 0:
        value += wish_rate * abs(first - wish)
    value += late_rate * max(0, first - soft_end)
    made, here = 0, first
    while made < out_x.shape[0]:
        slope = wait_rate
        if here < high or here == first:
            slope = min(wait_rate, slope_at(here, s[at], wish, wish_rate, soft_end, late_rate))
        if made == 0 or slope > out_s[made - 1] + 1e-12:
            out_x[made], out_s[made] = here, slope
            made += 1
        if slope >= wait_rate - 1e-12:
            break
        after = next_bend(x, at, count, here, wish, soft_end, high)
        if after == here == high:
            # The window is a single moment: from it on there is only waiting.
            out_s[made - 1] = wait_rate
            break
        here = after
        if at + 1 < count and here >= x[at + 1]:
            at += 1
    return made, value


@compiled
def least_cost(
    x: Numbers, s: Numbers, count: int, value: float, home: int, end: int, over_end: int, over_rate: float
) -> float:
    """The least cost of ending the route, `home` after the last start; inf when it would be over `over_end`."""
    last = over_end - home
    if x[0] > last:
        return np.inf
    best = np.inf
    due = end - home
    here = x[0]
    at = 0
    while True:
        total = value + over_rate * max(0, here - due)
        best = min(best, total)
        after = last
        if at + 1 < count:
            after = min(after, x[at + 1])
        if here < due:
            after = min(after, due)
        if after <= here:
            return float(best)
        value += s[at] * (after - here)
        here = after
        if at + 1 < count and here >= x[at + 1]:
            at += 1


@compiled
def is_never_dearer(xa: Numbers, sa: Numbers, na: int, va: float, xb: Numbers, sb: Numbers, nb: int, vb: float) -> bool:
    """Whether cost a is at most cost b wherever b is defined, and a is defined from b's first start on."""
    if xa[0] > xb[0]:
        return False
    at, bt = 0, 0
    here = xb[0]
    while at + 1 < na and xa[at + 1] <= here:
        va += sa[at] * (xa[at + 1] - xa[at])
        at += 1
    va += sa[at] * (here - xa[at])
    while True:
        if va > vb + 1e-9:
            return False
        after = -1
        if at + 1 < na:
            after = xa[at + 1]
        if bt + 1 < nb and (after < 0 or xb[bt + 1] < after):
            after = xb[bt + 1]
        if after < 0:
            return bool(sa[at] <= sb[bt] + 1e-12)
        va += sa[at] * (after - here)
        vb += sb[bt] * (after - here)
        here = after
        if at + 1 < na and here >= xa[at + 1]:
            at += 1
        if bt + 1 < nb and here >= xb[bt + 1]:
            bt += 1
