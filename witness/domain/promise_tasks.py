"""The work that a promise makes: on its day, and first of all that is late until it has been kept."""

from collections.abc import Iterator
from datetime import date, datetime

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, moment_in_london, short_day
from witness.domain.tasks import OFFICE_CLOSES, TaskKind, WantedTask
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar


def promise_tasks(picture: CasePicture, calendar: WorkingCalendar, now: datetime) -> Iterator[WantedTask]:
    """Give a piece of work for each promise whose day has come. Its words stay with the promise: they may say much.

    What was promised for a day on which nobody works is work on the working day before it.
    """
    for promise in picture.promises:
        by = _working_by(promise.due_on, calendar)
        if promise.kept_at is not None or london_day(now) < by:
            continue
        whom = picture.called(promise.person_id) if promise.person_id else "the family"
        yield WantedTask(
            reason_key=f"promise:{promise.promise_id}",
            kind=TaskKind.PROMISE,
            words=f"Keep what was promised to {whom} for {short_day(promise.due_on)}",
            clears_when="it is recorded as kept under Plan",
            due_at=moment_in_london(by, OFFICE_CLOSES),
            person_id=promise.person_id,
        )


def _working_by(day: date, calendar: WorkingCalendar) -> date:
    try:
        return day if calendar.is_working(day) else calendar.add(day, -1)
    except BeyondTheCalendar:
        return day
