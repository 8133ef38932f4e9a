"""What binds the starts of two attendances: equal starts, gaps, the longest ride, the longest shift."""

from dataclasses import dataclass

import numpy as np

from witness.planner.problem import Problem, Ride, Visit
from witness.planner.search.nodes import Node
from witness.planner.search.tables import Ints


@dataclass(frozen=True, slots=True)
class Arc:
    """`end` starts at least `gap` units after `start` does; a negative gap says how much earlier it may start."""

    start: int
    end: int
    gap: int


def arcs_of(problem: Problem, tasks: tuple[Visit | Ride, ...], nodes: tuple[Node, ...], routes: int) -> tuple[Arc, ...]:
    """All arcs of a problem; travel is not among them, nor that a drop-off follows its pick-up."""
    first: dict[str, int] = {}
    for row, node in enumerate(nodes):
        first.setdefault(tasks[node.task].task_id, row)
    arcs = [*_of_tasks(tasks, first), *_of_pairs(problem, first)]
    shifts = [shift for officer in problem.officers for shift in officer.shifts]
    arcs.extend(
        Arc(len(nodes) + routes + r, len(nodes) + r, -shift.max_duration)
        for r, shift in enumerate(shifts)
        if shift.max_duration is not None
    )
    return tuple(arcs)


def _of_tasks(tasks: tuple[Visit | Ride, ...], first: dict[str, int]) -> list[Arc]:
    arcs: list[Arc] = []
    for task in tasks:
        u = first[task.task_id]
        if isinstance(task, Ride) and task.max_ride is not None:
            arcs.append(Arc(u + 1, u, -(task.pickup.duration + task.max_ride)))
        if isinstance(task, Visit) and task.officers == 2:
            arcs.extend((Arc(u, u + 1, 0), Arc(u + 1, u, 0)))
    return arcs


def _of_pairs(problem: Problem, first: dict[str, int]) -> list[Arc]:
    arcs: list[Arc] = []
    for pair in problem.pairs:
        a, b = first[pair.first], first[pair.second]
        if pair.min_gap is not None:
            arcs.append(Arc(a, b, pair.min_gap))
        if pair.max_gap is not None:
            arcs.append(Arc(b, a, -pair.max_gap))
    return arcs


def by_start(arcs: tuple[Arc, ...]) -> Ints:
    """Rows of (end, gap), in the order of the node they start at."""
    rows = [(a.end, a.gap) for a in sorted(arcs, key=lambda a: a.start)]
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def by_end(arcs: tuple[Arc, ...]) -> Ints:
    """Rows of (start, gap), in the order of the node they end at."""
    rows = [(a.start, a.gap) for a in sorted(arcs, key=lambda a: a.end)]
    return np.array(rows, dtype=np.int64).reshape(-1, 2)
