"""T4: a network that fails in every way; each has its class, no thread stays behind, and sending recovers."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.live import TalkingClock, a_live_kit, twilio_account
from tests.messaging.servers import TwilioHandler, certificate, cut, free_port, server_tls, twilio
from tests.trust.families import settle_families
from tests.trust.figures import Figure
from tests.trust.judging import Believed, believed_in, due_in
from witness.actions.messages import hand_over_due
from witness.domain.messages import MessageState
from witness.kit import Kit
from witness.messaging.carrier import Outcome, OutgoingText, TryLater, Unsure
from witness.messaging.twilio_sms import TwilioCarrier
from witness.store.engine import open_engine

TEXTS = 6
CONNECT_SECONDS, READ_SECONDS = 0.3, 0.5
# The whole of a round: its texts go at the same time, and none may take longer than its time-outs together.
LONGEST_SECONDS = 5.0
TAKEN = '{"sid": "SM%d", "status": "queued"}'


@dataclass(frozen=True)
class Broken:
    """Somewhere that does not work. url: where; asked: how many whole requests have arrived there."""

    url: str
    asked: Callable[[], int] = lambda: 0


@contextmanager
def half_open() -> Iterator[Broken]:
    """Takes connections, as a proxy without a machine behind it does, and never says a word."""
    with listening(lambda visitor: None) as url:
        yield Broken(url)


@contextmanager
def dripping() -> Iterator[Broken]:
    """Answers, a byte at a time, and never comes to an end: no single wait is long."""

    def drip(visitor: socket.socket) -> None:
        with suppress(OSError):
            visitor.recv(65536)
            visitor.sendall(b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nX: ")
            while True:
                visitor.sendall(b"x")
                time.sleep(0.1)

    with listening(drip) as url:
        yield Broken(url)


@contextmanager
def dripping_body() -> Iterator[Broken]:
    """Answers with a body that never comes to an end."""

    def drip(visitor: socket.socket) -> None:
        with suppress(OSError):
            visitor.recv(65536)
            visitor.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: 5000\r\n\r\n{")
            while True:
                visitor.sendall(b" ")
                time.sleep(0.1)

    with listening(drip) as url:
        yield Broken(url)


@contextmanager
def no_such_name() -> Iterator[Broken]:
    with pytest.MonkeyPatch.context() as patch:

        def unknown(*_: object, **__: object) -> None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        patch.setattr(socket, "getaddrinfo", unknown)
        yield Broken("http://carrier.invalid")


@contextmanager
def nobody_there() -> Iterator[Broken]:
    yield Broken(f"http://127.0.0.1:{free_port()}")


@contextmanager
def a_stranger(folder: Path) -> Iterator[Broken]:
    """Speaks TLS with a certificate that nobody vouches for."""
    with twilio(accept, server_tls(certificate(folder))) as server:
        yield Broken(f"https://127.0.0.1:{server.server_port}", lambda: len(server.asked))


@contextmanager
def no_tls() -> Iterator[Broken]:
    """Answers a TLS handshake with nonsense."""
    with listening(lambda visitor: visitor.sendall(b"HTTP/1.1 400 what?\r\n\r\n")) as url:
        yield Broken(url.replace("http:", "https:"))


@contextmanager
def hanging_up() -> Iterator[Broken]:
    with twilio(cut) as server:
        yield Broken(f"http://127.0.0.1:{server.server_port}", lambda: len(server.asked))


@contextmanager
def listening(serve: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that does with each visitor what `serve` says, and then leaves the line open."""
    server = socket.create_server(("127.0.0.1", 0), backlog=64)
    visitors: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def take_visitors() -> None:
        with suppress(OSError):
            while True:
                visitor, _ = server.accept()
                visitors.append(visitor)
                threads.append(threading.Thread(target=serve, args=(visitor,), daemon=True))
                threads[-1].start()

    taking = threading.Thread(target=take_visitors, daemon=True)
    taking.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        taking.join(5)
        for visitor in visitors:
            visitor.close()
        for thread in threads:
            thread.join(5)


def accept(handler: TwilioHandler) -> None:
    handler.say(201, TAKEN % len(handler.server.asked))


PLANNED, UNCERTAIN = MessageState.PLANNED, MessageState.UNCERTAIN
WAYS: dict[str, tuple[Callable[..., object], MessageState]] = {
    "half-open": (half_open, UNCERTAIN),
    "slow drip": (dripping, UNCERTAIN),
    "slow drip in the body": (dripping_body, UNCERTAIN),
    "hangs up": (hanging_up, UNCERTAIN),
    "no such name": (no_such_name, PLANNED),
    "nobody there": (nobody_there, PLANNED),
    "strange certificate": (a_stranger, PLANNED),
    "no TLS": (no_tls, PLANNED),
}


def kit_at(url: str, broken: str) -> Kit:
    texts = TwilioCarrier(twilio_account(api_url=broken), connect_seconds=CONNECT_SECONDS, read_seconds=READ_SECONDS)
    return replace(a_live_kit(url), texts=texts)


def believed(url: str, due: frozenset[str]) -> list[Believed]:
    engine = open_engine(url)
    found = believed_in(engine, due)
    engine.dispose()
    return found


@pytest.mark.trust
@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_failing_has_its_class_and_leaves_no_thread(
    way: str, sqlite_url: str, tmp_path: Path, figure: Figure
) -> None:
    settle_families(sqlite_url, {"reminder": TEXTS})
    opened, expected = WAYS[way]
    before = set(threading.enumerate())
    with opened(*([tmp_path] if way == "strange certificate" else [])) as broken:  # type: ignore[attr-defined]
        kit = kit_at(sqlite_url, broken.url)
        engine = open_engine(sqlite_url)
        due = due_in(engine, kit.clock.now())
        engine.dispose()
        begun = time.monotonic()
        hand_over_due(kit.store, kit.post(), worker="w")
        took = time.monotonic() - begun
        arrived = broken.asked()
    states = {message.state for message in believed(sqlite_url, due)}
    left = threads_left(before)

    figure("T4 network", cases=TEXTS, seed="-", result=f"{way}: {', '.join(states)}; threads left {len(left)}")
    assert states == {expected}
    assert took < LONGEST_SECONDS
    assert not left
    if expected is PLANNED:
        assert arrived == 0
        recovers(kit, due, sqlite_url)
    kit.store.close()


def threads_left(before: set[threading.Thread]) -> list[str]:
    """The threads that are still there after a while: one that has just been told to end may take a moment."""
    give_up_at = time.monotonic() + 10
    while (left := set(threading.enumerate()) - before) and time.monotonic() < give_up_at:
        time.sleep(0.01)
    return [thread.name for thread in left]


def recovers(kit: Kit, due: frozenset[str], url: str) -> None:
    """What certainly did not go goes when the network is back, and the same worker finds out by itself."""
    assert isinstance(kit.clock, TalkingClock)
    kit.clock.forward(minutes=2)
    with twilio(accept) as server:
        again = kit_at(url, f"http://127.0.0.1:{server.server_port}")
        hand_over_due(kit.store, replace(kit, texts=again.texts).post(), worker="w")
        again.store.close()
    assert {message.state for message in believed(url, due)} == {MessageState.ACCEPTED}
    assert len(server.asked) == len(due)


class Hasty:
    """A wrong version: a lost answer is taken for a connection that never was."""

    name = "hasty"
    holds_validity = True

    def __init__(self, carrier: TwilioCarrier) -> None:
        self.carrier = carrier

    def send(self, text: OutgoingText) -> Outcome:
        outcome = self.carrier.send(text)
        return TryLater("no answer") if isinstance(outcome, Unsure) else outcome


@pytest.mark.trust
def test_a_version_that_takes_a_lost_answer_for_no_connection_sends_twice(sqlite_url: str, figure: Figure) -> None:
    settle_families(sqlite_url, {"reminder": TEXTS})
    with twilio(cut) as server:
        kit = kit_at(sqlite_url, f"http://127.0.0.1:{server.server_port}")
        hasty = replace(kit, texts=Hasty(kit.texts))  # type: ignore[arg-type]
        for _ in range(2):
            hand_over_due(kit.store, hasty.post(), worker="w")
            kit.clock.forward(minutes=2)  # type: ignore[attr-defined]
        kit.store.close()

    figure.wrong("a lost answer is no connection", cases=TEXTS, seed="-", result=f"{len(server.asked)} handed over")
    assert len(server.asked) == 2 * TEXTS
