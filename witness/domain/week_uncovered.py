"""What was promised and nobody can keep in an accepted plan: it must not stay with whoever is not there."""

from dataclasses import replace
from datetime import date, datetime, time

from witness.domain.cases import CasePicture
from witness.domain.court_time import moment_in_london, short_day, spoken_time
from witness.domain.tasks import TaskKind as Work
from witness.domain.tasks import WantedTask, soon_by_the_office
from witness.domain.visits import VISIT_IN_WORDS, VisitKind
from witness.domain.week import TaskKind, WeekFacts, WeekRide, WeekTask
from witness.domain.week_drafts import Draft
from witness.domain.working_days import WorkingCalendar

# Why a visit has to be confirmed anew, as its step says.
NOBODY_GOES = "nobody of ours can go"
KEPT = frozenset({TaskKind.PROMISED, TaskKind.COURT_DAY})


def uncovered(draft: Draft, facts: WeekFacts) -> tuple[WeekTask | WeekRide, ...]:
    """Give what may not be left out, has no place in a draft, and lost somebody who was to be there.

    A promise whose people are all at work stays theirs, even where the planner finds no way: they know of it.
    """
    found = []
    for one in draft.unplaced:
        task = facts.task(one.key)
        if task is None or not one.is_mandatory or not task.case_id:
            continue
        if isinstance(task, WeekRide) or (task.kind in KEPT and away_from(task, facts)):
            found.append(task)
    return tuple(found)


def uncovered_unseen(facts: WeekFacts) -> tuple[WeekTask, ...]:
    """Give the promises, in cases that whoever asks may not know of, whose people are not there.

    Wherever a plan puts them: whoever may not know of a case can give nobody to it.
    """
    return tuple(task for task in facts.tasks if task.kind is TaskKind.BUSY and away_from(task, facts))


def named_again(task: WeekTask, picture: CasePicture) -> WeekTask | None:
    """Give a promise of which only time and place were left with all that it is; None when it is of another case."""
    what, _, rest = task.key.partition(":")
    whole = replace(task, case_id=picture.case.case_id, owner=picture.case.owner_id)
    for visit in picture.visits:
        if what == "visit" and visit.visit_id == rest:
            kept = replace(whole, kind=TaskKind.PROMISED, visit_id=visit.visit_id, visit_kind=visit.kind)
            return replace(kept, witness_id=visit.witness_id, place=visit.place, hearing_id=visit.hearing_id)
    for event in picture.events:
        if what == "court" and event.hearing_id == rest.partition(":")[0]:
            kept = replace(whole, kind=TaskKind.COURT_DAY, visit_kind=VisitKind.DAY_SUPPORT)
            return replace(kept, witness_id=event.witness_id, hearing_id=event.hearing_id)
    return None


def away_from(task: WeekTask | WeekRide, facts: WeekFacts) -> frozenset[str]:
    """Give who was to keep a promise, or to drive, and does not work on its day."""
    days = {officer.account_id: officer for officer in facts.officers}
    if isinstance(task, WeekRide):
        on: date | None = task.pick_up_between[0].on
    else:
        on = None if task.was_at is None else task.was_at.on
    return frozenset(one for one in task.was_with if one in days and on not in {day.on for day in days[one].days})


def find_somebody(
    task: WeekTask | WeekRide,
    who: str,
    steps: int,
    calendar: WorkingCalendar,
    now: datetime,
    *,
    one_stays: bool = False,
) -> WantedTask:
    """Give the work that follows. who: initials; steps: of the visit or trip, so that each time counts anew.

    one_stays: of two who were to go one still does.
    """
    if isinstance(task, WeekRide):
        on = task.pick_up_between[0].on
        what, when, until = "ride", short_day(on), moment_in_london(on, time(0, 0))
    else:
        is_court = task.kind is TaskKind.COURT_DAY
        what = "day at court" if is_court else VISIT_IN_WORDS[task.visit_kind or VisitKind.OTHER]
        on, minute = (task.was_at.on, task.was_at.minute) if task.was_at else (task.starts[0].on, task.starts[0].first)
        at = time(minute // 60, minute % 60)
        when, until = f"{short_day(on)} at {spoken_time(at)}", moment_in_london(on, at)
    missing = "only one of the two who have to go. Find another" if one_stays else "nobody. Find somebody"
    return WantedTask(
        reason_key=f"nobody:{task.key}:{steps}",
        kind=Work.NOBODY_GOES,
        words=f"{who}: {what} on {when} has {missing}, or move it and tell the family by voice",
        clears_when="somebody goes, or the family knows of another time",
        due_at=max(now, min(until, soon_by_the_office(now, 4, calendar))),
        hearing_id=None if isinstance(task, WeekRide) else task.hearing_id,
    )
