"""What decides beside the facts of a case."""

from dataclasses import dataclass
from datetime import timedelta

from witness.domain.duties import DutyRule
from witness.domain.duty_rules import DUTY_RULES
from witness.domain.factor_table import FIRST_TABLE, FactorTable
from witness.domain.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Rules:
    """The calendar, the hold, the languages and the time limits that rules are computed with.

    hold: how long news of a change waits, so that it can be undone. languages: those with approved wording.
    duties: every version of every time limit; which of them stands is decided by the day of the fact.
    factors: the table of concern that stands.
    """

    calendar: WorkingCalendar
    hold: timedelta
    languages: frozenset[str]
    duties: tuple[DutyRule, ...] = DUTY_RULES
    factors: FactorTable = FIRST_TABLE
