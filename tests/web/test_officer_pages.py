"""The officers' pages as each of the cast sees them: what is shown, what is on the record, what a form refuses."""

import re
from datetime import date
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.live import TalkingClock
from tests.phones import A_PHONE, EVERY_GROUP
from tests.web.clients import an_app, post, signed_in
from tests.worlds import MOBILE, World
from witness.actions.messages import deliver_due
from witness.actions.replies import receive
from witness.domain.audit import AuditOutcome
from witness.domain.contact import ContactState
from witness.domain.evidence import AnswerKind, NeedKind, NeedState
from witness.domain.measures import MeasureKind
from witness.kit import Kit
from witness.messaging.carrier import IncomingText
from witness.store.audit import ChainedEntry

SIDES = ("", "/people", "/dates", "/measures", "/told", "/preparation", "/plan", "/money", "/messages", "/duties",
         "/history")  # fmt: skip
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


def entries(kit: Kit, world: World) -> list[tuple[str, str]]:
    with kit.store.reading() as desk:
        return [(link.entry.deed, link.entry.outcome.value) for link in reversed(desk.audit.of_case(world.case))]


def everything(kit: Kit) -> list[ChainedEntry]:
    with kit.store.reading() as desk:
        return list(desk.audit.chain())


def text_of(client: FlaskClient, path: str) -> str:
    """The words of a page, as somebody reads them."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


@pytest.mark.parametrize(("who", "status"), [("olu", 200), ("olivia", 200), ("mo", 200), ("otis", 200)])
@pytest.mark.parametrize("path", ["/today", "/cases", "/lists"])
def test_the_team_sees_its_boards(app: Flask, lite: Kit, world: World, who: str, status: int, path: str) -> None:
    answer = signed_in(app, lite, who).get(path)

    assert answer.status_code == status
    assert ("J.F." in answer.text or "WS-26-014" in answer.text) is (who in {"olu", "mo"} and path != "/lists")


@pytest.mark.parametrize("who", ["leigh", "ada"])
@pytest.mark.parametrize("path", ["/today", "/cases", "/lists"])
def test_the_boards_do_not_exist_for_others_and_the_attempt_is_on_the_record(
    app: Flask, lite: Kit, world: World, who: str, path: str
) -> None:
    assert signed_in(app, lite, who).get(path).status_code == 404

    newest = everything(lite)[-1].entry
    assert (newest.deed, newest.outcome, newest.account_id) == (
        "door",
        AuditOutcome.DENIED,
        world.viewers[who].account_id,
    )


@pytest.mark.parametrize("side", SIDES)
def test_every_view_of_a_case_makes_exactly_one_entry(olu: FlaskClient, lite: Kit, world: World, side: str) -> None:
    assert olu.get(f"/cases/{world.case}{side}").status_code == 200

    assert entries(lite, world) == [("case.read", "allowed")]


@pytest.mark.parametrize("side", SIDES)
def test_a_view_that_is_refused_makes_exactly_one_denied_entry(app: Flask, lite: Kit, world: World, side: str) -> None:
    assert signed_in(app, lite, "otis").get(f"/cases/{world.case}{side}").status_code == 404

    assert entries(lite, world) == [("case.read", "denied")]


def test_the_forms_about_a_case_are_views_too(olu: FlaskClient, lite: Kit, world: World) -> None:
    assert olu.get(f"/cases/{world.case}/call").status_code == 200
    assert olu.get(f"/cases/{world.case}/hearings/{world.hearing}/change").status_code == 200

    assert entries(lite, world) == [("case.read", "allowed"), ("call.read", "allowed"), ("case.read", "allowed")]


def test_a_side_that_does_not_exist_is_not_found(olu: FlaskClient, world: World) -> None:
    assert olu.get(f"/cases/{world.case}/secrets").status_code == 404


@pytest.mark.parametrize("side", SIDES)
def test_names_stand_on_the_page_of_people_only(olu: FlaskClient, world: World, side: str) -> None:
    assert ("Farah" in olu.get(f"/cases/{world.case}{side}").text) is (side == "/people")


def test_no_page_of_a_case_holds_the_number_and_no_title_a_name_or_a_number(
    olu: FlaskClient, lite: Kit, world: World
) -> None:
    receive(lite.store, IncomingText("SM1", MOBILE, "3"), rules=lite.rules(), now=lite.clock.now())
    deliver_due(lite.store, lite.post(), worker="w")
    paths = ["/today", "/cases", "/lists", *(f"/cases/{world.case}{side}" for side in (*SIDES, "/call"))]
    for path in paths:
        page = olu.get(path).text
        assert MOBILE not in page, path
        assert "7700" not in page, path
        title = TITLE.search(page)
        assert title is not None
        assert not re.search(r"\d|Farah|J\.F\.|WS-", title[1]), title[1]


def test_the_road_is_a_list_that_reads_without_style(olu: FlaskClient, world: World) -> None:
    assert "Charge Dec 2025 (done) Trial 1 Dec 2026 (next) After (ahead)" in text_of(olu, f"/cases/{world.case}")


def test_a_worry_by_text_is_read_rung_and_gone(olu: FlaskClient, lite: Kit, world: World) -> None:
    receive(lite.store, IncomingText("SM1", MOBILE, "3"), rules=lite.rules(), now=lite.clock.now())
    case = f"/cases/{world.case}"
    assert "ring J.F.'s mother, who is worried and asked for a call" in text_of(olu, case)
    assert "worried, wants a call" in text_of(olu, f"{case}/messages")
    with lite.store.reading() as desk:
        (reply,) = desk.replies.of_case(world.case)

    answer = post(olu, f"{case}/replies/{reply.reply_id}/read", f"{case}/messages")
    assert answer.status_code == 303
    assert "I have read it" not in text_of(olu, f"{case}/messages")

    clock = lite.clock
    assert isinstance(clock, TalkingClock)
    clock.forward(minutes=5)
    answer = post(olu, f"{case}/call", f"{case}/call", person=world.mother, hearing=world.hearing, result="coming")
    assert answer.status_code == 303
    with lite.store.reading() as desk:
        assert [a.answer for a in desk.evidence.answers_of(world.case)][-1] is AnswerKind.COMING
    assert "who is worried" not in text_of(olu, case)


def test_a_call_without_its_end_shows_the_form_again_with_what_was_chosen(olu: FlaskClient, world: World) -> None:
    path = f"/cases/{world.case}/call"

    answer = post(olu, path, path, person=world.mother, hearing="")

    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert '<a href="#result">Choose how the call ended</a>' in answer.text
    assert f'value="{world.mother}" selected' in answer.text
    assert '<option value="" selected>' in answer.text
    assert TITLE.search(answer.text)[1].startswith("Error: ")  # type: ignore[index]


def test_whoever_rings_reads_what_to_say_of_each_date(olu: FlaskClient, world: World) -> None:
    page = text_of(olu, f"/cases/{world.case}/call")

    assert "In words: It is on Tuesday 1 December 2026. We meet at 9am." in " ".join(page.split())


def test_a_call_to_somebody_of_another_family_is_not_found(olu: FlaskClient, world: World) -> None:
    path = f"/cases/{world.case}/call"

    assert post(olu, path, path, person="0" * 26, hearing="", result="told").status_code == 404


def test_a_phone_is_checked_and_then_no_longer_safe(olu: FlaskClient, lite: Kit, world: World) -> None:
    people, way = f"/cases/{world.case}/people", f"/cases/{world.case}/contacts/{world.mobile}"

    checked = post(olu, f"{way}/review", f"{way}/review", **A_PHONE, confirmed=EVERY_GROUP)
    assert checked.status_code == 303
    with lite.store.reading() as desk:
        (phone,) = [c for c in desk.contacts.of_case(world.case) if c.contact_id == world.mobile]
    assert phone.reviewed_on == date(2026, 11, 23)

    assert post(olu, f"{way}/unsafe", people).status_code == 303
    with lite.store.reading() as desk:
        (phone,) = [c for c in desk.contacts.of_case(world.case) if c.contact_id == world.mobile]
    assert phone.state is ContactState.UNSAFE
    assert "Nothing is sent here: somebody else may see it." in text_of(olu, people)


def test_what_is_arranged_is_recorded_from_its_row(olu: FlaskClient, lite: Kit, world: World) -> None:
    side, witness = f"/cases/{world.case}/preparation", f"/cases/{world.case}/witnesses/{world.witness}"

    assert post(olu, f"{witness}/needs", side, kind="transport", state="confirmed").status_code == 303
    assert post(olu, f"{witness}/measures", side, kind="screen", state="asked").status_code == 303
    assert post(olu, f"{witness}/needs", side, kind="transport", state="perhaps").status_code == 400

    with lite.store.reading() as desk:
        assert [(n.kind, n.state) for n in desk.evidence.needs_of(world.case)] == [
            (NeedKind.TRANSPORT, NeedState.CONFIRMED)
        ]
        assert MeasureKind.SCREEN in {m.kind for m in desk.evidence.measures_of(world.case)}
    page = text_of(olu, side)
    assert "A lift to court In place" in page
    assert "Special measures 0 of 3 complete." in page
    assert "asked for Mon 23 Nov (done) applied for (the broken link)" in text_of(olu, f"/cases/{world.case}/measures")


def test_a_task_is_finished_once_and_the_second_is_told_so(olu: FlaskClient, lite: Kit, world: World) -> None:
    receive(
        lite.store, IncomingText("SM1", MOBILE, "Is it still in the morning?"), rules=lite.rules(), now=lite.clock.now()
    )
    with lite.store.reading() as desk:
        task = next(t for t in desk.tasks.open_of_case(world.case) if t.kind.value == "read_reply")
    path = f"/cases/{world.case}/tasks/{task.task_id}/done"

    assert post(olu, path, f"/cases/{world.case}").status_code == 303
    again = post(olu, path, f"/cases/{world.case}/people", outcome="rang back")

    assert again.status_code == 409
    assert "This task has been closed already." in again.text
    assert "rang back" in again.text


def test_a_task_that_the_facts_call_for_cannot_be_ticked_off(olu: FlaskClient, lite: Kit, world: World) -> None:
    receive(lite.store, IncomingText("SM1", MOBILE, "3"), rules=lite.rules(), now=lite.clock.now())

    assert "/done" not in olu.get(f"/cases/{world.case}").text


def test_a_quiet_day_and_an_empty_list_are_designed(app: Flask, lite: Kit) -> None:
    otis = signed_in(app, lite, "otis")

    assert "Nothing needs you right now. Done today: 0." in text_of(otis, "/today")
    assert "You have no cases yet." in text_of(otis, "/cases")
    assert "No list proposes a change" in text_of(otis, "/lists")


def test_a_sender_that_has_not_run_is_said_in_red(olu: FlaskClient, lite: Kit) -> None:
    assert "The sender has not run yet" in text_of(olu, "/today")
    clock = lite.clock
    assert isinstance(clock, TalkingClock)
    with lite.store.changing() as desk:
        desk.jobs.began("deliver messages", "w", clock.now())
        desk.jobs.ended("deliver messages", state="done", done=0, detail="", now=clock.now())
    assert "Sender last ran just now" in text_of(olu, "/today")

    clock.forward(minutes=5)

    assert "The sender last ran 5 minutes ago. Nothing goes out meanwhile: ring these people instead" in text_of(
        olu, "/today"
    )


def test_the_board_pages_are_on_the_record(olu: FlaskClient, lite: Kit) -> None:
    for path in ("/today", "/cases", "/lists"):
        olu.get(path)

    assert [link.entry.deed for link in everything(lite)] == ["today.read", "cases.read", "lists.read"]
