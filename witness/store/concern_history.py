"""Keeps what was said of each witness from day to day. It is only ever added to."""

from collections.abc import Iterable

from sqlalchemy import Connection, Row, and_, func, insert, select

from witness.domain.concern_history import ConcernDay, FactorThen
from witness.identifiers import new_id
from witness.store.tables.concern import ConcernDayRow


class ConcernHistory:
    """The drawer of past concern."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def keep(self, days: Iterable[ConcernDay]) -> None:
        """Add to the history, in one statement."""
        rows = [
            {
                "id": new_id(),
                "case_id": day.case_id,
                "witness_id": day.witness_id,
                "on_day": day.on,
                "at": day.at,
                "points": day.points,
                "band": day.band,
                "factors": [{"code": f.code, "points": f.points, "hard": f.hard} for f in day.factors],
                "table_version": day.table_version,
                "working_days_left": day.working_days_left,
                "hearing_id": day.hearing_id,
            }
            for day in days
        ]
        if rows:
            self._connection.execute(insert(ConcernDayRow), rows)

    def of_witness(self, witness_id: str) -> tuple[ConcernDay, ...]:
        """Give the whole history of a witness, oldest first."""
        rows = self._connection.execute(
            select(ConcernDayRow)
            .where(ConcernDayRow.witness_id == witness_id)
            .order_by(ConcernDayRow.at, ConcernDayRow.id)
        )
        return tuple(day_of(row) for row in rows)

    def of_case(self, case_id: str) -> dict[str, tuple[ConcernDay, ...]]:
        """Give the history of every witness of a case, oldest first, by witness, in one statement."""
        rows = self._connection.execute(
            select(ConcernDayRow).where(ConcernDayRow.case_id == case_id).order_by(ConcernDayRow.at, ConcernDayRow.id)
        )
        found: dict[str, list[ConcernDay]] = {}
        for row in rows:
            found.setdefault(row.witness_id, []).append(day_of(row))
        return {witness_id: tuple(days) for witness_id, days in found.items()}

    def newest_of_case(self, case_id: str) -> dict[str, ConcernDay]:
        """Give what was last kept of each witness of a case, by witness."""
        newest = (
            select(ConcernDayRow.witness_id, func.max(ConcernDayRow.at).label("at"))
            .where(ConcernDayRow.case_id == case_id)
            .group_by(ConcernDayRow.witness_id)
            .subquery()
        )
        rows = self._connection.execute(
            select(ConcernDayRow).join(
                newest, and_(newest.c.witness_id == ConcernDayRow.witness_id, newest.c.at == ConcernDayRow.at)
            )
        )
        return {row.witness_id: day_of(row) for row in rows}


def day_of(row: Row) -> ConcernDay:  # type: ignore[type-arg]
    """Give a row of the history as it was said."""
    return ConcernDay(
        witness_id=row.witness_id,
        case_id=row.case_id,
        on=row.on_day,
        at=row.at,
        points=row.points,
        band=row.band,
        factors=tuple(FactorThen(f["code"], f["points"], f["hard"]) for f in row.factors),
        table_version=row.table_version,
        working_days_left=row.working_days_left,
        hearing_id=row.hearing_id,
    )
