"""Safe contact: what we may say, to whom, on which phone or mailbox, and when. Every send passes `may_reach`.

The record belongs to one person's one number or address, never to a family. It expires: after 28 days nobody can be
sure who else sees a phone (domain reference §6, design proposal).
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum

from witness.domain.contact_answers import (
    INCIDENT_IN_WORDS,
    Belongs,
    Previews,
    Reading,
    Terms,
)
from witness.domain.court_time import london_day, spoken_day, spoken_time
from witness.domain.people import AvoidWhy, DatesToAvoid
from witness.domain.safe_hours import (
    LEAST_TIME_LEFT,
    QUIET_IN_WORDS,
    QuietWhy,
    Window,
    after_noon,
    hours_in_words,
    long_enough,
    together,
    window_of,
    windows_on,
)
from witness.domain.working_days import WorkingCalendar

REVIEW_AFTER = timedelta(days=28)
# Nothing waits longer than this for a safe hour: long before it somebody has to look at the record again.
LONGEST_WAIT_DAYS = 60


class Channel(StrEnum):
    """How words leave the building."""

    SMS = "sms"
    EMAIL = "email"


class Tier(IntEnum):
    """How much a message may say. Each tier includes those below it."""

    L0 = 0  # please ring us
    L1 = 1  # a day and an hour, without a purpose
    L2 = 2  # and a place nickname
    L3 = 3  # full details: an adult who asked for it, on a private phone


class ContactState(StrEnum):
    """Whether a number or address may be used at all."""

    USABLE = "usable"
    STOPPED = "stopped"  # the person asked us to stop
    UNSAFE = "unsafe"  # somebody else may hold or read it
    DEAD = "dead"  # the network says that it does not exist
    WRONG = "wrong"  # it reaches a stranger
    RETIRED = "retired"  # another number or address has taken its place


STATE_IN_WORDS: dict[ContactState, str] = {
    ContactState.STOPPED: "they asked us to stop",
    ContactState.UNSAFE: "somebody else may see it",
    ContactState.DEAD: "the last message could not be delivered",
    ContactState.WRONG: "it reached a stranger",
    ContactState.RETIRED: "another number or address has taken its place",
}
# What is found out about a number on one record holds for every record of it, the gravest first.
GRAVEST = (ContactState.WRONG, ContactState.UNSAFE, ContactState.STOPPED, ContactState.DEAD, ContactState.USABLE)
CLEARED_BY: dict[ContactState, str] = {
    ContactState.STOPPED: "they ask for messages again, and a check by voice records it",
    ContactState.UNSAFE: "a check by voice finds it safe, or another way is agreed",
    ContactState.DEAD: "they give another number, or a check by voice finds that it works",
    ContactState.WRONG: "they read back a code that you tell them on that number",
    ContactState.RETIRED: "nothing: use the number that took its place",
}
A_CHECK = "a check by voice is recorded"
# What a person's own days off mean for words: nothing on the morning of an exam, nothing on a day of faith or mourning.
QUIET_MORNING = frozenset({AvoidWhy.EXAM})
QUIET_DAY = frozenset({AvoidWhy.FAITH, AvoidWhy.ANNIVERSARY})
_WHY_OF: dict[AvoidWhy, QuietWhy] = {
    AvoidWhy.EXAM: QuietWhy.EXAM,
    AvoidWhy.FAITH: QuietWhy.FAITH,
    AvoidWhy.ANNIVERSARY: QuietWhy.ANNIVERSARY,
}


class StepKind(StrEnum):
    """What a step in the history of a record is."""

    NOTED = "noted"  # older steps say no more than a state and a level
    RECORDED = "recorded"
    CHANGED = "changed"
    CHECKED = "checked"
    EXPIRED = "expired"
    CLEARED = "cleared"  # a person found that what blocked it no longer holds
    BLOCKED = "blocked"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class ContactStep:
    """That a number or address came to be used in a certain way, and when. Never changed afterwards.

    terms, reviewed_on, signed_as: what held from then on; None and "" in older steps. The code word is in no step.
    """

    state: ContactState
    tier: Tier
    at: datetime
    because: str = ""
    kind: StepKind = StepKind.NOTED
    reviewed_on: date | None = None
    signed_as: str = ""
    terms: Terms | None = None


@dataclass(frozen=True, slots=True)
class SafeContact(Terms):
    """How one person may be reached on one number or address.

    value: E.164 number or e-mail address. Never printed by `repr`.
    signed_as: the first name the person knows us by.
    reviewed_on: when the person last confirmed all this by voice.
    code_word: sealed in the database; empty where it is not to be opened, then `has_code_word` tells that there is one.
    steps: how the record came to be what it is, oldest first, as far as that is recorded.
    """

    contact_id: str
    person_id: str
    channel: Channel
    value: str
    tier: Tier
    state: ContactState
    reviewed_on: date
    signed_as: str
    code_word: str = ""
    has_code_word: bool = False
    steps: tuple[ContactStep, ...] = ()

    def __repr__(self) -> str:
        return f"SafeContact({self.contact_id}, {self.channel})"

    @property
    def review_due_on(self) -> date:
        """The day from which this record no longer counts."""
        runs_out_on = self.reviewed_on + REVIEW_AFTER
        return runs_out_on if self.expired_at is None else min(runs_out_on, london_day(self.expired_at))

    @property
    def allowed_tier(self) -> Tier:
        """How much may be said, whatever was written down: what others can see says no more than "please ring"."""
        if self.seen_by:
            return min(self.tier, Tier.L0)
        if self.opted_in_on is None or self.belongs not in (Belongs.OWN, Belongs.WORK):
            return min(self.tier, Tier.L1)
        if self.belongs is not Belongs.OWN or self.previews is not Previews.OFF:
            return min(self.tier, Tier.L2)
        return self.tier


def may_be_rung(contact: SafeContact, today: date) -> bool:
    """Whether somebody may ring this number: calls pass the same check, but not the hours or the language of texts."""
    usable = contact.state is ContactState.USABLE and contact.channel is Channel.SMS
    return usable and contact.may_ring and bool(contact.hours) and today < contact.review_due_on


@dataclass(frozen=True, slots=True)
class May:
    """We may write now, and the words must have arrived before `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now: it is outside the safe hours. `until` is when the next safe time begins."""

    until: datetime
    because: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """Not by this way. A person has to act; `because` tells them why, `clears` what would open it again."""

    because: str
    clears: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class _Around:
    """What decides beside the record."""

    calendar: WorkingCalendar | None = None
    avoid: tuple[DatesToAvoid, ...] = ()
    is_safety: bool = False


def may_reach(
    contact: SafeContact,
    *,
    tier: Tier,
    now: datetime,
    languages: frozenset[str],
    calendar: WorkingCalendar | None = None,
    avoid: tuple[DatesToAvoid, ...] = (),
    is_safety: bool = False,
) -> May | Wait | Blocked:
    """Decide whether words of a tier may be sent to this contact at this instant.

    languages: those in which approved wording exists. calendar: the bank holidays; a sender must give it.
    avoid: days off of the household (`contact_days.quiet_for`): exam mornings, days of faith, anniversaries.
    is_safety: the words keep somebody from setting off, so that the wider hours agreed for these count too.
    """
    today, around = london_day(now), _Around(calendar, avoid, is_safety)
    blocked = _blocked(contact, tier=tier, today=today, languages=languages)
    if blocked is not None:
        return blocked
    for opens, closes in _windows(contact, today, around):
        if opens <= now and now + LEAST_TIME_LEFT <= closes:
            return May(until=closes)
    opens_at = _next_opening(contact, now, around)
    because = _why_not_now(contact, now, around)
    if opens_at is None:
        return Blocked(f"{because}, and no safe time follows before somebody has to look at it again", A_CHECK)
    if london_day(opens_at) >= contact.review_due_on:
        runs_out = spoken_day(contact.review_due_on)
        return Blocked(f"{because}, and the safe-contact check runs out first, on {runs_out}", A_CHECK)
    return Wait(until=opens_at, because=because)


def next_safe_moment(
    contact: SafeContact,
    now: datetime,
    *,
    calendar: WorkingCalendar | None = None,
    avoid: tuple[DatesToAvoid, ...] = (),
    is_safety: bool = False,
) -> datetime:
    """Give the first instant from `now` on at which the safe hours are open, whether the check counts then or not.

    Raises:
        ValueError: there is none: a contact needs a safe day, and safe hours of at least `LEAST_TIME_LEFT`.
    """
    found = _next_opening(contact, now, _Around(calendar, avoid, is_safety))
    if found is None:
        raise ValueError("a safe contact needs a safe day and at least five safe minutes")
    return found


def _blocked(contact: SafeContact, *, tier: Tier, today: date, languages: frozenset[str]) -> Blocked | None:
    if contact.state is not ContactState.USABLE:
        return Blocked(STATE_IN_WORDS[contact.state], CLEARED_BY[contact.state])
    if not contact.may_text:
        return Blocked("they did not agree to be written to", "they agree to it, and a check by voice records it")
    if contact.reading is Reading.BY_VOICE:
        return Blocked("they do not read: tell them by voice", "you have told them by voice")
    if not any(long_enough(span.opens, span.closes) for span in contact.hours):
        return Blocked("no safe time is recorded", A_CHECK)
    if today >= contact.review_due_on:
        return Blocked(_why_run_out(contact), A_CHECK)
    allowed = contact.allowed_tier
    if tier > allowed:
        said = f"this phone may get level L{allowed:d} words, these are L{tier:d}"
        return Blocked(said, "they ask for more, and a check by voice finds the phone private")
    if contact.language not in languages:
        said = f"there is no approved wording in their language ({contact.language})"
        return Blocked(said, "wording in their language is approved, or you have told them by voice")
    return None


def _why_run_out(contact: SafeContact) -> str:
    said = f"the safe-contact check ran out on {spoken_day(contact.review_due_on)}"
    if contact.expired_at is None or contact.expired_because is None:
        return said
    return f"{said}: {INCIDENT_IN_WORDS[contact.expired_because]}"


def _windows(contact: SafeContact, day: date, around: _Around) -> tuple[Window, ...]:
    """Give the windows of a day in which words may arrive, those agreed for warnings included when it is one."""
    usual = () if _why_not_on(contact, day, around) else windows_on(contact.hours, day)
    if _is_quiet_morning(contact, day, around):
        usual = after_noon(usual, day)
    opens, closes = contact.urgent_from, contact.urgent_until
    if not around.is_safety or opens is None or closes is None or not long_enough(opens, closes):
        return usual
    if any(quiet.why is QuietWhy.AWAY and quiet.covers(day) for quiet in contact.quiet):
        return usual  # where they are, somebody reads it who must not: no warning is worth that
    return together([*usual, window_of(day, opens, closes)])


def _next_opening(contact: SafeContact, now: datetime, around: _Around) -> datetime | None:
    today = london_day(now)
    for ahead in range(LONGEST_WAIT_DAYS + 1):
        for opens, closes in _windows(contact, today + timedelta(days=ahead), around):
            start = max(now, opens)
            if start + LEAST_TIME_LEFT <= closes:
                return start
    return None


def _why_not_on(contact: SafeContact, day: date, around: _Around) -> str:
    """Say why nothing goes on a whole day; "" when its hours hold."""
    for quiet in contact.quiet:
        if not quiet.morning_only and quiet.covers(day):
            return f"nothing goes on that day: {QUIET_IN_WORDS[quiet.why]}"
    for dates in around.avoid:
        if dates.why in QUIET_DAY and dates.first_on <= day <= dates.last_on:
            return f"nothing goes on that day: {QUIET_IN_WORDS[_WHY_OF[dates.why]]}"
    calendar = around.calendar
    if calendar is None or contact.on_holidays:
        return ""
    if not calendar.known_from <= day <= calendar.known_until:
        return f"the bank holidays of {day.year} are not known"
    return "nothing goes on a bank holiday" if day in calendar.holidays else ""


def _is_quiet_morning(contact: SafeContact, day: date, around: _Around) -> bool:
    own = any(quiet.morning_only and quiet.covers(day) for quiet in contact.quiet)
    exams = (dates for dates in around.avoid if dates.why in QUIET_MORNING)
    return own or any(dates.first_on <= day <= dates.last_on for dates in exams)


def _why_not_now(contact: SafeContact, now: datetime, around: _Around) -> str:
    today = london_day(now)
    whole_day = _why_not_on(contact, today, around)
    if whole_day:
        return whole_day
    usual = windows_on(contact.hours, today)
    if _is_quiet_morning(contact, today, around) and any(opens <= now < closes for opens, closes in usual):
        return "nothing goes before noon on that day: an exam"
    return f"outside their safe hours ({_hours(contact)})"


def _hours(contact: SafeContact) -> str:
    if contact.other_hours:
        return hours_in_words(contact.hours)
    return f"{spoken_time(contact.safe_from)} to {spoken_time(contact.safe_until)}"
