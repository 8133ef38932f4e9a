"""Plans of a week that were asked for: how far each has got, and what may still become of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from witness.domain.errors import Refused

LONGEST_DAYS = 7
MOST_OFFICERS = 40
MOST_SECONDS = 60.0
USUAL_SECONDS = 10.0


class RequestState(StrEnum):
    """How far a request has got. A plan that is done is a draft until somebody accepts it or sets it aside."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    ACCEPTED = "accepted"
    SET_ASIDE = "set_aside"


REQUEST_STATE_IN_WORDS: dict[RequestState, str] = {
    RequestState.WAITING: "waiting for the planner",
    RequestState.WORKING: "being planned",
    RequestState.DONE: "a draft, waiting for a decision",
    RequestState.FAILED: "no plan came of it",
    RequestState.ACCEPTED: "accepted",
    RequestState.SET_ASIDE: "set aside",
}
OPEN_REQUESTS = frozenset({RequestState.WAITING, RequestState.WORKING})


@dataclass(frozen=True, slots=True)
class Away:
    """What if somebody were away on a day: of a question "what if", not of the rota."""

    account_id: str
    on: date


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the planner has got. Costs are the planner's own; None while there is none.

    bound: no plan can cost less. is_proven: nothing better exists.
    """

    first_cost: float | None = None
    best_cost: float | None = None
    bound: float | None = None
    is_proven: bool = False

    @property
    def gap(self) -> float | None:
        """By which share of its cost a better plan could be better at most; None when that is not known."""
        if self.best_cost is None or self.bound is None:
            return None
        if self.best_cost <= 0:
            return 0.0 if self.bound >= self.best_cost else None
        return max(0.0, (self.best_cost - self.bound) / self.best_cost)


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """A plan that somebody asked for.

    officers: for whom. away: what if they were away. based_on: the accepted plan that it repairs, None for a new one.
    asked: the planner's problem and what its numbers stand for; plan: the draft; both as plain data, None before.
    because: why no plan came of it, "" when one did.
    """

    request_id: str
    team_id: str
    by_id: str
    asked_at: datetime
    first_on: date
    last_on: date
    officers: tuple[str, ...]
    away: tuple[Away, ...] = ()
    based_on: str | None = None
    seed: int = 1
    seconds: float = USUAL_SECONDS
    state: RequestState = RequestState.WAITING
    progress: Progress = field(default=Progress())
    because: str = ""
    problem_hash: str = ""
    asked: Mapping[str, Any] | None = field(default=None, repr=False)
    plan: Mapping[str, Any] | None = field(default=None, repr=False)
    settled_at: datetime | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """That something of a week stays with these people, at this hour, or both.

    task_key: as `domain.week` names tasks. officers: empty when anybody may. on, at: both or neither.
    """

    pin_id: str
    task_key: str
    officers: tuple[str, ...] = ()
    on: date | None = None
    at: time | None = None


def check_request(request: PlanRequest, today: date) -> None:
    """Look at a request before it is kept.

    Raises:
        Refused: its days or its number of people cannot be.
    """
    if request.last_on < request.first_on:
        raise Refused("The last day must not come before the first.")
    if (request.last_on - request.first_on).days >= LONGEST_DAYS:
        raise Refused(f"A plan covers at most {LONGEST_DAYS} days.")
    if request.last_on < today:
        raise Refused("These days have passed.")
    if not request.officers:
        raise Refused("Choose whose week is planned.")
    if len(request.officers) > MOST_OFFICERS:
        raise Refused(f"A plan covers at most {MOST_OFFICERS} people.")
    if not 0 < request.seconds <= MOST_SECONDS:
        raise Refused(f"The planner may think for at most {MOST_SECONDS:.0f} seconds.")
    if any(not request.first_on <= away.on <= request.last_on for away in request.away):
        raise Refused("The day somebody is away is not a day of this plan.")
