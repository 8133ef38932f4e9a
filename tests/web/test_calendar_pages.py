"""The page on which a person's calendar is agreed with them, and the answers of the demo's mailbox."""

import re
from dataclasses import replace
from html import unescape

import pytest
from flask import Flask

from tests.live import a_live_kit
from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World, a_world
from witness.actions.messages import deliver_due
from witness.actions.sandbox import sandbox_mail
from witness.domain.calendars import choice_of
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.settings import World as Where

CHOSEN = {
    "wanted": "yes",
    "contact_id": "",
    "whose": "own",
    "title": "Dentist",
    "place": "none",
    "nickname": "",
    "busy": "yes",
}


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    del world
    return an_app(lite)


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def path_of(world: World) -> str:
    return f"/cases/{world.case}/people/{world.mother}/calendar"


def send(visitor: Visitor, world: World, step: str, **changed: object):
    return post(visitor, path_of(world), path_of(world), step=step, **{**CHOSEN, **changed})


def number(kit: Kit, world: World) -> int:
    with kit.store.reading() as desk:
        return choice_of(desk.calendars.choices_of_case(world.case), world.mother).number


def test_the_page_shows_an_entry_as_their_calendar_would(olu: Visitor, world: World) -> None:
    shown = words(page_of(olu, path_of(world)))

    assert "Appointment with Olu Tuesday 1 December 2026, 9am No place · Busy · does not ring" in shown
    assert "Keep free if you can" in shown
    assert path_of(world) in page_of(olu, f"/cases/{world.case}/people")
    assert "amina@home.example" not in shown


def test_a_choice_is_looked_at_before_it_is_kept(olu: Visitor, lite: Kit, world: World) -> None:
    looked = send(olu, world, "look", alarms=["30"])

    assert "As it would look Not saved" in words(looked.text)
    assert "Dentist Tuesday 1 December 2026, 9am No place · Busy · rings 30 minutes before" in words(looked.text)
    assert number(lite, world) == 0


def test_a_choice_is_kept_and_shown(olu: Visitor, lite: Kit, world: World) -> None:
    assert send(olu, world, "save", alarms=["30"]).status_code == 303

    assert number(lite, world) == 1
    assert 'value="Dentist"' in page_of(olu, path_of(world))
    assert "Dentist Tuesday 1 December" in words(page_of(olu, path_of(world)))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": "Crown Court"}, "Leave out “"),
        ({"title": "x" * 41}, "Use 40 characters or fewer"),
        ({"place": "address"}, "this needs L3"),
        ({"alarms": ["15", "30", "60"]}, "Choose at most 2"),
    ],
)
def test_what_may_not_be_shown_is_refused_beside_its_field(
    olu: Visitor, lite: Kit, world: World, changed: dict[str, object], said: str
) -> None:
    refused = send(olu, world, "save", **changed)

    assert refused.status_code == 422
    assert said in words(refused.text)
    assert "Error: What a calendar shows" in refused.text
    assert number(lite, world) == 0


@pytest.mark.parametrize("who", ["otis", "leigh", "ada"])
def test_it_is_nobody_elses_to_see(app: Flask, lite: Kit, world: World, who: str) -> None:
    assert signed_in(app, lite, who).get(path_of(world)).status_code == 404


def test_somebody_without_a_mailbox_is_told_so(olu: Visitor, world: World) -> None:
    shown = page_of(olu, f"/cases/{world.case}/people/{world.child}/calendar")

    assert "They have no e-mail address on record" in shown


def test_an_invitation_can_be_declined_in_the_demos_mailbox(sqlite_url: str) -> None:
    kit = a_live_kit(sqlite_url, world=Where.DEMO)
    world = a_world(kit)
    deliver_due(kit.store, replace(kit.post(), mail=sandbox_mail(kit.store, kit.clock)), worker="w")
    family = an_app(kit).test_client()
    box = f"/sandbox/mailboxes/{world.mail}"
    page = family.get(box).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    action = re.search(rf'action="({box}/[^"]+/answer)"', page)
    assert token is not None
    assert action is not None

    answered = family.post(action[1], data={"csrf_token": token[1], "answer": "declined"}, follow_redirects=True)

    assert "The calendar answered “No”" in answered.text
    with kit.store.reading() as desk:
        kinds = {task.kind for task in desk.tasks.open_of_case(world.case)}
    assert TaskKind.CALENDAR_ANSWER in kinds
    kit.store.close()
