"""The answer: which officer does what in which order, and what found no place (`visit-plan/1`)."""

from dataclasses import dataclass
from enum import StrEnum


class At(StrEnum):
    """What a stop is for."""

    VISIT = "visit"
    PICKUP = "pickup"
    DROPOFF = "dropoff"


@dataclass(frozen=True, slots=True)
class Stop:
    """A service that begins at `start`, in the units of the problem."""

    task_id: str
    at: At
    start: int


@dataclass(frozen=True, slots=True)
class Route:
    """One officer's way through one shift (its index). start: leaves; end: is back; both as the plan means them."""

    officer_id: str
    shift: int
    start: int
    end: int
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Routes with at least one stop each, and the tasks that no route contains."""

    problem: str
    routes: tuple[Route, ...]
    unserved: tuple[str, ...]
