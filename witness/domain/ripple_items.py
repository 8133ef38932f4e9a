"""Everything planned around one hearing, seen alike: visits, rides, bookings and letters."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from witness.domain.bookings import BOOKING_IN_WORDS
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, london_time, short_day, spoken_time
from witness.domain.hearings import Hearing, Revision
from witness.domain.plans import ACTIVE, PLAN_STATE_IN_WORDS, PlanState, PlanStep
from witness.domain.ripple_table import HABIT_OF_VISIT, Habit, habit_of_booking
from witness.domain.trips import MODE_IN_WORDS, PICK_UP_IN_WORDS, Direction, Trip
from witness.domain.visits import VISIT_IN_WORDS, VisitKind


class Group(StrEnum):
    """The branches of the ripple that hold what was planned. The values are their titles."""

    VISITS = "Visits and calls"
    TRIPS = "Rides"
    BOOKINGS = "Bookings and letters"


# Somebody outside has been asked, so that taking it back may cost something.
ASKED = frozenset({PlanState.REQUESTED, PlanState.CONFIRMED, PlanState.SHARED})


@dataclass(frozen=True, slots=True)
class Item:
    """One thing planned. kind: of a visit, else None. cancel_by: None when that is not known or does not matter."""

    item_id: str
    group: Group
    what: str
    habit: Habit
    steps: tuple[PlanStep, ...]
    kind: VisitKind | None = None
    cancel_by: datetime | None = None

    @property
    def now(self) -> PlanStep:
        """What it is today."""
        return self.steps[-1]

    @property
    def stands(self) -> bool:
        """Whether it still says something about a day: it lies ahead, or is a letter that somebody holds."""
        return self.now.state in ACTIVE or (self.habit is Habit.LETTER and self.now.state is PlanState.DONE)


def items_around(picture: CasePicture, hearing_id: str) -> Iterator[Item]:
    """Give what hangs on a hearing. A ride to a visit hangs on the visit: `rides_to_visits` gives those."""
    labels = {witness.witness_id: witness.label for witness in picture.witnesses}
    for visit in picture.visits:
        if visit.hearing_id == hearing_id:
            what = f"{labels[visit.witness_id]}: {VISIT_IN_WORDS[visit.kind]}"
            habit = HABIT_OF_VISIT[visit.kind]
            yield Item(visit.visit_id, Group.VISITS, what, habit, visit.steps, kind=visit.kind)
    for trip in picture.trips:
        if trip.hearing_id == hearing_id and trip.visit_id is None:
            yield ride(picture, trip)
    for booking in picture.bookings:
        if booking.hearing_id == hearing_id:
            what = f"{labels[booking.witness_id]}: {BOOKING_IN_WORDS[booking.kind]}"
            habit = habit_of_booking(booking.kind)
            yield Item(booking.booking_id, Group.BOOKINGS, what, habit, booking.steps, cancel_by=booking.cancel_by)


def ride(picture: CasePicture, trip: Trip) -> Item:
    """Give a trip as one thing planned: "W1: taxi there, at the safe meeting point"."""
    where = "there" if trip.direction is Direction.OUT else "back"
    what = f"{_riders(picture, trip)}: {MODE_IN_WORDS[trip.mode]} {where}, {PICK_UP_IN_WORDS[trip.pick_up]}"
    return Item(trip.trip_id, Group.TRIPS, what, Habit.RIDE, trip.steps, cancel_by=trip.cancel_by)


def planned_for(hearing: Hearing, step: PlanStep) -> Revision:
    """Give the revision that a step was planned for: as it says, else what was known when it was put in."""
    if 1 <= step.of_revision <= len(hearing.revisions):
        return hearing.revision(step.of_revision)
    known = [revision for revision in hearing.revisions if revision.recorded_at <= step.recorded_at]
    return known[-1] if known else hearing.revisions[0]


def step_in_words(step: PlanStep) -> str:
    """Say what something planned is: "Tue 1 Dec at 8.30am, confirmed"."""
    if step.state is PlanState.CANCELLED:
        return PLAN_STATE_IN_WORDS[step.state]
    return f"{when_in_words(step)}, {PLAN_STATE_IN_WORDS[step.state]}"


def when_in_words(step: PlanStep) -> str:
    """Say when something planned is: "Tue 1 Dec at 8.30am", "no day yet"."""
    if step.on is None:
        return "no day yet"
    return short_day(step.on) + ("" if step.at is None else f" at {spoken_time(step.at)}")


def deadline_in_words(item: Item, now: datetime) -> tuple[str, bool]:
    """Say until when something can be taken back without a charge, and whether that has passed; "" when nothing is due.

    Only what has been asked for can cost something.
    """
    if item.cancel_by is None or item.now.state not in ASKED:
        return "", False
    until = f"{short_day(london_day(item.cancel_by))}, {spoken_time(london_time(item.cancel_by))}"
    if item.cancel_by < now:
        return f"It may be charged: it could be cancelled free of charge until {until}.", True
    return f"No charge when it is cancelled by {until}.", False


def _riders(picture: CasePicture, trip: Trip) -> str:
    carried = set(trip.passengers)
    labels = [
        witness.label
        for witness in picture.witnesses
        if witness.person_id in carried or carried & {p.person_id for p in picture.carers_of(witness.person_id)}
    ]
    return ", ".join(labels) or "Family"
