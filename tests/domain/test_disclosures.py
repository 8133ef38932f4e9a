"""Words of danger are caught whatever stands around them, and everyday words are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witness.domain.disclosures import Alarm, alarm_in
from witness.domain.replies import Meaning, meaning_of
from witness.domain.reply_phrases import MEANT

DANGER = [
    "1 but he is outside",
    "He's right outside",
    "they are outside my house",
    "he said hes going to kill me",
    "They’ve threatened my mum",
    "I'm being followed",
    "someone is following us home",
    "he hit me",
    "he hurt my brother",
    "he has got my phone",
    "they offered me money",
    "told me not to come",
    "he told me to drop the case",
    "she has run away again and not come home",
    "I dont feel safe",
    "he knows where we live",
    "one of them messaged me",
    "he was at my door",
    "theyre making me sell",
    "HE HAS A KNIFE",
    "mae o tu allan",
    "maen nhw'n bygwth fi",
    "dwi ddim yn saff",
]
HARM = [
    "I want to die",
    "i dont want to be here anymore",
    "im going to kill myself",
    "she has been self-harming",
    "he cut himself",
    "i cant go on like this",
    "thinking about suicide",
    "dwi eisiau marw",
    "dwi am ladd fy hun lladd fy hun",
]
EVERYDAY = [
    "",
    "1",
    "2 please",
    "3",
    "scared",
    "I'm worried",
    "can you ring me after 4",
    "what time do we meet outside court",
    "I can't go on Monday",
    "can't go on the 7th",
    "the taxi is late",
    "is the police officer coming too",
    "please collect us from our house",
    "sorry wrong number",
    "do I need to bring anything",
    "he is at school till 3",
    "you texted me yesterday",
    "my phone is not working",
    "who will be there",
    "dwin dod",
    "diolch yn fawr",
]


@pytest.mark.parametrize("text", DANGER)
def test_danger_from_others_is_caught(text: str) -> None:
    assert alarm_in(text) is Alarm.SAFEGUARDING


@pytest.mark.parametrize("text", HARM)
def test_harm_to_oneself_is_caught(text: str) -> None:
    assert alarm_in(text) is Alarm.DISTRESS


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_words_are_left_alone(text: str) -> None:
    assert alarm_in(text) is None


@given(
    text=st.sampled_from([*DANGER, *HARM]),
    before=st.sampled_from(["", "1 ", "ok ", "hi its me. ", "😢 ", "thanks\n"]),
    after=st.sampled_from(["", " x", " thanks", ". 1", "!!!", " please dont tell anyone"]),
    spell=st.sampled_from([str.lower, str.upper, str.title]),
)
def test_whatever_stands_around_it_a_person_is_brought_in(text: str, before: str, after: str, spell: type[str]) -> None:
    said = f"{before}{spell(text)}{after}"

    assert alarm_in(said) is not None
    assert meaning_of(said) in (Meaning.SAFEGUARDING, Meaning.DISTRESS)


def catches_only_whole_texts(text: str) -> Alarm | None:
    """The wrong rule: a phrase counts when it is the whole text."""
    return Alarm.SAFEGUARDING if text == "he is outside" else None


def test_a_rule_that_looks_at_whole_texts_only_would_miss_it() -> None:
    assert catches_only_whole_texts("1 but he is outside") is None
    assert alarm_in("1 but he is outside") is Alarm.SAFEGUARDING


def test_a_wish_to_be_left_alone_is_heard_first_and_the_danger_besides() -> None:
    said = "stop texting me, he will kill me"

    assert meaning_of(said) is Meaning.STOP
    assert alarm_in(said) is Alarm.SAFEGUARDING


def test_no_plain_answer_of_the_tables_is_taken_for_danger() -> None:
    assert [phrase for phrases in MEANT.values() for phrase in phrases if alarm_in(phrase) is not None] == []


@pytest.mark.parametrize("hostile", ["he has " * 8000, "is " * 20000, "my " * 20000 + "door", "they ve " * 9000])
def test_a_hostile_text_is_looked_through_at_once(hostile: str) -> None:
    assert alarm_in(hostile) in (None, *Alarm)
