"""What one person will read next is shown in the very words, and can be held, skipped, changed and taken back."""

import re

import pytest
from flask.testing import FlaskClient

from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import MOBILE, World
from witness.actions.messages import deliver_due
from witness.domain.message_choices import ChoiceKind
from witness.kit import Kit
from witness.messaging.carrier import Declined


def thread_path(world: World) -> str:
    return f"/messages/{world.case}/{world.mother}"


def key_of(lite: Kit, world: World, what: str) -> str:
    with lite.store.reading() as desk:
        return next(m.reason_key for m in desk.messages.of_case(world.case) if f":{what}:" in m.reason_key)


def choose(olu: Visitor, world: World, **fields: object) -> int:
    answer = post(olu, f"{thread_path(world)}/choose", thread_path(world), **{"why": "ill", **fields})
    return answer.status_code


def choices(lite: Kit, world: World) -> list[ChoiceKind]:
    with lite.store.reading() as desk:
        return [choice.kind for choice in desk.message_choices.of_case(world.case)]


def test_every_planned_message_has_its_day_its_words_and_why_it_exists(olu: FlaskClient, world: World) -> None:
    page = page_of(olu, thread_path(world))

    assert "The next 30 days" in page
    assert "See you on Tue 1 Dec" in page
    assert "they have not been told this date" in page
    assert "They may change if the date moves" in page
    assert "Farah" not in page


def test_everything_is_held_until_a_day_and_the_page_says_by_whom(lite: Kit, olu: Visitor, world: World) -> None:
    assert choose(olu, world, do="hold", reason_key="", until_on="2026-11-26") == 303

    page = page_of(olu, thread_path(world))
    assert "Everything to them is held until Thu 26 Nov: somebody is ill or in hospital" in page
    assert "Olu Adeyemi" in page
    assert "held until Thu 26 Nov" in page_of(olu, "/messages/planned")
    assert "held until Thu 26 Nov" in page_of(olu, f"/cases/{world.case}/people")
    assert "held until Thu 26 Nov" in page_of(olu, f"/cases/{world.case}/history")


def test_a_hold_on_the_whole_case_holds_everybody(lite: Kit, olu: Visitor, world: World) -> None:
    choose(olu, world, do="hold", reason_key="", until_on="2026-11-26", whole_case="y")

    assert "Everything to everybody in the case is held" in page_of(olu, thread_path(world))


def test_a_skipped_message_is_said_to_be_a_call_and_can_be_taken_back(lite: Kit, olu: Visitor, world: World) -> None:
    choose(olu, world, do="skip", reason_key=key_of(lite, world, "date_set"))

    page = page_of(olu, thread_path(world))
    assert "Skipped: somebody has to tell them, and that is on the call list." in page
    assert "J.F.&#39;s mother" in page_of(olu, "/messages/calls")

    choice_id = re.search(r'name="choice_id" value="([^"]+)"', page)
    assert choice_id is not None
    post(olu, f"{thread_path(world)}/undo", thread_path(world), choice_id=choice_id[1])
    assert "Skipped" not in page_of(olu, thread_path(world))
    assert set(choices(lite, world)) == {ChoiceKind.SKIP, ChoiceKind.UNDO}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"do": "hold", "until_on": ""}, "Enter the day"),
        ({"do": "hold", "until_on": "2026-11-20"}, "Choose a day from"),
        ({"do": "hold", "until_on": "2026-11-26", "why": ""}, "Choose why"),
        ({"do": "hours", "hours_from": "", "hours_until": "18:00"}, "Enter both hours"),
        ({"do": "hours", "hours_from": "16:00", "hours_until": "18:00"}, "Only a reminder"),
    ],
)
def test_what_cannot_be_is_said_on_the_page_and_nothing_is_kept(
    lite: Kit, olu: Visitor, world: World, fields: dict[str, object], said: str
) -> None:
    sent = {"why": "ill", "reason_key": key_of(lite, world, "date_set"), **fields}
    answer = post(olu, f"{thread_path(world)}/choose", thread_path(world), **sent)

    assert answer.status_code == 422
    assert said in answer.text
    assert "There is a problem" in answer.text
    assert choices(lite, world) == []


@pytest.mark.parametrize("who", ["otis", "leigh", "ada"])
def test_nobody_else_may_choose(lite: Kit, world: World, who: str) -> None:
    client = signed_in(an_app(lite), lite, who)
    page = "/messages" if who == "otis" else "/account"
    for path, fields in (("choose", {"do": "hold", "until_on": "2026-11-26", "why": "ill"}), ("undo", {})):
        assert post(client, f"{thread_path(world)}/{path}", page, **fields).status_code == 404
    assert choices(lite, world) == []


def test_the_numbers_of_the_day_lead_to_their_lists(lite: Kit, olu: FlaskClient, world: World) -> None:
    lite.texts.answers.append(Declined("30007", "filtered"))  # type: ignore[attr-defined]
    deliver_due(lite.store, lite.post(), worker="w")

    today = page_of(olu, "/today")

    for what in ("due", "sent", "delivered", "failed"):
        assert f"/messages/today?what={what}" in today
    assert "1 failed: ring" in today
    failed = page_of(olu, "/messages/today?what=failed")
    assert "A network filtered the text as unwanted." in failed
    assert "0 + 0 + 1 + 0 = 1" in failed
    assert page_of(olu, "/messages/today?what=nonsense").count("<h1") == 1


def test_a_sender_that_has_stopped_says_whom_to_ring(olu: FlaskClient, world: World) -> None:
    for path in ("/today", "/messages", "/messages/today?what=waiting"):
        page = page_of(olu, path)
        assert "The sender has not run yet." in page
        assert "ring these people instead" in page
    assert "These people have heard nothing." in page
    assert f"/cases/{world.case}/call?person={world.mother}" in page


@pytest.mark.parametrize("path", ["", "/planned", "/failed", "/calls", "/today"])
@pytest.mark.parametrize(
    "query", ["", "?team=1&find=%25%27&purpose=reminder&page=0", "?page=99999999999999", "?page=x"]
)
def test_no_filter_breaks_a_list(olu: FlaskClient, world: World, path: str, query: str) -> None:
    assert olu.get(f"/messages{path}{query}").status_code == 200


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("A.F.", True), ("af", True), ("WS-26-014", True), ("014", True), ("Farah", False), ("Amina", False)],
)
def test_a_list_is_narrowed_without_a_name_in_any_address(olu: Visitor, world: World, typed: str, kept: bool) -> None:
    answer = post(olu, "/messages/find", "/messages", tab="planned", find=typed)

    assert answer.headers["Location"].startswith("/messages/planned")
    assert ("find=" in answer.headers["Location"]) is kept
    page = page_of(olu, answer.headers["Location"])
    assert ("WS-26-014" in page) is True
    assert ("neither initials" in page) is not kept


def test_an_empty_world_says_so(lite: Kit, world: World) -> None:
    client = signed_in(an_app(lite), lite, "otis")

    for path, words in (
        ("", "Nothing has been said yet."),
        ("/planned", "Nothing is planned."),
        ("/failed", "Nothing that failed in the last two weeks"),
        ("/calls", "Nobody has to be rung now."),
        ("/today", "No text is due today."),
    ):
        assert words in page_of(client, f"/messages{path}")


def test_the_page_of_a_call_has_the_gate_before_anything_else(olu: FlaskClient, world: World) -> None:
    page = page_of(olu, f"/cases/{world.case}/call?person={world.mother}")

    assert page.index("May be rung now.") < page.index("Leave no voicemail") < page.index("What to say")
    assert page.index("What to say") < page.index("How it ended")
    assert MOBILE.replace("+44", "0")[5:] not in page
    assert "left a neutral voicemail" not in page.casefold()


def test_the_number_is_shown_to_whoever_rings_and_a_colleague_sees_that(lite: Kit, olu: Visitor, world: World) -> None:
    call = f"/cases/{world.case}/call?person={world.mother}"
    fields = {"person": world.mother, "hearing": world.hearing, "contact": world.mobile}

    shown = post(olu, f"/cases/{world.case}/call/number", call, **fields)

    assert shown.status_code == 200
    assert "07700 900123" in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    olivia = signed_in(an_app(lite), lite, "olivia")
    assert "Olu Adeyemi is ringing them now" in page_of(olivia, call)
    refused = post(olivia, f"/cases/{world.case}/call/number", "/messages", **fields)
    assert refused.status_code == 409
    assert "900123" not in refused.text


def test_a_call_back_is_recorded_with_its_hour_and_refused_without_one(lite: Kit, olu: Visitor, world: World) -> None:
    path = f"/cases/{world.case}/call"
    fields = {"person": world.mother, "hearing": world.hearing, "result": "call_back", "back": "calls"}

    refused = post(olu, path, path, **fields)
    assert refused.status_code == 422
    assert "Enter the day on which to ring again" in refused.text
    late = post(olu, path, path, **fields, again_on="2026-11-20", again_at="10:00")
    assert late.status_code == 422
    assert "at an hour that has not passed" in late.text

    kept = post(olu, path, path, **fields, again_on="2026-11-23", again_at="16:30")
    assert (kept.status_code, kept.headers["Location"]) == (303, "/messages/calls")
    assert "on Mon 23 Nov at 4.30pm: they asked for it" in page_of(olu, "/messages/calls")
