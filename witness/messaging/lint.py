"""Looks through a message for whatever may not stand in it, before it is handed over. Pure.

A red finding stops the message; an amber one is shown to whoever approves wording, and stands only with a reason.
What can be judged from a template alone, its reading age and what it offers, is looked at in `drafts`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from witness.domain.contact import Channel, Tier
from witness.messaging.gsm7 import BASIC, EXTENDED, GSM_7, MOST_NAMED, UCS_2, encoding_of, segments_of
from witness.messaging.lint_words import ENGLISH
from witness.messaging.lint_words_cy import WELSH
from witness.messaging.lint_words_more import FURTHER

RULES = ENGLISH + WELSH + FURTHER
# The languages whose words the rules know. In another, only a person can tell a word of the courts.
KNOWN_LANGUAGES = frozenset({"en", "cy", "pl", "ur"})

# A name with a Welsh letter makes a whole text UCS-2: three such segments hold less than two plain ones, and refusing
# them would silence the families who read Welsh.
MOST_SEGMENTS = {GSM_7: 2, UCS_2: 3}
FANCY = re.compile("[‘’‚“”„«»–—…\u00a0]")
HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c]")
# A value between "first strong isolate" and "pop": nothing else that nobody can see may stand in any text.
ISOLATE, POP = "\u2068", "\u2069"
ISOLATED = re.compile(f"{ISOLATE}([^\u2066-\u2069\n]*){POP}")
NUMBER_TO_RING = re.compile(r"(?:\b0|\+44 ?)\d(?:[ -]?\d){8,9}\b")
ASKS_FOR_AN_ANSWER = re.compile(
    r"\b(?:reply|text (?:me|us|back)|STOP|atebwch|odpowied[zź]\w*|odpis\w+)\b|جواب", re.IGNORECASE
)

# How a message says who it is from, at its beginning or at its end. In other languages the field must be there, which
# the template itself is asked for.
A_NAME = r"[^\W\d_a-z][\w'-]{0,20}(?: [^\W\d_a-z][\w'.-]{0,20})?"
SIGNED = re.compile(rf"\bit's {A_NAME}|\bit is {A_NAME}|\bfrom {A_NAME}|\b{A_NAME} sydd yma|[.!?\n]\s*{A_NAME}$")
SIGNED_IN = frozenset({"en", "cy"})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that may not stand in a message. found: the words themselves, "" when something is missing."""

    code: str
    red: bool
    found: str
    because: str


# Remembered, because a change is told to many families in the same words.
@lru_cache(maxsize=1000)
def findings(
    body: str,
    tier: Tier,
    *,
    language: str,
    channel: Channel = Channel.SMS,
    is_rtl: bool = False,
    replies: bool = True,
) -> tuple[Finding, ...]:
    """Give everything that is wrong with a message of a tier in a language, red before amber.

    is_rtl: the language runs from right to left, so that values may stand in isolates. replies: our number can be
    answered; a sender that is a name cannot.
    """
    found = [*_forbidden(body, tier), *_signs(body, channel, is_rtl), *_missing(body, language)]
    if channel is Channel.SMS:
        found += _length(body)
        if not replies and (asks := ASKS_FOR_AN_ANSWER.search(body)):
            found.append(Finding("no_answers", True, asks.group(), "our sender is a name: nobody can answer it"))
    return tuple(sorted(found, key=lambda finding: not finding.red))


def betrayed_by(words: str, tier: Tier = Tier.L2) -> tuple[str, ...]:
    """Give what in any words would show a stranger what they are about, as in a message of that tier."""
    return tuple(finding.found for finding in _forbidden(words, tier))


def outside_gsm(body: str) -> tuple[str, ...]:
    """Give the signs that make a text UCS-2, each once; those that nobody can see by their number."""
    return tuple(_shown(sign) for sign in sorted(set(body) - BASIC - EXTENDED))


def _forbidden(body: str, tier: Tier) -> list[Finding]:
    plain = HIDDEN.sub("", unicodedata.normalize("NFKC", body)).replace("’", "'")
    return [
        Finding(rule.code, True, match.group(), rule.because)
        for rule in RULES
        if tier <= rule.holds_to and (match := rule.pattern.search(plain))
    ]


def _signs(body: str, channel: Channel, is_rtl: bool) -> list[Finding]:
    found = []
    bare = ISOLATED.sub(r"\1", body) if is_rtl else body
    if hidden := HIDDEN.search(bare):
        found.append(Finding("hidden_sign", True, _shown(hidden.group()), "a sign that nobody can see"))
    if channel is not Channel.SMS:
        return found
    if fancy := FANCY.search(body):
        found.append(Finding("fancy_sign", True, _shown(fancy.group()), "plain quotes and dashes keep a text short"))
    if encoding_of(body) == UCS_2:
        named = ", ".join(outside_gsm(body)[:MOST_NAMED])
        found.append(Finding("ucs_2", False, named, "a sign outside the GSM alphabet: 70 signs to a segment"))
    return found


def _missing(body: str, language: str) -> list[Finding]:
    if not body.strip():
        return [Finding("empty", True, "", "there is nothing in it")]
    found = []
    if language in SIGNED_IN and not SIGNED.search(body.strip()):
        found.append(Finding("unsigned", True, "", "it does not say who it is from"))
    if not NUMBER_TO_RING.search(body):
        found.append(Finding("no_number", True, "", "there is no number to ring"))
    return found


def _length(body: str) -> list[Finding]:
    segments = segments_of(body)
    if segments == 1:
        return []
    because = f"it takes {segments} segments"
    return [Finding("length", segments > MOST_SEGMENTS[encoding_of(body)], "", because)]


def _shown(sign: str) -> str:
    return sign if sign.isprintable() and not sign.isspace() else f"U+{ord(sign):04X}"
