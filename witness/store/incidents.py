"""Keeps privacy incidents: texts of ours that may have reached a stranger. Reasons are sealed."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from witness.domain.access import Deed, Viewer
from witness.domain.incidents import Decision, Incident
from witness.store.access import visible_to
from witness.store.tables.cases import CaseRow
from witness.store.tables.incidents import IncidentRow
from witness.store.vault import Vault

REASON = "privacy_incident.reason"


class Incidents:
    """The drawer of privacy incidents."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def open(self, incident: Incident) -> None:
        """Keep that a text may have reached a stranger."""
        self._connection.execute(
            insert(IncidentRow).values(
                id=incident.incident_id,
                case_id=incident.case_id,
                person_id=incident.person_id,
                reply_id=incident.reply_id,
                aware_at=incident.aware_at,
                message_id=incident.message_id,
                message_at=incident.message_at,
                tier=incident.tier,
                decision=incident.decision.value,
            )
        )

    def decide(self, incident_id: str, decision: Decision, reason: str, *, by_id: str, now: datetime) -> bool:
        """Record what was decided and why; says whether it was still open."""
        changed = self._connection.execute(
            update(IncidentRow)
            .where(IncidentRow.id == incident_id, IncidentRow.decision == Decision.OPEN.value)
            .values(
                decision=decision.value,
                decided_at=now,
                decided_by=by_id,
                reason_sealed=self._vault.seal(REASON, incident_id, reason),
            )
        )
        return changed.rowcount == 1

    def get(self, incident_id: str) -> Incident | None:
        """Give one incident, or None."""
        row = self._connection.execute(select(IncidentRow).where(IncidentRow.id == incident_id)).one_or_none()
        return None if row is None else self._incident(row)

    def visible(self, viewer: Viewer, limit: int = 200) -> tuple[Incident, ...]:
        """Give the incidents of the cases whose kept texts a viewer may open, open ones first, then the newest."""
        query = (
            select(IncidentRow)
            .join(CaseRow, CaseRow.id == IncidentRow.case_id)
            .where(visible_to(viewer, Deed.SEE_DISCLOSURE))
            .order_by((IncidentRow.decision == Decision.OPEN.value).desc(), IncidentRow.aware_at.desc())
            .limit(limit)
        )
        return tuple(self._incident(row) for row in self._connection.execute(query))

    def _incident(self, row) -> Incident:  # type: ignore[no-untyped-def]
        reason = "" if row.reason_sealed is None else self._vault.open(REASON, row.id, row.reason_sealed)
        return Incident(
            incident_id=row.id,
            case_id=row.case_id,
            person_id=row.person_id,
            reply_id=row.reply_id,
            aware_at=row.aware_at,
            message_id=row.message_id,
            message_at=row.message_at,
            tier=row.tier,
            decision=Decision(row.decision),
            decided_at=row.decided_at,
            decided_by=row.decided_by,
            reason=reason,
        )
