"""How a need stands once something has been planned for it, so that readiness and the plan never tell two stories."""

from collections.abc import Iterator
from datetime import date

from witness.domain.bookings import BookingKind
from witness.domain.cases import CasePicture
from witness.domain.evidence import Need, NeedKind, NeedState, Side
from witness.domain.plans import PlanState, PlanStep
from witness.domain.trips import Direction
from witness.domain.visits import VisitKind

NEED_OF_VISIT: dict[VisitKind, NeedKind] = {
    VisitKind.COURT_VISIT: NeedKind.COURT_VISIT,
    VisitKind.MEMORY_REFRESH: NeedKind.MEMORY_REFRESH,
}
NEED_OF_BOOKING: dict[BookingKind, NeedKind] = {
    BookingKind.INTERPRETER: NeedKind.INTERPRETER,
    BookingKind.SUPPORTER: NeedKind.SUPPORTER,
    BookingKind.SECOND_ADULT: NeedKind.SECOND_ADULT,
    BookingKind.CHILDCARE: NeedKind.CHILDCARE,
    BookingKind.OVERNIGHT: NeedKind.OVERNIGHT,
}
STATE_OF: dict[PlanState, NeedState] = {
    PlanState.NEEDED: NeedState.NEEDED,
    PlanState.REQUESTED: NeedState.REQUESTED,
    PlanState.CONFIRMED: NeedState.CONFIRMED,
    PlanState.SHARED: NeedState.CONFIRMED,
    PlanState.DONE: NeedState.DONE,
    PlanState.MISSED: NeedState.NEEDED,
    PlanState.FAILED: NeedState.NEEDED,
    PlanState.CANCELLED: NeedState.NEEDED,
}
FURTHER = (NeedState.NEEDED, NeedState.REQUESTED, NeedState.CONFIRMED, NeedState.DONE)


def need_after(picture: CasePicture, witness_id: str, kind: NeedKind, hearing_id: str, today: date) -> Need | None:
    """Give a need as what is planned for it and for a hearing says it stands; None when nothing was ever planned.

    What nobody needs stays so when the plan for it is given up.
    """
    steps = tuple(_steps(picture, witness_id, kind, hearing_id))
    if not steps:
        return None
    best = max(steps, key=lambda step: FURTHER.index(STATE_OF[step.state]))
    state = STATE_OF[best.state]
    if kind is NeedKind.TRANSPORT and state is NeedState.CONFIRMED and not _way_back(picture, witness_id, hearing_id):
        state = NeedState.REQUESTED
    known = next((n for n in picture.needs if (n.witness_id, n.kind) == (witness_id, kind)), None)
    if known is not None and known.state is NeedState.NOT_NEEDED and best.state is PlanState.CANCELLED:
        return None
    return Need(
        witness_id=witness_id,
        kind=kind,
        state=state,
        whose=_whose(kind) if known is None else known.whose,
        since=today if known is None or known.state is not state else known.since,
        due_on=None if known is None else known.due_on,
        hearing_id=hearing_id,
        of_revision=best.of_revision,
    )


def _steps(picture: CasePicture, witness_id: str, kind: NeedKind, hearing_id: str) -> Iterator[PlanStep]:
    for visit in picture.visits:
        if (visit.witness_id, visit.hearing_id) == (witness_id, hearing_id) and NEED_OF_VISIT.get(visit.kind) is kind:
            yield visit.now
    for booking in picture.bookings:
        own = (booking.witness_id, booking.hearing_id) == (witness_id, hearing_id)
        if own and NEED_OF_BOOKING.get(booking.kind) is kind:
            yield booking.now
    # A lift to a visit is not the lift to court.
    person_id = picture.witness(witness_id).person_id
    for trip in picture.trips:
        out = trip.hearing_id == hearing_id and trip.direction is Direction.OUT
        if kind is NeedKind.TRANSPORT and out and person_id in trip.passengers:
            yield trip.now


def _way_back(picture: CasePicture, witness_id: str, hearing_id: str) -> bool:
    person_id = picture.witness(witness_id).person_id
    return any(
        STATE_OF[trip.now.state] in (NeedState.CONFIRMED, NeedState.DONE)
        for trip in picture.trips
        if trip.direction is Direction.BACK and trip.hearing_id == hearing_id and person_id in trip.passengers
    )


def _whose(kind: NeedKind) -> Side:
    return Side.POLICE if kind is NeedKind.MEMORY_REFRESH else Side.SUPPORT
