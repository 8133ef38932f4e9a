"""Can this trip go wrong, and what then? One colour, every reason for it, and what is tried next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, london_time, moment_in_london, short_day, spoken_time
from witness.domain.plans import PlanState
from witness.domain.their_areas import has_been_looked_at, near_them
from witness.domain.trip_clashes import bail_since_planned, clashes, is_settled_apart
from witness.domain.trip_course import (
    ANSWER_IN_WORDS,
    ENDED,
    Answer,
    answer_of,
    driver_knows,
    family_knows,
    letter,
    misfit,
    next_try_at,
    way_now,
    ways_of,
)
from witness.domain.trip_rules import HOME_BY
from witness.domain.trip_times import not_staggered, too_late
from witness.domain.trips import MODE_IN_WORDS, Direction, Option, Trip, TripEvent


class Colour(StrEnum):
    """How a trip stands. OVER: it has been, or was called off."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Light:
    """How a trip stands. reasons: why it is not green, the worst first. then: what is tried when it goes wrong."""

    colour: Colour
    reasons: tuple[str, ...]
    then: tuple[str, ...]


def light_of(picture: CasePicture, trip: Trip, now: datetime) -> Light:
    """Say how a trip stands, why, and what happens when it goes wrong."""
    if trip.now.state in ENDED:
        return Light(Colour.OVER, (), ())
    red, amber = tuple(_red(picture, trip, now)), tuple(_amber(picture, trip))
    colour = Colour.RED if red else Colour.AMBER if amber else Colour.GREEN
    return Light(colour, (*red, *amber), tuple(_then(trip)))


def way_in_words(way: Option) -> str:
    """Say a way: "taxi (Aire Cars)"."""
    return f"{MODE_IN_WORDS[way.mode]} ({way.provider})" if way.provider else MODE_IN_WORDS[way.mode]


def home_safe_at(trip: Trip) -> datetime | None:
    """Give when it was recorded that they got home, None when nobody has."""
    said = [fact for fact in trip.facts if fact.event in (TripEvent.HOME_SAFE, TripEvent.NOT_HOME)]
    return said[-1].at if said and said[-1].event is TripEvent.HOME_SAFE else None


def brings_home(trip: Trip) -> bool:
    """Whether it ends at home: the way back, and a way out that has none."""
    return trip.direction is Direction.BACK or bool(trip.no_return)


def is_home_open(trip: Trip) -> bool:
    """Whether a trip that ends at home has not been closed by "home safe", called off or otherwise ended."""
    return brings_home(trip) and trip.now.on is not None and trip.now.state not in ENDED and not home_safe_at(trip)


def homes_open(picture: CasePicture, day: date) -> tuple[Trip, ...]:
    """Give the trips up to a day of which nobody has recorded that they ended at home: no such day is closed."""
    return tuple(t for t in picture.trips if is_home_open(t) and t.now.on is not None and t.now.on <= day)


def home_due_at(trip: Trip) -> datetime | None:
    """Give by when "home safe" should be recorded; None without a day."""
    return None if trip.now.on is None else moment_in_london(trip.now.on, HOME_BY)


def _red(picture: CasePicture, trip: Trip, now: datetime) -> Iterator[str]:
    if trip.now.state is PlanState.FAILED:
        yield "Nobody drives: every way has fallen through."
    if trip.now.on is not None and trip.now.on < london_day(now) and is_home_open(trip):
        yield "Nobody has recorded that they got home."
    if not is_settled_apart(trip):
        yield from (clash.words for clash in clashes(picture, trip))
    if trip.direction is Direction.OUT and not trip.no_return and not _has_a_way_home(picture, trip):
        yield "There is no way home."
    late = too_late(trip)
    if late:
        yield late


def _amber(picture: CasePicture, trip: Trip) -> Iterator[str]:
    if trip.now.state is PlanState.FAILED:
        return
    if trip.now.on is None:
        yield "It has no day yet."
    answer = answer_of(trip)
    if answer is not Answer.ACCEPTED:
        yield f"{_capital(way_in_words(ways_of(trip)[way_now(trip)]))}: {ANSWER_IN_WORDS[answer]}."
    unfit = misfit(trip, ways_of(trip)[way_now(trip)]) if trip.ways else ""
    if unfit:
        yield unfit
    if not driver_knows(trip):
        yield "The driver has not been told."
    if not family_knows(trip):
        yield "The family has not been told."
    for words in (bail_since_planned(picture, trip), not_staggered(picture, trip)):
        if words:
            yield words
    if not has_been_looked_at(trip):
        yield from near_them(picture, trip)


def _then(trip: Trip) -> Iterator[str]:
    ways, number = ways_of(trip), way_now(trip)
    due = next_try_at(trip)
    for further, way in enumerate(ways[number + 1 :], start=number + 1):
        when = "when that falls through"
        if further == number + 1 and due is not None:
            when = f"at {spoken_time(london_time(due))} on {short_day(london_day(due))} unless it is accepted by then"
        elif further > number + 1 and ways[further - 1].until_minutes:
            when = f"{_hours(ways[further - 1].until_minutes or 0)} before the pick-up unless that is accepted"
        yield f"{letter(further)}: {way_in_words(way)}, {when}."


def _hours(minutes: int) -> str:
    if minutes % 60:
        return f"{minutes} minutes"
    return "1 hour" if minutes == 60 else f"{minutes // 60} hours"


def _has_a_way_home(picture: CasePicture, trip: Trip) -> bool:
    """A trip back on that day for everybody who goes out; older ones are not linked to each other."""
    home = {
        person_id
        for other in picture.trips
        if other.direction is Direction.BACK and _goes_home_from(trip, other)
        for person_id in other.passengers
    }
    return set(trip.passengers) <= home


def _goes_home_from(trip: Trip, other: Trip) -> bool:
    if other.now.state is PlanState.CANCELLED or other.now.on not in (trip.now.on, _next_day(trip.now.on)):
        return False
    return (other.hearing_id, other.visit_id) == (trip.hearing_id, trip.visit_id)


def _next_day(day: date | None) -> date | None:
    return None if day is None else day + timedelta(days=1)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
