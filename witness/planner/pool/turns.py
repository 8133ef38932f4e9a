"""Every turn a task may have in an officer's day: who, which shift, and within which span of time.

A turn is one window of one step in one shift, cut to what the shift leaves possible. A visit whose start other
routes depend on (two people, or one of a pair) has its windows cut into moments, so that rows can tie them together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from witness.planner.problem import Officer, Problem, Ride, Shift, Step, Visit

FAR = 1 << 40
"""Later than any time of a problem, in its units."""

type_of_task = Visit | Ride


class Kind(IntEnum):
    """What a turn is for."""

    VISIT = 0
    PICKUP = 1
    DROPOFF = 2


@dataclass(frozen=True, slots=True)
class Day:
    """One shift of one officer, by its place in the problem."""

    officer: int
    shift: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A span in which a visit that others depend on starts; both ends belong to it."""

    task: int
    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A step that may start between `earliest` and `latest` in one day. moment: -1 where nobody depends on it.

    soft_end: where lateness begins (FAR without). wished: the start it had before (-1 without). cost: what it costs
    wherever it stands in the route. share: of a cost that is counted once a visit, the part of this attendance.
    """

    day: int
    task: int
    kind: Kind
    earliest: int
    latest: int
    moment: int
    location: int
    duration: int
    cost: float
    soft_end: int
    wished: int
    share: float


@dataclass(frozen=True, slots=True)
class Field:
    """A problem by numbers: tasks are its visits, then its rides; days are all shifts, officer by officer."""

    problem: Problem
    tasks: tuple[type_of_task, ...]
    number: dict[str, int]
    days: tuple[Day, ...]
    place: dict[str, int]
    travel: np.ndarray
    shortest: np.ndarray
    wished: dict[int, int]
    kept: dict[int, frozenset[int]]

    def officer_of(self, day: int) -> Officer:
        return self.problem.officers[self.days[day].officer]

    def shift_of(self, day: int) -> Shift:
        return self.officer_of(day).shifts[self.days[day].shift]


def field_of(problem: Problem) -> Field:
    """The problem by numbers."""
    tasks: tuple[type_of_task, ...] = (*problem.visits, *problem.rides)
    number = {task.task_id: at for at, task in enumerate(tasks)}
    officers = {officer.officer_id: at for at, officer in enumerate(problem.officers)}
    travel = np.array(problem.travel, dtype=np.int64).reshape(len(problem.locations), len(problem.locations))
    days = [Day(who, shift) for who, officer in enumerate(problem.officers) for shift in range(len(officer.shifts))]
    kept: dict[int, frozenset[int]] = {}
    for entry in problem.baseline:
        known = frozenset(officers[who] for who in entry.officers if who in officers)
        kept[number[entry.task_id]] = kept.get(number[entry.task_id], frozenset()) | known
    return Field(
        problem=problem,
        tasks=tasks,
        number=number,
        days=tuple(days),
        place={name: at for at, name in enumerate(problem.locations)},
        travel=travel,
        shortest=shortest_ways(travel),
        wished={number[b.task_id]: b.start for b in problem.baseline if b.start is not None},
        kept=kept,
    )


def shortest_ways(travel: np.ndarray) -> np.ndarray:
    """The shortest times over any places between: travel need not obey the triangle inequality."""
    best = travel.copy()
    for via in range(len(best)):
        np.minimum(best, best[:, via, None] + best[None, via, :], out=best)
    return best


def steps_of(task: type_of_task) -> tuple[tuple[Kind, Step], ...]:
    """The services of a task in the order in which one route does them."""
    if isinstance(task, Visit):
        return ((Kind.VISIT, task.step),)
    return ((Kind.PICKUP, task.pickup), (Kind.DROPOFF, task.dropoff))


def people(task: type_of_task) -> int:
    """How many officers attend."""
    return task.officers if isinstance(task, Visit) else 1


def may_attend(task: type_of_task, officer: Officer) -> bool:
    """Whether the rules of the task alone let this officer attend."""
    terms = task.terms
    who = officer.officer_id
    if not terms.skills <= officer.skills or who in terms.forbidden:
        return False
    if terms.allowed is not None and who not in terms.allowed:
        return False
    if isinstance(task, Ride):
        return True
    if task.fixed.officers is not None and who not in task.fixed.officers:
        return False
    return task.officers > 1 or task.lead_skills <= officer.skills


def spans_of(task: type_of_task, step: Step) -> tuple[tuple[int, int, int], ...]:
    """Every span in which a step may start, with where lateness begins. A soft visit's last span has no end."""
    if not isinstance(task, Visit):
        return tuple((a, b, FAR) for a, b in step.windows)
    start = task.fixed.start
    last = len(step.windows) - 1
    spans = [
        (a, FAR if task.is_soft and at == last else b, b if task.is_soft and at == last else FAR)
        for at, (a, b) in enumerate(step.windows)
    ]
    if start is None:
        return tuple(spans)
    return tuple((start, start, soft) for a, b, soft in spans if a <= start <= b)


def static_cost(field: Field, at: int, officer: Officer) -> float:
    """What it costs that this officer attends, whenever it is."""
    weights, terms = field.problem.weights, field.tasks[at].terms
    who = officer.officer_id
    cost = weights.preference * terms.preference.get(who, 0.0)
    if terms.preferred and who not in terms.preferred:
        cost += weights.non_preferred
    before = sum(
        entry.officers.count(who) for entry in field.problem.baseline if entry.task_id == field.tasks[at].task_id
    )
    return cost - weights.change_officer * before


def turns_of(field: Field, moments: Sequence[Moment]) -> tuple[Turn, ...]:
    """Every turn that the rules of the task and the hours of the shift leave possible, day by day."""
    by_task: dict[int, list[int]] = {}
    for at, moment in enumerate(moments):
        by_task.setdefault(moment.task, []).append(at)
    found: list[Turn] = []
    for day in range(len(field.days)):
        for at in range(len(field.tasks)):
            found += turns_in(field, day, at, moments, by_task.get(at, []))
    return tuple(found)


def is_any_beyond(field: Field, most: int) -> bool:
    """Whether there are more turns than `most`; looks no further than it has to."""
    met = 0
    for day in range(len(field.days)):
        for at in range(len(field.tasks)):
            met += len(turns_in(field, day, at, (), ()))
        if met > most:
            return True
    return False


def turns_in(field: Field, day: int, at: int, moments: Sequence[Moment], own: Iterable[int]) -> list[Turn]:
    """The turns of one task in one day."""
    task, officer = field.tasks[at], field.officer_of(day)
    if not may_attend(task, officer):
        return []
    cost = static_cost(field, at, officer)
    found: list[Turn] = []
    for kind, step in steps_of(task):
        spans = [(moments[m].earliest, moments[m].latest, soft_end_at(task, step, moments[m]), m) for m in own]
        spans = spans or [(*span, -1) for span in spans_of(task, step)]
        for earliest, latest, soft_end, moment in spans:
            low, high = reachable(field, day, step, earliest, latest)
            if low > high:
                continue
            first = kind is not Kind.DROPOFF
            found.append(
                Turn(
                    day=day,
                    task=at,
                    kind=kind,
                    earliest=low,
                    latest=high,
                    moment=moment,
                    location=field.place[step.location],
                    duration=step.duration,
                    cost=cost if first else 0.0,
                    soft_end=soft_end,
                    wished=field.wished.get(at, -1) if first else -1,
                    share=1 / people(task),
                )
            )
    return found


def soft_end_at(task: type_of_task, step: Step, moment: Moment) -> int:
    """Where lateness begins for a visit that starts in this moment."""
    is_soft = isinstance(task, Visit) and task.is_soft
    return step.windows[-1][1] if is_soft and moment.latest >= step.windows[-1][1] else FAR


def reachable(field: Field, day: int, step: Step, earliest: int, latest: int) -> tuple[int, int]:
    """The span cut to what the shift's hours leave possible, by the shortest ways from and back to its ends."""
    shift, place = field.shift_of(day), field.place[step.location]
    out = 0 if shift.origin is None else int(field.shortest[field.place[shift.origin], place])
    home = 0 if shift.destination is None else int(field.shortest[place, field.place[shift.destination]])
    low = max(earliest, shift.start + out)
    return low, min(latest, shift.end + shift.max_overtime - step.duration - home)
