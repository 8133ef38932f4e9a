"""What the private page says: complete in every language, easy to read, and free of words that frighten or tell."""

import re
from pathlib import Path

import pytest

from witness.domain.contact import Tier
from witness.messaging.lint import findings
from witness.messaging.page_words import IncompleteWords, pieces, read_page_words
from witness.messaging.reading import GRADE_ONE_AT, reading_of

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "family" / "words"
WORDS = read_page_words(FOLDER)
# Texts are signed and say whom to ring; a page does both in its own place. Only texts are kept to plain signs.
OF_TEXTS = {"not_signed", "no_number", "fancy_sign"}
HIGHEST_GRADE = 6.0


def sentences(language: str) -> list[str]:
    return [words if words[-1] in ".?۔؟" else f"{words}." for words in WORDS[language].words.values()]


def test_only_english_came_approved_and_the_others_say_why_not() -> None:
    assert {code for code, words in WORDS.items() if words.approved} == {"en"}
    assert all("not yet checked" in words.because for words in WORDS.values() if not words.approved)


def test_what_is_missing_in_a_language_is_named(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text('approved = true\n[words]\nday = "On {day}."\nleave = "Leave"\n')
    (tmp_path / "cy.toml").write_text('approved = false\n[words]\nday = "Ar."\n')

    with pytest.raises(IncompleteWords, match="cy: day, leave"):
        read_page_words(tmp_path)


def test_the_english_reads_at_grade_six_or_below() -> None:
    reading = reading_of(" ".join(sentences("en")), "en")
    hard = reading_of("Representatives subsequently communicate the adjudication regarding proceedings.", "en")

    assert reading.age is not None
    assert hard.age is not None
    assert reading.age - GRADE_ONE_AT <= HIGHEST_GRADE < hard.age - GRADE_ONE_AT
    assert reading.longest_sentence <= 20


@pytest.mark.parametrize("language", sorted(WORDS))
def test_no_word_that_a_neutral_message_may_not_say_stands_on_it(language: str) -> None:
    found = [
        (key, finding.code, finding.found)
        for key, words in WORDS[language].words.items()
        for finding in findings(words, Tier.L1, language=language)
        if finding.red and finding.found and finding.code not in OF_TEXTS
    ]

    assert found == []
    assert any(f.found for f in findings("The trial is on Monday.", Tier.L1, language="en") if f.red)


def test_values_stand_apart_from_the_sentence() -> None:
    assert pieces("On {day} at {time}.", {"day": "Monday", "time": "9am"}) == [
        ("On ", False),
        ("Monday", True),
        (" at ", False),
        ("9am", True),
        (".", False),
    ]
    assert not re.search(r"[{}]", "".join(text for text, _ in pieces("{name}", {"name": "Olu"})))
