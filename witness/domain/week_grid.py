"""The five minutes in which a week is planned, so that families are told round hours.

The planner knows nothing of it: where every length and every edge is a multiple, the earliest hour that is free is one
too. What was agreed for another minute keeps it, and what comes after it begins on the grid again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from witness.domain.travel import Ways
from witness.domain.week import Span, Spot, WeekOfficer, WeekRide, WeekTask

# Judgement, not verified: nobody keeps an hour more exactly, and an odd one sounds like a mistake.
GRID = 5
ROUNDED = "They are rounded up to five minutes."


def up(minutes: int) -> int:
    """Give the next multiple of five minutes."""
    return -(-minutes // GRID) * GRID


def down(minutes: int) -> int:
    """Give the last multiple of five minutes."""
    return minutes // GRID * GRID


def said(ways: Ways) -> str:
    """Say how the ways of a week are known, and that they are rounded."""
    return f"{ways.label()} {ROUNDED}"


def between(spots: Iterable[Spot], ways: Ways) -> Mapping[tuple[str, str], int]:
    """Give the minutes from each spot to each other, rounded up. Many share a code; each pair is asked once."""
    by_code: dict[tuple[str, str], int] = {}
    found: dict[tuple[str, str], int] = {}
    known = tuple(spots)
    for one in known:
        for other in known:
            codes = (one.outcode, other.outcode)
            if codes not in by_code:
                by_code[codes] = up(ways.between(*codes).minutes)
            found[one.key, other.key] = 0 if one.key == other.key else by_code[codes]
    return found


def inward(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Narrow spans to what of them lies on the grid; as they were when nothing of them does."""
    kept = tuple(Span(span.on, up(span.first), down(span.last)) for span in spans)
    return tuple(span for span in kept if span.first <= span.last) or spans


def rounded_task(task: WeekTask) -> WeekTask:
    """Put a task that has no hour yet on the grid; one that may be moved keeps the minute it was agreed for, too."""
    if task.at is not None:
        return task
    starts = inward(task.starts)
    if task.was_at is None:
        return _padded(replace(task, starts=starts), 0)
    at = task.was_at
    own = Span(at.on, at.minute, at.minute)
    was_free = any(span.on == at.on and span.first <= at.minute <= span.last for span in task.starts)
    is_free = any(span.on == at.on and span.first <= at.minute <= span.last for span in starts)
    starts = (*starts, own) if was_free and not is_free else starts
    # Most keep their hour: the length is rounded for that one.
    return _padded(replace(task, starts=tuple(sorted(starts, key=lambda span: (span.on, span.first)))), at.minute)


def rounded_ride(ride: WeekRide) -> WeekRide:
    """Put a ride on the grid."""
    return replace(ride, pick_up_between=inward(ride.pick_up_between), set_down_between=inward(ride.set_down_between))


def rounded_promises(
    tasks: tuple[WeekTask, ...], officers: Iterable[WeekOfficer], ways: Mapping[tuple[str, str], int]
) -> tuple[WeekTask, ...]:
    """Let what was promised end on the grid, where whoever keeps it has the minutes before what comes next."""
    kept = {task.key: task for task in tasks}
    there = tuple(officer.account_id for officer in officers)
    for task in tasks:
        if task.at is None:
            continue
        padded = _padded(task, task.at.minute)
        others = (one for one in kept.values() if one.key != task.key and one.at is not None)
        if all(_is_free(padded, other, ways) for other in others if padded.with_whom & other.with_whom & {*there}):
            kept[task.key] = padded
    return tuple(kept[task.key] for task in tasks)


def _is_free(task: WeekTask, other: WeekTask, ways: Mapping[tuple[str, str], int]) -> bool:
    """Whether a promise leaves time for another that comes after it on its day."""
    if task.at is None or other.at is None or task.at.on != other.at.on or other.at.minute < task.at.minute:
        return True
    free = task.at.minute + task.minutes + task.buffer.after + ways.get((task.spot.key, other.spot.key), 0)
    return free <= other.at.minute - other.buffer.before


def _padded(task: WeekTask, start: int) -> WeekTask:
    """Keep as much free after a task as lets it end on the grid, when its meeting starts at a minute."""
    ends = start % GRID + task.minutes + task.buffer.after
    return replace(task, buffer=replace(task.buffer, after=task.buffer.after + up(ends) - ends))
