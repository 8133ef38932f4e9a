"""What tests of pages are handed besides: the small world, and Officer Olu signed in to it."""

from collections.abc import Iterator

import pytest

from tests.live import a_live_kit
from tests.visitor import Visitor
from tests.web.clients import Another, an_app, signed_in
from tests.worlds import World, a_world
from witness.kit import Kit


@pytest.fixture
def world(lite: Kit) -> World:
    """The small world, in the database of `lite`."""
    return a_world(lite)


@pytest.fixture
def olu(lite: Kit, world: World) -> Visitor:
    """The officer who owns the world's case."""
    return signed_in(an_app(lite), lite, "olu")


@pytest.fixture
def another(sqlite_url: str) -> Iterator[Another]:
    """`another(**changes)`: a kit whose world is not as always."""
    kit = a_live_kit(sqlite_url)
    yield lambda **changes: (kit, a_world(kit, **changes))
    kit.store.close()
