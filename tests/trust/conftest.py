"""Prints the figures of the safety tests, one line each."""

import sys
from time import monotonic

import pytest


class Figure:
    """Prints what a test found."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._begun = monotonic()

    def __call__(self, name: str, *, cases: int, seed: object, result: str) -> None:
        with self._capsys.disabled():
            sys.stdout.write(f"\n{name}: {cases:,} cases, {monotonic() - self._begun:.1f} s, seed {seed}: {result}\n")

    def wrong(self, name: str, *, cases: int, seed: object, result: str) -> None:
        """Print that a wrong version failed as it should."""
        self(f"wrong: {name}", cases=cases, seed=seed, result=f"fails as it should: {result}")


@pytest.fixture
def figure(capsys: pytest.CaptureFixture[str]) -> Figure:
    """Takes down the figures of a safety test."""
    return Figure(capsys)
