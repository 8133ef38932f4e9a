"""Our judge and one that is not ours say the same of every plan, whole or broken."""

from collections import Counter
from typing import Any

import pytest

from tests.planner.conftest import Judge
from tests.planner.mutants import mutated
from tests.planner.sketch import World, dice
from tests.planner.worlds import all_worlds
from witness.planner.check import Report, check
from witness.planner.plan import Plan
from witness.planner.problem import Problem
from witness.planner.writing import plan_to_json, problem_to_json


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    return list(all_worlds())[::3]


def verdicts(judge: Judge, problem: Problem, plan: Plan) -> tuple[Report, dict[str, Any]]:
    return check(problem, plan), judge(problem_to_json(problem), plan_to_json(plan))


def assert_same(ours: Report, theirs: dict[str, Any]) -> None:
    assert Counter(str(v.fault) for v in ours.violations) == Counter(v["code"] for v in theirs["violations"])
    assert ours.measures == pytest.approx(theirs["measures"])
    assert ours.total == pytest.approx(theirs["cost"]["total"])


def test_the_plan_of_each_world_is_feasible_to_both_and_costs_the_same(other_judge: Judge, worlds: list[World]) -> None:
    for world in worlds:
        ours, theirs = verdicts(other_judge, world.problem, world.plan)
        assert ours.is_feasible
        assert theirs["feasible"]
        assert_same(ours, theirs)


def test_a_plan_broken_in_any_way_is_broken_in_the_same_way_to_both(other_judge: Judge, worlds: list[World]) -> None:
    seen: Counter[str] = Counter()
    for number, world in enumerate(worlds):
        rng = dice(number)
        for _ in range(10):
            ours, theirs = verdicts(other_judge, world.problem, mutated(rng, world.problem, world.plan))
            assert_same(ours, theirs)
            seen.update(str(v.fault) for v in ours.violations)
    assert len(seen) == 15  # every kind of fault has been made
