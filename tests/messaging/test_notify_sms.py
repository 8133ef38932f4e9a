"""What is GOV.UK Notify's own; what it shares with every carrier is in `test_every_carrier.py`."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest

from tests.messaging.notify_server import NotifyHandler, notify, refusal
from witness.domain.messages import ONWARD, MessageState
from witness.messaging.carrier import Accepted, CannotSay, Declined, Found, Handed, OutgoingText, TryLater, Unsure
from witness.messaging.carrier_codes import CODES, what_follows
from witness.messaging.notify_codes import REFUSALS, STATES
from witness.messaging.notify_sms import NotifyCarrier, read_incoming, read_receipt
from witness.messaging.twilio_codes import CODES as TWILIO_CODES
from witness.settings import NotifyAccount

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TEXT = OutgoingText("+447700900123", "Hi, it's Olu. Ring 0113 496 0123", "attempt-1", 3600)
ABOUT = Handed(TEXT.to, TEXT.body, TEXT.reference, NOW - timedelta(minutes=20))


def account(api_url: str, **changes: str) -> NotifyAccount:
    return NotifyAccount(f"live-{SERVICE}-{SECRET}", TEMPLATE, "a token of nobody", api_url=api_url, **changes)


def carrier(api_url: str, **changes: str) -> NotifyCarrier:
    return NotifyCarrier(account(api_url, **changes), connect_seconds=0.5, read_seconds=0.5, now=lambda: NOW)


def taken(handler: NotifyHandler) -> None:
    handler.say(201, json.dumps({"id": "N1", "reference": "attempt-1", "content": {"body": "x", "from_number": "y"}}))


def test_what_goes_over_the_wire_is_the_whole_text_in_the_one_field_of_the_template():
    with notify(taken) as server:
        assert carrier(server.url).send(TEXT) == Accepted("N1")
        ((path, body),) = server.asked
        claims = jwt.decode(server.keys[0].removeprefix("Bearer "), SECRET, algorithms=["HS256"])

    assert path == "/v2/notifications/sms"
    assert body == {
        "phone_number": "+447700900123",
        "template_id": TEMPLATE,
        "personalisation": {"body": TEXT.body},
        "reference": "attempt-1",
    }
    assert claims["iss"] == SERVICE


def test_a_sender_is_named_when_there_is_one():
    with notify(taken) as server:
        carrier(server.url, sender_id="8e222534-7f05-4972-86e3-17c5d9f894e2").send(TEXT)

    assert server.asked[0][1]["sms_sender_id"] == "8e222534-7f05-4972-86e3-17c5d9f894e2"


def test_it_says_that_it_cannot_be_told_when_to_drop_a_text():
    assert NotifyCarrier.holds_validity is False


@pytest.mark.parametrize("body", ["", "a" * 919])
def test_a_text_that_notify_would_not_take_is_not_even_handed_over(body):
    with notify(taken) as server:
        outcome = carrier(server.url).send(OutgoingText(TEXT.to, body, "attempt-1", 60))

    assert isinstance(outcome, Declined)
    assert server.asked == []


REFUSED = [
    (400, "ValidationError", "phone_number Not a UK mobile number", "notify-number", True),
    (400, "ValidationError", "phone_number Number is not valid – double check the number", "notify-number", True),
    (400, "BadRequestError", "Cannot send to international mobile numbers", "notify-abroad", False),
    (400, "ValidationError", "phone_number Country code not found", "notify-abroad", False),
    (400, "BadRequestError", "Can't send to this recipient using a team-only API key", "notify-trial", False),
    (400, "BadRequestError", "Can't send to this recipient when service is in trial mode", "notify-trial", False),
    (400, "BadRequestError", "Template not found", "notify-template", False),
    (400, "BadRequestError", "Missing personalisation: name", "notify-template", False),
    (400, "ValidationError", "template_id is not a valid UUID", "notify-template", False),
    (400, "BadRequestError", "sms_sender_id 1 does not exist in database", "notify-sender", False),
    (400, "BadRequestError", "Content for template has a character count greater than 918", "notify-length", False),
    (400, "BadRequestError", "Service is not allowed to send text messages", "notify-service", False),
    (400, "BadRequestError", "something quite new", "400", False),
    (403, "AuthError", "Invalid token: API key not found", "notify-key", False),
    (404, "NoResultFound", "No result found", "404", False),
]


@pytest.mark.parametrize(("status", "kind", "sentence", "code", "dead"), REFUSED)
def test_a_refusal_is_declined_under_a_name_of_ours_with_what_follows(status, kind, sentence, code, dead):
    with notify(lambda handler: handler.say(status, refusal(status, kind, sentence))) as server:
        outcome = carrier(server.url).send(TEXT)

    assert outcome == Declined(code, what_follows(code).meaning, number_is_dead=dead)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (429, "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"),
        (429, "Exceeded send limits (250,000) for today"),
        (403, "Error: Your system clock must be accurate to within 30 seconds"),
    ],
)
def test_what_notify_refuses_for_now_may_be_tried_later(status, sentence):
    with notify(lambda handler: handler.say(status, refusal(status, "AnyError", sentence))) as server:
        assert isinstance(carrier(server.url).send(TEXT), TryLater)


def test_a_real_503_is_unsure_although_the_client_gives_every_lost_answer_that_name():
    with notify(lambda handler: handler.say(503, "")) as server:
        assert isinstance(carrier(server.url).send(TEXT), Unsure)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_never_followed_for_it_would_hand_the_text_over_twice(status):
    with notify(lambda handler: handler.say(status, "", Location="/v2/notifications/sms")) as server:
        assert isinstance(carrier(server.url).send(TEXT), Unsure)
        assert len(server.asked) == 1


def test_a_netrc_on_the_machine_does_not_take_the_place_of_the_key(tmp_path: Path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with notify(taken) as server:
        carrier(server.url).send(TEXT)

    assert server.keys[0].startswith("Bearer ")


def test_the_clients_own_log_says_nothing_for_it_may_repeat_a_number(capfd, caplog):
    said = refusal(400, "ValidationError", "phone_number +447700900123 Not a UK mobile number")
    with notify(lambda handler: handler.say(400, said)) as server:
        outcome = carrier(server.url).send(TEXT)

    assert "7700900123" not in repr(outcome) + caplog.text + "".join(capfd.readouterr())


def test_the_key_and_the_token_are_never_printed():
    shown = repr(account("http://127.0.0.1"))

    assert SECRET not in shown
    assert "a token of nobody" not in shown


def listed(*found: dict[str, object]):
    return lambda handler: handler.say(200, json.dumps({"notifications": found, "links": {"current": "x"}}))


def test_it_is_asked_by_our_reference():
    with notify(listed({"id": "N1", "reference": "attempt-1", "status": "delivered"})) as server:
        assert carrier(server.url).ask(ABOUT) == Found("N1", MessageState.DELIVERED)

    assert server.asked[0][0] == "/v2/notifications?template_type=sms&reference=attempt-1"


@pytest.mark.parametrize(("status", "state"), STATES.items())
def test_every_status_says_what_became_of_a_text(status, state):
    with notify(listed({"id": "N1", "reference": "attempt-1", "status": status})) as server:
        found = carrier(server.url).ask(ABOUT)

    assert isinstance(found, Found)
    assert (found.state, found.code) == (state, status if status.endswith("failure") else "")


def test_a_status_that_nobody_knows_still_says_that_it_is_there():
    with notify(listed({"id": "N1", "reference": "attempt-1", "status": "quite new"})) as server:
        assert carrier(server.url).ask(ABOUT) == Found("N1", MessageState.ACCEPTED)


@pytest.mark.parametrize(
    "found",
    [
        [{"id": "N1", "reference": "attempt-1", "status": "sent"}, {"id": "N2", "reference": "attempt-1"}],
        [{"id": "N1", "reference": "attempt-9", "status": "sent"}],
        [{"id": 7, "reference": "attempt-1", "status": "sent"}],
        ["N1"],
    ],
    ids=["two", "another", "no name", "no entry"],
)
def test_an_answer_that_fits_more_than_one_text_or_another_says_nothing(found):
    with notify(listed(*found)) as server:
        assert isinstance(carrier(server.url).ask(ABOUT), CannotSay)


def test_what_notify_may_have_forgotten_is_not_taken_for_never_had():
    long_ago = Handed(TEXT.to, TEXT.body, TEXT.reference, NOW - timedelta(days=2, seconds=1))
    with notify(listed()) as server:
        assert isinstance(carrier(server.url).ask(long_ago), CannotSay)


def receipt(**changes: object) -> dict[str, object]:
    return {
        "id": "N1",
        "reference": "attempt-1",
        "to": "07700900123",
        "status": "delivered",
        "created_at": "2026-11-24T09:00:00.000000Z",
        "completed_at": "2026-11-24T09:00:02.000000Z",
        "sent_at": "2026-11-24T09:00:01.000000Z",
        "notification_type": "sms",
        "template_id": TEMPLATE,
        "template_version": 1,
        **changes,
    }


@pytest.mark.parametrize(("raw", "state"), STATES.items())
def test_every_receipt_becomes_a_state_that_an_accepted_message_can_reach(raw, state):
    read = read_receipt(receipt(status=raw))

    assert read is not None
    assert (read.provider_id, read.reference, read.state, read.raw_status) == ("N1", "attempt-1", state, raw)
    assert what_follows(read.code).number_is_dead == (raw == "permanent-failure")
    for before in (MessageState.SENDING, MessageState.UNCERTAIN, MessageState.ACCEPTED):
        assert state is before or state in ONWARD[before]


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        "delivered",
        {},
        receipt(id=""),
        receipt(id=7),
        receipt(id="a\0b"),
        receipt(status="odd"),
        receipt(status=["sent"]),
        receipt(notification_type="email"),
    ],
)
def test_a_receipt_that_says_nothing_usable_is_no_receipt(said):
    assert read_receipt(said) is None


@pytest.mark.parametrize("reference", [None, 7, "a\0b", "x" * 101])
def test_a_receipt_without_our_reference_still_names_the_text(reference):
    read = read_receipt(receipt(reference=reference))

    assert read is not None
    assert (read.provider_id, read.reference) == ("N1", "")


def incoming(**changes: object) -> dict[str, object]:
    return {
        "id": "R1",
        "source_number": "447700900123",
        "destination_number": "07700900999",
        "message": " Stop ",
        "date_received": "2026-11-24T09:00:00.000000Z",
        **changes,
    }


@pytest.mark.parametrize(
    ("written", "sender"), [("447700900123", "+447700900123"), ("+447700900123", "+447700900123"), ("NHS", "NHS")]
)
def test_an_incoming_text_is_read_with_its_spaces_and_the_plus_that_notify_leaves_out(written, sender):
    text = read_incoming(incoming(source_number=written))

    assert text is not None
    assert (text.provider_id, text.sender, text.body, text.carrier_keyword) == ("R1", sender, " Stop ", "")


def test_half_a_sign_does_not_lose_the_rest_of_the_words():
    text = read_incoming(incoming(message="help \ud83d me"))

    assert text is not None
    assert text.body == "help ? me"


@pytest.mark.parametrize(
    "said",
    [None, [], {}, incoming(id=""), incoming(id=None), incoming(source_number=""), incoming(message=None)],
)
def test_what_lacks_its_parts_is_no_incoming_text(said):
    assert read_incoming(said) is None


def test_every_refusal_has_a_meaning_and_no_name_of_ours_meets_one_of_twilios():
    assert {row.code for row in REFUSALS} <= CODES.keys()
    assert not {row.code for row in REFUSALS} & TWILIO_CODES.keys()
    assert not {code for code in CODES if code in STATES and not code.endswith("-failure")}
