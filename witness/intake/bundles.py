"""Reads and writes `case-bundle/1`: one whole case as JSON, refused with every fault and its place, or taken whole.

The schema that is published in `docs/` is the one that is checked against.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from witness.domain.cases import CasePicture, Happening
from witness.domain.errors import Refused
from witness.intake.bundle_faults import faults_in
from witness.intake.bundle_parents import SupportFile, parents_to
from witness.intake.bundle_values import picture_from
from witness.intake.bundle_words import picture_to

FORMAT = "case-bundle/1"
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "case-bundle.schema.json"
LARGEST_BYTES = 5_000_000
MOST_FAULTS = 50


class BadBundle(Refused):
    """A bundle that cannot be taken. `faults` holds every (JSON path, what is wrong)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        """Put every fault on a line of its own."""
        self.faults = tuple(faults)
        said = [f"{where}: {what}" for where, what in faults[:MOST_FAULTS]]
        if len(faults) > MOST_FAULTS:
            said.append(f"… and {len(faults) - MOST_FAULTS} more")
        super().__init__("\n".join(said))


@dataclass(frozen=True, slots=True)
class CaseBundle:
    """A case with the names of whoever looks after it.

    picture: its owner and team ids are empty until it is imported; messages are never part of a bundle.
    """

    team: str
    owner_email: str
    cps_team: str | None
    picture: CasePicture
    happenings: tuple[Happening, ...]
    support: SupportFile = SupportFile()


def read_bundle(raw: bytes) -> CaseBundle:
    """Read a bundle.

    Raises:
        BadBundle: it is not one. Every fault is named with its place.
    """
    data = _json(raw)
    shape = [(error.json_path, error.message[:200]) for error in _validator().iter_errors(data)]
    beyond = faults_in(data, tuple(where for where, _ in shape)) if isinstance(data, dict) else ()
    if shape or beyond:
        raise BadBundle([*sorted(shape), *beyond])
    picture, happenings, support = picture_from(data)
    case = data["case"]
    return CaseBundle(case["team"], case["owner"], case["cps_team"], picture, happenings, support)


def write_bundle(bundle: CaseBundle) -> bytes:
    """Write a bundle in its one canonical form: keys sorted, lists in a fixed order."""
    data = picture_to(bundle.picture, bundle.happenings)
    data |= parents_to(bundle.picture, bundle.support)
    data["format"] = FORMAT
    data["case"] |= {"team": bundle.team, "owner": bundle.owner_email, "cps_team": bundle.cps_team}
    return (json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object. JSON lets a key stand twice, and then one of the two values would be lost without a word."""
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise BadBundle([("$", f"the key {key[:60]!r} stands twice in one object")])
        made[key] = value
    return made


def _json(raw: bytes) -> Any:
    if len(raw) > LARGEST_BYTES:
        raise BadBundle([("$", f"the file is too large: {len(raw) / 1_000_000:.1f} MB, at most 5 MB are read")])
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_each_key_once)
    except UnicodeDecodeError as broken:
        raise BadBundle([("$", f"not UTF-8 text: byte {broken.start + 1} cannot be read")]) from None
    except json.JSONDecodeError as broken:
        raise BadBundle([("$", f"not JSON: line {broken.lineno}, column {broken.colno}: {broken.msg}")]) from None
    except (RecursionError, ValueError):
        raise BadBundle([("$", "not JSON that can be read: a part is too deep or too long")]) from None
