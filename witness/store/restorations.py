"""Keeps that this database was put back from a copy, and what becomes of all that its lost minutes leave in doubt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, select, update

from witness.domain.journal import Note
from witness.domain.messages import HANDED_OVER, MessageState, may_become
from witness.identifiers import new_id
from witness.store.journal import OF_A_MESSAGE, TIMES_OF_A_MESSAGE
from witness.store.messages import Messages, OutboxMessage
from witness.store.people import NAME
from witness.store.tables.accounts import AccountRow, InviteRow, LinkWishRow, SignInSessionRow, TeamRow
from witness.store.tables.backups import RestorationRow
from witness.store.tables.calendars import CalendarFeedRow
from witness.store.tables.cases import CaseRow
from witness.store.tables.contact import ContactStepRow, SafeContactRow
from witness.store.tables.messages import AttemptRow, MessageRow
from witness.store.tables.people import PersonRow
from witness.store.tables.private_pages import PageLinkRow
from witness.store.tables.stops import StopRow
from witness.store.vault import Vault

# More than any policy allows: what may have gone in lost minutes never goes again, whatever the carrier says.
NEVER_AGAIN = 99
PUT_BACK = "it was due while an older copy of the database was put back"
# While there is such a row, no drawer gives anything that should be sent.
SENDING_IS_OFF = exists(select(1).select_from(RestorationRow).where(RestorationRow.sending_at.is_(None)))


@dataclass(frozen=True, slots=True)
class Restoration:
    """A life of this database that began with a copy. seq, digest: of the last entry of the copy's audit."""

    number: int
    taken_at: datetime
    restored_at: datetime
    seq: int
    digest: str
    finished_at: datetime | None
    sending_at: datetime | None

    @property
    def is_held(self) -> bool:
        """Whether nobody may work in it yet."""
        return self.finished_at is None

    @property
    def keeps_back(self) -> bool:
        """Whether nothing is sent."""
        return self.sending_at is None


def statement_of_hold(number: int, taken_at: datetime, restored_at: datetime, seq: int, digest: str) -> str:
    """Give the one statement that marks a copy as held, for both databases and before anybody can open a store."""
    if not digest.isalnum():
        raise ValueError("no digest")
    times = f"'{taken_at:%Y-%m-%d %H:%M:%S.%f}', '{restored_at:%Y-%m-%d %H:%M:%S.%f}'"
    return (
        "INSERT INTO restoration (number, taken_at, restored_at, seq, digest) "  # noqa: S608  # nosec B608
        f"VALUES ({int(number)}, {times}, {int(seq)}, '{digest}')"
    )


class Restorations:
    """The drawer of lives of this database."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def standing(self) -> Restoration | None:
        """Give the newest; None when this database was never put back."""
        row = self._connection.execute(
            select(RestorationRow).order_by(RestorationRow.number.desc()).limit(1)
        ).one_or_none()
        if row is None:
            return None
        return Restoration(
            row.number, row.taken_at, row.restored_at, row.seq, row.digest, row.finished_at, row.sending_at
        )

    def finish(self, number: int, now: datetime) -> None:
        """Let people work in it again."""
        self._set(number, finished_at=now)

    def send_again(self, number: int, now: datetime, *, by_id: str | None) -> bool:
        """Let the worker send again. False: it did already, or nobody may work in it yet."""
        changed = self._connection.execute(
            update(RestorationRow)
            .where(
                RestorationRow.number == number,
                RestorationRow.finished_at.is_not(None),
                RestorationRow.sending_at.is_(None),
            )
            .values(sending_at=now, sending_by=by_id)
        )
        return changed.rowcount == 1

    def close_all_doors(self, now: datetime) -> None:
        """End every session and first step, invitation, wished link, feed and family's link: all begins anew."""
        open_sessions = update(SignInSessionRow).where(SignInSessionRow.ended_at.is_(None))
        self._connection.execute(open_sessions.values(ended_at=now, data={}))
        self._connection.execute(update(InviteRow).where(InviteRow.used_at.is_(None)).values(used_at=now))
        self._connection.execute(delete(LinkWishRow))
        open_feeds = update(CalendarFeedRow).where(CalendarFeedRow.revoked_at.is_(None))
        self._connection.execute(open_feeds.values(revoked_at=now))
        self._connection.execute(
            update(PageLinkRow)
            .where(PageLinkRow.revoked_at.is_(None))
            .values(revoked_at=now, revoked_because="the service was put back from a copy", visit_key="")
        )

    # What the journal says

    def account(self, account_id: str, *, state: str, generation: int, team_id: str) -> str:
        """Bring an account to where it stood; says what was done: "unknown", "closed", "changed" or "".

        Whoever's generation has moved on has changed a password, or was signed out for a reason: they choose another.
        """
        row = self._connection.execute(select(AccountRow).where(AccountRow.id == account_id)).one_or_none()
        if row is None:
            return "unknown"
        values: dict[str, Any] = {}
        if state == "disabled" != row.state:
            values["state"] = state
        if generation > row.generation:
            values |= {"generation": generation + 1, "password_hash": ""}
        team = self._connection.execute(select(TeamRow.id).where(TeamRow.id == team_id)).one_or_none()
        if team is not None and team_id != row.team_id:
            values["team_id"] = team_id
        if values:
            self._connection.execute(update(AccountRow).where(AccountRow.id == account_id).values(**values))
        return "" if not values else "closed" if "state" in values else "changed"

    def knows(self, case_id: str, account_id: str) -> bool:
        """Whether both are here."""
        case = select(CaseRow.id).where(CaseRow.id == case_id)
        account = select(AccountRow.id).where(AccountRow.id == account_id)
        return all(self._connection.execute(query).one_or_none() is not None for query in (case, account))

    def records_of(self, number_key: str) -> tuple[str, ...]:
        """Give every record of a number, by its keyed index."""
        query = select(SafeContactRow.id).where(SafeContactRow.value_key == number_key).order_by(SafeContactRow.id)
        return tuple(self._connection.execute(query).scalars())

    def last_step_of(self, contact_id: str) -> int:
        """Give the number of the last step of a record; 0 when there is no such record."""
        query = select(ContactStepRow.number).where(ContactStepRow.contact_id == contact_id)
        return self._connection.execute(query.order_by(ContactStepRow.number.desc()).limit(1)).scalar() or 0

    def standing_stops(self, contact_ids: Iterable[str]) -> frozenset[tuple[str, str | None]]:
        """Give (record, witness) of every wish that stands on these records."""
        rows = self._connection.execute(
            select(StopRow.contact_id, StopRow.witness_id).where(
                StopRow.contact_id.in_(list(contact_ids)), StopRow.until.is_(None)
            )
        )
        return frozenset((row.contact_id, row.witness_id) for row in rows)

    def text(self, note: Note, now: datetime) -> OutboxMessage | None:
        """Make the outbox know of a try that the journal knows of; gives the message when that is news, else None.

        A message that is not there at all is put there, so that its reason does not bring forth a second one.
        """
        said = note.said
        state = state_after(str(said["outcome"]))
        if state is None or self.knows_text(note):
            return None
        message_id = self._message_of(note, now)
        if message_id is None:
            return None
        carrier = self._keep_try(note, message_id)
        began_at = datetime.fromisoformat(str(said["began_at"]))
        self._connection.execute(
            update(MessageRow)
            .where(MessageRow.id == message_id)
            .values(
                state=state.value,
                because="" if state in HANDED_OVER else PUT_BACK,
                attempt=said["number"],
                reference=note.about,
                provider_id=carrier,
                lease_until=None,
                settled_at=now,
                handed_over_at=began_at if state in HANDED_OVER else None,
                maybe_sent=NEVER_AGAIN if state is MessageState.UNCERTAIN else 0,
            )
        )
        return self._messages(MessageRow.id == message_id)[0]

    def knows_text(self, note: Note) -> bool:
        """Whether the outbox knows as much already: of a later try, or of this one as far as it came."""
        state = state_after(str(note.said["outcome"]))
        if state is None:
            return True
        row = self._connection.execute(
            select(MessageRow.state, MessageRow.attempt).where(MessageRow.id == note.said["message"])
        ).one_or_none()
        if row is None:
            return False
        number = int(str(note.said["number"]))
        if row.attempt != number:
            return bool(row.attempt > number)
        return row.state == state.value or not may_become(MessageState(row.state), state)

    def _message_of(self, note: Note, now: datetime) -> str | None:
        said = note.said
        known = self._connection.execute(
            select(MessageRow.id).where(
                (MessageRow.id == said["message"]) | (MessageRow.reason_key == said["reason_key"])
            )
        ).scalars()
        found = list(known)
        if found:
            return str(found[0])
        for row, name in ((CaseRow, "case_id"), (PersonRow, "person_id"), (SafeContactRow, "contact_id")):
            if self._connection.execute(select(row.id).where(row.id == said[name])).one_or_none() is None:
                return None
        self._connection.execute(
            insert(MessageRow).values(
                id=said["message"],
                fields={},
                state=MessageState.UNCERTAIN.value,
                settled_at=now,
                **{name: said[name] for name in OF_A_MESSAGE},
                **{name: datetime.fromisoformat(str(said[name])) for name in TIMES_OF_A_MESSAGE},
            )
        )
        return str(said["message"])

    def _keep_try(self, note: Note, message_id: str) -> str | None:
        said = note.said
        taken = select(AttemptRow.id).where(AttemptRow.provider_id == said["carrier"], AttemptRow.id != note.about)
        # A carrier's name of a text belongs to one try; one that another has already says nothing about this one.
        carrier = None if self._connection.execute(taken).one_or_none() else said["carrier"]
        values = {"outcome": said["outcome"], "provider_id": carrier, "detail": PUT_BACK}
        again = self._connection.execute(update(AttemptRow).where(AttemptRow.id == note.about).values(**values))
        if again.rowcount == 0:
            began_at = datetime.fromisoformat(str(said["began_at"]))
            self._connection.execute(
                insert(AttemptRow).values(
                    id=note.about, message_id=message_id, number=said["number"], began_at=began_at, **values
                )
            )
        return None if carrier is None else str(carrier)

    def names_read(self, limit: int = 200) -> int:
        """Unseal some names; gives how many that were. For a trial: without the keys a copy is worth nothing.

        Raises:
            BrokenSeal: one does not open.
        """
        rows = self._connection.execute(select(PersonRow.id, PersonRow.name_sealed).limit(limit)).all()
        return sum(bool(self._vault.open(NAME, row.id, row.name_sealed)) for row in rows)

    # What nobody can know

    def doubt(self, until: datetime, now: datetime) -> tuple[OutboxMessage, ...]:
        """Turn everything that was due or on its way into something in doubt that never goes again, and give it.

        until: what is planned for later than that stays planned.
        """
        self._connection.execute(
            update(MessageRow)
            .where(MessageRow.state.in_([MessageState.SENDING.value, MessageState.UNCERTAIN.value]))
            .values(state=MessageState.UNCERTAIN.value, maybe_sent=NEVER_AGAIN, lease_until=None, settled_at=now)
        )
        due = self._connection.execute(
            select(MessageRow.id, MessageRow.attempt).where(
                MessageRow.state == MessageState.PLANNED.value, MessageRow.not_before <= until
            )
        ).all()
        for row in due:
            self._doubt_one(row.id, row.attempt + 1, now)
        return self._messages(MessageRow.state == MessageState.UNCERTAIN.value, MessageRow.person_asked_at.is_(None))

    def _doubt_one(self, message_id: str, number: int, now: datetime) -> None:
        reference = new_id()
        outcome = MessageState.UNCERTAIN.value
        self._connection.execute(
            insert(AttemptRow).values(
                id=reference, message_id=message_id, number=number, began_at=now, outcome=outcome, detail=PUT_BACK
            )
        )
        self._connection.execute(
            update(MessageRow)
            .where(MessageRow.id == message_id)
            .values(
                state=outcome,
                because=PUT_BACK,
                attempt=number,
                reference=reference,
                settled_at=now,
                maybe_sent=NEVER_AGAIN,
                lease_until=None,
            )
        )

    def _messages(self, *conditions: Any) -> tuple[OutboxMessage, ...]:
        messages = Messages(self._connection, self._vault)
        rows: Sequence[Any] = self._connection.execute(
            select(MessageRow).where(*conditions).order_by(MessageRow.urgency, MessageRow.not_before, MessageRow.id)
        ).all()
        return tuple(messages.message(row) for row in rows)

    def _set(self, number: int, **values: Any) -> None:
        self._connection.execute(update(RestorationRow).where(RestorationRow.number == number).values(**values))


def state_after(outcome: str) -> MessageState | None:
    """Say what a message is when its newest try went so; None when that try has certainly left nothing."""
    if not outcome:
        return MessageState.UNCERTAIN
    state = MessageState(outcome)
    if state is MessageState.PLANNED:
        return None
    return MessageState.UNCERTAIN if state is MessageState.SENDING else state


__all__ = ["SENDING_IS_OFF", "Restoration", "Restorations", "statement_of_hold"]
