"""Figures: a page for managers, its definitions beside it, and a table in which no cell is a formula."""

import csv
import io

import pytest
from flask import Flask

from tests.web.clients import an_app, page_of, signed_in
from tests.worlds import World, another_case
from witness.actions.messages import deliver_due
from witness.kit import Kit
from witness.web.sheets import FORMULA_SIGNS, harmless


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


@pytest.mark.parametrize(("who", "status"), [("mo", 200), ("olu", 404), ("leigh", 404), ("ada", 404)])
@pytest.mark.parametrize("address", ["/figures", "/figures.csv", "/figures/messages", "/figures/messages.csv"])
def test_figures_are_for_managers(app: Flask, lite: Kit, who: str, status: int, address: str) -> None:
    assert signed_in(app, lite, who).get(address).status_code == status


def test_an_empty_period_says_so(app: Flask, lite: Kit) -> None:
    page = page_of(signed_in(app, lite, "mo"), "/figures?days=7")

    assert "Nothing had to be told in this period." in page
    assert "What these words mean" in page


def test_a_year_shows_who_was_never_told_with_the_way_to_their_case(app: Flask, lite: Kit, world: World) -> None:
    for number in range(1, 6):
        another_case(lite, world, number)

    page = page_of(signed_in(app, lite, "mo"), "/figures?days=365")

    assert f"/cases/{world.case}/told" in page
    assert "6 pieces of news" in page
    assert "not yet" in page


def test_the_table_for_a_spreadsheet_has_the_same_rows(app: Flask, lite: Kit, world: World) -> None:
    for number in range(1, 6):
        another_case(lite, world, number)

    answer = signed_in(app, lite, "mo").get("/figures.csv?days=365")

    rows = list(csv.reader(io.StringIO(answer.text)))
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert rows[0][2:5] == ["What people had to be told", "How they were told", "How many"]
    assert ["a first date", "all", "6"] in [row[2:5] for row in rows]


def test_texts_and_calls_are_counted_by_week_and_few_are_not_shown(app: Flask, lite: Kit, world: World) -> None:
    for number in range(1, 6):
        another_case(lite, world, number, household=f"home-{number}")
    deliver_due(lite.store, lite.post(), worker="w", limit=50)
    mo = signed_in(app, lite, "mo")

    rows = list(csv.reader(io.StringIO(mo.get("/figures/messages.csv").text)))

    assert rows[0][:2] == ["Week from", "Texts"]
    assert rows[1][:3] == ["2026-11-23", "6", "0%"]
    assert len(rows) == 9
    assert "Week from Mon 23 Nov" in page_of(mo, "/figures/messages")


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_no_cell_begins_like_a_formula(sign: str) -> None:
    assert harmless(f"{sign}cmd") == f"'{sign}cmd"
    assert harmless("a first date") == "a first date"


@pytest.mark.parametrize("days", ["", "0", "-1", "99999", "a", "28; drop"])
def test_a_period_that_is_none_of_the_choices_is_the_usual_one(app: Flask, lite: Kit, days: str) -> None:
    page = page_of(signed_in(app, lite, "mo"), f"/figures?days={days}")

    assert '<option value="28" selected>' in page
