"""Decides what follows from a text that may have reached a stranger."""

from witness.domain.access import Asking, Deed, Role
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.incidents import Decision
from witness.store import Store

LONGEST_REASON = 1000


def decide(store: Store, incident_id: str, decision: Decision, reason: str, *, asking: Asking) -> None:
    """Record a manager's decision and its reason, and close the task that asked for it.

    Raises:
        Refused: no decision, or no reason, is given.
        NotFound: there is no such incident for this person.
        SomebodyElseChangedThis: it was decided before.
    """
    if decision is Decision.OPEN:
        raise Refused("Choose what was decided.")
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise Refused(f"Give the reason in at most {LONGEST_REASON} characters.")
    with store.reading() as desk:
        incident = desk.incidents.get(incident_id)
    if incident is None or asking.viewer.role is not Role.MANAGER:
        raise NotFound("There is no such incident.")
    with store.case_for(asking, Deed.SEE_DISCLOSURE, incident.case_id, doing="incident.decide") as desk:
        by_id = asking.viewer.account_id
        if not desk.incidents.decide(incident_id, decision, reason.strip(), by_id=by_id, now=asking.at):
            raise SomebodyElseChangedThis("This has been decided already.")
        for task in desk.tasks.open_of_case(incident.case_id):
            if task.reason_key == f"incident:{incident_id}":
                desk.tasks.done(task.task_id, by_id=by_id, outcome="decided", now=asking.at)
        desk.cases.happened(
            incident.case_id,
            at=asking.at,
            kind="incident_decided",
            words="It was decided what follows from a text that may have reached a stranger.",
            by_id=by_id,
        )
