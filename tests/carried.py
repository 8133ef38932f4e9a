"""Which classes a type can hold, however deep: to show that a view has no place for what it may not carry."""

import dataclasses
import typing
from collections.abc import Iterator


def carried_by(value: object, seen: set[object] | None = None) -> Iterator[type]:
    """Give every class that a value of a type can hold, however deep."""
    seen = set() if seen is None else seen
    if value in seen:
        return
    seen.add(value)
    for inner in typing.get_args(value):
        yield from carried_by(inner, seen)
    if isinstance(value, type) and dataclasses.is_dataclass(value):
        yield value
        for hint in typing.get_type_hints(value).values():
            yield from carried_by(hint, seen)
