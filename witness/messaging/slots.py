"""The little language of templates: words, `{{ day }}`, and `{% if time %}… {{ time }} …{% endif %}`. Nothing is run.

A template is data that somebody typed. It is taken apart by the two shapes below, and whatever else stands in braces is
refused with its line: there is no expression, no attribute, no filter, no loop, and so nothing to inject.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from witness.domain.errors import Refused

TOKEN = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
SLOT = re.compile(r"\{\{ *([a-z][a-z_]{0,29}) *\}\}")
OPENS = re.compile(r"\{% *if +([a-z][a-z_]{0,29}) *%\}")
CLOSES = re.compile(r"\{% *endif *%\}")
MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a template, and where. line: from 1, 0 for the whole. name: the field or the words meant."""

    line: int
    name: str
    words: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.words}" if self.line else self.words


class BadTemplate(Refused):
    """Something in a template is no field of it. `faults` says what and where."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep every fault, in the order of the lines; there is at least one."""
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a template. slot: the field that is put in, "" for words. only_with: it stands only with this field.

    Either `words` or `slot` is there.
    """

    words: str = ""
    slot: str = ""
    only_with: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A template that has been taken apart."""

    parts: tuple[Part, ...]

    @property
    def slots(self) -> frozenset[str]:
        """The fields that it has."""
        return frozenset(part.slot for part in self.parts if part.slot)

    @property
    def words(self) -> str:
        """What was typed beside the fields, each of which leaves an ellipsis of three full stops behind."""
        return "".join("..." if part.slot else part.words for part in self.parts)

    def filled(self, values: Mapping[str, str]) -> str:
        """Put the values in. A part that hangs on a field is left out when that field is empty."""
        return "".join(
            values[part.slot] if part.slot else part.words
            for part in self.parts
            if not part.only_with or values.get(part.only_with)
        )


@lru_cache(maxsize=2000)
def taken_apart(source: str, *, fields: frozenset[str], optional: frozenset[str]) -> Template:
    """Take a template apart. Every one of `fields` must be in it, outside optional parts; `optional` inside only.

    Raises:
        BadTemplate: with every fault.
    """
    reading = _Reading(fields, optional)
    at = 0
    for token in TOKEN.finditer(source):
        reading.words(source[at : token.start()], _line(source, at))
        reading.token(token.group(), _line(source, token.start()))
        at = token.end()
    reading.words(source[at:], _line(source, at))
    faults = reading.faults + reading.left_over()
    if faults:
        raise BadTemplate(tuple(faults))
    return Template(tuple(reading.parts))


class _Reading:
    """A template half read: what was found, what is wrong, and which optional part is open."""

    def __init__(self, fields: frozenset[str], optional: frozenset[str]) -> None:
        self.fields, self.optional = fields, optional
        self.parts: list[Part] = []
        self.faults: list[Fault] = []
        self.open, self.open_line = "", 0

    def words(self, words: str, line: int) -> None:
        for number, piece in enumerate(words.split("\n")):
            if brace := re.search(r"[{}]", piece):
                shown = piece[max(0, brace.start() - 5) : brace.start() + 10].strip()
                self.faults.append(Fault(line + number, shown, f"a brace stands alone, near “{shown}”"))
        if words:
            self.parts.append(Part(words=words, only_with=self.open))

    def token(self, token: str, line: int) -> None:
        if slot := SLOT.fullmatch(token):
            self._slot(slot[1], line)
        elif opens := OPENS.fullmatch(token):
            self._opens(opens[1], line)
        elif CLOSES.fullmatch(token):
            if not self.open:
                self.faults.append(Fault(line, "endif", "a part ends here that never began"))
            self.open = ""
        else:
            shown = token[:MOST_SHOWN]
            self.faults.append(Fault(line, shown, f"“{shown}” is not a field"))

    def left_over(self) -> list[Fault]:
        """Give what only the whole can tell: a part without an end, a field that is not there."""
        faults = []
        if self.open:
            faults.append(Fault(self.open_line, self.open, f"the part with {self.open} has no end"))
        there = {part.slot for part in self.parts if part.slot and not part.only_with}
        faults += [Fault(0, name, f"the field {name} is missing") for name in sorted(self.fields - there)]
        return faults

    def _slot(self, name: str, line: int) -> None:
        if name in self.optional and self.open != name:
            self.faults.append(Fault(line, name, f"{name} may be empty: put it between “if {name}” and “endif”"))
        elif name not in self.fields | self.optional:
            self.faults.append(Fault(line, name, f"there is no field called {name} here"))
        else:
            self.parts.append(Part(slot=name, only_with=self.open))

    def _opens(self, name: str, line: int) -> None:
        if name not in self.optional:
            self.faults.append(Fault(line, name, f"no part may hang on {name}"))
        if self.open:
            self.faults.append(Fault(line, name, "one part begins inside another"))
        self.open, self.open_line = name, line


def _line(source: str, at: int) -> int:
    return source.count("\n", 0, at) + 1
