"""Whoever owns the database cannot rewrite the record unseen: twelve ways, each found at the very entry."""

import ast
import json
import runpy
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import FixedClock
from tests.kits import FIELD_KEYS, NOW, ROOT, a_kit
from tests.tampering import DEED, ONLY_BY_CHECKPOINTS, TAMPERING, VALUES, chained_anew, put_back, rows_of
from tests.web.clients import an_app
from witness.actions.checkpoints import sign_record
from witness.domain.audit import AuditOutcome, Entry, first_fault
from witness.domain.checkpoints import first_disagreement
from witness.kit import Kit
from witness.store import open_store
from witness.store.checkpoints import FILE_NAME, checked, kept_in, new_signing_key, public_key_of

PROGRAM = ROOT / "docs" / "proof" / "verify.py"
KEY = new_signing_key()
PUBLIC = public_key_of(KEY)
ENTRIES = 60


@pytest.fixture(scope="module")
def program() -> dict[str, Any]:
    """The stand-alone program's functions, as it defines them."""
    return runpy.run_path(str(PROGRAM))


@pytest.fixture(scope="module")
def signed(sqlite_files: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A database with sixty entries, and the folder of its four checkpoints."""
    url = sqlite_files.create_database()
    folder = tmp_path_factory.mktemp("checkpoints")
    kit = a_kit(url)
    clock = kit.clock
    assert isinstance(clock, FixedClock)
    for n in range(ENTRIES):
        look(kit, f"case.{n % 7}", case_id=f"{n % 3}" * 32 if n % 5 else None)
        clock.move(timedelta(seconds=20, microseconds=n))
        if n % 15 == 14:
            sign_record(kit.store, folder, KEY, now=clock.now())
    kit.store.close()
    path = Path(url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as connection:
        # What is still in the write-ahead log would not be in the copies.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert len(kept_in(folder)) == 4
    return path, folder


def look(kit: Kit, deed: str, *, case_id: str | None = None) -> None:
    with kit.store.changing() as desk:
        desk.audit.record(Entry(kit.clock.now(), deed, AuditOutcome.ALLOWED, "a" * 32, "officer", case_id, "", "r'\"é"))


@pytest.fixture
def copy(signed: tuple[Path, Path]) -> Iterator[Path]:
    """A copy that a test may spoil, in memory as its original is."""
    path = signed[0].with_name("spoilt.sqlite3")
    shutil.copyfile(signed[0], path)
    yield path
    for left in path.parent.glob(path.name + "*"):
        left.unlink()


def said(program: dict[str, Any], record: Path, folder: Path | None, processes: int = 1) -> dict[str, Any]:
    checkpoints = program["read_checkpoints"](str(folder), [PUBLIC]) if folder else []
    answer: dict[str, Any] = program["verify"](str(record), checkpoints, processes)
    return answer


def test_an_untouched_record_is_whole(program: dict[str, Any], copy: Path, signed: tuple[Path, Path]) -> None:
    assert said(program, copy, signed[1]) == {
        "entries": ENTRIES,
        "checkpoints": 4,
        "signed_to": ENTRIES,
        "entry": None,
        "fault": "",
    }


@pytest.mark.parametrize("kind", TAMPERING)
def test_each_kind_of_tampering_is_found_at_the_very_entry(
    program: dict[str, Any], copy: Path, signed: tuple[Path, Path], kind: str
) -> None:
    rows, entry = TAMPERING[kind](rows_of(copy))
    put_back(copy, rows)

    found = said(program, copy, signed[1])

    assert found["entry"] == entry, found
    assert f"entry {entry} " in found["fault"]
    # The product's own check was written apart from the program's, and finds the same.
    assert f"entry {entry} " in by_the_product(copy, signed[1])
    # A wrong check that knows no checkpoints misses what was chained anew.
    assert (said(program, copy, None)["entry"] is None) is (kind in ONLY_BY_CHECKPOINTS)


def test_no_column_of_an_entry_can_be_changed(program: dict[str, Any], copy: Path, signed: tuple[Path, Path]) -> None:
    whole = rows_of(copy)
    for place, column in enumerate(VALUES, start=1):
        rows = [list(row) for row in whole]
        rows[21][place] = ("1" if not str(rows[21][place]).startswith("1") else "2") + str(rows[21][place])[1:]
        put_back(copy, rows)

        assert said(program, copy, signed[1])["entry"] == 22, column


def test_an_end_that_only_the_record_itself_speaks_of_is_held_against_it(
    program: dict[str, Any], copy: Path, signed: tuple[Path, Path]
) -> None:
    put_back(copy, rows_of(copy)[:-2], mend_the_head=False)

    assert said(program, copy, None)["entry"] == ENTRIES - 1


def test_parts_that_are_checked_side_by_side_say_the_same(
    program: dict[str, Any], copy: Path, signed: tuple[Path, Path]
) -> None:
    rows, entry = TAMPERING["one from the middle is removed"](rows_of(copy))
    put_back(copy, rows)
    checkpoints = program["read_checkpoints"](str(signed[1]), [PUBLIC])
    record = program["record_at"](str(copy))

    first = program["walk_part"](record, 1, 29, checkpoints)
    second = program["walk_part"](record, 30, 60, checkpoints)
    third = program["walk_part"](record, 38, 60, checkpoints)

    assert first == (29, None, "")
    assert second[1] == entry
    assert third == (23, None, "")


Spoil = Callable[[list[bytes]], list[bytes]]
SPOILT: dict[str, tuple[Spoil, str]] = {
    "a line is missing": (lambda lines: lines[:1] + lines[2:], "checkpoint 2 does not follow"),
    "a line is changed": (
        lambda lines: [lines[0], lines[1].replace(b'"seq":30', b'"seq":31'), *lines[2:]],
        "2 was not",
    ),
    "two are swapped": (lambda lines: [lines[1], lines[0], *lines[2:]], "checkpoint 1 does not follow"),
    "one is damaged": (lambda lines: [*lines[:3], lines[3][:-9]], "checkpoint 4 is damaged"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_checkpoints_that_were_touched_are_not_believed(
    program: dict[str, Any], copy: Path, signed: tuple[Path, Path], tmp_path: Path, how: str
) -> None:
    spoil, words = SPOILT[how]
    spoilt = tmp_path / FILE_NAME
    spoilt.write_bytes(b"\n".join(spoil((signed[1] / FILE_NAME).read_bytes().splitlines())) + b"\n")

    with pytest.raises(program["Found"], match=words):
        said(program, copy, tmp_path)


def test_checkpoints_of_another_key_are_not_believed(
    program: dict[str, Any], copy: Path, signed: tuple[Path, Path], tmp_path: Path
) -> None:
    rows = chained_anew(rows_of(copy), 0)
    rows[3][DEED] = "today.read"
    put_back(copy, chained_anew(rows, 3))
    store = open_store(f"sqlite:///{copy}", FIELD_KEYS)
    sign_record(store, tmp_path, new_signing_key(), now=NOW)
    store.close()

    with pytest.raises(program["Found"], match="checkpoint 1 was not signed by a key that was given"):
        said(program, copy, tmp_path)


def test_an_export_is_checked_without_the_database(
    program: dict[str, Any], copy: Path, signed: tuple[Path, Path], tmp_path: Path
) -> None:
    kit = a_kit(f"sqlite:///{copy}")
    done = an_app(kit).test_cli_runner().invoke(args=["audit", "export", str(tmp_path / "out.jsonl")])
    kit.store.close()
    lines = (tmp_path / "out.jsonl").read_text(encoding="ascii").splitlines(keepends=True)

    assert done.exit_code == 0, done.stderr
    assert said(program, tmp_path / "out.jsonl", signed[1])["entries"] == ENTRIES + 1
    # That it was taken away is on the record too.
    assert json.loads(lines[-1])["entry"]["deed"] == "audit.export"
    (tmp_path / "out.jsonl").write_text("".join(lines[:9] + lines[10:]), encoding="ascii")
    assert said(program, tmp_path / "out.jsonl", signed[1])["entry"] == 10


def test_the_program_stands_alone_and_answers_by_its_exit(
    copy: Path, signed: tuple[Path, Path], tmp_path: Path
) -> None:
    alone = shutil.copy(PROGRAM, tmp_path / "verify.py")
    asked = [sys.executable, "-I", alone, str(copy), "--checkpoints", str(signed[1]), "--key", PUBLIC]
    whole = subprocess.run(asked, capture_output=True, text=True, cwd=tmp_path, check=False)
    rows, _ = TAMPERING["the end is cut off"](rows_of(copy))
    put_back(copy, rows)
    cut = subprocess.run([*asked, "--json"], capture_output=True, text=True, cwd=tmp_path, check=False)
    imported = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(PROGRAM.read_text(encoding="utf-8")))
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else _names(node))
    }

    assert (whole.returncode, whole.stdout) == (0, "60 entries, nothing is wrong; 60 of them are signed.\n")
    assert (cut.returncode, json.loads(cut.stdout)["entry"]) == (1, 49)
    assert imported <= set(sys.stdlib_module_names) | {"cryptography", "psycopg"}


def _names(node: ast.AST) -> list[str]:
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def by_the_product(path: Path, folder: Path) -> str:
    store = open_store(f"sqlite:///{path}", FIELD_KEYS)
    checkpoints = checked(kept_in(folder), (PUBLIC,))
    with store.reading() as desk:
        found = first_fault(desk.audit.chain()) or first_disagreement(desk.audit.chain(), checkpoints)
    store.close()
    return found
