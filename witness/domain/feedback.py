"""Feedback after the trial in two questions, with words of their own for a child, and one sentence for a person.

The two numbers are counted; the sentence is read by a person and by nobody else. It is no part of a case's picture.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.case_stage import CaseStage
from witness.domain.errors import Refused
from witness.domain.small_numbers import ALL, Cell, in_words, may_be_shown
from witness.domain.wellbeing import Via


class AskedAs(StrEnum):
    """In whose words it was asked."""

    ADULT = "adult"
    CHILD = "child"


class Ask(StrEnum):
    """The two questions."""

    READY = "ready"
    HEARD = "heard"


ASK_WORDS: dict[AskedAs, dict[Ask, str]] = {
    AskedAs.ADULT: {
        Ask.READY: "Did you know what was going to happen, and when?",
        Ask.HEARD: "Did we listen to you and do what we said?",
    },
    AskedAs.CHILD: {
        Ask.READY: "Did you know what would happen each day?",
        Ask.HEARD: "Did we listen to you?",
    },
}
ANSWER_WORDS: dict[AskedAs, tuple[str, ...]] = {
    AskedAs.ADULT: ("Not at all", "A little", "Partly", "Mostly", "Yes"),
    AskedAs.CHILD: ("No", "A little bit", "Sometimes", "Nearly always", "Yes"),
}
SENTENCE_WORDS: dict[AskedAs, str] = {
    AskedAs.ADULT: "Is there one thing we should do differently? You need not answer.",
    AskedAs.CHILD: "Is there one thing we could do better? You do not have to say.",
}
MOST = 4
LONGEST_SENTENCE = 200
# From 0 to 4: 3 and 4 are a yes, 0 and 1 a no. A judgement, said beside the figures.
BANDS: tuple[str, ...] = ("No or a little", "Partly", "Mostly or yes")
BAND_OF: tuple[str, ...] = (BANDS[0], BANDS[0], BANDS[1], BANDS[2], BANDS[2])
# Nobody is asked how it went while it goes on.
ASKED_AT = frozenset(
    {CaseStage.VERDICT, CaseStage.AWAITING_SENTENCE, CaseStage.SENTENCED, CaseStage.APPEAL, CaseStage.POST}
)
ROWS: dict[AskedAs, str] = {AskedAs.ADULT: "Parents and adults", AskedAs.CHILD: "Children"}
_ONE = "answers"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody answered after the trial. ready, heard: 0 to 4. sentence: "" when they left it out."""

    feedback_id: str
    person_id: str
    asked_as: AskedAs
    ready: int
    heard: int
    sentence: str
    via: Via
    on: date
    recorded_at: datetime


def check_feedback(feedback: Feedback, known: Iterable[Feedback], today: date) -> None:
    """Look at an answer before it is kept.

    Raises:
        Refused: a number is not 0 to 4, the sentence is too long, the day lies ahead, or they have answered already.
    """
    if any(not 0 <= number <= MOST for number in (feedback.ready, feedback.heard)):
        raise Refused(f"Each answer is a number from 0 to {MOST}.")
    if len(feedback.sentence) > LONGEST_SENTENCE:
        raise Refused(f"Keep to one sentence of {LONGEST_SENTENCE} characters or fewer.")
    if feedback.on > today:
        raise Refused("That day has not come yet.")
    if any(f.person_id == feedback.person_id for f in known):
        raise Refused("They have answered already: nobody is asked twice.")


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How often a pair of questions was answered one way: in whose words, which question, 0 to 4, and how often."""

    asked_as: AskedAs
    ask: Ask
    answer: int
    count: int


@dataclass(frozen=True, slots=True)
class FeedbackTable:
    """One question's figures. rows: who, then a count in words for each band, then their sum."""

    ask: Ask
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def figures_of(counts: Iterable[AnswerCount]) -> tuple[FeedbackTable, ...]:
    """Give a table for each question in which no group of fewer than five can be seen or worked out."""
    counts = tuple(counts)
    first: frozenset[Cell] | None = None
    tables = []
    for ask in Ask:
        cells = {(ROWS[who], band, _ONE): 0 for who in AskedAs for band in BANDS}
        for each in counts:
            if each.ask is ask:
                cells[(ROWS[each.asked_as], BAND_OF[each.answer], _ONE)] += each.count
        # Bands are columns, for any of them together are guarded: "not yes" is as telling as "no".
        # Both questions are answered by the same people: what one table holds back the other must not give away.
        shown = may_be_shown(cells, first)
        first = shown if first is None else first
        rows = tuple(
            (name or "All", tuple(in_words(cells, shown, (name, band, ALL)) for band in (*BANDS, ALL)))
            for name in (*ROWS.values(), ALL)
        )
        tables.append(FeedbackTable(ask, rows))
    return tuple(tables)
