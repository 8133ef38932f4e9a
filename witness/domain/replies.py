"""What a short reply means. Only the plainest words are acted on by a machine; everything else goes to a person.

"1" beside any word that is not a courtesy is not a "1": "1 but he is outside" must never be filed as coming. "yes" and
"ok" do not say to which of the three offers, and the carriers read "yes" as a wish to be texted again.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum

from witness.domain.disclosures import alarm_in
from witness.domain.evidence import AnswerKind


class Meaning(StrEnum):
    """What a reply asks for."""

    COMING = "coming"
    HELP = "help"
    WORRIED = "worried"
    STOP = "stop"
    START = "start"
    UNCLEAR = "unclear"  # a person reads it
    SAFEGUARDING = "safeguarding"  # somebody may be in danger: a person acts at once
    DISTRESS = "distress"  # they may harm themselves: a person acts at once


ANSWER_OF: dict[Meaning, AnswerKind] = {
    Meaning.COMING: AnswerKind.COMING,
    Meaning.HELP: AnswerKind.HELP,
    Meaning.WORRIED: AnswerKind.WORRIED,
}

# The whole text, once courtesies are taken off. Spelt as `_plain` spells: small letters, no accents, no apostrophes.
MEANT: dict[Meaning, frozenset[str]] = {
    Meaning.COMING: frozenset(
        {"1", "one", "option 1", "option one", "number 1", "un", "coming", "im coming", "we are coming",
         "i am coming", "i will be there", "ill be there", "we will be there", "well be there", "dwin dod"}
    ),
    Meaning.HELP: frozenset(
        {"2", "two", "option 2", "option two", "number 2", "dau", "need a lift", "i need a lift", "we need a lift",
         "need lift", "lift", "need help getting there", "i need help getting there", "angen lifft"}
    ),
    Meaning.WORRIED: frozenset(
        {"3", "three", "option 3", "option three", "number 3", "tri", "worried", "im worried", "i am worried",
         "scared", "im scared", "i am scared", "help", "help me", "call me", "ring me", "ring", "call", "call back",
         "can you call me", "can you ring me", "wedi poeni", "dwin poeni", "ffoniwch fi"}
    ),
    Meaning.START: frozenset({"start", "unstop", "restart", "start again", "start texting me again", "ailddechrau"}),
}  # fmt: skip

# The carrier itself opts a person out at these, when they are the whole text.
CARRIER_STOPS = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit"})

# A sentence that begins with one of these asks us to stop, whatever follows: not to write is the safer mistake.
STOP_BEGINNINGS: tuple[str, ...] = (
    "stop texting", "stop texts", "stop the texts", "stop these texts", "stop messaging", "stop the messages",
    "stop these messages", "stop sending", "stop contacting", "stop all", "stop writing", "stop bothering me",
    "no more texts", "no more messages", "dont text me", "do not text me", "dont message me", "do not message me",
    "dont contact me", "do not contact me", "i want you to stop texting", "i want to stop getting", "i want to opt out",
    "i dont want any more texts", "i dont want these texts", "take me off", "remove my number", "leave me alone",
    "opt out", "stopiwch", "stopio", "peidiwch a thecstio", "dim mwy o negeseuon", "dim rhagor o negeseuon",
)  # fmt: skip

# A whole sentence. "end", "quit" and "cancel" are left out: "cancel please" may mean the day, not the texts.
STOP_WHOLE = frozenset({"stop", "stopall", "stop it", "unsubscribe", "unsubscribe me"})

BEFORE = ("please ", "pls ", "plz ", "hi ", "hello ", "can you please ", "can you ", "could you please ", "could you ")
AFTER = (" please", " pls", " plz", " thanks", " thank you", " thankyou", " thx", " ta", " cheers", " diolch", " x",
         " xx", " xxx", " 👍", " 🙂", " 😊")  # fmt: skip

# Nobody needs more to say "1 thank you". A longer text has something to tell, and a person should hear it.
LONGEST_COMING = 20


def meaning_of(text: str) -> Meaning:
    """Say what a reply means; UNCLEAR whenever it might mean something else.

    A wish to be left alone comes first, whatever else a text says; `domain.disclosures` is asked about the rest of it.
    """
    plain = _plain(text)
    if plain in CARRIER_STOPS or _asks_to_stop(text):
        return Meaning.STOP
    alarm = alarm_in(text)
    if alarm is not None:
        return Meaning(alarm.value)
    bare = _without_courtesies(plain)
    meaning = next((meant for meant, phrases in MEANT.items() if bare in phrases), Meaning.UNCLEAR)
    if meaning is Meaning.COMING and len(text.strip()) > LONGEST_COMING:
        return Meaning.UNCLEAR
    return meaning


def answer_for(meaning: Meaning) -> AnswerKind | None:
    """Give the answer that a meaning stands for; None means that it answers nothing."""
    return ANSWER_OF.get(meaning)


def _asks_to_stop(text: str) -> bool:
    # A question keeps its mark: "stop?" asks.
    sentences = [_without_courtesies(_plain(part)) for part in re.split(r"(?<=\?)|[.!;,\n]| and | but ", text)]
    return any(sentence in STOP_WHOLE or _begins_with_stop(sentence) for sentence in sentences)


def _begins_with_stop(sentence: str) -> bool:
    return any(re.match(rf"{re.escape(begin)}\b", sentence) for begin in STOP_BEGINNINGS)


def _plain(text: str) -> str:
    """Spell a text as the tables do. A question mark stays: "1?" asks, it does not answer."""
    # A digit on a key-cap is a digit with two signs behind it.
    bare = text.replace("\ufe0f", "").replace("\u20e3", "").replace("’", "'").casefold()
    parted = unicodedata.normalize("NFKD", bare)
    unaccented = "".join(letter for letter in parted if not unicodedata.combining(letter)).replace("'", "")
    return " ".join(unaccented.split()).strip(' .,!"“”()')


def _without_courtesies(plain: str) -> str:
    bare, before = plain, ""
    while bare != before:
        before = bare
        bare = bare.removeprefix(_longest(BEFORE, bare.startswith))
        bare = bare.removesuffix(_longest(AFTER, bare.endswith)).strip(" .,!")
    return bare


def _longest(words: Iterable[str], fits: Callable[[str], bool]) -> str:
    return max(filter(fits, words), key=len, default="")
