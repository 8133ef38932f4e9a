"""Plays a family's mail program, and a mail server that returns mail: mails as such programs write them."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

from icalendar import Calendar, Event, vCalAddress

from witness.domain.calendar_replies import CalendarAnswer
from witness.messaging.calendar import CalendarCard

# A mailbox of this name does not exist, whatever its host.
GONE = "gone"
NO_SUCH_MAILBOX = "5.1.1"
SERVER = "mail.home.example"
BOUNDARY = "returned-mail"


def is_gone(address: str) -> bool:
    """Whether the demo's mail server returns what is sent to this address."""
    return address.partition("@")[0].endswith(GONE)


def answer_mail(card: CalendarCard, answer: CalendarAnswer, name: str, now: datetime, comment: str = "") -> bytes:
    """Write the answer of a mail program to an invitation. name: makes its Message-ID one of its own."""
    message = EmailMessage(policy=SMTP)
    message["From"] = card.attendee
    message["To"] = card.organizer
    message["Subject"] = f"{answer.value.capitalize()}: {card.title}"
    message["Message-ID"] = f"<{name}.{int(now.timestamp())}.{answer.value}@{SERVER}>"
    message.set_content(f"{card.attendee} has {answer.value} this invitation.\n")
    message.add_alternative(
        _answer_file(card, answer, now, comment),
        maintype="text",
        subtype="calendar",
        params={"method": _method(answer), "charset": "UTF-8"},
    )
    return message.as_bytes()


def _method(answer: CalendarAnswer) -> str:
    return "COUNTER" if answer is CalendarAnswer.COUNTER else "REPLY"


def _answer_file(card: CalendarCard, answer: CalendarAnswer, now: datetime, comment: str) -> bytes:
    calendar = Calendar()
    calendar.add("PRODID", "-//A mail program//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", _method(answer))
    event = Event()
    event.add("UID", card.uid)
    event.add("SEQUENCE", card.sequence)
    event.add("DTSTAMP", now.astimezone(UTC))
    event.add("DTSTART", card.on)
    event.add("ORGANIZER", vCalAddress(f"mailto:{card.organizer}"))
    attendee = vCalAddress(f"mailto:{card.attendee}")
    attendee.params["PARTSTAT"] = "TENTATIVE" if answer is CalendarAnswer.COUNTER else answer.value.upper()
    event.add("ATTENDEE", attendee)
    if comment:
        event.add("COMMENT", comment)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def bounce_mail(
    address: str, reference: str, now: datetime, *, status: str = NO_SUCH_MAILBOX, action: str = "failed"
) -> bytes:
    """Write what a mail server sends back for a mail of ours (RFC 3464). reference: our name for the attempt."""
    return (
        f"From: Mail Delivery System <mailer-daemon@{SERVER}>\r\n"
        "To: appointments@support.example\r\n"
        "Subject: Undelivered mail returned to sender\r\n"
        "Auto-Submitted: auto-replied\r\n"
        f"Message-ID: <{reference}.{int(now.timestamp())}.{action}@{SERVER}>\r\n"
        "MIME-Version: 1.0\r\n"
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="{BOUNDARY}"\r\n\r\n'
        f"--{BOUNDARY}\r\nContent-Type: text/plain\r\n\r\nThe mail below could not be delivered.\r\n"
        f"--{BOUNDARY}\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; {SERVER}\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"--{BOUNDARY}\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"Message-ID: <{reference}@support.example>\r\nTo: {address}\r\n"
        f"--{BOUNDARY}--\r\n"
    ).encode()
