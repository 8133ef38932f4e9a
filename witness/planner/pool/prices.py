"""The lowest cost that any plan can have: routes are found as the prices of the rows ask for them.

The rows are relaxed to parts of routes and solved over few routes; their prices say what serving each task is worth,
and the labelling finds the routes that are worth more than they cost. What no route undercuts any more is the bound.
At any prices at all the following is a bound too (Lagrange), so a search cut short still proves something: the prices
of the rows, the least that each further variable can add, and for each day the cheapest route at those prices, or none.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from witness.planner.pool.ahead import look_ahead
from witness.planner.pool.columns import Columns, Numbers, joined
from witness.planner.pool.cuts import Cut, held_by
from witness.planner.pool.daily import Daily
from witness.planner.pool.growth import grow
from witness.planner.pool.highs import Relaxed
from witness.planner.pool.master import Master
from witness.planner.pool.partials import Table
from witness.planner.pool.rows import Rows

EASE = 1e-6
NEVER = -(1 << 40)
"""Earlier than any time of a problem, in its units."""

FIRST_ROOM = 1 << 14
"""Room for partial routes to begin with; eight times as much where it is not enough."""

STEPS = 160
"""Steps of time in a day, where services last long enough; more see further ahead and take longer."""
AT_ONCE = 2
"""Days that are looked at side by side; what is found is put together in their order, so that it stays the same."""

A_DAY = 10
"""Routes taken up from one day at one go; more would slow the rows down more than they help."""


@dataclass(frozen=True, slots=True)
class Fees:
    """What a route pays once where it counts in a cut; only cuts that have a price."""

    cuts: tuple[Cut, ...]
    prices: Numbers


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices of the rows, turn by turn and day by day, and the bound that they prove.

    gain: what taking a turn is worth; minus infinity where it is barred. least: by day, the cheapest route's cost less
    its gains, or 0 for no route.
    """

    row: Numbers
    gain: Numbers
    fees: Fees
    bound: float
    least: Numbers


@dataclass(frozen=True, slots=True)
class Priced:
    """Where the pricing ended: the last answer, the prices with the best bound, and whether more would better it."""

    answer: Relaxed
    best: Prices
    is_closed: bool


def gains(rows: Rows, price: Numbers) -> Numbers:
    """What each turn is worth at these prices."""
    owner = np.repeat(np.arange(len(rows.by_turn) - 1), np.diff(rows.by_turn))
    return np.bincount(owner, rows.adds * price[rows.of_turn], minlength=len(rows.by_turn) - 1)


def without_routes(rows: Rows, price: Numbers) -> float:
    """The part of the bound that no route enters. Prices must point towards a side that a row has."""
    at_side = np.where(price > 0, rows.lower, rows.upper)
    total = float(np.sum(price[price != 0] * at_side[price != 0]))
    owed = rows.cost - np.bincount(
        rows.entry_variable, rows.entry_value * price[rows.entry_row], minlength=len(rows.cost)
    )
    return rows.fixed + total + float(np.sum(np.where(owed > 0, owed * rows.low, owed * rows.high)))


def pointed(rows: Rows, price: Numbers) -> Numbers:
    """Prices without the specks that point towards a side a row does not have; days are priced by their routes."""
    price = np.where((price > 0) & np.isinf(rows.lower), 0.0, price)
    price = np.where((price < 0) & np.isinf(rows.upper), 0.0, price)
    price[rows.day_row] = 0.0
    return price


def stride(day: Daily, travel: Numbers) -> int:
    """The longest step of time that every service with the way after it lasts; 0 where some last no time at all."""
    if not len(day.at):
        return 0
    places = day.table.location
    shortest = int((day.table.duration + travel[np.ix_(places, places)].min(axis=1)).min())
    return min(shortest, max(1, (day.hours.over_end - day.hours.begin) // STEPS))


@dataclass(frozen=True, slots=True)
class Pricer:
    """Finds the routes of each day that are worth more than they cost."""

    days: tuple[Daily, ...]
    travel: Numbers
    steps: tuple[int, ...]

    def look(
        self, number: int, prices: Prices, *, below: float, is_rough: bool, limit: int
    ) -> tuple[bool, Columns, Numbers]:
        """Whether all was looked at, the day's routes (their true cost), and their cost less their gain (< below)."""
        day, step = self.days[number], self.steps[number]
        if not len(day.at):
            return True, joined([]), np.zeros(0)
        table, owed = priced_table(day, prices)
        ahead = look_ahead(table, day.hours, self.travel, step) if step > 0 else np.zeros((3, 1, 1))
        limit = min(limit, FIRST_ROOM // 2) if is_rough else limit
        is_whole, room = False, min(limit, FIRST_ROOM)
        while True:
            is_whole, first, order, reduced = grow(table, day.hours, self.travel, ahead, step, below, is_rough, room)
            if is_whole or room == limit:
                break
            room = min(8 * room, limit)
        at = day.at[order]
        owner = np.repeat(np.arange(len(reduced)), np.diff(first))
        cost = reduced + np.bincount(owner, prices.gain[at], minlength=len(reduced))
        found = Columns(np.full(len(reduced), number, np.int64), first, at, cost)
        if len(owed.cuts):
            found = replace(found, cost=cost - held_by(owed.cuts, found) @ owed.prices)
        return is_whole, found, reduced


def priced_table(day: Daily, prices: Prices) -> tuple[Table, Fees]:
    """The table of a day at these prices, without the barred turns, and the fees that a route of it may owe."""
    gain = prices.gain[day.at]
    is_barred = np.isinf(gain)
    table = day.table._replace(
        cost=day.table.cost - np.where(is_barred, 0.0, gain), high=np.where(is_barred, NEVER, day.table.high)
    )
    if not prices.fees.cuts:
        return table, prices.fees
    sets = np.stack([cut.turns for cut in prices.fees.cuts], axis=1)[day.at] > 0
    here = np.flatnonzero(sets.any(axis=0))
    owed = Fees(tuple(prices.fees.cuts[at] for at in here), prices.fees.prices[here])
    row, number = np.nonzero(sets[:, here])
    bits = np.zeros((len(here), table.bits.shape[1]), np.uint64)
    np.bitwise_or.at(bits, number, table.bits[row])
    return table._replace(
        fee=owed.prices.astype(float),
        fee_from=np.array([cut.least for cut in owed.cuts], np.int64),
        fee_bits=bits,
        fee_first=np.concatenate(([0], np.cumsum(np.bincount(row, minlength=len(gain))))).astype(np.int64),
        fee_of=number.astype(np.int64),
    ), owed


def pricer_of(days: tuple[Daily, ...], travel: Numbers) -> Pricer:
    """A pricer over all days."""
    return Pricer(days, travel, tuple(stride(day, travel) for day in days))


def price(
    pricer: Pricer,
    master: Master,
    *,
    enough: float,
    until: float,
    limit: int,
    stop: Callable[[], bool],
    is_rough: bool = True,
) -> Priced:
    """Prices routes until none undercuts the rows, the time `until` (monotonic) is over, or `enough` is proven."""

    def is_over() -> bool:
        return stop() or time.monotonic() > until

    best: Prices | None = None
    while True:
        answer = master.model.relaxed(max(0.05, until - time.monotonic()))
        found, prices = one_round(pricer, master, answer, is_rough, limit, is_over)
        if best is None or prices.bound >= best.bound:
            best = prices
        is_stuck = not is_rough and not len(found)
        is_reached = best.bound >= min(enough, answer.value) - EASE
        if is_stuck or is_reached or is_over():
            master.take(found)
            return Priced(answer, best, is_reached or (is_stuck and prices.bound > -inf))
        is_rough = is_rough and len(found) > len(pricer.days) // 4
        master.take(found)


def one_round(
    pricer: Pricer, master: Master, answer: Relaxed, is_rough: bool, limit: int, stop: Callable[[], bool]
) -> tuple[Columns, Prices]:
    """The routes that undercut these prices, and the bound: minus infinity unless every day was looked at whole."""
    rows = master.rows
    row_price = pointed(rows, answer.row_price)
    asked = prices_at(master, row_price, len(pricer.days))
    below = answer.row_price[rows.day_row] - EASE

    def look(day: int) -> tuple[bool, Columns, float] | None:
        if stop():
            return None
        is_whole, columns, reduced = pricer.look(day, asked, below=float(below[day]), is_rough=is_rough, limit=limit)
        cheapest = columns.only(np.argsort(reduced, kind="stable")[:A_DAY])
        return is_whole, cheapest, min(float(below[day]), 0.0, reduced.min(initial=inf))

    with ThreadPoolExecutor(AT_ONCE) as threads:
        seen = [one for one in threads.map(look, range(len(pricer.days))) if one is not None]
    found = [columns for _, columns, _ in seen]
    if len(seen) < len(pricer.days):
        return joined(found), asked
    least = np.array([cheapest for _, _, cheapest in seen], float)
    is_proven = not is_rough and all(is_whole for is_whole, _, _ in seen)
    bound = without_routes(rows, row_price) + float(least.sum()) if is_proven else -inf
    return joined(found), replace(asked, bound=bound, least=least)


def prices_at(master: Master, row_price: Numbers, days: int) -> Prices:
    """What the prices of the rows mean for turns and routes; no bound yet."""
    gain = gains(master.first, row_price)
    gain[master.barred] = -inf
    own = row_price[len(master.first.lower) :]
    priced = np.flatnonzero(own < 0)
    fees = Fees(tuple(master.cuts[at] for at in priced), -own[priced])
    return Prices(row_price, gain, fees, -inf, np.zeros(days))


def near(pricer: Pricer, prices: Prices, *, gap: float, most: int, stop: Callable[[], bool]) -> Columns | None:
    """Every route that a plan at most `gap` above the bound may hold; None when there are more than `most`."""
    parts: list[Columns] = []
    total = 0
    for day in range(len(pricer.days)):
        below = prices.least[day] + gap + EASE
        is_whole, columns, _ = pricer.look(day, prices, below=below, is_rough=False, limit=8 * most)
        total += len(columns)
        if not is_whole or total > most or stop():
            return None
        parts.append(columns)
    return joined(parts)


def within(columns: Columns, prices: Prices, gap: float) -> Columns:
    """The routes among these that a plan at most `gap` above the bound may hold."""
    owner = np.repeat(np.arange(len(columns)), np.diff(columns.first))
    gain = np.bincount(owner, prices.gain[columns.turns], minlength=len(columns))
    reduced = columns.cost - gain + held_by(prices.fees.cuts, columns) @ prices.fees.prices
    return columns.only(np.flatnonzero(reduced < prices.least[columns.day] + gap + EASE))
