#!/usr/bin/env python3
"""Checks by itself that nobody has rewritten the record of who looked at what: one file, nothing of the product in it.

    python3 verify.py RECORD [--checkpoints FILE|FOLDER --key PUBLIC_KEY ...] [--json] [--processes N]

RECORD is a database file, `sqlite:///FILE`, `postgresql://...` (needs psycopg), or an export (`audit export`).
PUBLIC_KEY is 32 bytes in base64, handed over on another way than the checkpoints; give each that was ever used.
Checkpoints need the package `cryptography`. The format is written down in README.md beside this file.

Exit: 0 nothing is wrong; 1 something is, and the first entry that is wrong was named; 2 something could not be read.
"""

import argparse
import base64
import hashlib
import json
import multiprocessing
import os
import sqlite3
import sys
from json.encoder import encode_basestring_ascii as quoted

GENESIS = "0" * 64
MARK = 16
COLUMNS = "seq, at, account_id, role, deed, outcome, case_id, subject, request_id, previous, digest"
AT_ONCE = 5000


class CannotRead(Exception):
    """The record, the checkpoints or a key cannot be read at all."""


class Found(Exception):
    """Something is wrong with the checkpoints themselves."""

    def __init__(self, words, checkpoint):
        super().__init__(words)
        self.checkpoint = checkpoint


# The entry and the chain


def body_of(at, account, role, deed, outcome, case, subject, request):
    """Give the canonical JSON of an entry. Any value that is not text or nothing raises TypeError."""
    return (
        f'{{"account":{"null" if account is None else quoted(account)},"at":{quoted(at)},'
        f'"case":{"null" if case is None else quoted(case)},"deed":{quoted(deed)},"outcome":{quoted(outcome)},'
        f'"request":{quoted(request)},"role":{quoted(role)},"subject":{quoted(subject)}}}'
    )


def digest_of(seq, previous, body):
    """Give the digest that vouches for an entry and for all before it."""
    return hashlib.sha256(f"witness-audit-1\n{seq}\n{previous}\n{body}".encode("ascii")).hexdigest()


def walk(rows, first, previous, marks):
    """Walk rows from number `first` on; gives (rows walked, number of the first wrong entry or None, what is wrong).

    previous: the digest before them. marks: (from, to, digest of `to`, marks) of each checkpoint that speaks of them.
    """
    expected, count = first, 0
    marks = iter(marks)
    now = next(marks, None)
    sha, q = hashlib.sha256, quoted
    for seq, at, account, role, deed, outcome, case, subject, request, before, digest in rows:
        if seq != expected:
            if not isinstance(seq, int) or seq < expected:
                return count, expected, f"entry {expected} does not stand in its place: {seq!r} does"
            return count, expected, f"entry {expected} is missing: {seq} stands in its place"
        if before != previous:
            return count, seq, f"entry {seq} does not follow the one before it"
        try:
            # The words of body_of, written out: a call for each of a million entries would cost a second.
            body = (
                f'{{"account":{"null" if account is None else q(account)},"at":{q(at)},'
                f'"case":{"null" if case is None else q(case)},"deed":{q(deed)},"outcome":{q(outcome)},'
                f'"request":{q(request)},"role":{q(role)},"subject":{q(subject)}}}'
            )
        except TypeError:
            return count, seq, f"entry {seq} was changed after it was written"
        if sha(f"witness-audit-1\n{seq}\n{before}\n{body}".encode()).hexdigest() != digest:
            return count, seq, f"entry {seq} was changed after it was written"
        if now is not None:
            begin, end, whole, said, number = now
            place = (seq - begin) * MARK
            if digest[:MARK] != said[place : place + MARK] or (seq == end and digest != whole):
                return count, seq, f"entry {seq} is not the one that was signed in checkpoint {number}"
            if seq == end:
                now = next(marks, None)
        previous = digest
        expected += 1
        count += 1
    return count, None, ""


# Where a record can stand


class SqliteRecord:
    """A database file, read only."""

    def __init__(self, path):
        self.path = os.path.abspath(path)
        if not os.path.isfile(self.path):
            raise CannotRead(f"{path}: there is no such file")

    def _connect(self):
        address = "file:" + self.path.replace("?", "%3f").replace("#", "%23")
        try:
            connection = sqlite3.connect(address + "?mode=ro", uri=True)
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:  # a copy in a folder that cannot be written
            connection = sqlite3.connect(address + "?immutable=1", uri=True)
        return connection

    def ends(self):
        """Give (least number, greatest number, end by the record's own word or None)."""
        connection = self._connect()
        try:
            least, most = connection.execute("SELECT min(seq), max(seq) FROM audit_entry").fetchone()
            head = connection.execute("SELECT seq, digest FROM audit_head").fetchone()
        finally:
            connection.close()
        return least, most, head

    def digest_at(self, seq):
        connection = self._connect()
        try:
            row = connection.execute("SELECT digest FROM audit_entry WHERE seq = ?", (seq,)).fetchone()
        finally:
            connection.close()
        return None if row is None else row[0]

    def rows(self, first, last):
        connection = self._connect()
        connection.text_factory = str
        at = "substr(at, 1, 10) || 'T' || substr(at, 12) || '+00:00'"
        asked = f"SELECT {COLUMNS.replace('at,', at + ',', 1)} FROM audit_entry WHERE seq BETWEEN ? AND ? ORDER BY seq"
        try:
            yield from connection.execute(asked, (first, last))
        finally:
            connection.close()


class PostgresRecord:
    """A database on a server."""

    def __init__(self, url):
        self.url = url.replace("postgresql+psycopg://", "postgresql://", 1)

    def _connect(self):
        try:
            import psycopg
        except ImportError:
            raise CannotRead("a PostgreSQL database is read with the package psycopg, which is not here") from None
        try:
            return psycopg.connect(self.url, options="-c default_transaction_read_only=on")
        except psycopg.Error as wrong:
            raise CannotRead(f"the database does not answer: {type(wrong).__name__}") from None

    def ends(self):
        with self._connect() as connection:
            least, most = connection.execute("SELECT min(seq), max(seq) FROM audit_entry").fetchone()
            head = connection.execute("SELECT seq, digest FROM audit_head").fetchone()
        return least, most, head

    def digest_at(self, seq):
        with self._connect() as connection:
            row = connection.execute("SELECT digest FROM audit_entry WHERE seq = %s", (seq,)).fetchone()
        return None if row is None else row[0]

    def rows(self, first, last):
        at = "to_char(at, 'YYYY-MM-DD\"T\"HH24:MI:SS.US') || '+00:00'"
        asked = (
            f"SELECT {COLUMNS.replace('at,', at + ',', 1)} FROM audit_entry WHERE seq BETWEEN %s AND %s ORDER BY seq"
        )
        with self._connect() as connection, connection.cursor(name="record") as cursor:
            cursor.itersize = AT_ONCE
            yield from cursor.execute(asked, (first, last))


class Export:
    """A file of lines: {"entry": {...}, "seq": ..., "previous": ..., "digest": ...}."""

    def __init__(self, path):
        self.path = path

    def ends(self):
        least = most = None
        for row in self.rows(None, None):
            least = row[0] if least is None else least
            most = row[0]
        return least, most, None

    def rows(self, first, last):
        del first, last  # read from its beginning to its end, in the order of the file
        with open(self.path, encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                try:
                    said = json.loads(line)
                    e = said["entry"]
                    row = (said["seq"], e["at"], e["account"], e["role"], e["deed"], e["outcome"], e["case"])
                    yield (*row, e["subject"], e["request"], said["previous"], said["digest"])
                except (KeyError, TypeError, ValueError):
                    raise CannotRead(f"{self.path}: line {number} is no entry of an export") from None


def record_at(source):
    """Open a record by what somebody typed."""
    if source.startswith("postgresql"):
        return PostgresRecord(source)
    path = source.removeprefix("sqlite:///")
    try:
        with open(path, "rb") as file:
            begins = file.read(16)
    except OSError as wrong:
        raise CannotRead(f"{path}: {wrong.strerror}") from None
    return SqliteRecord(path) if begins == b"SQLite format 3\0" else Export(path)


# Checkpoints


def read_checkpoints(place, keys):
    """Read checkpoints, and see that each was signed and that none is missing; gives what they say, in order."""
    path = os.path.join(place, "checkpoints.jsonl") if os.path.isdir(place) else place
    try:
        with open(path, "rb") as file:
            lines = file.read().splitlines()
    except OSError as wrong:
        raise CannotRead(f"{path}: {wrong.strerror}") from None
    known = verifiers(keys)
    previous, before, said = GENESIS, 0, []
    for number, line in enumerate(lines, start=1):
        try:
            kept = json.loads(line)
            words = json.dumps(kept["checkpoint"], sort_keys=True, separators=(",", ":")).encode()
            signature = base64.b64decode(kept["signature"], validate=True)
            c = kept["checkpoint"]
            is_whole = c["format"] == "witness-checkpoint-1" and len(c["marks"]) == (c["seq"] - c["before"]) * MARK
            follows = (c["number"], c["previous"], c["before"]) == (number, previous, before) and c["seq"] > before
            verifier = known.get(kept["key"])
        except (KeyError, TypeError, ValueError):
            raise Found(f"checkpoint {number} is damaged", number) from None
        if verifier is None or not verifier(signature, words):
            raise Found(f"checkpoint {number} was not signed by a key that was given", number)
        if not (is_whole and follows):
            raise Found(f"checkpoint {number} does not follow the one before it: a line is missing", number)
        previous, before = hashlib.sha256(line).hexdigest(), c["seq"]
        said.append((c["before"] + 1, c["seq"], c["digest"], c["marks"], number))
    return said


def verifiers(keys):
    """Give, for each key by its short name, what says whether a signature is its."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        raise CannotRead("checkpoints are checked with the package cryptography, which is not here") from None
    known = {}
    for key in keys:
        try:
            raw = base64.b64decode(key, validate=True)
            public = Ed25519PublicKey.from_public_bytes(raw)
        except ValueError:
            raise CannotRead("a public key is 32 bytes in base64") from None

        def verifies(signature, words, public=public):
            try:
                public.verify(signature, words)
            except InvalidSignature:
                return False
            return True

        known[hashlib.sha256(raw).hexdigest()[:MARK]] = verifies
    return known


# All of it


def verify(source, checkpoints=(), processes=2):
    """Give {"entries", "checkpoints", "signed_to", "entry", "fault"}; entry: the first that is wrong, else None."""
    record = record_at(source)
    try:
        least, most, head = record.ends()
        count, entry, fault = walk_all(record, least, most, checkpoints, processes)
    except sqlite3.Error as wrong:
        raise CannotRead(f"the database cannot be read: {wrong}") from None
    signed_to = checkpoints[-1][1] if checkpoints else 0
    if entry is None and count < signed_to:
        number = next(c[4] for c in checkpoints if c[1] > count)
        entry, fault = count + 1, f"entry {count + 1} is missing: checkpoint {number} saw it, the end was cut off"
    if entry is None and head is not None and head[0] != count:
        entry = min(count, head[0]) + 1
        fault = f"entry {entry} is where it goes wrong: the record says that it ends at {head[0]}, and ends at {count}"
    if entry is None and head is not None and count and head[1] != record.digest_at(count):
        entry, fault = count, f"entry {count} is not the one with which the record says that it ends"
    return {
        "entries": count,
        "checkpoints": len(checkpoints),
        "signed_to": signed_to,
        "entry": entry,
        "fault": fault,
    }


def walk_all(record, least, most, checkpoints, processes):
    if least is None:
        return 0, None, ""
    if not isinstance(least, int) or least < 1:
        return 0, 1, f"entry 1 does not stand in its place: {least!r} does"
    if isinstance(record, Export) or processes < 2 or most < 4 * AT_ONCE:
        return walk(record.rows(1, most), 1, GENESIS, checkpoints)
    bounds = [1 + most * n // processes for n in range(processes)] + [most + 1]
    parts = [(record, bounds[n], bounds[n + 1] - 1, checkpoints) for n in range(processes)]
    with multiprocessing.Pool(processes) as pool:
        found = pool.starmap(walk_part, parts)
    # A part may look whole although one before it is not: what counts is the first entry that is wrong.
    count = 0
    for (walked, entry, fault), (_, first, last, _) in zip(found, parts, strict=True):
        count += walked
        if entry is not None:
            return count, entry, fault
        if walked != last - first + 1:
            return count, first + walked, f"entry {first + walked} is missing"
    return count, None, ""


def walk_part(record, first, last, checkpoints):
    previous = GENESIS if first == 1 else record.digest_at(first - 1)
    if previous is None:
        return 0, first - 1, f"entry {first - 1} is missing"
    mine = [from_here(c, first) for c in checkpoints if c[1] >= first and c[0] <= last]
    return walk(record.rows(first, last), first, previous, mine)


def from_here(checkpoint, first):
    """Give what a checkpoint says of the entries from `first` on."""
    begin, end, whole, marks, number = checkpoint
    skip = max(0, first - begin)
    return begin + skip, end, whole, marks[skip * MARK :], number


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Check that nobody has rewritten the record of who looked at what.")
    parser.add_argument("record", help="a database file, an address of a database, or an export")
    parser.add_argument("--checkpoints", help="the file of signed checkpoints, or its folder")
    parser.add_argument("--key", action="append", default=[], help="a public key, 32 bytes in base64; may be repeated")
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    asked = parser.parse_args(arguments)
    if bool(asked.checkpoints) != bool(asked.key):
        parser.error("--checkpoints and --key belong together")
    try:
        checkpoints = read_checkpoints(asked.checkpoints, asked.key) if asked.checkpoints else []
        said = verify(asked.record, checkpoints, asked.processes)
    except CannotRead as wrong:
        print(f"verify: {wrong}", file=sys.stderr)
        return 2
    except Found as wrong:
        said = {"entries": 0, "checkpoints": wrong.checkpoint - 1, "signed_to": 0, "entry": None, "fault": str(wrong)}
    print(json.dumps(said, sort_keys=True) if asked.json else in_words(said, bool(asked.checkpoints)))
    return 1 if said["fault"] else 0


def in_words(said, had_checkpoints):
    if said["fault"]:
        return f"WRONG: {said['fault']}."
    if not had_checkpoints:
        return (
            f"{said['entries']} entries, each vouches for the one before it. Without checkpoints nobody can tell "
            "whether the end was cut off or everything was written anew."
        )
    return f"{said['entries']} entries, nothing is wrong; {said['signed_to']} of them are signed."


if __name__ == "__main__":
    sys.exit(main())
