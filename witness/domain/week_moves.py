"""One task of a draft put elsewhere by a person: the draft with it there, and all that stands against it.

Everything else stays at its hour. A way that is too long may be overruled with a note; the hours of a family, an
exclusion, a skill or the order of a ladder may not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from witness.domain.court_time import short_day
from witness.domain.places import SKILL_IN_WORDS, Skill
from witness.domain.travel import PICK_UP_MINUTES
from witness.domain.week import Apart, WeekFacts, WeekOfficer, WeekRide, WeekTask
from witness.domain.week_board import Miss, day_line
from witness.domain.week_days import PICK_UP, SET_DOWN, VISIT, Seen, days_of, is_movable, starts_of, stop_at, work_day
from witness.domain.week_drafts import Because, Draft, DraftStop, Placement, Round, Unplaced
from witness.domain.week_pieces import clock_words

DAY = 24 * 60

# Why something goes where time is short, as it may be kept: closed words, so that no story of a family is told in them.
OVERRULED: dict[str, str] = {
    "shorter": "the way is shorter than it is reckoned",
    "colleague": "a colleague takes part of it over",
    "late": "they know that it may begin late",
    "gives_way": "something else of that day gives way",
    "longer_day": "the day may be longer this once",
}


@dataclass(frozen=True, slots=True)
class Where:
    """Where somebody puts a task. minute: when the meeting starts, or the family is picked up."""

    officers: tuple[str, ...]
    on: date
    minute: int


@dataclass(frozen=True, slots=True)
class Fit:
    """What stands against a place. rules: what nobody may overrule, in words; misses: minutes that are missing."""

    rules: tuple[str, ...] = ()
    misses: tuple[Miss, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether nothing stands against it."""
        return not self.rules and not self.misses

    @property
    def short(self) -> int:
        """How many minutes are missing."""
        return sum(miss.minutes for miss in self.misses)


def put(facts: WeekFacts, draft: Draft, key: str, where: Where) -> Draft:
    """Give the draft with one task at a place, whether it fits there or not, for those who are part of the plan."""
    task, planned = facts.task(key), {officer.account_id for officer in facts.officers}
    if task is None:
        return draft
    rest = taken_out(facts, draft, key)
    rounds = {(one.account_id, one.on): one for one in rest.rounds}
    for account_id in [one for one in dict.fromkeys(where.officers) if one in planned]:
        known = rounds.get((account_id, where.on), Round(account_id, where.on, 0, 0, ()))
        stops = (*known.stops, *_stops(facts, task, where.minute))
        rounds[account_id, where.on] = _timed(facts, replace(known, stops=_in_order(stops)))
    placement = Placement(key, tuple(sorted(where.officers)), where.on, where.minute)
    return replace(
        rest,
        rounds=tuple(rounds.values()),
        placements=(*rest.placements, placement),
        unplaced=tuple(one for one in rest.unplaced if one.key != key),
    )


def taken_out(facts: WeekFacts, draft: Draft, key: str) -> Draft:
    """Give the draft without one task, which then has no place."""
    rounds = []
    for one in draft.rounds:
        stops = tuple(stop for stop in one.stops if stop.key != key)
        if stops:
            rounds.append(one if len(stops) == len(one.stops) else _timed(facts, replace(one, stops=stops)))
    task = facts.task(key)
    is_must = task is not None and task.cost.penalty is None
    without = tuple(one for one in draft.unplaced if one.key != key)
    return replace(
        draft,
        rounds=tuple(rounds),
        placements=tuple(one for one in draft.placements if one.key != key),
        unplaced=(*without, Unplaced(key, is_must, (Because("it was taken out by hand"),))),
    )


def fit(facts: WeekFacts, draft: Draft, key: str, where: Where, seen: Seen) -> Fit:
    """Say what stands against putting a task somewhere: rules, and minutes missing in the days it would touch.

    A day that is short already for other reasons counts with what it would be short by then, so that nothing is hidden.
    """
    task = facts.task(key)
    if task is None:
        return Fit(("It is not due any more.",))
    rules = tuple(_rules(facts, draft, task, where, seen))
    after = days_of(facts, put(facts, draft, key, where), seen)
    touched = [day for day in after if day.officer_id in where.officers and day.on == where.on]
    misses = tuple(miss for day in touched if day.hours for miss in day_line(day).misses)
    return Fit(rules, misses)


def _rules(facts: WeekFacts, draft: Draft, task: WeekTask | WeekRide, where: Where, seen: Seen) -> Iterable[str]:
    if not is_movable(task):
        yield "It was agreed with the family, so it stays: move it in the case, and tell them."
    wanted = task.people if isinstance(task, WeekTask) else 1
    if len(set(where.officers)) != wanted:
        yield "Two different officers go to this family." if wanted == 2 else "One officer goes."
    for account_id in dict.fromkeys(where.officers):
        officer = next((one for one in facts.officers if one.account_id == account_id), None)
        yield from _rules_of_officer(task, officer, account_id, where.on, seen)
    yield from _hours(facts, task, where)
    for apart in facts.apart:
        yield from _apart(facts, draft, apart, task, where, seen)


def _rules_of_officer(
    task: WeekTask | WeekRide, officer: WeekOfficer | None, account_id: str, on: date, seen: Seen
) -> Iterable[str]:
    name = seen.name(account_id)
    if account_id not in task.allowed:
        yield f"{name} may not be sent: this case is not open to them."
    if officer is None:
        yield f"{name} is not part of this plan."
        return
    if work_day(officer, on) is None:
        yield f"{name} does not work on {short_day(on)}."
    for skill in sorted(task.skills - officer.skills):
        yield f"This family needs somebody who {SKILL_IN_WORDS[Skill(skill)]}, and {name} is not entered for it."
    if isinstance(task, WeekRide) and task.seats > officer.seats:
        yield f"{name}'s car has {officer.seats} seats for a family, and {task.seats} are needed."


def _hours(facts: WeekFacts, task: WeekTask | WeekRide, where: Where) -> Iterable[str]:
    spans = starts_of(task)
    of_day = [span for span in spans if span.on == where.on]
    if not of_day:
        days = ", ".join(dict.fromkeys(short_day(span.on) for span in spans))
        yield f"It cannot be on {short_day(where.on)}{f': it can on {days}' if days else ''}."
        return
    nearest = min(of_day, key=lambda span: max(span.first - where.minute, where.minute - span.last, 0))
    outside = max(nearest.first - where.minute, where.minute - nearest.last, 0)
    if outside:
        said = " or ".join(_between(span.first, span.last) for span in of_day)
        yield f"On {short_day(where.on)} it may begin {said}: {outside} minutes off."
    if isinstance(task, WeekRide):
        there = where.minute + PICK_UP_MINUTES + facts.ways[task.pick_up.key, task.set_down.key]
        latest = max((span.last for span in task.set_down_between if span.on == where.on), default=there)
        if there > latest:
            yield f"They would arrive {there - latest} minutes too late."


def _between(first: int, last: int) -> str:
    return f"at {clock_words(first)}" if first == last else f"from {clock_words(first)} to {clock_words(last)}"


def _apart(
    facts: WeekFacts, draft: Draft, apart: Apart, task: WeekTask | WeekRide, where: Where, seen: Seen
) -> Iterable[str]:
    if task.key not in (apart.first, apart.second):
        return
    other = draft.placement(apart.second if task.key == apart.first else apart.first)
    if other is None:
        return
    own = (where.on, where.minute)
    first, second = (own, (other.on, other.minute)) if task.key == apart.first else ((other.on, other.minute), own)
    gap = (second[0] - first[0]).days * DAY + second[1] - first[1]
    is_near = (second[0] - first[0]).days < apart.days if apart.days else gap < apart.minutes
    if is_near:
        label = seen.label(other.key)
        said = f"{label.initials}'s {label.what}" if label.initials else "another visit"
        when = f"{short_day(other.on)} {clock_words(other.minute)}"
        asked = f"at least {apart.days} days apart" if apart.days > 1 else "on a later day" if apart.days else ""
        yield f"{said} is on {when}, and {apart.because}{f': {asked}' if asked else ''}."


def _stops(facts: WeekFacts, task: WeekTask | WeekRide, minute: int) -> tuple[DraftStop, ...]:
    if isinstance(task, WeekTask):
        return (DraftStop(task.key, VISIT, minute - task.buffer.before),)
    there = minute + PICK_UP_MINUTES + facts.ways[task.pick_up.key, task.set_down.key]
    earliest = min((span.first for span in task.set_down_between), default=there)
    return (DraftStop(task.key, PICK_UP, minute), DraftStop(task.key, SET_DOWN, max(there, earliest)))


def _in_order(stops: Iterable[DraftStop]) -> tuple[DraftStop, ...]:
    return tuple(sorted(stops, key=lambda stop: (stop.minute, stop.what == SET_DOWN, stop.key)))


def _timed(facts: WeekFacts, one: Round) -> Round:
    """Leave as late as the first stop allows, and come back straight after the last."""
    base = next(officer.base for officer in facts.officers if officer.account_id == one.account_id)
    stops = [at for at in (stop_at(facts, stop) for stop in one.stops) if at is not None]
    first, last = stops[0], stops[-1]
    leaves = first.minute - facts.ways[base.key, first.spot.key]
    return replace(one, leaves=leaves, back=last.minute + last.minutes + facts.ways[last.spot.key, base.key])
