"""Days and instants as JSON has them."""

from datetime import UTC, date, datetime


def in_json(instant: datetime | None) -> str | None:
    """Write an instant as UTC: "2026-12-01T10:00:00Z"."""
    return None if instant is None else instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def day_in_json(day: date | None) -> str | None:
    """Write a day: "2026-12-01"."""
    return None if day is None else day.isoformat()
