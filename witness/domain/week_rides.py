"""The rides of a week that our own people drive: one family in a car, out by the hour agreed, back when it can be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, london_time
from witness.domain.hearings import USUAL_COURT_HOUR
from witness.domain.places import WHERE_A_PICK_UP_IS, HouseholdCare
from witness.domain.plans import PlanState
from witness.domain.trip_course import driver_of, way_now, ways_of
from witness.domain.trips import Direction, Mode, PickUp, Trip
from witness.domain.visits import Place
from witness.domain.week import Cost, Span, Spot, WeekRide
from witness.domain.week_abilities import asked_in_the_car
from witness.domain.week_case import CaseInWeek, known_to
from witness.domain.working_hours import minute_of

# Minutes by which an hour that was agreed may be missed, and one that was only asked for.
AGREED_WITHIN, ASKED_WITHIN = 10, 30
# How long before the hour of the court, or of a visit, they have to be there.
BEFORE_COURT, BEFORE_A_VISIT = 45, 10
EARLIEST_BEFORE = 45
# Nobody knows when they are released: a plan keeps the end of the court's day for the way home.
RELEASED_FROM, RELEASED_UNTIL = 15 * 60, 17 * 60
LAST_MINUTE = 22 * 60
LONGEST_RIDE = 120
AGREED = frozenset({PlanState.CONFIRMED, PlanState.SHARED})
OUT = Cost(None, "it was promised to the family")
HOME = Cost(600.0, "the way home on release is only an expectation")


@dataclass(frozen=True, slots=True)
class _End:
    """Where a ride leads to, on which day, and at which minute they have to be there or may leave; None: not known."""

    spot: Spot
    on: date
    minute: int | None


def rides_of(case: CaseInWeek, seats: int, drivers: Mapping[str, str] | None = None) -> tuple[WeekRide, ...]:
    """Give the rides in our own cars. seats: of the largest car, so that two families never share one.

    drivers: the accounts of those who are planned, by the name under which a trip has them as its driver.
    """
    if not case.is_open:
        return ()
    return tuple(_rides(case, seats, drivers or {}))


def _rides(case: CaseInWeek, seats: int, drivers: Mapping[str, str]) -> Iterator[WeekRide]:
    for trip in case.picture.trips:
        end = _end_of(case, trip)
        # The way that is tried now counts: our car may be what a taxi that fell through has given way to.
        if ways_of(trip)[way_now(trip)].mode is not Mode.STAFF_CAR or not trip.is_active or end is None:
            continue
        if not case.first_on <= end.on <= case.last_on or end.on < london_day(case.now):
            continue
        household = case.picture.person(trip.passengers[0]).household_id
        home = _meeting_spot(case, trip, household)
        is_out = trip.direction is Direction.OUT
        pick_up, set_down = (home, end.spot) if is_out else (end.spot, home)
        between = _pick_up_between(trip, end)
        if end.on == london_day(case.now) and between.last <= minute_of(london_time(case.now)):
            continue
        yield WeekRide(
            key=f"ride:{trip.trip_id}",
            case_id=case.picture.case.case_id,
            trip_id=trip.trip_id,
            pick_up=pick_up,
            set_down=set_down,
            pick_up_between=(between,),
            set_down_between=(_set_down_between(trip, end),),
            longest=LONGEST_RIDE,
            # More than half of the largest car: a family never shares one, witnesses of one case least of all.
            seats=max(len(trip.passengers), seats // 2 + 1),
            allowed=case.allowed,
            cost=HOME if not is_out and trip.now.at is None else OUT,
            owner=case.lead,
            family=household,
            known=known_to(case.picture, household),
            says=() if home.outcode else ("Nobody has said where they are met, so the way is a guess.",),
            was_with=frozenset({drivers[driver_of(trip)]} if driver_of(trip) in drivers else ()),
            skills=asked_in_the_car(trip, case.care.get(household, HouseholdCare(household))),
        )


def _end_of(case: CaseInWeek, trip: Trip) -> _End | None:
    picture: CasePicture = case.picture
    household = picture.person(trip.passengers[0]).household_id if trip.passengers else ""
    for hearing in picture.hearings:
        if hearing.hearing_id == trip.hearing_id and trip.now.on is not None:
            spot = case.spot(household, Place.COURT, case.lead, hearing.now.slot.court_code)
            return _End(spot, trip.now.on, minute_of(hearing.now.slot.at or USUAL_COURT_HOUR) - BEFORE_COURT)
    for visit in picture.visits:
        if visit.visit_id == trip.visit_id and visit.now.on is not None and visit.is_active:
            court = picture.hearing(visit.hearing_id).now.slot.court_code if visit.hearing_id else ""
            spot = case.spot(case.household_of(visit.witness_id), visit.place, case.lead, court)
            minute = None if visit.now.at is None else minute_of(visit.now.at)
            if trip.direction is Direction.BACK:
                return _End(spot, visit.now.on, None if minute is None else minute + visit.minutes)
            return _End(spot, visit.now.on, None if minute is None else minute - BEFORE_A_VISIT)
    return None


def _pick_up_between(trip: Trip, end: _End) -> Span:
    if trip.now.at is not None:
        at, slack = minute_of(trip.now.at), AGREED_WITHIN if trip.now.state in AGREED else ASKED_WITHIN
        return Span(end.on, max(0, at - slack), at + slack)
    if trip.direction is Direction.BACK:
        return _released(trip, end)
    return Span(end.on, 0, LAST_MINUTE if end.minute is None else max(0, end.minute))


def _set_down_between(trip: Trip, end: _End) -> Span:
    if trip.direction is Direction.BACK or end.minute is None:
        return Span(end.on, 0, LAST_MINUTE)
    latest = max(0, end.minute)
    # With an hour agreed for the pick-up the way may be short; else nobody should wait at a court for long.
    earliest = 0 if trip.now.at is not None else max(0, latest - EARLIEST_BEFORE)
    return Span(end.on, earliest, latest)


def _released(trip: Trip, end: _End) -> Span:
    if trip.visit_id is not None and end.minute is not None:
        return Span(end.on, end.minute, end.minute + ASKED_WITHIN)
    return Span(end.on, RELEASED_FROM, RELEASED_UNTIL)


def _meeting_spot(case: CaseInWeek, trip: Trip, household: str) -> Spot:
    """Give where the family is met, or taken back to. A ride back from court is met at court, and leads home."""
    met = trip.pick_up if trip.direction is Direction.OUT else PickUp.SAFE_POINT
    where = WHERE_A_PICK_UP_IS.get(met, WHERE_A_PICK_UP_IS[PickUp.SAFE_POINT])
    code = case.areas.get((household, where), "")
    home = WHERE_A_PICK_UP_IS[PickUp.HOME]
    return Spot(f"{where.value}:{household}", code or case.areas.get((household, home), ""))
