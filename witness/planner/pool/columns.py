"""Officer-day routes as columns: which turns each takes, in order, and what it costs at the best times."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Numbers = np.ndarray


@dataclass(frozen=True, slots=True)
class Columns:
    """Routes one after another. first: where each begins in `turns`, one more than routes; day and cost of each.

    A cost is never more than what the route costs in truth at its best times.
    """

    day: Numbers
    first: Numbers
    turns: Numbers
    cost: Numbers

    def __len__(self) -> int:
        return len(self.cost)

    def route(self, at: int) -> list[int]:
        """The turns of one route, in order."""
        return [int(turn) for turn in self.turns[self.first[at] : self.first[at + 1]]]

    def only(self, chosen: Numbers) -> "Columns":
        """The chosen routes (by number) alone, in that order."""
        lengths = np.diff(self.first)[chosen]
        first = np.concatenate(([0], np.cumsum(lengths)))
        inside = np.arange(first[-1]) - np.repeat(first[:-1], lengths)
        return Columns(
            self.day[chosen], first, self.turns[np.repeat(self.first[chosen], lengths) + inside], self.cost[chosen]
        )


def joined(parts: Sequence[Columns]) -> Columns:
    """Several lots of routes as one."""
    offsets = np.cumsum([0, *(len(part.turns) for part in parts)])
    return Columns(
        day=np.concatenate([np.zeros(0, np.int64), *(part.day for part in parts)]),
        first=np.concatenate([[0], *(part.first[1:] + at for part, at in zip(parts, offsets, strict=False))]).astype(
            np.int64
        ),
        turns=np.concatenate([np.zeros(0, np.int64), *(part.turns for part in parts)]),
        cost=np.concatenate([np.zeros(0), *(part.cost for part in parts)]),
    )
