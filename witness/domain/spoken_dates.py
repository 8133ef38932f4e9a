"""Days and hours as a short text says them, in every language in which there are words for families.

A language is one row of `SPOKEN`. Forms other than the English have not been checked by a speaker; no language is used
before somebody who speaks it has read its wording, and these words with it.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from witness.domain.court_time import short_day, spoken_time

ENGLISH, WELSH, POLISH, URDU = "en", "cy", "pl", "ur"


@dataclass(frozen=True, slots=True)
class SpokenDates:
    """How a language says a day and an hour. days: Monday first. months: January first. until: between two days."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    until: str
    hour: Callable[[time], str]


def _welsh_hour(at: time) -> str:
    return spoken_time(at).replace("12 noon", "hanner dydd").replace("am", "yb").replace("pm", "yp")


def in_figures(at: time) -> str:
    """Write an hour as a clock of 24 hours shows it: "9:30", "14:00"."""
    return f"{at.hour}:{at.minute:02d}"


# Urdu names the part of the day, and the hour after it: from this hour on it is called so.
_URDU_PARTS = ((20, "رات"), (16, "شام"), (12, "دوپہر"), (5, "صبح"), (0, "رات"))


def _urdu_hour(at: time) -> str:
    part = next(name for begins, name in _URDU_PARTS if at.hour >= begins)
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{part} {at.hour % 12 or 12}{minutes} بجے"


SPOKEN: dict[str, SpokenDates] = {
    WELSH: SpokenDates(
        ("Llun", "Maw", "Mer", "Iau", "Gwe", "Sad", "Sul"),
        ("Ion", "Chw", "Maw", "Ebr", "Mai", "Meh", "Gor", "Awst", "Medi", "Hyd", "Tach", "Rhag"),
        "i",
        _welsh_hour,
    ),
    POLISH: SpokenDates(
        ("pon", "wt", "śr", "czw", "pt", "sob", "nd"),
        ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"),
        "do",
        in_figures,
    ),
    URDU: SpokenDates(
        ("پیر", "منگل", "بدھ", "جمعرات", "جمعہ", "ہفتہ", "اتوار"),
        ("جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"),
        "سے",
        _urdu_hour,
    ),
}

# What stands between the first and the last day of a period.
UNTIL: dict[str, str] = defaultdict(
    lambda: "-", {ENGLISH: "to", **{code: spoken.until for code, spoken in SPOKEN.items()}}
)


def day_in(language: str, day: date) -> str:
    """Write a day for a short text: "Tue 3 Mar", "Maw 3 Maw".

    In a language without a row it is written in figures, "3.3.2026": English words would say nothing to its readers.
    """
    if language == ENGLISH:
        return short_day(day)
    spoken = SPOKEN.get(language)
    if spoken is None:
        return f"{day.day}.{day.month}.{day.year}"
    return f"{spoken.days[day.weekday()]} {day.day} {spoken.months[day.month - 1]}"


def hour_in(language: str, at: time) -> str:
    """Write an hour for a short text: "9.30am", "9.30yb"; in a language without a row in figures, "9:30"."""
    if language == ENGLISH:
        return spoken_time(at)
    spoken = SPOKEN.get(language)
    return in_figures(at) if spoken is None else spoken.hour(at)
