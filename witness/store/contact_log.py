"""Keeps the contact log: every try to speak with a family. Rows are added and never changed."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select

from witness.domain.contact_log import ContactEntry, ContactVia
from witness.store.tables.contact import ContactLogRow
from witness.store.together import AtHand, of_one_case

CONTACT_LOG = of_one_case(ContactLogRow, ContactLogRow.at, ContactLogRow.id)


class ContactLog:
    """The drawer of the contact log."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def add(self, case_id: str, entries: Iterable[ContactEntry], *, by_id: str | None = None) -> None:
        """Keep entries."""
        rows = [
            {
                "id": e.entry_id,
                "case_id": case_id,
                "person_id": e.person_id,
                "at": e.at,
                "via": e.via.value,
                "from_family": e.from_family,
                "reached": e.reached,
                "hearing_id": e.hearing_id,
                "by_id": by_id,
                "result": e.result,
            }
            for e in entries
        ]
        if rows:
            self._connection.execute(insert(ContactLogRow), rows)

    def of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[ContactEntry, ...]:
        """Give the entries of a case, oldest first."""
        return tuple(
            ContactEntry(r.id, r.person_id, r.at, ContactVia(r.via), r.from_family, r.reached, r.hearing_id, r.result)
            for r in CONTACT_LOG.rows(self._connection, case_id, at_hand)
        )

    def last_tries(self, case_ids: Iterable[str], since: datetime) -> dict[tuple[str, str], ContactEntry]:
        """Give the newest call that we tried since an instant, reached or not, by person and hearing."""
        rows = self._connection.execute(
            select(ContactLogRow)
            .where(
                ContactLogRow.case_id.in_(sorted(case_ids)),
                ContactLogRow.at >= since,
                ContactLogRow.from_family.is_(False),
                ContactLogRow.hearing_id.is_not(None),
            )
            .order_by(ContactLogRow.at, ContactLogRow.id)
        )
        return {
            (r.person_id, r.hearing_id): ContactEntry(
                r.id, r.person_id, r.at, ContactVia(r.via), r.from_family, r.reached, r.hearing_id, r.result
            )
            for r in rows
        }

    def calls_of(self, case_ids: Iterable[str], since: datetime) -> tuple[ContactEntry, ...]:
        """Give the entries of several cases since an instant, oldest first, in one statement."""
        rows = self._connection.execute(
            select(ContactLogRow)
            .where(ContactLogRow.case_id.in_(sorted(set(case_ids))), ContactLogRow.at >= since)
            .order_by(ContactLogRow.at, ContactLogRow.id)
        )
        return tuple(
            ContactEntry(r.id, r.person_id, r.at, ContactVia(r.via), r.from_family, r.reached, r.hearing_id, r.result)
            for r in rows
        )

    def has(self, entry_id: str) -> bool:
        """Whether an entry of this id is known, in any case."""
        query = select(ContactLogRow.id).where(ContactLogRow.id == entry_id)
        return self._connection.execute(query).one_or_none() is not None
