"""A session lives on the server: its token changes at sign-in, is hard to steal, and is dead when it is dead."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.cast import PASSWORD, Cast, code_of
from tests.fakes import FixedClock
from tests.fixtures import a_visitor, an_app
from tests.kits import NOW, a_kit
from tests.visitor import COOKIE, Visitor
from witness.actions.accounts import disable, send_new_link
from witness.domain.accounts import token_hash
from witness.kit import Kit

HTTPS = "https://support.example"


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/account").status_code == 200


def a_thief(app: Flask, token: str) -> Visitor:
    thief = a_visitor(app)
    # As a header the test client would drop it without a word, and the theft would seem to fail.
    thief.set_cookie(COOKIE, token)
    return thief


def seen_at(kit: Kit, visitor: Visitor) -> object:
    with kit.store.reading() as desk:
        kept = desk.accounts.sessions.find(token_hash(visitor.cookie()))
    return None if kept is None else kept.seen_at


def test_a_live_cookie_is_worth_stealing(app: Flask, client: Visitor, cast: Cast) -> None:
    client.sign_in(cast.olu)

    assert is_in(a_thief(app, client.cookie()))


def test_a_cookie_from_before_signing_out_is_worthless(app: Flask, client: Visitor, cast: Cast) -> None:
    client.sign_in(cast.olu)
    stolen = client.cookie()

    answer = client.submit("/sign-out")

    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.cookie() == ""
    assert not is_in(a_thief(app, stolen))


def test_each_step_of_signing_in_takes_a_new_token(app: Flask, client: Visitor, cast: Cast) -> None:
    client.get("/sign-in")
    tokens = [client.cookie()]
    client.submit("/sign-in", email=cast.olu.email, password=PASSWORD)
    tokens.append(client.cookie())
    client.submit("/sign-in/code", code=code_of(cast.olu, NOW))
    tokens.append(client.cookie())

    assert len(set(tokens)) == 3
    assert is_in(client)
    assert not any(is_in(a_thief(app, token)) for token in tokens[:2])


def test_a_token_that_somebody_else_chose_is_not_taken_over(client: Visitor, cast: Cast) -> None:
    client.set_cookie(COOKIE, "chosen-by-somebody-else")
    client.sign_in_by_pages(cast.olu)

    assert client.cookie() != "chosen-by-somebody-else"


@pytest.mark.parametrize(("minutes", "alive"), [(14, True), (15, False)])
def test_fifteen_idle_minutes_end_it(client: Visitor, cast: Cast, clock: FixedClock, minutes: int, alive: bool) -> None:
    client.sign_in(cast.olu)
    clock.move(timedelta(minutes=minutes))

    assert is_in(client) is alive


def test_it_does_not_wake_up_again(client: Visitor, cast: Cast, clock: FixedClock) -> None:
    client.sign_in(cast.olu)
    clock.move(timedelta(minutes=15))
    client.get("/account")
    clock.move(timedelta(minutes=-14))
    token = client.cookie()
    clock.move(timedelta(minutes=14))

    client.set_cookie(COOKIE, token)

    assert not is_in(client)


def test_seeing_is_written_down_once_a_minute(kit: Kit, client: Visitor, cast: Cast, clock: FixedClock) -> None:
    client.sign_in(cast.olu)
    client.get("/account")  # the first page keeps a form token
    clock.move(timedelta(seconds=59))
    client.get("/account")
    assert seen_at(kit, client) != clock.now()
    clock.move(timedelta(seconds=1))

    client.get("/account")

    assert seen_at(kit, client) == clock.now()


def test_a_disabled_account_is_out_at_the_next_request(kit: Kit, client: Visitor, cast: Cast) -> None:
    client.sign_in(cast.olu)
    disable(kit.store, cast.olu.id, by=cast.ada.viewer, now=NOW)

    assert not is_in(client)


def test_a_lost_factor_ends_every_session(kit: Kit, client: Visitor, cast: Cast) -> None:
    client.sign_in(cast.olu)
    send_new_link(kit.store, cast.olu.email, now=NOW, new_factor=True)

    assert not is_in(client)


def test_ending_the_others_leaves_this_one(app: Flask, client: Visitor, cast: Cast) -> None:
    other, olivia = a_visitor(app).sign_in(cast.olu), a_visitor(app).sign_in(cast.olivia)
    client.sign_in(cast.olu)
    assert "Sign out everywhere else" in client.get("/account").text

    client.submit("/account/sessions/end")

    assert (is_in(client), is_in(other), is_in(olivia)) == (True, False, True)


def test_nothing_to_keep_leaves_no_cookie(client: Visitor, cast: Cast) -> None:
    for address in ("/healthz", "/nowhere", "/account", "/static/witness.css"):
        assert "Set-Cookie" not in client.get(address, buffered=True).headers, address


def test_the_database_holds_no_token(kit: Kit, client: Visitor, cast: Cast) -> None:
    client.sign_in(cast.olu)

    with kit.store.reading() as desk:
        kept = desk.accounts.sessions.of_account(cast.olu.id)
    assert client.cookie() not in repr(kept)
    assert [session.token_hash for session in kept] == [token_hash(client.cookie())]


def test_the_remember_cookie_of_the_library_opens_nothing(app: Flask, client: Visitor, cast: Cast) -> None:
    from flask_login import encode_cookie

    with app.app_context():
        forged = encode_cookie(f"{cast.olu.id}.1")
    client.set_cookie("remember_token", forged)

    assert not is_in(client)


def test_on_https_the_cookie_is_bound_to_the_host(sqlite_url: str, cast: Cast) -> None:
    kit = a_kit(sqlite_url, public_url=HTTPS)
    visitor = a_visitor(an_app(kit))

    cookie = visitor.get("/sign-in", base_url=HTTPS).headers["Set-Cookie"]

    assert cookie.startswith("__Host-witness=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert len(cookie) < 4096
    kit.store.close()


def test_on_http_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: Visitor, cast: Cast) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]

    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
