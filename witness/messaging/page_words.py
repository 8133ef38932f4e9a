"""The words of the private page, in each language that has all of them: a file for each, approved or not.

A text in a language that nobody who speaks it has read is never sent; no page is shown in one either, before two people
stand behind it. The demo alone shows them, so that whoever is to read them can see where they stand.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from witness.domain.wording import ENGLISH, LANGUAGES, Language

# As for every text: no words may be used that one person alone has seen.
PEOPLE_NEEDED = 2
SLOT = re.compile(r"\{([a-z]+)\}")


class IncompleteWords(ValueError):
    """A language says less or more than English, or with other slots."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """Everything that the page says in one language. approved: it came so; because: why it may not be used yet."""

    language: Language
    approved: bool
    because: str
    words: Mapping[str, str] = field(repr=False)

    @property
    def digest(self) -> str:
        """Name these very words: another word, another name."""
        said = json.dumps(sorted(self.words.items()), ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()

    def may_be_shown(self, readers: Mapping[tuple[str, str], frozenset[str]]) -> bool:
        """Whether families may see them: they came approved, or two people stand behind these very words.

        readers: accounts by language and digest.
        """
        behind = readers.get((self.language.code, self.digest), frozenset())
        return self.approved or len(behind) >= PEOPLE_NEEDED


def read_page_words(folder: Path) -> Mapping[str, PageWords]:
    """Read every language in a folder.

    Raises:
        IncompleteWords: names the language and the words.
    """
    found = {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}
    english = found[ENGLISH]
    for code, words in found.items():
        wrong = sorted(k for k in english.words.keys() | words.words.keys() if _slots(english, k) != _slots(words, k))
        if wrong:
            raise IncompleteWords(f"{code}: {', '.join(wrong)}")
    return found


def pieces(sentence: str, values: Mapping[str, str]) -> list[tuple[str, bool]]:
    """Take a sentence apart: what it says, and the values in its slots, each with whether it is a value.

    Values stand apart so that a name or a number never turns a line of the other direction round.
    """
    parts = SLOT.split(sentence)
    return [(values[part] if nth % 2 else part, nth % 2 == 1) for nth, part in enumerate(parts) if part]


def _read(path: Path) -> PageWords:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    language = LANGUAGES.get(path.stem, Language(path.stem, path.stem, path.stem))
    return PageWords(language, data["approved"] is True, data.get("because", ""), data["words"])


def _slots(words: PageWords, key: str) -> list[str] | None:
    said = words.words.get(key)
    return None if not said else sorted(SLOT.findall(said))
