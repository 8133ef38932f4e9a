"""A parent's wellbeing check: for their support alone, so that no picture, score or view of the CPS can carry it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import MOTHER, noon
from tests.carried import carried_by
from witness.domain.cases import CasePicture
from witness.domain.errors import Refused
from witness.domain.feedback import Feedback
from witness.domain.parents import OfferStep
from witness.domain.wellbeing import (
    FOUR,
    Question,
    Via,
    WellbeingCheck,
    check_answers,
    numbers_in,
    trends_of,
    worth_a_call,
)

TODAY = date(2026, 11, 25)
WHOLE = dict.fromkeys(FOUR, 3)


def a_check(answers: dict[Question, int], days_ago: int = 0) -> WellbeingCheck:
    on = TODAY - timedelta(days=days_ago)
    return WellbeingCheck(f"c{days_ago}", MOTHER, on, answers, Via.VOICE, noon(on))


SUPPORT_ONLY = {WellbeingCheck, Feedback}


def test_the_picture_from_which_scores_and_messages_are_made_cannot_hold_a_check_or_feedback() -> None:
    held = set(carried_by(CasePicture))

    assert OfferStep in held  # the look goes deep enough to find what is there
    assert not held & SUPPORT_ONLY


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (a_check({}), "at least one"),
        (a_check({Question.SLEEP: 5}), "from 0 to 4"),
        (a_check({Question.SLEEP: -1}), "from 0 to 4"),
        (a_check({Question.OVERALL: 11}), "from 0 to 10"),
        (a_check(WHOLE, -1), "has not come yet"),
    ],
)
def test_a_check_that_cannot_be_is_refused(check: WellbeingCheck, words: str) -> None:
    with pytest.raises(Refused, match=words):
        check_answers(check, TODAY)


def test_a_trend_goes_by_day_skips_what_was_left_out_and_says_when_to_ring() -> None:
    checks = [
        a_check({Question.SLEEP: 1, Question.COPING: 3}),
        a_check({Question.SLEEP: 3, Question.COPING: 2, Question.ISOLATION: 0}, 28),
        replace(a_check({Question.SLEEP: 0}, 1), person_id="somebody-else"),
    ]

    sleep, coping, isolation, confidence, overall = trends_of(checks, MOTHER)

    assert [value for _, value in sleep.values] == [3, 1]
    assert [t.turn for t in (sleep, coping, isolation, confidence)] == ["worse", "better", "", ""]
    assert confidence.last is None
    assert overall.values == ()
    assert worth_a_call((sleep, coping, isolation, confidence)) == (
        "Sleep: a little, worse than before",
        "People to turn to: not at all",
    )
    assert worth_a_call(trends_of([a_check(WHOLE)], MOTHER)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3 2 1",
        "3 2 1 4 0",
        "3 2 1 5",
        "33 2 1 4",
        "3 2 1 4 please ring",
        "11",
        "100",
        "-1 x",
        "5?",
        "4 5",
        "½",
        "٣ 2",
    ],
)
def test_a_text_that_is_not_four_numbers_or_one_goes_to_a_person(text: str) -> None:
    assert numbers_in(text) is None


@pytest.mark.parametrize("text", ["3 2 0 4", "3,2,0,4", " 3  2 0\n4 ", "٣ 2 0 4", "۳ ۲ ۰ ۴", "tri dau dim pedwar"])
def test_four_numbers_are_read_in_the_order_of_the_questions(text: str) -> None:
    assert numbers_in(text) == {
        Question.SLEEP: 3,
        Question.COPING: 2,
        Question.ISOLATION: 0,
        Question.CONFIDENCE: 4,
    }


@pytest.mark.parametrize(
    ("text", "number"),
    [("6", 6), ("10", 10), (" 0. ", 0), ("۷", 7), ("saith", 7), ("سات", 7), ("Ten!", 10), ("6\ufe0f\u20e3", 6)],
)
def test_one_number_from_nought_to_ten_is_how_they_are_as_a_whole(text: str, number: int) -> None:
    assert numbers_in(text) == {Question.OVERALL: number}


@pytest.mark.parametrize(("values", "rings"), [((3,), True), ((4,), False), ((9, 5), True), ((9, 6), False)])
def test_a_low_number_or_a_deep_fall_is_worth_a_call(values: tuple[int, ...], rings: bool) -> None:
    checks = [a_check({Question.OVERALL: value}, len(values) - nth) for nth, value in enumerate(values)]

    found = worth_a_call(trends_of(checks, MOTHER))

    assert bool(found) is rings
    assert all(f"{values[-1]} of 10" in words for words in found)
