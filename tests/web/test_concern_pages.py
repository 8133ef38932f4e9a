"""Concern on the page of a case: why, what would help, what is not known; markers in two taps; the table of factors."""

import re
from html import unescape

import pytest

from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World
from witness.actions.evidence import Whom
from witness.actions.markers import Marked, mark
from witness.domain.access import Asking
from witness.domain.errors import NotFound
from witness.domain.factor_proposal import POINTS
from witness.domain.markers import MARKER_WORDS, MarkerKind, Said
from witness.domain.tasks import TaskKind
from witness.kit import Kit


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture
def side(world: World) -> str:
    return f"/cases/{world.case}/preparation"


@pytest.fixture
def door(world: World) -> str:
    return f"/cases/{world.case}/witnesses/{world.witness}/markers"


def test_the_page_says_why_and_a_threat_is_recorded_in_two_taps_and_cleared_likewise(
    olu: Visitor, side: str, door: str, lite: Kit, world: World
) -> None:
    before = page_of(olu, side)
    words = words_of(before)
    assert "Counted by version 1 of the table of factors ; its weights are judgement that nobody has verified." in words
    assert "What would help" in words
    assert "Not asked yet, and so not known" in words
    assert "None of this adds a point, and none of it is good news." in words
    assert "style=" not in before

    assert post(olu, door, side, kind="threat", said="yes", on="").status_code == 303
    page = words_of(page_of(olu, side))
    with lite.store.reading() as desk:
        tasks = [t for t in desk.tasks.open_of_case(world.case) if t.kind is TaskKind.THREAT]
        history = " ".join(h.words for h in desk.cases.history(world.case))
        band = desk.evidence.standing_of(world.case)[world.witness].band
    assert "If anybody is in danger now, ring 999." in page
    assert (len(tasks), band) == (1, "act")
    assert "a marker was recorded" in history
    assert "threat" not in history.casefold()

    assert post(olu, door, side, kind="threat", said="no", on="").status_code == 303
    ahead = post(olu, door, side, kind="tie", said="yes", on="2027-11-30")
    assert ahead.status_code == 422
    assert f'<a href="#marker-{world.witness}-tie">That day has not come yet' in ahead.text
    with lite.store.reading() as desk:
        assert [t for t in desk.tasks.open_of_case(world.case) if t.kind is TaskKind.THREAT] == []
        assert {m.kind for m in desk.markers.of_case(world.case)} == {MarkerKind.THREAT}


def test_no_marker_reaches_a_liaison_a_text_or_a_stranger(lite: Kit, world: World, olu: Visitor) -> None:
    whom = Whom(world.case, world.witness)
    asking = Asking(world.viewers["olu"], lite.clock.now())
    for kind in MarkerKind:
        mark(lite.store, whom, Marked(kind, Said.YES), rules=lite.rules(), asking=asking)
    app = an_app(lite)
    leigh = signed_in(app, lite, "leigh")
    seen = "".join(leigh.get(path).get_data(as_text=True) for path in ("/readiness", f"/readiness/{world.case}"))
    seen += leigh.get("/readiness.csv").get_data(as_text=True)

    assert "In doubt" in seen
    for kind in MarkerKind:
        assert MARKER_WORDS[kind].is_yes[:-1] not in seen
        assert MARKER_WORDS[kind].asks not in seen
    assert not re.search(r"threat|missing now|crisis|HARD_|marker", seen, re.IGNORECASE)
    assert leigh.get(f"/cases/{world.case}/preparation").status_code == 404
    with pytest.raises(NotFound):
        mark(
            lite.store, whom, Marked(MarkerKind.COST, Said.NO), rules=lite.rules(),
            asking=Asking(world.viewers["otis"], lite.clock.now()),
        )  # fmt: skip


def fields_of(page: str) -> dict[str, str]:
    found = {n: unescape(v) for n, v in re.findall(r'<input[^>]*? name="([\w-]+)"[^>]*? value="([^"]*)"', page)}
    for name, options in re.findall(r'<select[^>]*? name="([\w-]+)">(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="(\w+)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return {name: value for name, value in found.items() if name != "csrf_token"}


def test_a_table_is_seen_for_its_effect_before_it_stands_and_is_named_beside_the_points(
    lite: Kit, world: World, olu: Visitor, side: str
) -> None:
    manager = signed_in(an_app(lite), lite, "mo")
    sent = fields_of(manager.get("/factors/new").get_data(as_text=True))
    assert sent["points-TRANSPORT_OPEN"] == "10, 20"

    sent |= {"act_from": "25", "why": "we look earlier"}
    preview = post(manager, "/factors/new", "/factors/new", **sent)
    assert preview.status_code == 200
    assert "1 witness goes from Watch to Act" in words_of(preview.text)
    with lite.store.reading() as desk:
        assert desk.factor_tables.standing() is None

    again = fields_of(preview.text)
    assert post(manager, "/factors/stand", "/factors/new", **again).status_code == 303
    stale = {**again, "points-AMBIVALENT": "25"}
    assert post(manager, "/factors/stand", "/factors/new", **stale).status_code == 409
    board = words_of(manager.get("/factors").get_data(as_text=True))
    assert "Version 2 stands since" in board
    assert "we look earlier" in board
    assert "version 2 of the table of factors" in words_of(page_of(olu, side))


def test_the_proposed_table_fills_the_form_and_stands_only_when_somebody_lets_it_with_its_source_beside_each_row(
    lite: Kit, world: World
) -> None:
    manager = signed_in(an_app(lite), lite, "mo")
    board = manager.get("/factors").get_data(as_text=True)
    sent = fields_of(manager.get("/factors/new?from=proposed").get_data(as_text=True))

    assert "That is no evidence about families." in words_of(board)
    assert (sent["points-PRIOR_CHANGES"], sent["points-WELLBEING_CRISIS"], sent["act_from"]) == ("2, 4, 6", "15", "30")

    again = fields_of(post(manager, "/factors/new", "/factors/new", **sent).text)
    assert post(manager, "/factors/stand", "/factors/new", **again).status_code == 303
    after = words_of(manager.get("/factors").get_data(as_text=True))
    assert after.count("no: proposed: fitted to invented lives, unverified on families") == len(POINTS)
    assert "A proposed version" not in after


def test_a_table_that_does_not_add_up_is_refused_with_every_reason_by_row(lite: Kit, world: World) -> None:
    manager = signed_in(an_app(lite), lite, "mo")
    sent = fields_of(manager.get("/factors/new").get_data(as_text=True))
    sent |= {
        "points-TRANSPORT_OPEN": "20, 10",
        "points-RECONFIRMED": "5",
        "points-AMBIVALENT": "many",
        "owner-LONG_WAIT": "nobody",
        "clears-NO_SUPPORTER": "",
        "watch_from": "50",
        "why": "",
    }
    answer = post(manager, "/factors/new", "/factors/new", **sent)
    words = words_of(answer.text)

    assert answer.status_code == 422
    for reason in (
        "lift not arranged: The points must rise from step to step.",
        "attendance confirmed lately: What protects cannot add points.",
        "doubts voiced: Points must be whole numbers, with commas between them.",
        "long wait since charge: It needs an owner.",
        "no supporter for the day: It needs to say what clears it",
        "The bands cross: watch begins at 50 and act at 40.",
        "Say why the table changes.",
    ):
        assert reason in words
    assert 'value="20, 10"' in answer.text
    with lite.store.reading() as desk:
        assert desk.factor_tables.standing() is None
