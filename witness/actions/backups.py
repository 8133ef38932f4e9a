"""Makes copies of the database while it is at work, removes old ones, and tries whether one can be put back."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from witness.actions.restoring import Place, put_back_into
from witness.domain.audit import AuditOutcome, Entry, first_fault
from witness.domain.backups import Run, is_due, name_of, taken_at, to_drop
from witness.store import Store, open_store
from witness.store.backup_copies import on_trial, take
from witness.store.backup_files import (
    BackupBroken,
    BackupNotWritten,
    Header,
    checked_key,
    digest_of_file,
    new_salt,
    read_header,
    write_backup,
)
from witness.store.vault import BrokenSeal

LOCK = ".backup.lock"


@dataclass(frozen=True, slots=True)
class Made:
    """A copy that was made. seconds: that it took."""

    path: Path
    header: Header
    size: int
    seconds: float
    dropped: int


def make_when_due(store: Store, place: Place, folder: Path, *, now: datetime) -> Made | None:
    """Make a copy when the newest is old enough; None when it is not, or when another worker is at it.

    Raises:
        NoBackupKey, BackupNotWritten, BackupBroken: no copy was made, and nothing half-written stays.
    """
    with _alone(folder) as is_ours:
        if not is_ours or not is_due(_names(folder), now):
            return None
        return make(store, place, folder, now=now)


def make(store: Store, place: Place, folder: Path, *, now: datetime) -> Made:
    """Copy the database while it is at work, encrypt the copy, and list it on the record.

    Raises:
        NoBackupKey, BackupNotWritten, BackupBroken: as above.
    """
    checked_key(place.backup_key)
    begun = monotonic()
    target = folder / name_of(now)
    with _private_folder(folder) as inside:
        plain = inside / "copy"
        taken = take(place.url, plain, place.programs)
        size, sha256 = digest_of_file(plain)
        header = Header(
            taken_at=now.isoformat(timespec="microseconds"),
            database=taken.database,
            shape=taken.shape,
            seq=taken.seq,
            digest=taken.digest,
            epoch=taken.epoch,
            size=size,
            sha256=sha256,
            salt=new_salt(),
        )
        written = write_backup(plain, target, header, place.backup_key)
    seconds = monotonic() - begun
    dropped = to_drop(_names(folder), now)
    for name in dropped:
        (folder / name).unlink(missing_ok=True)
    with store.changing() as desk:
        desk.backup_runs.made(Run(now, now, target.name, "", written, seconds))
        desk.audit.record(Entry(now, "backup.made", AuditOutcome.ALLOWED, subject=target.name))
    return Made(target, header, written, seconds, len(dropped))


def newest_file(folder: Path) -> Path | None:
    """Give the newest copy of a folder; None when there is none.

    Raises:
        BackupNotWritten: the folder cannot be read.
    """
    found = sorted(_names(folder))
    return folder / found[-1] if found else None


def drill(store: Store, place: Place, file: Path, *, now: datetime) -> Run:
    """Put a copy back into a place of its own, look whether all is there and can be read, and keep how it went.

    What was put back is removed again. Nothing is raised for a copy that is broken: that is what is kept.
    """
    begun, because, taken = monotonic(), "", now
    try:
        taken = read_header(file, place.backup_key).taken
        with on_trial(place.url) as url:
            put_back_into(place.elsewhere(url), file, now=now)
            because = _what_is_wrong_with(url, place.field_keys)
    except (BackupBroken, BackupNotWritten, BrokenSeal) as wrong:
        because = str(wrong)
    size = file.stat().st_size if file.exists() else 0
    run = Run(now, taken, file.name, because, size, monotonic() - begun)
    with store.changing() as desk:
        desk.backup_runs.drilled(run)
        outcome = AuditOutcome.ALLOWED if run.is_well else AuditOutcome.DENIED
        desk.audit.record(Entry(now, "backup.drilled", outcome, role="command line", subject=file.name[:80]))
    return run


def _what_is_wrong_with(url: str, field_keys: str) -> str:
    tried = open_store(url, field_keys)
    try:
        with tried.reading() as desk:
            fault = first_fault(desk.audit.chain())
            desk.restorations.names_read()
            standing = desk.restorations.standing()
    finally:
        tried.close()
    if fault:
        return f"the record in it does not hold: {fault}"
    return "" if standing is not None and standing.is_held else "it would have begun to send"


def _names(folder: Path) -> tuple[str, ...]:
    try:
        return tuple(path.name for path in folder.iterdir() if taken_at(path.name) is not None)
    except OSError as wrong:
        raise BackupNotWritten(f"the place for copies: {wrong.strerror}") from wrong


@contextmanager
def _private_folder(folder: Path) -> Iterator[Path]:
    """Give a folder that only we may enter, gone afterwards with what a crash left of earlier ones."""
    try:
        for old in folder.glob(".copying-*"):
            shutil.rmtree(old, ignore_errors=True)
        inside = Path(tempfile.mkdtemp(prefix=".copying-", dir=folder))
    except OSError as wrong:
        raise BackupNotWritten(f"the place for copies: {wrong.strerror}") from wrong
    try:
        yield inside
    finally:
        shutil.rmtree(inside, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Say whether no other worker is making a copy."""
    try:
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as wrong:
        raise BackupNotWritten(f"the place for copies: {wrong.strerror}") from wrong
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(handle)
