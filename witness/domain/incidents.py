"""A text of ours that reached a stranger: what is kept of it, who decides, and by when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# From the moment somebody here becomes aware; it runs by the clock, weekends too.
# Not in the domain reference, so unverified: to be checked against the text in force before use.
REPORT_WITHIN = timedelta(hours=72)
REPORT_SOURCE = "UK GDPR Art. 33(1)"
REPORT_SOURCE_IS_VERIFIED = False


class Decision(StrEnum):
    """What was decided about an incident."""

    OPEN = "open"
    REPORTED = "reported"  # to the Information Commissioner
    NOT_REPORTED = "not_reported"  # unlikely to put anybody at risk; the reason is kept
    NO_BREACH = "no_breach"  # it was the right person after all


@dataclass(frozen=True, slots=True)
class Incident:
    """One text that may have reached a stranger, or several to one number.

    message_at, tier: of the last message that went to the number; None when none is known to have gone.
    reason: why it was decided so.
    """

    incident_id: str
    case_id: str
    person_id: str
    reply_id: str
    aware_at: datetime
    message_id: str | None
    message_at: datetime | None
    tier: int | None
    decision: Decision
    decided_at: datetime | None = None
    decided_by: str | None = None
    reason: str = ""

    @property
    def report_by(self) -> datetime:
        """When the time to report ends."""
        return self.aware_at + REPORT_WITHIN
