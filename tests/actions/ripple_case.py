"""One of everything planned around the trial of the small world, in a real database."""

from datetime import date, datetime, time, timedelta

from tests.worlds import TRIAL, World
from witness.domain.bookings import Booking, BookingKind
from witness.domain.cases import CasePicture
from witness.domain.evidence import Side
from witness.domain.plans import PlanState, PlanStep
from witness.domain.trips import Direction, Mode, PickUp, Trip
from witness.domain.visits import Place, Visit, VisitKind
from witness.identifiers import new_id
from witness.store import Desk

BEFORE = {
    VisitKind.WELCOME: 10,
    VisitKind.HOW_COURT_WORKS: 8,
    VisitKind.COURT_VISIT: 5,
    VisitKind.MEMORY_REFRESH: 1,
    VisitKind.READINESS_CALL: 4,
    VisitKind.EVE_CALL: 1,
    VisitKind.DAY_SUPPORT: 0,
    VisitKind.DEBRIEF: -2,
    VisitKind.AFTERCARE: -14,
    VisitKind.OTHER: 6,
}


def plan(desk: Desk, world: World, now: datetime) -> None:
    """Keep a visit, a ride and a booking of every kind, and a ride to the court visit."""
    day = TRIAL.on
    assert day is not None

    def step(on: date, hour: int, revision: int = 1) -> tuple[PlanStep, ...]:
        return (PlanStep(PlanState.CONFIRMED, now, on, time(hour), of_revision=revision),)

    visits = [
        Visit(
            new_id(), world.witness, kind, Place.HOME, 60, world.hearing, None,
            step(day - timedelta(days=BEFORE[kind]), 16),
        )
        for kind in VisitKind
    ]  # fmt: skip
    to_court = next(visit for visit in visits if visit.kind is VisitKind.COURT_VISIT)
    assert to_court.now.on is not None
    desk.plans.add_visits(world.case, visits)
    riders = (world.child, world.mother)
    rides = [
        Trip(new_id(), way, Mode.TAXI, PickUp.HOME, riders, world.hearing, None, None, step(day, 8))
        for way in Direction
    ]
    there = step(to_court.now.on, 15, 0)
    rides.append(
        Trip(new_id(), Direction.OUT, Mode.STAFF_CAR, PickUp.HOME, riders, None, to_court.visit_id, None, there)
    )
    desk.plans.add_trips(world.case, rides)
    desk.plans.add_bookings(
        world.case,
        [Booking(new_id(), world.witness, k, world.hearing, Side.COURT, None, step(day, 9)) for k in BookingKind],
    )


def planned_items(picture: CasePicture) -> tuple[object, ...]:
    """Give everything planned with all its steps, to compare."""
    return (picture.visits, picture.trips, picture.bookings)
