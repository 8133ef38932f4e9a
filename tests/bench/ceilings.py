"""How exactly anybody could find those who would not come: by knowing everything, and by the best weights there are.

Where concern falls short of a promise, this says of what: of what nobody could have known by then, of what nobody wrote
down, or of the weights. Nothing here is part of the product.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from tests.bench.life_causes import chance_of_absence
from tests.bench.life_records import Life
from witness.domain.concern import Concern

State = tuple[int, ...]
Facts = frozenset[tuple[str, int]]
Known = TypeVar("Known")
ROUNDS, RIDGE = 12, 1.0


def on_the_day(life: Life) -> float:
    """The chance that they do not come, by all causes as they are on the day: all that is left is chance."""
    return chance_of_absence(life, life.on_the_day)


def when_judged(life: Life, at: int) -> State:
    """All true causes on the day on which everybody is looked at."""
    truth = life.when_judged
    undecided = life.measures and (life.decided is None or life.decided < at)
    return (truth.contact, truth.fear, truth.lift_open, undecided, truth.clash, truth.phone_dead, truth.torn)


def recorded(concern: Concern) -> Facts:
    """Which factors hold, and at which step."""
    return frozenset((factor.code.value, factor.points) for factor in concern.factors)


def learnt_from_others(
    known: Sequence[Sequence[Known]], came: Sequence[Sequence[bool]], learn: Callable[..., Callable[[Known], float]]
) -> list[tuple[float, ...]]:
    """Score each cohort by what the other half of the cohorts teaches. known: of each cohort, of each witness."""
    taught: list[Callable[[Known], float]] = []
    for half in (0, 1):
        others = range(1 - half, len(known), 2) if len(known) > 1 else range(1)
        taught.append(learn([one for n in others for one in known[n]], [here for n in others for here in came[n]]))
    return [tuple(taught[number % 2](one) for one in own) for number, own in enumerate(known)]


def by_shares(known: list[State], came: list[bool]) -> Callable[[State], float]:
    """Score by the share that did not come among those who were alike in everything."""
    overall = 1 - sum(came) / len(came)
    alike = Counter(known)
    absent = Counter(one for one, here in zip(known, came, strict=True) if not here)
    return lambda one: (absent[one] + 5 * overall) / (alike[one] + 5)


def by_best_weights(known: list[Facts], came: list[bool]) -> Callable[[Facts], float]:
    """Score by the weights of a table of factors that fit best: additive, like the table, but free of any band."""
    names = sorted(frozenset().union(*known))
    columns = {name: number for number, name in enumerate(names)}
    held = np.array([[name in one for name in names] + [True] for one in known], dtype=float)
    absent = 1.0 - np.array(came, dtype=float)
    weights = np.zeros(held.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-held @ weights))
        slope = held.T @ (absent - chance) - RIDGE * weights
        bend = (held * (chance * (1 - chance))[:, None]).T @ held + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(bend, slope)
    return lambda one: float(sum(weights[columns[name]] for name in one if name in columns))
