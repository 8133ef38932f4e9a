"""Duties that others hold towards a family, with their time limits: rows, never constants.

We do not hold these duties. We record when the family says that it was told, and ask, neutrally, when a limit has
passed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DayUnit(StrEnum):
    """In which days a limit is counted (domain reference §1.7)."""

    WORKING = "working"
    BUSINESS = "business"
    CALENDAR = "calendar"
    CALENDAR_OFFICE = "calendar_office"  # calendar days; it must have arrived by 5pm on the last
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"


UNIT_IN_WORDS: dict[DayUnit, tuple[str, str]] = {
    DayUnit.WORKING: ("working day", "working days"),
    DayUnit.BUSINESS: ("business day", "business days"),
    DayUnit.CALENDAR: ("calendar day", "calendar days"),
    DayUnit.CALENDAR_OFFICE: ("calendar day, by 5pm", "calendar days, by 5pm"),
    DayUnit.MONTHS: ("month", "months"),
    DayUnit.YEARS: ("year", "years"),
    DayUnit.HOURS: ("hour", "hours"),
}

# A row that waits for its day: the law has been passed or announced, and nobody has said from when it holds.
NOT_IN_FORCE = date(9999, 12, 31)


class Holder(StrEnum):
    """Who must do something, or whose time runs."""

    POLICE = "police"
    WITNESS_CARE = "witness care"
    CPS = "CPS"
    COURT = "court"
    DEFENCE = "defence"
    PROBATION = "probation"
    FAMILY = "family"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class DutyRule:
    """One time limit as it stands between two days. A change of the law adds a row; it never edits one.

    code: the same for every version of one limit. right: the instrument and its place ("Victims' Code 2021, Right 8").
    trigger: the word of what starts the clock (`duty_starts.STARTS`). days: the limit for everybody, counted in
    `unit`; enhanced_days: with Enhanced Rights, None when it is the same. holder: who must do it.
    effective_from: `NOT_IN_FORCE` for a row that waits. effective_until: the last day, None while it stands.
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


class DutyState(StrEnum):
    """Where a time limit stands."""

    WAITING = "waiting"
    TOLD = "told"  # or done: somebody has said so, or the facts do
    TOLD_LATE = "told_late"
    CHASE = "chase"  # the limit has passed and nobody has said that the family was told
    OVER = "over"  # nothing is to be asked any more


@dataclass(frozen=True, slots=True)
class Duty:
    """One time limit as it runs in one case.

    version: the version of the rule that stood on the day it began. because: the fact and its day, a sentence.
    limit: how long, and whether with Enhanced Rights. due_at: the last second of it; None when it cannot be counted,
    and then `note` says why. started_at: the fact. about: which fact, as a notice names it. ask: the clause with
    which we ask about it ("whether J.F.'s family has been told …"). owner: who of us keeps an eye on it.
    """

    code: str
    version: int
    words: str
    because: str
    right: str
    source: str
    verified_on: date | None
    holder: str
    limit: str
    started_at: datetime
    due_at: datetime | None
    state: DutyState
    about: str
    owner: str
    ask: str = ""
    note: str = ""
    told_at: datetime | None = None
    hearing_id: str | None = None


def rule_on(rules: Iterable[DutyRule], code: str, day: date) -> DutyRule | None:
    """Give the version of a limit that stood on a day, None when none did.

    The version that began last counts, and of two that began on one day the higher. One that has ended does not hand
    back to the one before it.
    """
    begun = [rule for rule in rules if rule.code == code and rule.effective_from <= day]
    newest = max(begun, key=lambda rule: (rule.effective_from, rule.version), default=None)
    if newest is None or (newest.effective_until is not None and newest.effective_until < day):
        return None
    return newest
