"""The course of one witness's day from all that knows of it: the taps, and the rides there and home."""

from collections.abc import Iterable, Iterator
from datetime import date

from witness.domain.at_court import DayCourse, DayStep, DayTap, Reached, course_of
from witness.domain.cases import CasePicture
from witness.domain.plans import PlanState
from witness.domain.trips import Direction, Trip, TripEvent

# What a trip knows of the day too: recorded on either side, it stands on both.
TRIP_KNOWS: dict[DayStep, TripEvent] = {
    DayStep.RELEASED: TripEvent.RELEASED,
    DayStep.SENT_HOME: TripEvent.RELEASED,
    DayStep.HOME_SAFE: TripEvent.HOME_SAFE,
}
_DAY_KNOWS = {TripEvent.RELEASED: DayStep.RELEASED, TripEvent.HOME_SAFE: DayStep.HOME_SAFE}


def course_on(picture: CasePicture, witness_id: str, on: date) -> DayCourse:
    """Lay out the day of a witness."""
    also = _from_trips(picture.day_taps, trips_of(picture, witness_id, on))
    return course_of(picture.day_taps, witness_id, on, also)


def trips_of(picture: CasePicture, witness_id: str, on: date) -> tuple[Trip | None, Trip | None]:
    """Give the way there and the way home of a witness on a day, each None without one."""
    person_id = picture.witness(witness_id).person_id
    own = [
        trip
        for trip in picture.trips
        if person_id in trip.passengers and trip.now.on == on and trip.now.state is not PlanState.CANCELLED
        and trip.visit_id is None
    ]  # fmt: skip
    there = next((t for t in own if t.direction is Direction.OUT), None)
    return there, next((t for t in own if t.direction is Direction.BACK), None)


def _from_trips(taps: Iterable[DayTap], trips: Iterable[Trip | None]) -> Iterator[Reached]:
    """Give what is known from the trips alone. A fact that a tap has put there is the tap's, also when undone."""
    tapped = {(TRIP_KNOWS[tap.step], tap.at) for tap in taps if tap.step in TRIP_KNOWS}
    for trip in trips:
        facts = () if trip is None else trip.facts
        taken_back = max((f.recorded_at for f in facts if f.event is TripEvent.NOT_HOME), default=None)
        for fact in facts:
            is_over = taken_back is not None and fact.recorded_at <= taken_back and fact.event is TripEvent.HOME_SAFE
            if fact.event in _DAY_KNOWS and (fact.event, fact.at) not in tapped and not is_over:
                yield Reached(_DAY_KNOWS[fact.event], fact.at)
