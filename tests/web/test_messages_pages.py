"""Messages: what to read comes first, what failed has a reason and an owner, and no page shows a number."""

import re
from datetime import date
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.web.clients import Another, an_app, page_of, post, signed_in
from tests.worlds import MAIL, MOBILE, World
from witness.actions.messages import deliver_due
from witness.actions.replies import receive
from witness.domain.contact import ContactState
from witness.kit import Kit
from witness.messaging.carrier import Declined, IncomingText

LISTS = ("/messages", "/messages/planned", "/messages/failed", "/messages/calls", "/messages/today")
NUMBERS = (MOBILE, MOBILE[1:], MOBILE.replace("+44", "0"), "7700", MAIL)


def thread(client: FlaskClient, world: World) -> str:
    return page_of(client, f"/messages/{world.case}/{world.mother}")


def send(kit: Kit) -> None:
    deliver_due(kit.store, kit.post(), worker="w")


def write_back(kit: Kit, words: str, name: str = "SM1") -> None:
    receive(kit.store, IncomingText(name, MOBILE, words), rules=kit.rules(), now=kit.clock.now())


def test_the_list_names_people_by_initials_and_leads_to_their_thread(olu: FlaskClient, world: World) -> None:
    page = page_of(olu, "/messages/planned")

    assert "A.F." in page
    assert "WS-26-014" in page
    assert f"/messages/{world.case}/{world.mother}" in page


def test_no_page_of_messages_holds_a_number_or_an_address(lite: Kit, olu: FlaskClient, world: World) -> None:
    send(lite)
    write_back(lite, "3")

    pages = "".join(page_of(olu, path) for path in LISTS) + thread(olu, world)

    assert [number for number in NUMBERS if number in pages] == []
    assert "07••• •••123" in pages


def test_the_figures_of_the_day_count_what_went(lite: Kit, olu: FlaskClient) -> None:
    send(lite)

    words = " ".join(re.sub(r"<[^>]+>", " ", page_of(olu, "/messages")).split())

    assert re.search(r"1 due · 1 sent · 0 delivered · 0 failed", words)


def test_a_text_to_read_is_counted_on_its_tab_and_stands_first(lite: Kit, olu: FlaskClient) -> None:
    send(lite)
    assert "Every text has been read" in page_of(olu, "/messages")
    write_back(lite, "can you ask about the car park and the dog")

    page = page_of(olu, "/messages")

    assert "Conversations (1 to read)" in page
    assert "has to be read" in page
    assert "Every text has been read" not in page


def test_what_failed_has_a_reason_and_an_owner(lite: Kit, olu: FlaskClient) -> None:
    lite.texts.answers.append(Declined("30006", "the network says that it is a landline", number_is_dead=True))  # type: ignore[attr-defined]
    send(lite)

    page = page_of(olu, "/messages/failed")

    assert "Refused" in page
    assert "landline" in page
    assert "ask for a number that works" in page
    assert "Olu Adeyemi" in page
    assert "30006" not in page


def test_the_thread_has_the_gate_on_top_then_the_texts_in_order(lite: Kit, olu: FlaskClient, world: World) -> None:
    send(lite)
    lite.clock.forward(minutes=5)  # type: ignore[attr-defined]
    write_back(lite, "what about the dog")

    page = thread(olu, world)

    assert page.index("May be used now") < page.index("See you on Tue 1 Dec") < page.index("what about the dog")


def test_what_a_text_asks_is_ticked_beside_the_text_and_not_by_reading_it(
    lite: Kit, olu: FlaskClient, world: World
) -> None:
    write_back(lite, "What time do we have to be there?")
    page = thread(olu, world)
    assert "To do:</strong> Answer the question that J.F.&#39;s mother texted" in page
    (door,) = re.findall(r'action="(/cases/[^"]+/tasks/[^"]+/done)"', page)
    (read,) = re.findall(r'action="(/cases/[^"]+/replies/[^"]+/read)"', page)
    back = f"/messages/{world.case}/{world.mother}"

    assert post(olu, read, back).status_code == 303
    assert door in thread(olu, world)
    done = post(olu, door, back, back="thread", person=world.mother)
    assert (done.status_code, done.location) == (303, back)
    assert "To do:" not in thread(olu, world)


def test_a_planned_text_is_dashed_and_a_sent_one_is_not(lite: Kit, olu: FlaskClient, world: World) -> None:
    before = thread(olu, world)
    send(lite)
    after = thread(olu, world)

    assert before.count("app-turn--planned") > after.count("app-turn--planned") > 0


def test_the_lock_screen_shows_the_beginning_of_the_next_text_with_its_segments(
    lite: Kit, olu: FlaskClient, world: World
) -> None:
    page = thread(olu, world)

    shown = re.search(r'app-lock__from">[^<]*</p>\s*<p>([^<]*)</p>', page)
    assert shown is not None
    assert 20 < len(unescape(shown[1]).removesuffix("…")) <= 40
    assert re.search(r"\d segments? \(", page)
    assert "Farah" not in shown[1]


def test_a_phone_that_may_not_be_used_says_so_and_shows_no_next_text(another: Another) -> None:
    kit, world = another(contact_state=ContactState.UNSAFE)

    page = thread(signed_in(an_app(kit), kit, "olu"), world)

    assert "Nothing may go here: somebody else may see it" in page
    assert "app-lock__from" not in page


def test_a_check_that_has_run_out_shuts_the_gate(another: Another) -> None:
    kit, world = another(reviewed_on=date(2026, 10, 1))

    assert "the safe-contact check ran out" in thread(signed_in(an_app(kit), kit, "olu"), world)


def test_words_from_a_phone_are_shown_as_words(lite: Kit, olu: FlaskClient, world: World) -> None:
    send(lite)
    write_back(lite, "<script>alert(1)</script>")

    assert "&lt;script&gt;alert(1)" in thread(olu, world)
    assert "<script>alert(1)" not in thread(olu, world)


@pytest.mark.parametrize("who", ["otis", "leigh", "ada"])
def test_a_thread_exists_only_for_those_who_need_it(lite: Kit, world: World, who: str) -> None:
    client = signed_in(an_app(lite), lite, who)

    assert client.get(f"/messages/{world.case}/{world.mother}").status_code == 404
    if who == "otis":
        assert "WS-26-014" not in page_of(client, "/messages")
    else:
        assert client.get("/messages").status_code == 404


def test_somebody_who_is_not_in_the_case_has_no_thread_in_it(olu: FlaskClient, world: World) -> None:
    assert olu.get(f"/messages/{world.case}/{'0' * 26}").status_code == 404
    assert olu.get(f"/messages/{'0' * 26}/{world.mother}").status_code == 404


def test_a_look_at_a_thread_is_on_the_record(lite: Kit, olu: FlaskClient, world: World) -> None:
    thread(olu, world)

    with lite.store.reading() as desk:
        assert [e.entry.deed for e in desk.audit.of_case(world.case)] == ["thread.read"]
