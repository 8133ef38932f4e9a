"""A text that speaks of danger, for those alone who must act on it. Every look at one is on the record."""

from dataclasses import dataclass, field
from datetime import datetime

from witness.domain.access import Asking, Deed, Role, may
from witness.domain.errors import NotFound
from witness.domain.tasks import TaskKind
from witness.store import Desk, Store
from witness.store.replies import Reply

MAY_SPEAK_OF = {
    "distress": "They may be thinking of harming themselves.",
    "safeguarding": "Somebody may be in danger, watched or pressed to keep silent.",
    "picture": "A picture came with it. It may be evidence, or what nobody may look at.",
    "wrong_number": "Whoever wrote it says that the number is wrong: it may be a stranger.",
}


@dataclass(frozen=True, slots=True)
class KeptText:
    """The text with what is known of it. called: "" when nobody knows whose it is; mine_open: the reader must act."""

    reply_id: str
    case_id: str
    case_ref: str
    person_id: str
    called: str
    words: str = field(repr=False)
    may_speak_of: str
    received_at: datetime
    oic_told_at: datetime | None
    due_at: datetime | None
    mine_open: bool
    kind: str = ""
    media: int = 0
    found_by_table: bool = True


def kept_text(store: Store, case_id: str, reply_id: str, *, asking: Asking) -> KeptText:
    """Open a quarantined text for the owner of the case or a manager of its team.

    Raises:
        NotFound: there is no such text for this person. The attempt is on the record too.
    """
    with store.case_for(asking, Deed.SEE_DISCLOSURE, case_id, doing="reply.quarantined") as desk:
        picture = desk.cases.picture(case_id)
        reply = desk.replies.opened(reply_id)
        if picture is None or reply is None or not reply.is_quarantined:
            raise NotFound("There is no such text.")
        sharing = {contact.person_id for contact in desk.contacts.with_value(reply.sender)}
        here = {person.person_id for person in picture.people}
        if reply.case_id != case_id and (reply.case_id is not None or not sharing & here):
            raise NotFound("There is no such text.")
        key = f"safeguarding:{reply_id}:{case_id}:{asking.viewer.account_id}"
        mine = [t for t in desk.tasks.open_of_case(case_id) if t.kind is TaskKind.SAFEGUARDING and t.reason_key == key]
    return KeptText(
        reply_id=reply_id,
        case_id=case_id,
        case_ref=picture.case.ref,
        person_id=reply.person_id or "",
        called="" if reply.person_id is None else picture.called(reply.person_id),
        words=reply.text,
        may_speak_of=MAY_SPEAK_OF.get(reply.meaning, ""),
        received_at=reply.received_at,
        oic_told_at=reply.oic_told_at,
        due_at=mine[0].due_at if mine else None,
        mine_open=bool(mine),
        kind=reply.meaning,
        media=reply.media,
        found_by_table=reply.meaning in ("distress", "safeguarding"),
    )


def unclaimed_text(store: Store, reply_id: str, *, asking: Asking) -> KeptText:
    """Open a text that belongs to no case yet.

    One from a number that no record has is for a manager; one from a number that several people share is for the
    owners of their cases too.

    Raises:
        NotFound: there is no such text for this person.
    """
    with store.board_for(asking, doing="reply.quarantined") as desk:
        reply = desk.replies.opened(reply_id)
        if reply is None or reply.case_id is not None or not _may_sort_out(desk, reply, asking):
            raise NotFound("There is no such text.")
    return KeptText(
        reply_id=reply_id,
        case_id="",
        case_ref="",
        person_id="",
        called="",
        words=reply.text,
        may_speak_of=MAY_SPEAK_OF.get(reply.meaning, ""),
        received_at=reply.received_at,
        oic_told_at=None,
        due_at=None,
        mine_open=False,
        kind=reply.meaning,
        media=reply.media,
        found_by_table=reply.meaning in ("distress", "safeguarding"),
    )


def _may_sort_out(desk: Desk, reply: Reply, asking: Asking) -> bool:
    contacts = desk.contacts.with_value(reply.sender)
    if not contacts:
        return asking.viewer.role is Role.MANAGER
    case_ids = {case_id for contact in contacts for case_id in desk.people.cases_of(contact.person_id)}
    grounds = (desk.access.ground_of(case_id) for case_id in case_ids)
    return any(ground is not None and may(asking.viewer, Deed.SEE_DISCLOSURE, ground) for ground in grounds)
