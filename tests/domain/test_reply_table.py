"""A text ends in one place: understood and acted on, with a person, or kept for those who must act on it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.reply_table import TABLE
from witness.domain.disclosures import PHRASES, alarm_in
from witness.domain.replies import (
    Ending,
    Meaning,
    answer_for,
    ending_of,
    is_carrier_stop,
    meaning_of,
    stop_choice,
)
from witness.domain.reply_phrases import LANGUAGES, phrase_rows

CODES = {language.code for language in LANGUAGES}
LEAST_IN_TABLE, LEAST_STOPS = 250, 40


@pytest.mark.parametrize(("text", "meaning"), TABLE)
def test_a_text_means_what_a_careful_person_would_take_it_to_mean(text: str, meaning: Meaning) -> None:
    assert meaning_of(text) is meaning


def test_the_table_is_large_and_has_stops_of_many_wordings() -> None:
    counted = Counter(meaning for _, meaning in TABLE)

    assert len({text for text, _ in TABLE}) >= LEAST_IN_TABLE
    assert counted[Meaning.STOP] >= LEAST_STOPS
    assert set(counted) == set(Meaning)


def by_first_sign(text: str) -> Meaning:
    """The wrong rule: the first sign is the answer."""
    first = {"1": Meaning.COMING, "2": Meaning.HELP, "3": Meaning.WORRIED}
    return first.get(text[:1], Meaning.UNCLEAR)


def by_substring(text: str) -> Meaning:
    """The wrong rule: a word anywhere in the text counts."""
    words = {"stop": Meaning.STOP, "end": Meaning.STOP, "1": Meaning.COMING, "coming": Meaning.COMING,
             "wrong number": Meaning.WRONG_NUMBER}  # fmt: skip
    return next((meaning for word, meaning in words.items() if word in text.lower()), Meaning.UNCLEAR)


@pytest.mark.parametrize("naive", [by_first_sign, by_substring])
def test_a_naive_rule_fails_the_same_table(naive) -> None:  # type: ignore[no-untyped-def]
    wrong = [text for text, meaning in TABLE if naive(text) is not meaning]
    harmful = [text for text, meaning in TABLE if naive(text) is Meaning.COMING and meaning is not Meaning.COMING]

    assert len(wrong) > len(TABLE) / 4
    assert "1 but he is outside" in harmful


@given(
    text=st.one_of(st.text(max_size=200), st.sampled_from([text for text, _ in TABLE])),
    more=st.sampled_from(["", " x", "!!", " 1", " stop", "\nhe is outside", " 👍"]),
    media=st.booleans(),
    known=st.booleans(),
)
def test_every_text_ends_in_one_place_and_none_both_confirms_and_is_kept(
    text: str, more: str, media: bool, known: bool
) -> None:
    said = text + more
    meaning, alarm = meaning_of(said), alarm_in(said) is not None

    ending = ending_of(meaning, alarm=alarm, media=media, known=known)

    assert ending in Ending
    if alarm or media:
        assert ending is Ending.QUARANTINED
    if alarm:
        assert answer_for(meaning) is None
    if ending is Ending.ACTED:
        assert meaning in (Meaning.COMING, Meaning.START)


@given(text=st.sampled_from([text for text, meaning in TABLE if meaning in (Meaning.DISTRESS, Meaning.SAFEGUARDING)]),
       stop=st.sampled_from(["STOP. ", "stop texting me. ", "wrong number. "]))  # fmt: skip
def test_danger_is_heard_beside_every_other_wish(text: str, stop: str) -> None:
    said = stop + text

    assert meaning_of(said) in (Meaning.STOP, Meaning.WRONG_NUMBER)
    assert alarm_in(said) is not None
    assert ending_of(meaning_of(said), alarm=True) is Ending.QUARANTINED


@pytest.mark.parametrize(
    ("text", "number"),
    [("STOP 1", 1), ("stop 2 please", 2), ("Stop number 3", 3), ("stop two", 2), ("STOP", None), ("stop 12", None),
     ("stop 2 of them", None), ("2", None), ("stop me", None)],
)  # fmt: skip
def test_a_stop_may_name_one_of_the_children_by_its_number(text: str, number: int | None) -> None:
    assert stop_choice(text) == number


@pytest.mark.parametrize(
    ("text", "keyword", "blocks"),
    [("STOP", "", True), ("Unsubscribe", "", True), ("end", "", True), ("halt", "STOP", True),
     ("stop texting me", "", False), ("please stop", "", False), ("stopiwch", "", False), ("STOP 2", "", False)],
)  # fmt: skip
def test_only_the_carriers_own_words_alone_block_the_number(text: str, keyword: str, blocks: bool) -> None:
    assert is_carrier_stop(text, keyword) is blocks


def test_every_phrase_has_its_language_and_only_english_claims_to_have_been_looked_at() -> None:
    assert {row.language for row in phrase_rows()} == CODES
    assert all(set(by_language) == CODES for by_language in PHRASES.values())
    assert [language.code for language in LANGUAGES if language.checked_by] == ["en"]


@pytest.mark.parametrize(
    "hostile", ["stop " * 400, "1" * 1600, "?" * 1600, "\u200b" * 1600, "sorry " * 300, "😢" * 800]
)
def test_a_text_of_sixteen_hundred_signs_is_understood_at_once(hostile: str) -> None:
    assert meaning_of(hostile) in (Meaning.UNCLEAR, Meaning.STOP)
