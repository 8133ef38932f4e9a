"""The court days beyond the first: each day on which a witness may give evidence has its own ride, or somebody asks.

Which days those are is known only where the court or a person has said until when a hearing goes on. A witness may be
heard on any of them, and then needs no ride on the others: so days without one are asked about, and never booked.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from witness.domain.cases import CasePicture
from witness.domain.court_time import short_day
from witness.domain.hearings import Certainty, Hearing, HearingState, Slot
from witness.domain.plans import PlanState
from witness.domain.trips import Direction, Trip
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

ONE_DAY = frozenset({Certainty.TIME, Certainty.DAY, Certainty.MAYBE})
STANDS = frozenset({HearingState.LISTED, HearingState.UNCONFIRMED})
# Nobody plans lifts for a trial of months at once. Judgement, not verified.
MOST_DAYS = 20


@dataclass(frozen=True, slots=True)
class DaysToAskAbout:
    """The days of a hearing of which nobody has said how a witness gets there, or rides on days that it has not.

    missing: court days without a ride; beyond: trips on days after its last.
    """

    witness_id: str
    hearing: Hearing
    missing: tuple[date, ...]
    beyond: tuple[Trip, ...]

    @property
    def words(self) -> str:
        """Say the days: "Tue 8 Dec and Wed 9 Dec"."""
        days = self.missing or tuple(sorted({trip.now.on for trip in self.beyond if trip.now.on is not None}))
        said = [short_day(day) for day in days]
        return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def court_days(slot: Slot, calendar: WorkingCalendar) -> tuple[date, ...]:
    """Give the working days of a slot with a day, the first always; only that one where no last day is known."""
    if slot.on is None or slot.certainty not in ONE_DAY:
        return ()
    days = [slot.on]
    day = slot.on
    while slot.until is not None and day < slot.until and len(days) < MOST_DAYS:
        day += timedelta(days=1)
        if _is_working(day, calendar):
            days.append(day)
    return tuple(days)


def days_needed(slot: Slot, rides_on: Collection[date], calendar: WorkingCalendar) -> tuple[date, ...]:
    """Give the days of a hearing on which somebody is to be heard: its first, and later ones with a ride there.

    rides_on: the days on which somebody is fetched to it.
    """
    return tuple(day for n, day in enumerate(court_days(slot, calendar)) if n == 0 or day in rides_on)


def goes_there_on(picture: CasePicture, hearing_id: str, person_id: str, day: date) -> bool:
    """Whether a ride there is planned for somebody on a day of a hearing."""
    return any(trip.now.on == day for trip in _rides_of(picture, hearing_id, person_id))


def ask_about(picture: CasePicture, calendar: WorkingCalendar, today: date) -> tuple[DaysToAskAbout, ...]:
    """Give the days to ask about: of witnesses who have a ride to a hearing and are still to be heard there."""
    return tuple(_ask_about(picture, calendar, today))


def _ask_about(picture: CasePicture, calendar: WorkingCalendar, today: date) -> Iterator[DaysToAskAbout]:
    for event in picture.awaited:
        hearing, witness = picture.hearing(event.hearing_id), picture.witness(event.witness_id)
        days = court_days(hearing.now.slot, calendar)
        if not days or hearing.now.state not in STANDS or not witness.is_expected:
            continue
        rides = _rides_of(picture, hearing.hearing_id, witness.person_id)
        if not rides:
            continue  # the first day is asked about by the need of a lift
        had = {trip.now.on for trip in rides}
        missing = tuple(day for day in days[1:] if day >= today and day not in had)
        beyond = tuple(t for t in rides if t.is_active and _is_after(t, hearing.now.slot) and _is_ahead(t, today))
        if missing or beyond:
            yield DaysToAskAbout(witness.witness_id, hearing, missing, beyond)


def _rides_of(picture: CasePicture, hearing_id: str, person_id: str) -> tuple[Trip, ...]:
    return tuple(
        trip
        for trip in picture.trips
        if trip.hearing_id == hearing_id
        and trip.direction is Direction.OUT
        and person_id in trip.passengers
        and (trip.is_active or trip.now.state is PlanState.DONE)
    )


def _is_after(trip: Trip, slot: Slot) -> bool:
    return trip.now.on is not None and slot.last_day is not None and trip.now.on > slot.last_day


def _is_ahead(trip: Trip, today: date) -> bool:
    return trip.now.on is not None and trip.now.on >= today


def _is_working(day: date, calendar: WorkingCalendar) -> bool:
    try:
        return calendar.is_working(day)
    except BeyondTheCalendar:
        return False
