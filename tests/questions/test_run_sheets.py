"""The run sheet: one's own day in order, with gaps, and nothing of a case that is not one's own."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tests.questions.counting import statements_of
from tests.worlds import World, a_world, another_case
from witness.actions.cover import go_away
from witness.domain.access import Tie
from witness.domain.courts import OutcodeArea
from witness.domain.errors import NotFound
from witness.domain.places import MeetingPlace
from witness.domain.plans import PlanState, PlanStep
from witness.domain.trips import (
    Direction,
    Entrance,
    Fitting,
    Mode,
    Option,
    PickUp,
    Trip,
    TripEvent,
    TripFact,
    Waiting,
)
from witness.domain.visits import Place, Visit, VisitKind
from witness.identifiers import new_id
from witness.kit import Kit
from witness.questions.run_sheet_gaps import Stop
from witness.questions.run_sheet_stops import NOT_AGREED
from witness.questions.run_sheets import RunSheet, run_sheet

TODAY, TRIAL_DAY = date(2026, 11, 23), date(2026, 12, 1)
MOST_STATEMENTS = 36


@pytest.fixture
def world(lite: Kit) -> World:
    return a_world(lite)


def sheet(kit: Kit, world: World, on: date = TODAY, *, of: str = "olu", who: str = "olu") -> RunSheet:
    return run_sheet(kit.store, world.viewers[of].account_id, on, asking=world.asking(who, kit))


def visit(kit: Kit, world: World, at: time | None, minutes: int = 60, on: date = TODAY, **changes: object) -> Visit:
    step = PlanStep(PlanState.CONFIRMED, kit.clock.now(), on, at, 1)
    made = Visit(
        visit_id=new_id(),
        witness_id=world.witness,
        kind=VisitKind.COURT_VISIT,
        place=Place.COURT,
        minutes=minutes,
        hearing_id=world.hearing,
        officer_id=world.viewers["olu"].account_id,
        steps=(step,),
    )
    made = replace(made, **changes)  # type: ignore[arg-type]
    with kit.store.changing() as desk:
        desk.plans.add_visits(world.case, [made])
    return made


def ride(
    kit: Kit,
    world: World,
    at: time | None,
    direction: Direction,
    state: PlanState = PlanState.CONFIRMED,
    *,
    on: date = TODAY,
    **more: object,
) -> None:
    step = PlanStep(state, kit.clock.now() - timedelta(days=1), on, at, 1)
    passengers = (world.child, world.mother)
    made = Trip(new_id(), direction, Mode.TAXI, PickUp.SAFE_POINT, passengers, world.hearing, None, None, (step,))
    with kit.store.changing() as desk:
        desk.plans.add_trips(world.case, [replace(made, **more)])  # type: ignore[arg-type]


def brief(stops: tuple[Stop, ...]) -> list[tuple[str, str, str]]:
    return [(stop.when, stop.what, stop.gap) for stop in stops]


def test_a_day_is_told_in_order_with_its_gaps_and_overlaps(lite: Kit, world: World) -> None:
    visit(lite, world, time(11, 0), kind=VisitKind.WELCOME, place=Place.HOME)
    visit(lite, world, time(9, 30))
    visit(lite, world, time(11, 45))
    visit(lite, world, None, kind=VisitKind.OTHER, place=Place.AGREED)
    ride(lite, world, None, Direction.BACK)
    ride(lite, world, time(9, 0), Direction.OUT)

    assert brief(sheet(lite, world).stops) == [
        ("9am", "Ride there: taxi", ""),
        ("9.30am to 10.30am", "Court visit", ""),
        ("11am to 12 noon", "Welcome visit", "gap 30 min, way not known"),
        ("11.45am to 12.45pm", "Court visit", "overlaps by 15 min, way not known"),
        ("time not agreed", "Other meeting", ""),
        ("when they are released", "Ride home: taxi", ""),
    ]


def test_a_short_visit_within_a_long_one_does_not_hide_when_the_long_one_ends(lite: Kit, world: World) -> None:
    visit(lite, world, time(9, 0), minutes=120)
    visit(lite, world, time(9, 30), minutes=15)
    visit(lite, world, time(11, 30), minutes=30)

    assert [stop.gap for stop in sheet(lite, world).stops] == [
        "",
        "overlaps by 90 min",
        "gap 30 min",
    ], "and there is no way between two stops in one building"


def test_the_way_between_two_stops_is_said_and_a_gap_that_is_too_short_stands_out(lite: Kit, world: World) -> None:
    visit(lite, world, time(9, 0), kind=VisitKind.WELCOME, place=Place.HOME)
    visit(lite, world, time(10, 5), kind=VisitKind.OTHER, place=Place.SCHOOL)
    visit(lite, world, time(11, 30), kind=VisitKind.READINESS_CALL, place=Place.PHONE)
    with lite.store.changing() as desk:
        areas = {"ZZ1": OutcodeArea(53.8, -1.55, 2), "ZZ9": OutcodeArea(53.7, -1.85, 3)}
        desk.travel.replace_outcodes(areas)
        for place, code in ((MeetingPlace.HOME, "ZZ1"), (MeetingPlace.SCHOOL, "ZZ9")):
            desk.travel.set_area("home", place, code, by_id=None, now=lite.clock.now())

    home, school, call = sheet(lite, world).stops

    assert (home.where, school.where, call.where) == ("at home, ZZ1", "at school, ZZ9", "by telephone")
    assert school.gap.startswith("gap 5 min, way about ")
    assert (home.is_short, school.is_short, call.is_short) == (False, True, False)
    assert call.gap == "gap 25 min"


def test_a_ride_says_who_is_in_it_where_and_what_if_it_falls_through(lite: Kit, world: World) -> None:
    ride(lite, world, time(9, 0), Direction.OUT, PlanState.FAILED)

    (stop,) = sheet(lite, world).stops

    assert (stop.who, stop.where) == ("J.F., J.F.'s mother", "met at the safe meeting point")
    assert (stop.state, stop.fallback, stop.is_open) == ("fell through", NOT_AGREED, True)
    assert stop.lines == ("It fell through: arrange another first.", "not told yet: the family and the driver")
    assert stop.ticks == ("picked up", "there")


def test_a_ride_with_ways_a_to_c_says_the_way_as_it_stands_and_those_that_are_left(lite: Kit, world: World) -> None:
    ways = (Option(Mode.STAFF_CAR), Option(Mode.TAXI, "Aire Cars"), Option(Mode.VOLUNTEER_CAR))
    now = lite.clock.now()
    facts = (TripFact(TripEvent.FELL_THROUGH, now, now), TripFact(TripEvent.ADVANCED, now, now, option=1))
    more = {"meeting": "by the clock in the hall", "arrive_by": time(9, 30), "travel_minutes": 20}
    ride(lite, world, time(8, 45), Direction.OUT, ways=ways, facts=facts, needs=(Fitting.WHEELCHAIR,), **more)

    (stop,) = sheet(lite, world).stops

    assert stop.what == "Ride there: taxi"
    assert stop.where == "met at the safe meeting point, by the clock in the hall, Aire Cars"
    assert (stop.fallback, stop.is_open) == ("C a volunteer's car", False)
    assert stop.lines[0].startswith("leave by ")
    assert "needs room for a wheelchair" in stop.lines


def test_the_door_and_the_waiting_place_are_those_that_were_agreed_with_the_ride(lite: Kit, world: World) -> None:
    ride(lite, world, time(8), Direction.OUT, on=TRIAL_DAY, entrance=Entrance.SEPARATE, waits=Waiting.OWN_ROOM)

    _, court = sheet(lite, world, TRIAL_DAY).stops

    assert court.lines[-1] == "door: a separate entrance, agreed with the court; they wait in: a room of their own"


def test_a_day_at_court_says_when_to_meet_them_and_what_is_not_agreed(lite: Kit, world: World) -> None:
    (stop,) = sheet(lite, world, TRIAL_DAY).stops

    assert (stop.when, stop.what, stop.who) == ("10am", "Trial", "J.F. (W1)")
    assert stop.lines[0] == "meet them at 9am"
    assert "family: J.F.'s mother" in stop.lines
    assert stop.lines[-1].startswith("door: not agreed yet")
    assert "home safe" in stop.ticks


def test_what_was_cancelled_and_what_others_do_is_not_on_it(lite: Kit, world: World) -> None:
    off = PlanStep(PlanState.CANCELLED, lite.clock.now(), TODAY, time(9), 1)
    visit(lite, world, time(9), steps=(off,))
    visit(lite, world, time(10), officer_id=world.viewers["olivia"].account_id)

    assert sheet(lite, world).stops == ()
    assert len(sheet(lite, world, of="olivia", who="mo").stops) == 1


def test_the_office_and_the_manager_can_be_rung_and_no_family_number_is_on_it(lite: Kit, world: World) -> None:
    visit(lite, world, time(9))

    made = sheet(lite, world)

    assert [(line.role, line.who) for line in made.ring][:2] == [
        ("Office", "0113 496 0100"),
        ("Manager", "Mo Ellis, 0113 496 0123"),
    ]
    assert "7700" not in repr(made)
    assert "Farah" not in repr(made)


@pytest.mark.parametrize(("of", "who"), [("olu", "olivia"), ("olu", "otis"), ("otis", "mo"), ("leigh", "mo")])
def test_a_run_sheet_of_another_is_not_there_and_the_try_is_on_the_record(
    lite: Kit, world: World, of: str, who: str
) -> None:
    with pytest.raises(NotFound):
        sheet(lite, world, of=of, who=who)

    with lite.store.reading() as desk:
        last = list(desk.audit.chain())[-1].entry
    assert (last.deed, last.outcome.value, last.account_id) == (
        "run_sheet.read",
        "denied",
        world.viewers[who].account_id,
    )


def test_whoever_stands_in_that_day_may_print_it(lite: Kit, world: World) -> None:
    olu, olivia = world.viewers["olu"].account_id, world.viewers["olivia"].account_id
    go_away(lite.store, olu, TODAY, TODAY, olivia, asking=world.asking("olu", lite))

    made = sheet(lite, world, who="olivia")

    assert made.away == "Away on this day. Olivia Birch stands in."
    with pytest.raises(NotFound):
        sheet(lite, world, date(2026, 11, 24), who="olivia")


def test_a_case_that_somebody_may_not_know_of_is_not_on_the_sheet_that_they_print(lite: Kit, world: World) -> None:
    visit(lite, world, time(9))
    with lite.store.changing() as desk:
        mo = world.viewers["mo"].account_id
        desk.access.tie(world.case, mo, Tie.EXCLUDED, because="knows the family", now=lite.clock.now())

    assert sheet(lite, world, who="mo").stops == ()
    assert len(sheet(lite, world).stops) == 1


def test_the_number_of_statements_does_not_grow_with_the_day(live: Kit) -> None:
    world = a_world(live)
    visit(live, world, time(9))
    with statements_of(live.store) as few:
        sheet(live, world)
    for number in range(6):
        other = another_case(live, world, number)
        visit(live, other, time(10 + number))
        ride(live, other, time(9), Direction.OUT)

    with statements_of(live.store) as many:
        made = sheet(live, world)

    assert len(made.stops) == 13
    assert len(many) <= len(few) <= MOST_STATEMENTS
