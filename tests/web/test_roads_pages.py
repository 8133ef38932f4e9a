"""The pages on which somebody records what happened: only what can come next is offered, and refusals keep the form."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from html import unescape

import pytest
from flask import Flask

from tests.live import TalkingClock, a_live_kit
from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World, a_world
from witness.domain.cases import CasePicture
from witness.domain.court_time import moment_in_london
from witness.domain.defendants import Turn
from witness.domain.evidence import EventState
from witness.domain.hearings import Effectiveness, HearingKind, HearingState, Listing
from witness.domain.people import Requirement
from witness.kit import Kit

TODAY = "2026-11-23"


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


@pytest.fixture
def fresh(sqlite_url: str) -> Iterator[Kit]:
    kit = a_live_kit(sqlite_url)
    yield kit
    kit.store.close()


def picture_of(kit: Kit, world: World) -> CasePicture:
    with kit.store.reading() as desk:
        picture = desk.cases.picture(world.case)
    assert picture is not None
    return picture


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def at(kit: Kit, when: datetime) -> None:
    assert isinstance(kit.clock, TalkingClock)
    kit.clock.at = when


def options(html: str, select: str) -> set[str]:
    found = re.search(rf'<select[^>]*name="{select}".*?</select>', html, re.DOTALL)
    assert found is not None
    return set(re.findall(r'<option value="([^"]*)"', found[0]))


def test_the_journey_shows_the_stage_who_decides_and_each_road(olu: Visitor, world: World) -> None:
    words = words_of(page_of(olu, f"/cases/{world.case}/dates"))

    assert "Trial listed · decided by judge and jury" in words
    assert "D1: waiting for the trial" in words
    assert "Pleads not guilty · on bail" in words
    assert "W1 · J.F. to give evidence" in words
    assert "fixed day" in words


def test_only_turns_that_can_come_next_are_offered_and_one_is_recorded(olu: Visitor, lite: Kit, world: World) -> None:
    path = f"/cases/{world.case}/defendants/D1/record"
    offered = options(page_of(olu, path), "turn")
    assert {"trial_began", "pleaded_guilty", "bail_varied"} <= offered
    assert not {"sentenced", "charged", "jury_retired"} & offered

    answer = post(olu, path, path, turn="bail_varied", on=TODAY, at="09:30", source="the officer", near_family="y")

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/cases/{world.case}/dates")
    (step,) = picture_of(lite, world).case.defendants[0].steps
    assert (step.turn, step.near_family, step.source) == (Turn.BAIL_VARIED, True, "the officer")
    assert step.at == moment_in_london(date(2026, 11, 23), time(9, 30))
    page = words_of(page_of(olu, f"/cases/{world.case}/dates"))
    assert "May be near" in page
    assert "Had the bail varied, and may be near the family" in page
    assert "look again at transport, entrance and waiting" in words_of(page_of(olu, f"/cases/{world.case}"))


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"turn": "", "on": TODAY, "source": "x"}, "Choose what happened"),
        ({"turn": "trial_began", "on": "", "source": "x"}, "Enter the day"),
        ({"turn": "trial_began", "on": TODAY, "source": ""}, "Enter who told us"),
        ({"turn": "trial_began", "on": "2026-11-24", "source": "the usher"}, "That lies ahead"),
        ({"turn": "nonsense", "on": TODAY, "source": "the usher"}, "Choose what happened"),
        ({"turn": "sentenced", "on": TODAY, "source": "the usher"}, "no plea of guilty and no conviction yet"),
        ({"turn": "trial_began", "on": TODAY, "source": "x", "custody_months": "many"}, "Not a valid integer value"),
    ],
)
def test_a_refused_turn_shows_the_form_again_with_what_was_typed(
    olu: Visitor, lite: Kit, world: World, fields: dict[str, str], fault: str
) -> None:
    path = f"/cases/{world.case}/defendants/D1/record"

    answer = post(olu, path, path, **fields)

    assert answer.status_code == 422
    assert fault in unescape(answer.text)
    assert 'class="govuk-error-summary"' in answer.text
    if fields["source"]:
        assert f'value="{fields["source"]}"' in answer.text
    assert picture_of(lite, world).case.defendants[0].steps == ()


def test_what_is_required_offers_only_what_can_follow(olu: Visitor, lite: Kit, world: World) -> None:
    path = f"/cases/{world.case}/witnesses/{world.witness}/requirement"
    assert "giving_evidence" not in options(page_of(olu, path), "requirement")

    refused = post(olu, path, path, requirement="giving_evidence", on=TODAY, source="the usher")
    assert refused.status_code == 422
    assert "cannot become “giving evidence”" in unescape(refused.text)

    assert post(olu, path, path, requirement="de_warned", on=TODAY, source="the WCU").status_code == 303
    assert picture_of(lite, world).witness(world.witness).requirement is Requirement.DE_WARNED
    assert "De-warned, need not come" in words_of(page_of(olu, f"/cases/{world.case}/preparation"))
    assert "Nobody whom we support has to come." in words_of(page_of(olu, f"/cases/{world.case}"))


def test_before_the_day_a_date_can_only_be_vacated(olu: Visitor, lite: Kit, world: World) -> None:
    path = f"/cases/{world.case}/hearings/{world.hearing}/outcome"
    page = page_of(olu, path)
    assert re.findall(r'name="effectiveness" type="radio" value="(\w+)"', page) == ["vacated"]

    answer = post(
        olu, path, path, effectiveness="vacated", code="W2", heard_from="list office", then_listing="", then_on=""
    )

    assert answer.status_code == 303
    assert picture_of(lite, world).hearings[0].now.state is HearingState.VACATED
    assert "vacated, W2: judge or magistrate not available" in words_of(page_of(olu, f"/cases/{world.case}/dates"))


def test_on_the_day_somebody_says_what_became_of_it_and_who_was_heard(fresh: Kit) -> None:
    world = a_world(fresh)
    at(fresh, moment_in_london(date(2026, 12, 1), time(16)))
    olu = signed_in(an_app(fresh), fresh, "olu")
    path = f"/cases/{world.case}/hearings/{world.hearing}/outcome"
    page = page_of(olu, path)
    assert "M3: prosecution witness absent: other – code not verified" in unescape(page)
    assert re.findall(r'<optgroup label="([^"]*)"', page) == [
        "On the side of the court",
        "On the side of the defence",
        "On the side of the prosecution",
        "On the side of others",
    ]

    refused = post(olu, path, path, effectiveness="cracked", code="W3", heard_from="usher", then_listing="")
    assert refused.status_code == 422
    assert "not a reason for a day that was cracked" in unescape(refused.text)
    assert '<option value="W3" selected>' in refused.text
    undated = post(olu, path, path, effectiveness="ineffective", code="W1", heard_from="usher", then_listing="fixture")
    assert "Enter the day" in undated.text
    assert len(picture_of(fresh, world).hearings[0].revisions) == 1

    done = post(
        olu, path, path, effectiveness="effective", code="", given=[world.witness], heard_from="usher", then_listing=""
    )
    assert done.status_code == 303
    picture = picture_of(fresh, world)
    assert picture.hearings[0].now.effectiveness is Effectiveness.EFFECTIVE
    assert [event.state for event in picture.events] == [EventState.GIVEN]


def test_a_hearing_is_added_and_a_single_witness_released_and_asked_back(olu: Visitor, lite: Kit, world: World) -> None:
    path = f"/cases/{world.case}/hearings/new"
    empty = post(olu, path, path, kind="s28", listing="priority_fixture", on="", heard_from="list office")
    assert empty.status_code == 422

    fields = {"kind": "s28", "listing": "priority_fixture", "on": "2026-11-27", "at": "10:00"}
    assert post(olu, path, path, heard_from="list office", **fields).status_code == 303
    (added,) = (h for h in picture_of(lite, world).hearings if h.kind is HearingKind.S28)
    assert added.now.slot.listing is Listing.PRIORITY_FIXTURE

    dates = f"/cases/{world.case}/dates"
    address = f"/cases/{world.case}/hearings/{added.hearing_id}/witnesses/{world.witness}"
    for act, state in (("release", EventState.RELEASED), ("expect", EventState.EXPECTED)):
        assert post(olu, address, dates, act=act).status_code == 303
        events = {e.hearing_id: e.state for e in picture_of(lite, world).events}
        assert events[added.hearing_id] is state
    assert post(olu, address, dates, act="vanish").status_code == 400


def forms_of(world: World) -> list[str]:
    case = f"/cases/{world.case}"
    return [
        f"{case}/defendants/D1/record",
        f"{case}/witnesses/{world.witness}/requirement",
        f"{case}/hearings/new",
        f"{case}/hearings/{world.hearing}/outcome",
    ]


def test_the_forms_do_not_exist_for_others_and_hold_no_name(app: Flask, olu: Visitor, lite: Kit, world: World) -> None:
    otis = signed_in(app, lite, "otis")
    for path in forms_of(world):
        assert otis.get(path).status_code == 404
        assert "Farah" not in page_of(olu, path)


@pytest.mark.parametrize("path", ["defendants/D9/record", "witnesses/nobody/requirement", "hearings/none/outcome"])
def test_what_is_not_in_the_case_is_not_found(olu: Visitor, world: World, path: str) -> None:
    assert olu.get(f"/cases/{world.case}/{path}").status_code == 404
