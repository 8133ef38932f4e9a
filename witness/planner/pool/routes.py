"""From routes of a plan to columns, and back."""

from collections.abc import Iterable, Sequence

import numpy as np

from witness.planner.plan import At, Plan, Route, Stop
from witness.planner.pool.columns import Columns
from witness.planner.pool.daily import Daily
from witness.planner.pool.growth import cost_of
from witness.planner.pool.turns import Field, Kind, Turn

_KIND = {At.VISIT: Kind.VISIT, At.PICKUP: Kind.PICKUP, At.DROPOFF: Kind.DROPOFF}
_AT = {kind: at for at, kind in _KIND.items()}


def columns_of(field: Field, turns: Sequence[Turn], days: Sequence[Daily], routes: Iterable[Route]) -> Columns:
    """The routes whose stops all have a turn, as columns with the cost at their best times; the others are left out."""
    officers = {officer.officer_id: at for at, officer in enumerate(field.problem.officers)}
    number_of = {(day.officer, day.shift): at for at, day in enumerate(field.days)}
    own: dict[tuple[int, int, Kind], list[int]] = {}
    for number, turn in enumerate(turns):
        own.setdefault((turn.day, turn.task, turn.kind), []).append(number)
    row = {int(number): at for day in days for at, number in enumerate(day.at)}
    found: dict[tuple[int, tuple[int, ...]], float] = {}
    for route in routes:
        day = number_of[officers[route.officer_id], route.shift]
        order = tuple(turn_of(field, turns, own, day, stop) for stop in route.stops)
        if -1 in order or not order or (day, order) in found or any(number not in row for number in order):
            continue
        rows = np.array([row[number] for number in order], np.int64)
        found[day, order] = cost_of(rows, days[day].table, days[day].hours, field.travel)
    kept = [(key, cost) for key, cost in found.items() if cost < np.inf]
    return Columns(
        day=np.array([day for (day, _), _ in kept], np.int64),
        first=np.cumsum([0, *(len(order) for (_, order), _ in kept)]).astype(np.int64),
        turns=np.array([number for (_, order), _ in kept for number in order], np.int64),
        cost=np.array([cost for _, cost in kept], float),
    )


def turn_of(
    field: Field, turns: Sequence[Turn], own: dict[tuple[int, int, Kind], list[int]], day: int, stop: Stop
) -> int:
    """The turn in which a stop starts (-1 for none)."""
    for number in own.get((day, field.number[stop.task_id], _KIND[stop.at]), ()):
        if turns[number].earliest <= stop.start <= turns[number].latest:
            return number
    return -1


def turns_by_day(turns: Sequence[Turn], columns: Columns, chosen: Iterable[int]) -> dict[int, list[Turn]]:
    """The chosen routes, each as its turns in order, by day."""
    return {int(columns.day[at]): [turns[number] for number in columns.route(at)] for at in chosen}


def plan_of(
    field: Field, routes: dict[int, list[Turn]], starts: dict[int, list[int]], ends: dict[int, tuple[int, int]]
) -> Plan:
    """A plan from the routes of days, the start of every stop, and when each route leaves and is back."""
    made = [
        Route(
            officer_id=field.officer_of(day).officer_id,
            shift=field.days[day].shift,
            start=ends[day][0],
            end=ends[day][1],
            stops=tuple(
                Stop(field.tasks[turn.task].task_id, _AT[turn.kind], start)
                for turn, start in zip(routes[day], starts[day], strict=True)
            ),
        )
        for day in sorted(routes)
    ]
    served = {turn.task for turns in routes.values() for turn in turns}
    missing = tuple(task.task_id for at, task in enumerate(field.tasks) if at not in served)
    return Plan(field.problem.name, tuple(made), missing)
