"""What set-up leaves behind is what everything else stands on."""

import json
import re
import socket
from pathlib import Path

import psycopg
import pytest

from tests.conftest import NetworkUsed
from tests.databases import PostgresServer

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "witness" / "web" / "static" / "vendor"
STYLE_SHEETS = ["govuk-frontend.min.css", "moj-frontend.min.css"]
COMMANDS = ["help", "setup", "run", "test", "check", "bench", "trust", "assets", "browser", "locks", "clean"]


def test_postgresql_answers(postgres_server: PostgresServer) -> None:
    with psycopg.connect(postgres_server.url()) as connection:
        version = connection.execute("select version()").fetchone()

    assert version is not None
    assert version[0].startswith("PostgreSQL 1")


def test_a_copy_of_a_postgresql_template_has_its_tables(postgres_server: PostgresServer) -> None:
    def one_table(url: str) -> None:
        with psycopg.connect(url) as connection:
            connection.execute("create table hearings (code text)")

    copy = postgres_server.create_database(template=postgres_server.make_template(one_table))

    with psycopg.connect(copy) as connection:
        assert connection.execute("select count(*) from hearings").fetchone() == (0,)
    postgres_server.drop_database(copy)


def test_nothing_connects_to_another_machine() -> None:
    with socket.socket() as outside, pytest.raises(NetworkUsed):
        outside.connect(("192.0.2.1", 80))


@pytest.mark.parametrize("name", STYLE_SHEETS)
def test_style_sheets_need_no_file_that_is_missing(name: str) -> None:
    addresses = re.findall(r"url\(([^)]+)\)", (VENDOR / name).read_text(encoding="utf-8"))

    missing = [a for a in addresses if not a.startswith("data:") and not (VENDOR / a).is_file()]

    assert missing == []


@pytest.mark.parametrize("name", STYLE_SHEETS)
def test_style_sheets_leave_out_what_only_government_services_may_show(name: str) -> None:
    text = (VENDOR / name).read_text(encoding="utf-8")

    assert "@font-face" not in text
    assert "GDS Transport" not in text
    assert "font-family:arial" in text
    assert list(VENDOR.glob("**/*crown*")) + list(VENDOR.glob("**/*crest*")) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.txt")), ids=lambda path: path.name)
def test_every_pinned_package_has_a_hash_and_no_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    packages = [block for block in re.split(r"\n(?! )", text) if block.strip()]

    assert "://" not in text
    assert [block.split()[0] for block in packages if "==" not in block or "--hash=sha256:" not in block] == []


def test_front_end_packages_are_pinned_by_hash_and_without_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert {"node_modules/govuk-frontend", "node_modules/@ministryofjustice/frontend"} <= packages.keys()
    assert [name for name, entry in packages.items() if "resolved" in entry or "integrity" not in entry] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_make_knows_and_explains(command: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert re.search(rf"^{command}:.*## \S", makefile, re.MULTILINE)
