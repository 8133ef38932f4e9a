"""Mail by SMTP: one hand-over, one of four answers.

Until the final dot of DATA a server has promised nothing, so whatever fails before it may be tried again.
From that dot on a lost answer leaves doubt, and nothing is repeated.
"""

import re
import smtplib
import ssl
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from witness.identifiers import looks_like_id
from witness.messaging.carrier import Accepted, Declined, Outcome, OutgoingMail, TryLater, Unsure
from witness.messaging.mail_form import ADDRESS, mail_as_bytes, message_id, name_and_address

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
HERE = frozenset({"localhost", "127.0.0.1", "::1"})

# Refusals of a recipient that mean: there is no such mailbox.
NO_SUCH_MAILBOX = frozenset({550, 551, 553})
# A policy refusal (RFC 3463 x.7.x) carries the same codes, and says nothing about the mailbox.
POLICY = re.compile(r"5\.7\.\d+")


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over: read from an address such as "smtp+starttls://user:word@host:587"."""

    scheme: str
    host: str
    port: int
    user: str
    password: str

    def __repr__(self) -> str:
        return f"MailServer({self.scheme}://{self.host}:{self.port})"


def read_mail_url(mail_url: str) -> MailServer:
    """Read MAIL_URL.

    Raises:
        ValueError: it is malformed, or would send a password unprotected over a network.
    """
    url: SplitResult = urlsplit(mail_url)
    if url.scheme not in PORTS or not url.hostname:
        raise ValueError("MAIL_URL must begin with smtp://, smtp+starttls:// or smtps:// and name a host")
    if url.username and url.scheme == "smtp" and url.hostname not in HERE:
        raise ValueError("MAIL_URL would send its password unprotected: use smtps:// or smtp+starttls://")
    user, password = unquote(url.username or ""), unquote(url.password or "")
    return MailServer(url.scheme, url.hostname, url.port or PORTS[url.scheme], user, password)


class SmtpCarrier:
    """Hands mail to an SMTP server."""

    name = "smtp"

    def __init__(
        self,
        mail_url: str,
        mail_from: str,
        *,
        bounces: str = "",
        timeout_seconds: float = 10.0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Make ready; nothing is sent. mail_from: "us@host" or "Name <us@host>".

        bounces: the address that mail comes back to, with the name of the attempt put into it; "" for mail_from.

        Raises:
            ValueError: an address is malformed.
        """
        self._server = read_mail_url(mail_url)
        self._from = mail_from
        _, self._envelope_from = name_and_address(mail_from)
        self._bounces = bounces
        self._timeout_seconds = timeout_seconds
        self._tls = tls or ssl.create_default_context()

    def send(self, mail: OutgoingMail) -> Outcome:
        """Hand a mail over, once. Never raises for what a network can do."""
        if not ADDRESS.fullmatch(mail.to):
            return Declined("address", "that is not an e-mail address", number_is_dead=True)
        content = mail_as_bytes(mail, self._from)
        try:
            server = self._connected()
        except smtplib.SMTPException as error:
            return TryLater(f"the mail server did not let us in ({type(error).__name__})")
        except OSError as error:
            return TryLater(f"the mail server could not be reached ({type(error).__name__})")
        try:
            return self._handed_over(server, mail, content)
        finally:
            server.close()

    def _connected(self) -> smtplib.SMTP:
        # Without a name of ours in EHLO, smtplib tells the world what this machine is called.
        ours = self._envelope_from.rpartition("@")[2]
        at = (self._server.host, self._server.port, ours)
        if self._server.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(*at, timeout=self._timeout_seconds, context=self._tls)
        else:
            server = smtplib.SMTP(*at, timeout=self._timeout_seconds)
        try:
            self._introduce(server)
        except (smtplib.SMTPException, OSError):
            server.close()
            raise
        return server

    def _introduce(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if self._server.scheme == "smtp+starttls":
            server.starttls(context=self._tls)
            server.ehlo()
        if self._server.user:
            server.login(self._server.user, self._server.password)

    def _handed_over(self, server: smtplib.SMTP, mail: OutgoingMail, content: bytes) -> Outcome:
        try:
            refused = self._envelope(server, mail)
            if refused:
                return refused
            server.send(content)
        except (smtplib.SMTPException, OSError):
            return TryLater("the mail server went away before it had the mail")
        try:
            server.send(b".\r\n")
            code, reply = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            return Unsure(f"the mail server's answer was lost ({type(error).__name__})")
        if code == 250:
            return Accepted(message_id(mail.reference, self._envelope_from))
        return _refusal(code, reply, of_the_mailbox=False) or Unsure(f"the mail server answered {code}")

    def _comes_back_to(self, reference: str) -> str:
        """Give the address of a bounce: the name in it is unguessable, and says which attempt came back."""
        name, _, host = self._bounces.partition("@")
        return f"{name}+{reference}@{host}" if self._bounces and looks_like_id(reference) else self._envelope_from

    def _envelope(self, server: smtplib.SMTP, mail: OutgoingMail) -> Outcome | None:
        """Go through MAIL, RCPT and DATA. None means: the server waits for the mail itself."""
        code, reply = server.mail(self._comes_back_to(mail.reference))
        if code != 250:
            return _refusal(code, reply, of_the_mailbox=False) or _senseless(code)
        code, reply = server.rcpt(mail.to)
        if code not in (250, 251):
            return _refusal(code, reply, of_the_mailbox=True) or _senseless(code)
        code, reply = server.docmd("DATA")
        if code != 354:
            return _refusal(code, reply, of_the_mailbox=False) or _senseless(code)
        return None


def _refusal(code: int, reply: bytes, *, of_the_mailbox: bool) -> Outcome | None:
    """Read a refusal; None when the code is none."""
    if 400 <= code < 500:
        return TryLater(f"the mail server said not now ({code})")
    if not 500 <= code < 600:
        return None
    # The server's own words often repeat the address, so they are not kept.
    policy = POLICY.match(reply.decode("ascii", "replace"))
    gone = of_the_mailbox and code in NO_SUCH_MAILBOX and not policy
    return Declined(str(code), "there is no such mailbox" if gone else "the mail server refused it", gone)


def _senseless(code: int) -> Outcome:
    return TryLater(f"the mail server answered {code} before it had the mail")
