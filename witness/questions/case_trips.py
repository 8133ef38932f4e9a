"""The trips of a case: can each go wrong, and what then; who knows, who approved it, and are they home?"""

from collections.abc import Iterator
from datetime import date, datetime

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, london_time, short_day, spoken_time
from witness.domain.hearings import KIND_IN_WORDS
from witness.domain.their_areas import has_been_looked_at, near_them, not_compared
from witness.domain.trip_clashes import bail_since_planned, clashes, is_settled_apart
from witness.domain.trip_course import (
    ANSWER_IN_WORDS,
    answer_of,
    driver_knows,
    family_knows,
    letter,
    misfit,
    told,
    way_now,
    ways_of,
)
from witness.domain.trip_light import Colour, brings_home, home_safe_at, light_of, way_in_words
from witness.domain.trip_rates import costs_of, money
from witness.domain.trip_rules import (
    HOW_TOLD,
    NO_RETURN,
    WHO_APPROVES,
    WHO_KEEPS_APART,
    WHO_PAYS,
    WHY_TOGETHER,
    WITHOUT_A_DRIVER,
)
from witness.domain.trip_start import trip_start
from witness.domain.trip_tasks import cancelled_for_a_period
from witness.domain.trip_times import leaving
from witness.domain.trips import (
    ENTRANCE_IN_WORDS,
    FITTING_IN_WORDS,
    MODE_IN_WORDS,
    PICK_UP_IN_WORDS,
    WAITING_IN_WORDS,
    Direction,
    Entrance,
    Trip,
    TripEvent,
    Waiting,
)
from witness.domain.visits import VISIT_IN_WORDS
from witness.domain.working_days import WorkingCalendar
from witness.questions.case_trip_cards import AgainRow, AreaRow, CaseTrips, KnowsRow, TripCard, WayRow


def trips_of(picture: CasePicture, calendar: WorkingCalendar, now: datetime) -> CaseTrips:
    """Lay out the trips of a case: what is open first, the soonest first, and each way out before its way back."""
    cards = [(_order(picture, trip, now), trip) for trip in picture.trips]
    cards.sort(key=lambda pair: pair[0])
    today = london_day(now)
    return CaseTrips(
        cards=tuple(_card(picture, trip, now) for _, trip in cards),
        again=tuple(_again(picture, trip) for trip in cancelled_for_a_period(picture, today)),
        areas=tuple(AreaRow(d.label, ", ".join(d.areas)) for d in picture.case.defendants),
        start=trip_start(picture, calendar, today),
    )


def _order(picture: CasePicture, trip: Trip, now: datetime) -> tuple[bool, date, bool, str]:
    is_over = light_of(picture, trip, now).colour is Colour.OVER
    return is_over, trip.now.on or date.max, trip.direction is Direction.BACK, str(trip.now.at or "")


def _card(picture: CasePicture, trip: Trip, now: datetime) -> TripCard:
    light, out = light_of(picture, trip, now), trip.direction is Direction.OUT
    costs, home = costs_of(trip), home_safe_at(trip)
    way = MODE_IN_WORDS[ways_of(trip)[way_now(trip)].mode]
    return TripCard(
        trip_id=trip.trip_id,
        what=f"{'There' if out else 'Back'}: {way}",
        when=_when(trip),
        who=", ".join(picture.called(person_id) for person_id in trip.passengers),
        is_back=not out,
        is_active=light.colour is not Colour.OVER,
        colour=light.colour.value,
        reasons=light.reasons,
        then=light.then,
        leave=_leave(trip),
        facts=tuple(fact for fact in _facts(picture, trip) if fact),
        ways=tuple(_ways(trip)) if len(ways_of(trip)) > 1 else (),
        knows=tuple(_knows(trip)),
        answer=answer_of(trip).value,
        approved=_approved(trip),
        costs=tuple(f"{row.words}: {money(row.pence)}" for row in costs.rows),
        sum=money(costs.pence) if costs.rows else "",
        unverified=costs.unverified,
        home="" if home is None else f"home safe {_at(home)}",
        ends_at_home=brings_home(trip),
        released=_last(trip, TripEvent.RELEASED, "released"),
        bail=bail_since_planned(picture, trip) or _to_look_at(picture, trip),
        clash=bool(clashes(picture, trip)) and not is_settled_apart(trip),
        seen=trip.seen,
    )


def _when(trip: Trip) -> str:
    if trip.now.on is None:
        return "no day yet"
    if trip.now.at is not None:
        return f"{short_day(trip.now.on)} at {spoken_time(trip.now.at)}"
    return short_day(trip.now.on) + (", when they are released" if trip.direction is Direction.BACK else "")


def _leave(trip: Trip) -> str:
    times = leaving(trip)
    if times is None or trip.arrive_by is None:
        return ""
    return (
        f"Picked up between {spoken_time(times.first)} and {spoken_time(times.leave_by)} to be there at "
        f"{spoken_time(trip.arrive_by)}: {trip.travel_minutes} minutes of road, {times.margin_minutes} in hand"
    )


def _facts(picture: CasePicture, trip: Trip) -> Iterator[str]:
    yield f"met {PICK_UP_IN_WORDS[trip.pick_up]}" + (f", {trip.meeting}" if trip.meeting else "")
    yield _goal(picture, trip)
    if not trip.ways:
        yield trip.provider
    if trip.needs:
        yield "needs " + ", ".join(FITTING_IN_WORDS[need] for need in trip.needs)
    if trip.entrance is not Entrance.UNKNOWN:
        yield f"in by {ENTRANCE_IN_WORDS[trip.entrance]}"
    if trip.waits is not Waiting.UNKNOWN:
        yield f"waits in {WAITING_IN_WORDS[trip.waits]}"
    if trip.no_return:
        yield f"no way home: {NO_RETURN[trip.no_return]}"
    if trip.is_active and trip.direction is Direction.OUT:
        yield from (words.rstrip(".") for words in not_compared(picture, trip))
    settled = [fact for fact in trip.facts if fact.event is TripEvent.APART_SETTLED]
    if settled and settled[-1].by in WHO_KEEPS_APART and settled[-1].word in WHY_TOGETHER:
        yield f"witnesses come together: {WHO_KEEPS_APART[settled[-1].by]}, {WHY_TOGETHER[settled[-1].word]}"


def _goal(picture: CasePicture, trip: Trip) -> str:
    if trip.hearing_id is not None:
        return f"for the {KIND_IN_WORDS[picture.hearing(trip.hearing_id).kind]}"
    visit = next((v for v in picture.visits if v.visit_id == trip.visit_id), None)
    return "" if visit is None else f"for the {VISIT_IN_WORDS[visit.kind]}"


def _ways(trip: Trip) -> Iterator[WayRow]:
    number = way_now(trip)
    for nth, way in enumerate(ways_of(trip)):
        standing = ANSWER_IN_WORDS[answer_of(trip)] if nth == number else "fell through" if nth < number else ""
        yield WayRow(letter(nth), way_in_words(way), standing, nth == number, misfit(trip, way))


def _knows(trip: Trip) -> Iterator[KnowsRow]:
    yield KnowsRow("Family", family_knows(trip), _told(trip, TripEvent.FAMILY_TOLD))
    if ways_of(trip)[way_now(trip)].mode not in WITHOUT_A_DRIVER:
        yield KnowsRow("Driver", driver_knows(trip), _told(trip, TripEvent.DRIVER_TOLD))


def _told(trip: Trip, event: TripEvent) -> str:
    fact = told(trip, event)
    return "" if fact is None else f"told {HOW_TOLD.get(fact.word, '')} {_at(fact.at)}".replace("  ", " ")


def _approved(trip: Trip) -> str:
    found = [fact for fact in trip.facts if fact.event is TripEvent.APPROVED]
    if not found:
        return ""
    fact = found[-1]
    return f"Approved by {WHO_APPROVES.get(fact.by, fact.by)} {_at(fact.at)}; {WHO_PAYS.get(fact.word, fact.word)}"


def _last(trip: Trip, event: TripEvent, words: str) -> str:
    found = [fact for fact in trip.facts if fact.event is event]
    return f"{words} {_at(found[-1].at)}" if found else ""


def _at(instant: datetime) -> str:
    return f"on {short_day(london_day(instant))} at {spoken_time(london_time(instant))}"


def _to_look_at(picture: CasePicture, trip: Trip) -> str:
    near = () if has_been_looked_at(trip) or not trip.is_active else near_them(picture, trip)
    return " ".join(near)


def _again(picture: CasePicture, trip: Trip) -> AgainRow:
    hearing = picture.hearing(trip.hearing_id or "")
    who = ", ".join(picture.called(person_id) for person_id in trip.passengers)
    way = "there" if trip.direction is Direction.OUT else "back"
    on = hearing.now.slot.on
    return AgainRow(
        trip_id=trip.trip_id,
        what=f"{who}: {MODE_IN_WORDS[trip.mode]} {way}",
        day="" if on is None else short_day(on),
        on=on,
        hearing_id=hearing.hearing_id,
        passengers=trip.passengers,
        mode=trip.mode.value,
        pick_up=trip.pick_up.value,
        provider=trip.provider,
    )
