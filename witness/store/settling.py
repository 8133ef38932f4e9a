"""Keeps how tries went: answers, receipts, and what the carrier said when it was asked. States move forward."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, select, update

from witness.domain.contact import Channel
from witness.domain.messages import HANDED_OVER, TAKEN, MessageState, may_become
from witness.domain.sending import Urgency
from witness.store.contact import VALUE
from witness.store.messages import Messages, OutboxMessage
from witness.store.tables.contact import SafeContactRow
from witness.store.tables.messages import AttemptRow, MessageRow
from witness.store.vault import Vault

SOMEBODY_ELSES_NAME = "the carrier's answer names another message"


@dataclass(frozen=True, slots=True)
class Turn:
    """How a try went. not_before: when it may be tried again, for PLANNED. is_answer: to the handing over itself."""

    reference: str
    to: MessageState
    provider_id: str = ""
    because: str = ""
    not_before: datetime | None = None
    is_answer: bool = False


@dataclass(frozen=True, slots=True)
class Turned:
    """What came of a turn.

    news: the message is in that state now and was not before. doubled: two tries of it were taken, and nobody knew.
    """

    turn: Turn
    message: OutboxMessage
    news: bool
    doubled: bool


@dataclass(frozen=True, slots=True)
class InDoubt:
    """A text of which nobody knows whether it went, and where to.

    began_at: when this try began. known_ids: the carrier's names of other texts to that number.
    """

    message: OutboxMessage
    reference: str
    to: str
    began_at: datetime
    known_ids: frozenset[str]


class Settling:
    """The drawer of how tries went."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def settle_all(self, turns: Iterable[Turn], now: datetime) -> tuple[Turned, ...]:
        """Record how tries went, in a fixed number of statements.

        A receipt may have come before the carrier's answer, and a try that was given up may turn out to have gone:
        what is later in the life of a message stands. Unknown references are left out.
        """
        wanted = {turn.reference: turn for turn in turns}
        rows = self._tries(wanted)
        if not rows:
            return ()
        wanted = self._under_their_own_names(wanted, rows)
        others = self._taken_otherwise([row for row in rows if row.attempt > 1])
        turned = tuple(self._turned(wanted[row.try_id], row, others) for row in rows)
        self._keep_tries(turned, {row.try_id: row for row in rows})
        self._keep_messages(turned, now)
        return turned

    def reference_of(self, provider_id: str) -> str | None:
        """Give our reference of the try that the carrier knows by this name."""
        return self._connection.execute(
            select(AttemptRow.id).where(AttemptRow.provider_id == provider_id)
        ).scalar_one_or_none()

    def give_up_lost(self, now: datetime, limit: int = 200) -> tuple[OutboxMessage, ...]:
        """Turn messages whose worker has not come back within its lease into uncertain ones, and give them."""
        rows = self._connection.execute(
            select(MessageRow)
            .where(MessageRow.state == MessageState.SENDING.value, MessageRow.lease_until < now)
            .order_by(MessageRow.lease_until)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).all()
        turns = [Turn(row.reference, MessageState.UNCERTAIN, because="sending was cut off") for row in rows]
        return tuple(turned.message for turned in self.settle_all(turns, now) if turned.news)

    def take_in_doubt(
        self, now: datetime, *, since: datetime, lease: timedelta, limit: int = 50
    ) -> tuple[InDoubt, ...]:
        """Give messages that have been uncertain since `since` or longer, and keep other workers from asking too.

        Whoever waits longest is next: were the most urgent always first, thousands in doubt after a bad hour would keep
        the others from ever being asked about. Only what keeps somebody safe and was never asked about goes before.
        """
        waiting_since = func.coalesce(MessageRow.lease_until, MessageRow.settled_at)
        unasked_safety_first = case(
            ((MessageRow.urgency == int(Urgency.SAFETY)) & MessageRow.lease_until.is_(None), 0), else_=1
        )
        rows = self._connection.execute(
            select(MessageRow)
            .where(
                MessageRow.state == MessageState.UNCERTAIN.value,
                MessageRow.settled_at <= since,
                MessageRow.lease_until.is_(None) | (MessageRow.lease_until < now),
            )
            .order_by(unasked_safety_first, waiting_since, MessageRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).all()
        ids = [row.id for row in rows]
        self._connection.execute(update(MessageRow).where(MessageRow.id.in_(ids)).values(lease_until=now + lease))
        return tuple(self._in_doubt(row) for row in rows)

    def ask_again_at(self, message_id: str, reference: str, at: datetime) -> None:
        """Let a message in doubt rest until its carrier is asked again."""
        self._connection.execute(
            update(MessageRow)
            .where(
                MessageRow.id == message_id,
                MessageRow.reference == reference,
                MessageRow.state == MessageState.UNCERTAIN.value,
            )
            .values(lease_until=at)
        )

    def a_person_was_asked(self, message_id: str, now: datetime) -> bool:
        """Record that somebody was asked to ring; says whether it is the first time."""
        changed = self._connection.execute(
            update(MessageRow)
            .where(MessageRow.id == message_id, MessageRow.person_asked_at.is_(None))
            .values(person_asked_at=now)
        )
        return changed.rowcount == 1

    def not_arrived(self, urgency: Urgency, before: datetime, limit: int = 50) -> tuple[OutboxMessage, ...]:
        """Give messages of a kind that were handed over before an instant, have not arrived, and nobody was asked."""
        waiting = [MessageState.ACCEPTED.value, MessageState.SENT.value]
        rows = self._connection.execute(
            select(MessageRow)
            .where(
                MessageRow.urgency == int(urgency),
                MessageRow.state.in_(waiting),
                MessageRow.handed_over_at <= before,
                MessageRow.person_asked_at.is_(None),
            )
            .order_by(MessageRow.handed_over_at)
            .limit(limit)
        )
        return tuple(self._message(row) for row in rows)

    def _tries(self, wanted: dict[str, Turn]) -> Sequence[Any]:
        return self._connection.execute(
            select(
                MessageRow,
                AttemptRow.id.label("try_id"),
                AttemptRow.outcome.label("try_outcome"),
                AttemptRow.provider_id.label("try_provider_id"),
            )
            .join(AttemptRow, AttemptRow.message_id == MessageRow.id)
            .where(AttemptRow.id.in_(sorted(wanted)))
            .order_by(MessageRow.id, AttemptRow.number)
            .with_for_update(of=MessageRow)
        ).all()

    def _under_their_own_names(self, wanted: dict[str, Turn], rows: Sequence[Any]) -> dict[str, Turn]:
        """A carrier that answers with another message's name has told us nothing. A receipt carries our reference."""
        names = sorted({turn.provider_id for turn in wanted.values() if turn.provider_id})
        if not names:
            return wanted
        known = self._connection.execute(
            select(AttemptRow.provider_id, AttemptRow.id).where(AttemptRow.provider_id.in_(names))
        )
        owner = {row.provider_id: row.id for row in known}
        named: dict[str, Turn] = {}
        for row in rows:
            turn = wanted[row.try_id]
            if turn.provider_id and owner.setdefault(turn.provider_id, row.try_id) != row.try_id:
                turn = replace(turn, provider_id="")
                if turn.is_answer:
                    turn = replace(turn, to=MessageState.UNCERTAIN, because=SOMEBODY_ELSES_NAME)
            named[row.try_id] = turn
        return named

    def _taken_otherwise(self, rows: Sequence[Any]) -> dict[str, frozenset[str]]:
        """Give, for each message, the tries of it that the carrier is known to have taken."""
        if not rows:
            return {}
        found = self._connection.execute(
            select(AttemptRow.message_id, AttemptRow.id).where(
                AttemptRow.message_id.in_([row.id for row in rows]),
                AttemptRow.outcome.in_(sorted(state.value for state in TAKEN)),
            )
        )
        taken: dict[str, frozenset[str]] = {}
        for row in found:
            taken[row.message_id] = taken.get(row.message_id, frozenset()) | {row.id}
        return taken

    def _turned(self, turn: Turn, row: Any, others: dict[str, frozenset[str]]) -> Turned:
        state, is_newest = MessageState(row.state), row.reference == turn.reference
        # That an earlier try failed says nothing about a message that is being tried again.
        news = may_become(state, turn.to) and (is_newest or turn.to in HANDED_OVER)
        doubled = turn.to in TAKEN and bool(others.get(row.id, frozenset()) - {turn.reference})
        return Turned(turn, self._message(row), news, doubled and row.doubled_at is None)

    def _keep_tries(self, turned: Sequence[Turned], tries: dict[str, Any]) -> None:
        rows = []
        for item in turned:
            before = tries[item.turn.reference]
            moved = _moves_on(before.try_outcome, item.turn.to)
            rows.append(
                {
                    "try": item.turn.reference,
                    "went": item.turn.to.value if moved else before.try_outcome,
                    "said": item.turn.because[:300] if moved else "",
                    "name": before.try_provider_id or item.turn.provider_id or None,
                }
            )
        self._connection.execute(
            update(AttemptRow)
            .where(AttemptRow.id == bindparam("try"))
            .values(outcome=bindparam("went"), detail=bindparam("said"), provider_id=bindparam("name")),
            rows,
        )

    def _keep_messages(self, turned: Sequence[Turned], now: datetime) -> None:
        rows = [_message_row(item, now) for item in turned if item.news]
        if rows:
            self._connection.execute(
                update(MessageRow)
                .where(MessageRow.id == bindparam("message"), MessageRow.state == bindparam("was"))
                .values(
                    state=bindparam("went"),
                    because=bindparam("said"),
                    settled_at=now,
                    handed_over_at=bindparam("handed"),
                    not_before=bindparam("starts"),
                    lease_until=None,
                    maybe_sent=bindparam("maybe"),
                ),
                rows,
            )
        named = [
            {"message": item.message.message_id, "name": item.turn.provider_id}
            for item in turned
            if item.turn.provider_id and (item.news or item.message.reference == item.turn.reference)
        ]
        if named:
            self._connection.execute(
                update(MessageRow).where(MessageRow.id == bindparam("message")).values(provider_id=bindparam("name")),
                named,
            )
        doubled = [item.message.message_id for item in turned if item.doubled]
        if doubled:
            self._connection.execute(update(MessageRow).where(MessageRow.id.in_(doubled)).values(doubled_at=now))

    def _in_doubt(self, row: Any) -> InDoubt:
        message = self._message(row)
        began_at = self._connection.execute(
            select(AttemptRow.began_at).where(AttemptRow.id == row.reference)
        ).scalar_one()
        if message.channel is not Channel.SMS:
            return InDoubt(message, row.reference, "", began_at, frozenset())
        contact = self._connection.execute(
            select(SafeContactRow.id, SafeContactRow.value_sealed, SafeContactRow.value_key).where(
                SafeContactRow.id == row.contact_id
            )
        ).one()
        known = self._connection.execute(
            select(AttemptRow.provider_id)
            .join(MessageRow, MessageRow.id == AttemptRow.message_id)
            .join(SafeContactRow, SafeContactRow.id == MessageRow.contact_id)
            .where(
                SafeContactRow.value_key == contact.value_key,
                AttemptRow.provider_id.is_not(None),
                AttemptRow.id != row.reference,
                AttemptRow.began_at >= began_at - timedelta(days=1),
            )
        ).scalars()
        number = self._vault.open(VALUE, contact.id, contact.value_sealed)
        return InDoubt(message, row.reference, number, began_at, frozenset(name for name in known if name))

    def _message(self, row: Any) -> OutboxMessage:
        return Messages(self._connection, self._vault).message(row)


def _message_row(item: Turned, now: datetime) -> dict[str, Any]:
    message, turn = item.message, item.turn
    in_doubt = turn.to is MessageState.UNCERTAIN
    return {
        "message": message.message_id,
        "was": message.state.value,
        "went": turn.to.value,
        "said": turn.because[:300],
        "handed": message.handed_over_at or (now if turn.to in HANDED_OVER else None),
        "starts": turn.not_before or message.not_before,
        "maybe": message.maybe_sent + in_doubt,
    }


def _moves_on(outcome: str, to: MessageState) -> bool:
    """Whether a try that went so may turn out to have gone otherwise."""
    if not outcome:
        return True
    before = MessageState(outcome)
    if before in (MessageState.PLANNED, MessageState.REJECTED):
        return to in TAKEN
    return to is not MessageState.PLANNED and may_become(before, to)
