"""The only place that reads the time."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Protocol


class Clock(Protocol):
    """Something that knows what time it is."""

    def now(self) -> datetime:
        """Give the present instant, aware, in UTC."""

    def elapsed(self) -> float:
        """Give the seconds of a clock that only runs on, whoever sets the time. Its beginning means nothing."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Give the present instant, aware, in UTC."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """Give the seconds of the machine's monotonic clock."""
        return monotonic()


@dataclass(slots=True)
class ShiftedClock:
    """A clock that starts at a chosen instant and runs on from there (demo and tests only)."""

    starts_at: datetime
    _began: float = field(default_factory=monotonic)

    def now(self) -> datetime:
        """Give the chosen instant plus the time that has really passed."""
        return datetime.fromtimestamp(self.starts_at.timestamp() + monotonic() - self._began, UTC)

    def elapsed(self) -> float:
        """Give the seconds of the machine's monotonic clock."""
        return monotonic()
