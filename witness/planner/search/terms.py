"""Who may attend what, what it costs that they do, and which shifts are alike."""

import numpy as np

from witness.planner.problem import Officer, Problem, Ride, Shift, Terms, Visit
from witness.planner.search.nodes import Node
from witness.planner.search.tables import Flags, Floats


def may_of(problem: Problem, tasks: tuple[Visit | Ride, ...], nodes: tuple[Node, ...]) -> Flags:
    """Which node may be in which route, by officer and by the hours of the shift. [nodes, routes]"""
    shifts = [(officer, shift) for officer in problem.officers for shift in officer.shifts]
    may = np.zeros((len(nodes), len(shifts)), dtype=np.uint8)
    for row, node in enumerate(nodes):
        terms = tasks[node.task].terms
        can = {o.officer_id for o in problem.officers if _may(o, terms, node)}
        for r, (officer, shift) in enumerate(shifts):
            may[row, r] = officer.officer_id in can and _is_at_work(node, shift)
    return may


def _may(officer: Officer, terms: Terms, node: Node) -> bool:
    who = officer.officer_id
    if not terms.skills <= officer.skills or not node.skills <= officer.skills:
        return False
    if who in terms.forbidden or (terms.allowed is not None and who not in terms.allowed):
        return False
    return node.officers is None or who in node.officers


def _is_at_work(node: Node, shift: Shift) -> bool:
    last = shift.end + shift.max_overtime - node.length
    return any(opens <= last and closes >= shift.start for opens, closes in node.windows)


def liking_of(problem: Problem, tasks: tuple[Visit | Ride, ...]) -> Floats:
    """What it costs that an officer attends a task: preference, and what a kept baseline saves. [tasks, officers]"""
    w = problem.weights
    number = {officer.officer_id: n for n, officer in enumerate(problem.officers)}
    row = {task.task_id: n for n, task in enumerate(tasks)}
    liking = np.zeros((len(tasks), len(problem.officers)))
    for n, task in enumerate(tasks):
        for who, cost in task.terms.preference.items():
            liking[n, number[who]] += w.preference * cost
        if task.terms.preferred:
            others = [number[o.officer_id] for o in problem.officers if o.officer_id not in task.terms.preferred]
            liking[n, others] += w.non_preferred
    for entry in problem.baseline:
        for who in entry.officers:
            if who in number:
                liking[row[entry.task_id], number[who]] -= w.change_officer
    return liking


def kinds_of(problem: Problem, may: Flags, liking: Floats) -> list[int]:
    """A number for each route, the same for routes between which nobody could tell a difference while unused."""
    kinds: dict[object, int] = {}
    numbers: list[int] = []
    for n, officer in enumerate(problem.officers):
        for shift in officer.shifts:
            r = len(numbers)
            is_plain = len(officer.shifts) == 1
            key: object = (shift, officer.capacity, may[:, r].tobytes(), liking[:, n].tobytes()) if is_plain else r
            numbers.append(kinds.setdefault(key, len(kinds)))
    return numbers
