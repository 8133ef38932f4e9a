"""The pages of working hours: officers say their own, a manager anybody's."""

from typing import Any

import pytest
from flask import Flask

from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World
from witness.domain.places import MeetingPlace
from witness.kit import Kit

PEOPLE = "/cover/people"


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


def sent(**changes: Any) -> dict[str, Any]:
    days = {f"from-{n}": "09:00" if n in (0, 2) else "" for n in range(7)}
    until = {f"until-{n}": "15:00" if n in (0, 2) else "" for n in range(7)}
    rest = {"break_minutes": "0", "overtime": "15", "seats": "4", "base": "hx1 2ab", "skills": ["polish"]}
    return {**days, **until, **rest, **changes}


def address(world: World, who: str = "olu") -> str:
    return f"{PEOPLE}/{world.viewers[who].account_id}"


def test_an_officer_says_when_they_work(app: Flask, lite: Kit, world: World) -> None:
    olu = signed_in(app, lite, "olu")
    assert "nobody has said: as the office is open" in page_of(olu, PEOPLE)

    assert post(olu, address(world), address(world), **sent()).status_code == 303

    page = page_of(olu, PEOPLE)
    assert "Mon, Wed 9am to 3pm · 4 seats, speaks Polish, up to 15 minutes longer" in page
    form = page_of(olu, address(world))
    assert 'value="HX1"' in form
    assert "2AB" not in form
    with lite.store.reading() as desk:
        (terms,) = desk.weeks.terms_of([world.viewers["olu"].account_id]).values()
    assert (terms.base, terms.seats, len(terms.days)) == ("HX1", 4, 2)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"until-0": "08:00"}, "A day has to end after it begins"),
        ({"until-2": ""}, "Enter from when to when on Wednesday"),
        ({"from-0": "nine"}, "Enter from when to when on Monday"),
        ({"from-0": "08:00"}, "break of at least 20 minutes"),
        ({"base": "somewhere"}, "first half of a postcode"),
        ({"seats": ""}, "Enter 0 for no car"),
        ({"skills": ["juggles"]}, "Choose skills from the list"),
    ],
)
def test_what_cannot_be_is_said_on_the_form_which_keeps_what_was_entered(
    app: Flask, lite: Kit, world: World, changes: dict[str, Any], why: str
) -> None:
    olu = signed_in(app, lite, "olu")

    answer = post(olu, address(world), address(world), **sent(**changes))

    assert answer.status_code == 422
    assert why in answer.text
    assert 'value="15:00"' in answer.text


def test_a_manager_says_it_for_anybody_of_the_team_and_an_officer_only_for_themselves(
    app: Flask, lite: Kit, world: World
) -> None:
    mo, olivia = signed_in(app, lite, "mo"), signed_in(app, lite, "olivia")

    assert post(mo, address(world), address(world), **sent()).status_code == 303
    assert olivia.get(address(world)).status_code == 404
    assert post(olivia, address(world), PEOPLE, **sent()).status_code == 404
    assert mo.get(address(world, "otis")).status_code == 404
    assert signed_in(app, lite, "leigh").get(PEOPLE).status_code == 404


def test_a_manager_says_where_the_office_is(app: Flask, lite: Kit, world: World) -> None:
    mo, team = signed_in(app, lite, "mo"), world.viewers["mo"].team_id

    assert post(mo, "/cover/office", PEOPLE, office="HX1 1AA").status_code == 303
    with lite.store.reading() as desk:
        assert desk.travel.areas_of([team]).of(team, MeetingPlace.OFFICE) == "HX1"
    refused = post(mo, "/cover/office", PEOPLE, office="12 High Street")
    assert refused.status_code == 422
    assert "12 High Street" in refused.text
    assert post(signed_in(app, lite, "olu"), "/cover/office", PEOPLE, office="HX1").status_code == 404
