"""Reads a mailbox by IMAP: what nobody has read, one at a time, marked as read only once it has been kept."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from witness.messaging.incoming_mail import LARGEST_MAIL_BYTES
from witness.messaging.smtp_mail import HERE

PORTS = {"imap": 143, "imaps": 993}
TIMEOUT_SECONDS = 20.0
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
FOLDER = re.compile(r"[A-Za-z0-9 ._/-]{1,100}")


class MailboxFault(Exception):
    """The mailbox could not be read. Nothing in it was lost: it is tried again."""


@dataclass(frozen=True, slots=True)
class MailboxAddress:
    """Where mail is read: from an address such as "imaps://user:word@host/INBOX"."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str

    def __repr__(self) -> str:
        return f"MailboxAddress({self.scheme}://{self.host}:{self.port})"


def read_imap_url(imap_url: str) -> MailboxAddress:
    """Read IMAP_URL.

    Raises:
        ValueError: it is malformed, or would send a password unprotected over a network.
    """
    url = urlsplit(imap_url)
    if url.scheme not in PORTS or not url.hostname:
        raise ValueError("must be imaps://USER:PASSWORD@HOST[:PORT][/FOLDER]")
    if not url.username or not url.password:
        raise ValueError("must name a user and a password")
    if url.scheme == "imap" and url.hostname not in HERE:
        raise ValueError("would send its password unprotected: use imaps://")
    folder = unquote(url.path.strip("/")) or "INBOX"
    if not FOLDER.fullmatch(folder):
        raise ValueError("names a folder that cannot be one")
    port = url.port or PORTS[url.scheme]
    return MailboxAddress(url.scheme, url.hostname, port, unquote(url.username), unquote(url.password), folder)


class ImapLetter:
    """A mail in the mailbox, with its bytes."""

    def __init__(self, server: imaplib.IMAP4, uid: str, raw: bytes) -> None:
        """Take the bytes, and where they lie."""
        self._server = server
        self._uid = uid
        self._raw = raw

    @property
    def raw(self) -> bytes:
        """Its bytes."""
        return self._raw

    def taken(self) -> None:
        """Say that it has been kept: it is not given again.

        Raises:
            MailboxFault: the mailbox did not hear it; the mail is given again, and known then.
        """
        try:
            answer, _ = self._server.uid("STORE", self._uid, "+FLAGS.SILENT", r"(\Seen)")
        except (imaplib.IMAP4.error, OSError) as error:
            raise MailboxFault(f"the mailbox went away ({type(error).__name__})") from None
        if answer != "OK":
            raise MailboxFault("the mailbox did not mark a mail as read")


class ImapMailbox:
    """A mailbox on an IMAP server."""

    def __init__(self, imap_url: str, *, tls: ssl.SSLContext | None = None) -> None:
        """Make ready; nothing is read.

        Raises:
            ValueError: the address is malformed.
        """
        self._at = read_imap_url(imap_url)
        self._tls = tls or ssl.create_default_context()

    @contextmanager
    def unread(self, limit: int) -> Iterator[tuple[ImapLetter, ...]]:
        """Give the mails that nobody has read, oldest first, while the mailbox is open.

        Raises:
            MailboxFault: it could not be reached or read.
        """
        server = self._opened()
        try:
            yield tuple(self._letters(server, limit))
        finally:
            _leave(server)

    def _opened(self) -> imaplib.IMAP4:
        at = self._at
        server: imaplib.IMAP4 | None = None
        try:
            server = self._connected()
            server.login(at.user, at.password)
            answer, _ = server.select(f'"{at.folder}"')
        except (imaplib.IMAP4.error, OSError) as error:
            _leave(server)
            # The server's own words may repeat the user's name, so they are not kept.
            raise MailboxFault(f"the mailbox could not be opened ({type(error).__name__})") from None
        if answer != "OK":
            _leave(server)
            raise MailboxFault("the mailbox has no such folder")
        return server

    def _connected(self) -> imaplib.IMAP4:
        at = self._at
        if at.scheme == "imaps":
            return imaplib.IMAP4_SSL(at.host, at.port, ssl_context=self._tls, timeout=TIMEOUT_SECONDS)
        return imaplib.IMAP4(at.host, at.port, timeout=TIMEOUT_SECONDS)

    def _letters(self, server: imaplib.IMAP4, limit: int) -> Iterator[ImapLetter]:
        try:
            _, found = server.uid("SEARCH", "UNSEEN")
            for uid in (found[0] or b"").decode("ascii").split()[:limit]:
                yield ImapLetter(server, uid, self._fetched(server, uid))
        except (imaplib.IMAP4.error, OSError) as error:
            raise MailboxFault(f"the mailbox could not be read ({type(error).__name__})") from None

    def _fetched(self, server: imaplib.IMAP4, uid: str) -> bytes:
        """Fetch a mail without marking it; of one that is too large only as much as shows that it is."""
        _, said = server.uid("FETCH", uid, "(RFC822.SIZE)")
        size = SIZE.search(b" ".join(part for part in said if isinstance(part, bytes)))
        part = (
            "BODY.PEEK[]" if size and int(size[1]) <= LARGEST_MAIL_BYTES else f"BODY.PEEK[]<0.{LARGEST_MAIL_BYTES + 1}>"
        )
        _, data = server.uid("FETCH", uid, f"({part})")
        return next((bytes(item[1]) for item in data if isinstance(item, tuple)), b"")


def _leave(server: imaplib.IMAP4 | None) -> None:
    """Say goodbye, and close the line even when nobody answers."""
    if server is None:
        return
    with suppress(imaplib.IMAP4.error, OSError):
        server.logout()
    with suppress(imaplib.IMAP4.error, OSError):
        server.shutdown()
