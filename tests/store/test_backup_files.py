"""The file of a copy: it opens as a whole and with its key, or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from witness.store import backup_files
from witness.store.backup_files import (
    BackupBroken,
    BackupNotWritten,
    Header,
    NoBackupKey,
    digest_of_file,
    new_backup_key,
    new_salt,
    open_backup,
    read_header,
    write_backup,
)

KEY = new_backup_key()
CHUNK = 64
SEALED = CHUNK + backup_files.TAG_BYTES


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_files, "CHUNK_BYTES", CHUNK)


def a_copy(folder: Path, words: bytes, name: str = "copy") -> Path:
    plain = folder / f"{name}.plain"
    plain.write_bytes(words)
    size, sha256 = digest_of_file(plain)
    header = Header("2026-11-24T09:00:00+00:00", "sqlite", "0029", 7, "ab", 1, size, sha256, new_salt())
    write_backup(plain, folder / name, header, KEY)
    plain.unlink()
    return folder / name


def split(copy: Path) -> tuple[bytes, list[bytes]]:
    """The lines of the header, and the chunks."""
    lines = copy.read_bytes().split(b"\n", 3)
    body = lines[3]
    return b"\n".join(lines[:3]) + b"\n", [body[n : n + SEALED] for n in range(0, len(body), SEALED)]


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, 5 * CHUNK])
def test_a_copy_opens_as_it_was(size: int, tmp_path: Path) -> None:
    words = bytes(n % 251 for n in range(size))
    copy = a_copy(tmp_path, words)

    header = open_backup(copy, tmp_path / "opened", KEY)

    assert (tmp_path / "opened").read_bytes() == words
    assert (header.seq, header.size) == (7, size)
    assert read_header(copy, KEY) == header
    assert copy.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "opened"]


Change = Callable[[list[bytes], list[bytes]], list[bytes]]
CHANGES: dict[str, Change] = {
    "cut off between chunks": lambda own, _: own[:-1],
    "cut off within a chunk": lambda own, _: [*own[:-1], own[-1][:-1]],
    "without its middle": lambda own, _: [own[0], *own[2:]],
    "swapped": lambda own, _: [own[1], own[0], *own[2:]],
    "doubled": lambda own, _: [own[0], *own],
    "joined": lambda own, other: [*own, *other],
    "of another copy": lambda own, other: [other[0], *own[1:]],
    "changed": lambda own, _: [bytes([own[0][0] ^ 1]) + own[0][1:], *own[1:]],
    "empty": lambda _own, _other: [],
}


@pytest.mark.parametrize("how", list(CHANGES))
def test_a_copy_that_was_changed_is_refused_and_leaves_nothing(how: str, tmp_path: Path) -> None:
    words = bytes(range(256)) + b"end"
    copy, other = a_copy(tmp_path, words), a_copy(tmp_path, words, "other")
    head, own = split(copy)
    copy.write_bytes(head + b"".join(CHANGES[how](own, split(other)[1])))

    with pytest.raises(BackupBroken, match="does not hold"):
        open_backup(copy, tmp_path / "opened", KEY)

    assert not (tmp_path / "opened").exists()


def test_a_header_that_was_changed_and_a_key_that_is_another_are_refused(tmp_path: Path) -> None:
    copy = a_copy(tmp_path, b"words")
    with pytest.raises(BackupBroken, match="another BACKUP_KEY"):
        read_header(copy, new_backup_key())
    copy.write_bytes(copy.read_bytes().replace(b'"seq":7', b'"seq":8'))

    with pytest.raises(BackupBroken, match="header was changed"):
        open_backup(copy, tmp_path / "opened", KEY)
    copy.write_bytes(b"SQLite format 3\0")
    with pytest.raises(BackupBroken, match="no copy of ours"):
        read_header(copy, KEY)


def test_without_a_key_or_a_place_nothing_is_written(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"words")
    header = Header("2026-11-24T09:00:00+00:00", "sqlite", "0029", 7, "ab", 1, 5, "", new_salt())

    with pytest.raises(NoBackupKey):
        write_backup(plain, tmp_path / "copy", header, "short")
    with pytest.raises(BackupNotWritten):
        write_backup(plain, tmp_path / "nowhere" / "copy", header, KEY)

    assert list(tmp_path.iterdir()) == [plain]
