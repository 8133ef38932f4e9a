"""The contact log: every try to speak with a family, and whether it reached them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ContactVia(StrEnum):
    """How contact was tried."""

    VOICE = "voice"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """One try, or one contact that came from the family. reached: both sides spoke or wrote.

    hearing_id: the date it was about, None for none. result: how a call ended, as in `domain.call_results`; "" when
    that was not kept.
    """

    entry_id: str
    person_id: str
    at: datetime
    via: ContactVia
    from_family: bool
    reached: bool
    hearing_id: str | None = None
    result: str = ""
