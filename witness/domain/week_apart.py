"""Which tasks of a week hang together: the steps of one ladder in their order, and witnesses who must not meet."""

from collections.abc import Iterator
from itertools import pairwise

from witness.domain.cases import CasePicture
from witness.domain.keep_apart import witnesses_among
from witness.domain.ladder_rules import LADDER, NEED_A_DAY, RULE_OF
from witness.domain.visits import VisitKind
from witness.domain.week import Apart, TaskKind, WeekTask
from witness.domain.week_tasks import LEAST_BETWEEN

STEP: dict[VisitKind, int] = {rule.kind: step for step, rule in enumerate(LADDER)}
LAST = len(LADDER)
FOR_THE_LADDER = "each step of a ladder comes after the one before it"
KEEP_APART = "witnesses of one case, or of one family, are not met at one place at the same time"


def apart_of(picture: CasePicture, tasks: tuple[WeekTask, ...]) -> tuple[Apart, ...]:
    """Give what keeps the new tasks of one case apart. What was promised already stands in nobody's window."""
    new = [task for task in tasks if task.kind is TaskKind.DUE and task.starts]
    return (*_ladders(new), *_meetings(picture, new))


def _ladders(new: list[WeekTask]) -> Iterator[Apart]:
    for witness_id in dict.fromkeys(task.witness_id for task in new):
        own = sorted((task for task in new if task.witness_id == witness_id), key=_step)
        for first, second in pairwise(own):
            if _step(first) == _step(second):
                continue
            needs_a_day = first.visit_kind in NEED_A_DAY and second.visit_kind in NEED_A_DAY
            rule = RULE_OF.get(second.visit_kind) if second.visit_kind else None
            days = max(1 if needs_a_day else 0, rule.apart if rule and needs_a_day else 0)
            # What would not fit into these days is not asked for: later is better than never, and never on one day.
            days = min(days, max(1, _room(first, second))) if days else 0
            yield Apart(first.key, second.key, FOR_THE_LADDER, minutes=first.minutes + LEAST_BETWEEN, days=days)


def _meetings(picture: CasePicture, new: list[WeekTask]) -> Iterator[Apart]:
    """Between any two witnesses at one place, or of one household, the one with the earlier label goes first."""
    for n, second in enumerate(new):
        for first in new[:n]:
            if first.witness_id != second.witness_id and _would_meet(picture, first, second):
                yield Apart(first.key, second.key, KEEP_APART, minutes=first.minutes + LEAST_BETWEEN)


def _would_meet(picture: CasePicture, one: WeekTask, other: WeekTask) -> bool:
    if one.family == other.family:
        return True
    people = {picture.witness(task.witness_id).person_id for task in (one, other)}
    both = len(witnesses_among(picture, people)) == 2
    return both and one.spot.key == other.spot.key


def _room(first: WeekTask, second: WeekTask) -> int:
    return (second.starts[-1].on - first.starts[0].on).days


def _step(task: WeekTask) -> int:
    return STEP.get(task.visit_kind, LAST) if task.visit_kind is not None else LAST
