"""Looks through a note for words about what happened. It warns and asks; it never blocks and never stays silent."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suspect:
    """A row of the table: words that may speak of what happened, and why to think again."""

    pattern: re.Pattern[str]
    because: str


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


# A judgement after domain reference §7; a small table, because a long one teaches people to click it away.
SUSPECTS: tuple[Suspect, ...] = (
    Suspect(
        _any_of(
            r"rap(?:e|ed|ist)|assault\w*|abus\w+|sex\w*|groom(?:ed|ing)|touch(?:ed|ing)|hit|punch\w*|hurt|stabb?\w*"
        ),
        "it may describe what happened",
    ),
    Suspect(
        _any_of(r"what happened|that night|remembers?|remembered|recalls?|memor(?:y|ies) of|account of"),
        "it may hold what somebody remembers",
    ),
    Suspect(
        _any_of(r"(?:he|she) (?:did|made|forced|took)|told (?:me|us) (?:that|about|how)|disclos\w+"),
        "it may repeat what somebody said about it",
    ),
    Suspect(
        _any_of(
            r"statement|interview|evidence|allegations?|alleged|defendants?|suspects?|accused|perpetrators?|D[1-9]"
        ),
        "it may speak of the evidence or of a defendant",
    ),
    Suspect(_any_of(r"l(?:ied|ying)|truthful|believ(?:e|es|able)|credible"), "it judges whether somebody is right"),
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a note to think again about. found: the words as they stand there."""

    found: str
    because: str


def doubts_about(text: str) -> tuple[Doubt, ...]:
    """Give the words of a text that may speak of what happened, each row of the table once."""
    plain = text.replace("’", "'")
    return tuple(
        Doubt(match.group(), suspect.because) for suspect in SUSPECTS if (match := suspect.pattern.search(plain))
    )


def warnings_about(text: str) -> tuple[str, ...]:
    """Say what to think again about, one sentence for each doubt."""
    return tuple(
        f"“{doubt.found}”: {doubt.because}. Notes hold no word of what happened." for doubt in doubts_about(text)
    )
