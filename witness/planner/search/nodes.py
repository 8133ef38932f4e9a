"""The attendances of a problem: one for each officer of a visit, two for a ride."""

from dataclasses import dataclass

from witness.planner.problem import Problem, Ride, Step, Visit, Window
from witness.planner.search.tables import NEVER


@dataclass(frozen=True, slots=True)
class Node:
    """One attendance. due: after it every unit is late. base: when it starts in the plan that is to be kept.

    officers: who was promised, None when anybody may. skills: what the task's skills leave to ask of this one.
    is_free: nothing but its own route binds when it starts, so that it may wait.
    """

    task: int
    location: str
    length: int
    windows: tuple[Window, ...]
    due: int
    seats: int
    base: int | None
    officers: frozenset[str] | None
    skills: frozenset[str]
    is_free: bool


def nodes_of(problem: Problem, tasks: tuple[Visit | Ride, ...]) -> tuple[Node, ...]:
    """All attendances, task by task; a pick-up before its drop-off, whoever has the lead skills first."""
    counts = problem.weights.change_start > 0
    bases = {a.task_id: a.start for a in reversed(problem.baseline)} if counts else {}
    paired = {task for pair in problem.pairs for task in (pair.first, pair.second)}
    horizon = max((s.end + s.max_overtime for o in problem.officers for s in o.shifts), default=0) + 1
    nodes: list[Node] = []
    for n, task in enumerate(tasks):
        base = bases.get(task.task_id)
        if isinstance(task, Ride):
            nodes.extend(_ride_nodes(task, n, base))
        else:
            nodes.extend(_visit_nodes(problem, task, n, base, horizon, task.task_id in paired))
    return tuple(nodes)


def _ride_nodes(ride: Ride, task: int, base: int | None) -> tuple[Node, Node]:
    def node(step: Step, seats: int, start: int | None, is_free: bool) -> Node:
        none: frozenset[str] = frozenset()
        return Node(
            task, step.location, step.duration, step.windows, NEVER, seats, start, None, none, is_free and start is None
        )

    return node(ride.pickup, ride.load, base, True), node(ride.dropoff, -ride.load, None, ride.max_ride is None)


def _visit_nodes(
    problem: Problem, visit: Visit, task: int, base: int | None, horizon: int, is_paired: bool
) -> tuple[Node, ...]:
    last = visit.step.windows[-1][1]
    due = last if visit.is_soft else NEVER
    windows = visit.step.windows
    if visit.is_soft:
        windows = (*windows[:-1], (windows[-1][0], max(last, horizon)))
    if visit.fixed.start is not None:
        windows = ((visit.fixed.start, visit.fixed.start),)
    is_free = visit.officers == 1 and not is_paired and base is None
    promised = _promised(problem, visit)
    return tuple(
        Node(
            task,
            visit.step.location,
            visit.step.duration,
            windows,
            due,
            visit.load,
            base if n == 0 else None,
            promised[n],
            visit.lead_skills if n == 0 else frozenset(),
            is_free,
        )
        for n in range(visit.officers)
    )


def _promised(problem: Problem, visit: Visit) -> list[frozenset[str] | None]:
    """Who may take each attendance by promise; of two, the first goes to one who can lead."""
    if visit.fixed.officers is None:
        return [None] * visit.officers
    if visit.officers == 1:
        return [visit.fixed.officers if len(visit.fixed.officers) == 1 else frozenset()]
    if len(visit.fixed.officers) != 2:
        return [frozenset(), frozenset()]
    leads = [o.officer_id for o in problem.officers if visit.lead_skills <= o.skills]
    first, second = sorted(visit.fixed.officers, key=lambda who: (who not in leads, who))
    return [frozenset({first}), frozenset({second})]
