"""The rows with the routes met so far: asked for prices, given routes and further rows, and held to one branch."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

import numpy as np

from witness.planner.pool.columns import Columns, Numbers, joined
from witness.planner.pool.cuts import Cut, Mixture, held_by
from witness.planner.pool.highs import Model, Relaxed
from witness.planner.pool.rows import Rows


class Master:
    """A model that grows by routes and by cuts. barred: turns that no route may take now (by turn)."""

    def __init__(self, rows: Rows) -> None:
        self.first = rows
        self.rows = rows
        self.model = Model(rows)
        self.cuts: list[Cut] = []
        self.barred = np.zeros(len(rows.by_turn) - 1, bool)
        self._parts: list[Columns] = []

    @property
    def columns(self) -> Columns:
        """All routes, in the order in which they were taken."""
        self._parts = [joined(self._parts)]
        return self._parts[0]

    def take(self, columns: Columns) -> None:
        """More routes."""
        if not len(columns):
            return
        self._parts.append(columns)
        self.model.add(columns.cost, *entries_of(self.first, self.cuts, columns))

    def cut(self, cuts: Sequence[Cut]) -> None:
        """More rows, over all routes."""
        held = held_by(cuts, self.columns)
        for at, cut in enumerate(cuts):
            routes = self.model.variables + np.flatnonzero(held[:, at])
            own = [cut.variable] if cut.variable >= 0 else []
            index = np.concatenate((np.array(own, np.int64), routes))
            self.model.row(-inf, cut.upper, index, np.concatenate((np.full(len(own), -1.0), np.ones(len(routes)))))
        self.cuts += cuts
        self.rows = with_cuts(self.rows, cuts)

    def hold(self, low: Numbers, high: Numbers, barred: Numbers) -> None:
        """Holds the variables within other limits, and no route to a barred turn."""
        self.rows = replace(self.rows, low=low, high=high)
        self.barred = barred
        columns = self.columns
        is_barred = np.zeros(0, bool)
        if len(columns):
            is_barred = np.add.reduceat(barred[columns.turns].astype(np.int64), columns.first[:-1]) > 0
        self.model.limit(np.concatenate((low, np.zeros(len(columns)))), np.concatenate((high, 1.0 - is_barred)))

    def mixture(self, answer: Relaxed) -> Mixture:
        """What of the routes an answer takes."""
        taken = np.flatnonzero(answer.routes > 1e-6)
        return Mixture(self.columns.only(taken), answer.routes[taken], answer.variables)


def with_cuts(rows: Rows, cuts: Sequence[Cut]) -> Rows:
    """The rows and the cuts behind them. Turns do not add to cuts one by one, so `of_turn` stays as it is."""
    tied = [(len(rows.lower) + at, cut.variable) for at, cut in enumerate(cuts) if cut.variable >= 0]
    return replace(
        rows,
        lower=np.concatenate((rows.lower, np.full(len(cuts), -inf))),
        upper=np.concatenate((rows.upper, np.array([cut.upper for cut in cuts], float))),
        entry_row=np.concatenate((rows.entry_row, np.array([row for row, _ in tied], np.int64))),
        entry_variable=np.concatenate((rows.entry_variable, np.array([variable for _, variable in tied], np.int64))),
        entry_value=np.concatenate((rows.entry_value, np.full(len(tied), -1.0))),
    )


def entries_of(rows: Rows, cuts: Sequence[Cut], columns: Columns) -> tuple[Numbers, Numbers, Numbers]:
    """Where each route begins, the rows it adds to, and how much. rows: without the cuts."""
    owner = np.repeat(np.arange(len(columns)), np.diff(columns.first))
    counts = (rows.by_turn[1:] - rows.by_turn[:-1])[columns.turns]
    begin = np.repeat(rows.by_turn[columns.turns], counts)
    inside = np.arange(len(begin)) - np.repeat(np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
    held_route, held_cut = np.nonzero(held_by(cuts, columns))
    width = len(rows.lower) + len(cuts)
    route = np.concatenate((np.repeat(owner, counts), np.arange(len(columns)), held_route))
    row = np.concatenate((rows.of_turn[begin + inside], rows.day_row[columns.day], len(rows.lower) + held_cut))
    value = np.concatenate((rows.adds[begin + inside], np.ones(len(columns) + len(held_route))))
    keys, at = np.unique(route * width + row, return_inverse=True)
    sums = np.bincount(at, value, minlength=len(keys))
    return np.searchsorted(keys // width, np.arange(len(columns))), keys % width, sums
