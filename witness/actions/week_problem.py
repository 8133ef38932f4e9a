"""Turns the facts of a week into the planner's problem.

What the planner gets is numbers: places, people, families and tasks are named anew by their order, so that no name,
address, telephone number or reference of a case can reach it, nor any id by which one could be looked up.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from witness.domain.travel import PICK_UP_MINUTES, SET_DOWN_MINUTES
from witness.domain.week import Span, TaskKind, WeekFacts, WeekOfficer, WeekRide, WeekTask, WorkDay
from witness.domain.week_grid import up
from witness.domain.week_weights import NOT_THE_OWNER, REPAIR_WEIGHTS, WAS_PROMISED, WEIGHTS
from witness.planner.problem import (
    Assignment,
    Officer,
    Pair,
    Problem,
    Promise,
    Ride,
    Shift,
    Step,
    Terms,
    Visit,
    Weights,
    Window,
)
from witness.planner.writing import problem_to_json

DAY = 24 * 60
NAME = "week"


@dataclass(frozen=True, slots=True)
class Named:
    """A task under its number. before: minutes between the start of its service and of the meeting."""

    key: str
    before: int


@dataclass(frozen=True, slots=True)
class Names:
    """What the numbers of a problem stand for. It never leaves the worker but for the draft that is read with it."""

    first_on: date
    officers: Mapping[str, str]
    tasks: Mapping[str, Named]
    shifts: Mapping[str, tuple[date, ...]]


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The numbers that things get, by what they are."""

    first_on: date
    spots: Mapping[str, str]
    officers: Mapping[str, str]
    tasks: Mapping[str, str]
    families: Mapping[str, str]

    def minute(self, on: date, minute: int) -> int:
        return (on - self.first_on).days * DAY + minute

    def who(self, account_ids: Iterable[str]) -> frozenset[str]:
        return frozenset(self.officers[one] for one in account_ids if one in self.officers)


def to_problem(facts: WeekFacts) -> tuple[Problem, Names]:
    """Give the planner's problem of a week, in minutes from midnight of its first day, and what its names mean."""
    numbers = _numbered(facts)
    spots = tuple(numbers.spots)
    problem = Problem(
        name=NAME,
        units_per_minute=1,
        locations=tuple(numbers.spots.values()),
        travel=tuple(tuple(facts.ways[one, other] for other in spots) for one in spots),
        officers=tuple(_officer(officer, numbers) for officer in facts.officers),
        visits=tuple(_visit(facts, task, numbers) for task in facts.plannable),
        rides=tuple(_ride(facts, ride, numbers) for ride in facts.rides),
        pairs=tuple(_pairs(facts, numbers)),
        baseline=tuple(_baseline(facts, numbers)) if facts.is_repair else (),
        weights=_weights(facts),
    )
    return problem, _names(facts, numbers)


def hash_of(problem: Problem) -> str:
    """Give the fingerprint of a problem: equal questions have equal ones."""
    return hashlib.sha256(json.dumps(problem_to_json(problem), sort_keys=True).encode()).hexdigest()


def names_as_plain(names: Names) -> dict[str, Any]:
    """Write what the numbers of a problem stand for as plain data, to be kept beside it."""
    return {
        "officers": dict(names.officers),
        "tasks": {number: named.key for number, named in names.tasks.items()},
    }


def _numbered(facts: WeekFacts) -> _Numbers:
    families = dict.fromkeys((*(t.family for t in facts.tasks if t.family), *(r.family for r in facts.rides)))
    tasks = {task.key: f"v{n}" for n, task in enumerate(facts.plannable, start=1)}
    tasks |= {ride.key: f"r{n}" for n, ride in enumerate(facts.rides, start=1)}
    return _Numbers(
        first_on=facts.first_on,
        spots={spot.key: f"p{n}" for n, spot in enumerate(facts.spots, start=1)},
        officers={officer.account_id: f"o{n}" for n, officer in enumerate(facts.officers, start=1)},
        tasks=tasks,
        families={family: f"f{n}" for n, family in enumerate(families, start=1)},
    )


def _names(facts: WeekFacts, numbers: _Numbers) -> Names:
    named = {numbers.tasks[task.key]: Named(task.key, task.buffer.before) for task in facts.plannable}
    named |= {numbers.tasks[ride.key]: Named(ride.key, 0) for ride in facts.rides}
    return Names(
        first_on=facts.first_on,
        officers={number: account_id for account_id, number in numbers.officers.items()},
        tasks=named,
        shifts={numbers.officers[one.account_id]: tuple(day.on for day in one.days) for one in facts.officers},
    )


def _officer(officer: WeekOfficer, numbers: _Numbers) -> Officer:
    base = numbers.spots[officer.base.key]
    shifts = tuple(_shift(day, base, numbers) for day in officer.days)
    return Officer(numbers.officers[officer.account_id], officer.skills, officer.seats, shifts)


def _shift(day: WorkDay, base: str, numbers: _Numbers) -> Shift:
    return Shift(
        start=numbers.minute(day.on, day.starts),
        end=numbers.minute(day.on, day.ends),
        origin=base,
        destination=base,
        max_duration=day.plannable + day.overtime,
        max_overtime=day.overtime,
    )


def _visit(facts: WeekFacts, task: WeekTask, numbers: _Numbers) -> Visit:
    before, after = task.buffer.before, task.buffer.after
    # Time is promised for the meeting; its service begins earlier, by what is kept free before it.
    windows = tuple(_window(span, numbers, before) for span in task.starts)
    start = None if task.at is None else numbers.minute(task.at.on, task.at.minute) - before
    who = numbers.who(task.with_whom)
    return Visit(
        task_id=numbers.tasks[task.key],
        step=Step(numbers.spots[task.spot.key], before + task.minutes + after, windows),
        terms=_terms(facts, task, numbers, skills=frozenset() if who else task.skills),
        officers=task.people,
        fixed=Promise(who if len(who) == task.people else None, start),
    )


def _ride(facts: WeekFacts, ride: WeekRide, numbers: _Numbers) -> Ride:
    up = tuple(_window(span, numbers, 0) for span in ride.pick_up_between)
    down = tuple(_window(span, numbers, SET_DOWN_MINUTES) for span in ride.set_down_between)
    return Ride(
        task_id=numbers.tasks[ride.key],
        pickup=Step(numbers.spots[ride.pick_up.key], PICK_UP_MINUTES, up),
        dropoff=Step(numbers.spots[ride.set_down.key], SET_DOWN_MINUTES, down),
        terms=_terms(facts, ride, numbers, skills=ride.skills),
        max_ride=ride.longest,
        load=ride.seats,
    )


def _terms(facts: WeekFacts, one: WeekTask | WeekRide, numbers: _Numbers, *, skills: frozenset[str]) -> Terms:
    everybody = frozenset(numbers.officers.values())
    allowed = numbers.who(one.allowed)
    known = numbers.who(one.known | {one.owner})
    owner = numbers.who({one.owner})
    return Terms(
        skills=skills,
        penalty=one.cost.penalty,
        allowed=None if allowed == everybody else allowed,
        preferred=known,
        preference={**dict.fromkeys(sorted(known - owner), NOT_THE_OWNER), **_promised_to(facts, one, numbers)},
        client=numbers.families.get(one.family),
    )


def _promised_to(facts: WeekFacts, one: WeekTask | WeekRide, numbers: _Numbers) -> dict[str, float]:
    """Let whoever was named stay where nothing fixes them: a driver, and of two the one who is still there.

    In a repair every change costs as much already.
    """
    is_open = isinstance(one, WeekRide) or (one.people > 1 and len(one.with_whom) < one.people)
    if facts.is_repair and isinstance(one, WeekTask) or not is_open:
        return {}
    return dict.fromkeys(sorted(numbers.who(one.was_with)), -WAS_PROMISED)


def _window(span: Span, numbers: _Numbers, before: int) -> Window:
    return (max(0, numbers.minute(span.on, span.first) - before), max(0, numbers.minute(span.on, span.last) - before))


def _pairs(facts: WeekFacts, numbers: _Numbers) -> Iterable[Pair]:
    tasks = {task.key: task for task in facts.tasks}
    for apart in facts.apart:
        if apart.first not in numbers.tasks or apart.second not in numbers.tasks:
            continue
        first, second = tasks[apart.first], tasks[apart.second]
        shift = first.buffer.before - second.buffer.before
        gap = _days_apart(first, second, apart.days) if apart.days else apart.minutes
        yield Pair(numbers.tasks[apart.first], numbers.tasks[apart.second], up(gap + shift), together=False)


def _days_apart(first: WeekTask, second: WeekTask, days: int) -> int:
    """Give the least gap between two starts that puts them so many days apart, whatever their hours.

    The latest hour of the second and the earliest of the first lie `spread` apart: one minute more than that on top
    of all but the last day can only be reached on a later day.
    """
    spread = max(span.last for span in second.starts) - min(span.first for span in first.starts)
    return (days - 1) * DAY + spread + 1


def _baseline(facts: WeekFacts, numbers: _Numbers) -> Iterable[Assignment]:
    for task in facts.plannable:
        if task.was_at is None or task.kind not in (TaskKind.PROMISED, TaskKind.COURT_DAY):
            continue
        who = tuple(sorted(numbers.who(task.was_with)))
        if not who:
            continue  # nobody goes yet, so that there is nothing to disturb
        start = numbers.minute(task.was_at.on, task.was_at.minute) - task.buffer.before
        yield Assignment(numbers.tasks[task.key], who, start)


def _weights(facts: WeekFacts) -> Weights:
    known = {field.name for field in fields(Weights)}
    rows = REPAIR_WEIGHTS if facts.is_repair else WEIGHTS
    return replace(Weights(), **{row.measure: row.weight for row in rows if row.measure in known})
