"""The audit chain: what an entry says, and how each vouches for the one before it.

Entries never hold values, only what kind of thing was touched, by whom and with what outcome.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

GENESIS = "0" * 64


class AuditOutcome(StrEnum):
    """How a look or a change ended."""

    ALLOWED = "allowed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Entry:
    """One look or one change.

    account_id: None for the worker, a carrier or somebody not signed in.
    subject: what was touched, by its opaque name or a word ("today", "readiness"); never a value.
    """

    at: datetime
    deed: str
    outcome: AuditOutcome
    account_id: str | None = None
    role: str = ""
    case_id: str | None = None
    subject: str = ""
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class ChainedEntry:
    """An entry in its place in the chain."""

    seq: int
    entry: Entry
    previous: str
    digest: str


def canonical(entry: Entry) -> str:
    """Give the words of an entry that its digest is made of: JSON with sorted keys and no spaces, in ASCII."""
    return json.dumps(
        {
            "account": entry.account_id,
            "at": entry.at.isoformat(timespec="microseconds"),
            "case": entry.case_id,
            "deed": entry.deed,
            "outcome": entry.outcome.value,
            "request": entry.request_id,
            "role": entry.role,
            "subject": entry.subject,
        },
        sort_keys=True,
        separators=(",", ":"),
    )


def digest_of(seq: int, previous: str, entry: Entry) -> str:
    """Give the digest that vouches for this entry and all before it."""
    return hashlib.sha256(f"witness-audit-1\n{seq}\n{previous}\n{canonical(entry)}".encode()).hexdigest()


def first_fault(chain: Iterable[ChainedEntry]) -> str:
    """Walk a whole chain from entry 1 and say what is wrong first; "" when nothing is."""
    expected, previous = 1, GENESIS
    for link in chain:
        if link.seq != expected:
            return f"entry {expected} is missing: {link.seq} stands in its place"
        if link.previous != previous:
            return f"entry {link.seq} does not follow the one before it"
        if link.digest != digest_of(link.seq, previous, link.entry):
            return f"entry {link.seq} was changed after it was written"
        expected, previous = expected + 1, link.digest
    return ""
