"""The bill holds all that is pinned, and a database that cannot be asked is no verdict."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.supply import __main__ as command
from tests.supply.advisories import Accepted, Advisory, CannotAsk, known_weaknesses, not_accepted
from tests.supply.bill import NotPinned, Part, bill_of, front_end_parts, installed_here, parts_of, python_parts, strays

ROOT = Path(__file__).resolve().parents[2]
LOCK = (
    "Flask==3.1.3 \\\n    --hash=sha256:" + "a" * 64 + " \\\n    --hash=sha256:" + "b" * 64 + "\n"
    "colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "c" * 64 + "\n"
)
PART = Part("pypi", "flask", "3.1.3", (("SHA-256", "a" * 64),), ships=True)
TODAY = date(2026, 11, 25)


def test_a_lock_is_read_with_its_hashes_and_markers() -> None:
    flask, colorama = python_parts(LOCK, ships=True)

    assert (flask.name, flask.version, len(flask.hashes), flask.needed_here) == ("flask", "3.1.3", 2, True)
    assert (colorama.version, colorama.needed_here) == ("0.4.6", False)


@pytest.mark.parametrize("lock", ["flask>=3\n", "flask==3.1.3\n", "flask \\\n    --hash=sha256:" + "a" * 64])
def test_what_is_not_pinned_is_named(lock: str) -> None:
    with pytest.raises(NotPinned, match="flask"):
        python_parts(lock, ships=True)
    with pytest.raises(NotPinned):
        front_end_parts('{"packages": {"node_modules/a": {"version": "1"}}}')


def test_the_bill_names_everything_that_the_locks_of_this_product_pin() -> None:
    parts = parts_of(ROOT)
    bill = bill_of(parts)

    names = {
        component["purl"].rpartition("@")[0] for component in bill["components"] if component["scope"] == "required"
    }
    assert {"pkg:pypi/flask", "pkg:pypi/twilio", "pkg:npm/govuk-frontend"} <= names
    assert "pkg:pypi/pytest" not in names
    assert all(component["hashes"] for component in bill["components"])
    assert json.dumps(bill) == json.dumps(bill_of(parts_of(ROOT)))


def test_what_is_installed_here_is_what_the_locks_pin() -> None:
    parts = [part for part in parts_of(ROOT) if part.ships]

    assert strays(parts, installed_here()) == []
    assert strays([PART], {"flask": "3.0.0"}) == ["flask is 3.0.0, not 3.1.3"]
    assert strays([PART], {}) == ["flask 3.1.3 is not installed"]


class Database(BaseHTTPRequestHandler):
    """Answers as the test has it."""

    answer: Any = None
    asked: Any = None

    def do_POST(self) -> None:
        type(self).asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200 if self.answer is not None else 503)
        self.end_headers()
        self.wfile.write(json.dumps(self.answer).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def database() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Database)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/querybatch"
    server.shutdown()
    server.server_close()


def test_what_is_known_is_told_and_only_names_and_versions_are_asked(database: str) -> None:
    Database.answer = {"results": [{"vulns": [{"id": "TEST-1"}]}, {}]}
    other = Part("npm", "@a/b", "1.0.0", (), ships=False)

    assert known_weaknesses([PART, other], database) == [Advisory(PART, "TEST-1")]
    assert Database.asked == {
        "queries": [
            {"package": {"name": "flask", "ecosystem": "PyPI"}, "version": "3.1.3"},
            {"package": {"name": "@a/b", "ecosystem": "npm"}, "version": "1.0.0"},
        ]
    }


@pytest.mark.parametrize("answer", [None, [], {"results": []}, {"results": [{"vulns": ["x"]}]}, {"results": ["x"]}])
def test_no_answer_or_another_one_is_no_verdict(database: str, answer: Any) -> None:
    Database.answer = answer

    with pytest.raises(CannotAsk):
        known_weaknesses([PART], database)


def test_without_a_network_the_command_says_so_and_fails_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody(_parts: list[Part]) -> list[Advisory]:
        raise CannotAsk("ConnectionError")

    monkeypatch.setattr(command, "known_weaknesses", nobody)
    assert command.audit([PART]) is False
    assert "NOT AUDITED" in capsys.readouterr().out
    monkeypatch.setattr(command, "known_weaknesses", lambda parts: [Advisory(parts[0], "TEST-1")])
    assert command.audit([PART]) is True


def test_a_weakness_is_accepted_until_the_day_that_was_said() -> None:
    accepted = {"TEST-1": Accepted("we do not call that part", TODAY)}

    assert not_accepted([Advisory(PART, "TEST-1")], accepted, TODAY) == []
    assert len(not_accepted([Advisory(PART, "TEST-1")], accepted, date(2026, 11, 26))) == 1
