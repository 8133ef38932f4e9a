"""The family that is handed on row by row is the one that the rules make."""

import pytest
from sqlalchemy import select

from tests import kept_rows
from tests.live import a_live_kit
from tests.worlds import a_world
from witness.kit import Kit
from witness.store.tables import metadata


def rows_of(kit: Kit) -> dict[str, set[str]]:
    with kit.store._engine.connect() as connection:  # noqa: SLF001
        return {
            table.name: {repr(row) for row in connection.execute(select(table))} for table in metadata.sorted_tables
        }


@pytest.fixture
def made(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Kit:
    """A kit with a world that the rules made just now, as the last thing of the test before."""
    monkeypatch.setattr(kept_rows, "_worlds", [])
    monkeypatch.setattr(kept_rows, "_last_test", [""])
    kit = a_live_kit(database_url)
    a_world(kit)
    return kit


def test_a_further_test_begins_with_the_same_rows_and_a_second_world_in_it_is_another(
    made: Kit, request: pytest.FixtureRequest
) -> None:
    expected = rows_of(made)
    is_sqlite = made.settings.database_url.startswith("sqlite")
    place = request.getfixturevalue("sqlite_files" if is_sqlite else "warm_databases")
    further, third = (a_live_kit(place.create_database() if is_sqlite else place.lend()) for _ in range(2))

    kept_rows._last_test[0] = "the test before"  # noqa: SLF001
    a_world(further)
    a_world(third)

    assert len(kept_rows._worlds) == 1  # noqa: SLF001
    assert rows_of(further) == expected
    assert rows_of(third)["person"].isdisjoint(expected["person"])
    for kit in (made, further, third):
        kit.store.close()
        if kit is not made:
            place.remove_database(kit.settings.database_url) if is_sqlite else place.take_back(
                kit.settings.database_url
            )
