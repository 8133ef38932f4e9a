"""`plan solve`: the plan alone on standard output, and every way in which there is none has its exit and its reason."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from tests.planner.one_day import OLU, problem, visit
from tests.web.clients import an_app
from witness.kit import Kit
from witness.planner.check import check
from witness.planner.problem import Problem
from witness.planner.reading import read_plan
from witness.planner.writing import problem_to_json


@pytest.fixture
def app(lite: Kit) -> Flask:
    return an_app(lite)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "problem.json"


def ask(app: Flask, file: Path, asked: Problem | dict[str, Any] | str, *words: str) -> Result:
    content = problem_to_json(asked) if isinstance(asked, Problem) else asked
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return app.test_cli_runner().invoke(args=["plan", "solve", str(file), "--seconds", "0.5", *words])


def test_the_plan_stands_alone_on_standard_output(app: Flask, file: Path) -> None:
    asked = problem(visit(), visit("x", location="c", penalty=1))
    done = ask(app, file, asked)
    assert done.exit_code == 0, done.stderr
    written = json.loads(done.stdout)
    assert check(asked, read_plan(written, asked)).is_feasible
    assert written["unserved"] == ["x"]
    assert "x is left out: there is room, but it would cost" in done.stderr


def test_for_machines_the_verdict_is_json_on_standard_error(app: Flask, file: Path) -> None:
    done = ask(app, file, problem(visit()), "--json", "--seed", "7", "--iterations", "10")
    facts = json.loads(done.stderr.splitlines()[-1])
    assert (facts["cost"], facts["reasons"], facts["unserved_mandatory"]) == (101, [], [])
    assert json.loads(done.stdout)["info"]["seed"] == 7


def test_the_same_seed_and_iterations_write_the_same_plan(app: Flask, file: Path) -> None:
    asked = problem(visit(), visit("w"), visit("x", penalty=30))
    first, again = (ask(app, file, asked, "--iterations", "20").stdout for _ in range(2))
    assert first == again


def test_a_mandatory_visit_without_a_place_is_named_with_the_reason_and_the_exit_says_so(
    app: Flask, file: Path
) -> None:
    done = ask(app, file, problem(visit(), visit("w", skills=frozenset({"sign"})), officers=(OLU,)))
    assert done.exit_code == 4
    assert json.loads(done.stdout)["unserved"] == ["w"]
    assert "w is mandatory and has no place: nobody who may do this has what it needs: sign" in done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "problem.json: line 1: is not JSON"),
        ("[" * 100_000, "problem.json: is not JSON"),
        ("[]", "problem.json: (the whole file): is not an object"),
        ({**problem_to_json(problem(visit())), "travel": [[0]]}, "problem.json: travel[0]: has 1 entries"),
        ({**problem_to_json(problem(visit())), "pairs": [{"first": "v", "second": "ghost"}]}, "pairs[0].second"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_place_and_reason_and_nothing_is_written(
    app: Flask, file: Path, content: Any, said: str
) -> None:
    done = ask(app, file, content)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("words", [["--seconds", "0"], ["--seconds", "soon"], ["--seed", "-1"]])
def test_options_that_cannot_be_are_refused(app: Flask, file: Path, words: list[str]) -> None:
    done = ask(app, file, problem(visit()), *words)
    assert (done.exit_code, done.stdout) == (2, "")


def test_a_file_that_is_not_there_is_refused(app: Flask, file: Path) -> None:
    done = app.test_cli_runner().invoke(args=["plan", "solve", str(file)])
    assert (done.exit_code, done.stdout) == (2, "")
