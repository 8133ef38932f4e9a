"""The free words of a question: what may not go over to the other side is refused, and what is needed may stand."""

import re

import pytest

from tests.builders import J, a_person, a_picture
from witness.domain import enquiry_words
from witness.domain.enquiry_words import LONGEST, faults_in, looked_through, names_in
from witness.domain.errors import Refused

PICTURE = a_picture()
NAMES = names_in(PICTURE)

FORBIDDEN = {
    "number": [
        "ring 07700 900123",
        "on +44 7700 900123",
        "0113 496 0123",
        "0-7-7-0-0-9-0-0-1-2-3",
        "０７７００９００１２３",
    ],
    "mail": ["write to amina@home.example", "amina (at) home.example", "send it to office@school"],
    "link": ["see https://x.example", "www.x.example"],
    "postcode": ["near LS1 4AB", "near ls14ab", "they live in LS14"],
    "address": ["from 12 Acacia Road", "12a acacia road", "14 Little Larch Close", "Acacia Avenue", "flat 3"],
    "name": [
        "Jude will come",
        "jude will come",
        "ask JUDE",
        "mrs Farah",
        "farah's mother",
        "Jude\u200b comes",
        "J.F. asks",
    ],
    "evidence": [
        "his statement is long",
        "she was hurt",
        "D1 is near",
        "what happened then",
        "the defendant is bailed",
    ],
}
ALLOWED = [
    "",
    "First or second on the day?",
    "Any time between 9.30 and 16:00 on 5/2/2027?",
    "From Monday 1 February 2027 to Friday 5 February 2027, mornings only",
    "2027-02-01 to 2027-02-05",
    "W1 2nd in the list, court 5",
    "2 hours on the way, a break after 45 minutes",
    "By the Westgate door, 20 minutes before ten",
    "We will say by the 24th",
]


@pytest.mark.parametrize("text", [text for texts in FORBIDDEN.values() for text in texts])
def test_what_may_not_go_over_is_refused_and_the_words_that_are_wrong_are_named(text: str) -> None:
    with pytest.raises(Refused, match="“.+”"):
        looked_through(text, PICTURE)


@pytest.mark.parametrize("text", ALLOWED)
def test_days_hours_and_places_in_the_list_may_stand(text: str) -> None:
    assert looked_through(f"  {text} ", PICTURE) == text


def test_more_than_a_few_words_are_refused() -> None:
    assert looked_through("a" * LONGEST, PICTURE)
    with pytest.raises(Refused, match="300 characters"):
        looked_through("a" * (LONGEST + 1), PICTURE)


def test_a_name_that_is_a_word_too_counts_only_as_a_name_is_written() -> None:
    picture = a_picture(people=(a_person(J, name="Will Óg-May", initials="W.M."),))

    assert looked_through("they will come, or may", picture)
    for text in ("Will comes", "ask og", "May comes"):
        with pytest.raises(Refused, match="is a name in this case"):
            looked_through(text, picture)


NOTHING = re.compile(r"(?!)")


@pytest.mark.parametrize("careless", ["number", "mail", "link", "postcode", "address", "name", "evidence"])
def test_without_any_one_of_the_rules_something_would_pass(careless: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = {"mail": "an e-mail address", "link": "a link", "postcode": "a postcode", "address": "an address"}
    names = NAMES
    if careless == "number":
        monkeypatch.setattr(enquiry_words, "_LONG_NUMBER", NOTHING)
    elif careless == "evidence":
        monkeypatch.setattr(enquiry_words, "doubts_about", lambda text: ())
    elif careless == "name":
        names = frozenset()
    else:
        left = tuple(row for row in enquiry_words.ITS_KIND if row[1] != rules[careless])
        monkeypatch.setattr(enquiry_words, "ITS_KIND", left)

    assert [text for text in FORBIDDEN[careless] if not list(faults_in(text, names))]
    others = [text for kind, texts in FORBIDDEN.items() if kind != careless for text in texts]
    assert all(list(faults_in(text, NAMES)) for text in others)
