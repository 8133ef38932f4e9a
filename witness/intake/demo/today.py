"""Who is at court on the day on which the demo world is loaded, and what has been tapped by then.

On a working day somebody waits, somebody is late and somebody has been heard, as far as the hour allows: before the
court opens nobody has set off, in the evening the day is nearly over. On a day on which no court sits nobody is there,
and the trial of the next working day stands on its page.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from witness.domain.at_court import DayStep
from witness.domain.court_time import london_day, london_time, moment_in_london
from witness.domain.working_days import WorkingCalendar

WAITS, LATE, HEARD = "WS-26-052", "WS-26-053", "WS-26-054"
OPENS, IN_FULL_SWING, CLOSES = time(9, 15), time(11, 0), time(16, 30)
# Whoever is late should have been in this long ago; families are met an hour before the court hour.
LATE_BY = timedelta(minutes=25)
MET_BEFORE = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class DemoTap:
    """A step of a witness of the demo, on the day of loading. ref: of the case."""

    ref: str
    step: DayStep
    at: datetime


_S = DayStep


def late_hour(now: datetime) -> time:
    """Give the court hour of whoever is late: so that they are so at the hour of loading, and courts sit at it."""
    at = london_time(now + MET_BEFORE - LATE_BY)
    earliest, latest = time(10, 0), time(15, 30)
    if not OPENS <= london_time(now) < CLOSES:
        return time(14, 0)
    kept = min(max(at, earliest), latest)
    return kept.replace(minute=kept.minute // 5 * 5, second=0, microsecond=0)


def demo_taps(now: datetime, calendar: WorkingCalendar) -> tuple[DemoTap, ...]:
    """Give what has been tapped at an instant of the day of loading."""
    today, hour = london_day(now), london_time(now)
    if not calendar.is_working(today) or hour < OPENS:
        return ()
    if hour < IN_FULL_SWING:
        return (*_ago(WAITS, now, (_S.LEFT_HOME, 75), (_S.PICKED_UP, 70), (_S.ARRIVED, 35)),
                *_ago(HEARD, now, (_S.LEFT_HOME, 60), (_S.ARRIVED, 20)))  # fmt: skip
    heard = _at(HEARD, today, (_S.LEFT_HOME, 8, 20), (_S.ARRIVED, 8, 50), (_S.CALLED, 9, 40), (_S.RELEASED, 10, 15),
                (_S.HOME_SAFE, 10, 50))  # fmt: skip
    if hour < CLOSES:
        waits = _ago(WAITS, now, (_S.LEFT_HOME, 150), (_S.PICKED_UP, 145), (_S.ARRIVED, 110), (_S.TOLD_FAMILY, 50))
        return (*heard, *waits)
    return (
        *heard,
        *_at(WAITS, today, (_S.LEFT_HOME, 12, 20), (_S.PICKED_UP, 12, 25), (_S.ARRIVED, 13, 0), (_S.CALLED, 14, 50),
             (_S.RELEASED, 16, 10)),
        *_at(LATE, today, (_S.LEFT_HOME, 13, 5), (_S.ARRIVED, 13, 35), (_S.SENT_HOME, 15, 30), (_S.HOME_SAFE, 16, 5)),
    )  # fmt: skip


def _ago(ref: str, now: datetime, *steps: tuple[DayStep, int]) -> tuple[DemoTap, ...]:
    return tuple(DemoTap(ref, step, now - timedelta(minutes=minutes)) for step, minutes in steps)


def _at(ref: str, day: date, *steps: tuple[DayStep, int, int]) -> tuple[DemoTap, ...]:
    return tuple(DemoTap(ref, step, moment_in_london(day, time(hour, minute))) for step, hour, minute in steps)
