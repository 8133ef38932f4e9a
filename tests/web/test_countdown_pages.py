"""The countdown of a case: what is open and whose, a word that closes a step and its work; nothing for others."""

import re
from html import unescape

from tests.questions.counting import statements_of
from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World
from witness.domain.milestone_rows import MILESTONES
from witness.domain.tasks import TaskKind
from witness.kit import Kit

# Of the countdown's own page, whatever the number of witnesses: its head, its tasks, and who has said what.
MOST_BESIDE_THE_CASE = 2


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def steps_open(lite: Kit, world: World) -> set[str]:
    with lite.store.reading() as desk:
        tasks = desk.tasks.open_of_case(world.case)
    return {task.reason_key.split(":")[1] for task in tasks if task.kind is TaskKind.MILESTONE}


def test_a_step_that_only_a_word_can_show_is_open_until_somebody_gives_it_and_opens_when_it_is_taken_back(
    olu: Visitor, lite: Kit, world: World
) -> None:
    side, door = f"/cases/{world.case}/countdown", f"/cases/{world.case}/witnesses/{world.witness}/milestones"
    before = page_of(olu, side)
    words = words_of(before)
    assert "are a proposal that nobody has measured" in words
    assert "Olu Adeyemi: offer therapy or other help with wellbeing" in words
    assert 'aria-current="step"' in before
    assert "style=" not in before
    assert "wellbeing_offered" in steps_open(lite, world)

    ahead = post(olu, door, side, code="wellbeing_offered", said="yes", on="2027-11-30")
    assert ahead.status_code == 422
    assert f'<a href="#milestone-{world.witness}-wellbeing_offered">That day has not come yet' in ahead.text
    by_itself = post(olu, door, side, code="attendance_confirmed", said="yes", on="")
    assert (by_itself.status_code, "shows by itself" in by_itself.text) == (422, True)

    assert post(olu, door, side, code="wellbeing_offered", said="yes", on="").status_code == 303
    assert "Olu Adeyemi said so, as of" in words_of(page_of(olu, side))
    assert "wellbeing_offered" not in steps_open(lite, world)

    assert post(olu, door, side, code="wellbeing_offered", said="mistake", on="").status_code == 303
    assert "wellbeing_offered" in steps_open(lite, world)
    with lite.store.reading() as desk:
        history = [h.words for h in desk.cases.history(world.case) if h.kind == "milestone"]
    assert sorted(history) == [
        "W1: a step of the countdown was recorded.",
        "W1: a step of the countdown was taken back.",
    ]


def test_a_day_shows_one_row_for_a_countdown_and_leads_to_it(olu: Visitor, lite: Kit, world: World) -> None:
    today = page_of(olu, "/today")

    assert len(steps_open(lite, world)) > 2
    assert today.count(f"/cases/{world.case}/countdown") == 1
    assert f"(and {len(steps_open(lite, world)) - 1} more steps of this countdown)" in words_of(today)


def test_the_countdown_is_for_the_team_alone_and_costs_little_more_than_the_case(
    olu: Visitor, lite: Kit, world: World
) -> None:
    app = an_app(lite)
    leigh, otis = signed_in(app, lite, "leigh"), signed_in(app, lite, "otis")
    assert leigh.get(f"/cases/{world.case}/countdown").status_code in (403, 404)
    assert otis.get(f"/cases/{world.case}/countdown").status_code == 404
    seen = "".join(leigh.get(path).get_data(as_text=True) for path in ("/readiness", f"/readiness/{world.case}"))
    assert [row.words for row in MILESTONES if row.words in seen] == []

    with statements_of(lite.store) as of_the_case:
        page_of(olu, f"/cases/{world.case}/preparation")
    with statements_of(lite.store) as of_the_countdown:
        page_of(olu, f"/cases/{world.case}/countdown")
    assert len(of_the_countdown) <= len(of_the_case) + MOST_BESIDE_THE_CASE
