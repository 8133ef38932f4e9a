"""What goes wrong is said kindly, and gives nothing away."""

from collections.abc import Iterator

import pytest
from flask import Blueprint, Flask

from tests.cast import Cast
from tests.kits import a_kit
from tests.visitor import Visitor
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.kit import Kit
from witness.web import create_app
from witness.web.doors import Audience, open_to

SECRET = "Amina Farah on 07700 900123"


def pages() -> Blueprint:
    """Pages that go wrong in every way there is."""
    broken = Blueprint("broken", __name__)

    @broken.post("/refused")
    @open_to(Audience.SIGNED_IN)
    def refused() -> str:
        raise Refused("That day is in the past.")

    @broken.post("/changed")
    @open_to(Audience.SIGNED_IN)
    def changed() -> str:
        raise SomebodyElseChangedThis("Olivia moved this hearing a minute ago.")

    @broken.get("/hidden")
    @open_to(Audience.SIGNED_IN)
    def hidden() -> str:
        raise NotFound("There is no case WS-26-001.")

    @broken.get("/crash")
    @open_to(Audience.ANYONE)
    def crash() -> str:
        raise RuntimeError(SECRET)

    @broken.get("/crash/carrier")
    @open_to(Audience.CARRIER)
    def crash_for_machines() -> str:
        raise RuntimeError(SECRET)

    return broken


@pytest.fixture
def broken_app(kit: Kit) -> Flask:
    app = create_app(kit, more_pages=[pages()])
    app.test_client_class = Visitor
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def visitor(broken_app: Flask, cast: Cast) -> Visitor:
    made = broken_app.test_client()
    assert isinstance(made, Visitor)
    return made.sign_in(cast.olu)


def test_a_refusal_is_explained_and_what_was_typed_is_kept(visitor: Visitor) -> None:
    answer = visitor.submit("/refused", reason_to_tell="The judge is ill.", password="never this")

    assert answer.status_code == 422
    assert "That day is in the past." in answer.text
    assert "Reason to tell" in answer.text
    assert "The judge is ill." in answer.text
    assert "never this" not in answer.text


def test_somebody_elses_change_is_told_and_what_was_typed_is_kept(visitor: Visitor) -> None:
    answer = visitor.submit("/changed", note="<b>ring her</b>")

    assert answer.status_code == 409
    assert "Olivia moved this hearing" in answer.text
    assert "&lt;b&gt;ring her&lt;/b&gt;" in answer.text


def test_what_is_hidden_looks_like_what_is_not_there(visitor: Visitor) -> None:
    hidden = visitor.get("/hidden")

    assert hidden.status_code == 404
    assert "WS-26-001" not in hidden.text
    assert "Page not found" in hidden.text


@pytest.mark.parametrize("address", ["/crash", "/crash/carrier"])
def test_a_crash_says_a_number_and_nothing_of_what_broke(
    visitor: Visitor, capfd: pytest.CaptureFixture[str], address: str
) -> None:
    answer = visitor.get(address)
    logged = capfd.readouterr().err

    assert answer.status_code == 500
    for text in (answer.text, logged):
        assert "Farah" not in text
        assert "07700" not in text
    assert "RuntimeError" not in answer.text
    assert "RuntimeError" in logged
    assert "test_errors.py" in logged


def test_a_wrong_method_is_not_found_and_says_which_are_right(visitor: Visitor) -> None:
    answer = visitor.get("/refused")

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_a_request_that_is_too_large_is_refused(visitor: Visitor) -> None:
    answer = visitor.post("/refused", data={"csrf_token": visitor.token(), "note": "x" * 7_000_000})

    assert answer.status_code == 413


@pytest.fixture
def unmigrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    made = a_kit(f"sqlite:///{tmp_path_factory.mktemp('empty') / 'empty.db'}")
    yield made
    made.store.close()


def test_a_database_without_tables_is_up_but_not_ready(unmigrated: Kit) -> None:
    client = create_app(unmigrated).test_client()

    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["checks"]["database"] is False


def test_a_migrated_database_is_ready_and_counted(client: Visitor, cast: Cast) -> None:
    assert client.get("/readyz").get_json()["checks"]["database"] is True
    client.get("/invite/a-token-that-nobody-may-read")

    figures = client.get("/metrics").text

    assert 'witness_requests_total{endpoint="account.invited",status="200"} 1.0' in figures
    assert "a-token" not in figures


def test_the_log_knows_the_page_and_not_the_address(
    client: Visitor, cast: Cast, capfd: pytest.CaptureFixture[str]
) -> None:
    client.get("/invite/a-token-that-nobody-may-read?name=Farah", headers={"User-Agent": "a\x1b[31mb"})
    logged = capfd.readouterr().err

    assert '"endpoint": "account.invited"' in logged
    assert "a-token" not in logged
    assert "Farah" not in logged
    assert "\x1b" not in logged
