"""Further rows that every plan keeps and mixtures of parts of routes often do not: they bring the bound nearer.

Of three tasks at most one route can hold two, whichever routes are taken. And whoever serves a client at all on a day
is a face that the client meets, also where one route does it with one visit and another route with the next.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from witness.planner.pool.columns import Columns, Numbers
from witness.planner.pool.rows import Rows
from witness.planner.pool.turns import Field, Kind, Turn, people

CLEAR = 0.02
"""By how much a row must be broken to be worth having."""

FACES_AT_ONCE = 40
THREES_AT_ONCE = 30
OFTEN = 5
"""In how many new threes one task may be."""

Name = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class Cut:
    """A row: the routes with at least `least` of these turns, less a variable (-1: none), are at most `upper`."""

    name: Name
    turns: Numbers
    least: int
    upper: float
    variable: int


@dataclass(frozen=True, slots=True)
class Mixture:
    """Parts of routes: the routes, how much of each, and the variables beside them."""

    columns: Columns
    share: Numbers
    variables: Numbers


@dataclass(frozen=True, slots=True)
class Seeker:
    """Looks for rows that a mixture breaks. elements: sets of turns of which a plan takes one at most."""

    day_of: Numbers
    faces: Numbers
    elements: Numbers
    rows: Rows

    def broken(self, mixture: Mixture, known: Collection[Name]) -> list[Cut]:
        """The rows that are broken most, without those that are known."""
        found = [*self.broken_faces(mixture), *self.broken_threes(mixture)]
        return [cut for cut in found if cut.name not in known]

    def broken_faces(self, mixture: Mixture) -> list[Cut]:
        days = int(self.day_of.max(initial=-1)) + 1
        total = np.zeros((days, self.faces.shape[1]))
        np.add.at(total, mixture.columns.day, mixture.share[:, None] * (counted(mixture.columns, self.faces) > 0))
        variables = np.array([face.variable for face in self.rows.faces], np.int64)
        excess = total - mixture.variables[variables][None, :]
        found: list[Cut] = []
        for at in np.argsort(-excess, axis=None, kind="stable")[:FACES_AT_ONCE]:
            day, face = divmod(int(at), self.faces.shape[1])
            if excess[day, face] <= CLEAR:
                break
            turns = (self.faces[:, face] > 0) & (self.day_of == day)
            found.append(Cut(("face", day, face, 0), turns, 1, 0.0, int(variables[face])))
        return found

    def broken_threes(self, mixture: Mixture) -> list[Cut]:
        held = (counted(mixture.columns, self.elements) > 0).astype(float)
        both = (held.T * mixture.share) @ held
        found: list[tuple[float, int, int, int]] = []
        for one in range(held.shape[1]):
            own = held[held[:, one] > 0]
            every = (own.T * mixture.share[held[:, one] > 0]) @ own
            excess = both[one][:, None] + both[one][None, :] + both - 2 * every - 1.0
            excess = np.triu(excess, 1)
            excess[: one + 1] = 0.0
            found += [(-float(excess[i, j]), one, int(i), int(j)) for i, j in np.argwhere(excess > CLEAR)]
        return self.threes(sorted(found))

    def threes(self, ranked: Sequence[tuple[float, int, int, int]]) -> list[Cut]:
        """A few of them, no task in too many."""
        used = np.zeros(self.elements.shape[1], int)
        found: list[Cut] = []
        for _, one, second, third in ranked:
            three = [one, second, third]
            if len(found) == THREES_AT_ONCE or used[three].max() >= OFTEN:
                continue
            used[three] += 1
            turns = self.elements[:, three].sum(axis=1) > 0
            found.append(Cut(("three", one, second, third), turns, 2, 1.0, -1))
        return found


def seeker_of(field: Field, turns: Sequence[Turn], rows: Rows) -> Seeker:
    """A seeker over all turns. Who attends a visit of two is an element for each officer."""
    elements: dict[tuple[int, int], list[int]] = {}
    for number, turn in enumerate(turns):
        if turn.kind is not Kind.DROPOFF:
            officer = field.days[turn.day].officer if people(field.tasks[turn.task]) > 1 else -1
            elements.setdefault((turn.task, officer), []).append(number)
    return Seeker(
        day_of=np.array([turn.day for turn in turns], np.int64),
        faces=membership(len(turns), [face.turns for face in rows.faces]),
        elements=membership(len(turns), list(elements.values())),
        rows=rows,
    )


def membership(count: int, sets: Sequence[Sequence[int]]) -> Numbers:
    """Which turns are in which set."""
    found = np.zeros((count, len(sets)), np.int8)
    for at, turns in enumerate(sets):
        found[list(turns), at] = 1
    return found


def counted(columns: Columns, sets: Numbers) -> Numbers:
    """How many turns of each set each route holds."""
    if not len(columns):
        return np.zeros((0, sets.shape[1]), np.int64)
    return np.add.reduceat(sets[columns.turns].astype(np.int64), columns.first[:-1], axis=0)


def held_by(cuts: Sequence[Cut], columns: Columns) -> Numbers:
    """Which routes (rows) count in which cuts (columns)."""
    if not cuts:
        return np.zeros((len(columns), 0), bool)
    sets = np.stack([cut.turns for cut in cuts], axis=1)
    return counted(columns, sets) >= np.array([cut.least for cut in cuts])
