"""What may stand in an explanation: short, plain, and nothing that hurts, promises, presses or coaches."""

import pytest

from witness.domain.explanation_words import ENGLISH
from witness.domain.explanation_words_cy import WELSH
from witness.domain.explanations import Explanation, Reader
from witness.messaging.explanation_lint import faults_in


@pytest.mark.parametrize(
    "each", [*ENGLISH, *WELSH], ids=lambda each: f"{each.topic.value}-{each.reader.value}-{each.language}"
)
def test_every_explanation_of_the_product_may_be_approved(each: Explanation) -> None:
    assert faults_in(each.words, each.reader, each.language) == ()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "nothing in it"),
        ("The victim waits in a room.", "never used to families"),
        ("You should say that you do not know.", "what to say"),
        ("He will go to prison.", "nobody can promise"),
        ("Don’t worry about it.", "nobody can promise"),
        ("This is your last chance to come.", "presses"),
        ("They ask what happened to your child.", "what happened"),
        ("Notwithstanding considerable procedural irregularities, adjudication necessitates deliberation.", "grade"),
        ("We " + "go on and " * 12 + "stop.", "words: 20 at most"),
        ("We ring you. " * 60, "letters: 700 at most"),
    ],
)
def test_what_hurts_promises_presses_coaches_or_is_hard_is_found(words: str, says: str) -> None:
    assert says in " ".join(faults_in(words, Reader.ADULT, "en"))


def test_a_child_is_given_easier_words_than_an_adult() -> None:
    words = "The lawyers explain the different questions. Another meeting follows afterwards at the building."

    assert faults_in(words, Reader.CHILD, "en") != ()
