"""The only module that knows how the two databases differ."""

import sqlite3
from random import uniform
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

# How long a writer waits for its turn.
PATIENCE_SECONDS = 10.0
SQLITE_PRAGMAS = (
    "foreign_keys = ON",
    "journal_mode = WAL",
    # FULL, because in WAL mode NORMAL may lose the last commits at power loss: a text sent and forgotten
    # would be sent again.
    "synchronous = FULL",
    f"busy_timeout = {PATIENCE_SECONDS * 1000:.0f}",
    "secure_delete = ON",
    "trusted_schema = OFF",
)


def open_engine(url: str) -> Engine:
    """Open a database by its address: `sqlite:///file.db` or `postgresql://…`."""
    if url.startswith("sqlite"):
        return _sqlite(url)
    return _postgresql(url)


def is_sqlite(engine: Engine) -> bool:
    """Whether this engine is the one-machine database."""
    return engine.dialect.name == "sqlite"


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, pool_size=8, max_overflow=8)

    @event.listens_for(engine, "connect")
    def _on_connect(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
        if reading:
            connection.exec_driver_sql("BEGIN")
        else:
            _begin_writing(connection)

    return engine


def _begin_writing(connection: Connection) -> None:
    """Wait for one's turn to write, asking every few milliseconds.

    SQLite's own waiting asks ever more seldom: a process that writes much then keeps all others out for seconds, and an
    answer of a carrier that cannot be recorded in time is a message of which nobody knows.
    """
    raw: Any = connection.connection.dbapi_connection
    give_up_at = monotonic() + PATIENCE_SECONDS
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        while not _has_begun(raw) and monotonic() < give_up_at:
            sleep(uniform(0.001, 0.004))  # noqa: S311 - so that two who wait do not ask in step
        if not raw.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        raw.execute(f"PRAGMA busy_timeout = {PATIENCE_SECONDS * 1000:.0f}")


def _has_begun(raw: Any) -> bool:
    try:
        # IMMEDIATE, because a transaction that reads first and writes later is refused at once when another writes.
        raw.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _postgresql(url: str) -> Engine:
    engine = create_engine(
        url,
        pool_size=8,
        max_overflow=8,
        pool_pre_ping=True,
        connect_args={"options": "-c timezone=UTC -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000"},
    )

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        if connection.get_execution_options().get("reading", False):
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    return engine
