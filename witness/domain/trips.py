"""Trips: how a family gets to court, to a visit and home again."""

from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class Trip:
    """One ride, one way.

    hearing_id or visit_id: what it is for. passengers: ids of people, in order.
    cancel_by: until when it can be cancelled without a charge; None when that is not known or does not matter.
    steps: oldest first; there is at least one. Their `at` is the pick-up, None for a return on release.
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

    @property
    def now(self) -> PlanStep:
        """What it is today."""
        return self.steps[-1]

    @property
    def is_active(self) -> bool:
        """Whether it has yet to take place."""
        return self.now.state in ACTIVE
