"""What has to be so of the rides of one witness on the eve of their day: both sides know, and there is another way."""

from collections.abc import Iterator
from dataclasses import dataclass

from witness.domain.at_court_day import AtCourt
from witness.domain.cases import CasePicture
from witness.domain.evidence import NEED_MET, NeedKind, NeedState
from witness.domain.needs import as_it_stands
from witness.domain.plans import PlanState
from witness.domain.trip_clashes import bail_since_planned
from witness.domain.trip_course import ANSWER_IN_WORDS, Answer, answer_of, driver_knows, family_knows, way_now, ways_of
from witness.domain.trip_light import way_in_words
from witness.domain.trip_rules import WITHOUT_A_DRIVER
from witness.domain.trips import ENTRANCE_IN_WORDS, Direction, Entrance, Trip


@dataclass(frozen=True, slots=True)
class RideFact:
    """One thing about a ride. thing: a value of `eve_lines.EveThing`. trip_id: None while no ride is recorded."""

    thing: str
    is_so: bool
    says: str
    trip_id: str | None = None


def ride_facts(picture: CasePicture, day: AtCourt) -> Iterator[RideFact]:
    """Give what has to be so of the way there and the way home."""
    yield _door(picture, day.out)
    if day.out is None:
        yield RideFact("ride", *_without_a_ride(picture, day.witness_id))
    else:
        yield RideFact("ride", *_accepted(day.out), day.out.trip_id)
        yield from _another_way(day.out)
    for trip in (day.out, day.back):
        if trip is not None and trip.is_active:
            yield from _both_know(trip)
    if day.out is not None and day.back is None:
        yield RideFact("way_home", bool(day.out.no_return), _no_way_home(day.out), day.out.trip_id)
    if day.back is not None:
        is_so, says = _accepted(day.back)
        yield RideFact("way_home", is_so, says, day.back.trip_id)


def _door(picture: CasePicture, out: Trip | None) -> RideFact:
    if out is None:
        return RideFact("door", False, "not recorded: it is kept with the way there")
    changed = bail_since_planned(picture, out)
    if changed:
        return RideFact("door", False, changed[:1].lower() + changed[1:].rstrip("."), out.trip_id)
    return RideFact("door", out.entrance is not Entrance.UNKNOWN, ENTRANCE_IN_WORDS[out.entrance], out.trip_id)


def _without_a_ride(picture: CasePicture, witness_id: str) -> tuple[bool, str]:
    own = [n for n in picture.needs if n.witness_id == witness_id and n.kind is NeedKind.TRANSPORT]
    if not own:
        return False, "nobody has recorded how they come"
    state = as_it_stands(picture, own[0]).state
    if state is NeedState.NOT_NEEDED:
        return True, "they need no lift"
    return False, "agreed, but no ride is recorded" if state in NEED_MET else "needed, and no ride is recorded"


def _accepted(trip: Trip) -> tuple[bool, str]:
    if trip.now.state is PlanState.FAILED:
        return False, "every way has fallen through"
    answer = answer_of(trip)
    return answer is Answer.ACCEPTED, f"{way_in_words(ways_of(trip)[way_now(trip)])}, {ANSWER_IN_WORDS[answer]}"


def _another_way(out: Trip) -> Iterator[RideFact]:
    """Where somebody drives them, somebody else can. Whoever comes by themselves rings us."""
    ways, number = ways_of(out), way_now(out)
    if ways[number].mode not in WITHOUT_A_DRIVER:
        further = ways[number + 1 :]
        yield RideFact("fallback", bool(further), way_in_words(further[0]) if further else "there is none", out.trip_id)


def _both_know(trip: Trip) -> Iterator[RideFact]:
    way = "there" if trip.direction is Direction.OUT else "home"
    if ways_of(trip)[way_now(trip)].mode not in WITHOUT_A_DRIVER:
        yield RideFact("driver_told", driver_knows(trip), _told(driver_knows(trip), way), trip.trip_id)
    yield RideFact("ride_told", family_knows(trip), _told(family_knows(trip), way), trip.trip_id)


def _told(is_told: bool, way: str) -> str:
    return f"of the way {way}" if is_told else f"not of the way {way}"


def _no_way_home(out: Trip) -> str:
    return "agreed without a ride" if out.no_return else "there is none"
