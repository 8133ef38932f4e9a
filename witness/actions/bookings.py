"""Changes to bookings: what must be there on the day besides people's own coming."""

from dataclasses import dataclass
from datetime import datetime

from witness.actions.plans import (
    Happened,
    Which,
    finish,
    insist_on_seen,
    keep_needs,
    step_in_words,
    take_step,
)
from witness.domain.access import Asking, Deed
from witness.domain.bookings import BOOKING_IN_WORDS, Booking, BookingKind
from witness.domain.cases import CasePicture
from witness.domain.errors import NotFound, Refused
from witness.domain.evidence import Side
from witness.domain.hearings import HearingState
from witness.domain.plan_needs import NEED_OF_BOOKING
from witness.domain.plans import PlanState, PlanStep
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Desk, Store

GONE = frozenset({HearingState.VACATED, HearingState.HELD})


@dataclass(frozen=True, slots=True)
class NewBooking:
    """Something to be booked for one witness and one hearing. whose: whose move it is."""

    case_id: str
    witness_id: str
    kind: BookingKind
    hearing_id: str
    whose: Side
    cancel_by: datetime | None = None


def book(store: Store, new: NewBooking, *, rules: Rules, asking: Asking) -> str:
    """Ask for something that must be there on a day; gives its id.

    Raises:
        Refused: the date no longer stands, or it is on the list already.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, new.case_id, doing="booking.book") as desk:
        picture = desk.cases.known_picture(new.case_id)
        _check(picture, new)
        slot = picture.hearing(new.hearing_id).now
        booking = Booking(
            booking_id=new_id(),
            witness_id=new.witness_id,
            kind=new.kind,
            hearing_id=new.hearing_id,
            whose=new.whose,
            cancel_by=new.cancel_by,
            steps=(PlanStep(PlanState.REQUESTED, asking.at, slot.slot.on, None, slot.number),),
        )
        desk.plans.add_bookings(new.case_id, [booking], by_id=asking.viewer.account_id)
        _end(desk, picture, booking, "asked for", rules, asking)
    return booking.booking_id


def step(store: Store, which: Which, state: PlanState, reason: str, *, rules: Rules, asking: Asking) -> None:
    """Record how far a booking has got. reason: a word of `plans.REASONS` where the state wants one.

    Raises:
        SomebodyElseChangedThis: it changed since the form was shown.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, which.case_id, doing="booking.step") as desk:
        picture = desk.cases.known_picture(which.case_id)
        booking = next((b for b in picture.bookings if b.booking_id == which.item_id), None)
        if booking is None:
            raise NotFound("There is no such booking in this case.")
        insist_on_seen(booking.steps, which.seen)
        made = take_step(desk, which, booking.now, state, reason, asking)
        said = step_in_words(made)
        _end(desk, picture, booking, said, rules, asking)


def _check(picture: CasePicture, new: NewBooking) -> None:
    if not any(w.witness_id == new.witness_id for w in picture.witnesses):
        raise NotFound("There is no such witness in this case.")
    hearing = next((h for h in picture.hearings if h.hearing_id == new.hearing_id), None)
    if hearing is None:
        raise NotFound("There is no such hearing in this case.")
    if hearing.now.state in GONE:
        raise Refused("That date no longer stands: there is nothing to book for it.")
    same = (new.witness_id, new.kind, new.hearing_id)
    if any((b.witness_id, b.kind, b.hearing_id) == same and b.is_active for b in picture.bookings):
        raise Refused("That is on the list already.")


def _end(desk: Desk, picture: CasePicture, booking: Booking, said: str, rules: Rules, asking: Asking) -> None:
    case_id = picture.case.case_id
    kind = NEED_OF_BOOKING.get(booking.kind)
    if kind is not None:
        keep_needs(desk, case_id, booking.hearing_id, [(booking.witness_id, kind)], asking)
    words = f"{picture.witness(booking.witness_id).label}, {BOOKING_IN_WORDS[booking.kind]}: {said}."
    finish(desk, case_id, Happened("booking", words, booking.hearing_id), rules=rules, asking=asking)
