"""What every test stands on: no network, and databases that are fresh, migrated and real."""

import ipaddress
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.databases import MEMORY, CannotStart, PostgresServer, SqliteFiles, is_roomy
from tests.warm import WarmDatabases

if TYPE_CHECKING:
    from tests.once import Engines

pytest_plugins = ["tests.once", "tests.fixtures", "tests.live", "tests.trust.figures"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--full-size",
        action="store_true",
        help="safety figures (marker `trust`) at full size, as `make trust`",
    )
    parser.addoption("--figures-file", metavar="FILE", help="add the figures of this run to FILE, which /trust shows")


@pytest.fixture(scope="session")
def full_size(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--full-size"))


class NetworkUsed(Exception):
    """A test reached for a machine other than this one."""


def stays_here(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a unix socket's path
    host = address[0]
    if host in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuses, in this process, every connection that would leave this machine."""

    def guarded(real: Any) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if not stays_here(address):
                raise NetworkUsed(f"a test tried to connect to {address}")
            return real(self, address)

        return connect

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
        yield


def migrate(url: str) -> None:
    from witness.store.migrate import upgrade

    upgrade(url)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A running PostgreSQL of this worker's own, with no database of ours yet."""
    server = PostgresServer()
    try:
        server.start()
        yield server
    except CannotStart as reason:
        pytest.fail(str(reason), pytrace=False)
    finally:
        server.stop()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    return postgres_server.make_template(migrate)


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory, full_size: bool) -> Iterator[SqliteFiles]:
    on_disk = full_size or not is_roomy(MEMORY)  # what is timed is timed on a real disk
    folder = tmp_path_factory.mktemp("sqlite") if on_disk else Path(tempfile.mkdtemp(prefix="witness-", dir=MEMORY))
    files = SqliteFiles(folder)
    files.migrate_template(migrate)
    yield files
    if not on_disk:
        shutil.rmtree(folder, ignore_errors=True)


def live_the_demo(url: str) -> None:
    """Fill a database with the demo world, as it stands on the Monday of the tests."""
    from tests.live import a_live_kit
    from witness.actions.demo import load

    migrate(url)
    kit = a_live_kit(url)
    load(kit.store, kit.post(), now=kit.clock.now(), cases=45, seed=1)
    kit.store.close()


@pytest.fixture(scope="session")
def sqlite_demo(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    files = SqliteFiles(tmp_path_factory.mktemp("sqlite-demo"))
    files.migrate_template(live_the_demo)
    return files


@pytest.fixture(scope="session")
def postgres_demo(postgres_server: PostgresServer) -> str:
    return postgres_server.make_template(live_the_demo)


@pytest.fixture(params=["sqlite", "postgresql"])
def demo_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a copy of the demo world: the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        files: SqliteFiles = request.getfixturevalue("sqlite_demo")
        yield files.create_database()
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create_database(template=request.getfixturevalue("postgres_demo"))
    yield url
    server.drop_database(url)


@pytest.fixture
def sqlite_url(sqlite_files: SqliteFiles) -> Iterator[str]:
    """The address of a fresh migrated SQLite database."""
    url = sqlite_files.create_database()
    yield url
    sqlite_files.remove_database(url)


@pytest.fixture(scope="session")
def warm_databases(
    postgres_server: PostgresServer, postgres_template: str, engines: "Engines"
) -> Iterator[WarmDatabases]:
    warm = engines.warm = WarmDatabases(postgres_server, postgres_template)
    yield warm
    warm.close()


@pytest.fixture
def postgresql_url(warm_databases: WarmDatabases) -> Iterator[str]:
    """The address of a migrated PostgreSQL database as good as fresh."""
    url = warm_databases.lend()
    yield url
    warm_databases.take_back(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh migrated database: the test runs once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
