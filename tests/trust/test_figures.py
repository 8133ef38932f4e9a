"""The figures that `make trust` prints are what the tests found, and a failed test never looks like a good one."""

from types import SimpleNamespace

from tests.trust.figures import FIGURE, Figure, lines_of


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
