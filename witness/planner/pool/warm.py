"""Compiles all of the pool by polishing one tiny problem, so that the first person does not wait for it."""

from witness.planner.plan import Plan
from witness.planner.pool import polish
from witness.planner.problem import Officer, Pair, Problem, Ride, Shift, Step, Terms, Visit, Weights


def warm() -> None:
    """Compiles what is not yet kept on disk, and loads it."""
    terms = Terms(penalty=9.0)
    problem = Problem(
        name="warm",
        units_per_minute=1,
        locations=("a", "b"),
        travel=((0, 1), (1, 0)),
        officers=tuple(Officer(name, frozenset(), 2, (Shift(0, 60, "a", "a"),)) for name in ("o1", "o2")),
        visits=(Visit("v1", Step("b", 2, ((5, 9),)), terms, officers=2), Visit("v2", Step("b", 2, ((5, 20),)), terms)),
        rides=(Ride("r1", Step("a", 1, ((5, 30),)), Step("b", 1, ((5, 30),)), terms, max_ride=9),),
        pairs=(Pair("v1", "v2", 3, None),),
        weights=Weights(travel=1, unserved=1, wait=0.5),
    )
    polish(problem, Plan("warm", (), ("v1", "v2", "r1")), (), seconds=600)


if __name__ == "__main__":
    warm()
