"""Keeps the explanations that were written here, each version with who wrote and who approved it."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from witness.domain.errors import SomebodyElseChangedThis
from witness.domain.explanations import ExplanationVersion, Reader, Topic
from witness.store.tables.parents import ExplanationVersionRow


class Explanations:
    """The drawer of explanations."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def add(self, version: ExplanationVersion) -> None:
        """Keep words that wait for a second person."""
        self._connection.execute(
            insert(ExplanationVersionRow).values(
                id=version.version_id,
                topic=version.topic.value,
                reader=version.reader.value,
                language=version.language,
                version=version.version,
                words=version.words,
                written_by_id=version.written_by_id,
                written_at=version.written_at,
            )
        )

    def approve(self, version_id: str, *, by_id: str, at: datetime) -> None:
        """Keep who stands behind words, once.

        Raises:
            SomebodyElseChangedThis: somebody has just approved them.
        """
        done = self._connection.execute(
            update(ExplanationVersionRow)
            .where(ExplanationVersionRow.id == version_id, ExplanationVersionRow.approved_by_id.is_(None))
            .values(approved_by_id=by_id, approved_at=at)
        )
        if done.rowcount != 1:
            raise SomebodyElseChangedThis("Somebody has just approved these words.")

    def all(self) -> tuple[ExplanationVersion, ...]:
        """Give every version, oldest first."""
        rows = self._connection.execute(
            select(ExplanationVersionRow).order_by(ExplanationVersionRow.written_at, ExplanationVersionRow.id)
        )
        return tuple(
            ExplanationVersion(
                version_id=row.id,
                topic=Topic(row.topic),
                reader=Reader(row.reader),
                language=row.language,
                version=row.version,
                words=row.words,
                written_by_id=row.written_by_id,
                written_at=row.written_at,
                approved_by_id=row.approved_by_id,
                approved_at=row.approved_at,
            )
            for row in rows
        )
