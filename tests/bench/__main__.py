"""`make bench`: our planner against the solver libraries used directly, as ratios; and how early concern finds whom.

It ends with what was promised of the planner and whether it is kept. Its exit code is 0 whatever the ratios say, for
they depend on the machine; it is 1 when a plan of ours breaks a rule, which does not.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import cohorts, heartbeat, tables
from tests.bench import repair as repairs
from tests.bench.contest import OURS, RIVALS_PYTHON, ROOT
from tests.bench.groups import FULL_WEEK, Group, Row, Verdict, all_groups, given
from tests.bench.measuring import measure, written

SECONDS = 10.0
BEST_KNOWN = "best-known.json"

Kept = list[tuple[str, Verdict]]


def main(arguments: Sequence[str] | None = None) -> int:
    asked = options().parse_args(arguments)
    say(busy(os.getloadavg()[1], os.cpu_count() or 1))
    kept = [] if asked.problems or asked.group not in cohorts.NAME else concern()
    groups = from_folder(asked.problems) if asked.problems else chosen(asked.group)
    is_sound = True
    if groups:
        if not RIVALS_PYTHON.is_file():
            print(f"The rivals are not set up: {RIVALS_PYTHON} is missing; `make bench` makes it.", file=sys.stderr)
            return 2
        say(["Compiling the planner, once ..."])
        subprocess.run(OURS.command, cwd=ROOT, check=True)
        with TemporaryDirectory(prefix="bench-") as folder:
            planned, is_sound = run(groups, Path(folder), asked.seconds)
        kept += planned
    say(tables.summary(kept))
    return 0 if is_sound else 1


def busy(load: float, cores: int) -> list[str]:
    """Say that the machine has other work, for then whoever has more threads looks worse than it is."""
    if load < 0.5:
        return []
    return [f"The machine is busy with other work: {load:.1f} on {cores} cores. Measure again when it is quiet."]


def concern() -> Kept:
    """Print how early and how exactly concern finds those who would not come."""
    lines, kept = cohorts.run()
    say(lines)
    return kept


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--group", default="", help="only groups with this in their name")
    parser.add_argument("--problems", type=Path, help=f"measure this folder's *.json; {BEST_KNOWN} gives best costs")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each contender (default %(default)s)")
    return parser


def chosen(words: str) -> list[Group]:
    return [group for group in all_groups() if words in group.name]


def from_folder(folder: Path) -> list[Group]:
    published = folder / BEST_KNOWN
    best = json.loads(published.read_text(encoding="utf-8")) if published.is_file() else {}
    files = [path for path in sorted(folder.glob("*.json")) if path != published]
    return [given([json.loads(path.read_text(encoding="utf-8")) for path in files], best)]


def run(groups: Iterable[Group], folder: Path, seconds: float) -> tuple[Kept, bool]:
    """Print the tables; what is promised of these groups, and whether every plan of ours keeps the rules."""
    kept: Kept = []
    is_sound = True
    for group in groups:
        say(tables.heading(group, seconds))
        rows: list[Row] = []
        for row in measure(group, folder, seconds):
            rows.append(row)
            say(tables.line(row))
        kept += tables.verdicts(group, rows)
        is_sound &= all(row.ours.cost is not None for row in rows)
        if group.name == FULL_WEEK:
            kept += beside_the_full_week(group, rows[0], folder, seconds)
    return kept, is_sound


def beside_the_full_week(group: Group, row: Row, folder: Path, seconds: float) -> Kept:
    """A repair of the plan just found, and the worker's beat while such a week is planned."""
    problem = group.makers[0]()
    kept = heartbeat.measured(written(folder, problem), seconds)
    if row.ours.plan is None:
        return kept
    return [*repairs.verdicts(repairs.repair(problem, row.ours.plan, folder)), *kept]


def say(lines: Iterable[str]) -> None:
    print("\n".join(lines), flush=True)


if __name__ == "__main__":
    sys.exit(main())
