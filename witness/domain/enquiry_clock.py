"""The clock of a question: within how many office hours an answer is wanted, and what is left of them now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from witness.domain.staffing import OfficeHours, office_time_since
from witness.domain.tasks import in_working_hours
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Target:
    """Within how many office hours an answer is wanted. is_judgement: nobody has laid it down."""

    hours: int
    says: str
    source: str
    is_judgement: bool


ANSWER_WITHIN = Target(
    8,
    "one working day, 8 office hours",
    "inspectors counted answers within 24 hours (HMCPSI 2021); no rule lays it down",
    is_judgement=True,
)
SOON = timedelta(hours=2)  # of office time; a judgement
OFFICE = OfficeHours()  # both sides see one clock, so it runs by one pair of hours whatever a team's own are


def due_of(asked_at: datetime, calendar: WorkingCalendar) -> datetime:
    """Give until when an answer is wanted. Beyond the known bank holidays it is the same hour of the next day."""
    try:
        return in_working_hours(asked_at, ANSWER_WITHIN.hours, calendar)
    except BeyondTheCalendar:
        return asked_at + timedelta(days=1)


class Pressure(StrEnum):
    """How a question stands against its clock."""

    FINE = "fine"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Clock:
    """What is left of the office time for an answer. words: "2 h left", "overdue by 3 h"."""

    due_at: datetime
    pressure: Pressure
    words: str


def clock_at(due_at: datetime, now: datetime, calendar: WorkingCalendar) -> Clock:
    """Read the clock of a question: nights, weekends and bank holidays do not count."""
    if now >= due_at:
        over = office_time_since(due_at, now, OFFICE, calendar)
        by = f"overdue by {_length(over)}" if over >= timedelta(minutes=1) else "overdue"
        return Clock(due_at, Pressure.LATE, by)
    left = office_time_since(now, due_at, OFFICE, calendar)
    if left < timedelta(minutes=1):  # the bank holidays of those days are not known, or it is the last minute
        return Clock(due_at, Pressure.SOON, "due")
    return Clock(due_at, Pressure.SOON if left <= SOON else Pressure.FINE, f"{_length(left)} left")


def _length(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    days, hours = divmod(minutes // 60, 8)
    if days:
        return f"{days} working day{'' if days == 1 else 's'}" + (f" {hours} h" if hours else "")
    rest = minutes % 60
    return f"{hours} h {rest} min" if hours and rest else f"{hours} h" if hours else f"{rest} min"
