"""Webhooks: only what the carrier signed, for our own public address, changes anything."""

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator

from tests.live import PUBLIC_URL, TOKEN, a_live_kit, twilio_account
from tests.web.clients import an_app
from tests.worlds import MOBILE, World, a_world
from witness.actions.messages import deliver_due
from witness.domain.contact import ContactState
from witness.domain.messages import MessageState
from witness.kit import Kit

Poster = Callable[..., int]


@pytest.fixture
def carrier_kit(sqlite_url: str) -> Iterator[Kit]:
    made = a_live_kit(sqlite_url, public_url=PUBLIC_URL, twilio=twilio_account())
    yield made
    made.store.close()


@pytest.fixture
def world(carrier_kit: Kit) -> World:
    made = a_world(carrier_kit)
    deliver_due(carrier_kit.store, carrier_kit.post(), worker="w")
    return made


@pytest.fixture
def client(carrier_kit: Kit, world: World) -> FlaskClient:
    return an_app(carrier_kit).test_client()


def signed(path: str, form: dict[str, str], token: str = TOKEN, address: str = PUBLIC_URL) -> str:
    return str(RequestValidator(token).compute_signature(address + path, form))


def send(client: FlaskClient, path: str, form: dict[str, str], signature: str | None) -> int:
    headers = {} if signature is None else {"X-Twilio-Signature": signature}
    return client.post(path, data=form, headers=headers, base_url=PUBLIC_URL).status_code


def state_of(live: Kit, world: World) -> MessageState:
    with live.store.reading() as desk:
        return next(m.state for m in desk.messages.of_case(world.case) if m.purpose.value == "date_set")


def status_call(live: Kit, status: str = "delivered") -> tuple[str, dict[str, str]]:
    reference = live.texts.handed[0].reference
    return f"/carrier/twilio/status?ref={reference}", {"MessageSid": "SM1", "MessageStatus": status}


def test_a_signed_status_moves_the_message(carrier_kit: Kit, world: World, client: FlaskClient) -> None:
    path, form = status_call(carrier_kit)

    assert send(client, path, form, signed(path, form)) == 204
    assert state_of(carrier_kit, world) is MessageState.DELIVERED


@pytest.mark.parametrize(
    "fault",
    [
        "none",
        "empty",
        "other token",
        "http",
        "other host",
        "tampered form",
        "tampered query",
        "one more field",
        "no query",
    ],
)
def test_what_is_not_rightly_signed_changes_nothing(
    carrier_kit: Kit, world: World, client: FlaskClient, fault: str
) -> None:
    path, form = status_call(carrier_kit)
    signature: str | None = {
        "none": None,
        "empty": "",
        "other token": signed(path, form, token="another"),
        "http": signed(path, form, address=PUBLIC_URL.replace("https", "http")),
        "other host": signed(path, form, address="https://elsewhere.example"),
    }.get(fault, signed(path, form))
    if fault == "tampered form":
        form = {**form, "MessageStatus": "failed"}
    if fault == "one more field":
        form = {**form, "ErrorCode": "30003"}
    if fault == "tampered query":
        path = path[:-1] + ("0" if path[-1] != "0" else "1")
    if fault == "no query":
        path = path.partition("?")[0]

    assert send(client, path, form, signature) == 403
    assert state_of(carrier_kit, world) is MessageState.ACCEPTED


def test_a_replayed_status_changes_nothing(carrier_kit: Kit, world: World, client: FlaskClient) -> None:
    path, form = status_call(carrier_kit)
    later, old = status_call(carrier_kit, "sent")
    send(client, path, form, signed(path, form))

    assert send(client, path, form, signed(path, form)) == 204
    assert send(client, later, old, signed(later, old)) == 204
    assert state_of(carrier_kit, world) is MessageState.DELIVERED


def test_a_status_of_a_message_that_we_do_not_know_is_taken_and_changes_nothing(client: FlaskClient) -> None:
    path, form = "/carrier/twilio/status?ref=unknown", {"MessageSid": "SM404", "MessageStatus": "delivered"}

    assert send(client, path, form, signed(path, form)) == 204


def test_a_signed_text_comes_in_once_and_a_forged_one_never(
    carrier_kit: Kit, world: World, client: FlaskClient
) -> None:
    path, form = "/carrier/twilio/inbound", {"MessageSid": "SM2", "From": MOBILE, "To": "+447700900000", "Body": "3"}

    assert send(client, path, form, "forged") == 403
    assert send(client, path, form, signed(path, form)) == 200
    assert send(client, path, form, signed(path, form)) == 200

    with carrier_kit.store.reading() as desk:
        assert [a.answer.value for a in desk.evidence.answers_of(world.case)] == ["worried"]


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"Body": ""}, ("unclear", "answered", 0)),
        ({"Body": "", "NumMedia": "0"}, ("unclear", "answered", 0)),
        ({"Body": "1", "NumMedia": "1", "MediaUrl0": "https://media.example/1"}, ("picture", "quarantined", 1)),
        ({"Body": "1", "NumMedia": "many"}, ("picture", "quarantined", 1)),
        ({"Body": "1" * 1600}, ("unclear", "answered", 0)),
        ({"Body": "👍"}, ("unclear", "answered", 0)),
        ({"Body": "halt", "OptOutType": "STOP"}, ("stop", "answered", 0)),
    ],
)
def test_whatever_a_signed_text_holds_is_kept_and_nothing_is_fetched(
    carrier_kit: Kit, world: World, client: FlaskClient, fields: dict[str, str], kept: tuple[str, str, int]
) -> None:
    path, form = "/carrier/twilio/inbound", {"MessageSid": "SM3", "From": MOBILE, "To": "+447700900000", **fields}

    assert send(client, path, form, signed(path, form)) == 200

    with carrier_kit.store.reading() as desk:
        (reply,) = desk.replies.of_case(world.case)
    assert (reply.meaning, reply.state, reply.media) == kept


def test_a_replayed_start_that_still_verifies_starts_nothing(
    carrier_kit: Kit, world: World, client: FlaskClient
) -> None:
    path = "/carrier/twilio/inbound"
    words = {"SM4": "stop texting me", "SM5": "START", "SM6": "no more texts"}
    forms = {sid: {"MessageSid": sid, "From": MOBILE, "Body": said} for sid, said in words.items()}
    for form in (*forms.values(), forms["SM5"]):
        carrier_kit.clock.forward(minutes=1)  # type: ignore[attr-defined]
        assert send(client, path, form, signed(path, form)) == 200

    with carrier_kit.store.reading() as desk:
        contact = desk.contacts.get(world.mobile)
    assert contact is not None
    assert contact.state is ContactState.STOPPED


def test_without_a_carrier_there_is_no_such_address(lite: Kit) -> None:
    client = an_app(lite).test_client()

    assert client.post("/carrier/twilio/inbound", data={"Body": "3"}).status_code == 404


def test_a_get_does_nothing(client: FlaskClient) -> None:
    assert client.get("/carrier/twilio/status", base_url=PUBLIC_URL).status_code == 405
    assert client.get("/carrier/twilio/inbound", base_url=PUBLIC_URL).status_code == 405


def test_an_account_without_a_token_lets_nobody_in(sqlite_url: str) -> None:
    bare = a_live_kit(sqlite_url, public_url=PUBLIC_URL, twilio=twilio_account(auth_token=""))
    client = an_app(bare).test_client()
    path, form = "/carrier/twilio/inbound", {"MessageSid": "SM2", "From": MOBILE, "Body": "3"}

    assert send(client, path, form, signed(path, form, token="")) == 403
    bare.store.close()


def test_a_text_gets_an_empty_answer_so_that_the_carrier_says_nothing_for_us(client: FlaskClient) -> None:
    path, form = "/carrier/twilio/inbound", {"MessageSid": "SM2", "From": MOBILE, "Body": "1"}
    headers = {"X-Twilio-Signature": signed(path, form)}

    answer = client.post(path, data=form, headers=headers, base_url=PUBLIC_URL)

    assert answer.mimetype == "text/xml"
    assert answer.get_data(as_text=True).endswith("<Response></Response>")


def test_a_stop_of_the_carrier_stops_and_the_words_are_kept_all_the_same(
    carrier_kit: Kit, world: World, client: FlaskClient
) -> None:
    path = "/carrier/twilio/inbound"
    form = {"MessageSid": "SM3", "From": MOBILE, "Body": "halt, he reads this phone", "OptOutType": "STOP"}

    assert send(client, path, form, signed(path, form)) == 200

    with carrier_kit.store.reading() as desk:
        contact = desk.contacts.get(world.mobile)
        replies = desk.replies.of_case(world.case)
    assert contact is not None
    assert contact.state is ContactState.STOPPED
    assert [(r.meaning, "he reads this phone" in r.text) for r in replies] == [("stop", True)]


def test_a_start_of_the_carrier_opens_nothing_by_itself(carrier_kit: Kit, world: World, client: FlaskClient) -> None:
    path = "/carrier/twilio/inbound"
    stop = {"MessageSid": "SM3", "From": MOBILE, "Body": "STOP", "OptOutType": "STOP"}
    start = {"MessageSid": "SM4", "From": MOBILE, "Body": "START", "OptOutType": "START"}

    for form in (stop, start):
        assert send(client, path, form, signed(path, form)) == 200

    with carrier_kit.store.reading() as desk:
        contact = desk.contacts.get(world.mobile)
    assert contact is not None
    assert contact.state is ContactState.STOPPED
