"""What an answer from somebody's calendar means, and whether it is about the entry that stands now. Pure.

A calendar's answer is a sensor, never an act. A mail's sender can be forged, calendars accept by themselves, and
whoever shares the mailbox can press the button: so no answer of a calendar closes a belief, settles a need or changes
a date. A yes is shown beside the date; everything else brings a person to the telephone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from witness.domain.calendars import CalendarEntry


class CalendarAnswer(StrEnum):
    """What a calendar answered."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    COUNTER = "counter"
    DELEGATED = "delegated"


class Heard(StrEnum):
    """What was made of an answer."""

    ANSWER = "answer"
    STALE = "stale"  # to an earlier date: it says nothing about the one that stands
    UNKNOWN = "unknown"  # to nothing that we sent
    ANOTHER = "another"  # from a mailbox that we did not write to: who else has it?


ASKS_FOR_A_CALL: dict[CalendarAnswer, str] = {
    CalendarAnswer.DECLINED: "their calendar declined the date. It may be a slip of a finger: nothing was changed",
    CalendarAnswer.TENTATIVE: "their calendar answered “maybe”",
    CalendarAnswer.COUNTER: "their calendar proposed another time. The court's date stands",
    CalendarAnswer.DELEGATED: "the appointment was passed on to somebody else. Ask who has it now",
}


@dataclass(frozen=True, slots=True)
class CalendarReply:
    """An answer as it came in. attendee, sender: plain addresses. comment: words that somebody added."""

    uid: str
    sequence: int
    attendee: str
    sender: str
    answer: CalendarAnswer
    comment: str = ""

    def __repr__(self) -> str:
        return f"CalendarReply({self.uid}, {self.sequence}, {self.answer})"


def entry_meant(
    reply: CalendarReply, entries: Sequence[CalendarEntry], addresses: dict[str, str]
) -> tuple[Heard, CalendarEntry | None]:
    """Find the entry that an answer is about.

    entries: all that went out under its UID. addresses: of the mailboxes they went to, by contact.
    """
    sent = [e for e in entries if e.may_be_there]
    if not sent:
        return Heard.UNKNOWN, None
    own = [e for e in sent if _same(addresses.get(e.contact_id, ""), reply.attendee)]
    if not own or not _same(reply.attendee, reply.sender):
        return Heard.ANOTHER, max(own or sent, key=lambda e: e.sequence)
    last = max(own, key=lambda e: e.sequence)
    if reply.sequence > last.sequence:
        return Heard.UNKNOWN, None
    if reply.sequence < last.sequence or last.cancelled:
        return Heard.STALE, last
    return Heard.ANSWER, last


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold() != ""
