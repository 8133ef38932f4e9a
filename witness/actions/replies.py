"""Takes in what families text back: kept raw first, then understood cautiously; what is not plain goes to a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from witness.actions.disclosures import bring_to_people
from witness.actions.reconcile import put_right
from witness.actions.unclaimed_texts import leave_to_a_person
from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, ContactState, SafeContact, Tier
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.court_time import london_day
from witness.domain.disclosures import alarm_in
from witness.domain.errors import NotFound
from witness.domain.evidence import ANSWER_IN_WORDS, Answer, AnswerKind, Need, NeedKind, NeedState, Side
from witness.domain.messages import Purpose
from witness.domain.needs import need_for
from witness.domain.planned_messages import WantedMessage
from witness.domain.replies import Meaning, answer_for, meaning_of
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask, in_working_hours
from witness.identifiers import new_id
from witness.messaging.carrier import IncomingText
from witness.store import Desk, Store
from witness.store.replies import QUARANTINED, Reply

THANKED_WITHIN = timedelta(hours=1)
THANKS_STAY_USEFUL = timedelta(hours=2)

THANKS_FOR: dict[Meaning, str] = {
    Meaning.COMING: "thanks_coming",
    Meaning.HELP: "thanks_help",
    Meaning.WORRIED: "thanks_worried",
    Meaning.UNCLEAR: "thanks_other",
    Meaning.START: "thanks_other",
    # What was disclosed is not answered by a machine: these words say only that it has arrived, and whom to ring.
    Meaning.SAFEGUARDING: "thanks_other",
    Meaning.DISTRESS: "thanks_other",
}


@dataclass(frozen=True, slots=True)
class _Sender:
    """Whose text it is, and which date it is about. hearing_id "": about none that we can tell."""

    contact: SafeContact
    case_id: str
    hearing_id: str
    revision: int


def receive(store: Store, incoming: IncomingText, *, rules: Rules, now: datetime) -> bool:
    """Take in a text; says whether it was new. The same text given twice by a carrier is kept once.

    It is kept in a transaction of its own: whatever goes wrong in understanding it, it is not lost.
    """
    words = _as_acted_on(incoming)
    with store.changing() as desk:
        reply_id = desk.replies.keep(incoming.provider_id, incoming.sender, words, now)
    if reply_id is None:
        return False
    with store.changing() as desk:
        reply = desk.replies.get(reply_id)
        if reply is not None:
            _understand(desk, reply, rules, now)
    return True


def _as_acted_on(incoming: IncomingText) -> str:
    """Put the carrier's own "STOP" before words that do not say so by themselves: it has stopped, and they are kept."""
    if incoming.carrier_keyword != "STOP" or meaning_of(incoming.body) is Meaning.STOP:
        return incoming.body
    return f"STOP. {incoming.body}"


def understand_left_over(store: Store, *, rules: Rules, now: datetime) -> int:
    """Make something of texts that were kept and then forgotten, because a process died. Gives their number."""
    with store.reading() as desk:
        left = desk.replies.new()
    for reply in left:
        with store.changing() as desk:
            _understand(desk, reply, rules, now)
    return len(left)


def mark_read(store: Store, reply_id: str, *, rules: Rules, asking: Asking) -> None:
    """Record that somebody has read a text."""
    with store.reading() as desk:
        reply = desk.replies.get(reply_id)
    if reply is None or reply.case_id is None:
        raise NotFound("There is no such text.")
    with store.case_for(asking, Deed.CHANGE_CASE, reply.case_id, doing="reply.read") as desk:
        desk.replies.read_by(reply_id, asking.viewer.account_id, asking.at)
        put_right(desk, reply.case_id, rules, now=asking.at)


def _understand(desk: Desk, reply: Reply, rules: Rules, now: datetime) -> None:
    contacts = desk.contacts.with_value(reply.sender)
    sender = _sender_of(desk, contacts, now)
    meaning = meaning_of(reply.text)
    if meaning is Meaning.STOP:
        _stop(desk, contacts, rules, now)
    alarm = alarm_in(reply.text)
    if sender is None:
        leave_to_a_person(desk, reply, contacts, meaning, alarm, rules, now)
        return
    desk.replies.understood(
        reply.reply_id,
        person_id=sender.contact.person_id,
        case_id=sender.case_id,
        hearing_id=sender.hearing_id or None,
        meaning=alarm.value if alarm else meaning.value,
        state=QUARANTINED if alarm else "answered",
    )
    picture = desk.cases.picture(sender.case_id)
    if picture is None:
        return
    _log(desk, sender, now)
    if alarm is not None:
        called = picture.called(sender.contact.person_id)
        bring_to_people(desk, picture, called, reply, rules=rules, now=now)
        if meaning is not Meaning.STOP:
            _thank(desk, picture, sender, reply, meaning, now)
        put_right(desk, sender.case_id, rules, now=now)
        return
    answer = answer_for(meaning) if sender.hearing_id else None
    if answer is not None:
        _answered(desk, picture, sender, answer, now)
    elif meaning is not Meaning.STOP:
        _ask_to_read(desk, picture, sender, reply, rules, now)
    _note(desk, picture, sender, meaning, answer, now)
    if meaning is not Meaning.STOP:
        _thank(desk, picture, sender, reply, meaning, now)
    put_right(desk, sender.case_id, rules, now=now)


def _sender_of(desk: Desk, contacts: tuple[SafeContact, ...], now: datetime) -> _Sender | None:
    """Find whose text it is: the person and the date of the last message to that number; else the only one it can be.

    A number that is known to reach a stranger belongs to nobody.
    """
    usable = {c.contact_id: c for c in contacts if c.state is not ContactState.WRONG}
    if not usable:
        return None
    last = desk.messages.last_to(tuple(usable))
    if last is not None:
        return _Sender(usable[last.contact_id], last.case_id, last.hearing_id or "", last.revision)
    people = {c.person_id for c in usable.values()}
    cases = {case_id for person_id in people for case_id in desk.people.cases_of(person_id)}
    if len(people) != 1 or len(cases) != 1:
        return None
    contact, case_id = next(iter(usable.values())), next(iter(cases))
    return _sender_in(desk, contact, case_id, now)


def _sender_in(desk: Desk, contact: SafeContact, case_id: str, now: datetime) -> _Sender:
    """Nothing was sent to them yet: the date they mean is the next one they must know about."""
    picture = desk.cases.picture(case_id)
    if picture is not None:
        events = [picture.next_event_of(w.witness_id, london_day(now)) for w in picture.witnesses]
        for event in events:
            if event is None:
                continue
            if any(p.person_id == contact.person_id for p in picture.audience_of(event.hearing_id)):
                return _Sender(contact, case_id, event.hearing_id, picture.hearing(event.hearing_id).now.number)
    return _Sender(contact, case_id, "", 0)


def _answered(desk: Desk, picture: CasePicture, sender: _Sender, answer: AnswerKind, now: datetime) -> None:
    person_id = sender.contact.person_id
    desk.evidence.answered(
        sender.case_id,
        Answer(
            answer_id=new_id(),
            person_id=person_id,
            hearing_id=sender.hearing_id,
            revision=sender.revision,
            answer=answer,
            via="text",
            at=now,
            settled_at=now if answer is AnswerKind.COMING else None,
        ),
    )
    desk.evidence.acknowledge(person_id, sender.hearing_id, now)
    if answer is AnswerKind.HELP:
        needs_a_lift(desk, picture, person_id, sender.hearing_id, now)


def needs_a_lift(desk: Desk, picture: CasePicture, person_id: str, hearing_id: str, now: datetime) -> None:
    """Record that the witnesses whom a person brings to a hearing need a lift."""
    for event in picture.events:
        witness = picture.witness(event.witness_id)
        brings = {witness.person_id, *(carer.person_id for carer in picture.carers_of(witness.person_id))}
        if event.hearing_id == hearing_id and person_id in brings:
            today = london_day(now)
            need = Need(witness.witness_id, NeedKind.TRANSPORT, NeedState.NEEDED, Side.SUPPORT, today)
            desk.evidence.put_need(picture.case.case_id, need_for(picture, need, today))


def _stop(desk: Desk, contacts: tuple[SafeContact, ...], rules: Rules, now: datetime) -> None:
    """Stop on every record of this number, and tell the owner of every case it touches."""
    for contact in contacts:
        desk.contacts.set_state(contact.contact_id, ContactState.STOPPED, now=now)
    for person_id in sorted({c.person_id for c in contacts}):
        for case_id in desk.people.cases_of(person_id):
            picture = desk.cases.picture(case_id)
            if picture is None or picture.case.closed_on is not None:
                continue
            desk.tasks.raise_(
                case_id,
                picture.case.owner_id,
                WantedTask(
                    reason_key=f"stopped:{case_id}:{person_id}:{now.isoformat()}",
                    kind=TaskKind.STOPPED,
                    words=f"Ring {picture.called(person_id)}: they asked us to stop texting. Offer calls instead",
                    clears_when="you have agreed with them how to keep in touch",
                    due_at=in_working_hours(now, 8, rules.calendar),
                    person_id=person_id,
                ),
                now,
            )
            put_right(desk, case_id, rules, now=now)


def _log(desk: Desk, sender: _Sender, now: datetime) -> None:
    """A text from a family is contact with them, whatever it says."""
    entry = ContactEntry(
        entry_id=new_id(),
        person_id=sender.contact.person_id,
        at=now,
        via=ContactVia.TEXT,
        from_family=True,
        reached=True,
        hearing_id=sender.hearing_id or None,
    )
    desk.contact_log.add(sender.case_id, (entry,))


def _ask_to_read(desk: Desk, picture: CasePicture, sender: _Sender, reply: Reply, rules: Rules, now: datetime) -> None:
    desk.tasks.raise_(
        sender.case_id,
        picture.case.owner_id,
        WantedTask(
            reason_key=f"read_reply:{reply.reply_id}",
            kind=TaskKind.READ_REPLY,
            words=f"Read the text from {picture.called(sender.contact.person_id)}",
            clears_when="you have read it and done what it asks",
            due_at=in_working_hours(now, 2, rules.calendar),
            person_id=sender.contact.person_id,
            hearing_id=sender.hearing_id or None,
        ),
        now,
    )


def _note(
    desk: Desk, picture: CasePicture, sender: _Sender, meaning: Meaning, answer: AnswerKind | None, now: datetime
) -> None:
    who = picture.called(sender.contact.person_id)
    if answer is not None:
        words = f"{who} answered by text: {ANSWER_IN_WORDS[answer]}."
    elif meaning is Meaning.STOP:
        words = f"{who} asked us to stop texting."
    else:
        words = f"{who} sent a text."
    desk.cases.happened(sender.case_id, at=now, kind="reply", words=words, hearing_id=sender.hearing_id or None)


def _thank(desk: Desk, picture: CasePicture, sender: _Sender, reply: Reply, meaning: Meaning, now: datetime) -> None:
    """Answer, so that nobody wonders whether their text arrived; not more than once an hour."""
    contact = sender.contact
    if contact.channel is not Channel.SMS or desk.messages.thanked_since(contact.contact_id, now - THANKED_WITHIN):
        return
    desk.messages.plan(
        sender.case_id,
        WantedMessage(
            reason_key=f"thanks:{reply.reply_id}",
            person_id=contact.person_id,
            contact_id=contact.contact_id,
            hearing_id=sender.hearing_id,
            revision=sender.revision,
            purpose=Purpose.THANKS,
            channel=Channel.SMS,
            tier=Tier.L0,
            wording=THANKS_FOR[meaning],
            fields={"sender": contact.signed_as or picture.case.signed_as, "phone": picture.case.support_phone},
            not_before=now,
            not_after=now + THANKS_STAY_USEFUL,
        ),
        now,
    )
