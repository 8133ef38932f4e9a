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
            yield _in_order(first, second)


def _in_order(first: WeekTask, second: WeekTask) -> Apart:
    """Keep two steps of a ladder in their order; where the later one's days are over first, the other comes after it.

    What needs a day of its own has one in any case; the space between two steps only where half of it is left over.
    """
    minutes = first.minutes + LEAST_BETWEEN
    if not (first.visit_kind in NEED_A_DAY and second.visit_kind in NEED_A_DAY):
        turned = second.starts[-1].on < first.starts[0].on
        one, other = (second, first) if turned else (first, second)
        return Apart(one.key, other.key, FOR_THE_LADDER, minutes=minutes)
    room = _room(first, second)
    if room < 1:
        return Apart(second.key, first.key, FOR_THE_LADDER, minutes=minutes, days=1)
    rule = RULE_OF[second.visit_kind]
    return Apart(first.key, second.key, FOR_THE_LADDER, minutes=minutes, days=max(1, min(rule.apart, room // 2)))


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
