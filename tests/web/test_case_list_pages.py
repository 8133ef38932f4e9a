"""The pages around the list of cases: search, filters, household, a new case, closing, handing over."""

import json
import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import COURT, MOBILE, T_NUMBER, World, another_case
from witness.domain.access import Tie
from witness.domain.case_closing import Check
from witness.domain.evidence import EventState
from witness.domain.handover import Tick
from witness.kit import Kit
from witness.store.tables.people import NameKeyRow

ALL = [tick.value for tick in Tick]
NEW: dict[str, Any] = {
    "ref": "WS-27-001",
    "track": "crown",
    "court": "",
    "support_began_on": "2026-11-20",
    "witness_name": "Sam Birchwood",
    "witness_initials": "S.B.",
    "label": "W1",
    "witness_language": "en",
    "parent_name": "Toni Birchwood",
    "parent_initials": "T.B.",
    "parent_relation": "mother",
    "parent_language": "en",
    "phone": "07700 900456",
    "phone_days": ["0", "1"],
    "phone_from": "09:00",
    "phone_until": "19:00",
    "phone_tier": "1",
    "phone_signed_as": "Olu",
    "phone_checked": "y",
    "cps_team": "",
}


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def search(client: Visitor, words: str) -> Any:
    return post(client, "/cases/search", "/cases", words=words)


def exclude(kit: Kit, world: World, who: str = "olivia") -> None:
    with kit.store.changing() as desk:
        account_id = world.viewers[who].account_id
        desk.access.tie(world.case, account_id, Tie.EXCLUDED, because="knows them", now=kit.clock.now())


@pytest.mark.parametrize("words", ["WS-26-014", T_NUMBER, "amina farah", "jf", "07700 900123"])
def test_a_search_comes_in_the_body_and_its_words_stay_in_the_box(olu: Visitor, world: World, words: str) -> None:
    answer = search(olu, words)

    assert answer.status_code == 200
    assert f'href="/cases/{world.case}"' in answer.text
    assert f'value="{words}"' in answer.text
    assert words not in re.search(r"<title>(.*?)</title>", answer.text)[1]  # type: ignore[index]
    assert answer.headers["Cache-Control"] == "no-store"


def test_words_in_an_address_are_no_search(olu: Visitor, world: World) -> None:
    answer = olu.get("/cases/search?words=Farah")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/cases")
    assert "WS-26-014" in page_of(olu, "/cases?words=Nobody")


def test_a_search_for_nothing_is_refused_in_words(olu: Visitor, world: World) -> None:
    answer = search(olu, " ")

    assert answer.status_code == 422
    assert "Type a reference, a name, initials or a telephone number" in answer.text


def test_what_was_typed_is_escaped_and_found_nowhere(olu: Visitor, world: World) -> None:
    answer = search(olu, '"><script>alert(1)</script>')

    assert "<script>alert" not in answer.text
    assert "We found no case" in answer.text


@pytest.mark.parametrize("words", ["WS-26-014", T_NUMBER, "Farah", "J.F.", MOBILE])
def test_an_excluded_colleague_gets_the_page_of_somebody_who_searched_for_nobody(
    app: Flask, lite: Kit, world: World, words: str
) -> None:
    exclude(lite, world)
    olivia = signed_in(app, lite, "olivia")

    hidden, never = search(olivia, words).text, search(olivia, "Nobodyatall").text

    assert plain(hidden, words) == plain(never, "Nobodyatall")


def plain(page: str, typed: str) -> str:
    return re.sub(r'(nonce|value)="[^"]*"', "", page.replace(typed, ""))


def test_each_filter_says_why_a_case_is_in_it_and_how_many_are(olu: Visitor, world: World) -> None:
    page = page_of(olu, "/cases?gap=not_told")

    assert "J.F.'s mother has not been told of Tue 1 Dec at 10am" in words_of(page)
    assert "Family not told 1" in words_of(page)
    assert "No next date 0" in words_of(page)


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        ("no_date", "Every open case has a date ahead."),
        ("promise_late", "No promise is late."),
        ("nobody_to_reach", "For every witness who is expected there is a phone that may be used."),
    ],
)
def test_an_empty_filter_says_that_all_is_well(olu: Visitor, world: World, gap: str, words: str) -> None:
    assert words in words_of(page_of(olu, f"/cases?gap={gap}"))


def test_an_unknown_filter_or_page_shows_the_list(olu: Visitor, world: World) -> None:
    assert "WS-26-014" in page_of(olu, "/cases?gap=everything&page=x&owner=&court=")


def test_a_manager_narrows_by_owner_and_court(app: Flask, lite: Kit, world: World) -> None:
    another_case(lite, world, 1)
    mo = signed_in(app, lite, "mo")

    olus = page_of(mo, f"/cases?owner={world.viewers['olu'].account_id}&court={COURT}")

    assert "WS-26-101" in olus
    assert "No case here fits." in page_of(mo, f"/cases?owner={world.viewers['mo'].account_id}")


def test_the_household_names_nobody_and_is_hidden_from_whoever_sees_none_of_its_cases(
    app: Flask, lite: Kit, world: World, olu: Visitor
) -> None:
    other = another_case(lite, world, 1)
    page = page_of(olu, "/households/home")

    assert "J.F." in page
    assert "WS-26-101" in page
    assert "stands on the records of A.F. and A.F." in words_of(page)
    assert "Farah" not in page
    assert "7700" not in page
    assert "WS-26-101" in page_of(olu, f"/cases/{world.case}")

    exclude(lite, other)
    exclude(lite, world)
    assert signed_in(app, lite, "olivia").get("/households/home").status_code == 404


def test_the_head_of_a_case_says_its_road_and_leads_to_the_household(olu: Visitor, world: World) -> None:
    page = page_of(olu, f"/cases/{world.case}")

    assert "Crown Court, 429 · 1 witness · 1 defendant · Olu Adeyemi · support since" in words_of(page)
    assert 'href="/households/home"' in page


def test_a_case_is_opened_by_hand(olu: Visitor, world: World) -> None:
    answer = post(olu, "/cases/new", "/cases/new", **NEW, owner=world.viewers["olu"].account_id)

    assert answer.status_code == 303
    page = page_of(olu, answer.headers["Location"] + "/people")
    assert "Toni Birchwood" in page
    assert "07••• •••456" in page
    assert "Mon, Tue, 9am to 7pm" in words_of(page)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("ref", "ws 26 014", "There is a case with this reference already"),
        ("phone", "0113 496 0100", "That is a landline"),
        ("phone_days", [], "Choose at least one safe day"),
        ("phone_checked", "", "A phone is kept only when its owner has just answered these questions by voice"),
        ("witness_name", "", "Enter the name of the witness"),
        ("charged_on", "2027-01-01", "The day of charge lies ahead"),
        ("parent_relation", "", "Say who they are to the witness"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(
    olu: Visitor, lite: Kit, world: World, field: str, typed: object, words: str
) -> None:
    sent = {**NEW, "owner": world.viewers["olu"].account_id, field: typed}
    if not sent["phone_checked"]:
        del sent["phone_checked"]

    answer = post(olu, "/cases/new", "/cases/new", **sent)

    assert answer.status_code == 422
    assert words in unescape(answer.text)
    if field != "witness_name":
        assert 'value="Sam Birchwood"' in answer.text
    if field != "phone":
        assert 'value="07700 900456"' in answer.text
    with lite.store.reading() as desk:
        assert desk.cases.count() == 1


def test_a_case_with_something_left_says_what_before_it_is_closed(olu: Visitor, lite: Kit, world: World) -> None:
    page = page_of(olu, f"/cases/{world.case}/close")
    assert "W1 is still expected to give evidence (trial)." in page
    assert post(olu, f"/cases/{world.case}/close", "/cases", x="").status_code == 422

    with lite.store.changing() as desk:
        desk.evidence.close_event(world.event, EventState.GIVEN, lite.clock.now())
        for task in desk.tasks.open_of_case(world.case):
            desk.tasks.done(task.task_id, by_id=world.viewers["olu"].account_id, outcome="done", now=lite.clock.now())
    door, looked = f"/cases/{world.case}/close", [check.value for check in Check]
    assert "Ask to close the case" in page_of(olu, door)
    assert post(olu, door, "/cases", x="").status_code == 303
    assert "a manager who is somebody else looks at it" in page_of(olu, door)
    assert post(olu, f"{door}/agree", "/cases", looked=looked).status_code == 404
    assert "Closed" not in page_of(olu, "/cases")

    mo = signed_in(an_app(lite), lite, "mo")
    assert f"/cases/{world.case}/close" in page_of(mo, "/team")
    assert post(mo, f"{door}/agree", door, looked=looked[1:]).status_code == 422
    assert post(mo, f"{door}/back", door, why="").status_code == 422
    assert post(mo, f"{door}/back", door, why="ask about the school").status_code == 303
    assert "A manager sent it back: ask about the school" in page_of(olu, door)
    assert post(mo, f"{door}/agree", door, looked=looked).status_code == 409
    assert post(olu, door, "/cases", x="").status_code == 303
    assert post(mo, f"{door}/agree", door, looked=looked).status_code == 303
    assert "data protection officer" in page_of(olu, door)
    assert "Closed" in page_of(olu, "/cases")
    assert post(olu, f"/cases/{world.case}/reopen", "/cases", x="").status_code == 303
    assert "Close it" not in page_of(olu, f"/cases/{world.case}")


def test_a_case_is_offered_looked_at_and_taken_over(app: Flask, lite: Kit, world: World, olu: Visitor) -> None:
    olivia, where = signed_in(app, lite, "olivia"), f"/cases/{world.case}/handover"
    assert post(olu, f"{where}/offer", where, to="").status_code == 422
    assert post(olu, f"{where}/offer", where, to=world.viewers["olivia"].account_id).status_code == 303
    assert "Offered to Olivia Birch" in words_of(page_of(olu, where))
    assert "Olu Adeyemi offers you WS-26-014" in words_of(page_of(olivia, "/today"))

    page = words_of(page_of(olivia, where))
    for heading in ("Where it is", "Safe contact", "Open promises", "Next contact", "What they were told"):
        assert heading in page
    assert "The trial is planned for Tuesday 1 December 2026 at 10am." in page
    assert "They know you as Olu" in page

    half = post(olivia, f"{where}/accept", where, tick=ALL[:2])
    assert half.status_code == 422
    assert half.text.count(" checked") == 2  # what was ticked stays ticked
    assert half.text.count("Look at this, then tick it") == 4
    assert post(olivia, f"{where}/accept", where, tick=ALL).status_code == 303

    assert "offers you" not in page_of(olivia, "/today")
    assert "You act: ring J.F.'s mother. Why: you have taken over from Olu" in words_of(
        page_of(olivia, f"/cases/{world.case}")
    )


def test_declining_and_taking_back_leave_the_case_where_it_is(
    app: Flask, lite: Kit, world: World, olu: Visitor
) -> None:
    olivia, where = signed_in(app, lite, "olivia"), f"/cases/{world.case}/handover"
    to = world.viewers["olivia"].account_id
    post(olu, f"{where}/offer", where, to=to)
    assert post(olivia, f"{where}/decline", where).status_code == 303
    post(olu, f"{where}/offer", where, to=to)
    assert post(olu, f"{where}/withdraw", where).status_code == 303

    assert post(olivia, f"{where}/accept", "/cases", tick=ALL).status_code == 404
    assert "Hand over" in page_of(olu, f"/cases/{world.case}")


def test_the_pages_of_a_handover_do_not_exist_for_whoever_may_not_see_the_case(
    app: Flask, lite: Kit, world: World
) -> None:
    otis = signed_in(app, lite, "otis")

    for side in ("handover", "close"):
        assert otis.get(f"/cases/{world.case}/{side}").status_code == 404
    for act in ("close", "reopen", "handover/offer", "handover/accept", "handover/decline", "handover/withdraw"):
        assert post(otis, f"/cases/{world.case}/{act}", "/cases", to="x").status_code == 404, act


@pytest.mark.parametrize("path", ["/cases", "/cases/new", "/households/home", "/cases/{}/close", "/cases/{}/handover"])
def test_no_title_says_anything_about_a_family(olu: Visitor, world: World, path: str) -> None:
    title = re.search(r"<title>(.*?)</title>", page_of(olu, path.format(world.case)))

    assert title is not None
    assert not re.search(r"\d|Farah|J\.F\.|WS-", title[1])


def run(app: Flask, *words: str) -> Any:
    return app.test_cli_runner().invoke(args=list(words))


def test_whoever_has_open_cases_is_not_closed_and_a_command_names_them(app: Flask, lite: Kit, world: World) -> None:
    another_case(lite, world, 1)

    refused = run(app, "people", "disable", "olu@support.example")

    assert refused.exit_code == 2
    assert "Olu Adeyemi still owns 2 open cases" in refused.stderr
    assert run(app, "people", "cases", "olu@support.example").stdout.split() == ["WS-26-014", "WS-26-101"]
    assert "owns no open case" in run(app, "people", "cases", "olivia@support.example").stdout
    assert run(app, "people", "cases", "nobody@support.example").exit_code == 2
    assert run(app, "people", "disable", "olivia@support.example").exit_code == 0


def test_upgrading_indexes_the_names_that_were_kept_before_there_was_an_index(
    app: Flask, lite: Kit, world: World, olu: Visitor
) -> None:
    with lite.store.changing() as desk:
        desk._connection.execute(delete(NameKeyRow))  # noqa: SLF001
    assert "We found no case" in search(olu, "Farah").text

    first, again = (json.loads(run(app, "db", "upgrade", "--json").stdout) for _ in range(2))

    assert (first["indexed"], again["indexed"]) == (2, 0)
    assert "WS-26-014" in search(olu, "Farah").text
