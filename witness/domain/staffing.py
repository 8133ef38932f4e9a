"""Who is there for a family at an instant: office hours, who is on call, and who stands in for whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from witness.domain.court_time import london_day, london_time, moment_in_london
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

UNREAD_TO_COVER = 2  # working hours, peers reference S11
UNREAD_TO_MANAGER = 4


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When a team reads texts: London wall clock on working days. weekdays: Monday is 0."""

    opens: time = time(9, 0)
    closes: time = time(17, 0)
    weekdays: frozenset[int] = field(default=frozenset(range(5)))


@dataclass(frozen=True, slots=True)
class OnCall:
    """Somebody of a team who is rung and mailed between two instants when the office is shut."""

    on_call_id: str
    team_id: str
    account_id: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which somebody does not work, both included, and who stands in. cover_id None: nobody is named."""

    absence_id: str
    account_id: str
    first_on: date
    last_on: date
    cover_id: str | None


def is_open(hours: OfficeHours, now: datetime, calendar: WorkingCalendar) -> bool:
    """Whether the office reads texts now. Beyond the known bank holidays it counts as shut: people are paged."""
    day = london_day(now)
    return _works_on(hours, day, calendar) and hours.opens <= london_time(now) < hours.closes


def opens_next(hours: OfficeHours, now: datetime, calendar: WorkingCalendar) -> datetime | None:
    """Give the next instant at which the office opens; None when no day of the next 30 is known to be worked."""
    for ahead in range(31):
        day = london_day(now) + timedelta(days=ahead)
        if _works_on(hours, day, calendar):
            opens = moment_in_london(day, hours.opens)
            if opens > now:
                return opens
    return None


def office_time_since(since: datetime, now: datetime, hours: OfficeHours, calendar: WorkingCalendar) -> timedelta:
    """Give how much of the time between two instants the office was open."""
    total, day = timedelta(0), london_day(since)
    while day <= london_day(now):
        if _works_on(hours, day, calendar):
            opens, closes = moment_in_london(day, hours.opens), moment_in_london(day, hours.closes)
            total += max(timedelta(0), min(now, closes) - max(since, opens))
        day += timedelta(days=1)
    return total


def on_call_at(rota: Iterable[OnCall], now: datetime) -> str | None:
    """Give the account that is on call; of two that overlap, the one entered for the later beginning."""
    current = [shift for shift in rota if shift.starts_at <= now < shift.ends_at]
    return max(current, key=lambda s: (s.starts_at, s.on_call_id)).account_id if current else None


def is_away(absences: Iterable[Absence], account_id: str, on: date) -> bool:
    """Whether somebody does not work on a day."""
    return any(a.account_id == account_id and a.first_on <= on <= a.last_on for a in absences)


def cover_for(absences: Iterable[Absence], account_id: str, on: date) -> str | None:
    """Give who stands in for somebody on a day, themselves present; None when they are there or nobody is named."""
    known, seen = tuple(absences), {account_id}
    current: str | None = account_id
    while current is not None and is_away(known, current, on):
        today = [a for a in known if a.account_id == current and a.first_on <= on <= a.last_on]
        current = max(today, key=lambda a: (a.first_on, a.absence_id)).cover_id
        if current in seen:
            return None  # two people who stand in for each other are both away
        seen.add(current or "")
    return None if current == account_id else current


def _works_on(hours: OfficeHours, day: date, calendar: WorkingCalendar) -> bool:
    try:
        return day.weekday() in hours.weekdays and calendar.is_working(day)
    except BeyondTheCalendar:
        return False
