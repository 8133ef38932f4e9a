"""Days and hours as a short text says them, in English and in Welsh.

The Welsh forms are the usual short ones and have not been checked by a Welsh speaker; the Welsh wording as a whole is
not approved until one has read it.
"""

from collections import defaultdict
from datetime import date, time

from witness.domain.court_time import short_day, spoken_time

WELSH = "cy"
DAYS = ("Llun", "Maw", "Mer", "Iau", "Gwe", "Sad", "Sul")
MONTHS = ("Ion", "Chw", "Maw", "Ebr", "Mai", "Meh", "Gor", "Awst", "Medi", "Hyd", "Tach", "Rhag")

# What stands between the first and the last day of a period.
UNTIL: dict[str, str] = defaultdict(lambda: "to", {"en": "to", WELSH: "i"})


def day_in(language: str, day: date) -> str:
    """Write a day for a short text: "Tue 3 Mar", "Maw 3 Maw"."""
    if language != WELSH:
        return short_day(day)
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def hour_in(language: str, at: time) -> str:
    """Write an hour for a short text: "9.30am", "9.30yb"."""
    if language != WELSH:
        return spoken_time(at)
    if at.hour == 12 and at.minute == 0:
        return "hanner dydd"
    return spoken_time(at).replace("am", "yb").replace("pm", "yp")
