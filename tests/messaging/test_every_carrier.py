"""What every carrier of texts must keep to: each of these runs against Twilio's real client and GOV.UK Notify's."""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from tests.messaging import test_notify_sms as notify_tests
from tests.messaging import test_twilio_sms as twilio_tests
from tests.messaging.notify_server import notify, refusal
from tests.messaging.servers import certificate, cut, free_port, server_tls, twilio
from witness.domain.messages import MessageState
from witness.messaging.carrier import (
    Accepted,
    CannotSay,
    Declined,
    Found,
    Handed,
    HasNothing,
    OutgoingText,
    TextCarrier,
    TryLater,
    Unsure,
)
from witness.messaging.one_shot_http import leaving_before

NOW = notify_tests.NOW
TEXT = OutgoingText("+447700900123", "Hi, it's Olu. Ring 0113 496 0123", "attempt-1", 3600)
ABOUT = Handed(TEXT.to, TEXT.body, TEXT.reference, NOW - timedelta(minutes=20))


@dataclass(frozen=True)
class Contract:
    """A carrier, a server in its manner, and how that server says each thing."""

    carrier: Callable[[str], TextCarrier]
    server: Callable[..., AbstractContextManager[Any]]
    taken: tuple[int, str]
    no_such_number: tuple[int, str]
    busy: tuple[int, str]
    has_it: str
    has_nothing: str


def twilios_list(*messages: dict[str, Any]) -> str:
    return json.dumps({"messages": messages, "page": 0, "page_size": 50, "next_page_uri": None, "uri": "/x"})


TWILIO_MESSAGE = {
    "sid": "SM1",
    "to": TEXT.to,
    "from": "+447700900999",
    "body": TEXT.body,
    "status": "delivered",
    "direction": "outbound-api",
    "date_created": (ABOUT.began_at + timedelta(seconds=1)).strftime("%a, %d %b %Y %H:%M:%S +0000"),
    "date_sent": (ABOUT.began_at + timedelta(seconds=2)).strftime("%a, %d %b %Y %H:%M:%S +0000"),
}

CONTRACTS = {
    "twilio": Contract(
        carrier=twilio_tests.carrier,
        server=twilio,
        taken=(201, json.dumps({"sid": "ID1", "status": "queued"})),
        no_such_number=(400, json.dumps({"code": 21211, "status": 400})),
        busy=(429, json.dumps({"code": 20429, "status": 429})),
        has_it=twilios_list(TWILIO_MESSAGE),
        has_nothing=twilios_list(),
    ),
    "notify": Contract(
        carrier=notify_tests.carrier,
        server=notify,
        taken=(201, json.dumps({"id": "ID1", "reference": "attempt-1"})),
        no_such_number=(400, refusal(400, "ValidationError", "phone_number Not a UK mobile number")),
        busy=(429, refusal(429, "RateLimitError", "Exceeded rate limit")),
        has_it=json.dumps({"notifications": [{"id": "SM1", "reference": "attempt-1", "status": "delivered"}]}),
        has_nothing=json.dumps({"notifications": [], "links": {}}),
    ),
}


@pytest.fixture(params=CONTRACTS)
def contract(request: pytest.FixtureRequest) -> Contract:
    return CONTRACTS[request.param]


def saying(status: int, body: str) -> Callable[[Any], None]:
    return lambda handler: handler.say(status, body)


def outcome_of(contract: Contract, answer: Callable[[Any], None]) -> object:
    with contract.server(answer) as server:
        outcome = contract.carrier(f"http://127.0.0.1:{server.server_port}").send(TEXT)
        assert len(server.asked) == 1, "one hand-over, never more"
    return outcome


def finding_of(contract: Contract, answer: Callable[[Any], None]) -> object:
    with notify(answer) as server:  # a question is a GET to either
        finding = contract.carrier(server.url).ask(ABOUT)
        assert server.asked, "the carrier was asked"
    return finding


def test_what_is_taken_is_accepted_under_the_carriers_own_name(contract: Contract) -> None:
    assert outcome_of(contract, saying(*contract.taken)) == Accepted("ID1")


def test_a_number_that_is_none_is_declined_and_dead_and_is_not_repeated(contract: Contract) -> None:
    outcome = outcome_of(contract, saying(*contract.no_such_number))

    assert isinstance(outcome, Declined)
    assert outcome.number_is_dead
    assert "7700" not in repr(outcome)


def test_too_many_requests_may_be_tried_later(contract: Contract) -> None:
    assert isinstance(outcome_of(contract, saying(*contract.busy)), TryLater)
    assert isinstance(outcome_of(contract, saying(429, "<html>slow down</html>")), TryLater)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422])
def test_a_refusal_without_words_is_declined_and_kills_no_number(contract: Contract, status: int) -> None:
    outcome = outcome_of(contract, saying(status, "<html>no</html>"))

    assert isinstance(outcome, Declined)
    assert not outcome.number_is_dead
    assert not outcome.opted_out


GARBAGE = {
    "no json": "not json",
    "list": "[]",
    "null": "null",
    "number": "7",
    "empty": "{}",
    "no name": '{"sid": "", "id": ""}',
    "odd name": '{"sid": 7, "id": 7}',
    "nothing": "",
    "deep": "[" * 100_000,
}


@pytest.mark.parametrize("body", GARBAGE.values(), ids=GARBAGE)
def test_an_answer_that_makes_no_sense_is_unsure(contract: Contract, body: str) -> None:
    assert isinstance(outcome_of(contract, saying(201, body)), Unsure)


@pytest.mark.parametrize("status", [302, 500, 502, 503, 504])
@pytest.mark.parametrize("body", ["", "<html>broken</html>", "a refusal"])
def test_a_carrier_that_breaks_may_have_taken_it(contract: Contract, status: int, body: str) -> None:
    words = contract.no_such_number[1] if body == "a refusal" else body

    assert isinstance(outcome_of(contract, saying(status, words)), Unsure)


def half(handler: Any) -> None:
    handler.send_response(201)
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    handler.wfile.write(b'{"sid": "ID1", "id": "ID1"')
    cut(handler)


@pytest.mark.parametrize("answer", [cut, half], ids=["before the answer", "in the answer"])
def test_what_is_cut_after_the_bytes_have_left_is_unsure(contract: Contract, answer: Callable[[Any], None]) -> None:
    assert isinstance(outcome_of(contract, answer), Unsure)


def test_an_answer_that_comes_too_late_is_unsure(contract: Contract) -> None:
    over = threading.Event()
    try:
        assert isinstance(outcome_of(contract, lambda handler: over.wait(5)), Unsure)
    finally:
        over.set()


def test_an_answer_that_drips_ends_all_the_same_and_is_unsure(contract: Contract) -> None:
    over = threading.Event()

    def drip(handler: Any) -> None:
        handler.send_response(201)
        handler.send_header("Content-Length", "500")
        handler.end_headers()
        while not over.wait(0.1):
            handler.wfile.write(b" ")

    begun = monotonic()
    try:
        assert isinstance(outcome_of(contract, drip), Unsure)
    finally:
        over.set()
    assert monotonic() - begun < 10


def test_what_is_held_up_beyond_its_last_moment_never_leaves(contract: Contract) -> None:
    with contract.server(saying(*contract.taken)) as server, leaving_before(monotonic() - 1):
        outcome = contract.carrier(f"http://127.0.0.1:{server.server_port}").send(TEXT)

    assert isinstance(outcome, TryLater)
    assert server.asked == []


@contextmanager
def silent_listener() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_a_time_out_before_the_first_byte_may_be_tried_later(contract: Contract) -> None:
    with silent_listener() as port:
        assert isinstance(contract.carrier(f"https://127.0.0.1:{port}").send(TEXT), TryLater)


def test_a_refused_connection_may_be_tried_later(contract: Contract) -> None:
    assert isinstance(contract.carrier(f"http://127.0.0.1:{free_port()}").send(TEXT), TryLater)


def test_a_certificate_that_nobody_vouches_for_may_be_tried_later(contract: Contract, tmp_path: Path) -> None:
    with contract.server(saying(*contract.taken), server_tls(certificate(tmp_path))) as server:
        assert isinstance(contract.carrier(f"https://127.0.0.1:{server.server_port}").send(TEXT), TryLater)
        assert server.asked == []


def test_over_tls_a_cut_is_as_unsure_as_without(contract: Contract, tmp_path: Path, monkeypatch: Any) -> None:
    path = certificate(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(path))
    tls: ssl.SSLContext = server_tls(path)
    with contract.server(cut, tls) as server:
        assert isinstance(contract.carrier(f"https://127.0.0.1:{server.server_port}").send(TEXT), Unsure)


def test_a_carrier_that_has_it_says_under_which_name_and_what_became_of_it(contract: Contract) -> None:
    assert finding_of(contract, saying(200, contract.has_it)) == Found("SM1", MessageState.DELIVERED)


def test_a_carrier_that_has_nothing_says_so(contract: Contract) -> None:
    assert finding_of(contract, saying(200, contract.has_nothing)) == HasNothing()


NO_WORD = {f"garbage: {name}": saying(200, body) for name, body in GARBAGE.items()}
NO_WORD |= {f"status {status}": saying(status, "{}") for status in (302, 400, 401, 403, 404, 429, 500, 503)}
NO_WORD |= {"cut": cut}


@pytest.mark.parametrize("answer", NO_WORD.values(), ids=NO_WORD)
def test_only_a_plain_answer_says_that_a_carrier_has_nothing(contract: Contract, answer: Callable[[Any], None]) -> None:
    assert isinstance(finding_of(contract, answer), CannotSay)


def test_a_carrier_that_cannot_be_asked_cannot_say(contract: Contract) -> None:
    assert isinstance(contract.carrier(f"http://127.0.0.1:{free_port()}").ask(ABOUT), CannotSay)


def test_every_carrier_says_whether_it_can_be_told_when_to_drop_a_text(contract: Contract) -> None:
    assert contract.carrier("http://127.0.0.1").holds_validity in (True, False)
