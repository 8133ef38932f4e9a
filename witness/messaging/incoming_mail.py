"""Reads a mail that came in: a calendar's answer, a bounce, a machine's reply, or words for a person.

Nothing in a mail can be trusted: not its sender, its size, its encoding or its structure. No link is followed, no
attachment is opened but a calendar's answer, and nothing here raises for what a stranger can send.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parseaddr
from enum import StrEnum
from html.parser import HTMLParser

from icalendar import Calendar

from witness.domain.calendar_replies import CalendarAnswer, CalendarReply
from witness.domain.disclosures import alarm_in
from witness.identifiers import LENGTH, looks_like_id
from witness.messaging.mail_form import ADDRESS

LARGEST_MAIL_BYTES = 1024 * 1024
LARGEST_CALENDAR_BYTES = 100 * 1024
LONGEST_WORDS = 20_000
MOST_PARTS = 50
ANSWERS: dict[tuple[str, str], CalendarAnswer] = {
    ("REPLY", "ACCEPTED"): CalendarAnswer.ACCEPTED,
    ("REPLY", "DECLINED"): CalendarAnswer.DECLINED,
    ("REPLY", "TENTATIVE"): CalendarAnswer.TENTATIVE,
    ("REPLY", "DELEGATED"): CalendarAnswer.DELEGATED,
}
PRECEDENCES = frozenset({"bulk", "junk", "list", "auto_reply"})
# What calendar programs write into an answer by themselves.
BOILERPLATE = re.compile(
    r"\b(?:has|have) (?:tentatively )?(?:accepted|declined|replied|proposed)\b|invitation from google calendar|"
    r"\bevent (?:accepted|declined)\b",
    re.IGNORECASE,
)
REFERENCE = re.compile(rf"(?:[+=]|<)([0-9a-z]{{{LENGTH}}})@")


class MailKind(StrEnum):
    """What a mail is."""

    CALENDAR = "calendar"
    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    WORDS = "words"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a mail server says has become of a mail of ours.

    reference: our unguessable name for the attempt, "" when it gives none back. status: RFC 3463, "5.1.1".
    """

    reference: str
    action: str
    status: str

    @property
    def is_final(self) -> bool:
        """Whether the server has given up."""
        return self.action == "failed"

    @property
    def says_no_such_mailbox(self) -> bool:
        """Whether the mailbox itself is gone; a full one or a refused policy is not."""
        return self.is_final and self.status in NO_SUCH_MAILBOX


# RFC 3463: bad mailbox, bad system, bad syntax, moved, disabled; and RFC 7505, a host that takes no mail.
NO_SUCH_MAILBOX = frozenset({"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})


@dataclass(frozen=True, slots=True)
class IncomingMail:
    """A mail, as far as it could be read. key: the same for the same mail. words: without what it quotes."""

    key: str
    kind: MailKind
    sender: str = ""
    words: str = ""
    reply: CalendarReply | None = None
    bounce: Bounce | None = None

    def __repr__(self) -> str:
        return f"IncomingMail({self.kind})"


def read_mail(raw: bytes) -> IncomingMail:
    """Read a mail as it stands on the wire; never raises for what is in it."""
    content_key = hashlib.sha256(raw).hexdigest()
    beginning = raw[:LONGEST_WORDS].decode("utf-8", "replace")
    if len(raw) > LARGEST_MAIL_BYTES:
        return IncomingMail(content_key, MailKind.UNREADABLE, words=beginning)
    try:
        return _read(raw, content_key)
    except Exception:  # noqa: BLE001 - the parsers raise what they like for what strangers send
        return IncomingMail(content_key, MailKind.UNREADABLE, words=beginning)


def _read(raw: bytes, content_key: str) -> IncomingMail:
    mail = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(raw)
    name = str(mail.get("Message-ID", "")).strip()
    sender = _sender(mail)
    key = hashlib.sha256(f"{name}\0{sender}".encode()).hexdigest() if name else content_key
    bounce = _bounce(mail)
    if bounce is not None:
        return IncomingMail(key, MailKind.BOUNCE, bounce=bounce)
    words = _words(mail)
    reply = _calendar_reply(mail, sender)
    if reply is not None:
        return IncomingMail(key, MailKind.CALENDAR, sender, _said_beside(reply, words), reply=reply)
    if _is_automatic(mail):
        return IncomingMail(key, MailKind.AUTOMATIC, sender)
    if not sender:
        return IncomingMail(key, MailKind.UNREADABLE, words=words)
    return IncomingMail(key, MailKind.WORDS, sender, words)


def _said_beside(reply: CalendarReply, words: str) -> str:
    """Give what a person wrote beside a calendar's answer; "" for what a program wrote by itself.

    A cry for help may stand below a program's own sentence: then all of it is given.
    """
    if BOILERPLATE.search(words) and alarm_in(words) is None:
        return reply.comment
    return "\n".join(part for part in (reply.comment, words) if part)


def _sender(mail: EmailMessage) -> str:
    _, address = parseaddr(str(mail.get("From", "")))
    return address if ADDRESS.fullmatch(address) else ""


def _parts(mail: Message) -> Iterator[Message]:
    for number, part in enumerate(mail.walk()):
        if number >= MOST_PARTS:
            return
        yield part


def _is_automatic(mail: EmailMessage) -> bool:
    submitted = str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().casefold()
    precedence = str(mail.get("Precedence", "")).strip().casefold()
    return (
        submitted != "no"
        or precedence in PRECEDENCES
        or any(name in mail for name in ("X-Autoreply", "X-Autorespond", "List-Id", "List-Unsubscribe"))
    )


def _bounce(mail: EmailMessage) -> Bounce | None:
    report = str(mail.get_param("report-type", "")).casefold()
    if mail.get_content_type() != "multipart/report" or report != "delivery-status":
        return None
    action, status = "", ""
    for part in _parts(mail):
        if part.get_content_type() == "message/delivery-status":
            action, status = _fate(part)
    return Bounce(_reference(mail), action, status)


def _fate(part: Message) -> tuple[str, str]:
    """Read the worst of what is said of any recipient: we write to one at a time."""
    fates = []
    for fields in part.walk():
        action = str(fields.get("Action", "")).strip().casefold()
        status = str(fields.get("Status", "")).split("(")[0].strip()
        if action:
            fates.append((action, status))
    failed = [fate for fate in fates if fate[0] == "failed"]
    return (failed or fates or [("", "")])[0]


def _reference(mail: EmailMessage) -> str:
    """Find the name that we gave the attempt: in the address it bounced to, or in the headers it gives back."""
    addressed = [str(mail.get(name, "")) for name in ("Delivered-To", "X-Original-To", "To")]
    returned = [
        str(part.get("Message-ID", "")) or _plain(part)[:8192]
        for part in _parts(mail)
        if part is not mail and part.get_content_type() in ("message/rfc822", "text/rfc822-headers", "text/plain")
    ]
    inner = [
        str(inner.get("Message-ID", ""))
        for part in _parts(mail)
        if part.get_content_type() == "message/rfc822"
        for inner in part.iter_parts()  # type: ignore[attr-defined]
    ]
    for text in (*addressed, *inner, *returned):
        for found in REFERENCE.findall(text):
            if looks_like_id(found):
                return str(found)
    return ""


def _calendar_reply(mail: EmailMessage, sender: str) -> CalendarReply | None:
    for part in _parts(mail):
        if part.get_content_type() in ("text/calendar", "application/ics"):
            raw = part.get_payload(decode=True)
            if isinstance(raw, bytes) and len(raw) <= LARGEST_CALENDAR_BYTES:
                with suppress(ValueError, KeyError, AttributeError, IndexError):
                    return _itip(raw, sender)
    return None


def _itip(raw: bytes, sender: str) -> CalendarReply | None:
    calendar = Calendar.from_ical(raw)
    method = str(calendar.get("METHOD", "")).upper()
    events = calendar.walk("VEVENT")
    if len(events) != 1:
        return None
    event = events[0]
    attendees = event.get("ATTENDEE", [])
    attendee = attendees[0] if isinstance(attendees, list) and attendees else attendees
    params = getattr(attendee, "params", {})
    stated = str(params.get("PARTSTAT", "")).upper()
    if params.get("DELEGATED-TO"):
        stated = "DELEGATED"
    answer = CalendarAnswer.COUNTER if method == "COUNTER" else ANSWERS.get((method, stated))
    if answer is None:
        return None
    comments = event.get("COMMENT", "")
    comment = " ".join(str(c) for c in comments) if isinstance(comments, list) else str(comments)
    return CalendarReply(
        uid=str(event.get("UID", ""))[:80],
        sequence=int(str(event.get("SEQUENCE", 0))),
        attendee=re.sub(r"(?i)^mailto:", "", str(attendee or "")).strip(),
        sender=sender,
        answer=answer,
        comment=comment.strip()[:LONGEST_WORDS],
    )


def _words(mail: EmailMessage) -> str:
    subject = " ".join(str(mail.get("Subject", "")).split())
    body = ""
    for kind in ("text/plain", "text/html"):
        for part in _parts(mail):
            if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
                body = _plain(part)
                break
        if body.strip():
            break
    own = _unquoted(body).strip() or body.strip()
    answers = re.match(r"(?i)(re|aw|sv|ateb|fwd?|accepted|declined|tentative)\b", subject)
    said = own if answers and own else "\n\n".join(part for part in (subject, own) if part)
    return said[:LONGEST_WORDS]


def _plain(part: Message) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    try:
        text = raw.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        text = raw.decode("utf-8", "replace")
    return _without_tags(text) if part.get_content_type() == "text/html" else text


def _unquoted(body: str) -> str:
    """Leave out the lines that are marked as ours. Nothing else: people write below and between what they quote."""
    lines = body.replace("\r\n", "\n").split("\n")
    return "\n".join(line for line in lines if not line.lstrip().startswith(">"))


class _Text(HTMLParser):
    """Keeps the words of a page, and nothing that a page can do."""

    HIDDEN = frozenset({"script", "style", "head", "title"})
    BREAKS = frozenset({"br", "p", "div", "li", "tr", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._hidden += tag in self.HIDDEN
        if tag in self.BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.HIDDEN and self._hidden:
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def _without_tags(page: str) -> str:
    reader = _Text()
    reader.feed(page)
    reader.close()
    return "".join(reader.words)
