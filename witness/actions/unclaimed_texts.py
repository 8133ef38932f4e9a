"""Texts of which nobody can tell whose they are: from a number that no record has, or that several people share."""

from datetime import datetime

from witness.actions.disclosures import bring_unclaimed
from witness.domain.contact import SafeContact
from witness.domain.disclosures import Alarm
from witness.domain.replies import Meaning
from witness.domain.rules import Rules
from witness.store import Desk
from witness.store.replies import QUARANTINED, Reply

UNCLAIMED_DANGER = "unclaimed_danger"


def leave_to_a_person(
    desk: Desk,
    reply: Reply,
    contacts: tuple[SafeContact, ...],
    meaning: Meaning,
    alarm: Alarm | None,
    rules: Rules,
    now: datetime,
) -> None:
    """Keep a text that cannot be told whose it is for a person to sort out; danger in it reaches people at once."""
    what = (
        "A text came from a number that no record has."
        if not contacts
        else "A text came from a number that several people or cases share. Whose is it?"
    )
    if alarm is not None:
        what += " It may speak of danger: a manager reads it at once."
        bring_unclaimed(desk, reply, contacts, rules=rules, now=now)
    kind = UNCLAIMED_DANGER if alarm is not None and not contacts else "unknown_sender"
    desk.lists.triage(kind, place="incoming text", what=what, now=now, reply_id=reply.reply_id)
    desk.replies.understood(
        reply.reply_id,
        person_id=None,
        case_id=None,
        hearing_id=None,
        meaning=alarm.value if alarm else meaning.value,
        state=QUARANTINED if alarm else "triage",
    )
