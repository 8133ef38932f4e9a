"""Reads and writes `case-bundle/1`: one whole case as JSON, refused with every fault and its place, or taken whole.

The schema that is published in `docs/` is the one that is checked against.
"""

import json
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from witness.domain.cases import CasePicture, Happening
from witness.domain.court_time import NoSuchMoment, moment_in_london
from witness.domain.errors import Refused
from witness.intake.bundle_values import picture_from, picture_to

FORMAT = "case-bundle/1"
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "case-bundle.schema.json"
LARGEST_BYTES = 5_000_000
MOST_FAULTS = 50


class BadBundle(Refused):
    """A bundle that cannot be taken. `faults` holds (JSON path, what is wrong)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        """Put every fault on a line of its own."""
        self.faults = tuple(faults[:MOST_FAULTS])
        super().__init__("\n".join(f"{where}: {what}" for where, what in self.faults))


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


def read_bundle(raw: bytes) -> CaseBundle:
    """Read a bundle.

    Raises:
        BadBundle: it is not one. Every fault is named with its place.
    """
    data = _json(raw)
    faults = [(error.json_path, error.message[:200]) for error in _validator().iter_errors(data)]
    if faults:
        raise BadBundle(sorted(faults))
    faults = [*_dangling(data), *_twice(data), *_impossible(data), *_no_numbers(data)]
    if faults:
        raise BadBundle(faults)
    try:
        picture, happenings = picture_from(data)
    except ValueError as wrong:
        raise BadBundle([("$", str(wrong))]) from None
    case = data["case"]
    return CaseBundle(case["team"], case["owner"], case["cps_team"], picture, happenings)


def write_bundle(bundle: CaseBundle) -> bytes:
    """Write a bundle in its one canonical form: keys sorted, lists in a fixed order."""
    data = picture_to(bundle.picture, bundle.happenings)
    data["format"] = FORMAT
    data["case"] |= {"team": bundle.team, "owner": bundle.owner_email, "cps_team": bundle.cps_team}
    return (json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _json(raw: bytes) -> Any:
    if len(raw) > LARGEST_BYTES:
        raise BadBundle([("$", f"the file is too large: {len(raw) / 1_000_000:.1f} MB, at most 5 MB are read")])
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as broken:
        raise BadBundle([("$", f"not UTF-8 text: byte {broken.start + 1} cannot be read")]) from None
    except json.JSONDecodeError as broken:
        raise BadBundle([("$", f"not JSON: line {broken.lineno}, column {broken.colno}: {broken.msg}")]) from None
    except RecursionError:
        raise BadBundle([("$", "nested too deeply")]) from None


def _dangling(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Find names that point at nothing."""
    known = {kind: {item["id"] for item in data[kind]} for kind in ("people", "witnesses", "hearings")}
    points = (
        ("parts", "person", "people"),
        ("parts", "for", "people"),
        ("witnesses", "person", "people"),
        ("evidence", "witness", "witnesses"),
        ("evidence", "hearing", "hearings"),
        ("told", "person", "people"),
        ("told", "hearing", "hearings"),
        ("answers", "person", "people"),
        ("answers", "hearing", "hearings"),
        ("happenings", "hearing", "hearings"),
    )
    return [
        (f"$.{section}[{index}].{key}", f"points at {item[key]!r}, which is not among the {target}")
        for section, key, target in points
        for index, item in enumerate(data[section])
        if item[key] is not None and item[key] not in known[target]
    ]


def _twice(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Find names and labels that stand for two things."""
    keys = (("people", "id"), ("witnesses", "id"), ("witnesses", "label"), ("hearings", "id"), ("evidence", "id"),
            ("answers", "id"), ("defendants", "label"))  # fmt: skip
    faults = []
    for section, key in keys:
        seen: set[str] = set()
        for index, item in enumerate(data[section]):
            if item[key] in seen:
                faults.append((f"$.{section}[{index}].{key}", f"{item[key]!r} stands here a second time"))
            seen.add(item[key])
    return faults


def _impossible(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Find dates that cannot be, revisions out of order, and tellings of revisions that never were."""
    faults: list[tuple[str, str]] = []
    counts = {hearing["id"]: len(hearing["revisions"]) for hearing in data["hearings"]}
    for h, hearing in enumerate(data["hearings"]):
        for r, revision in enumerate(hearing["revisions"]):
            where = f"$.hearings[{h}].revisions[{r}]"
            if revision["number"] != r + 1:
                faults.append((f"{where}.number", f"is {revision['number']}, revisions count from 1: {r + 1}"))
            if revision["until"] and (not revision["on"] or revision["until"] < revision["on"]):
                faults.append((f"{where}.until", "the window ends before it begins"))
            faults += _no_such_hour(where, revision)
    for section in ("told", "answers"):
        for index, item in enumerate(data[section]):
            if item["revision"] > counts.get(item["hearing"], 0):
                faults.append((f"$.{section}[{index}].revision", "the hearing has no such revision"))
    return faults


def _no_numbers(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Find numbers that no carrier would take."""
    faults: list[tuple[str, str]] = []
    for p, person in enumerate(data["people"]):
        for c, contact in enumerate(person["contacts"]):
            number = contact["value"]
            if contact["channel"] == "sms" and not (number.startswith("+") and number[1:].isdigit()):
                faults.append((f"$.people[{p}].contacts[{c}].value", "a number is written as +44…, digits only"))
    return faults


def _no_such_hour(where: str, revision: dict[str, Any]) -> list[tuple[str, str]]:
    try:
        on = None if revision["on"] is None else date.fromisoformat(revision["on"])
        at = None if revision["at"] is None else time.fromisoformat(revision["at"])
        if on is not None and at is not None:
            moment_in_london(on, at)
    except NoSuchMoment as wrong:
        return [(f"{where}.at", str(wrong))]
    except ValueError as wrong:
        return [(f"{where}.on", str(wrong))]
    return []
