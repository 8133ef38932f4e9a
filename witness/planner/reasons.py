"""Why a task found no place in a plan, as data and in words: the nearest misses first, and what would have to give.

What holds whatever the plan is said first and alone. Otherwise each officer who could do it is asked by how little it
does not fit into their days as the plan has them.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from witness.planner.check import Fault, check
from witness.planner.openings import Map, Opening
from witness.planner.placing import with_ride, with_visit
from witness.planner.plan import Plan
from witness.planner.problem import Pair, Problem, Ride, Visit, Window
from witness.planner.standing import standing_reasons
from witness.planner.why import Question, Reason, Why, nearest_by_officer

__all__ = ["Reason", "Why", "reasons"]

NEAREST = 3
# Minutes that somebody is short by at most to be named: whoever is a whole day away is no help to hear of, unless they
# are the nearest there is. Judgement, not verified.
NEAR_MISS = 240
# So many places, the smallest detour first, are judged as whole plans before it is said that a rule stands in the way.
WEIGHED = 3
# Which rule stands in the way, as somebody would say it who knows none of these words.
BROKEN_IN_WORDS: dict[Fault, str] = {
    Fault.SHIFT: "the day would end too late",
    Fault.DURATION: "the day would be longer than may be planned",
    Fault.TRAVEL: "the way would take longer than there is time",
    Fault.CAPACITY: "the car would be full",
    Fault.MAX_RIDE: "the ride would last too long",
    Fault.PAIR: "it would be too near to what it has to be apart from",
    Fault.FIXED: "a promise would be broken",
}


def reasons(problem: Problem, plan: Plan, *, most: int = NEAREST) -> tuple[Reason, ...]:
    """For each task in no route why that is so, at most so many reasons a task, the nearest miss first."""
    left_out = set(plan.unserved)
    tasks: list[Visit | Ride] = [*problem.visits, *problem.rides]
    tasks = [task for task in tasks if task.task_id in left_out]
    if not tasks:
        return ()
    ground, cost = Map(problem, plan), check(problem, plan).total
    return tuple(reason for task in tasks for reason in islice(_why(ground, task, cost), most))


def _why(ground: Map, task: Visit | Ride, cost: float) -> Iterator[Reason]:
    pairs = [pair for pair in ground.problem.pairs if task.task_id in (pair.first, pair.second)]
    standing = standing_reasons(Question(ground, task))
    if standing:
        yield from standing
        return
    alone = [pair for pair in pairs if pair.together and _partner(pair, task) not in ground.starts]
    if alone:
        gives = tuple(_partner(pair, task) for pair in alone)
        yield Question(ground, task).because(Why.WITHOUT_PARTNER, "what it belongs to has no place either", gives=gives)
    asked = Question(ground, task, _kept_apart(ground, task, pairs))
    windows = _beside_partners(ground, task, pairs, asked.windows())
    gives = tuple(partner for pair in pairs if (partner := _partner(pair, task)) in ground.starts)
    if not windows or len(asked.can()) < asked.heads:
        words = "it cannot keep its distance in time, or its other officer, from what it belongs to"
        yield asked.because(Why.BESIDE_PARTNER, words, gives=gives)
        return
    yield from _on_the_days(asked, windows, cost)


def _partner(pair: Pair, task: Visit | Ride) -> str:
    return pair.second if pair.first == task.task_id else pair.first


def _kept_apart(ground: Map, task: Visit | Ride, pairs: Sequence[Pair]) -> frozenset[str]:
    others = {_partner(pair, task) for pair in pairs if pair.different_officers}
    return frozenset(r.officer_id for r in ground.plan.routes for stop in r.stops if stop.task_id in others)


def _beside_partners(ground: Map, task: Visit | Ride, pairs: Sequence[Pair], windows: Sequence[Window]) -> list[Window]:
    """The windows, as far as the gaps to what is in the plan leave them."""
    left = list(windows)
    for pair in pairs:
        start = ground.starts.get(_partner(pair, task))
        if start is None:
            continue
        low, high = pair.min_gap, pair.max_gap
        if pair.first == task.task_id:
            low, high = (None if high is None else -high), (None if low is None else -low)
        left = [
            (e if low is None else max(e, start + low), t if high is None else min(t, start + high)) for e, t in left
        ]
    return [(earliest, latest) for earliest, latest in left if earliest <= latest]


def _on_the_days(asked: Question, windows: Sequence[Window], cost: float) -> Iterator[Reason]:
    can = {officer.officer_id for officer in asked.can()}
    days = [day for day in asked.ground.days if day.officer.officer_id in can]
    openings = list(asked.openings(days, windows))
    open_to = {opening.day.officer.officer_id for opening in openings if not opening.short}
    if len(open_to) >= asked.heads:
        yield _weighed(asked, [opening for opening in openings if not opening.short], cost)
        return
    short = [opening for opening in nearest_by_officer(openings) if opening.short]
    most = NEAR_MISS * asked.ground.problem.units_per_minute
    for opening in [one for one in short if one.short <= most] or short[:1]:
        yield _full(asked, opening)
    if not openings:
        yield asked.because(Why.NO_SEATS, "every car that could go is full")


def _full(asked: Question, opening: Opening) -> Reason:
    short, day = asked.minutes(opening.short), asked.day_of(opening) + 1
    promised = {v.task_id for v in asked.ground.problem.visits if v.fixed.start is not None}
    if promised & set(opening.gives):
        words = f"a promise would be broken: it is {short} too near to it on day {day}"
        return asked.because(Why.PROMISE, words, opening, short=opening.short, gives=opening.gives)
    words = f"{short} short on day {day} beside what is planned then"
    return asked.because(Why.DAY_FULL, words, opening, short=opening.short, gives=opening.gives)


def _weighed(asked: Question, openings: Sequence[Opening], cost: float) -> Reason:
    """There is room: what would it cost, or which rule that no single day shows would it break?"""
    task, broken = asked.task, ""
    for plan in islice(_plans(asked, openings), WEIGHED):
        report = check(asked.ground.problem, plan)
        # What else the plan misses is not this task's doing.
        others = [v for v in report.violations if v.task_id == task.task_id or v.route is not None]
        if not others:
            return _dearer(asked, report.total - cost)
        broken = broken or BROKEN_IN_WORDS.get(others[0].fault, others[0].fault.value.replace("_", " "))
    if not broken:
        return asked.because(Why.NEVER_BOTH, "two could come, but never at the same moment")
    return asked.because(Why.BREAKS_A_RULE, f"there is room, but a rule would be broken: {broken}")


def _dearer(asked: Question, by: float) -> Reason:
    if by > 0 and asked.task.terms.penalty is not None:
        return asked.because(Why.COSTS_MORE, f"there is room, but it would cost {by:.6g} more than leaving it out")
    return asked.because(Why.FITS, "there is room: a longer search may place it")


def _plans(asked: Question, openings: Sequence[Opening]) -> Iterator[Plan]:
    """Plans with the task in one of these places, the smallest detour first."""
    task, ground = asked.task, asked.ground
    near = sorted(openings, key=lambda o: (o.detour, o.earliest, o.day.officer.officer_id))
    if isinstance(task, Ride):
        yield from (with_ride(ground, task, opening) for opening in near)
    elif task.officers == 1:
        yield from (with_visit(ground, task, (opening,), int(opening.earliest)) for opening in near)
    else:
        yield from (with_visit(ground, task, two, start) for two, start in _twos(task, near))


def _twos(visit: Visit, openings: Sequence[Opening]) -> Iterator[tuple[tuple[Opening, Opening], int]]:
    for index, one in enumerate(openings):
        for other in openings[index + 1 :]:
            start = max(one.earliest, other.earliest)
            same = one.day.officer.officer_id == other.day.officer.officer_id
            leads = visit.lead_skills <= one.day.officer.skills or visit.lead_skills <= other.day.officer.skills
            if not same and leads and start <= min(one.latest, other.latest):
                yield (one, other), int(start)
