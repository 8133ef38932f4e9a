"""Which tasks are near each other in place and time, so that it may pay to plan them anew together."""

import numpy as np

from witness.planner.problem import Problem, Ride, Step, Visit, Window
from witness.planner.search.tables import Floats, Ints

_NEIGHBOURS = 60
_WAIT = 0.2  # how much a unit of waiting counts against one of travel


def nearest(problem: Problem, tasks: tuple[Visit | Ride, ...]) -> Ints:
    """The nearest other tasks of each, nearest first. [tasks, up to 60]"""
    count = len(tasks)
    steps = [_steps(task) for task in tasks]
    index = {place: n for n, place in enumerate(problem.locations)}
    travel = np.array(problem.travel, dtype=np.float64)
    apart = np.zeros((count, count))
    for a in range(count):
        for b in range(a):
            apart[a, b] = apart[b, a] = min(_between(travel, index, s, o) for s in steps[a] for o in steps[b])
    np.fill_diagonal(apart, np.inf)
    order = np.argsort(apart, axis=1, kind="stable")
    return np.ascontiguousarray(order[:, : min(_NEIGHBOURS, max(0, count - 1))]).astype(np.int64)


def _steps(task: Visit | Ride) -> tuple[Step, ...]:
    return (task.step,) if isinstance(task, Visit) else (task.pickup, task.dropoff)


def _between(travel: Floats, index: dict[str, int], one: Step, other: Step) -> float:
    a, b = index[one.location], index[other.location]
    there, back = float(travel[a, b]), float(travel[b, a])
    return min(there + _WAIT * _idle(one, other, there), back + _WAIT * _idle(other, one, back))


def _idle(one: Step, other: Step, leg: float) -> float:
    """How long whoever goes from one to the other has to wait at least."""
    return max(0.0, min(_gap(w, v, one.duration + leg) for w in one.windows for v in other.windows))


def _gap(one: Window, other: Window, lasts: float) -> float:
    return max(other[0] - one[1] - lasts, one[0] + lasts - other[1])
