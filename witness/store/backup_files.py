"""The file that a copy of the database travels in: one header that says what it is, then the copy, encrypted.

Three parts: the line MAGIC, a line of JSON (the header), a line with its keyed digest; then chunks of AES-256-GCM. Each
file has a key of its own, made from BACKUP_KEY and a salt in the header. Bound into each chunk are the whole header,
its number and whether it is the last: a chunk that is cut off, changed, swapped, doubled, left out or taken from
another copy does not open.
"""

import hashlib
import hmac
import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"witness-backup-1\n"
KEY_BYTES = 32
CHUNK_BYTES = 1 << 20
TAG_BYTES = 16
LONGEST_LINE = 4096


class NoBackupKey(Exception):
    """There is no key for copies, or it is not one. The message never shows it."""


class BackupBroken(Exception):
    """The file is no copy of ours, or not as it was written. The message says which."""


class BackupNotWritten(Exception):
    """The place for copies cannot be written or read, or the copy could not be made."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a copy is of.

    database: "sqlite" or "postgresql". shape: its newest migration. seq, digest: of the last entry of its audit.
    epoch: which life of the database it is of. size, sha256: of what is encrypted. salt: of the file's own key.
    """

    taken_at: str
    database: str
    shape: str
    seq: int
    digest: str
    epoch: int
    size: int
    sha256: str
    salt: str

    @property
    def taken(self) -> datetime:
        """When it was taken."""
        return datetime.fromisoformat(self.taken_at)


def new_backup_key() -> str:
    """Make up a key for BACKUP_KEY: 32 bytes in base64."""
    return b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def checked_key(key: str) -> bytes:
    """Give the bytes of a key.

    Raises:
        NoBackupKey: it is none.
    """
    try:
        raw = b64decode(key, validate=True)
    except ValueError:
        raw = b""
    if len(raw) != KEY_BYTES:
        raise NoBackupKey("BACKUP_KEY must be 32 bytes in base64")
    return raw


def new_salt() -> str:
    """Make up the salt of a file."""
    return secrets.token_hex(16)


def digest_of_file(path: Path) -> tuple[int, str]:
    """Give the size of a file and its SHA-256."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return file.tell(), digest


def write_backup(source: Path, target: Path, header: Header, key: str) -> int:
    """Encrypt `source` into `target`; gives its size. It is written beside, then renamed: never half of it.

    Raises:
        NoBackupKey. BackupNotWritten: the place is not there, full or not ours.
    """
    raw = checked_key(key)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with source.open("rb") as plain, part.open("xb") as out:
            os.fchmod(out.fileno(), 0o600)
            _write(plain, out, header, raw)
            out.flush()
            os.fsync(out.fileno())
        part.rename(target)
        _keep_folder(target.parent)
        return target.stat().st_size
    except OSError as wrong:
        raise BackupNotWritten(f"{target.name}: {wrong.strerror}") from wrong
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _keep_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(plain: BinaryIO, out: BinaryIO, header: Header, key: bytes) -> None:
    line = json.dumps(asdict(header), sort_keys=True, separators=(",", ":")).encode() + b"\n"
    out.write(MAGIC + line + _signature(line, key) + b"\n")
    cipher, bound = _cipher(header.salt, key), hashlib.sha256(MAGIC + line).digest()
    for number, (chunk, is_last) in enumerate(_chunks(plain, CHUNK_BYTES)):
        out.write(cipher.encrypt(_nonce(number), chunk, _bound_to(bound, number, is_last=is_last)))


def read_header(path: Path, key: str) -> Header:
    """Read what a file is a copy of, without opening the copy.

    Raises:
        NoBackupKey. BackupNotWritten: it cannot be read. BackupBroken: it is no copy, or of another key.
    """
    try:
        with path.open("rb") as file:
            return _header(file, checked_key(key))[0]
    except OSError as wrong:
        raise BackupNotWritten(f"{path.name}: {wrong.strerror}") from wrong


def open_backup(path: Path, target: Path, key: str) -> Header:
    """Decrypt a copy into `target`, which must not be there. What does not hold leaves nothing behind.

    Raises:
        NoBackupKey. BackupNotWritten: a file cannot be read or written. BackupBroken: it is not as it was written.
    """
    raw = checked_key(key)
    try:
        with path.open("rb") as file, target.open("xb") as out:
            os.fchmod(out.fileno(), 0o600)
            header, bound = _header(file, raw)
            _decrypt(file, out, header, raw, bound)
            out.flush()
            os.fsync(out.fileno())
        if digest_of_file(target) != (header.size, header.sha256):
            raise BackupBroken("the copy is not what its header says")
    except OSError as wrong:
        raise BackupNotWritten(f"{path.name}: {wrong.strerror}") from wrong
    except BackupBroken:
        target.unlink(missing_ok=True)
        raise
    return header


def _decrypt(file: BinaryIO, out: BinaryIO, header: Header, key: bytes, bound: bytes) -> None:
    cipher = _cipher(header.salt, key)
    for number, (chunk, is_last) in enumerate(_chunks(file, CHUNK_BYTES + TAG_BYTES)):
        try:
            out.write(cipher.decrypt(_nonce(number), chunk, _bound_to(bound, number, is_last=is_last)))
        except (InvalidTag, ValueError):
            raise BackupBroken(
                f"part {number + 1} of the copy does not hold: it was cut off, changed or swapped"
            ) from None


def _header(file: BinaryIO, key: bytes) -> tuple[Header, bytes]:
    if file.read(len(MAGIC)) != MAGIC:
        raise BackupBroken("it is no copy of ours")
    line, signature = file.readline(LONGEST_LINE), file.readline(LONGEST_LINE).strip()
    if not hmac.compare_digest(signature, _signature(line, key)):
        raise BackupBroken("its header was changed, or it was made with another BACKUP_KEY")
    return Header(**json.loads(line)), hashlib.sha256(MAGIC + line).digest()


def _chunks(file: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Give the parts of a file, each with whether it is the last; an empty file has one empty part."""
    chunk = file.read(size)
    while True:
        following = file.read(size)
        yield chunk, not following
        if not following:
            return
        chunk = following


def _signature(line: bytes, key: bytes) -> bytes:
    return b64encode(hmac.digest(_derived(key, b"", b"witness backup header"), MAGIC + line, "sha256"))


def _cipher(salt: str, key: bytes) -> AESGCM:
    return AESGCM(_derived(key, bytes.fromhex(salt), b"witness backup chunks"))


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt or None, purpose).derive(key)


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _bound_to(header: bytes, number: int, *, is_last: bool) -> bytes:
    return header + number.to_bytes(8, "big") + (b"\x01" if is_last else b"\x00")
