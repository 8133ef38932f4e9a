"""When each officer can be planned, so that what was promised always has room; and promises that cannot all be kept."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from witness.domain.court_time import london_day, london_time, short_day
from witness.domain.staffing import Absence
from witness.domain.travel import BufferRow
from witness.domain.week import Remark, Spot, WeekOfficer, WeekTask, WorkDay
from witness.domain.week_grid import down, up
from witness.domain.working_days import WorkingCalendar
from witness.domain.working_hours import WorkingTerms, minute_of, plannable, works_on

# Nobody can leave in less than this.
LEAST_NOTICE = 10
LAST_MINUTE = 24 * 60 - 1
ON_THE_ROAD_BEFORE = 120
OVERLAP = "Two promises of one person cannot both be kept: somebody else has to go to the second."
ONE_AWAY = "Of the two who were to go one is away, or may not know of the case: somebody else goes with the other."
AWAY = "Whoever it was promised with is away that day, or may not know of the case: somebody else has to go."

Ways = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who can be planned, and how they work."""

    account_id: str
    terms: WorkingTerms
    base: Spot


def work_days(
    colleague: Colleague,
    first_on: date,
    last_on: date,
    absences: Iterable[Absence],
    calendar: WorkingCalendar,
    now: datetime,
) -> tuple[WorkDay, ...]:
    """Give the days on which somebody can be planned, today only from now on."""
    known, found = tuple(absences), []
    today, minute = london_day(now), minute_of(london_time(now)) + LEAST_NOTICE
    for n in range((last_on - first_on).days + 1):
        day = first_on + timedelta(days=n)
        hours = works_on(colleague.terms, colleague.account_id, day, known, calendar)
        if hours is None or day < today:
            continue
        starts, ends = minute_of(hours.starts), down(minute_of(hours.ends))
        starts = up(max(starts, minute) if day == today else starts)
        if starts < ends:
            room = min(down(plannable(hours, colleague.terms)), ends - starts)
            found.append(WorkDay(day, starts, ends, room, down(colleague.terms.overtime)))
    return tuple(found)


def keep_promises(
    tasks: tuple[WeekTask, ...], officers: tuple[WeekOfficer, ...], ways: Ways
) -> tuple[tuple[WeekTask, ...], tuple[Remark, ...]]:
    """Free promises of people who are not there or cannot be at two doors at once; where it is close, of their buffers.

    The hour of a promise stays; only who keeps it is left open.
    """
    there = {officer.account_id: {day.on for day in officer.days} for officer in officers}
    kept = {task.key: task for task in tasks}
    remarks: list[Remark] = []
    for task in tasks:
        if task.at is not None and not all(
            task.at.on in there.get(one, ()) and one in task.allowed for one in task.with_whom
        ):
            stay = frozenset(w for w in task.with_whom if task.at.on in there.get(w, ()) and w in task.allowed)
            kept[task.key] = replace(task, with_whom=frozenset())
            remarks.append(Remark(f"{short_day(task.at.on)}: {ONE_AWAY if stay else AWAY}", task.case_id))
    for officer in officers:
        for key, changed, words in _squeezed(officer, tuple(kept.values()), ways):
            kept[key] = changed
            if words:
                remarks.append(Remark(words, changed.case_id))
    return tuple(kept[task.key] for task in tasks), tuple(remarks)


def with_room(officer: WeekOfficer, tasks: Iterable[WeekTask], ways: Ways) -> WeekOfficer:
    """Stretch somebody's days so that what they have promised fits in: it was agreed, whatever their hours say."""
    own = [task for task in tasks if officer.account_id in task.with_whom and task.at is not None]
    return replace(officer, days=tuple(_stretched(officer, day, own, ways) for day in officer.days))


def may_begin_early(officers: tuple[WeekOfficer, ...], early: Mapping[date, int]) -> tuple[WeekOfficer, ...]:
    """Let those who may work longer begin sooner on days with an early promise. early: its minute by day."""
    return tuple(
        replace(officer, days=tuple(_begun_early(day, early.get(day.on, LAST_MINUTE)) for day in officer.days))
        for officer in officers
    )


def _begun_early(day: WorkDay, wanted: int) -> WorkDay:
    # An hour or so before the promise: whoever has to be somewhere at nine is on the road before.
    starts = max(day.starts - day.overtime, min(day.starts, down(wanted - ON_THE_ROAD_BEFORE)))
    return replace(day, starts=max(0, starts))


def _stretched(officer: WeekOfficer, day: WorkDay, own: list[WeekTask], ways: Ways) -> WorkDay:
    starts, ends, needed = day.starts, day.ends, 0
    spans = [_span(task, officer, ways) for task in own if task.at is not None and task.at.on == day.on]
    if spans:
        first, last = down(min(span[0] for span in spans)), up(max(span[1] for span in spans))
        starts, ends, needed = max(0, min(starts, first)), min(LAST_MINUTE, max(ends, last)), last - first
    return replace(day, starts=starts, ends=ends, plannable=max(day.plannable, needed))


def _span(task: WeekTask, officer: WeekOfficer, ways: Ways) -> tuple[int, int]:
    """Give when somebody leaves for a promise and is back from it, going nowhere else."""
    minute = 0 if task.at is None else task.at.minute
    out = ways.get((officer.base.key, task.spot.key), 0)
    back = ways.get((task.spot.key, officer.base.key), 0)
    return minute - task.buffer.before - out, minute + task.minutes + task.buffer.after + back


def _squeezed(officer: WeekOfficer, tasks: tuple[WeekTask, ...], ways: Ways) -> Iterator[tuple[str, WeekTask, str]]:
    own = [task for task in tasks if officer.account_id in task.with_whom and task.at is not None]
    own.sort(key=lambda task: (task.at.on, task.at.minute, task.key) if task.at else (date.min, 0, task.key))
    before: WeekTask | None = None
    for task in own:
        if before is None or _fits(before, task, ways):
            before = task
            continue
        bare_before, bare = _bare(before, after=0), _bare(task, before=0)
        if not _fits(bare_before, bare, ways):
            yield task.key, replace(task, with_whom=frozenset()), _overlap_in_words(task)
            continue
        yield before.key, bare_before, ""
        yield task.key, bare, ""
        before = bare


def _fits(one: WeekTask, other: WeekTask, ways: Ways) -> bool:
    if one.at is None or other.at is None or one.at.on != other.at.on:
        return True
    free = one.at.minute + one.minutes + one.buffer.after + ways.get((one.spot.key, other.spot.key), 0)
    return free <= other.at.minute - other.buffer.before


def _bare(task: WeekTask, *, before: int | None = None, after: int | None = None) -> WeekTask:
    row = task.buffer
    buffer = BufferRow(
        row.before if before is None else before, row.after if after is None else after, row.says, row.source
    )
    return replace(task, buffer=buffer)


def _overlap_in_words(task: WeekTask) -> str:
    return OVERLAP if task.at is None else f"{short_day(task.at.on)}: {OVERLAP}"
