"""PyVRP as it is made: every shift a vehicle type, every window of a visit a client of one mutually exclusive group.

Who may come and what it costs is in the distance matrix of each officer. It has no visits by two at once, no gaps
between visits and no soft windows, and the rides it knows have no longest time.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyvrp
from pyvrp.stop import MaxRuntime

sys.path.insert(0, str(Path(__file__).parent))

from question import CannotSay, Document, Halt, Question, Routes, Turn, answer, may, play

SCALE = 100
"""Costs are whole numbers here: hundredths of what a unit of time costs."""

FAR = 10**10


def refuse(question: Question) -> None:
    document = question.document
    rules = {
        "visits by two officers": any(halt.seat for halt in question.halts),
        "gaps between visits": bool(document.get("pairs")),
        "rides": bool(document.get("rides")),
        "soft windows": any(halt.task.get("late") for halt in question.halts),
        "a plan to keep to": bool(document.get("baseline")),
        "lead skills": any(halt.task.get("lead_skills") for halt in question.halts),
        "loads and capacity mixed with none": any(turn.capacity is None for turn in question.turns)
        and any(halt.load for halt in question.halts),
    }
    rules |= dict.fromkeys(question.needs("continuity", "balance", "wait", "late", "late_max"), True)
    missing = [rule for rule, is_there in rules.items() if is_there]
    if missing:
        raise CannotSay(", ".join(missing))


def solve(question: Question, seconds: float, seed: int) -> Document | None:
    refuse(question)
    # One place for each depot and each stop: what an officer costs is charged on the way in.
    depots = sorted({(turn.origin, turn.destination) for turn in question.turns}, key=str)
    ends = sorted({end for pair in depots for end in pair}, key=str)
    spots = [*ends, *(halt.place for halt in question.halts)]
    base = np.array([[leg(question, a, b) for b in spots] for a in spots], dtype=np.int64)
    officers = list(dict.fromkeys(turn.officer for turn in question.turns))
    first = {turn.officer: turn for turn in reversed(question.turns)}
    distances = [charged(question, base, len(ends), first[name]) for name in officers]
    clients, groups, owners = windows_as_clients(question, len(ends))
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in spots],
        clients=clients,
        depots=[pyvrp.Depot(place) for place in range(len(ends))],
        vehicle_types=[vehicle(question, turn, ends, officers) for turn in question.turns],
        distance_matrices=distances,
        duration_matrices=[base for _ in officers],
        groups=groups,
    )
    found = pyvrp.solve(data, MaxRuntime(seconds), seed=seed, display=False).best
    if not found.is_feasible():
        return None
    routes: Routes = {}
    for route in found.routes():
        stops = [(step.start_time, owners[step.idx]) for step in route.schedule() if step.is_client()]
        routes[question.turns[route.vehicle_type()]] = stops
    return answer(question, routes)


def scaled(question: Question, cost: float) -> int:
    """A cost that is not by time, beside those that are."""
    return round(cost * SCALE) * question.units


def leg(question: Question, a: int | None, b: int | None) -> int:
    return 0 if a is None or b is None else question.travel[a][b]


def charged(question: Question, base: np.ndarray, ends: int, turn: Turn) -> np.ndarray:
    cost = np.rint(base * (question.weights.get("travel", 0) * SCALE)).astype(np.int64)
    for number, halt in enumerate(question.halts):
        may_come = may_ever(question, halt, turn.officer)
        extra = scaled(question, question.attending(halt, turn)) if may_come else FAR
        cost[:, ends + number] += extra
    np.fill_diagonal(cost, 0)
    return cost


def may_ever(question: Question, halt: Halt, officer: str) -> bool:
    return any(may(halt, turn) for turn in question.turns if turn.officer == officer)


def windows_as_clients(question: Question, ends: int) -> tuple[list[pyvrp.Client], list[pyvrp.ClientGroup], list[Halt]]:
    clients: list[pyvrp.Client] = []
    groups: list[pyvrp.ClientGroup] = []
    owners: list[Halt] = []
    for number, halt in enumerate(question.halts):
        penalty = halt.task.get("penalty")
        is_due, is_choice = penalty is None, len(halt.windows) > 1
        prize = 0 if is_due else scaled(question, penalty * question.weights.get("unserved", 0))
        members = range(len(clients), len(clients) + len(halt.windows))
        if is_choice:
            groups.append(pyvrp.ClientGroup(list(members), required=is_due))
        for early, late in halt.windows:
            owners.append(halt)
            clients.append(
                pyvrp.Client(
                    location=ends + number,
                    delivery=[halt.load],
                    service_duration=halt.duration,
                    tw_early=early,
                    tw_late=late,
                    prize=prize,
                    required=is_due and not is_choice,
                    group=len(groups) - 1 if is_choice else None,
                )
            )
    return clients, groups, owners


def vehicle(question: Question, turn: Turn, ends: list[int | None], officers: list[str]) -> pyvrp.VehicleType:
    limits: dict[str, int] = {}
    if turn.max_duration is not None:
        limits["shift_duration"] = turn.max_duration
    return pyvrp.VehicleType(
        capacity=[turn.capacity if turn.capacity is not None else FAR],
        start_depot=ends.index(turn.origin),
        end_depot=ends.index(turn.destination),
        fixed_cost=scaled(question, question.weights.get("route", 0)),
        tw_early=turn.start,
        tw_late=turn.latest,
        unit_duration_cost=round(question.weights.get("duration", 0) * SCALE),
        profile=officers.index(turn.officer),
        **limits,
    )


if __name__ == "__main__":
    play(solve)
