"""Finds in the tables what a restore must not lose, as notes of the journal. Nothing is unsealed for it."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, or_, select

from witness.domain.access import Tie
from witness.domain.journal import Note, NoteKind
from witness.store.tables.accounts import AccountRow
from witness.store.tables.cases import CaseAccessRow
from witness.store.tables.contact import ContactStepRow, SafeContactRow
from witness.store.tables.messages import AttemptRow, MessageRow
from witness.store.tables.private_pages import PageLinkRow
from witness.store.tables.stops import StopRow

# As much of a message as makes it known again where it is not: opaque names, what kind it is, and instants.
OF_A_MESSAGE = (
    "reason_key",
    "case_id",
    "person_id",
    "contact_id",
    "hearing_id",
    "revision",
    "purpose",
    "channel",
    "tier",
    "wording",
    "urgency",
)
TIMES_OF_A_MESSAGE = ("not_before", "not_after", "planned_at")
# That somebody is assigned opens a case, and is left to people.
SHUTS = (Tie.EXCLUDED.value, Tie.RESTRICTED_TO.value)


class Journal:
    """The drawer of what is noted outside."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def notes(self, since: datetime) -> tuple[Note, ...]:
        """Give how everything stands that has changed since an instant, in six statements; accounts always."""
        looks = (self._stops, self._numbers, self._links, self._texts, self._ties)
        found = [note for look in looks for note in look(since)]
        return (*found, *self._accounts())

    def _stops(self, since: datetime) -> Iterator[Note]:
        rows = self._connection.execute(
            select(StopRow, SafeContactRow.value_key)
            .join(SafeContactRow, SafeContactRow.id == StopRow.contact_id)
            .where(or_(StopRow.since >= since, StopRow.until >= since))
            .order_by(StopRow.since, StopRow.id)
        )
        for row in rows:
            said = {
                "number": row.value_key,
                "contact": row.contact_id,
                "witness": row.witness_id,
                "since": row.since.isoformat(),
                "until": None if row.until is None else row.until.isoformat(),
                "by_carrier": row.by_carrier,
            }
            yield Note(NoteKind.STOP, row.id, said)

    def _numbers(self, since: datetime) -> Iterator[Note]:
        rows = self._connection.execute(
            select(ContactStepRow.contact_id, ContactStepRow.number, ContactStepRow.state, SafeContactRow.value_key)
            .join(SafeContactRow, SafeContactRow.id == ContactStepRow.contact_id)
            .where(ContactStepRow.at >= since)
            .order_by(ContactStepRow.contact_id, ContactStepRow.number)
        )
        last = {row.contact_id: row for row in rows}
        for row in last.values():
            yield Note(
                NoteKind.NUMBER, row.contact_id, {"number": row.value_key, "state": row.state, "step": row.number}
            )

    def _links(self, since: datetime) -> Iterator[Note]:
        rows = self._connection.execute(
            select(PageLinkRow.id, PageLinkRow.revoked_at).where(PageLinkRow.revoked_at >= since)
        )
        for row in rows:
            yield Note(NoteKind.LINK, row.id, {"at": row.revoked_at.isoformat()})

    def _accounts(self) -> Iterator[Note]:
        rows = self._connection.execute(
            select(AccountRow.id, AccountRow.state, AccountRow.generation, AccountRow.team_id).order_by(AccountRow.id)
        )
        for row in rows:
            said = {"state": row.state, "generation": row.generation, "team": row.team_id}
            yield Note(NoteKind.ACCOUNT, row.id, said)

    def _texts(self, since: datetime) -> Iterator[Note]:
        rows = self._connection.execute(
            select(
                AttemptRow.id.label("try_id"),
                AttemptRow.number.label("try_number"),
                AttemptRow.began_at,
                AttemptRow.outcome,
                AttemptRow.provider_id.label("try_provider_id"),
                MessageRow.id.label("message_id"),
                *(getattr(MessageRow, name) for name in (*OF_A_MESSAGE, *TIMES_OF_A_MESSAGE)),
            )
            .join(MessageRow, MessageRow.id == AttemptRow.message_id)
            .where(AttemptRow.began_at >= since)
            .order_by(AttemptRow.began_at, AttemptRow.id)
        )
        for row in rows:
            said = {
                "message": row.message_id,
                "number": row.try_number,
                "began_at": row.began_at.isoformat(),
                "outcome": row.outcome,
                "carrier": row.try_provider_id,
                **{name: getattr(row, name) for name in OF_A_MESSAGE},
                **{name: getattr(row, name).isoformat() for name in TIMES_OF_A_MESSAGE},
            }
            yield Note(NoteKind.TEXT, row.try_id, said)

    def _ties(self, since: datetime) -> Iterator[Note]:
        """For whom a case does not exist, and for whom alone it does."""
        rows = self._connection.execute(
            select(CaseAccessRow).where(CaseAccessRow.since >= since, CaseAccessRow.kind.in_(SHUTS))
        )
        for row in rows:
            said = {"case": row.case_id, "account": row.account_id, "tie": row.kind, "since": row.since.isoformat()}
            yield Note(NoteKind.TIE, row.id, said)
