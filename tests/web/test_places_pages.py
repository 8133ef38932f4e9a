"""Where a family is met: half a postcode, entered by whoever works on the case, and shown to nobody else."""

from typing import Any

import pytest
from flask import Flask

from tests.live import TalkingClock
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World
from witness.domain.places import MeetingPlace
from witness.kit import Kit


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


def household(lite: Kit, world: World) -> str:
    with lite.store.reading() as desk:
        (found,) = desk.households.of_case(world.case)
    return found


def address(lite: Kit, world: World) -> str:
    return f"/cases/{world.case}/households/{household(lite, world)}/places"


def sent(**changes: Any) -> dict[str, Any]:
    return {place.value: "" for place in MeetingPlace} | changes


def test_an_officer_says_where_a_family_is_met_and_that_two_go(app: Flask, lite: Kit, world: World) -> None:
    olu, page = signed_in(app, lite, "olu"), address(lite, world)
    assert "Where we meet, and who goes there" in page_of(olu, f"/households/{household(lite, world)}")

    answer = post(olu, page, page, **sent(home="hx1 2ab", school="HX3", two_go="yes", skills=["urdu"]))

    assert answer.status_code == 303
    shown = page_of(olu, page)
    assert 'value="HX1"' in shown
    assert 'value="HX3"' in shown
    assert "2AB" not in shown.upper()
    with lite.store.reading() as desk:
        (care,) = desk.travel.care_of([household(lite, world)]).values()
    assert (care.two_go, care.skills) == (True, {"urdu"})
    assert isinstance(lite.clock, TalkingClock)
    lite.clock.forward(minutes=1)  # the newest counts
    assert post(olu, page, page, **sent(school="HX3")).status_code == 303
    assert 'value="HX1"' not in page_of(olu, page)


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"home": "12 High Street"}, "first half of a postcode"), ({"skills": ["juggles"]}, "from the list")],
)
def test_what_is_no_postcode_is_said_beside_the_field(
    app: Flask, lite: Kit, world: World, changes: dict[str, Any], why: str
) -> None:
    olu, page = signed_in(app, lite, "olu"), address(lite, world)

    answer = post(olu, page, page, **sent(**changes))

    assert answer.status_code == 422
    assert why in answer.text


@pytest.mark.parametrize("who", ["otis", "leigh"])
def test_whoever_may_not_know_of_the_case_sees_nothing(app: Flask, lite: Kit, world: World, who: str) -> None:
    assert signed_in(app, lite, who).get(address(lite, world)).status_code == 404


def test_a_family_of_another_case_is_not_there(app: Flask, lite: Kit, world: World) -> None:
    assert signed_in(app, lite, "olu").get(f"/cases/{world.case}/households/another/places").status_code == 404
