"""Counting a time limit in the days it is given in: working, business and calendar days, months, years and hours."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from witness.domain.court_time import london_day, moment_in_london
from witness.domain.duties import UNIT_IN_WORDS, DayUnit
from witness.domain.working_days import WorkingCalendar

LAST_SECOND = time(23, 59, 59)
OFFICES_CLOSE = time(17, 0)
MONTHS_A_YEAR = 12


def due_after(start: datetime | date, count: int, unit: DayUnit, calendar: WorkingCalendar) -> datetime:
    """Give the last second of a limit of `count` units that begins at an instant, or on a London day.

    Domain reference §1.7: "within 1 working day of receipt" is the end of the next working day, whatever the hour of
    receipt. Only hours are counted from the instant itself. A negative count looks back.

    Raises:
        BeyondTheCalendar: it takes working days of a year whose bank holidays are not known.
    """
    if unit is DayUnit.HOURS:
        return _instant_of(start) + timedelta(hours=count)
    closes = OFFICES_CLOSE if unit is DayUnit.CALENDAR_OFFICE else LAST_SECOND
    return moment_in_london(last_day(start, count, unit, calendar), closes)


def last_day(start: datetime | date, count: int, unit: DayUnit, calendar: WorkingCalendar) -> date:
    """Give the London day on which such a limit ends. The day of the start itself is never counted.

    Business days leave out the same days as working days (from memory, to be verified against CrimPR 2025).

    Raises:
        BeyondTheCalendar: as for `due_after`.
    """
    first = _day_of(start)
    match unit:
        case DayUnit.WORKING | DayUnit.BUSINESS:
            return calendar.add(first, count)
        case DayUnit.CALENDAR | DayUnit.CALENDAR_OFFICE:
            return first + timedelta(days=count)
        case DayUnit.MONTHS:
            return _months_after(first, count)
        case DayUnit.YEARS:
            return years_after(first, count)
        case DayUnit.HOURS:
            return london_day(_instant_of(start) + timedelta(hours=count))


def in_words(count: int, unit: DayUnit) -> str:
    """Say a limit: "1 working day", "28 calendar days, by 5pm", "7 calendar days before"."""
    one, many = UNIT_IN_WORDS[unit]
    size = abs(count)
    return f"{size} {one if size == 1 else many}{' before' if count < 0 else ''}"


def _months_after(day: date, months: int) -> date:
    """The same day of a later month; its last day where it is shorter."""
    number = day.year * MONTHS_A_YEAR + day.month - 1 + months
    year, month = number // MONTHS_A_YEAR, number % MONTHS_A_YEAR + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def years_after(day: date, years: int) -> date:
    """Give the birthday so many years on; 1 March for a child of 29 February, as for turning eighteen."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _day_of(start: datetime | date) -> date:
    return london_day(start) if isinstance(start, datetime) else start


def _instant_of(start: datetime | date) -> datetime:
    return start if isinstance(start, datetime) else moment_in_london(start, time(0, 0))
