"""The plan and the notes of a case as the cast sees them: forms that keep what was typed, and streams kept apart."""

import re
from datetime import date, time
from html import unescape
from typing import Any

import pytest
from flask import Flask

from tests.live import TalkingClock
from tests.visitor import Visitor
from tests.web.clients import Another, an_app, page_of, post, signed_in
from tests.worlds import World
from witness.actions import visits
from witness.actions.plans import Which
from witness.domain.audit import AuditOutcome
from witness.domain.hearings import Listing, Slot
from witness.domain.notes import Stream
from witness.domain.visits import Visit
from witness.kit import Kit

TOKEN = re.compile(r'name="confirmed" type="checkbox" value="([0-9a-f]+)"')
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
VISIT = {"kind": "court_visit", "place": "court", "on": "2026-11-26", "at": "14:00", "minutes": "90"}
REPORT = {"on": "2026-11-23", "at": "10:30", "covered": ["building", "met_people"], "mood": "calm", "evidence": "no"}


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def visits_of(kit: Kit, world: World) -> tuple[Visit, ...]:
    with kit.store.reading() as desk:
        picture = desk.cases.picture(world.case)
    assert picture is not None
    return picture.visits


def book(olu: Visitor, world: World, **changes: Any) -> Any:
    path = f"/cases/{world.case}/visits/new"
    officer = world.viewers["olu"].account_id
    sent = post(olu, path, path, witness=world.witness, officer=officer, **{**VISIT, **changes})
    if sent.status_code == 422 and (token := TOKEN.search(sent.text)):
        return post(olu, path, path, witness=world.witness, officer=officer, **{**VISIT, **changes}, confirmed=token[1])
    return sent


def plan_of(olu: Visitor, world: World) -> str:
    return words_of(page_of(olu, f"/cases/{world.case}/plan"))


def test_the_plan_shows_each_rung_with_its_days_and_its_one_act(olu: Visitor, world: World) -> None:
    page = page_of(olu, f"/cases/{world.case}/plan")

    words = words_of(page)
    assert "Preparation of W1 · J.F." in words
    assert "Done or booked so far: 0 of 2 meetings and 0 of 1 visits to the court." in words
    for rung in ("Welcome visit", "How court works", "Court visit", "Memory refreshing", "Readiness call", "Debrief"):
        assert rung in words
    assert "Police or CPS only." in words
    assert f"/visits/new?witness={world.witness}&amp;kind=court_visit" in page
    assert "No trip is arranged. Every trip has a way home." in words
    assert "Nothing has been promised." in words


def test_a_visit_is_booked_confirmed_and_reported_from_the_plan(olu: Visitor, lite: Kit, world: World) -> None:
    assert book(olu, world).status_code == 303
    (visit,) = visits_of(lite, world)
    step = f"/cases/{world.case}/plan/{visit.visit_id}"
    assert post(olu, step, step, seen=1, what="visit", state="confirmed").status_code == 303
    assert "Thu 26 Nov at 2pm" in plan_of(olu, world)

    clock = lite.clock
    assert isinstance(clock, TalkingClock)
    clock.forward(minutes=1)
    path = f"/cases/{world.case}/visits/{visit.visit_id}/report"
    early = post(olu, path, path, seen=2, **{**REPORT, "on": "2026-11-26"})
    assert (early.status_code, "It has not taken place yet." in early.text) == (422, True)
    clock.forward(hours=1)
    olu = signed_in(olu.application, lite, "olu")
    assert post(olu, path, path, seen=2, **REPORT).status_code == 303
    words = plan_of(olu, world)
    assert "The building and the quiet door · Met who will be there on the day · They were calm" in words


def test_a_warning_is_shown_once_and_ticked_before_it_is_done(olu: Visitor, lite: Kit, world: World) -> None:
    path = f"/cases/{world.case}/visits/new"
    fields = {**VISIT, "witness": world.witness, "officer": "", "on": "2026-11-28"}

    asked = post(olu, path, path, **fields)

    assert asked.status_code == 422
    assert "Saturday 28 November 2026 is not a working day." in words_of(asked.text)
    assert 'value="2026-11-28"' in asked.text
    assert visits_of(lite, world) == ()
    assert post(olu, path, path, **fields, confirmed="another warning").status_code == 422
    token = TOKEN.search(asked.text)
    assert token is not None
    assert post(olu, path, path, **fields, confirmed=token[1]).status_code == 303
    assert len(visits_of(lite, world)) == 1


def test_memory_refreshing_is_refused_beside_the_form_while_the_listing_is_not_confirmed(another: Another) -> None:
    lite, world = another(slot=Slot(Listing.FLOATER, date(2026, 12, 1), None, time(10, 0), "429", "1"))
    olu = signed_in(an_app(lite), lite, "olu")

    sent = book(olu, world, kind="memory_refresh", on="2026-11-30")

    assert sent.status_code == 422
    assert "the listing is not confirmed" in words_of(sent.text)
    assert "Not possible" in plan_of(olu, world)


def test_the_family_s_wish_shows_beside_the_rung(olu: Visitor, world: World) -> None:
    wish = f"/cases/{world.case}/witnesses/{world.witness}/refresh-wish"

    assert post(olu, wish, f"/cases/{world.case}/plan", at_end="yes").status_code == 303
    assert "The family asked to leave it to the very end." in plan_of(olu, world)
    assert post(olu, wish, f"/cases/{world.case}/plan", at_end="no").status_code == 303
    assert "to the very end." not in plan_of(olu, world)


def test_what_somebody_else_changed_is_said_and_what_was_typed_stays(olu: Visitor, lite: Kit, world: World) -> None:
    book(olu, world)
    (visit,) = visits_of(lite, world)
    which = Which(world.case, visit.visit_id, 1)
    visits.confirm(lite.store, which, rules=lite.rules(), asking=world.asking("olivia", lite))
    path = f"/cases/{world.case}/visits/{visit.visit_id}/move"

    sent = post(olu, path, path, seen=1, on="2026-11-27", at="09:15")

    assert sent.status_code == 409
    assert "Somebody else changed this while you were at it: it is now confirmed." in words_of(sent.text)
    assert 'value="2026-11-27"' in sent.text
    assert 'name="seen" value="2"' in sent.text
    token = TOKEN.search(post(olu, path, path, seen=2, on="2026-11-27", at="09:15").text)
    assert token is not None
    assert post(olu, path, path, seen=2, on="2026-11-27", at="09:15", confirmed=token[1]).status_code == 303
    assert [step.state.value for step in visits_of(lite, world)[0].steps] == ["requested", "confirmed", "requested"]


def test_the_report_form_has_no_field_for_a_story(olu: Visitor, lite: Kit, world: World) -> None:
    """The only free words are the note's, at most 500 characters, under the banner, and they go to the notes."""
    book(olu, world)
    (visit,) = visits_of(lite, world)

    page = page_of(olu, f"/cases/{world.case}/visits/{visit.visit_id}/report")

    assert re.findall(r'<textarea[^>]* name="(\w+)"', page) == ["note"]
    assert re.findall(r'<input[^>]* type="(?:text|search|url|email)"', page) == []
    assert "Do not record or discuss what happened." in page
    assert "I'm going to stop you there" in unescape(page)
    names = set(re.findall(r' name="(\w+)"', page)) - {"csrf_token", "viewport", "robots"}
    assert names == {"seen", "on", "at", "covered", "mood", "evidence", "stopped", "note_stream", "note"}


def test_that_evidence_was_mentioned_must_be_answered_and_reaches_the_summary(
    olu: Visitor, lite: Kit, world: World
) -> None:
    book(olu, world)
    (visit,) = visits_of(lite, world)
    path, case = f"/cases/{world.case}/visits/{visit.visit_id}/report", f"/cases/{world.case}"
    clock = lite.clock
    assert isinstance(clock, TalkingClock)
    clock.forward(hours=2)
    olu = signed_in(olu.application, lite, "olu")

    unanswered = post(olu, path, path, seen=1, **{**REPORT, "evidence": ""})
    assert (unanswered.status_code, "Say whether evidence was mentioned" in unanswered.text) == (422, True)
    half = post(olu, path, path, seen=1, **{**REPORT, "evidence": "yes"})
    assert (half.status_code, "Say whether the talk was stopped" in half.text) == (422, True)
    assert post(olu, path, path, seen=1, **{**REPORT, "evidence": "yes", "stopped": "yes"}).status_code == 303

    assert "Tell the officer in the case that evidence was mentioned" in words_of(page_of(olu, case))
    assert "The officer in the case has to be told today." in plan_of(olu, world)
    assert post(olu, f"/cases/{world.case}/visits/{visit.visit_id}/officer-told", f"{case}/plan").status_code == 303
    assert "The officer in the case has been told." in plan_of(olu, world)
    mo = words_of(page_of(signed_in(olu.application, lite, "mo"), "/today"))
    assert "As lead, see that the officer in the case is told today" in mo


def test_a_trip_there_and_back_a_booking_and_a_promise_go_their_way(olu: Visitor, lite: Kit, world: World) -> None:
    case = f"/cases/{world.case}"
    ride = {
        "people": [world.child, world.mother],
        "goal": f"hearing:{world.hearing}",
        "mode": "taxi",
        "pick_up": "safe_point",
        "on": "2026-12-01",
        "at": "08:00",
        "back_mode": "taxi",
        "back_pick_up": "court",
        "provider": "City Cars 4471",
        "cancel_by": "2026-11-30",
    }
    assert post(olu, f"{case}/trips/new", f"{case}/trips/new", **{**ride, "people": []}).status_code == 422
    assert post(olu, f"{case}/trips/new", f"{case}/trips/new", **ride).status_code == 303
    booking = {"witness": world.witness, "kind": "supporter", "hearing": world.hearing, "whose": "support"}
    assert post(olu, f"{case}/bookings/new", f"{case}/bookings/new", **booking).status_code == 303
    promise = {"words": "Ring about the lift", "person": world.mother, "due_on": "2026-11-25"}
    assert post(olu, f"{case}/promises/new", f"{case}/promises/new", **promise).status_code == 303

    words = plan_of(olu, world)
    assert "There: taxi, Tue 1 Dec at 8am" in words
    assert "Back: taxi, Tue 1 Dec, when they are released" in words
    assert "free to cancel until Mon 30 Nov 5pm" in words
    assert "Supporter on the day, Tue 1 Dec" in words
    assert "Ring about the lift To J.F.'s mother · Olu Adeyemi · by Wed 25 Nov" in words
    with lite.store.reading() as desk:
        picture = desk.cases.picture(world.case)
    assert picture is not None
    kept = f"{case}/promises/{picture.promises[0].promise_id}/kept"
    assert post(olu, kept, f"{case}/plan").status_code == 303
    assert post(olu, kept, f"{case}/plan").status_code == 409
    step = f"{case}/plan/{picture.bookings[0].booking_id}"
    assert post(olu, step, step, seen=1, what="booking", state="confirmed").status_code == 303
    stale = post(olu, step, step, seen=1, what="booking", state="confirmed", reason="ill")
    assert stale.status_code == 409
    assert 'value="ill" selected' in stale.text


def test_notes_are_kept_apart_and_every_look_names_its_stream(app: Flask, lite: Kit, world: World) -> None:
    olu, olivia = (signed_in(app, lite, who) for who in ("olu", "olivia"))
    notes = f"/cases/{world.case}/notes"
    wellbeing = f"{notes}/wellbeing"
    assert post(olu, wellbeing, wellbeing, text="Sleeps badly.", source="said").status_code == 303

    assert "Sleeps badly." in page_of(olu, wellbeing)
    assert "Sleeps badly." not in page_of(olu, notes)
    assert olivia.get(wellbeing).status_code == 404
    theirs = words_of(page_of(olivia, notes))
    assert "Wellbeing (not open to you: ask whoever has the case or is assigned to it, and the manager)" in theirs
    for who in ("otis", "leigh", "ada"):
        assert signed_in(app, lite, who).get(notes).status_code == 404

    with lite.store.reading() as desk:
        found = [(link.entry.deed, link.entry.outcome) for link in reversed(desk.audit.of_case(world.case))]
    assert ("notes.read:wellbeing", AuditOutcome.DENIED) in found
    assert found.count(("notes.read:logistics", AuditOutcome.ALLOWED)) == 2
    assert {deed for deed, _ in found} == {
        "notes.read:wellbeing",
        "notes.write:wellbeing",
        "notes.read:logistics",
    }


def test_a_note_is_put_right_beside_what_was_written(olu: Visitor, lite: Kit, world: World) -> None:
    path = f"/cases/{world.case}/notes"
    post(olu, path, path, text="Bus at nine.", source="observed", person=world.mother)
    with lite.store.reading() as desk:
        (first,) = desk.notes.of_stream(world.case, Stream.LOGISTICS)
    page = page_of(olu, f"{path}?amends={first.note_id}")
    assert "It will stand beside: “Bus at nine.”" in page

    post(olu, path, path, text="Bus at ten.", source="observed", amends=first.note_id)

    words = words_of(page_of(olu, path))
    assert words.index("Bus at nine.") < words.index("Corrected Bus at ten.")
    assert "about J.F.'s mother" in words


def test_a_note_about_what_happened_is_asked_about_with_its_words_still_there(olu: Visitor, world: World) -> None:
    path = f"/cases/{world.case}/notes/wellbeing"

    asked = post(olu, path, path, text="She hurt her knee at football.", source="said")

    assert asked.status_code == 422
    assert "Think again before you go on" in asked.text
    assert "She hurt her knee at football." in asked.text
    token = TOKEN.search(asked.text)
    assert token is not None
    sure = post(olu, path, path, text="She hurt her knee at football.", source="said", confirmed=token[1])
    assert sure.status_code == 303


def test_police_and_counselling_streams_have_no_free_words(olu: Visitor, world: World) -> None:
    notes = f"/cases/{world.case}/notes"
    for stream in ("police_information", "counselling"):
        assert "<textarea" not in page_of(olu, f"{notes}/{stream}")
    police = {"on": "2026-11-23", "form_reference": "FIB/7", "officer": "DC Ray Marsh"}
    path = f"{notes}/police_information"
    bad = post(olu, path, path, **{**police, "form_reference": "he was there"})
    assert (bad.status_code, "he was there" in bad.text) == (422, True)
    assert post(olu, path, path, **police).status_code == 303
    assert "Passed on Monday 23 November 2026, form FIB/7, to DC Ray Marsh." in page_of(olu, path)
    path = f"{notes}/counselling"
    assert post(olu, path, path, counselling="she spoke of it").status_code == 422
    assert post(olu, path, path, counselling="offered").status_code == 303
    assert "Counselling was offered." in page_of(olu, path)
    assert olu.get(f"{notes}/secrets").status_code == 404


def test_no_page_of_the_plan_names_anybody_or_shows_a_number(olu: Visitor, lite: Kit, world: World) -> None:
    book(olu, world)
    (visit,) = visits_of(lite, world)
    case = f"/cases/{world.case}"
    for path in (
        "/plan",
        "/notes",
        "/notes/wellbeing",
        "/visits/new",
        f"/visits/{visit.visit_id}/move",
        f"/visits/{visit.visit_id}/report",
        f"/plan/{visit.visit_id}",
        "/trips/new",
        "/bookings/new",
        "/promises/new",
    ):
        page = page_of(olu, case + path)
        assert "Farah" not in page, path
        assert "7700" not in page, path
        assert page.count("<h1") == 1, path
        title = TITLE.search(page)
        assert title is not None
        assert not re.search(r"\d|J\.F\.|WS-", title[1]), title[1]


def test_a_case_without_witnesses_and_a_closed_one_are_designed(olu: Visitor, world: World) -> None:
    missing = olu.get(f"/cases/{world.case}/visits/{'0' * 26}/move")
    assert missing.status_code == 404
    assert olu.get(f"/cases/{world.case}/plan/{'0' * 26}").status_code == 404
    assert "No note is written here yet." in page_of(olu, f"/cases/{world.case}/notes")
