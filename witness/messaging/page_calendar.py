"""A calendar file that a family takes from its page itself: a neutral title, no place, nobody's name, no alarm."""

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from witness.domain.court_time import moment_in_london

MINUTES = 60


def own_entry(uid: str, title: str, on: date, at: time | None, *, number: int, now: datetime) -> bytes:
    """Write the file. uid: opaque, the same for later versions; number: higher for each. at None: all day."""
    event = Event()
    event.add("UID", uid)
    event.add("SEQUENCE", number)
    event.add("DTSTAMP", now.astimezone(UTC))
    event.add("SUMMARY", title)
    event.add("CLASS", "PRIVATE")
    if at is None:
        event.add("DTSTART", on)
        event.add("DTEND", on + timedelta(days=1))
    else:
        starts = moment_in_london(on, at).astimezone(UTC)
        event.add("DTSTART", starts)
        event.add("DTEND", starts + timedelta(minutes=MINUTES))
    calendar = Calendar()
    calendar.add("PRODID", "-//appointments//EN")
    calendar.add("VERSION", "2.0")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
