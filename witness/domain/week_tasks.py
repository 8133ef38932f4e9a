"""What has to be done in a week for one case: what the ladder wants, what was promised, and days at court."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, london_time
from witness.domain.hearings import USUAL_COURT_HOUR, Certainty, Hearing, HearingState
from witness.domain.keep_apart import witnesses_among
from witness.domain.ladder import VisitDue, ladder_of, visits_due
from witness.domain.ladder_rules import NEED_A_DAY, Leads
from witness.domain.ladder_windows import Window
from witness.domain.places import WHERE_A_VISIT_IS, HouseholdCare, MeetingPlace
from witness.domain.plans import PlanState
from witness.domain.travel import NO_BUFFER, VISIT_BUFFERS
from witness.domain.visits import Place, Visit, VisitKind
from witness.domain.week import Cost, Moment, Span, Spot, TaskKind, WeekTask
from witness.domain.week_weights import CAN_WAIT, LAST_DAYS, LATE, OF_A_CALL
from witness.domain.week_windows import REMOTE, after, days_between, starts_of, without
from witness.domain.working_days import WorkingCalendar
from witness.domain.working_hours import minute_of

# Courts rise by half past four; whoever is with a family sees them off.
COURT_DAY_MINUTES = 360
ONE_DAY = frozenset({Certainty.TIME, Certainty.DAY, Certainty.MAYBE})
# Nobody can be at a door in less than this.
LEAST_NOTICE = 30
# Between two witnesses of one case at one place.
LEAST_BETWEEN = 30
# Where nobody else is about: there two go, when two have to.
BEHIND_A_DOOR = frozenset({Place.HOME, Place.AGREED})
PROMISED = Cost(None, "it was agreed with the family")
AT_COURT = Cost(None, "somebody has to be with the family at court")


@dataclass(frozen=True, slots=True)
class CaseInWeek:
    """One case and what a plan needs to know beside it.

    allowed: who of the planned may know of it. lead: who leads what is new, the owner or whoever stands in. areas: of
    its households and the team, by (household or team, place). courts: the outward code of each court by its code.
    bases: where the day of each officer begins. is_open: whether whoever asks may know of it. is_repair: promises may
    have to be moved.
    """

    picture: CasePicture
    first_on: date
    last_on: date
    now: datetime
    calendar: WorkingCalendar
    allowed: frozenset[str]
    lead: str
    areas: Mapping[tuple[str, MeetingPlace], str]
    courts: Mapping[str, str]
    bases: Mapping[str, Spot]
    care: Mapping[str, HouseholdCare] = field(default_factory=dict)
    is_open: bool = True
    is_repair: bool = False

    def household_of(self, witness_id: str) -> str:
        """Give the household of a witness."""
        return self.picture.person(self.picture.witness(witness_id).person_id).household_id

    def spot(self, household_id: str, place: Place, leads: str, court_code: str = "") -> Spot:
        """Give where a meeting is. A call is made from where the day of whoever makes it begins."""
        if place in REMOTE:
            return self.bases.get(leads, Spot(f"base:{leads}"))
        if place is Place.COURT:
            code = court_code or self.picture.case.court_code
            return Spot(f"court:{code}", self.courts.get(code, ""))
        where = WHERE_A_VISIT_IS[place]
        whose = self.picture.case.team_id if where is MeetingPlace.OFFICE else household_id
        return Spot(f"{where.value}:{whose}", self.areas.get((whose, where), ""))


def tasks_of(case: CaseInWeek) -> tuple[WeekTask, ...]:
    """Give everything that a plan of these days has to know of one case, promises first."""
    fixed = (*_promised(case), *_court_days(case))
    if not case.is_open:
        return tuple(_only_busy(task) for task in fixed)
    return (*fixed, *_due(case, fixed), *_without_a_day(case, fixed))


def known_to(picture: CasePicture, household_id: str) -> frozenset[str]:
    """Give who has led a visit to a family that took place."""
    own = {
        witness.witness_id
        for witness in picture.witnesses
        if picture.person(witness.person_id).household_id == household_id
    }
    return frozenset(
        visit.officer_id
        for visit in picture.visits
        if visit.witness_id in own and visit.now.state is PlanState.DONE and visit.officer_id is not None
    )


def busy_of(task: WeekTask) -> Span | None:
    """Give from when to when something that was promised keeps people, without its buffers."""
    return None if task.at is None else Span(task.at.on, task.at.minute, task.at.minute + task.minutes)


def _promised(case: CaseInWeek) -> Iterator[WeekTask]:
    for visit in case.picture.visits:
        now = visit.now
        if not visit.is_active or now.on is None or now.at is None or visit.officer_id is None:
            continue  # nobody of ours leads it, or it has no hour yet
        if not case.first_on <= now.on <= case.last_on or _is_over(case, now.on, minute_of(now.at)):
            continue
        at = Moment(now.on, minute_of(now.at))
        leads = frozenset(one for one in (visit.officer_id, visit.second_id) if one)
        task = _of_visit(case, visit, visit.officer_id)
        # What was agreed stays with whom it was agreed with, whoever may know of the case today is asked elsewhere.
        yield replace(
            task,
            kind=TaskKind.PROMISED,
            starts=(Span(at.on, at.minute, at.minute),),
            cost=PROMISED,
            people=max(1, len(leads)),
            with_whom=leads,
            at=at,
            was_with=leads,
            was_at=at,
            elsewhere=_elsewhere(case, visit, at) if case.is_repair else (),
        )


def _elsewhere(case: CaseInWeek, visit: Visit, at: Moment) -> tuple[Span, ...]:
    """Give when a promised visit could be instead: on the days of its rung, and at its own hour in any case."""
    rungs = ladder_of(case.picture, visit.witness_id, case.calendar, case.now)
    rung = next((r for r in rungs if r.kind is visit.kind), None)
    window = Window(case.first_on, case.last_on) if rung is None or rung.window is None else rung.window
    days = days_between(window, case.first_on, case.last_on)
    spans = starts_of(case.picture, visit.witness_id, visit.kind, visit.place, visit.minutes, days)
    spans = after(spans, london_day(case.now), minute_of(london_time(case.now)) + LEAST_NOTICE)
    own = Span(at.on, at.minute, at.minute)
    if any(span.on == own.on and span.first <= own.first <= span.last for span in spans):
        return spans
    return tuple(sorted((*spans, own), key=lambda span: (span.on, span.first)))


def _court_days(case: CaseInWeek) -> Iterator[WeekTask]:
    supported = {
        (visit.hearing_id, visit.now.on)
        for visit in case.picture.visits
        if visit.kind is VisitKind.DAY_SUPPORT and visit.is_active and visit.officer_id and visit.now.at
    }
    for hearing in case.picture.hearings:
        day = _evidence_day(case, hearing)
        if day is None or (hearing.hearing_id, day) in supported:
            continue
        expected = [e.witness_id for e in case.picture.awaited if e.hearing_id == hearing.hearing_id]
        expected = [w for w in expected if case.picture.witness(w).is_expected]
        at = Moment(day, minute_of(hearing.now.slot.at or USUAL_COURT_HOUR))
        if not expected or _is_over(case, day, at.minute):
            continue
        household = case.household_of(expected[0])
        maybe = ("It may not be reached that day.",) if hearing.now.slot.certainty is Certainty.MAYBE else ()
        yield WeekTask(
            key=f"court:{hearing.hearing_id}:{day.isoformat()}",
            kind=TaskKind.COURT_DAY,
            spot=case.spot(household, Place.COURT, case.lead, hearing.now.slot.court_code),
            minutes=COURT_DAY_MINUTES,
            starts=(Span(day, at.minute, at.minute),),
            allowed=case.allowed,
            cost=AT_COURT,
            buffer=VISIT_BUFFERS[VisitKind.DAY_SUPPORT],
            case_id=case.picture.case.case_id,
            visit_kind=VisitKind.DAY_SUPPORT,
            witness_id=expected[0],
            hearing_id=hearing.hearing_id,
            family=household,
            owner=case.lead,
            known=known_to(case.picture, household),
            with_whom=frozenset({case.lead}),
            at=at,
            was_with=frozenset({case.lead}),
            was_at=at,
            says=maybe,
        )


def _due(case: CaseInWeek, fixed: tuple[WeekTask, ...]) -> Iterator[WeekTask]:
    for due in visits_due(case.picture, case.calendar, case.now, until=case.last_on):
        if due.kind is VisitKind.DAY_SUPPORT:
            continue  # the day at court stands for it
        days = _free_days(case, due, fixed)
        yield _new(case, f"due:{due.witness_id}:{due.kind.value}", due, days, fixed)


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
        family=household,
        people=2 if care.two_go and due.place in BEHIND_A_DOOR else 1,
        skills=care.skills,
        owner=case.lead,
        known=known_to(case.picture, household),
        says=_remarks(case, due, starts),
    )


def _of_visit(case: CaseInWeek, visit: Visit, leads: str) -> WeekTask:
    household = case.household_of(visit.witness_id)
    court = case.picture.hearing(visit.hearing_id).now.slot.court_code if visit.hearing_id else ""
    return WeekTask(
        key=f"visit:{visit.visit_id}",
        kind=TaskKind.PROMISED,
        spot=case.spot(household, visit.place, leads, court),
        minutes=visit.minutes,
        starts=(),
        allowed=case.allowed,
        cost=PROMISED,
        buffer=VISIT_BUFFERS.get(visit.kind, NO_BUFFER),
        case_id=case.picture.case.case_id,
        witness_id=visit.witness_id,
        visit_kind=visit.kind,
        visit_id=visit.visit_id,
        hearing_id=visit.hearing_id,
        family=household,
        owner=case.lead,
        known=known_to(case.picture, household),
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
        at_court = (_evidence_day(case, h) for h in case.picture.hearings if h.hearing_id in own)
        taken |= {day for day in at_court if day is not None}
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


def _remarks(case: CaseInWeek, due: VisitDue, starts: tuple[Span, ...]) -> tuple[str, ...]:
    household = case.household_of(due.witness_id)
    said = []
    if not starts:
        said.append("On none of these days can the family come at the hours that are meant for it.")
    if due.place not in REMOTE and not case.spot(household, due.place, case.lead).outcode:
        said.append("Nobody has said where this is, so the way there is a guess.")
    if due.leads is Leads.WITNESS_SERVICE:
        said.append("The Witness Service leads it: ask the court for the hour.")
    return tuple(said)


def _evidence_day(case: CaseInWeek, hearing: Hearing) -> date | None:
    """Give the day in these days on which evidence may be heard; of a trial of several days, the first."""
    now = hearing.now
    stands = now.state in (HearingState.LISTED, HearingState.UNCONFIRMED) and now.slot.certainty in ONE_DAY
    awaited = any(event.hearing_id == hearing.hearing_id for event in case.picture.awaited)
    if not stands or not awaited or now.slot.on is None or not case.first_on <= now.slot.on <= case.last_on:
        return None
    return now.slot.on


def _is_over(case: CaseInWeek, on: date, minute: int) -> bool:
    """Whether something begins before a plan that is made now could begin."""
    at: time = london_time(case.now)
    return (on, minute) <= (london_day(case.now), minute_of(at))


def _only_busy(task: WeekTask) -> WeekTask:
    """Keep of a promise in a case that nobody may know of here what others have to be planned around."""
    return replace(
        task,
        kind=TaskKind.BUSY,
        case_id="",
        witness_id="",
        visit_kind=None,
        visit_id=None,
        hearing_id=None,
        family="",
        owner="",
        known=frozenset(),
        says=(),
    )
