"""PostgreSQL databases that tests use one after another, each emptied for the next, with connections that stay open.

A new database for each test cost more than most tests: its files, a process for each connection, and everything that
such a process first has to learn of the tables. What cannot be emptied with certainty is dropped instead.
"""

from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Engine, Pool, event

from tests.databases import PostgresServer

# What is deleted stays in the files until somebody tidies up, which here nobody does.
USES = 40

# At most as many connections as the tests' server has; a store of its own would have had sixteen.
MOST_CONNECTIONS = 40

TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"

# Every change of a table, a column, a constraint, a trigger, a type or a function writes a row anew.
SHAPE = sql.SQL(" UNION ALL ").join(
    sql.SQL("SELECT count(*), max(xmin::text::bigint) FROM {}").format(sql.Identifier(catalogue))
    for catalogue in ("pg_class", "pg_attribute", "pg_constraint", "pg_trigger", "pg_type", "pg_proc")
)

STRANGERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> ALL(%s)"


class NotAsItWas(Exception):
    """A database cannot be made as new; it is dropped, and nobody is told."""


@dataclass(frozen=True)
class _New:
    """What a new database looks like and holds."""

    shape: list[Any]
    rows: dict[str, bytes]


@dataclass
class _Lent:
    """A database, and this process's connections to it."""

    url: str
    uses: int = 0
    pool: Pool | None = None
    processes: set[int] = field(default_factory=set)


class WarmDatabases:
    """Lends databases like new: copies of `template`, or earlier copies that were emptied."""

    def __init__(self, server: PostgresServer, template: str) -> None:
        self._server = server
        self._template = template
        self._free = [_Lent(server.create_database(template=template))]
        self._lent: dict[str, _Lent] = {}
        self._new = _look_at(self._free[0].url)

    def lend(self) -> str:
        """The address of a database that holds what the template does."""
        lent = self._free.pop() if self._free else _Lent(self._server.create_database(template=self._template))
        lent.uses += 1
        self._lent[lent.url] = lent
        return lent.url

    def take_back(self, url: str) -> None:
        """Empty a database for the next test, or drop it."""
        lent = self._lent.pop(url)
        try:
            _make_as_new(lent, self._new)
        except (NotAsItWas, psycopg.Error):
            if lent.pool is not None:
                lent.pool.dispose()
            self._server.drop_database(url)
        else:
            self._free.append(lent)

    def close(self) -> None:
        """Close every connection."""
        for one in (*self._free, *self._lent.values()):
            if one.pool is not None:
                one.pool.dispose()

    def connect_through(self, url: str, engine: Engine) -> None:
        """Give an engine the connections that are open to its database already; they stay when it closes."""
        lent = self._lent.get(url)
        if lent is None:
            return
        if lent.pool is None:
            lent.pool = engine.pool
            lent.pool._max_overflow = MOST_CONNECTIONS  # noqa: SLF001
            event.listen(lent.pool, "connect", lambda connection, _: lent.processes.add(connection.info.backend_pid))
        engine.pool = lent.pool
        engine.dispose = lambda close=True: None


def _look_at(url: str) -> _New:
    with psycopg.connect(url) as connection:
        tables = [table for (table,) in connection.execute(TABLES).fetchall()]
        shape = connection.execute(SHAPE).fetchall()
        return _New(shape, {table: _rows(connection, table) for table in tables})


def _rows(connection: psycopg.Connection[Any], table: str) -> bytes:
    with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as out:
        return b"".join(bytes(part) for part in out)


def _make_as_new(lent: _Lent, new: _New) -> None:
    """Raises NotAsItWas when it is not certain that nothing of the last test is left and nobody is still at work."""
    if lent.uses >= USES or lent.pool is None or lent.pool.checkedout():
        raise NotAsItWas
    held = lent.pool.connect()
    try:
        connection: Any = held.driver_connection
        if connection.execute(STRANGERS, [list(lent.processes)]).fetchone() != (0,):
            raise NotAsItWas
        if connection.execute(SHAPE).fetchall() != new.shape:
            raise NotAsItWas
        _empty(connection, new.rows)
        connection.commit()
    finally:
        held.close()


def _empty(connection: psycopg.Connection[Any], rows: dict[str, bytes]) -> None:
    # Without the checks between tables, so that their order does not matter; all are as they were at the end.
    deletions = [sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for table in rows]
    connection.execute(sql.SQL("; ").join([sql.SQL("SET LOCAL session_replication_role = replica"), *deletions]))
    for table, content in rows.items():
        if content:
            with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as into:
                into.write(content)
