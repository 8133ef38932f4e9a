"""Whose a text is, and which date it answers; what cannot be told for certain is said to be so."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from witness.domain.beliefs import same_promise
from witness.domain.cases import CasePicture
from witness.domain.contact import ContactState, SafeContact
from witness.domain.court_time import london_day
from witness.domain.evidence import AnswerKind
from witness.domain.hearings import HearingState
from witness.store import Desk
from witness.store.messages import OutboxMessage

# Whoever answers later than this answers something else.
ANSWERED_WITHIN = timedelta(days=42)

SEVERAL_DATES = "several of their dates are open"
OLDER_DATE = "the date has changed since the text that it may answer"
DAY_IS_OVER = "that day is over"


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose text it is, and which date it is about. hearing_id "": about none that we can tell.

    in_doubt: why a plain answer is not taken as one; "" when it can be.
    """

    contact: SafeContact
    case_id: str
    hearing_id: str
    revision: int
    in_doubt: str = ""


def sender_of(desk: Desk, contacts: tuple[SafeContact, ...], now: datetime) -> Sender | None:
    """Find whose text it is: by what was last sent to that number, else the only person and case that it can be.

    None when nobody is known, or when people of different cases share the number: then a person finds out. A number
    that is known to reach a stranger belongs to nobody.
    """
    usable = {c.contact_id: c for c in contacts if c.state is not ContactState.WRONG}
    if not usable:
        return None
    sent = desk.messages.recent_to(tuple(usable), now - ANSWERED_WITHIN)
    served = {(c.person_id, case_id) for c in usable.values() for case_id in _open_cases(desk, c.person_id)}
    # Whoever shares the number with people of another case may be the one who writes.
    if len({person for person, _ in served}) > 1 and len({case_id for _, case_id in served}) > 1:
        return None
    if sent:
        return _of_message(desk, usable[sent[0].contact_id], sent, now)
    if len({c.person_id for c in usable.values()}) != 1 or len({case_id for _, case_id in served}) != 1:
        return None
    return next_date_of(desk, next(iter(usable.values())), next(iter(served))[1], now)


def _open_cases(desk: Desk, person_id: str) -> tuple[str, ...]:
    pictures = (desk.cases.get(case_id) for case_id in desk.people.cases_of(person_id))
    return tuple(case.case_id for case in pictures if case is not None and case.closed_on is None)


def _of_message(desk: Desk, contact: SafeContact, sent: tuple[OutboxMessage, ...], now: datetime) -> Sender:
    """The newest message is what they answer, unless they may as well answer another."""
    newest, today = sent[0], london_day(now)
    sender = Sender(contact, newest.case_id, newest.hearing_id or "", newest.revision)
    pictures = {case_id: desk.cases.picture(case_id) for case_id in {message.case_id for message in sent}}
    waiting = {
        message.hearing_id
        for message in sent
        if (picture := pictures[message.case_id]) is not None and _waits(picture, message, contact.person_id, today)
    }
    picture = pictures[newest.case_id]
    if len(waiting) > 1:
        return Sender(contact, newest.case_id, "", 0, SEVERAL_DATES)
    in_doubt = "" if picture is None else _doubt(picture, newest, today)
    return Sender(contact, sender.case_id, sender.hearing_id, sender.revision, in_doubt)


def _waits(picture: CasePicture, message: OutboxMessage, person_id: str, today: date) -> bool:
    """Whether a date of which somebody was told is ahead, and they have not said that they are coming."""
    hearing = picture.hearing(message.hearing_id or "")
    if hearing.now.state is not HearingState.LISTED or _is_over(hearing.now.slot.last_day, today):
        return False
    answered = picture.answered_last(person_id, hearing.hearing_id)
    settled = answered is not None and answered.answer is AnswerKind.COMING
    return not (settled and same_promise(hearing.revision(answered.revision), hearing.now))  # type: ignore[union-attr]


def _doubt(picture: CasePicture, message: OutboxMessage, today: date) -> str:
    hearing = picture.hearing(message.hearing_id or "")
    said = hearing.revision(message.revision)
    if not same_promise(said, hearing.now):
        return OLDER_DATE
    return DAY_IS_OVER if _is_over(said.slot.last_day, today) else ""


def _is_over(last_day: date | None, today: date) -> bool:
    return last_day is not None and last_day < today


def next_date_of(desk: Desk, contact: SafeContact, case_id: str, now: datetime) -> Sender:
    """Nothing was sent to them yet: the date they mean is the next one they must know about."""
    picture = desk.cases.picture(case_id)
    if picture is not None:
        events = [picture.next_event_of(w.witness_id, london_day(now)) for w in picture.witnesses]
        for event in events:
            if event is None:
                continue
            if any(p.person_id == contact.person_id for p in picture.audience_of(event.hearing_id)):
                return Sender(contact, case_id, event.hearing_id, picture.hearing(event.hearing_id).now.number)
    return Sender(contact, case_id, "", 0)
