"""Keeps which copies were made and which were put back on trial, so that somebody sees when it stops."""

from sqlalchemy import Connection, delete, insert, select

from witness.domain.backups import KEEP_ONE_A_DAY_FOR, Run
from witness.identifiers import new_id
from witness.store.tables.backups import BackupRunRow

MADE, DRILLED = "made", "drilled"


class BackupRuns:
    """The drawer of copies."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def made(self, run: Run) -> None:
        """Keep that a copy was made. What is older than any copy is forgotten."""
        self._add(MADE, run)
        self._connection.execute(
            delete(BackupRunRow).where(BackupRunRow.kind == MADE, BackupRunRow.at < run.at - KEEP_ONE_A_DAY_FOR)
        )

    def drilled(self, run: Run) -> None:
        """Keep how a trial to put one back went."""
        self._add(DRILLED, run)

    def newest(self) -> tuple[Run | None, Run | None]:
        """Give the newest copy and the newest trial."""
        return self._newest(MADE), self._newest(DRILLED)

    def _newest(self, kind: str) -> Run | None:
        query = select(BackupRunRow).where(BackupRunRow.kind == kind).order_by(BackupRunRow.at.desc()).limit(1)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else Run(row.at, row.taken_at, row.name, row.because, row.size, row.seconds)

    def _add(self, kind: str, run: Run) -> None:
        self._connection.execute(
            insert(BackupRunRow).values(
                id=new_id(),
                kind=kind,
                at=run.at,
                taken_at=run.taken_at,
                name=run.name[:60],
                because=run.because[:200],
                size=run.size,
                seconds=run.seconds,
            )
        )
