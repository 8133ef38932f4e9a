"""Draws the consequences of what became of a message: what somebody was told, and what a person must now do."""

from datetime import datetime

from witness.actions.reconcile import put_right
from witness.domain.beliefs import same_promise
from witness.domain.contact import ContactState, Tier
from witness.domain.errors import Refused
from witness.domain.evidence import Told
from witness.domain.messages import FAILED, HANDED_OVER, MessageState, Purpose
from witness.domain.planned_messages import DONT_SET_OFF
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask, before_the_office_closes, in_working_hours
from witness.messaging.carrier import Receipt
from witness.messaging.carrier_codes import what_follows
from witness.store import Desk, Store
from witness.store.messages import OutboxMessage

# "Please ring", "don't set off until we have spoken": they name no date.
TELLS_NOTHING = frozenset({"ring_changed", DONT_SET_OFF})
SAYS_A_DATE = frozenset(
    {Purpose.DATE_SET, Purpose.DATE_CHANGED, Purpose.KEEP_FREE, Purpose.CALLED_OFF, Purpose.REMINDER}
)


def record_receipt(store: Store, receipt: Receipt, *, rules: Rules, now: datetime) -> bool:
    """Record what a carrier says has become of a message; says whether that was news.

    Receipts may come twice, late, in any order, and before the carrier's own answer. States only move forward.
    """
    with store.changing() as desk:
        reference = receipt.reference or desk.messages.reference_of(receipt.provider_id) or ""
        message = desk.messages.by_reference(reference)
        receipt_id = f"{receipt.provider_id}:{receipt.raw_status}"
        kept = desk.messages.keep_receipt(
            receipt_id, None if message is None else message.message_id, receipt.state, receipt.code, now
        )
        if message is None or not kept:
            return False
        news = desk.messages.settle(
            reference, receipt.state, now=now, provider_id=receipt.provider_id, because=receipt.code
        )
        if news:
            follow(desk, message, receipt.state, receipt.code, rules=rules, now=now)
        return news


def follow(
    desk: Desk, message: OutboxMessage, state: MessageState, detail: str, *, rules: Rules, now: datetime
) -> None:
    """Draw the consequences of a message's new state, in the caller's transaction."""
    if state in HANDED_OVER:
        _tell(desk, message, now)
        if state is MessageState.DELIVERED:
            desk.evidence.delivered(message.message_id, now)
        desk.tasks.close_about(message.message_id, outcome="the message went through", now=now)
    if state in FAILED:
        desk.evidence.untold(message.message_id)
        because = f"the last message did not arrive{f' ({detail})' if detail else ''}. Please ring"
        ask_a_person(desk, message, TaskKind.UNDELIVERED, because, rules=rules, now=now)
        _quarantine_dead(desk, message, detail, rules=rules, now=now)
    put_right(desk, message.case_id, rules, now=now)


def _quarantine_dead(desk: Desk, message: OutboxMessage, code: str, *, rules: Rules, now: datetime) -> None:
    """A number of which the network says that it does not exist is dead in every record and every case that has it."""
    contact = desk.contacts.get(message.contact_id)
    if contact is None or not what_follows(code).number_is_dead:
        return
    for same in desk.contacts.with_value(contact.value):
        if same.state is not ContactState.USABLE:
            continue
        desk.contacts.set_state(same.contact_id, ContactState.DEAD, now=now, because=what_follows(code).meaning)
        for case_id in desk.people.cases_of(same.person_id):
            if case_id != message.case_id:
                put_right(desk, case_id, rules, now=now)


def ask_a_person(
    desk: Desk, message: OutboxMessage, kind: TaskKind, words: str, *, rules: Rules, now: datetime
) -> None:
    """Give what no message can do to the owner of the case, with the reason."""
    picture = desk.cases.picture(message.case_id)
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


def _tell(desk: Desk, message: OutboxMessage, now: datetime) -> None:
    """A text that named a date has told it; "please ring" has told nothing."""
    names_a_date = message.purpose in SAYS_A_DATE and message.tier >= Tier.L1 and message.wording not in TELLS_NOTHING
    if message.hearing_id is None or not names_a_date or _knows_already(desk, message):
        return
    told = Told(message.person_id, message.hearing_id, message.revision, "text", now)
    desk.evidence.told(message.case_id, told, message_id=message.message_id)


def _knows_already(desk: Desk, message: OutboxMessage) -> bool:
    """Whether the person was told this very revision, or a reminder only says again what they know."""
    hearing = desk.hearings.get(message.hearing_id or "")
    told = [
        t
        for t in desk.evidence.tellings_of(message.case_id)
        if t.person_id == message.person_id and t.hearing_id == message.hearing_id
    ]
    if hearing is None or not told:
        return False
    if any(t.revision == message.revision for t in told):
        return True
    latest = max(told, key=lambda t: t.at)
    repeats = same_promise(hearing.revision(latest.revision), hearing.revision(message.revision))
    return message.purpose is Purpose.REMINDER and repeats
