"""Whether somebody may be rung now. A call is safer than a text only when the right person picks up."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from witness.domain.contact import STATE_IN_WORDS, ContactState, SafeContact, Wait, may_reach, next_safe_moment
from witness.domain.court_time import london_day, spoken_day


class Ringing(StrEnum):
    """What the gate says to a voice."""

    NOW = "now"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class RingVerdict:
    """Whether a phone may be rung now, and why not. next_at: when it may be, of `LATER`. mind: what to mind first."""

    ringing: Ringing
    because: str = ""
    next_at: datetime | None = None
    mind: str = ""


# They stop texts, and a voice is then the way that was agreed. Of the others, a call tells the wrong person.
_NEVER = frozenset({ContactState.UNSAFE, ContactState.WRONG, ContactState.DEAD})


def may_ring(contact: SafeContact, now: datetime) -> RingVerdict:
    """Decide whether this phone may be rung at this instant.

    A check that has run out does not forbid a call, for only a call renews it: the caller asks first whether it is
    safe.
    """
    if contact.state in _NEVER:
        return RingVerdict(Ringing.NEVER, STATE_IN_WORDS[contact.state])
    if not contact.safe_days or contact.safe_from >= contact.safe_until:
        return RingVerdict(Ringing.NEVER, "no safe time is recorded")
    mind = _mind(contact, now)
    verdict = may_reach(
        _as_if_usable(contact, now), tier=contact.tier, now=now, languages=frozenset({contact.language})
    )
    if isinstance(verdict, Wait):
        return RingVerdict(Ringing.LATER, verdict.because, next_safe_moment(contact, now), mind)
    return RingVerdict(Ringing.NOW, mind=mind)


def _mind(contact: SafeContact, now: datetime) -> str:
    if contact.state is ContactState.STOPPED:
        return "they asked us to stop texting: ask whether calls are welcome"
    if london_day(now) >= contact.review_due_on:
        return (
            f"the check ran out on {spoken_day(contact.review_due_on)}: "
            "ask first whether it is still their phone and safe to talk"
        )
    return ""


def _as_if_usable(contact: SafeContact, now: datetime) -> SafeContact:
    """The hours alone decide here."""
    return replace(contact, state=ContactState.USABLE, reviewed_on=london_day(now))
