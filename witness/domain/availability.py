"""Days on which a family cannot come, against the days of a hearing."""

from dataclasses import dataclass
from datetime import date, timedelta

from witness.domain.cases import CasePicture
from witness.domain.countdown import family_of
from witness.domain.court_time import short_day
from witness.domain.hearings import Certainty, Hearing
from witness.domain.people import DatesToAvoid
from witness.domain.working_days import SATURDAY, BeyondTheCalendar, WorkingCalendar

# Nobody lists a longer slot; a mistyped year must not make us count for ever.
LONGEST_SLOT_DAYS = 366
MOST_SPELT = 3


@dataclass(frozen=True, slots=True)
class Clash:
    """Days of a hearing on which a witness or a carer cannot come.

    blocks: whether they make it impossible; a window of which some day is left is only something to know.
    left: the days of a window that remain.
    """

    days: tuple[date, ...]
    blocks: bool
    recorded: tuple[DatesToAvoid, ...]
    left: tuple[date, ...] = ()

    def in_words(self) -> str:
        """Say on which days, and what is left: "Mon 7 Dec to Wed 9 Dec", "… : Thu 10 Dec is left"."""
        words = _spell(self.days)
        if not self.left:
            return words
        return f"{words}; {len(self.left)} day{'' if len(self.left) == 1 else 's'} of the period {_are(self.left)} left"


def clash_of(picture: CasePicture, witness_id: str, hearing: Hearing, calendar: WorkingCalendar) -> Clash | None:
    """Say on which court days of a hearing the witness or one of their carers cannot come; None when on all they can.

    Domain reference §5.2. A day counts as blocked when anybody of them cannot come on it.
    """
    days = _court_days(hearing, calendar)
    people = {person.person_id for person in family_of(picture, witness_id)}
    own = [dates for dates in picture.availability if dates.person_id in people]
    blocked = tuple(day for day in days if any(dates.first_on <= day <= dates.last_on for dates in own))
    if not blocked:
        return None
    left = tuple(day for day in days if day not in blocked)
    window = hearing.now.slot.certainty is Certainty.WINDOW
    recorded = tuple(d for d in own if any(d.first_on <= day <= d.last_on for day in blocked))
    return Clash(blocked, not window or not left, recorded, left if window else ())


def _court_days(hearing: Hearing, calendar: WorkingCalendar) -> tuple[date, ...]:
    first, last = hearing.now.slot.on, hearing.now.slot.last_day
    if first is None or last is None:
        return ()
    length = min((last - first).days, LONGEST_SLOT_DAYS)
    days = [first + timedelta(days=n) for n in range(length + 1)]
    sitting = [day for day in days if _may_sit(day, calendar)]
    return tuple(sitting or days)


def _may_sit(day: date, calendar: WorkingCalendar) -> bool:
    try:
        return calendar.is_working(day)
    except BeyondTheCalendar:
        return day.weekday() < SATURDAY


def _spell(days: tuple[date, ...]) -> str:
    if len(days) <= MOST_SPELT:
        return ", ".join(short_day(day) for day in days)
    return f"{len(days)} days from {short_day(days[0])} to {short_day(days[-1])}"


def _are(days: tuple[date, ...]) -> str:
    return "is" if len(days) == 1 else "are"
