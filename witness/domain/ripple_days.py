"""On which day and at what hour something planned would be after its hearing has changed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from witness.domain.court_time import london_day
from witness.domain.hearings import Certainty, HearingState, Revision
from witness.domain.plans import PlanStep
from witness.domain.ripple_table import BELONGS, CAN_BE_TODAY, VISIT_HOLDS, WAITS_FOR_A_DAY, Habit, same_building
from witness.domain.visits import VisitKind
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Shift:
    """What something was planned for, what is true now, and from where days are counted."""

    then: Revision
    now: Revision
    calendar: WorkingCalendar
    at: datetime

    @property
    def today(self) -> date:
        """The London day on which the change is made."""
        return london_day(self.at)

    @property
    def is_window(self) -> bool:
        """Whether only a period is known now."""
        return self.now.slot.certainty is Certainty.WINDOW

    @property
    def is_off(self) -> bool:
        """Whether there is no date now; the slot may still name the day that was taken away."""
        return self.now.state is HearingState.VACATED or self.now.slot.certainty is Certainty.NONE


def still_fits(shift: Shift, habit: Habit, kind: VisitKind | None, on: date | None) -> bool:
    """Whether a visit on this day would still be right. Without a day there is nothing that could be wrong."""
    first = shift.now.slot.on
    if on is None or first is None or habit is Habit.LOOSE:
        return True
    if habit is Habit.COURT_VISIT:
        return same_building(shift.then, shift.now) and on < first and first - on <= VISIT_HOLDS
    if habit is Habit.REFRESH and kind is not None:
        return _in_its_place(shift, kind, on, first)
    return on < first


def visit_day(shift: Shift, kind: VisitKind, on: date | None) -> date | None:
    """Give the day to which a visit would move: as many working days from the hearing as before, within its place.

    None when it has to wait for a day, when no day is left, or beyond the bank holidays that are known.
    """
    first = shift.now.slot.on
    if first is None or (shift.is_window and kind in WAITS_FOR_A_DAY):
        return None
    if kind not in BELONGS:
        return first
    least, most = BELONGS[kind]
    try:
        wanted = _distance(shift, on, default=most)
        day = shift.calendar.add(first, -min(max(wanted, least), most))
        latest = shift.calendar.add(first, -least)
        notice = timedelta(days=0 if kind in CAN_BE_TODAY else 1)
        soonest = shift.calendar.next_working(shift.today + notice)
    except BeyondTheCalendar:
        return None
    day = max(day, soonest)
    return day if day <= latest else None


def day_of_hearing(shift: Shift, on: date | None) -> date | None:
    """Give the day of what happens around the hearing itself; what was on the eve stays on the eve.

    None while no day is known.
    """
    then, first = shift.then.slot.on, shift.now.slot.on
    if first is None or shift.is_window or shift.is_off:
        return None
    if on is None or then is None or shift.then.slot.certainty is Certainty.WINDOW:
        return first
    if _is_a_later_day(shift, on):
        return _same_court_day(shift, then, on, first)
    return max(first + (on - then), min(shift.today, first))


def is_beyond(shift: Shift, on: date | None) -> bool:
    """Whether something was planned for a later court day of a hearing, and it has no such day any more."""
    last = shift.now.slot.until or shift.now.slot.on
    if on is None or last is None or shift.is_window or shift.is_off or not _is_a_later_day(shift, on):
        return False
    day = day_of_hearing(shift, on)
    return shift.now.slot.until is not None and (day is None or day > last)


def _is_a_later_day(shift: Shift, on: date) -> bool:
    slot = shift.then.slot
    return slot.on is not None and slot.until is not None and slot.on < on <= slot.until


def _same_court_day(shift: Shift, then: date, on: date, first: date) -> date | None:
    """Give the second court day for the second, whatever weekend lies between; None beyond the known holidays."""
    try:
        return shift.calendar.add(first, shift.calendar.until(then, on))
    except BeyondTheCalendar:
        return None


def shifted_hour(shift: Shift, at: time | None) -> time | None:
    """Move an hour by as much as the court hour moved; None when that cannot be said, or is another building."""
    then, now = shift.then.slot.at, shift.now.slot.at
    if at is None or then is None or now is None or not same_building(shift.then, shift.now):
        return None
    return hour_moved_by(at, datetime.combine(shift.today, now) - datetime.combine(shift.today, then))


def hour_moved_by(at: time, by: timedelta) -> time | None:
    """Move an hour within its day; None when it would leave the day."""
    day = date(2000, 1, 1)
    moved = datetime.combine(day, at) + by
    return moved.time() if moved.date() == day else None


def follows_visit(step: PlanStep, before: PlanStep, after: PlanStep) -> tuple[date | None, time | None]:
    """Give the day and hour of a ride whose visit went from `before` to `after`."""
    if after.on is None:
        return None, None
    on = after.on if step.on is None or before.on is None else after.on + (step.on - before.on)
    if step.at is None or before.at is None or after.at is None:
        return on, step.at if before.at == after.at else None
    return on, hour_moved_by(step.at, datetime.combine(on, after.at) - datetime.combine(on, before.at))


def _distance(shift: Shift, on: date | None, *, default: int) -> int:
    then = shift.then.slot.on
    return default if on is None or then is None else shift.calendar.until(on, then)


def _in_its_place(shift: Shift, kind: VisitKind, on: date, first: date) -> bool:
    least, most = BELONGS[kind]
    try:
        return on < first and least <= shift.calendar.until(on, first) <= most
    except BeyondTheCalendar:
        return False
