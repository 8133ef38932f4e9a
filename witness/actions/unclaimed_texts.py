"""Texts of which nobody can tell whose they are: from a number that no record has, or that several people share."""

from datetime import datetime

from witness.actions.disclosures import bring_unclaimed
from witness.domain.cases import CasePicture
from witness.domain.contact import SafeContact
from witness.domain.replies import Meaning
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask, soon_by_the_office
from witness.store import Desk
from witness.store.replies import QUARANTINED, Reply

UNCLAIMED_DANGER = "unclaimed_danger"
UNKNOWN_SENDER = "unknown_sender"
SHARED_SENDER = "shared_sender"
FIND_OUT_WITHIN = 2  # office hours


def leave_to_a_person(
    desk: Desk,
    reply: Reply,
    contacts: tuple[SafeContact, ...],
    meaning: Meaning,
    kept_as: str,
    rules: Rules,
    now: datetime,
    *,
    in_danger: bool,
) -> None:
    """Keep a text that cannot be told whose it is for a person to sort out; danger in it reaches people at once.

    kept_as: as what its words are kept from everybody but those who must act; "" when they are not.
    """
    what = (
        "A text came from a number that no record has."
        if not contacts
        else "A text came from a number that several people or cases share. Whose is it?"
    )
    brings = bool(kept_as) and (in_danger or reply.media > 0)
    if brings:
        what += " It may speak of danger, or a picture came with it: those who must act read it at once."
        bring_unclaimed(desk, reply, contacts, rules=rules, now=now)
    elif contacts and meaning not in (Meaning.STOP, Meaning.WRONG_NUMBER):
        _ask_to_find_out(desk, reply, contacts, rules, now)
    kind = SHARED_SENDER if contacts else UNCLAIMED_DANGER if brings else UNKNOWN_SENDER
    desk.lists.triage(kind, place="incoming text", what=what, now=now, reply_id=reply.reply_id)
    desk.replies.understood(
        reply.reply_id,
        person_id=None,
        case_id=None,
        hearing_id=None,
        meaning=kept_as or meaning.value,
        state=QUARANTINED if kept_as else "triage",
    )


def _ask_to_find_out(desk: Desk, reply: Reply, contacts: tuple[SafeContact, ...], rules: Rules, now: datetime) -> None:
    """Every owner whose family may have written has to find out: nobody waits for somebody else to."""
    for case_id in sorted({case_id for c in contacts for case_id in desk.people.cases_of(c.person_id)}):
        picture = desk.cases.picture(case_id)
        if picture is not None and picture.case.closed_on is None:
            _raise(desk, picture, reply, contacts, rules, now)


def _raise(
    desk: Desk,
    picture: CasePicture,
    reply: Reply,
    contacts: tuple[SafeContact, ...],
    rules: Rules,
    now: datetime,
) -> None:
    here = {person.person_id for person in picture.people}
    sharing = [contact.person_id for contact in contacts if contact.person_id in here]
    if not sharing:
        return
    desk.tasks.raise_(
        picture.case.case_id,
        picture.case.owner_id,
        WantedTask(
            reason_key=f"read_reply:{reply.reply_id}:{picture.case.case_id}",
            kind=TaskKind.READ_REPLY,
            words=f"Find out whose a text is: it came from a number that {picture.called(sharing[0])} shares. "
            "It stands under Court lists, to sort out",
            clears_when="you know whose it is and it has been answered",
            due_at=soon_by_the_office(now, FIND_OUT_WITHIN, rules.calendar),
            person_id=sharing[0],
        ),
        now,
    )
