"""What the product knows already of a day at court, as it goes into a claim: who came, how long, how far, who paid.

Nothing is guessed. What is not recorded, and what somebody else pays, is said beside the sum and is not in it. A
journey is claimed once, by one of those who made it, however many sat in the car.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from witness.domain.at_court import WAS_AT_COURT, DayCourse, DayStep
from witness.domain.at_court_course import course_on
from witness.domain.bookings import BOOKING_IN_WORDS, BookingKind
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.evidence import EventState
from witness.domain.expenses import Capacity, Claim, ClaimItem, ClaimState, ItemKind, items_now
from witness.domain.people import Part
from witness.domain.plans import PlanState
from witness.domain.trip_course import way_now, ways_of
from witness.domain.trip_rates import money
from witness.domain.trip_rules import SPENDING, WHO_PAYS
from witness.domain.trips import Direction, Mode, Trip, TripEvent
from witness.domain.visits import VisitKind

FAMILY_PAYS = "family"
# Where nobody has said who pays, the family does: they buy the ticket and the petrol.
PAID_BY_THEMSELVES = frozenset({Mode.OWN_CAR, Mode.TRAIN, Mode.BUS})
SPENT_ON: dict[str, ItemKind] = {
    "mileage": ItemKind.MILES,
    "parking": ItemKind.PARKING,
    "taxi": ItemKind.TAXI,
    "fare": ItemKind.FARES,
}
COSTS_OF_BOOKINGS = (BookingKind.CHILDCARE, BookingKind.OVERNIGHT)
NOT_TAKEN = frozenset({PlanState.CANCELLED, PlanState.MISSED, PlanState.FAILED})


@dataclass(frozen=True, slots=True)
class Came:
    """That somebody came on a day, and may claim for it. hearing_id or visit_id: what for."""

    witness_id: str
    person_id: str
    capacity: Capacity
    on: date
    hearing_id: str | None = None
    visit_id: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What the facts put into a claim. beside: what they do not, and why, in sentences."""

    items: tuple[ClaimItem, ...]
    beside: tuple[str, ...]


def who_came(picture: CasePicture, today: date) -> tuple[Came, ...]:
    """Give who may claim for which day so far, newest day first; nobody twice for one day, whomever they came with."""
    found: dict[tuple[str, date], Came] = {}
    for came in (*_to_hearings(picture), *_to_see_the_court(picture)):
        if came.on <= today:
            found.setdefault((came.person_id, came.on), came)
    return tuple(
        sorted(found.values(), key=lambda c: (-c.on.toordinal(), c.witness_id, list(Capacity).index(c.capacity)))
    )


def not_claimed_yet(picture: CasePicture, today: date) -> tuple[Came, ...]:
    """Give those of whom no claim is recorded for the day."""
    known = {(claim.person_id, claim.on) for claim in picture.claims}
    return tuple(came for came in who_came(picture, today) if (came.person_id, came.on) not in known)


def _to_hearings(picture: CasePicture) -> Iterator[Came]:
    for witness in picture.witnesses:
        for on, hearing_id in sorted(_days_at_court(picture, witness.witness_id)):
            trips = _trips_on(picture, witness.person_id, on, hearing_id, None)
            for person_id, capacity in _with(picture, witness.person_id, trips):
                yield Came(witness.witness_id, person_id, capacity, on, hearing_id=hearing_id)


def _days_at_court(picture: CasePicture, witness_id: str) -> set[tuple[date, str]]:
    """The days on which a witness was seen at court.

    Where nobody tapped, the day on which it was recorded that they gave evidence stands for it: it may have been put in
    a day late, so that it never stands beside a day that was seen.
    """
    mine = [event for event in picture.events if event.witness_id == witness_id]
    possible: set[tuple[date | None, str | None]] = {
        *((tap.on, tap.hearing_id) for tap in picture.day_taps if tap.witness_id == witness_id),
        *((picture.hearing(event.hearing_id).now.slot.on, event.hearing_id) for event in mine),
    }
    seen = {
        (on, hearing_id)
        for on, hearing_id in possible
        if on is not None and hearing_id is not None and _was_there(course_on(picture, witness_id, on))
    }
    given = {
        (london_day(event.settled_at), event.hearing_id)
        for event in mine
        if event.state is EventState.GIVEN and event.settled_at is not None
    }
    known = {hearing_id for _, hearing_id in seen}
    return seen | {(on, hearing_id) for on, hearing_id in given if hearing_id not in known}


def _was_there(course: DayCourse) -> bool:
    return any(reached.step in WAS_AT_COURT for reached in course.steps)


def _to_see_the_court(picture: CasePicture) -> Iterator[Came]:
    """Familiarisation visits count too (domain reference §4)."""
    for visit in picture.visits:
        if visit.kind is not VisitKind.COURT_VISIT or visit.now.state is not PlanState.DONE or visit.now.on is None:
            continue
        person_id = picture.witness(visit.witness_id).person_id
        trips = _trips_on(picture, person_id, visit.now.on, None, visit.visit_id)
        for one, capacity in _with(picture, person_id, trips):
            yield Came(visit.witness_id, one, capacity, visit.now.on, visit_id=visit.visit_id)


def _with(picture: CasePicture, person_id: str, trips: tuple[Trip, ...]) -> Iterator[tuple[str, Capacity]]:
    """The witness, and who rode along. Where no ride is recorded, every carer may have come: a person says who did."""
    yield person_id, Capacity.WITNESS
    riders = {one for trip in trips for one in trip.passengers}
    carers = [p.person_id for p in picture.carers_of(person_id)]
    yield from ((one, Capacity.PARENT) for one in carers if not trips or one in riders)
    beside = {p.person_id for p in picture.parts if p.part is Part.SUPPORTER and p.left_at is None}
    yield from ((one, Capacity.ESCORT) for one in sorted(beside & riders - {*carers, person_id}))


def _trips_on(
    picture: CasePicture, person_id: str, on: date, hearing_id: str | None, visit_id: str | None
) -> tuple[Trip, ...]:
    return tuple(
        trip
        for trip in picture.trips
        if person_id in trip.passengers
        and trip.now.on == on
        and trip.now.state not in NOT_TAKEN
        and (trip.visit_id == visit_id if visit_id else trip.visit_id is None and trip.hearing_id in (hearing_id, None))
    )


def found_for(picture: CasePicture, came: Came | Claim, at: datetime) -> Found:
    """Give what the facts put into a claim of somebody who came. at: when they are taken from there."""
    trips = _trips_on(picture, came.person_id, came.on, came.hearing_id, came.visit_id)
    amounts: Counter[ItemKind] = Counter()
    beside: list[str] = []
    minutes = _minutes_away(picture, came, trips)
    typed = frozenset(items_now(came.items)) if isinstance(came, Claim) else frozenset()
    if minutes is None and ItemKind.AWAY not in typed:
        beside.append("How long they were away is not recorded: ask them.")
    if minutes is not None:
        amounts[ItemKind.AWAY] = minutes
    for trip in trips:
        beside += _spent(picture, trip, came.person_id, amounts, typed)
    beside += _booked(picture, came)
    # Out and back say the same of one day more than once.
    return Found(
        items=tuple(ClaimItem(k, n, at, from_facts=True) for k, n in sorted(amounts.items()) if n),
        beside=tuple(dict.fromkeys(beside)),
    )


def newer_facts(picture: CasePicture, claim: Claim, at: datetime) -> tuple[ClaimItem, ...]:
    """Give what the facts say now and a claim does not, but for what a person has typed; nothing once it is sent."""
    newest = {item.kind: item for item in claim.items}
    typed = {kind for kind, item in newest.items() if not item.from_facts}
    if claim.state not in (ClaimState.NOTED, ClaimState.GIVEN):
        return ()
    found = (item for item in found_for(picture, claim, at).items if item.kind not in typed)
    return tuple(item for item in found if item.kind not in newest or newest[item.kind].amount != item.amount)


def claims_the_journey(picture: CasePicture, trip: Trip) -> str:
    """Say which of those on board claims it: a carer before a child, so that it is claimed once."""
    witnesses = {w.person_id for w in picture.witnesses}
    carers = {p.person_id for p in picture.parts if p.part is Part.PARENT_CARER and p.left_at is None}
    ordered = sorted(trip.passengers, key=lambda one: (one not in carers, one in witnesses))
    return ordered[0] if ordered else ""


def _spent(
    picture: CasePicture, trip: Trip, person_id: str, amounts: Counter[ItemKind], typed: frozenset[ItemKind]
) -> Iterator[str]:
    """Count what was spent on a trip into the amounts; say what is left out."""
    claims = claims_the_journey(picture, trip)
    spent = [fact for fact in trip.facts if fact.event is TripEvent.SPENT]
    if claims != person_id:
        if spent:
            yield f"The journey is in the claim of {picture.called(claims)}."
        return
    mode = ways_of(trip)[way_now(trip)].mode
    pays = _who_pays(trip, mode)
    if pays == FAMILY_PAYS:
        for fact in spent:
            amounts[SPENT_ON[fact.word]] += fact.amount
        asked = _NOT_RECORDED.get(mode)
        if asked is not None and asked[0] not in typed and not any(SPENT_ON[fact.word] is asked[0] for fact in spent):
            yield asked[1]
        return
    said = f"It is recorded that {WHO_PAYS[pays]}" if pays else "Nobody has recorded who pays"
    for fact in spent:
        kind = SPENDING[fact.word]
        what = f"{fact.amount / 10:g} {kind.words}" if kind.per_mile else f"{kind.words}, {money(fact.amount)}"
        yield f"Not in it: {what}. {said}."


_TICKETS = (ItemKind.FARES, "They came by train or bus: what the tickets cost is not recorded.")
# What a journey of this kind must have cost, and what is said while nobody has recorded it.
_NOT_RECORDED: dict[Mode, tuple[ItemKind, str]] = {
    Mode.OWN_CAR: (ItemKind.MILES, "They came in their own car: the miles are not recorded."),
    Mode.TRAIN: _TICKETS,
    Mode.BUS: _TICKETS,
}


def _who_pays(trip: Trip, mode: Mode) -> str:
    said = [fact.word for fact in trip.facts if fact.event is TripEvent.APPROVED and fact.word]
    if said:
        return said[-1]
    return FAMILY_PAYS if mode in PAID_BY_THEMSELVES else ""


def _booked(picture: CasePicture, came: Came | Claim) -> Iterator[str]:
    if came.capacity is Capacity.ESCORT:
        return
    for booking in picture.bookings:
        own = (booking.witness_id, booking.hearing_id) == (came.witness_id, came.hearing_id)
        if own and booking.kind in COSTS_OF_BOOKINGS and booking.now.state not in NOT_TAKEN:
            words = BOOKING_IN_WORDS[booking.kind]
            yield f"{words[:1].upper()}{words[1:]} was arranged: ask who paid, and how much."


def _minutes_away(picture: CasePicture, came: Came | Claim, trips: tuple[Trip, ...]) -> int | None:
    """How long they were away, with the road; None when it cannot be told."""
    out, back = _road(trips, Direction.OUT), _road(trips, Direction.BACK)
    if came.visit_id is not None:
        visit = next(v for v in picture.visits if v.visit_id == came.visit_id)
        return None if out is None else out + visit.minutes + (back or out)
    course = course_on(picture, came.witness_id, came.on)
    left = course.first(DayStep.LEFT_HOME) or course.first(DayStep.PICKED_UP)
    arrived = course.first(DayStep.ARRIVED)
    if left is None and arrived is not None and out is not None:
        left = arrived - timedelta(minutes=out)
    if left is not None and arrived is not None and back is None:
        back = max(0, _minutes(arrived - left))
    ended = _ended(course, back)
    return None if left is None or ended is None or ended <= left else _minutes(ended - left)


def _ended(course: DayCourse, back: int | None) -> datetime | None:
    """When the time away ends: the road home after release, and no longer (the period stops when they are released)."""
    released, home = course.first(DayStep.RELEASED) or course.first(DayStep.SENT_HOME), course.first(DayStep.HOME_SAFE)
    if released is None or back is None:
        return home
    by_road = released + timedelta(minutes=back)
    return by_road if home is None or home < released else min(by_road, home)


def _road(trips: tuple[Trip, ...], direction: Direction) -> int | None:
    return next((t.travel_minutes for t in trips if t.direction is direction and t.travel_minutes is not None), None)


def _minutes(length: timedelta) -> int:
    return round(length.total_seconds() / 60)
