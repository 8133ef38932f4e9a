"""What a short reply means. Only the plainest words are acted on by a machine; everything else goes to a person.

"1" beside any word that is not a courtesy is not a "1": "1 but he is outside" must never be filed as coming. "yes" and
"ok" do not say to which of the three offers, and the carriers read "yes" as a wish to be texted again. A thumb that
points up says no more than they do, and the fourth person to hold a phone may have sent it: a person reads it.
"""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum

from witness.domain.disclosures import alarm_in
from witness.domain.evidence import AnswerKind
from witness.domain.reply_phrases import (
    AFTER,
    BEFORE,
    CARRIER_STOPS,
    LATE,
    MEANT,
    OTHER_TIME_BEGINNINGS,
    QUESTION_BEGINNINGS,
    SORRY,
    STOP_BEGINNINGS,
    STOP_SENTENCES,
    WRONG_NUMBER,
    Meaning,
    all_of,
)
from witness.domain.reply_spelling import letters_of, spelt, words_of

__all__ = ["ANSWER_OF", "Ending", "Meaning", "answer_for", "ending_of", "is_carrier_stop", "meaning_of", "stop_choice"]

ANSWER_OF: dict[Meaning, AnswerKind] = {
    Meaning.COMING: AnswerKind.COMING,
    Meaning.HELP: AnswerKind.HELP,
    Meaning.WORRIED: AnswerKind.WORRIED,
    Meaning.CANNOT: AnswerKind.CANNOT,
}

# Nobody needs more to say "1 thank you". A longer text has something to tell, and a person should hear it.
LONGEST_COMING = 20
CHOICE_NUMBERS = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


# A mark behind these changes nothing: they ask in any case.
PLAIN_QUESTIONS = (Meaning.WHO_LOOKED, Meaning.WHAT_WE_SAID)


class Ending(StrEnum):
    """Where a text ends: exactly one of these."""

    ACTED = "acted"  # understood, and what it asks was done; nobody has to read it
    WITH_A_PERSON = "with_a_person"
    QUARANTINED = "quarantined"  # with those alone who must act on it


def meaning_of(text: str) -> Meaning:
    """Say what a reply means; UNCLEAR whenever it might mean something else.

    That we write to a stranger comes first, then a wish to be left alone, whatever else a text says;
    `domain.disclosures` is asked about the rest of it.
    """
    plain = spelt(text)
    sentences = _sentences(text)
    if any(sentence in _WRONG_NUMBER for sentence in sentences):
        return Meaning.WRONG_NUMBER
    if plain in CARRIER_STOPS or any(_asks_to_stop(sentence) for sentence in sentences):
        return Meaning.STOP
    alarm = alarm_in(text)
    if alarm is not None:
        return Meaning(alarm.value)
    return _answer_in(text, plain) or _of_other_words(text, plain)


def ending_of(meaning: Meaning, *, alarm: bool, media: bool = False, known: bool = True) -> Ending:
    """Say where a text ends. known: whether it can be told whose it is and which date it is about."""
    if alarm or media or meaning in (Meaning.WRONG_NUMBER, Meaning.SAFEGUARDING, Meaning.DISTRESS):
        return Ending.QUARANTINED
    if known and meaning in (Meaning.COMING, Meaning.START):
        return Ending.ACTED
    return Ending.WITH_A_PERSON


def answer_for(meaning: Meaning) -> AnswerKind | None:
    """Give the answer that a meaning stands for; None means that it answers nothing."""
    return ANSWER_OF.get(meaning)


def stop_choice(text: str) -> int | None:
    """Give the number of a "STOP 2"; None when the text names no number, or something beside it."""
    chosen = re.fullmatch(r"stop (?:number |no |option )?(\w+)", _bare(spelt(text)))
    return None if chosen is None else CHOICE_NUMBERS.get(chosen.group(1))


def is_carrier_stop(text: str, carrier_keyword: str = "") -> bool:
    """Whether the carrier itself has blocked the number: one of its words alone, or it has said so."""
    return carrier_keyword == "STOP" or spelt(text) in CARRIER_STOPS


def _answer_in(text: str, plain: str) -> Meaning | None:
    bare = _bare(plain)
    meaning = next((meant for meant, phrases in _MEANT.items() if bare in phrases), None)
    if meaning is None and _bare(plain.replace(",", ""), SORRY) in _MEANT[Meaning.CANNOT]:
        return Meaning.CANNOT
    if meaning is Meaning.COMING and len(text.strip()) > LONGEST_COMING:
        return None
    return meaning


def _of_other_words(text: str, plain: str) -> Meaning:
    if _LATE.search(words_of(text)):
        return Meaning.LATE
    if _OTHER_TIME.match(_bare(plain, ("hi ", "hello ", "sorry "))):
        return Meaning.OTHER_TIME
    for meaning in PLAIN_QUESTIONS:
        if _bare(plain.rstrip("? ")) in _MEANT[meaning]:
            return meaning
    asks = plain.endswith("?") and len(re.findall(r"[^\W\d_]{2,}", plain)) > 1
    return Meaning.QUESTION if asks or _QUESTION.match(_bare(plain, ("hi ", "hello "))) else Meaning.UNCLEAR


def _sentences(text: str) -> list[str]:
    """Give the sentences of a text without courtesies, and once more without words of regret."""
    # A question keeps its mark: "stop?" asks.
    parts = [_bare(spelt(part)) for part in re.split(r"(?<=\?)|[.!;,\n]| and | but ", letters_of(text))]
    return [*parts, *(_bare(part, SORRY) for part in parts)]


def _asks_to_stop(sentence: str) -> bool:
    return (
        sentence in _STOP_SENTENCES or _STOP_BEGINNINGS.match(sentence) is not None or stop_choice(sentence) is not None
    )


def _bare(plain: str, before: tuple[str, ...] = ()) -> str:
    """Take courtesies off."""
    bare, last = plain, ""
    while bare != last:
        last = bare
        bare = bare.removeprefix(_longest((*BEFORE, *before), bare.startswith))
        bare = bare.removesuffix(_longest(AFTER, bare.endswith)).strip(" .,!")
    return bare


def _longest(words: Iterable[str], fits: Callable[[str], bool]) -> str:
    return max(filter(fits, words), key=len, default="")


def _bared(table: dict[str, str]) -> frozenset[str]:
    # Compared without courtesies: "please ring me" and "ring me" are one phrase.
    return frozenset(_bare(letters_of(words)) for words in all_of(table))


def _any_of(table: dict[str, str]) -> str:
    longest_first = sorted(_bared(table), key=len, reverse=True)
    return "|".join(re.escape(words) for words in longest_first)


_MEANT = {meaning: frozenset(_bare(letters_of(words)) for words in phrases) for meaning, phrases in MEANT.items()}
_WRONG_NUMBER = _bared(WRONG_NUMBER)
_STOP_SENTENCES = _bared(STOP_SENTENCES)
_STOP_BEGINNINGS = re.compile(rf"(?:{_any_of(STOP_BEGINNINGS)})\b")
_LATE = re.compile(rf"\b(?:{_any_of(LATE)})\b")
_OTHER_TIME = re.compile(rf"(?:{_any_of(OTHER_TIME_BEGINNINGS)})\b")
_QUESTION = re.compile(rf"(?:{_any_of(QUESTION_BEGINNINGS)})\b")
