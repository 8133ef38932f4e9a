"""What a caller has to know before they dial, as the safe-contact record says it now. The one place that reads it."""

from dataclasses import dataclass
from datetime import datetime

from witness.domain.calling import Ringing, may_ring
from witness.domain.contact import SafeContact
from witness.domain.court_time import spoken_time

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LANGUAGES = {"en": "English", "cy": "Welsh", "pl": "Polish", "ur": "Urdu", "ro": "Romanian", "pa": "Punjabi"}
NO_RULE = "Leave no voicemail: nobody has said that it is safe."


@dataclass(frozen=True, slots=True)
class RingCard:
    """The gate's instructions for one phone. No number: that is given to whoever says that they ring it.

    shown_as: the masked number, "" in lists. because, next_at, mind: as in `RingVerdict`. voicemail: the rule in words.
    code_word, alias, previews: "" when the record says nothing of them. interpreter: "" when none is needed.
    """

    contact_id: str
    shown_as: str
    ringing: Ringing
    because: str
    next_at: datetime | None
    mind: str
    whose: str
    seen_by: str
    days: str
    hours: str
    voicemail: str
    may_leave_voicemail: bool
    known_as: str
    alias: str
    code_word: str
    previews: str
    language: str
    interpreter: str


def how_to_ring(contact: SafeContact, *, speaks: str, now: datetime, shown_as: str = "") -> RingCard:
    """Give the instructions for one phone. speaks: the language of the person, who may need an interpreter."""
    verdict = may_ring(contact, now)
    chosen = [DAYS[day] for day in sorted(contact.safe_days)]
    may_leave = bool(getattr(contact, "voicemail_ok", False))
    return RingCard(
        contact_id=contact.contact_id,
        shown_as=shown_as,
        ringing=verdict.ringing,
        because=verdict.because,
        next_at=verdict.next_at,
        mind=verdict.mind,
        whose=contact.whose or "their own",
        seen_by=contact.seen_by or "nobody",
        days="every day" if len(chosen) == len(DAYS) else ", ".join(chosen),
        hours=f"{spoken_time(contact.safe_from)} to {spoken_time(contact.safe_until)}",
        voicemail="A neutral voicemail may be left." if may_leave else NO_RULE,
        may_leave_voicemail=may_leave,
        known_as=contact.signed_as,
        alias=str(getattr(contact, "alias", "")),
        code_word=str(getattr(contact, "code_word", "")),
        previews=str(getattr(contact, "previews", "")),
        language=LANGUAGES.get(speaks, speaks),
        interpreter="" if speaks in ("en", "") else f"Ring with an interpreter: {LANGUAGES.get(speaks, speaks)}.",
    )
