"""A parent's short wellbeing check: four questions, each from 0 to 4 or left out. It is for their support alone.

It is no part of a case's picture, on purpose: nothing that reads the picture, and so no page of the CPS, no score and
no message, can ever learn of it. The scale is a design proposal (domain reference §8) and nobody has validated it: it
finds out whom to ring, and measures nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.errors import Refused


class Question(StrEnum):
    """What is asked. In each, more is better."""

    SLEEP = "sleep"
    COPING = "coping"
    ISOLATION = "isolation"
    CONFIDENCE = "confidence"


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
}
QUESTION_NAMES: dict[Question, str] = {
    Question.SLEEP: "Sleep",
    Question.COPING: "Coping",
    Question.ISOLATION: "People to turn to",
    Question.CONFIDENCE: "Sure of what happens next",
}
SCALE: tuple[str, ...] = ("Not at all", "A little", "Some of the time", "Mostly", "Very well")
LEAST, MOST = 0, len(SCALE) - 1
# A fall by so much, or the lowest answer, is worth a call. A judgement: nobody has measured it.
FALL_WORTH_A_CALL = 2


@dataclass(frozen=True, slots=True)
class WellbeingCheck:
    """What a parent answered on a London day. answers: 0 to 4 by question; what they left out is not there."""

    check_id: str
    person_id: str
    on: date
    answers: Mapping[Question, int]
    via: Via
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Trend:
    """One question over time. values: (day, 0 to 4), oldest first. turn: "better", "worse", "the same" or ""."""

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
        Refused: nothing is answered, an answer is not 0 to 4, or the day lies ahead.
    """
    if check.on > today:
        raise Refused("That day has not come yet.")
    if not check.answers:
        raise Refused("Enter at least one answer. They may leave out what they like.")
    if any(not LEAST <= value <= MOST for value in check.answers.values()):
        raise Refused(f"Each answer is a number from {LEAST} to {MOST}.")


def trends_of(checks: Iterable[WellbeingCheck], person_id: str) -> tuple[Trend, ...]:
    """Give the trend of each question for a person."""
    own = sorted((c for c in checks if c.person_id == person_id), key=lambda c: (c.on, c.recorded_at, c.check_id))
    return tuple(Trend(q, tuple((c.on, c.answers[q]) for c in own if q in c.answers)) for q in Question)


def worth_a_call(trends: Iterable[Trend]) -> tuple[str, ...]:
    """Say why somebody should ring this parent, one line for each reason; empty when there is none."""
    return tuple(
        f"{QUESTION_NAMES[t.question]}: {SCALE[t.last].lower()}" + (f", {t.turn} than before" if t.change < 0 else "")
        for t in trends
        if t.last is not None and (t.last == LEAST or t.change <= -FALL_WORTH_A_CALL)
    )


def numbers_in(text: str) -> dict[Question, int] | None:
    """Read a text answer of four numbers in the order of the questions, "3 2 0 4"; None for anything else.

    Whatever is not exactly that goes to a person to read: a machine guesses at nobody's state.
    """
    words = text.replace(",", " ").split()
    if len(words) != len(Question) or any(len(w) != 1 or w not in "01234" for w in words):
        return None
    return {question: int(word) for question, word in zip(Question, words, strict=True)}
