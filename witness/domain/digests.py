"""The mail of each working morning: how much waits for a colleague, in numbers alone.

Only three things may interrupt (`escalation.REACH`); all the rest waits for this mail and for the page of today.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from witness.domain.access import Role
from witness.domain.accounts import Account, AccountState
from witness.domain.court_time import end_of_london_day, london_day, london_time
from witness.domain.staffing import Absence, OfficeHours, is_away, is_open
from witness.domain.working_days import WorkingCalendar

# Whoever has not had it by then looks at the page itself: a judgement.
NOT_AFTER = time(12, 0)
# Nobody else has work of their own.
READERS = frozenset({Role.OFFICER, Role.MANAGER})


@dataclass(frozen=True, slots=True)
class Due:
    """A piece of work that is open. passed_on: the reader was brought in beside its owner."""

    due_at: datetime
    passed_on: bool


@dataclass(frozen=True, slots=True)
class Digest:
    """How much waits. late: past its time; due: due before the day ends; passed_on: of it, from others."""

    waiting: int
    late: int
    due: int
    passed_on: int


def digest_from(work: Iterable[Due], now: datetime) -> Digest:
    """Count what waits at an instant."""
    everything = tuple(work)
    ends = end_of_london_day(london_day(now))
    return Digest(
        waiting=len(everything),
        late=sum(one.due_at < now for one in everything),
        due=sum(now <= one.due_at < ends for one in everything),
        passed_on=sum(one.passed_on for one in everything),
    )


def is_due(
    account: Account, hours: OfficeHours, absences: Iterable[Absence], now: datetime, calendar: WorkingCalendar
) -> bool:
    """Whether somebody is to have the mail of this morning: they want it, work today, and the office is open."""
    wants = account.state is AccountState.ACTIVE and account.role in READERS and account.mails_digest
    if not wants or not account.email or is_away(absences, account.id, london_day(now)):
        return False
    return is_open(hours, now, calendar) and london_time(now) < NOT_AFTER
