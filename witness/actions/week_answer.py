"""Turns the planner's answer to a week into a draft: numbers become people, days and hours again."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import ceil
from typing import Protocol

from witness.actions.week_problem import DAY, Names
from witness.domain.week import WeekFacts
from witness.domain.week_abilities import hopeless, left_out
from witness.domain.week_drafts import Because, Draft, DraftStop, Placement, Round
from witness.planner.plan import At, Plan


class Reason(Protocol):
    """Why a task found no place, in the planner's numbers."""

    @property
    def task_id(self) -> str:
        """Of which task."""

    @property
    def words(self) -> str:
        """In words, without a number."""

    @property
    def officer_id(self) -> str | None:
        """Whose day it is about; None when it holds for everybody."""

    @property
    def day(self) -> int | None:
        """The day of the horizon, from 0."""

    @property
    def minutes(self) -> float | None:
        """By how many it misses."""

    @property
    def gives(self) -> Sequence[str]:
        """The tasks that would have to give way."""


def read_answer(facts: WeekFacts, names: Names, plan: Plan, reasons: Iterable[Reason]) -> Draft:
    """Give the planner's plan as a draft. reasons: why tasks found no place."""
    because: dict[str, tuple[Because, ...]] = {}
    for reason in reasons:
        because[reason.task_id] = (*because.get(reason.task_id, ()), _because(names, reason))
    return Draft(
        placements=_placements(names, plan),
        rounds=tuple(_rounds(names, plan)),
        unplaced=(
            *(left_out(facts, names.tasks[o].key, because.get(o, ())) for o in plan.unserved),
            *(hopeless(task) for task in facts.tasks if task not in facts.plannable),
        ),
        known=(*((task.key, task.case_id) for task in facts.tasks), *((r.key, r.case_id) for r in facts.rides)),
        remarks=tuple((remark.words, remark.case_id) for remark in facts.remarks),
        ways_say=facts.ways_say,
    )


def _because(names: Names, reason: Reason) -> Because:
    return Because(
        words=reason.words,
        account_id="" if reason.officer_id is None else names.officers[reason.officer_id],
        on=None if reason.day is None else names.first_on + timedelta(days=reason.day),
        minutes=None if reason.minutes is None else ceil(reason.minutes),
        gives=tuple(names.tasks[one].key for one in reason.gives if one in names.tasks),
    )


def _placements(names: Names, plan: Plan) -> tuple[Placement, ...]:
    starts: dict[str, int] = {}
    who: dict[str, list[str]] = {}
    for route in plan.routes:
        for stop in route.stops:
            if stop.at is At.DROPOFF:
                continue
            starts[stop.task_id] = stop.start + names.tasks[stop.task_id].before
            who.setdefault(stop.task_id, []).append(names.officers[route.officer_id])
    return tuple(
        Placement(names.tasks[one].key, tuple(sorted(who[one])), *_moment(names, starts[one])) for one in sorted(starts)
    )


def _rounds(names: Names, plan: Plan) -> Iterable[Round]:
    for route in plan.routes:
        on = names.shifts[route.officer_id][route.shift]
        midnight = (on - names.first_on).days * DAY
        stops = tuple(DraftStop(names.tasks[s.task_id].key, s.at.value, s.start - midnight) for s in route.stops)
        yield Round(names.officers[route.officer_id], on, route.start - midnight, route.end - midnight, stops)


def _moment(names: Names, minute: int) -> tuple[date, int]:
    return names.first_on + timedelta(days=minute // DAY), minute % DAY
