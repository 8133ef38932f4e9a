"""What somebody who owns the database can do to the record of who looked at what: twelve ways, by name.

Each leaves the record as whole as it can be made to look without the key that signs checkpoints, and gives the number
of the first entry that is no longer what it was.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from witness.domain.audit import GENESIS, AuditOutcome, Entry, digest_of

COLUMNS = "seq, at, account_id, role, deed, outcome, case_id, subject, request_id, previous, digest"
VALUES = ("at", "account_id", "role", "deed", "outcome", "case_id", "subject", "request_id", "previous", "digest")

Rows = list[list[Any]]
SEQ, AT, DEED, PREVIOUS, DIGEST = 0, 1, 4, 9, 10


def take_the_guards_away(connection: Connection) -> None:
    """Drop what keeps SQLite from changing the record, as its owner can."""
    named = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%'"))
    for name in named.scalars().all():
        connection.execute(text(f"DROP TRIGGER {name}"))


def rows_of(path: Path) -> Rows:
    """Every entry of a database file, in order."""
    with closing(sqlite3.connect(path)) as connection:
        return [list(row) for row in connection.execute(f"SELECT {COLUMNS} FROM audit_entry ORDER BY seq")]  # noqa: S608


def put_back(path: Path, rows: Rows, *, mend_the_head: bool = True) -> None:
    """Write the record of a database file anew."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM audit_entry")
        places = ", ".join("?" * 11)
        connection.executemany(f"INSERT INTO audit_entry VALUES ({places})", rows)  # noqa: S608
        if mend_the_head:
            end = (rows[-1][SEQ], rows[-1][DIGEST]) if rows else (0, GENESIS)
            connection.execute("UPDATE audit_head SET seq = ?, digest = ?", end)


def chained_anew(rows: Rows, begin: int) -> Rows:
    """Number and chain everything from place `begin` on, so that each vouches for the one before it again."""
    previous = rows[begin - 1][DIGEST] if begin else GENESIS
    for n in range(begin, len(rows)):
        row = rows[n]
        row[SEQ], row[PREVIOUS] = n + 1, previous
        previous = row[DIGEST] = digest_of(n + 1, previous, entry_of(row))
    return rows


def entry_of(row: list[Any]) -> Entry:
    from datetime import UTC, datetime

    at = datetime.fromisoformat(row[AT]).replace(tzinfo=UTC)
    _, _, account, role, deed, outcome, case, subject, request, _, _ = row
    return Entry(at, deed, AuditOutcome(outcome), account, role, case, subject, request)


def change_one(rows: Rows) -> tuple[Rows, int]:
    rows[19][DEED] = "case.red"
    return rows, 20


def remove_the_first(rows: Rows) -> tuple[Rows, int]:
    return rows[1:], 1


def remove_one(rows: Rows) -> tuple[Rows, int]:
    return rows[:29] + rows[30:], 30


def remove_the_last(rows: Rows) -> tuple[Rows, int]:
    return rows[:-1], len(rows)


def swap_two(rows: Rows) -> tuple[Rows, int]:
    rows[9][1:], rows[10][1:] = rows[10][1:], rows[9][1:]
    return rows, 10


def enter_one_twice(rows: Rows) -> tuple[Rows, int]:
    return chained_anew([*rows[:15], list(rows[14]), *rows[15:]], 15), 16


def push_one_in(rows: Rows) -> tuple[Rows, int]:
    made_up = list(rows[5])
    made_up[DEED] = "contact.reveal"
    return chained_anew([*rows[:24], made_up, *rows[24:]], 24), 25


def cut_the_end(rows: Rows) -> tuple[Rows, int]:
    return rows[:-12], len(rows) - 11


def write_anew_from_one_on(rows: Rows) -> tuple[Rows, int]:
    rows[32][DEED] = "today.read"
    return chained_anew(rows, 32), 33


def write_everything_anew(rows: Rows) -> tuple[Rows, int]:
    rows[0][AT] = rows[0][AT].replace("2026", "2025")
    return chained_anew(rows, 0), 1


def replace_the_end(rows: Rows) -> tuple[Rows, int]:
    for row in rows[-3:]:
        row[DEED] = "today.read"
    return chained_anew(rows, len(rows) - 3), len(rows) - 2


def go_on_from_an_older_copy(rows: Rows) -> tuple[Rows, int]:
    since = [list(row) for row in rows[:25]]
    for row in since:
        row[DEED] = "cases.read"
    return chained_anew(rows[:40] + since, 40), 41


TAMPERING: dict[str, Callable[[Rows], tuple[Rows, int]]] = {
    "a value is changed": change_one,
    "the first entry is removed": remove_the_first,
    "one from the middle is removed": remove_one,
    "the last is removed": remove_the_last,
    "two are swapped": swap_two,
    "one is entered twice": enter_one_twice,
    "one is pushed in": push_one_in,
    "the end is cut off": cut_the_end,
    "everything from one on is written anew": write_anew_from_one_on,
    "everything is written anew": write_everything_anew,
    "the end is replaced": replace_the_end,
    "an older copy goes on": go_on_from_an_older_copy,
}
# Those after which each entry vouches for the one before it again: only what was signed elsewhere shows them.
ONLY_BY_CHECKPOINTS = (
    "the last is removed",
    "one is entered twice",
    "one is pushed in",
    "the end is cut off",
    "everything from one on is written anew",
    "everything is written anew",
    "the end is replaced",
    "an older copy goes on",
)
