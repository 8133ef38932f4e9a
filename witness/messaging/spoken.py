"""Days and hours as a short text says them, in the languages in which there is wording."""

from datetime import date, time

from witness.domain.court_time import short_day, spoken_time

WELSH_DAYS = ("Llun", "Maw", "Mer", "Iau", "Gwe", "Sad", "Sul")
WELSH_MONTHS = ("Ion", "Chwe", "Maw", "Ebr", "Mai", "Meh", "Gorff", "Awst", "Medi", "Hyd", "Tach", "Rhag")


def day_in(language: str, day: date) -> str:
    """Write a day for a short text: "Mon 7 Dec", in Welsh "Llun 7 Rhag"."""
    if language != "cy":
        return short_day(day)
    return f"{WELSH_DAYS[day.weekday()]} {day.day} {WELSH_MONTHS[day.month - 1]}"


def time_in(language: str, at: time) -> str:
    """Write an hour for a short text: "9.30am", in Welsh "9.30yb"."""
    spoken = spoken_time(at)
    if language != "cy":
        return spoken
    return "hanner dydd" if spoken == "12 noon" else spoken.replace("am", "yb").replace("pm", "yp")
