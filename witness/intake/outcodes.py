"""Reading where outward postcodes lie from CSV, so that no whole postcode of a home is ever needed."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf

from witness.domain.courts import OutcodeArea, outward_code
from witness.intake.csv_lines import Line, UnreadableTable, read_lines, refuse

__all__ = ["UnreadableTable", "read_outcodes"]

COLUMNS = ("outcode", "lat", "lon", "radius_km")
BOUNDS = {"lat": (49.0, 61.5), "lon": (-9.0, 2.5), "radius_km": (0.0, inf)}


def read_outcodes(raw: bytes) -> Mapping[str, OutcodeArea]:
    """Read the position, in degrees, and the reach, in kilometres, of each outward postcode.

    Raises:
        UnreadableTable: a column is missing, or a line is wrong; the message names every one of them.
    """
    lines = read_lines(raw, COLUMNS)
    refuse(f"line {line.number}: {fault}" for line in lines for fault in _faults(line.cells))
    refuse(_repeated(lines))
    return {
        outward_code(line.cells["outcode"]): OutcodeArea(*(float(line.cells[column]) for column in BOUNDS))
        for line in lines
    }


def _faults(cells: dict[str, str]) -> Iterator[str]:
    """Say what is wrong with one line."""
    if not cells["outcode"]:
        yield "outcode is empty"
    for column, (least, most) in BOUNDS.items():
        if not _is_between(cells[column], least, most):
            yield f"{column} is {cells[column]!r}, which is not a number between {least:g} and {most:g}"


def _is_between(cell: str, least: float, most: float) -> bool:
    try:
        number = float(cell)
    except ValueError:
        return False
    return least <= number <= most and number < inf


def _repeated(lines: Sequence[Line]) -> Iterator[str]:
    """Say which lines repeat the outcode of an earlier one."""
    first: dict[str, int] = {}
    for line in lines:
        earlier = first.setdefault(outward_code(line.cells["outcode"]), line.number)
        if earlier != line.number:
            yield f"line {line.number}: outcode {line.cells['outcode']!r} was already on line {earlier}"
