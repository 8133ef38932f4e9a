"""Visits: the meetings that prepare a witness for court and follow them after it. Process only, never the evidence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from witness.domain.plans import ACTIVE, PlanStep


class VisitKind(StrEnum):
    """The rungs of the preparation ladder (domain reference §3.3), and what follows them."""

    WELCOME = "welcome"
    HOW_COURT_WORKS = "how_court_works"
    COURT_VISIT = "court_visit"
    MEMORY_REFRESH = "memory_refresh"
    READINESS_CALL = "readiness_call"
    EVE_CALL = "eve_call"
    DAY_SUPPORT = "day_support"
    DEBRIEF = "debrief"
    AFTERCARE = "aftercare"
    OTHER = "other"


VISIT_IN_WORDS: dict[VisitKind, str] = {
    VisitKind.WELCOME: "welcome visit",
    VisitKind.HOW_COURT_WORKS: "how court works",
    VisitKind.COURT_VISIT: "court visit",
    VisitKind.MEMORY_REFRESH: "memory refreshing",
    VisitKind.READINESS_CALL: "readiness call",
    VisitKind.EVE_CALL: "call the evening before",
    VisitKind.DAY_SUPPORT: "support on the day",
    VisitKind.DEBRIEF: "debrief",
    VisitKind.AFTERCARE: "visit after court",
    VisitKind.OTHER: "other meeting",
}


class Place(StrEnum):
    """Where a meeting is. Closed words: no address stands here."""

    HOME = "home"
    SCHOOL = "school"
    COURT = "court"
    OFFICE = "office"
    PHONE = "phone"
    ONLINE = "online"
    AGREED = "agreed"  # a place that was agreed with the family and is not written down


PLACE_IN_WORDS: dict[Place, str] = {
    Place.HOME: "at home",
    Place.SCHOOL: "at school",
    Place.COURT: "at court",
    Place.OFFICE: "at our office",
    Place.PHONE: "by telephone",
    Place.ONLINE: "online",
    Place.AGREED: "at the place agreed",
}


@dataclass(frozen=True, slots=True)
class VisitReport:
    """What came of a visit: process and wellbeing only. No field can hold what a witness remembers.

    covered: which parts of the approved checklist were gone through.
    evidence_mentioned: whether somebody began to speak of what happened (R v Momodou [2005] EWCA Crim 177).
    stopped: whether the talk was stopped with the agreed words; None when evidence was not mentioned.
    oic_told_at: when the officer in the case was told of it.
    """

    recorded_at: datetime
    covered: tuple[str, ...] = ()
    mood: str = ""
    evidence_mentioned: bool = False
    stopped: bool | None = None
    oic_told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A meeting with one witness and their family. Two witnesses of one case never share one.

    hearing_id: the hearing whose evidence it prepares for; None for one that hangs on no date.
    officer_id: who leads it, None while nobody does. second_id: who goes with them, where two go.
    steps: oldest first; there is at least one.
    """

    visit_id: str
    witness_id: str
    kind: VisitKind
    place: Place
    minutes: int
    hearing_id: str | None
    officer_id: str | None
    steps: tuple[PlanStep, ...]
    report: VisitReport | None = None
    second_id: str | None = None

    @property
    def now(self) -> PlanStep:
        """What it is today."""
        return self.steps[-1]

    @property
    def is_active(self) -> bool:
        """Whether it has yet to take place."""
        return self.now.state in ACTIVE
