"""Safe contact: what we may say, to whom, on which phone or mailbox, and when. Every send passes `may_reach`.

The record belongs to one person's one number or address, never to a family. It expires: after 28 days nobody can be
sure who else sees a phone (domain reference §6, design proposal).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum

from witness.domain.court_time import (
    NoSuchMoment,
    last_moment_in_london,
    london_day,
    moment_in_london,
    spoken_day,
    spoken_time,
)

REVIEW_AFTER = timedelta(days=28)
LEAST_TIME_LEFT = timedelta(minutes=5)


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


STATE_IN_WORDS: dict[ContactState, str] = {
    ContactState.STOPPED: "they asked us to stop",
    ContactState.UNSAFE: "somebody else may see it",
    ContactState.DEAD: "the last message could not be delivered",
    ContactState.WRONG: "it reached a stranger",
}


@dataclass(frozen=True, slots=True)
class ContactStep:
    """That a number or address came to be used in a certain way, and when. Never changed afterwards."""

    state: ContactState
    tier: Tier
    at: datetime
    because: str = ""


@dataclass(frozen=True, slots=True)
class SafeContact:
    """How one person may be reached on one number or address.

    value: E.164 number or e-mail address. Never printed by `repr`.
    signed_as: the first name the person knows us by.
    safe_days: weekdays on which we may write, Monday is 0.
    safe_from, safe_until: London wall-clock hours between which a message may arrive.
    seen_by: who else sees this phone, "" for nobody.
    reviewed_on: when the person last confirmed all this by voice.
    steps: how state and tier came to be what they are, oldest first, as far as that is recorded.
    """

    contact_id: str
    person_id: str
    channel: Channel
    value: str
    tier: Tier
    state: ContactState
    reviewed_on: date
    signed_as: str
    language: str = "en"
    safe_days: frozenset[int] = frozenset(range(6))
    safe_from: time = time(9, 0)
    safe_until: time = time(19, 0)
    seen_by: str = ""
    whose: str = ""
    wants_calendar: bool = False
    steps: tuple[ContactStep, ...] = ()

    def __repr__(self) -> str:
        return f"SafeContact({self.contact_id}, {self.channel})"

    @property
    def review_due_on(self) -> date:
        """The day from which this record no longer counts."""
        return self.reviewed_on + REVIEW_AFTER


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
    """Not by this way. A person has to act; `because` tells them why."""

    because: str


def may_reach(contact: SafeContact, *, tier: Tier, now: datetime, languages: frozenset[str]) -> May | Wait | Blocked:
    """Decide whether words of a tier may be sent to this contact at this instant.

    languages: those in which approved wording exists.
    """
    reason = _blocked_because(contact, tier=tier, today=london_day(now), languages=languages)
    if reason:
        return Blocked(reason)
    opens, closes = _window_of(contact, london_day(now))
    safe_today = london_day(now).weekday() in contact.safe_days
    if safe_today and opens <= now and now + LEAST_TIME_LEFT <= closes:
        return May(until=closes)
    return Wait(until=next_safe_moment(contact, now), because=_outside_hours(contact))


def next_safe_moment(contact: SafeContact, now: datetime) -> datetime:
    """Give the first instant from `now` on at which the safe hours are open.

    `contact` must have a safe day, and safe hours of at least `LEAST_TIME_LEFT`.
    """
    # Two weeks: on the one night of the year that skips an hour, the only safe hour of a week may be that one.
    for ahead in range(15):
        day = london_day(now) + timedelta(days=ahead)
        opens, closes = _window_of(contact, day)
        start = max(now, opens)
        if day.weekday() in contact.safe_days and start + LEAST_TIME_LEFT <= closes:
            return start
    raise ValueError("a safe contact needs a safe day and at least five safe minutes")


def _blocked_because(contact: SafeContact, *, tier: Tier, today: date, languages: frozenset[str]) -> str:
    if contact.state is not ContactState.USABLE:
        return STATE_IN_WORDS[contact.state]
    if not contact.safe_days or not _long_enough(contact.safe_from, contact.safe_until):
        return "no safe time is recorded"
    if today >= contact.review_due_on:
        return f"the safe-contact check ran out on {spoken_day(contact.review_due_on)}"
    if tier > contact.tier:
        return f"this phone may get level L{contact.tier:d} words, these are L{tier:d}"
    if contact.language not in languages:
        return f"there is no approved wording in their language ({contact.language})"
    return ""


def _window_of(contact: SafeContact, day: date) -> tuple[datetime, datetime]:
    opens, closes = _first_moment_from(day, contact.safe_from), _first_moment_from(day, contact.safe_until)
    within_the_hour = contact.safe_from != time(contact.safe_from.hour)
    if within_the_hour and _comes_twice(day, contact.safe_from) and not _comes_twice(day, contact.safe_until):
        # Half past one comes, then one o'clock again: only from the second half past one on is it safe all along.
        opens = last_moment_in_london(day, contact.safe_from)
    return opens, closes


def _comes_twice(day: date, at: time) -> bool:
    try:
        return last_moment_in_london(day, at) != moment_in_london(day, at)
    except NoSuchMoment:
        return False


def _first_moment_from(day: date, at: time) -> datetime:
    try:
        return moment_in_london(day, at)
    except NoSuchMoment:
        # The clocks skip from 1am to 2am: what opens or closes in between does so at 2am.
        return moment_in_london(day, time(at.hour + 1, 0))


def _long_enough(opens: time, closes: time) -> bool:
    any_day = date(2000, 1, 1)
    return datetime.combine(any_day, closes) - datetime.combine(any_day, opens) >= LEAST_TIME_LEFT


def _outside_hours(contact: SafeContact) -> str:
    return f"outside their safe hours ({spoken_time(contact.safe_from)} to {spoken_time(contact.safe_until)})"
