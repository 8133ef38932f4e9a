"""Trips are apart and in time, say what can go wrong, and ask a person before it does."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from tests.builders import (
    CALENDAR,
    MOTHER,
    J,
    a_case,
    a_contact,
    a_defendant,
    a_hearing,
    a_picture,
    a_revision,
    a_slot,
)
from tests.plan_builders import SISTER, a_step, a_trip, siblings
from witness.domain.case_closing import in_the_way
from witness.domain.cases import CasePicture
from witness.domain.defendants import DefendantStep, Turn
from witness.domain.errors import Refused
from witness.domain.hearings import Listing
from witness.domain.messages import Purpose
from witness.domain.planned_messages import messages_wanted
from witness.domain.plans import PlanState
from witness.domain.ripple_table import NO_RIDE_FOR_A_PERIOD
from witness.domain.tasks import TaskKind, WantedTask
from witness.domain.trip_clashes import (
    bail_since_planned,
    clashes,
    districts_in,
    through_their_area,
)
from witness.domain.trip_light import Colour, light_of
from witness.domain.trip_meeting import meeting_fault
from witness.domain.trip_tasks import cancelled_for_a_period, trip_tasks
from witness.domain.trip_times import leaving, not_staggered, too_late
from witness.domain.trips import Direction, Entrance, Mode, Option, PickUp, Trip, TripEvent, TripFact, Waiting
from witness.domain.visit_rules import check_trip

DAY = date(2026, 12, 7)  # a Monday
BEFORE = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
EVE = datetime(2026, 12, 4, 10, 0, tzinfo=UTC)
EVENING = datetime(2026, 12, 7, 19, 0, tzinfo=UTC)


def out(*people: str, **changes: Any) -> Trip:
    made = a_trip(*(people or (J, MOTHER)), pick_up=PickUp.SAFE_POINT, mode=Mode.TAXI, provider="Aire Cars")
    return replace(made, arrive_by=time(9, 0), travel_minutes=25, **changes)


def back(*people: str, **changes: Any) -> Trip:
    made = out(*people, direction=Direction.BACK, trip_id="trip-back", pick_up=PickUp.COURT)
    return replace(made, arrive_by=None, steps=(a_step(PlanState.CONFIRMED, DAY, at=None),), **changes)


def theirs(**changes: Any) -> Trip:
    return out(SISTER, trip_id="trip-sister", **changes)


def fact(event: TripEvent, at: datetime = BEFORE, **changes: Any) -> TripFact:
    return replace(TripFact(event, at, at), **changes)


BOTH_TOLD = (fact(TripEvent.FAMILY_TOLD, word="call"), fact(TripEvent.DRIVER_TOLD, word="mail"))


def tasks(now: datetime, *trips: Trip, **changes: Any) -> list[WantedTask]:
    return list(trip_tasks(a_picture(trips=trips, **changes), CALENDAR, now))


def test_leave_by_is_the_arrival_less_the_road_less_the_margin() -> None:
    times = leaving(out())
    assert times is not None
    assert (times.first, times.leave_by, times.margin_minutes) == (time(8, 5), time(8, 15), 20)
    assert leaving(replace(out(), travel_minutes=None)) is None
    assert too_late(out()) == ""
    late = replace(out(), steps=(a_step(PlanState.CONFIRMED, DAY, at=time(8, 16)),))
    assert "They have to leave by 08:15 to be there at 09:00" in too_late(late)


@pytest.mark.parametrize(
    ("arrive", "entrance", "warned"),
    [
        (time(9, 0), Entrance.MAIN, False),
        (time(9, 1), Entrance.MAIN, True),
        (time(9, 1), Entrance.UNKNOWN, True),
        (time(9, 45), Entrance.SEPARATE, False),
    ],
)
def test_they_arrive_an_hour_before_the_others_or_by_another_door(
    arrive: time, entrance: Entrance, warned: bool
) -> None:
    trip = replace(out(), arrive_by=arrive, entrance=entrance)
    assert bool(not_staggered(a_picture(), trip)) is warned


@pytest.mark.parametrize(
    ("mine", "other", "what"),
    [
        ({}, {"provider": "Aire Cars"}, ["vehicle"]),
        ({}, {"provider": "aire cars"}, ["vehicle"]),
        ({}, {"provider": "Calder Cabs"}, []),
        ({"entrance": Entrance.MAIN}, {"provider": "X", "entrance": Entrance.MAIN}, ["entrance"]),
        ({"entrance": Entrance.MAIN}, {"provider": "X", "entrance": Entrance.SEPARATE}, []),
        (
            {"entrance": Entrance.MAIN},
            {"provider": "X", "entrance": Entrance.MAIN, "arrive_by": time(9, 30)},
            [],
        ),
        ({"waits": Waiting.WITNESS_ROOM}, {"provider": "X", "waits": Waiting.WITNESS_ROOM}, ["waiting"]),
        ({"waits": Waiting.OWN_ROOM}, {"provider": "X", "waits": Waiting.OWN_ROOM}, []),
    ],
)
def test_two_witnesses_never_share_a_vehicle_a_door_or_a_waiting_place(
    mine: dict[str, Any], other: dict[str, Any], what: list[str]
) -> None:
    trip = replace(out(), **mine)
    found = clashes(siblings(trips=(replace(theirs(), **other),)), trip)
    assert [clash.what for clash in found] == what
    if what:
        with pytest.raises(Refused):
            check_trip(siblings(trips=(replace(theirs(), **other),)), trip, BEFORE)
        assert check_trip(siblings(trips=(replace(theirs(), **other),)), trip, BEFORE, answered_for=True) is not None


def test_a_supporter_who_is_no_witness_may_share_everything() -> None:
    beside = replace(theirs(), passengers=(MOTHER,), waits=Waiting.WITNESS_ROOM, entrance=Entrance.MAIN)
    trip = replace(out(J), waits=Waiting.WITNESS_ROOM, entrance=Entrance.MAIN)
    assert clashes(siblings(trips=(beside,)), trip) == ()


def test_a_way_through_a_district_of_the_defendants_side_is_warned_of() -> None:
    picture = a_picture(case=a_case(defendants=(a_defendant(areas=("BD4", "LS1")),)))
    assert "BD4 (D1)" in through_their_area(picture, replace(out(), districts=("HX1", "BD4")))
    assert through_their_area(picture, replace(out(), districts=("HX1",))) == ""
    assert districts_in(" ls1, BD4;hx1  ls1") == ("LS1", "BD4", "HX1")


def test_a_change_of_bail_opens_the_plan_again_until_somebody_has_looked() -> None:
    step = DefendantStep(Turn.BAIL_VARIED, BEFORE)
    picture = a_picture(case=a_case(defendants=(a_defendant(steps=(step,)),)))
    assert "D1" in bail_since_planned(picture, out())
    assert light_of(picture, out(facts=BOTH_TOLD), EVE).colour is not Colour.GREEN
    looked = out(facts=(fact(TripEvent.LOOKED_AGAIN, BEFORE + timedelta(hours=1)),))
    assert bail_since_planned(picture, looked) == ""


@pytest.mark.parametrize(
    ("pick_up", "words", "fault"),
    [
        (PickUp.SAFE_POINT, "by the clock in the station hall", ""),
        (PickUp.SAFE_POINT, "platform 4, under the board", ""),
        (PickUp.SAFE_POINT, "14 Mill Lane", "No address"),
        (PickUp.SAFE_POINT, "outside LS1 4AP", "No address"),
        (PickUp.SAFE_POINT, "ring 0113 496 0123", "No telephone number"),
        (PickUp.HOME, "the blue door", "nothing about a home"),
    ],
)
def test_a_meeting_point_has_words_and_no_address(pick_up: PickUp, words: str, fault: str) -> None:
    found = meeting_fault(pick_up, words)
    assert fault in found if fault else found == ""


def test_the_light_says_what_can_go_wrong_and_what_then() -> None:
    ways = (Option(Mode.TAXI, "Aire Cars", until_minutes=18 * 60), Option(Mode.VOLUNTEER_CAR))
    settled = (out(facts=BOTH_TOLD, ways=ways), back(facts=BOTH_TOLD))
    assert [light_of(a_picture(trips=settled), t, BEFORE).colour for t in settled] == [Colour.GREEN] * 2

    unanswered = out(ways=ways, steps=(a_step(PlanState.REQUESTED, DAY, at=time(8, 0)),))
    light = light_of(a_picture(trips=(unanswered, back())), unanswered, BEFORE)
    assert (light.colour, light.reasons[0]) == (Colour.AMBER, "Taxi (Aire Cars): asked, no answer yet.")
    assert light.then == ("B: a volunteer's car, at 2pm on Sun 6 Dec unless it is accepted by then.",)
    stranded = light_of(a_picture(trips=(out(facts=BOTH_TOLD),)), out(facts=BOTH_TOLD), BEFORE)
    assert (stranded.colour, stranded.reasons) == (Colour.RED, ("There is no way home.",))


def test_a_trip_of_the_next_working_day_that_is_not_settled_is_a_task() -> None:
    unsettled = (out(), back(facts=BOTH_TOLD))
    assert tasks(EVE - timedelta(days=2), *unsettled) == []
    (task,) = tasks(EVE, *unsettled)
    assert task.kind is TaskKind.RIDE
    assert task.words.startswith("Tell the driver and tell the family: the ride there of J.F., J.F.'s mother")
    assert tasks(EVE, out(facts=BOTH_TOLD), back(facts=BOTH_TOLD)) == []


def test_the_next_way_and_a_trip_without_any_are_tasks_at_once() -> None:
    ways = (Option(Mode.TAXI, "Aire Cars"), Option(Mode.VOLUNTEER_CAR))
    moved = (fact(TripEvent.FELL_THROUGH, word="provider", by="driver"),)
    moved += (fact(TripEvent.ADVANCED, word="provider", by="driver", option=1),)
    steps = (*out().steps, a_step(PlanState.NEEDED, DAY, at=time(8, 0), recorded_at=BEFORE))
    (task,) = tasks(BEFORE, out(ways=ways, facts=moved, steps=steps), back(facts=BOTH_TOLD))
    assert task.words.startswith("Ask a volunteer's car for the ride there")
    failed = (*out().steps, a_step(PlanState.FAILED, DAY, at=time(8, 0)))
    (task,) = tasks(BEFORE, out(steps=failed), back(facts=BOTH_TOLD))
    assert task.words.startswith("Find another way for the ride there")


def test_a_working_day_before_it_costs_somebody_decides() -> None:
    friday_evening = datetime(2026, 12, 4, 17, 0, tzinfo=UTC)
    trip = out(facts=BOTH_TOLD, cancel_by=friday_evening)
    thursday = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
    assert tasks(thursday - timedelta(days=1), trip) == []
    (task,) = tasks(thursday, trip)
    assert (task.kind, task.due_at) == (TaskKind.RIDE_COSTS, friday_evening)
    assert tasks(friday_evening, trip) == []


def test_who_is_not_known_to_be_home_is_asked_about_and_then_by_somebody_else() -> None:
    trips = (out(facts=BOTH_TOLD), back(facts=BOTH_TOLD))
    home = [t for t in tasks(EVENING - timedelta(minutes=1), *trips) if t.kind is TaskKind.HOME_SAFE]
    assert home == []
    (first,) = (t for t in tasks(EVENING, *trips) if t.kind is TaskKind.HOME_SAFE)
    assert (first.due_at, first.for_backup) == (EVENING, False)
    both = [t for t in tasks(EVENING + timedelta(hours=1), *trips) if t.kind is TaskKind.HOME_SAFE]
    assert [t.for_backup for t in both] == [False, True]
    safe = back(facts=(*BOTH_TOLD, fact(TripEvent.HOME_SAFE, EVENING, word="call")))
    assert [t for t in tasks(EVENING + timedelta(hours=1), trips[0], safe) if t.kind is TaskKind.HOME_SAFE] == []


def test_a_case_is_not_closed_while_a_day_is_open() -> None:
    picture = a_picture(events=(), trips=(back(facts=BOTH_TOLD),))
    assert "Nobody has recorded that J.F., J.F.'s mother got home on Mon 7 Dec." in in_the_way(
        picture, (), is_offered=False, today=DAY
    )
    assert in_the_way(picture, (), is_offered=False, today=DAY - timedelta(days=1)) == ()


def test_rides_that_were_called_off_for_a_period_are_proposed_again_when_a_day_is_fixed() -> None:
    off = a_step(PlanState.CANCELLED, DAY, at=time(8, 0), because=NO_RIDE_FOR_A_PERIOD)
    gone = out(steps=(*out().steps, off))
    fixed = a_picture(trips=(gone,))
    assert cancelled_for_a_period(fixed, BEFORE.date()) == (gone,)
    assert [t.words for t in tasks(BEFORE, gone)] == [
        "Arrange the rides again: the day is now Monday 7 December 2026 at 10am"
    ]
    window = a_hearing(revisions=[a_revision(slot=a_slot(listing=Listing.WARNED_LIST))])
    assert cancelled_for_a_period(replace(fixed, hearings=(window,)), BEFORE.date()) == ()
    assert cancelled_for_a_period(replace(fixed, trips=(gone, out())), BEFORE.date()) == ()
    given_up = out(steps=(*out().steps, replace(off, because="it is no longer needed")))
    assert cancelled_for_a_period(replace(fixed, trips=(given_up,)), BEFORE.date()) == ()


def wanted(picture: CasePicture) -> list[tuple[str, str]]:
    found = messages_wanted(picture, now=EVE, hold=timedelta(0), languages=frozenset({"en"}), calendar=CALENDAR)
    return [(m.person_id, m.wording) for m in found.messages if m.purpose is Purpose.RIDE_CHANGED]


def test_whoever_travels_is_asked_to_ring_when_another_is_to_drive_until_they_have_been_told() -> None:
    fell = (fact(TripEvent.FELL_THROUGH, EVE, word="provider", by="driver"),)
    picture = a_picture(contacts=(a_contact(),), trips=(out(facts=fell), back()))
    assert wanted(picture) == [(MOTHER, "ride_changed")]
    assert wanted(replace(picture, contacts=())) == []
    told = (*fell, fact(TripEvent.FAMILY_TOLD, EVE, word="call"))
    assert wanted(replace(picture, trips=(out(facts=told), back()))) == []
