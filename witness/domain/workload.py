"""How much work somebody has in a week against the hours that they work, and how evenly and by whom families are met.

What a case, a court day or a booking takes is a judgement. The rows are printed on the page that counts with them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from witness.domain.staffing import Absence
from witness.domain.travel import NO_BUFFER, VISIT_BUFFERS
from witness.domain.visits import Place, VisitKind
from witness.domain.working_days import WorkingCalendar
from witness.domain.working_hours import WorkingTerms, plannable, works_on

DAYS_OF_A_WEEK = 7
WITHOUT_A_WAY = frozenset({Place.PHONE, Place.ONLINE})


@dataclass(frozen=True, slots=True)
class WorkRule:
    """Minutes that something takes when nothing better is known."""

    minutes: int
    words: str
    source: str = "judgement, not verified"


THE_WAY = WorkRule(40, "the way to a visit in person and back")
COURT_DAY = WorkRule(360, "a day at court beside a family, where no support on the day is booked with its own length")
BOOKING = WorkRule(15, "each booking that is still ours to make, in the present week")
OPEN_CASE = WorkRule(45, "each open case and week: calls, notes, whatever comes in")
WORK_RULES = (THE_WAY, COURT_DAY, BOOKING, OPEN_CASE)


@dataclass(frozen=True, slots=True)
class Load:
    """Minutes of work in a week, by what they are for."""

    visits: int = 0
    court: int = 0
    bookings: int = 0
    cases: int = 0

    @property
    def minutes(self) -> int:
        """All of it."""
        return self.visits + self.court + self.bookings + self.cases


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """One week of one person. capacity: the minutes that they work, leave and breaks taken out."""

    monday: date
    load: Load
    capacity: int

    @property
    def over(self) -> int:
        """By how many minutes the work does not fit; negative while there is room."""
        return self.load.minutes - self.capacity

    @property
    def share(self) -> float | None:
        """The part of their hours that is taken; None in a week in which they do not work."""
        return None if self.capacity <= 0 else self.load.minutes / self.capacity


@dataclass(frozen=True, slots=True)
class Meeting:
    """That somebody of ours met a witness on a day."""

    witness_id: str
    officer_id: str
    on: date


@dataclass(frozen=True, slots=True)
class Familiar:
    """Of `visits` with witnesses whom we had met before, how many were by somebody who had met them."""

    visits: int
    familiar: int


def monday_of(day: date) -> date:
    """Give the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def capacity_of(
    terms: WorkingTerms, account_id: str, monday: date, absences: Sequence[Absence], calendar: WorkingCalendar
) -> int:
    """Give how many minutes somebody works in a week. A day whose bank holidays are not known counts as none."""
    days = (monday + timedelta(days=n) for n in range(DAYS_OF_A_WEEK))
    worked = (works_on(terms, account_id, day, absences, calendar) for day in days)
    return sum(plannable(hours, terms) for hours in worked if hours is not None)


def visit_minutes(kind: VisitKind, place: Place, minutes: int) -> int:
    """Give what a visit takes out of a day: itself, what surrounds it, and the way where there is one."""
    buffer = VISIT_BUFFERS.get(kind, NO_BUFFER)
    way = 0 if place in WITHOUT_A_WAY else THE_WAY.minutes
    return buffer.before + minutes + buffer.after + way


def spread_of(shares: Mapping[str, float]) -> tuple[str, str] | None:
    """Give who has the least and who has the most of their hours taken; None with fewer than two people."""
    if len(shares) < 2:
        return None
    ordered = sorted(shares, key=lambda who: (shares[who], who))
    return ordered[0], ordered[-1]


def familiar_faces(meetings: Iterable[Meeting], since: date) -> Familiar:
    """Count by whom witnesses were met since a day. meetings: every one of these witnesses, the oldest first.

    The first meeting of a witness is left out: nobody can be familiar at it.
    """
    known: dict[str, set[str]] = {}
    visits = familiar = 0
    for meeting in meetings:
        faces = known.setdefault(meeting.witness_id, set())
        if meeting.on >= since and faces:
            visits += 1
            familiar += meeting.officer_id in faces
        faces.add(meeting.officer_id)
    return Familiar(visits, familiar)
