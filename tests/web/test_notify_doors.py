"""GOV.UK Notify's callbacks: only what brings our token changes anything, and once."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.live import PUBLIC_URL, TOKEN, a_live_kit, notify_account, twilio_account
from tests.web.clients import an_app
from tests.worlds import MOBILE, World, a_world
from witness.actions.messages import deliver_due
from witness.domain.contact import ContactState
from witness.domain.messages import MessageState
from witness.kit import Kit

STATUS, INBOUND = "/carrier/notify/status", "/carrier/notify/inbound"
RIGHT = f"Bearer {TOKEN}"


@pytest.fixture
def carrier_kit(sqlite_url: str) -> Iterator[Kit]:
    made = a_live_kit(sqlite_url, public_url=PUBLIC_URL, notify=notify_account())
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


def call(client: FlaskClient, path: str, said: Any, token: str | None = RIGHT) -> int:
    content = said if isinstance(said, str | bytes) else json.dumps(said)
    headers = {} if token is None else {"Authorization": token}
    return client.post(
        path, data=content, headers=headers, content_type="application/json", base_url=PUBLIC_URL
    ).status_code


def status_call(live: Kit, status: str = "delivered", **changes: Any) -> dict[str, Any]:
    reference = live.texts.handed[0].reference  # type: ignore[attr-defined]
    return {"id": "N1", "reference": reference, "status": status, "notification_type": "sms", **changes}


def text_call(body: str = "3", **changes: Any) -> dict[str, Any]:
    return {"id": "R1", "source_number": MOBILE.removeprefix("+"), "message": body, **changes}


def state_of(live: Kit, world: World) -> MessageState:
    with live.store.reading() as desk:
        return next(m.state for m in desk.messages.of_case(world.case) if m.purpose.value == "date_set")


def answers_of(live: Kit, world: World) -> list[str]:
    with live.store.reading() as desk:
        return [answer.answer.value for answer in desk.evidence.answers_of(world.case)]


def contact_of(live: Kit, world: World) -> ContactState:
    with live.store.reading() as desk:
        contact = desk.contacts.get(world.mobile)
    assert contact is not None
    return contact.state


def test_a_receipt_moves_the_message(carrier_kit: Kit, world: World, client: FlaskClient) -> None:
    assert call(client, STATUS, status_call(carrier_kit)) == 204
    assert state_of(carrier_kit, world) is MessageState.DELIVERED


@pytest.mark.parametrize(
    "token",
    [None, "", "Bearer", "Bearer ", f"Basic {TOKEN}", TOKEN, f"{RIGHT}x", RIGHT[:-1], RIGHT.upper(), "Bearer é"],
)
@pytest.mark.parametrize("path", [STATUS, INBOUND])
def test_what_does_not_bring_our_token_changes_nothing(
    carrier_kit: Kit, world: World, client: FlaskClient, path: str, token: str | None
) -> None:
    said = status_call(carrier_kit) if path == STATUS else text_call()

    assert call(client, path, said, token) == 403
    assert state_of(carrier_kit, world) is MessageState.ACCEPTED
    assert answers_of(carrier_kit, world) == []


def test_the_token_in_the_address_or_the_words_is_no_token(carrier_kit: Kit, world: World, client: FlaskClient) -> None:
    said = status_call(carrier_kit, token=TOKEN, Authorization=RIGHT)

    assert call(client, f"{STATUS}?token={TOKEN}", said, None) == 403


def test_a_replayed_or_late_receipt_changes_nothing(carrier_kit: Kit, world: World, client: FlaskClient) -> None:
    for status in ("delivered", "delivered", "sending", "created"):
        assert call(client, STATUS, status_call(carrier_kit, status)) == 204

    assert state_of(carrier_kit, world) is MessageState.DELIVERED


def test_a_receipt_without_our_reference_is_known_by_the_carriers_name(
    carrier_kit: Kit, world: World, client: FlaskClient
) -> None:
    assert call(client, STATUS, status_call(carrier_kit, reference=None, id="text-1")) == 204
    assert state_of(carrier_kit, world) is MessageState.DELIVERED


def test_a_permanent_failure_brings_a_person_and_quarantines_the_number(
    carrier_kit: Kit, world: World, client: FlaskClient
) -> None:
    assert call(client, STATUS, status_call(carrier_kit, "permanent-failure")) == 204

    assert state_of(carrier_kit, world) is MessageState.UNDELIVERED
    assert contact_of(carrier_kit, world) is ContactState.DEAD
    with carrier_kit.store.reading() as desk:
        assert "undelivered" in {task.kind.value for task in desk.tasks.open_of_case(world.case)}


@pytest.mark.parametrize("status", ["temporary-failure", "technical-failure"])
def test_another_failure_brings_a_person_and_leaves_the_number_alone(
    carrier_kit: Kit, world: World, client: FlaskClient, status: str
) -> None:
    assert call(client, STATUS, status_call(carrier_kit, status)) == 204

    assert state_of(carrier_kit, world) is MessageState.UNDELIVERED
    assert contact_of(carrier_kit, world) is ContactState.USABLE


def test_a_text_comes_in_once_however_often_it_is_brought(carrier_kit: Kit, world: World, client: FlaskClient) -> None:
    for _ in range(3):
        assert call(client, INBOUND, text_call("3")) == 204

    assert answers_of(carrier_kit, world) == ["worried"]


def test_a_stop_stops_although_this_carrier_knows_no_such_word(
    carrier_kit: Kit, world: World, client: FlaskClient
) -> None:
    assert call(client, INBOUND, text_call("STOP")) == 204
    assert contact_of(carrier_kit, world) is ContactState.STOPPED


@pytest.mark.parametrize("said", ["", "no json", "[" * 60_000, "[]", "null", '"delivered"', b"\xff\xfe", {"id": "N1"}])
@pytest.mark.parametrize("path", [STATUS, INBOUND])
def test_what_makes_no_sense_is_taken_and_changes_nothing(
    carrier_kit: Kit, world: World, client: FlaskClient, path: str, said: Any
) -> None:
    assert call(client, path, said) == 204
    assert state_of(carrier_kit, world) is MessageState.ACCEPTED


def test_what_no_text_can_be_is_refused_before_it_is_read(client: FlaskClient) -> None:
    assert call(client, INBOUND, text_call("a" * 70_000)) == 413


@pytest.mark.parametrize("path", [STATUS, INBOUND])
def test_a_get_does_nothing(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers={"Authorization": RIGHT}, base_url=PUBLIC_URL).status_code == 405


@pytest.mark.parametrize("path", [STATUS, INBOUND])
def test_with_another_carrier_there_is_no_such_address(sqlite_url: str, path: str) -> None:
    other = a_live_kit(sqlite_url, public_url=PUBLIC_URL, twilio=twilio_account())

    assert call(an_app(other).test_client(), path, text_call()) == 404
    other.store.close()


@pytest.mark.parametrize("token", [None, "Bearer", "Bearer ", "bearer  "])
def test_without_a_token_of_ours_nobody_comes_in(sqlite_url: str, token: str | None) -> None:
    bare = a_live_kit(sqlite_url, public_url=PUBLIC_URL, notify=notify_account(callback_token=""))

    assert call(an_app(bare).test_client(), INBOUND, text_call(), token) == 403
    bare.store.close()
