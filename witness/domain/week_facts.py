"""Puts the facts of a week together: cases, who is there, what was promised, what is due, and the ways between."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from witness.domain.court_time import london_day
from witness.domain.staffing import Absence
from witness.domain.travel import Ways
from witness.domain.week import Apart, Moment, Remark, Span, TaskKind, WeekFacts, WeekOfficer, WeekRide, WeekTask
from witness.domain.week_apart import apart_of
from witness.domain.week_areas import remarks_on
from witness.domain.week_case import CaseInWeek
from witness.domain.week_grid import between, rounded_promises, rounded_ride, rounded_task, said
from witness.domain.week_officers import Colleague, keep_promises, may_begin_early, with_room, work_days
from witness.domain.week_requests import Away, Pin
from witness.domain.week_rides import rides_of
from witness.domain.week_tasks import due_before, tasks_of
from witness.domain.working_days import WorkingCalendar
from witness.domain.working_hours import minute_of

BAD_PIN = (
    "Something was pinned to somebody who may not know of the case, or to an hour that cannot be: it is left free."
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a plan of some days stands on, besides the cases.

    absences: as the rota has them. away: what if somebody were away too. drivers: the accounts of the team by the name
    under which a trip has them as its driver. is_repair: promises may be moved.
    """

    first_on: date
    last_on: date
    now: datetime
    calendar: WorkingCalendar
    colleagues: tuple[Colleague, ...]
    absences: tuple[Absence, ...] = ()
    away: tuple[Away, ...] = ()
    pins: tuple[Pin, ...] = ()
    drivers: Mapping[str, str] = field(default_factory=dict)
    is_repair: bool = False


def outcodes_of(ground: Ground, cases: Iterable[CaseInWeek]) -> frozenset[str]:
    """Give the outward codes between which ways have to be known."""
    tasks, rides, _ = _gathered(ground, tuple(cases))
    spots = [colleague.base for colleague in ground.colleagues]
    spots += [task.spot for task in tasks]
    spots += [spot for ride in rides for spot in (ride.pick_up, ride.set_down)]
    return frozenset(spot.outcode for spot in spots if spot.outcode)


def week_facts(ground: Ground, cases: Iterable[CaseInWeek], ways: Ways) -> WeekFacts:
    """Give all that a plan is made of."""
    known = tuple(cases)
    tasks, rides, apart = _gathered(ground, known)
    officers = _officers(ground)
    facts = WeekFacts(
        ground.first_on, ground.last_on, officers, tasks, rides, apart, {}, said(ways), (), ground.is_repair
    )
    minutes = between(facts.spots, ways)
    tasks, bad_pins = _pinned(tasks, ground.pins)
    rides, bad_rides = _pinned_rides(rides, ground.pins)
    tasks, broken = keep_promises(tasks, officers, minutes)
    remarks = (*broken, *bad_pins, *bad_rides, *_worth_knowing(known, tasks, rides))
    tasks = rounded_promises(tasks, officers, minutes)
    officers = may_begin_early(officers, _early(tasks, rides, ground.now))
    officers = tuple(with_room(officer, tasks, minutes) for officer in officers)
    if ground.is_repair:
        tasks = tuple(_loosened(task) for task in tasks)
    tasks, rides = tuple(map(rounded_task, tasks)), tuple(map(rounded_ride, rides))
    return replace(facts, officers=officers, tasks=tasks, rides=rides, ways=minutes, remarks=remarks)


def _gathered(
    ground: Ground, cases: tuple[CaseInWeek, ...]
) -> tuple[tuple[WeekTask, ...], tuple[WeekRide, ...], tuple[Apart, ...]]:
    planned = {colleague.account_id for colleague in ground.colleagues}
    seats = max((colleague.terms.seats for colleague in ground.colleagues), default=0)
    tasks: list[WeekTask] = []
    rides: list[WeekRide] = []
    apart: list[Apart] = []
    for case in cases:
        own = tuple(_of_those(task, planned) for task in tasks_of(case) if _is_ours(task, planned))
        tasks += own
        rides += [ride for ride in rides_of(case, seats, ground.drivers) if (ride.was_with or {ride.owner}) & planned]
        apart += apart_of(case.picture, own) if case.is_open else ()
    return tuple(tasks), tuple(rides), tuple(apart)


def _worth_knowing(
    cases: tuple[CaseInWeek, ...], tasks: tuple[WeekTask, ...], rides: tuple[WeekRide, ...]
) -> Iterator[Remark]:
    for case in cases:
        case_id = case.picture.case.case_id
        own = tuple(task for task in tasks if task.case_id == case_id)
        yield from remarks_on(case, own, tuple(ride for ride in rides if ride.case_id == case_id))
        yield from due_before(case)


def _early(tasks: tuple[WeekTask, ...], rides: tuple[WeekRide, ...], now: datetime) -> dict[date, int]:
    """Give, by day, the first minute at which a promise has to be kept; not of today, of which part has passed."""
    wanted = [(task.at.on, task.at.minute - task.buffer.before) for task in tasks if task.at is not None]
    wanted += [(span.on, span.last) for ride in rides for span in ride.set_down_between]
    first: dict[date, int] = {}
    for on, minute in wanted:
        if on > london_day(now):
            first[on] = min(minute, first.get(on, minute))
    return first


def _is_ours(task: WeekTask, planned: set[str]) -> bool:
    """A promise is in the plan when somebody who is planned keeps it; what is new, when its owner is planned."""
    if task.with_whom:
        return bool(task.with_whom & planned)
    return task.owner in planned


def _of_those(task: WeekTask, planned: set[str]) -> WeekTask:
    """Leave of a promise of two what those who are planned do: the other keeps their part, and goes beside them."""
    beside = task.with_whom - planned
    if not beside or not task.with_whom & planned:
        return task
    return replace(
        task,
        people=task.people - len(beside),
        with_whom=task.with_whom & planned,
        was_with=task.was_with & planned,
        beside=beside,
    )


def _officers(ground: Ground) -> tuple[WeekOfficer, ...]:
    supposed = tuple(
        Absence(f"what-if-{n}", away.account_id, away.on, away.on, None) for n, away in enumerate(ground.away)
    )
    absences = (*ground.absences, *supposed)
    return tuple(
        WeekOfficer(
            account_id=colleague.account_id,
            base=colleague.base,
            days=work_days(colleague, ground.first_on, ground.last_on, absences, ground.calendar, ground.now),
            skills=colleague.terms.skills,
            seats=colleague.terms.seats,
        )
        for colleague in ground.colleagues
    )


def _pinned(tasks: tuple[WeekTask, ...], pins: tuple[Pin, ...]) -> tuple[tuple[WeekTask, ...], tuple[Remark, ...]]:
    by_key = {pin.task_key: pin for pin in pins}
    kept, remarks = [], []
    for task in tasks:
        pin = by_key.get(task.key)
        if pin is None or task.kind is not TaskKind.DUE:
            kept.append(task)
            continue
        pinned = _with_pin(task, pin)
        kept.append(task if pinned is None else pinned)
        if pinned is None:
            remarks.append(Remark(BAD_PIN, task.case_id))
    return tuple(kept), tuple(remarks)


def _with_pin(task: WeekTask, pin: Pin) -> WeekTask | None:
    """Give a task as it was pinned; None when that cannot be."""
    who = frozenset(pin.officers)
    if who and (not who <= task.allowed or len(who) != task.people):
        return None
    if pin.on is None or pin.at is None:
        return replace(task, with_whom=who)
    at = Moment(pin.on, minute_of(pin.at))
    if not any(span.on == at.on and span.first <= at.minute <= span.last for span in task.starts):
        return None
    return replace(task, with_whom=who, at=at, starts=(Span(at.on, at.minute, at.minute),))


def _pinned_rides(
    rides: tuple[WeekRide, ...], pins: tuple[Pin, ...]
) -> tuple[tuple[WeekRide, ...], tuple[Remark, ...]]:
    by_key = {pin.task_key: pin for pin in pins}
    kept, remarks = [], []
    for ride in rides:
        pin = by_key.get(ride.key)
        pinned = ride if pin is None else _ride_with_pin(ride, pin)
        kept.append(ride if pinned is None else pinned)
        if pinned is None:
            remarks.append(Remark(BAD_PIN, ride.case_id))
    return tuple(kept), tuple(remarks)


def _ride_with_pin(ride: WeekRide, pin: Pin) -> WeekRide | None:
    """Give a ride with the driver and the hour it was pinned to; None when that cannot be."""
    who = frozenset(pin.officers)
    if who and (len(who) > 1 or not who <= ride.allowed):
        return None
    driven = replace(ride, allowed=who or ride.allowed)
    if pin.on is None or pin.at is None:
        return driven
    at = Span(pin.on, minute_of(pin.at), minute_of(pin.at))
    if not any(span.on == at.on and span.first <= at.first <= span.last for span in ride.pick_up_between):
        return None
    return replace(driven, pick_up_between=(at,))


def _loosened(task: WeekTask) -> WeekTask:
    """In a repair what lost its person may be at another hour too; what stands keeps its hour, its person at a cost."""
    if task.kind is not TaskKind.PROMISED:
        return task
    if task.with_whom or not task.elsewhere:
        return replace(task, with_whom=frozenset())
    return replace(task, at=None, starts=task.elsewhere)
