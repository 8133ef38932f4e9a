"""`plan`: asks the planner from the command line: the plan to standard output, everything else to standard error."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from witness.planner.fields import Malformed
from witness.planner.problem import Problem
from witness.planner.reading import read_problem
from witness.planner.writing import plan_to_json
from witness.web.commands.answers import BadInput, Commands, json_option

NO_PLAN = 4

plan = Commands("plan", help="The planner by itself: a problem in, a plan out. It needs no database.")


@plan.command("solve", help="Answer a visit-problem/1 with a visit-plan/1.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seconds", type=click.FloatRange(0, 3600, min_open=True), default=10.0, help="How long it may think.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, help="Another seed, another plan perhaps.")
@click.option("--iterations", type=click.IntRange(0), help="Search so far, whatever time that takes: repeatable.")
@json_option
def solve_command(file: Path, seconds: float, seed: int, iterations: int | None, as_json: bool) -> None:
    """Write the plan; exit 4 when something mandatory found no place, or no plan keeps every rule."""
    problem = _problem(file)
    with _standard_output_kept_clean():
        # The solvers take a second to load, which no other command should wait for.
        from witness.planner.solve import Infeasible, solve

        try:
            answer = solve(problem, seconds=seconds, seed=seed, iterations=iterations)
        except Infeasible as infeasible:
            click.echo(f"{file.name}: no plan was found that keeps every rule: {infeasible}", err=True)
            sys.exit(NO_PLAN)
    facts = {
        "bound": answer.bound,
        "cost": answer.cost,
        "is_proven": answer.is_proven,
        "iterations": answer.iterations,
        "reasons": [
            {"minutes": r.minutes, "officer": r.officer_id, "task": r.task_id, "why": r.why, "words": r.words}
            for r in answer.reasons
        ],
        "unserved_mandatory": list(answer.unserved_mandatory),
    }
    # A mandatory task is never left out in silence: the plan lists it as unserved, and the exit says so.
    info = {name: facts[name] for name in ("bound", "cost", "is_proven", "iterations")}
    click.echo(json.dumps(plan_to_json(answer.plan, {**info, "seed": seed}), ensure_ascii=False))
    click.echo(json.dumps(facts, ensure_ascii=False, sort_keys=True) if as_json else _words(facts), err=True)
    if answer.unserved_mandatory:
        sys.exit(NO_PLAN)


def _problem(file: Path) -> Problem:
    try:
        return read_problem(json.loads(file.read_bytes()))
    except Malformed as malformed:
        raise BadInput(f"{file.name}: {malformed}") from None
    except json.JSONDecodeError as broken:
        raise BadInput(f"{file.name}: line {broken.lineno}: is not JSON: {broken.msg}") from None
    except (UnicodeDecodeError, RecursionError):
        raise BadInput(f"{file.name}: is not JSON") from None


@contextmanager
def _standard_output_kept_clean() -> Iterator[None]:
    """Send to standard error what a library prints past Python: whoever reads the plan would trip over it."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _words(facts: Mapping[str, Any]) -> str:
    lines = [f"cost {facts['cost']:.6g}{_how_good(facts)}"]
    missing = facts["unserved_mandatory"]
    for reason in facts["reasons"]:
        with_whom = f" ({reason['officer']})" if reason["officer"] else ""
        must = " is mandatory and has no place" if reason["task"] in missing else " is left out"
        lines.append(f"{reason['task']}{must}: {reason['words']}{with_whom}")
    return "\n".join(lines)


def _how_good(facts: Mapping[str, Any]) -> str:
    cost, bound = facts["cost"], facts["bound"]
    if facts["is_proven"]:
        return ", and there is no better plan"
    if bound is None or cost <= 0:
        return ""
    return f", at most {100 * max(0.0, cost - bound) / cost:.2g} percent above the best possible"
