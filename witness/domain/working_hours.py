"""When somebody works and what they bring: hours by weekday, break, overtime, skills, seats, and where a day begins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from witness.domain.errors import Refused
from witness.domain.places import read_skills
from witness.domain.staffing import Absence, OfficeHours, is_away
from witness.domain.working_days import WorkingCalendar

LONGEST_DAY = 12 * 60
MOST_OVERTIME = 120
MOST_SEATS = 8
LONGEST_BREAK = 120
# Working Time Regulations 1998, reg. 12: whoever works more than six hours has twenty minutes.
NEEDS_A_BREAK_AFTER, SHORTEST_BREAK = 6 * 60, 20
USUAL_BREAK = 30
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class DayHours:
    """From when to when somebody works on a weekday, London wall clock. weekday: Monday is 0."""

    weekday: int
    starts: time
    ends: time

    @property
    def minutes(self) -> int:
        """How long the day is, its break included."""
        return minute_of(self.ends) - minute_of(self.starts)


@dataclass(frozen=True, slots=True)
class WorkingTerms:
    """How somebody works. days: only those on which they do; part-time is a shorter list or shorter days.

    break_minutes: of each day long enough; they are kept free of plans, wherever the day leads. overtime: how many
    minutes past the end of a day a plan may reach. seats: for families in their car, 0 without one. base: the outward
    code where a day begins and ends, "" for the office of the team.
    """

    days: tuple[DayHours, ...]
    break_minutes: int = USUAL_BREAK
    overtime: int = 0
    skills: frozenset[str] = field(default=frozenset())
    seats: int = 0
    base: str = field(default="", repr=False)

    def on(self, day: date) -> DayHours | None:
        """Give the hours of a day by its weekday; None when they do not work on it."""
        return next((hours for hours in self.days if hours.weekday == day.weekday()), None)


def usual_terms(hours: OfficeHours) -> WorkingTerms:
    """Give how somebody works of whom nothing is recorded: as the office is open."""
    return WorkingTerms(tuple(DayHours(day, hours.opens, hours.closes) for day in sorted(hours.weekdays)))


def check_terms(terms: WorkingTerms) -> None:
    """Look at hours before they are kept.

    Raises:
        Refused: they cannot be, with the reason.
    """
    weekdays = [hours.weekday for hours in terms.days]
    if len(set(weekdays)) < len(weekdays) or not all(0 <= day < DAYS_OF_A_WEEK for day in weekdays):
        raise Refused("Enter each day of the week once.")
    for hours in terms.days:
        if hours.minutes <= 0:
            raise Refused("A day has to end after it begins.")
        if hours.minutes > LONGEST_DAY:
            raise Refused("A day is at most twelve hours long.")
        if hours.minutes > NEEDS_A_BREAK_AFTER and terms.break_minutes < SHORTEST_BREAK:
            raise Refused("Whoever works more than six hours has a break of at least 20 minutes.")
    _check_number(terms.break_minutes, LONGEST_BREAK, "The break is at most two hours.")
    _check_number(terms.overtime, MOST_OVERTIME, "Overtime is at most two hours a day.")
    _check_number(terms.seats, MOST_SEATS, "A car has between 0 and 8 seats for a family.")
    read_skills(terms.skills)


def works_on(
    terms: WorkingTerms, account_id: str, day: date, absences: Iterable[Absence], calendar: WorkingCalendar
) -> DayHours | None:
    """Give the hours that somebody works on a day; None on leave, on a bank holiday or when it is not their day."""
    # Beyond the known bank holidays nobody is planned: a plan for a holiday would be found out on the day.
    is_known = calendar.known_from <= day <= calendar.known_until
    if not is_known or day in calendar.holidays or is_away(absences, account_id, day):
        return None
    return terms.on(day)


def plannable(hours: DayHours, terms: WorkingTerms) -> int:
    """Give how many minutes of a day may be planned: without the break."""
    needs_break = hours.minutes > NEEDS_A_BREAK_AFTER
    return hours.minutes - (terms.break_minutes if needs_break else 0)


def minute_of(at: time) -> int:
    """Give the minute of the day at an hour."""
    return at.hour * 60 + at.minute


def terms_as_plain(terms: WorkingTerms) -> dict[str, Any]:
    """Write terms as plain data, without the base, which is kept sealed beside them."""
    return {
        "days": [[h.weekday, h.starts.isoformat(), h.ends.isoformat()] for h in terms.days],
        "break_minutes": terms.break_minutes,
        "overtime": terms.overtime,
        "skills": sorted(terms.skills),
        "seats": terms.seats,
    }


def terms_from_plain(plain: Mapping[str, Any], base: str) -> WorkingTerms:
    """Read terms from what `terms_as_plain` wrote."""
    return WorkingTerms(
        days=tuple(DayHours(w, time.fromisoformat(start), time.fromisoformat(end)) for w, start, end in plain["days"]),
        break_minutes=plain["break_minutes"],
        overtime=plain["overtime"],
        skills=frozenset(plain["skills"]),
        seats=plain["seats"],
        base=base,
    )


def _check_number(number: int, most: int, words: str) -> None:
    if not 0 <= number <= most:
        raise Refused(words)
