"""A database that another test has had is as good as a new one, or is not handed on."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from sqlalchemy import Connection, create_engine, insert, text

from tests.databases import PostgresServer
from tests.warm import USES, WarmDatabases
from witness.store.tables import metadata

TEAM = metadata.tables["team"]
A_TEAM = {"id": "one", "name": "Calder", "kind": "support", "phone": "0113 496 0100"}


@pytest.fixture
def warm(postgres_server: PostgresServer, postgres_template: str) -> Iterator[WarmDatabases]:
    made = WarmDatabases(postgres_server, postgres_template)
    yield made
    made.close()


def used(warm: WarmDatabases, use: Callable[[Connection], object]) -> str:
    """The address of a database that was lent, used and given back."""
    url = warm.lend()
    engine = create_engine(url)
    warm.connect_through(url, engine)
    with engine.begin() as connection:
        use(connection)
    engine.dispose()
    warm.take_back(url)
    return url


def leave_rows(connection: Connection) -> None:
    connection.execute(insert(TEAM), A_TEAM)
    connection.execute(text("UPDATE alembic_version SET version_num = 'another'"))


def test_what_a_test_left_is_gone_and_what_was_there_is_there_again(warm: WarmDatabases) -> None:
    before = used(warm, leave_rows)

    url = warm.lend()

    assert url == before
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM team").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM alembic_version WHERE version_num <> 'another'").fetchone() == (
            1,
        )


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE team ADD COLUMN motto text",
        "CREATE TABLE left_behind (id text)",
        "DROP INDEX {index}",
        "ALTER TABLE team ALTER COLUMN name DROP NOT NULL",
    ],
)
def test_a_database_of_another_shape_is_not_handed_on(warm: WarmDatabases, change: str) -> None:
    index = next(index.name for table in metadata.sorted_tables for index in table.indexes)

    before = used(warm, lambda connection: connection.execute(text(change.format(index=index))))

    assert warm.lend() != before


def test_a_database_that_somebody_else_still_has_open_is_not_handed_on(warm: WarmDatabases) -> None:
    url = warm.lend()
    somebody = psycopg.connect(url)
    engine = create_engine(url)
    warm.connect_through(url, engine)
    engine.connect().close()

    warm.take_back(url)

    assert warm.lend() != url
    with pytest.raises(psycopg.OperationalError):
        somebody.execute("SELECT 1")
    somebody.close()


def test_a_database_with_a_transaction_still_open_is_not_handed_on(warm: WarmDatabases) -> None:
    url = warm.lend()
    engine = create_engine(url)
    warm.connect_through(url, engine)
    forgotten = engine.connect()
    leave_rows(forgotten)

    warm.take_back(url)

    assert warm.lend() != url
    forgotten.invalidate()
    forgotten.close()


def test_a_database_is_handed_on_so_often_and_then_no_more(warm: WarmDatabases) -> None:
    had = [used(warm, lambda connection: connection.execute(text("SELECT 1"))) for _ in range(USES + 1)]

    assert len(set(had[:USES])) == 1
    assert had[USES] != had[0]
