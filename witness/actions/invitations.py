"""Draws up calendar entries at the moment of sending: what a person chose, under one UID, with a higher number."""

from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.calendars import (
    CalendarChoice,
    CalendarEntry,
    Place,
    choice_of,
    held_entry,
    look_of,
    next_sequence,
    place_shown,
)
from witness.domain.cases import CasePicture
from witness.domain.contact import SafeContact
from witness.domain.errors import Refused
from witness.domain.hearings import Certainty, Hearing, Slot
from witness.domain.messages import MessageState, Purpose
from witness.domain.planned_messages import meeting_time
from witness.identifiers import new_id
from witness.messaging.calendar import Invitation, invitation_file, method_of, uid_for
from witness.store import Desk
from witness.store.messages import OutboxMessage

# How long a family is asked to keep free: an hour until the court sits, and nobody can say how long after.
MINUTES = 60


@dataclass(frozen=True, slots=True)
class DrawnUp:
    """An entry ready to go. entry: what is written down before it goes; file, method: what goes."""

    entry: CalendarEntry
    file: bytes
    method: str


def cover_of(desk: Desk, person_id: str) -> dict[str, str]:
    """Give the cover title that a person chose, as a field for the wording."""
    return {"title": choice_of(desk.calendars.choices_of_people([person_id]), person_id).title}


def draw_up(
    desk: Desk,
    picture: CasePicture,
    message: OutboxMessage,
    contact: SafeContact,
    *,
    title: str,
    mail_from: str,
    now: datetime,
) -> DrawnUp:
    """Make the entry of a message. One for a person and a hearing; its number is above all that their calendar had.

    Raises:
        Refused: there is no day to show, or the hour does not exist on it.
        ValueError: an address is malformed.
    """
    hearing = picture.hearing(message.hearing_id or "")
    cancelled = message.purpose is Purpose.INVITATION_OFF
    # Read here: the picture that sending works with may be without them.
    choice = choice_of(desk.calendars.choices_of_people([message.person_id]), message.person_id)
    entries = desk.calendars.entries_of_case(message.case_id)
    sent = [e for e in entries if e.person_id == message.person_id and e.hearing_id == hearing.hearing_id]
    revision, slot = _shown(hearing, sent, contact, cancelled=cancelled)
    entry = CalendarEntry(
        entry_id=new_id(),
        message_id=message.message_id,
        person_id=message.person_id,
        hearing_id=hearing.hearing_id,
        contact_id=contact.contact_id,
        uid=uid_for(hearing.hearing_id, message.person_id),
        sequence=next_sequence(sent, contact.contact_id, cancelled=cancelled),
        cancelled=cancelled,
        revision=revision,
        look=look_of(choice, contact, contact.signed_as or picture.case.signed_as),
        at=now,
        state=MessageState.SENDING,
    )
    invitation = Invitation(
        uid=entry.uid,
        sequence=entry.sequence,
        cancelled=cancelled,
        title=title,
        on=_day(slot),
        until=slot.last_day if slot.certainty is Certainty.WINDOW else None,
        at=meeting_time(slot),
        minutes=MINUTES,
        organizer=mail_from,
        attendee=contact.value,
        stamped_at=now,
        place=_place(desk, choice, contact, slot),
        alarms=choice.alarms,
        busy=choice.busy,
        tentative=slot.certainty is Certainty.MAYBE,
    )
    return DrawnUp(entry, invitation_file(invitation), method_of(invitation))


def holds_an_entry(desk: Desk, message: OutboxMessage) -> bool:
    """Whether the mailbox of a message has, or may have, an entry for its hearing."""
    entries = desk.calendars.entries_of_case(message.case_id)
    return held_entry(entries, message.hearing_id or "", message.contact_id) is not None


def _shown(hearing: Hearing, sent: list[CalendarEntry], contact: SafeContact, *, cancelled: bool) -> tuple[int, Slot]:
    """Give the revision that an entry shows: what is taken out is named as that calendar has it."""
    if not cancelled:
        return hearing.now.number, hearing.now.slot
    shown = [e for e in sent if e.contact_id == contact.contact_id and not e.cancelled]
    dated = [r.number for r in hearing.revisions if r.slot.on is not None]
    number = max(shown, key=lambda e: e.sequence).revision if shown else max(dated, default=hearing.now.number)
    return number, hearing.revision(number).slot


def _day(slot: Slot) -> date:
    if slot.on is None:
        raise Refused("An invitation needs a day.")
    return slot.on


def _place(desk: Desk, choice: CalendarChoice, contact: SafeContact, slot: Slot) -> str:
    shown = place_shown(choice, contact.allowed_tier)
    if shown is Place.NICKNAME:
        return choice.nickname
    return desk.courts.place_of(slot.court_code) if shown is Place.ADDRESS else ""
