"""Mail to real SMTP servers on this machine: what arrives, and what each failure means."""

import email
import email.policy
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from icalendar import Calendar

from tests.messaging.servers import certificate, free_port, scripted_smtp, server_tls
from witness.messaging.calendar import Invitation, invitation_file, uid_for
from witness.messaging.carrier import Accepted, Declined, OutgoingMail, TryLater, Unsure
from witness.messaging.smtp_mail import SmtpCarrier, read_mail_url

FROM = "Olu <olu@support.example>"
MAIL = OutgoingMail("mum@home.example", "Appointment with Olu", "Hello\n\n.dot first\nŵ\n", "attempt-1")

INVITATION = Invitation(
    uid=uid_for("h1", "p1"),
    sequence=0,
    cancelled=False,
    title="Appointment with Olu",
    on=date(2026, 12, 7),
    until=None,
    at=time(9, 0),
    minutes=60,
    organizer=FROM,
    attendee="mum@home.example",
    stamped_at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
)


class Mailbox:
    """Keeps what arrives."""

    def __init__(self) -> None:
        self.envelopes = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library calls it so
        self.envelopes.append(envelope)
        return "250 taken"

    def only(self):
        (envelope,) = self.envelopes
        return envelope

    def message(self):
        return email.message_from_bytes(self.only().content, policy=email.policy.SMTP)


@contextmanager
def mail_server(**settings) -> Iterator[tuple[Mailbox, int]]:
    mailbox, port = Mailbox(), free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **settings)
    controller.start()
    try:
        yield mailbox, port
    finally:
        controller.stop()


def carrier(port: int, scheme: str = "smtp", login: str = "", **more) -> SmtpCarrier:
    return SmtpCarrier(f"{scheme}://{login}127.0.0.1:{port}", FROM, timeout_seconds=0.5, **more)


def test_a_mail_arrives_as_it_was_written():
    with mail_server() as (mailbox, port):
        outcome = carrier(port).send(MAIL)

    assert outcome == Accepted("<attempt-1@support.example>")
    assert (mailbox.only().mail_from, mailbox.only().rcpt_tos) == ("olu@support.example", ["mum@home.example"])
    assert mailbox.message()["Message-ID"] == "<attempt-1@support.example>"
    assert mailbox.message()["Subject"] == "Appointment with Olu"
    assert mailbox.message()["From"] == FROM
    assert mailbox.message().get_content().replace("\r\n", "\n") == MAIL.body


def test_an_invitation_arrives_with_its_method_and_crlf_in_every_line():
    written = invitation_file(INVITATION)
    with mail_server() as (mailbox, port):
        # Bare line feeds on the way in must not get through either.
        mail = replace(MAIL, calendar=written.replace(b"\r\n", b"\n"), calendar_method="REQUEST")
        carrier(port).send(mail)

    shown, file = mailbox.message().iter_parts()
    text, calendar = shown.iter_parts()
    assert mailbox.message().get_content_type() == "multipart/mixed"
    assert shown.get_content_type() == "multipart/alternative"
    # What looks at attachments alone finds the very same entry, under a type that is not an invitation once more.
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invite.ics")
    assert file.get_payload(decode=True) == written
    assert text.get_content_type() == "text/plain"
    assert calendar.get_content_type() == "text/calendar"
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert calendar.get_content_charset() == "utf-8"
    assert calendar.get_payload(decode=True) == written
    assert Calendar.from_ical(calendar.get_payload(decode=True))["METHOD"] == "REQUEST"


def test_a_calendar_without_a_method_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="REQUEST"):
        carrier(1).send(replace(MAIL, calendar=b"BEGIN:VCALENDAR", calendar_method="PUBLISH"))


@pytest.mark.parametrize(
    "subject",
    ["Hi\r\nBcc: other@home.example", "Hi\nX-Odd: 1", "Hi\r\n\r\nbody", "Hi\rBcc: other@home.example"],
)
def test_no_header_can_be_injected_through_the_subject(subject):
    with mail_server() as (mailbox, port):
        carrier(port).send(replace(MAIL, subject=subject, reference="a\r\nBcc: x@y.example"))

    assert mailbox.only().rcpt_tos == ["mum@home.example"]
    assert set(mailbox.message().keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding", "X-Peer", "X-MailFrom", "X-RcptTo",
    } - {"X-Peer", "X-MailFrom", "X-RcptTo"}  # fmt: skip


@pytest.mark.parametrize(
    "to",
    [
        "", "mum", "mum@", "@home.example", "mum@home.example\r\nRCPT TO:<other@home.example>",
        "mum@home.example,other@home.example", "mum@home.example other@home.example", "<mum@home.example>",
        "mum@home.example>", "mŵm@home.example", "mum@home.example\n",
    ],
)  # fmt: skip
def test_what_is_no_single_address_is_declined_before_any_connection(to):
    outcome = carrier(free_port()).send(replace(MAIL, to=to))

    assert isinstance(outcome, Declined)
    assert outcome.number_is_dead


def outcome_with(replies: dict[str, str] | None = None, cut_after: str = "nothing"):
    with scripted_smtp(replies or {}, cut_after=cut_after) as port:
        return carrier(port).send(MAIL)


def test_the_scripted_server_takes_a_mail_when_told_nothing_else():
    assert isinstance(outcome_with(), Accepted)


@pytest.mark.parametrize(
    ("verb", "reply"),
    [
        ("HELLO", "421 not now"),
        ("HELLO", "554 not you"),
        ("MAIL", "451 not now"),
        ("RCPT", "450 mailbox busy"),
        ("RCPT", "452 full"),
        ("DATA", "451 not now"),
        ("RCPT", "354 what"),
        (".", "451 not now"),
        (".", "452 full"),
    ],
)
def test_not_now_may_be_tried_later(verb, reply):
    assert isinstance(outcome_with({verb: reply}), TryLater)


@pytest.mark.parametrize(
    ("verb", "reply", "dead"),
    [
        ("RCPT", "550 5.1.1 no such user", True),
        ("RCPT", "551 not here", True),
        ("RCPT", "553 not a name", True),
        ("RCPT", "550 5.7.1 relaying denied", False),
        ("RCPT", "552 too much", False),
        ("MAIL", "550 not from you", False),
        ("DATA", "554 no", False),
        (".", "550 looks like spam", False),
    ],
)
def test_a_refusal_is_declined_and_says_whether_the_mailbox_is_gone(verb, reply, dead):
    outcome = outcome_with({verb: reply})

    assert isinstance(outcome, Declined)
    assert (outcome.code, outcome.number_is_dead) == (reply[:3], dead)


@pytest.mark.parametrize("verb", ["HELLO", "EHLO", "MAIL", "RCPT", "DATA"])
def test_a_connection_lost_before_the_mail_may_be_tried_later(verb):
    assert isinstance(outcome_with(cut_after=verb), TryLater)


def test_a_connection_lost_after_the_final_dot_is_unsure():
    assert isinstance(outcome_with(cut_after="."), Unsure)


def test_a_senseless_answer_after_the_final_dot_is_unsure():
    assert isinstance(outcome_with({".": "354 go on"}), Unsure)


def test_a_refused_connection_may_be_tried_later():
    assert isinstance(carrier(free_port()).send(MAIL), TryLater)


def test_a_login_goes_through_tls_that_begins_on_the_way(tmp_path: Path):
    path = certificate(tmp_path)
    trusted = ssl.create_default_context(cafile=str(path))
    seen = []

    def let_in(server, session, envelope, mechanism, data):
        seen.append((data.login, data.password))
        return AuthResult(success=data.password == b"p@ss")

    settings = {"authenticator": let_in, "auth_required": True, "tls_context": server_tls(path)}
    with mail_server(**settings) as (mailbox, port):
        on_the_way = carrier(port, "smtp+starttls", "olu:p%40ss@", tls=trusted).send(MAIL)
        shut_out = carrier(port, "smtp+starttls", "olu:wrong@", tls=trusted).send(MAIL)
        untrusted = carrier(port, "smtp+starttls", "olu:p%40ss@").send(MAIL)

    assert isinstance(on_the_way, Accepted)
    assert isinstance(shut_out, TryLater)
    assert isinstance(untrusted, TryLater)
    assert seen[0] == (b"olu", b"p@ss")
    assert len(mailbox.envelopes) == 1


def test_a_mail_goes_through_tls_from_the_start_and_only_to_a_server_we_trust(tmp_path: Path):
    path = certificate(tmp_path)
    trusted = ssl.create_default_context(cafile=str(path))
    with mail_server(ssl_context=server_tls(path)) as (mailbox, port):
        through = carrier(port, "smtps", tls=trusted).send(MAIL)
        untrusted = carrier(port, "smtps").send(MAIL)

    assert isinstance(through, Accepted)
    assert isinstance(untrusted, TryLater)
    assert len(mailbox.envelopes) == 1


def test_a_password_never_goes_unprotected_over_a_network():
    with pytest.raises(ValueError, match="unprotected"):
        SmtpCarrier("smtp://olu:word@mail.example", FROM)


@pytest.mark.parametrize("mail_url", ["", "mail.example", "http://mail.example", "smtp://", "smtp://h:port"])
def test_a_malformed_mail_url_is_refused(mail_url):
    with pytest.raises(ValueError, match=r"MAIL_URL|Port"):
        read_mail_url(mail_url)


@pytest.mark.parametrize("mail_from", ["", "nobody", "Olu <olu@support.example>\r\nBcc: x@y.example"])
def test_a_malformed_sender_is_refused(mail_from):
    with pytest.raises(ValueError, match="e-mail address"):
        SmtpCarrier("smtp://127.0.0.1", mail_from)


@pytest.mark.parametrize(("scheme", "port"), [("smtp", 25), ("smtp+starttls", 587), ("smtps", 465)])
def test_each_way_has_its_usual_port_and_prints_no_password(scheme, port):
    login = "" if scheme == "smtp" else "olu:word@"
    server = read_mail_url(f"{scheme}://{login}mail.example")

    assert server.port == port
    assert "word" not in repr(server)
