"""Keeps the versions of the table of concern. None is ever changed; the newest stands."""

from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select
from sqlalchemy.exc import IntegrityError

from witness.domain.errors import SomebodyElseChangedThis
from witness.domain.evidence import Side
from witness.domain.factor_table import FIRST_TABLE, Code, Factor, FactorTable, completed
from witness.store.tables.accounts import AccountRow
from witness.store.tables.concern import FactorTableRow

_KNOWN = frozenset(code.value for code in Code)


class FactorTables:
    """The drawer of versions of the table."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def standing(self) -> FactorTable | None:
        """Give the version that stands; None while nobody has written one."""
        row = self._connection.execute(_versions().limit(1)).one_or_none()
        return None if row is None else _table_of(row)

    def versions(self) -> tuple[FactorTable, ...]:
        """Give every version, the newest first."""
        return tuple(_table_of(row) for row in self._connection.execute(_versions()))

    def add(self, table: FactorTable, *, by_id: str) -> None:
        """Let a version stand. With the first that somebody writes, the one it replaces is kept too.

        Raises:
            SomebodyElseChangedThis: there is a version of this number already.
        """
        kept = self.standing()
        rows = [(table, by_id)] if kept else [(FIRST_TABLE, None), (table, by_id)]
        if table.version != (kept or FIRST_TABLE).version + 1:
            raise SomebodyElseChangedThis("Somebody else has changed the table meanwhile. Look at theirs first.")
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(FactorTableRow), [_row_of(one, who) for one, who in rows])
        except IntegrityError:
            raise SomebodyElseChangedThis(
                "Somebody else has changed the table meanwhile. Look at theirs first."
            ) from None


def _versions() -> Select[Any, Any]:
    return (
        select(FactorTableRow, AccountRow.name.label("by_name"))
        .outerjoin(AccountRow, AccountRow.id == FactorTableRow.by_id)
        .order_by(FactorTableRow.version.desc())
    )


def _row_of(table: FactorTable, by_id: str | None) -> dict[str, Any]:
    return {
        "version": table.version,
        "watch_from": table.watch_from,
        "act_from": table.act_from,
        "why": table.why,
        "written_at": table.written_at,
        "by_id": by_id,
        "factors": [
            {
                "code": f.code.value,
                "words": f.words,
                "points": list(f.points),
                "owner": f.owner.value,
                "clears_when": f.clears_when,
                "source": f.source,
                "limits": list(f.limits),
                "verified": f.verified,
            }
            for f in table.factors
        ],
    }


def _table_of(row: Row) -> FactorTable:  # type: ignore[type-arg]
    """Read a version. What a row counts in, and whether it is hard, is not the table's to say."""
    factors = tuple(_factor_of(item) for item in row.factors if item["code"] in _KNOWN)
    table = FactorTable(row.version, factors, row.watch_from, row.act_from, row.written_at, row.by_name or "", row.why)
    return completed(table)


def _factor_of(item: dict[str, Any]) -> Factor:
    first = FIRST_TABLE.row(Code(item["code"]))
    return Factor(
        code=first.code,
        words=item["words"],
        points=tuple(item["points"]),
        owner=Side(item["owner"]),
        clears_when=item["clears_when"],
        hard=first.hard,
        verified=item["verified"],
        source=item["source"],
        limits=tuple(item["limits"]),
        counted=first.counted,
    )
