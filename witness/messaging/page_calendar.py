"""A calendar file that a family takes from its page itself: neutral titles, no place, nobody's name, no alarm."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from witness.domain.court_time import moment_in_london


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """One entry. uid: opaque, the same for later versions; number: higher for each. at None: all day."""

    uid: str
    on: date
    at: time | None
    minutes: int
    number: int


def own_calendar(entries: Iterable[OwnEntry], title: str, *, now: datetime) -> bytes:
    """Write the file. Every entry has the same title: what tells a meeting from a date in court tells too much."""
    calendar = Calendar()
    calendar.add("PRODID", "-//appointments//EN")
    calendar.add("VERSION", "2.0")
    for entry in entries:
        calendar.add_component(_event(entry, title, now))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: OwnEntry, title: str, now: datetime) -> Event:
    event = Event()
    event.add("UID", entry.uid)
    event.add("SEQUENCE", entry.number)
    event.add("DTSTAMP", now.astimezone(UTC))
    event.add("SUMMARY", title)
    event.add("CLASS", "PRIVATE")
    if entry.at is None:
        event.add("DTSTART", entry.on)
        event.add("DTEND", entry.on + timedelta(days=1))
        return event
    starts = moment_in_london(entry.on, entry.at).astimezone(UTC)
    event.add("DTSTART", starts)
    event.add("DTEND", starts + timedelta(minutes=entry.minutes))
    return event
