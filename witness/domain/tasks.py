"""Work for a person: what kinds there are, who ends them, and by when an office can do them."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from witness.domain.court_time import london_day, london_time, moment_in_london
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

OFFICE_OPENS = time(9, 0)
OFFICE_CLOSES = time(17, 0)


class TaskKind(StrEnum):
    """Why a task exists."""

    WORRIED = "worried"
    CALL_FIRST = "call_first"
    TELL_BY_VOICE = "tell_by_voice"
    HELP = "help"
    READ_REPLY = "read_reply"
    UNDELIVERED = "undelivered"
    UNCERTAIN = "uncertain"
    EXPIRED = "expired"
    BLOCKED = "blocked"
    STOPPED = "stopped"
    RING_COURT = "ring_court"
    CALL_BEFORE = "call_before"
    NO_ANSWER = "no_answer"
    CALL_BACK = "call_back"  # they asked to be rung at an hour
    NOT_REACHED = "not_reached"  # several calls reached nobody: a manager thinks of another way
    NEW_WORKER = "new_worker"
    EVIDENCE_MENTIONED = "evidence_mentioned"
    CHASE = "chase"  # a question to others: has the family been told?
    CLOCK = "clock"  # a time limit that the family or we should not miss
    TELL_SUPPORTER = "tell_supporter"
    SAFEGUARDING = "safeguarding"  # a text speaks of danger: no machine closes it
    WRONG_NUMBER = "wrong_number"  # a stranger may have read a text of ours
    UNREAD = "unread"  # a text that its reader has not read in time
    UNSAFE = "unsafe"  # a phone is no longer safe: agree another way
    LIST_WATCH = "list_watch"
    BAIL_NEAR = "bail_near"
    TELL = "tell"
    LAPSE = "lapse"
    SECOND_ADULT = "second_adult"
    CHECK_CONTACT = "check_contact"  # go through safe contact again, before it runs out
    CALENDAR_LEFT = "calendar_left"  # an entry that we cannot reach is wrong, or the wrong eyes see it
    CALENDAR_ANSWER = "calendar_answer"  # their calendar said no, or maybe: a person rings
    RIDE = "ride"  # ask the next driver, tell both sides, arrange it again
    RIDE_COSTS = "ride_costs"  # decide whether it is needed before it can no longer be cancelled free of charge
    HOME_SAFE = "home_safe"  # nobody has recorded that they got home
    NOT_ARRIVED = "not_arrived"  # somebody should be at court, and nobody has seen them
    LONG_WAIT = "long_wait"  # two hours at court without being called
    NOBODY_GOES = "nobody_goes"  # it was promised, and whoever was to go is not there
    THREAT = "threat"  # somebody on the other side has threatened or approached them
    MISSING = "missing"  # a young person is missing now
    QUESTION = "question"  # the CPS asks, or has not answered in time
    EVE = "eve"  # something is missing for the next day at court
    EVE_CALL = "eve_call"  # time and place by voice, when the list is out
    CLAIM = "claim"  # a claim for expenses that was not sent, is queried or is not paid
    MILESTONE = "milestone"  # something that must be true by now, so many days before the evidence, is not
    PARENT_OFFER = "parent_offer"  # something offered to a parent is to be offered once more
    POLICE_ANSWER = "police_answer"  # the police have not said what became of what a parent passed on
    PROMISE = "promise"  # the day of a promise has come
    PRIVATE_PAGE = "private_page"  # somebody tried codes, or a second phone opened the page
    SURENESS = "sureness"  # somebody named what would make it hard to come, and nothing was done about it
    OTHER_TIME = "other_time"  # a meeting does not suit a family, and they named two other times
    RING_PARENT = "ring_parent"  # a parent says by text that they are not well: ring the same day
    EMERGENCY_LOOK = "emergency_look"  # somebody outside has opened the case in an emergency
    CONFLICT = "conflict"  # somebody must not have the case: a manager looks who has it now
    BEFORE_US = "before_us"  # steps that were due before the case came to us: say of each what becomes of it


# These follow from the facts and are cleared by them; the others only by a person.
FROM_FACTS = frozenset(
    {
        TaskKind.WORRIED,
        TaskKind.CALL_FIRST,
        TaskKind.TELL_BY_VOICE,
        TaskKind.HELP,
        TaskKind.RING_COURT,
        TaskKind.CALL_BEFORE,
        TaskKind.NO_ANSWER,
        TaskKind.CHASE,
        TaskKind.CLOCK,
        TaskKind.TELL_SUPPORTER,
        TaskKind.LIST_WATCH,
        TaskKind.LAPSE,
        TaskKind.SECOND_ADULT,
        TaskKind.CHECK_CONTACT,
        TaskKind.CALENDAR_LEFT,
        TaskKind.RIDE,
        TaskKind.RIDE_COSTS,
        TaskKind.HOME_SAFE,
        TaskKind.NOT_ARRIVED,
        TaskKind.LONG_WAIT,
        TaskKind.THREAT,
        TaskKind.MISSING,
        TaskKind.QUESTION,
        TaskKind.EVE,
        TaskKind.EVE_CALL,
        TaskKind.CLAIM,
        TaskKind.MILESTONE,
        TaskKind.PARENT_OFFER,
        TaskKind.POLICE_ANSWER,
        TaskKind.PROMISE,
        TaskKind.SURENESS,
        TaskKind.BEFORE_US,
    }
)
# What they say changes as one thing after the other is put right.
WORDED_ANEW = frozenset({TaskKind.EVE, TaskKind.BEFORE_US})
# The facts clear these too, but a person may say before that they have done it: it leaves no other trace.
TICKED = frozenset({TaskKind.TELL_SUPPORTER, TaskKind.LIST_WATCH, TaskKind.CALENDAR_LEFT, TaskKind.RIDE_COSTS})

# Each of these asks for a voice: together they are the call list.
FOR_A_VOICE = frozenset(
    {
        TaskKind.WORRIED,
        TaskKind.CALL_FIRST,
        TaskKind.TELL_BY_VOICE,
        TaskKind.HELP,
        TaskKind.UNDELIVERED,
        TaskKind.UNCERTAIN,
        TaskKind.EXPIRED,
        TaskKind.BLOCKED,
        TaskKind.STOPPED,
        TaskKind.CALL_BEFORE,
        TaskKind.NO_ANSWER,
        TaskKind.NEW_WORKER,
        TaskKind.TELL,
        TaskKind.UNSAFE,
        TaskKind.CALL_BACK,
        TaskKind.NOT_REACHED,
        TaskKind.CHECK_CONTACT,
        TaskKind.EVE_CALL,
        TaskKind.PRIVATE_PAGE,
        TaskKind.RING_PARENT,
    }
)


@dataclass(frozen=True, slots=True)
class WantedTask:
    """A task that should exist. `reason_key` makes it exist once. for_backup: for somebody beside the owner."""

    reason_key: str
    kind: TaskKind
    words: str
    clears_when: str
    due_at: datetime
    person_id: str | None = None
    hearing_id: str | None = None
    for_backup: bool = False


def in_working_hours(now: datetime, hours: int, calendar: WorkingCalendar) -> datetime:
    """Give the instant that lies `hours` office hours after `now`: 9am to 5pm on working days."""
    left = timedelta(hours=hours)
    day, at = london_day(now), max(london_time(now), OFFICE_OPENS)
    while True:
        if calendar.is_working(day) and at < OFFICE_CLOSES:
            opens = moment_in_london(day, at)
            room = moment_in_london(day, OFFICE_CLOSES) - opens
            if left <= room:
                return opens + left
            left -= room
        day, at = day + timedelta(days=1), OFFICE_OPENS


def soon_by_the_office(now: datetime, hours: int, calendar: WorkingCalendar) -> datetime:
    """Give what `in_working_hours` gives; `now` beyond the bank holidays that are known.

    For what must happen whether or not somebody has loaded next year's: a stop, an alarm.
    """
    try:
        return in_working_hours(now, hours, calendar)
    except BeyondTheCalendar:
        return now


def before_the_office_closes(now: datetime, calendar: WorkingCalendar) -> datetime:
    """Give the end of today's office hours while they last; else four office hours into the next working day."""
    closes = moment_in_london(london_day(now), OFFICE_CLOSES)
    if calendar.is_working(london_day(now)) and now < closes:
        return closes
    return in_working_hours(now, 4, calendar)
