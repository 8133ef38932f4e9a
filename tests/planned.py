"""Things planned around the trial of the cast, and the question whether any of them speaks of a superseded date."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from tests.builders import MOTHER, TRIAL, TRIAL_DAY, WITNESS, J, noon
from witness.domain.beliefs import same_promise
from witness.domain.bookings import LETTERS, Booking, BookingKind
from witness.domain.cases import CasePicture
from witness.domain.evidence import Side
from witness.domain.hearings import Certainty, Hearing, HearingState
from witness.domain.messages import HANDED_OVER, MessageState, Purpose
from witness.domain.plans import PlanState, PlanStep
from witness.domain.trips import Direction, Mode, PickUp, Trip
from witness.domain.visits import Place, Visit, VisitKind

PLANNED_AT = noon(date(2026, 11, 2))
DAYS_BEFORE = {
    VisitKind.WELCOME: date(2026, 11, 16),
    VisitKind.HOW_COURT_WORKS: date(2026, 11, 18),
    VisitKind.COURT_VISIT: date(2026, 11, 23),
    VisitKind.MEMORY_REFRESH: date(2026, 12, 4),
    VisitKind.READINESS_CALL: date(2026, 12, 2),
    VisitKind.EVE_CALL: date(2026, 12, 4),
    VisitKind.DAY_SUPPORT: TRIAL_DAY,
    VisitKind.DEBRIEF: date(2026, 12, 9),
    VisitKind.AFTERCARE: date(2026, 12, 21),
    VisitKind.OTHER: date(2026, 11, 25),
}


def a_step(on: date | None = TRIAL_DAY, at: time | None = None, **changes: Any) -> PlanStep:
    return replace(PlanStep(PlanState.CONFIRMED, PLANNED_AT, on, at, of_revision=1), **changes)


def a_visit(kind: VisitKind = VisitKind.COURT_VISIT, *steps: PlanStep, **changes: Any) -> Visit:
    taken = steps or (a_step(DAYS_BEFORE[kind], time(16, 0)),)
    return replace(Visit(f"visit-{kind}", WITNESS, kind, Place.HOME, 60, TRIAL, "olu", taken), **changes)


def a_trip(*steps: PlanStep, **changes: Any) -> Trip:
    taken = steps or (a_step(TRIAL_DAY, time(8, 0)),)
    made = Trip("trip-out", Direction.OUT, Mode.TAXI, PickUp.SAFE_POINT, (J, MOTHER), TRIAL, None, None, taken)
    return replace(made, **changes)


def a_booking(kind: BookingKind = BookingKind.INTERPRETER, *steps: PlanStep, **changes: Any) -> Booking:
    taken = steps or (a_step(TRIAL_DAY, time(9, 30)),)
    return replace(Booking(f"booking-{kind}", WITNESS, kind, TRIAL, Side.COURT, None, taken), **changes)


def everything() -> dict[str, Any]:
    """One visit, ride and booking of every kind, and a ride to the court visit, as they stand before anything moves."""
    there = a_step(DAYS_BEFORE[VisitKind.COURT_VISIT], time(15, 0), of_revision=0)
    return {
        "visits": tuple(a_visit(kind) for kind in VisitKind),
        "trips": (
            a_trip(),
            a_trip(a_step(TRIAL_DAY), trip_id="trip-back", direction=Direction.BACK, pick_up=PickUp.COURT),
            a_trip(there, trip_id="trip-visit", hearing_id=None, visit_id=f"visit-{VisitKind.COURT_VISIT}"),
        ),
        "bookings": tuple(a_booking(kind) for kind in BookingKind),
    }


def superseded(picture: CasePicture, hearing: Hearing) -> Iterator[str]:
    """Name everything that speaks of a date which is no longer so. Written without the rules that put it right."""
    if hearing.now.state in (HearingState.UNCONFIRMED, HearingState.HELD):
        return
    yield from _messages(picture, hearing)
    slot = hearing.now.slot
    is_off = hearing.now.state is HearingState.VACATED or slot.certainty is Certainty.NONE
    dated = not is_off and slot.certainty is not Certainty.WINDOW
    items = [(v.visit_id, v.steps) for v in picture.visits if v.hearing_id == hearing.hearing_id]
    items += [(t.trip_id, t.steps) for t in picture.trips if t.hearing_id == hearing.hearing_id]
    items += [(b.booking_id, b.steps) for b in picture.bookings if b.hearing_id == hearing.hearing_id]
    letters = {b.booking_id for b in picture.bookings if b.kind in LETTERS}
    for item_id, steps in items:
        step = steps[-1]
        stands = step.state in _AHEAD or (item_id in letters and step.state is PlanState.DONE)
        if stands and not same_promise(hearing.revision(step.of_revision), hearing.now):
            yield f"{item_id} was planned for revision {step.of_revision}"
    for trip in picture.trips:
        if trip.hearing_id != hearing.hearing_id or not trip.is_active:
            continue
        if not dated or trip.now.on != slot.on:
            yield f"{trip.trip_id} goes on {trip.now.on}"
    for booking in picture.bookings:
        if booking.hearing_id != hearing.hearing_id or not booking.is_active or booking.kind in LETTERS:
            continue
        if is_off or (booking.now.on is not None and (not dated or booking.now.on != slot.on)):
            yield f"{booking.booking_id} is for {booking.now.on}"
    yield from _visits(picture, hearing, is_off=is_off, dated=dated)


_AHEAD = {PlanState.NEEDED, PlanState.REQUESTED, PlanState.CONFIRMED, PlanState.SHARED}
_BEFORE = {
    VisitKind.WELCOME,
    VisitKind.HOW_COURT_WORKS,
    VisitKind.COURT_VISIT,
    VisitKind.MEMORY_REFRESH,
    VisitKind.READINESS_CALL,
    VisitKind.EVE_CALL,
}


def _visits(picture: CasePicture, hearing: Hearing, *, is_off: bool, dated: bool) -> Iterator[str]:
    slot = hearing.now.slot
    ends_with_it = {VisitKind.MEMORY_REFRESH, VisitKind.READINESS_CALL, VisitKind.EVE_CALL, VisitKind.DAY_SUPPORT}
    for visit in picture.visits:
        on = visit.now.on
        if visit.hearing_id != hearing.hearing_id or not visit.is_active:
            continue
        if is_off and visit.kind in ends_with_it:
            yield f"{visit.visit_id} stands, and the hearing is off"
        elif not is_off and visit.kind in _BEFORE and on is not None and slot.on is not None and on >= slot.on:
            yield f"{visit.visit_id} on {on} is not before {slot.on}"
        elif visit.kind is VisitKind.DAY_SUPPORT and on is not None and (not dated or on != slot.on):
            yield f"{visit.visit_id} is on {on}"
    visits = {visit.visit_id: visit for visit in picture.visits if visit.hearing_id == hearing.hearing_id}
    for trip in picture.trips:
        if trip.visit_id not in visits or not trip.is_active:
            continue
        to = visits[trip.visit_id]
        if not to.is_active or trip.now.on != to.now.on:
            yield f"{trip.trip_id} goes on {trip.now.on} to a visit on {to.now.on} ({to.now.state})"


def _messages(picture: CasePicture, hearing: Hearing) -> Iterator[str]:
    says_a_date = {Purpose.DATE_SET, Purpose.KEEP_FREE, Purpose.DATE_CHANGED, Purpose.REMINDER, Purpose.INVITATION}
    about = [m for m in picture.messages if m.hearing_id == hearing.hearing_id]
    waiting = [m for m in about if m.state is MessageState.PLANNED]
    for message in waiting:
        if message.revision != hearing.now.number:
            yield f"{message.purpose} of revision {message.revision} waits to be sent"
        if hearing.now.state is HearingState.VACATED and message.purpose in says_a_date:
            yield f"{message.purpose} waits, and the hearing is off"
    sent = [m for m in about if m.purpose in (Purpose.INVITATION, Purpose.INVITATION_OFF) and m.state in HANDED_OVER]
    held = max(sent, key=lambda m: m.revision, default=None)
    if held is None or held.purpose is Purpose.INVITATION_OFF:
        return
    true = hearing.now.state is HearingState.LISTED and same_promise(hearing.revision(held.revision), hearing.now)
    if not true and not any(m.purpose in (Purpose.INVITATION, Purpose.INVITATION_OFF) for m in waiting):
        yield f"the calendar still holds revision {held.revision}"


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return noon(day).replace(hour=hour, minute=minute)
