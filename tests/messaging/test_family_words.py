"""Whatever a family reads or is read out, in English, is easy, and says no word that hurts, promises, presses or tells.

Texts are measured as they usually read; scripts, letters and sheets as one piece each, because a formula that was made
for whole passages says nothing of five words.
"""

import re
from pathlib import Path

import pytest

from witness.domain.absence_letters import WORDS as LETTERS
from witness.domain.absence_letters import LetterTo
from witness.domain.after_words import SCRIPTS
from witness.domain.contact import Tier
from witness.domain.explanation_words import ENGLISH
from witness.domain.feedback import ASK_WORDS, SENTENCE_WORDS, Ask, AskedAs
from witness.domain.pack_words import BRING, PLAIN_ENTRANCE, PLAIN_WAITING, THE_DAY
from witness.domain.parents import OFFER_WORDS
from witness.domain.wellbeing import QUESTION_WORDS
from witness.messaging.explanation_lint import FORBIDDEN
from witness.messaging.lint import betrayed_by
from witness.messaging.page_words import read_page_words
from witness.messaging.reading import GRADE_ONE_AT, reading_of
from witness.messaging.template_words import usual_values
from witness.messaging.wording import MAILS, TEXTS, Wording

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
WORDING = Wording(TEMPLATES / "messages")
HIGHEST_GRADE = 6.0
LONGEST_SENTENCE = 20
TO_COLLEAGUES = frozenset({"staff_notice", "staff_digest"})
SLOT = re.compile(r"\{[a-z]+\}")
QUOTED = re.compile(r'"([^"]*)"')


def together(*sentences: str) -> str:
    """One passage. A value in a slot is a short word, as most are."""
    whole = [words if words[-1] in ".?!" else f"{words}." for words in sentences]
    return SLOT.sub("one", " ".join(whole))


def texts() -> dict[str, str]:
    values = usual_values("en")
    found = {f"text {name}": WORDING.text(name, "en", values, Tier.L3).body for name in TEXTS}
    return found | {
        f"mail {name}": WORDING.mail(name, "en", values)[1] for name in sorted(MAILS.keys() - TO_COLLEAGUES)
    }


def letters() -> dict[str, str]:
    english = LETTERS["en"]
    firsts = {"day": english.one_day, "hour": english.from_an_hour, "period": english.in_a_period}
    return {
        f"letter {to.value} {which}": together(first[to], *english.then[to], english.ring)
        for to in LetterTo
        for which, first in firsts.items()
    }


def read_out() -> dict[str, str]:
    table, _, _ = (TEMPLATES / "officer" / "call_script.html").read_text(encoding="utf-8").partition("} %}")
    calls = [words for words in QUOTED.findall(table) if " " in words]  # the others are the reasons for a call
    assert len(calls) > 20
    return {
        **{f"outcome {title}": together(*words) for title, _, words in SCRIPTS},
        "calls": together(*calls),
        "how they are": together(*QUESTION_WORDS.values()),
        "how it was": together(*(ASK_WORDS[AskedAs.ADULT][ask] for ask in Ask), SENTENCE_WORDS[AskedAs.ADULT]),
        "how it was, for a child": together(
            *(ASK_WORDS[AskedAs.CHILD][ask] for ask in Ask), SENTENCE_WORDS[AskedAs.CHILD]
        ),
        "offers": together(*(words.says for words in OFFER_WORDS.values())),
    }


def sheets() -> dict[str, str]:
    places = [pair[full] for table in (PLAIN_ENTRANCE, PLAIN_WAITING) for pair in table.values() for full in (0, 1)]
    return {
        "sheet, the day": together(*THE_DAY[False]),
        "sheet, the day in full": together(*THE_DAY[True]),
        "sheet, what to bring": together(*BRING),
        "sheet, doors and rooms": together(*(words for words in places if words)),
        "page": together(*read_page_words(TEMPLATES / "family" / "words")["en"].words.values()),
    }


EXPLAINED = {f"explained {e.topic.value} {e.reader.value}": e.words for e in ENGLISH}
WHAT_FAMILIES_READ = {**texts(), **letters(), **read_out(), **sheets(), **EXPLAINED}
# What may lie on a kitchen table or be read by a school: nothing that tells a stranger what it is about.
FOR_ANY_EYES = {**letters(), **{name: words for name, words in sheets().items() if "in full" not in name}}
DOORS_IN_FULL = "sheet, doors and rooms"


@pytest.mark.parametrize("name", WHAT_FAMILIES_READ)
def test_whatever_a_family_reads_or_hears_is_easy_and_hurts_nobody(name: str) -> None:
    words = WHAT_FAMILIES_READ[name]
    reading = reading_of(words, "en")

    assert reading.age is not None
    assert reading.age - GRADE_ONE_AT <= HIGHEST_GRADE
    assert reading.longest_sentence <= LONGEST_SENTENCE
    assert [row.because for row in FORBIDDEN if row.pattern.search(words.replace("’", "'"))] == []


@pytest.mark.parametrize("name", [name for name in FOR_ANY_EYES if name != DOORS_IN_FULL])
def test_what_may_lie_open_tells_a_stranger_nothing(name: str) -> None:
    assert betrayed_by(FOR_ANY_EYES[name]) == ()


def test_the_same_look_finds_hard_words_and_words_that_tell() -> None:
    hard = reading_of("Representatives subsequently communicate the adjudication regarding proceedings.", "en")

    assert hard.age is not None
    assert hard.age - GRADE_ONE_AT > HIGHEST_GRADE
    assert betrayed_by(together(*THE_DAY[True])) != ()
    assert any(row.pattern.search("The victim should remember to say it.") for row in FORBIDDEN)
