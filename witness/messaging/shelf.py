"""Which words are used now: those that came with the product, and what people have published since, put together."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Protocol

from witness.domain.wording import LANGUAGES, InUse, Language, Published, TemplateKey, Version

KeysOf = Callable[[str], Iterable[TemplateKey]]
PathOf = Callable[[TemplateKey], str]


class PublishedWording(Protocol):
    """Where the decisions of people about words are kept."""

    def number(self) -> int:
        """Give a number that rises whenever something is decided. Asked often: it has to be cheap."""

    def published(self) -> Published:
        """Give all decisions that hold now."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The words that are used now. complete: the languages in which every template has some."""

    templates: Mapping[TemplateKey, InUse]
    languages: Mapping[str, Language]
    complete: frozenset[str]


class ShippedWording:
    """The templates that came with the product: a folder of files, read once."""

    def __init__(self, templates_dir: Path, keys_of: KeysOf, path_of: PathOf) -> None:
        """Read every file. Raises FileNotFoundError when there is no APPROVED.toml."""
        approvals = tomllib.loads((templates_dir / "APPROVED.toml").read_text(encoding="utf-8"))
        self.languages = {code: LANGUAGES.get(code, Language(code, code, code)) for code in approvals}
        self.approved = frozenset(code for code, row in approvals.items() if row.get("approved") is True)
        self._numbers = {code: int(row.get("version", "1")) for code, row in approvals.items()}
        self._bodies = {
            key: path.read_text(encoding="utf-8")
            for code in approvals
            for key in keys_of(code)
            if (path := templates_dir / path_of(key)).is_file()
        }

    def of(self, key: TemplateKey) -> InUse | None:
        """Give the words of a template as they came, approved or not; None when none came."""
        body = self._bodies.get(key)
        return None if body is None else InUse(self._numbers[key.language], body)

    def as_version(self, key: TemplateKey, version_id: str, at: datetime) -> Version | None:
        """Give the words that came as a version that nobody wrote; None when none came."""
        came = self.of(key)
        return None if came is None else Version(version_id, key, came.number, came.body, at)

    def is_approved(self, key: TemplateKey) -> bool:
        """Whether the words that came may be used as they are."""
        return key.language in self.approved and key in self._bodies


class Shelves:
    """Gives the shelf of this moment, and looks at most once in `fresh_for` seconds whether there is a newer one."""

    def __init__(
        self, shipped: ShippedWording, published: PublishedWording | None, keys_of: KeysOf, fresh_for: float
    ) -> None:
        """Fill the first shelf when it is first asked for."""
        self._shipped, self._published, self._keys_of, self._fresh_for = shipped, published, keys_of, fresh_for
        self._kept: tuple[int, Shelf] | None = None
        self._looked_at = 0.0

    def now(self, *, certainly: bool = False) -> Shelf:
        """Give the words that are used now. certainly: look even if we did a moment ago."""
        kept = self._kept
        is_fresh = not certainly and monotonic() - self._looked_at < self._fresh_for
        if kept is not None and (self._published is None or is_fresh):
            return kept[1]
        looked_at = monotonic()
        # The number first: what is decided between the two is in the words, and at worst they are read once more.
        number = 0 if self._published is None else self._published.number()
        if kept is None or kept[0] != number:
            kept = number, self._filled(Published({}) if self._published is None else self._published.published())
        self._kept, self._looked_at = kept, looked_at
        return kept[1]

    def _filled(self, decided: Published) -> Shelf:
        languages = dict(self._shipped.languages) | {added.code: added for added in decided.languages}
        templates: dict[TemplateKey, InUse] = {}
        complete = set()
        for code in languages:
            keys = tuple(self._keys_of(code))
            templates |= {key: used for key in keys if (used := self._used(key, decided)) is not None}
            if all(key in templates for key in keys):
                complete.add(code)
        return Shelf(templates, languages, frozenset(complete))

    def _used(self, key: TemplateKey, decided: Published) -> InUse | None:
        if key in decided.templates:
            return decided.templates[key]
        return self._shipped.of(key) if self._shipped.is_approved(key) else None
