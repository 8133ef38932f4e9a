"""A small day that can be reckoned by hand: three officers, places ten minutes apart, a visit at ten and a ride."""

from dataclasses import replace
from typing import Any

from witness.planner.plan import At, Plan, Route, Stop
from witness.planner.problem import Officer, Problem, Ride, Shift, Step, Terms, Visit, Weights

# base, a, b, c: ten minutes from each to the next, twenty over one, thirty from end to end.
PLACES = ("base", "a", "b", "c")
TRAVEL = tuple(tuple(10 * abs(i - j) for j in range(4)) for i in range(4))
EVERY_WEIGHT_ONE = Weights(*(1.0 for _ in range(14)))

TEN = ((600, 660),)


def officer(officer_id: str, *skills: str, capacity: int | None = None, **shift: Any) -> Officer:
    """Works from eight to four, from the base and back to it."""
    hours = Shift(**{"start": 480, "end": 960, "origin": "base", "destination": "base", **shift})
    return Officer(officer_id, frozenset(skills), capacity, (hours,))


OLU, OONA, OTIS = officer("olu", "court"), officer("oona"), officer("otis")


def visit(task_id: str = "v", location: str = "a", duration: int = 30, windows: Any = TEN, **rest: Any) -> Visit:
    """Half an hour at the first place, from ten to eleven; words that belong to the terms go there."""
    names = {"skills", "penalty", "allowed", "forbidden", "preferred", "preference", "client"}
    terms = Terms(**{name: rest.pop(name) for name in names & rest.keys()})
    return Visit(task_id, Step(location, duration, windows), terms, **rest)


def ride(task_id: str = "r", windows: Any = ((480, 960),), **rest: Any) -> Ride:
    """From the first place to the second, two minutes each to get in and out."""
    return Ride(task_id, Step("a", 2, windows), Step("b", 2, windows), Terms(), **rest)


def problem(*tasks: Visit | Ride, officers: Any = (OLU, OONA, OTIS), **rest: Any) -> Problem:
    """These tasks on that day, every measure at one a minute or count."""
    made = Problem(
        name="one day",
        units_per_minute=1,
        locations=PLACES,
        travel=TRAVEL,
        officers=officers,
        visits=tuple(task for task in tasks if isinstance(task, Visit)),
        rides=tuple(task for task in tasks if isinstance(task, Ride)),
        weights=EVERY_WEIGHT_ONE,
    )
    return replace(made, **rest)


def at(task_id: str, start: int) -> Stop:
    """A visit that starts then."""
    return Stop(task_id, At.VISIT, start)


def up(task_id: str, start: int) -> Stop:
    """A pick-up."""
    return Stop(task_id, At.PICKUP, start)


def down(task_id: str, start: int) -> Stop:
    """A drop-off."""
    return Stop(task_id, At.DROPOFF, start)


def route(officer_id: str, start: int, end: int, *stops: Stop, shift: int = 0) -> Route:
    """One way through one shift."""
    return Route(officer_id, shift, start, end, stops)


def plan(*routes: Route, unserved: tuple[str, ...] = ()) -> Plan:
    """An answer to `problem`."""
    return Plan("one day", routes, unserved)
