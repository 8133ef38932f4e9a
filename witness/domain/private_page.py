"""The door of a family's private page: who may have one, how a link and its spoken code open it, what closes it. Pure.

The link alone shows nothing. A code that was told by voice opens it; five wrong ones in the life of a link, from
wherever they come, lock it for good. What a link was made for is compared with the facts each time: a phone that is no
longer private, a date that has moved or a case that is closed shuts the door whether or not anybody thought of it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, ContactState, SafeContact, Tier
from witness.domain.contact_answers import Reading
from witness.domain.contact_rules import Holder, holder_of, tier_faults
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.evidence import AnswerKind
from witness.domain.hearings import HearingState, Slot

CODE_DIGITS = 6
MOST_WRONG = 5
OPEN_AFTER_THE_DAY = timedelta(hours=24)
LONGEST_LIFE = timedelta(days=14)
IDLE, ABSOLUTE = timedelta(minutes=10), timedelta(minutes=30)
# From when a day without an hour counts: courts sit from ten.
USUAL_HOUR = time(10, 0)

NOT_ON = "the private page is switched off for this phone"


@dataclass(frozen=True, slots=True)
class PageChoice:
    """That somebody switched the private page of a phone on or off, and why. The newest counts."""

    contact_id: str
    is_on: bool
    because: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Door:
    """One link with what became of it.

    hearing_id, revision: the date that it was made for; "" and 0 for none. epoch: of the database it was made in.
    wrong: codes that were wrong in its whole life, those just being compared among them. opened: how often the right
    one was given. locked_at, revoked_at: None while it is neither.
    """

    link_id: str
    case_id: str
    person_id: str
    contact_id: str
    hearing_id: str
    revision: int
    epoch: int
    made_at: datetime
    ends_at: datetime
    wrong: int = 0
    opened: int = 0
    opened_at: datetime | None = None
    locked_at: datetime | None = None
    revoked_at: datetime | None = None
    revoked_because: str = ""


@dataclass(frozen=True, slots=True)
class Stay:
    """That somebody is in behind a door: since when, and when they last did something."""

    began_at: datetime
    seen_at: datetime


def why_no_page(contact: SafeContact, holder: Holder, now: datetime, *, has_left: bool = False) -> tuple[str, ...]:
    """Say everything that keeps a phone from having a private page; () when nothing does.

    It is for an adult, on their own phone that nobody else sees, who asked to be told everything (tier L3).
    """
    today = london_day(now)
    found = [words for _, words in tier_faults(replace(contact, tier=Tier.L3), holder)]
    if contact.channel is not Channel.SMS:
        found.append("It needs a phone: an e-mail may be open on several screens")
    if contact.state is not ContactState.USABLE:
        found.append("Nothing goes to this phone now")
    if today >= contact.review_due_on:
        found.append("The safe-contact check has run out: go through it by voice first")
    if contact.seen_by:
        found.append("Somebody else sees this phone")
    if contact.tier is not Tier.L3:
        found.append("They have not asked to be told everything (level L3)")
    if contact.reading is Reading.BY_VOICE:
        found.append("They do not read: tell them by voice")
    if has_left:
        found.append("They have no part in this case any more")
    return tuple(dict.fromkeys(found))


def end_of_life(slot: Slot | None, made_at: datetime) -> datetime:
    """Give when a link ends by itself: a day after the appointment, and in any case after fourteen days."""
    latest = made_at + LONGEST_LIFE
    if slot is None or slot.last_day is None:
        return latest
    return min(latest, moment_in_london(slot.last_day, slot.at or USUAL_HOUR) + OPEN_AFTER_THE_DAY)


def why_shut(door: Door, picture: CasePicture | None, *, is_on: bool, epoch: int, now: datetime) -> str:
    """Say why a door does not open whatever the code; "" when the right one opens it.

    Only staff read this. Whoever stands before the door sees the same words in every case.
    """
    if door.revoked_at is not None:
        return door.revoked_because or "it was revoked"
    if door.locked_at is not None or door.wrong >= MOST_WRONG:
        return "five wrong codes were tried"
    if now >= door.ends_at:
        return "its time is over"
    return why_revoked(door, picture, is_on=is_on, epoch=epoch, now=now)


def why_revoked(door: Door, picture: CasePicture | None, *, is_on: bool, epoch: int, now: datetime) -> str:
    """Say which fact has taken a link back for good; "" when none has."""
    if door.epoch != epoch:
        return "the database was restored from an older copy"
    if picture is None or picture.case.closed_on is not None:
        return "the case is closed"
    if not is_on:
        return NOT_ON
    contact = next((c for c in picture.contacts if c.contact_id == door.contact_id), None)
    if contact is None:
        return "the phone is no longer on record"
    holder = holder_of(picture, door.person_id, london_day(now))
    faults = why_no_page(contact, holder, now, has_left=picture.has_left(door.person_id))
    if faults:
        return faults[0][:1].lower() + faults[0][1:]
    return _moved(door, picture)


def asks_for_another(door: Door, picture: CasePicture, *, is_on: bool, now: datetime) -> bool:
    """Whether somebody whose link was overtaken should be given another: they may have a page, and this one had time.

    Neither when the phone is no longer private, nor when it was switched off, nor when nothing is left to tell.
    """
    contact = next((c for c in picture.contacts if c.contact_id == door.contact_id), None)
    if contact is None or not is_on or picture.case.closed_on is not None or now >= door.ends_at:
        return False
    holder = holder_of(picture, door.person_id, london_day(now))
    return not why_no_page(contact, holder, now, has_left=picture.has_left(door.person_id))


def text_key(link_id: str) -> str:
    """Name the text that carries a link, as the outbox knows it."""
    return f"page_link:{link_id}"


def call_key(kind: AnswerKind, on: date) -> str:
    """Name the occasion of a call that somebody without a date asked for: one of a kind in a day."""
    return f"{kind.value}:{on.isoformat()}"


def call_asked(reason_key: str) -> tuple[AnswerKind, date] | None:
    """Read what a piece of work about a page was asked for, and on which day; None for what nobody asked for."""
    kind, _, on = reason_key.partition(":")[2].partition(":")[2].partition(":")
    if kind not in {AnswerKind.HELP.value, AnswerKind.WORRIED.value}:
        return None
    return AnswerKind(kind), date.fromisoformat(on)


def may_try(door: Door) -> bool:
    """Whether one more code may be compared with this link's."""
    return door.locked_at is None and door.wrong < MOST_WRONG


def counted(door: Door) -> Door:
    """Give the link with a try counted as wrong. It is counted before it is compared.

    So that many tries at once are not all compared before the first of them counts, and a process that dies in between
    has let nobody try for nothing.
    """
    return replace(door, wrong=door.wrong + 1)


def settled(door: Door, *, is_right: bool, now: datetime) -> Door:
    """Give the link after a counted try was compared: a right one does not count, the fifth wrong one locks."""
    if is_right:
        return replace(door, wrong=max(door.wrong - 1, 0), opened=door.opened + 1, opened_at=now)
    if door.wrong >= MOST_WRONG and door.locked_at is None:
        return replace(door, locked_at=now)
    return door


def is_in(stay: Stay, now: datetime) -> bool:
    """Whether somebody who opened the door may still see the page: ten minutes idle, thirty in all."""
    return now - stay.seen_at < IDLE and now - stay.began_at < ABSOLUTE


def own_witnesses(picture: CasePicture, person_id: str) -> frozenset[str]:
    """Give the witnesses that a person is, or is a parent or carer of: another family's meetings are not theirs."""
    return frozenset(
        w.witness_id
        for w in picture.witnesses
        if w.person_id == person_id or person_id in {carer.person_id for carer in picture.carers_of(w.person_id)}
    )


def _moved(door: Door, picture: CasePicture) -> str:
    """A link that was made for one date must not speak of another that nobody has told them by voice."""
    if not door.hearing_id:
        return ""
    hearing = next((h for h in picture.hearings if h.hearing_id == door.hearing_id), None)
    if hearing is None or hearing.now.state is not HearingState.LISTED:
        return "the date it was made for no longer stands"
    return "" if hearing.now.number == door.revision else "the date it was made for has changed"
