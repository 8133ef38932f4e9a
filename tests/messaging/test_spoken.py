"""Days and hours in English and in Welsh."""

from datetime import date, time

import pytest

from witness.messaging.spoken import day_in, time_in


@pytest.mark.parametrize(("language", "words"), [("en", "Mon 7 Dec"), ("cy", "Llun 7 Rhag")])
def test_a_day_is_said_in_the_language(language, words):
    assert day_in(language, date(2026, 12, 7)) == words


@pytest.mark.parametrize(
    ("language", "at", "words"),
    [
        ("en", time(9, 30), "9.30am"),
        ("cy", time(9, 30), "9.30yb"),
        ("cy", time(14, 0), "2yp"),
        ("cy", time(12, 0), "hanner dydd"),
    ],
)
def test_an_hour_is_said_in_the_language(language, at, words):
    assert time_in(language, at) == words
