"""A text as a locked phone shows it, with previews on and with previews off, and how long it is on the air."""

from dataclasses import dataclass

from witness.domain.wording import Language
from witness.messaging.gsm7 import encoding_of, length_hint, segments_of
from witness.messaging.lint import ISOLATE, POP, outside_gsm

# What a locked phone shows of a text beside the sender's number.
LOCK_SCREEN_SIGNS = 40


@dataclass(frozen=True, slots=True)
class LockScreen:
    """What the drawing of a phone shows. beginning: with previews on. special: the signs that make it UCS-2."""

    beginning: str
    words: str
    signs: int
    segments: int
    encoding: str
    language: str
    language_name: str
    direction: str
    special: tuple[str, ...]
    hint: str


def lock_screen_of(words: str, language: Language) -> LockScreen:
    """Draw a text in a language."""
    return LockScreen(
        beginning=beginning_of(words),
        words=words,
        signs=len(words),
        segments=segments_of(words),
        encoding=encoding_of(words),
        language=language.code,
        language_name=language.english,
        direction=language.direction,
        special=outside_gsm(words),
        hint=length_hint(words),
    )


def beginning_of(words: str) -> str:
    """Give what shows beside the number. What nobody sees is not counted, and no value is left open at the end."""
    plain = words.replace(ISOLATE, "").replace(POP, "")
    return words if len(plain) <= LOCK_SCREEN_SIGNS else f"{plain[:LOCK_SCREEN_SIGNS].rstrip()}…"
