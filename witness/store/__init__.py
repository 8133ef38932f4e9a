"""Where facts are kept. Nothing outside sees a table, a row or a connection.

A `Store` opens one of two kinds of transaction. `changing()` may write and commits at the end or not at all.
`reading()` cannot write: the database itself refuses. Both give a `Desk`: one drawer for each area, which takes and
gives frozen values. Statements are written once and run on SQLite and on PostgreSQL.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, text

from witness.domain.access import Asking, CaseGround, Deed, Viewer, may
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.errors import NotFound
from witness.domain.journal import LOOK_BACK
from witness.store.desk import Desk
from witness.store.engine import open_engine
from witness.store.journal_files import Kept, add_news, notes_in
from witness.store.migrate import heads
from witness.store.vault import Vault, read_keys

__all__ = ["Desk", "Store", "open_store"]

Also = Callable[[Viewer, CaseGround], bool]


class Store:
    """The database, opened once for each process."""

    def __init__(self, engine: Engine, vault: Vault) -> None:
        """Keep the engine and the keys; nothing is read yet."""
        self._engine = engine
        self._vault = vault

    @contextmanager
    def changing(self) -> Iterator[Desk]:
        """Open a transaction that may write; everything in it is kept together or not at all."""
        with self._engine.connect() as connection, connection.begin():
            yield Desk(connection, self._vault)

    @contextmanager
    def reading(self) -> Iterator[Desk]:
        """Open a transaction in which the database refuses every write."""
        with self._engine.connect().execution_options(reading=True) as connection, connection.begin():
            yield Desk(connection, self._vault)

    @contextmanager
    def case_for(
        self,
        asking: Asking,
        deed: Deed,
        case_id: str,
        *,
        doing: str,
        if_also: Also | None = None,
        about: str = "",
    ) -> Iterator[Desk]:
        """Open a transaction about one case for somebody who may do `deed` with it, on the record.

        if_also: a further rule that must hold, where a part of a case is for fewer people than the case. about: what of
        the case it is about, in a word of ours.

        The entry in the audit is part of the transaction: when it cannot be written, nothing is shown or changed.

        Raises:
            NotFound: there is no such case for this person. The attempt is on the record too.
        """
        allowed = False
        with self.changing() as desk:
            ground = desk.access.ground_of(case_id, asking.at)
            allowed = (
                ground is not None
                and may(asking.viewer, deed, ground)
                and (if_also is None or if_also(asking.viewer, ground))
            )
            outcome = AuditOutcome.ALLOWED if allowed else AuditOutcome.DENIED
            desk.audit.record(_entry(asking, doing, outcome, case_id=case_id, about=about))
            if allowed:
                yield desk
        if not allowed:
            raise NotFound("There is no such case.")

    @contextmanager
    def board_for(self, asking: Asking, *, doing: str, about: str = "") -> Iterator[Desk]:
        """Open a transaction that is about no single case, on the record. about: what it is about instead."""
        with self.changing() as desk:
            desk.audit.record(_entry(asking, doing, AuditOutcome.ALLOWED, about=about))
            yield desk

    def note_down(self, folder: Path, now: datetime) -> int:
        """Note in the journal outside the database what a restore must not lose; gives how much was new.

        Raises:
            CannotBeWritten: the folder is not there, is full, or is not ours to write.
        """
        with self.reading() as desk:
            found = desk.journal.notes(now - LOOK_BACK)
        return add_news(folder, self._vault, found, now)

    def noted(self, folder: Path) -> Kept:
        """Read what was noted.

        Raises:
            CannotBeWritten: it cannot be read.
        """
        return notes_in(folder, self._vault)

    def is_ready(self) -> bool:
        """Whether the database answers and has this release's shape."""
        with self._engine.connect() as connection:
            rows = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
        return set(rows) == heads()

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()


def open_store(url: str, field_keys: str) -> Store:
    """Open the database at `url`; `field_keys` as `vault.read_keys` takes them."""
    return Store(open_engine(url), read_keys(field_keys))


def _entry(asking: Asking, doing: str, outcome: AuditOutcome, *, case_id: str | None = None, about: str = "") -> Entry:
    return Entry(
        at=asking.at,
        deed=doing,
        outcome=outcome,
        account_id=asking.viewer.account_id,
        role=asking.viewer.role.value,
        case_id=case_id,
        subject=about,
        request_id=asking.request_id,
    )
