"""How a trip goes: ways A to D, answers and tellings, and what time alone moves on."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from tests.builders import MOTHER, J, a_picture
from tests.plan_builders import a_step, a_trip
from witness.domain.errors import Refused
from witness.domain.picture_at import picture_at
from witness.domain.plans import PlanState
from witness.domain.trip_course import (
    Answer,
    Turn,
    answer_of,
    driver_knows,
    family_knows,
    is_settled,
    misfit,
    newest_change,
    next_try_at,
    turn_by,
    turn_by_time,
    way_now,
)
from witness.domain.trip_rates import RATES, costs_of, money, rate_on
from witness.domain.trips import Direction, Fitting, Mode, Option, Trip, TripEvent, TripFact

DAY = date(2026, 12, 7)
PICK_UP = datetime(2026, 12, 7, 8, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
WAYS = (
    Option(Mode.TAXI, "Aire Cars", until_minutes=18 * 60),
    Option(Mode.VOLUNTEER_CAR, seats=3, until_minutes=2 * 60),
    Option(Mode.STAFF_CAR),
)


def fact(event: TripEvent, at: datetime = TUESDAY, **changes: Any) -> TripFact:
    return replace(TripFact(event, at, at), **changes)


def asked(**changes: Any) -> Trip:
    step = a_step(PlanState.REQUESTED, DAY, at=time(8, 0), recorded_at=TUESDAY - timedelta(days=1))
    return a_trip(J, MOTHER, steps=(step,), ways=WAYS, **changes)


def after(trip: Trip, turn: Turn | None) -> Trip:
    assert turn is not None
    steps = trip.steps if turn.step is None else (*trip.steps, turn.step)
    return replace(trip, steps=steps, facts=(*trip.facts, *turn.facts))


def told_both(trip: Trip, at: datetime = TUESDAY) -> Trip:
    for event in (TripEvent.FAMILY_TOLD, TripEvent.DRIVER_TOLD):
        trip = after(trip, turn_by(trip, fact(event, at, word="call")))
    return trip


def test_a_trip_is_settled_only_when_it_is_accepted_and_both_sides_know() -> None:
    trip = asked()
    assert (answer_of(trip), is_settled(trip)) == (Answer.ASKED, False)

    trip = after(trip, turn_by(trip, fact(TripEvent.ACCEPTED)))
    assert (trip.now.state, is_settled(trip)) == (PlanState.CONFIRMED, False)
    trip = after(trip, turn_by(trip, fact(TripEvent.FAMILY_TOLD, word="call")))
    assert (family_knows(trip), driver_knows(trip), trip.now.state) == (True, False, PlanState.CONFIRMED)
    trip = after(trip, turn_by(trip, fact(TripEvent.DRIVER_TOLD, word="mail")))
    assert (is_settled(trip), trip.now.state) == (True, PlanState.SHARED)


def test_nobody_has_to_be_told_that_they_drive_themselves() -> None:
    trip = asked(mode=Mode.OWN_CAR)
    assert driver_knows(replace(trip, ways=())) is True


@pytest.mark.parametrize("event", [TripEvent.REFUSED, TripEvent.FELL_THROUGH])
def test_a_report_moves_on_at_once_and_nothing_that_was_said_before_counts(event: TripEvent) -> None:
    trip = told_both(after(asked(), turn_by(asked(), fact(TripEvent.ACCEPTED))))
    later = TUESDAY + timedelta(hours=2)

    trip = after(trip, turn_by(trip, fact(event, later, word="ill", by="driver")))

    assert (way_now(trip), answer_of(trip), trip.now.state) == (1, Answer.NOT_ASKED, PlanState.NEEDED)
    assert (family_knows(trip), driver_knows(trip)) == (False, False)
    assert trip.now.because == "somebody was ill"
    change, _ = newest_change(trip)
    assert change is not None
    assert change.recorded_at == later
    trip = after(trip, turn_by(trip, fact(TripEvent.FAMILY_TOLD, later, word="call", option=1)))
    assert newest_change(trip) == (None, 0)


def test_time_tries_b_18_hours_and_c_2_hours_before_the_pick_up_and_never_sooner() -> None:
    trip = asked()
    b_at, c_at = PICK_UP - timedelta(hours=18), PICK_UP - timedelta(hours=2)
    assert next_try_at(trip) == b_at
    assert turn_by_time(trip, b_at - timedelta(seconds=1)) is None

    trip = after(trip, turn_by_time(trip, b_at))
    assert (way_now(trip), next_try_at(trip)) == (1, c_at)
    assert turn_by_time(trip, b_at) is None
    trip = after(trip, turn_by_time(trip, c_at))
    assert (way_now(trip), next_try_at(trip), trip.now.state) == (2, None, PlanState.NEEDED)
    assert turn_by_time(trip, PICK_UP + timedelta(days=1)) is None


def test_time_leaves_a_way_that_was_accepted_alone() -> None:
    trip = after(asked(), turn_by(asked(), fact(TripEvent.ACCEPTED)))
    assert next_try_at(trip) is None
    assert turn_by_time(trip, PICK_UP) is None


def test_when_the_last_way_falls_through_the_trip_has_fallen_through_and_can_be_asked_for_again() -> None:
    trip = replace(asked(), ways=WAYS[:1])
    trip = after(trip, turn_by(trip, fact(TripEvent.FELL_THROUGH, word="provider", by="family")))
    assert (trip.now.state, way_now(trip), answer_of(trip)) == (PlanState.FAILED, 0, Answer.REFUSED)

    later = TUESDAY + timedelta(hours=1)
    with pytest.raises(Refused, match="has fallen through"):
        turn_by(trip, fact(TripEvent.FAMILY_TOLD, later, word="call"))
    trip = after(trip, turn_by(trip, fact(TripEvent.ASKED, later)))
    assert trip.now.state is PlanState.REQUESTED


def test_an_open_way_home_is_counted_from_when_courts_rise() -> None:
    step = a_step(PlanState.REQUESTED, DAY, at=None)
    back = replace(asked(direction=Direction.BACK), steps=(step,))
    assert next_try_at(back) == datetime(2026, 12, 6, 22, 30, tzinfo=UTC)


def test_home_safe_closes_the_way_home_and_nothing_else() -> None:
    with pytest.raises(Refused, match="on the way home"):
        turn_by(asked(), fact(TripEvent.HOME_SAFE))
    with pytest.raises(Refused, match="Only a way home"):
        turn_by(asked(), fact(TripEvent.RELEASED))
    alone = asked(no_return="stays")
    back = asked(direction=Direction.BACK)
    for trip in (alone, back):
        assert after(trip, turn_by(trip, fact(TripEvent.HOME_SAFE, word="call"))).now.state is PlanState.DONE
    over = after(back, turn_by(back, fact(TripEvent.HOME_SAFE, word="call")))
    with pytest.raises(Refused, match="is over"):
        turn_by(over, fact(TripEvent.ACCEPTED))
    assert turn_by(over, fact(TripEvent.SPENT, word="taxi", amount=1250)).step is None


@pytest.mark.parametrize(
    ("needs", "way", "says"),
    [
        ((), Option(Mode.TAXI, seats=1), "It has 1 seat for passengers, and 2 travel."),
        ((Fitting.CHILD_SEAT,), Option(Mode.TAXI), "They need a child seat, and it has none."),
        ((Fitting.CHILD_SEAT,), Option(Mode.TAXI, has=(Fitting.CHILD_SEAT,)), ""),
        (
            (Fitting.WHEELCHAIR, Fitting.MEDICATION),
            Option(Mode.TAXI, has=(Fitting.CHILD_SEAT,)),
            "They need room for a wheelchair and a driver who can carry medication, and it has none.",
        ),
    ],
)
def test_a_vehicle_that_does_not_fit_is_refused_with_the_reason(
    needs: tuple[Fitting, ...], way: Option, says: str
) -> None:
    trip = replace(asked(needs=needs), ways=(way,))
    assert misfit(trip, way) == says
    if says:
        with pytest.raises(Refused, match=says.split(",")[0]):
            turn_by(trip, fact(TripEvent.ACCEPTED))


def test_what_was_said_of_another_hour_counts_for_nothing_once_the_hour_has_moved() -> None:
    trip = told_both(after(asked(), turn_by(asked(), fact(TripEvent.ACCEPTED))))
    moved = replace(trip.now, recorded_at=TUESDAY + timedelta(hours=1), at=time(7, 0), state=PlanState.CONFIRMED)
    trip = replace(trip, steps=(*trip.steps, moved))
    assert (family_knows(trip), driver_knows(trip)) == (False, False)
    elsewhere = replace(trip.now, recorded_at=TUESDAY + timedelta(hours=3), change="hearing-1:2")
    trip = told_both(trip, TUESDAY + timedelta(hours=2))
    assert family_knows(trip) is True
    assert family_knows(replace(trip, steps=(*trip.steps, replace(elsewhere, state=PlanState.NEEDED)))) is False


def test_a_trip_is_told_as_it_stood_at_an_instant() -> None:
    trip = after(asked(), turn_by(asked(), fact(TripEvent.ACCEPTED)))
    picture = a_picture(trips=(trip,))
    (before,) = picture_at(picture, TUESDAY - timedelta(hours=1), now=PICK_UP).trips
    assert (before.facts, answer_of(before)) == ((), Answer.ASKED)


def test_costs_are_summed_and_a_rate_that_nobody_checked_says_so() -> None:
    spent = (("mileage", 125), ("parking", 480), ("taxi", 1250))
    trip = asked(facts=tuple(fact(TripEvent.SPENT, word=word, amount=amount) for word, amount in spent))

    costs = costs_of(trip)

    assert [row.pence for row in costs.rows] == [313, 480, 1250]  # 12.5 miles at 25p
    assert (money(costs.pence), costs.unverified) == ("£20.43", True)
    checked = tuple(replace(rate, verified_on=DAY) for rate in RATES)
    assert costs_of(trip, checked).unverified is False


def test_a_rate_counts_only_while_it_holds_and_none_is_marked_as_checked() -> None:
    old, new = replace(RATES[0], holds_until=date(2026, 12, 6)), replace(RATES[0], pence=30, holds_from=DAY)
    assert [rate_on("mile", day, (old, new)) for day in (date(2026, 12, 6), DAY)] == [old, new]
    assert rate_on("mile", date(1999, 1, 1)) is None
    assert all(rate.verified_on is None and rate.source for rate in RATES)
