"""Asks a public database of known weaknesses about what the locks pin. It is told names and versions, nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import requests

from tests.supply.bill import Part

ADDRESS = "https://api.osv.dev/v1/querybatch"
ECOSYSTEMS = {"pypi": "PyPI", "npm": "npm"}
SECONDS = 10.0


class CannotAsk(Exception):
    """The database could not be reached, or its answer was none. That is no verdict about the packages."""


@dataclass(frozen=True, slots=True)
class Advisory:
    """A known weakness of a part."""

    part: Part
    name: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """A weakness that we live with for a while, and why."""

    because: str
    until: date


# By the name of the advisory. Whoever adds one says why it does not reach us, and for how long that may stand.
ACCEPTED: dict[str, Accepted] = {}


def known_weaknesses(parts: Sequence[Part], address: str = ADDRESS, seconds: float = SECONDS) -> list[Advisory]:
    """Give what is known of these parts.

    Raises:
        CannotAsk: nobody answered, or not in the form that was promised.
    """
    queries = [
        {"package": {"name": part.name, "ecosystem": ECOSYSTEMS[part.kind]}, "version": part.version} for part in parts
    ]
    try:
        answer = requests.post(address, json={"queries": queries}, timeout=seconds, allow_redirects=False)
        answer.raise_for_status()
        results = answer.json()["results"]
    except (requests.RequestException, ValueError, KeyError, TypeError) as failed:
        raise CannotAsk(type(failed).__name__) from None
    if not isinstance(results, list) or len(results) != len(parts):
        raise CannotAsk("an answer of another length")
    return [Advisory(part, name) for part, result in zip(parts, results, strict=True) for name in _names(result)]


def _names(result: Any) -> list[str]:
    weaknesses = result.get("vulns", []) if isinstance(result, dict) else None
    if not isinstance(weaknesses, list) or not all(isinstance(one, dict) and "id" in one for one in weaknesses):
        raise CannotAsk("an answer of another form")
    return [str(one["id"]) for one in weaknesses]


def not_accepted(found: Iterable[Advisory], accepted: dict[str, Accepted], today: date) -> list[Advisory]:
    """Leave out what we have said that we live with, until the day that was said."""
    return [one for one in found if one.name not in accepted or accepted[one.name].until < today]
