"""What a new trip most likely is, from what is known: whom, when, where they meet; a person changes what differs.

Nothing is assumed that nobody has said: the meeting point and the road are those of the last trip of the same family,
and what the vehicle must have is what is recorded for the household.
"""

from dataclasses import dataclass, replace
from datetime import date, time

from witness.domain.cases import CasePicture
from witness.domain.hearings import Hearing
from witness.domain.places import SKILL_OF_FITTING
from witness.domain.trip_days import court_days, goes_there_on
from witness.domain.trip_times import arrival_wanted, leaving
from witness.domain.trips import Direction, Fitting, Mode, PickUp, Trip
from witness.domain.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class TripStart:
    """What a form begins with. on, at, arrive_by: London day and hours, None where they are not known.

    people: ids, in order; of several witnesses the first who has no ride. further: court days of the hearing on which
    that witness has no ride yet. travel_minutes: of the last trip of this family, None without one.
    """

    hearing_id: str = ""
    people: tuple[str, ...] = ()
    on: date | None = None
    at: time | None = None
    arrive_by: time | None = None
    travel_minutes: int | None = None
    mode: Mode = Mode.TAXI
    pick_up: PickUp = PickUp.SAFE_POINT
    meeting: str = ""
    needs: tuple[Fitting, ...] = ()
    further: tuple[date, ...] = ()


def trip_start(picture: CasePicture, calendar: WorkingCalendar, today: date) -> TripStart:
    """Give what a new trip of a case most likely is: the next day of evidence that somebody has no ride to."""
    ahead = sorted(
        (
            (hearing.now.slot.on, witness.label, hearing, witness.person_id)
            for event in picture.awaited
            if (hearing := picture.hearing(event.hearing_id)).now.slot.on is not None
            and (witness := picture.witness(event.witness_id)).is_expected
            and court_days(hearing.now.slot, calendar)
        ),
        key=lambda found: found[:2],
    )
    for _, _, hearing, person_id in ahead:
        days = tuple(
            day
            for day in court_days(hearing.now.slot, calendar)
            if day >= today and not goes_there_on(picture, hearing.hearing_id, person_id, day)
        )
        if days:
            return _start(picture, hearing, person_id, days)
    return TripStart()


def _start(picture: CasePicture, hearing: Hearing, person_id: str, days: tuple[date, ...]) -> TripStart:
    last = _last_trip(picture, person_id)
    start = TripStart(
        hearing_id=hearing.hearing_id,
        people=(person_id, *_who_goes_along(picture, person_id)),
        on=days[0],
        arrive_by=arrival_wanted(hearing),
        travel_minutes=None if last is None else last.travel_minutes,
        mode=Mode.TAXI if last is None else last.mode,
        pick_up=PickUp.SAFE_POINT if last is None else last.pick_up,
        meeting="" if last is None else last.meeting,
        needs=_needs(picture, person_id),
        further=days[1:],
    )
    return _with_hour(start)


def _with_hour(start: TripStart) -> TripStart:
    """Fill in when they are picked up, where the road is known."""
    trip = Trip(
        trip_id="",
        direction=Direction.OUT,
        mode=start.mode,
        pick_up=start.pick_up,
        passengers=start.people,
        hearing_id=start.hearing_id,
        visit_id=None,
        cancel_by=None,
        steps=(),
        arrive_by=start.arrive_by,
        travel_minutes=start.travel_minutes,
    )
    times = leaving(trip)
    return start if times is None else replace(start, at=times.first)


def _last_trip(picture: CasePicture, person_id: str) -> Trip | None:
    own = [t for t in picture.trips if t.direction is Direction.OUT and person_id in t.passengers and t.hearing_id]
    return max(own, key=lambda trip: trip.steps[0].recorded_at) if own else None


def _who_goes_along(picture: CasePicture, person_id: str) -> tuple[str, ...]:
    """Give one parent or carer who is no witness: whoever is one travels apart."""
    witnesses = {witness.person_id for witness in picture.witnesses}
    return tuple(carer.person_id for carer in picture.carers_of(person_id) if carer.person_id not in witnesses)[:1]


def _needs(picture: CasePicture, person_id: str) -> tuple[Fitting, ...]:
    household_id = picture.person(person_id).household_id
    said = [one.care for one in picture.care if one.care.household_id == household_id]
    asked = said[-1].skills if said else frozenset()
    return tuple(fitting for fitting, skill in SKILL_OF_FITTING.items() if skill.value in asked)
