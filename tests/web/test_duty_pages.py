"""The duties side of a case, the form about one, and the administrator's rules."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.actions.test_duties import clock_of, move_trial
from tests.live import MONDAY
from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World
from witness.domain.duties import rule_on
from witness.domain.duty_rules import DUTY_RULES
from witness.kit import Kit


def text_of(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def side(world: World) -> str:
    return f"/cases/{world.case}/duties"


def form(world: World) -> str:
    return f"/cases/{world.case}/duties/hearing_told/{world.hearing}:2"


@pytest.fixture
def moved(lite: Kit, world: World) -> World:
    """The trial was moved on Monday; it is Wednesday."""
    move_trial(lite, world, reason="the judge is not free")
    clock_of(lite).forward(days=2)
    return world


@pytest.fixture
def officer(lite: Kit, moved: World) -> Visitor:
    """Officer Olu, who signed in on that Wednesday."""
    return signed_in(an_app(lite), lite, "olu")


@pytest.fixture
def ada(lite: Kit, world: World) -> Visitor:
    return signed_in(an_app(lite), lite, "ada")


def test_what_has_passed_comes_first_with_why_and_where_from(officer: Visitor, moved: World) -> None:
    page = text_of(officer, side(moved))

    passed, running = page.index("Passed, and nobody has said"), page.index("Running")
    assert passed < page.index("Time, date and place of a hearing") < running
    assert "From witness care by Tuesday 24 November 2026" in page
    assert "Because the trial was moved to Tuesday 8 December 2026 at 10am, learnt Mon 23 Nov 2026." in page
    assert "Victims' Code 2021, Right 8. Source:" in page
    assert "Enhanced Rights are used for J.F.'s family" in page
    assert "Duties 1 to ask about" in page


def test_a_limit_that_nobody_has_checked_is_marked(lite: Kit, olu: Visitor, world: World) -> None:
    page = olu.get(side(world)).text
    claim = page.index("Claim criminal injuries compensation")
    hearing = page.index("Time, date and place of a hearing")
    charge = page.index("Charge, first hearing date and bail conditions")

    assert "Not verified" in page[charge : charge + 400]
    assert "Not verified" not in page[claim : claim + 400]
    assert "Not verified" not in page[hearing : hearing + 400]


def test_an_officer_puts_in_what_the_family_says(lite: Kit, officer: Visitor, moved: World) -> None:
    fields = {
        "on": "2026-11-23",
        "at": "16:15",
        "via": "text",
        "by": "the witness care officer",
        "person": moved.mother,
    }

    answer = post(officer, form(moved), form(moved), **fields)

    assert answer.status_code == 303
    assert answer.location == side(moved)
    page = text_of(officer, side(moved))
    assert "Told in time" in page
    assert "J.F.'s mother said: told Monday 23 November 2026, 4.15pm, by text, by the witness care officer." in page
    assert "Passed, and nobody has said" not in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"on": "2027-01-01"}, "That is in the future"),
        ({"on": ""}, "Enter the day"),
        ({"on": "2026-11-23", "via": "pigeon"}, "Choose how they were told"),
    ],
)
def test_a_form_that_cannot_be_is_shown_again(
    lite: Kit, officer: Visitor, moved: World, fields: dict[str, str], words: str
) -> None:
    answer = post(officer, form(moved), form(moved), **{"via": "text", "by": "somebody we know", **fields})

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="somebody we know"' in answer.text
    with lite.store.reading() as desk:
        assert desk.duties.notices_of(moved.case) == ()


def test_told_today_without_an_hour_is_not_in_the_future(lite: Kit, officer: Visitor, moved: World) -> None:
    answer = post(officer, form(moved), form(moved), on="2026-11-25", via="voice")

    assert answer.status_code == 303
    with lite.store.reading() as desk:
        (notice,) = desk.duties.notices_of(moved.case)
    assert notice.told_at == MONDAY + timedelta(days=2)


@pytest.mark.parametrize("about", ["hearing_told/elsewhere:1", "nonsense/D1:1"])
def test_a_limit_that_does_not_run_has_no_form(olu: Visitor, world: World, about: str) -> None:
    assert olu.get(f"/cases/{world.case}/duties/{about}").status_code == 404


def test_nobody_outside_the_team_sees_duties(lite: Kit, moved: World) -> None:
    app = an_app(lite)

    for who in ("otis", "leigh", "ada"):
        visitor = signed_in(app, lite, who)
        assert visitor.get(side(moved)).status_code == 404
        assert visitor.get(form(moved)).status_code == 404


# Rules


def test_an_administrator_sees_of_each_limit_how_sure_we_are(ada: Visitor) -> None:
    page = text_of(ada, "/admin/rules")

    assert f"{len({rule.code for rule in DUTY_RULES})} limits, by who must act." in page
    assert "have not been checked against the source" in page
    assert "5 working days; 1 working day with Enhanced Rights" in page
    assert "Not in force" in page
    assert "All 2 versions" in page
    assert "Not verified" in page


@pytest.mark.parametrize("who", ["olu", "mo", "leigh"])
@pytest.mark.parametrize("path", ["/admin/rules", "/admin/rules/new", "/admin/rules/hearing_told"])
def test_the_rules_are_the_administrators_alone(lite: Kit, world: World, who: str, path: str) -> None:
    assert signed_in(an_app(lite), lite, who).get(path).status_code == 404


VERSION = {
    "words": "Time, date and place of a hearing",
    "right": "Victims' Code 2026",
    "holder": "witness care",
    "trigger": "hearing",
    "days": "2",
    "unit": "working",
    "enhanced_days": "1",
    "effective_from": "2027-06-01",
    "source": "GOV.UK, the Code as issued",
    "note": "Read by two of us.",
}


def test_a_version_is_added_with_its_first_day(lite: Kit, ada: Visitor) -> None:
    page = "/admin/rules/hearing_told"
    assert 'value="Time, date and place of a hearing"' in page_of(ada, page)

    answer = post(ada, page, page, code="hearing_told", **VERSION)

    assert answer.status_code == 303
    added = rule_on(lite.rules().duties, "hearing_told", date(2027, 6, 1))
    assert added is not None
    assert (added.version, added.days, added.enhanced_days, added.verified_on) == (2, 2, 1, None)
    text = text_of(ada, "/admin/rules")
    assert (
        "Version 2: 2 working days; 1 working day with Enhanced Rights · Victims' Code 2026 · from Tue 1 Jun 2027"
        in text
    )


def test_a_new_limit_is_added(lite: Kit, ada: Visitor) -> None:
    answer = post(ada, "/admin/rules/new", "/admin/rules/new", code="child_told", **VERSION)

    assert answer.status_code == 303
    assert rule_on(lite.rules().duties, "child_told", date(2027, 6, 1)) is not None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"days": "soon"}, "Enter a whole number"),
        ({"effective_from": ""}, "Enter the first day"),
        ({"effective_until": "2027-01-01"}, "It would end before it begins"),
        ({"trigger": "full_moon"}, "Choose what starts the clock"),
        ({"code": "No Code"}, "Enter a code"),
    ],
)
def test_a_version_that_cannot_be_is_shown_again_with_what_was_typed(
    lite: Kit, ada: Visitor, changes: dict[str, str], words: str
) -> None:
    answer = post(ada, "/admin/rules/new", "/admin/rules/new", **{"code": "child_told", **VERSION, **changes})

    assert answer.status_code == 422
    assert words in answer.text
    assert "GOV.UK, the Code as issued" in answer.text
    assert lite.rules().duties == DUTY_RULES


def test_no_limit_of_that_code_is_no_page(ada: Visitor) -> None:
    assert ada.get("/admin/rules/nonsense").status_code == 404


def test_the_upgrade_brings_the_rows(lite: Kit) -> None:
    done = an_app(lite).test_cli_runner().invoke(args=["db", "upgrade", "--json"])

    assert done.exit_code == 0
    with lite.store.reading() as desk:
        assert len(desk.duties.rules()) == len(DUTY_RULES)
