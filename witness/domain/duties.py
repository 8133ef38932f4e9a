"""Duties that others hold towards a family, with their time limits: rows, never constants.

We do not hold these duties. We record when the family says that it was told, and ask, neutrally, when a limit has
passed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DayUnit(StrEnum):
    """In which days a limit is counted (domain reference §1.7)."""

    WORKING = "working"
    BUSINESS = "business"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class DutyRule:
    """One time limit as it stands between two days. A change of the law adds a row; it never edits one.

    code: the same for every version of one limit. right: the instrument and its place ("Victims' Code 2021, Right 8").
    trigger: the word of what starts the clock. days: the limit for everybody; enhanced_days: with Enhanced Rights,
    None when it is the same. holder: who must do it. effective_until: the last day, None while it stands.
    verified_on: when somebody last checked it against the source; None means that nobody has, and pages say so.
    """

    code: str
    version: int
    words: str
    right: str
    trigger: str
    holder: str
    days: int
    unit: DayUnit
    enhanced_days: int | None
    effective_from: date
    effective_until: date | None
    source: str
    verified_on: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DutyNotice:
    """That a family says it was told. about: what it was told of, as a duty's clock names it ("HEARING:2", "D1:3").

    told_at: when, as the family remembers it. by: who told them, in their words. via: "voice", "text", "letter", …
    """

    notice_id: str
    code: str
    about: str
    person_id: str | None
    told_at: datetime
    via: str
    by: str
    recorded_at: datetime
