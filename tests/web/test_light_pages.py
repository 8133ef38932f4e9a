"""Did the light tell the truth: a page that says plainly what it found, what it hides, and when there is nothing."""

import csv
import io

import pytest
from flask import Flask

from tests.past_days import days_gone_by
from tests.web.clients import an_app, page_of, signed_in
from tests.worlds import World
from witness.kit import Kit


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


def test_before_anything_is_recorded_the_page_says_so_and_only_managers_see_it(app: Flask, lite: Kit) -> None:
    page = page_of(signed_in(app, lite, "mo"), "/figures/light")

    assert "No day that says something has been recorded in this period." in page
    assert "The weights of the factors are judgement" in page
    assert [signed_in(app, lite, who).get("/figures/light").status_code for who in ("olu", "leigh")] == [404, 404]
    assert signed_in(app, lite, "olu").get("/figures/light.csv").status_code == 404


def test_sentences_come_first_and_what_is_hidden_on_the_page_is_hidden_in_the_table(
    app: Flask, lite: Kit, world: World
) -> None:
    days_gone_by(lite, world, came="l" * 20 + "a" * 5, absent="a" * 9 + "l" * 3)
    mo = signed_in(app, lite, "mo")

    page = page_of(mo, "/figures/light")
    rows = list(csv.reader(io.StringIO(mo.get("/figures/light.csv").text)))

    assert page.index("all but fewer than 5 of 12") < page.index("<table")
    assert "Person 1" not in page
    assert "P.P." not in page
    low = next(row for row in rows if row[2] == "10 working days before" and row[4] == "low")
    act = next(row for row in rows if row[2] == "10 working days before" and row[4] == "act")
    assert (low[6], act[6]) == ("fewer than 5", "not shown")
    assert 'role="img"' in page
