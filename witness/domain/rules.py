"""What decides beside the facts of a case."""

from dataclasses import dataclass
from datetime import timedelta

from witness.domain.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Rules:
    """The calendar, the hold and the languages that rules are computed with.

    hold: how long news of a change waits, so that it can be undone. languages: those with approved wording.
    """

    calendar: WorkingCalendar
    hold: timedelta
    languages: frozenset[str]
