"""A mailbox read by IMAP, from a small scripted server: what is taken, what is marked, what happens when it breaks."""

import contextlib
import re
import socket
import threading
from collections.abc import Iterator

import pytest

from witness.messaging.imap_mail import ImapMailbox, MailboxFault, read_imap_url
from witness.messaging.incoming_mail import LARGEST_MAIL_BYTES


class ScriptedImap:
    """Holds mails and their flags, speaks as much IMAP as one client needs, and breaks where it is told to."""

    def __init__(self, mails: list[bytes], *, breaks_at: str = "") -> None:
        self.mails = {str(number): raw for number, raw in enumerate(mails, start=101)}
        self.seen: list[str] = []
        self.asked: list[str] = []
        self.breaks_at = breaks_at
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                with contextlib.suppress(OSError), connection:
                    self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        connection.sendall(b"* OK ready\r\n")
        for line in connection.makefile("rb"):
            tag, _, command = line.decode().strip().partition(" ")
            self.asked.append(re.sub(r"LOGIN .*", "LOGIN", command))
            if self.breaks_at and command.startswith(self.breaks_at):
                return
            connection.sendall(self._answer(command) + f"{tag} {self._end(command)}\r\n".encode())
            if command == "LOGOUT":
                return

    def _end(self, command: str) -> str:
        return "NO wrong" if command.startswith("LOGIN") and "word" not in command else "OK done"

    def _answer(self, command: str) -> bytes:
        if command == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1\r\n"
        if command.startswith("SELECT"):
            return f"* {len(self.mails)} EXISTS\r\n".encode()
        if command.startswith("UID SEARCH"):
            return f"* SEARCH {' '.join(u for u in self.mails if u not in self.seen)}\r\n".encode()
        if command.startswith("UID STORE"):
            self.seen.append(command.split()[2])
        if command.startswith("UID FETCH"):
            return self._fetch(command)
        return b""

    def _fetch(self, command: str) -> bytes:
        uid = command.split()[2]
        raw = self.mails[uid]
        if "RFC822.SIZE" in command:
            return f"* 1 FETCH (UID {uid} RFC822.SIZE {len(raw)})\r\n".encode()
        part = re.search(r"<0\.(\d+)>", command)
        given = raw[: int(part[1])] if part else raw
        return f"* 1 FETCH (UID {uid} BODY[] {{{len(given)}}}\r\n".encode() + given + b")\r\n"


@contextlib.contextmanager
def a_server(*mails: bytes, breaks_at: str = "") -> Iterator[ScriptedImap]:
    server = ScriptedImap(list(mails), breaks_at=breaks_at)
    try:
        yield server
    finally:
        server.close()


def mailbox(server: ScriptedImap, user: str = "us:word") -> ImapMailbox:
    return ImapMailbox(f"imap://{user}@127.0.0.1:{server.port}/INBOX")


def test_a_mail_is_marked_as_read_only_when_it_was_taken() -> None:
    with a_server(b"From: a@home.example\r\n\r\none\r\n", b"second") as server:
        with mailbox(server).unread(10) as letters:
            assert [letter.raw for letter in letters] == [b"From: a@home.example\r\n\r\none\r\n", b"second"]
            assert server.seen == []
            letters[0].taken()

        with mailbox(server).unread(10) as left:
            assert [letter.raw for letter in left] == [b"second"]
    assert server.seen == ["101"]
    assert not any("FETCH" in asked and "PEEK" not in asked and "SIZE" not in asked for asked in server.asked)


def test_no_more_is_taken_at_once_than_was_asked_for() -> None:
    with a_server(b"one", b"two", b"three") as server, mailbox(server).unread(2) as letters:
        assert [letter.raw for letter in letters] == [b"one", b"two"]


def test_of_a_mail_that_is_too_large_only_the_beginning_is_fetched() -> None:
    with a_server(b"x" * (2 * LARGEST_MAIL_BYTES)) as server, mailbox(server).unread(1) as (letter,):
        assert len(letter.raw) == LARGEST_MAIL_BYTES + 1


@pytest.mark.parametrize("breaks_at", ["LOGIN", "SELECT", "UID SEARCH", "UID FETCH"])
def test_a_mailbox_that_goes_away_is_a_fault_and_nothing_is_marked(breaks_at: str) -> None:
    with (
        a_server(b"one", breaks_at=breaks_at) as server,
        pytest.raises(MailboxFault) as fault,
        mailbox(server).unread(1),
    ):
        pass
    assert "word" not in str(fault.value)
    assert server.seen == []


def test_a_wrong_password_is_a_fault_that_does_not_repeat_it() -> None:
    with a_server() as server, pytest.raises(MailboxFault) as fault, mailbox(server, "us:secret").unread(1):
        pass
    assert "secret" not in str(fault.value)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://us:word@host", "must be imaps://"),
        ("imaps://host", "user and a password"),
        ("imap://us:word@mail.example", "unprotected"),
        ('imaps://us:word@mail.example/IN"BOX', "folder"),
    ],
)
def test_an_address_that_cannot_be_used_is_named_without_its_password(url: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as fault:
        read_imap_url(url)
    assert "word@" not in str(fault.value)


def test_an_address_does_not_print_its_password() -> None:
    assert "word" not in repr(read_imap_url("imaps://us:word@mail.example/Answers"))
