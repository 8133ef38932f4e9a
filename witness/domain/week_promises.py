"""What was promised in a case for the days of a plan: visits with an hour, and days at court."""

from collections.abc import Iterator
from dataclasses import replace

from witness.domain.court_time import london_day, london_time
from witness.domain.hearings import USUAL_COURT_HOUR, Certainty, Hearing
from witness.domain.ladder import ladder_of
from witness.domain.ladder_windows import Window
from witness.domain.travel import NO_BUFFER, VISIT_BUFFERS
from witness.domain.visits import Place, Visit, VisitKind
from witness.domain.week import Cost, Moment, Span, TaskKind, WeekTask
from witness.domain.week_case import LEAST_NOTICE, CaseInWeek, evidence_days, is_over, known_to
from witness.domain.week_uncovered import NOBODY_GOES
from witness.domain.week_windows import after, days_between, starts_of
from witness.domain.working_hours import minute_of

# Courts rise by half past four; whoever is with a family sees them off.
COURT_DAY_MINUTES = 360
PROMISED = Cost(None, "it was agreed with the family")
AT_COURT = Cost(None, "somebody has to be with the family at court")


def promised(case: CaseInWeek) -> Iterator[WeekTask]:
    for visit in case.picture.visits:
        now = visit.now
        nobody_or_one = now.because == NOBODY_GOES
        if not visit.is_active or now.on is None or now.at is None or (visit.officer_id is None and not nobody_or_one):
            continue  # nobody of ours leads it, or it has no hour yet
        if not case.first_on <= now.on <= case.last_on or is_over(case, now.on, minute_of(now.at)):
            continue
        at = Moment(now.on, minute_of(now.at))
        leads = frozenset(one for one in (visit.officer_id, visit.second_id) if one)
        # One of the two was away when a plan was accepted: whoever stayed still goes, and another is looked for.
        missing = 1 if nobody_or_one and leads else 0
        task = _of_visit(case, visit, visit.officer_id or case.lead)
        # What was agreed stays with whom it was agreed with, whoever may know of the case today is asked elsewhere.
        yield replace(
            task,
            kind=TaskKind.PROMISED,
            starts=(Span(at.on, at.minute, at.minute),),
            cost=PROMISED,
            people=max(1, len(leads) + missing),
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


def court_days(case: CaseInWeek) -> Iterator[WeekTask]:
    supported = {
        (visit.hearing_id, visit.now.on)
        for visit in case.picture.visits
        if visit.kind is VisitKind.DAY_SUPPORT and visit.is_active and visit.officer_id and visit.now.at
    }
    for hearing in case.picture.hearings:
        expected = [e.witness_id for e in case.picture.awaited if e.hearing_id == hearing.hearing_id]
        expected = [w for w in expected if case.picture.witness(w).is_expected]
        for day in evidence_days(case, hearing) if expected else ():
            at = Moment(day, minute_of(hearing.now.slot.at or USUAL_COURT_HOUR))
            if (hearing.hearing_id, day) not in supported and not is_over(case, day, at.minute):
                yield _at_court(case, hearing, expected[0], at)


def _at_court(case: CaseInWeek, hearing: Hearing, witness_id: str, at: Moment) -> WeekTask:
    household = case.household_of(witness_id)
    return WeekTask(
        key=f"court:{hearing.hearing_id}:{at.on.isoformat()}",
        kind=TaskKind.COURT_DAY,
        spot=case.spot(household, Place.COURT, case.lead, hearing.now.slot.court_code),
        minutes=COURT_DAY_MINUTES,
        starts=(Span(at.on, at.minute, at.minute),),
        allowed=case.allowed,
        cost=AT_COURT,
        buffer=VISIT_BUFFERS[VisitKind.DAY_SUPPORT],
        case_id=case.picture.case.case_id,
        visit_kind=VisitKind.DAY_SUPPORT,
        place=Place.COURT,
        witness_id=witness_id,
        hearing_id=hearing.hearing_id,
        family=household,
        owner=case.lead,
        known=known_to(case.picture, household),
        with_whom=frozenset({case.lead}),
        at=at,
        was_with=frozenset({case.lead}),
        was_at=at,
        says=("It may not be reached that day.",) if hearing.now.slot.certainty is Certainty.MAYBE else (),
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
        place=visit.place,
        visit_id=visit.visit_id,
        hearing_id=visit.hearing_id,
        family=household,
        owner=case.lead,
        known=known_to(case.picture, household),
    )
