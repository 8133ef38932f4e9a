"""Reads and writes the file in which `make trust` leaves its figures (`docs/trust.json`)."""

import json
from datetime import UTC, datetime
from typing import Any

from witness.domain.errors import Refused
from witness.domain.trust_figures import Measured, Measurement

FORMAT = "trust/1"
LARGEST_BYTES = 1_000_000
WORDS = (("name", str), ("database", str), ("cases", int), ("seed", str), ("result", str), ("held", bool))


class UnreadableFigures(Refused):
    """A file of figures that cannot be read. The message says where and why."""


def read_figures(raw: bytes) -> Measurement:
    """Read one run of all figures.

    Raises:
        UnreadableFigures: it is not that format.
    """
    if len(raw) > LARGEST_BYTES:
        raise UnreadableFigures("The file of figures is too large.")
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        raise UnreadableFigures("The file of figures is not JSON.") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise UnreadableFigures(f"$.format is not {FORMAT}.")
    figures = document.get("figures")
    if not isinstance(figures, list):
        raise UnreadableFigures("$.figures is no list.")
    lines = tuple(_line(figure, f"$.figures[{number}]") for number, figure in enumerate(figures))
    return Measurement(_instant(document.get("ended_at")), _text(document, "machine"), lines, _failed(document))


def figures_file(measurement: Measurement) -> bytes:
    """Give the file of a run, the same bytes for the same run."""
    document = {
        "format": FORMAT,
        "ended_at": measurement.ended_at.astimezone(UTC).isoformat(timespec="seconds"),
        "machine": measurement.machine,
        "figures": [
            {
                "name": line.name,
                "database": line.database,
                "cases": line.cases,
                "seconds": line.seconds,
                "seed": line.seed,
                "result": line.result,
                "held": line.held,
            }
            for line in measurement.lines
        ],
        "failed": list(measurement.failed),
    }
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _line(figure: Any, where: str) -> Measured:
    if not isinstance(figure, dict):
        raise UnreadableFigures(f"{where} is no object.")
    wrong = next((name for name, kind in WORDS if type(figure.get(name)) is not kind), None)
    if wrong is not None:
        raise UnreadableFigures(f"{where}.{wrong} is missing or of another kind.")
    seconds = figure.get("seconds")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise UnreadableFigures(f"{where}.seconds is no number.")
    return Measured(**{name: figure[name] for name, _ in WORDS}, seconds=float(seconds))


def _instant(text: Any) -> datetime:
    try:
        ended = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise UnreadableFigures("$.ended_at is no instant.") from None
    if ended.tzinfo is None:
        raise UnreadableFigures("$.ended_at has no time zone.")
    return ended


def _text(document: dict[str, Any], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str):
        raise UnreadableFigures(f"$.{name} is no text.")
    return value


def _failed(document: dict[str, Any]) -> tuple[str, ...]:
    failed = document.get("failed", [])
    if not isinstance(failed, list) or not all(isinstance(name, str) for name in failed):
        raise UnreadableFigures("$.failed is no list of names.")
    return tuple(failed)
