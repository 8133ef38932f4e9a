"""The side of special measures and the days somebody cannot come: what is offered, refused and kept from liaisons."""

import re
from html import unescape

import pytest

from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World
from witness.domain.measures import Basis, MeasureState
from witness.domain.people import AvoidWhy
from witness.kit import Kit

LINKS = ("need", "views heard", "asked for", "applied for", "decided", "arranged at court", "family told", "tried out")


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture
def side(world: World) -> str:
    return f"/cases/{world.case}/measures"


@pytest.fixture
def steps_door(world: World) -> str:
    return f"/cases/{world.case}/witnesses/{world.witness}/measures"


def test_the_chain_is_a_list_of_eight_that_reads_without_style(olu: Visitor, side: str) -> None:
    page = page_of(olu, side)

    chain = re.search(r'<ol class="app-chain".*?</ol>', page, re.DOTALL)
    assert chain is not None
    links = [words_of(item) for item in re.findall(r"<li.*?</li>", chain[0], re.DOTALL)]
    assert [link.split(" (")[0].removesuffix(" Thu 1 Oct") for link in links] == list(LINKS)
    assert links[4:6] == ["decided Thu 1 Oct (done)", "arranged at court (the broken link)"]
    assert "The primary rule expects the video interview as evidence" in words_of(page)


def test_the_form_offers_only_the_turns_that_are_allowed(olu: Visitor, side: str, world: World) -> None:
    page = page_of(olu, side)

    form = re.search(rf'<select class="govuk-select" id="state-{world.witness}-live_link".*?</select>', page, re.DOTALL)
    assert form is not None
    offered = set(re.findall(r'value="(\w+)"', form[0]))
    assert {"arranged", "told", "tested", "variation", "lapsed_at_18"} <= offered
    assert not {"needed", "views", "asked", "applied", "not_wanted"} & offered


def test_a_step_is_recorded_with_its_day_its_source_and_what_it_rests_on(
    olu: Visitor, side: str, steps_door: str, lite: Kit, world: World
) -> None:
    sent = {"kind": "live_link", "state": "arranged", "on": "2026-11-20", "source": "list office", "basis": "s17"}

    assert post(olu, steps_door, side, **sent).status_code == 303

    with lite.store.reading() as desk:
        (link,) = desk.evidence.measures_of(world.case)
    assert (link.state, link.basis, link.steps[-1].source) == (MeasureState.ARRANGED, Basis.S17, "list office")
    page = words_of(page_of(olu, side))
    assert "Granted and arranged, family not told · we act" in page
    assert "Fri 20 Nov 2026: arranged at court · list office" in page


def test_what_is_refused_is_shown_again_with_what_was_typed(
    olu: Visitor, side: str, steps_door: str, world: World, lite: Kit
) -> None:
    ahead = {"kind": "live_link", "state": "told", "on": "2026-11-30", "source": "Ms Okafor", "basis": "age"}

    answer = post(olu, steps_door, side, **ahead)

    assert answer.status_code == 422
    assert f'<a href="#on-{world.witness}-live_link">That day has not come yet' in answer.text
    assert 'value="2026-11-30"' in answer.text
    assert 'value="Ms Okafor"' in answer.text
    assert '<option value="told" selected>' in answer.text
    assert "<title>Error: " in answer.text
    with lite.store.reading() as desk:
        assert [m.state for m in desk.evidence.measures_of(world.case)] == [MeasureState.GRANTED]


def test_a_new_measure_is_refused_beside_its_own_form(olu: Visitor, side: str, steps_door: str, world: World) -> None:
    sent = {"kind": "screen", "is_new": "yes", "state": "needed", "on": "2026-12-30", "basis": "unknown"}

    answer = post(olu, steps_door, side, **sent)

    assert answer.status_code == 422
    assert f'href="#on-{world.witness}-new"' in answer.text
    assert f'id="on-{world.witness}-new"' in answer.text
    assert '<option value="screen" selected>' in answer.text


def test_words_that_no_form_of_ours_sends_are_a_bad_request(olu: Visitor, side: str, steps_door: str) -> None:
    assert post(olu, steps_door, side, kind="cloak", state="granted").status_code == 400
    assert post(olu, f"{steps_door}/basis", side, kind="live_link", basis="mood").status_code == 400
    assert post(olu, steps_door, side, kind="live_link", state="perhaps").status_code == 422


def test_only_what_it_rests_on_can_be_recorded(
    olu: Visitor, side: str, steps_door: str, lite: Kit, world: World
) -> None:
    assert post(olu, f"{steps_door}/basis", side, kind="live_link", basis="s16_other").status_code == 303

    with lite.store.reading() as desk:
        (link,) = desk.evidence.measures_of(world.case)
    assert (link.state, link.basis) == (MeasureState.GRANTED, Basis.S16_OTHER)


def test_the_liaison_sees_every_chain_and_no_birthday(lite: Kit, world: World, olu: Visitor, steps_door: str) -> None:
    post(olu, steps_door, f"/cases/{world.case}/measures", kind="live_link", state="lapsed_at_18", basis="age")
    leigh = signed_in(an_app(lite), lite, "leigh")

    page = words_of(page_of(leigh, f"/readiness/{world.case}"))

    assert "Ended at 18: a fresh application is needed." in page
    assert "applied for (the broken link)" in page
    for secret in ("2012", "2030", "5 May", "J.F.", "Turns 18"):
        assert secret not in page
    assert "Turns 18 on Sun 5 May 2030" in words_of(page_of(olu, f"/cases/{world.case}/measures"))


def test_days_somebody_cannot_come_are_entered_beside_them(olu: Visitor, lite: Kit, world: World) -> None:
    people, door = f"/cases/{world.case}/people", f"/cases/{world.case}/people/{world.mother}/avoid"

    assert post(olu, door, people, first_on="2026-12-01", last_on="", why="work").status_code == 303

    with lite.store.reading() as desk:
        (dates,) = desk.people.availability_of(world.case)
    assert (str(dates.first_on), str(dates.last_on), dates.why) == ("2026-12-01", "2026-12-01", AvoidWhy.WORK)
    assert "Tuesday 1 December 2026 · work" in words_of(page_of(olu, people))
    assert "cannot come: Tue 1 Dec" in words_of(page_of(olu, f"/cases/{world.case}/measures"))


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"first_on": "", "why": "exam"}, "first_on", "Enter the first day"),
        ({"first_on": "2026-12-02", "last_on": "2026-12-01", "why": "exam"}, "last_on", "before the first"),
        ({"first_on": "2026-12-02", "why": "because"}, "why", "Choose a word"),
    ],
)
def test_days_that_make_no_sense_are_shown_again(
    olu: Visitor, world: World, sent: dict[str, str], field: str, words: str
) -> None:
    answer = post(olu, f"/cases/{world.case}/people/{world.mother}/avoid", f"/cases/{world.case}/people", **sent)

    assert answer.status_code == 422
    assert f'href="#{field}-{world.mother}"' in answer.text
    assert words in answer.text


def test_somebody_of_another_family_is_not_found(olu: Visitor, world: World) -> None:
    door = f"/cases/{world.case}/people/{'0' * 26}/avoid"

    assert post(olu, door, f"/cases/{world.case}/people", first_on="2026-12-01", why="exam").status_code == 404
