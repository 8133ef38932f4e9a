"""A text that speaks of danger: its words stand on one page only, which opens for the owner and the manager."""

import pytest
from flask import Flask

from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import MOBILE, World
from witness.actions.messages import deliver_due
from witness.actions.replies import receive
from witness.kit import Kit
from witness.messaging.carrier import IncomingText

WORDS = "1 but he is outside with a knife"
GENERAL = ("/today", "/cases", "/messages", "/lists")
SIDES = ("", "/people", "/dates", "/told", "/preparation", "/messages", "/history", "/call")


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    deliver_due(lite.store, lite.post(), worker="w")
    receive(lite.store, IncomingText("SM1", MOBILE, WORDS), rules=lite.rules(), now=lite.clock.now())
    return an_app(lite)


@pytest.fixture
def kept(lite: Kit, world: World, app: Flask) -> str:
    with lite.store.reading() as desk:
        (reply,) = desk.replies.of_case(world.case)
    return f"/cases/{world.case}/quarantine/{reply.reply_id}"


@pytest.mark.parametrize("who", ["olu", "olivia", "mo"])
def test_the_words_are_on_no_other_page(app: Flask, lite: Kit, world: World, who: str) -> None:
    visitor = signed_in(app, lite, who)
    addresses = [*GENERAL, f"/messages/{world.case}/{world.mother}", *(f"/cases/{world.case}{side}" for side in SIDES)]

    pages = {address: page_of(visitor, address) for address in addresses}

    assert [address for address, page in pages.items() if "knife" in page] == []
    assert "a text is being handled by Olu Adeyemi" in pages[f"/cases/{world.case}/messages"]


def test_the_liaison_sees_nothing_of_it(app: Flask, lite: Kit, world: World, kept: str) -> None:
    leigh = signed_in(app, lite, "leigh")

    assert "knife" not in page_of(leigh, "/readiness") + page_of(leigh, f"/readiness/{world.case}")
    assert leigh.get(kept).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("olu", 200), ("mo", 200), ("olivia", 404), ("otis", 404), ("ada", 404)])
def test_the_page_opens_for_those_who_must_act(app: Flask, lite: Kit, kept: str, who: str, status: int) -> None:
    answer = signed_in(app, lite, who).get(kept)

    assert answer.status_code == status
    assert ("knife" in answer.text) is (status == 200)


def test_the_way_to_it_is_shown_only_to_those_who_may_go(app: Flask, lite: Kit, world: World, kept: str) -> None:
    side = f"/cases/{world.case}/messages"

    assert kept in page_of(signed_in(app, lite, "olu"), side)
    assert kept not in page_of(signed_in(app, lite, "olivia"), side)


def test_the_officer_was_told_and_the_task_is_closed_by_whoever_acted(
    app: Flask, lite: Kit, world: World, kept: str
) -> None:
    olu: Visitor = signed_in(app, lite, "olu")

    assert post(olu, f"{kept}/officer-told", kept).status_code == 303
    assert "Officer in the case told" in page_of(olu, kept)
    assert post(olu, f"{kept}/officer-told", kept).status_code == 409
    assert post(olu, f"{kept}/handled", kept).status_code == 303

    assert "I have acted on it" not in page_of(olu, kept)
    assert "I have acted on it" in page_of(signed_in(app, lite, "mo"), kept)


def test_today_brings_the_owner_and_the_manager_there(app: Flask, lite: Kit, world: World) -> None:
    for who in ("olu", "mo"):
        assert "Read the text from J.F.&#39;s mother at once" in page_of(signed_in(app, lite, who), "/today")


def test_no_title_says_what_it_is(app: Flask, lite: Kit, kept: str) -> None:
    page = page_of(signed_in(app, lite, "olu"), kept)

    assert "<title>A text to act on - Witness support</title>" in page


def test_a_text_of_an_unknown_number_is_read_by_a_manager(app: Flask, lite: Kit) -> None:
    stranger = IncomingText("SM2", "+447700900999", "they will kill me")
    receive(lite.store, stranger, rules=lite.rules(), now=lite.clock.now())
    with lite.store.reading() as desk:
        (item,) = desk.lists.open_triage()
    address = f"/quarantine/{item.reply_id}"

    mo = signed_in(app, lite, "mo")
    assert address in page_of(mo, "/lists")
    assert "kill me" in page_of(mo, address)
    olu = signed_in(app, lite, "olu")
    assert address not in page_of(olu, "/lists")
    assert olu.get(address).status_code == 404


def test_today_puts_it_before_everything_that_is_late(app: Flask, lite: Kit) -> None:
    page = page_of(signed_in(app, lite, "olu"), "/today")

    assert "to act on at once" in page
    to_do = page[page.index('id="to-do"') :]
    assert "Read the text from J.F.&#39;s mother at once" in to_do[: to_do.index("</li>")]
