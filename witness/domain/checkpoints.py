"""Checkpoints: signed statements, kept outside the database, of how the audit chain stood at an instant.

The chain alone shows what was changed in its middle. Whoever may write to the database can also cut its end off, or
write it anew from some entry on: that is seen only by holding it against what was signed where they cannot write.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from witness.domain.audit import GENESIS, ChainedEntry, digest_of
from witness.domain.ticks import Pulse

FORMAT = "witness-checkpoint-1"
# So many signs of each entry's digest stand in a checkpoint: enough to name the very entry that is not what it was.
MARK_SIGNS = 16
# One checkpoint speaks of so many entries at most, so that a line of the file stays one that can be read.
MOST_ENTRIES = 5000
# Whichever comes first: judgement, after what other services of the kind publish; an attacker's window is this long.
SIGN_EVERY = timedelta(minutes=5)
SIGN_AFTER_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How the chain stood.

    number: from 1 without gaps. before, seq: it speaks of the entries before+1 to seq. digest: of entry `seq`.
    previous: the SHA-256 of the whole line of the checkpoint before it; GENESIS for the first.
    marks: the first MARK_SIGNS signs of the digests of the entries it speaks of, one after the other.
    """

    number: int
    at: datetime
    before: int
    seq: int
    digest: str
    previous: str
    marks: str

    def mark_of(self, seq: int) -> str:
        """Give the mark of one of the entries that it speaks of."""
        begin = (seq - self.before - 1) * MARK_SIGNS
        return self.marks[begin : begin + MARK_SIGNS]


class DoesNotAgree(Exception):
    """The chain is not what was signed before, or an entry does not vouch for itself. Nothing is signed over it."""


def signed_words(checkpoint: Checkpoint) -> bytes:
    """Give the words that are signed: JSON with sorted keys and no spaces, in ASCII."""
    return json.dumps(
        {
            "at": checkpoint.at.isoformat(timespec="microseconds"),
            "before": checkpoint.before,
            "digest": checkpoint.digest,
            "format": FORMAT,
            "marks": checkpoint.marks,
            "number": checkpoint.number,
            "previous": checkpoint.previous,
            "seq": checkpoint.seq,
        },
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def read_words(words: bytes) -> Checkpoint:
    """Read what `signed_words` wrote.

    Raises:
        ValueError: it is no checkpoint of this format.
    """
    try:
        said = json.loads(words)
        if said.pop("format") != FORMAT:
            raise ValueError("a checkpoint of another format")
        return Checkpoint(**{**said, "at": datetime.fromisoformat(said["at"])})
    except (AttributeError, KeyError, TypeError) as wrong:
        raise ValueError("no checkpoint") from wrong


def digest_of_line(line: bytes) -> str:
    """Give the digest by which the next checkpoint vouches for this whole line, its signature included."""
    return hashlib.sha256(line).hexdigest()


def is_due(newest: Checkpoint | None, end: int, now: datetime) -> bool:
    """Say whether a checkpoint should be made. end: the number of the newest entry."""
    if newest is None:
        return end > 0
    added = end - newest.seq
    return added >= SIGN_AFTER_ENTRIES or (added > 0 and now - newest.at >= SIGN_EVERY)


def next_checkpoint(
    newest: Checkpoint | None, line: bytes, links: Sequence[ChainedEntry], now: datetime
) -> Checkpoint | None:
    """Give what is to be signed over `links`; None when nothing was added.

    line: that of `newest`, b"" when there is none. links: from the entry of `newest` on, itself included.

    Raises:
        DoesNotAgree: the chain is not what `newest` says it was, or one of the entries does not hold.
    """
    seq, digest = (0, GENESIS) if newest is None else (newest.seq, newest.digest)
    if newest is not None:
        if not links or links[0].seq != newest.seq:
            raise DoesNotAgree(f"entry {newest.seq} is missing")
        if links[0].digest != newest.digest:
            raise DoesNotAgree(f"entry {newest.seq} is not the one that was signed")
        links = links[1:]
    before, marks = seq, []
    for link in links:
        if link.seq != seq + 1 or link.previous != digest or link.digest != digest_of(link.seq, digest, link.entry):
            raise DoesNotAgree(f"entry {seq + 1} does not hold")
        seq, digest = link.seq, link.digest
        marks.append(digest[:MARK_SIGNS])
    if not marks:
        return None
    number, previous = (1, GENESIS) if newest is None else (newest.number + 1, digest_of_line(line))
    return Checkpoint(number, now, before, seq, digest, previous, "".join(marks))


def first_disagreement(chain: Iterable[ChainedEntry], checkpoints: Sequence[Checkpoint]) -> str:
    """Hold a chain against checkpoints whose signatures hold; says the first entry that is not as signed, else "".

    chain: from entry 1, already without a fault of its own (`domain.audit.first_fault`). checkpoints: in their order.
    """
    last, waiting = 0, _by_entry(checkpoints)
    expected = next(waiting, None)
    for link in chain:
        if expected is None:
            return ""
        seq, checkpoint = expected
        if link.digest[:MARK_SIGNS] != checkpoint.mark_of(seq) or _ends_otherwise(link, checkpoint):
            return f"entry {seq} is not the one that was signed in checkpoint {checkpoint.number}"
        last, expected = link.seq, next(waiting, None)
    if expected is None:
        return ""
    return f"entry {last + 1} is missing: checkpoint {expected[1].number} saw it, the end was cut off"


def _ends_otherwise(link: ChainedEntry, checkpoint: Checkpoint) -> bool:
    return link.seq == checkpoint.seq and link.digest != checkpoint.digest


def _by_entry(checkpoints: Sequence[Checkpoint]) -> Iterator[tuple[int, Checkpoint]]:
    for checkpoint in checkpoints:
        for seq in range(checkpoint.before + 1, checkpoint.seq + 1):
            yield seq, checkpoint


class ProofState(StrEnum):
    """How the signing of the record is."""

    NOT_SET_UP = "not set up"
    WAITING = "waiting"
    SIGNED = "signed"
    LATE = "late"
    NO_KEY = "no key"
    CANNOT_BE_WRITTEN = "cannot be written"
    DOES_NOT_AGREE = "does not agree"


PROOF_IN_WORDS = {
    ProofState.NOT_SET_UP: (
        "Nothing is signed: no place outside the database is set. Whoever may write to the database could cut off the "
        "end of the record, and nobody would see it."
    ),
    ProofState.WAITING: "Nothing is signed yet. The worker does it within five minutes of its start.",
    ProofState.SIGNED: "The record is signed outside the database.",
    ProofState.LATE: "The record has not been signed for a quarter of an hour. See whether the worker runs.",
    ProofState.NO_KEY: "Nothing is signed: the worker has no key to sign with, or another than the one before.",
    ProofState.CANNOT_BE_WRITTEN: (
        "Nothing is signed: the place for checkpoints cannot be written. Everything goes on as always and stays on the "
        "record; until it can be written again, a cut end would not be seen."
    ),
    ProofState.DOES_NOT_AGREE: (
        "The record is not what was signed, or the checkpoints are not. Keep a copy of the database and of the "
        "checkpoints as they are, run “audit verify”, and tell whoever answers for data protection."
    ),
}

# By the name of what stopped the worker, which is all that it writes down of it.
BROKE_BY = {
    "DoesNotAgree": ProofState.DOES_NOT_AGREE,
    "CheckpointsChanged": ProofState.DOES_NOT_AGREE,
    "CannotBeWritten": ProofState.CANNOT_BE_WRITTEN,
    "NoSigningKey": ProofState.NO_KEY,
}


def proof_state(pulse: Pulse, *, is_set_up: bool) -> ProofState:
    """Say how the signing is, by how the worker's last try went."""
    if not is_set_up:
        return ProofState.NOT_SET_UP
    if pulse.state == "failed" and pulse.detail in BROKE_BY:
        return BROKE_BY[pulse.detail]
    if pulse.silent_seconds is None:
        return ProofState.WAITING
    return ProofState.LATE if pulse.is_late else ProofState.SIGNED
