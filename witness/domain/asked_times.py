"""Reads the two times that somebody texts when a meeting does not suit them; whatever is not plain goes to a person.

"Tue 1 Dec 3pm or Thu 3 Dec 10.30am", "1/12 15:00, 3/12 10:30", and the days and hours of the other languages in which
there are words. A day without an hour, "3" without am or pm and a Tuesday that is a Wednesday are nobody's guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from witness.domain.other_times import OtherTime
from witness.domain.reply_spelling import letters_of
from witness.domain.spoken_dates import SPOKEN

# As people write them out, beside the short forms of `spoken_dates`. Those of other languages than English have not
# been checked by a speaker; an officer sees the two times before anything moves.
_DAYS_TOO = (
    "mon monday llun", "tue tues tuesday mawrth", "wed weds wednesday mercher", "thu thur thurs thursday iau",
    "fri friday gwener", "sat saturday sadwrn", "sun sunday sul",
)  # fmt: skip
_MONTHS_TOO = (
    "jan january ionawr", "feb february chwefror", "mar march mawrth", "apr april ebrill", "may mai",
    "jun june mehefin", "jul july gorffennaf", "aug august awst", "sep sept september medi", "oct october hydref",
    "nov november tachwedd", "dec december rhagfyr",
)  # fmt: skip
# Urdu names the part of the day before the hour.
_URDU_AFTER_NOON = {letters_of(word): after for word, after in (("صبح", False), ("دوپہر", True), ("شام", True))}
_AFTER_NOON = frozenset({"pm", "yp"})


def two_times_in(text: str, today: date) -> tuple[OtherTime, OtherTime] | None:
    """Give the two times that a text names, in its order; None when it does not plainly name two different ones.

    today: the London day. A day without a year is the next one that comes; a weekday alone is the next one of its name.
    """
    plain = letters_of(text)
    if any(sign.isdigit() for sign in _TOKEN.sub(" ", plain)):
        return None  # a figure that is part of no day and no hour: nobody can say what was meant
    found = list(_times(plain, today))
    if len(found) != 2:
        return None
    first, second = found
    return None if first is None or second is None or first == second else (first, second)


@dataclass(slots=True)
class _Day:
    """The day that was named last. is_used: an hour has followed it, so that another weekday begins another day."""

    on: date | None = None
    weekday: int | None = None
    is_used: bool = False


def _times(plain: str, today: date) -> Iterator[OtherTime | None]:
    """Give each hour with the day that stands before it; None for one that has no day, or is no hour or no day."""
    day = _Day()
    for match in _TOKEN.finditer(plain):
        if match["weekday"] is not None:
            day = _with_weekday(day, _PLACE_OF_DAY[match["weekday"]], today)
        elif match["dom"] is not None:
            on, said = _date(match, today), None if day.is_used else day.weekday
            is_wrong = on is not None and said is not None and on.weekday() != said
            day = _Day(None if is_wrong else on)
        else:
            day.is_used = True
            at = _hour(match)
            yield None if day.on is None or at is None else OtherTime(day.on, at)


def _with_weekday(day: _Day, weekday: int, today: date) -> _Day:
    """Take in the name of a day: after a date that no hour has followed it only says the same once more."""
    if day.on is not None and day.weekday is None and not day.is_used:
        return _Day(day.on if day.on.weekday() == weekday else None, weekday)
    return _Day(today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1), weekday)


def _date(match: re.Match[str], today: date) -> date | None:
    month = int(match["mon"]) if match["mon"] else _PLACE_OF_MONTH[match["month"]] + 1
    years = (today.year, today.year + 1) if match["year"] is None else (int(match["year"]),)
    for year in years:
        try:
            on = date(year, month, int(match["dom"]))
        except ValueError:
            continue
        if on >= today or match["year"] is not None:
            return on
    return None


def _hour(match: re.Match[str]) -> time | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"] or match["part"]:
        if not 1 <= hour <= 12 or minute > 59:
            return None
        after = match["half"] in _AFTER_NOON if match["half"] else _URDU_AFTER_NOON[match["part"]]
        return time(hour % 12 + 12 * after, minute)
    # "3.30" may be a morning: only a clock of 24 hours says by itself which half of the day is meant.
    says_itself = match["minute"] is not None and (len(match["hour"]) == 2 or hour > 12)
    return time(hour, minute) if says_itself and hour < 24 and minute < 60 else None


def _places(too: tuple[str, ...], which: str) -> dict[str, int]:
    found = {name: place for place, names in enumerate(too) for name in names.split()}
    for spoken in SPOKEN.values():
        found |= {letters_of(name): place for place, name in enumerate(getattr(spoken, which))}
    return found


def _any_of(names: dict[str, int]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


# "maw" is a day and a month in Welsh: behind the figure of a day it is the month.
_PLACE_OF_DAY, _PLACE_OF_MONTH = _places(_DAYS_TOO, "days"), _places(_MONTHS_TOO, "months")
_TOKEN = re.compile(
    rf"\b(?:(?P<dom>\d{{1,2}})(?:(?:st|nd|rd|th|ain|eg)? ?(?:of )?(?P<month>{_any_of(_PLACE_OF_MONTH)})\b"
    r"|/(?P<mon>\d{1,2}))(?:[ /](?P<year>20\d\d)(?!\d))?"
    rf"|(?P<weekday>{_any_of(_PLACE_OF_DAY)})"
    rf"|(?:(?P<part>{'|'.join(map(re.escape, _URDU_AFTER_NOON))}) )?(?P<hour>\d{{1,2}})(?:[.:](?P<minute>\d\d))?"
    r" ?(?P<half>am|pm|yb|yp)?)(?![\w/])"
)
