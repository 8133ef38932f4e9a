"""What a caller has to know before they dial, as the safe-contact record says it now. The one place that reads it."""

from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.calling import Ringing, RingVerdict, may_ring
from witness.domain.contact import STATE_IN_WORDS, Channel, ContactState, SafeContact, Tier
from witness.domain.contact_answers import (
    BELONGS_IN_WORDS,
    CODE_USE_IN_WORDS,
    INCIDENT_IN_WORDS,
    PREFERS_IN_WORDS,
    PREVIEWS_IN_WORDS,
    READING_IN_WORDS,
    VOICEMAIL_IN_WORDS,
    Voicemail,
)
from witness.domain.contact_days import Home
from witness.domain.contact_terms import in_time, quiet_in_words, urgent_in_words
from witness.domain.court_time import london_day, spoken_day
from witness.domain.safe_hours import hours_in_words
from witness.domain.working_days import WorkingCalendar
from witness.messaging.numbers import masked

LANGUAGE_IN_WORDS = {
    "en": "English",
    "cy": "Welsh",
    "ur": "Urdu",
    "pl": "Polish",
    "ro": "Romanian",
    "pa": "Punjabi",
}
LEVELS_SHORT: dict[Tier, str] = {
    Tier.L0: "only “please ring us”",
    Tier.L1: "a day and a time, no purpose",
    Tier.L2: "also a nickname for the place",
    Tier.L3: "everything",
}
MAY_BE_LEFT = frozenset({Voicemail.NEUTRAL, Voicemail.YES})
A_MAILBOX = RingVerdict(Ringing.NEVER, "it is a mailbox")


@dataclass(frozen=True, slots=True)
class RingCard:
    """What somebody must know before they ring or write. The number is masked, and the code word is not here.

    shown_as: the masked number, "" in lists. ringing, because, next_at, mind: as in `RingVerdict`. problem: why nothing
    may be written, "" when it may. interpreter: "" when none is needed.
    """

    contact_id: str
    is_phone: bool
    shown_as: str
    state: ContactState
    ringing: Ringing
    because: str
    next_at: datetime | None
    mind: str
    problem: str
    voicemail: str
    may_leave_voicemail: bool
    has_code_word: bool
    code_use: str
    alias: str
    signed_as: str
    seen_by: str
    belongs: str
    previews: str
    hours: str
    urgent: str
    quiet: tuple[tuple[str, str], ...]
    on_holidays: bool
    may_text: bool
    level: str
    language: str
    interpreter: str
    reading: str
    prefers: str
    checked_on: date
    checked_by: str
    runs_out_on: date
    is_over: bool


def how_to_ring(
    home: Home,
    contact: SafeContact,
    *,
    speaks: str,
    checked_by: str,
    now: datetime,
    calendar: WorkingCalendar | None,
) -> RingCard:
    """Give the instructions for one phone or mailbox.

    home: the people of a case that it serves. speaks: the language of the person, who may need an interpreter.
    checked_by: who went through it last. A contact whose number stays closed is shown without one.
    """
    today = london_day(now)
    is_phone = contact.channel is Channel.SMS
    verdict = may_ring(home, contact, now=now, calendar=calendar) if is_phone else A_MAILBOX
    return RingCard(
        contact_id=contact.contact_id,
        is_phone=is_phone,
        shown_as=shown_as(contact),
        state=contact.state,
        ringing=verdict.ringing,
        because=verdict.because,
        next_at=verdict.next_at,
        mind=verdict.mind,
        problem=problem_of(contact, today),
        voicemail=VOICEMAIL_IN_WORDS[contact.voicemail],
        may_leave_voicemail=contact.voicemail in MAY_BE_LEFT and verdict.ringing is not Ringing.NEVER,
        has_code_word=contact.has_code_word,
        code_use="" if contact.code_use is None else CODE_USE_IN_WORDS[contact.code_use],
        alias=contact.alias,
        signed_as=contact.signed_as,
        seen_by=contact.seen_by,
        belongs=" · ".join(filter(None, (BELONGS_IN_WORDS[contact.belongs], contact.whose))),
        previews=PREVIEWS_IN_WORDS[contact.previews],
        hours=hours_in_words(contact.hours) or "no safe time is recorded",
        urgent=urgent_in_words(contact),
        quiet=tuple((q.key, quiet_in_words(q)) for q in in_time(contact.quiet)),
        on_holidays=contact.on_holidays,
        may_text=contact.may_text,
        level=LEVELS_SHORT[contact.allowed_tier],
        language=LANGUAGE_IN_WORDS.get(contact.language, contact.language),
        interpreter="" if speaks in ("en", "") else f"with an interpreter: {LANGUAGE_IN_WORDS.get(speaks, speaks)}",
        reading=READING_IN_WORDS[contact.reading],
        prefers=PREFERS_IN_WORDS[contact.prefers],
        checked_on=contact.reviewed_on,
        checked_by=checked_by,
        runs_out_on=contact.review_due_on,
        is_over=contact.review_due_on <= today,
    )


def shown_as(contact: SafeContact) -> str:
    """Write a number or address so that it can be told apart but not used; "" when it was not opened."""
    if not contact.value:
        return ""
    if contact.channel is Channel.SMS:
        return masked(contact.value)
    name, _, host = contact.value.partition("@")
    return f"{name[:1]}•••@•••.{host.rpartition('.')[2]}"


def problem_of(contact: SafeContact, today: date) -> str:
    """Say why nothing may be written, in words for whoever rings; "" when it may."""
    if contact.state is not ContactState.USABLE:
        return STATE_IN_WORDS[contact.state]
    if contact.review_due_on <= today:
        why = "" if contact.expired_because is None else f": {INCIDENT_IN_WORDS[contact.expired_because]}"
        return f"the check ran out on {spoken_day(contact.review_due_on)}{why}"
    return "" if contact.may_text else "they did not agree to be written to"
