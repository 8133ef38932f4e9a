"""What trips ask of a person: ask the next driver, tell both sides, decide before it costs, see that they got home."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from witness.domain.cases import CasePicture
from witness.domain.countdown import working_days_until
from witness.domain.court_time import london_day, london_time, moment_in_london, short_day, spoken_time
from witness.domain.plans import PlanState
from witness.domain.ripple_table import NO_RIDE_FOR_A_PERIOD
from witness.domain.tasks import OFFICE_CLOSES, TaskKind, WantedTask, soon_by_the_office
from witness.domain.trip_clashes import bail_since_planned
from witness.domain.trip_course import Answer, answer_of, driver_knows, family_knows, letter, way_now, ways_of
from witness.domain.trip_days import ask_about
from witness.domain.trip_light import home_due_at, is_home_open, way_in_words
from witness.domain.trip_rules import ASK_THE_NEXT, DECIDE_AHEAD, SETTLED_BY
from witness.domain.trips import Direction, Trip
from witness.domain.visit_rules import ONE_DAY
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

# Somebody outside has been asked, so that taking it back may cost something.
ASKED = frozenset({PlanState.REQUESTED, PlanState.CONFIRMED, PlanState.SHARED})


@dataclass(frozen=True, slots=True)
class Looking:
    """The trips of a case, looked at by a calendar at an instant."""

    picture: CasePicture
    calendar: WorkingCalendar
    now: datetime


def trip_tasks(picture: CasePicture, calendar: WorkingCalendar, now: datetime) -> Iterator[WantedTask]:
    """Give the tasks that the trips of a case call for."""
    looking = Looking(picture, calendar, now)
    for trip in picture.trips:
        yield from _to_arrange(looking, trip)
        yield from _to_tell(looking, trip)
        yield from _to_decide(looking, trip)
        yield from _to_see_home(looking, trip)
    yield from _to_propose_again(looking)
    yield from _to_ask_about_days(looking)


def key_of_telling(trip: Trip) -> str:
    """Name the work of having a ride accepted and both sides told of it."""
    return f"ride_tell:{trip.trip_id}:{way_now(trip)}:{trip.now.on}"


def cancelled_for_a_period(picture: CasePicture, today: date) -> tuple[Trip, ...]:
    """Give the rides that were called off because only a period was known, and whose hearing has a day again.

    A ride for which another goes on that day is not proposed.
    """
    return tuple(t for t in picture.trips if _is_proposed_again(picture, t, today))


def _is_proposed_again(picture: CasePicture, trip: Trip, today: date) -> bool:
    if trip.now.state is not PlanState.CANCELLED or trip.now.because != NO_RIDE_FOR_A_PERIOD:
        return False
    hearing = next((h for h in picture.hearings if h.hearing_id == trip.hearing_id), None)
    if hearing is None or hearing.now.slot.on is None or hearing.now.slot.on < today:
        return False
    if hearing.now.slot.certainty not in ONE_DAY:
        return False
    return not any(
        other.is_active
        and other.hearing_id == trip.hearing_id
        and other.direction is trip.direction
        and set(other.passengers) & set(trip.passengers)
        for other in picture.trips
    )


def _to_arrange(looking: Looking, trip: Trip) -> Iterator[WantedTask]:
    """The next way is asked at once; when every way has fallen through, somebody finds another."""
    on, number = trip.now.on, way_now(trip)
    if on is None or on < london_day(looking.now):
        return
    if trip.now.state is PlanState.FAILED:
        yield _task(
            looking,
            f"ride_gone:{trip.trip_id}:{len(trip.steps)}",
            f"Find another way for {_what(looking, trip)}: every way has fallen through",
            "somebody has been asked to drive, or the trip is called off",
        )
    elif number and answer_of(trip) is Answer.NOT_ASKED:
        way = way_in_words(ways_of(trip)[number])
        yield _task(
            looking,
            f"ride_next:{trip.trip_id}:{number}",
            f"Ask {way} for {_what(looking, trip)}: it is now way {letter(number)}. Tell whoever was to drive before",
            "they have been asked",
        )


def _to_tell(looking: Looking, trip: Trip) -> Iterator[WantedTask]:
    """Both sides know of a trip of tomorrow before this evening."""
    on, today = trip.now.on, london_day(looking.now)
    if not trip.is_active or on is None or on < today:
        return
    left = working_days_until(on, looking.calendar, today)
    missing = [
        words
        for words, is_open in (
            ("have it accepted", answer_of(trip) is not Answer.ACCEPTED),
            ("tell the driver", not driver_knows(trip)),
            ("tell the family", not family_knows(trip)),
            ("look again at the way, the door and the waiting place", bool(bail_since_planned(looking.picture, trip))),
        )
        if is_open
    ]
    if not missing or left is None or left > SETTLED_BY:
        return
    yield _task(
        looking,
        key_of_telling(trip),
        f"{_listed(missing)}: {_what(looking, trip)}",
        "both sides know of it",
    )


def _to_decide(looking: Looking, trip: Trip) -> Iterator[WantedTask]:
    """A working day before it begins to cost, somebody decides whether it is still needed."""
    if trip.cancel_by is None or trip.now.state not in ASKED or trip.cancel_by <= looking.now:
        return
    last_day = london_day(trip.cancel_by)
    try:
        first = looking.calendar.add(last_day, -DECIDE_AHEAD)
    except BeyondTheCalendar:
        first = last_day
    if london_day(looking.now) < first:
        return
    until = f"{spoken_time(london_time(trip.cancel_by))} on {short_day(last_day)}"
    yield replace(
        _task(
            looking,
            f"ride_cancel:{trip.trip_id}:{trip.now.on}",
            f"Is it still needed? {_what(looking, trip)}. It is free to cancel until {until}",
            "you have decided; it goes when the time has passed",
        ),
        kind=TaskKind.RIDE_COSTS,
        due_at=min(trip.cancel_by, moment_in_london(last_day, OFFICE_CLOSES)),
    )


def _to_see_home(looking: Looking, trip: Trip) -> Iterator[WantedTask]:
    """The owner asks by the evening; an hour later somebody else does: nobody goes to bed not knowing."""
    due = home_due_at(trip)
    if due is None or not is_home_open(trip) or trip.now.state is PlanState.FAILED or looking.now < due:
        return
    task = WantedTask(
        reason_key=f"home_safe:{trip.trip_id}:{trip.now.on}",
        kind=TaskKind.HOME_SAFE,
        words=f"Are they home? Nobody has recorded it: {_what(looking, trip)}",
        clears_when="home safe is recorded",
        due_at=due,
        hearing_id=trip.hearing_id,
    )
    yield task
    if looking.now >= due + ASK_THE_NEXT:
        yield replace(task, reason_key=f"{task.reason_key}:backup", due_at=due + ASK_THE_NEXT, for_backup=True)


def _to_propose_again(looking: Looking) -> Iterator[WantedTask]:
    proposed = cancelled_for_a_period(looking.picture, london_day(looking.now))
    for hearing_id in dict.fromkeys(trip.hearing_id for trip in proposed if trip.hearing_id is not None):
        hearing = looking.picture.hearing(hearing_id)
        yield replace(
            _task(
                looking,
                f"ride_again:{hearing_id}:{hearing.now.number}",
                f"Arrange the rides again: the day is now {hearing.now.slot.in_words()}",
                "a ride is arranged for that day",
            ),
            hearing_id=hearing_id,
        )


def _to_ask_about_days(looking: Looking) -> Iterator[WantedTask]:
    """A witness may be heard on any day of a trial: each has its ride, or somebody has said that it needs none."""
    for asked in ask_about(looking.picture, looking.calendar, london_day(looking.now)):
        label = looking.picture.witness(asked.witness_id).label
        days = "_".join(day.isoformat() for day in asked.missing) or "beyond"
        key = f"ride_days:{asked.witness_id}:{asked.hearing.hearing_id}:{asked.hearing.now.number}:{days}"
        words = (
            f"{label}: no ride on {asked.words}, and the hearing goes on until then. Arrange one, or say that they do "
            "not come on these days"
            if asked.missing
            else f"{label}: a ride on {asked.words}, and nobody has said that the hearing goes on until then. Ask, or "
            "call it off"
        )
        task = _task(looking, key, words, "each day has its ride, or you have said that it needs none")
        yield replace(task, hearing_id=asked.hearing.hearing_id)


def _task(looking: Looking, key: str, words: str, clears_when: str) -> WantedTask:
    return WantedTask(
        reason_key=key,
        kind=TaskKind.RIDE,
        words=words,
        clears_when=clears_when,
        due_at=soon_by_the_office(looking.now, 2, looking.calendar),
    )


def _what(looking: Looking, trip: Trip) -> str:
    who = ", ".join(looking.picture.called(person_id) for person_id in trip.passengers)
    way = "there" if trip.direction is Direction.OUT else "home"
    on = "" if trip.now.on is None else f", {short_day(trip.now.on)}"
    at = "" if trip.now.at is None else f" at {spoken_time(trip.now.at)}"
    return f"the ride {way} of {who}{on}{at}"


def _listed(words: list[str]) -> str:
    said = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    return said[:1].upper() + said[1:]
