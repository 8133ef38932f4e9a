"""Over two hundred invented problems of every shape: each plan keeps every rule and leaves out only optional tasks."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.planner.conftest import Judge
from tests.planner.sketch import World
from tests.planner.worlds import all_worlds
from witness.planner.check import check
from witness.planner.solve import Answer, solve
from witness.planner.writing import plan_to_json, problem_to_json

# The plans are made once, and so by one process of the run.
pytestmark = pytest.mark.xdist_group("two hundred problems")

# Enough for most; whatever has a mandatory task without a place is searched again, for longer.
ITERATIONS = (150, 3000)
# Every so manieth is asked by the clock too, so that the pool has its part in it.
BY_THE_CLOCK, SECONDS = 16, 0.4


@dataclass(frozen=True)
class Answered:
    """A world and what the planner made of it."""

    world: World
    answer: Answer


@pytest.fixture(scope="module")
def answered() -> list[Answered]:
    """Each problem with a small budget: it is rules that are looked at here, not how good a plan is."""
    worlds = list(all_worlds())
    searched = [Answered(world, searched_for(world)) for world in worlds]
    return searched + [Answered(world, solve(world.problem, seconds=SECONDS)) for world in worlds[::BY_THE_CLOCK]]


def searched_for(world: World) -> Answer:
    short, long = ITERATIONS
    answer = solve(world.problem, iterations=short)
    return answer if answer.is_whole else solve(world.problem, iterations=long)


def of(answered: list[Answered]) -> Iterator[tuple[str, World, Answer]]:
    for one in answered:
        yield one.world.problem.name, one.world, one.answer


def test_there_are_two_hundred_of_them(answered: list[Answered]) -> None:
    assert len({name for name, _, _ in of(answered)}) >= 200


def test_each_plan_keeps_every_rule_and_costs_what_it_says(answered: list[Answered]) -> None:
    for name, world, answer in of(answered):
        report = check(world.problem, answer.plan)
        assert report.is_feasible, (name, report.violations)
        assert answer.cost == pytest.approx(report.total), name


def test_only_what_is_optional_is_left_out_and_each_has_its_reason(answered: list[Answered]) -> None:
    for name, world, answer in of(answered):
        optional = {t.task_id for t in (*world.problem.visits, *world.problem.rides) if t.terms.penalty is not None}
        assert set(answer.plan.unserved) <= optional, name
        assert {reason.task_id for reason in answer.reasons} == set(answer.plan.unserved), name


def test_some_are_proved_to_be_the_best_there_is(answered: list[Answered]) -> None:
    assert any(answer.is_proven for _, _, answer in of(answered))


def test_no_bound_is_above_a_plan_that_is_known(answered: list[Answered]) -> None:
    for name, world, answer in of(answered):
        known = check(world.problem, world.plan).total
        if answer.bound is not None:
            assert answer.bound <= min(known, answer.cost) + 1e-6, name
        if answer.is_proven:
            assert answer.cost <= known + 1e-6, name


def test_another_judge_finds_each_plan_feasible_too(answered: list[Answered], other_judge: Judge) -> None:
    for name, world, answer in of(answered):
        verdict = other_judge(problem_to_json(world.problem), plan_to_json(answer.plan))
        assert verdict["feasible"], (name, verdict["violations"])
        assert verdict["cost"]["total"] == pytest.approx(answer.cost), name
