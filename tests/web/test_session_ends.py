"""Sessions end when they should, and what is dead stays dead."""

import pyotp
import pytest

from tests.visitor import TOKEN
from tests.web.clients import an_app, email_of, post, signed_in
from tests.worlds import a_world
from witness.actions.accounts import Invitation, disable, invite
from witness.domain.access import Role
from witness.kit import Kit
from witness.web.doors import safe_next


@pytest.fixture(autouse=True)
def world(lite: Kit) -> None:
    a_world(lite)


def is_in(client) -> bool:  # type: ignore[no-untyped-def]
    return client.get("/today").status_code == 200


def test_a_copied_cookie_is_dead_after_signing_out(lite: Kit) -> None:
    app = an_app(lite)
    client = signed_in(app, lite, "olu")
    copied = client.get_cookie("witness", domain="localhost")
    assert copied is not None
    assert is_in(client)

    post(client, "/sign-out", "/today")

    thief = app.test_client()
    thief.set_cookie("witness", copied.value, domain="localhost")
    assert not is_in(thief)


def test_fifteen_idle_minutes_end_a_session(lite: Kit) -> None:
    client = signed_in(an_app(lite), lite, "olu")
    lite.clock.forward(minutes=14)
    assert is_in(client)

    lite.clock.forward(minutes=16)

    assert not is_in(client)


def test_a_shift_of_twelve_hours_ends_a_session_that_is_in_use(lite: Kit) -> None:
    client = signed_in(an_app(lite), lite, "olu")
    for _ in range(71):
        lite.clock.forward(minutes=10)
        assert is_in(client)

    lite.clock.forward(minutes=11)

    assert not is_in(client)


def test_a_closed_account_is_out_at_once(lite: Kit) -> None:
    client = signed_in(an_app(lite), lite, "olivia")
    with lite.store.reading() as desk:
        account = desk.accounts.with_email(email_of("olivia"))
    assert account is not None

    disable(lite.store, account.id, now=lite.clock.now())

    assert not is_in(client)


def test_an_invitation_leads_through_password_and_second_factor_and_no_step_can_be_left_out(lite: Kit) -> None:
    app = an_app(lite)
    invited = invite(
        lite.store,
        Invitation("new@support.example", Role.OFFICER, "Calder", "Nia New"),
        now=lite.clock.now(),
    )
    client = app.test_client()
    page = f"/invite/{invited.token}"

    post(client, page, page, password="otter marble kettle", password_again="otter marble kettle")
    assert not is_in(client)  # the password alone opens nothing

    shown = client.get("/second-factor").get_data(as_text=True)
    secret = shown.split('class="app-key">')[1].split("<")[0].replace(" ", "")
    token = TOKEN.search(shown)
    assert token is not None
    code = pyotp.TOTP(secret).at(lite.clock.now())
    done = client.post("/second-factor", data={"csrf_token": token.group(1), "code": code})
    assert "recovery codes" in done.get_data(as_text=True)
    assert is_in(client)

    lite.clock.forward(minutes=5)
    other = app.test_client()
    post(other, "/sign-in", "/sign-in", email="new@support.example", password="otter marble kettle")
    assert not is_in(other)
    fresh = pyotp.TOTP(secret).at(lite.clock.now())
    post(other, "/sign-in/code", "/sign-in/code", code=fresh)
    assert is_in(other)

    third = app.test_client()
    post(third, "/sign-in", "/sign-in", email="new@support.example", password="otter marble kettle")
    post(third, "/sign-in/code", "/sign-in/code", code=fresh)
    assert not is_in(third)  # a code is spent once


def test_an_unknown_address_and_a_wrong_password_read_the_same(lite: Kit) -> None:
    app = an_app(lite)

    pages = [
        post(app.test_client(), "/sign-in", "/sign-in", email=email, password="not the password").get_data(as_text=True)
        for email in (email_of("olu"), "nobody@support.example")
    ]

    plain = [page.replace(email_of("olu"), "X").replace("nobody@support.example", "X") for page in pages]
    assert TOKEN.sub("", plain[0]).split("<main")[1] == TOKEN.sub("", plain[1]).split("<main")[1]


@pytest.mark.parametrize(
    "onward",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/%2f%2fevil.example/%2e%2e", "javascript:1"],
)
def test_signing_in_never_leads_off_the_site(lite: Kit, onward: str) -> None:

    found = safe_next(onward)

    assert found == "" or (found.startswith("/") and "evil" not in found.split("/")[1])
