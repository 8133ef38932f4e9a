"""Keeps markers: yes or no, since a day. Rows are added and never changed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, and_, insert, or_, select

from witness.domain.markers import Marker, MarkerKind, Said
from witness.store.people import THEIR_IDS
from witness.store.tables.accounts import AccountRow
from witness.store.tables.concern import MarkerRow
from witness.store.tables.people import WitnessRow
from witness.store.together import THIS_CASE, AtHand, CaseQuery

MARKERS_AROUND = CaseQuery(
    select(MarkerRow, WitnessRow.person_id)
    .join(WitnessRow, WitnessRow.id == MarkerRow.witness_id)
    .where(
        or_(
            MarkerRow.case_id == THIS_CASE,
            and_(MarkerRow.kind == MarkerKind.MISSING.value, WitnessRow.person_id.in_(THEIR_IDS)),
        )
    ),
    MarkerRow.recorded_at,
    MarkerRow.id,
)


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
        return tuple(_marker(row) for row in rows)

    def around_case(
        self, case_id: str, at_hand: AtHand | None = None
    ) -> tuple[tuple[Marker, ...], tuple[tuple[str, Marker], ...]]:
        """Give the markers of a case's witnesses, and those of its people who are missing by another of their cases.

        In one statement. The second are (person, marker), of kind missing alone: of nothing else that is marked
        elsewhere does this case hear.
        """
        rows = MARKERS_AROUND.rows(self._connection, case_id, at_hand)
        own = tuple(_marker(row) for row in rows if row.case_id == case_id)
        return own, tuple((row.person_id, _marker(row)) for row in rows if row.case_id != case_id)

    def missing_of_people(self, person_ids: Iterable[str]) -> tuple[tuple[str, Marker], ...]:
        """Give what is recorded of people being missing or back, whatever case knows it: person and marker."""
        rows = self._connection.execute(
            select(MarkerRow, WitnessRow.person_id)
            .join(WitnessRow, WitnessRow.id == MarkerRow.witness_id)
            .where(MarkerRow.kind == MarkerKind.MISSING.value, WitnessRow.person_id.in_(sorted(set(person_ids))))
            .order_by(MarkerRow.recorded_at, MarkerRow.id)
        )
        return tuple((row.person_id, _marker(row)) for row in rows)

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


def _marker(row: Any) -> Marker:
    return Marker(row.id, row.witness_id, MarkerKind(row.kind), Said(row.said), row.on_day, row.recorded_at)
