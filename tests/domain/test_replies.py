"""Only the plainest replies are acted on by a machine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witness.domain.evidence import AnswerKind
from witness.domain.replies import LONGEST_COMING, Meaning, answer_for, meaning_of
from witness.domain.reply_phrases import BEFORE, CARRIER_STOPS, MEANT

COMING = [
    "1",
    " 1 ",
    "1.",
    "1!",
    "1 .",
    "(1)",
    '"1"',
    "“1”",
    "1\n",
    "1️⃣",
    "１",
    "one",
    "One",
    "ONE.",
    "option 1",
    "1 thanks",
    "1 thank you",
    "1 please",
    "1 x",
    "1 xx",
    "1, thanks x",
    "1 👍",
    "hi 1",
    "1 diolch",
    "coming",
    "I'm coming",
    "I’m coming",
    "We are coming",
    "I'll be there",
    "un",
]
HELP = [
    "2",
    "2.",
    " 2",
    "two",
    "TWO",
    "2 please",
    "2 thanks x",
    "option two",
    "need a lift",
    "I need a lift please",
    "dau",
    "2️⃣",
]
WORRIED = [
    "3",
    "3.",
    "three",
    "3 please",
    "worried",
    "I'm worried",
    "scared",
    "help",
    "HELP",
    "help me",
    "call me",
    "please ring me",
    "can you call me please",
    "tri",
    "3️⃣",
]
STOP = [
    "STOP",
    "stop",
    "Stop.",
    " stop ",
    "STOPALL",
    "stop all",
    "unsubscribe",
    "UNSUBSCRIBE",
    "cancel",
    "END",
    "quit",
    "stop please",
    "please stop",
    "stop x",
    "stop texting me",
    "Please stop texting me x",
    "can you stop texting me",
    "please stop sending these x",
    "stop messaging me",
    "no more texts please",
    "dont text me",
    "Don't text me again",
    "do not contact me",
    "take me off your list",
    "leave me alone",
    "opt out",
    "I want to opt out",
    "Stopiwch",
    "stopiwch os gwelwch yn dda",
    "Peidiwch â thecstio",
    "dim mwy o negeseuon",
    "remove my number",
    "stop texting me he reads my phone",
    "he reads my phone, please stop texting me",
    "who is this? stop texting me",
    "STOP, he is reading this",
    "1 but stop texting me",
    "stop 2",
]
START = ["start", "START", "unstop", "start again please", "restart"]
UNCLEAR = [
    "",
    "   ",
    "?",
    "11",
    "12",
    "21",
    "1 2",
    "1 or 2?",
    "1 or 2",
    "1/2",
    "1,2",
    "1?",
    "1st",
    "-1",
    "+1",
    "#1",
    "£1",
    "$1",
    "1.5",
    "1:30",
    "10",
    "100",
    "0",
    "4",
    "01",
    "yes 1 but 3",
    "1 and 3",
    "1 no 2",
    "not 1",
    "no 1",
    "1 help",
    "1 scared",
    "1 😢",
    "1 if he's not there",
    "1 maybe",
    "1 i think",
    "can't 1",
    "07700 900101",
    "+447700900101",
    "0113 496 0123",
    "1 07700900101",
    "yes",
    "Yes",
    "ok",
    "okay",
    "no",
    "x",
    "👍",
    "k",
    "coming?",
    "coming but scared",
    "dont stop",
    "please don't stop texting me",
    "he won't stop",
    "stop him",
    "stop?",
    "the end",
    "cancel please",
    "cancel the taxi",
    "quit school",
    "oneone",
    "l",
    "I",
    "helper",
    "2 but also 3",
    "3 1",
    "unsure",
    "un dau",
    "1 please do not ring me at home",
    "one thank you so much for everything",
    "1 stop",
]
CANNOT = ["not coming", "I'm not coming", "Sorry, we can't make it", "sorry we cant make it x"]
QUESTION = [
    "who is this",
    "what time?",
    "why did you stop texting me",
    "end of the day?",
    "is it one o'clock",
    "start late?",
]
WRONG_NUMBER = ["wrong number", "Sorry, wrong number", "You have the wrong person. Please stop texting me"]
# These reach an owner and a manager at once: `domain.disclosures` has the table.
SAFEGUARDING = [
    "1 but he is outside my house",
    "1 he is outside",
    "i am coming but he knows where i live",
    "one of them messaged me",
    "they said they will kill me",
]
DISTRESS = ["I want to die", "1 i want to kill myself", "dwi isio marw"]

TABLE = [
    (text, meaning)
    for meaning, texts in [
        (Meaning.COMING, COMING),
        (Meaning.HELP, HELP),
        (Meaning.WORRIED, WORRIED),
        (Meaning.STOP, STOP),
        (Meaning.START, START),
        (Meaning.CANNOT, CANNOT),
        (Meaning.QUESTION, QUESTION),
        (Meaning.WRONG_NUMBER, WRONG_NUMBER),
        (Meaning.UNCLEAR, UNCLEAR),
        (Meaning.SAFEGUARDING, SAFEGUARDING),
        (Meaning.DISTRESS, DISTRESS),
    ]
    for text in texts
]


@pytest.mark.parametrize(("text", "meaning"), TABLE)
def test_a_reply_means_what_a_careful_person_would_take_it_to_mean(text: str, meaning: Meaning) -> None:
    assert meaning_of(text) is meaning


@pytest.mark.parametrize("word", sorted(CARRIER_STOPS))
@pytest.mark.parametrize("spell", [str.lower, str.upper, str.title], ids=["small", "capital", "title"])
def test_what_the_carrier_takes_as_stop_is_stop_here_too(word: str, spell: type[str]) -> None:
    assert meaning_of(spell(word)) is Meaning.STOP


WORRYING = ["scared", "outside", "he", "police", "knife", "followed", "not", "no", "help", "threat", "hurt", "cant"]


@given(
    digit=st.sampled_from(["1", "one", "1.", "1 please"]),
    word=st.sampled_from(WORRYING),
    before=st.booleans(),
)
def test_a_worrying_word_beside_the_digit_is_never_filed_as_coming(digit: str, word: str, before: bool) -> None:
    text = f"{word} {digit}" if before else f"{digit} {word}"

    assert meaning_of(text) is not Meaning.COMING


@given(st.text())
def test_whatever_arrives_has_a_meaning(text: str) -> None:
    assert meaning_of(text) in Meaning


@given(st.text(min_size=LONGEST_COMING + 1).filter(lambda text: len(text.strip()) > LONGEST_COMING))
def test_a_long_text_is_never_taken_as_coming(text: str) -> None:
    assert meaning_of(f"1 {text}") is not Meaning.COMING


def test_a_text_made_of_courtesies_alone_is_read_by_a_person() -> None:
    assert meaning_of("please " * 500) is Meaning.UNCLEAR


@pytest.mark.parametrize("courtesy", BEFORE)
def test_courtesies_cannot_stretch_a_coming_beyond_its_length(courtesy: str) -> None:
    assert meaning_of(f"{courtesy}{courtesy}{courtesy}1 thank you please thanks") is Meaning.UNCLEAR


def test_no_phrase_stands_for_two_meanings() -> None:
    phrases = [phrase for phrases in MEANT.values() for phrase in phrases]

    assert len(phrases) == len(set(phrases))
    assert not set(phrases) & CARRIER_STOPS


@pytest.mark.parametrize(
    ("meaning", "phrase"), [(meaning, phrase) for meaning, phrases in MEANT.items() for phrase in sorted(phrases)]
)
def test_every_phrase_of_the_table_is_spelt_so_that_it_can_match(meaning: Meaning, phrase: str) -> None:
    assert meaning_of(phrase) is meaning


@pytest.mark.parametrize(
    ("meaning", "answer"),
    [
        (Meaning.COMING, AnswerKind.COMING),
        (Meaning.HELP, AnswerKind.HELP),
        (Meaning.WORRIED, AnswerKind.WORRIED),
        (Meaning.CANNOT, AnswerKind.CANNOT),
        (Meaning.LATE, None),
        (Meaning.QUESTION, None),
        (Meaning.OTHER_TIME, None),
        (Meaning.STOP_ASKING, None),
        (Meaning.WHO_LOOKED, None),
        (Meaning.WHAT_WE_SAID, None),
        (Meaning.WRONG_NUMBER, None),
        (Meaning.STOP, None),
        (Meaning.START, None),
        (Meaning.UNCLEAR, None),
        (Meaning.SAFEGUARDING, None),
        (Meaning.DISTRESS, None),
    ],
)
def test_only_the_three_offers_and_a_plain_no_are_answers(meaning: Meaning, answer: AnswerKind | None) -> None:
    assert answer_for(meaning) is answer
