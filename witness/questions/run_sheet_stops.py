"""The stops of an officer's day, from the visits, rides and hearings of it, with the ways and gaps between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from witness.domain.access import Asking, Deed
from witness.domain.accounts import Account
from witness.domain.cases import CasePicture
from witness.domain.court_time import spoken_time
from witness.domain.hearings import KIND_IN_WORDS, Certainty, Slot
from witness.domain.places import WHERE_A_VISIT_IS, MeetingPlace
from witness.domain.planned_messages import meeting_time
from witness.domain.plans import PLAN_STATE_IN_WORDS, PlanState
from witness.domain.trip_course import driver_knows, family_knows, letter, way_now, ways_of
from witness.domain.trip_light import way_in_words
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
    Waiting,
)
from witness.domain.visits import PLACE_IN_WORDS, VISIT_IN_WORDS, Place
from witness.questions.how_to_ring import LANGUAGE_IN_WORDS
from witness.questions.run_sheet_gaps import Stop, with_gaps
from witness.store import Desk
from witness.store.boards import StandingLine
from witness.store.case_outlines import Narrowing
from witness.store.travel import Areas
from witness.store.work_boards import CourtCard, VisitLine

NOT_AGREED = "not agreed yet: ring the office"
NOON = time(12, 0)
VISIT_TICKS = ("met", "written down")
RIDE_TICKS: dict[Direction, tuple[str, ...]] = {
    Direction.OUT: ("picked up", "there"),
    Direction.BACK: ("called", "picked up", "home safe"),
}
COURT_TICKS = ("met", "in by the agreed door", "called", "released", "home safe")


@dataclass(frozen=True, slots=True)
class Day:
    """A day in order of time. pictures: of its cases; cards: of their courts; travel: how the ways are known."""

    stops: tuple[Stop, ...] = ()
    pictures: tuple[CasePicture, ...] = ()
    cards: tuple[CourtCard, ...] = ()
    travel: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known around the lines of a day. areas: the outward codes of households and of the team."""

    pictures: dict[str, CasePicture]
    cards: dict[str, CourtCard]
    areas: Areas
    team_id: str


def day_of(desk: Desk, officer: Account, on: date, asking: Asking) -> Day:
    """Lay out the day of an officer, of the cases that whoever asks may know of, in a fixed number of statements."""
    viewer = asking.viewer
    visits = desk.work_boards.visits(viewer, on, on, officer_id=officer.id)
    led = {visit.visit_id for visit in visits}
    rides = [r for r in desk.work_boards.rides(viewer, on) if r.owner_id == officer.id or r.visit_id in led]
    courts = desk.boards.standings(viewer, Deed.SEE_CASE, first=on, last=on, owner_id=officer.id)
    ids = {v.case_id for v in visits} | {r.case_id for r in rides} | {c.standing.case_id for c in courts}
    if not ids:
        return Day()
    trips = desk.plans.trips.with_ids(ride.trip_id for ride in rides)
    known = _known(desk, officer, asking, ids, {line.court_code for line in courts})
    stops = [
        *(_visit(v, known) for v in visits),
        *(_ride(trips[r.trip_id], r.case_id, known) for r in rides),
        *(_court(c, known, tuple(trips.values())) for c in courts),
    ]
    # What has no hour stands at the end; of two at one hour, the ride leads to the other.
    stops.sort(key=lambda stop: (stop.at is None, stop.at or NOON, stop.until is not None))
    ways = desk.travel.ways(stop.area for stop in stops if stop.area)
    today = {line.court_code for line in courts} | {p.case.court_code for p in known.pictures.values()}
    return Day(
        stops=tuple(with_gaps(stops, ways)),
        pictures=tuple(known.pictures.values()),
        cards=tuple(card for code, card in known.cards.items() if code in today),
        travel=ways.label(),
    )


def _known(desk: Desk, officer: Account, asking: Asking, case_ids: set[str], codes: set[str]) -> _Known:
    rows = desk.case_outlines.rows(asking.viewer, Narrowing(case_ids=frozenset(case_ids)))
    pictures = {row.outline.picture.case.case_id: row.outline.picture for row in rows}
    households = {p.household_id for picture in pictures.values() for p in picture.people}
    hearings = {h.now.slot.court_code for picture in pictures.values() for h in picture.hearings}
    own = {picture.case.court_code for picture in pictures.values()}
    return _Known(
        pictures=pictures,
        cards=desk.work_boards.court_cards(codes | own | hearings),
        areas=desk.travel.areas_of(households | {officer.team_id}),
        team_id=officer.team_id,
    )


def _visit(visit: VisitLine, known: _Known) -> Stop:
    picture, at = known.pictures[visit.case_id], visit.step.at
    until = None if at is None else _later(at, visit.minutes)
    person_id = picture.witness(visit.witness_id).person_id
    where, area, site = PLACE_IN_WORDS[visit.place], None, ""
    if visit.place is Place.COURT:
        court_code = _court_of(picture, visit.hearing_id)
        where, area = _court_words(where, court_code, known.cards), _court_area(court_code, known.cards)
        site = court_code
    elif visit.place in WHERE_A_VISIT_IS:
        meeting = WHERE_A_VISIT_IS[visit.place]
        at_office = meeting is MeetingPlace.OFFICE
        area = known.areas.of(known.team_id if at_office else picture.person(person_id).household_id, meeting)
        where = ", ".join(part for part in (where, area) if part)
    return Stop(
        case_id=visit.case_id,
        at=at,
        until=until,
        when=_hours(at, until),
        what=_begin(VISIT_IN_WORDS[visit.kind]),
        who=visit.initials,
        where=where,
        area=area,
        state=PLAN_STATE_IN_WORDS[visit.step.state],
        lines=tuple(_with_whom(picture, person_id)),
        ticks=VISIT_TICKS,
        site=site,
    )


def _ride(trip: Trip, case_id: str, around: _Known) -> Stop:
    picture = around.pictures[case_id]
    known = {person.person_id for person in picture.people}
    way = ways_of(trip)[way_now(trip)]
    out, at = trip.direction is Direction.OUT, trip.now.at
    nobody_knows = "time not agreed" if out else "when they are released"
    further = _further_ways(trip)
    met = [f"met {PICK_UP_IN_WORDS[trip.pick_up]}", trip.meeting, way.provider]
    return Stop(
        case_id=case_id,
        at=at,
        until=None,
        when=nobody_knows if at is None else spoken_time(at),
        what=f"Ride {'there' if out else 'home'}: {MODE_IN_WORDS[way.mode]}",
        who=", ".join(picture.called(person_id) for person_id in trip.passengers if person_id in known),
        where=", ".join(part for part in met if part),
        state=PLAN_STATE_IN_WORDS[trip.now.state],
        lines=tuple(_about_ride(trip)),
        fallback=further or NOT_AGREED,
        is_open=not further,
        ticks=RIDE_TICKS[trip.direction],
    )


def _further_ways(trip: Trip) -> str:
    number = way_now(trip) + 1
    return "; ".join(f"{letter(n)} {way_in_words(way)}" for n, way in enumerate(ways_of(trip)[number:], start=number))


def _about_ride(trip: Trip) -> Iterator[str]:
    if trip.now.state is PlanState.FAILED:
        yield "It fell through: arrange another first."
    times = leaving(trip)
    if times is not None and trip.arrive_by is not None:
        yield f"leave by {spoken_time(times.leave_by)} to be there by {spoken_time(trip.arrive_by)}"
    if trip.needs:
        yield f"needs {', '.join(FITTING_IN_WORDS[need] for need in trip.needs)}"
    unknowing = [
        who for who, knows in (("the family", family_knows(trip)), ("the driver", driver_knows(trip))) if not knows
    ]
    if unknowing:
        yield f"not told yet: {' and '.join(unknowing)}"


def _court(line: StandingLine, known: _Known, trips: tuple[Trip, ...]) -> Stop:
    picture = known.pictures[line.standing.case_id]
    person_id = picture.witness(line.standing.witness_id).person_id
    slot, kind = line.slot, "Hearing" if line.kind is None else _begin(KIND_IN_WORDS[line.kind])
    lines = list(_with_whom(picture, person_id))
    meet = None if slot is None else meeting_time(slot)
    if meet is not None:
        lines.insert(0, f"meet them at {spoken_time(meet)}")
    lines.append(_door(line.standing.hearing_id, person_id, trips))
    where = _court_words("at court", line.court_code, known.cards)
    return Stop(
        case_id=line.standing.case_id,
        at=None if slot is None or slot.certainty is Certainty.WINDOW else slot.at,
        until=None,
        when=_court_hour(slot),
        what=kind,
        who=f"{line.initials} ({line.label})",
        where=", ".join(part for part in (where, "" if slot is None else _room(slot)) if part),
        area=_court_area(line.court_code, known.cards),
        site=line.court_code,
        lines=tuple(lines),
        ticks=COURT_TICKS,
    )


def _door(hearing_id: str | None, person_id: str, trips: tuple[Trip, ...]) -> str:
    """Say by which door they go in and where they wait, as it was agreed with their way there."""
    there = [t for t in trips if t.hearing_id == hearing_id and person_id in t.passengers]
    trip = next((t for t in there if t.direction is Direction.OUT), None)
    if trip is None or trip.entrance is Entrance.UNKNOWN or trip.waits is Waiting.UNKNOWN:
        door = ENTRANCE_IN_WORDS[Entrance.UNKNOWN if trip is None else trip.entrance]
        waits = WAITING_IN_WORDS[Waiting.UNKNOWN if trip is None else trip.waits]
        return f"door: {door}; they wait in: {waits}. Ask the Witness Service"
    return f"door: {ENTRANCE_IN_WORDS[trip.entrance]}; they wait in: {WAITING_IN_WORDS[trip.waits]}"


def _court_hour(slot: Slot | None) -> str:
    if slot is None or slot.certainty is Certainty.WINDOW:
        return "keep free"
    hour = "time not known" if slot.at is None else spoken_time(slot.at)
    return f"{hour}, if a court room is free" if slot.certainty is Certainty.MAYBE else hour


def _room(slot: Slot) -> str:
    return f"court room {slot.room}" if slot.room else ""


def _court_of(picture: CasePicture, hearing_id: str | None) -> str:
    hearing = next((h for h in picture.hearings if h.hearing_id == hearing_id), None)
    return picture.case.court_code if hearing is None else hearing.now.slot.court_code or picture.case.court_code


def _court_words(where: str, code: str, cards: dict[str, CourtCard]) -> str:
    card = cards.get(code)
    return where if card is None else ", ".join(part for part in (where, card.outcode, card.name) if part)


def _court_area(code: str, cards: dict[str, CourtCard]) -> str:
    card = cards.get(code)
    return "" if card is None else card.outcode


def _with_whom(picture: CasePicture, person_id: str) -> Iterator[str]:
    carers = [picture.called(carer.person_id) for carer in picture.carers_of(person_id)]
    if carers:
        yield f"family: {', '.join(dict.fromkeys(carers))}"
    language = picture.person(person_id).language
    if language not in ("en", ""):
        yield f"speaks {LANGUAGE_IN_WORDS.get(language, language)}"


def _hours(at: time | None, until: time | None) -> str:
    if at is None or until is None:
        return "time not agreed"
    return f"{spoken_time(at)} to {spoken_time(until)}"


def _later(at: time, minutes: int) -> time:
    whole = datetime.combine(date.min, at) + timedelta(minutes=minutes)
    return whole.time() if whole.date() == date.min else time(23, 59)


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]
