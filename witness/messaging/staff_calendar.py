"""The staff's own calendar feed: initials, a case reference and a neutral word, and nothing else. RFC 5545, PUBLISH."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, Timezone

from witness.domain.court_time import LONDON, moment_in_london
from witness.messaging.calendar import LONDON_ZONE, PRODUCT, UID_HOST, comes_twice

NAME = "Appointments"
REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. key: what it is about, made unreadable in the UID. until: the last of several days.

    changed_at: when it last changed, so that an unchanged feed has unchanged bytes.
    """

    key: str
    title: str
    on: date
    until: date | None
    at: time | None
    minutes: int
    changed_at: datetime
    tentative: bool = False


def feed_file(entries: tuple[FeedEntry, ...]) -> bytes:
    """Write a feed, with CRLF line ends.

    Raises:
        NoSuchMoment: an hour does not exist on its day.
    """
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", NAME)
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add_component(Timezone.from_ical(LONDON_ZONE))
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: FeedEntry) -> Event:
    event = Event()
    digest = hashlib.blake2b(entry.key.encode(), digest_size=16, person=b"staff-feed").hexdigest()
    event.add("UID", f"{digest}@{UID_HOST}")
    event.add("DTSTAMP", entry.changed_at.astimezone(UTC))
    event.add("SUMMARY", entry.title)
    if entry.at is None:
        event.add("DTSTART", entry.on)
        event.add("DTEND", (entry.until or entry.on) + timedelta(days=1))
    else:
        starts = moment_in_london(entry.on, entry.at)
        ends = starts + timedelta(minutes=entry.minutes)
        zone = UTC if comes_twice(starts) or comes_twice(ends) else LONDON
        event.add("DTSTART", starts.astimezone(zone))
        event.add("DTEND", ends.astimezone(zone))
    event.add("CLASS", "PRIVATE")
    event.add("STATUS", "TENTATIVE" if entry.tentative else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT" if entry.until is not None else "OPAQUE")
    return event
