"""The working day before a day at court: which it is, when it is swept, and by when each thing has to be put right.

A Friday covers the Saturday court and the Monday; the day before a bank holiday covers all days up to the next working
day. The hours are a design proposal (domain reference §5.3, peers reference S23), unverified.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from witness.domain.court_time import london_day, moment_in_london
from witness.domain.hearings import USUAL_COURT_HOUR
from witness.domain.standby import LOOK_AT
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

SWEPT_AT = time(15, 0)
# By half past four the list is out: what has to be arranged with others is arranged, and the family can be told.
ARRANGED_BY = LOOK_AT
TOLD_BY = time(18, 30)
# At these hours every case of the next court day is looked at, whenever it was looked at before.
SWEEPS = (SWEPT_AT, ARRANGED_BY)
# The most days between two working days: over Christmas and over Easter.
LONGEST_BREAK = 5


@dataclass(frozen=True, slots=True)
class HourRow:
    """One hour of the evening before. source: where it is from."""

    at: time
    words: str
    source: str


HOURS = (
    HourRow(SWEPT_AT, "what is missing becomes work with an owner", "peers reference S23, design proposal"),
    HourRow(ARRANGED_BY, "the list has been looked at, and what others arrange is arranged", "domain reference §5.3"),
    HourRow(TOLD_BY, "each family has been told the time and the place by voice", "domain reference §5.3"),
)


def eve_of(on: date, calendar: WorkingCalendar) -> date:
    """Give the last working day before a day.

    Where the bank holidays are not known it is as early as any break makes it: asked too early harms nobody.
    """
    try:
        return calendar.add(on, -1)
    except BeyondTheCalendar:
        return on - timedelta(days=LONGEST_BREAK)


def days_ahead(today: date, calendar: WorkingCalendar) -> tuple[date, ...]:
    """Give the days whose eve has come: from tomorrow up to and including the next working day."""
    later = (today + timedelta(days=n) for n in range(1, LONGEST_BREAK + 1))
    return tuple(day for day in later if eve_of(day, calendar) <= today)


def swept_since(on: date, calendar: WorkingCalendar) -> datetime:
    """Give the instant from which whatever is missing for a day is work for somebody."""
    return moment_in_london(eve_of(on, calendar), SWEPT_AT)


def told_since(on: date, calendar: WorkingCalendar) -> datetime:
    """Give the instant from which a word by voice counts as the word of the eve: the beginning of that day."""
    return moment_in_london(eve_of(on, calendar), time(0, 0))


def on_the_eve(on: date, at: time, calendar: WorkingCalendar) -> datetime:
    """Give the instant of an hour on the eve of a day."""
    return moment_in_london(eve_of(on, calendar), at)


def is_open(on: date, begins: time | None, now: datetime, calendar: WorkingCalendar) -> bool:
    """Whether the eve of a day is being worked on: from the sweep until the court sits."""
    sits = moment_in_london(on, begins or USUAL_COURT_HOUR)
    return swept_since(on, calendar) <= now < sits


def newest_sweep(now: datetime, calendar: WorkingCalendar) -> datetime | None:
    """Give the newest instant at which the next court days were to be swept; None when none was in the last days.

    A sweep that was missed is still the newest one, so that whichever worker comes back first makes up for it.
    """
    return max((at for at in _sweeps_before(now, calendar) if at <= now), default=None)


def _sweeps_before(now: datetime, calendar: WorkingCalendar) -> Iterator[datetime]:
    today = london_day(now)
    for ago in range(LONGEST_BREAK + 1):
        day = today - timedelta(days=ago)
        if _may_be_worked(day, calendar):
            yield from (moment_in_london(day, at) for at in SWEEPS)


def _may_be_worked(day: date, calendar: WorkingCalendar) -> bool:
    try:
        return calendar.is_working(day)
    except BeyondTheCalendar:
        return True
