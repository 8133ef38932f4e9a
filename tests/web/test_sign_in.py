"""Signing in by the pages: two steps, nothing learnt by guessing, nowhere else led to."""

import re

import pytest
from flask import Flask

from tests.cast import PASSWORD, Cast, code_of
from tests.fakes import FixedClock
from tests.fixtures import a_visitor, an_app
from tests.kits import NOW, a_kit
from tests.visitor import Visitor
from witness.actions.accounts import Invitation, invite, renew_recovery_codes
from witness.domain.access import Role
from witness.kit import Kit
from witness.settings import World
from witness.web.doors import Audience, audiences_of, safe_next

OPEN = {Audience.ANYONE, Audience.CARRIER, Audience.LIST_PUSH, Audience.FAMILY}
GONE_ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%5cevil.example",
    "/%255cevil.example",
    "%2f%2fevil.example",
    "/%2fevil.example",
    "/%252fevil.example",
    "http://evil.example",
    "https://evil.example/today",
    "https:evil.example",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "www.evil.example/today",
    "@evil.example",
    "?next=//evil.example",
    " //evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/%0a/evil.example",
    "/%0d%0aSet-Cookie: x=y",
    "/\r\nLocation: //evil.example",
    "/\x00/evil.example",
    "/%00",
    "\t//evil.example",
    "/today\u2028",
    "/" + "x" * 2000,
]


def variable_parts_out(page: str) -> str:
    """A page without what differs from answer to answer."""
    return re.sub(r'(nonce|name="csrf_token" value)="[^"]*"', "", page)


def test_both_steps_lead_inside(client: Visitor, cast: Cast) -> None:
    answer = client.sign_in_by_pages(cast.olu)

    assert answer.status_code == 303
    assert "Olu" in client.get("/account").text


def test_a_page_asked_for_before_is_where_one_is_led(client: Visitor, cast: Cast) -> None:
    asked = client.get("/account?tab=1")
    page = client.get(asked.location)

    assert 'value="/account?tab=1"' in page.text
    client.submit(asked.location, email=cast.olu.email, password=PASSWORD, next="/account?tab=1")
    assert client.submit("/sign-in/code", code=code_of(cast.olu, NOW)).location == "/account?tab=1"


@pytest.mark.parametrize("onward", GONE_ELSEWHERE)
def test_no_address_leads_off_this_site(onward: str) -> None:
    assert safe_next(onward) == ""


def test_a_bad_onward_address_is_dropped_by_the_pages(client: Visitor, cast: Cast) -> None:
    client.submit("/sign-in", email=cast.olu.email, password=PASSWORD, next="//evil.example")

    assert "evil" not in client.submit("/sign-in/code", code=code_of(cast.olu, NOW)).location


def test_the_password_alone_reaches_nothing(app: Flask, client: Visitor, cast: Cast) -> None:
    client.submit("/sign-in", email=cast.olu.email, password=PASSWORD)
    closed = [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or set()) and not audiences_of(app, rule.endpoint) & OPEN
    ]

    answers = [client.get(re.sub(r"<[^>]+>", "x", rule.rule)) for rule in closed]

    assert len(answers) > 8
    assert {answer.status_code for answer in answers} == {303}
    assert all(answer.location.startswith("/sign-in") for answer in answers)


def test_the_code_page_needs_the_password_first(client: Visitor, cast: Cast) -> None:
    assert client.get("/sign-in/code").location == "/sign-in"
    assert client.submit("/sign-in/code", code=code_of(cast.olu, NOW)).location == "/sign-in"
    assert client.get("/account").status_code == 303


def test_known_and_unknown_get_the_same_answer(app: Flask, cast: Cast) -> None:
    pages = []
    for email in (cast.olu.email, "nobody@support.example"):
        answer = a_visitor(app).submit("/sign-in", email=email, password="a wrong password")
        pages.append((answer.status_code, variable_parts_out(answer.text).replace(email, "")))

    assert pages[0] == pages[1]
    assert pages[0][0] == 422


def test_a_code_works_in_one_browser_only(app: Flask, cast: Cast) -> None:
    assert a_visitor(app).sign_in_by_pages(cast.olu).status_code == 303
    assert a_visitor(app).sign_in_by_pages(cast.olu).status_code == 422


def test_a_recovery_code_opens_once(app: Flask, kit: Kit, cast: Cast) -> None:
    code = renew_recovery_codes(kit.store, cast.olu, code_of(cast.olu, NOW), now=NOW)[0]
    answers = []
    for _ in range(2):
        visitor = a_visitor(app)
        visitor.submit("/sign-in", email=cast.olu.email, password=PASSWORD)
        answers.append(visitor.submit("/sign-in/code", code=code).status_code)

    assert answers == [303, 422]


def test_too_many_tries_are_told_how_long_to_wait(client: Visitor, cast: Cast) -> None:
    for _ in range(5):
        client.submit("/sign-in", email=cast.olu.email, password="a wrong password")

    answer = client.submit("/sign-in", email=cast.olu.email, password=PASSWORD)

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")
    assert "Wait 30 seconds" in answer.text


def test_the_right_password_from_another_address_still_works(app: Flask, cast: Cast) -> None:
    for _ in range(20):
        a_visitor(app).submit("/sign-in", email=cast.olu.email, password="a wrong password")
    elsewhere = a_visitor(app)
    elsewhere.environ_base = {**elsewhere.environ_base, "REMOTE_ADDR": "198.51.100.7"}

    assert elsewhere.sign_in_by_pages(cast.olu).status_code == 303


def test_the_first_step_is_forgotten_after_ten_minutes(client: Visitor, cast: Cast, clock: FixedClock) -> None:
    client.submit("/sign-in", email=cast.olu.email, password=PASSWORD)
    clock.at = NOW.replace(minute=10)

    assert client.submit("/sign-in/code", code=code_of(cast.olu, clock.at)).status_code == 422


def test_a_password_is_never_sent_back(client: Visitor, cast: Cast) -> None:
    answer = client.submit("/sign-in", email="not there", password="a wrong password")

    assert "a wrong password" not in answer.text


def test_opening_an_invitation_shows_and_changes_nothing(client: Visitor, kit: Kit, cast: Cast) -> None:
    token = invite(kit.store, Invitation("nia@support.example", Role.OFFICER, "Calder", "Nia"), now=NOW).token
    with kit.store.reading() as desk:
        before = desk.audit.head()

    real, made_up = client.get(f"/invite/{token}").text, client.get("/invite/made-up").text

    assert variable_parts_out(real) == variable_parts_out(made_up)
    assert "nia" not in real.casefold()
    with kit.store.reading() as desk:
        assert desk.audit.head() == before


def test_a_bad_choice_of_password_is_explained(client: Visitor, kit: Kit, cast: Cast) -> None:
    token = invite(kit.store, Invitation("nia@support.example", Role.OFFICER, "Calder", "Nia"), now=NOW).token

    answer = client.submit(f"/invite/{token}", password="short", password_again="short")

    assert answer.status_code == 422
    assert "12 characters or more" in answer.text


def test_a_dead_link_says_so(client: Visitor, cast: Cast) -> None:
    answer = client.submit(
        "/invite/made-up", password="green kettle nine hats", password_again="green kettle nine hats"
    )

    assert answer.status_code == 404
    assert "no longer works" in answer.text


def test_the_page_of_the_second_factor_needs_an_invitation(client: Visitor, cast: Cast) -> None:
    assert client.get("/second-factor").status_code == 404


def test_the_picture_for_the_authenticator_needs_no_style(client: Visitor, kit: Kit, cast: Cast) -> None:
    token = invite(kit.store, Invitation("nia@support.example", Role.OFFICER, "Calder", "Nia"), now=NOW).token
    client.submit(f"/invite/{token}", password="green kettle nine hats", password_again="green kettle nine hats")

    page = client.get("/second-factor").text

    assert "<svg" in page
    assert " style=" not in page


def test_one_click_signs_in_to_the_demo_alone(sqlite_url: str, kit: Kit, cast: Cast) -> None:
    demo = a_kit(sqlite_url, world=World.DEMO)
    visitor = a_visitor(an_app(demo))

    assert "Look around as" in visitor.get("/sign-in").text
    assert visitor.submit("/sign-in/demo", email=cast.otis.email).status_code == 404
    assert visitor.submit("/sign-in/demo", email=cast.mo.email).status_code == 303
    assert "Mo Ellis" in visitor.get("/account").text
    assert a_visitor(an_app(kit)).submit("/sign-in/demo", email=cast.mo.email).status_code == 404
    demo.store.close()


def test_new_recovery_codes_are_shown_for_a_fresh_code(client: Visitor, cast: Cast) -> None:
    client.sign_in(cast.olu)

    assert client.submit("/account/recovery-codes", code="000000x").status_code == 422
    assert client.submit("/account/recovery-codes", code=code_of(cast.olu, NOW)).text.count("<code>") == 10
