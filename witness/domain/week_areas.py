"""What of a week leads where the defendant's side is known to be, as remarks for a person."""

from collections.abc import Iterator

from witness.domain.court_time import short_day
from witness.domain.their_areas import has_been_looked_at, near_them, their_areas
from witness.domain.visits import Place
from witness.domain.week import Remark, WeekRide, WeekTask
from witness.domain.week_case import CaseInWeek


def remarks_on(case: CaseInWeek, tasks: tuple[WeekTask, ...], rides: tuple[WeekRide, ...]) -> tuple[Remark, ...]:
    """Give what a person should know before any of this is accepted; nothing of a case that they may not know of."""
    if not case.is_open:
        return ()
    case_id = case.picture.case.case_id
    said = (*_of_rides(case, rides), *_of_meetings(case, tasks))
    return tuple(Remark(words, case_id) for words in dict.fromkeys(said))


def _of_rides(case: CaseInWeek, rides: tuple[WeekRide, ...]) -> Iterator[str]:
    trips = {trip.trip_id: trip for trip in case.picture.trips}
    for ride in rides:
        trip = trips[ride.trip_id]
        if has_been_looked_at(trip) or trip.now.on is None:
            continue
        yield from (f"Ride on {short_day(trip.now.on)}: {words}" for words in near_them(case.picture, trip))


def _of_meetings(case: CaseInWeek, tasks: tuple[WeekTask, ...]) -> Iterator[str]:
    theirs = their_areas(case.picture)
    for task in tasks:
        code = task.spot.outcode
        if not code or code not in theirs:
            continue
        if task.place is Place.AGREED:
            yield f"The place agreed is in {code}, where {theirs[code]}'s side is known to be: agree another."
        elif task.place is Place.COURT:
            yield f"The court is in {code}, where {theirs[code]}'s side is known to be: agree the door and the way."
