"""Hours as people say them: read, written so that they can be read out, and read again without a loss."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witness.domain.safe_hours import (
    BadHours,
    QuietDays,
    QuietWhy,
    Span,
    hours_in_words,
    read_hours,
)

QUARTERS = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))


@st.composite
def weeks(draw: st.DrawFn) -> tuple[Span, ...]:
    """Safe hours of a week: up to three spans a day that do not touch."""
    spans = []
    for day in draw(st.sets(st.integers(0, 6), min_size=1)):
        edges = sorted(draw(st.sets(QUARTERS, min_size=2, max_size=6)))
        spans += [Span(day, *pair) for pair in zip(edges[::2], edges[1::2], strict=False)]
    return tuple(sorted(spans))


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("10-14 Mon-Fri, Sat 9-12", "Mon to Fri 10am to 2pm; Sat 9am to 12 noon"),
        ("Mon, Wed 10-14", "Mon, Wed 10am to 2pm"),
        ("Mon 9-12, 14-17", "Mon 9am to 12 noon and 2pm to 5pm"),
        ("10-14, Mon-Fri", "Mon to Fri 10am to 2pm"),
        ("every day 9am to 7pm", "every day 9am to 7pm"),
        (
            "weekdays 9.30-12 and 14-17; saturday 10-12",
            "Mon to Fri 9.30am to 12 noon and 2pm to 5pm; Sat 10am to 12 noon",
        ),
        ("Fri-Mon 10-11", "Mon, Fri to Sun 10am to 11am"),
        ("Mon 9-12; Mon, Tue 14-16", "Mon 9am to 12 noon and 2pm to 4pm; Tue 2pm to 4pm"),
    ],
)
def test_hours_are_read_as_they_are_said(said: str, written: str) -> None:
    spans = read_hours(said)

    assert hours_in_words(spans) == written
    assert read_hours(hours_in_words(spans)) == spans


@given(weeks())
def test_hours_that_are_read_out_are_read_again_without_a_loss(week: tuple[Span, ...]) -> None:
    assert read_hours(hours_in_words(week)) == week


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("9-5 Mon", "ends before it begins"),
        ("Mon", "Say on which days"),
        ("10-14", "Say on which days"),
        ("Mon 9-12, Tue", "Say on which days"),
        ("whenever", "cannot be read"),
        ("Mon 9-12 14-15", "Put a comma"),
        ("Mon 9-12, Mon 11-13", "overlap"),
        ("Mon 25-26", "no such hour"),
        ("Mon 9-9.04", "too short"),
        ("", "Say on which days"),
    ],
)
def test_hours_that_cannot_be_meant_are_refused_with_the_reason(said: str, why: str) -> None:
    with pytest.raises(BadHours, match=why):
        read_hours(said)


def test_every_second_weekend_is_counted_from_its_first_week() -> None:
    friday = date(2026, 12, 4)
    away = QuietDays(friday, None, QuietWhy.AWAY, frozenset({4, 5, 6}), every_weeks=2)

    covered = [day for n in range(28) if away.covers(day := date(2026, 11, 30) + timedelta(days=n))]

    assert covered == [friday + timedelta(days=n) for n in (0, 1, 2, 14, 15, 16)]
