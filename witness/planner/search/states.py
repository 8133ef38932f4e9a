"""Plans in the making: an empty one, one begun from a plan that is given, and the plan that comes of it."""

from collections.abc import Iterable, Iterator

import numpy as np

from witness.planner.plan import At, Plan, Route, Stop
from witness.planner.problem import Ride
from witness.planner.search import tables as t
from witness.planner.search.anneal import tidy
from witness.planner.search.costs import note_latest
from witness.planner.search.ground import Survey, clients_of
from witness.planner.search.links import clashes, count_aboard, place_visit, remove_task
from witness.planner.search.recreate import is_out, place_task
from witness.planner.search.ruin import WAYS
from witness.planner.search.times import retime

_ROUTES_KEPT = 1 << 17


def empty_state(survey: Survey) -> t.State:
    """A plan in which every route is unused."""
    ground = survey.ground
    routes, officers = len(survey.shifts), len(survey.problem.officers)
    rows = ground.node.shape[0]
    clients = max(1, len(clients_of(survey.tasks)))
    way = np.full((rows, 6), -1, dtype=np.int64)
    way[:, t.EARLY] = way[:, t.LATEST] = t.UNSET
    way[:, t.ABOARD] = 0
    starts = np.arange(rows - 2 * routes, rows - routes)
    way[starts, t.SUCC], way[starts + routes, t.PRED] = starts + routes, starts
    way[starts, t.ROUTE] = way[starts + routes, t.ROUTE] = np.arange(routes)
    return t.State(
        way=way,
        run=np.zeros((routes, 2), dtype=np.int64),
        service=np.zeros(max(1, officers), dtype=np.int64),
        meets=np.zeros((clients, max(1, officers)), dtype=np.int64),
        client=np.zeros((clients, 3), dtype=np.int64),
        spent=np.zeros(routes),
        figure=np.zeros(1),
    )


def new_desk(survey: Survey, seed: int) -> t.Desk:
    """Scratch paper for one thread, with its own chance."""
    ground, tasks, routes = survey.ground, len(survey.tasks), len(survey.shifts)
    rows = ground.node.shape[0]
    chance = np.random.SeedSequence(seed).generate_state(1, np.uint64) | np.uint64(1)
    return t.Desk(
        trail=np.zeros((20 * rows + 100, 3), dtype=np.int64),
        stack=np.zeros(4 * rows + 100, dtype=np.int64),
        note=np.zeros(7, dtype=np.int64),
        found=np.zeros(6, dtype=np.int64),
        seen=np.zeros(max(1, routes), dtype=np.int64),
        mark=np.zeros(max(1, routes), dtype=np.int64),
        missing=np.zeros(tasks + 1, dtype=np.int64),
        taken=np.zeros(tasks + 1, dtype=np.int64),
        key=np.zeros(tasks + 1),
        failed=np.zeros(tasks + 1, dtype=np.int64),
        options=np.zeros((64, 2), dtype=np.int64),
        option_cost=np.zeros(64),
        random=chance.astype(np.uint64),
        score=np.ones(WAYS),
        kept=np.zeros(1 << 20, dtype=np.int32),
        known=np.zeros(_ROUTES_KEPT, dtype=np.uint64),
    )


def copy_of(state: t.State) -> t.State:
    """The same plan on paper of its own."""
    return t.State._make(table.copy() for table in state)


def begin_from(survey: Survey, desk: t.Desk, plan: Plan) -> t.State:
    """The part of `plan` that fits the problem as it is now, in the same order in the same shifts."""
    state, ground = empty_state(survey), survey.ground
    route_of = {shift: r for r, shift in enumerate(survey.shifts)}
    number = {task.task_id: n for n, task in enumerate(survey.tasks)}
    desk.note[t.RELEASED] = 1
    retime(ground, state, desk)
    for stop, shift in _by_start(plan.routes):
        if shift in route_of and stop.task_id in number:
            _append(ground, state, desk, _node_for(survey, state, number[stop.task_id], stop.at, route_of[shift]))
    for n in range(len(survey.tasks)):
        nodes = range(ground.task[n, t.NODE], ground.task[n, t.NODE] + ground.task[n, t.NODES])
        routes = {int(state.way[u, t.ROUTE]) for u in nodes}
        if -1 in routes:
            remove_task(ground, state, n)
    for r in range(len(survey.shifts)):
        count_aboard(ground, state, r)
        if not _is_within_seats(ground, state, r):
            _empty(ground, state, r)
    tidy(ground, state, desk)
    return state


def _by_start(routes: Iterable[Route]) -> Iterator[tuple[Stop, tuple[str, int]]]:
    stops = [
        (stop.start, place, n, stop, (route.officer_id, route.shift))
        for n, route in enumerate(routes)
        for place, stop in enumerate(route.stops)
    ]
    for _, _, _, stop, shift in sorted(stops, key=lambda row: row[:3]):
        yield stop, shift


def _node_for(survey: Survey, state: t.State, task: int, at: At, r: int) -> tuple[int, int]:
    """The attendance of the task that may be in route r and is in none yet, and r; -1 when there is none."""
    ground = survey.ground
    first = int(ground.task[task, t.NODE])
    nodes = range(first, first + int(ground.task[task, t.NODES]))
    if ground.task[task, t.IS_RIDE]:
        nodes = range(first + 1, first + 2) if at is At.DROPOFF else range(first, first + 1)
    for u in reversed(nodes):
        if survey.may[u, r] and state.way[u, t.ROUTE] < 0:
            return u, r
    return -1, r


def _append(ground: t.Ground, state: t.State, desk: t.Desk, place: tuple[int, int]) -> None:
    u, r = place
    if u < 0 or clashes(ground, state.way, u, ground.shift[r, t.OFFICER]):
        return
    task = ground.node[u, t.TASK]
    is_dropoff = ground.task[task, t.IS_RIDE] and u != ground.task[task, t.NODE]
    if is_dropoff and state.way[u - 1, t.ROUTE] != r:
        return
    end = ground.node.shape[0] - ground.shift.shape[0] + r
    place_visit(ground, state, desk, u, int(state.way[end, t.PRED]))


def _is_within_seats(ground: t.Ground, state: t.State, r: int) -> bool:
    capacity, aboard = ground.shift[r, t.CAPACITY], 0
    most = 0
    i = ground.node.shape[0] - 2 * ground.shift.shape[0] + r
    while i >= 0:
        aboard = int(state.way[i, t.ABOARD])
        most = max(most, aboard)
        i = int(state.way[i, t.SUCC])
    return bool(state.run[r, t.LOAD] + most <= capacity)


def _empty(ground: t.Ground, state: t.State, r: int) -> None:
    for n in range(ground.task.shape[0]):
        if state.way[ground.task[n, t.NODE], t.ROUTE] == r:
            remove_task(ground, state, n)


def begin_from_baseline(survey: Survey, desk: t.Desk) -> t.State:
    """A plan that does what the baseline says, by the same officers as near the same moment as can be."""
    state = empty_state(survey)
    number = {officer.officer_id: n for n, officer in enumerate(survey.problem.officers)}
    row = {task.task_id: n for n, task in enumerate(survey.tasks)}
    may = survey.may.copy()
    for entry in survey.problem.baseline:
        those = [number[who] for who in entry.officers if who in number]
        first = survey.ground.task[row[entry.task_id], t.NODE]
        others = ~np.isin(survey.ground.shift[:, t.OFFICER], those)
        may[first : first + survey.ground.task[row[entry.task_id], t.NODES], others] = 0
    ground = narrowed(survey.ground, may)
    desk.note[t.RELEASED] = 1
    retime(ground, state, desk)
    note_latest(ground, state)
    for entry in sorted(survey.problem.baseline, key=lambda e: (e.start is None, e.start or 0)):
        if is_out(ground, state, row[entry.task_id]):
            place_task(ground, state, desk, row[entry.task_id], 1e290, 0.0)
    tidy(survey.ground, state, desk)
    return state


def narrowed(ground: t.Ground, may: t.Flags) -> t.Ground:
    """The same problem with fewer who may."""
    doors = [np.flatnonzero(line) for line in may]
    return ground._replace(
        doors=np.concatenate([np.zeros(0, np.int64), *doors]).astype(np.int64),
        door=np.concatenate(([0], np.cumsum([len(d) for d in doors]))).astype(np.int64),
    )


def plan_of(survey: Survey, state: t.State) -> Plan:
    """The plan with its times as they stand in the state; each officer leaves as late as the first stop allows."""
    starts = survey.ground.node.shape[0] - 2 * len(survey.shifts)
    routes = []
    for r in range(len(survey.shifts)):
        rows = list(_rows(state, starts + r))
        if rows:
            routes.append(route_of(survey, r, rows))
    unserved = tuple(
        task.task_id for n, task in enumerate(survey.tasks) if state.way[survey.ground.task[n, t.NODE], t.ROUTE] < 0
    )
    return Plan(survey.problem.name, tuple(routes), unserved)


def _rows(state: t.State, start: int) -> Iterator[tuple[int, int]]:
    i = int(state.way[start, t.SUCC])
    while state.way[i, t.SUCC] >= 0:
        yield i, int(state.way[i, t.EARLY])
        i = int(state.way[i, t.SUCC])


def route_of(survey: Survey, r: int, rows: list[tuple[int, int]]) -> Route:
    """Route r with these nodes at these starts."""
    ground, routes = survey.ground, len(survey.shifts)
    node, travel = ground.node, ground.travel
    starts = node.shape[0] - 2 * routes
    first, begins = rows[0]
    last, ends = rows[-1]
    leaves = begins - int(travel[node[starts + r, t.PLACE], node[first, t.PLACE]])
    back = ends + int(node[last, t.LENGTH] + travel[node[last, t.PLACE], node[starts + routes + r, t.PLACE]])
    officer, shift = survey.shifts[r]
    return Route(officer, shift, leaves, back, tuple(_stop(survey, u, start) for u, start in rows))


def _stop(survey: Survey, u: int, start: int) -> Stop:
    n = survey.nodes[u].task
    task = survey.tasks[n]
    if not isinstance(task, Ride):
        return Stop(task.task_id, At.VISIT, start)
    return Stop(task.task_id, At.PICKUP if u == survey.ground.task[n, t.NODE] else At.DROPOFF, start)
