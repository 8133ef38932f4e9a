"""How a trip goes: which way of carrying them is tried, who has answered, who knows, and what happens next.

The ways A to D are tried in order. One that is refused, falls through or has not been accepted in time gives way to the
next; everything that was said about the one before it then counts for nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from witness.domain.court_time import moment_in_london
from witness.domain.errors import Refused
from witness.domain.plans import REASONS, PlanState, PlanStep
from witness.domain.trip_rules import COURT_RISES, LETTERS, WITHOUT_A_DRIVER
from witness.domain.trips import FITTING_IN_WORDS, Direction, Option, Trip, TripEvent, TripFact

ACCEPTED_BY_STEP = frozenset({PlanState.CONFIRMED, PlanState.SHARED, PlanState.DONE})
ENDED = frozenset({PlanState.DONE, PlanState.MISSED, PlanState.CANCELLED})


class Answer(StrEnum):
    """What the driver or the company of the present way has said."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"


ANSWER_IN_WORDS: dict[Answer, str] = {
    Answer.NOT_ASKED: "not asked yet",
    Answer.ASKED: "asked, no answer yet",
    Answer.ACCEPTED: "accepted",
    Answer.REFUSED: "refused",
}
_ANSWERS = {
    TripEvent.ASKED: Answer.ASKED,
    TripEvent.ACCEPTED: Answer.ACCEPTED,
    TripEvent.REFUSED: Answer.REFUSED,
    TripEvent.FELL_THROUGH: Answer.REFUSED,
}
_BY_STEP = {PlanState.NEEDED: Answer.NOT_ASKED, PlanState.REQUESTED: Answer.ASKED}


@dataclass(frozen=True, slots=True)
class Turn:
    """What follows from something that happened: further facts, in order, and the step that it brings about, if any."""

    facts: tuple[TripFact, ...]
    step: PlanStep | None = None


def ways_of(trip: Trip) -> tuple[Option, ...]:
    """Give the ways in which a trip may be made, in the order in which they are tried; there is at least one."""
    return trip.ways or (Option(trip.mode, trip.provider),)


def driver_of(trip: Trip) -> str:
    """Give who drives as it stands now, "" when nobody has said."""
    return ways_of(trip)[way_now(trip)].provider


def driven_by(trip: Trip, driver: str) -> Trip:
    """Give a trip with somebody as the driver of the way that is tried now."""
    number = way_now(trip)
    ways = tuple(replace(way, provider=driver) if n == number else way for n, way in enumerate(trip.ways))
    return replace(trip, provider=driver if number == 0 else trip.provider, ways=ways)


def way_now(trip: Trip) -> int:
    """Give the number of the way that is tried now, 0 for the first."""
    advanced = [fact.option for fact in trip.facts if fact.event is TripEvent.ADVANCED]
    return advanced[-1] if advanced else 0


def letter(number: int) -> str:
    """Give the letter of a way."""
    return LETTERS[number]


def answer_of(trip: Trip) -> Answer:
    """Say what the driver of the present way has said. A step that was put in by hand says it too."""
    told = [(f.recorded_at, _ANSWERS[f.event]) for f in _since_planned(trip) if f.event in _ANSWERS]
    step = trip.now
    if told and told[-1][0] >= step.recorded_at:
        return told[-1][1]
    if step.state in ACCEPTED_BY_STEP:
        return Answer.ACCEPTED
    return _BY_STEP.get(step.state, Answer.REFUSED)


def told(trip: Trip, event: TripEvent) -> TripFact | None:
    """Give when and how the family or the driver was told of the trip as it is now, or None."""
    return next((fact for fact in reversed(_since_planned(trip)) if fact.event is event), None)


def family_knows(trip: Trip) -> bool:
    """Whether the family knows of the trip as it is now."""
    return told(trip, TripEvent.FAMILY_TOLD) is not None or trip.now.state is PlanState.SHARED


def driver_knows(trip: Trip) -> bool:
    """Whether whoever drives knows of the trip as it is now, or nobody does who would have to be told."""
    free = ways_of(trip)[way_now(trip)].mode in WITHOUT_A_DRIVER
    return free or told(trip, TripEvent.DRIVER_TOLD) is not None or trip.now.state is PlanState.SHARED


def is_settled(trip: Trip) -> bool:
    """Whether it is agreed, and both sides know."""
    return answer_of(trip) is Answer.ACCEPTED and family_knows(trip) and driver_knows(trip)


def starts_at(trip: Trip) -> datetime | None:
    """Give the instant of the pick-up; for a way home on release, when courts rise. None without a day."""
    if trip.now.on is None:
        return None
    if trip.now.at is None and trip.direction is Direction.OUT:
        return None
    return moment_in_london(trip.now.on, trip.now.at or COURT_RISES)


def next_try_at(trip: Trip) -> datetime | None:
    """Give the instant at which the next way is tried if the present one is not accepted; None when nothing is due."""
    number, begins = way_now(trip), starts_at(trip)
    minutes = ways_of(trip)[number].until_minutes
    last = number + 1 >= len(ways_of(trip))
    if last or minutes is None or begins is None or not trip.is_active or answer_of(trip) is Answer.ACCEPTED:
        return None
    return begins - timedelta(minutes=minutes)


def newest_change(trip: Trip) -> tuple[TripFact | None, int]:
    """Give the newest time that whoever was to drive fell away, with its number; None when the family knows, or never.

    A trip that is over, or whose day has been moved since, has none.
    """
    if trip.now.state in ENDED or told(trip, TripEvent.FAMILY_TOLD) is not None:
        return None, 0
    moved = _day_set_at(trip)
    for number, fact in reversed(tuple(enumerate(trip.facts, start=1))):
        if fact.event in (TripEvent.REFUSED, TripEvent.FELL_THROUGH):
            return (fact, number) if fact.recorded_at >= moved else (None, 0)
    return None, 0


def ride_news_ends(trip: Trip) -> datetime | None:
    """Give when news of another driver comes too late; None without a day."""
    return starts_at(trip)


def misfit(trip: Trip, way: Option) -> str:
    """Say why a vehicle does not fit those who travel; "" when it does."""
    if len(trip.passengers) > way.seats:
        seats = f"{way.seats} seat{'' if way.seats == 1 else 's'}"
        return f"It has {seats} for passengers, and {len(trip.passengers)} travel."
    missing = [FITTING_IN_WORDS[need] for need in trip.needs if need not in way.has]
    return f"They need {' and '.join(missing)}, and it has none." if missing else ""


def turn_by(trip: Trip, fact: TripFact) -> Turn:
    """Compute what follows from something that has happened to a trip.

    Raises:
        Refused: it cannot happen to this trip as it stands.
    """
    _check(trip, fact)
    if fact.event in (TripEvent.REFUSED, TripEvent.FELL_THROUGH):
        return _moved_on(trip, fact)
    if fact.event is TripEvent.HOME_SAFE:
        return Turn((fact,), replace(trip.now, state=PlanState.DONE, recorded_at=fact.recorded_at, change=""))
    if fact.event is TripEvent.NOT_HOME:
        before = next((s.state for s in reversed(trip.steps) if s.state is not PlanState.DONE), PlanState.CONFIRMED)
        return Turn((fact,), _step(trip, before, fact))
    after = replace(trip, facts=(*trip.facts, fact))
    return Turn((fact,), _step_after(trip, after, fact))


def turn_by_time(trip: Trip, now: datetime) -> Turn | None:
    """Compute what time alone does: the next way is tried when its instant has come. None when nothing is due."""
    due = next_try_at(trip)
    if due is None or due > now:
        return None
    return _moved_on(trip, TripFact(TripEvent.FELL_THROUGH, now, now, way_now(trip), "provider", "clock"))


def _check(trip: Trip, fact: TripFact) -> None:
    if fact.event is TripEvent.RELEASED and trip.direction is not Direction.BACK:
        raise Refused("Only a way home begins with being released.")
    if fact.event is TripEvent.HOME_SAFE and trip.direction is Direction.OUT and not trip.no_return:
        raise Refused("Home safe is recorded on the way home.")
    if fact.event in (TripEvent.SPENT, TripEvent.APART_SETTLED):
        return
    if fact.event is TripEvent.NOT_HOME:
        _check_not_home(trip)
        return
    _check_going_on(trip, fact)


def _check_not_home(trip: Trip) -> None:
    if trip.now.state is not PlanState.DONE:
        raise Refused("Nobody has recorded that they are home.")


def _check_going_on(trip: Trip, fact: TripFact) -> None:
    if trip.now.state in ENDED:
        raise Refused("This trip is over.")
    if fact.event in _ANSWERS and fact.option != way_now(trip):
        raise Refused("That is not the way that is tried now. Look again.")
    if trip.now.state is PlanState.FAILED and fact.event not in (TripEvent.ASKED, TripEvent.ACCEPTED):
        raise Refused("This trip has fallen through. Ask somebody to drive first.")
    if fact.event is TripEvent.ACCEPTED:
        refused = misfit(trip, ways_of(trip)[fact.option])
        if refused:
            raise Refused(refused)


def _moved_on(trip: Trip, fact: TripFact) -> Turn:
    because = REASONS.get(fact.word, REASONS["provider"])
    number = way_now(trip) + 1
    if number >= len(ways_of(trip)):
        return Turn((fact,), _step(trip, PlanState.FAILED, fact, because))
    advanced = replace(fact, event=TripEvent.ADVANCED, option=number)
    return Turn((fact, advanced), _step(trip, PlanState.NEEDED, fact, because))


def _step_after(trip: Trip, after: Trip, fact: TripFact) -> PlanStep | None:
    """Give the step that an answer or a telling brings about, None when the trip stands where it stood."""
    state = trip.now.state
    if fact.event is TripEvent.ASKED and state in (PlanState.NEEDED, PlanState.FAILED):
        return _step(trip, PlanState.REQUESTED, fact)
    if fact.event is TripEvent.ACCEPTED and state not in ACCEPTED_BY_STEP:
        return _step(trip, PlanState.CONFIRMED, fact)
    if fact.event in (TripEvent.FAMILY_TOLD, TripEvent.DRIVER_TOLD) and state is PlanState.CONFIRMED:
        return _step(trip, PlanState.SHARED, fact) if is_settled(after) else None
    return None


def _step(trip: Trip, state: PlanState, fact: TripFact, because: str = "") -> PlanStep:
    return replace(trip.now, state=state, recorded_at=fact.recorded_at, because=because, change="")


def _since_planned(trip: Trip) -> tuple[TripFact, ...]:
    """Give the facts that speak of the trip as it is now: after the newest way was begun and its day or hour set."""
    begun = max((n for n, f in enumerate(trip.facts, start=1) if f.event is TripEvent.ADVANCED), default=0)
    moved = _day_set_at(trip)
    return tuple(fact for fact in trip.facts[begun:] if fact.recorded_at >= moved)


def _day_set_at(trip: Trip) -> datetime:
    """Give when the plan of the newest step was first put in: its day, its hour, or what a moved hearing left of it."""
    since = trip.now
    for step in reversed(trip.steps[:-1]):
        if since.change or (step.on, step.at) != (since.on, since.at):
            break
        since = step
    return since.recorded_at
