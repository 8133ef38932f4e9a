"""The list of what is done names tests that are there, and leaves nothing out."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| (done|deviates|not yet) \| ([^|]+) \|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs" / "trust.md").read_text(encoding="utf-8"))


def named_in(words: str) -> list[str]:
    return re.findall(r"`(tests/[\w/]+\.py)`", words)


def test_every_point_stands_in_it_once_and_in_order() -> None:
    assert [int(number) for number, *_ in ROWS] == list(range(1, 86))


@pytest.mark.parametrize(("number", "asked", "state", "where"), ROWS)
def test_what_is_done_names_a_test_and_what_is_not_says_why(number: str, asked: str, state: str, where: str) -> None:
    named = named_in(where)

    assert [path for path in named if not (ROOT / path).is_file()] == [], f"{number} {asked}"
    assert all("def test_" in (ROOT / path).read_text(encoding="utf-8") for path in named)
    assert named if state == "done" else len(where) > 20, f"{number} {asked}"
