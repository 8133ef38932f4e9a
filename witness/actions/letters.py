"""Words that came by mail: kept sealed, read by a person, never answered or acted on by a machine but for "stop"."""

from datetime import datetime

from witness.actions.disclosures import bring_to_people, bring_unclaimed
from witness.actions.reconcile import put_right
from witness.actions.unclaimed_texts import UNCLAIMED_DANGER
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, ContactState, SafeContact
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.disclosures import Alarm, alarm_in
from witness.domain.replies import Meaning, meaning_of
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask, in_working_hours
from witness.identifiers import new_id
from witness.messaging.incoming_mail import IncomingMail
from witness.store import Desk
from witness.store.replies import QUARANTINED, Reply

# A mail that says no more than this may be a plain "stop"; a longer one is read by a person.
LONGEST_STOP = 160


def take_words(desk: Desk, mail: IncomingMail, *, rules: Rules, now: datetime) -> str:
    """Keep what somebody wrote, and bring it to whoever must read it; says what was made of it."""
    reply_id = desk.replies.keep(f"mail:{mail.key}", mail.sender, mail.words, now)
    reply = None if reply_id is None else desk.replies.get(reply_id)
    if reply is None:
        return "known"
    contacts = _contacts_of(desk, mail.sender)
    alarm = alarm_in(mail.words)
    stop = len(mail.words) <= LONGEST_STOP and meaning_of(mail.words) is Meaning.STOP
    if stop:
        for contact in contacts:
            desk.contacts.set_state(contact.contact_id, ContactState.STOPPED, now=now, because="they asked by mail")
    whose = _whose(desk, contacts)
    if whose is None:
        return _unclaimed(desk, reply, contacts, alarm, stop, rules, now)
    contact, picture, hearing_id = whose
    desk.replies.understood(
        reply.reply_id,
        person_id=contact.person_id,
        case_id=picture.case.case_id,
        hearing_id=hearing_id or None,
        meaning=alarm.value if alarm else (Meaning.STOP if stop else Meaning.UNCLEAR).value,
        state=QUARANTINED if alarm else "answered",
    )
    _log(desk, picture, contact, hearing_id, now)
    if alarm is not None:
        bring_to_people(desk, picture, picture.called(contact.person_id), reply, rules=rules, now=now)
    else:
        _ask_to_read(desk, picture, contact, reply, hearing_id, stop, rules, now)
    for case_id in {case for c in contacts for case in desk.people.cases_of(c.person_id)} if stop else ():
        put_right(desk, case_id, rules, now=now)
    put_right(desk, picture.case.case_id, rules, now=now)
    return "quarantined" if alarm else ("stopped" if stop else "to read")


def _contacts_of(desk: Desk, sender: str) -> tuple[SafeContact, ...]:
    """An address is kept as it was typed; programs write its letters large or small as they please."""
    spelt = dict.fromkeys((sender, sender.casefold()))
    found = [contact for one in spelt if one for contact in desk.contacts.with_value(one)]
    return tuple(c for c in found if c.channel is Channel.EMAIL and c.state is not ContactState.WRONG)


def _whose(desk: Desk, contacts: tuple[SafeContact, ...]) -> tuple[SafeContact, CasePicture, str] | None:
    """Find the person, the case and the date that a mail is about; None when it could be several."""
    own = {contact.contact_id: contact for contact in contacts}
    if not own:
        return None
    last = desk.messages.last_to(tuple(own))
    if last is not None:
        return own[last.contact_id], desk.cases.known_picture(last.case_id), last.hearing_id or ""
    people = {contact.person_id for contact in contacts}
    cases = {case_id for person_id in people for case_id in desk.people.cases_of(person_id)}
    if len(people) != 1 or len(cases) != 1:
        return None
    return contacts[0], desk.cases.known_picture(cases.pop()), ""


def _unclaimed(
    desk: Desk,
    reply: Reply,
    contacts: tuple[SafeContact, ...],
    alarm: Alarm | None,
    stop: bool,
    rules: Rules,
    now: datetime,
) -> str:
    what = (
        "A mail came from an address that no record has."
        if not contacts
        else "A mail came from an address that several people or cases share. Whose is it?"
    )
    what += " It asks us to stop." if stop else ""
    if alarm is not None:
        what += " It may speak of danger: a manager reads it at once."
        bring_unclaimed(desk, reply, contacts, rules=rules, now=now)
    kind = UNCLAIMED_DANGER if alarm is not None and not contacts else "unknown_sender"
    desk.lists.triage(kind, place="incoming mail", what=what, now=now, reply_id=reply.reply_id)
    desk.replies.understood(
        reply.reply_id,
        person_id=None,
        case_id=None,
        hearing_id=None,
        meaning=alarm.value if alarm else Meaning.UNCLEAR.value,
        state=QUARANTINED if alarm else "triage",
    )
    return "quarantined" if alarm else "unclaimed"


def _log(desk: Desk, picture: CasePicture, contact: SafeContact, hearing_id: str, now: datetime) -> None:
    """A mail from a family is contact with them, whatever it says."""
    entry = ContactEntry(
        entry_id=new_id(),
        person_id=contact.person_id,
        at=now,
        via=ContactVia.EMAIL,
        from_family=True,
        reached=True,
        hearing_id=hearing_id or None,
    )
    desk.contact_log.add(picture.case.case_id, (entry,))


def _ask_to_read(
    desk: Desk,
    picture: CasePicture,
    contact: SafeContact,
    reply: Reply,
    hearing_id: str,
    stop: bool,
    rules: Rules,
    now: datetime,
) -> None:
    called = picture.called(contact.person_id)
    words = f"Ring {called}: they asked us to stop writing. Offer calls" if stop else f"Read the mail from {called}"
    desk.tasks.raise_(
        picture.case.case_id,
        picture.case.owner_id,
        WantedTask(
            reason_key=f"read_reply:{reply.reply_id}",
            kind=TaskKind.STOPPED if stop else TaskKind.READ_REPLY,
            words=words,
            clears_when="you have agreed how to keep in touch" if stop else "you have read it and done what it asks",
            due_at=in_working_hours(now, 8 if stop else 2, rules.calendar),
            person_id=contact.person_id,
            hearing_id=hearing_id or None,
        ),
        now,
    )
    said = "asked us by mail to stop writing" if stop else "sent a mail"
    desk.cases.happened(
        picture.case.case_id, at=now, kind="reply", words=f"{called} {said}.", hearing_id=hearing_id or None
    )
