"""Days and hours as short texts say them, in every language that has a row."""

from datetime import date, time

import pytest

from witness.domain.spoken_dates import SPOKEN, UNTIL, day_in, hour_in


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Mon 7 Dec"), ("cy", "Llun 7 Rhag"), ("pl", "pon 7 gru"), ("ur", "پیر 7 دسمبر"), ("xx", "7.12.2026")],
)
def test_a_day_is_said_in_the_language(language: str, words: str) -> None:
    assert day_in(language, date(2026, 12, 7)) == words


@pytest.mark.parametrize(
    ("language", "at", "words"),
    [
        ("en", time(9, 30), "9.30am"),
        ("cy", time(9, 30), "9.30yb"),
        ("cy", time(14, 0), "2yp"),
        ("cy", time(12, 0), "hanner dydd"),
        ("pl", time(9, 0), "9:00"),
        ("pl", time(14, 5), "14:05"),
        ("ur", time(9, 30), "صبح 9:30 بجے"),
        ("ur", time(12, 0), "دوپہر 12 بجے"),
        ("ur", time(0, 0), "رات 12 بجے"),
        ("xx", time(9, 30), "9:30"),
    ],
)
def test_an_hour_is_said_in_the_language(language: str, at: time, words: str) -> None:
    assert hour_in(language, at) == words


@pytest.mark.parametrize("language", SPOKEN)
def test_every_day_of_a_week_and_every_month_has_a_word_of_its_own(language: str) -> None:
    assert len(set(SPOKEN[language].days)) == 7
    assert len(set(SPOKEN[language].months)) == 12
    assert UNTIL[language] != UNTIL["en"]
