"""The work of the early-warning ladder: one task for each milestone that is open, unless other work asks for it.

The facts clear it. When the date moves, the tasks of the old date go and those of the new one come, by their keys.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Protocol

from witness.domain.before_us import look_through
from witness.domain.cases import CasePicture
from witness.domain.countdown import family_of
from witness.domain.court_time import london_day
from witness.domain.hearings import Hearing
from witness.domain.milestone_rows import CLOCK_OF, Listed, MilestoneRow
from witness.domain.milestones import EarlyWarning, Reached, Standing, early_warning_of
from witness.domain.tasks import TaskKind, WantedTask
from witness.domain.working_days import WorkingCalendar

# Where a milestone is put right, in the words of the tabs of a case.
SIDE_IN_WORDS: dict[str, str] = {
    "people": "People",
    "preparation": "Preparation",
    "measures": "Special measures",
    "plan": "Plan",
    "dates": "Journey",
    "countdown": "Countdown",
}


class Work(Protocol):
    """A piece of work, wanted or kept: as much of it as says what it asks for."""

    @property
    def reason_key(self) -> str: ...
    @property
    def kind(self) -> TaskKind: ...
    @property
    def words(self) -> str: ...
    @property
    def person_id(self) -> str | None: ...
    @property
    def hearing_id(self) -> str | None: ...


def milestone_tasks(
    picture: CasePicture, calendar: WorkingCalendar, now: datetime, others: Collection[WantedTask]
) -> Iterator[WantedTask]:
    """Give the tasks of the milestones that are open, and one for all that were due before the case came to us.

    others: the work that the case calls for besides.
    """
    for witness in picture.witnesses:
        warning = early_warning_of(picture, witness.witness_id, calendar, now)
        for reached in warning.reached:
            if reached.standing is Standing.OPEN and asked_by(picture, warning, reached.row, others) is None:
                yield _task(picture, warning, reached, now)
        yield from look_through(picture, warning, calendar)


def asked_by(picture: CasePicture, warning: EarlyWarning, row: MilestoneRow, others: Collection[Work]) -> Work | None:
    """Give the work that asks for a milestone already; None when nothing does."""
    family = {person.person_id for person in family_of(picture, warning.witness_id)}
    return next((task for task in others if _asks_the_same(row, warning.hearing, family, task)), None)


def _asks_the_same(row: MilestoneRow, hearing: Hearing | None, family: Collection[str], task: Work) -> bool:
    if task.kind not in row.covered or (task.person_id is not None and task.person_id not in family):
        return False
    if task.kind is TaskKind.CLOCK:
        return f":{CLOCK_OF[row.code]}:" in task.reason_key
    return task.hearing_id is None or hearing is None or task.hearing_id == hearing.hearing_id


def _task(picture: CasePicture, warning: EarlyWarning, reached: Reached, now: datetime) -> WantedTask:
    row = reached.row
    return WantedTask(
        reason_key=key_of(warning, row, now),
        kind=TaskKind.MILESTONE,
        words=f"{picture.witness(warning.witness_id).label}: {row.ask[:1].lower()}{row.ask[1:]}",
        clears_when=f"it shows under {SIDE_IN_WORDS[row.side]}: {row.words[:1].lower()}{row.words[1:]}",
        due_at=reached.due_at or now,
        hearing_id=None if warning.hearing is None else warning.hearing.hearing_id,
    )


def key_of(warning: EarlyWarning, row: MilestoneRow, now: datetime) -> str:
    """Give what makes the task of a milestone exist once for one date; of a look at a list, once for each day."""
    hearing = warning.hearing
    about = "" if hearing is None else f"{hearing.hearing_id}:{hearing.now.slot.on}"
    today = f":{london_day(now)}" if row.listed is Listed.EACH_DAY else ""
    return f"milestone:{row.code.value}:{warning.witness_id}:{about}{today}"
