"""The figures that `make trust` prints are what the tests found, and a failed test never looks like a good one."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from tests.trust.figures import FIGURE, Figure, keep_figures, lines_of
from witness.domain.trust_figures import Measured
from witness.intake.trust_figures import read_figures


def a_report(nodeid: str, *lines: list[str], passed: bool = True) -> SimpleNamespace:
    return SimpleNamespace(nodeid=nodeid, passed=passed, user_properties=[(FIGURE, line) for line in lines])


def test_a_figure_says_what_was_found_with_cases_seconds_and_seed():
    node = SimpleNamespace(user_properties=[])

    Figure(node, "sqlite")("kill storm", cases=10_000, seed=7, result="0 lost", seconds=1.25)

    assert node.user_properties == [(FIGURE, ["kill storm", "sqlite", "10,000", "1.2", "7", "0 lost"])]


def test_the_figure_of_a_test_that_failed_says_that_it_failed():
    line = ["kill storm", "sqlite", "10", "1.0", "7", "3 lost"]

    assert list(lines_of([a_report("b", line, passed=False), a_report("a", line)])) == [
        tuple(line),
        (*line[:-1], "FAILED: 3 lost"),
    ]


def test_a_wrong_version_has_a_line_of_its_own():
    node = SimpleNamespace(user_properties=[])

    Figure(node, "-").wrong("marks afterwards", cases=300, seed=7, result="12 doubled", seconds=2)

    assert node.user_properties[0][1][0] == "  wrong: marks afterwards"
    assert node.user_properties[0][1][-1] == "fails as it should: 12 doubled"


def test_every_run_adds_what_it_found_to_the_file_and_names_the_tests_that_could_not_say(tmp_path: Path):
    file, ended = tmp_path / "trust.json", datetime(2026, 11, 25, 12, tzinfo=UTC)
    storm = ["kill storm", "sqlite", "10,000", "1.2", "7", "0 lost"]
    caught = ["  wrong: kill storm", "-", "300", "0.1", "7", "fails as it should: 9 lost"]

    keep_figures(file, [a_report("a", storm, caught)], ended, "2 cores")
    lost = ["races", "-", "5", "0.1", "7", "1 late"]
    keep_figures(file, [a_report("b::races", lost, passed=False), a_report("b::mute", passed=False)], ended, "2 cores")

    kept = read_figures(file.read_bytes())
    assert kept.lines == (
        Measured("kill storm", "sqlite", 10_000, 1.2, "7", "0 lost", held=True),
        Measured("wrong: kill storm", "-", 300, 0.1, "7", "fails as it should: 9 lost", held=True),
        Measured("races", "-", 5, 0.1, "7", "1 late", held=False),
    )
    assert kept.failed == ("mute",)


def test_a_test_that_has_no_figure_and_passed_leaves_nothing(tmp_path: Path):
    keep_figures(tmp_path / "trust.json", [a_report("a")], datetime(2026, 11, 25, tzinfo=UTC), "2 cores")

    assert read_figures((tmp_path / "trust.json").read_bytes()).lines == ()
