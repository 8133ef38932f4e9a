"""Turns a problem into the tables that the search works on."""

from dataclasses import dataclass

import numpy as np

from witness.planner.problem import Problem, Ride, Visit
from witness.planner.search import tables as t
from witness.planner.search.arcs import Arc, arcs_of, by_end, by_start
from witness.planner.search.nearness import nearest
from witness.planner.search.nodes import Node, nodes_of
from witness.planner.search.terms import kinds_of, liking_of, may_of

Task = Visit | Ride


@dataclass(frozen=True, slots=True)
class Survey:
    """A problem as tables, and the names behind their rows.

    shifts: of each route the officer and the index of the shift. mandatory: what the search takes it to cost when a
    mandatory task is left out, more than all else together. fixed: what the baseline costs when nobody attends as
    before; whoever does is counted as liked.
    """

    problem: Problem
    ground: t.Ground
    may: t.Flags  # [nodes, routes]
    nodes: tuple[Node, ...]
    shifts: tuple[tuple[str, int], ...]
    tasks: tuple[Task, ...]
    mandatory: float
    fixed: float


def survey(problem: Problem) -> Survey:
    """The tables of a problem. A promise that cannot be kept leaves a task that finds no place."""
    tasks: tuple[Task, ...] = (*problem.visits, *problem.rides)
    nodes = nodes_of(problem, tasks)
    shifts = tuple((o.officer_id, n) for o in problem.officers for n in range(len(o.shifts)))
    arcs = arcs_of(problem, tasks, nodes, len(shifts))
    may = may_of(problem, tasks, nodes)
    liking = liking_of(problem, tasks)
    doors = [np.flatnonzero(row) for row in may]
    group, member, group_of = _groups(problem, tasks)
    apart, apart_at = _apart(problem, tasks)
    node, windows, price = _node_table(problem, tasks, nodes, arcs)
    mandatory = _mandatory(problem, liking)
    ground = t.Ground(
        node=node,
        windows=windows,
        outs=by_start(arcs),
        ins=by_end(arcs),
        coupled=np.array(sorted({a.start for a in arcs} | {a.end for a in arcs}), dtype=np.int64),
        price=price,
        travel=_travel(problem),
        shift=_shift_table(problem, kinds_of(problem, may, liking)),
        task=_task_table(problem, tasks, nodes, group_of, apart_at),
        doors=np.concatenate([np.zeros(0, np.int64), *doors]).astype(np.int64),
        door=np.concatenate(([0], np.cumsum([len(d) for d in doors]))).astype(np.int64),
        liking=liking,
        left_out=_left_out(problem, tasks, mandatory),
        apart=apart,
        member=member,
        group=group,
        near=nearest(problem, tasks),
        weight=_weights(problem, arcs),
    )
    fixed = problem.weights.change_officer * sum(len(entry.officers) for entry in problem.baseline)
    return Survey(problem, ground, may, nodes, shifts, tasks, mandatory, fixed)


def _travel(problem: Problem) -> t.Ints:
    """The matrix with one more place, nowhere, that is no way from anywhere."""
    places = len(problem.locations)
    travel = np.zeros((places + 1, places + 1), dtype=np.int64)
    if places:
        travel[:places, :places] = np.array(problem.travel, dtype=np.int64)
    return travel


def _mandatory(problem: Problem, liking: t.Floats) -> float:
    w = problem.weights
    longest = max((max(row) for row in problem.travel), default=0) / problem.units_per_minute
    stops = len(problem.visits) * 2 + len(problem.rides) * 2 + 1
    tasks: tuple[Task, ...] = (*problem.visits, *problem.rides)
    optional = sum(task.terms.penalty or 0 for task in tasks)
    liked = float(np.abs(liking).max()) if liking.size else 0.0
    return 1e4 + 10 * (w.unserved * optional + stops * (w.travel * longest + liked + w.route + w.continuity))


def _left_out(problem: Problem, tasks: tuple[Task, ...], mandatory: float) -> t.Floats:
    penalties = [task.terms.penalty for task in tasks]
    return np.array([mandatory if p is None else p * problem.weights.unserved for p in penalties], dtype=np.float64)


def _shift_table(problem: Problem, kinds: list[int]) -> t.Ints:
    rows: list[list[int]] = []
    for number, officer in enumerate(problem.officers):
        capacity = t.NEVER if officer.capacity is None else officer.capacity
        rows.extend([number, capacity, 0] for _ in officer.shifts)
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    table[:, t.KIND] = kinds
    return table


def _node_table(
    problem: Problem, tasks: tuple[Task, ...], nodes: tuple[Node, ...], arcs: tuple[Arc, ...]
) -> tuple[t.Ints, t.Ints, t.Floats]:
    """Rows of nodes, their windows, and what a unit after their due moment costs; ends of routes come last."""
    w, unit = problem.weights, problem.units_per_minute
    index = {place: n for n, place in enumerate(problem.locations)}
    nowhere = len(problem.locations)
    shifts = [s for officer in problem.officers for s in officer.shifts]
    count = len(nodes) + 2 * len(shifts)
    table, price = np.zeros((count, 15), dtype=np.int64), np.zeros(count)
    windows: list[tuple[int, int]] = []

    def put(row: int, place: int, opens: tuple[tuple[int, int], ...], due: int, cost: float) -> None:
        table[row, t.PLACE] = place
        table[row, t.TASK], table[row, t.BASE] = -1, t.UNSET
        table[row, t.WINDOWS], table[row, t.WINDOWS_END] = len(windows), len(windows) + len(opens)
        table[row, t.FIRST], table[row, t.LAST] = opens[0][0], opens[-1][1]
        table[row, t.DUE], price[row] = due, cost / unit
        windows.extend(opens)

    for row, node in enumerate(nodes):
        put(row, index[node.location], node.windows, node.due, w.late)
        table[row, t.LENGTH], table[row, t.TASK] = node.length, node.task
        table[row, t.SEATS], table[row, t.FREE] = node.seats, node.is_free
        table[row, t.BASE] = t.UNSET if node.base is None else node.base
    for r, shift in enumerate(shifts):
        opens = ((shift.start, shift.end + shift.max_overtime),)
        begin = nowhere if shift.origin is None else index[shift.origin]
        end = nowhere if shift.destination is None else index[shift.destination]
        put(len(nodes) + r, begin, opens, t.NEVER, 0.0)
        put(len(nodes) + len(shifts) + r, end, opens, shift.end, w.overtime)
    for columns, key in (((t.OUT, t.OUT_END), "start"), ((t.IN, t.IN_END), "end")):
        at = np.array([getattr(arc, key) for arc in arcs], dtype=np.int64)
        ends = np.cumsum(np.bincount(at, minlength=count))
        table[:, columns[1]] = ends
        table[1:, columns[0]] = ends[:-1]
    return table, np.array(windows, dtype=np.int64).reshape(-1, 2), price


def _task_table(
    problem: Problem,
    tasks: tuple[Task, ...],
    nodes: tuple[Node, ...],
    group_of: list[int],
    apart_at: list[int],
) -> t.Ints:
    clients = clients_of(tasks)
    table = np.zeros((len(tasks), 11), dtype=np.int64)
    first: dict[int, int] = {}
    for row, node in enumerate(nodes):
        first.setdefault(node.task, row)
        table[node.task, t.NODES] += 1
    for n, task in enumerate(tasks):
        node = nodes[first[n]]
        table[n, t.NODE], table[n, t.PARTNER] = first[n], -1
        table[n, t.OFFICERS] = task.officers if isinstance(task, Visit) else 1
        table[n, t.IS_RIDE], table[n, t.MAX_RIDE] = isinstance(task, Ride), t.NEVER
        if isinstance(task, Ride) and task.max_ride is not None:
            table[n, t.MAX_RIDE] = task.max_ride
        table[n, t.CLIENT] = -1 if task.terms.client is None else clients[task.terms.client]
        table[n, t.GROUP] = group_of[n]
        table[n, t.APART], table[n, t.APART_END] = apart_at[n], apart_at[n + 1]
        table[n, t.TIGHT] = min(sum(b - a for a, b in node.windows), node.due - node.windows[0][0])
    index = {task.task_id: n for n, task in enumerate(tasks)}
    for pair in problem.pairs:
        a, b = index[pair.first], index[pair.second]
        if pair.together and table[a, t.OFFICERS] == 1 and table[b, t.OFFICERS] == 1 and a != b:
            table[a, t.PARTNER] = b if table[a, t.PARTNER] < 0 else table[a, t.PARTNER]
            table[b, t.PARTNER] = a if table[b, t.PARTNER] < 0 else table[b, t.PARTNER]
    return table


def clients_of(tasks: tuple[Task, ...]) -> dict[str, int]:
    """A number for each client."""
    names = dict.fromkeys(task.terms.client for task in tasks if task.terms.client is not None)
    return {name: n for n, name in enumerate(names)}


def _groups(problem: Problem, tasks: tuple[Task, ...]) -> tuple[t.Ints, t.Ints, list[int]]:
    """Tasks that are served together or not at all: where each group begins, its members, and the group of each."""
    leader = list(range(len(tasks)))
    index = {task.task_id: n for n, task in enumerate(tasks)}

    def lead(n: int) -> int:
        while leader[n] != n:
            n = leader[n]
        return n

    for pair in problem.pairs:
        if pair.together:
            leader[lead(index[pair.second])] = lead(index[pair.first])
    members: dict[int, list[int]] = {}
    for n in range(len(tasks)):
        members.setdefault(lead(n), []).append(n)
    numbers = {first: g for g, first in enumerate(members)}
    begins = np.concatenate(([0], np.cumsum([len(m) for m in members.values()]))).astype(np.int64)
    flat = np.array([n for m in members.values() for n in m], dtype=np.int64)
    return begins, flat, [numbers[lead(n)] for n in range(len(tasks))]


def _apart(problem: Problem, tasks: tuple[Task, ...]) -> tuple[t.Ints, list[int]]:
    """The tasks that need other officers than each task, and where each task's part begins."""
    index = {task.task_id: n for n, task in enumerate(tasks)}
    others: list[list[int]] = [[] for _ in tasks]
    for pair in problem.pairs:
        if pair.different_officers:
            others[index[pair.first]].append(index[pair.second])
            others[index[pair.second]].append(index[pair.first])
    begins = [0]
    for row in others:
        begins.append(begins[-1] + len(row))
    return np.array([n for row in others for n in row], dtype=np.int64), begins


def _weights(problem: Problem, arcs: tuple[Arc, ...]) -> t.Floats:
    w, unit = problem.weights, problem.units_per_minute
    weight = np.zeros(9)
    weight[t.TRAVEL], weight[t.WAIT], weight[t.DURATION] = w.travel / unit, w.wait / unit, w.duration / unit
    weight[t.ROUTE_USED], weight[t.LATE_WORST], weight[t.CONTINUITY] = w.route, w.late_max / unit, w.continuity
    weight[t.BALANCE] = w.balance / unit
    weight[t.CHANGE_START] = w.change_start / unit if any(a.start is not None for a in problem.baseline) else 0.0
    is_soft = any(visit.is_soft for visit in problem.visits)
    can_stay = any(s.max_overtime for officer in problem.officers for s in officer.shifts)
    is_timed = w.wait or w.duration or (w.late and is_soft) or (w.late_max and is_soft) or (w.overtime and can_stay)
    weight[t.TRIED] = 1.0 if arcs or is_timed or weight[t.CHANGE_START] else 0.0
    return weight
