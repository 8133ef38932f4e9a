"""Figures: how long it took to tell people, by right and by way, and which news was told too late."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from witness.domain.access import Asking
from witness.domain.court_time import end_of_london_day, london_day
from witness.domain.news import Listener, news_for
from witness.domain.rules import Rules
from witness.domain.time_to_tell import FEWEST_SHOWN, RIGHT_SOURCE, Figures, News, Right, Row, figures_of
from witness.store import Store
from witness.store.telling_boards import MOST_LINES, TellingLine

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
BAR = 80
TOO_FEW = f"fewer than {FEWEST_SHOWN}"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of the table, in words. bar: the median beside the longest, up to `BAR` pixels; None without one."""

    right: str
    way: str
    is_sum: bool
    count: str
    median: str
    p95: str
    known_median: str
    known_p95: str
    breaches: str
    bar: int | None


@dataclass(frozen=True, slots=True)
class LateRow:
    """News that came too late, or has not come: of which case, and how late it is or was."""

    case_id: str
    case_ref: str
    owner: str
    right: str
    learnt_at: datetime
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The page. uncounted: news whose limit lies beyond the bank holidays that are known."""

    first: date
    last: date
    rows: tuple[FigureRow, ...]
    late: tuple[LateRow, ...]
    counted: int
    uncounted: int
    sources: tuple[tuple[str, str], ...]
    is_cut: bool


def time_to_tell(store: Store, *, first: date, last: date, rules: Rules, asking: Asking) -> FiguresPage:
    """Answer for a manager: what we learnt from `first` to `last`, both included, of the cases that they may see."""
    starts, ends = end_of_london_day(first - DAY), end_of_london_day(last)
    with store.board_for(asking, doing="figures.read") as desk:
        lines = desk.telling_boards.lines(asking.viewer, starts, ends)
        found = desk.hearings.of_cases(sorted({line.case_id for line in lines}))
    hearings = {hearing.hearing_id: hearing for of_case in found.values() for hearing in of_case}
    all_news = [
        news
        for (hearing_id, _), listener in _listeners(lines).items()
        for news in news_for(hearings[hearing_id], listener)
        if starts <= news.learnt_at < ends and news.learnt_at <= asking.at
    ]
    figures = figures_of(all_news, rules.calendar, asking.at)
    named = {line.case_id: line for line in lines}
    return FiguresPage(
        first=first,
        last=last,
        rows=_rows(figures),
        late=tuple(_late(news, named[news.case_id]) for news in figures.late),
        counted=figures.counted,
        uncounted=figures.uncounted,
        sources=tuple((right.value, RIGHT_SOURCE[right]) for right in Right),
        is_cut=len(lines) == MOST_LINES,
    )


def span_in_words(span: timedelta | None) -> str:
    """Say how long something took: "3 days 4 hours", "2 hours 10 minutes", "–" for nothing."""
    if span is None:
        return "–"
    if span < HOUR:
        return f"{span // MINUTE} min"
    if span < DAY:
        return f"{span // HOUR} h {span % HOUR // MINUTE} min"
    return f"{span // DAY} d {span % DAY // HOUR} h"


def last_days(now: datetime, days: int) -> tuple[date, date]:
    """Give the first and the last day of the so many days that end today."""
    today = london_day(now)
    return today - timedelta(days=days - 1), today


def _listeners(lines: tuple[TellingLine, ...]) -> dict[tuple[str, str], Listener]:
    found: dict[tuple[str, str], list[TellingLine]] = {}
    for line in lines:
        found.setdefault((line.hearing_id, line.person_id), []).append(line)
    return {
        key: Listener(key[1], own[0].joined_at, tuple(line.told for line in own if line.told is not None))
        for key, own in found.items()
    }


def _rows(figures: Figures) -> tuple[FigureRow, ...]:
    longest = max((row.told.median for row in figures.rows if row.told.median is not None), default=timedelta(0))
    return tuple(_row(row, longest) for row in figures.rows)


def _row(row: Row, longest: timedelta) -> FigureRow:
    median = row.told.median
    return FigureRow(
        right=row.right.value,
        way="all" if row.way is None else row.way.value,
        is_sum=row.way is None,
        count=TOO_FEW if row.count is None else str(row.count),
        median=span_in_words(median),
        p95=span_in_words(row.told.p95),
        known_median=span_in_words(row.known.median),
        known_p95=span_in_words(row.known.p95),
        breaches=_breaches(row),
        bar=None if median is None or not longest else max(1, round(BAR * (median / longest))),
    )


def _breaches(row: Row) -> str:
    if row.count is None:
        return "–"
    return TOO_FEW if row.breaches is None else str(row.breaches)


def _late(news: News, line: TellingLine) -> LateRow:
    return LateRow(
        case_id=news.case_id,
        case_ref=line.case_ref,
        owner=line.owner_name,
        right=news.right.value,
        learnt_at=news.learnt_at,
        told_at=news.told_at,
    )
