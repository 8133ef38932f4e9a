"""Whether words that a person chose for their calendar may stand on a locked phone. Pure.

A cover is somebody's own invention ("Dentist", "Meet Sam"): it may be untrue, and it must never give anything away.
"""

import re
import unicodedata
from collections.abc import Iterable

from witness.domain.contact import Tier
from witness.messaging.lint import HIDDEN, RULES

A_NUMBER = re.compile(r"\d{4,}")
SHORTEST_NAME = 3


def fault_in(words: str, *, longest: int, names: Iterable[str] = ()) -> str:
    """Say what is wrong with a cover or a nickname for a place; "" when nothing is.

    names: of everybody in the case, none of which may stand in it.
    """
    if HIDDEN.search(words) or not words.isprintable():
        return "there is a sign in it that nobody can see"
    if len(words) > longest:
        return f"use {longest} characters or fewer"
    plain = unicodedata.normalize("NFKC", words).replace("’", "'")
    if A_NUMBER.search(plain):
        return "leave numbers out: a reference or a telephone number gives it away"
    for rule in RULES:
        # As strict as the barest text: a calendar is shown on locked phones and shared with families.
        if rule.holds_to >= Tier.L1 and (match := rule.pattern.search(plain)):
            return f"leave out “{match.group()}”: {rule.because}"
    said = set(_words(plain))
    named = sorted({word for name in names for word in _words(name) if len(word) >= SHORTEST_NAME} & said)
    return "leave out the name of anybody in the case" if named else ""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
