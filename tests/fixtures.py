"""What tests of the upper floors are handed: a store, a kit, the application and somebody with a browser."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.cast import Cast, add_cast
from tests.fakes import FixedClock
from tests.kits import FIELD_KEYS, NOW, a_kit
from witness.kit import Kit
from witness.store import Store, open_store

if TYPE_CHECKING:
    from flask import Flask

    from tests.visitor import Visitor


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An open store, on SQLite and then on PostgreSQL."""
    opened = open_store(database_url, FIELD_KEYS)
    yield opened
    opened.close()


@pytest.fixture
def staff(store: Store) -> Cast:
    """The cast, working in `store`."""
    return add_cast(store, NOW)


@pytest.fixture
def kit(sqlite_url: str) -> Iterator[Kit]:
    """A kit on SQLite, for tests of pages."""
    made = a_kit(sqlite_url)
    yield made
    made.store.close()


@pytest.fixture
def kit_on_both(database_url: str) -> Iterator[Kit]:
    """A kit on SQLite and then on PostgreSQL, for tests of actions that need more than a store."""
    made = a_kit(database_url)
    yield made
    made.store.close()


@pytest.fixture
def cast(kit: Kit) -> Cast:
    """The cast, working in the store of `kit`."""
    return add_cast(kit.store, NOW)


@pytest.fixture
def clock(kit: Kit) -> FixedClock:
    """The clock of `kit`."""
    assert isinstance(kit.clock, FixedClock)
    return kit.clock


@pytest.fixture
def app(kit: Kit) -> "Flask":
    """The application around `kit`."""
    return an_app(kit)


@pytest.fixture
def client(app: "Flask") -> "Visitor":
    """Somebody with a browser who has not signed in."""
    return a_visitor(app)


def an_app(kit: Kit) -> "Flask":
    """An application whose test clients are visitors."""
    # Here, because this file is read before every test, and the rules need no web application.
    from tests.visitor import Visitor
    from witness.web import create_app

    made = create_app(kit)
    made.test_client_class = Visitor
    return made


def a_visitor(app: "Flask") -> "Visitor":
    """Somebody with a browser of their own."""
    visitor: Visitor = app.test_client()  # type: ignore[assignment]
    return visitor
