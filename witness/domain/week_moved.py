"""Whether a draft of a week still holds against the facts of now, and what has moved meanwhile, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from witness.domain.court_time import short_day
from witness.domain.travel import PICK_UP_MINUTES, SET_DOWN_MINUTES
from witness.domain.week import TaskKind, WeekFacts, WeekOfficer, WeekRide, WeekTask, WorkDay
from witness.domain.week_drafts import Draft, DraftStop, Placement, Round

GONE = "It is not to be done any more, or no longer at this place."
OTHER_HOUR = "The family cannot come at that hour any more, or it was agreed for another."
NOT_THEM = "Whoever was to go may not know of the case any more, or is away."
TOO_FEW = "It now takes other people: how many go, or what they bring, has changed."
NEW_PROMISE = "Something else was promised for that time meanwhile."
NO_LONGER_WORKS = "They do not work at these hours any more, or the time for it has passed."
TOO_TIGHT = "The way between two stops takes longer than the plan has room for."


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that moved under a draft. key: of the task, "" for a person's day. case_id: "" for none."""

    key: str
    case_id: str
    words: str
    account_id: str = ""


def what_moved(draft: Draft, facts: WeekFacts) -> tuple[Moved, ...]:
    """Give everything in the facts of now that a draft does not fit any more; nothing when it can be accepted."""
    found = [moved for placement in draft.placements for moved in _about(placement, draft, facts)]
    found += [moved for each in draft.rounds for moved in _about_round(each, draft, facts)]
    return tuple(dict.fromkeys(found))


def _about(placement: Placement, draft: Draft, facts: WeekFacts) -> Iterator[Moved]:
    one = facts.task(placement.key)
    if one is None:
        case_id = dict(draft.known).get(placement.key, "")
        yield Moved(placement.key, case_id, f"{short_day(placement.on)}: {GONE}")
        return
    starts = one.starts if isinstance(one, WeekTask) else one.pick_up_between
    if not any(span.on == placement.on and span.first <= placement.minute <= span.last for span in starts):
        yield Moved(one.key, one.case_id, f"{short_day(placement.on)}: {OTHER_HOUR}")
    if not set(placement.officers) <= one.allowed:
        yield Moved(one.key, one.case_id, f"{short_day(placement.on)}: {NOT_THEM}")
    if not _still_enough(one, placement, facts):
        yield Moved(one.key, one.case_id, f"{short_day(placement.on)}: {TOO_FEW}")


def _still_enough(task: WeekTask | WeekRide, placement: Placement, facts: WeekFacts) -> bool:
    if len(placement.officers) != (task.people if isinstance(task, WeekTask) else 1):
        return False
    kept = isinstance(task, WeekTask) and task.kind in (TaskKind.PROMISED, TaskKind.BUSY)
    skills = {officer.account_id: officer.skills for officer in facts.officers}
    return kept or all(task.skills <= skills.get(one, frozenset()) for one in placement.officers)


def _about_round(each: Round, draft: Draft, facts: WeekFacts) -> Iterator[Moved]:
    officer = next((one for one in facts.officers if one.account_id == each.account_id), None)
    day = None if officer is None else next((one for one in officer.days if one.on == each.on), None)
    if officer is None or day is None or not (_within(each, day) or _is_overruled(each, draft)):
        yield Moved("", "", f"{short_day(each.on)}: {NO_LONGER_WORKS}", each.account_id)
        return
    if not _is_overruled(each, draft) and not _has_time(each, officer, facts):
        yield Moved("", "", f"{short_day(each.on)}: {TOO_TIGHT}", each.account_id)
    known = {key for key, _ in draft.known}
    for task in facts.tasks:
        if task.key not in known and each.account_id in task.with_whom | task.was_with and _overlaps(task, each):
            yield Moved(task.key, task.case_id, f"{short_day(each.on)}: {NEW_PROMISE}", each.account_id)


def _is_overruled(each: Round, draft: Draft) -> bool:
    """Whether a person has put something into this round knowing that time is short, and has said why."""
    noted = {key for key, _ in draft.notes}
    return any(stop.key in noted for stop in each.stops)


def _within(each: Round, day: WorkDay) -> bool:
    return day.starts <= each.leaves and each.back <= day.ends + day.overtime


def _overlaps(task: WeekTask, each: Round) -> bool:
    if task.at is None or task.at.on != each.on:
        return False
    return each.leaves < task.at.minute + task.minutes and task.at.minute < each.back


def _has_time(each: Round, officer: WeekOfficer, facts: WeekFacts) -> bool:
    """Walk a round with the ways and the durations of now."""
    free, here = each.leaves, officer.base.key
    for stop in each.stops:
        at = _spot_and_minutes(stop, facts)
        if at is None:
            continue  # what is gone is said where it is placed
        there, minutes = at
        if free + facts.ways.get((here, there), 0) > stop.minute:
            return False
        free, here = stop.minute + minutes, there
    return free + facts.ways.get((here, officer.base.key), 0) <= each.back


def _spot_and_minutes(stop: DraftStop, facts: WeekFacts) -> tuple[str, int] | None:
    one = facts.task(stop.key)
    if isinstance(one, WeekTask):
        return one.spot.key, one.buffer.before + one.minutes + one.buffer.after
    if isinstance(one, WeekRide):
        is_up = stop.what == "pickup"
        return (one.pick_up.key, PICK_UP_MINUTES) if is_up else (one.set_down.key, SET_DOWN_MINUTES)
    return None


def changes_in(draft: Draft, tasks: Iterable[WeekTask]) -> tuple[tuple[WeekTask, Placement], ...]:
    """Give the tasks that accepting a draft would newly book, move or give to somebody else, by day and hour."""
    found = []
    for task in tasks:
        placement = draft.placement(task.key)
        if placement is not None and _is_news(task, placement):
            found.append((task, placement))
    return tuple(sorted(found, key=lambda pair: (pair[1].on, pair[1].minute, pair[1].key)))


def _is_news(task: WeekTask, placement: Placement) -> bool:
    if task.kind is TaskKind.BUSY:
        return False
    if task.kind is not TaskKind.PROMISED or task.was_at is None:
        return True
    same_hour = (task.was_at.on, task.was_at.minute) == (placement.on, placement.minute)
    return not same_hour or set(placement.officers) != task.was_with
