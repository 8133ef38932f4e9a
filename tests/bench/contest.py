"""Lets contenders answer one problem, each in a process of its own, and judges the plans by rules that plan nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from witness.planner.check import check
from witness.planner.fields import Malformed
from witness.planner.reading import read_problem
from witness.planner.reading_plans import read_plan

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE_JUDGE = ROOT.parent / "shared" / "planning" / "check_plan.py"
RIVALS = Path(__file__).parent / "rivals"
RIVALS_PYTHON = ROOT / ".venv-bench" / "bin" / "python"

CANNOT_SAY, NONE_FOUND = 3, 4
GRACE = 90.0
"""Seconds beyond its time that a contender may take to begin, build its model and write its plan."""

Document = dict[str, Any]


class JudgesDiffer(Exception):
    """Our judge and the one outside the project do not agree on a plan."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A program that takes PROBLEM SECONDS SEED and writes a plan."""

    name: str
    command: tuple[str, ...]


OURS = Contender("ours", (sys.executable, "-m", "tests.bench.ours"))
PYVRP = Contender("PyVRP", (str(RIVALS_PYTHON), str(RIVALS / "with_pyvrp.py")))
ROUTING = Contender("OR-Tools", (str(RIVALS_PYTHON), str(RIVALS / "with_routing.py")))
CP_SAT = Contender("CP-SAT", (str(RIVALS_PYTHON), str(RIVALS / "with_cp_sat.py")))


@dataclass(frozen=True, slots=True)
class Entry:
    """What one contender came to. cost: None without a feasible plan, `note` says why; info: what it says itself."""

    cost: float | None
    note: str = ""
    plan: Document | None = None
    info: Mapping[str, Any] | None = None

    @property
    def bound(self) -> float | None:
        return (self.info or {}).get("bound")

    @property
    def is_proven(self) -> bool:
        return bool((self.info or {}).get("is_proven"))

    @property
    def first_seconds(self) -> float | None:
        return (self.info or {}).get("first_seconds")

    @property
    def seconds(self) -> float | None:
        return (self.info or {}).get("seconds")


def enter(contender: Contender, problem: Path, seconds: float, *, seed: int = 1, more: Sequence[str] = ()) -> Entry:
    """Run one contender on one problem, and judge what it writes."""
    command = [*contender.command, str(problem), str(seconds), str(seed), *more]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds + GRACE, check=False)
    except subprocess.TimeoutExpired:
        return Entry(None, "no end")
    if done.returncode == CANNOT_SAY:
        return Entry(None, f"has no words for {done.stderr.strip()}")
    if done.returncode == NONE_FOUND:
        return Entry(None, "no plan")
    if done.returncode:
        return Entry(None, f"broke: {last_line(done.stderr)}")
    try:
        plan = json.loads(done.stdout)
    except ValueError:
        return Entry(None, "malformed: not JSON")
    return judged(json.loads(problem.read_text(encoding="utf-8")), plan)


def last_line(text: str) -> str:
    return (text.strip().splitlines() or ["without a word"])[-1]


def judged(problem: Document, plan: Document) -> Entry:
    """The plan as our judge sees it. JudgesDiffer when the one outside the project is there and sees it otherwise."""
    try:
        question = read_problem(problem)
        report = check(question, read_plan(plan, question))
    except Malformed as fault:
        return Entry(None, f"malformed: {fault}")
    for is_feasible, cost in outside_views(problem, plan):
        if is_feasible != report.is_feasible or (is_feasible and abs(cost - report.total) > 1e-6 * (1 + abs(cost))):
            raise JudgesDiffer(f"{problem['name']}: {report.total} and {cost}, {report.violations[:3]}")
    info = plan.get("info") or {}
    if not report.is_feasible:
        return Entry(None, f"breaks a rule: {report.violations[0].text}", plan, info)
    return Entry(report.total, "", plan, info)


def outside_views(problem: Document, plan: Document) -> Iterable[tuple[bool, float]]:
    """Whether the plan is feasible and what it costs, by the judge outside the project, where it is there."""
    if not OUTSIDE_JUDGE.is_file():
        return []
    sys.path.insert(0, str(OUTSIDE_JUDGE.parent))
    try:
        import check_plan  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(OUTSIDE_JUDGE.parent))
    verdict = check_plan.check(problem, plan)
    return [(verdict["feasible"], verdict["cost"]["total"])]


def gap(cost: float | None, against: float | None) -> float | None:
    """By how much of `against` the cost is above it; None where one of them is not known."""
    if cost is None or against is None:
        return None
    return (cost - against) / max(1e-9, abs(against)) if abs(cost - against) > 1e-9 else 0.0


def least(costs: Iterable[float | None]) -> float | None:
    return min((cost for cost in costs if cost is not None), default=None)
