"""How days, instants and counts are written on pages. Instants are shown in London time."""

from datetime import date, datetime, time, timedelta

from flask import Flask

from witness.domain.court_time import london_day as day_in_london
from witness.domain.court_time import london_time, short_day, spoken_day, spoken_time
from witness.domain.trip_rates import money
from witness.domain.week_pieces import clock_words
from witness.web.here import now

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60


def london_day(when: date | datetime) -> str:
    """Write a day: "Tuesday 24 November 2026"."""
    return spoken_day(_day(when))


def london_day_short(when: date | datetime) -> str:
    """Write a day for tables: "Tue 24 Nov"."""
    return short_day(_day(when))


def last_day_of(limit: datetime) -> str:
    """Write the day that ends at an instant: of midnight after Tuesday, "Tue 24 Nov"."""
    return short_day(day_in_london(limit - timedelta(microseconds=1)))


def london_hour(instant: datetime) -> str:
    """Write the hour of an instant: "10.02am"."""
    return spoken_time(london_time(instant))


def clock_hour(at: time) -> str:
    """Write a London hour: "9.30am"."""
    return spoken_time(at)


def london_moment(instant: datetime) -> str:
    """Write an instant: "Tuesday 24 November 2026, 10.02am"."""
    return f"{london_day(instant)}, {london_hour(instant)}"


def as_dialled(number: str) -> str:
    """Write an E.164 number as people in this country dial it: "07700 900123"."""
    plain = f"0{number[3:]}" if number.startswith("+44") else number
    return f"{plain[:5]} {plain[5:]}" if plain.startswith("0") else plain


def ago(instant: datetime) -> str:
    """Say how long ago an instant was, or how far ahead it is: "38 minutes ago", "in 2 days"."""
    return how_long_ago(instant, now())


def how_long_ago(instant: datetime, present: datetime) -> str:
    """Say how far `instant` is from `present`, in the largest unit that fits."""
    seconds = int((present - instant).total_seconds())
    if abs(seconds) < MINUTE:
        return "just now"
    size, one, many = _unit(abs(seconds))
    spoken = plural(abs(seconds) // size, one, many)
    return f"{spoken} ago" if seconds > 0 else f"in {spoken}"


def plural(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun: "1 text", "3 texts". many: when it is not `one` with an s."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def in_hours(minutes: int) -> str:
    """Write a length of work: "45 min", "3 h", "3 h 20 min"."""
    hours, rest = divmod(abs(minutes), 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


def add_filters(app: Flask) -> None:
    """Make the filters known to the templates."""
    app.jinja_env.filters.update(
        london_day=london_day,
        london_day_short=london_day_short,
        london_hour=london_hour,
        clock_hour=clock_hour,
        london_moment=london_moment,
        ago=ago,
        in_hours=in_hours,
        as_dialled=as_dialled,
        last_day_of=last_day_of,
        minute_words=clock_words,
        plural=plural,
        pounds=money,
    )


def _day(when: date | datetime) -> date:
    return day_in_london(when) if isinstance(when, datetime) else when


def _unit(seconds: int) -> tuple[int, str, str]:
    if seconds < HOUR:
        return MINUTE, "minute", "minutes"
    if seconds < DAY:
        return HOUR, "hour", "hours"
    return DAY, "day", "days"
