"""Keeps signed checkpoints of the audit in a file of their own, which is only ever added to.

One line of JSON for each: {"checkpoint": {...}, "key": NAME, "signature": BASE64}. The signature is Ed25519 over the
checkpoint alone; each checkpoint holds the digest of the whole line before it, so that no line can be taken out.
"""

import fcntl
import hashlib
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from witness.domain.audit import GENESIS
from witness.domain.checkpoints import Checkpoint, digest_of_line, read_words, signed_words

FILE_NAME = "checkpoints.jsonl"
KEY_BYTES = 32
NAME_SIGNS = 16
STEP_BYTES = 1 << 17


class NoSigningKey(Exception):
    """There is no key to sign with, or it is not one."""


class CannotBeWritten(Exception):
    """The place for checkpoints cannot be written or read."""


class CheckpointsChanged(Exception):
    """A line of the file is not what was written. The message says which."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint as it is kept. line: the bytes of its line, without the end of the line."""

    checkpoint: Checkpoint
    line: bytes
    key_name: str
    signature: bytes


def new_signing_key() -> str:
    """Make up a key to sign with: 32 bytes in base64, for AUDIT_KEY."""
    return b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def public_key_of(signing_key: str) -> str:
    """Give the key by which anybody can check what was signed, in base64.

    Raises:
        NoSigningKey: it is no key. The message never shows it.
    """
    return b64encode(_private(signing_key).public_key().public_bytes_raw()).decode()


def name_of_key(public_key: str) -> str:
    """Give the short name by which a line says who signed it."""
    return hashlib.sha256(b64decode(public_key)).hexdigest()[:NAME_SIGNS]


def signed_line(checkpoint: Checkpoint, signing_key: str) -> bytes:
    """Give the line of a checkpoint, signed."""
    words = signed_words(checkpoint)
    signature = b64encode(_private(signing_key).sign(words)).decode()
    name = name_of_key(public_key_of(signing_key))
    return b'{"checkpoint":%b,"key":"%b","signature":"%b"}' % (words, name.encode(), signature.encode())


def read_line(line: bytes, place: int) -> Kept:
    """Read one line. place: which of the file it is, for the message.

    Raises:
        CheckpointsChanged: it is no line of ours.
    """
    try:
        said = json.loads(line)
        words = json.dumps(said["checkpoint"], sort_keys=True, separators=(",", ":")).encode()
        return Kept(read_words(words), line, said["key"], b64decode(said["signature"], validate=True))
    except (KeyError, TypeError, ValueError) as wrong:
        raise CheckpointsChanged(f"line {place} of the checkpoints cannot be read") from wrong


def holds(kept: Kept, public_key: str) -> bool:
    """Say whether a line was signed with the key that belongs to this public one."""
    try:
        Ed25519PublicKey.from_public_bytes(b64decode(public_key)).verify(kept.signature, signed_words(kept.checkpoint))
    except InvalidSignature:
        return False
    return True


def checked(kept: Sequence[Kept], public_keys: Sequence[str]) -> tuple[Checkpoint, ...]:
    """Give the checkpoints of a whole file whose every line was signed and follows the one before it.

    public_keys: more than one when the key was changed; each line names its own.

    Raises:
        CheckpointsChanged: names the first line that is wrong.
    """
    keys = {name_of_key(key): key for key in public_keys}
    previous, before = GENESIS, 0
    for number, one in enumerate(kept, start=1):
        said = one.checkpoint
        if one.key_name not in keys or not holds(one, keys[one.key_name]):
            raise CheckpointsChanged(f"checkpoint {number} was not signed by a key that we know")
        if (said.number, said.previous, said.before) != (number, previous, before):
            raise CheckpointsChanged(f"checkpoint {number} does not follow the one before it: a line is missing")
        previous, before = digest_of_line(one.line), said.seq
    return tuple(one.checkpoint for one in kept)


class CheckpointFile:
    """The file, held by one process at a time, whichever machine of a shared folder it runs on."""

    def __init__(self, handle: int) -> None:
        """Work on an open file that is locked."""
        self._handle = handle

    def newest(self) -> Kept | None:
        """Give the last checkpoint; None when there is none. Reads the end of the file alone."""
        end = os.lseek(self._handle, 0, os.SEEK_END)
        tail = b""
        while end and tail.count(b"\n") < 2:
            begin = max(0, end - STEP_BYTES)
            tail = os.pread(self._handle, end - begin, begin) + tail
            end = begin
        self._drop_torn(tail)
        lines = tail.split(b"\n")[:-1]
        return read_line(lines[-1], len(lines)) if lines else None

    def _drop_torn(self, tail: bytes) -> None:
        """Take away a line that was cut off by a crash: it was never finished, so nobody was told that it stands."""
        torn = len(tail.rpartition(b"\n")[2])
        if torn:
            os.ftruncate(self._handle, os.lseek(self._handle, 0, os.SEEK_END) - torn)

    def add(self, line: bytes) -> None:
        """Add a line and wait until it is on the disk.

        Raises:
            CannotBeWritten: it is not; nothing of it stays.
        """
        end = os.lseek(self._handle, 0, os.SEEK_END)
        try:
            written = os.write(self._handle, line + b"\n")
            if written != len(line) + 1:
                raise OSError("the disk is full")
            os.fsync(self._handle)
        except OSError as wrong:
            os.ftruncate(self._handle, end)
            raise CannotBeWritten(FILE_NAME) from wrong


@contextmanager
def held_file(folder: Path) -> Iterator[CheckpointFile]:
    """Open the file of a folder for adding, alone.

    Raises:
        CannotBeWritten: the folder is not there, is full, or is not ours to write.
    """
    try:
        handle = os.open(folder / FILE_NAME, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o640)
    except OSError as wrong:
        raise CannotBeWritten(FILE_NAME) from wrong
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield CheckpointFile(handle)
    finally:
        os.close(handle)


def kept_in(folder: Path) -> tuple[Kept, ...]:
    """Read every checkpoint of a folder without holding it; none when there is no file.

    Raises:
        CannotBeWritten: it cannot be read. CheckpointsChanged: a line is none.
    """
    try:
        # What follows the last end of a line is still being written.
        lines = (folder / FILE_NAME).read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return ()
    except OSError as wrong:
        raise CannotBeWritten(FILE_NAME) from wrong
    return tuple(read_line(line, number) for number, line in enumerate(lines, start=1))


def newest_in(folder: Path) -> Kept | None:
    """Read the newest checkpoint of a folder without holding it; None when there is none.

    Raises:
        CannotBeWritten: it cannot be read. CheckpointsChanged: the last line is none.
    """
    try:
        with (folder / FILE_NAME).open("rb") as file:
            # A line is never longer than this.
            file.seek(max(0, file.seek(0, os.SEEK_END) - STEP_BYTES))
            lines = file.read().split(b"\n")[:-1]
    except FileNotFoundError:
        return None
    except OSError as wrong:
        raise CannotBeWritten(FILE_NAME) from wrong
    return read_line(lines[-1], 0) if lines else None


def _private(signing_key: str) -> Ed25519PrivateKey:
    try:
        raw = b64decode(signing_key, validate=True)
    except ValueError:
        raw = b""
    if len(raw) != KEY_BYTES:
        raise NoSigningKey("AUDIT_KEY must be 32 bytes in base64")
    return Ed25519PrivateKey.from_private_bytes(raw)
