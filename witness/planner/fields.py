"""Fields of a JSON document that know where they stand, so that a refusal can name the place inside the file."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

# Larger than any horizon in any unit, and small enough that sums of thousands of them are exact in 64 bits.
LARGEST = 10**12


class Malformed(ValueError):
    """A document does not follow its format. path: the place inside it, such as `visits[3].windows[1]`."""

    def __init__(self, path: str, reason: str) -> None:
        """Name the place and what is wrong with it."""
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Field:
    """A value and its path. Every reading method raises Malformed when the value is not what it reads."""

    path: str
    value: object

    @property
    def is_absent(self) -> bool:
        """Left out, or null."""
        return self.value is None

    def refuse(self, reason: str) -> Malformed:
        """The refusal of this field, to be raised."""
        return Malformed(self.path, reason)

    def expect(self, words: str) -> None:
        """Exactly these words."""
        if self.value != words:
            raise self.refuse(f"is {self.value!r}, not {words!r}")

    def fields(self, known: frozenset[str]) -> "Fields":
        """An object whose keys are all known: a rule that is misspelt must not be passed over in silence."""
        if not isinstance(self.value, dict):
            raise self.refuse("is not an object")
        for key in self.value:
            if key not in known:
                raise Malformed(f"{self.path}.{key}" if self.path else str(key), "is not a key of this format")
        return Fields(self.path, self.value)

    def items(self) -> Iterator["Field"]:
        """The elements of a list; none when it is absent."""
        if self.value is None:
            return
        if not isinstance(self.value, list):
            raise self.refuse("is not a list")
        for index, value in enumerate(self.value):
            yield Field(f"{self.path}[{index}]", value)

    def entries(self) -> Iterator[tuple[str, "Field"]]:
        """The entries of an object whose keys are ids; none when it is absent."""
        if self.value is None:
            return
        if not isinstance(self.value, dict):
            raise self.refuse("is not an object")
        for key, value in self.value.items():
            yield str(key), Field(f"{self.path}.{key}", value)

    def text(self) -> str:
        """A string that is not empty."""
        if not isinstance(self.value, str) or not self.value:
            raise self.refuse("is not a word or an id")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """A list of strings; none when it is absent."""
        return tuple(item.text() for item in self.items())

    def flag(self, otherwise: bool) -> bool:
        """True or false; `otherwise` when absent."""
        if self.value is None:
            return otherwise
        if not isinstance(self.value, bool):
            raise self.refuse("is neither true nor false")
        return self.value

    def whole(self, least: int | None = 0) -> int:
        """A whole number, at least `least`."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.refuse(f"{self.value!r} is not a whole number" if self.value is not None else "is missing")
        if least is not None and self.value < least:
            raise self.refuse(f"{self.value} is below {least}")
        if abs(self.value) > LARGEST:
            raise self.refuse(f"{self.value} is beyond {LARGEST}")
        return self.value

    def whole_or_none(self, least: int | None = 0) -> int | None:
        """A whole number, or None when absent."""
        return None if self.value is None else self.whole(least)

    def number(self) -> float:
        """A finite number; a whole one stays whole, so that writing gives back what was read."""
        if not isinstance(self.value, (int, float)) or isinstance(self.value, bool):
            raise self.refuse(f"{self.value!r} is not a number")
        if not math.isfinite(self.value) or abs(self.value) > LARGEST:
            raise self.refuse(f"{self.value!r} is not a number between -{LARGEST} and {LARGEST}")
        return self.value


@dataclass(frozen=True, slots=True)
class Fields:
    """An object's fields by key."""

    path: str
    values: dict[str, object]

    def get(self, key: str) -> Field:
        """The field, absent when the key is."""
        return Field(f"{self.path}.{key}" if self.path else key, self.values.get(key))

    def need(self, key: str) -> Field:
        """The field, which has to be there."""
        field = self.get(key)
        if field.is_absent:
            raise field.refuse("is missing")
        return field


def whole_file(data: object, known: frozenset[str]) -> Fields:
    """The outermost object of a file."""
    if not isinstance(data, dict):
        raise Malformed("(the whole file)", "is not an object")
    return Field("", data).fields(known)
