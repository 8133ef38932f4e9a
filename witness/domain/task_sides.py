"""On which side of a case a piece of work is put right, when nobody has to be rung: one table for every page."""

from witness.domain.sureness import Hard
from witness.domain.sureness_help import HELP
from witness.domain.tasks import TaskKind

SIDES: dict[TaskKind, str] = {
    TaskKind.CHECK_CONTACT: "people",
    TaskKind.SECOND_ADULT: "preparation",
    TaskKind.MILESTONE: "countdown",
    TaskKind.SURENESS: "countdown",
    TaskKind.BEFORE_US: "countdown",
    TaskKind.CHASE: "duties",
    TaskKind.CLOCK: "duties",
    TaskKind.RIDE: "plan",
    TaskKind.RIDE_COSTS: "plan",
    TaskKind.HOME_SAFE: "plan",
    TaskKind.PROMISE: "plan",
    TaskKind.CLAIM: "money",
    TaskKind.SAFEGUARDING: "messages",
    TaskKind.LAPSE: "measures",
    TaskKind.THREAT: "preparation",
    TaskKind.MISSING: "preparation",
}


def side_of(kind: TaskKind, reason_key: str) -> str:
    """Give the side of the case. What makes it hard to come is put right where its help is recorded."""
    hard = reason_key.rpartition(":")[2]
    if kind is TaskKind.SURENESS and hard in set(Hard):
        return HELP[Hard(hard)].side
    return SIDES.get(kind, "dates")
