"""What may be booked: which visits and trips are refused, and what whoever books them is warned of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from witness.domain.cases import CasePicture
from witness.domain.countdown import hearing_ahead
from witness.domain.court_time import london_day, moment_in_london, short_day, spoken_day
from witness.domain.errors import Refused
from witness.domain.hearings import Certainty, Hearing
from witness.domain.keep_apart import may_ride_together, witnesses_among
from witness.domain.ladder import ladder_of, misplaced
from witness.domain.ladder_gates import evidence_is_over, refresh_refused
from witness.domain.ladder_rules import NEED_A_DAY, RULE_OF, CountsFrom, Leads
from witness.domain.people import AvoidWhy
from witness.domain.their_areas import near_them, place_not_compared, visit_near_them
from witness.domain.trip_clashes import clashes
from witness.domain.trip_course import misfit
from witness.domain.trip_times import not_staggered, too_late
from witness.domain.trips import MODE_IN_WORDS, Direction, Mode, Trip
from witness.domain.visits import Place, Visit, VisitKind
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

# One place can be shared by meetings of different people only when an officer leads both: they are one meeting then.
FAR_APART_PLACES = frozenset({Place.PHONE, Place.ONLINE, Place.HOME})
# Between two witnesses of one case at one place, so that they do not meet at the door. A judgement.
LEAST_BETWEEN = timedelta(minutes=30)
LONGEST_MINUTES = 600
ONE_DAY = frozenset({Certainty.TIME, Certainty.DAY, Certainty.MAYBE})
AVOID_IN_WORDS: dict[AvoidWhy, str] = {
    AvoidWhy.EXAM: "an exam",
    AvoidWhy.HOLIDAY: "a holiday",
    AvoidWhy.MEDICAL: "something medical",
    AvoidWhy.WORK: "work",
    AvoidWhy.FAITH: "a day of their faith",
    AvoidWhy.ANNIVERSARY: "an anniversary",
    AvoidWhy.OTHER: "a day to avoid",
}


def check_visit(picture: CasePicture, visit: Visit, calendar: WorkingCalendar, now: datetime) -> tuple[str, ...]:
    """Look at a visit before it is booked or moved, and give what to be warned of. Its newest step is the plan.

    Raises:
        Refused: the day or the hour cannot be, the listing does not allow it, or witnesses would be brought together.
    """
    _check_time(visit, now)
    ahead = hearing_ahead(picture, visit.witness_id, london_day(now))
    hearing = None if ahead is None else ahead[1]
    _check_gate(picture, visit, hearing)
    for other in picture.visits:
        if other.is_active and other.visit_id != visit.visit_id and other.now.on == visit.now.on:
            _check_apart(picture, visit, other)
    return tuple(_visit_warnings(picture, visit, calendar, now))


def check_trip(picture: CasePicture, trip: Trip, now: datetime, *, answered_for: bool = False) -> tuple[str, ...]:
    """Look at a trip before it is arranged, and give what to be warned of.

    answered_for: a manager gives a reason why witnesses of the case may come together on it.

    Raises:
        Refused: it brings witnesses together, its passengers are not of this case, no vehicle fits them, or its day has
            passed.
    """
    known = {person.person_id for person in picture.people}
    if not trip.passengers:
        raise Refused("Choose who travels.")
    if len(set(trip.passengers)) < len(trip.passengers) or not set(trip.passengers) <= known:
        raise Refused("Somebody who travels is not part of this case.")
    if trip.now.on is None:
        raise Refused("Enter the day of the trip.")
    if trip.now.on < london_day(now):
        raise Refused("That day has passed.")
    if trip.now.at is not None and moment_in_london(trip.now.on, trip.now.at) <= now:
        raise Refused("That date and time have passed.")
    for way in trip.ways:
        unfit = misfit(trip, way)
        if unfit:
            raise Refused(f"{MODE_IN_WORDS[way.mode].capitalize()}: {unfit}")
    found = clashes(picture, trip)
    if found and not answered_for:
        raise Refused(" ".join(clash.words for clash in found))
    return tuple(_trip_warnings(picture, trip))


def _check_time(visit: Visit, now: datetime) -> None:
    on, at = visit.now.on, visit.now.at
    if on is None or at is None:
        raise Refused("Enter the day and the time.")
    if moment_in_london(on, at) <= now:
        raise Refused("That date and time have passed.")
    if not 1 <= visit.minutes <= LONGEST_MINUTES:
        raise Refused("Enter how many minutes it takes, between 1 and 600.")


def _check_gate(picture: CasePicture, visit: Visit, hearing: Hearing | None) -> None:
    rule = RULE_OF.get(visit.kind)
    if visit.kind is VisitKind.MEMORY_REFRESH:
        refused = refresh_refused(picture, visit.witness_id, hearing)
        if refused:
            raise Refused(refused)
    if rule is not None and rule.hangs_on_date and visit.hearing_id is None:
        raise Refused("There is no date that it could prepare for yet.")
    if rule is not None and rule.leads is Leads.POLICE and visit.officer_id is not None:
        raise Refused("Memory refreshing is led by the police or the CPS. None of us may lead it.")
    day = None if hearing is None else hearing.now.slot.on
    if rule is None or rule.counts_from is not CountsFrom.EVIDENCE or day is None or visit.now.on is None:
        return
    if rule.kind is VisitKind.MEMORY_REFRESH and visit.now.on >= day:
        raise Refused("Memory refreshing may not be on the day of evidence. Choose a day before it.")
    if rule.closes > 0 and visit.now.on >= day and hearing is not None and hearing.now.slot.certainty in ONE_DAY:
        raise Refused(f"It prepares for {spoken_day(day)}, so it has to be before that day.")


def _check_apart(picture: CasePicture, visit: Visit, other: Visit) -> None:
    if not _overlap(visit, other, timedelta(0)):
        return
    if other.witness_id == visit.witness_id:
        raise Refused("Something else is booked for them at that time.")
    if _same_place(visit, other, picture) and not evidence_is_over(picture):
        raise Refused(
            f"{picture.witness(other.witness_id).label} is there at that time. Witnesses of one case are never "
            "seen together: choose another time or another place."
        )


def _same_place(one: Visit, other: Visit, picture: CasePicture) -> bool:
    if one.place is not other.place:
        return False
    if one.officer_id is not None and one.officer_id == other.officer_id:
        return True
    if one.place is Place.HOME:
        households = {
            picture.person(picture.witness(visit.witness_id).person_id).household_id for visit in (one, other)
        }
        return len(households) == 1
    return one.place not in FAR_APART_PLACES


def _overlap(one: Visit, other: Visit, between: timedelta) -> bool:
    first, second = _span(one), _span(other)
    return (
        first is not None and second is not None and first[0] < second[1] + between and second[0] < first[1] + between
    )


def _span(visit: Visit) -> tuple[datetime, datetime] | None:
    if visit.now.on is None or visit.now.at is None:
        return None
    begins = moment_in_london(visit.now.on, visit.now.at)
    return begins, begins + timedelta(minutes=visit.minutes)


def _visit_warnings(picture: CasePicture, visit: Visit, calendar: WorkingCalendar, now: datetime) -> Iterator[str]:
    on = visit.now.on
    if on is None:
        return
    outside = _outside_window(picture, visit, calendar, now)
    if outside:
        yield outside
    yield from _about_the_day(picture, visit, on, calendar)
    yield from visit_near_them(picture, visit)
    person_id = picture.witness(visit.witness_id).person_id
    for carer_id in witnesses_among(picture, (p.person_id for p in picture.carers_of(person_id))):
        if not evidence_is_over(picture):
            yield f"{picture.called(carer_id)} is a witness too, and may not be in the room. Find another adult."
    for other in picture.visits:
        close = other.is_active and other.witness_id != visit.witness_id and _same_place(visit, other, picture)
        if close and other.now.on == on and _overlap(visit, other, LEAST_BETWEEN):
            label = picture.witness(other.witness_id).label
            yield f"{label} is at the same place less than half an hour before or after. They must not meet."


def _about_the_day(picture: CasePicture, visit: Visit, on: date, calendar: WorkingCalendar) -> Iterator[str]:
    try:
        if not calendar.is_working(on):
            yield f"{spoken_day(on)} is not a working day."
    except BeyondTheCalendar as refused:
        yield str(refused)
    person_id = picture.witness(visit.witness_id).person_id
    for avoid in picture.availability:
        if avoid.person_id == person_id and avoid.first_on <= on <= avoid.last_on:
            yield f"They cannot come on that day: {AVOID_IN_WORDS[avoid.why]}."
    if visit.kind in NEED_A_DAY and any(
        v.is_active and v.visit_id != visit.visit_id and v.now.on == on and v.kind in NEED_A_DAY
        for v in picture.visits
        if v.witness_id == visit.witness_id
    ):
        yield "Another step of their preparation is on the same day. Each deserves a day of its own."


def _outside_window(picture: CasePicture, visit: Visit, calendar: WorkingCalendar, now: datetime) -> str:
    for rung in ladder_of(picture, visit.witness_id, calendar, now):
        if rung.kind is visit.kind:
            words = misplaced(visit.now.on, rung.window)
            return f"The day is outside the ladder. {words}" if words else ""
    return ""


def _trip_warnings(picture: CasePicture, trip: Trip) -> Iterator[str]:
    own = set(trip.passengers)
    for other in picture.trips:
        same_moment = (other.now.on, other.now.at, other.direction) == (trip.now.on, trip.now.at, trip.direction)
        together = same_moment and other.trip_id != trip.trip_id and other.is_active and other.mode is trip.mode
        if together and may_ride_together(picture, own | set(other.passengers)) and trip.mode is not Mode.WALK:
            yield "Another witness of this case leaves at the same time in the same way. It must not be the same car."
    yield from (words for words in (too_late(trip), not_staggered(picture, trip)) if words)
    yield from near_them(picture, trip)
    unknown = place_not_compared(picture, trip)
    if unknown:
        yield unknown
    children = [p for p in trip.passengers if trip.now.on and picture.person(p).is_child_on(trip.now.on)]
    if children and len(children) == len(trip.passengers) and trip.mode in (Mode.TAXI, Mode.TRAIN, Mode.BUS):
        yield "A child travels without an adult."


@dataclass(frozen=True, slots=True)
class TripDay:
    """The day that a trip is for, as its hearing or visit has it; of_revision 0 when it hangs on a visit."""

    on: date | None
    of_revision: int


def day_of_trip(picture: CasePicture, *, hearing_id: str | None, visit_id: str | None) -> TripDay:
    """Give the day that a trip is for.

    Raises:
        Refused: it is for nothing in this case.
    """
    for hearing in picture.hearings:
        if hearing.hearing_id == hearing_id:
            return TripDay(hearing.now.slot.on, hearing.now.number)
    for visit in picture.visits:
        if visit.visit_id == visit_id:
            return TripDay(visit.now.on, 0)
    raise Refused("Choose the date or the visit that the trip is for.")


def other_day(trip: Trip, day: TripDay) -> str:
    """Say that a trip is not on the day of what it is for; "" when it is."""
    if day.on is None or trip.now.on is None or day.on == trip.now.on or trip.direction is Direction.BACK:
        return ""
    return f"What it is for is on {short_day(day.on)}, the trip on {short_day(trip.now.on)}."
