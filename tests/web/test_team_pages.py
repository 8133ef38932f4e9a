"""The team board: for managers, ordered by what can still be fixed, and the same load as a table."""

import csv
import io
from datetime import date

import pytest
from flask import Flask

from tests.web.clients import an_app, page_of, signed_in
from tests.worlds import World
from witness.domain.promises import Promise
from witness.identifiers import new_id
from witness.kit import Kit


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


@pytest.mark.parametrize(("who", "status"), [("mo", 200), ("olu", 404), ("leigh", 404), ("ada", 404)])
@pytest.mark.parametrize("address", ["/team", "/team.csv"])
def test_the_team_is_for_managers(app: Flask, lite: Kit, who: str, status: int, address: str) -> None:
    assert signed_in(app, lite, who).get(address).status_code == status


def test_a_quiet_team_says_so_and_shows_its_load(app: Flask, lite: Kit) -> None:
    page = page_of(signed_in(app, lite, "mo"), "/team")

    assert "Nothing waits for you." in page
    assert "Olivia Birch" in page
    assert "Too few visits in 13 weeks to say." in page
    assert "judgement, not verified" in page
    assert "nobody has entered the hours of Olivia Birch, Olu Adeyemi" in page


def test_what_waits_stands_above_the_load_and_no_promise_is_quoted(app: Flask, lite: Kit, world: World) -> None:
    olu = world.viewers["olu"].account_id
    with lite.store.changing() as desk:
        made = Promise(new_id(), "say nothing to the father", olu, date(2026, 11, 19), lite.clock.now())
        desk.plans.promise(world.case, [made])

    page = page_of(signed_in(app, lite, "mo"), "/team")

    assert page.index("1</b> promise not kept") < page.index("Load for four weeks")
    assert "4 days late" in page
    assert "father" not in page
    assert f"/cases/{world.case}/plan" in page


def test_the_load_of_four_weeks_comes_as_a_table(app: Flask, lite: Kit) -> None:
    answer = signed_in(app, lite, "mo").get("/team.csv")

    rows = list(csv.reader(io.StringIO(answer.text)))
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert len(rows) == 1 + 2 * 4
    assert rows[1][:2] == ["2026-11-23", "Olivia Birch"]
    assert ["2026-11-30", "Olu Adeyemi", "1", "2250", "405", "0", "360", "0", "45", "0", "yes"] in rows


def test_a_manager_begins_the_day_with_the_team(app: Flask, lite: Kit) -> None:
    assert signed_in(app, lite, "mo").get("/").headers["Location"] == "/team"
