"""What a person chose for their calendar, and what we have put into it. Pure.

Nothing here reaches a calendar by itself: an entry is a mail, and every mail passes the safe-contact gate.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from witness.domain.contact import SafeContact, Tier
from witness.domain.messages import HANDED_OVER, IN_THE_AIR, MessageState

LONGEST_TITLE = 40
LONGEST_NICKNAME = 40
# Minutes before that a calendar may be asked to ring. None is set unless they ask for it: an alarm is read aloud,
# shown on a locked phone and heard by whoever is in the room.
ALARMS = (15, 30, 60, 120, 24 * 60)
MOST_ALARMS = 2


class Place(StrEnum):
    """How much of the place an entry may show."""

    NONE = "none"
    NICKNAME = "nickname"  # words agreed with the person, "the blue door"
    ADDRESS = "address"


class CalendarOf(StrEnum):
    """Whose calendar it is: what others may see in it decides what may stand in it."""

    SHARED = "shared"  # a family, work or account calendar, or nobody has asked yet
    OWN = "own"
    CHILD = "child"


PLACE_NEEDS: dict[Place, Tier] = {Place.NONE: Tier.L0, Place.NICKNAME: Tier.L2, Place.ADDRESS: Tier.L3}
# A calendar that others see shows no place; a child's phone is looked at by friends and carers.
MOST_PLACE: dict[CalendarOf, tuple[Place, ...]] = {
    CalendarOf.SHARED: (Place.NONE,),
    CalendarOf.CHILD: (Place.NONE, Place.NICKNAME),
    CalendarOf.OWN: (Place.NONE, Place.NICKNAME, Place.ADDRESS),
}


@dataclass(frozen=True, slots=True)
class CalendarChoice:
    """What a person chose for their calendar. Each choice is a whole and a further step; none is changed.

    number: 1 for the first; 0 stands for "nobody has asked", the most careful choice of all.
    wanted: None until they have said; then what the mailbox's own record says holds.
    contact_id: the mailbox that invitations go to, "" for the one checked most lately.
    title: their cover, such as "Dentist"; "" for the neutral one. nickname: words for the place, agreed with them.
    alarms: minutes before. busy: whether the time shows as taken.
    """

    person_id: str
    number: int = 0
    wanted: bool | None = None
    contact_id: str = ""
    title: str = ""
    place: Place = Place.NONE
    nickname: str = ""
    alarms: tuple[int, ...] = ()
    busy: bool = True
    whose: CalendarOf = CalendarOf.SHARED
    at: datetime | None = None
    choice_id: str = ""

    def __repr__(self) -> str:
        return f"CalendarChoice({self.person_id}, {self.number})"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """That an entry, or its removal, was committed to be sent to a mailbox.

    sequence: as the calendar knows it. revision: of the hearing. look: see `look_of`.
    state: of the message that carries it. uid: as the calendar knows the entry.
    """

    entry_id: str
    message_id: str
    person_id: str
    hearing_id: str
    contact_id: str
    uid: str
    sequence: int
    cancelled: bool
    revision: int
    look: str
    at: datetime
    state: MessageState

    @property
    def may_be_there(self) -> bool:
        """Whether the mailbox has it, or may have it."""
        return self.state in HANDED_OVER | IN_THE_AIR


def choice_of(choices: Iterable[CalendarChoice], person_id: str) -> CalendarChoice:
    """Give what a person chose last; the careful default when nobody has asked."""
    own = [choice for choice in choices if choice.person_id == person_id]
    return max(own, key=lambda choice: choice.number, default=CalendarChoice(person_id))


def wants_invitations(choice: CalendarChoice, contact: SafeContact) -> bool:
    """Whether entries may be sent to this mailbox at all: only when the person asked for them."""
    return contact.wants_calendar if choice.wanted is None else choice.wanted


def place_shown(choice: CalendarChoice, tier: Tier) -> Place:
    """Give how much of the place may stand in an entry: what was chosen, cut down to what calendar and level allow."""
    allowed = MOST_PLACE[choice.whose]
    fits = choice.place in allowed and tier >= PLACE_NEEDS[choice.place]
    return choice.place if fits else Place.NONE


def look_of(choice: CalendarChoice, contact: SafeContact, sender: str) -> str:
    """Give a digest of all in an entry that is not the date: when it changes, the calendar must be told."""
    parts = (str(choice.number), contact.language, sender, place_shown(choice, contact.allowed_tier).value)
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()


def next_sequence(entries: Iterable[CalendarEntry], contact_id: str, *, cancelled: bool) -> int:
    """Give the number that the next entry of one UID carries to a mailbox.

    It is one higher than the last that this mailbox was sent. An invitation to a new mailbox leaves a number free for
    the removal from the old one: where both feed one calendar the removal is then the older of the two, in whatever
    order they arrive, and the event stays.
    """
    sent = tuple(entries)
    own = max((entry.sequence for entry in sent if entry.contact_id == contact_id), default=0)
    elsewhere = max((entry.sequence for entry in sent if entry.contact_id != contact_id), default=-1)
    return own + 1 if cancelled or elsewhere < 0 else max(own + 1, elsewhere + 2)


def held_entry(entries: Iterable[CalendarEntry], hearing_id: str, contact_id: str) -> CalendarEntry | None:
    """Give the entry for a hearing that a mailbox has or may have, None when it has none or it was taken out."""
    sent = [e for e in entries if e.hearing_id == hearing_id and e.contact_id == contact_id and e.may_be_there]
    last = max(sent, key=lambda e: e.sequence, default=None)
    return None if last is None or last.cancelled else last
