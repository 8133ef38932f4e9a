"""Our planner as a contender of its own process: PROBLEM SECONDS SEED in, and an earlier plan to begin from if given.

The machine code is compiled before the clock starts, as the worker does it when it starts; asked for nothing, it does
only that. `info` of the plan tells
what only the planner knows: the seconds to its first plan and in all, its bound, and whether it is proven.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TextIO

from tests.bench.weeks import TINY, week
from witness.planner.plan import Plan
from witness.planner.problem import Problem
from witness.planner.reading import read_problem
from witness.planner.reading_plans import read_plan
from witness.planner.search import warm
from witness.planner.solve import solve
from witness.planner.writing import plan_to_json


def warm_up() -> None:
    """Loads all that is compiled."""
    warm()
    solve(read_problem(week(TINY, 1)), seconds=0.5, seed=1)


@contextmanager
def clean_output() -> Iterator[TextIO]:
    """Standard output for the answer alone: a solver library announces itself there and cannot be told not to."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    with os.fdopen(kept, "w", encoding="utf-8") as output:
        yield output


def main() -> None:
    if len(sys.argv) == 1:
        with clean_output():
            warm_up()
        return
    path, seconds, seed, *earlier = sys.argv[1:]
    problem = read_problem(json.loads(Path(path).read_text(encoding="utf-8")))
    start = read_plan(json.loads(Path(earlier[0]).read_text(encoding="utf-8")), problem) if earlier else None
    with clean_output() as output:
        warm_up()
        json.dump(timed(problem, float(seconds), int(seed), start), output)


def timed(problem: Problem, seconds: float, seed: int, start: Plan | None) -> dict[str, object]:
    first: list[float] = []
    began = monotonic()

    def note(plan: Plan, cost: float) -> None:
        first.append(monotonic() - began)

    answer = solve(problem, seconds=seconds, seed=seed, start=start, on_better=note)
    took = monotonic() - began
    info = {"first_seconds": first[0] if first else took, "seconds": took}
    return plan_to_json(answer.plan, {**info, "bound": answer.bound, "is_proven": answer.is_proven})


if __name__ == "__main__":
    main()
