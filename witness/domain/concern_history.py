"""How concern about a witness went from day to day: what was said then, never recomputed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class FactorThen:
    """A factor that was counted then, with the points it had. code: as in the table of that version."""

    code: str
    points: int
    hard: bool = False


@dataclass(frozen=True, slots=True)
class ConcernDay:
    """What was said of one witness at an instant, and by which version of the table of factors.

    on: the London day of `at`. hearing_id: what they counted down to; None when nothing lay ahead or the risk had
    closed. working_days_left: to the first day of that hearing, None when no day was known.
    """

    witness_id: str
    case_id: str
    on: date
    at: datetime
    points: int
    band: str
    factors: tuple[FactorThen, ...]
    table_version: int
    working_days_left: int | None = None
    hearing_id: str | None = None


def is_news(before: ConcernDay | None, now: ConcernDay) -> bool:
    """Whether this is to be kept: the first of a day, or other points, another band or another table than before.

    A witness for whom nothing lies ahead is written down once, as the end of the line, and not every day for years.
    """
    if before is None:
        return now.hearing_id is not None
    if now.hearing_id is None and before.hearing_id is None:
        return False
    return _what_counts(before) != _what_counts(now)


def last_of_each_day(days: Iterable[ConcernDay]) -> tuple[ConcernDay, ...]:
    """Give, of one witness's history, what stood at the end of each day on which something was kept."""
    last: dict[date, ConcernDay] = {}
    for day in sorted(days, key=lambda d: d.at):
        last[day.on] = day
    return tuple(last[on] for on in sorted(last))


def standing_on(days: Iterable[ConcernDay], on: date) -> ConcernDay | None:
    """Give what stood at the end of a day: the newest that was kept by then, None when nothing had been."""
    return max((day for day in days if day.on <= on), key=lambda d: d.at, default=None)


def _what_counts(day: ConcernDay) -> tuple[object, ...]:
    return (day.on, day.points, day.band, day.table_version, day.hearing_id)
