"""Lists pushed to us: taken in once, refused with a reason, withdrawn without telling anybody anything."""

import io
import json
from datetime import date, time

import pytest
from flask.testing import FlaskClient

from tests.live import LIST_TOKEN
from tests.web.clients import an_app
from tests.worlds import World, a_firm_list
from witness.actions.hearings import accept
from witness.actions.lists import Envelope, take_in
from witness.domain.lists import Change
from witness.kit import Kit

BEARER = {"Authorization": f"Bearer {LIST_TOKEN}"}
SEVENTH = date(2026, 12, 7)
FIRM = json.dumps(a_firm_list((SEVENTH, "10:00:00"))).encode()


@pytest.fixture
def client(lite: Kit, world: World) -> FlaskClient:
    return an_app(lite).test_client()


def parts(raw: bytes, name: str = "pub-1") -> dict[str, object]:
    metadata = {
        "publicationId": name,
        "listType": "CROWN_FIRM_PDDA_LIST",
        "locationName": "Leeds",
        "contentDate": "2026-12-07",
    }
    return {
        "metadata": (io.BytesIO(json.dumps(metadata).encode()), "metadata.json"),
        "payload": (io.BytesIO(raw), "list.json"),
    }


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {LIST_TOKEN}"}])
def test_without_the_token_nothing_is_taken(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/intake/court-lists", data=parts(FIRM), headers=headers).status_code == 401
    assert client.get("/intake/court-lists", headers=headers).status_code == 401


def test_a_pushed_list_proposes_and_the_same_again_does_nothing(client: FlaskClient) -> None:
    first = client.post("/intake/court-lists", data=parts(FIRM), headers=BEARER)
    again = client.post("/intake/court-lists", data=parts(FIRM), headers=BEARER)

    assert first.status_code == 201
    assert (first.json["publicationId"], first.json["matched"], first.json["proposals"]) == ("pub-1", 1, 1)
    assert (again.status_code, again.json["state"]) == (200, "known")


def test_a_list_that_cannot_be_read_gets_a_reason(client: FlaskClient) -> None:
    answer = client.post("/intake/court-lists", data=parts(b'{"FirmList": 3}'), headers=BEARER)

    assert answer.status_code == 422
    assert "$.FirmList" in answer.json["error"] or "FirmList" in answer.json["error"]


def test_the_older_form_with_headers_is_understood_and_a_blank_body_withdraws(client: FlaskClient) -> None:
    headers = {
        **BEARER,
        "x-source-artefact-id": "pub-9",
        "x-content-date": "2026-12-07",
        "Content-Type": "application/json",
    }

    assert client.post("/intake/court-lists", data=FIRM, headers=headers).status_code == 201
    assert client.post("/intake/court-lists", data=b"", headers=headers).status_code == 204
    assert client.delete("/intake/court-lists/never-sent", headers=BEARER).status_code == 404


def test_what_is_neither_form_is_refused(client: FlaskClient) -> None:
    headers = {**BEARER, "Content-Type": "text/plain"}

    assert client.post("/intake/court-lists", data=b"hello", headers=headers).status_code == 415


def test_a_list_that_is_too_large_is_refused(client: FlaskClient) -> None:
    headers = {**BEARER, "Content-Type": "application/json"}

    assert client.post("/intake/court-lists", data=b" " * 7_000_000, headers=headers).status_code == 413


def test_a_health_check_answers_whoever_has_the_token(client: FlaskClient) -> None:
    assert client.get("/intake/court-lists", headers=BEARER).status_code == 200


def test_a_put_supersedes_what_was_pushed_under_that_name(lite: Kit, world: World, client: FlaskClient) -> None:
    later = json.dumps(a_firm_list((SEVENTH, "14:00:00"), version="v3")).encode()
    client.post("/intake/court-lists", data=parts(FIRM), headers=BEARER)

    put = client.put("/intake/court-lists/pub-1", data=parts(later), headers=BEARER)

    assert (put.status_code, put.json["publicationId"], put.json["proposals"]) == (200, "pub-1", 1)
    with lite.store.reading() as desk:
        waiting = desk.lists.open_proposals((world.case,))
        states = sorted(p.state for p in desk.lists.received())
    assert [p.after.at for p in waiting if p.after] == [time(14, 0)]
    assert states == ["read", "superseded"]


def test_a_delete_withdraws_every_version_of_that_name(lite: Kit, world: World, client: FlaskClient) -> None:
    elsewhere = json.dumps(a_firm_list((date(2026, 12, 9), "10:00:00"), version="v3")).encode()
    client.post("/intake/court-lists", data=parts(FIRM), headers=BEARER)
    client.put("/intake/court-lists/pub-1", data=parts(elsewhere), headers=BEARER)

    assert client.delete("/intake/court-lists/pub-1", headers=BEARER).status_code == 204

    with lite.store.reading() as desk:
        assert desk.lists.open_proposals((world.case,)) == ()
        assert {p.state for p in desk.lists.received()} == {"withdrawn"}


def test_a_date_that_only_an_earlier_version_made_certain_is_doubted_once_when_the_name_is_withdrawn(
    lite: Kit, world: World, client: FlaskClient
) -> None:
    same_again = json.dumps(a_firm_list((SEVENTH, "10:00:00"), version="v3")).encode()
    client.post("/intake/court-lists", data=parts(FIRM), headers=BEARER)
    with lite.store.reading() as desk:
        proposal = desk.lists.open_proposals((world.case,))[0]
    accept(lite.store, proposal.proposal_id, reason="", rules=lite.rules(), asking=world.asking("olu", lite))
    client.put("/intake/court-lists/pub-1", data=parts(same_again), headers=BEARER)

    # Senders try again when they have not heard our answer.
    answers = [client.delete("/intake/court-lists/pub-1", headers=BEARER).status_code for _ in range(3)]

    assert answers == [204, 204, 204]
    with lite.store.reading() as desk:
        assert [p.change for p in desk.lists.open_proposals((world.case,))] == [Change.WITHDRAWN]


def test_a_blank_body_without_a_name_never_withdraws_a_list_that_came_by_hand(lite: Kit, client: FlaskClient) -> None:
    take_in(lite.store, FIRM, Envelope("upload"), rules=lite.rules(), now=lite.clock.now())
    headers = {**BEARER, "Content-Type": "application/json"}

    assert client.post("/intake/court-lists", data=b" ", headers=headers).status_code == 400

    with lite.store.reading() as desk:
        assert [p.state for p in desk.lists.received()] == ["read"]


def test_a_large_list_without_a_file_name_is_taken(client: FlaskClient) -> None:
    # Senders that give the part no file name make it a form field, for which there is a lower limit by default.
    named = json.dumps({"publicationId": "pub-7"}).encode()
    part = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    body = part % (b"metadata", named) + part % (b"payload", FIRM + b" " * 900_000) + b"--x--\r\n"

    answer = client.post(
        "/intake/court-lists", data=body, headers={**BEARER, "Content-Type": "multipart/form-data; boundary=x"}
    )

    assert answer.status_code == 201


@pytest.mark.parametrize("metadata", [b"", b"not json", b"[1]", b"\xff"])
def test_metadata_that_cannot_be_read_gets_a_reason(client: FlaskClient, metadata: bytes) -> None:
    data = {"metadata": (io.BytesIO(metadata), "m.json"), "payload": (io.BytesIO(FIRM), "list.json")}

    answer = client.post("/intake/court-lists", data=data, headers=BEARER)

    assert answer.status_code in (400, 422)
    assert answer.json["error"]
