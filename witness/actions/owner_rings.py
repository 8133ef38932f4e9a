"""Makes it work for the owner of a case to ring somebody: one way, whatever called for it."""

from datetime import datetime

from witness.domain.cases import CasePicture
from witness.domain.tasks import TaskKind, WantedTask
from witness.store import Desk


def owner_rings(
    desk: Desk,
    picture: CasePicture,
    person_id: str,
    because: str,
    *,
    kind: TaskKind,
    reason_key: str,
    due_at: datetime,
    now: datetime,
    hearing_id: str | None = None,
) -> None:
    """Raise the work, once for a reason. because: why, in words for the owner."""
    desk.tasks.raise_(
        picture.case.case_id,
        picture.case.owner_id,
        WantedTask(
            reason_key=reason_key,
            kind=kind,
            words=f"Ring {picture.called(person_id)}: {because}",
            clears_when="you have spoken with them",
            due_at=due_at,
            person_id=person_id,
            hearing_id=hearing_id,
        ),
        now,
    )
