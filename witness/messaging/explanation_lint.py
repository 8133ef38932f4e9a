"""Looks through an explanation before anybody may say it: how hard it is to read, and what it may not say.

A family page or a voice may speak of court, as a text may not; here stand the words that hurt, promise or coach.
"""

import re
from dataclasses import dataclass

from witness.domain.explanations import Reader
from witness.messaging.reading import GRADE_ONE_AT, reading_of

MOST_GRADE = 6
MOST_GRADE_CHILD = 4  # about nine years old
LONGEST_SENTENCE = 20  # words
LONGEST = 700  # signs: what can be said in a minute


@dataclass(frozen=True, slots=True)
class ForbiddenWords:
    """What may not stand in an explanation, and why."""

    pattern: re.Pattern[str]
    because: str


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


FORBIDDEN: tuple[ForbiddenWords, ...] = (
    ForbiddenWords(
        _any_of(
            r"victims?|abus\w+|exploit\w*|allegations?|alleged|defendants?|perpetrators?|offenders?|complainants?"
            r"|dioddefwyr?|camdrin\w*|cam-drin\w*|diffynnydd|diffynyddion"
        ),
        "a word that is never used to families",
    ),
    ForbiddenWords(
        _any_of(
            r"(?:you|they|she|he) (?:should|must|have to|need to) (?:say|tell|remember|answer)"
            r"|make sure (?:you|they) (?:say|tell|remember)|the right answer"
            r"|practi[sc]e (?:your|their) (?:answers?|story)"
        ),
        "it sounds like telling a witness what to say",
    ),
    ForbiddenWords(
        _any_of(
            r"will be believed|will win|will lose|will be (?:found )?guilty|will go to prison|promise you|guarantee\w*"
            r"|justice will|do not worry|don't worry|nothing to worry"
        ),
        "it promises what nobody can promise",
    ),
    ForbiddenWords(_any_of(r"you must|last chance|hurry|failure to|or else|be brave"), "it presses somebody"),
    ForbiddenWords(
        _any_of(r"what happened to|what (?:he|she|they) did|rap(?:e|ed|ist)|assault\w*|sex\w*|groom\w*|touched"),
        "it speaks of what happened",
    ),
)


def faults_in(words: str, reader: Reader, language: str) -> tuple[str, ...]:
    """Say everything that keeps words from being an explanation; empty when they may be approved."""
    plain = words.strip().replace("’", "'")
    if not plain:
        return ("There is nothing in it.",)
    found = [f"“{m.group()}”: {row.because}." for row in FORBIDDEN if (m := row.pattern.search(plain))]
    reading = reading_of(plain, language)
    most = MOST_GRADE_CHILD if reader is Reader.CHILD else MOST_GRADE
    grade = None if reading.age is None else reading.age - GRADE_ONE_AT
    if grade is not None and grade > most:
        found.append(f"It reads at grade {grade:.1f}: {most} at most.")
    if reading.longest_sentence > LONGEST_SENTENCE:
        found.append(f"A sentence has {reading.longest_sentence} words: {LONGEST_SENTENCE} at most.")
    if len(plain) > LONGEST:
        found.append(f"It has {len(plain)} letters: {LONGEST} at most.")
    return tuple(found)
