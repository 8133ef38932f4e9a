"""Privacy incidents for a manager: what went where, what must be decided, by when."""

from dataclasses import dataclass, field
from datetime import datetime

from witness.domain.access import Asking
from witness.domain.incidents import REPORT_SOURCE, REPORT_SOURCE_IS_VERIFIED, Decision, Incident
from witness.store import Desk, Store

DECISION_IN_WORDS: dict[Decision, str] = {
    Decision.OPEN: "to be decided",
    Decision.REPORTED: "reported to the Information Commissioner",
    Decision.NOT_REPORTED: "not reported: it is unlikely to put anybody at risk",
    Decision.NO_BREACH: "no breach: it was the right person",
}
SAID_AT: dict[int, str] = {
    0: "it asked to ring, and named nothing (L0)",
    1: "it named a day and an hour (L1)",
    2: "it named a day, an hour and a place by its nickname (L2)",
    3: "it named everything (L3)",
}


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """One incident. said: how much the last message that went there said."""

    incident_id: str
    case_id: str
    case_ref: str
    reply_id: str
    called: str
    aware_at: datetime
    report_by: datetime
    message_at: datetime | None
    said: str
    is_open: bool
    decision: str
    decided_at: datetime | None
    decided_by: str
    reason: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class IncidentsPage:
    """All incidents of the cases that a manager may see."""

    lines: tuple[IncidentLine, ...]
    source: str
    is_verified: bool
    as_at: datetime

    @property
    def open(self) -> tuple[IncidentLine, ...]:
        """Those that wait for a decision."""
        return tuple(line for line in self.lines if line.is_open)

    @property
    def decided(self) -> tuple[IncidentLine, ...]:
        """Those that were decided."""
        return tuple(line for line in self.lines if not line.is_open)


def incidents_page(store: Store, *, asking: Asking) -> IncidentsPage:
    """Answer for one manager."""
    with store.board_for(asking, doing="incidents.read") as desk:
        lines = tuple(_line(desk, incident) for incident in desk.incidents.visible(asking.viewer))
    return IncidentsPage(lines, REPORT_SOURCE, REPORT_SOURCE_IS_VERIFIED, asking.at)


def _line(desk: Desk, incident: Incident) -> IncidentLine:
    picture = desk.cases.known_picture(incident.case_id)
    decider = None if incident.decided_by is None else desk.accounts.find(incident.decided_by)
    return IncidentLine(
        incident_id=incident.incident_id,
        case_id=incident.case_id,
        case_ref=picture.case.ref,
        reply_id=incident.reply_id,
        called=picture.called(incident.person_id),
        aware_at=incident.aware_at,
        report_by=incident.report_by,
        message_at=incident.message_at,
        said="" if incident.tier is None else SAID_AT[incident.tier],
        is_open=incident.decision is Decision.OPEN,
        decision=DECISION_IN_WORDS[incident.decision],
        decided_at=incident.decided_at,
        decided_by="" if decider is None else decider.name,
        reason=incident.reason,
    )
