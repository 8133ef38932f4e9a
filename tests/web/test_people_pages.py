"""Adding somebody in two steps, and taking somebody off: what is shown, what a form refuses, what is done."""

import re
from html import unescape

import pytest
from flask import Flask

from tests.live import TalkingClock
from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World
from witness.domain.cases import CasePicture
from witness.domain.messages import Purpose
from witness.domain.people import Part
from witness.kit import Kit

ISVA = {
    "name": "Sam Marsh",
    "initials": "S.M.",
    "part": "adviser",
    "relation": "ISVA",
    "organisation": "Safe Space",
    "mobile": "07700 900777",
    "tier": "1",
    "language": "en",
    "safe_from": "09:00",
    "safe_until": "19:00",
}


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


def words(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def picture_of(kit: Kit, world: World) -> CasePicture:
    with kit.store.reading() as desk:
        picture = desk.cases.picture(world.case)
    assert picture is not None
    return picture


def join(olu: Visitor, world: World, step: str, **changes: str) -> tuple[int, str]:
    address = f"/cases/{world.case}/join"
    fields = {**ISVA, "for_person": world.child, **changes}
    answer = post(olu, address, address, step=step, **fields)
    return answer.status_code, words(answer.text)


def test_the_side_of_people_leads_to_the_form(olu: Visitor, world: World) -> None:
    assert f"/cases/{world.case}/join" in page_of(olu, f"/cases/{world.case}/people")
    assert "Step 1 of 2" in page_of(olu, f"/cases/{world.case}/join")


def test_the_second_step_names_exactly_what_they_have_missed_and_keeps_nothing(
    lite: Kit, olu: Visitor, world: World
) -> None:
    status, shown = join(olu, world, "look")

    assert status == 200
    assert "Trial : Tuesday 1 December 2026 at 10am" in shown
    assert "Tell them: 1 date now" in shown
    assert len(picture_of(lite, world).people) == 2


def test_ticking_tells_them(lite: Kit, olu: Visitor, world: World) -> None:
    status, _ = join(olu, world, "join", tell="y")

    assert status == 303
    picture = picture_of(lite, world)
    (part,) = [p for p in picture.parts if p.part is Part.ADVISER]
    assert (part.informed, part.organisation) == (True, "Safe Space")
    assert [m.purpose for m in picture.messages if m.person_id == part.person_id] == [Purpose.DATE_SET]


def test_not_ticking_adds_them_and_tells_nothing(lite: Kit, olu: Visitor, world: World) -> None:
    join(olu, world, "join")

    picture = picture_of(lite, world)
    (part,) = [p for p in picture.parts if p.part is Part.ADVISER]
    assert not part.informed
    assert [m for m in picture.messages if m.person_id == part.person_id] == []


def test_what_was_typed_can_be_changed(olu: Visitor, world: World) -> None:
    address = f"/cases/{world.case}/join"
    answer = post(olu, address, address, step="back", **ISVA)

    assert answer.status_code == 200
    assert 'value="Sam Marsh"' in answer.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter their name, or choose somebody we know already"),
        ({"initials": ""}, "Enter their initials, for example S.M."),
        ({"part": "judge"}, "Choose what they are in this case"),
        ({"part": "supporter", "for_person": ""}, "Choose the witness whose parent, carer or supporter they are"),
        ({"mobile": "0113 496 0123"}, "That is a landline."),
        ({"mobile": "", "email": "a@x.example b@x.example"}, "That is not one e-mail address"),
        ({"email": "a@x.example"}, "Give one of them now"),
        ({"safe_from": "19:00", "safe_until": "09:00"}, "The safe hours must end later than they begin"),
        ({"safe_from": "noonish"}, "The safe hours must end later than they begin"),
    ],
)
def test_bad_input_is_refused_with_what_was_typed(
    lite: Kit, olu: Visitor, world: World, changes: dict[str, str], sentence: str
) -> None:
    status, shown = join(olu, world, "join", **changes)

    assert status == 422
    assert sentence in shown
    assert len(picture_of(lite, world).people) == 2


def test_the_page_of_people_shows_who_is_told_and_who_has_left(lite: Kit, olu: Visitor, world: World) -> None:
    join(olu, world, "join", tell="y")
    (part,) = [p for p in picture_of(lite, world).parts if p.part is Part.ADVISER]
    assert "Told the dates" in words(page_of(olu, f"/cases/{world.case}/people"))
    address = f"/cases/{world.case}/people/{part.person_id}/leave"

    assert post(olu, address, address, reason="").status_code == 422
    assert post(olu, address, address, reason="moved to another service").status_code == 303

    shown = words(page_of(olu, f"/cases/{world.case}/people"))
    assert "Has left the case" in shown
    assert f"{part.person_id}/leave" not in page_of(olu, f"/cases/{world.case}/people")


def test_a_witness_cannot_be_taken_off(olu: Visitor, world: World) -> None:
    page = page_of(olu, f"/cases/{world.case}/people")
    assert f"{world.child}/leave" not in page

    address = f"/cases/{world.case}/people/{world.child}/leave"
    assert post(olu, address, address, reason="moved").status_code == 422


@pytest.mark.parametrize("who", ["otis", "leigh", "ada"])
def test_for_others_the_page_is_not_there(app: Flask, lite: Kit, world: World, who: str) -> None:
    assert signed_in(app, lite, who).get(f"/cases/{world.case}/join").status_code == 404


def test_the_call_form_reads_out_the_reason_and_keeps_that_it_was_given(lite: Kit, olu: Visitor, world: World) -> None:
    call = f"/cases/{world.case}/call"
    assert "I told them why it changed" not in page_of(olu, call)
    given = {"person": world.mother, "hearing": world.hearing}
    post(olu, call, call, result="coming", **given)
    change = f"/cases/{world.case}/hearings/{world.hearing}/change"
    moved = {"listing": "fixture", "on": "2026-12-07", "heard_from": "the list office"}
    proposal = post(olu, change, change, **moved).headers["Location"]
    post(olu, f"{proposal}/accept", proposal, reason="The judge is not free that week.")

    page = page_of(olu, call)
    assert "The judge is not free that week." in page
    assert "I told them why it changed" in page
    assert "(moved once)" in words(page)

    assert isinstance(lite.clock, TalkingClock)
    lite.clock.forward(minutes=5)
    post(olu, call, call, result="told", reason_given="y", **given)

    dates = words(page_of(olu, f"/cases/{world.case}/dates"))
    assert "J.F.'s mother: told by voice, Monday 23 November 2026, 10.05am, with the reason" in dates
    assert "recorded by Olu Adeyemi" in dates
    assert "moved once" in words(page_of(olu, f"/cases/{world.case}/told"))
