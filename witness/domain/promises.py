"""Promises: "we said we would", with an owner and a day."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that we told a family we would do. kept_at: None until it has been done.

    owner_id: who gave it, by account; person_id: to whom, None for the whole family.
    """

    promise_id: str
    words: str
    owner_id: str
    due_on: date
    made_at: datetime
    person_id: str | None = None
    kept_at: datetime | None = None
