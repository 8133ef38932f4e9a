"""Keeps the outbox. Every turn of a message is one conditional update: who comes second changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, or_, select, text, update

from witness.domain.cases import StandingMessage
from witness.domain.contact import Channel, Tier
from witness.domain.messages import MessageState, Purpose, may_become
from witness.domain.planned_messages import WantedMessage
from witness.domain.sending import Urgency, urgency_of
from witness.identifiers import new_id
from witness.store.tables.messages import AttemptRow, MessageRow, ReceiptRow
from witness.store.vault import Vault

TEXT = "message.text"
# A carrier may say the same twice at the same moment: whoever comes second waits here, and then has nothing to keep.
KEEP_ONCE = text(
    "INSERT INTO receipt (id, message_id, state, code, received_at) VALUES (:id, :message, :state, :code, :at)"
    " ON CONFLICT DO NOTHING"
).bindparams(bindparam("at", type_=ReceiptRow.received_at.type))


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message with all that sending it needs. maybe_sent: tries of which nobody knew how they went."""

    message_id: str
    reason_key: str
    case_id: str
    person_id: str
    contact_id: str
    hearing_id: str | None
    revision: int
    purpose: Purpose
    channel: Channel
    tier: Tier
    wording: str
    fields: dict[str, str]
    not_before: datetime
    not_after: datetime
    state: MessageState
    attempt: int
    reference: str | None
    because: str
    planned_at: datetime
    handed_over_at: datetime | None
    settled_at: datetime | None
    text: str = ""
    urgency: Urgency = Urgency.ROUTINE
    maybe_sent: int = 0
    person_asked_at: datetime | None = None
    doubled_at: datetime | None = None
    choice: str = ""


class Messages:
    """The drawer of outgoing messages."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def plan(self, case_id: str, wanted: WantedMessage, now: datetime) -> str:
        """Add a message to the outbox; gives its id."""
        row = _row_of(case_id, wanted, now)
        self._connection.execute(insert(MessageRow), [row])
        return str(row["id"])

    def plan_all(self, case_id: str, wanted: Iterable[WantedMessage], now: datetime) -> None:
        """Add messages to the outbox, in one statement."""
        rows = [_row_of(case_id, message, now) for message in wanted]
        if rows:
            self._connection.execute(insert(MessageRow), rows)

    def withdraw(self, message_id: str, because: str, now: datetime) -> bool:
        """Take back a message that has not begun to be sent; says whether it was still there to take back."""
        return self.turn(message_id, MessageState.CANCELLED, frm=MessageState.PLANNED, because=because, now=now)

    def withdraw_all(self, message_ids: Iterable[str], because: str, now: datetime) -> None:
        """Take back those of these messages that have not begun to be sent, in one statement."""
        ids = list(message_ids)
        if ids:
            self._connection.execute(
                update(MessageRow)
                .where(MessageRow.id.in_(ids), MessageRow.state == MessageState.PLANNED.value)
                .values(state=MessageState.CANCELLED.value, because=because, settled_at=now)
            )

    def withdraw_because_of(self, reason_key: str, because: str, now: datetime) -> None:
        """Take back the message that exists for a reason, if there is one and it has not begun to be sent."""
        self._connection.execute(
            update(MessageRow)
            .where(MessageRow.reason_key == reason_key, MessageRow.state == MessageState.PLANNED.value)
            .values(state=MessageState.CANCELLED.value, because=because, settled_at=now)
        )

    def revive_all(self, again: Iterable[tuple[str, WantedMessage]], now: datetime) -> None:
        """Want messages again that were withdrawn before anything was sent, in one statement."""
        rows = [
            {
                "message": message_id,
                "new_tier": int(wanted.tier),
                "new_wording": wanted.wording,
                "new_fields": wanted.fields,
                "place": int(urgency_of(wanted.purpose, wanted.wording)),
                "starts": wanted.not_before,
                "ends": wanted.not_after,
                "chosen": wanted.choice,
                "said": wanted.because,
            }
            for message_id, wanted in again
        ]
        if not rows:
            return
        self._connection.execute(
            update(MessageRow)
            .where(
                MessageRow.id == bindparam("message"),
                MessageRow.state == MessageState.CANCELLED.value,
                MessageRow.attempt == 0,
            )
            .values(
                state=MessageState.PLANNED.value,
                because=bindparam("said"),
                choice=bindparam("chosen"),
                tier=bindparam("new_tier"),
                wording=bindparam("new_wording"),
                fields=bindparam("new_fields"),
                urgency=bindparam("place"),
                not_before=bindparam("starts"),
                not_after=bindparam("ends"),
                planned_at=now,
                settled_at=None,
            ),
            rows,
        )

    def shift_all(self, chosen: Iterable[tuple[str, WantedMessage]]) -> None:
        """Let planned messages go as somebody has chosen, or as before when nobody does, in one statement."""
        rows = [
            {
                "message": message_id,
                "new_tier": int(wanted.tier),
                "starts": wanted.not_before,
                "ends": wanted.not_after,
                "chosen": wanted.choice,
                "said": wanted.because,
            }
            for message_id, wanted in chosen
        ]
        if not rows:
            return
        self._connection.execute(
            update(MessageRow)
            .where(MessageRow.id == bindparam("message"), MessageRow.state == MessageState.PLANNED.value)
            .values(
                tier=bindparam("new_tier"),
                not_before=bindparam("starts"),
                not_after=bindparam("ends"),
                choice=bindparam("chosen"),
                because=bindparam("said"),
            ),
            rows,
        )

    def postpone(self, message_id: str, until: datetime, because: str) -> None:
        """Let a planned message wait."""
        self._connection.execute(
            update(MessageRow)
            .where(MessageRow.id == message_id, MessageRow.state == MessageState.PLANNED.value)
            .values(not_before=until, because=because)
        )

    def turn(self, message_id: str, to: MessageState, *, frm: MessageState, because: str, now: datetime) -> bool:
        """Turn a message from one state to another; says whether it was in that state. Forbidden turns are refused."""
        if not may_become(frm, to):
            raise ValueError(f"a message cannot turn from {frm} to {to}")
        changed = self._connection.execute(
            update(MessageRow)
            .where(MessageRow.id == message_id, MessageRow.state == frm.value)
            .values(state=to.value, because=because, settled_at=now)
        )
        return changed.rowcount == 1

    def keep_receipt(
        self, receipt_id: str, message_id: str | None, state: MessageState, code: str, now: datetime
    ) -> bool:
        """Keep a carrier's word once; says whether it is the first time that we hear it."""
        kept = self._connection.execute(
            KEEP_ONCE,
            {"id": receipt_id, "message": message_id, "state": state.value, "code": code, "at": now},
        )
        return kept.rowcount == 1

    def by_reference(self, reference: str) -> OutboxMessage | None:
        """Give the message that an attempt belongs to, or None."""
        row = self._connection.execute(
            select(MessageRow)
            .join(AttemptRow, AttemptRow.message_id == MessageRow.id)
            .where(AttemptRow.id == reference)
        ).one_or_none()
        return None if row is None else self.message(row)

    def get(self, message_id: str) -> OutboxMessage | None:
        """Give one message, or None."""
        row = self._connection.execute(select(MessageRow).where(MessageRow.id == message_id)).one_or_none()
        return None if row is None else self.message(row)

    def last_to(self, contact_ids: tuple[str, ...]) -> OutboxMessage | None:
        """Give the newest message about a hearing that was handed over to any of these records, or None."""
        row = self._connection.execute(
            select(MessageRow)
            .where(
                MessageRow.contact_id.in_(contact_ids),
                MessageRow.hearing_id.is_not(None),
                or_(MessageRow.handed_over_at.is_not(None), MessageRow.state == MessageState.UNCERTAIN.value),
            )
            .order_by(MessageRow.handed_over_at.desc(), MessageRow.planned_at.desc())
            .limit(1)
        ).one_or_none()
        return None if row is None else self.message(row)

    def recent_to(self, contact_ids: tuple[str, ...], since: datetime) -> tuple[OutboxMessage, ...]:
        """Give the messages about hearings that these records were handed since an instant, the newest first."""
        rows = self._connection.execute(
            select(MessageRow)
            .where(
                MessageRow.contact_id.in_(contact_ids),
                MessageRow.hearing_id.is_not(None),
                MessageRow.purpose != Purpose.THANKS.value,
                or_(MessageRow.handed_over_at.is_not(None), MessageRow.state == MessageState.UNCERTAIN.value),
                func.coalesce(MessageRow.handed_over_at, MessageRow.planned_at) >= since,
            )
            .order_by(MessageRow.handed_over_at.desc(), MessageRow.planned_at.desc(), MessageRow.id)
            .limit(50)
        )
        return tuple(self.message(row) for row in rows)

    def last_of_case_to(self, contact_ids: tuple[str, ...], case_id: str) -> OutboxMessage | None:
        """Give the newest message of a case that may have reached any of these records, whatever it was about."""
        row = self._connection.execute(
            select(MessageRow)
            .where(
                MessageRow.contact_id.in_(contact_ids),
                MessageRow.case_id == case_id,
                or_(MessageRow.handed_over_at.is_not(None), MessageRow.state == MessageState.UNCERTAIN.value),
            )
            .order_by(MessageRow.handed_over_at.desc(), MessageRow.planned_at.desc())
            .limit(1)
        ).one_or_none()
        return None if row is None else self.message(row)

    def last_of_purposes(
        self, contact_ids: tuple[str, ...], purposes: Iterable[Purpose], since: datetime
    ) -> OutboxMessage | None:
        """Give the newest message for one of these purposes that may have reached any of these records, or None."""
        row = self._connection.execute(
            select(MessageRow)
            .where(
                MessageRow.contact_id.in_(contact_ids),
                MessageRow.purpose.in_(sorted(purpose.value for purpose in purposes)),
                or_(MessageRow.handed_over_at.is_not(None), MessageRow.state == MessageState.UNCERTAIN.value),
                func.coalesce(MessageRow.handed_over_at, MessageRow.planned_at) >= since,
            )
            .order_by(func.coalesce(MessageRow.handed_over_at, MessageRow.planned_at).desc(), MessageRow.id)
            .limit(1)
        ).one_or_none()
        return None if row is None else self.message(row)

    def answered_since(self, contact_ids: tuple[str, ...], purpose: Purpose, since: datetime) -> bool:
        """Whether an answer of this kind was planned for any of these records since an instant, and not taken back."""
        query = select(MessageRow.id).where(
            MessageRow.contact_id.in_(contact_ids),
            MessageRow.purpose == purpose.value,
            MessageRow.state != MessageState.CANCELLED.value,
            MessageRow.planned_at >= since,
        )
        return self._connection.execute(query.limit(1)).one_or_none() is not None

    def thanked_since(self, contact_id: str, since: datetime) -> bool:
        """Whether an answer to a text was planned for this number since an instant."""
        query = select(MessageRow.id).where(
            MessageRow.contact_id == contact_id,
            MessageRow.purpose == Purpose.THANKS.value,
            MessageRow.planned_at >= since,
        )
        return self._connection.execute(query.limit(1)).one_or_none() is not None

    def of_case(self, case_id: str) -> tuple[OutboxMessage, ...]:
        """Give all messages of a case, newest first."""
        return self._of_cases((case_id,)).get(case_id, ())

    def _of_cases(self, case_ids: Iterable[str]) -> dict[str, tuple[OutboxMessage, ...]]:
        """Give all messages of several cases, newest first, in one statement."""
        query = (
            select(MessageRow)
            .where(MessageRow.case_id.in_(sorted(case_ids)))
            .order_by(MessageRow.not_before.desc(), MessageRow.id)
        )
        found: dict[str, list[OutboxMessage]] = {}
        for row in self._connection.execute(query):
            found.setdefault(row.case_id, []).append(self.message(row))
        return {case_id: tuple(messages) for case_id, messages in found.items()}

    def standing_of(self, case_id: str) -> tuple[StandingMessage, ...]:
        """Give the messages of a case as the rules see them."""
        return self.standing_of_cases((case_id,)).get(case_id, ())

    def standing_of_cases(self, case_ids: Iterable[str]) -> dict[str, tuple[StandingMessage, ...]]:
        """Give the messages of several cases as the rules see them, in one statement."""
        return {case_id: self._standing(messages) for case_id, messages in self._of_cases(case_ids).items()}

    def _standing(self, messages: Iterable[OutboxMessage]) -> tuple[StandingMessage, ...]:
        return tuple(
            StandingMessage(
                message_id=m.message_id,
                reason_key=m.reason_key,
                person_id=m.person_id,
                contact_id=m.contact_id,
                hearing_id=m.hearing_id,
                revision=m.revision,
                purpose=m.purpose,
                channel=m.channel,
                tier=int(m.tier),
                state=m.state,
                not_before=m.not_before,
                not_after=m.not_after,
                attempt=m.attempt,
                handed_over_at=m.handed_over_at,
                because=m.because,
                choice=m.choice,
            )
            for m in messages
        )

    def message(self, row) -> OutboxMessage:  # type: ignore[no-untyped-def]
        """Turn a row of `message` into a value."""
        text = "" if row.text_sealed is None else self._vault.open(TEXT, row.id, row.text_sealed)
        return OutboxMessage(
            message_id=row.id,
            reason_key=row.reason_key,
            case_id=row.case_id,
            person_id=row.person_id,
            contact_id=row.contact_id,
            hearing_id=row.hearing_id,
            revision=row.revision,
            purpose=Purpose(row.purpose),
            channel=Channel(row.channel),
            tier=Tier(row.tier),
            wording=row.wording,
            fields=dict(row.fields),
            not_before=row.not_before,
            not_after=row.not_after,
            state=MessageState(row.state),
            attempt=row.attempt,
            reference=row.reference,
            because=row.because,
            planned_at=row.planned_at,
            handed_over_at=row.handed_over_at,
            settled_at=row.settled_at,
            text=text,
            urgency=Urgency(row.urgency),
            maybe_sent=row.maybe_sent,
            person_asked_at=row.person_asked_at,
            doubled_at=row.doubled_at,
            choice=row.choice,
        )


def _row_of(case_id: str, wanted: WantedMessage, now: datetime) -> dict[str, object]:
    return {
        "id": new_id(),
        "reason_key": wanted.reason_key,
        "case_id": case_id,
        "person_id": wanted.person_id,
        "contact_id": wanted.contact_id,
        "hearing_id": wanted.hearing_id or None,
        "revision": wanted.revision,
        "purpose": wanted.purpose.value,
        "channel": wanted.channel.value,
        "tier": int(wanted.tier),
        "wording": wanted.wording,
        "fields": wanted.fields,
        "not_before": wanted.not_before,
        "not_after": wanted.not_after,
        "state": MessageState.PLANNED.value,
        "because": wanted.because,
        "choice": wanted.choice,
        "planned_at": now,
        "urgency": int(urgency_of(wanted.purpose, wanted.wording)),
    }
