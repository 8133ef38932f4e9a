"""What every test stands on: no network, and databases that are fresh, migrated and real."""

import ipaddress
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, create_engine
from werkzeug.routing import Rule

from tests.databases import MEMORY, CannotStart, PostgresServer, SqliteFiles, is_roomy

pytest_plugins = ["tests.fixtures", "tests.live", "tests.trust.figures"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--full-size",
        action="store_true",
        help="safety figures (marker `trust`) at full size, as `make trust`",
    )


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


@pytest.fixture(scope="session", autouse=True)
def statements_are_compiled_once() -> Iterator[None]:
    """Lets engines of one kind share what they compile: every test opens its own, and half its time would go there."""
    first: dict[str, Engine] = {}

    def sharing(url: str, **options: Any) -> Engine:
        engine = create_engine(url, **options)
        kept = first.get(engine.dialect.name)
        if kept is None:
            first[engine.dialect.name] = engine
            engine.connect().close()  # so that its dialect knows the server before others use it
            return engine
        engine.dialect = engine.pool._dialect = kept.dialect  # noqa: SLF001
        engine._compiled_cache = kept._compiled_cache  # noqa: SLF001
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("witness.store.engine.create_engine", sharing)
        yield


class KeptInMemory(BytecodeCache):
    """Compiled templates of this process. What is kept under a name is used only for the very same words."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def templates_are_compiled_once() -> Iterator[None]:
    """Lets applications share what they compile of their templates: nearly every test of a page builds its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Flask.jinja_options, "bytecode_cache", KeptInMemory())
        yield


@pytest.fixture(scope="session", autouse=True)
def addresses_are_compiled_when_built() -> Iterator[None]:
    """Leaves the compiling of each rule until an address is built by it: a test builds few of some hundred."""
    compiled = Rule._compile_builder  # noqa: SLF001

    def later(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        made: list[Callable[..., tuple[str, str]]] = []

        def build(bound: Rule, **values: Any) -> tuple[str, str]:
            if not made:
                made.append(compiled(rule, append_unknown))
            return made[0](bound, **values)

        return build

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", later)
        yield


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


@pytest.fixture
def postgresql_url(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    """The address of a fresh migrated PostgreSQL database."""
    url = postgres_server.create_database(template=postgres_template)
    yield url
    postgres_server.drop_database(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh migrated database: the test runs once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
