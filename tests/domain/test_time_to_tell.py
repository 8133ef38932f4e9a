"""Time to tell: one working day, by rows that really happened, with few counts hidden."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import CALENDAR, MOTHER, TRIAL, a_calendar, a_hearing, a_revision, a_slot, moved
from witness.domain.court_time import end_of_london_day
from witness.domain.evidence import Told
from witness.domain.hearings import HearingState
from witness.domain.news import Listener, news_for
from witness.domain.time_to_tell import (
    FEWEST_SHOWN,
    News,
    Right,
    Way,
    figures_of,
    is_breach,
    must_know_by,
    percentile,
)
from witness.domain.working_days import BeyondTheCalendar

LEARNT = datetime(2026, 11, 23, 10, 2, tzinfo=UTC)  # a Monday
NOW = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)


def news(hours: float | None = 1.0, **changes: object) -> News:
    told = None if hours is None else LEARNT + timedelta(hours=hours)
    way = Way.NOBODY if hours is None else Way.VOICE
    return replace(News("case-1", Right.CHANGED, LEARNT, told, told, way), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("learnt", "by"),
    [
        (date(2026, 11, 23), date(2026, 11, 24)),  # Monday: Tuesday
        (date(2026, 11, 27), date(2026, 11, 30)),  # Friday: Monday
        (date(2026, 11, 28), date(2026, 11, 30)),  # Saturday: Monday
        (date(2026, 4, 2), date(2026, 4, 7)),  # Thursday before Good Friday: the Tuesday after Easter
        (date(2026, 12, 24), date(2026, 12, 29)),  # Christmas Eve: Boxing Day is made up for on Monday 28
    ],
)
def test_people_must_know_by_the_end_of_the_next_working_day(learnt: date, by: date) -> None:
    at = datetime(learnt.year, learnt.month, learnt.day, 17, 0, tzinfo=UTC)

    assert must_know_by(at, CALENDAR) == end_of_london_day(by)


def test_beyond_the_known_bank_holidays_no_limit_is_named() -> None:
    short = a_calendar(known_until=date(2026, 11, 23))

    with pytest.raises(BeyondTheCalendar):
        must_know_by(LEARNT, short)
    assert figures_of([news()], short, NOW).uncounted == 1


@pytest.mark.parametrize(
    ("told", "late"),
    [
        (news(1), False),
        (news(37.9), False),  # Tuesday, just before midnight
        (news(38), True),
        (news(None), True),
        (news(None, until=LEARNT + timedelta(hours=20)), False),
        (news(None, until=LEARNT + timedelta(hours=60)), True),
    ],
)
def test_late_is_after_the_next_working_day_told_or_not(told: News, late: bool) -> None:
    assert is_breach(told, CALENDAR, NOW) is late


def test_news_is_not_late_while_its_time_runs() -> None:
    assert not is_breach(news(None), CALENDAR, LEARNT + timedelta(hours=30))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60), st.floats(0.01, 1.0))
def test_a_percentile_is_a_value_that_happened_and_enough_are_at_or_below_it(minutes: list[int], part: float) -> None:
    spans = [timedelta(minutes=m) for m in minutes]

    value = percentile(spans, part)

    assert value in spans
    assert sum(s <= value for s in spans) >= part * len(spans)
    assert all(sum(s <= lower for s in spans) < part * len(spans) for lower in spans if lower < value)


def test_the_figures_are_those_of_a_known_table() -> None:
    figures = figures_of([news(hours) for hours in range(1, 21)], CALENDAR, NOW)

    over_all = next(row for row in figures.rows if row.way is None)
    assert (over_all.count, over_all.breaches) == (20, 0)
    assert (over_all.told.median, over_all.told.p95) == (timedelta(hours=10), timedelta(hours=19))


@given(st.lists(st.sampled_from(list(Way)), max_size=40))
def test_no_number_below_five_is_shown_nor_can_be_subtracted(ways: list[Way]) -> None:
    rows = figures_of([news(None if way is Way.NOBODY else 1, way=way) for way in ways], CALENDAR, NOW).rows

    assert all(row.count is None or row.count >= FEWEST_SHOWN for row in rows)
    assert all(row.breaches is None or row.breaches == 0 or row.breaches >= FEWEST_SHOWN for row in rows)
    by_way = [row for row in rows if row.way is not None]
    hidden = [row for row in by_way if row.count is None]
    assert len(hidden) != 1 or len(by_way) == 1


OLD, NEW = date(2026, 12, 1), date(2026, 12, 7)
MOVED = moved(OLD, NEW)


def told(revision: int, days: float, via: str = "voice", **changes: object) -> Told:
    at = MOVED.revisions[0].learnt_at + timedelta(days=days)
    return replace(Told(MOTHER, TRIAL, revision, via, at), **changes)  # type: ignore[arg-type]


def test_each_version_is_news_of_its_own() -> None:
    listener = Listener(MOTHER, None, (told(1, 0.5, "text"), told(2, 3)))

    first, second = news_for(MOVED, listener)

    assert (first.right, first.way, first.acknowledged_at) == (Right.FIRST_DATE, Way.TEXT, None)
    assert (second.right, second.way) == (Right.CHANGED, Way.VOICE)
    assert second.told_at == second.acknowledged_at == told(2, 3).at


def test_whoever_was_never_told_is_counted_too() -> None:
    assert [n.way for n in news_for(MOVED, Listener(MOTHER))] == [Way.NOBODY, Way.NOBODY]


def test_whoever_joined_later_is_counted_from_that_day() -> None:
    joined = MOVED.now.learnt_at + timedelta(days=9)

    (only,) = news_for(MOVED, Listener(MOTHER, joined))

    assert (only.learnt_at, only.right) == (joined, Right.CHANGED)


def test_that_it_is_off_is_news_only_for_whoever_was_told_that_it_is_on() -> None:
    off = a_revision(2, a_slot(OLD), state=HearingState.VACATED)
    hearing = a_hearing(revisions=[a_revision(1, a_slot(OLD)), off])

    assert [n.right for n in news_for(hearing, Listener(MOTHER))] == [Right.FIRST_DATE]
    assert [n.right for n in news_for(hearing, Listener(MOTHER, None, (told(1, 0.1),)))] == [
        Right.FIRST_DATE,
        Right.OFF,
    ]


def test_a_slip_that_was_taken_back_before_anybody_heard_of_it_is_no_news() -> None:
    back = a_revision(3, a_slot(OLD), undoes=2)
    hearing = replace(MOVED, revisions=(*MOVED.revisions, back))

    assert [n.right for n in news_for(hearing, Listener(MOTHER, None, (told(1, 0.1),)))] == [Right.FIRST_DATE]
    heard = Listener(MOTHER, None, (told(1, 0.1), told(2, 1.1)))
    assert [n.right for n in news_for(hearing, heard)] == [Right.FIRST_DATE, Right.CHANGED, Right.CHANGED]
