"""Chooses whole routes among priced ones, and gives the chosen ones their best times."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from witness.planner.plan import Plan
from witness.planner.pool.columns import Columns
from witness.planner.pool.cuts import Cut
from witness.planner.pool.master import Master
from witness.planner.pool.routes import plan_of, turns_by_day
from witness.planner.pool.rows import Rows
from witness.planner.pool.timing import timed
from witness.planner.pool.turns import Field, Turn


@dataclass(frozen=True, slots=True)
class Chosen:
    """A plan (None: none found in time, or no times keep all rules) and what no choice among these routes undercuts."""

    plan: Plan | None
    bound: float


def choose(
    field: Field,
    turns: tuple[Turn, ...],
    rows: Rows,
    columns: Columns,
    *,
    cuts: Sequence[Cut] = (),
    start: np.ndarray | None,
    until: float,
    stop: Callable[[], bool],
) -> Chosen:
    """The cheapest choice among the routes. start: numbers of routes that are a known choice."""
    master = Master(rows)
    master.cut(cuts)
    master.take(columns)
    master.model.heed(stop)
    answer = master.model.whole(until - time.monotonic(), start=start)
    if answer.routes is None:
        return Chosen(None, answer.bound)
    return Chosen(with_times(field, turns, columns, answer.routes), answer.bound)


def with_times(field: Field, turns: tuple[Turn, ...], columns: Columns, chosen: np.ndarray) -> Plan | None:
    """The plan of these routes at their best times, or None where no times keep all rules."""
    routes = turns_by_day(turns, columns, (int(at) for at in chosen))
    if not routes:
        return plan_of(field, {}, {}, {})
    times = timed(field, routes)
    return None if times is None else plan_of(field, routes, times.starts, times.ends)
