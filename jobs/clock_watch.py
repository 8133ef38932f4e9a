"""Compares the wall clock with one that nobody can set: when they part, sending holds still until they agree again.

A clock that jumps an hour ahead ends every lease and sends what is not due; one that jumps back sends at night.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from witness.domain.sending import Limits


class ClockJumped(Exception):
    """The time of day is not to be trusted at the moment."""


@dataclass(slots=True)
class ClockWatch:
    """One worker's watch over its clock. `look` is called before each tick that sends or takes back.

    by_database: whether the database's clock must show the same time, and not only run as fast: not so in a demo that
    plays on another day. base: how far the wall clock is ahead of the other, in seconds, as far as it was steady.
    moved_at: by the other clock, when they last parted. ahead_of_database: by how much the wall clock was ahead of the
    database's at first.
    """

    limits: Limits
    by_database: bool = False
    base: float | None = None
    moved_at: float | None = None
    jump: float = 0.0
    ahead_of_database: float | None = None

    def look(self, wall: datetime, ticks: float, database: datetime | None = None) -> None:
        """Compare the clocks. ticks: seconds of a clock that only runs on. database: what time it is there, if known.

        Raises:
            ClockJumped: they have parted, now or not long enough ago.
        """
        ahead = wall.timestamp() - ticks
        if self.base is None:
            self.base = ahead
        if abs(ahead - self.base) > self.limits.clock_jump.total_seconds():
            self.jump, self.base, self.moved_at = ahead - self.base, ahead, ticks
        if self._parts_from(wall, database):
            raise ClockJumped("the clock here and the database's differ")
        if self.moved_at is not None and ticks - self.moved_at < self.limits.steady_for.total_seconds():
            raise ClockJumped(f"the clock moved by {self.jump:.0f} seconds")
        self.moved_at = None
        # Small corrections are what a time server does all day.
        self.base = ahead

    def _parts_from(self, wall: datetime, database: datetime | None) -> bool:
        if database is None:
            return False
        ahead = (wall - database) / timedelta(seconds=1)
        if self.ahead_of_database is None:
            self.ahead_of_database = 0.0 if self.by_database else ahead
        return abs(ahead - self.ahead_of_database) > self.limits.clock_jump.total_seconds()
