"""The bound that is proved case by case, and by further rows: nothing undercuts it, and wrong ones are found out."""

from dataclasses import replace

import pytest

from tests.planner import tiny
from tests.planner.exhaustive import cheapest
from witness.planner.check import check
from witness.planner.plan import Plan
from witness.planner.pool import Polished, branching, cuts, polish, polishing
from witness.planner.pool.warm import warm
from witness.planner.problem import Problem

# The first run of all compiles the loops, which a busy machine takes minutes for.
pytestmark = pytest.mark.timeout(600)

SMALL = [*(tiny.tied(seed) for seed in range(16, 30)), *(tiny.loose(seed) for seed in range(16, 20))]


@pytest.fixture(scope="module")
def best() -> list[float]:
    warm()
    return [cheapest(problem) for problem in SMALL]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Nothing is chosen at once and rows are added that are far from broken; how many cases each problem fell into."""
    monkeypatch.setattr(polishing, "FINISHED", 0)
    monkeypatch.setattr(branching, "FEW_ENOUGH", 0)
    monkeypatch.setattr(cuts, "CLEAR", -0.6)
    counts: list[int] = []
    lowest = branching.Tree.lowest

    def counted(tree: branching.Tree, bound: float) -> float:
        found = lowest(tree, bound)
        counts.append(tree.looked_at)
        return found

    monkeypatch.setattr(branching.Tree, "lowest", counted)
    return counts


def polished(problem: Problem) -> Polished:
    nothing = Plan(problem.name, (), tuple(task.task_id for task in (*problem.visits, *problem.rides)))
    return polish(problem, nothing, (), seconds=60)


def is_too_high(end: Polished, cost: float) -> bool:
    return end.bound is None or end.bound > cost + 1e-6 or (end.is_proven and end.cost > cost + 1e-4)


def test_no_plan_undercuts_a_bound_proved_case_by_case(best: list[float], looked_at: list[int]) -> None:
    ends = [polished(problem) for problem in SMALL]
    assert not [at for at, end in enumerate(ends) if is_too_high(end, best[at])]
    assert all(check(problem, end.plan).is_feasible for problem, end in zip(SMALL, ends, strict=True))
    assert sum(end.is_proven for end in ends) > len(SMALL) // 2
    assert max(looked_at) > 1


def test_a_proof_that_forgets_one_of_two_cases_is_found_out(
    best: list[float], looked_at: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    fall = branching.Tree.fall
    monkeypatch.setattr(branching.Tree, "fall", lambda tree, case, priced: fall(tree, case, priced)[1:])
    assert any(is_too_high(polished(problem), best[at]) for at, problem in enumerate(SMALL))


def test_a_row_that_some_plan_breaks_is_found_out(
    best: list[float], looked_at: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    threes = cuts.Seeker.threes
    monkeypatch.setattr(cuts.Seeker, "threes", lambda *given: [replace(cut, least=1) for cut in threes(*given)])
    assert any(is_too_high(polished(problem), best[at]) for at, problem in enumerate(SMALL))
