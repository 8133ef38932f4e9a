"""Keeps the journal in files of its own, one for each day, which are only ever added to.

Each line ends with a keyed digest: a line that somebody else wrote or changed is told from ours.
"""

import fcntl
import hmac
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from witness.domain.journal import KEEP_NOTES_FOR, Note, day_of, file_of, news, read_note, words_of
from witness.store.checkpoints import CannotBeWritten
from witness.store.vault import Vault

LINE = "journal.line"
LOCK = ".journal.lock"


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in a journal. strange: lines that are not as they were written; they count for nothing."""

    notes: tuple[Note, ...]
    strange: int


def add_news(folder: Path, vault: Vault, found: Iterable[Note], now: datetime) -> int:
    """Add what is not known yet, and wait until it is on the disk; gives how many notes that is.

    Files whose time is over are removed.

    Raises:
        CannotBeWritten: the folder is not there, is full, or is not ours to write.
    """
    try:
        with _alone(folder):
            days = (now - timedelta(days=1), now)
            known = [note for day in days for note in _read(folder / file_of(day), vault).notes]
            fresh = news(known, found)
            if fresh:
                _add(folder / file_of(now), b"".join(_line(note, vault) for note in fresh))
            _drop_old(folder, now)
    except OSError as wrong:
        raise CannotBeWritten("journal") from wrong
    return len(fresh)


def notes_in(folder: Path, vault: Vault) -> Kept:
    """Read a whole journal, in the order in which it was kept.

    Raises:
        CannotBeWritten: it cannot be read.
    """
    try:
        files = sorted(path for path in folder.iterdir() if day_of(path.name) is not None)
        read = [_read(path, vault) for path in files]
    except OSError as wrong:
        raise CannotBeWritten("journal") from wrong
    return Kept(tuple(note for kept in read for note in kept.notes), sum(kept.strange for kept in read))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o640)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _add(path: Path, lines: bytes) -> None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o640)
    try:
        end = os.lseek(handle, 0, os.SEEK_END)
        # A line that a crash cut off would swallow the first of ours.
        torn = b"\n" if end and os.pread(handle, 1, end - 1) != b"\n" else b""
        try:
            if os.write(handle, torn + lines) != len(torn + lines):
                raise OSError("the disk is full")
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, end)
            raise
    finally:
        os.close(handle)


def _read(path: Path, vault: Vault) -> Kept:
    notes, strange = [], 0
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return Kept((), 0)
    for line in filter(None, lines):
        words, _, digest = line.decode("ascii", errors="replace").rpartition(" ")
        try:
            if not hmac.compare_digest(digest, vault.index_of(LINE, words)):
                raise ValueError("not ours")  # noqa: TRY301
            notes.append(read_note(words))
        except (TypeError, ValueError):
            strange += 1
    return Kept(tuple(notes), strange)


def _line(note: Note, vault: Vault) -> bytes:
    words = words_of(note)
    return f"{words} {vault.index_of(LINE, words)}\n".encode("ascii")


def _drop_old(folder: Path, now: datetime) -> None:
    last = now.replace(tzinfo=None) - KEEP_NOTES_FOR
    for path in folder.iterdir():
        day = day_of(path.name)
        if day is not None and day < last:
            path.unlink(missing_ok=True)
