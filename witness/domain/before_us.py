"""Steps of a countdown that were due before the case came to us: one look through them, and days for what is left.

A case that comes live has steps behind it that nobody here could do in time. A pile of late rows on the first day
would hide what is late by our own doing, so they are one piece of work until somebody says of each what becomes of it.
None of them counts as done: readiness and concern look at the facts, as ever.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from witness.domain.cases import CasePicture
from witness.domain.court_time import moment_in_london
from witness.domain.milestone_days import A_DAY
from witness.domain.milestones import EarlyWarning, Reached, Standing
from witness.domain.tasks import OFFICE_CLOSES, TaskKind, WantedTask
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar


@dataclass(frozen=True, slots=True)
class LookTerm:
    """By when the steps are looked through. up_to: working days to the day of evidence as the case came, None for any.

    within: working days from the day on which the case came.
    """

    up_to: int | None
    within: int
    judgement: str


LOOK_TERMS: tuple[LookTerm, ...] = (
    LookTerm(10, 1, "The trial is two weeks away or less: the next working day."),
    LookTerm(30, 3, "The trial is six weeks away or less: three working days."),
    LookTerm(None, 5, "The trial is further away, or has no day: five working days."),
)


def left_of(warning: EarlyWarning) -> tuple[Reached, ...]:
    """Give the steps that were due before the case came to us and of which nobody has said what becomes of them."""
    return tuple(reached for reached in warning.reached if reached.standing is Standing.BEFORE_US)


def term_of(picture: CasePicture, warning: EarlyWarning, calendar: WorkingCalendar) -> LookTerm:
    """Say how soon they are to be looked through: the sooner, the nearer the day of evidence was as the case came."""
    came_on = picture.case.came_on
    on = None if warning.hearing is None else warning.hearing.now.slot.on
    if came_on is None or on is None:
        return LOOK_TERMS[-1]
    try:
        left = calendar.until(came_on, on)
    except BeyondTheCalendar:
        return LOOK_TERMS[-1]
    return next(term for term in LOOK_TERMS if term.up_to is None or left <= term.up_to)


def look_through(picture: CasePicture, warning: EarlyWarning, calendar: WorkingCalendar) -> Iterator[WantedTask]:
    """Give the one task of a witness for all such steps; none when none is left."""
    left, came_on, hearing = left_of(warning), picture.case.came_on, warning.hearing
    if not left or came_on is None or hearing is None:
        return
    count = f"{len(left)} step{'' if len(left) == 1 else 's'}"
    was = "was" if len(left) == 1 else "were"
    label = picture.witness(warning.witness_id).label
    yield WantedTask(
        reason_key=f"before_us:{warning.witness_id}:{hearing.hearing_id}:{hearing.now.slot.on}",
        kind=TaskKind.BEFORE_US,
        words=f"{label}: look through {count} that {was} due before {picture.case.ref} came to us",
        clears_when="each of them is done, not needed, or has a day",
        due_at=moment_in_london(_due_on(came_on, term_of(picture, warning, calendar), calendar), OFFICE_CLOSES),
        hearing_id=hearing.hearing_id,
    )


def _due_on(came_on: date, term: LookTerm, calendar: WorkingCalendar) -> date:
    try:
        return calendar.add(came_on, term.within)
    except BeyondTheCalendar:
        return came_on


@dataclass(frozen=True, slots=True)
class Left:
    """One step that is to be given a day. on: the day of evidence, or the first day on which it may be."""

    witness_id: str
    reached: Reached
    on: date


def spread(
    steps: Sequence[Left], taken: Mapping[date, int], today: date, calendar: WorkingCalendar
) -> tuple[tuple[Left, date], ...]:
    """Lay steps over the next working days, three a day, the nearest trial first and each before its own.

    taken: how many steps of countdowns whoever does them has on a day already. Where no day before the trial is free,
    the one with the fewest takes it; where no working day is left, today.

    Raises:
        BeyondTheCalendar: the bank holidays of a day that is needed are not known.
    """
    full = dict(taken)
    found = []
    for step in sorted(steps, key=lambda one: one.on):
        day = _day_for(step, full, today, calendar)
        full[day] = full.get(day, 0) + 1
        found.append((step, day))
    return tuple(found)


def _day_for(step: Left, full: Mapping[date, int], today: date, calendar: WorkingCalendar) -> date:
    room = []
    day = today + timedelta(days=1)
    while day < step.on:
        if calendar.is_working(day):
            if full.get(day, 0) < A_DAY:
                return day
            room.append(day)
        day += timedelta(days=1)
    return min(room, key=lambda one: (full.get(one, 0), one), default=today)
