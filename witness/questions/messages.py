"""Messages: what waits to be read, what goes out, what could not, and what was said with one person."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.contact import Blocked, Channel, SafeContact, Tier, Wait, may_reach
from witness.domain.court_time import end_of_london_day, london_day
from witness.domain.errors import NotFound, Refused
from witness.domain.messages import MessageState
from witness.domain.rules import Rules
from witness.messaging.carrier_codes import CODES
from witness.messaging.gsm7 import length_hint
from witness.messaging.wording import Wording
from witness.questions.case_cards import ContactCard
from witness.questions.case_people import people_of
from witness.questions.case_threads import MEANING_IN_WORDS, PURPOSE_IN_WORDS, who_handles
from witness.store import Desk, Store
from witness.store.message_boards import MessageLine, TextLine
from witness.store.messages import OutboxMessage
from witness.store.replies import Reply

DAYS_AHEAD = 30
DAYS_BACK = 14
# What a locked phone shows of a text beside the sender's number.
LOCK_SCREEN_SIGNS = 40
FAILED = (
    MessageState.UNDELIVERED,
    MessageState.REJECTED,
    MessageState.BLOCKED,
    MessageState.EXPIRED,
    MessageState.UNCERTAIN,
)
# Who is worried or wants us to stop is read before who only says that they are coming.
READ_FIRST = ("worried", "stop", "unclear", "help")


@dataclass(frozen=True, slots=True)
class MessagesPage:
    """The page of messages of the cases that somebody may see."""

    texts: dict[str, int]
    unread: tuple[TextLine, ...]
    failed: tuple[MessageLine, ...]
    planned: tuple[MessageLine, ...]
    as_at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of a conversation. state: of a message of ours; None: they wrote it. reply_id: when it is unread.

    quarantined_id: of a text that is kept from others, for those alone who may open it.
    """

    at: datetime
    what: str
    words: str
    state: MessageState | None = None
    is_mail: bool = False
    because: str = ""
    reply_id: str = ""
    quarantined_id: str = ""

    @property
    def is_planned(self) -> bool:
        """Whether it has yet to go."""
        return self.state in (MessageState.PLANNED, MessageState.SENDING)


@dataclass(frozen=True, slots=True)
class NextText:
    """The next text as their locked phone will show it. at: the earliest that it may arrive."""

    at: datetime
    lock_screen: str
    words: str
    segments: int
    encoding: str
    language: str
    hint: str = ""


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


def messages_page(store: Store, *, asking: Asking) -> MessagesPage:
    """Answer for one officer or manager."""
    now, today = asking.at, london_day(asking.at)
    far = timedelta(days=DAYS_AHEAD)
    with store.board_for(asking, doing="messages.read") as desk:
        boards = desk.message_boards
        unread = boards.unread_texts(asking.viewer)
        failed = boards.messages(asking.viewer, FAILED, first=now - timedelta(days=DAYS_BACK), last=now + far)
        return MessagesPage(
            texts=boards.texts_of_day(
                asking.viewer, end_of_london_day(today - timedelta(days=1)), end_of_london_day(today)
            ),
            unread=tuple(sorted(unread, key=lambda line: (_how_soon(line.meaning), line.received_at))),
            failed=tuple(replace(line, because=_why_failed(line)) for line in reversed(failed)),
            planned=boards.messages(asking.viewer, (MessageState.PLANNED,), first=now - far, last=now + far),
            as_at=now,
        )


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
        theirs = _replies(desk, case_id, person_id, asking)
    contacts = {contact.contact_id: contact for contact in picture.contacts if contact.person_id == person_id}
    kept = [m for m in ours if m.state is not MessageState.CANCELLED]
    said = [_said(m, contacts.get(m.contact_id), wording) for m in kept] + theirs
    return ThreadPage(
        case_id=case_id,
        person_id=person_id,
        case_ref=picture.case.ref,
        called=picture.called(person_id),
        gates=_gates(picture, person_id, contacts, rules, asking.at),
        said=tuple(sorted(said, key=lambda turn: (turn.is_planned, turn.at))),
        next_text=_next_text(kept, contacts, rules, wording, asking.at),
        taken_back=len(ours) - len(kept),
    )


def _how_soon(meaning: str) -> int:
    return READ_FIRST.index(meaning) if meaning in READ_FIRST else len(READ_FIRST)


def _why_failed(line: MessageLine) -> str:
    if line.state == MessageState.EXPIRED.value:
        return ""  # the state says it all
    unsaid = "the network gave no reason" if line.state == MessageState.UNDELIVERED.value else ""
    return _reason(line.because) or unsaid


def _reason(because: str) -> str:
    """Say a carrier's code in words; everything else was written for people already."""
    code, _, rest = because.partition(" ")
    return (rest or CODES[code].meaning) if code in CODES else because


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
        words=reply.text,
        reply_id="" if reply.state == "read" else reply.reply_id,
    )


def _said(message: OutboxMessage, contact: SafeContact | None, wording: Wording) -> Said:
    is_mail, words, because = message.channel is Channel.EMAIL, message.text, _reason(message.because)
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
        verdict = may_reach(contacts[card.contact_id], tier=Tier.L0, now=now, languages=rules.languages)
        if isinstance(verdict, Blocked):
            gates.append(Gate(card, f"Nothing may go here: {verdict.because}. Ring or visit.", is_open=False))
        elif isinstance(verdict, Wait):
            gates.append(Gate(card, f"Waits: {verdict.because}.", is_open=True))
        else:
            gates.append(Gate(card, "May be used now.", is_open=True))
    return tuple(gates)


def _next_text(
    messages: list[OutboxMessage], contacts: dict[str, SafeContact], rules: Rules, wording: Wording, now: datetime
) -> NextText | None:
    planned = [m for m in messages if m.state is MessageState.PLANNED and m.channel is Channel.SMS]
    for message in sorted(planned, key=lambda m: (m.not_before, m.message_id)):
        contact = contacts.get(message.contact_id)
        if contact is None:
            continue
        at = max(message.not_before, now)
        verdict = may_reach(contact, tier=message.tier, now=at, languages=rules.languages)
        if isinstance(verdict, Wait):
            at = verdict.until
        if isinstance(verdict, Blocked) or at >= message.not_after:
            continue  # it will not go, or would come too late
        try:
            text = wording.text(message.wording, contact.language, message.fields, message.tier)
        except Refused:
            continue
        return NextText(
            at=at,
            lock_screen=_on_a_lock_screen(text.body),
            words=text.body,
            segments=text.segments,
            encoding=text.encoding,
            language=contact.language,
            hint=length_hint(text.body),
        )
    return None


def _on_a_lock_screen(words: str) -> str:
    return words if len(words) <= LOCK_SCREEN_SIGNS else f"{words[:LOCK_SCREEN_SIGNS].rstrip()}…"
