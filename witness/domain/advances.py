"""Travel money before court: asked of whoever pays, agreed, and in the family's hands.

It is a booking like every other thing that must be there on the day. Only what was agreed counts: a family that cannot
buy a ticket is not helped by a request.
"""

from witness.domain.bookings import Booking, BookingKind
from witness.domain.cases import CasePicture
from witness.domain.plans import PlanState

ADVANCE_IN_WORDS: dict[PlanState, str] = {
    PlanState.NEEDED: "to be asked for",
    PlanState.REQUESTED: "asked for",
    PlanState.CONFIRMED: "agreed",
    PlanState.SHARED: "agreed, and the family knows how they get it",
    PlanState.DONE: "the family has it",
    PlanState.MISSED: "did not come",
    PlanState.FAILED: "refused",
    PlanState.CANCELLED: "no longer needed",
}
AGREED = frozenset({PlanState.CONFIRMED, PlanState.SHARED, PlanState.DONE})


def advances_of(picture: CasePicture, witness_id: str, hearing_id: str) -> tuple[Booking, ...]:
    """Give what was asked for in advance for a witness's family and a hearing."""
    return tuple(
        booking
        for booking in picture.bookings
        if booking.kind is BookingKind.ADVANCE_PAYMENT
        and (booking.witness_id, booking.hearing_id) == (witness_id, hearing_id)
    )


def is_advance_agreed(picture: CasePicture, witness_id: str, hearing_id: str) -> bool:
    """Whether travel money for a hearing is agreed, or paid already."""
    return any(booking.now.state in AGREED for booking in advances_of(picture, witness_id, hearing_id))
