"""On which days the rungs before a day of evidence fall, also when there is less time than the ladder is long.

Whoever learns of a trial in three weeks has six rungs behind them on the first day. What is behind is not late: it is
spread over the first days in order of importance, a few a day, and everything is asked before the rung that follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from witness.domain.working_days import WorkingCalendar

# Of what is behind, so many are asked on one day where the time allows it. A judgement.
A_DAY = 3
# The evening before and the day itself never move.
NEVER_MOVES = 1


@dataclass(frozen=True, slots=True)
class Step:
    """What is wanted: so many working days before the day, and how many working days there are to do it."""

    lead: int
    within_days: int


@dataclass(frozen=True, slots=True)
class Planned:
    """When it is asked, and by the end of which day it is to be done. compressed: it was moved for want of time."""

    asked_on: date
    due_on: date
    compressed: bool = False


def plan_days(steps: Sequence[Step], day: date, start: date, calendar: WorkingCalendar) -> tuple[Planned, ...]:
    """Give the days of steps before a day of evidence, which come in order: the longest lead first.

    start: since when this day has been known. Nothing is asked before it, the order of rungs is kept, nothing is due
    after the next rung is asked, and all of it lies within the time that is left.

    Raises:
        BeyondTheCalendar: the bank holidays of a day that is needed are not known.
    """
    first = min(calendar.next_working(start), max(day, start))
    rungs = {lead: calendar.add(day, -lead) for lead in {step.lead for step in steps}}
    named = [rungs[step.lead] for step in steps]
    moved, until = _behind(steps, named, first, day, calendar)
    room = _working_days(first, until, calendar)
    slots = _spread(room, moved)
    asked = [max(slots[n], min(on, until)) if n < moved else on for n, on in enumerate(named)]
    due = [_due_on(n, steps, asked, day, calendar) for n in range(len(steps))]
    # A short term further on is never waited for by a longer one before it.
    for n in reversed(range(len(due) - 1)):
        due[n] = max(asked[n], min(due[n], due[n + 1]))
    return tuple(Planned(on, last, on != was) for on, last, was in zip(asked, due, named, strict=True))


def _behind(
    steps: Sequence[Step], named: Sequence[date], first: date, day: date, calendar: WorkingCalendar
) -> tuple[int, date]:
    """Give how many steps have to be moved, and the day of the rung before which they are asked.

    Those that are past, and as many rungs after them as it takes so that nobody gets too much on one day.
    """
    moved = sum(on < first for on in named)
    if not moved:
        return 0, first
    while moved < len(steps):
        until = named[moved]
        room = len(_working_days(first, until, calendar))
        if moved <= A_DAY * room or steps[moved].lead <= NEVER_MOVES:
            return moved, max(first, until)
        lead = steps[moved].lead
        moved += sum(step.lead == lead for step in steps[moved:])
    return moved, max(first, day)


def _working_days(first: date, last: date, calendar: WorkingCalendar) -> list[date]:
    """Give the working days between two days, both included; where there are none, the first day alone."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if calendar.is_working(day)] or [first]


def _spread(room: Sequence[date], count: int) -> list[date]:
    """Lay so many steps over the first days of the room, evenly and in order."""
    days = min(len(room), ceil(count / A_DAY))
    return [room[n * days // count] for n in range(count)]


def _due_on(n: int, steps: Sequence[Step], asked: Sequence[date], day: date, calendar: WorkingCalendar) -> date:
    """Give the last day for a step: its term, but not beyond the day on which the next rung is asked."""
    following = (asked[m] for m in range(n + 1, len(steps)) if steps[m].lead < steps[n].lead)
    last = min(next(following, day), max(day, asked[n]))
    return max(asked[n], min(calendar.add(asked[n], steps[n].within_days), last))
