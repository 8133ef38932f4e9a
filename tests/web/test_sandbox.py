"""The demo's phones and mailboxes: one reads and answers as a family, by the same way in as a real text."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from tests.kits import settings_for
from tests.live import MONDAY
from tests.web.clients import an_app, post
from tests.worlds import MAIL, MOBILE, World, a_world
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.messages import deliver_due
from witness.domain.hearings import Listing, Slot
from witness.kit import Kit
from witness.settings import World as Setting
from witness.wiring import kit_for

TEN = time(10, 0)
HELD = timedelta(minutes=20)


@pytest.fixture
def demo(sqlite_url: str) -> Iterator[Kit]:
    """A kit as `make run` has it: carriers that keep what they are handed."""
    made = kit_for(settings_for(sqlite_url, world=Setting.DEMO, clock_starts_at=MONDAY))
    yield made
    made.store.close()


@pytest.fixture
def world(demo: Kit) -> World:
    made = a_world(demo)
    deliver_due(demo.store, demo.post(), worker="w")
    return made


@pytest.fixture
def app(demo: Kit, world: World) -> Flask:
    return an_app(demo)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def phone(world: World) -> str:
    return f"/sandbox/phones/{world.mobile}"


def mailbox(world: World) -> str:
    return f"/sandbox/mailboxes/{world.mail}"


def answers(demo: Kit, world: World) -> list[str]:
    with demo.store.reading() as desk:
        return [answer.answer.value for answer in desk.evidence.answers_of(world.case)]


@pytest.mark.parametrize("path", ["/sandbox", "/sandbox/phones/x", "/sandbox/mailboxes/x"])
def test_outside_the_demo_there_is_no_such_address(lite: Kit, path: str) -> None:
    assert an_app(lite).test_client().get(path).status_code == 404


def test_phones_and_mailboxes_are_listed_without_a_number_or_an_address(client: FlaskClient, world: World) -> None:
    page = client.get("/sandbox").text

    assert phone(world) in page
    assert mailbox(world) in page
    assert [secret for secret in (MOBILE, MOBILE[3:], MAIL, "Farah", "Amina") if secret in page] == []
    assert "Nothing leaves this machine" in page


def test_a_phone_shows_what_was_sent_to_it(client: FlaskClient, world: World) -> None:
    page = client.get(phone(world)).text

    assert "Hi, it&#39;s Olu. See you on Tue 1 Dec at 9am." in page
    assert MOBILE not in page
    assert "This stands for a family's phone. Nothing leaves this machine." in page


def test_a_quick_answer_comes_in_like_a_text_and_stands_on_the_phone(
    demo: Kit, client: FlaskClient, world: World
) -> None:
    answer = post(client, phone(world), phone(world), words="3")

    assert (answer.status_code, answer.location) == (303, phone(world))
    assert answers(demo, world) == ["worried"]
    assert "app-bubble--own" in client.get(phone(world)).text


def test_the_same_answer_twice_is_two_texts(demo: Kit, client: FlaskClient, world: World) -> None:
    post(client, phone(world), phone(world), words="1")
    post(client, phone(world), phone(world), words="1")

    assert answers(demo, world) == ["coming", "coming"]


def test_own_words_are_kept_as_they_are_and_shown_as_text(demo: Kit, client: FlaskClient, world: World) -> None:
    post(client, phone(world), phone(world), words="<b>Can I</b> bring her brother?")

    with demo.store.reading() as desk:
        assert [reply.text for reply in desk.replies.of_case(world.case)] == ["<b>Can I</b> bring her brother?"]
    assert "&lt;b&gt;Can I&lt;/b&gt; bring her brother?" in client.get(phone(world)).text
    assert answers(demo, world) == []


@pytest.mark.parametrize("words", ["", "   "])
def test_an_empty_answer_is_no_text(demo: Kit, client: FlaskClient, world: World, words: str) -> None:
    post(client, phone(world), phone(world), words=words)

    with demo.store.reading() as desk:
        assert desk.replies.of_case(world.case) == ()


def test_an_answer_without_the_pages_token_is_refused(demo: Kit, client: FlaskClient, world: World) -> None:
    assert client.post(phone(world), data={"words": "3"}).status_code == 400
    assert answers(demo, world) == []


@pytest.mark.parametrize("name", ["nobody", "0" * 26, "+447700900123"])
def test_a_phone_that_is_not_there_is_not_found(client: FlaskClient, world: World, name: str) -> None:
    assert client.get(f"/sandbox/phones/{name}").status_code == 404
    assert client.get(f"/sandbox/mailboxes/{name}/x.ics").status_code == 404
    sent = post(client, f"/sandbox/phones/{name}", phone(world), words="3")
    assert sent.status_code == 404


def test_nobody_can_text_from_a_mailbox(demo: Kit, client: FlaskClient, world: World) -> None:
    answer = post(client, f"/sandbox/phones/{world.mail}", phone(world), words="3")

    assert answer.status_code == 404
    assert answers(demo, world) == []


def test_a_mailbox_shows_the_calendar_entry_and_gives_its_file(client: FlaskClient, world: World) -> None:
    page = client.get(mailbox(world)).text
    assert "Appointment with Olu" in page
    assert "Tuesday 1 December 2026, 09:00" in page
    assert "Updated" not in page

    answer = client.get(calendar_link(page))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="appointment.ics"'
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(Calendar.from_ical(answer.data).walk("VEVENT")) == 1


def test_a_moved_date_comes_as_an_updated_entry_and_one_that_is_off_as_cancelled(
    demo: Kit, client: FlaskClient, world: World
) -> None:
    change(demo, world, Slot(Listing.FIXTURE, date(2026, 12, 7), at=TEN))
    assert "Updated" in client.get(mailbox(world)).text

    change(demo, world, None)
    assert "Cancelled" in client.get(mailbox(world)).text


def change(demo: Kit, world: World, after: Any) -> None:
    """Change the date, and let the hold pass."""
    asking = world.asking("olu", demo)
    proposal = propose_by_hand(demo.store, world.hearing, after, heard_from="A call from the court", asking=asking)
    accept(demo.store, proposal, reason="", rules=demo.rules(), asking=world.asking("olu", demo))
    clock: Any = demo.clock
    clock.starts_at += HELD
    deliver_due(demo.store, demo.post(), worker="w")


def calendar_link(page: str) -> str:
    return next(part for part in page.split('"') if part.endswith(".ics"))
