"""Behind which door of a private page a browser is, looked up and judged anew with every step."""

from datetime import datetime

from witness.domain.audit import AuditOutcome, Entry
from witness.domain.cases import CasePicture
from witness.domain.contact import SafeContact
from witness.domain.errors import NotFound
from witness.domain.private_page import Door, is_in, why_shut
from witness.store.desk import Desk

# What the audit calls whoever comes by a link: nobody that we have signed in.
FAMILY = "family"


def door_of(desk: Desk, key: str, now: datetime) -> tuple[Door, CasePicture, str] | None:
    """Give the door behind which a browser is, its case and the language; None when it is out, for whatever reason.

    What is revoked while somebody reads is shut with their next step.
    """
    inside = desk.private_pages.inside(key)
    if inside is None or not is_in(inside.stay, now):
        return None
    picture = desk.cases.picture(inside.door.case_id)
    if picture is None or why_shut_now(desk, inside.door, picture, now):
        return None
    return inside.door, picture, inside.language


def why_shut_now(desk: Desk, door: Door, picture: CasePicture | None, now: datetime) -> str:
    """Say why a door does not open whatever the code, by the facts of this moment; "" when the right one opens it."""
    is_on = desk.private_pages.is_on(door.contact_id)
    return why_shut(door, picture, is_on=is_on, epoch=desk.private_pages.epoch(), now=now)


def put_on_record(desk: Desk, door: Door, deed: str, now: datetime, request_id: str, *, allowed: bool = True) -> None:
    """Keep in the audit what somebody did, or was not let do, at a door."""
    outcome = AuditOutcome.ALLOWED if allowed else AuditOutcome.DENIED
    desk.audit.record(
        Entry(now, deed, outcome, role=FAMILY, case_id=door.case_id, subject=door.link_id, request_id=request_id)
    )


def contact_behind(picture: CasePicture, door: Door) -> SafeContact:
    """Give the phone that a door belongs to.

    Raises:
        NotFound: it is no longer on record.
    """
    found = next((c for c in picture.contacts if c.contact_id == door.contact_id), None)
    if found is None:
        raise NotFound("There is no such phone.")
    return found
