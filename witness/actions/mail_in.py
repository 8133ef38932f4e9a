"""Takes in mail, by whichever door it comes: once, cautiously, and never as an act.

A calendar's answer is shown or brings a person to the telephone; a bounce counts only with the name that we gave the
attempt; a machine's reply is counted; whatever a person wrote is kept sealed and read by a person.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from witness.actions.letters import take_words
from witness.actions.outcomes import settle_one
from witness.actions.owner_rings import owner_rings
from witness.actions.reconcile import put_right
from witness.domain.calendar_replies import ASKS_FOR_A_CALL, CalendarAnswer, Heard, entry_meant
from witness.domain.contact import Channel, ContactState
from witness.domain.messages import MessageState
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, in_working_hours
from witness.messaging.incoming_mail import IncomingMail, MailKind, read_mail
from witness.store import Desk, Store
from witness.store.calendars import EntrySent
from witness.store.settling import Turn

KNOWN = "known"


class Letter(Protocol):
    """A mail in a mailbox, as it stands on the wire."""

    @property
    def raw(self) -> bytes:
        """Its bytes."""

    def taken(self) -> None:
        """Say to the mailbox that it is done."""


class Mailbox(Protocol):
    """A mailbox that may be read. It keeps what nobody has taken in."""

    def unread(self, limit: int) -> AbstractContextManager[Sequence[Letter]]:
        """Give the mails that nobody has read, oldest first, while it is open."""


def take_from(store: Store, mailbox: Mailbox, *, rules: Rules, now: datetime, limit: int = 50) -> int:
    """Take in what lies in a mailbox; gives how many mails. Each is marked as read only after it has been kept.

    A mail that breaks something of ours does not stand in the way of those behind it: it is left, and tried again.
    """
    broke: Exception | None = None
    with mailbox.unread(limit) as letters:
        for letter in letters:
            try:
                take_in(store, letter.raw, rules=rules, now=now)
            except Exception as error:  # noqa: BLE001 - it is raised below, once the others are safe
                broke = error
                continue
            letter.taken()
    if broke is not None:
        raise broke
    return len(letters)


def take_in(store: Store, raw: bytes, *, rules: Rules, now: datetime) -> str:
    """Take in one mail as it stands on the wire; says what was made of it.

    The same mail given twice, by whichever door, changes nothing the second time ("known").
    """
    mail = read_mail(raw)
    with store.changing() as desk:
        if desk.mail_in.knows(mail.key):
            return KNOWN
        outcome = _made_of(desk, mail, rules, now)
        desk.mail_in.keep(mail.key, kind=mail.kind.value, outcome=outcome, now=now)
    return outcome


def _made_of(desk: Desk, mail: IncomingMail, rules: Rules, now: datetime) -> str:
    if mail.kind is MailKind.BOUNCE:
        return _bounced(desk, mail, rules, now)
    if mail.kind is MailKind.AUTOMATIC:
        return "ignored"
    if mail.kind is MailKind.CALENDAR:
        outcome = _answered(desk, mail, rules, now)
        if mail.words:
            take_words(desk, mail, rules=rules, now=now)
        return outcome
    return take_words(desk, mail, rules=rules, now=now)


def _answered(desk: Desk, mail: IncomingMail, rules: Rules, now: datetime) -> str:
    reply = mail.reply
    if reply is None:
        return Heard.UNKNOWN.value
    sent = {s.entry.entry_id: s for s in desk.calendars.with_uid(reply.uid)}
    contacts = {s.entry.contact_id: desk.contacts.get(s.entry.contact_id) for s in sent.values()}
    addresses = {name: contact.value for name, contact in contacts.items() if contact is not None}
    heard, entry = entry_meant(reply, [s.entry for s in sent.values()], addresses)
    if entry is None or heard is Heard.STALE:
        return heard.value
    if heard is Heard.ANOTHER:
        words = "an answer to their calendar entry came from a mailbox that we did not write to. Ask who else has it"
        _ask_to_ring(desk, sent[entry.entry_id], "another", words, rules, now)
        return heard.value
    desk.calendars.answered(entry.entry_id, reply.answer.value, now)
    _note(desk, sent[entry.entry_id], reply.answer, now)
    if reply.answer in ASKS_FOR_A_CALL:
        _ask_to_ring(desk, sent[entry.entry_id], reply.answer.value, ASKS_FOR_A_CALL[reply.answer], rules, now)
    return reply.answer.value


def _note(desk: Desk, sent: EntrySent, answer: CalendarAnswer, now: datetime) -> None:
    picture = desk.cases.known_picture(sent.case_id)
    who = picture.called(sent.entry.person_id)
    words = {
        CalendarAnswer.ACCEPTED: f"The calendar of {who} accepted the date. That alone tells nobody that they know it.",
    }.get(answer, f"The calendar of {who} answered: {answer.value}.")
    desk.cases.happened(sent.case_id, at=now, kind="reply", words=words, hearing_id=sent.entry.hearing_id)


def _ask_to_ring(desk: Desk, sent: EntrySent, key: str, words: str, rules: Rules, now: datetime) -> None:
    picture = desk.cases.known_picture(sent.case_id)
    if picture.case.closed_on is not None:
        return
    owner_rings(
        desk,
        picture,
        sent.entry.person_id,
        words,
        kind=TaskKind.CALENDAR_ANSWER,
        reason_key=f"calendar_answer:{sent.entry.entry_id}:{key}",
        due_at=in_working_hours(now, 4, rules.calendar),
        now=now,
        hearing_id=sent.entry.hearing_id,
    )


def _bounced(desk: Desk, mail: IncomingMail, rules: Rules, now: datetime) -> str:
    """Believe a bounce only when it knows the name of the attempt: nobody can guess that, and a forged one changes
    nothing.
    """
    bounce = mail.bounce
    message = None if bounce is None else desk.messages.by_reference(bounce.reference)
    if bounce is None or message is None or message.channel is not Channel.EMAIL:
        return "unknown"
    if not bounce.is_final:
        return bounce.action or "unknown"
    if bounce.says_no_such_mailbox:
        _bury(desk, message.contact_id, bounce.status, rules, now, message.case_id)
    because = "the mail came back"
    settle_one(desk, Turn(bounce.reference, MessageState.UNDELIVERED, because=because), rules=rules, now=now)
    return "dead" if bounce.says_no_such_mailbox else "undelivered"


def _bury(desk: Desk, contact_id: str, status: str, rules: Rules, now: datetime, case_id: str) -> None:
    """A mailbox that is gone is gone in every record and every case that has it."""
    contact = desk.contacts.get(contact_id)
    if contact is None:
        return
    for same in desk.contacts.with_value(contact.value):
        if same.state is not ContactState.USABLE:
            continue
        because = f"there is no such mailbox ({status})"
        desk.contacts.set_state(same.contact_id, ContactState.DEAD, now=now, because=because)
        for other in desk.people.cases_of(same.person_id):
            if other != case_id:
                put_right(desk, other, rules, now=now)
