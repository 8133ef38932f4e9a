"""Single fields of a court list: words without stray breaks, days, hours, instants and references."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from witness.domain.references import normalise_reference

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_NAME = 120
LONGEST_NOTE = 200
MOST = 10**15

HOUR_IN_WORDS = re.compile(
    r"(?<![\d./:])(?P<hour>\d{1,2})"
    r"(?:\s*[.:]\s*(?P<minute>\d{2})(?::\d{2})?(?![\d./:]))?"
    r"\s*(?P<half>a\.?m\b|p\.?m\b|noon\b)?"
    r"(?!\s*-?\s*(?:hours?|hrs?|mins?|minutes?)\b)",
    re.IGNORECASE,
)
NOON = re.compile(r"\b(?:noon|midday)\b", re.IGNORECASE)
CLOCK = re.compile(r"\s*(\d{1,2}):(\d{2})")

# Courts do not sit before eight in the morning: "2.15" is in the afternoon.
EARLIEST_HOUR = 8


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment in UTC, and whether the list itself said that it was in UTC."""

    at: datetime
    had_zone: bool


def words(value: object, longest: int = LONGEST_NAME) -> str:
    """Give text without line breaks, control characters and double spaces; "" for what is not text or a number."""
    text = value if isinstance(value, str) else _number(value)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:longest].strip()


def day(value: object) -> date | None:
    """Give a day written as 2026-12-01, with or without a time behind it; None when it is nothing like that."""
    if not isinstance(value, str):
        return None
    try:
        found = date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def clock_hour(value: object) -> time | None:
    """Give a wall-clock hour written as 10:00 or 10:00:00, whatever zone is written behind it; seconds are dropped."""
    found = CLOCK.match(value) if isinstance(value, str) else None
    return _hour(int(found[1]), int(found[2])) if found else None


def spoken_hour(value: object) -> time | None:
    """Give the hour in a note: "10:30 AM", "SITTING AT  02:15 pm", "NOT BEFORE 11:00", "2.15pm", "12 noon"."""
    note = words(value, longest=LONGEST_NOTE) if isinstance(value, str) else ""
    for found in HOUR_IN_WORDS.finditer(note):
        if found["minute"] or found["half"]:
            return _half_day(int(found["hour"]), int(found["minute"] or 0), (found["half"] or "")[:1].lower())
    return time(12, 0) if NOON.search(note) else None


def instant(value: object) -> Instant | None:
    """Give a moment written as 2026-07-27T09:40:00Z; one without a zone is taken as UTC; None when it is not one."""
    if not isinstance(value, str) or "T" not in value:
        return None
    try:
        found = datetime.fromisoformat(re.sub(r"\.\d+", "", value.strip()))
    except ValueError:
        return None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    had_zone = found.tzinfo is not None
    return Instant(found.astimezone(UTC) if had_zone else found.replace(tzinfo=UTC), had_zone)


def references(values: Iterable[object]) -> tuple[str, ...]:
    """Give each value that is a reference once, normalised."""
    numbers = (normalise_reference(words(value)) for value in values)
    return tuple(dict.fromkeys(number for number in numbers if number))


def _half_day(hour: int, minute: int, half: str) -> time | None:
    """Give an hour of the clock with "a", "p" or "n" (noon), or without when the note says nothing."""
    afternoon = half == "p" or (not half and hour < EARLIEST_HOUR)
    return _hour(hour + 12 if afternoon and hour < 12 else hour, minute)


def _hour(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _number(value: object) -> str:
    """Give a whole number of ordinary size as text, however it is written; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < MOST:
        return ""
    return str(int(value)) if value == int(value) else ""
