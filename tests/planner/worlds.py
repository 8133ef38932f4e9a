"""Seeded worlds of every shape that a planner is asked about: each a problem with one plan known to be feasible."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from tests.planner.dressing import (
    a_baseline,
    halves,
    ladder_pairs,
    late_ends,
    left_out,
    links,
    loads,
    overtime,
    promises,
    several_days,
    skills,
    wishes,
)
from tests.planner.sketch import DAY, Sketch, Style, World, a_map, dice
from witness.planner.plan import At, Plan, Route, Stop
from witness.planner.problem import Officer, Problem, Promise, Ride, Shift, Step, Terms, Visit, Weights

Maker = Callable[[int], World]

TEAM_WEIGHTS = Weights(
    travel=1, wait=0.1, overtime=3, unserved=1, preference=1, non_preferred=5, continuity=15, route=10
)


def a_world(name: str, sketch: Sketch, officers: tuple[Officer, ...], weights: Weights) -> World:
    """What a sketch holds, as a problem and its plan."""
    problem = Problem(
        name=name,
        units_per_minute=sketch.unit,
        locations=tuple(sketch.locations),
        travel=tuple(tuple(row) for row in sketch.travel),
        officers=officers,
        visits=tuple(sketch.visits),
        rides=tuple(sketch.rides),
        weights=weights,
    )
    return World(problem, Plan(name, tuple(sketch.routes), ()))


def a_sketch(rng: Random, places: int, style: Style, *, size: float = 40, unit: int = 1, clusters: int = 0) -> Sketch:
    """An empty sketch over a map."""
    locations = [f"p{number}" for number in range(places)]
    return Sketch(rng, locations, a_map(rng, places, size=size, unit=unit, clusters=clusters), style, unit)


def a_team(rng: Random, count: int, days: int, *, capacity: int | None = 4) -> tuple[Officer, ...]:
    """Officers with a shift on most days, each from a base of their own."""
    return tuple(
        Officer(f"o{number}", frozenset(), capacity, tuple(_a_shift(rng, day) for day in _days(rng, days)))
        for number in range(count)
    )


def _days(rng: Random, days: int) -> list[int]:
    return [day for day in range(days) if rng.random() < 0.9] or [0]


def _a_shift(rng: Random, day: int) -> Shift:
    start = day * DAY + rng.choice((480, 510, 540))
    base = f"p{rng.randrange(2)}"
    return Shift(start, start + rng.choice((360, 450, 480)), base, base if rng.random() < 0.8 else None)


def team_week(seed: int) -> World:
    """Several officers and days; rides, two-person visits, skills, continuity, promises, ladders, optional tasks."""
    rng = dice(f"team week {seed}")
    officers = a_team(rng, rng.randint(2, 5), rng.randint(1, 4))
    style = Style(two_person=rng.choice((0, 0.2)), ride=rng.choice((0, 0.25)), max_stops=rng.randint(3, 6))
    sketch = a_sketch(rng, rng.randint(6, 20), style)
    sketch.fill(officers)
    world = a_world(f"team-week-{seed}", sketch, officers, TEAM_WEIGHTS)
    for dress in (skills, wishes, several_days, ladder_pairs, promises, left_out):
        world = dress(world, rng)
    return world


def home_care(seed: int) -> World:
    """One day, soft windows, skills, some visits at the same moment or one after the other by somebody else."""
    rng = dice(f"home care {seed}")
    day = Shift(0, 600_000, "p0", "p0")
    officers = tuple(Officer(f"o{number}", frozenset(), None, (day,)) for number in range(rng.randint(2, 5)))
    sketch = a_sketch(
        rng, rng.randint(8, 20), Style(10, 20, 30, 60, 60, two_person=0.2, max_stops=7), size=60, unit=1000
    )
    sketch.fill(officers)
    thirds = Weights(travel=1 / 3, late=1 / 3, late_max=1 / 3)
    world = a_world(f"home-care-{seed}", sketch, officers, thirds)
    for dress in (halves, skills, links, late_ends):
        world = dress(world, rng)
    return world


def dial_a_ride(seed: int) -> World:
    """One day of rides with seats, a longest ride and a longest shift; one end of each ride has a narrow window."""
    rng = dice(f"dial-a-ride {seed}")
    day = Shift(0, 480_000, "p0", "p0", max_duration=450_000)
    officers = tuple(Officer(f"o{number}", frozenset(), 3, (day,)) for number in range(rng.randint(2, 3)))
    style = Style(pause=10, before=15, after=15, ride=1.0, max_stops=12, most_aboard=3)
    sketch = a_sketch(rng, rng.randint(12, 24), style, size=20, unit=1000)
    sketch.fill([replace(o, shifts=(replace(day, end=440_000),)) for o in officers])
    sketch.rides = [_one_end_open(ride, rng) for ride in sketch.rides]
    return a_world(f"dial-a-ride-{seed}", sketch, officers, Weights(travel=1))


def _one_end_open(ride: Ride, rng: Random) -> Ride:
    end = rng.choice(("pickup", "dropoff"))
    whole_day = ((0, 480_000),)
    if end == "pickup":
        return replace(ride, pickup=replace(ride.pickup, windows=whole_day))
    return replace(ride, dropoff=replace(ride.dropoff, windows=whole_day))


def time_windows(seed: int) -> World:
    """Customers to supply from one depot within their windows: scattered, in clusters, or both."""
    rng = dice(f"time windows {seed}")
    day = Shift(0, 2_400, "p0", "p0")
    count = rng.randint(3, 5)
    style = Style(10, 10, 15, 40, 40, max_stops=8)
    sketch = a_sketch(rng, rng.randint(15, 30), style, size=50, unit=10, clusters=(0, 3, 5)[seed % 3])
    officers = tuple(Officer(f"o{number}", frozenset(), 200, (day,)) for number in range(count))
    sketch.fill(officers)
    world = a_world(f"time-windows-{seed}", sketch, officers, Weights(travel=1, route=0.0))
    return loads(world, rng)


def replan(seed: int) -> World:
    """A week that was planned before: disturb it as little as possible, though a shift ended early or a task is new."""
    rng = dice(f"re-plan {seed}")
    officers = a_team(rng, rng.randint(2, 4), rng.randint(1, 3))
    sketch = a_sketch(rng, rng.randint(6, 15), Style(ride=rng.choice((0, 0.2)), two_person=0.1, max_stops=5))
    sketch.fill(officers)
    weights = replace(TEAM_WEIGHTS, change_officer=60, change_start=1, duration=0.05, balance=rng.choice((0.0, 0.1)))
    world = a_world(f"re-plan-{seed}", sketch, officers, weights)
    for dress in (skills, several_days, overtime, a_baseline, left_out):
        world = dress(world, rng)
    return world


def corner(seed: int) -> World:
    """Small cases at the edge of the format, one after the other."""
    kinds: tuple[Callable[[Random], World], ...] = (
        nothing_to_do, nobody_works, no_way_between, one_officer, anywhere, worked_late, heavily_loaded, a_lone_promise,
        all_may_be_left, a_rule_of_each,
    )  # fmt: skip
    world = kinds[seed % len(kinds)](dice(f"corner {seed}"))
    name = f"corner-{seed}"
    return World(replace(world.problem, name=name), replace(world.plan, problem=name))


def nothing_to_do(rng: Random) -> World:
    """No task at all."""
    return a_world("", a_sketch(rng, 3, Style()), a_team(rng, 2, 1), TEAM_WEIGHTS)


def nobody_works(rng: Random) -> World:
    """Officers without a shift; everything there is may be left out."""
    officers = (Officer("o0", frozenset(), None, ()), Officer("o1", frozenset(), 2, ()))
    world = a_world("", a_sketch(rng, 3, Style()), officers, TEAM_WEIGHTS)
    visit = Visit("v0", Step("p1", 30, ((500, 600),)), Terms(penalty=50))
    return World(replace(world.problem, visits=(visit,)), replace(world.plan, unserved=("v0",)))


def no_way_between(rng: Random) -> World:
    """Everything is at the same place, and some visits take no time."""
    officers = a_team(rng, 2, 1)
    sketch = a_sketch(rng, 4, Style(shortest=0, longest=15, two_person=0.2), size=0)
    sketch.fill(officers)
    return a_world("", sketch, officers, TEAM_WEIGHTS)


def one_officer(rng: Random) -> World:
    """One officer, one day, several measures at once."""
    officers = a_team(rng, 1, 1)
    sketch = a_sketch(rng, 6, Style())
    sketch.fill(officers)
    return a_world("", sketch, officers, Weights(travel=1, wait=1, duration=1, route=5, balance=1))


def anywhere(rng: Random) -> World:
    """Shifts that begin at their first stop, or end at their last."""
    shifts = (Shift(480, 960), Shift(DAY + 480, DAY + 960, "p1", None), Shift(2 * DAY + 480, 2 * DAY + 960, None, "p1"))
    officers = (Officer("o0", frozenset(), None, shifts), Officer("o1", frozenset(), None, shifts[:1]))
    sketch = a_sketch(rng, 8, Style())
    sketch.fill(officers)
    return a_world("", sketch, officers, replace(TEAM_WEIGHTS, duration=0.5))


def worked_late(rng: Random) -> World:
    """What has to be done takes longer than the shifts, which may be passed at a cost."""
    officers = a_team(rng, 2, 2)
    sketch = a_sketch(rng, 6, Style(max_stops=9))
    sketch.fill(officers)
    return overtime(a_world("", sketch, officers, TEAM_WEIGHTS), rng)


def heavily_loaded(rng: Random) -> World:
    """Seats are scarce: what visits carry and who rides fill the cars."""
    officers = a_team(rng, 3, 1, capacity=9)
    sketch = a_sketch(rng, 8, Style(ride=0.4, max_stops=6))
    sketch.fill(officers)
    return loads(a_world("", sketch, officers, TEAM_WEIGHTS), rng)


def a_lone_promise(rng: Random) -> World:
    """One visit, promised at one moment by two officers, one of whom leads."""
    officers = tuple(
        Officer(f"o{n}", frozenset({"lead"} if n else ()), None, (Shift(480, 1000, "p0", "p0"),)) for n in range(3)
    )
    world = a_world("", a_sketch(rng, 3, Style()), officers, TEAM_WEIGHTS)
    step, promise = Step("p1", 45, ((600, 660),)), Promise(frozenset({"o1", "o2"}), 630)
    visit = Visit("v0", step, Terms(), officers=2, lead_skills=frozenset({"lead"}), fixed=promise)
    there, back = world.problem.travel[0][1], world.problem.travel[1][0]
    stop = Stop("v0", At.VISIT, 630)
    routes = tuple(Route(who, 0, 630 - there, 675 + back, (stop,)) for who in ("o1", "o2"))
    return World(replace(world.problem, visits=(visit,)), replace(world.plan, routes=routes))


def all_may_be_left(rng: Random) -> World:
    """Every task is optional, some at no cost and some at a great one."""
    officers = a_team(rng, 2, 1)
    sketch = a_sketch(rng, 12, Style(ride=0.3))
    sketch.fill(officers)
    sketch.visits = [_optional(visit, rng) for visit in sketch.visits]
    sketch.rides = [replace(r, terms=replace(r.terms, penalty=rng.choice((0, 15, 500)))) for r in sketch.rides]
    return a_world("", sketch, officers, replace(TEAM_WEIGHTS, duration=0.2))


def _optional(visit: Visit, rng: Random) -> Visit:
    return replace(visit, terms=replace(visit.terms, penalty=rng.choice((0, 15, 500))))


def a_rule_of_each(rng: Random) -> World:
    """Every rule and every measure at once, on a few tasks."""
    officers = a_team(rng, 3, 2, capacity=12)
    sketch = a_sketch(rng, 8, Style(ride=0.3, two_person=0.3, max_stops=4))
    sketch.fill(officers)
    everything = Weights(1, 0.5, 0.2, 7, 2, 1, 3, 1, 1, 4, 10, 20, 0.5, 0.3)
    world = a_world("", sketch, officers, everything)
    dresses = (skills, wishes, several_days, ladder_pairs, promises, loads, late_ends, overtime, a_baseline, left_out)
    for dress in dresses:
        world = dress(world, rng)
    return world


SHAPES: tuple[tuple[Maker, int], ...] = (
    (team_week, 50), (home_care, 40), (dial_a_ride, 30), (time_windows, 30), (replan, 40), (corner, 40),
)  # fmt: skip


def all_worlds() -> Iterator[World]:
    """Every shape many times over: 230 worlds."""
    for make, count in SHAPES:
        for seed in range(count):
            yield make(seed)
