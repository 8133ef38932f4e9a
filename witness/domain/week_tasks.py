"""What has to be done in a week for one case: what the ladder wants, what was promised, and days at court."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from witness.domain.court_time import london_day, london_time, short_day
from witness.domain.keep_apart import witnesses_among
from witness.domain.ladder import VisitDue, ladder_of, visits_due
from witness.domain.ladder_rules import NEED_A_DAY, Leads
from witness.domain.ladder_windows import Window
from witness.domain.places import HouseholdCare
from witness.domain.their_areas import hearings_at
from witness.domain.travel import NO_BUFFER, VISIT_BUFFERS
from witness.domain.visits import VISIT_IN_WORDS, Place, VisitKind
from witness.domain.week import Cost, Remark, Span, TaskKind, WeekTask
from witness.domain.week_abilities import asked_at_the_door
from witness.domain.week_case import LEAST_NOTICE, CaseInWeek, busy_of, evidence_days, known_to
from witness.domain.week_promises import court_days, promised
from witness.domain.week_weights import CAN_WAIT, LAST_DAYS, LATE, OF_A_CALL
from witness.domain.week_windows import REMOTE, after, days_between, starts_of, without
from witness.domain.working_hours import minute_of

# Between two witnesses of one case at one place.
LEAST_BETWEEN = 30
# Where nobody else is about: there two go, when two have to.
BEHIND_A_DOOR = frozenset({Place.HOME, Place.AGREED})


def tasks_of(case: CaseInWeek) -> tuple[WeekTask, ...]:
    """Give everything that a plan of these days has to know of one case, promises first."""
    fixed = (*promised(case), *court_days(case))
    if not case.is_open:
        return tuple(_only_busy(task) for task in fixed)
    return (*fixed, *_due(case, fixed), *_without_a_day(case, fixed))


def _due(case: CaseInWeek, fixed: tuple[WeekTask, ...]) -> Iterator[WeekTask]:
    for due in visits_due(case.picture, case.calendar, case.now, until=case.last_on):
        if due.kind is VisitKind.DAY_SUPPORT or _is_before_these_days(case, due):
            continue  # the day at court stands for it; what is due before these days is said as a remark
        days = _free_days(case, due, fixed)
        yield _new(case, f"due:{due.witness_id}:{due.kind.value}", due, days, fixed)


def due_before(case: CaseInWeek) -> tuple[Remark, ...]:
    """Say what should be done before these days begin: no plan of them can hold it, and it must not be forgotten."""
    if not case.is_open:
        return ()
    return tuple(
        Remark(
            f"{VISIT_IN_WORDS[due.kind].capitalize()} is due by {short_day(due.window.last)}, before these days.",
            case.picture.case.case_id,
        )
        for due in visits_due(case.picture, case.calendar, case.now, until=case.last_on)
        if due.kind is not VisitKind.DAY_SUPPORT and _is_before_these_days(case, due)
    )


def _is_before_these_days(case: CaseInWeek, due: VisitDue) -> bool:
    return due.window.last < case.first_on


def _without_a_day(case: CaseInWeek, fixed: tuple[WeekTask, ...]) -> Iterator[WeekTask]:
    """Give the visits that are to be arranged and have no day or hour."""
    for visit in case.picture.visits:
        if not visit.is_active or (visit.now.on is not None and visit.now.at is not None):
            continue
        rungs = ladder_of(case.picture, visit.witness_id, case.calendar, case.now)
        rung = next((r for r in rungs if r.kind is visit.kind), None)
        if rung is not None and rung.rule.leads is Leads.POLICE:
            continue
        window = Window(case.first_on, case.last_on) if rung is None or rung.window is None else rung.window
        leads = Leads.SUPPORT if rung is None else rung.rule.leads
        due = VisitDue(visit.witness_id, visit.kind, window, visit.minutes, visit.place, leads, False)
        task = _new(case, f"visit:{visit.visit_id}", due, _free_days(case, due, fixed), fixed)
        yield replace(task, visit_id=visit.visit_id)


def _new(case: CaseInWeek, key: str, due: VisitDue, days: tuple[date, ...], fixed: tuple[WeekTask, ...]) -> WeekTask:
    household = case.household_of(due.witness_id)
    buffer = VISIT_BUFFERS.get(due.kind, NO_BUFFER)
    remote = due.place in REMOTE
    care = HouseholdCare(household) if remote else case.care.get(household, HouseholdCare(household))
    starts = starts_of(case.picture, due.witness_id, due.kind, due.place, due.minutes, days)
    starts = without(starts, _in_the_way(case, due, fixed), due.minutes)
    starts = after(starts, london_day(case.now), minute_of(london_time(case.now)) + LEAST_NOTICE)
    only_lead = case.allowed & {case.lead} or case.allowed
    return WeekTask(
        key=key,
        kind=TaskKind.DUE,
        spot=case.spot(household, due.place, case.lead),
        minutes=due.minutes,
        starts=starts,
        # A call is made by whoever owns the case, from where their day begins.
        allowed=only_lead if remote else case.allowed,
        cost=_cost_of(case, due),
        buffer=buffer,
        case_id=case.picture.case.case_id,
        witness_id=due.witness_id,
        visit_kind=due.kind,
        place=due.place,
        family=household,
        people=2 if care.two_go and due.place in BEHIND_A_DOOR else 1,
        skills=asked_at_the_door(care),
        owner=case.lead,
        known=known_to(case.picture, household),
        says=_remarks(case, due, starts, days),
    )


def _cost_of(case: CaseInWeek, due: VisitDue) -> Cost:
    share = OF_A_CALL if due.place in REMOTE else 1.0
    if due.is_late:
        return Cost(LATE * share, "it is late")
    if due.window.last <= case.last_on:
        return Cost(LAST_DAYS * share, "these are its last days")
    return Cost(CAN_WAIT * share, "it can still be done later")


def _free_days(case: CaseInWeek, due: VisitDue, fixed: tuple[WeekTask, ...]) -> tuple[date, ...]:
    """Give the days of a window on which nothing else of their own stands in the way of it."""
    taken = {
        task.at.on
        for task in fixed
        if task.at is not None and task.witness_id == due.witness_id and _needs_a_day(due.kind, task)
    }
    own = {e.hearing_id for e in case.picture.awaited if e.witness_id == due.witness_id}
    if due.place not in REMOTE:
        taken |= {day for h in case.picture.hearings if h.hearing_id in own for day in evidence_days(case, h)}
    if due.place is Place.COURT:
        # The defendant's side may be there for any hearing of the case: nobody visits the court on such a day.
        taken |= {h.now.slot.on for h in hearings_at(case.picture, case.picture.case.court_code) if h.now.slot.on}
    return tuple(day for day in days_between(due.window, case.first_on, case.last_on) if day not in taken)


def _needs_a_day(kind: VisitKind, task: WeekTask) -> bool:
    return kind in NEED_A_DAY and (task.visit_kind in NEED_A_DAY or task.kind is TaskKind.COURT_DAY)


def _in_the_way(case: CaseInWeek, due: VisitDue, fixed: tuple[WeekTask, ...]) -> Iterator[Span]:
    """Give from when to when this family is busy, and when another witness of the case is at the same place."""
    person_id = case.picture.witness(due.witness_id).person_id
    household = case.household_of(due.witness_id)
    spot = case.spot(household, due.place, case.lead)
    for task in fixed:
        span = busy_of(task)
        if span is None:
            continue
        other = case.picture.witness(task.witness_id).person_id
        both = len(witnesses_among(case.picture, {person_id, other})) == 2
        shares = both and due.place not in REMOTE and task.spot.key == spot.key
        if shares or task.family == household:
            yield Span(span.on, span.first - LEAST_BETWEEN, span.last + LEAST_BETWEEN)


def _why_no_start(case: CaseInWeek, due: VisitDue, days: tuple[date, ...]) -> str:
    """Say which rule leaves no hour: its days are over, each has something of their own, or the family cannot come."""
    if _is_before_these_days(case, due):
        return f"It was due by {short_day(due.window.last)}, before these days."
    if days:
        return "On none of these days can the family come at the hours that are meant for it."
    if due.place is Place.COURT:
        return "On each day that is left they have a step of their own, or the case is at that court."
    return "On each day that is left they have something of their own already: the court, or another step."


def _remarks(case: CaseInWeek, due: VisitDue, starts: tuple[Span, ...], days: tuple[date, ...]) -> tuple[str, ...]:
    household = case.household_of(due.witness_id)
    said = []
    if not starts:
        said.append(_why_no_start(case, due, days))
    if due.place not in REMOTE and not case.spot(household, due.place, case.lead).outcode:
        said.append("Nobody has said where this is, so the way there is a guess.")
    if due.leads is Leads.WITNESS_SERVICE:
        said.append("The Witness Service leads it: ask the court for the hour.")
    return tuple(said)


def _only_busy(task: WeekTask) -> WeekTask:
    """Keep of a promise in a case that nobody may know of here what others have to be planned around."""
    return replace(
        task,
        kind=TaskKind.BUSY,
        case_id="",
        witness_id="",
        visit_kind=None,
        place=None,
        visit_id=None,
        hearing_id=None,
        family="",
        owner="",
        known=frozenset(),
        says=(),
    )
