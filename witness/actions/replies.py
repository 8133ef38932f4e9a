"""Takes in what families text back: kept raw first, then understood cautiously; what is not plain goes to a person."""

from dataclasses import replace
from datetime import datetime, timedelta

from witness.actions.asked_texts import filed_as, stop_asking
from witness.actions.automatic_answers import answer as answer_it
from witness.actions.disclosures import bring_to_people
from witness.actions.other_times import ask_by_text
from witness.actions.reconcile import put_right
from witness.actions.reply_senders import Sender, sender_of
from witness.actions.stopping import start, stop
from witness.actions.unclaimed_texts import leave_to_a_person
from witness.actions.unread_texts import close_unread
from witness.actions.wrong_numbers import shut_off
from witness.domain.access import Asking, Deed
from witness.domain.asking_texts import Doubt
from witness.domain.cases import CasePicture
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.court_time import london_day
from witness.domain.disclosures import alarm_in
from witness.domain.errors import NotFound
from witness.domain.evidence import ANSWER_IN_WORDS, Answer, AnswerKind, Need, NeedKind, NeedState, Side
from witness.domain.needs import need_for
from witness.domain.replies import Ending, Meaning, answer_for, ending_of, meaning_of
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask, soon_by_the_office
from witness.identifiers import new_id
from witness.messaging.carrier import IncomingText
from witness.store import Desk, Store
from witness.store.replies import FOR_SUPPORT, QUARANTINED, Reply

PICTURE = "picture"  # what a kept text is filed as when a picture came with it
AT_ONCE = timedelta(minutes=30)
READ_WITHIN = 2  # office hours

TO_READ: dict[Meaning, str] = {
    Meaning.LATE: "Ring {who} now: they are on their way, or late",
    Meaning.QUESTION: "Answer the question that {who} texted",
    Meaning.CANNOT: "Read the text from {who}: it may say that they will not come",
    Meaning.START: "Read the text from {who}: they want texts again, and nothing was stopped or it came late",
    Meaning.OTHER_TIME: "Ring {who}: they texted that a time does not suit them",
    Meaning.WHO_LOOKED: "Ring {who} and say who looked at their record (it stands under History): they asked by text",
    Meaning.WHAT_WE_SAID: "Ring {who} and say what we told them, and when (it stands under Told): they asked by text",
}
# What these say is acted on in any case, whatever was asked before.
NO_ANSWER_TO_US = frozenset({Meaning.STOP, Meaning.STOP_ASKING, Meaning.START, Meaning.WRONG_NUMBER})
TO_READ_ELSE = "Read the text from {who}"


def receive(store: Store, incoming: IncomingText, *, rules: Rules, now: datetime) -> bool:
    """Take in a text; says whether it was new. The same text given twice by a carrier is kept once.

    It is kept in a transaction of its own: whatever goes wrong in understanding it, it is not lost.
    """
    with store.changing() as desk:
        reply_id = desk.replies.keep(
            incoming.provider_id,
            incoming.sender,
            incoming.body,
            now,
            media=incoming.media,
            carrier_keyword=incoming.carrier_keyword,
        )
    if reply_id is None:
        return False
    _make_sense_of(store, reply_id, rules, now)
    return True


def understand_left_over(store: Store, *, rules: Rules, now: datetime) -> int:
    """Make something of texts that were kept and then forgotten, because a process died. Gives their number."""
    with store.reading() as desk:
        left = desk.replies.new()
    return sum(_make_sense_of(store, reply.reply_id, rules, now) for reply in left)


def mark_read(store: Store, reply_id: str, *, rules: Rules, asking: Asking) -> None:
    """Record that somebody has read a text."""
    with store.reading() as desk:
        reply = desk.replies.get(reply_id)
    if reply is None or reply.case_id is None:
        raise NotFound("There is no such text.")
    with store.case_for(asking, Deed.CHANGE_CASE, reply.case_id, doing="reply.read") as desk:
        if desk.replies.read_by(reply_id, asking.viewer.account_id, asking.at):
            close_unread(desk, reply.case_id, reply_id, by_id=asking.viewer.account_id, now=asking.at)
        put_right(desk, reply.case_id, rules, now=asking.at)


def _make_sense_of(store: Store, reply_id: str, rules: Rules, now: datetime) -> bool:
    """Understand a text in one transaction, once, whoever comes first; says whether it was this call."""
    with store.changing() as desk:
        reply = desk.replies.claim(reply_id)
        if reply is None:
            return False
        _understand(desk, reply, rules, now)
    return True


def _understand(desk: Desk, reply: Reply, rules: Rules, now: datetime) -> None:
    contacts = desk.contacts.with_value(reply.sender)
    sender = sender_of(desk, contacts, now)
    picture = None if sender is None else desk.cases.picture(sender.case_id)
    meaning, alarm = _no_more_checks(desk, picture, sender, _meaning(reply), now), alarm_in(reply.text)
    if meaning is Meaning.WRONG_NUMBER:
        shut_off(desk, reply, contacts, rules, now)
    if meaning is Meaning.STOP:
        stop(desk, reply, contacts, rules, now)
    started = meaning is Meaning.START and start(desk, reply, contacts, rules, now)
    kept_as = _kept_as(reply, meaning)
    if sender is None:
        leave_to_a_person(desk, reply, contacts, meaning, kept_as, rules, now, in_danger=alarm is not None)
        return
    filed: str | Doubt = ""
    if picture is not None and not kept_as and meaning not in NO_ANSWER_TO_US:
        filed = filed_as(desk, picture, sender, contacts, reply, rules, now)
    if filed:
        # A number that answers how they are, or may do so, is never an answer about a date.
        meaning, sender = Meaning.UNCLEAR, replace(sender, in_doubt=filed if isinstance(filed, Doubt) else "")
    support = "" if isinstance(filed, Doubt) else filed
    desk.replies.understood(
        reply.reply_id,
        person_id=sender.contact.person_id,
        case_id=sender.case_id,
        hearing_id=None if support else sender.hearing_id or None,
        meaning=kept_as or support or meaning.value,
        state=QUARANTINED if kept_as else "read" if support else "answered",
    )
    if picture is None:
        return
    if meaning is not Meaning.WRONG_NUMBER:
        log_from_family(desk, sender, now)
    _bring_on(desk, picture, sender, reply, meaning, kept_as or support, rules, now, started=started)
    if meaning not in (Meaning.STOP, Meaning.WRONG_NUMBER) and not started:
        answer_it(desk, picture, sender, reply, meaning, rules, now)
    put_right(desk, sender.case_id, rules, now=now)


def _bring_on(
    desk: Desk,
    picture: CasePicture,
    sender: Sender,
    reply: Reply,
    meaning: Meaning,
    kept_as: str,
    rules: Rules,
    now: datetime,
    *,
    started: bool,
) -> None:
    """Bring a text to whoever has to do with it. kept_as: as what its words are for fewer people than the case."""
    if not kept_as:
        _file(desk, picture, sender, reply, meaning, rules, now, started=started)
    elif kept_as not in FOR_SUPPORT and (meaning is not Meaning.WRONG_NUMBER or alarm_in(reply.text) is not None):
        bring_to_people(desk, picture, picture.called(sender.contact.person_id), reply, rules=rules, now=now)


def _no_more_checks(
    desk: Desk, picture: CasePicture | None, sender: Sender | None, meaning: Meaning, now: datetime
) -> Meaning:
    """End the plan of whoever does not want to be asked how they are. With no such plan they mean every text."""
    if meaning is not Meaning.STOP_ASKING:
        return meaning
    if picture is not None and sender is not None and stop_asking(desk, picture, sender.contact.person_id, now):
        return meaning
    return Meaning.STOP


def _meaning(reply: Reply) -> Meaning:
    """Say what a text means; the carrier's own "STOP" counts whatever the words."""
    meaning = meaning_of(reply.text)
    if reply.carrier_keyword == "STOP" and meaning is not Meaning.WRONG_NUMBER:
        return Meaning.STOP
    return meaning


def _kept_as(reply: Reply, meaning: Meaning) -> str:
    """Say as what a text is kept from everybody but those who must act on it; "" when it is not."""
    alarm = alarm_in(reply.text)
    if ending_of(meaning, alarm=alarm is not None, media=reply.media > 0) is not Ending.QUARANTINED:
        return ""
    if alarm is not None:
        return alarm.value
    return PICTURE if reply.media else meaning.value


def _file(
    desk: Desk,
    picture: CasePicture,
    sender: Sender,
    reply: Reply,
    meaning: Meaning,
    rules: Rules,
    now: datetime,
    *,
    started: bool,
) -> None:
    """Act on a text that is plain; give every other to the owner of the case."""
    answer = answer_for(meaning) if sender.hearing_id and not sender.in_doubt else None
    if answer is not None:
        take_answer(desk, picture, sender, answer, now)
    elif meaning is Meaning.OTHER_TIME and ask_by_text(desk, picture, sender.contact, reply.text, rules=rules, now=now):
        pass  # an officer takes one of the two times by one click
    elif meaning not in (Meaning.STOP, Meaning.STOP_ASKING) and not started:
        _ask_to_read(desk, picture, sender, reply, meaning, rules, now)
    _note(desk, picture, sender, meaning, answer, now)


def take_answer(
    desk: Desk, picture: CasePicture, sender: Sender, answer: AnswerKind, now: datetime, *, via: str = "text"
) -> None:
    """Keep an answer with all that follows from it, by whichever way it came: a text, or the private page."""
    person_id = sender.contact.person_id
    desk.evidence.answered(
        sender.case_id,
        Answer(
            answer_id=new_id(),
            person_id=person_id,
            hearing_id=sender.hearing_id,
            revision=sender.revision,
            answer=answer,
            via=via,
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


def log_from_family(desk: Desk, sender: Sender, now: datetime) -> None:
    """Keep that the family was in touch: a text from them is contact, whatever it says."""
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


def _ask_to_read(
    desk: Desk, picture: CasePicture, sender: Sender, reply: Reply, meaning: Meaning, rules: Rules, now: datetime
) -> None:
    who = picture.called(sender.contact.person_id)
    words = TO_READ.get(meaning, TO_READ_ELSE).format(who=who)
    if sender.in_doubt:
        asks = "" if sender.in_doubt in list(Doubt) else "Which date? "
        words += f". {asks}{sender.in_doubt[:1].upper()}{sender.in_doubt[1:]}"
    desk.tasks.raise_(
        sender.case_id,
        picture.case.owner_id,
        WantedTask(
            reason_key=f"read_reply:{reply.reply_id}",
            kind=TaskKind.READ_REPLY,
            words=words,
            clears_when="you have read it and done what it asks",
            # Whoever is on the way is on the way now, whether or not an office is open.
            due_at=now + AT_ONCE if meaning is Meaning.LATE else soon_by_the_office(now, READ_WITHIN, rules.calendar),
            person_id=sender.contact.person_id,
            hearing_id=sender.hearing_id or None,
        ),
        now,
    )


def _note(
    desk: Desk, picture: CasePicture, sender: Sender, meaning: Meaning, answer: AnswerKind | None, now: datetime
) -> None:
    who = picture.called(sender.contact.person_id)
    if answer is not None:
        words = f"{who} answered by text: {ANSWER_IN_WORDS[answer]}."
    elif meaning is Meaning.STOP:
        words = f"{who} asked us to stop texting."
    elif meaning is Meaning.STOP_ASKING:
        words = f"{who} does not want to be asked how they are."
    else:
        words = f"{who} sent a text."
    desk.cases.happened(sender.case_id, at=now, kind="reply", words=words, hearing_id=sender.hearing_id or None)
