"""A parent's short wellbeing check: four questions from 0 to 4, or one by text from 0 to 10. For their support alone.

It is no part of a case's picture, on purpose: nothing that reads the picture, and so no page of the CPS, no score and
no message, can ever learn of it. The scale is a design proposal (domain reference §8) and nobody has validated it: it
finds out whom to ring, and measures nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.errors import Refused
from witness.domain.reply_numbers import whole_numbers


class Question(StrEnum):
    """What is asked. In each, more is better."""

    SLEEP = "sleep"
    COPING = "coping"
    ISOLATION = "isolation"
    CONFIDENCE = "confidence"
    OVERALL = "overall"  # the one question of a text: 0 to 10


class Via(StrEnum):
    """How an answer reached us."""

    VOICE = "voice"
    TEXT = "text"
    PAGE = "page"


QUESTION_WORDS: dict[Question, str] = {
    Question.SLEEP: "How well are you sleeping?",
    Question.COPING: "How well are you coping from day to day?",
    Question.ISOLATION: "How much do you have people to turn to?",
    Question.CONFIDENCE: "How sure are you of what happens next?",
    Question.OVERALL: "How are you doing?",
}
QUESTION_NAMES: dict[Question, str] = {
    Question.SLEEP: "Sleep",
    Question.COPING: "Coping",
    Question.ISOLATION: "People to turn to",
    Question.CONFIDENCE: "Sure of what happens next",
    Question.OVERALL: "How they are, by text",
}
SCALE: tuple[str, ...] = ("Not at all", "A little", "Some of the time", "Mostly", "Very well")
LEAST, MOST = 0, len(SCALE) - 1
MOST_BY_TEXT = 10
# What is asked by voice or on a page, and what four numbers in a text answer, in this order.
FOUR: tuple[Question, ...] = (Question.SLEEP, Question.COPING, Question.ISOLATION, Question.CONFIDENCE)
MOST_OF: dict[Question, int] = {**dict.fromkeys(FOUR, MOST), Question.OVERALL: MOST_BY_TEXT}
# The lowest answer, one up to here, or a fall by so much is worth a call. Judgements: nobody has measured them.
LOW_UP_TO: dict[Question, int] = {**dict.fromkeys(FOUR, LEAST), Question.OVERALL: 3}
FALL_WORTH_A_CALL: dict[Question, int] = {**dict.fromkeys(FOUR, 2), Question.OVERALL: 4}


@dataclass(frozen=True, slots=True)
class WellbeingCheck:
    """What a parent answered on a London day. answers: by question, 0 to its most; what they left out is not there."""

    check_id: str
    person_id: str
    on: date
    answers: Mapping[Question, int]
    via: Via
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Trend:
    """One question over time. values: (day, answer), oldest first. turn: "better", "worse", "the same" or ""."""

    question: Question
    values: tuple[tuple[date, int], ...]

    @property
    def last(self) -> int | None:
        """The newest answer, None when it was never answered."""
        return self.values[-1][1] if self.values else None

    @property
    def change(self) -> int:
        """By how much the newest answer differs from the one before, 0 without one."""
        return self.values[-1][1] - self.values[-2][1] if len(self.values) > 1 else 0

    @property
    def turn(self) -> str:
        """Say where it goes, "" while there is nothing to compare."""
        if len(self.values) < 2:
            return ""
        return "the same" if self.change == 0 else "better" if self.change > 0 else "worse"


def check_answers(check: WellbeingCheck, today: date) -> None:
    """Look at a check before it is kept.

    Raises:
        Refused: nothing is answered, an answer is below 0 or above the most of its question, or the day lies ahead.
    """
    if check.on > today:
        raise Refused("That day has not come yet.")
    if not check.answers:
        raise Refused("Enter at least one answer. They may leave out what they like.")
    for question, value in check.answers.items():
        if not LEAST <= value <= MOST_OF[question]:
            raise Refused(f"Each answer is a number from {LEAST} to {MOST_OF[question]}.")


def trends_of(checks: Iterable[WellbeingCheck], person_id: str) -> tuple[Trend, ...]:
    """Give the trend of each question for a person."""
    own = sorted((c for c in checks if c.person_id == person_id), key=lambda c: (c.on, c.recorded_at, c.check_id))
    return tuple(Trend(q, tuple((c.on, c.answers[q]) for c in own if q in c.answers)) for q in Question)


def worth_a_call(trends: Iterable[Trend]) -> tuple[str, ...]:
    """Say why somebody should ring this parent, one line for each reason; empty when there is none."""
    return tuple(
        f"{QUESTION_NAMES[t.question]}: {in_words(t.question, t.last).lower()}"
        + (f", {t.turn} than before" if t.change < 0 else "")
        for t in trends
        if t.last is not None and (t.last <= LOW_UP_TO[t.question] or t.change <= -FALL_WORTH_A_CALL[t.question])
    )


def in_words(question: Question, value: int) -> str:
    """Say an answer: "Mostly"; of the one question by text, "6 of 10"."""
    return SCALE[value] if question in FOUR else f"{value} of {MOST_OF[question]}"


def numbers_in(text: str) -> dict[Question, int] | None:
    """Read a text answer: four numbers in the order of the questions, "3 2 0 4", or one from 0 to 10; else None.

    Figures of any script count, and the words for them of the languages in which there are words. Whatever is not
    exactly that goes to a person to read: a machine guesses at nobody's state.
    """
    numbers = whole_numbers(text)
    if numbers is None:
        return None
    if len(numbers) == 1 and numbers[0] <= MOST_BY_TEXT:
        return {Question.OVERALL: numbers[0]}
    if len(numbers) == len(FOUR) and max(numbers) <= MOST:
        return dict(zip(FOUR, numbers, strict=True))
    return None
