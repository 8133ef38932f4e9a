"""One person's thread: how they may be reached, what was said with them, and what they will read next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.contact import Blocked, Channel, SafeContact, Tier, Wait
from witness.domain.contact_days import reach
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused
from witness.domain.messages import ANSWERS_TO_THEIRS, MessageState
from witness.domain.planned_messages import DONT_SET_OFF
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind
from witness.messaging.wording import Wording
from witness.questions.case_cards import ContactCard
from witness.questions.case_people import people_of
from witness.questions.case_threads import MEANING_IN_WORDS, PURPOSE_IN_WORDS, who_handles, words_of
from witness.questions.lock_screen import LockScreen, lock_screen_of
from witness.questions.message_fates import reason_in_words
from witness.questions.planned_for import PlannedFor, planned_for
from witness.store import Desk, Store
from witness.store.messages import OutboxMessage
from witness.store.replies import Reply
from witness.store.tasks import Task


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of a conversation. state: of a message of ours; None: they wrote it. reply_id: when it is unread.

    quarantined_id: of a text that is kept from others, for those alone who may open it. text_id: of any other text of
    theirs. task_id, asks: what it asks of us, until somebody has done it; "" for nothing.
    """

    at: datetime
    what: str
    words: str
    state: MessageState | None = None
    is_mail: bool = False
    because: str = ""
    reply_id: str = ""
    quarantined_id: str = ""
    text_id: str = ""
    task_id: str = ""
    asks: str = ""

    @property
    def is_planned(self) -> bool:
        """Whether it has yet to go."""
        return self.state in (MessageState.PLANNED, MessageState.SENDING)


@dataclass(frozen=True, slots=True)
class NextText:
    """The next text as their locked phone will show it. at: the earliest that it may arrive."""

    at: datetime
    shown: LockScreen


@dataclass(frozen=True, slots=True)
class Gate:
    """One phone or mailbox with what the gate says of it now."""

    card: ContactCard
    says: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """What was said with one person, oldest first, and what is planned. taken_back: messages that never left."""

    case_id: str
    person_id: str
    case_ref: str
    called: str
    gates: tuple[Gate, ...]
    said: tuple[Said, ...]
    next_text: NextText | None
    taken_back: int
    planned: PlannedFor
    is_closed: bool


def thread_with(
    store: Store, case_id: str, person_id: str, *, rules: Rules, wording: Wording, asking: Asking
) -> ThreadPage:
    """Give everything that was said with one person of a case, and what they will read next.

    Raises:
        NotFound: there is no such case for this viewer, or nobody of that name in it.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="thread.read") as desk:
        picture = desk.cases.picture(case_id)
        if picture is None or person_id not in {person.person_id for person in picture.people}:
            raise NotFound("There is no such person in this case.")
        ours = [m for m in desk.messages.of_case(case_id) if m.person_id == person_id]
        theirs = _with_work(_replies(desk, case_id, person_id, asking), desk.tasks.open_of_case(case_id))
        who = desk.message_choices.who_chose(case_id)
    contacts = {contact.contact_id: contact for contact in picture.contacts if contact.person_id == person_id}
    kept = [m for m in ours if m.state is not MessageState.CANCELLED]
    gone = [m for m in kept if m.state is not MessageState.PLANNED or m.purpose in ANSWERS_TO_THEIRS]
    said = [_said(m, contacts.get(m.contact_id), wording) for m in gone] + theirs
    return ThreadPage(
        case_id=case_id,
        person_id=person_id,
        case_ref=picture.case.ref,
        called=picture.called(person_id),
        gates=_gates(picture, person_id, contacts, rules, asking.at),
        said=tuple(sorted(said, key=lambda turn: (turn.is_planned, turn.at))),
        next_text=_next_text(picture, kept, contacts, rules, wording, asking.at),
        taken_back=len(ours) - len(kept),
        planned=planned_for(picture, person_id, who, rules=rules, wording=wording, asking=asking),
        is_closed=picture.case.closed_on is not None,
    )


def _replies(desk: Desk, case_id: str, person_id: str, asking: Asking) -> list[Said]:
    own = [reply for reply in desk.replies.of_case(case_id) if reply.person_id == person_id]
    handled_by, may_open = who_handles(desk, case_id, asking) if any(r.is_quarantined for r in own) else ("", False)
    return [_their_turn(reply, handled_by, may_open=may_open) for reply in own]


def _their_turn(reply: Reply, handled_by: str, *, may_open: bool) -> Said:
    if reply.is_quarantined:
        return Said(
            at=reply.received_at,
            what=f"A text is being handled by {handled_by}.",
            words="",
            quarantined_id=reply.reply_id if may_open else "",
        )
    return Said(
        at=reply.received_at,
        what=MEANING_IN_WORDS.get(reply.meaning, ""),
        words=words_of(reply),
        reply_id="" if reply.state == "read" else reply.reply_id,
        text_id=reply.reply_id,
    )


def _with_work(said: list[Said], tasks: Iterable[Task]) -> list[Said]:
    """Put beside each text what it asks of us, until somebody has done it: to have read it is not to have answered."""
    asked = {t.reason_key.removeprefix("read_reply:"): t for t in tasks if t.kind is TaskKind.READ_REPLY}
    return [
        replace(turn, task_id=asked[turn.text_id].task_id, asks=asked[turn.text_id].words)
        if turn.text_id in asked
        else turn
        for turn in said
    ]


def _said(message: OutboxMessage, contact: SafeContact | None, wording: Wording) -> Said:
    is_mail, words, because = message.channel is Channel.EMAIL, message.text, reason_in_words(message.because)
    if not words and not is_mail and contact is not None:
        try:
            words = wording.text(message.wording, contact.language, message.fields, message.tier).body
        except Refused as refused:
            because = because or str(refused)
    return Said(
        at=message.handed_over_at or message.not_before,
        what=PURPOSE_IN_WORDS[message.purpose],
        words="" if is_mail else words,
        state=message.state,
        is_mail=is_mail,
        because=because,
    )


def _gates(
    picture: CasePicture, person_id: str, contacts: dict[str, SafeContact], rules: Rules, now: datetime
) -> tuple[Gate, ...]:
    cards = [
        c for person in people_of(picture, london_day(now)) if person.person_id == person_id for c in person.contacts
    ]
    gates = []
    for card in cards:
        # The least that we could say: when even that may not go, nothing may.
        verdict = reach(
            picture,
            contacts[card.contact_id],
            tier=Tier.L0,
            now=now,
            languages=rules.languages,
            calendar=rules.calendar,
        )
        but = _but_not_about(picture, card.contact_id)
        if isinstance(verdict, Blocked):
            gates.append(Gate(card, f"Nothing may go here: {verdict.because}. Ring or visit.", is_open=False))
        elif isinstance(verdict, Wait):
            gates.append(Gate(card, f"Waits: {verdict.because}{but}.", is_open=True))
        else:
            gates.append(Gate(card, f"May be used now{but}.", is_open=True))
    return tuple(gates)


def _but_not_about(picture: CasePicture, contact_id: str) -> str:
    """Say about whom nothing goes there, because they asked us to stop about one child only."""
    stopped = {s.witness_id for s in picture.stops if s.contact_id == contact_id and s.until is None and s.witness_id}
    who = [picture.person(w.person_id).initials for w in picture.witnesses if w.witness_id in stopped]
    return f", but not about {' and '.join(who)}: they asked us to stop" if who else ""


def _next_text(
    picture: CasePicture,
    messages: list[OutboxMessage],
    contacts: dict[str, SafeContact],
    rules: Rules,
    wording: Wording,
    now: datetime,
) -> NextText | None:
    planned = [m for m in messages if m.state is MessageState.PLANNED and m.channel is Channel.SMS]
    for message in sorted(planned, key=lambda m: (m.not_before, m.message_id)):
        contact = contacts.get(message.contact_id)
        if contact is None:
            continue
        at = max(message.not_before, now)
        verdict = reach(
            picture,
            contact,
            tier=message.tier,
            now=at,
            languages=rules.languages,
            calendar=rules.calendar,
            is_safety=message.wording == DONT_SET_OFF,
        )
        if isinstance(verdict, Wait):
            at = verdict.until
        if isinstance(verdict, Blocked) or at >= message.not_after:
            continue  # it will not go, or would come too late
        try:
            text = wording.text(message.wording, contact.language, message.fields, message.tier)
        except Refused:
            continue
        return NextText(at, lock_screen_of(text.body, wording.language(contact.language)))
    return None
