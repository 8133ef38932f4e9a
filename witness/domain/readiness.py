"""Readiness: what stands between a witness and giving evidence, for officers and for the CPS alike.

A liaison may see all of it, so nothing here can hold a telephone number, an address, a note or a name: every word comes
from a closed list, and the rest are dates, numbers and whose move it is. What nobody has asked about counts as missing.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.cases import CasePicture
from witness.domain.concern import assess
from witness.domain.countdown import Closed, closed_because, hearing_ahead, working_days_left
from witness.domain.court_time import london_day
from witness.domain.factor_table import FIRST_TABLE, FactorTable
from witness.domain.hearings import Hearing
from witness.domain.measure_items import measure_items, with_lapsed_supporter
from witness.domain.readiness_items import WHAT_IN_WORDS, Matter, ReadinessItem, State, View, What, items_of
from witness.domain.readiness_unknowns import unknown_items
from witness.domain.working_days import WorkingCalendar

__all__ = [
    "VERDICT_IN_WORDS",
    "WHAT_IN_WORDS",
    "Matter",
    "Readiness",
    "ReadinessItem",
    "State",
    "Verdict",
    "What",
    "judge",
]


class Verdict(StrEnum):
    """Whether a witness is ready."""

    READY = "ready"
    NOT_READY = "not_ready"
    AT_RISK = "at_risk"  # attendance is in doubt, or special measures are not safe for the day
    NOT_NEEDED = "not_needed"
    NO_DATE = "no_date"


VERDICT_IN_WORDS: dict[Verdict, str] = {
    Verdict.READY: "Ready",
    Verdict.NOT_READY: "Not ready",
    Verdict.AT_RISK: "In doubt",
    Verdict.NOT_NEEDED: "Not needed",
    Verdict.NO_DATE: "No date yet",
}


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is missing from whom. closed: what has ended the wait; None while evidence is still to be given."""

    verdict: Verdict
    items: tuple[ReadinessItem, ...] = ()
    working_days_left: int | None = None
    closed: Closed | None = None

    @property
    def missing(self) -> tuple[ReadinessItem, ...]:
        """The items that are not yet as they must be, the soonest due first."""
        return tuple(sorted((i for i in self.items if i.missing), key=lambda item: item.by or date.max))

    @property
    def because(self) -> str:
        """Say the verdict's reason in one sentence."""
        if self.closed:
            return self.closed.value
        if not self.missing:
            return "No date is known yet." if self.verdict is Verdict.NO_DATE else "Nothing is missing."
        things = ", ".join(f"{item.what_in_words} ({item.whose.value})" for item in self.missing)
        return f"Missing: {things}."


def judge(
    picture: CasePicture,
    witness_id: str,
    calendar: WorkingCalendar,
    now: datetime,
    table: FactorTable = FIRST_TABLE,
) -> Readiness:
    """Say whether a witness is ready, and what is missing from whom, by when. table: of concern, that stands."""
    today = london_day(now)
    closed = closed_because(picture, witness_id, today)
    ahead = hearing_ahead(picture, witness_id, today)
    if closed is Closed.NOTHING_AHEAD:
        return Readiness(Verdict.NO_DATE, closed=closed)
    if closed or ahead is None:
        return Readiness(Verdict.NOT_NEEDED, closed=closed)
    hearing = ahead[1]
    items = all_items(View(picture, witness_id, hearing, calendar, today))
    at_risk = bool(assess(picture, witness_id, calendar, now, table).flags)
    return Readiness(_verdict(items, hearing, at_risk), items, working_days_left(hearing, calendar, today))


def all_items(view: View) -> tuple[ReadinessItem, ...]:
    """Give everything that must be true before this witness gives evidence, and how far each thing has got."""
    needs = (with_lapsed_supporter(view, item) for item in items_of(view))
    return (*measure_items(view), *needs, *unknown_items(view))


def _verdict(items: tuple[ReadinessItem, ...], hearing: Hearing, at_risk: bool) -> Verdict:
    if at_risk or any(item.state is State.IN_DOUBT for item in items):
        return Verdict.AT_RISK
    if hearing.now.slot.on is None:
        return Verdict.NO_DATE
    return Verdict.NOT_READY if any(item.missing for item in items) else Verdict.READY
