"""Looks through a message for whatever may not stand in it, before it is handed over. Pure.

A red finding stops the message; an amber one is shown to whoever approves wording.
"""

import re
import unicodedata
from dataclasses import dataclass

from witness.domain.contact import Channel, Tier
from witness.messaging.gsm7 import GSM_7, UCS_2, encoding_of, segments_of
from witness.messaging.lint_words import RULES

# A name with a Welsh letter makes a whole text UCS-2: three such segments hold less than two plain ones, and refusing
# them would silence the families who read Welsh.
MOST_SEGMENTS = {GSM_7: 2, UCS_2: 3}
FANCY = re.compile("[‘’‚“”„«»–—…\u00a0]")
HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
NUMBER_TO_RING = re.compile(r"(?:\b0|\+44 ?)\d(?:[ -]?\d){8,9}\b")

# How a message says who it is from, at its beginning or at its end.
A_NAME = r"[^\W\d_a-z][\w'-]{0,20}(?: [^\W\d_a-z][\w'.-]{0,20})?"
SIGNED = re.compile(rf"\bit's {A_NAME}|\bit is {A_NAME}|\bfrom {A_NAME}|\b{A_NAME} sydd yma|[.!?\n]\s*{A_NAME}$")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that may not stand in a message. found: the words themselves, "" when something is missing."""

    code: str
    red: bool
    found: str
    because: str


def findings(body: str, tier: Tier, *, language: str, channel: Channel = Channel.SMS) -> tuple[Finding, ...]:
    """Give everything that is wrong with a message of a tier in a language, red before amber."""
    found = [*_forbidden(body, tier), *_signs(body, language, channel), *_missing(body)]
    if channel is Channel.SMS:
        found += _length(body)
    return tuple(sorted(found, key=lambda finding: not finding.red))


def _forbidden(body: str, tier: Tier) -> list[Finding]:
    plain = HIDDEN.sub("", unicodedata.normalize("NFKC", body)).replace("’", "'")
    return [
        Finding(rule.code, True, match.group(), rule.because)
        for rule in RULES
        if tier <= rule.holds_to and (match := rule.pattern.search(plain))
    ]


def _signs(body: str, language: str, channel: Channel) -> list[Finding]:
    found = []
    if hidden := HIDDEN.search(body):
        found.append(Finding("hidden_sign", True, repr(hidden.group()), "a sign that nobody can see"))
    if channel is not Channel.SMS:
        return found
    if fancy := FANCY.search(body):
        found.append(Finding("fancy_sign", True, fancy.group(), "plain quotes and dashes keep a text short"))
    if encoding_of(body) == UCS_2:
        found.append(Finding("ucs_2", False, language, "a sign outside the GSM alphabet: 70 signs to a segment"))
    return found


def _missing(body: str) -> list[Finding]:
    if not body.strip():
        return [Finding("empty", True, "", "there is nothing in it")]
    found = []
    if not SIGNED.search(body.strip()):
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
