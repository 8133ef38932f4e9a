"""What a family asks for when a meeting does not suit them: two other times. A court date is nobody's to ask away."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import IntEnum

from witness.domain.court_time import london_day, short_day, spoken_time
from witness.domain.plans import PlanState
from witness.domain.visits import Visit, VisitKind

FURTHEST = timedelta(days=90)


class Chosen(IntEnum):
    """What became of the asking."""

    NEITHER = 0
    FIRST = 1
    SECOND = 2


@dataclass(frozen=True, slots=True)
class OtherTime:
    """A day and an hour, London wall clock."""

    on: date
    at: time

    @property
    def in_words(self) -> str:
        """Say it as staff read it: "Tue 1 Dec 4pm"."""
        return f"{short_day(self.on)} {spoken_time(self.at)}"


@dataclass(frozen=True, slots=True)
class Asked:
    """That somebody asked for a meeting at one of two other times.

    seen: how many steps the meeting had when they asked; one that has changed since is not moved by an old wish.
    chosen: None while nobody has decided.
    """

    asked_id: str
    case_id: str
    visit_id: str
    person_id: str
    contact_id: str
    seen: int
    first: OtherTime
    second: OtherTime
    at: datetime
    chosen: Chosen | None = None

    def time_of(self, chosen: Chosen) -> OtherTime:
        """Give the time that was chosen. Raises ValueError: neither was."""
        if chosen is Chosen.NEITHER:
            raise ValueError("neither time was chosen")
        return self.first if chosen is Chosen.FIRST else self.second


def may_be_asked(visit: Visit, own_witnesses: frozenset[str], today: date) -> bool:
    """Whether a family may ask to have a meeting at another time: one of their own, ahead, never the day at court."""
    on = visit.now.on
    is_open = visit.now.state in (PlanState.REQUESTED, PlanState.CONFIRMED) and on is not None and on >= today
    return visit.witness_id in own_witnesses and visit.kind is not VisitKind.DAY_SUPPORT and is_open


def at_another_time(visit: Visit, to: OtherTime, now: datetime) -> Visit:
    """Give a meeting as it would be if a time were taken."""
    step = replace(visit.now, state=PlanState.REQUESTED, recorded_at=now, on=to.on, at=to.at)
    return replace(visit, steps=(*visit.steps, step))


def are_times(first: OtherTime, second: OtherTime, now: datetime) -> bool:
    """Whether two times can be asked for: different, both on a later day, and not too far off."""
    today = london_day(now)
    return first != second and all(today < t.on <= today + FURTHEST for t in (first, second))
