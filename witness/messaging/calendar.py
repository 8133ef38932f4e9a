"""Calendar invitations to families: a neutral title, a time that every calendar reads alike, nothing else.

The time zone is written by hand: the library's own changes to summer time an hour late.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress

from witness.domain.court_time import LONDON, moment_in_london
from witness.messaging.mail_form import name_and_address

PRODUCT = "-//Appointments//EN"
UID_HOST = "appointments.invalid"
DEFAULT_NAME = "Appointments"
LONGEST_WORDS = 200

# The rule since 1996: last Sunday of March to last Sunday of October, both at 01:00 UTC.
LONDON_ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
END:DAYLIGHT
END:VTIMEZONE
""".replace("\n", "\r\n")


@dataclass(frozen=True, slots=True)
class Invitation:
    """One person's invitation, as it stands now.

    uid: see `uid_for`; the same for as long as it is the same appointment.
    sequence: higher than the last one sent, for a cancellation too.
    title: neutral, it is shown on locked phones and in shared calendars.
    on, until: the day, or the first and last day of a window (until None: one day).
    at: London wall-clock time, None for whole days. minutes: how long it takes.
    organizer, attendee: "us@host" or "Name <us@host>"; only the address of the attendee is written.
    stamped_at: aware instant of writing.
    place: "" for none. alarms: minutes before; a whole day never rings. busy: whether the time shows as taken.
    tentative: the day may not be reached.
    """

    uid: str
    sequence: int
    cancelled: bool
    title: str
    on: date
    until: date | None
    at: time | None
    minutes: int
    organizer: str
    attendee: str
    stamped_at: datetime
    place: str = ""
    alarms: tuple[int, ...] = ()
    busy: bool = True
    tentative: bool = False

    def __repr__(self) -> str:
        return f"Invitation({self.uid}, {self.sequence})"


def uid_for(hearing_id: str, person_id: str) -> str:
    """Give the stable, opaque UID of one person's invitation to one hearing."""
    digest = hashlib.blake2b(f"{hearing_id}\0{person_id}".encode(), digest_size=16, person=b"invitation")
    return f"{digest.hexdigest()}@{UID_HOST}"


def method_of(invitation: Invitation) -> str:
    """Give the iTIP method: REQUEST or CANCEL."""
    return "CANCEL" if invitation.cancelled else "REQUEST"


def invitation_file(invitation: Invitation) -> bytes:
    """Write the iCalendar object, with CRLF line ends.

    Raises:
        ValueError: an address is malformed.
        NoSuchMoment: the hour does not exist on that day.
    """
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method_of(invitation))
    if invitation.at is not None:
        calendar.add_component(Timezone.from_ical(LONDON_ZONE))
    calendar.add_component(_event(invitation))
    return bytes(calendar.to_ical())


def _event(invitation: Invitation) -> Event:
    event = Event()
    event.add("UID", _one_line(invitation.uid))
    event.add("SEQUENCE", invitation.sequence)
    event.add("DTSTAMP", invitation.stamped_at.astimezone(UTC))
    event.add("LAST-MODIFIED", invitation.stamped_at.astimezone(UTC))
    event.add("SUMMARY", _short(invitation.title) or DEFAULT_NAME)
    starts, ends = _span(invitation)
    event.add("DTSTART", starts)
    event.add("DTEND", ends)
    event.add("CLASS", "PRIVATE")
    event.add("STATUS", _status(invitation))
    free = _is_window(invitation) or not invitation.busy
    event.add("TRANSP", "TRANSPARENT" if free else "OPAQUE")
    # Exchange reads its own word before the standard's.
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE" if free else "BUSY")
    event.add("ORGANIZER", _organizer(invitation.organizer))
    event.add("ATTENDEE", _attendee(invitation.attendee))
    if invitation.place and not invitation.cancelled:
        event.add("LOCATION", _short(invitation.place))
    for minutes in _ringing(invitation):
        event.add_component(_alarm(minutes, invitation.title))
    return event


def _status(invitation: Invitation) -> str:
    if invitation.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if invitation.tentative or _is_window(invitation) else "CONFIRMED"


def _ringing(invitation: Invitation) -> tuple[int, ...]:
    """A day without an hour would ring in the middle of the night, a cancelled one for nothing."""
    if invitation.at is None or invitation.cancelled or _is_window(invitation):
        return ()
    return tuple(sorted(set(invitation.alarms)))


def _alarm(minutes: int, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", timedelta(minutes=-minutes))
    # The standard wants words here, and a phone shows them: they say no more than the entry itself.
    alarm.add("DESCRIPTION", _short(title) or DEFAULT_NAME)
    return alarm


def _is_window(invitation: Invitation) -> bool:
    return invitation.at is None and invitation.until is not None


def _span(invitation: Invitation) -> tuple[date, date]:
    """Give the start, and the end that no longer belongs to it."""
    if invitation.at is None:
        return invitation.on, (invitation.until or invitation.on) + timedelta(days=1)
    starts = moment_in_london(invitation.on, invitation.at)
    ends = starts + timedelta(minutes=invitation.minutes)
    # Of the hour that comes twice in autumn, programs take the one or the other: there only UTC says which is meant.
    if comes_twice(starts) or comes_twice(ends):
        return starts, ends
    return starts.astimezone(LONDON), ends.astimezone(LONDON)


def comes_twice(instant: datetime) -> bool:
    """Whether London's clocks show the hour of an instant twice that night."""
    wall = instant.astimezone(LONDON)
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


def _organizer(address: str) -> vCalAddress:
    name, plain = name_and_address(address)
    organizer = vCalAddress(f"mailto:{plain}")
    organizer.params["CN"] = re.sub(r'["^;:,\\]', "", _one_line(name)).strip() or DEFAULT_NAME
    return organizer


def _attendee(address: str) -> vCalAddress:
    _, plain = name_and_address(address)
    attendee = vCalAddress(f"mailto:{plain}")
    attendee.params["CUTYPE"] = "INDIVIDUAL"
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = "NEEDS-ACTION"
    attendee.params["RSVP"] = "TRUE"
    return attendee


def _short(text: str) -> str:
    return _one_line(text)[:LONGEST_WORDS].strip()


def _one_line(text: str) -> str:
    """Line ends, marks of direction and other signs that nobody sees become spaces: none can begin a property."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


@dataclass(frozen=True, slots=True)
class CalendarCard:
    """A calendar entry as its reader sees it. `on` and `at` are London wall-clock time; at None: all day.

    until: the last day of several. rings: minutes before. organizer, attendee: plain addresses.
    """

    title: str
    on: date
    at: time | None
    sequence: int
    cancelled: bool
    uid: str = ""
    until: date | None = None
    place: str = ""
    rings: tuple[int, ...] = ()
    free: bool = False
    organizer: str = ""
    attendee: str = ""


def read_invitation(raw: bytes) -> CalendarCard:
    """Read one of our own invitations back.

    Raises:
        ValueError: there is no entry in it.
    """
    calendar = Calendar.from_ical(raw)
    for event in calendar.walk("VEVENT"):
        starts: Any = event.decoded("DTSTART")
        timed = isinstance(starts, datetime)
        starts = starts.astimezone(LONDON) if timed else starts
        last: date | None = None if timed else event.decoded("DTEND") - timedelta(days=1)
        return CalendarCard(
            title=str(event["SUMMARY"]),
            on=starts.date() if timed else starts,
            at=starts.time().replace(tzinfo=None) if timed else None,
            sequence=int(str(event["SEQUENCE"])),
            cancelled=str(calendar.get("METHOD", "")) == "CANCEL",
            uid=str(event["UID"]),
            until=None if last == starts else last,
            place=str(event.get("LOCATION", "")),
            rings=tuple(-int(alarm.decoded("TRIGGER").total_seconds()) // 60 for alarm in event.walk("VALARM")),
            free=str(event.get("TRANSP", "")) == "TRANSPARENT",
            organizer=str(event["ORGANIZER"]).removeprefix("mailto:"),
            attendee=str(event["ATTENDEE"]).removeprefix("mailto:"),
        )
    raise ValueError("there is no entry in this calendar")
