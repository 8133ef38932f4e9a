"""Whether texts go out at all: when the sender last ran, and whether that is too long ago.

It is read from the worker's own record in the database, so that it is seen when mail and every other alarm is down.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from witness.store import Desk

SENDER = "deliver messages"
LATE_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Sender:
    """When the sender last ended a run; None when it never has."""

    last_at: datetime | None
    is_late: bool


def sender_of(desk: Desk, now: datetime) -> Sender:
    """Give when the sender last ran, in one statement."""
    last_at = next((tick.ended_at for tick in desk.jobs.all() if tick.name == SENDER), None)
    return Sender(last_at, is_late=last_at is None or now - last_at > LATE_AFTER)
