"""The one way HiGHS is set and asked, so that every model of a process agrees with it and its word is checked."""

from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np

from witness.planner.pool.rows import Rows

Numbers = np.ndarray

THREADS = 1
"""HiGHS keeps one pool of threads a process: a second model that asked for another number would silently answer 0."""

FEASIBLE = 1e-7


@dataclass(frozen=True, slots=True)
class Relaxed:
    """An answer with parts of routes allowed: the prices of the rows, and how much of each route and variable."""

    value: float
    row_price: Numbers
    routes: Numbers
    variables: Numbers


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer with whole routes. bound: no answer is cheaper; routes: None when none was found in time."""

    routes: Numbers | None
    value: float
    bound: float


class Unsolved(Exception):
    """HiGHS did not come to an answer; its status."""


class Quiet(highspy.Highs):
    """HiGHS without the banner that it would write into what a command answers, where a plan is to stand."""

    def enableCallbacks(self) -> None:  # noqa: N802
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def quiet_highs() -> Quiet:
    """HiGHS, set as everywhere."""
    highs = Quiet()  # type: ignore[no-untyped-call]
    highs.setOptionValue("threads", THREADS)
    return highs


class Model:
    """Rows and variables, then routes that are added as they are found."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.variables = len(rows.cost)
        self.count = 0
        self._highs = quiet_highs()
        self._highs.passModel(self._first())

    def _first(self) -> highspy.HighsLp:
        rows, lp = self.rows, highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.variables, len(rows.lower)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = rows.cost, rows.low, rows.high
        lp.row_lower_, lp.row_upper_ = rows.lower, rows.upper
        order = np.lexsort((rows.entry_row, rows.entry_variable))
        counts = np.bincount(rows.entry_variable, minlength=self.variables)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
        lp.a_matrix_.index_ = rows.entry_row[order].astype(np.int32)
        lp.a_matrix_.value_ = rows.entry_value[order]
        lp.offset_ = rows.fixed
        return lp

    def add(self, cost: Numbers, start: Numbers, index: Numbers, value: Numbers) -> None:
        """More routes, each with the rows it adds to."""
        count = len(cost)
        if not count:
            return
        self._highs.addCols(
            count,
            cost,
            np.zeros(count),
            np.ones(count),
            len(index),
            start.astype(np.int32),
            index.astype(np.int32),
            value,
        )
        self.count += count

    def row(self, lower: float, upper: float, index: Numbers, value: Numbers) -> None:
        """One more row over variables and routes, by number."""
        self._highs.addRow(lower, upper, len(index), index.astype(np.int32), value)

    def limit(self, low: Numbers, high: Numbers) -> None:
        """Other limits for all variables and routes; only those that change, so that HiGHS goes on from where it is."""
        lp = self._highs.getLp()
        changed = np.flatnonzero((np.array(lp.col_lower_) != low) | (np.array(lp.col_upper_) != high))
        if len(changed):
            self._highs.changeColsBounds(len(changed), changed.astype(np.int32), low[changed], high[changed])

    def relaxed(self, seconds: float) -> Relaxed:
        """The cheapest mixture of parts of routes."""
        self._run(seconds)
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise Unsolved(str(self._highs.getModelStatus()))
        answer = self._highs.getSolution()
        return Relaxed(
            value=self._highs.getInfo().objective_function_value,
            row_price=np.array(answer.row_dual),
            routes=np.array(answer.col_value)[self.variables :],
            variables=np.array(answer.col_value)[: self.variables],
        )

    def heed(self, stop: Callable[[], bool]) -> None:
        """Ends a run early once `stop` says so."""

        def ask(event: highspy.HighsCallbackEvent) -> None:
            if stop():
                event.interrupt()

        self._highs.cbMipInterrupt.subscribe(ask)

    def whole(self, seconds: float, *, start: Numbers | None = None) -> Whole:
        """The cheapest choice of whole routes. start: routes of a known choice (1 each), to begin from."""
        highs = self._highs
        whole = np.concatenate((self.rows.is_whole, np.ones(self.count, bool)))
        at = np.flatnonzero(whole).astype(np.int32)
        kinds = np.ones(len(at), np.uint8)
        highs.changeColsIntegrality(len(at), at, kinds)
        highs.setOptionValue("mip_rel_gap", 0.0)
        highs.setOptionValue("mip_abs_gap", 1e-6)
        if start is not None:
            chosen = (self.variables + start).astype(np.int32)
            highs.setSolution(len(chosen), chosen, np.ones(len(chosen)))
        self._run(seconds)
        info = highs.getInfo()
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Whole(None, np.inf, np.inf)
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Whole(None, np.inf, info.mip_dual_bound)
        value = np.array(highs.getSolution().col_value)[self.variables :]
        return Whole(np.flatnonzero(value > 0.5), info.objective_function_value, info.mip_dual_bound)

    def _run(self, seconds: float) -> None:
        # The limit counts from the model's first run on.
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(seconds, 0.01))
        if self._highs.run() == highspy.HighsStatus.kError:
            raise Unsolved(str(self._highs.getModelStatus()))
