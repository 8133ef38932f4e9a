"""Every earlier shape of the database comes to the newest with all that stood in it, and never half-way."""

import os
import random
import signal
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from datetime import time as hour
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, func, select, table, types

from tests.databases import PostgresServer
from tests.trust.figures import Figure
from witness.store import migrate
from witness.store.engine import open_engine

SEED = 20261125
KILLS, KILLS_IN_THE_SUITE = 20, 2
# A later migration could once not be run where somebody had answered a text already.
ONCE_BROKEN = "0005"
# What takes no canary: a canary in them would be told as a fault of the record, or they are the migrations' own.
LEFT_OUT = frozenset({"alembic_version", "audit_entry", "audit_head", "duty_rule"})


def shapes() -> list[str]:
    """Every migration, the oldest first."""
    scripts = ScriptDirectory.from_config(migrate._config())  # noqa: SLF001
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


def bring_to(connection: Connection, shape: str) -> None:
    config = migrate._config()  # noqa: SLF001
    config.attributes["connection"] = connection
    command.upgrade(config, shape)


def a_value(column: Any, name: str) -> Any:
    """A value of a column's kind that tells one canary from another."""
    match column.type:
        case types.Boolean():
            return True
        case types.Integer():
            return 1
        case types.Float() | types.Numeric():
            return 1
        case types.DateTime():
            return datetime(2026, 11, 23, 9, 0, tzinfo=UTC).replace(tzinfo=None)
        case types.Date():
            return date(2026, 11, 23)
        case types.Time():
            return hour(9, 0)
        case types.LargeBinary():
            return name.encode()
        case types.JSON():
            return {}
        case _:
            return name[: getattr(column.type, "length", None) or 40]


def put_canaries(connection: Connection) -> set[str]:
    """Put a row into each table that has none; gives the names of all. Each points at the canary of the other."""
    tables = MetaData()
    tables.reflect(connection)
    kept = [each for each in tables.sorted_tables if each.name not in LEFT_OUT]
    for each in kept:
        if not connection.execute(select(func.count()).select_from(each)).scalar_one():
            connection.execute(each.insert().values(a_row(each)))
    return {each.name for each in kept}


def a_row(of: Table) -> dict[str, Any]:
    """Every canary is called "canary", so that each reference finds the one it points at."""
    return {
        column.name: None if column.foreign_keys and column.nullable else a_value(column, "canary")
        for column in of.columns
    }


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    made: list[str] = []

    def of(database: str) -> str:
        if database == "sqlite":
            return f"sqlite:///{tmp_path / f'{time.monotonic_ns()}.db'}"
        server: PostgresServer = request.getfixturevalue("postgres_server")
        made.append(server.create_database())
        return made[-1]

    yield of
    for url in made:
        request.getfixturevalue("postgres_server").drop_database(url)


@pytest.mark.trust
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_earlier_shape_comes_to_the_newest_with_all_that_stood_in_it(
    database: str, empty_url: Any, full_size: bool, figure: Figure
) -> None:
    if database == "postgresql" and not full_size:
        pytest.skip("one database and one shape here, both and every shape at full size")
    begin_at = shapes()[:-1] if full_size else [ONCE_BROKEN]
    for shape in begin_at:
        url = empty_url(database)
        known = settle(url, shape)
        migrate.upgrade(url)
        assert lost_from(url, known) == [], shape
    figure("migrations keep canaries", cases=len(begin_at), seed="-", result="0 rows lost")


@pytest.mark.trust
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_migration_that_is_killed_leaves_the_shape_before_or_the_newest(
    database: str, empty_url: Any, full_size: bool, figure: Figure
) -> None:
    if database == "postgresql" and not full_size:
        pytest.skip("one database here, both at full size")
    chance = random.Random(SEED)  # noqa: S311 - when to kill
    url = empty_url(database)
    known = settle(url, ONCE_BROKEN)
    seconds = time_of(empty_url(database))
    found = {shape_of(url)}
    for _ in range(KILLS if full_size else KILLS_IN_THE_SUITE):
        killed_after(chance.uniform(0.02, seconds), url)
        found.add(shape_of(url))
        assert lost_from(url, known) == []
        if shape_of(url) == shapes()[-1]:
            url = empty_url(database)
            known = settle(url, ONCE_BROKEN)

    migrate.upgrade(url)

    assert found <= {ONCE_BROKEN, shapes()[-1]}
    assert (shape_of(url), lost_from(url, known)) == (shapes()[-1], [])
    kills = KILLS if full_size else KILLS_IN_THE_SUITE
    figure("migrations killed", cases=kills, seed=SEED, result="0 times half-way, 0 rows lost")


def settle(url: str, shape: str) -> set[str]:
    """Make a database of an earlier shape with a row in each of its tables; gives their names."""
    engine = open_engine(url)
    with engine.begin() as connection:
        bring_to(connection, shape)
        known = put_canaries(connection)
    engine.dispose()
    return known


def lost_from(url: str, known: set[str]) -> list[str]:
    engine = open_engine(url)
    with engine.connect() as connection:
        lost = [
            name
            for name in sorted(known)
            if connection.execute(select(func.count()).select_from(table(name))).scalar_one() < 1
        ]
    engine.dispose()
    return lost


def shape_of(url: str) -> str:
    engine = open_engine(url)
    with engine.connect() as connection:
        shape: str = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    engine.dispose()
    return shape


def time_of(url: str) -> float:
    """How long the whole way takes here and now."""
    settle(url, ONCE_BROKEN)
    begun = time.monotonic()
    migrate.upgrade(url)
    return time.monotonic() - begun


def killed_after(seconds: float, url: str) -> None:
    """Let a process of its own migrate, and kill it in the middle."""
    child = os.fork()
    if child == 0:
        try:
            migrate.upgrade(url)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
