"""A promise is work from its day on, before all that is late, and until it has been kept."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.builders import CALENDAR, MOTHER, a_picture, noon
from witness.domain.promise_tasks import promise_tasks
from witness.domain.promises import Promise
from witness.domain.tasks import FROM_FACTS, TaskKind
from witness.domain.tasks_wanted import tasks_wanted
from witness.domain.today_order import Turn, urgency_of

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 30)
SAID = Promise("p1", "ring about what happened to her", "olu", SATURDAY, noon(date(2026, 11, 20)), MOTHER)


def work(now: datetime, promise: Promise = SAID) -> list[str]:
    return [task.words for task in promise_tasks(a_picture(promises=(promise,)), CALENDAR, now)]


@pytest.mark.parametrize(
    ("now", "count"), [(noon(date(2026, 11, 26)), 0), (noon(FRIDAY), 1), (noon(MONDAY), 1)], ids=str
)
def test_what_was_promised_for_a_saturday_is_work_on_the_friday_and_stays_until_it_is_kept(
    now: datetime, count: int
) -> None:
    assert len(work(now)) == count
    assert work(now, replace(SAID, kept_at=noon(date(2026, 11, 26)))) == []


def test_the_work_never_says_what_was_promised() -> None:
    assert work(noon(FRIDAY)) == ["Keep what was promised to J.F.'s mother for Sat 28 Nov"]


def test_a_broken_promise_comes_before_all_that_is_late_and_after_whoever_may_be_in_danger() -> None:
    (task,) = [
        t
        for t in tasks_wanted(a_picture(promises=(SAID,)), (), CALENDAR, now=noon(MONDAY))
        if t.kind is TaskKind.PROMISE
    ]
    broken = urgency_of(task.kind, task.due_at, noon(MONDAY), CALENDAR)
    older = urgency_of(TaskKind.HELP, noon(date(2026, 11, 2)), noon(MONDAY), CALENDAR)
    danger = urgency_of(TaskKind.THREAT, noon(MONDAY), noon(MONDAY), CALENDAR)

    assert danger.key < broken.key < older.key
    assert broken.because == "we said we would, and have not"
    assert urgency_of(task.kind, task.due_at, noon(FRIDAY), CALENDAR).turn is Turn.TODAY
    assert TaskKind.PROMISE in FROM_FACTS
