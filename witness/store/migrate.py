"""Brings a database to the newest shape, once, whoever asks first."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from witness.store.engine import is_sqlite, open_engine

HOME = Path(__file__).parent / "migrations"


class PointsAtNothing(Exception):
    """After a migration a row would point at one that is not there; nothing was changed."""


def upgrade(url: str) -> None:
    """Run every migration that the database at `url` lacks, all of them or none.

    Raises:
        PointsAtNothing: the tables that are named hold such rows.
    """
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            if is_sqlite(engine):
                # A table that others point at can only be made anew while nobody insists; it is looked at afterwards.
                raw: Any = connection.connection.dbapi_connection
                raw.execute("PRAGMA foreign_keys = OFF")
            with connection.begin():
                _upgrade(connection)
    finally:
        engine.dispose()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Two processes may start at once: the second waits here and then finds nothing to do.
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(726271)")
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":
        wrong = {row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
        if wrong:
            raise PointsAtNothing(f"rows of these tables would point at nothing: {', '.join(sorted(wrong))}")


def is_current(url: str) -> bool:
    """Whether the database at `url` has the newest shape."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return set(MigrationContext.configure(connection).get_current_heads()) == heads()
    finally:
        engine.dispose()


def heads() -> set[str]:
    """Give the newest migrations of this release."""
    return set(ScriptDirectory.from_config(_config()).get_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(HOME))
    return config
