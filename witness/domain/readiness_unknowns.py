"""Items of readiness that often nobody has asked about: dates to avoid, money, the prosecutor, the intermediary.

What is not known is shown as not known. It is not counted as missing, because nothing says that anybody must ask.
"""

from collections.abc import Iterator

from witness.domain.availability import clash_of
from witness.domain.bookings import BookingKind
from witness.domain.countdown import chain_in, family_of, measures_of
from witness.domain.evidence import NeedKind, Side
from witness.domain.measures import MeasureKind, MeasureState
from witness.domain.measures_chain import ENDED
from witness.domain.plans import PlanState
from witness.domain.readiness_items import NEED_BY, Matter, ReadinessItem, State, View

MONEY_BY = 3  # working days; a judgement
INTERMEDIARY_BY = 15  # working days, domain reference §5.3
ARRANGED = frozenset({PlanState.CONFIRMED, PlanState.SHARED, PlanState.DONE})


def unknown_items(view: View) -> Iterator[ReadinessItem]:
    """Give whether the family can come, whether money is arranged, and whether prosecutor and intermediary are."""
    yield _availability(view)
    yield _money(view)
    yield from _meeting(view)
    yield from _intermediary(view)


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


def _meeting(view: View) -> Iterator[ReadinessItem]:
    """Meeting the prosecutor is promised "where possible" (Victims' Code): not recorded, it is unknown, not missing."""
    kind = NeedKind.CPS_MEETING
    if not any(need.witness_id == view.witness_id and need.kind is kind for need in view.picture.needs):
        yield ReadinessItem(kind, State.NEED_UNKNOWN, Side.CPS, view.before(NEED_BY[kind]))


def _intermediary(view: View) -> Iterator[ReadinessItem]:
    """The order is one thing and the person another: an intermediary who is granted has to be booked for this day."""
    own = [
        booking
        for booking in view.picture.bookings
        if booking.kind is BookingKind.INTERMEDIARY
        and booking.witness_id == view.witness_id
        and booking.hearing_id == view.hearing.hearing_id
        and (booking.is_active or booking.now.state in ARRANGED)
    ]
    chains = [
        chain_in(view.picture, measure, view.hearing)
        for measure in measures_of(view.picture, view.witness_id)
        if measure.kind is MeasureKind.INTERMEDIARY
    ]
    wanted = any(chain.state not in ENDED and chain.decision is not MeasureState.REFUSED for chain in chains)
    by = view.before(INTERMEDIARY_BY)
    if any(booking.now.state in ARRANGED for booking in own):
        yield ReadinessItem(Matter.INTERMEDIARY, State.NEED_CONFIRMED, own[0].whose, by)
    elif own:
        yield ReadinessItem(Matter.INTERMEDIARY, State.NEED_REQUESTED, own[0].whose, by, missing=True)
    elif wanted:
        yield ReadinessItem(Matter.INTERMEDIARY, State.NEED_NEEDED, Side.CPS, by, missing=True)
