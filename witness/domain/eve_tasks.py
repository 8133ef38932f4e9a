"""What the eve of a day at court asks of a person: one piece of work for each hearing, and one call for each person.

One for each hearing, and not for each thing: whoever opens it puts everything right at one place, says once "I have
it", and at five whoever is on call gets one line for a family and not nine.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, short_day
from witness.domain.eve import ARRANGED_BY, TOLD_BY, days_ahead, is_open, on_the_eve
from witness.domain.eve_lines import EveHearing, EveLine, EveState, EveThing, eves_on
from witness.domain.hearings import KIND_IN_WORDS
from witness.domain.tasks import TaskKind, WantedTask
from witness.domain.trip_tasks import key_of_telling
from witness.domain.working_days import WorkingCalendar

# What a text of one line can name.
MOST_NAMED = 5
SOFTER = frozenset({TaskKind.NO_ANSWER, TaskKind.CALL_BEFORE})
SHARPER = frozenset({TaskKind.CALL_FIRST, TaskKind.TELL_BY_VOICE})
# The sweep speaks of these with all the rest, so that nobody is asked twice for one ride.
OF_A_RIDE = frozenset({EveThing.DOOR, EveThing.RIDE, EveThing.DRIVER_TOLD, EveThing.RIDE_TOLD, EveThing.WAY_HOME})


@dataclass(frozen=True, slots=True)
class EveWork:
    """The work of the eves of a case. instead_of: keys of other work that it says with its own."""

    tasks: tuple[WantedTask, ...] = ()
    instead_of: frozenset[str] = frozenset()


def eve_work(picture: CasePicture, calendar: WorkingCalendar, now: datetime) -> EveWork:
    """Give the work that the eves of a case call for: from the sweep until the court sits."""
    tasks: list[WantedTask] = []
    said: set[str] = set()
    for eve in _open(picture, calendar, now):
        tasks += _to_put_right(picture, eve, calendar)
        tasks += _to_ring(picture, eve, calendar, now)
        said |= _rides_said(picture, eve)
    return EveWork(tuple(tasks), frozenset(said))


def without_doubles(wanted: Iterable[WantedTask], work: EveWork) -> list[WantedTask]:
    """Add the work of the eves to what is wanted, each thing asked for once.

    A call about a change comes first: whoever makes it says time and place too. A call of the eve takes the place of a
    softer one.
    """
    others = [task for task in wanted if task.reason_key not in work.instead_of]
    sharper = {(t.person_id, t.hearing_id) for t in others if t.kind in SHARPER}
    eve = [t for t in work.tasks if t.kind is not TaskKind.EVE_CALL or (t.person_id, t.hearing_id) not in sharper]
    rung = {(t.person_id, t.hearing_id) for t in eve if t.kind is TaskKind.EVE_CALL}
    return [*(t for t in others if t.kind not in SOFTER or (t.person_id, t.hearing_id) not in rung), *eve]


def _open(picture: CasePicture, calendar: WorkingCalendar, now: datetime) -> Iterator[EveHearing]:
    today = london_day(now)
    for on in (today, *days_ahead(today, calendar)):
        for eve in eves_on(picture, on, calendar, now):
            if is_open(on, eve.hearing.now.slot.at, now, calendar):
                yield eve


def _to_put_right(picture: CasePicture, eve: EveHearing, calendar: WorkingCalendar) -> Iterator[WantedTask]:
    missing = [line for line in eve.of(EveState.MISSING) if not line.asked_elsewhere]
    if not missing:
        return
    hearing = eve.hearing
    yield WantedTask(
        reason_key=f"eve:{hearing.hearing_id}:{hearing.now.number}:{eve.on}",
        kind=TaskKind.EVE,
        words=f"Put right for the {KIND_IN_WORDS[hearing.kind]} on {short_day(eve.on)}: {_listed(picture, missing)}",
        clears_when="nothing is missing for that day any more",
        due_at=on_the_eve(eve.on, ARRANGED_BY, calendar),
        hearing_id=hearing.hearing_id,
    )


def _to_ring(picture: CasePicture, eve: EveHearing, calendar: WorkingCalendar, now: datetime) -> Iterator[WantedTask]:
    hearing = eve.hearing
    for line in eve.of(EveState.MISSING):
        if line.thing is not EveThing.FAMILY_TOLD or line.person_id is None:
            continue
        yield WantedTask(
            reason_key=f"eve_call:{hearing.hearing_id}:{hearing.now.number}:{eve.on}:{line.person_id}",
            kind=TaskKind.EVE_CALL,
            words=f"Ring {picture.called(line.person_id)}: the time and the place for {short_day(eve.on)}",
            clears_when="you have spoken with them",
            due_at=on_the_eve(eve.on, TOLD_BY, calendar),
            person_id=line.person_id,
            hearing_id=hearing.hearing_id,
        )


def _rides_said(picture: CasePicture, eve: EveHearing) -> set[str]:
    trips = {trip.trip_id: trip for trip in picture.trips}
    return {key_of_telling(trips[line.trip_id]) for line in eve.lines if line.thing in OF_A_RIDE and line.trip_id}


def _listed(picture: CasePicture, missing: list[EveLine]) -> str:
    """Name what is missing, by witness where there are several, as much as a line holds."""
    called = dict.fromkeys(line.witness_id for line in missing)
    several = len([witness_id for witness_id in called if witness_id is not None]) > 1
    words: list[str] = []
    for line in missing:
        who = "" if line.witness_id is None or not several else f"{_initials(picture, line.witness_id)}: "
        words.append(f"{who}{line.what}")
    words = list(dict.fromkeys(words))
    more = len(words) - MOST_NAMED
    return ", ".join(words[:MOST_NAMED]) + (f", and {more} more" if more > 0 else "")


def _initials(picture: CasePicture, witness_id: str) -> str:
    return picture.person(picture.witness(witness_id).person_id).initials
