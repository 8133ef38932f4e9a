"""What visits, trips and bookings have in common: each hangs on a date, and every change of it is a further step."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


class PlanState(StrEnum):
    """How far something that was planned has got (domain reference §1.6)."""

    NEEDED = "needed"
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    SHARED = "shared"  # everybody who must know has been told, in a safe way
    DONE = "done"
    MISSED = "missed"
    FAILED = "failed"
    CANCELLED = "cancelled"


PLAN_STATE_IN_WORDS: dict[PlanState, str] = {
    PlanState.NEEDED: "to be arranged",
    PlanState.REQUESTED: "asked for",
    PlanState.CONFIRMED: "confirmed",
    PlanState.SHARED: "confirmed, and everybody knows",
    PlanState.DONE: "done",
    PlanState.MISSED: "did not take place",
    PlanState.FAILED: "fell through",
    PlanState.CANCELLED: "cancelled",
}

# Something that has not happened yet and still may.
ACTIVE = frozenset({PlanState.NEEDED, PlanState.REQUESTED, PlanState.CONFIRMED, PlanState.SHARED})


@dataclass(frozen=True, slots=True)
class PlanStep:
    """What something planned became, and when we put that in. Never changed afterwards.

    on, at: London day and hour; None while there is none.
    of_revision: the revision of the hearing it was planned for; 0 when it hangs on no hearing.
    change: the change of a hearing that brought this step about, "HEARING:NUMBER"; "" when a person did.
    """

    state: PlanState
    recorded_at: datetime
    on: date | None = None
    at: time | None = None
    of_revision: int = 0
    because: str = ""
    change: str = ""


# How far something may get from where it is. A visit is done only by its report.
NEXT: dict[PlanState, tuple[PlanState, ...]] = {
    PlanState.NEEDED: (PlanState.REQUESTED, PlanState.CONFIRMED, PlanState.CANCELLED),
    PlanState.REQUESTED: (PlanState.CONFIRMED, PlanState.MISSED, PlanState.FAILED, PlanState.CANCELLED),
    PlanState.CONFIRMED: (PlanState.SHARED, PlanState.DONE, PlanState.MISSED, PlanState.FAILED, PlanState.CANCELLED),
    PlanState.SHARED: (PlanState.DONE, PlanState.MISSED, PlanState.FAILED, PlanState.CANCELLED),
    PlanState.FAILED: (PlanState.REQUESTED, PlanState.CONFIRMED, PlanState.CANCELLED),
    PlanState.DONE: (),
    PlanState.MISSED: (),
    PlanState.CANCELLED: (),
}
# These want a word on why.
WANT_A_REASON = frozenset({PlanState.MISSED, PlanState.FAILED, PlanState.CANCELLED})

# Why something did not go ahead, as it may be kept: closed words, so that no story of a family is told in them.
REASONS: dict[str, str] = {
    "date_moved": "the date moved",
    "family_asked": "the family asked for it",
    "ill": "somebody was ill",
    "not_reached": "they were not there or could not be reached",
    "ours": "we could not do it",
    "court": "the court or the police could not do it",
    "provider": "no driver, room or person was free",
    "not_needed": "it is no longer needed",
    "other": "another reason",
}
