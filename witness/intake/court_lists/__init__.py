"""Reading court lists: seven formats in, one `CourtList` out, and not a word about who a defendant is.

Formats and traps: court-lists reference §2 to §6.
"""

import json
from collections.abc import Callable
from datetime import date

from witness.domain.lists import CourtList, ListKind
from witness.intake.court_lists.assembly import supersede_key
from witness.intake.court_lists.crown import read_sittings
from witness.intake.court_lists.libra import job_of, read_libra
from witness.intake.court_lists.magistrates import read_magistrates
from witness.intake.court_lists.reading import Given, Part, UnreadableList
from witness.intake.court_lists.warned import read_warned

__all__ = ["LARGEST_BYTES", "UnreadableList", "read_list", "supersede_key"]

LARGEST_BYTES = 5_000_000

CrownReader = Callable[[ListKind, Part, str, Given], CourtList]

# The names by which list types are called have changed; the name of the outermost part has not.
CROWN_ROOTS: dict[str, tuple[ListKind, CrownReader]] = {
    "DailyList": (ListKind.CROWN_DAILY, read_sittings),
    "FirmList": (ListKind.CROWN_FIRM, read_sittings),
    "WarnedList": (ListKind.CROWN_WARNED, read_warned),
}


def read_list(raw: bytes, *, court_code: str = "", court_name: str = "", content_date: date | None = None) -> CourtList:
    """Read a court list of any of the seven formats.

    Args:
        raw: the JSON as it came.
        court_code: the court it came with; needed for magistrates' lists that do not name theirs.
        court_name: that court's name.
        content_date: the day it came with; needed for Libra lists, which do not hold theirs.

    Raises:
        UnreadableList: it is not a list, or it cannot be told for which court or days it is. A list of which only
            some rows cannot be read is read without them: `remarks` says which, and it is marked as damaged.
    """
    document = _document(raw)
    given = Given(court_code.strip(), " ".join(court_name.split()), content_date)
    roots = [name for name in CROWN_ROOTS if name in document]
    if len(roots) > 1:
        raise UnreadableList(f"This file holds {len(roots)} lists, {' and '.join(roots)}: send each by itself.")
    if roots:
        kind, reader = CROWN_ROOTS[roots[0]]
        return reader(kind, _object(document, roots[0]), f"$.{roots[0]}", given)
    job = job_of(document)
    if job is not None:
        return read_libra(job, given)
    if "courtLists" in document:
        return read_magistrates(document, given)
    raise UnreadableList(
        "This is not a court list that we know: its outermost part is none of "
        f"{', '.join(CROWN_ROOTS)}, courtLists, and document with data and a job."
    )


def _document(raw: bytes) -> Part:
    """Give the JSON object that bytes hold."""
    if len(raw) > LARGEST_BYTES:
        size = f"{len(raw) / 1_000_000:.1f} MB"
        raise UnreadableList(f"The list is too large: {size}, where {LARGEST_BYTES // 1_000_000} MB is the most.")
    if not raw.strip():
        raise UnreadableList("The list is empty.")
    try:
        document = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as broken:
        raise UnreadableList(f"The list is not UTF-8 text: byte {broken.start + 1} cannot be read.") from None
    except json.JSONDecodeError as broken:
        place = f"line {broken.lineno}, column {broken.colno}"
        raise UnreadableList(f"The list is not JSON: {place}: {broken.msg}.") from None
    except (RecursionError, ValueError):
        raise UnreadableList("The list is not JSON that a court would send: a part is too deep or too long.") from None
    if not isinstance(document, dict):
        raise UnreadableList("The list should be a JSON object, and is not.")
    return document


def _object(document: Part, name: str) -> Part:
    """Give the outermost part of a Crown list."""
    body = document[name]
    if not isinstance(body, dict):
        raise UnreadableList(f"$.{name} should be an object, and is not. Nothing was imported.")
    return body
