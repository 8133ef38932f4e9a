"""The best moments for routes whose order is settled: one small linear programme over all of them together.

All its rows are differences of two times, so that its corners are whole numbers. Waiting, duration, lateness,
overtime and being moved are all paid here as the format pays them; the gaps of pairs, equal starts and the longest
rides tie the routes together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

import highspy
import numpy as np

from witness.planner.pool.highs import quiet_highs
from witness.planner.pool.turns import FAR, Field, Kind, Turn, spans_of, steps_of
from witness.planner.problem import Pair, Ride, Shift


@dataclass(slots=True)
class Times:
    """Times as variables with costs, and rows `later - earlier` between low and high."""

    cost: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[tuple[int, int, float, float]] = field(default_factory=list)

    def time(self, low: float, high: float, cost: float = 0.0) -> int:
        self.cost.append(cost)
        self.low.append(low)
        self.high.append(high)
        return len(self.cost) - 1

    def between(self, earlier: int, later: int, low: float, high: float = inf) -> None:
        self.rows.append((earlier, later, low, high))

    def pay(self, variable: int, rate: float) -> None:
        self.cost[variable] += rate

    def pay_above(self, variable: int, limit: int, rate: float) -> None:
        """Each unit above the limit costs `rate`."""
        if rate > 0:
            self.between(self.time(limit, inf, rate), variable, -inf, 0.0)

    def pay_below(self, variable: int, limit: int, rate: float) -> None:
        """Each unit below the limit costs `rate`."""
        if rate > 0:
            self.between(self.time(-inf, limit, -rate), variable, 0.0)

    def solved(self) -> list[int] | None:
        """The best times, or None where there are none."""
        highs = quiet_highs()
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.rows)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = (
            np.array(self.cost),
            np.array(self.low, float),
            np.array(self.high, float),
        )
        lp.row_lower_ = np.array([low for _, _, low, _ in self.rows], float)
        lp.row_upper_ = np.array([high for _, _, _, high in self.rows], float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.arange(0, 2 * len(self.rows) + 1, 2, dtype=np.int32)
        lp.a_matrix_.index_ = np.array([at for a, b, _, _ in self.rows for at in (a, b)], np.int32)
        lp.a_matrix_.value_ = np.tile([-1.0, 1.0], len(self.rows))
        highs.passModel(lp)
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return [round(value) for value in highs.getSolution().col_value]


@dataclass(frozen=True, slots=True)
class Timed:
    """The start of every stop of each day's route, and when each route leaves and is back."""

    starts: dict[int, list[int]]
    ends: dict[int, tuple[int, int]]


def timed(field: Field, routes: Mapping[int, Sequence[Turn]]) -> Timed | None:
    """The best times for these routes (turns in order, by day), or None where no times keep all rules."""
    times = Times()
    of_visit: dict[int, int] = {}
    stops = {day: [stop_time(field, times, of_visit, turn) for turn in turns] for day, turns in routes.items()}
    ends = {day: along(field, times, day, turns, stops[day]) for day, turns in routes.items()}
    for pair in field.problem.pairs:
        keep_gap(field, times, of_visit, pair)
    pay_latest(field, times, of_visit)
    found = times.solved()
    if found is None:
        return None
    return Timed(
        {day: [found[at] for at in own] for day, own in stops.items()},
        {day: (found[leave], found[back]) for day, (leave, back) in ends.items()},
    )


def stop_time(field: Field, times: Times, of_visit: dict[int, int], turn: Turn) -> int:
    """The time at which a turn starts: one and the same for everybody at a visit."""
    weights, upm = field.problem.weights, field.problem.units_per_minute
    low, high = whole_span(field, turn)
    if turn.kind is not Kind.DROPOFF and turn.task in of_visit:
        at = of_visit[turn.task]
        times.low[at], times.high[at] = max(times.low[at], low), min(times.high[at], high)
        return at
    at = times.time(low, high)
    if turn.kind is Kind.DROPOFF:
        return at
    of_visit[turn.task] = at
    if turn.wished >= 0:
        times.pay_above(at, turn.wished, weights.change_start / upm)
        times.pay_below(at, turn.wished, weights.change_start / upm)
    if turn.soft_end < FAR:
        times.pay_above(at, turn.soft_end, weights.late / upm)
    return at


def whole_span(field: Field, turn: Turn) -> tuple[float, float]:
    """The span of the turn, or the whole window around its moment: a moment is only a part of one."""
    if turn.moment < 0:
        return turn.earliest, turn.latest
    for low, high, _ in spans_of(field.tasks[turn.task], steps_of(field.tasks[turn.task])[0][1]):
        if low <= turn.earliest <= high:
            return low, high if high < FAR else inf
    return turn.earliest, turn.latest


def along(field: Field, times: Times, day: int, turns: Sequence[Turn], stops: Sequence[int]) -> tuple[int, int]:
    """Ties one route together: ways, waiting, the hours of the shift. Answers when it leaves and when it is back."""
    weights, upm = field.problem.weights, field.problem.units_per_minute
    shift = field.shift_of(day)
    leave = times.time(shift.start, inf, -weights.duration / upm)
    back = times.time(-inf, shift.end + shift.max_overtime, weights.duration / upm)
    out, home = ways(field, shift, turns)
    times.between(leave, stops[0], out, out)
    times.between(stops[-1], back, turns[-1].duration + home, turns[-1].duration + home)
    times.pay_above(back, shift.end, weights.overtime / upm)
    if shift.max_duration is not None:
        times.between(leave, back, 0, shift.max_duration)
    for at in range(len(turns) - 1):
        way = int(field.travel[turns[at].location, turns[at + 1].location])
        times.between(stops[at], stops[at + 1], turns[at].duration + way)
        times.pay(stops[at], -weights.wait / upm)
        times.pay(stops[at + 1], weights.wait / upm)
    for at, turn in enumerate(turns):
        task = field.tasks[turn.task]
        if turn.kind is Kind.PICKUP and isinstance(task, Ride) and task.max_ride is not None:
            drop = next(
                n for n in range(at, len(turns)) if turns[n].task == turn.task and turns[n].kind is Kind.DROPOFF
            )
            times.between(stops[at], stops[drop], 0, turn.duration + task.max_ride)
    return leave, back


def ways(field: Field, shift: Shift, turns: Sequence[Turn]) -> tuple[int, int]:
    """The way out and the way home of a route."""
    out = 0 if shift.origin is None else int(field.travel[field.place[shift.origin], turns[0].location])
    home = 0 if shift.destination is None else int(field.travel[turns[-1].location, field.place[shift.destination]])
    return out, home


def keep_gap(field: Field, times: Times, of_visit: Mapping[int, int], pair: Pair) -> None:
    """The gap of a pair, if both are served."""
    first, second = of_visit.get(field.number[pair.first]), of_visit.get(field.number[pair.second])
    if first is None or second is None:
        return
    low = -inf if pair.min_gap is None else pair.min_gap
    times.between(first, second, low, inf if pair.max_gap is None else pair.max_gap)


def pay_latest(field: Field, times: Times, of_visit: Mapping[int, int]) -> None:
    """The latest visit's lateness is paid once."""
    rate = field.problem.weights.late_max / field.problem.units_per_minute
    soft = [(at, field.tasks[task]) for task, at in of_visit.items() if getattr(field.tasks[task], "is_soft", False)]
    if rate <= 0 or not soft:
        return
    latest = times.time(0, inf, rate)
    for at, task in soft:
        times.between(at, latest, -steps_of(task)[0][1].windows[-1][1])
