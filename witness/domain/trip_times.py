"""When they have to leave: counted back from when they are to be there, and when that is.

Leave-by is the arrival less the road less a margin. The car stands ready a little before. Those who give evidence
arrive an hour before the court sits, when the defendant's side comes, or go in by another door.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from witness.domain.cases import CasePicture
from witness.domain.hearings import EVIDENCE_KINDS, Hearing
from witness.domain.trip_course import way_now, ways_of
from witness.domain.trip_rules import MARGIN_MINUTES, PICK_UP_WINDOW, STAGGER
from witness.domain.trips import Direction, Entrance, Trip

_ANY_DAY = date(2000, 1, 3)


@dataclass(frozen=True, slots=True)
class Leaving:
    """When they leave. first, leave_by: London hours between which they are picked up; margin_minutes: kept in hand."""

    first: time
    leave_by: time
    margin_minutes: int


def leaving(trip: Trip) -> Leaving | None:
    """Give when a trip out has to leave; None when it is not known when they are to be there or how long it takes."""
    if trip.direction is Direction.BACK or trip.arrive_by is None or trip.travel_minutes is None:
        return None
    margin = MARGIN_MINUTES[ways_of(trip)[way_now(trip)].mode]
    leave = _earlier(trip.arrive_by, timedelta(minutes=trip.travel_minutes + margin))
    return Leaving(_earlier(leave, PICK_UP_WINDOW), leave, margin)


def too_late(trip: Trip) -> str:
    """Say that a trip is planned to be picked up after it has to leave; "" when it is not."""
    times = leaving(trip)
    if times is None or trip.now.at is None or trip.now.at <= times.leave_by:
        return ""
    return (
        f"They have to leave by {times.leave_by:%H:%M} to be there at {trip.arrive_by:%H:%M}: "
        f"{trip.travel_minutes} minutes of road and {times.margin_minutes} in hand. The pick-up is at "
        f"{trip.now.at:%H:%M}."
    )


def arrival_wanted(hearing: Hearing) -> time | None:
    """Give when they should be at the building for a hearing at which evidence is given; None when no hour is known."""
    at = hearing.now.slot.at
    return None if at is None or hearing.kind not in EVIDENCE_KINDS else _earlier(at, STAGGER)


def not_staggered(picture: CasePicture, trip: Trip) -> str:
    """Say that they would arrive with the defendant's side, by the same door; "" when they would not."""
    hearing = next((h for h in picture.hearings if h.hearing_id == trip.hearing_id), None)
    if hearing is None or trip.arrive_by is None or trip.entrance is Entrance.SEPARATE:
        return ""
    wanted = arrival_wanted(hearing)
    if wanted is None or trip.arrive_by <= wanted:
        return ""
    return (
        f"They arrive at {trip.arrive_by:%H:%M}. Arrive by {wanted:%H:%M}, an hour before the court sits, or agree a "
        "separate entrance with the court: at the main door they may meet the defendant's side."
    )


def _earlier(at: time, by: timedelta) -> time:
    return (datetime.combine(_ANY_DAY, at) - by).time()
