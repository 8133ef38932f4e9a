"""Where the defendant's side is known to be, and what of ours leads there: districts alone, and what nobody has said.

A district is an outward postcode, a few streets or a whole valley: that two are the same is a warning and no proof, and
that they differ is no safety. So what could not be compared is said too (domain reference §4 rules 2 and 5).
"""

from collections.abc import Iterable, Iterator

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, short_day
from witness.domain.defendant_road import near_family_since
from witness.domain.defendants import Custody, DefendantOutcome
from witness.domain.hearings import KIND_IN_WORDS, Certainty, Hearing, HearingState
from witness.domain.places import MEETING_PLACE_IN_WORDS, WHERE_A_PICK_UP_IS, WHERE_A_VISIT_IS, MeetingPlace
from witness.domain.trip_clashes import through_their_area
from witness.domain.trip_course import way_now, ways_of
from witness.domain.trip_rules import OUR_VEHICLE
from witness.domain.trips import Direction, Mode, Trip, TripEvent
from witness.domain.visits import Place, Visit

STANDS = frozenset({HearingState.LISTED, HearingState.UNCONFIRMED})
ON_A_DAY = frozenset({Certainty.TIME, Certainty.DAY, Certainty.MAYBE})
# Nobody of these is about: there is no side to be kept from.
GONE = frozenset({DefendantOutcome.DIED, DefendantOutcome.ACQUITTED, DefendantOutcome.DIRECTED_ACQUITTAL})


def their_areas(picture: CasePicture) -> dict[str, str]:
    """Give whose side is known to be in each district: {"HX1": "D1 and D2"}."""
    found: dict[str, list[str]] = {}
    for defendant in picture.case.defendants:
        for area in defendant.areas:
            found.setdefault(area, []).append(defendant.label)
    return {area: " and ".join(labels) for area, labels in found.items()}


def met_in(picture: CasePicture, trip: Trip) -> tuple[str, str]:
    """Give where a family waits for a ride out: the place in words and its district, "" where nobody has said."""
    place = WHERE_A_PICK_UP_IS.get(trip.pick_up)
    if place is None or trip.direction is Direction.BACK or not trip.passengers:
        return "", ""
    household_id = picture.person(trip.passengers[0]).household_id
    return MEETING_PLACE_IN_WORDS[place], picture.outcode_of(household_id, place)


def near_them(picture: CasePicture, trip: Trip) -> tuple[str, ...]:
    """Warn of everything about a trip that is known to lead where the defendant's side may be."""
    return tuple(_near_them(picture, trip))


def not_compared(picture: CasePicture, trip: Trip) -> tuple[str, ...]:
    """Say what of a trip could not be held against where the defendant's side is, because nobody has said it."""
    return tuple(_not_compared(picture, trip))


def visit_near_them(picture: CasePicture, visit: Visit) -> tuple[str, ...]:
    """Warn of a visit at a place, or on a day, at which the defendant's side is known to be."""
    return tuple(_visit_near_them(picture, visit))


def has_been_looked_at(trip: Trip) -> bool:
    """Whether somebody has looked again at the way, the door and the waiting place."""
    return any(fact.event is TripEvent.LOOKED_AGAIN for fact in trip.facts)


def _near_them(picture: CasePicture, trip: Trip) -> Iterator[str]:
    theirs = their_areas(picture)
    place, code = met_in(picture, trip)
    if code and code in theirs:
        yield f"They wait at {_the(place)} in {code}, where {theirs[code]}'s side is known to be. {_instead(place)}"
    passes = through_their_area(picture, trip)
    if passes:
        yield passes
    mode = ways_of(trip)[way_now(trip)].mode
    if (passes or code in theirs) and mode not in OUR_VEHICLE and mode is not Mode.OWN_CAR:
        yield "They would be on foot, at a stop or in a carriage there, with nobody of ours. Choose a car."
    yield from _without_a_district(picture)


def _without_a_district(picture: CasePicture) -> Iterator[str]:
    """A mark that somebody may be near says no district: it has to be asked before anybody waits outside."""
    for defendant in picture.case.defendants:
        near = near_family_since(defendant)
        if near is not None and not defendant.areas and defendant.outcome not in GONE:
            since = short_day(london_day(near[1].at))
            yield (
                f"{defendant.label} may live or move near the family since {since}, and nobody has said in which "
                "district. Ask the officer in the case before anybody waits outside."
            )


def place_not_compared(picture: CasePicture, trip: Trip) -> str:
    """Say that the place where they wait could not be compared, because its district is not known; "" when it is."""
    theirs = their_areas(picture)
    place, code = met_in(picture, trip)
    if not theirs or not place or code:
        return ""
    return (
        f"Nobody has said in which district {_the(place)} is, so it could not be held against {_and(theirs)}, "
        "where the defendant's side is known to be."
    )


def _not_compared(picture: CasePicture, trip: Trip) -> Iterator[str]:
    theirs, unknown = their_areas(picture), place_not_compared(picture, trip)
    if unknown:
        yield unknown
    if theirs and not trip.districts:
        yield "No district of the way was entered: only where they are met is compared."
    silent = [
        d.label
        for d in picture.case.defendants
        if not d.areas and d.custody is Custody.BAIL and d.outcome is DefendantOutcome.NONE
    ]
    if silent:
        yield f"Nobody has said in which districts {_and(silent)}'s side is: nothing could be compared with them."


def _visit_near_them(picture: CasePicture, visit: Visit) -> Iterator[str]:
    if visit.place is Place.COURT and visit.now.on is not None:
        yield from _at_their_hearing(picture, visit)
    place = WHERE_A_VISIT_IS.get(visit.place)
    if place not in (MeetingPlace.AGREED, MeetingPlace.SCHOOL):
        return
    household_id = picture.person(picture.witness(visit.witness_id).person_id).household_id
    code = picture.outcode_of(household_id, place)
    theirs = their_areas(picture)
    if code and code in theirs:
        where = _the(MEETING_PLACE_IN_WORDS[place], capital=True)
        yield f"{where} is in {code}, where {theirs[code]}'s side is known to be."


def _at_their_hearing(picture: CasePicture, visit: Visit) -> Iterator[str]:
    court = picture.hearing(visit.hearing_id).now.slot.court_code if visit.hearing_id else picture.case.court_code
    for hearing in hearings_at(picture, court):
        if hearing.now.slot.on == visit.now.on and hearing.hearing_id != visit.hearing_id:
            yield (
                f"The {KIND_IN_WORDS[hearing.kind]} of this case is at that court on that day: the defendant's side "
                "may be there. Choose another day, or agree the door and the hour with the court."
            )


def hearings_at(picture: CasePicture, court_code: str) -> tuple[Hearing, ...]:
    """Give the hearings of a case that stand on a day at a court: the defendant's side may be there."""
    return tuple(
        hearing
        for hearing in picture.hearings
        if hearing.now.state in STANDS
        and hearing.now.slot.certainty in ON_A_DAY
        and (hearing.now.slot.court_code or picture.case.court_code) == court_code
    )


def _the(place: str, *, capital: bool = False) -> str:
    words = "home" if place == MEETING_PLACE_IN_WORDS[MeetingPlace.HOME] else place
    words = "the school" if place == MEETING_PLACE_IN_WORDS[MeetingPlace.SCHOOL] else words
    return words[:1].upper() + words[1:] if capital else words


def _instead(place: str) -> str:
    if place == MEETING_PLACE_IN_WORDS[MeetingPlace.HOME]:
        return "They stay inside until the car is at the door."
    return "Choose another place to meet."


def _and(words: Iterable[str]) -> str:
    known = list(words)
    return known[0] if len(known) == 1 else f"{', '.join(known[:-1])} and {known[-1]}"
