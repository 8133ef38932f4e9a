"""What is kept of concern: once a day, and whenever something has changed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.builders import CASE, TRIAL, WITNESS, noon
from witness.domain.concern_history import ConcernDay, FactorThen, is_news, last_of_each_day, standing_on

DAY = date(2026, 11, 24)


def a_day(on: date = DAY, **changes: Any) -> ConcernDay:
    factors = (FactorThen("NOT_CONFIRMED", 10),)
    return replace(ConcernDay(WITNESS, CASE, on, noon(on), 10, "low", factors, 1, 9, TRIAL), **changes)


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({}, False),
        ({"at": noon(DAY) + timedelta(hours=3)}, False),
        ({"on": DAY + timedelta(days=1)}, True),
        ({"points": 20}, True),
        ({"band": "act"}, True),
        ({"table_version": 2}, True),
        ({"hearing_id": None}, True),
    ],
)
def test_a_day_is_kept_once_and_again_when_something_changes(change: dict[str, Any], kept: bool) -> None:
    assert is_news(a_day(), replace(a_day(), **change)) is kept


def test_the_first_is_kept_and_nothing_of_a_witness_for_whom_nothing_lies_ahead() -> None:
    assert is_news(None, a_day())
    assert not is_news(None, a_day(hearing_id=None))
    assert not is_news(a_day(hearing_id=None), a_day(DAY + timedelta(days=9), hearing_id=None))


def test_a_day_counts_as_it_ended() -> None:
    later = a_day(at=noon(DAY) + timedelta(hours=3), points=40)
    next_day = a_day(DAY + timedelta(days=1), points=30)

    assert last_of_each_day([next_day, later, a_day()]) == (later, next_day)
    assert standing_on([a_day(), later, next_day], DAY) == later
    assert standing_on([a_day(), later], DAY + timedelta(days=30)) == later
    assert standing_on([a_day()], DAY - timedelta(days=1)) is None
