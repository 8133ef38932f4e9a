"""Which rules of a problem keep a bound from being proved, in words."""

from dataclasses import asdict

from witness.planner.problem import Problem


def obstacles(problem: Problem) -> tuple[str, ...]:
    """Why no bound can be proved, one reason each; none: it can.

    Routes are compared by what they cost, and times by the sums they add up to: a measure that pays to make things
    worse would turn these comparisons round. What is paid for leaving out or for who attends may have either sign.
    """
    free = {"unserved", "preference"}
    return tuple(
        f"the weight of {name} is below nothing"
        for name, weight in asdict(problem.weights).items()
        if weight < 0 and name not in free
    )
