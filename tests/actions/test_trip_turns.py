"""What happens to a trip is kept with what follows from it: on either database, by a person and by the clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from tests.worlds import World, a_world
from witness.actions import trips
from witness.actions.defendants import know_areas
from witness.actions.plans import Which
from witness.actions.reconcile import look_at_cases
from witness.actions.trip_turns import TripHappened, happened, move_on
from witness.actions.trips import NewTrip
from witness.domain.errors import NotFound, PleaseConfirm, Refused, SomebodyElseChangedThis
from witness.domain.evidence import NeedKind, NeedState
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.domain.plans import PlanState
from witness.domain.trip_course import Answer, answer_of, is_settled, way_now
from witness.domain.trips import Direction, Entrance, Fitting, Mode, Option, PickUp, Trip, TripEvent, Waiting
from witness.kit import Kit

DAY = date(2026, 12, 1)
PICK_UP = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
B, C = Option(Mode.VOLUNTEER_CAR, seats=3), Option(Mode.STAFF_CAR)


def arrange(live: Kit, world: World, who: str = "olu", *, confirmed: bool = True, **changes: Any) -> Trip:
    new = NewTrip(
        case_id=world.case,
        passengers=(world.child, world.mother),
        hearing_id=world.hearing,
        visit_id=None,
        mode=Mode.TAXI,
        pick_up=PickUp.SAFE_POINT,
        on=DAY,
        at=time(8, 0),
        back_mode=Mode.TAXI,
        back_pick_up=PickUp.COURT,
        provider="Aire Cars",
        meeting="by the clock",
        arrive_by=time(9, 0),
        travel_minutes=25,
        further=(B, C),
    )
    asking = world.asking(who, live)
    out, _ = trips.arrange(live.store, replace(new, **changes), confirmed=confirmed, rules=live.rules(), asking=asking)
    return trip_of(live, world, out)


def trip_of(live: Kit, world: World, trip_id: str) -> Trip:
    with live.store.reading() as desk:
        return next(t for t in desk.cases.known_picture(world.case).trips if t.trip_id == trip_id)


def back_of(live: Kit, world: World, out: Trip) -> Trip:
    assert out.other_way is not None
    return trip_of(live, world, out.other_way)


def record(live: Kit, world: World, trip: Trip, event: TripEvent, who: str = "olu", **changes: Any) -> Trip:
    new = replace(TripHappened(world.case, trip.trip_id, event, trip.seen), **changes)
    happened(live.store, new, rules=live.rules(), asking=world.asking(who, live))
    return trip_of(live, world, trip.trip_id)


def lift(live: Kit, world: World) -> NeedState | None:
    with live.store.reading() as desk:
        needs = desk.cases.known_picture(world.case).needs
    return next((n.state for n in needs if n.kind is NeedKind.TRANSPORT), None)


def said(live: Kit, world: World) -> str:
    with live.store.reading() as desk:
        return "\n".join(item.words for item in desk.cases.history(world.case))


def words_of_tasks(live: Kit, world: World) -> list[str]:
    with live.store.reading() as desk:
        return [task.words for task in desk.tasks.open_of_case(world.case)]


def test_everything_that_was_arranged_comes_back_as_it_was(live: Kit) -> None:
    world = a_world(live)

    fitted = Option(Mode.TAXI, "Calder Cabs", has=(Fitting.CHILD_SEAT,))
    out = arrange(
        live,
        world,
        needs=(Fitting.CHILD_SEAT,),
        has=(Fitting.CHILD_SEAT,),
        further=(fitted,),
        entrance=Entrance.SEPARATE,
        waits=Waiting.OWN_ROOM,
        districts=("LS1", "HX1"),
    )

    back = back_of(live, world, out)
    assert (back.direction, back.other_way, back.now.at, back.meeting) == (Direction.BACK, out.trip_id, None, "")
    assert (out.meeting, out.arrive_by, out.travel_minutes) == ("by the clock", time(9, 0), 25)
    assert (out.entrance, out.waits, out.districts) == (Entrance.SEPARATE, Waiting.OWN_ROOM, ("LS1", "HX1"))
    assert [(w.mode, w.provider, w.until_minutes) for w in out.ways] == [
        (Mode.TAXI, "Aire Cars", 1080),
        (Mode.TAXI, "Calder Cabs", 120),
    ]


def test_further_court_days_are_arranged_in_the_same_way_and_none_of_them_twice(lite: Kit) -> None:
    world = a_world(lite)
    second, third = date(2026, 12, 2), date(2026, 12, 3)
    arrange(lite, world, also_on=(second,))
    with pytest.raises(PleaseConfirm, match="has a ride there on that day already"):
        arrange(lite, world, confirmed=False)

    arrange(lite, world, on=third, also_on=(DAY, second))

    with lite.store.reading() as desk:
        rides = desk.cases.known_picture(world.case).trips
    assert sorted((trip.now.on, trip.direction.value) for trip in rides) == [
        (day, way) for day in (DAY, second, third) for way in ("back", "out")
    ]
    assert all(trip.other_way is not None for trip in rides)


def test_a_trip_without_a_way_home_says_why(live: Kit) -> None:
    world = a_world(live)
    with pytest.raises(Refused, match="why there is no way home"):
        arrange(live, world, no_return="forgot")
    out = arrange(live, world, no_return="stays")
    assert (out.other_way, out.no_return) == (None, "stays")
    assert "there only (they stay the night)" in said(live, world)


def test_what_may_not_be_kept_or_does_not_fit_is_refused(lite: Kit) -> None:
    world = a_world(lite)
    for changes, says in (
        ({"meeting": "14 Mill Lane"}, "No address"),
        ({"pick_up": PickUp.HOME}, "nothing about a home"),
        ({"needs": (Fitting.WHEELCHAIR,)}, "They need room for a wheelchair"),
        ({"seats": 1}, "It has 1 seat"),
        ({"apart_by": "wcu", "apart_because": "escorted"}, "Only a manager"),
    ):
        with pytest.raises(Refused, match=says):
            arrange(lite, world, **changes)
    with lite.store.reading() as desk:
        assert desk.cases.known_picture(world.case).trips == ()


def test_an_arrival_with_the_defendants_side_is_asked_about(lite: Kit) -> None:
    world = a_world(lite)
    with pytest.raises(PleaseConfirm, match="may meet the defendant's side"):
        arrange(lite, world, confirmed=False, arrive_by=time(9, 50))


def test_a_trip_is_settled_by_an_answer_and_two_tellings_and_closed_by_home_safe(live: Kit) -> None:
    world = a_world(live)
    out = arrange(live, world)
    for way in (out, back_of(live, world, out)):
        way = record(live, world, way, TripEvent.ACCEPTED)
        way = record(live, world, way, TripEvent.FAMILY_TOLD, word="call")
        way = record(live, world, way, TripEvent.DRIVER_TOLD, word="mail")
        assert (is_settled(way), way.now.state) == (True, PlanState.SHARED)
    assert lift(live, world) is NeedState.CONFIRMED

    back = back_of(live, world, out)
    back = record(live, world, back, TripEvent.APPROVED, by="wcu", word="cps")
    back = record(live, world, back, TripEvent.RELEASED)
    back = record(live, world, back, TripEvent.HOME_SAFE, word="call")
    assert back.now.state is PlanState.DONE
    assert record(live, world, back, TripEvent.SPENT, word="mileage", amount=125).facts[-1].amount == 125
    assert "they are home by a call" in said(live, world)


def test_a_report_tries_the_next_way_at_once_and_readiness_falls_back(live: Kit) -> None:
    world = a_world(live)
    out = record(live, world, arrange(live, world), TripEvent.ACCEPTED)
    out = record(live, world, out, TripEvent.FELL_THROUGH, word="ill", by="driver")

    assert (way_now(out), answer_of(out), out.now.state) == (1, Answer.NOT_ASKED, PlanState.NEEDED)
    assert lift(live, world) is NeedState.NEEDED
    assert any(words.startswith("Ask a volunteer's car for the ride there") for words in words_of_tasks(live, world))
    assert "now B is tried, a volunteer's car" in said(live, world)
    out = record(live, world, out, TripEvent.ACCEPTED)
    trips.step(
        live.store,
        Which(world.case, out.trip_id, len(out.steps)),
        PlanState.FAILED,
        "provider",
        rules=live.rules(),
        asking=world.asking("olu", live),
    )
    assert way_now(trip_of(live, world, out.trip_id)) == 2


def test_the_clock_tries_b_18_hours_and_c_2_hours_before_once_each(live: Kit) -> None:
    world = a_world(live)
    out, rules = arrange(live, world), live.rules()
    b_at, c_at = PICK_UP - timedelta(hours=18), PICK_UP - timedelta(hours=2)

    assert move_on(live.store, rules=rules, now=b_at - timedelta(minutes=1)) == 0
    assert move_on(live.store, rules=rules, now=b_at) == 1
    assert move_on(live.store, rules=rules, now=b_at) == 0
    assert way_now(trip_of(live, world, out.trip_id)) == 1
    with live.store.reading() as desk:
        waiting = [m for m in desk.cases.known_picture(world.case).messages if m.purpose.value == "ride_changed"]
    assert [m.person_id for m in waiting] == [world.mother]
    assert move_on(live.store, rules=rules, now=c_at) >= 1
    assert way_now(trip_of(live, world, out.trip_id)) == 2
    assert "by the clock, fell through" in said(live, world)


def test_what_somebody_else_has_changed_meanwhile_is_not_changed_again(live: Kit) -> None:
    world = a_world(live)
    out = arrange(live, world)
    record(live, world, out, TripEvent.ACCEPTED)
    with pytest.raises(SomebodyElseChangedThis):
        record(live, world, out, TripEvent.REFUSED, word="ill", by="driver")
    kept = trip_of(live, world, out.trip_id).facts
    with pytest.raises(SomebodyElseChangedThis), live.store.changing() as desk:
        desk.plans.trips.add_facts(world.case, out.trip_id, 0, kept, by_id=None)
    with pytest.raises(NotFound):
        record(live, world, replace(out, trip_id="0" * 26), TripEvent.ACCEPTED)


def test_only_words_of_the_lists_are_kept(lite: Kit) -> None:
    world = a_world(lite)
    out = arrange(lite, world)
    for event, changes, says in (
        (TripEvent.FAMILY_TOLD, {"word": "pigeon"}, "Choose from the list"),
        (TripEvent.APPROVED, {"word": "cps", "by": "Amina"}, "Choose who"),
        (TripEvent.FELL_THROUGH, {"word": "ill", "by": "clock"}, "Choose who"),
        (TripEvent.SPENT, {"word": "taxi", "amount": 0}, "Enter how much"),
        (TripEvent.ADVANCED, {}, "happens by itself"),
        (TripEvent.APART_SETTLED, {"word": "escorted", "by": "wcu"}, "Only a manager"),
        (TripEvent.HOME_SAFE, {"word": "call"}, "on the way home"),
    ):
        with pytest.raises(Refused, match=says):
            record(lite, world, out, event, **changes)
    assert trip_of(lite, world, out.trip_id) == out


def test_a_clash_is_saved_by_a_manager_alone_with_who_and_why(live: Kit) -> None:
    world = a_world(live)
    with live.store.changing() as desk:
        desk.people.add(Person("sister", "home", "Rim Farah", "R.F.", date(2014, 1, 1)))
        desk.people.give_part(world.case, CasePart("sister", Part.WITNESS))
        desk.people.add_witness(world.case, Witness("w2", "sister", "W2", Requirement.WARNED))
    arrange(live, world)
    with pytest.raises(Refused, match="it may be one vehicle"):
        arrange(live, world, passengers=("sister",))
    together = arrange(live, world, "mo", passengers=(world.child, "sister"), apart_by="oic", apart_because="escorted")
    assert (together.facts[0].event, together.facts[0].by) == (TripEvent.APART_SETTLED, "oic")
    assert "Witnesses come together: the officer in the case agreed, an officer sits between them" in said(live, world)


def test_the_districts_of_the_defendants_side_are_kept_and_nothing_closer(live: Kit) -> None:
    world = a_world(live)
    rules, asking = live.rules(), world.asking("olu", live)
    with live.store.reading() as desk:
        (label,) = [d.label for d in desk.cases.known_picture(world.case).case.defendants][:1]
    with pytest.raises(Refused, match="districts only"):
        know_areas(live.store, world.case, label, ("BD4 7AA",), rules=rules, asking=asking)
    know_areas(live.store, world.case, label, ("BD4", "LS1"), rules=rules, asking=asking)
    with pytest.raises(PleaseConfirm, match=r"BD4 \(D1\)"):
        arrange(live, world, confirmed=False, districts=("BD4",))


def test_a_way_home_that_nobody_closed_becomes_a_task_in_the_evening(live: Kit) -> None:
    world = a_world(live)
    arrange(live, world)
    evening = datetime(2026, 12, 1, 19, 0, tzinfo=UTC)
    for now, times in ((evening - timedelta(minutes=5), 0), (evening, 1), (evening + timedelta(hours=1), 2)):
        look_at_cases(live.store, live.rules(), now=now, every=timedelta(minutes=1))
        assert sum(words.startswith("Are they home?") for words in words_of_tasks(live, world)) == times
