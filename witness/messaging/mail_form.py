"""How a mail is written down: headers that nothing can be injected into, text, a calendar part with CRLF.

A mail with an entry is multipart/mixed: first the alternative of text and text/calendar, which Gmail, Outlook and
Thunderbird turn into an invitation, then the same bytes as a file, for what looks at attachments alone
(docs/decisions/invitations.md).
"""

import hashlib
import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from witness.messaging.carrier import OutgoingMail

# Narrower than the standard, on purpose: nothing that could start a second recipient or a second header.
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")
NAMED = re.compile(rf"(?P<name>[^<>]*)<(?P<address>{ADDRESS.pattern})>|(?P<plain>{ADDRESS.pattern})")
PLAIN_REFERENCE = re.compile(r"[A-Za-z0-9._-]{1,64}")
CALENDAR_METHODS = frozenset({"REQUEST", "CANCEL"})
FILE_NAME = "invite.ics"


def name_and_address(text: str) -> tuple[str, str]:
    """Read "us@host" or "Name <us@host>" into a name, "" when there is none, and an address.

    Raises:
        ValueError: it is not exactly one address.
    """
    match = NAMED.fullmatch(text)
    if match is None or not text.isprintable():
        raise ValueError("that is not one e-mail address")
    return (match["name"] or "").strip().strip('"').strip(), match["address"] or match["plain"]


def message_id(reference: str, mail_from: str) -> str:
    """Give the Message-ID of an attempt: the same for the same reference, telling nothing else."""
    plain = PLAIN_REFERENCE.fullmatch(reference)
    name = reference if plain else hashlib.blake2b(reference.encode(), digest_size=16).hexdigest()
    return f"<{name}@{mail_from.rpartition('@')[2]}>"


def mail_as_bytes(mail: OutgoingMail, mail_from: str) -> bytes:
    """Write a mail as SMTP wants it after DATA: CRLF line ends, leading dots doubled, without the final dot.

    Raises:
        ValueError: the calendar's method is neither REQUEST nor CANCEL.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = mail_from
    message["To"] = mail.to
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = formatdate()
    message["Message-ID"] = message_id(mail.reference, name_and_address(mail_from)[1])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, cte="quoted-printable")
    if mail.calendar is not None:
        _add_calendar(message, mail.calendar, mail.calendar_method.upper())
    content = message.as_bytes()
    content += b"" if content.endswith(b"\r\n") else b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", content)


def _add_calendar(message: EmailMessage, calendar: bytes, method: str) -> None:
    if method not in CALENDAR_METHODS:
        raise ValueError("a calendar part needs the method REQUEST or CANCEL")
    # Bytes, not text: given text, the library writes bare LF into a base64 part.
    content = re.sub(rb"\r\n|\r|\n", b"\r\n", calendar)
    message.add_alternative(content, maintype="text", subtype="calendar", params={"method": method, "charset": "UTF-8"})
    # Another type than the first: a client that knows both must not find two invitations.
    message.add_attachment(content, maintype="application", subtype="ics", filename=FILE_NAME)
