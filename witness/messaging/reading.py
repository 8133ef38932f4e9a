"""How hard a text is to read: the reading age of English, and for every language the length of sentences and words.

The Flesch-Kincaid formula was fitted to English readers and syllables: its figure for Welsh, Polish or Urdu would be a
number without a meaning, and there is no pattern of Welsh syllables to count by. There, only lengths are looked at.
"""

import re
from dataclasses import dataclass
from functools import cache

from pyphen import Pyphen

SENTENCE_END = re.compile(r"[.?!۔؟]+(?=\s|$)|\n+")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# The age at which children begin school, added to a school grade.
GRADE_ONE_AT = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """age: in years, None for a language without a formula. longest_sentence: in words; word_length: mean, in signs."""

    age: float | None
    longest_sentence: int
    word_length: float


def reading_of(body: str, language: str) -> Reading:
    """Measure a text as its reader gets it. Figures are no words to read; names and days count as they stand."""
    sentences = [words for words in (WORD.findall(part) for part in SENTENCE_END.split(body)) if words]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return Reading(None, 0, 0.0)
    longest = max(len(part.split()) for part in SENTENCE_END.split(body))
    length = sum(map(len, words)) / len(words)
    age = _age(words, len(sentences)) if language == "en" else None
    return Reading(age, longest, round(length, 1))


def _age(words: list[str], sentences: int) -> float:
    syllables = sum(_syllables(word.casefold()) for word in words)
    grade = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    return round(max(grade, 0.0) + GRADE_ONE_AT, 1)


@cache
def _syllables(word: str) -> int:
    return len(_patterns().positions(word)) + 1


@cache
def _patterns() -> Pyphen:
    # American breaks follow the sound, British ones the origin: only the first can count syllables.
    return Pyphen(lang="en_US", left=1, right=1)
