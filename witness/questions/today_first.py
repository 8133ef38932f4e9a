"""The ten with which a crowded day begins, out of everything that waits: in one order, each with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from witness.domain.court_time import end_of_london_day, moment_in_london
from witness.domain.today_order import REASON, Turn, Urgency
from witness.questions.to_tell import ToTell

# Judgement: so many rows can be taken in as they stand; of more, nobody sees which matter.
SEEN_AT_ONCE = 45
TO_BEGIN_WITH = 10
SOME_DAY = timedelta(days=365)  # nobody has said by when


@dataclass(frozen=True, slots=True)
class First:
    """One row to begin with. section: where it would stand, "tell", "risk" or "due"; because: why it stands here."""

    section: str
    row: Any
    because: str


def first_of(ranked: Iterable[tuple[str, Any, Urgency]]) -> tuple[First, ...]:
    """Give what a crowded day begins with; nothing while everything can be taken in as it stands."""
    rows = list(ranked)
    if len(rows) <= SEEN_AT_ONCE:
        return ()
    rows.sort(key=lambda one: one[2].key)
    return tuple(First(section, row, urgency.because) for section, row, urgency in rows[:TO_BEGIN_WITH])


def urgency_to_tell(row: ToTell, now: datetime, today: date) -> Urgency:
    """Rank somebody who believes what is no longer so: at once when they may set out, else by when they must know."""
    ends = end_of_london_day(today)
    due_at = row.must_know_by or ends
    if row.is_now:
        return Urgency(Turn.ON_THE_WAY, False, due_at, "they may set out for a day that is not so")
    if row.was_sent and not row.is_late:
        return Urgency(Turn.LATER, False, due_at, "")
    turn = Turn.LATE if row.is_late or due_at < now else Turn.TODAY if due_at <= ends else Turn.LATER
    return Urgency(turn, False, due_at, "they believe a date that is not so")


def urgency_at_risk(work: Urgency | None, band: str, by: date | None, today: date) -> Urgency:
    """Rank a witness who may not come: by what their family asked for, else by what is to be put in place, and when."""
    if work is not None:
        return work
    due_at = moment_in_london(by or today + SOME_DAY, time(17))
    turn = Turn.LATER if by is None or by > today or band != "act" else Turn.LATE if by < today else Turn.TODAY
    return Urgency(turn, False, due_at, REASON[turn])
