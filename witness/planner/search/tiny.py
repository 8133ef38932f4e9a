"""A tiny problem that touches every rule, to compile the search on."""

from witness.planner.problem import Assignment, Officer, Pair, Problem, Ride, Shift, Step, Terms, Visit, Weights


def tiny_problem() -> Problem:
    """A problem that a search of a few iterations runs all its code on."""
    day = ((480, 960),)
    shift = Shift(480, 1020, "base", "base", max_duration=500, max_overtime=30)
    officers = tuple(Officer(f"o{n}", frozenset({"lead"}), 4, (shift,)) for n in range(3))
    visits = tuple(
        Visit(
            f"v{n}",
            Step("far" if n % 2 else "near", 30, ((480, 600), (660, 960)) if n % 3 else day),
            Terms(penalty=None if n % 2 else 50.0, preferred=frozenset({"o1"}), client=f"c{n % 2}"),
            officers=2 if n == 2 else 1,
            is_soft=n == 1,
        )
        for n in range(6)
    )
    ride = Ride("r0", Step("near", 5, day), Step("far", 5, day), Terms(), max_ride=60)
    return Problem(
        "tiny",
        1,
        ("base", "near", "far"),
        ((0, 10, 20), (10, 0, 15), (20, 15, 0)),
        officers,
        visits,
        (ride,),
        (Pair("v3", "v4", 0, 0, different_officers=True), Pair("v0", "v5", 30, 300)),
        (Assignment("v3", ("o2",), 700),),
        Weights(1, 0.1, 0.1, 5, 1, 1, 1, 1, 1, 2, 3, 4, 0.1, 0.1),
    )
