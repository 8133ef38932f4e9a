"""Visits, trips and bookings for tests: J.F. and their trial of `tests.builders`, one keyword for what matters."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from tests.builders import TRIAL, WITNESS, J, a_case, a_hearing, a_picture, a_revision, a_slot, noon
from witness.domain.bookings import Booking, BookingKind
from witness.domain.cases import CasePicture
from witness.domain.evidence import EventState, EvidenceEvent, Side
from witness.domain.hearings import Hearing
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.domain.plans import PlanState, PlanStep
from witness.domain.trips import Direction, Mode, PickUp, Trip
from witness.domain.visits import Place, Visit, VisitKind

SISTER, SECOND_WITNESS = "person-sister", "witness-2"
BEFORE = noon(date(2026, 3, 2))


def a_step(state: PlanState = PlanState.CONFIRMED, on: date | None = None, **changes: Any) -> PlanStep:
    return replace(PlanStep(state, BEFORE, on, time(14, 0), 1), **changes)


def a_visit(
    kind: VisitKind = VisitKind.COURT_VISIT,
    on: date = date(2026, 11, 18),
    state: PlanState = PlanState.CONFIRMED,
    *,
    of_revision: int = 1,
    at: time | None = time(14, 0),
    **changes: Any,
) -> Visit:
    made = Visit(
        visit_id=f"visit-{kind}-{on}",
        witness_id=WITNESS,
        kind=kind,
        place=Place.COURT,
        minutes=60,
        hearing_id=TRIAL,
        officer_id="olu",
        steps=(a_step(state, on, at=at, of_revision=of_revision),),
    )
    return replace(made, **changes)


def done(kind: VisitKind, on: date, **changes: Any) -> Visit:
    return a_visit(kind, on, PlanState.DONE, **changes)


def a_trip(*passengers: str, on: date = date(2026, 12, 7), **changes: Any) -> Trip:
    made = Trip(
        trip_id="trip-1",
        direction=Direction.OUT,
        mode=Mode.TAXI,
        pick_up=PickUp.HOME,
        passengers=passengers or (J,),
        hearing_id=TRIAL,
        visit_id=None,
        cancel_by=None,
        steps=(a_step(PlanState.CONFIRMED, on, at=time(8, 0)),),
    )
    return replace(made, **changes)


def a_booking(kind: BookingKind = BookingKind.INTERPRETER, **changes: Any) -> Booking:
    made = Booking("booking-1", WITNESS, kind, TRIAL, Side.SUPPORT, None, (a_step(PlanState.REQUESTED),))
    return replace(made, **changes)


def siblings(**changes: Any) -> CasePicture:
    """J.F. and their sister, both expected at the same trial."""
    one = a_picture()
    sister = Person(SISTER, "household-farah", "Rim Farah", "R.F.", date(2014, 8, 1))
    return replace(
        one,
        people=(*one.people, sister),
        parts=(*one.parts, CasePart(SISTER, Part.WITNESS)),
        witnesses=(*one.witnesses, Witness(SECOND_WITNESS, SISTER, "W2", Requirement.WARNED)),
        events=(*one.events, EvidenceEvent("event-2", SECOND_WITNESS, TRIAL, EventState.EXPECTED)),
        **changes,
    )


def known_from(learnt_on: date, *days: date, court_codes: tuple[str, ...] = ()) -> Hearing:
    """A trial listed on these days one after the other, the newest of them learnt on a day."""
    revisions = []
    for number, day in enumerate(days, start=1):
        at: datetime = noon(learnt_on) if number == len(days) else noon(date(2026, 2, number))
        code = court_codes[number - 1] if court_codes else "429"
        revisions.append(a_revision(number, a_slot(day, court_code=code), learnt_at=at, recorded_at=at))
    return a_hearing(revisions=revisions)


def short_notice(learnt_on: date, day: date = date(2026, 12, 7), **changes: Any) -> CasePicture:
    """The trial became known only lately."""
    return a_picture(case=a_case(), hearings=(known_from(learnt_on, day),), **changes)
