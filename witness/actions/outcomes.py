"""Draws the consequences of what became of a message: what somebody was told, and what a person must now do.

What follows for the rest of the case is left to a prompt follow-up: the case is marked in the same transaction, so that
nothing is forgotten when a process dies, and a carrier's callback is answered at once.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from witness.actions.contact import close_number, keep_stops
from witness.domain.beliefs import same_promise
from witness.domain.cases import CasePicture
from witness.domain.contact import ContactState, SafeContact, Tier
from witness.domain.errors import Refused
from witness.domain.evidence import Told
from witness.domain.hearings import Hearing
from witness.domain.messages import FAILED, HANDED_OVER, MessageState, Purpose
from witness.domain.planned_messages import DONT_SET_OFF
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask, before_the_office_closes, in_working_hours
from witness.messaging.carrier import Receipt
from witness.messaging.carrier_codes import what_follows
from witness.store import Desk, Store
from witness.store.messages import OutboxMessage
from witness.store.settling import Turn, Turned

# "Please ring", "don't set off until we have spoken": they name no date.
TELLS_NOTHING = frozenset({"ring_changed", DONT_SET_OFF})
SAYS_A_DATE = frozenset(
    {Purpose.DATE_SET, Purpose.DATE_CHANGED, Purpose.KEEP_FREE, Purpose.CALLED_OFF, Purpose.REMINDER}
)
WENT_THROUGH = "the message went through"
WENT_TWICE = "the same message reached the carrier twice. If they ask, say that nothing has changed"


def record_receipt(store: Store, receipt: Receipt, *, rules: Rules, now: datetime) -> bool:
    """Record what a carrier says has become of a message; says whether that was news.

    Receipts may come twice, late, in any order, before the carrier's own answer, and about an earlier try. States only
    move forward.
    """
    with store.changing() as desk:
        reference = receipt.reference or desk.settling.reference_of(receipt.provider_id) or ""
        message = desk.messages.by_reference(reference)
        receipt_id = f"{receipt.provider_id}:{receipt.raw_status}"
        kept = desk.messages.keep_receipt(
            receipt_id, None if message is None else message.message_id, receipt.state, receipt.code, now
        )
        if message is None or not kept:
            return False
        turn = Turn(reference, receipt.state, receipt.provider_id, receipt.code)
        return settle_one(desk, turn, rules=rules, now=now)


def settle_one(desk: Desk, turn: Turn, *, rules: Rules, now: datetime) -> bool:
    """Record how one try went and draw its consequences, in the caller's transaction; says whether it was news."""
    turned = desk.settling.settle_all([turn], now)
    for item in turned:
        follow(desk, item, rules=rules, now=now)
    return any(item.news for item in turned)


def follow(desk: Desk, item: Turned, *, rules: Rules, now: datetime, detail: str | None = None) -> None:
    """Draw the consequences of a message's new state, in the caller's transaction.

    detail: why, in words for a person, where what is kept beside the message says more than they need.
    """
    if item.doubled:
        ask_a_person(desk, item.message, TaskKind.UNCERTAIN, WENT_TWICE, rules=rules, now=now)
    if not item.news:
        return
    message, state = item.message, item.turn.to
    why = item.turn.because if detail is None else detail
    if state in HANDED_OVER:
        hearing = desk.hearings.get(message.hearing_id or "")
        hearings = {} if hearing is None else {hearing.hearing_id: hearing}
        tell(desk, [message], hearings, now)
        if not item.doubled:
            desk.tasks.close_about(message.message_id, outcome=WENT_THROUGH, now=now)
    if state is MessageState.DELIVERED:
        desk.evidence.delivered(message.message_id, now)
    if state in FAILED:
        desk.evidence.untold(message.message_id)
        because = f"the last message did not arrive{f' ({in_words(why)})' if why else ''}. Please ring"
        ask_a_person(desk, message, TaskKind.UNDELIVERED, because, rules=rules, now=now)
        _quarantine_dead(desk, message, why, now=now)
    desk.sending.mark([message.case_id], now)


def _quarantine_dead(desk: Desk, message: OutboxMessage, code: str, *, now: datetime) -> None:
    """A number that the network calls dead, or blocks at its owner's wish, is closed in every record that has it."""
    contact, follows = desk.contacts.get(message.contact_id), what_follows(code)
    if contact is None or not (follows.number_is_dead or follows.opted_out):
        return
    hold_closed(desk, contact, ContactState.STOPPED if follows.opted_out else ContactState.DEAD, follows.meaning, now)


def hold_closed(desk: Desk, contact: SafeContact, state: ContactState, because: str, now: datetime) -> None:
    """Take a carrier at its word about a number, for every record that has it. Their cases are computed anew."""
    if state is ContactState.STOPPED:
        keep_stop_of_the_network(desk, contact, now)
    for same in close_number(desk, contact, state, now=now, because=because):
        desk.sending.mark(desk.people.cases_of(same.person_id), now)


def keep_stop_of_the_network(desk: Desk, contact: SafeContact, now: datetime) -> None:
    """Keep that the network itself blocks a number, on each record once: no talk with us lifts it, only their START."""
    records = desk.contacts.with_value(contact.value)
    standing = desk.stops.of_contacts(tuple(one.contact_id for one in records))
    still = [stop for stop in standing if stop.until is None]
    keep_stops(desk, records, still, since=now, by_carrier=True)


def in_words(detail: str) -> str:
    """Say a carrier's code in words: nobody at a desk knows what 30003 means."""
    return what_follows(detail).meaning if detail.isdigit() else detail


def ask_a_person(
    desk: Desk,
    message: OutboxMessage,
    kind: TaskKind,
    words: str,
    *,
    rules: Rules,
    now: datetime,
    picture: CasePicture | None = None,
) -> None:
    """Give what no message can do to the owner of the case, with the reason. picture: of the case, where it is at hand.

    Raises:
        Refused: there is no such case.
    """
    picture = picture or desk.sending.pictures([message.case_id]).get(message.case_id)
    if picture is None:
        raise Refused("There is no such case.")
    desk.tasks.raise_(
        message.case_id,
        picture.case.owner_id,
        WantedTask(
            reason_key=f"{kind.value}:{message.message_id}",
            kind=kind,
            words=f"{picture.called(message.person_id)}: {words}",
            clears_when="you have spoken with them",
            due_at=_due(kind, rules, now),
            person_id=message.person_id,
            hearing_id=message.hearing_id,
        ),
        now,
        message_id=message.message_id,
    )


def _due(kind: TaskKind, rules: Rules, now: datetime) -> datetime:
    """Somebody whom no text reaches hears from a person the same day, as long as the office is open."""
    if kind is TaskKind.UNDELIVERED:
        return min(before_the_office_closes(now, rules.calendar), in_working_hours(now, 4, rules.calendar))
    return in_working_hours(now, 4, rules.calendar)


def tell(desk: Desk, messages: Iterable[OutboxMessage], hearings: Mapping[str, Hearing], now: datetime) -> None:
    """Record what messages have told, in two statements. A text that named a date has told it; "please ring" has not.

    hearings: those that the messages are about, by id.
    """
    naming = [message for message in messages if message.hearing_id is not None and _names_a_date(message)]
    if not naming:
        return
    known = list(desk.evidence.tellings_of_cases({message.case_id for message in naming}))
    tellings = []
    for message in naming:
        told = Told(message.person_id, message.hearing_id or "", message.revision, "text", now)
        if not _knows_already(message, hearings.get(told.hearing_id), known):
            tellings.append((message.case_id, told, message.message_id))
            known.append(told)
    desk.evidence.told_all(tellings)


def _names_a_date(message: OutboxMessage) -> bool:
    return message.purpose in SAYS_A_DATE and message.tier >= Tier.L1 and message.wording not in TELLS_NOTHING


def _knows_already(message: OutboxMessage, hearing: Hearing | None, known: Iterable[Told]) -> bool:
    """Whether the person was told this very revision, or a reminder only says again what they know."""
    told = [t for t in known if t.person_id == message.person_id and t.hearing_id == message.hearing_id]
    if hearing is None or not told:
        return False
    if any(t.revision == message.revision for t in told):
        return True
    latest = max(told, key=lambda t: t.at)
    repeats = same_promise(hearing.revision(latest.revision), hearing.revision(message.revision))
    return message.purpose is Purpose.REMINDER and repeats
