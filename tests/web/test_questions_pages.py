"""The pages of questions: either side asks and answers in a few taps, sees one clock, and hears why it cannot."""

import re

import pytest

from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World, a_world
from witness.kit import Kit


@pytest.fixture
def world(lite: Kit) -> World:
    return a_world(lite)


def answer_link(page: str) -> str:
    found = re.search(r'href="(/questions/\w+/\w+)">Answer', page)
    assert found
    return found.group(1)


def ask_for_a_lift(client: Visitor, world: World, **fields: str) -> int:
    there = f"/questions/{world.case}/ask"
    sent = {"topic": "transport", "witness": world.witness, **fields}
    return post(client, there, there, **sent).status_code


def test_a_question_goes_over_comes_back_answered_and_both_see_one_clock(lite: Kit, world: World) -> None:
    app = an_app(lite)
    leigh, olu = signed_in(app, lite, "leigh"), signed_in(app, lite, "olu")

    assert ask_for_a_lift(leigh, world, words="Ring 07700 900123") == 422
    assert ask_for_a_lift(leigh, world, topic="door") == 422
    assert ask_for_a_lift(leigh, world, words="Both ways?") == 303
    assert ask_for_a_lift(leigh, world) == 422  # it waits already
    for client in (leigh, olu):
        page = page_of(client, "/questions")
        assert "1 working day left" in page
        assert "Both ways?" in page
    today = page_of(olu, "/today")
    assert "Answer the CPS: is a lift to court arranged? (W1)" in today
    assert f'href="/questions/{world.case}"' in today
    there = answer_link(page_of(olu, "/questions"))
    assert post(olu, there, there, reply="said").status_code == 422
    assert post(olu, there, there, reply="not_yet", words="We ask today").status_code == 303

    assert post(olu, there, there, reply="yes").status_code == 422
    assert "Not yet. We ask today" in page_of(leigh, f"/questions/{world.case}")
    assert "Not yet. We ask today" in page_of(leigh, "/questions.csv")
    assert "Answer the CPS" not in page_of(olu, "/today")
    assert "Questions (1)" in page_of(leigh, "/readiness")
    board = page_of(leigh, "/questions")
    assert "Answered, and new to you" in board
    assert "Answered, and new to you" not in page_of(olu, "/questions")
    (seen,) = re.findall(r'action="(/questions/\w+/\w+/seen)"', board)
    assert post(olu, seen, "/questions").status_code == 404  # it is not theirs to see
    assert post(leigh, seen, "/questions").status_code == 303
    assert "Questions (1)" not in page_of(leigh, "/readiness")
    assert "Answered, and new to you" not in page_of(leigh, "/questions")


def test_an_officer_hears_of_an_answer_on_their_page_of_today_until_they_have_seen_it(lite: Kit, world: World) -> None:
    app = an_app(lite)
    leigh, olu = signed_in(app, lite, "leigh"), signed_in(app, lite, "olu")
    ask = f"/questions/{world.case}/ask"
    assert post(olu, ask, ask, topic="list_position", witness="").status_code == 303
    there = answer_link(page_of(leigh, "/questions"))
    assert post(leigh, there, there, reply="not_known").status_code == 303

    assert "<b>1</b> answer of the CPS to you" in page_of(olu, "/today")
    assert "of the CPS to you" not in page_of(signed_in(app, lite, "mo"), "/today")
    (seen,) = re.findall(r'action="(/questions/\w+/\w+/seen)"', page_of(olu, "/questions"))
    assert post(olu, seen, "/questions").status_code == 303

    assert "of the CPS to you" not in page_of(olu, "/today")


def test_what_waits_for_a_liaison_is_counted_in_their_navigation_and_on_readiness_until_it_is_taken_back(
    lite: Kit, world: World
) -> None:
    app = an_app(lite)
    leigh, olu = signed_in(app, lite, "leigh"), signed_in(app, lite, "olu")
    ask = f"/questions/{world.case}/ask"
    assert post(olu, ask, ask, topic="decision", witness="").status_code == 303

    board = page_of(leigh, "/readiness?asked=1")
    case = page_of(leigh, f"/readiness/{world.case}")
    assert "Questions (1)" in board
    assert "1 waiting for you" in board
    assert "1 question for you" in board
    assert "What was decided on the special measures?" in case
    there = answer_link(page_of(leigh, "/questions"))
    assert "As recorded: W1: live link: granted, to be arranged at court" in page_of(leigh, there)
    assert post(leigh, f"{there}/withdraw", "/questions").status_code == 422  # not theirs to take back
    assert post(olu, f"{there}/withdraw", "/questions").status_code == 303

    assert "Questions (1)" not in page_of(leigh, "/readiness")
    assert "T20267001" not in page_of(leigh, "/readiness?asked=1")


def test_for_a_liaison_of_another_unit_a_question_is_as_one_that_never_was(lite: Kit, world: World) -> None:
    app = an_app(lite)
    assert ask_for_a_lift(signed_in(app, lite, "leigh"), world) == 303
    there = answer_link(page_of(signed_in(app, lite, "olu"), "/questions"))
    lena = signed_in(app, lite, "lena")
    hidden = (f"/questions/{world.case}", there, f"/questions/{world.case}/ask")
    never = ("/questions/never", "/questions/never/never", "/questions/never/ask")

    def bare(path: str) -> str:
        answer = lena.get(path)
        assert answer.status_code == 404
        return re.sub(r'nonce="[^"]+"|value="[^"]+"|[a-z0-9]{26}', "", answer.text)

    assert [bare(path) for path in hidden] == [bare(path) for path in never]
    assert "T20267001" not in page_of(lena, "/questions") + page_of(lena, "/questions.csv")
    assert post(lena, there, "/questions", reply="not_yet").status_code == 404
    with lite.store.reading() as desk:
        denied = {e.entry.deed for e in desk.audit.of_case(world.case) if e.entry.outcome.value == "denied"}
    assert {"questions.case", "question.read", "question.answer"} <= denied
