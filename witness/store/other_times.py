"""Keeps what families ask for when a meeting does not suit them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from witness.domain.other_times import Asked, Chosen, OtherTime
from witness.store.tables.private_pages import OtherTimeRow


class OtherTimes:
    """The drawer of other times."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def ask(self, asked: Asked) -> None:
        """Keep that somebody asked."""
        self._connection.execute(
            insert(OtherTimeRow).values(
                id=asked.asked_id,
                case_id=asked.case_id,
                visit_id=asked.visit_id,
                person_id=asked.person_id,
                contact_id=asked.contact_id,
                seen=asked.seen,
                first_on=asked.first.on,
                first_at=asked.first.at,
                second_on=asked.second.on,
                second_at=asked.second.at,
                at=asked.at,
            )
        )

    def open_of_case(self, case_id: str) -> tuple[Asked, ...]:
        """Give what nobody has decided yet, the oldest first."""
        query = select(OtherTimeRow).where(OtherTimeRow.case_id == case_id, OtherTimeRow.settled_at.is_(None))
        return tuple(_asked(row) for row in self._connection.execute(query.order_by(OtherTimeRow.at)))

    def has(self, asked_id: str) -> bool:
        """Whether something was asked for under this name."""
        return self._connection.execute(select(OtherTimeRow.id).where(OtherTimeRow.id == asked_id)).first() is not None

    def settle(self, asked_id: str, chosen: Chosen, *, by_id: str | None, now: datetime) -> bool:
        """Keep what was decided; says whether it was still open."""
        changed = self._connection.execute(
            update(OtherTimeRow)
            .where(OtherTimeRow.id == asked_id, OtherTimeRow.settled_at.is_(None))
            .values(chosen=int(chosen), settled_at=now, settled_by=by_id)
        )
        return changed.rowcount == 1


def _asked(row: Any) -> Asked:
    return Asked(
        asked_id=row.id,
        case_id=row.case_id,
        visit_id=row.visit_id,
        person_id=row.person_id,
        contact_id=row.contact_id,
        seen=row.seen,
        first=OtherTime(row.first_on, row.first_at),
        second=OtherTime(row.second_on, row.second_at),
        at=row.at,
        chosen=None if row.chosen is None else Chosen(row.chosen),
    )
