"""Takes links to private pages back for good when the facts of a case no longer bear them."""

from datetime import datetime

from witness.domain.cases import CasePicture
from witness.domain.private_page import why_revoked
from witness.store import Desk


def shut_what_no_longer_holds(desk: Desk, picture: CasePicture, now: datetime) -> None:
    """Revoke every link of a case that its facts have overtaken: one that was shut once must not open again by itself.

    A phone that was stopped and started again, or a date that moved and moved back, asks for a new link and a new code.
    """
    doors = desk.private_pages.standing_of_case(picture.case.case_id)
    epoch = desk.private_pages.epoch() if doors else 0
    for door in doors:
        is_on = desk.private_pages.is_on(door.contact_id)
        because = why_revoked(door, picture, is_on=is_on, epoch=epoch, now=now)
        if because:
            desk.private_pages.revoke(door.link_id, because, now)
