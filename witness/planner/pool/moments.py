"""When a visit starts that other routes depend on: spans for a bound that holds, points for plans that surely fit.

Two people are to be there at one moment. With spans the rows only ask that both come within the same span: every plan
of the problem keeps that, so the bound holds, but not every choice can be given times. With points they ask for the
same minute: every choice fits, but the best minute may not be among them.
"""

from collections.abc import Iterable

from witness.planner.plan import At, Route
from witness.planner.pool.turns import FAR, Field, Moment, spans_of, steps_of
from witness.planner.problem import Pair, Problem


def depended_on(problem: Problem) -> frozenset[str]:
    """The visits whose start, or whose being served, other routes depend on."""
    twos = {visit.task_id for visit in problem.visits if visit.officers > 1}
    return frozenset(twos | {one for pair in problem.pairs for one in (pair.first, pair.second)})


def windows_of(field: Field, task_id: str) -> list[tuple[int, int]]:
    """The spans in which a visit may start."""
    task = field.tasks[field.number[task_id]]
    return [(low, high) for low, high, _ in spans_of(task, steps_of(task)[0][1])]


def is_undecided(pair: Pair, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether of the starts in two spans some keep the gap of the pair, and some do not."""
    shortest, longest = second[0] - first[1], second[1] - first[0]
    low, high = pair.min_gap, pair.max_gap
    some = (low is None or longest >= low) and (high is None or shortest <= high)
    every = (low is None or shortest >= low) and (high is None or longest <= high)
    return some and not every


def undecided(field: Field) -> frozenset[str]:
    """The visits whose window alone does not say whether the plan keeps the rules between routes."""
    twos = {visit.task_id for visit in field.problem.visits if visit.officers > 1}
    for pair in field.problem.pairs:
        spans = ((a, b) for a in windows_of(field, pair.first) for b in windows_of(field, pair.second))
        if any(is_undecided(pair, a, b) for a, b in spans):
            twos |= {pair.first, pair.second}
    return frozenset(twos)


def spans(field: Field, length: int) -> tuple[Moment, ...]:
    """The windows of the visits that others depend on, cut to at most `length` units where windows do not decide."""
    loose = undecided(field)
    found: list[Moment] = []
    for task_id in ordered(field):
        for low, high in windows_of(field, task_id):
            parts = 1 if high >= FAR or task_id not in loose else max(1, -(-(high - low + 1) // length))
            edges = [low + (high - low + 1) * part // parts for part in range(parts + 1)]
            found += [Moment(field.number[task_id], a, b - 1) for a, b in zip(edges, edges[1:], strict=False)]
    return tuple(found)


def points(field: Field, step: int, routes: Iterable[Route]) -> tuple[Moment, ...]:
    """For visits whose windows do not decide single starts: every `step` units, and where one of the routes starts."""
    loose = undecided(field)
    seen: dict[str, set[int]] = {}
    for stop in (stop for route in routes for stop in route.stops if stop.at is At.VISIT):
        seen.setdefault(stop.task_id, set()).add(stop.start)
    found: list[Moment] = []
    for task_id in ordered(field):
        at = field.number[task_id]
        if task_id not in loose:
            found += [Moment(at, low, high) for low, high in windows_of(field, task_id)]
            continue
        last = steps_of(field.tasks[at])[0][1].windows[-1][1]
        for low, high in windows_of(field, task_id):
            own = {start for start in seen.get(task_id, ()) if low <= start <= high}
            own |= set(range(low, min(high, max(low, last)) + 1, step)) | ({high} if high < FAR else set())
            found += [Moment(at, start, start) for start in sorted(own)]
    return tuple(found)


def ordered(field: Field) -> list[str]:
    """The visits that others depend on, by their number."""
    return sorted(depended_on(field.problem), key=field.number.__getitem__)
