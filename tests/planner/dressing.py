"""Puts rules on a world in such a way that its plan stays feasible."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import TypeVar

from tests.planner.sketch import DAY, World
from witness.planner.plan import At, Stop
from witness.planner.problem import Assignment, Officer, Pair, Promise, Ride, Step, Terms, Visit

SKILLS = ("child", "court", "sign", "trauma")

Task = TypeVar("Task", Visit, Ride)


def who_attends(world: World) -> dict[str, list[str]]:
    """The officers of each task, in the order of the routes."""
    found: dict[str, list[str]] = {}
    for route in world.plan.routes:
        for stop in route.stops:
            if stop.at is not At.DROPOFF:
                found.setdefault(stop.task_id, []).append(route.officer_id)
    return found


def when(world: World) -> dict[str, int]:
    """When each visit or pick-up starts."""
    return {s.task_id: s.start for r in world.plan.routes for s in r.stops if s.at is not At.DROPOFF}


def _on_visits(world: World, change: Callable[[Visit], Visit]) -> World:
    return replace(world, problem=replace(world.problem, visits=tuple(change(v) for v in world.problem.visits)))


def _on_terms(world: World, change: Callable[[str, Terms], Terms]) -> World:
    visits = tuple(replace(v, terms=change(v.task_id, v.terms)) for v in world.problem.visits)
    rides = tuple(replace(r, terms=change(r.task_id, r.terms)) for r in world.problem.rides)
    return replace(world, problem=replace(world.problem, visits=visits, rides=rides))


def skills(world: World, rng: Random) -> World:
    """Officers know things; tasks ask for what those who attend in the plan know."""
    officers = tuple(
        replace(o, skills=o.skills | frozenset(s for s in SKILLS if rng.random() < 0.6)) for o in world.problem.officers
    )
    known = {o.officer_id: o.skills for o in officers}
    attended = who_attends(world)

    def ask(task_id: str, terms: Terms) -> Terms:
        common = frozenset.intersection(*(known[o] for o in attended[task_id]))
        return replace(terms, skills=frozenset(s for s in sorted(common) if rng.random() < 0.4))

    def lead(visit: Visit) -> Visit:
        leader = known[rng.choice(attended[visit.task_id])]
        wanted = sorted(leader) if visit.officers == 2 else []
        return replace(visit, lead_skills=frozenset(wanted[:1]))

    dressed = replace(world, problem=replace(world.problem, officers=officers))
    return _on_visits(_on_terms(dressed, ask), lead)


def wishes(world: World, rng: Random) -> World:
    """Who may, who may not, who is liked; and clients, for whom continuity is counted."""
    team = [o.officer_id for o in world.problem.officers]
    attended = who_attends(world)

    def wish(task_id: str, terms: Terms) -> Terms:
        others = [o for o in team if o not in attended[task_id]]
        some = frozenset(o for o in others if rng.random() < 0.5)
        allowed = some | set(attended[task_id]) if rng.random() < 0.3 else None
        forbidden = frozenset(rng.sample(others, 1)) if others and rng.random() < 0.2 else frozenset()
        preferred = frozenset(rng.sample(team, 1)) if rng.random() < 0.4 else frozenset()
        preference = {o: rng.choice((-3, 2.5, 8)) for o in team if rng.random() < 0.15}
        client = f"c{rng.randrange(6)}" if rng.random() < 0.7 else None
        return replace(
            terms, allowed=allowed, forbidden=forbidden, preferred=preferred, preference=preference, client=client
        )

    return _on_terms(world, wish)


def several_days(world: World, rng: Random) -> World:
    """Some visits may be on another day too."""
    unit, days = world.problem.units_per_minute, 4

    def more(visit: Visit) -> Visit:
        ((earliest, latest),) = visit.step.windows
        day = earliest // (DAY * unit)
        if rng.random() < 0.5 or latest // (DAY * unit) != day:
            return visit
        shifts = sorted({d - day for d in range(days) if d == day or rng.random() < 0.5})
        windows = tuple((earliest + d * DAY * unit, latest + d * DAY * unit) for d in shifts)
        return replace(visit, step=replace(visit.step, windows=windows))

    return _on_visits(world, more)


def ladder_pairs(world: World, rng: Random) -> World:
    """A few visits that follow each other with a gap, as the steps of a preparation do."""
    return _paired(world, rng, share=0.25, tight=False)


def links(world: World, rng: Random) -> World:
    """Visits that hang together tightly, by different officers: at once where the plan has it so, else in turn."""
    return _paired(world, rng, share=0.5, tight=True)


def halves(world: World, rng: Random) -> World:
    """Each two-person visit becomes two visits at the same moment by different officers, as test beds write it."""
    visits: list[Visit] = []
    pairs: list[Pair] = []
    for visit in world.problem.visits:
        if visit.officers == 1:
            visits.append(visit)
            continue
        first, second = (replace(visit, task_id=visit.task_id + half, officers=1) for half in "ab")
        visits += (first, second)
        pairs.append(Pair(first.task_id, second.task_id, 0, 0, different_officers=True))
    split = {pair.first[:-1] for pair in pairs}
    seen: set[str] = set()
    routes = [replace(r, stops=tuple(_half(stop, split, seen) for stop in r.stops)) for r in world.plan.routes]
    problem = replace(world.problem, visits=tuple(visits), pairs=tuple(pairs))
    return World(problem, replace(world.plan, routes=tuple(routes)))


def _half(stop: Stop, split: set[str], seen: set[str]) -> Stop:
    if stop.task_id not in split:
        return stop
    half = "b" if stop.task_id in seen else "a"
    seen.add(stop.task_id)
    return replace(stop, task_id=stop.task_id + half)


def _paired(world: World, rng: Random, *, share: float, tight: bool) -> World:
    starts, attended, unit = when(world), who_attends(world), world.problem.units_per_minute
    pairs = list(world.problem.pairs)
    taken = {task_id for pair in pairs for task_id in (pair.first, pair.second)}
    ids = sorted((v.task_id for v in world.problem.visits if v.task_id not in taken), key=lambda one: starts[one])
    for first, second in zip(ids[::2], ids[1::2], strict=False):
        apart = not set(attended[first]) & set(attended[second])
        if rng.random() > share or (tight and not apart):
            continue
        gap = starts[second] - starts[first]
        room = rng.randint(0, 30 if tight else 600) * unit
        least = max(0, gap - room)
        most = None if not tight and rng.random() < 0.5 else gap + room
        pairs.append(Pair(first, second, least, most, apart and (tight or rng.random() < 0.5)))
    return replace(world, problem=replace(world.problem, pairs=tuple(pairs)))


def promises(world: World, rng: Random) -> World:
    """Some visits are promised: an officer, a time or both."""
    starts, attended = when(world), who_attends(world)

    def promise(visit: Visit) -> Visit:
        if rng.random() > 0.2:
            return visit
        who = frozenset(attended[visit.task_id]) if rng.random() < 0.7 else None
        start = starts[visit.task_id] if rng.random() < 0.7 else None
        return replace(visit, fixed=Promise(who, start))

    return _on_visits(world, promise)


def left_out(world: World, rng: Random) -> World:
    """Some tasks are optional, and there are more of them than the plan holds."""
    problem, unit = world.problem, world.problem.units_per_minute

    def optional(task_id: str, terms: Terms) -> Terms:
        return replace(terms, penalty=rng.choice((20, 60.5, 200))) if rng.random() < 0.2 else terms

    hung = {task_id for pair in problem.pairs for task_id in (pair.first, pair.second)}
    dressed = _on_terms(world, lambda task_id, terms: terms if task_id in hung else optional(task_id, terms))
    horizon = max((s.end for o in problem.officers for s in o.shifts), default=DAY)
    extra = []
    for number in range(rng.randint(0, 3)):
        earliest = rng.randrange(horizon)
        step = Step(rng.choice(problem.locations), rng.randint(10, 60) * unit, ((earliest, earliest + 120 * unit),))
        extra.append(Visit(f"x{number}", step, Terms(penalty=rng.choice((5, 40, 90)))))
    unserved = (*world.plan.unserved, *(v.task_id for v in extra))
    more = replace(dressed.problem, visits=(*dressed.problem.visits, *extra))
    return World(more, replace(world.plan, unserved=unserved))


def late_ends(world: World, rng: Random) -> World:
    """Some visits may start after their window, at a cost; the plan is late for some of them."""
    starts, unit = when(world), world.problem.units_per_minute

    def soften(visit: Visit) -> Visit:
        if rng.random() < 0.2 or len(visit.step.windows) > 1:
            return visit
        ((earliest, latest),) = visit.step.windows
        latest = max(earliest, latest - rng.randint(0, 120) * unit)
        soft = replace(visit, step=replace(visit.step, windows=((earliest, latest),)), is_soft=True)
        return soft if starts[visit.task_id] >= earliest else visit

    return _on_visits(world, soften)


def loads(world: World, rng: Random) -> World:
    """What visits carry, as far as the cars of the plan hold it."""
    room = {o.officer_id: o.capacity or 0 for o in world.problem.officers}
    attended, used = who_attends(world), dict[tuple[str, int], int]()
    slots = {(s.task_id, r.officer_id): r.shift for r in world.plan.routes for s in r.stops}

    def load(visit: Visit) -> Visit:
        weight = rng.randint(0, max(1, min(room.values()) // 4))
        keys = [(o, slots[visit.task_id, o]) for o in attended[visit.task_id]]
        # Two seats stay free for those who ride.
        if any(used.get(key, 0) + weight > room[key[0]] - 2 for key in keys):
            return visit
        for key in keys:
            used[key] = used.get(key, 0) + weight
        return replace(visit, load=weight)

    return _on_visits(world, load)


def overtime(world: World, rng: Random) -> World:
    """Some shifts end before the plan does, and may be passed; some may not last longer than they do."""
    ends = {(r.officer_id, r.shift): (r.start, r.end) for r in world.plan.routes}
    unit = world.problem.units_per_minute

    def shorten(officer: Officer) -> Officer:
        shifts = []
        for number, shift in enumerate(officer.shifts):
            start, end = ends.get((officer.officer_id, number), (shift.start, shift.end))
            early = max(shift.start, end - rng.randint(0, 30) * unit)
            longest = end - start + rng.randint(0, 60) * unit if rng.random() < 0.3 else None
            passed = replace(shift, end=early, max_overtime=60 * unit, max_duration=longest)
            shifts.append(passed if rng.random() < 0.5 else replace(shift, max_duration=longest))
        return replace(officer, shifts=tuple(shifts))

    officers = tuple(shorten(o) for o in world.problem.officers)
    return replace(world, problem=replace(world.problem, officers=officers))


def a_baseline(world: World, rng: Random) -> World:
    """What was planned before: much as the plan, with some at another time or by somebody else."""
    team, starts = [o.officer_id for o in world.problem.officers], when(world)
    entries = []
    for task_id, attended in who_attends(world).items():
        if rng.random() < 0.2:
            continue
        who = tuple(attended) if rng.random() < 0.8 else tuple(rng.sample(team, min(len(attended), len(team))))
        moved = max(0, starts[task_id] + rng.choice((0, 0, 0, -30, 45)) * world.problem.units_per_minute)
        entries.append(Assignment(task_id, who, moved if rng.random() < 0.9 else None))
    return replace(world, problem=replace(world.problem, baseline=tuple(entries)))
