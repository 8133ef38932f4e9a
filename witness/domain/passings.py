"""Information that a parent passed to the police with our help: when, on which form, to whom, and what came back.

Never the content: it stays on the force's form, which is intelligence and no evidence. There is no field that could
hold it: a reference, a name and days (domain reference §8).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from witness.domain.errors import Refused
from witness.domain.note_rules import police_text
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

# Working days until the police are asked what became of it, unless they name another day. A judgement.
FEEDBACK_WITHIN = 10
LONGEST_WAIT_DAYS = 184

# What to tell a parent who keeps a record at home (domain reference §8, the charity's own advice to parents).
LOG_ADVICE: tuple[str, ...] = (
    "Write down what you see yourself: the day, the time, and what you saw or heard. Sign each page.",
    "Keep it in order, in one book, and put it where nobody else finds it.",
    "Do not ask your child questions to fill it. Do not follow or film anybody.",
    "Both sides in court may be shown it one day. Write only what you would say there.",
    "If somebody is in danger now, ring 999. The book can wait.",
)


class PassingEvent(StrEnum):
    """What came back from the police."""

    ACKNOWLEDGED = "acknowledged"
    FED_BACK = "fed_back"


@dataclass(frozen=True, slots=True)
class Passing:
    """That something was passed on. officer: rank and name. due_on: when feedback is due.

    acknowledged_on, fed_back_on: London days, None until then. recorded_at, acknowledged_at, fed_back_at: when each
    was entered.
    """

    passing_id: str
    person_id: str | None
    passed_on: date
    form_reference: str
    officer: str
    due_on: date
    recorded_at: datetime
    acknowledged_on: date | None = None
    acknowledged_at: datetime | None = None
    fed_back_on: date | None = None
    fed_back_at: datetime | None = None

    @property
    def note_text(self) -> str:
        """The sentence that stands in the stream of notes for it."""
        return police_text(self.passed_on, self.form_reference, self.officer, today=self.passed_on)


def usual_due_on(passed_on: date, calendar: WorkingCalendar) -> date | None:
    """Give the day by which feedback is asked for, None beyond the bank holidays that are known."""
    try:
        return calendar.add(passed_on, FEEDBACK_WITHIN)
    except BeyondTheCalendar:
        return None


def check_passing(passing: Passing, today: date) -> None:
    """Look at what is to be recorded as passed to the police.

    Raises:
        Refused: a part of it is not what it should be, so that no story can be told in it, or a day makes no sense.
    """
    police_text(passing.passed_on, passing.form_reference, passing.officer, today=today)
    wait = (passing.due_on - passing.passed_on).days
    if wait < 0 or wait > LONGEST_WAIT_DAYS:
        raise Refused("Choose a day for their answer that comes later, within half a year.")


def check_event(passing: Passing, event: PassingEvent, on: date, today: date) -> None:
    """Look at what came back.

    Raises:
        Refused: the day lies ahead or before it was passed on, or it is recorded already.
    """
    if on > today:
        raise Refused("That day has not come yet.")
    if on < passing.passed_on:
        raise Refused("That is before it was passed on.")
    known = passing.acknowledged_on if event is PassingEvent.ACKNOWLEDGED else passing.fed_back_on
    if known is not None:
        raise Refused("That is recorded already.")


def passing_at(passing: Passing, at: datetime) -> Passing:
    """Give a passing as it was known at an instant."""
    known = passing
    if passing.acknowledged_at is not None and passing.acknowledged_at > at:
        known = replace(known, acknowledged_on=None, acknowledged_at=None)
    if passing.fed_back_at is not None and passing.fed_back_at > at:
        known = replace(known, fed_back_on=None, fed_back_at=None)
    return known
