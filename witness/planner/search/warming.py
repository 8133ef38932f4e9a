"""Compiles the search before it is needed."""

from witness.planner.search.finding import search
from witness.planner.search.tiny import tiny_problem


def warm() -> None:
    """Compile everything, or load what was compiled before, by searching a tiny problem that has every rule."""
    search(tiny_problem(), seconds=1.0, seed=1, iterations=30, keep_routes=lambda route: None)
