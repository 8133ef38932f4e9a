"""Tiny invented problems with every rule that the pool reads, small enough to try every plan of them."""

import random

from witness.planner.problem import (
    Assignment,
    Officer,
    Pair,
    Problem,
    Promise,
    Ride,
    Shift,
    Step,
    Terms,
    Visit,
    Weights,
)

PLACES = ("yard", "north", "south", "east", "west")


def travel(chance: random.Random) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(0 if a == b else chance.randint(1, 6) for b in PLACES) for a in PLACES)


def officers(chance: random.Random, *, is_timed: bool, days: int) -> tuple[Officer, ...]:
    found = []
    for name in ("o1", "o2"):
        shifts = []
        for day in range(days):
            begin = 40 * day + chance.randint(0, 4)
            shifts.append(
                Shift(
                    begin,
                    begin + chance.randint(18, 26),
                    chance.choice(("yard", None)),
                    chance.choice(("yard", None)),
                    max_duration=chance.choice((None, None, 18)) if is_timed else None,
                    max_overtime=chance.choice((0, 3)),
                )
            )
        skills = frozenset(skill for skill in ("driver", "young") if chance.random() < 0.7)
        found.append(Officer(name, skills, chance.choice((None, 2)), tuple(shifts)))
    return tuple(found)


def windows(chance: random.Random, days: int) -> tuple[tuple[int, int], ...]:
    found = []
    for day in sorted(chance.sample(range(days), chance.randint(1, days))):
        low = 40 * day + chance.randint(2, 12)
        found.append((low, low + chance.randint(2, 8)))
    return tuple(found)


def terms(chance: random.Random) -> Terms:
    return Terms(
        skills=frozenset({"driver"}) if chance.random() < 0.2 else frozenset(),
        penalty=float(chance.choice((8, 15, 40))),
        forbidden=frozenset({"o2"}) if chance.random() < 0.1 else frozenset(),
        preferred=frozenset({chance.choice(("o1", "o2"))}) if chance.random() < 0.4 else frozenset(),
        preference={"o1": float(chance.choice((-2, 0, 3)))} if chance.random() < 0.3 else {},
        client=chance.choice(("c1", "c2", None)),
    )


def tied(seed: int) -> Problem:
    """Two people at one visit, pairs with gaps, one day or two; no weight on times."""
    chance = random.Random(seed)  # noqa: S311 (invented data)
    days = chance.choice((1, 2))
    visits = tuple(
        Visit(
            f"v{at}",
            Step(chance.choice(PLACES), chance.randint(1, 4), windows(chance, days)),
            terms(chance),
            officers=2 if at == 0 else 1,
            lead_skills=frozenset({"young"}) if chance.random() < 0.3 else frozenset(),
        )
        for at in range(4)
    )
    gap = chance.choice(((3, None), (None, 6), (0, 0), (20, 60)))
    pair = Pair("v1", chance.choice(("v2", "v0")), *gap, chance.random() < 0.4, chance.random() < 0.5)
    weights = Weights(travel=1, unserved=1, preference=1, non_preferred=4, continuity=3, route=chance.choice((0, 2)))
    return problem(chance, days, visits, (), (pair,), (), weights, is_timed=False)


def loose(seed: int) -> Problem:
    """Rides, lateness, overtime, a plan to keep to, balance: all that has a price in time, and no ties."""
    chance = random.Random(seed)  # noqa: S311 (invented data)
    visits = tuple(
        Visit(
            f"v{at}",
            Step(chance.choice(PLACES), chance.randint(1, 4), windows(chance, 1)),
            terms(chance),
            is_soft=chance.random() < 0.4,
            load=chance.choice((0, 0, 1)),
            fixed=Promise(frozenset({"o1"})) if at == 2 and chance.random() < 0.2 else Promise(),
        )
        for at in range(chance.choice((2, 3)))
    )
    low = chance.randint(1, 8)
    ride = Ride(
        "r0",
        Step("north", 1, ((low, low + 6),)),
        Step(chance.choice(PLACES), 1, ((low, low + 14),)),
        terms(chance),
        max_ride=chance.choice((None, 3, 6)),
        load=chance.choice((1, 2)),
    )
    baseline = tuple(
        Assignment(visit.task_id, (chance.choice(("o1", "o2")),), chance.choice((None, visit.step.windows[0][0] + 1)))
        for visit in visits
        if chance.random() < 0.6
    )
    weights = Weights(
        travel=1,
        wait=chance.choice((0, 0.5)),
        duration=chance.choice((0, 0.25)),
        late=chance.choice((0, 1.5)),
        late_max=chance.choice((0, 0, 1)),
        overtime=chance.choice((0, 2)),
        unserved=1,
        preference=1,
        non_preferred=2,
        continuity=chance.choice((0, 3)),
        change_officer=chance.choice((0, 5)),
        change_start=chance.choice((0, 0.75)),
        balance=chance.choice((0, 0, 0.5)),
    )
    rides = (ride,) if len(visits) == 2 else ()
    return problem(chance, 1, visits, rides, (), baseline, weights, is_timed=True)


def problem(
    chance: random.Random,
    days: int,
    visits: tuple[Visit, ...],
    rides: tuple[Ride, ...],
    pairs: tuple[Pair, ...],
    baseline: tuple[Assignment, ...],
    weights: Weights,
    *,
    is_timed: bool,
) -> Problem:
    return Problem(
        name="tiny",
        units_per_minute=1,
        locations=PLACES,
        travel=travel(chance),
        officers=officers(chance, is_timed=is_timed, days=days),
        visits=visits,
        rides=rides,
        pairs=pairs,
        baseline=baseline,
        weights=weights,
    )
