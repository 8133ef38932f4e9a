"""Keeps the audit chain: one entry for each look and each change, in the transaction of what it speaks of."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from witness.domain.audit import GENESIS, AuditOutcome, ChainedEntry, Entry, digest_of
from witness.store.tables.audit import AuditHeadRow, AuditRow


class Audit:
    """The audit drawer."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def record(self, entry: Entry) -> None:
        """Add an entry to the chain. Without it the transaction, and so the look or change, fails."""
        head = self._connection.execute(select(AuditHeadRow).with_for_update()).one_or_none()
        if head is None:
            self._connection.execute(insert(AuditHeadRow).values(id=1, seq=0, digest=GENESIS))
        seq = 1 if head is None else head.seq + 1
        previous = GENESIS if head is None else head.digest
        digest = digest_of(seq, previous, entry)
        self._connection.execute(
            insert(AuditRow).values(
                seq=seq,
                at=entry.at,
                account_id=entry.account_id,
                role=entry.role,
                deed=entry.deed,
                outcome=entry.outcome.value,
                case_id=entry.case_id,
                subject=entry.subject,
                request_id=entry.request_id,
                previous=previous,
                digest=digest,
            )
        )
        self._connection.execute(update(AuditHeadRow).values(seq=seq, digest=digest))

    def chain(self) -> Iterator[ChainedEntry]:
        """Give every entry in order."""
        rows = self._connection.execution_options(yield_per=2000).execute(select(AuditRow).order_by(AuditRow.seq))
        for row in rows:
            yield chained(row)

    def between(self, first: int, last: int) -> tuple[ChainedEntry, ...]:
        """Give the entries from number `first` to `last`, both included, in order."""
        rows = self._connection.execute(
            select(AuditRow).where(AuditRow.seq >= first, AuditRow.seq <= last).order_by(AuditRow.seq)
        )
        return tuple(chained(row) for row in rows)

    def of_case(self, case_id: str, limit: int = 50) -> tuple[ChainedEntry, ...]:
        """Give the newest entries about a case, newest first."""
        rows = self._connection.execute(
            select(AuditRow).where(AuditRow.case_id == case_id).order_by(AuditRow.seq.desc()).limit(limit)
        )
        return tuple(chained(row) for row in rows)

    def count_looks(self, case_id: str, account_id: str, since: datetime, until: datetime) -> int:
        """Give how often somebody read something of a case from one instant to another, the opening of it left out."""
        query = (
            select(func.count())
            .select_from(AuditRow)
            .where(
                AuditRow.case_id == case_id,
                AuditRow.account_id == account_id,
                AuditRow.outcome == AuditOutcome.ALLOWED.value,
                AuditRow.deed.not_like("break_glass.%"),
                AuditRow.at >= since,
                AuditRow.at <= until,
            )
        )
        return self._connection.execute(query).scalar_one()

    def head(self) -> tuple[int, str]:
        """Give the number and digest that the chain should end with."""
        row = self._connection.execute(select(AuditHeadRow)).one_or_none()
        return (0, GENESIS) if row is None else (row.seq, row.digest)


def chained(row) -> ChainedEntry:  # type: ignore[no-untyped-def]
    """Give a row as the entry that it keeps, in its place."""
    entry = Entry(
        at=row.at,
        deed=row.deed,
        outcome=AuditOutcome(row.outcome),
        account_id=row.account_id,
        role=row.role,
        case_id=row.case_id,
        subject=row.subject,
        request_id=row.request_id,
    )
    return ChainedEntry(seq=row.seq, entry=entry, previous=row.previous, digest=row.digest)
