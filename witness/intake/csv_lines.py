"""Reading CSV with a heading, record by record, each with the line on which it begins."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from witness.domain.errors import Refused

LARGEST_BYTES = 5_000_000
MOST_FAULTS_NAMED = 50


class UnreadableTable(Refused):
    """A CSV file that cannot be imported. The message names every bad line; nothing has been kept."""


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a CSV file and the line on which it begins. Cells hold no stray spaces or line breaks."""

    number: int
    cells: dict[str, str]


def read_lines(raw: bytes, columns: Sequence[str]) -> tuple[Line, ...]:
    """Read CSV, however its columns are ordered.

    Raises:
        UnreadableTable: it is empty, too large, not UTF-8, not CSV, or lacks a column or a cell.
    """
    if len(raw) > LARGEST_BYTES:
        raise UnreadableTable(f"The file is too large: {len(raw) / 1_000_000:.1f} MB.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise UnreadableTable(f"The file is not UTF-8 text: byte {broken.start + 1} cannot be read.") from None
    records = tuple(_records(text))
    heading = [name.strip() for name in records[0][1]] if records else []
    missing = [column for column in columns if column not in heading]
    if missing:
        raise UnreadableTable(f"Line 1 has no column {', '.join(missing)}.")
    refuse(
        f"line {number} has {len(cells)} cells where the heading has {len(heading)}"
        for number, cells in records[1:]
        if len(cells) != len(heading)
    )
    return tuple(Line(number, dict(zip(heading, cells, strict=True))) for number, cells in records[1:])


def refuse(faults: Iterator[str]) -> None:
    """Refuse a file because of its faults, if it has any.

    Raises:
        UnreadableTable: it has.
    """
    found = tuple(faults)
    if not found:
        return
    more = len(found) - MOST_FAULTS_NAMED
    named = "; ".join(found[:MOST_FAULTS_NAMED]) + (f"; and {more} more" if more > 0 else "")
    raise UnreadableTable(f"Nothing was imported: {named}.")


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give every record that is not empty, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 1
    try:
        for cells in reader:
            tidy = [" ".join(cell.split()) for cell in cells]
            if any(tidy):
                yield number, tidy
            number = reader.line_num + 1
    except csv.Error as broken:
        raise UnreadableTable(f"Line {reader.line_num} is not CSV: {broken}.") from None
