"""Safe hours: on which weekdays and between which hours words may arrive, as people say them and as instants.

"10-14 Mon-Fri, Sat 9-12" is read as it is said on the telephone, and written back so that it can be read out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby

from witness.domain.court_time import NoSuchMoment, last_moment_in_london, moment_in_london, spoken_time
from witness.domain.errors import Refused

LEAST_TIME_LEFT = timedelta(minutes=5)
NOON = time(12, 0)
EVERY_DAY = frozenset(range(7))
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# A row of so many days is written as a row: "Mon to Wed", but "Mon, Tue".
SHORTEST_ROW = 3
MOST_SPANS = 21

Window = tuple[datetime, datetime]


class BadHours(Refused):
    """What was typed does not say on which days and between which hours."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Hours of one weekday, Monday is 0, on London's wall clock."""

    day: int
    opens: time
    closes: time


class QuietWhy(StrEnum):
    """Why nothing goes on some days. No detail is kept."""

    AWAY = "away"  # at a father's, a partner's: a place where nothing may come
    EXAM = "exam"
    ANNIVERSARY = "anniversary"
    FAITH = "faith"
    OTHER = "other"


QUIET_IN_WORDS: dict[QuietWhy, str] = {
    QuietWhy.AWAY: "at a place where nothing may come",
    QuietWhy.EXAM: "an exam",
    QuietWhy.ANNIVERSARY: "a hard day, such as an anniversary",
    QuietWhy.FAITH: "a day of their faith",
    QuietWhy.OTHER: "something else",
}


@dataclass(frozen=True, slots=True, order=True)
class QuietDays:
    """Days on which nothing goes to a phone.

    last_on: None until somebody says otherwise. weekdays: only these, Monday is 0. every_weeks: 2 for every second
    week, counted from the week of `first_on`. morning_only: from noon on words may go.
    """

    first_on: date
    last_on: date | None
    why: QuietWhy
    weekdays: frozenset[int] = EVERY_DAY
    every_weeks: int = 1
    morning_only: bool = False

    @property
    def key(self) -> str:
        """Tell these days from others of the same phone."""
        days = "".join(str(day) for day in sorted(self.weekdays))
        return f"{self.first_on}:{self.last_on}:{self.why}:{days}:{self.every_weeks}:{self.morning_only:d}"

    def covers(self, day: date) -> bool:
        """Whether nothing goes on a day, or on its morning."""
        if day < self.first_on or (self.last_on is not None and day > self.last_on):
            return False
        weeks = (_monday_of(day) - _monday_of(self.first_on)).days // 7
        return day.weekday() in self.weekdays and weeks % max(self.every_weeks, 1) == 0


def windows_on(spans: Iterable[Span], day: date) -> tuple[Window, ...]:
    """Give the instants between which the spans of a day lie, the earliest first; those too short to use left out."""
    own = sorted(span for span in spans if span.day == day.weekday())
    return tuple(window for span in own if _is_usable(window := window_of(day, span.opens, span.closes)))


def window_of(day: date, opens: time, closes: time) -> Window:
    """Give the instants of hours of a London day. What the clocks skip opens or closes when they have skipped it."""
    start, end = _first_moment_from(day, opens), _first_moment_from(day, closes)
    if opens != time(opens.hour) and _comes_twice(day, opens) and not _comes_twice(day, closes):
        # Half past one comes, then one o'clock again: only from the second half past one on is it safe all along.
        start = last_moment_in_london(day, opens)
    return start, end


def after_noon(windows: Iterable[Window], day: date) -> tuple[Window, ...]:
    """Give what is left of windows after the morning."""
    noon = moment_in_london(day, NOON)
    late = ((max(opens, noon), closes) for opens, closes in windows)
    return tuple(window for window in late if _is_usable(window))


def together(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Give windows as few that do not touch."""
    joined: list[Window] = []
    for opens, closes in sorted(windows):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], closes))
        else:
            joined.append((opens, closes))
    return tuple(joined)


def long_enough(opens: time, closes: time) -> bool:
    """Whether hours leave the time that handing something over takes."""
    any_day = date(2000, 1, 1)
    return datetime.combine(any_day, closes) - datetime.combine(any_day, opens) >= LEAST_TIME_LEFT


def hours_in_words(spans: Iterable[Span]) -> str:
    """Write spans as they are read out: "Mon to Fri 10am to 2pm; Sat 9am to 12 noon". `read_hours` reads it again."""
    by_day: dict[int, list[Span]] = {}
    for span in sorted(spans):
        by_day.setdefault(span.day, []).append(span)
    by_hours: dict[str, list[int]] = {}
    for day, own in by_day.items():
        hours = " and ".join(f"{spoken_time(s.opens)} to {spoken_time(s.closes)}" for s in own)
        by_hours.setdefault(hours, []).append(day)
    return "; ".join(f"{days_in_words(days)} {hours}" for hours, days in by_hours.items())


def days_in_words(days: Iterable[int]) -> str:
    """Write weekdays: "Mon to Fri", "Mon, Wed", "every day"."""
    chosen = sorted(set(days))
    if len(chosen) == len(DAYS):
        return "every day"
    said = []
    for _, row in groupby(enumerate(chosen), key=lambda pair: pair[1] - pair[0]):
        own = [day for _, day in row]
        said += [f"{DAYS[own[0]]} to {DAYS[own[-1]]}"] if len(own) >= SHORTEST_ROW else [DAYS[day] for day in own]
    return ", ".join(said)


_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_HOUR = r"\d{1,2}(?:[.:]\d{2})?\s*(?:am|pm|noon)?"
_TO = r"\s*(?:-|\u2013|to|until)\s*"
_WORD = re.compile(
    rf"(?P<hours>{_HOUR}{_TO}{_HOUR})|(?P<days>{_DAY}{_TO}{_DAY}|{_DAY}|every day|daily|weekdays)"
    r"|(?P<gap>[\s,;]+|and\b)"
)
_ONE_HOUR = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm|noon)?")
EXAMPLE = "write it as 10-14 Mon-Fri, Sat 9-12"


def read_hours(text: str) -> tuple[Span, ...]:
    """Read weekdays with their hours as people say them.

    Raises:
        BadHours: it cannot be read, or hours end before they begin, are too short, or overlap.
    """
    spans: list[Span] = []
    days: tuple[int, ...] = ()
    hours: tuple[time, time] | None = None
    waiting = False  # whether these days have yet to get their hours
    for piece in filter(None, (piece.strip() for piece in re.split(r"[,;\n]|\band\b", text.casefold()))):
        own_days, own_hours = _read_piece(piece)
        if own_days:
            days = (*days, *own_days) if waiting else own_days
        if own_days and not own_hours:
            own_hours, hours = hours, None
        if own_hours and days:
            spans += [Span(day, *own_hours) for day in days]
        elif own_hours:
            hours = own_hours
        waiting = bool(own_days) and not own_hours
    if hours or waiting or not spans:
        raise BadHours(f"Say on which days and between which hours: {EXAMPLE}")
    return _checked(spans)


def _read_piece(piece: str) -> tuple[tuple[int, ...], tuple[time, time] | None]:
    days: tuple[int, ...] = ()
    hours: tuple[time, time] | None = None
    at = 0
    while at < len(piece):
        found = _WORD.match(piece, at)
        if found is None:
            raise BadHours(f"“{piece[at:]}” cannot be read: {EXAMPLE}")
        if found["days"]:
            days = (*days, *_days_of(found["days"]))
        elif found["hours"] and hours:
            raise BadHours(f"Put a comma between two times on one day: {EXAMPLE}")
        elif found["hours"]:
            hours = _hours_of(found["hours"])
        at = found.end()
    return days, hours


def _days_of(words: str) -> tuple[int, ...]:
    if words in ("every day", "daily"):
        return tuple(range(7))
    if words == "weekdays":
        return tuple(range(5))
    named = [DAYS.index(name[:3].capitalize()) for name in re.findall(_DAY, words)]
    first, last = named[0], named[-1]
    return tuple((first + n) % 7 for n in range((last - first) % 7 + 1))


def _hours_of(words: str) -> tuple[time, time]:
    opens, closes = (_hour_of(*found) for found in _ONE_HOUR.findall(words))
    if opens >= closes:
        raise BadHours(f"{spoken_time(opens)} to {spoken_time(closes)} ends before it begins: write 9-17 or 9am-5pm")
    if not long_enough(opens, closes):
        raise BadHours(f"{spoken_time(opens)} to {spoken_time(closes)} is too short: five minutes at least")
    return opens, closes


def _hour_of(hour: str, minute: str, half: str) -> time:
    number = int(hour)
    if half in ("am", "pm") and 1 <= number <= 12:
        number = number % 12 + (12 if half == "pm" else 0)
    if number > 23 or int(minute or 0) > 59:
        raise BadHours(f"There is no such hour as {hour}{f'.{minute}' if minute else ''}")
    return time(number, int(minute or 0))


def _checked(spans: list[Span]) -> tuple[Span, ...]:
    ordered = tuple(sorted(set(spans)))
    for day, own in groupby(ordered, key=lambda span: span.day):
        for before, after in _pairs(tuple(own)):
            if after.opens <= before.closes:
                raise BadHours(f"The hours on {DAYS[day]} overlap: give each day's hours once")
    if len(ordered) > MOST_SPANS:
        raise BadHours("That is more than three times a day: keep it simpler")
    return ordered


def _pairs(spans: tuple[Span, ...]) -> Iterator[tuple[Span, Span]]:
    return zip(spans, spans[1:], strict=False)


def _comes_twice(day: date, at: time) -> bool:
    try:
        return last_moment_in_london(day, at) != moment_in_london(day, at)
    except NoSuchMoment:
        return False


def _first_moment_from(day: date, at: time) -> datetime:
    try:
        return moment_in_london(day, at)
    except NoSuchMoment:
        # The clocks skip from 1am to 2am: what opens or closes in between does so at 2am.
        return moment_in_london(day, time(at.hour + 1, 0))


def _is_usable(window: Window) -> bool:
    return window[1] - window[0] >= LEAST_TIME_LEFT


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
