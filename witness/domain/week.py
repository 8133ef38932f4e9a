"""A week to be planned, as neutral values: what has to be done where and when, who is there, and what must be kept.

Everything here is named by keys that say where it came from; what reaches the planner is named anew, by numbers alone.
Minutes count from midnight of a day, London wall clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from witness.domain.travel import NO_BUFFER, BufferRow
from witness.domain.visits import Place, VisitKind


class TaskKind(StrEnum):
    """What a task is to the plan."""

    DUE = "due"  # the ladder wants it, and nobody has found a time for it
    PROMISED = "promised"  # agreed with a family
    COURT_DAY = "court_day"  # somebody of ours is at court on the day of evidence
    BUSY = "busy"  # a promise in a case that whoever asks may not know of: only its time and place


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the plan. key: whose and which; outcode: where it lies, "" when nobody has said."""

    key: str
    outcode: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Span:
    """The minutes of a day between which something may start, both included."""

    on: date
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A minute of a day."""

    on: date
    minute: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What it costs to leave something out, in minutes of travel; None: it may not be. because: in words."""

    penalty: float | None
    because: str


@dataclass(frozen=True, slots=True)
class WeekTask:
    """A meeting, a call or a day at court.

    minutes: of the meeting itself; buffer: kept free before and after. starts: when it may start, in order. people: how
    many of ours go. allowed: who may know of the case. owner: whose case; known: who has led a visit to this family.
    family: for whom continuity counts. with_whom, at: what was promised and is kept. was_with, was_at: what it was
    before. elsewhere: when else a promise could be kept, were it to be moved. beside: who goes too, and is not of those
    who are planned. says: what to know, in words.
    """

    key: str
    kind: TaskKind
    spot: Spot
    minutes: int
    starts: tuple[Span, ...]
    allowed: frozenset[str]
    cost: Cost
    buffer: BufferRow = NO_BUFFER
    case_id: str = ""
    witness_id: str = ""
    visit_kind: VisitKind | None = None
    place: Place | None = None
    visit_id: str | None = None
    hearing_id: str | None = None
    family: str = ""
    people: int = 1
    skills: frozenset[str] = field(default=frozenset())
    owner: str = ""
    known: frozenset[str] = field(default=frozenset())
    with_whom: frozenset[str] = field(default=frozenset())
    at: Moment | None = None
    was_with: frozenset[str] = field(default=frozenset())
    was_at: Moment | None = None
    elsewhere: tuple[Span, ...] = ()
    beside: frozenset[str] = field(default=frozenset())
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekRide:
    """A family that is driven by one of ours. seats: of the car, whole families only. skills: of the car and driver.

    was_with: who was to drive.
    """

    key: str
    case_id: str
    trip_id: str
    pick_up: Spot
    set_down: Spot
    pick_up_between: tuple[Span, ...]
    set_down_between: tuple[Span, ...]
    longest: int
    seats: int
    allowed: frozenset[str]
    cost: Cost
    owner: str = ""
    family: str = ""
    known: frozenset[str] = field(default=frozenset())
    says: tuple[str, ...] = ()
    skills: frozenset[str] = field(default=frozenset())
    was_with: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Apart:
    """Of two tasks the first starts so many minutes before the second, if both are done. days: instead of minutes.

    days: on a later day, by so many at least. because: in words.
    """

    first: str
    second: str
    because: str
    minutes: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class WorkDay:
    """When somebody can be planned on a day. plannable: how long a round may be; overtime: how far past it may go."""

    on: date
    starts: int
    ends: int
    plannable: int
    overtime: int = 0


@dataclass(frozen=True, slots=True)
class WeekOfficer:
    """Somebody who can be planned. base: where their days begin and end."""

    account_id: str
    base: Spot
    days: tuple[WorkDay, ...]
    skills: frozenset[str] = field(default=frozenset())
    seats: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the week that a person should know. case_id: "" when it is about no case."""

    words: str
    case_id: str = ""


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """All that a plan of some days is made of. minutes: of the way from one spot to another, by their keys.

    is_repair: promises may be moved where they must be, at a cost for each change.
    """

    first_on: date
    last_on: date
    officers: tuple[WeekOfficer, ...]
    tasks: tuple[WeekTask, ...]
    rides: tuple[WeekRide, ...]
    apart: tuple[Apart, ...]
    ways: Mapping[tuple[str, str], int]
    ways_say: str = ""
    remarks: tuple[Remark, ...] = ()
    is_repair: bool = False

    def task(self, key: str) -> WeekTask | WeekRide | None:
        """Give a task or a ride by its key, or None."""
        everything: tuple[WeekTask | WeekRide, ...] = (*self.tasks, *self.rides)
        return next((one for one in everything if one.key == key), None)

    @property
    def plannable(self) -> tuple[WeekTask, ...]:
        """The tasks that have an hour and somebody who may do them; the others cannot be planned at all."""
        there = {officer.account_id for officer in self.officers}
        return tuple(task for task in self.tasks if task.starts and task.allowed & there)

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Every place of the week, each once, in a fixed order."""
        found = {officer.base.key: officer.base for officer in self.officers}
        for task in self.tasks:
            found[task.spot.key] = task.spot
        for ride in self.rides:
            found[ride.pick_up.key] = ride.pick_up
            found[ride.set_down.key] = ride.set_down
        return tuple(found[key] for key in sorted(found))
