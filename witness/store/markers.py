"""Keeps markers: yes or no, since a day. Rows are added and never changed."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from witness.domain.markers import Marker, MarkerKind, Said
from witness.store.tables.accounts import AccountRow
from witness.store.tables.concern import MarkerRow


class Markers:
    """The drawer of markers."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def add(self, case_id: str, markers: Iterable[Marker], *, by_id: str | None = None) -> None:
        """Keep markers, in one statement."""
        rows = [
            {
                "id": marker.marker_id,
                "case_id": case_id,
                "witness_id": marker.witness_id,
                "kind": marker.kind.value,
                "said": marker.said.value,
                "on_day": marker.on,
                "recorded_at": marker.recorded_at,
                "by_id": by_id,
            }
            for marker in markers
        ]
        if rows:
            self._connection.execute(insert(MarkerRow), rows)

    def of_case(self, case_id: str) -> tuple[Marker, ...]:
        """Give the markers of a case's witnesses, in the order in which they were recorded."""
        rows = self._connection.execute(
            select(MarkerRow).where(MarkerRow.case_id == case_id).order_by(MarkerRow.recorded_at, MarkerRow.id)
        )
        return tuple(
            Marker(r.id, r.witness_id, MarkerKind(r.kind), Said(r.said), r.on_day, r.recorded_at) for r in rows
        )

    def who_recorded(self, case_id: str) -> dict[str, str]:
        """Give, for each marker of a case, the name of whoever recorded it."""
        rows = self._connection.execute(
            select(MarkerRow.id, AccountRow.name)
            .join(AccountRow, AccountRow.id == MarkerRow.by_id)
            .where(MarkerRow.case_id == case_id)
        )
        return {row.id: row.name for row in rows}

    def has(self, marker_id: str) -> bool:
        """Whether a marker of this id is known, in any case."""
        query = select(MarkerRow.id).where(MarkerRow.id == marker_id)
        return self._connection.execute(query).one_or_none() is not None
