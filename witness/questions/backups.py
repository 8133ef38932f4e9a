"""How the copies of the database are, and whether it was put back from one. Nothing about anybody stands in it."""

from dataclasses import dataclass
from datetime import datetime

from witness.domain.backups import BACKUP_IN_WORDS, BackupState, Run, backup_state
from witness.store import Store
from witness.store.restorations import Restoration


@dataclass(frozen=True, slots=True)
class Copies:
    """How they are. made, drilled: the newest copy and the newest trial. restored: that it was put back from one."""

    state: BackupState
    made: Run | None
    drilled: Run | None
    restored: Restoration | None

    @property
    def words(self) -> str:
        """Say it."""
        return BACKUP_IN_WORDS[self.state]

    @property
    def is_well(self) -> bool:
        """Whether nobody has to do anything."""
        return self.state is BackupState.WELL

    @property
    def keeps_back(self) -> bool:
        """Whether nothing is sent until an administrator says so."""
        return self.restored is not None and self.restored.keeps_back


def copies(store: Store, now: datetime, *, is_set_up: bool) -> Copies:
    """Say how the copies are. is_set_up: whether there is a place for them."""
    with store.reading() as desk:
        made, drilled = desk.backup_runs.newest()
        restored = desk.restorations.standing()
    return Copies(backup_state(made, drilled, now, is_set_up=is_set_up), made, drilled, restored)


def restoration(store: Store) -> Restoration | None:
    """Give whether this database was put back from a copy."""
    with store.reading() as desk:
        return desk.restorations.standing()
