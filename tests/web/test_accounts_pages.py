"""Accounts: an administrator sends links without ever seeing one; a forgotten password tells nobody anything."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from tests.cast import PASSWORD, Cast
from tests.fakes import CollectingMail, FixedClock
from tests.fixtures import a_visitor
from tests.kits import NOW
from tests.visitor import Visitor
from tests.web.test_sign_in import variable_parts_out
from witness.actions import sign_in
from witness.actions.account_links import send_links
from witness.actions.sign_in import arrive_from
from witness.actions.staff_notices import send_notices
from witness.domain.accounts import AccountState
from witness.domain.devices import device_name
from witness.kit import Kit

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
LINK = re.compile(r"(/invite/\S+)")
NEW = "green kettle nine hats"


def links_mailed(kit: Kit) -> list[tuple[str, str]]:
    """To whom links went, and where they lead."""
    assert isinstance(kit.mail, CollectingMail)
    kit.mail.sent.clear()
    send_links(kit.store, kit.post(), public_url="http://localhost")
    found = [(mail.to, LINK.search(mail.body)) for mail in kit.mail.sent]
    return [(to, link[1]) for to, link in found if link is not None]


def mails_about_accounts(kit: Kit) -> list[str]:
    assert isinstance(kit.mail, CollectingMail)
    kit.mail.sent.clear()
    send_notices(kit.store, kit.post())
    return [mail.body.split("\n\n")[1] for mail in kit.mail.sent]


@pytest.fixture
def ada(client: Visitor, cast: Cast) -> Visitor:
    return client.sign_in(cast.ada)


def test_an_administrator_lands_on_the_accounts(ada: Visitor) -> None:
    assert ada.get("/").location == "/admin/accounts"


def test_an_invitation_goes_to_the_mailbox_and_opens_an_account(ada: Visitor, app: Flask, kit: Kit) -> None:
    fields = {"name": "Nia Hale", "email": "nia@support.example", "role": "officer", "team": "Calder"}
    made = ada.submit("/admin/accounts/new", **fields)
    page = ada.get(made.location).text
    [(to, link)] = links_mailed(kit)

    assert to == "nia@support.example"
    assert "Invited" in page
    assert link not in page + made.text
    nia = a_visitor(app)
    assert nia.submit(link, password=NEW, password_again=NEW).location == "/second-factor"
    with kit.store.reading() as desk:
        known = desk.accounts.with_email("nia@support.example")
    assert known is not None
    assert known.state is AccountState.INVITED


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"email": "nowhere"}, "Enter an email address, such as"),
        ({"role": ""}, "Choose a role"),
        ({"team": "CPS Yorkshire"}, "is not a team for the role"),
        ({"email": "olu@support.example"}, "has an account already"),
    ],
)
def test_a_bad_invitation_is_explained_and_nothing_is_kept(
    ada: Visitor, kit: Kit, changed: dict[str, str], says: str
) -> None:
    fields = {"name": "Nia Hale", "email": "nia@support.example", "role": "officer", "team": "Calder", **changed}
    answer = ada.submit("/admin/accounts/new", **fields)

    assert answer.status_code == 422
    assert says in answer.text
    assert links_mailed(kit) == []


def test_a_new_second_step_ends_the_old_one_only_when_the_link_goes(
    ada: Visitor, app: Flask, kit: Kit, cast: Cast
) -> None:
    there = f"/admin/accounts/{cast.olu.id}"
    assert ada.submit(f"{there}/link/new_factor").status_code == 303
    assert a_visitor(app).sign_in_by_pages(cast.olu).status_code == 303

    [(to, _)] = links_mailed(kit)

    assert to == cast.olu.email
    assert a_visitor(app).submit("/sign-in", email=cast.olu.email, password=PASSWORD).status_code == 422
    assert ada.submit(f"/admin/accounts/{cast.ada.id}/link/new_factor").status_code == 422
    assert ada.submit(f"{there}/link/backdoor").status_code == 404


def test_signed_out_by_an_administrator_is_out_at_once(ada: Visitor, app: Flask, cast: Cast) -> None:
    olu = a_visitor(app).sign_in(cast.olu)
    assert olu.get("/account").status_code == 200

    ada.submit(f"/admin/accounts/{cast.olu.id}/sign-out")

    assert olu.get("/account").status_code == 303


def test_a_closed_account_says_so_and_ones_own_is_closed_by_another(ada: Visitor, cast: Cast) -> None:
    assert ada.submit(f"/admin/accounts/{cast.olivia.id}/close").status_code == 303
    assert ada.submit(f"/admin/accounts/{cast.ada.id}/close").status_code == 422

    assert "Has left. Nothing is open to them." in ada.get(f"/admin/accounts/{cast.olivia.id}").text
    assert "Has left" in ada.get("/admin/accounts").text


def test_a_forgotten_password_is_answered_alike_and_mailed_to_the_known_alone(app: Flask, kit: Kit, cast: Cast) -> None:
    answers = [
        a_visitor(app).submit("/sign-in/forgotten", email=email) for email in (cast.olu.email, "nobody@support.example")
    ]

    known, unknown = (variable_parts_out(answer.text) for answer in answers)
    assert known == unknown
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [to for to, _ in links_mailed(kit)] == [cast.olu.email]
    with kit.store.reading() as desk:
        assert desk.accounts.link_wishes.due(NOW + timedelta(days=1)) == ()  # and no address is kept


def test_the_link_of_a_forgotten_password_lives_an_hour_works_once_and_skips_no_second_step(
    app: Flask, kit: Kit, cast: Cast, clock: FixedClock
) -> None:
    a_visitor(app).submit("/sign-in/forgotten", email=cast.olu.email)
    [(_, link)] = links_mailed(kit)
    visitor = a_visitor(app)

    assert visitor.submit(link, password=NEW, password_again=NEW).location == "/sign-in"
    assert visitor.submit("/sign-in", email=cast.olu.email, password=NEW).location == "/sign-in/code"
    assert visitor.get("/account").status_code == 303
    assert a_visitor(app).submit(link, password=PASSWORD, password_again=PASSWORD).status_code == 404
    assert any("Your password was changed" in body for body in mails_about_accounts(kit))

    a_visitor(app).submit("/sign-in/forgotten", email=cast.olivia.email)
    [(_, late)] = links_mailed(kit)
    clock.move(timedelta(minutes=61))
    assert a_visitor(app).submit(late, password=NEW, password_again=NEW).status_code == 404


def test_a_mailbox_is_not_filled_by_strangers(app: Flask, kit: Kit, cast: Cast) -> None:
    codes = [a_visitor(app).submit("/sign-in/forgotten", email=cast.olu.email).status_code for _ in range(5)]

    assert codes == [200, 200, 200, 429, 429]
    assert len(links_mailed(kit)) == 3


def test_a_new_browser_is_told_of_once_and_by_its_name(app: Flask, kit: Kit, cast: Cast, clock: FixedClock) -> None:
    visitor = a_visitor(app)
    visitor.environ_base = {**visitor.environ_base, "HTTP_USER_AGENT": FIREFOX}
    visitor.sign_in_by_pages(cast.olu)
    first = mails_about_accounts(kit)
    visitor.submit("/sign-out")
    clock.move(timedelta(minutes=1))
    visitor.sign_in_by_pages(cast.olu)

    assert [body.partition(":")[0] for body in first] == ["Somebody signed in as you from a new browser"]
    assert mails_about_accounts(kit) == []
    assert "Firefox on Windows" in visitor.get("/account").text


def test_a_browser_says_what_it_is_as_people_say_it() -> None:
    assert device_name("") == "A browser"
    assert device_name("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1") == (
        "Safari on an iPhone"
    )
    assert device_name("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36 Edg/140.0") == "Edge on Linux"


def test_whoever_fails_from_the_same_office_does_not_keep_out_a_known_browser(
    app: Flask, kit: Kit, cast: Cast, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An attack from the officer's own network, in the officer's name, on the morning of a trial."""
    olu = a_visitor(app)
    olu.sign_in_by_pages(cast.olu)
    olu.submit("/sign-out")
    clock.move(timedelta(minutes=1))
    for _ in range(80):
        a_visitor(app).submit("/sign-in", email=cast.olu.email, password="a wrong password")

    with monkeypatch.context() as wrong:
        wrong.setattr(sign_in, "is_known", lambda device, now: False)  # an account that knows none of its browsers
        assert olu.submit("/sign-in", email=cast.olu.email, password=PASSWORD).status_code == 429

    assert olu.sign_in_by_pages(cast.olu).status_code == 303
    assert any(body.startswith("Somebody signed in as you after several") for body in mails_about_accounts(kit))


def test_a_browser_that_others_use_too_is_new_to_each_of_them(kit: Kit, cast: Cast) -> None:
    token = arrive_from(kit.store, cast.olu, "", FIREFOX, now=NOW)

    assert arrive_from(kit.store, cast.olu, token, FIREFOX, now=NOW) == ""
    assert arrive_from(kit.store, cast.olivia, token, FIREFOX, now=NOW) == token
    assert len(mails_about_accounts(kit)) == 2
    # What nobody of ours has made is not taken over as a name of a browser.
    assert arrive_from(kit.store, cast.mo, "typed by hand", FIREFOX, now=NOW) not in {"", "typed by hand"}


def test_a_browser_unused_for_half_a_year_is_new_again(kit: Kit, cast: Cast) -> None:
    token = arrive_from(kit.store, cast.olu, "", FIREFOX, now=NOW)
    mails_about_accounts(kit)

    assert arrive_from(kit.store, cast.olu, token, FIREFOX, now=NOW + timedelta(days=181)) == token
    later = replace(kit, clock=FixedClock(NOW + timedelta(days=181)))
    assert len(mails_about_accounts(later)) == 1


@pytest.mark.parametrize("path", ["/admin/accounts", "/admin/accounts/new", "/admin/accounts/account-olu"])
def test_accounts_are_for_administrators_alone(app: Flask, cast: Cast, path: str) -> None:
    assert [a_visitor(app).sign_in(who).get(path).status_code for who in (cast.olu, cast.mo, cast.leigh)] == [404] * 3
