"""Figures of texts and calls for managers: by week, honest about what is too small to say."""

from dataclasses import dataclass
from datetime import date, timedelta

from witness.domain.access import Asking
from witness.domain.court_time import end_of_london_day, london_day
from witness.domain.message_figures import WeekFigures, weeks_of
from witness.questions.time_to_tell import TOO_FEW, span_in_words
from witness.store import Store

WEEKS = 8


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One week in words; "fewer than 5" or "–" where there is too little to say."""

    monday: date
    texts: str
    delivered: str
    answered: str
    failed: str
    median: str
    p95: str
    not_reached: str
    calls: str
    reached: str


def message_figures(store: Store, *, asking: Asking) -> tuple[WeekRow, ...]:
    """Answer for a manager: the last eight weeks of the cases that they may see, the newest first. Two statements."""
    last = london_day(asking.at)
    first = last - timedelta(weeks=WEEKS - 1)
    starts = end_of_london_day(first - timedelta(days=first.weekday() + 1))
    with store.board_for(asking, doing="figures.read") as desk:
        texts = desk.message_boards.texts_tried(asking.viewer, starts, asking.at)
        log = desk.message_boards.contact_since(asking.viewer, starts)
    return tuple(_row(week) for week in weeks_of(texts, log, first=first, last=last))


def _row(week: WeekFigures) -> WeekRow:
    return WeekRow(
        monday=week.monday,
        texts=_count(week.texts),
        delivered=_share(week.delivered),
        answered=_share(week.answered),
        failed=_count(week.failed),
        median=span_in_words(week.median),
        p95=span_in_words(week.p95),
        not_reached=_count(week.not_reached),
        calls=_count(week.calls),
        reached=_share(week.reached),
    )


def _count(count: int | None) -> str:
    return TOO_FEW if count is None else str(count)


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
