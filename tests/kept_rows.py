"""What the rules once made of a small world, put row by row into further empty databases.

Most tests begin with the same family. In each process the rules make it once for each database and moment; every
further test is handed the same rows, in a fraction of the time.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, or_, select

from witness.domain.rules import Rules
from witness.kit import Kit
from witness.store.tables import metadata

IS_ANYTHING_KEPT = select(or_(*(exists(select(1).select_from(table)) for table in metadata.sorted_tables)))

TABLES = tuple(table.name for table in metadata.sorted_tables)


@dataclass(frozen=True)
class Begun:
    """All that decides what the rules make of an empty database."""

    dialect: str
    field_keys: str
    now: datetime
    rules: Rules


_worlds: list[tuple[Begun, Any, dict[str, Any]]] = []
_last_test = [""]


def again(kit: Kit, make: Callable[[], Any]) -> Any:
    """What `make` puts into the kit's database and gives: from kept rows, where they begin alike and it is empty.

    A second world within one test is made anew, so that its people are others.
    """
    engine = kit.store._engine  # noqa: SLF001
    begun = Begun(engine.dialect.name, kit.settings.field_keys, kit.clock.now(), kit.rules())
    if _is_second_of_its_test():
        return make()
    with engine.connect() as connection:
        is_empty = not connection.execute(IS_ANYTHING_KEPT).scalar()
    if not is_empty:
        return make()
    for before, made, rows in _worlds:
        if before == begun:
            with engine.begin() as connection:
                _put(connection, rows)
            return made
    made = make()
    with engine.connect() as connection:
        _worlds.append((begun, made, _taken(connection)))
    return made


def _is_second_of_its_test() -> bool:
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    before, _last_test[0] = _last_test[0], test
    return test == before


def _taken(connection: Connection) -> dict[str, Any]:
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        taken = {table: raw.execute(f'SELECT * FROM "{table}"').fetchall() for table in TABLES}  # noqa: S608
    else:
        taken = {table: _copied(raw, table) for table in TABLES}
    return {table: rows for table, rows in taken.items() if rows}


def _copied(raw: Any, table: str) -> bytes:
    with raw.cursor().copy(f'COPY "{table}" TO STDOUT') as out:
        return b"".join(bytes(part) for part in out)


def _put(connection: Connection, rows: dict[str, Any]) -> None:
    """Put them in whatever order: that they fit together was checked when they were made."""
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        raw.execute("PRAGMA defer_foreign_keys = ON")
        for table, values in rows.items():
            places = ", ".join("?" * len(values[0]))
            raw.executemany(f'INSERT INTO "{table}" VALUES ({places})', values)  # noqa: S608
    else:
        raw.execute("SET LOCAL session_replication_role = replica")
        for table, copied in rows.items():
            with raw.cursor().copy(f'COPY "{table}" FROM STDIN') as into:
                into.write(copied)
