"""The worker's periodic pieces of work by name, and how long each may be silent before somebody has to be told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

SENDER = "deliver messages"
SIGNER = "sign the record"
NOTER = "keep the journal"
COPIER = "make copies"

# Sending is what a family's safety hangs on: the alarm of everything else may come later.
ALARM_AFTER: dict[str, timedelta] = {
    SENDER: timedelta(minutes=2),
    "look at marked cases": timedelta(minutes=5),
    "sweep messages": timedelta(minutes=5),
    "understand replies": timedelta(minutes=5),
    "read mail": timedelta(minutes=15),
    "send staff notices": timedelta(minutes=5),
    "escalate unread texts": timedelta(minutes=15),
    "move rides on": timedelta(minutes=15),
    "look at every case": timedelta(minutes=15),
    "plan weeks": timedelta(minutes=10),
    "bring others in": timedelta(minutes=15),
    "sweep the next court day": timedelta(minutes=15),
    "want digests": timedelta(minutes=30),
    SIGNER: timedelta(minutes=15),
    NOTER: timedelta(minutes=2),
    COPIER: timedelta(minutes=15),
}


@dataclass(frozen=True, slots=True)
class Pulse:
    """How a tick is. silent_seconds: since it last went well, None when it never has."""

    name: str
    state: str
    detail: str
    silent_seconds: int | None
    is_late: bool


def pulse_of(name: str, good_at: datetime | None, now: datetime, *, state: str = "", detail: str = "") -> Pulse:
    """Say how a tick is, from when it last went well. One that has never gone well is late."""
    silent = None if good_at is None else now - good_at
    is_late = silent is None or silent > ALARM_AFTER[name]
    return Pulse(name, state, detail, None if silent is None else int(silent.total_seconds()), is_late)
