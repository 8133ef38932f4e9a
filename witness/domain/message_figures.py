"""Figures of texts and calls by week: what arrived, what was answered, and how long until somebody was reached instead.

A text belongs to the week in which it was tried, or in which it was settled that it would not be. Few are not shown:
numbers so small would let somebody be picked out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.court_time import london_day
from witness.domain.messages import MessageState
from witness.domain.time_to_tell import FEWEST_SHOWN, percentile

# Whoever writes back within so long has answered that text.
ANSWERED_WITHIN = timedelta(days=3)
WENT_WRONG = frozenset(
    {
        MessageState.UNDELIVERED,
        MessageState.REJECTED,
        MessageState.UNCERTAIN,
        MessageState.EXPIRED,
        MessageState.BLOCKED,
    }
)


@dataclass(frozen=True, slots=True)
class TextTried:
    """A text that was to go. at: when it was tried, or settled without a try; settled_at: when its state came about."""

    case_id: str
    person_id: str
    at: datetime
    settled_at: datetime
    state: MessageState
    asks: bool


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """One week. Shares are of 1; None where there are too few to show, as are median and 95th percentile.

    texts, failed, calls: None when fewer than `FEWEST_SHOWN` but not none. not_reached: failed texts after which nobody
    has reached the person yet; None when too few to show.
    """

    monday: date
    texts: int | None
    delivered: float | None
    answered: float | None
    failed: int | None
    not_reached: int | None
    median: timedelta | None
    p95: timedelta | None
    calls: int | None
    reached: float | None


def weeks_of(
    texts: Iterable[TextTried], log: Iterable[ContactEntry], *, first: date, last: date
) -> tuple[WeekFigures, ...]:
    """Give the weeks from the one that `first` lies in to that of `last`, the newest first."""
    all_texts, entries = tuple(texts), tuple(log)
    by_person: dict[str, list[ContactEntry]] = {}
    for entry in sorted(entries, key=lambda e: e.at):
        by_person.setdefault(entry.person_id, []).append(entry)
    mondays = []
    day = monday_of(last)
    while day >= monday_of(first):
        mondays.append(day)
        day -= timedelta(days=7)
    return tuple(_week(monday, all_texts, entries, by_person) for monday in mondays)


def monday_of(day: date) -> date:
    """Give the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _week(
    monday: date,
    texts: tuple[TextTried, ...],
    entries: tuple[ContactEntry, ...],
    by_person: dict[str, list[ContactEntry]],
) -> WeekFigures:
    own = [text for text in texts if monday_of(london_day(text.at)) == monday]
    arrived = [text for text in own if text.state is MessageState.DELIVERED]
    asked = [text for text in arrived if text.asks]
    answered = [text for text in asked if _has_answered(text, by_person.get(text.person_id, []))]
    failed = [text for text in own if text.state in WENT_WRONG]
    spans = [span for text in failed if (span := _until_reached(text, by_person.get(text.person_id, []))) is not None]
    calls = [e for e in entries if e.via is ContactVia.VOICE and not e.from_family and _in_week(e, monday)]
    enough = len(spans) >= FEWEST_SHOWN
    return WeekFigures(
        monday=monday,
        texts=_shown(len(own)),
        delivered=_share(len(arrived), len(own)),
        answered=_share(len(answered), len(asked)),
        failed=_shown(len(failed)),
        not_reached=_shown(len(failed) - len(spans)),
        median=percentile(spans, 0.5) if enough else None,
        p95=percentile(spans, 0.95) if enough else None,
        calls=_shown(len(calls)),
        reached=_share(sum(entry.reached for entry in calls), len(calls)),
    )


def _in_week(entry: ContactEntry, monday: date) -> bool:
    return monday_of(london_day(entry.at)) == monday


def _has_answered(text: TextTried, entries: list[ContactEntry]) -> bool:
    return any(
        entry.from_family and entry.via is ContactVia.TEXT and text.at <= entry.at <= text.at + ANSWERED_WITHIN
        for entry in entries
    )


def _until_reached(text: TextTried, entries: list[ContactEntry]) -> timedelta | None:
    return next((e.at - text.settled_at for e in entries if e.reached and e.at >= text.settled_at), None)


def _share(part: int, whole: int) -> float | None:
    return None if whole < FEWEST_SHOWN else part / whole


def _shown(count: int) -> int | None:
    return None if 0 < count < FEWEST_SHOWN else count
