"""A few places for one task in a draft as it stands, each with the reasons that speak for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise

from witness.domain.travel import PICK_UP_MINUTES, SET_DOWN_MINUTES
from witness.domain.week import Spot, WeekFacts, WeekOfficer, WeekRide, WeekTask
from witness.domain.week_days import At, Seen, is_movable, starts_of, stop_at, work_day
from witness.domain.week_drafts import Draft, Placement
from witness.domain.week_moves import Where, fit, taken_out
from witness.domain.week_pieces import clock_words
from witness.domain.week_weights import NOT_THE_OWNER, WEIGHTS

# Starts are proposed on the quarter of an hour, on five minutes where there is none; an odd one only if it was agreed.
STEPS = (15, 5)
NEAR = 15
# School is out, and the family is at home, from a quarter to four (domain/week_windows.py).
AFTER_SCHOOL = 15 * 60 + 45
NEW_FACE = next(row.weight for row in WEIGHTS if row.measure == "non_preferred")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that fits. cost: minutes on the road that it adds, and what another face weighs beside them."""

    where: Where
    cost: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Room:
    """A start that fits into one officer's day. road: minutes on the road that it adds; near: what is close by."""

    minute: int
    road: int
    near: str


def slots(facts: WeekFacts, draft: Draft, key: str, seen: Seen, *, count: int = 3) -> tuple[Slot, ...]:
    """Give the best places for a task, one for each day and people; nothing else has to move for any of them."""
    task = facts.task(key)
    if task is None or not is_movable(task):
        return ()
    rest = taken_out(facts, draft, key)
    here = draft.placement(key)
    found: list[Slot] = []
    for people in _teams(facts, task):
        for on in dict.fromkeys(span.on for span in starts_of(task)):
            best = _best(facts, rest, task, people, on, seen, _hour_there(here, people, on))
            if best is not None:
                found.append(best)
    found.sort(key=lambda slot: (slot.cost, slot.where.on, slot.where.minute, slot.where.officers))
    return _first_free(_fitting(facts, draft, key, found, seen, count))


def _teams(facts: WeekFacts, task: WeekTask | WeekRide) -> Iterator[tuple[WeekOfficer, ...]]:
    skills = task.skills if isinstance(task, WeekTask) else frozenset()
    seats = task.seats if isinstance(task, WeekRide) else 0
    able = [
        officer
        for officer in facts.officers
        if officer.account_id in task.allowed and skills <= officer.skills and officer.seats >= seats
    ]
    yield from combinations(able, task.people if isinstance(task, WeekTask) else 1)


def _best(
    facts: WeekFacts,
    rest: Draft,
    task: WeekTask | WeekRide,
    people: tuple[WeekOfficer, ...],
    on: date,
    seen: Seen,
    taken: int | None,
) -> Slot | None:
    """Give the best hour of a day for some people; taken: where it stands already, which is no offer."""
    rooms = [{room.minute: room for room in _rooms(facts, rest, task, officer, on)} for officer in people]
    shared = set.intersection(*(set(room) for room in rooms)) - {taken}
    if not shared:
        return None
    road = {minute: sum(room[minute].road for room in rooms) for minute in shared}
    minute = min(shared, key=lambda one: (road[one], one))
    near = next((room[minute].near for room in rooms if room[minute].near), "")
    accounts = tuple(officer.account_id for officer in people)
    because = tuple(_because(task, accounts, minute, road[minute], near, seen))
    return Slot(Where(accounts, on, minute), road[minute] + _faces(task, accounts), because)


def _rooms(facts: WeekFacts, rest: Draft, task: WeekTask | WeekRide, officer: WeekOfficer, on: date) -> Iterator[_Room]:
    work = work_day(officer, on)
    if work is None:
        return
    stops = _stops_of(facts, rest, officer.account_id, on)
    first = At("", "", work.starts, 0, officer.base)
    last = At("", "", work.ends + work.overtime, 0, officer.base)
    before, whole, spot, end = _shape(facts, task)
    for one, other in pairwise((first, *stops, last)):
        out, back = facts.ways[one.spot.key, spot.key], facts.ways[end.key, other.spot.key]
        free_from = one.minute + one.minutes + out + before
        free_until = other.minute - back - whole + before
        between = 0 if spot == end else facts.ways[spot.key, end.key]
        road = out + between + back - facts.ways[one.spot.key, other.spot.key]
        near = _near(one, out) or _near(other, back)
        for minute in _minutes(task, on, free_from, free_until):
            yield _Room(minute, road, near)


def _shape(facts: WeekFacts, task: WeekTask | WeekRide) -> tuple[int, int, Spot, Spot]:
    """Give minutes kept free before, minutes in all, where it begins and where it ends."""
    if isinstance(task, WeekTask):
        return task.buffer.before, task.buffer.before + task.minutes + task.buffer.after, task.spot, task.spot
    whole = PICK_UP_MINUTES + facts.ways[task.pick_up.key, task.set_down.key] + SET_DOWN_MINUTES
    return 0, whole, task.pick_up, task.set_down


def _minutes(task: WeekTask | WeekRide, on: date, free_from: int, free_until: int) -> Iterator[int]:
    for span in starts_of(task):
        if span.on != on:
            continue
        first, last = max(span.first, free_from), min(span.last, free_until)
        if span.first == span.last and first == last:
            yield first
            continue
        for step in STEPS:
            rounded = -(-first // step) * step
            if rounded <= last:
                yield from range(rounded, last + 1, step)
                break


def _stops_of(facts: WeekFacts, draft: Draft, account_id: str, on: date) -> list[At]:
    found = [
        at
        for one in draft.rounds
        if (one.account_id, one.on) == (account_id, on)
        for at in (stop_at(facts, stop) for stop in one.stops)
        if at is not None
    ]
    return sorted(found, key=lambda at: (at.minute, at.key))


def _near(stop: At, way: int) -> str:
    return f"{way} minutes from the {clock_words(stop.minute)}" if stop.key and way <= NEAR else ""


def _faces(task: WeekTask | WeekRide, accounts: tuple[str, ...]) -> float:
    costs = (0.0 if one == task.owner else NOT_THE_OWNER if one in task.known else NEW_FACE for one in accounts)
    return sum(costs)


def _because(
    task: WeekTask | WeekRide, accounts: tuple[str, ...], minute: int, road: int, near: str, seen: Seen
) -> Iterator[str]:
    for account_id in accounts:
        if account_id == task.owner:
            yield "same worker"
        elif account_id in task.known:
            yield f"has met {seen.name(account_id)}"
        else:
            yield f"{seen.name(account_id)} would be a new face"
    if minute >= AFTER_SCHOOL:
        yield "after school"
    if near:
        yield near
    elif road:
        yield f"{road} more minutes on the road"


def _fitting(facts: WeekFacts, draft: Draft, key: str, found: Iterable[Slot], seen: Seen, count: int) -> list[Slot]:
    """Keep the first that nothing stands against: the rules that need the whole week are asked last, of few places."""
    kept: list[Slot] = []
    for slot in found:
        if len(kept) == count:
            break
        if fit(facts, draft, key, slot.where, seen).fits:
            kept.append(slot)
    return kept


def _first_free(kept: list[Slot]) -> tuple[Slot, ...]:
    soonest = min(kept, key=lambda slot: (slot.where.on, slot.where.minute), default=None)
    if soonest is None or len(kept) == 1:
        return tuple(kept)
    said = replace(soonest, because=(*soonest.because, "the soonest of these"))
    return tuple(said if slot is soonest else slot for slot in kept)


def _hour_there(here: Placement | None, people: tuple[WeekOfficer, ...], on: date) -> int | None:
    """Give the hour at which a task stands with these people on this day; None when it is not theirs or not then."""
    if here is None or here.on != on or set(here.officers) != {officer.account_id for officer in people}:
        return None
    return here.minute
