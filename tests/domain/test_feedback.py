"""Feedback in two questions: asked once, in words for each, and counted so that nobody can be picked out."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import MOTHER, noon
from witness.domain.errors import Refused
from witness.domain.feedback import (
    ANSWER_WORDS,
    ASK_WORDS,
    AnswerCount,
    Ask,
    AskedAs,
    Feedback,
    check_feedback,
    figures_of,
)
from witness.domain.wellbeing import Via

TODAY = date(2026, 11, 25)
GIVEN = Feedback("f", MOTHER, AskedAs.ADULT, 3, 4, "", Via.VOICE, TODAY, noon(TODAY))


@pytest.mark.parametrize(
    ("answer", "known", "words"),
    [
        (replace(GIVEN, ready=5), [], "from 0 to 4"),
        (replace(GIVEN, heard=-1), [], "from 0 to 4"),
        (replace(GIVEN, sentence="x" * 201), [], "one sentence"),
        (replace(GIVEN, on=date(2026, 11, 26)), [], "has not come"),
        (GIVEN, [replace(GIVEN, feedback_id="g")], "nobody is asked twice"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(answer: Feedback, known: list[Feedback], words: str) -> None:
    check_feedback(GIVEN, [replace(GIVEN, person_id="somebody-else")], TODAY)

    with pytest.raises(Refused, match=words):
        check_feedback(answer, known, TODAY)


def test_a_child_is_asked_both_questions_in_words_of_its_own() -> None:
    adult, child = ASK_WORDS[AskedAs.ADULT], ASK_WORDS[AskedAs.CHILD]

    assert set(adult) == set(child) == set(Ask)
    assert not any(adult[ask] == child[ask] for ask in Ask)
    assert {len(words) for words in ANSWER_WORDS.values()} == {5}


def counts(*rows: tuple[AskedAs, int, int]) -> list[AnswerCount]:
    return [AnswerCount(who, ask, answer, count) for ask in Ask for who, answer, count in rows]


def test_figures_hold_back_fewer_than_five_and_what_would_give_them_away() -> None:
    ready, heard = figures_of(counts((AskedAs.ADULT, 4, 12), (AskedAs.ADULT, 0, 2), (AskedAs.CHILD, 3, 9)))

    for table in (ready, heard):
        rows = dict(table.rows)
        assert rows["Parents and adults"][0] == "fewer than 5"
        # 14 adults less 12 that said yes would be the two that did not.
        assert not (rows["Parents and adults"][2] == "12" and rows["Parents and adults"][3] == "14")
        assert "2" not in rows["Parents and adults"]


def test_figures_are_numbers_where_every_group_is_large() -> None:
    many = [(who, answer, 10) for who in AskedAs for answer in range(5)]

    ready, _ = figures_of(counts(*many))

    assert dict(ready.rows)["All"] == ("40", "20", "40", "100")
