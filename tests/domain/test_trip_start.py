"""A new trip begins with what is known, and with nothing that nobody has said."""

from datetime import date, time

from tests.builders import BEGAN_ON, CALENDAR, MOTHER, TRIAL, TRIAL_DAY, J, a_picture, noon
from tests.plan_builders import SISTER, a_trip, siblings
from witness.domain.places import CareSaid, HouseholdCare
from witness.domain.trip_start import TripStart, trip_start
from witness.domain.trips import Fitting, PickUp

TODAY = date(2026, 11, 24)


def test_whom_when_and_by_what_hour_come_from_the_case() -> None:
    start = trip_start(a_picture(), CALENDAR, TODAY)

    assert (start.hearing_id, start.people, start.on) == (TRIAL, (J, MOTHER), TRIAL_DAY)
    assert (start.arrive_by, start.at, start.pick_up) == (time(9, 0), None, PickUp.SAFE_POINT)


def test_the_next_witness_without_a_ride_goes_by_what_the_household_needs_and_apart() -> None:
    care = CareSaid(HouseholdCare("household-farah", skills=frozenset({"child_seat", "polish"})), noon(BEGAN_ON))
    start = trip_start(siblings(trips=(a_trip(J, MOTHER),), care=(care,)), CALENDAR, TODAY)

    assert start.people[0] == SISTER
    assert J not in start.people
    assert start.needs == (Fitting.CHILD_SEAT,)


def test_the_road_and_the_meeting_point_are_those_of_the_last_trip_and_give_the_hour() -> None:
    earlier = a_trip(J, on=date(2026, 10, 1), travel_minutes=25, meeting="by the clock", pick_up=PickUp.STATION)
    start = trip_start(a_picture(trips=(earlier,)), CALENDAR, TODAY)

    assert (start.on, start.meeting, start.pick_up) == (TRIAL_DAY, "by the clock", PickUp.STATION)
    assert start.at == time(8, 5)  # nine, less 25 minutes of road, 20 in hand for a taxi, and ten to find each other


def test_without_a_day_nothing_is_assumed() -> None:
    assert trip_start(a_picture(events=()), CALENDAR, TODAY) == TripStart()
