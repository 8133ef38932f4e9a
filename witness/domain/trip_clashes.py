"""Keep apart on the way: two witnesses of one case never share a vehicle, a door, a waiting place or a moment there.

Domain reference §4 rules 2 to 4. A parent who is a witness counts. What is found here cannot be saved unless somebody
answers for it. That the way passes where the defendant's side lives is a warning: only the district is known.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from witness.domain.cases import CasePicture
from witness.domain.defendants import Turn
from witness.domain.keep_apart import may_ride_together, may_wait_together
from witness.domain.trip_course import way_now, ways_of
from witness.domain.trip_rules import APART_AT_THE_DOOR, OUR_VEHICLE
from witness.domain.trips import ENTRANCE_IN_WORDS, WAITING_IN_WORDS, Direction, Entrance, Trip, TripEvent, Waiting

# After these a defendant may be where they were not before, or may go where they might not.
BAIL_MOVES = frozenset({Turn.BAILED, Turn.BAIL_VARIED, Turn.RELEASED_FROM_CUSTODY})
_ANY_DAY = date(2000, 1, 3)
# A room of their own is shared with nobody; in another building each has their own link.
SHARED_PLACES = frozenset({Waiting.WITNESS_ROOM, Waiting.PUBLIC})


@dataclass(frozen=True, slots=True)
class Clash:
    """Two witnesses of one case in one place at one time. what: "vehicle", "entrance", "waiting"."""

    what: str
    words: str


def clashes(picture: CasePicture, trip: Trip) -> tuple[Clash, ...]:
    """Give everything about a trip that would bring witnesses of the case together."""
    found = list(_in_the_vehicle(picture, trip))
    for other in picture.trips:
        if _beside(trip, other):
            found += _between(picture, trip, other)
    return tuple(found)


def is_settled_apart(trip: Trip) -> bool:
    """Whether somebody has answered for what brings witnesses together on this trip."""
    return any(fact.event is TripEvent.APART_SETTLED for fact in trip.facts)


def through_their_area(picture: CasePicture, trip: Trip) -> str:
    """Say that the way passes a district of the defendant's side; "" when none is known to be on it."""
    theirs = {district: d.label for d in picture.case.defendants for district in d.areas}
    on_the_way = [district for district in trip.districts if district in theirs]
    if not on_the_way:
        return ""
    where = " and ".join(f"{district} ({theirs[district]})" for district in on_the_way)
    return f"The way passes where the defendant's side is known to be: {where}. Choose another way or another line."


def bail_since_planned(picture: CasePicture, trip: Trip) -> str:
    """Say that bail or custody has changed since a trip was planned or last looked at; "" when it has not."""
    looked = [fact.recorded_at for fact in trip.facts if fact.event is TripEvent.LOOKED_AGAIN]
    since = max((trip.steps[0].recorded_at, *looked))
    labels = [d.label for d in picture.case.defendants if any(s.turn in BAIL_MOVES and s.at > since for s in d.steps)]
    if not labels or not trip.is_active:
        return ""
    return (
        f"Where {' and '.join(labels)} may be has changed since this was planned: look again at the way, the door and "
        "the waiting place."
    )


def districts_in(text: str) -> tuple[str, ...]:
    """Read outward codes as somebody types them, "ls1, BD4": in capitals, each once, in order."""
    found = [word.strip().upper() for word in text.replace(";", ",").replace(" ", ",").split(",")]
    return tuple(dict.fromkeys(word for word in found if word))


def _in_the_vehicle(picture: CasePicture, trip: Trip) -> Iterator[Clash]:
    refused = may_ride_together(picture, trip.passengers)
    if refused:
        yield Clash("vehicle", refused)


def _beside(trip: Trip, other: Trip) -> bool:
    same_day = other.now.on is not None and other.now.on == trip.now.on
    own = {trip.trip_id, trip.other_way}
    return same_day and other.is_active and other.direction is trip.direction and other.trip_id not in own


def _between(picture: CasePicture, trip: Trip, other: Trip) -> Iterator[Clash]:
    everybody = {*trip.passengers, *other.passengers}
    if not may_ride_together(picture, everybody):
        return
    who = _called(picture, other.passengers)
    if _same_vehicle(trip, other):
        yield Clash("vehicle", f"{who} has the same company or driver at that time: it may be one vehicle.")
    if trip.direction is Direction.BACK:
        return
    if _at_one_door(trip, other):
        door = ENTRANCE_IN_WORDS[trip.entrance]
        yield Clash("entrance", f"{who} arrives by {door} less than half an hour before or after.")
    if trip.waits in SHARED_PLACES and trip.waits is other.waits and may_wait_together(picture, everybody):
        yield Clash("waiting", f"{who} ends in {WAITING_IN_WORDS[trip.waits]} on that day too.")


def _same_vehicle(trip: Trip, other: Trip) -> bool:
    one, two = ways_of(trip)[way_now(trip)], ways_of(other)[way_now(other)]
    same = one.mode is two.mode and one.mode in OUR_VEHICLE and bool(one.provider)
    if not same or one.provider.casefold() != two.provider.casefold():
        return False
    if trip.now.at is None or other.now.at is None:
        return trip.now.at == other.now.at
    road = timedelta(minutes=max(trip.travel_minutes or 0, other.travel_minutes or 0, 30))
    return _between_hours(trip.now.at, other.now.at) < road


def _at_one_door(trip: Trip, other: Trip) -> bool:
    if trip.entrance is Entrance.UNKNOWN or trip.entrance is not other.entrance:
        return False
    if trip.arrive_by is None or other.arrive_by is None:
        return False
    return _between_hours(trip.arrive_by, other.arrive_by) < APART_AT_THE_DOOR


def _between_hours(one: time, two: time) -> timedelta:
    return abs(datetime.combine(_ANY_DAY, one) - datetime.combine(_ANY_DAY, two))


def _called(picture: CasePicture, person_ids: Iterable[str]) -> str:
    names = ", ".join(picture.called(person_id) for person_id in person_ids)
    return f"The ride of {names}"
