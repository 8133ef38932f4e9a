"""Whether somebody may be rung now. A call is safer than a text only when the right person picks up."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from witness.domain.contact import (
    LONGEST_WAIT_DAYS,
    STATE_IN_WORDS,
    Blocked,
    ContactState,
    SafeContact,
    Tier,
    Wait,
    may_reach,
)
from witness.domain.contact_answers import INCIDENT_IN_WORDS, Reading
from witness.domain.contact_days import Home, quiet_for
from witness.domain.court_time import london_day, spoken_day
from witness.domain.working_days import WorkingCalendar


class Ringing(StrEnum):
    """What the gate says to a voice."""

    NOW = "now"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class RingVerdict:
    """Whether a phone may be rung now, and why not.

    next_at: when it may be, of `LATER`; None when no safe time is in sight. mind: what to mind first.
    """

    ringing: Ringing
    because: str = ""
    next_at: datetime | None = None
    mind: str = ""


# They stop texts, and a voice is then the way that was agreed. Of the others, a call tells the wrong person.
_NEVER = frozenset({ContactState.UNSAFE, ContactState.WRONG, ContactState.DEAD, ContactState.RETIRED})


def may_ring(home: Home, contact: SafeContact, *, now: datetime, calendar: WorkingCalendar | None) -> RingVerdict:
    """Decide whether this phone may be rung at this instant: the gate of texts says so, as far as it speaks of hours.

    A check that has run out does not forbid a call, for only a call renews it: the caller asks first whether it is
    safe.
    """
    if contact.state in _NEVER:
        return RingVerdict(Ringing.NEVER, STATE_IN_WORDS[contact.state])
    if not contact.may_ring:
        return RingVerdict(Ringing.NEVER, "they did not agree to be rung on it")
    if not any(span.opens < span.closes for span in contact.hours):
        return RingVerdict(Ringing.NEVER, "no safe time is recorded")
    mind = _mind(contact, now)
    languages = frozenset({contact.language})
    asked = _as_if_usable(contact, now)
    avoid = quiet_for(home, contact.person_id)
    verdict = may_reach(asked, tier=Tier.L0, now=now, languages=languages, calendar=calendar, avoid=avoid)
    if isinstance(verdict, Wait):
        return RingVerdict(Ringing.LATER, verdict.because, verdict.until, mind)
    if isinstance(verdict, Blocked):
        return RingVerdict(Ringing.LATER, verdict.because, mind=mind)
    return RingVerdict(Ringing.NOW, mind=mind)


def _mind(contact: SafeContact, now: datetime) -> str:
    if contact.state is ContactState.STOPPED:
        return "they asked us to stop texting: ask whether calls are welcome"
    if london_day(now) < contact.review_due_on:
        return ""
    ran_out = f"the check ran out on {spoken_day(contact.review_due_on)}"
    if contact.expired_because is not None:
        ran_out = f"{ran_out}, {INCIDENT_IN_WORDS[contact.expired_because]}"
    return f"{ran_out}: ask first whether it is still their phone and safe to talk"


def _as_if_usable(contact: SafeContact, now: datetime) -> SafeContact:
    """The days and hours alone decide here, not what may be written."""
    return replace(
        contact,
        state=ContactState.USABLE,
        reviewed_on=london_day(now) + timedelta(days=LONGEST_WAIT_DAYS),
        expired_at=None,
        may_text=True,
        reading=Reading.NOT_ASKED,
    )
