"""A `visit-problem/1` as solver libraries want it: turns (officers' shifts), and stops, one for each attendance.

It reads the document by itself and uses the standard library alone: it runs beside a rival, in the rival's own
environment, where the product is not.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]


class CannotSay(Exception):
    """The library has no words for a rule of the problem."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One officer's shift. origin, destination: places by index, None for none; latest: its end with overtime."""

    officer: str
    number: int
    start: int
    end: int
    latest: int
    origin: int | None
    destination: int | None
    max_duration: int | None
    capacity: int | None
    skills: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Halt:
    """One service by one officer. seat: 0, or 1 for the second officer of a visit; task: the document of its task."""

    task_id: str
    at: str
    seat: int
    place: int
    duration: int
    windows: tuple[tuple[int, int], ...]
    load: int
    task: Document


@dataclass(frozen=True, slots=True)
class Question:
    """The problem, its turns, and its stops: visits first, then of each ride the pick-up and behind it the drop-off."""

    document: Document
    turns: list[Turn]
    halts: list[Halt]
    travel: list[list[int]]
    units: int
    weights: dict[str, float]

    @property
    def horizon(self) -> int:
        return max(turn.latest for turn in self.turns)

    def needs(self, *measures: str) -> list[str]:
        return [measure for measure in measures if self.weights.get(measure, 0)]

    def attending(self, halt: Halt, turn: Turn) -> float:
        """What one attendance of this officer costs by itself: preference, continuity wish and what was planned."""
        task, cost = halt.task, 0.0
        if halt.at == "dropoff":
            return cost
        cost += self.weights.get("preference", 0) * task.get("preference", {}).get(turn.officer, 0)
        wanted = task.get("preferred_officers")
        if wanted and turn.officer not in wanted:
            cost += self.weights.get("non_preferred", 0)
        return cost


def understand(document: Document) -> Question:
    index = {name: place for place, name in enumerate(document["locations"])}
    turns = [turn_of(officer, number, index) for officer in document["officers"] for number in span(officer)]
    halts = [halt for visit in document.get("visits", ()) for halt in attendances(visit, index)]
    halts += [halt for ride in document.get("rides", ()) for halt in both_ends(ride, index)]
    weights, units = document.get("weights", {}), document.get("units_per_minute", 1)
    return Question(document, turns, halts, document["travel"], units, weights)


def span(officer: Document) -> range:
    return range(len(officer["shifts"]))


def turn_of(officer: Document, number: int, index: dict[str, int]) -> Turn:
    shift = officer["shifts"][number]
    origin, destination = (index.get(shift.get(end)) for end in ("from", "to"))
    latest = shift["end"] + shift.get("max_overtime", 0)
    limit, skills = shift.get("max_duration"), frozenset(officer.get("skills", ()))
    start, end, seats = shift["start"], shift["end"], officer.get("capacity")
    return Turn(officer["id"], number, start, end, latest, origin, destination, limit, seats, skills)


def attendances(visit: Document, index: dict[str, int]) -> list[Halt]:
    windows = tuple((early, late) for early, late in visit["windows"])
    promised = visit.get("fixed", {}).get("start")
    if promised is not None:
        windows = ((promised, promised),)
    elif visit.get("late"):
        windows = (*windows[:-1], (windows[-1][0], sys.maxsize))
    place, load = index[visit["location"]], visit.get("load", 0)
    seats = range(visit.get("officers", 1))
    return [Halt(visit["id"], "visit", seat, place, visit["duration"], windows, load, visit) for seat in seats]


def both_ends(ride: Document, index: dict[str, int]) -> list[Halt]:
    halts = []
    for at, sign in (("pickup", 1), ("dropoff", -1)):
        step = ride[at]
        windows = tuple((early, late) for early, late in step["windows"])
        load = sign * ride.get("load", 1)
        halts.append(Halt(ride["id"], at, 0, index[step["location"]], step["duration"], windows, load, ride))
    return halts


def may(halt: Halt, turn: Turn) -> bool:
    """Whether this officer may do this at all, and some window of it meets the shift."""
    task = halt.task
    allowed, promised = task.get("allowed_officers"), task.get("fixed", {}).get("officers")
    if allowed is not None and turn.officer not in allowed:
        return False
    if promised is not None and turn.officer not in promised:
        return False
    if turn.officer in task.get("forbidden_officers", ()) or not turn.skills.issuperset(task.get("skills", ())):
        return False
    return any(early <= turn.latest - halt.duration and late >= turn.start for early, late in halt.windows)


Routes = dict[Turn, list[tuple[int, Halt]]]
"""By shift, each start and what is done then, in order."""


def answer(question: Question, routes: Routes, **info: Any) -> Document:
    """The `visit-plan/1` of these routes."""
    laid = [
        {
            "officer": turn.officer,
            "shift": turn.number,
            "stops": [stop_of(halt, start) for start, halt in stops],
        }
        for turn, stops in routes.items()
        if stops
    ]
    served = {halt.task_id for stops in routes.values() for _, halt in stops}
    return {
        "format": "visit-plan/1",
        "problem": question.document["name"],
        "routes": laid,
        "unserved": sorted({halt.task_id for halt in question.halts} - served),
        "info": info,
    }


def stop_of(halt: Halt, start: int) -> Document:
    if halt.at == "visit":
        return {"visit": halt.task_id, "start": start}
    return {"ride": halt.task_id, "at": halt.at, "start": start}


Solve = Callable[[Question, float, int], Document | None]


def play(solve: Solve) -> None:
    """The program around a rival: PROBLEM SECONDS SEED in, a plan on standard output; 3 cannot say, 4 found none."""
    path, seconds, seed = sys.argv[1:]
    with open(path, encoding="utf-8") as handle:
        question = understand(json.load(handle))
    try:
        plan = solve(question, float(seconds), int(seed))
    except CannotSay as rule:
        print(rule, file=sys.stderr)
        sys.exit(3)
    if plan is None:
        sys.exit(4)
    json.dump(plan, sys.stdout)
