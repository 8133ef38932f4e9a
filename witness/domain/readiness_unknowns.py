"""Items of readiness that often nobody has asked about: dates to avoid, and money before the day.

What is not known is shown as not known. It is not counted as missing, because nothing says that anybody must ask.
"""

from collections.abc import Iterator

from witness.domain.availability import clash_of
from witness.domain.bookings import BookingKind
from witness.domain.countdown import family_of
from witness.domain.evidence import Side
from witness.domain.plans import PlanState
from witness.domain.readiness_items import Matter, ReadinessItem, State, View

MONEY_BY = 3  # working days; a judgement
ARRANGED = frozenset({PlanState.CONFIRMED, PlanState.SHARED, PlanState.DONE})


def unknown_items(view: View) -> Iterator[ReadinessItem]:
    """Give whether the family can come on the date as it stands, and whether money before the day is arranged."""
    yield _availability(view)
    yield _money(view)


def _availability(view: View) -> ReadinessItem:
    clash = clash_of(view.picture, view.witness_id, view.hearing, view.calendar)
    if clash is not None:
        state = State.CLASHES if clash.blocks else State.SOME_DAYS
        return ReadinessItem(Matter.AVAILABILITY, state, Side.CPS, view.after_learning(1), missing=clash.blocks)
    family = {person.person_id for person in family_of(view.picture, view.witness_id)}
    asked = any(dates.person_id in family for dates in view.picture.availability)
    return ReadinessItem(Matter.AVAILABILITY, State.NO_CLASH if asked else State.NOT_KNOWN, Side.SUPPORT)


def _money(view: View) -> ReadinessItem:
    own = [
        booking
        for booking in view.picture.bookings
        if booking.kind is BookingKind.ADVANCE_PAYMENT
        and booking.witness_id == view.witness_id
        and booking.hearing_id == view.hearing.hearing_id
        and (booking.is_active or booking.now.state in ARRANGED)
    ]
    if not own:
        return ReadinessItem(Matter.EXPENSES, State.MONEY_NOT_ASKED, Side.SUPPORT)
    if any(booking.now.state in ARRANGED for booking in own):
        return ReadinessItem(Matter.EXPENSES, State.MONEY_ARRANGED, own[0].whose)
    return ReadinessItem(Matter.EXPENSES, State.MONEY_ASKED, own[0].whose, view.before(MONEY_BY), missing=True)
