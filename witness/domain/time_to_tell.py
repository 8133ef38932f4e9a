"""How long it took to tell people: the time from when we learnt of something until they were told, and until they knew.

The limit is one working day: the day after we learnt, working days only, to its end (Victims' Code, Right 8; that the
same limit fits a first notice and a date that is off is a judgement). Elapsed hours are by the wall clock, because
that is how long a family was wrong; lateness is by working days, because that is the limit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from witness.domain.court_time import end_of_london_day, london_day
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

TELL_WITHIN = 1  # working days
FEWEST_SHOWN = 5  # fewer would let somebody be picked out


class Right(StrEnum):
    """What people had to be told of. The values are the words."""

    FIRST_DATE = "a first date"
    CHANGED = "a changed date"
    OFF = "a hearing that is off"


RIGHT_SOURCE: dict[Right, str] = {
    Right.FIRST_DATE: "Right 8: when and where; 1 working day",
    Right.CHANGED: "Right 8: changes; 1 working day",
    Right.OFF: "Right 8: changes; 1 working day. That it covers a hearing taken out is a judgement",
}


class Way(StrEnum):
    """How somebody was told. NOBODY: not at all."""

    VOICE = "voice"
    TEXT = "text"
    OTHER = "other"
    NOBODY = "not yet"


@dataclass(frozen=True, slots=True)
class News:
    """One thing that one person had to be told. told_at: None while nobody has; acknowledged_at: None until they knew.

    until: when it stopped mattering, because it changed again or its day was over; None while it still stands.
    """

    case_id: str
    right: Right
    learnt_at: datetime
    told_at: datetime | None = None
    acknowledged_at: datetime | None = None
    way: Way = Way.NOBODY
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, by the wall clock; None where there are too few to show."""

    median: timedelta | None
    p95: timedelta | None


NOTHING = Spread(None, None)


@dataclass(frozen=True, slots=True)
class Row:
    """One right by one way; way None: over all. count, breaches: None when so few that somebody could be picked out."""

    right: Right
    way: Way | None
    count: int | None
    told: Spread
    known: Spread
    breaches: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The report. late: the news that was told too late, or is late now; uncounted: beyond the calendar's edge."""

    rows: tuple[Row, ...]
    late: tuple[News, ...]
    uncounted: int
    counted: int


def must_know_by(learnt_at: datetime, calendar: WorkingCalendar) -> datetime:
    """Give the instant by which somebody has to know what we have learnt: the end of the next working day.

    Raises:
        BeyondTheCalendar: the bank holidays of those days are not known.
    """
    return end_of_london_day(calendar.add(london_day(learnt_at), TELL_WITHIN))


def is_breach(news: News, calendar: WorkingCalendar, now: datetime) -> bool:
    """Whether somebody was told too late, or has not been told and the time is over.

    News that stopped being true within its time was never late.

    Raises:
        BeyondTheCalendar: the bank holidays of those days are not known.
    """
    ended = news.told_at or (now if news.until is None else min(now, news.until))
    return ended > must_know_by(news.learnt_at, calendar)


def figures_of(all_news: Iterable[News], calendar: WorkingCalendar, now: datetime) -> Figures:
    """Sum up: each right by each way, and each right over all ways."""
    counted: list[tuple[News, bool]] = []
    uncounted = 0
    for news in all_news:
        try:
            counted.append((news, is_breach(news, calendar, now)))
        except BeyondTheCalendar:
            uncounted += 1
    rows = [row for right in Right for row in _rows_of(right, [c for c in counted if c[0].right is right])]
    late = [news for news, breach in counted if breach]
    late.sort(key=lambda n: (n.told_at is not None, n.learnt_at, n.case_id))
    return Figures(tuple(rows), tuple(late), uncounted, len(counted))


def percentile(spans: Iterable[timedelta], part: float) -> timedelta:
    """Give the value that at least `part` (0 to 1) of the spans do not exceed: one that really happened.

    `spans` must not be empty.
    """
    ordered = sorted(spans)
    return ordered[max(0, ceil(part * len(ordered)) - 1)]


def _rows_of(right: Right, counted: list[tuple[News, bool]]) -> list[Row]:
    if not counted:
        return []
    ways = [(way, own) for way in Way if (own := [c for c in counted if c[0].way is way])]
    hidden = _hidden(ways)
    by_way = [_row(right, way, own, is_hidden=way in hidden) for way, own in ways]
    return [_row(right, None, counted, is_hidden=len(counted) < FEWEST_SHOWN), *by_way]


def _hidden(ways: list[tuple[Way, list[tuple[News, bool]]]]) -> frozenset[Way]:
    """Name the ways whose counts are not shown: the few, and one more where the sum would give a single one away."""
    by_size = sorted(ways, key=lambda pair: len(pair[1]))
    few = [way for way, own in by_size if len(own) < FEWEST_SHOWN]
    return frozenset(way for way, _ in by_size[: 2 if len(few) == 1 else len(few)])


def _row(right: Right, way: Way | None, counted: list[tuple[News, bool]], *, is_hidden: bool) -> Row:
    if is_hidden:
        return Row(right, way, None, NOTHING, NOTHING, None)
    told = [news.told_at - news.learnt_at for news, _ in counted if news.told_at is not None]
    known = [news.acknowledged_at - news.learnt_at for news, _ in counted if news.acknowledged_at is not None]
    breaches = sum(breach for _, breach in counted)
    return Row(
        right,
        way,
        len(counted),
        _spread(told),
        _spread(known),
        None if 0 < breaches < FEWEST_SHOWN else breaches,
    )


def _spread(spans: list[timedelta]) -> Spread:
    if len(spans) < FEWEST_SHOWN:
        return NOTHING
    return Spread(percentile(spans, 0.5), percentile(spans, 0.95))
