"""Reading a directory of courts from CSV: the whole file or nothing, with every bad line named."""

from collections.abc import Iterator, Sequence

from witness.domain.courts import Court, Facility
from witness.domain.lists import Remark
from witness.intake.csv_lines import Line, UnreadableTable, read_lines, refuse

__all__ = ["UnreadableTable", "read_courts"]

COLUMNS = (
    *("slug", "name", "name_cy", "open", "crown", "magistrates", "crest_court_code", "magistrates_code"),
    *("region", "country", "lat", "lon", "address", "town", "county", "postcode"),
    *(facility.value for facility in Facility),
    *("enquiries_phone", "witness_service_phone"),
)
FLAGS = ("open", "crown", "magistrates", *(facility.value for facility in Facility))
YES_NO = {"1": True, "0": False}

# Great Britain and its islands, with room to spare.
DEGREES = {"lat": (49.0, 61.5), "lon": (-9.0, 2.5)}


def read_courts(raw: bytes) -> tuple[tuple[Court, ...], tuple[Remark, ...]]:
    """Read a court directory, with the columns of `COLUMNS` in any order.

    A code that names several buildings names none of them: those courts go by their slugs, and a remark says so. Where
    all but one of them are closed, the open one keeps the code.

    Raises:
        UnreadableTable: a column is missing, or a line is wrong; the message names every one of them.
    """
    lines = read_lines(raw, COLUMNS)
    refuse(f"line {line.number}: {fault}" for line in lines for fault in _faults(line.cells))
    refuse(_repeated_slugs(lines))
    codes = _codes(lines)
    courts = tuple(_court(line.cells, codes[line.cells["slug"]]) for line in lines)
    return courts, (*_shared_codes(lines, codes), *_unplaced(lines))


def _faults(cells: dict[str, str]) -> Iterator[str]:
    """Say what is wrong with one line."""
    yield from (f"{column} is empty" for column in ("slug", "name") if not cells[column])
    yield from (f"{column} is {cells[column]!r}, and must be 0 or 1" for column in FLAGS if cells[column] not in YES_NO)
    if bool(cells["lat"]) != bool(cells["lon"]):
        yield "one of lat and lon is empty"
    for column, (least, most) in DEGREES.items():
        if cells[column] and not least <= _degrees(cells[column]) <= most:
            yield f"{column} is {cells[column]!r}, and must be a number between {least:g} and {most:g}"


def _degrees(cell: str) -> float:
    """Give a number, or one that lies within no bounds when it is not a number."""
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def _repeated_slugs(lines: Sequence[Line]) -> Iterator[str]:
    """Say which lines repeat the slug of an earlier one."""
    first: dict[str, int] = {}
    for line in lines:
        earlier = first.setdefault(line.cells["slug"], line.number)
        if earlier != line.number:
            yield f"line {line.number}: slug {line.cells['slug']!r} was already on line {earlier}"


def _wished(cells: dict[str, str]) -> str:
    """Give the code that a court would have if no other court had it."""
    if YES_NO[cells["crown"]] and cells["crest_court_code"]:
        return cells["crest_court_code"]
    return f"M{cells['magistrates_code']}" if cells["magistrates_code"] else cells["slug"]


def _groups(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """Give the lines that wish for each code."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(_wished(line.cells), []).append(line)
    return groups


def _codes(lines: Sequence[Line]) -> dict[str, str]:
    """Give the code of each court by its slug."""
    codes = {line.cells["slug"]: line.cells["slug"] for line in lines}
    for code, group in _groups(lines).items():
        able = [line for line in group if YES_NO[line.cells["open"]]] or group
        if len(able) == 1:
            codes[able[0].cells["slug"]] = code
    return codes


def _shared_codes(lines: Sequence[Line], codes: dict[str, str]) -> Iterator[Remark]:
    """Say which codes name several courts."""
    for code, group in _groups(lines).items():
        if code not in codes.values():
            numbers = ", ".join(str(line.number) for line in group)
            yield Remark(f"line {numbers}", f"Code {code} names {len(group)} courts, so none of them goes by it.")


def _unplaced(lines: Sequence[Line]) -> Iterator[Remark]:
    """Say which open courts have no position, so that no journey to them can be estimated."""
    for line in lines:
        if YES_NO[line.cells["open"]] and not line.cells["lat"]:
            yield Remark(f"line {line.number}", f"{line.cells['name']} has no position.")


def _court(cells: dict[str, str], code: str) -> Court:
    """Make a court of a line without faults."""
    return Court(
        code=code,
        slug=cells["slug"],
        name=cells["name"],
        open=YES_NO[cells["open"]],
        crown=YES_NO[cells["crown"]],
        magistrates=YES_NO[cells["magistrates"]],
        name_cy=cells["name_cy"],
        crest_code=cells["crest_court_code"],
        magistrates_code=cells["magistrates_code"],
        region=cells["region"],
        country=cells["country"],
        address=cells["address"],
        town=cells["town"],
        county=cells["county"],
        postcode=cells["postcode"].upper(),
        lat=float(cells["lat"]) if cells["lat"] else None,
        lon=float(cells["lon"]) if cells["lon"] else None,
        phone=cells["enquiries_phone"],
        witness_service_phone=cells["witness_service_phone"],
        facilities=frozenset(facility for facility in Facility if YES_NO[cells[facility.value]]),
    )
