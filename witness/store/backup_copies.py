"""Takes a copy of a database while it is at work, and puts one back. Each database has its own way.

SQLite: VACUUM INTO, which is one consistent read and leaves out what was deleted. PostgreSQL: its own programs, dump
and restore, in the same snapshot in which the end of the audit was read.
"""

import os
import secrets
import shutil
import sqlite3
import subprocess  # nosec B404
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import DBAPIError

from witness.domain.audit import GENESIS
from witness.store.backup_files import BackupBroken, BackupNotWritten

HEAD = "SELECT seq, digest FROM audit_head"
EPOCH = "SELECT max(number) FROM page_epoch"
SHAPE = "SELECT version_num FROM alembic_version"
FIRST_EPOCH = 1


class NotEmpty(Exception):
    """There is something in the database that a copy should be put into."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a copy is of, as it was read in the very same moment."""

    database: str
    shape: str
    seq: int
    digest: str
    epoch: int


def kind_of(url: str) -> str:
    """Give which database an address is of."""
    return "sqlite" if url.startswith("sqlite") else "postgresql"


def file_of(url: str) -> Path:
    """Give the file of a SQLite database."""
    return Path(make_url(url).database or "")


def take(url: str, into: Path, programs: str = "") -> Taken:
    """Copy the database at `url` into the file `into`, and look whether the copy is whole.

    programs: the folder of pg_dump and pg_restore; "" where the machine finds them by itself.

    Raises:
        BackupNotWritten: it could not be copied. BackupBroken: the copy is not whole.
    """
    return _take_sqlite(url, into) if kind_of(url) == "sqlite" else _take_postgresql(url, into, programs)


def _take_sqlite(url: str, into: Path) -> Taken:
    try:
        with closing(sqlite3.connect(file_of(url), timeout=30, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(into),))
        into.chmod(0o600)
    except (sqlite3.Error, OSError) as wrong:
        raise BackupNotWritten(f"the copy could not be made: {wrong}") from wrong
    return look_at_sqlite(into)


def look_at_sqlite(path: Path) -> Taken:
    """Look whether a SQLite file is whole, and say what it is of.

    Raises:
        BackupBroken: it is not.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise BackupBroken("the copy is not whole")
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise BackupBroken("the copy is not whole: something in it points at nothing")
            return _taken("sqlite", lambda query: connection.execute(query).fetchall())
    except sqlite3.Error as wrong:
        raise BackupBroken(f"the copy is not whole: {wrong}") from wrong


def _take_postgresql(url: str, into: Path, programs: str) -> Taken:
    engine = create_engine(_plain(url))
    try:
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            connection.exec_driver_sql("SET idle_in_transaction_session_timeout = 0")
            snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
            taken = _taken("postgresql", lambda query: connection.exec_driver_sql(query).all())
            wanted = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={into}")
            _run(url, programs, "pg_dump", *wanted)
    finally:
        engine.dispose()
    into.chmod(0o600)
    _run(url, programs, "pg_restore", "--list", str(into), needs_database=False)
    return taken


def _taken(database: str, ask: Callable[[str], Any]) -> Taken:
    head, shape = ask(HEAD), ask(SHAPE)
    seq, digest = head[0] if head else (0, GENESIS)
    return Taken(database, ",".join(sorted(row[0] for row in shape)), seq, digest, ask(EPOCH)[0][0] or FIRST_EPOCH)


def insist_on_empty(url: str) -> None:
    """Look whether a copy may be put into the database at `url`.

    Raises:
        NotEmpty: it is not empty; nobody's rows are ever overwritten.
    """
    if kind_of(url) == "sqlite":
        _insist_on_no_file(file_of(url))
        return
    engine = create_engine(_plain(url))
    try:
        with engine.connect() as connection:
            found = connection.exec_driver_sql(
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
            ).scalar_one()
    finally:
        engine.dispose()
    if found:
        raise NotEmpty("the database is not empty: make another, or move this one aside under another name")


def _insist_on_no_file(path: Path) -> None:
    if path.exists() and path.stat().st_size and _has_tables(path):
        raise NotEmpty(f"{path} is there: move it aside, or say --move-aside")
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _has_tables(path: Path) -> bool:
    """Say whether anything stands in a file. What cannot be read is something."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    except sqlite3.Error:
        return True


def move_aside(url: str, mark: str) -> Path | None:
    """Give a SQLite database another name; gives it, or None when there is none. Nothing is deleted.

    Raises:
        NotEmpty: it is a PostgreSQL database, which only its owner can rename.
    """
    if kind_of(url) != "sqlite":
        raise NotEmpty("a PostgreSQL database is moved aside by its owner: ALTER DATABASE … RENAME TO …")
    path = file_of(url)
    if not path.exists():
        return None
    aside = path.with_name(f"{path.name}.before-{mark}")
    for ending in ("", "-wal", "-shm"):
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + ending))
    return aside


@contextmanager
def on_trial(url: str) -> Iterator[str]:
    """Give the address of a place of its own beside the database at `url`, gone afterwards.

    Raises:
        BackupNotWritten: none can be made. On PostgreSQL whoever tries must be allowed to make a database.
    """
    if kind_of(url) == "sqlite":
        with tempfile.TemporaryDirectory(prefix=".trial-", dir=file_of(url).absolute().parent) as folder:
            yield f"sqlite:///{folder}/trial.db"
        return
    name = f"witness_trial_{secrets.token_hex(6)}"
    engine = create_engine(_plain(url), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
            try:
                yield make_url(url).set(database=name).render_as_string(hide_password=False)
            finally:
                connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    except DBAPIError as wrong:
        raise BackupNotWritten(f"no database for the trial: {type(wrong.orig).__name__}") from wrong
    finally:
        engine.dispose()


@contextmanager
def put_back(url: str, copy: Path, hold: str, programs: str = "") -> Iterator[str]:
    """Put a copy back; gives the address at which it can be prepared before anybody finds it.

    hold: the statement that marks it as held. On PostgreSQL, where everybody finds the tables as soon as they are
    there, it runs before the first row is: no worker ever sees a database that is not held.

    Raises:
        BackupBroken: it cannot be put back.
    """
    if kind_of(url) == "sqlite":
        with _connected(copy) as connection:
            connection.execute(hold)
        yield f"sqlite:///{copy}"
        _into_place(copy, file_of(url))
        return
    _run(url, programs, "pg_restore", *_restoring(url), "--section=pre-data", str(copy))
    engine = create_engine(_plain(url))
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(hold)
    finally:
        engine.dispose()
    for section in ("data", "post-data"):
        _run(url, programs, "pg_restore", *_restoring(url), f"--section={section}", str(copy))
    yield url


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def _into_place(copy: Path, target: Path) -> None:
    with _connected(copy) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    handle = os.open(copy, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    copy.rename(target)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _restoring(url: str) -> tuple[str, ...]:
    return ("--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={_without_password(url)}")


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _without_password(url: str) -> str:
    parts = make_url(url).set(drivername="postgresql")
    return parts._replace(password=None).render_as_string(hide_password=False)


def _run(url: str, programs: str, program: str, *arguments: str, needs_database: bool = True) -> None:
    """Run a program of PostgreSQL's. The password goes by the environment: a command line can be read by all."""
    password = make_url(url).password
    found = str(Path(programs) / program) if programs else shutil.which(program)
    if not found:
        raise BackupNotWritten(f"{program} is not on this machine: name its folder as PG_PROGRAMS")
    where = (f"--dbname={_without_password(url)}",) if needs_database and program == "pg_dump" else ()
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    try:
        done = subprocess.run(  # noqa: S603 - our own words  # nosec B603
            [found, *where, *arguments], env=environment, capture_output=True, check=False
        )
    except OSError as wrong:
        raise BackupNotWritten(f"{program}: {wrong.strerror}") from wrong
    if done.returncode:
        # The first line says what; later ones may hold rows.
        first = done.stderr.decode(errors="replace").strip().partition("\n")[0][:200]
        raise BackupNotWritten(f"{program} failed: {first}")
