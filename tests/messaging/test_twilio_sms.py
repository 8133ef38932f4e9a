"""The real Twilio client against a server on this machine: every kind of answer, and what it means."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest

from tests.messaging.servers import TwilioHandler, certificate, cut, free_port, server_tls, twilio
from witness.domain.messages import ONWARD, MessageState
from witness.messaging.carrier import (
    Accepted,
    CannotSay,
    CarrierCode,
    Declined,
    Found,
    Handed,
    HasNothing,
    OutgoingText,
    TryLater,
    Unsure,
)
from witness.messaging.carrier_codes import what_follows
from witness.messaging.one_shot_http import leaving_before
from witness.messaging.twilio_codes import CODES
from witness.messaging.twilio_sms import STATES, TwilioCarrier, read_incoming, read_receipt
from witness.settings import TwilioAccount

TEXT = OutgoingText("+447700900123", "Hi, it's Olu. Ring 0113 496 0123", "attempt-1", 3600)
TOKEN = "a token of nobody"


def account(api_url: str, **changes: str) -> TwilioAccount:
    given = {"sender": "+447700900999"} | changes
    return TwilioAccount("AC0", TOKEN, "https://support.example", api_url=api_url, **given)


def carrier(api_url: str, **changes: str) -> TwilioCarrier:
    return TwilioCarrier(account(api_url, **changes), connect_seconds=0.5, read_seconds=0.5)


def saying(status: int, body: object):
    def answer(handler: TwilioHandler) -> None:
        handler.say(status, body if isinstance(body, str) else json.dumps(body))

    return answer


TAKEN = saying(201, {"sid": "SM1", "status": "queued", "date_created": "not a date"})


def outcome_of(answer):
    with twilio(answer) as server:
        outcome = carrier(f"http://127.0.0.1:{server.server_port}").send(TEXT)
        assert len(server.asked) == 1, "one hand-over, never more"
    return outcome


def test_a_text_that_is_taken_is_accepted_under_twilios_own_name():
    assert outcome_of(TAKEN) == Accepted("SM1")


def test_what_goes_over_the_wire_is_the_text_its_way_back_and_its_time_limit():
    with twilio(TAKEN) as server:
        carrier(f"http://127.0.0.1:{server.server_port}").send(TEXT)
        path, form = server.asked[0]

    assert path == "/2010-04-01/Accounts/AC0/Messages.json"
    assert form == {
        "To": "+447700900123",
        "From": "+447700900999",
        "Body": TEXT.body,
        "ValidityPeriod": "3600",
        "StatusCallback": "https://support.example/carrier/twilio/status?ref=attempt-1",
    }


def test_a_messaging_service_stands_in_for_a_sender():
    with twilio(TAKEN) as server:
        carrier(f"http://127.0.0.1:{server.server_port}", messaging_service_sid="MG1").send(TEXT)
        form = server.asked[0][1]

    assert form["MessagingServiceSid"] == "MG1"
    assert "From" not in form


@pytest.mark.parametrize(("asked", "sent"), [(0, "1"), (-5, "1"), (59, "59"), (36_001, "36000"), (10**9, "36000")])
def test_the_time_limit_is_cut_to_what_twilio_takes(asked, sent):
    with twilio(TAKEN) as server:
        text = OutgoingText(TEXT.to, TEXT.body, "a/b?c&d", asked)
        carrier(f"http://127.0.0.1:{server.server_port}/").send(text)
        form = server.asked[0][1]

    assert form["ValidityPeriod"] == sent
    assert form["StatusCallback"].endswith("?ref=a%2Fb%3Fc%26d")


def test_a_stray_edge_in_the_environment_does_not_move_the_texts_abroad(monkeypatch):
    monkeypatch.setenv("TWILIO_EDGE", "ashburn")
    monkeypatch.setenv("TWILIO_REGION", "us1")

    assert outcome_of(TAKEN) == Accepted("SM1")


def refusal(code: int) -> dict[str, object]:
    return {"code": code, "message": "refused +447700900123", "status": 400, "more_info": "elsewhere"}


@pytest.mark.parametrize(
    ("code", "dead", "opted_out"),
    [
        (21211, True, False),
        (21614, True, False),
        (21217, True, False),
        (21635, True, False),
        (21610, False, True),
        (21612, False, False),
        (21408, False, False),
        (21606, False, False),
        (99999, False, False),
    ],
)
def test_a_refusal_is_declined_with_what_follows_from_its_code(code, dead, opted_out):
    outcome = outcome_of(saying(400, refusal(code)))

    assert isinstance(outcome, Declined)
    assert (outcome.code, outcome.number_is_dead, outcome.opted_out) == (str(code), dead, opted_out)


def test_a_refusal_never_repeats_twilios_words_which_may_hold_the_number():
    assert "7700" not in repr(outcome_of(saying(400, refusal(21211))))


def test_a_refusal_in_the_newer_problem_shape_is_read_too():
    problem = {"type": "about:blank", "title": "no", "status": 400, "code": 21610}

    assert outcome_of(saying(400, problem)) == Declined("21610", CODES["21610"].meaning, opted_out=True)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409])
def test_a_refusal_that_is_no_json_is_declined_with_its_status(status):
    outcome = outcome_of(saying(status, "<html>no</html>"))

    assert isinstance(outcome, Declined)
    assert outcome.code == str(status)


@pytest.mark.parametrize(
    "answer", [saying(429, {"code": 20429, "status": 429}), saying(429, "slow down"), saying(400, refusal(21611))]
)
def test_too_many_requests_may_be_tried_later(answer):
    assert isinstance(outcome_of(answer), TryLater)


@pytest.mark.parametrize(
    "answer",
    [
        saying(500, {"code": 20500}),
        saying(503, "<html>busy</html>"),
        saying(302, ""),
        saying(500, refusal(21211)),
        saying(201, "not json"),
        saying(201, "[]"),
        saying(201, "null"),
        saying(201, "{}"),
        saying(201, '{"sid": 7}'),
        saying(201, '{"sid": ""}'),
        saying(201, "[" * 100_000),
        cut,
    ],
    ids=["500", "503", "302", "500 code", "no json", "list", "null", "empty", "number", "no sid", "deep", "cut"],
)
def test_whatever_leaves_doubt_is_unsure(answer):
    assert isinstance(outcome_of(answer), Unsure)


def test_an_answer_that_comes_too_late_is_unsure():
    over = threading.Event()
    try:
        assert isinstance(outcome_of(lambda handler: over.wait(5)), Unsure)
    finally:
        over.set()


def test_an_answer_cut_in_the_middle_is_unsure():
    def half(handler: TwilioHandler) -> None:
        handler.send_response(201)
        handler.send_header("Content-Length", "500")
        handler.end_headers()
        handler.wfile.write(b'{"sid": "SM1"')
        cut(handler)

    assert isinstance(outcome_of(half), Unsure)


def test_a_refused_connection_may_be_tried_later():
    assert isinstance(carrier(f"http://127.0.0.1:{free_port()}").send(TEXT), TryLater)


@contextmanager
def silent_listener() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_a_tls_handshake_that_never_ends_may_be_tried_later():
    with silent_listener() as port:
        assert isinstance(carrier(f"https://127.0.0.1:{port}").send(TEXT), TryLater)


def test_a_server_that_speaks_no_tls_may_be_tried_later():
    with twilio(TAKEN) as server:
        assert isinstance(carrier(f"https://127.0.0.1:{server.server_port}").send(TEXT), TryLater)
        assert server.asked == []


def test_a_certificate_that_nobody_vouches_for_may_be_tried_later(tmp_path: Path):
    with twilio(TAKEN, server_tls(certificate(tmp_path))) as server:
        assert isinstance(carrier(f"https://127.0.0.1:{server.server_port}").send(TEXT), TryLater)
        assert server.asked == []


@pytest.mark.parametrize(("answer", "kind"), [(TAKEN, Accepted), (cut, Unsure), (saying(429, ""), TryLater)])
def test_over_tls_the_answers_mean_the_same(tmp_path: Path, monkeypatch, answer, kind):
    path = certificate(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(path))
    with twilio(answer, server_tls(path)) as server:
        assert isinstance(carrier(f"https://127.0.0.1:{server.server_port}").send(TEXT), kind)


def test_a_proxy_that_cannot_be_reached_may_be_tried_later(monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")

    assert isinstance(carrier("http://carrier.invalid").send(TEXT), TryLater)


def test_the_account_needs_a_sender_and_never_prints_its_token():
    with pytest.raises(ValueError, match="sender"):
        TwilioCarrier(account("http://127.0.0.1", sender=""))

    assert TOKEN not in repr(account("http://127.0.0.1"))


@pytest.mark.parametrize(("raw", "state"), STATES.items())
def test_every_status_becomes_a_state_that_an_accepted_message_can_reach(raw, state):
    receipt = read_receipt({"MessageSid": "SM1", "MessageStatus": raw, "ErrorCode": "30003"}, "attempt-1")

    assert receipt is not None
    assert (receipt.state, receipt.reference, receipt.code) == (state, "attempt-1", "30003")
    for before in (MessageState.SENDING, MessageState.UNCERTAIN, MessageState.ACCEPTED):
        assert state is before or state in ONWARD[before]


@pytest.mark.parametrize(
    "form", [{}, {"MessageSid": "SM1"}, {"MessageStatus": "sent"}, {"MessageSid": "SM1", "MessageStatus": "odd"}]
)
def test_a_receipt_that_says_nothing_usable_is_no_receipt(form):
    assert read_receipt(form, "attempt-1") is None


def test_an_incoming_text_is_read_with_its_spaces_and_what_twilio_did_about_it():
    form = {"MessageSid": "SM2", "From": "+447700900123", "Body": " Stop ", "OptOutType": "STOP"}
    incoming = read_incoming(form)

    assert incoming is not None
    assert (incoming.provider_id, incoming.sender, incoming.body) == ("SM2", "+447700900123", " Stop ")
    assert incoming.carrier_keyword == "STOP"
    assert "7700" not in repr(incoming)


@pytest.mark.parametrize("missing", ["MessageSid", "From", "Body"])
def test_a_form_without_its_parts_is_no_incoming_text(missing):
    form = {"MessageSid": "SM2", "From": "+447700900123", "Body": "1"}
    del form[missing]

    assert read_incoming(form) is None


def test_a_code_that_is_not_known_follows_nothing():
    assert what_follows("12345") == CarrierCode(what_follows("12345").meaning)


def test_no_code_both_tries_again_and_gives_up():
    assert not [code for code, it in CODES.items() if it.try_later and (it.number_is_dead or it.opted_out)]


BEGAN = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ABOUT = Handed(TEXT.to, TEXT.body, "attempt-1", BEGAN, known_ids=frozenset({"SM-known"}))


def listed(sid: str = "SM7", **changes: object) -> dict[str, object]:
    given: dict[str, object] = {
        "sid": sid,
        "to": TEXT.to,
        "body": TEXT.body,
        "direction": "outbound-api",
        "status": "delivered",
        "error_code": None,
        "date_created": "Tue, 24 Nov 2026 12:00:01 +0000",
    }
    return given | changes


def found(*messages: dict[str, object], status: int = 200):
    body = {"messages": list(messages), "next_page_uri": None, "page_size": 50, "uri": "/2010-04-01/x"}
    with twilio(saying(status, body)) as server:
        finding = carrier(f"http://127.0.0.1:{server.server_port}").ask(ABOUT)
        assert server.asked[0][1]["To"] == TEXT.to
    return finding


def test_a_text_is_known_again_by_its_number_its_time_and_its_words():
    old = listed("SM-old", date_created="Tue, 24 Nov 2026 11:00:00 +0000")
    other = [listed("SM-known"), listed("SM-in", direction="inbound"), listed("SM-else", body="Something else"), old]

    assert found(*other) == HasNothing()
    assert found(*other, listed()) == Found("SM7", MessageState.DELIVERED)
    assert found(listed(status="undelivered", error_code=30003)) == Found("SM7", MessageState.UNDELIVERED, "30003")
    assert found() == HasNothing()


@pytest.mark.parametrize(
    "messages",
    [
        [listed("SM1"), listed("SM2")],
        [listed(body="")],
        [listed(body="Hi, ***")],
        [listed(to="+4477009*****")],
        [listed(status="a status of tomorrow")],
    ],
)
def test_what_fits_twice_or_is_hidden_is_not_guessed(messages):
    assert isinstance(found(*messages), CannotSay)


def test_a_number_with_more_texts_than_are_looked_at_is_not_guessed():
    assert isinstance(found(*(listed(f"SM{n}", body=f"text {n}") for n in range(200))), CannotSay)


@pytest.mark.parametrize("answer", [saying(500, {}), saying(429, {"code": 20429}), saying(200, "not json"), cut])
def test_a_carrier_that_cannot_be_asked_has_not_said_that_it_has_nothing(answer):
    with twilio(answer) as server:
        finding = carrier(f"http://127.0.0.1:{server.server_port}").ask(ABOUT)

    assert isinstance(finding, CannotSay)


def test_nobody_there_to_be_asked_cannot_say():
    assert isinstance(carrier(f"http://127.0.0.1:{free_port()}").ask(ABOUT), CannotSay)


def test_no_byte_leaves_after_the_last_moment():
    with twilio(TAKEN) as server:
        own = carrier(f"http://127.0.0.1:{server.server_port}")
        with leaving_before(monotonic() - 0.001):
            assert isinstance(own.send(TEXT), TryLater)
        assert server.asked == []
        with leaving_before(monotonic() + 30):
            assert own.send(TEXT) == Accepted("SM1")
        assert len(server.asked) == 1
