"""Who else is brought in when nobody says that they have a piece of work: the lead, then the manager, in office hours.

Whoever says "I have it, by then" stops the clock until then. The hours are a design proposal (domain reference §5.3)
and nobody has measured them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from witness.domain.court_time import london_day, moment_in_london
from witness.domain.eve import TOLD_BY
from witness.domain.staffing import OfficeHours, is_open, office_time_since
from witness.domain.tasks import OFFICE_CLOSES, TaskKind, before_the_office_closes
from witness.domain.working_days import WorkingCalendar


class Step(IntEnum):
    """How far a piece of work has been passed on."""

    OWNER = 0
    LEAD = 1
    MANAGER = 2


class Reach(StrEnum):
    """How somebody hears of a piece of work."""

    INTERRUPT = "interrupt"  # a mail at once: danger, a hard flag, somebody who has not arrived or is not home
    TODAY = "today"  # it waits on the page of today


LEAD_AFTER = timedelta(hours=4)  # of office time
HARD_AFTER = timedelta(hours=2)
# What is raised so late that two hours would end tomorrow is passed on before the office closes.
HARD_BEFORE_CLOSING = timedelta(hours=1)

# A text says "worried" and "will not come" with one kind of work: both count as hard, because one of them is.
HARD = frozenset({TaskKind.WORRIED, TaskKind.LAPSE, TaskKind.THREAT, TaskKind.MISSING})
# The court's list is out about 4pm: until the office closes nobody else needs to look, and then somebody must.
# What is missing for the next court day waits until then too, and a call of the evening until half past six.
SWEPT = frozenset({TaskKind.EVE, TaskKind.EVE_CALL})
ON_THE_EVE = frozenset({TaskKind.LIST_WATCH}) | SWEPT
NOT_PUT_OFF = HARD | ON_THE_EVE
# Others are brought in for these by a rule of their own (`actions.unread_texts`, `actions.disclosures`).
BY_THEIR_OWN_RULE = frozenset({TaskKind.SAFEGUARDING, TaskKind.READ_REPLY, TaskKind.UNREAD})

# One row for each kind, so that nobody adds a kind without saying whether it may interrupt.
REACH: dict[TaskKind, Reach] = {
    TaskKind.WORRIED: Reach.INTERRUPT,
    TaskKind.CALL_FIRST: Reach.TODAY,
    TaskKind.TELL_BY_VOICE: Reach.TODAY,
    TaskKind.HELP: Reach.TODAY,
    TaskKind.READ_REPLY: Reach.TODAY,
    TaskKind.UNDELIVERED: Reach.TODAY,
    TaskKind.UNCERTAIN: Reach.TODAY,
    TaskKind.EXPIRED: Reach.TODAY,
    TaskKind.BLOCKED: Reach.TODAY,
    TaskKind.STOPPED: Reach.TODAY,
    TaskKind.RING_COURT: Reach.TODAY,
    TaskKind.CALL_BEFORE: Reach.TODAY,
    TaskKind.NO_ANSWER: Reach.TODAY,
    TaskKind.CALL_BACK: Reach.TODAY,
    TaskKind.NOT_REACHED: Reach.TODAY,
    TaskKind.NEW_WORKER: Reach.TODAY,
    TaskKind.EVIDENCE_MENTIONED: Reach.TODAY,
    TaskKind.CHASE: Reach.TODAY,
    TaskKind.CLOCK: Reach.TODAY,
    TaskKind.TELL_SUPPORTER: Reach.TODAY,
    TaskKind.SAFEGUARDING: Reach.INTERRUPT,
    TaskKind.WRONG_NUMBER: Reach.TODAY,
    TaskKind.UNREAD: Reach.TODAY,
    TaskKind.UNSAFE: Reach.TODAY,
    TaskKind.LIST_WATCH: Reach.TODAY,
    TaskKind.BAIL_NEAR: Reach.TODAY,
    TaskKind.TELL: Reach.TODAY,
    TaskKind.LAPSE: Reach.INTERRUPT,
    TaskKind.SECOND_ADULT: Reach.TODAY,
    TaskKind.CHECK_CONTACT: Reach.TODAY,
    TaskKind.CALENDAR_LEFT: Reach.TODAY,
    TaskKind.CALENDAR_ANSWER: Reach.TODAY,
    TaskKind.RIDE: Reach.TODAY,
    TaskKind.RIDE_COSTS: Reach.TODAY,
    TaskKind.HOME_SAFE: Reach.INTERRUPT,
    TaskKind.NOT_ARRIVED: Reach.INTERRUPT,
    TaskKind.LONG_WAIT: Reach.TODAY,
    TaskKind.NOBODY_GOES: Reach.TODAY,
    TaskKind.THREAT: Reach.INTERRUPT,
    TaskKind.MISSING: Reach.INTERRUPT,
    TaskKind.QUESTION: Reach.TODAY,
    TaskKind.EVE: Reach.TODAY,
    TaskKind.EVE_CALL: Reach.TODAY,
    TaskKind.CLAIM: Reach.TODAY,
    TaskKind.MILESTONE: Reach.TODAY,
    TaskKind.PARENT_OFFER: Reach.TODAY,
    TaskKind.POLICE_ANSWER: Reach.TODAY,
    TaskKind.PROMISE: Reach.TODAY,
    TaskKind.PRIVATE_PAGE: Reach.TODAY,
    TaskKind.OTHER_TIME: Reach.TODAY,
    TaskKind.SURENESS: Reach.TODAY,
    TaskKind.RING_PARENT: Reach.TODAY,
    TaskKind.EMERGENCY_LOOK: Reach.TODAY,
    TaskKind.CONFLICT: Reach.TODAY,
    TaskKind.BEFORE_US: Reach.TODAY,
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A piece of work that is open. will_do_by: until when somebody has said that they have it, None when nobody has.

    step: how far it has been passed on.
    """

    kind: TaskKind
    raised_at: datetime
    due_at: datetime
    will_do_by: datetime | None = None
    step: Step = Step.OWNER


def step_at(work: Waiting, now: datetime, hours: OfficeHours, calendar: WorkingCalendar, *, away: bool) -> Step:
    """Say how far a piece of work should have been passed on at an instant. away: its owner does not work today.

    The clock runs in office hours: from when it was raised, or from the morning of the day on which it is due when that
    is later, so that work for next week alarms nobody. It never goes back while it runs.
    """
    if work.kind in BY_THEIR_OWN_RULE or (work.will_do_by is not None and now < work.will_do_by):
        return work.step
    if work.kind in ON_THE_EVE:
        unresolved = now >= max(work.due_at, moment_in_london(london_day(work.due_at), OFFICE_CLOSES))
        covered = Step.LEAD if away and work.kind in SWEPT else Step.OWNER
        return max(work.step, Step.MANAGER if unresolved else covered)
    since = _waits_since(work, hours)
    waited = office_time_since(since, now, hours, calendar)
    if work.kind in HARD:
        due = Step.MANAGER if waited >= HARD_AFTER or _is_last_hour(since, now, hours, calendar) else Step.OWNER
    else:
        due = _by_the_hours(waited, hours)
    # Somebody who stands in has to know at once, but not before there is anything to do.
    if away and due is Step.OWNER and since <= now and is_open(hours, now, calendar):
        due = Step.LEAD
    return max(work.step, due)


def _waits_since(work: Waiting, hours: OfficeHours) -> datetime:
    if work.will_do_by is not None:
        return work.will_do_by
    if work.kind in HARD:
        return work.raised_at
    return max(work.raised_at, moment_in_london(london_day(work.due_at), hours.opens))


def _by_the_hours(waited: timedelta, hours: OfficeHours) -> Step:
    if waited >= LEAD_AFTER + _length_of_a_day(hours):
        return Step.MANAGER
    return Step.LEAD if waited >= LEAD_AFTER else Step.OWNER


def _is_last_hour(since: datetime, now: datetime, hours: OfficeHours, calendar: WorkingCalendar) -> bool:
    closes = moment_in_london(london_day(now), hours.closes)
    return since <= now and is_open(hours, now, calendar) and closes - now <= HARD_BEFORE_CLOSING


def _length_of_a_day(hours: OfficeHours) -> timedelta:
    minutes = (hours.closes.hour - hours.opens.hour) * 60 + hours.closes.minute - hours.opens.minute
    return timedelta(minutes=minutes)


class By(StrEnum):
    """By when somebody says that they will have done it."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    THREE_DAYS = "three_days"


BY_IN_WORDS: dict[By, str] = {
    By.TODAY: "today",
    By.TOMORROW: "by the next working day",
    By.THREE_DAYS: "within three working days",
}
DAYS_OF = {By.TODAY: 0, By.TOMORROW: 1, By.THREE_DAYS: 3}


def will_do_by(kind: TaskKind, by: By, now: datetime, calendar: WorkingCalendar) -> datetime:
    """Give the instant until which "I have it" holds; a hard flag and a look at a list are not put off to another day.

    Raises:
        BeyondTheCalendar: the bank holidays of that day are not known.
    """
    this_evening = moment_in_london(london_day(now), TOLD_BY)
    closes = moment_in_london(london_day(now), OFFICE_CLOSES)
    if kind in SWEPT and now < this_evening and (kind is TaskKind.EVE_CALL or now >= closes):
        return this_evening
    if kind in NOT_PUT_OFF or by is By.TODAY:
        return before_the_office_closes(now, calendar)
    return moment_in_london(calendar.add(london_day(now), DAYS_OF[by]), OFFICE_CLOSES)
