"""The one bridge between London wall-clock time, which courts keep, and UTC instants, which machines keep.

A court day is a `date`, a court hour is a naive `time`; together they mean London wall-clock time. They are stored as
they are, so that a hearing at 10:00 stays at 10:00 when the clocks change.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from witness.domain.errors import Refused

LONDON = ZoneInfo("Europe/London")


class NoSuchMoment(Refused):
    """That hour does not exist in London on that day: the clocks go forward over it."""


def moment_in_london(day: date, at: time) -> datetime:
    """Give the UTC instant of a London wall-clock time.

    On the night the clocks go back an hour happens twice; the earlier is meant.

    Raises:
        NoSuchMoment: the clocks skip over that hour.
    """
    wall = datetime.combine(day, at.replace(tzinfo=None), tzinfo=LONDON)
    instant = wall.astimezone(UTC)
    if instant.astimezone(LONDON).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise NoSuchMoment(f"{at:%H:%M} on {spoken_day(day)} does not exist: the clocks go forward that night.")
    return instant


def last_moment_in_london(day: date, at: time) -> datetime:
    """Give the UTC instant of a London wall-clock time: of an hour that happens twice, the later.

    Raises:
        NoSuchMoment: the clocks skip over that hour.
    """
    first = moment_in_london(day, at)
    again = datetime.combine(day, at.replace(tzinfo=None, fold=1), tzinfo=LONDON).astimezone(UTC)
    return max(first, again)


def instant_known(day: date, at: time | None, now: datetime) -> datetime:
    """Give the instant of something of which the day is known and perhaps the hour.

    Without an hour it is now, when the day is today, else noon.

    Raises:
        NoSuchMoment: the clocks skip over that hour.
    """
    if at is not None:
        return moment_in_london(day, at)
    return now if day == london_day(now) else moment_in_london(day, time(12, 0))


def london_day(instant: datetime) -> date:
    """Give the London calendar day on which an aware instant falls."""
    return instant.astimezone(LONDON).date()


def london_time(instant: datetime) -> time:
    """Give the London wall-clock time of an aware instant, without its zone."""
    return instant.astimezone(LONDON).time().replace(tzinfo=None)


def end_of_london_day(day: date) -> datetime:
    """Give the UTC instant at which the following London day begins."""
    return moment_in_london(day + timedelta(days=1), time(0, 0))


def spoken_day(day: date) -> str:
    """Write a day as people say it: "Tuesday 3 March 2026"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """Write a day for a short text: "Tue 3 Mar"."""
    return f"{day:%a} {day.day} {day:%b}"


def spoken_time(at: time) -> str:
    """Write an hour as people say it: "9am", "9.30am", "12 noon"."""
    if at.hour == 12 and at.minute == 0:
        return "12 noon"
    half = "am" if at.hour < 12 else "pm"
    hour = at.hour % 12 or 12
    return f"{hour}{half}" if at.minute == 0 else f"{hour}.{at.minute:02d}{half}"
