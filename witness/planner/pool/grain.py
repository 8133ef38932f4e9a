"""What a problem's numbers say before anything is planned: in what steps plans differ, and how they are proved best."""

from dataclasses import asdict

from witness.planner.problem import Problem

BY_CASES = 60
"""Tasks up to which cases settle within seconds; with more, the time does better in the search and in one choice."""


def grain_of(problem: Problem) -> float:
    """What the costs of all plans are a multiple of; 0 where that is not known."""
    terms = [*(visit.terms for visit in problem.visits), *(ride.terms for ride in problem.rides)]
    prices = [price for one in terms for price in (one.penalty or 0.0, *one.preference.values())]
    whole = all(float(number).is_integer() for number in (*asdict(problem.weights).values(), *prices))
    return 1.0 if whole and problem.units_per_minute == 1 else 0.0


def is_by_cases(problem: Problem) -> bool:
    """Whether the bound is brought up case by case: few faces are asked for, which mixtures of routes evade."""
    return problem.weights.continuity > 0 and len(problem.visits) + len(problem.rides) <= BY_CASES
