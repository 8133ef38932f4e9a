"""Whether texts go out at all: when the sender last ran, and whether that is too long ago.

It is read from the worker's own record in the database, so that it is seen when mail and every other alarm is down.
"""

from dataclasses import dataclass
from datetime import datetime

from witness.domain.ticks import SENDER, pulse_of
from witness.store import Desk


@dataclass(frozen=True, slots=True)
class Sender:
    """When a run of the sender last went well; None when none has. One that fails again and again sends nothing."""

    last_at: datetime | None
    is_late: bool


def sender_of(desk: Desk, now: datetime) -> Sender:
    """Give when the sender last went well, in one statement."""
    good_at = next((tick.good_at for tick in desk.jobs.all() if tick.name == SENDER), None)
    return Sender(good_at, is_late=pulse_of(SENDER, good_at, now).is_late)
