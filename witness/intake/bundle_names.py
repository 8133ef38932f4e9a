"""Names in a bundle: opaque ones are kept, local ones get an opaque one, the same each time."""

from datetime import UTC, date, datetime, time
from typing import Any

from witness.identifiers import looks_like_id, new_id

Json = dict[str, Any]


class Names:
    """The names given so far while one bundle is read."""

    def __init__(self) -> None:
        """Begin with none."""
        self._given: dict[tuple[str, str], str] = {}

    def of(self, kind: str, local: str) -> str:
        """Give the opaque name of something; kind keeps "1" of a person apart from "1" of a hearing."""
        if looks_like_id(local):
            return local
        return self._given.setdefault((kind, local), new_id())

    def maybe(self, kind: str, local: str | None) -> str | None:
        """Give the opaque name, or None for None."""
        return None if local is None else self.of(kind, local)

    def numbered(self, text: str, hearings: frozenset[str]) -> str:
        """Give "HEARING:NUMBER" or "W1:HEARING" with the hearing's opaque name; the other parts stay as they are."""
        return ":".join(self.of("h", part) if part in hearings else part for part in text.split(":"))


def a_day(text: str) -> date:
    """Read a day that has been checked."""
    return date.fromisoformat(text)


def maybe_day(text: str | None) -> date | None:
    """Read a day that has been checked, or None."""
    return None if text is None else a_day(text)


def an_hour(text: str) -> time:
    """Read an hour that has been checked."""
    return time.fromisoformat(text)


def maybe_hour(text: str | None) -> time | None:
    """Read an hour that has been checked, or None."""
    return None if text is None else an_hour(text)


def an_instant(text: str) -> datetime:
    """Read an instant that has been checked."""
    return datetime.fromisoformat(text).astimezone(UTC)


def maybe_instant(text: str | None) -> datetime | None:
    """Read an instant that has been checked, or None."""
    return None if text is None else an_instant(text)


def written_day(day: date | None) -> str | None:
    """Write a day, or None."""
    return None if day is None else day.isoformat()


def written_hour(at: time | None) -> str | None:
    """Write an hour, or None."""
    return None if at is None else f"{at:%H:%M}"


def written_instant(instant: datetime | None) -> str | None:
    """Write an instant as UTC, or None."""
    return None if instant is None else instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def in_order(items: Any) -> list[Json]:
    """Give JSON objects in an order that depends on nothing but their plain values."""
    return sorted(items, key=lambda item: [str(item[key]) for key in sorted(item) if not isinstance(item[key], list)])
