"""Collects the figures of the safety tests, prints them, one line each, at the end of `make trust`, and keeps them.

It is a plugin of the whole run, so that a figure made in any folder and any process of the run is printed.
"""

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

FIGURE = "figure"
HEADINGS = ("figure", "database", "cases", "seconds", "seed", "result")


@dataclass(slots=True)
class Figure:
    """Takes down what a test found: `figure("kill storm", cases=10_000, seed=7, result="0 lost")`.

    A wrong version that failed as it should is one more line: `figure.wrong("kill storm", ...)`.
    """

    node: pytest.Item
    database: str
    begun: float = field(default_factory=monotonic)

    def __call__(
        self, name: str, *, cases: int, seed: object, result: str, seconds: float | None = None, database: str = ""
    ) -> None:
        """Print a line. seconds: since the test began when not given; database: that of the test when not given."""
        took = monotonic() - self.begun if seconds is None else seconds
        line = (name, database or self.database, f"{cases:,}", f"{took:.1f}", str(seed), result)
        self.node.user_properties.append((FIGURE, list(line)))

    def wrong(self, name: str, *, cases: int, seed: object, result: str, seconds: float | None = None) -> None:
        """Print that a wrong version failed as it should, and how badly."""
        self(f"  wrong: {name}", cases=cases, seed=seed, result=f"fails as it should: {result}", seconds=seconds)


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Takes down the figures of a safety test."""
    parameters: dict[str, Any] = getattr(getattr(request.node, "callspec", None), "params", {})
    known = [value for value in parameters.values() if value in ("sqlite", "postgresql")]
    return Figure(request.node, known[0] if known else "-")


def lines_of(reports: list[Any]) -> Iterator[tuple[str, ...]]:
    """The lines that these reports of tests carry, in the order of their tests; a test that failed says so."""
    for report in sorted(reports, key=lambda report: report.nodeid):
        for name, line in report.user_properties:
            if name == FIGURE:
                yield (*line[:-1], line[-1] if report.passed else f"FAILED: {line[-1]}")


def keep_figures(file: Path, reports: list[Any], ended_at: datetime, machine: str) -> None:
    """Add what these reports hold to a file: `make trust` is several runs, and each adds its own.

    A test that failed before it could take anything down is named: silence must not look like a promise that held.
    """
    # Here, because this file is read before every test, and most need nothing of it.
    from witness.domain.trust_figures import Measured, Measurement
    from witness.intake.trust_figures import figures_file, read_figures

    before = read_figures(file.read_bytes()) if file.exists() else Measurement(ended_at, machine, ())
    lines, mute = list(before.lines), list(before.failed)
    for report in sorted(reports, key=lambda report: report.nodeid):
        own = [line for kind, line in report.user_properties if kind == FIGURE]
        if not own and not report.passed:
            mute.append(report.nodeid.rpartition("::")[2])
        for name, database, cases, seconds, seed, result in own:
            counted, took = int(cases.replace(",", "")), float(seconds)
            lines.append(Measured(name.strip(), database, counted, took, seed, result, bool(report.passed)))
    file.write_bytes(figures_file(Measurement(ended_at, machine, tuple(lines), tuple(mute))))


def this_machine() -> str:
    """What the figures were taken on, without its name."""
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print every figure, when safety figures were asked for; keep them where that was asked for too."""
    if file := config.getoption("--figures-file"):
        stats = terminalreporter.stats
        ended = [one for outcome in ("passed", "failed", "error") for one in stats.get(outcome, [])]
        told = [one for one in ended if one.when == "call" or not one.passed]
        keep_figures(Path(file), told, datetime.now(UTC), this_machine())
    if not (config.getoption("--full-size") or "trust" in str(config.getoption("-m"))):
        return
    reports = [
        report
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        if getattr(report, "when", "") == "call"
    ]
    lines = list(lines_of(reports))
    if not lines:
        return
    widths = [max(map(len, column)) for column in zip(HEADINGS, *lines, strict=True)]
    terminalreporter.section("safety figures")
    for line in (HEADINGS, *lines):
        cells = (f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True))
        terminalreporter.write_line("  ".join(cells).rstrip())
