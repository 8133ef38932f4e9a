"""Trips: how a family gets to court, to a visit and home again."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from witness.domain.plans import ACTIVE, PlanStep


class Direction(StrEnum):
    """Out to the place, or back from it."""

    OUT = "out"
    BACK = "back"


class Mode(StrEnum):
    """What carries them."""

    STAFF_CAR = "staff_car"
    VOLUNTEER_CAR = "volunteer_car"
    TAXI = "taxi"
    TRAIN = "train"
    BUS = "bus"
    OWN_CAR = "own_car"
    POLICE = "police"
    WALK = "walk"


MODE_IN_WORDS: dict[Mode, str] = {
    Mode.STAFF_CAR: "our car",
    Mode.VOLUNTEER_CAR: "a volunteer's car",
    Mode.TAXI: "taxi",
    Mode.TRAIN: "train",
    Mode.BUS: "bus",
    Mode.OWN_CAR: "their own car",
    Mode.POLICE: "police car",
    Mode.WALK: "on foot",
}


class PickUp(StrEnum):
    """Where somebody is met. The place itself is never written here."""

    HOME = "home"
    SAFE_POINT = "safe_point"
    SCHOOL = "school"
    STATION = "station"
    COURT = "court"


PICK_UP_IN_WORDS: dict[PickUp, str] = {
    PickUp.HOME: "at home",
    PickUp.SAFE_POINT: "at the safe meeting point",
    PickUp.SCHOOL: "at school",
    PickUp.STATION: "at the station",
    PickUp.COURT: "at court",
}


class Fitting(StrEnum):
    """What some families need in a vehicle, and some vehicles have."""

    CHILD_SEAT = "child_seat"
    WHEELCHAIR = "wheelchair"
    MEDICATION = "medication"


FITTING_IN_WORDS: dict[Fitting, str] = {
    Fitting.CHILD_SEAT: "a child seat",
    Fitting.WHEELCHAIR: "room for a wheelchair",
    Fitting.MEDICATION: "a driver who can carry medication",
}


class Entrance(StrEnum):
    """By which door they go into the building."""

    UNKNOWN = ""
    MAIN = "main"
    SEPARATE = "separate"


ENTRANCE_IN_WORDS: dict[Entrance, str] = {
    Entrance.UNKNOWN: "not agreed yet",
    Entrance.MAIN: "the main entrance",
    Entrance.SEPARATE: "a separate entrance, agreed with the court",
}


class Waiting(StrEnum):
    """Where they wait until they are called."""

    UNKNOWN = ""
    WITNESS_ROOM = "witness_room"
    OWN_ROOM = "own_room"
    REMOTE = "remote"
    PUBLIC = "public"


WAITING_IN_WORDS: dict[Waiting, str] = {
    Waiting.UNKNOWN: "not agreed yet",
    Waiting.WITNESS_ROOM: "the witness waiting room",
    Waiting.OWN_ROOM: "a room of their own",
    Waiting.REMOTE: "a room in another building",
    Waiting.PUBLIC: "the public area",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One way to carry them: the first is how it is planned, those after it are what is tried when one falls through.

    seats: for passengers. until_minutes: so long before the pick-up the next is tried when this has not been accepted;
    None when only a report that it fell through moves on.
    """

    mode: Mode
    provider: str = ""
    seats: int = 4
    has: tuple[Fitting, ...] = ()
    until_minutes: int | None = None


class TripEvent(StrEnum):
    """Something that happened to a trip beside its steps."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    FELL_THROUGH = "fell_through"
    ADVANCED = "advanced"  # the next way is tried: `option` says which
    FAMILY_TOLD = "family_told"
    DRIVER_TOLD = "driver_told"
    APPROVED = "approved"
    RELEASED = "released"  # the court has let them go: the way home begins
    HOME_SAFE = "home_safe"
    SPENT = "spent"
    APART_SETTLED = "apart_settled"  # a clash was looked at, and somebody answers for it
    LOOKED_AGAIN = "looked_again"
    NOT_HOME = "not_home"  # that they are home was recorded by mistake: somebody asks again


@dataclass(frozen=True, slots=True)
class TripFact:
    """Something that happened to a trip, in closed words. Never changed afterwards.

    option: which way it is about, 0 for the first. word: how, why, what for or who pays, by the event. by: who said or
    approved it. amount: pence, or tenths of a mile for mileage.
    """

    event: TripEvent
    at: datetime
    recorded_at: datetime
    option: int = 0
    word: str = ""
    by: str = ""
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Trip:
    """One ride, one way.

    hearing_id or visit_id: what it is for. passengers: ids of people, in order.
    cancel_by: until when it can be cancelled without a charge; None when that is not known or does not matter.
    steps: oldest first; there is at least one. Their `at` is the pick-up, None for a return on release.
    provider: of the first way. ways: all of them, A to D; empty for one that is `mode` and `provider` alone.
    other_way: the trip back of a trip out, and the other way round. no_return: why there is none, a word of
    `trip_rules.NO_RETURN`. meeting: words for the meeting point, never an address.
    arrive_by, travel_minutes: London hour at which they are to be there, and how long the road takes.
    districts: outward codes on the way. facts: oldest first.
    """

    trip_id: str
    direction: Direction
    mode: Mode
    pick_up: PickUp
    passengers: tuple[str, ...]
    hearing_id: str | None
    visit_id: str | None
    cancel_by: datetime | None
    steps: tuple[PlanStep, ...]
    provider: str = ""
    other_way: str | None = None
    no_return: str = ""
    meeting: str = ""
    arrive_by: time | None = None
    travel_minutes: int | None = None
    entrance: Entrance = Entrance.UNKNOWN
    waits: Waiting = Waiting.UNKNOWN
    needs: tuple[Fitting, ...] = ()
    districts: tuple[str, ...] = ()
    ways: tuple[Option, ...] = ()
    facts: tuple[TripFact, ...] = ()

    @property
    def now(self) -> PlanStep:
        """What it is today."""
        return self.steps[-1]

    @property
    def is_active(self) -> bool:
        """Whether it has yet to take place."""
        return self.now.state in ACTIVE

    @property
    def seen(self) -> int:
        """How much is recorded of it: a form carries it along, so that nobody changes what they have not seen."""
        return len(self.steps) + len(self.facts)
