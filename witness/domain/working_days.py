"""Counting working days in England and Wales, with an edge beyond which nothing is guessed."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from witness.domain.court_time import spoken_day
from witness.domain.errors import Refused

SATURDAY = 5
DAYS_OF_A_WEEK = 7


class BeyondTheCalendar(Refused):
    """The bank holidays of that year are not known yet, so no working day can be named."""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Bank holidays of England and Wales between two days, both included.

    A working day is Monday to Friday and not a bank holiday. The Criminal Procedure Rules count "business days", which
    leave out the same days (domain reference §1.7, from memory, to be verified against CrimPR 2025).
    """

    known_from: date
    known_until: date
    holidays: frozenset[date]

    def is_working(self, day: date) -> bool:
        """Say whether `day` is a working day.

        Raises:
            BeyondTheCalendar: `day` lies outside the years whose bank holidays are known.
        """
        if not self.known_from <= day <= self.known_until:
            raise BeyondTheCalendar(
                f"{spoken_day(day)} is beyond the bank holidays we know "
                f"({spoken_day(self.known_from)} to {spoken_day(self.known_until)})."
            )
        return day.weekday() < SATURDAY and day not in self.holidays

    def add(self, day: date, working_days: int) -> date:
        """Move `working_days` forward (or back, when negative) from `day`; `day` itself is not counted.

        Zero gives `day` itself, working or not.
        """
        step = timedelta(days=1 if working_days > 0 else -1)
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def until(self, today: date, day: date) -> int:
        """Count the working days after `today` up to and including `day`; negative when `day` has passed.

        On a Friday, the next Monday is 1 working day away.
        """
        if day < today:
            return -self.until(day, today)
        if day == today:
            return 0
        first = today + timedelta(days=1)
        # Nothing between the two can lie outside when neither does; whoever is outside is named.
        self.is_working(first)
        self.is_working(min(day, self.known_until + timedelta(days=1)))
        weeks, rest = divmod((day - today).days, DAYS_OF_A_WEEK)
        weekdays = weeks * SATURDAY + sum((first.weekday() + n) % DAYS_OF_A_WEEK < SATURDAY for n in range(rest))
        free = _on_weekdays(self.holidays)
        return weekdays - (bisect_right(free, day) - bisect_right(free, today))

    def next_working(self, day: date) -> date:
        """Give `day` when it is a working day, else the first one after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day


@lru_cache(maxsize=8)
def _on_weekdays(holidays: frozenset[date]) -> tuple[date, ...]:
    """Give the holidays that take a working day away, in order. Kept: days are counted thousands of times a minute."""
    return tuple(sorted(day for day in holidays if day.weekday() < SATURDAY))
