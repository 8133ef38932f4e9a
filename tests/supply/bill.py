"""What the product is made of, as a CycloneDX bill of materials, from the locks alone; and if that is installed."""

import json
import re
from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LONGEST_LICENCE = 80
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Part:
    """One package that a lock pins. kind: "pypi" or "npm". hashes: (algorithm, hexadecimal). needed_here: by this
    machine, as its marker says. ships: it is part of the running product, not of its tests alone."""

    kind: str
    name: str
    version: str
    hashes: tuple[tuple[str, str], ...]
    ships: bool
    licence: str = ""
    needed_here: bool = True

    @property
    def address(self) -> str:
        """Its package URL, as bills of materials and advisories name it."""
        return f"pkg:{self.kind}/{self.name.replace('@', '%40')}@{self.version}"


class NotPinned(Exception):
    """A lock names a package without a version or without a hash."""


def python_parts(lock: str, *, ships: bool) -> list[Part]:
    """Read a lock of Python packages, as `uv pip compile --generate-hashes` writes it."""
    found = []
    for block in re.split(r"\n(?!\s)", lock.strip()):
        if not block or block.startswith("#"):
            continue
        wanted = Requirement(re.split(r"\s+\\?\s*--hash|\s+\\", block)[0])
        pinned = [pin.version for pin in wanted.specifier if pin.operator == "=="]
        hashes = tuple(("SHA-256", content) for content in HASH.findall(block))
        if len(pinned) != 1 or not hashes:
            raise NotPinned(wanted.name)
        here = wanted.marker is None or wanted.marker.evaluate()
        found.append(Part("pypi", str(canonicalize_name(wanted.name)), pinned[0], hashes, ships, "", here))
    return found


def front_end_parts(lock: str) -> list[Part]:
    """Read npm's lock."""
    found = []
    for where, entry in json.loads(lock)["packages"].items():
        if not where:
            continue
        name = where.rpartition("node_modules/")[2]
        algorithm, _, content = entry.get("integrity", "").partition("-")
        if not entry.get("version") or algorithm != "sha512":
            raise NotPinned(name)
        digest = b64decode(content).hex()
        ships = not entry.get("dev", False)
        found.append(Part("npm", name, entry["version"], (("SHA-512", digest),), ships, entry.get("license", "")))
    return found


def parts_of(root: Path) -> list[Part]:
    """Give everything that the locks of a checkout pin, what ships first."""
    shipped = python_parts((root / "requirements.txt").read_text(encoding="utf-8"), ships=True)
    names = {part.name for part in shipped}
    tools = python_parts((root / "requirements-dev.txt").read_text(encoding="utf-8"), ships=False)
    front_end = front_end_parts((root / "package-lock.json").read_text(encoding="utf-8"))
    parts = [*shipped, *(part for part in tools if part.name not in names), *front_end]
    return sorted(set(parts), key=lambda part: (not part.ships, part.kind, part.name, part.version))


def installed_licence(name: str) -> str:
    """What an installed package says of its licence in a few words; "" when it says nothing, or is not installed."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    said = str(about.get("License-Expression") or about.get("License") or "").strip()
    return said if len(said) <= LONGEST_LICENCE and "\n" not in said else ""


def bill_of(parts: Iterable[Part]) -> dict[str, Any]:
    """Give the bill. It holds no time and no machine: the same locks give the same bill."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "witness", "bom-ref": "witness"}},
        "components": [_component(part) for part in parts],
    }


def _component(part: Part) -> dict[str, Any]:
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": part.address,
        "name": part.name,
        "version": part.version,
        "purl": part.address,
        "scope": "required" if part.ships else "excluded",
        "hashes": [{"alg": algorithm, "content": content} for algorithm, content in part.hashes],
    }
    licence = part.licence or (installed_licence(part.name) if part.kind == "pypi" else "")
    if licence:
        component["licenses"] = [{"license": {"name": licence}}]
    return component


def strays(parts: Iterable[Part], installed: Mapping[str, str]) -> list[str]:
    """Where what is installed is not what the locks pin. installed: versions by name."""
    wanted = {part.name: part for part in parts if part.kind == "pypi" and part.needed_here}
    missing = [f"{name} {part.version} is not installed" for name, part in wanted.items() if name not in installed]
    other = [
        f"{name} is {installed[name]}, not {part.version}"
        for name, part in wanted.items()
        if installed.get(name, part.version) != part.version
    ]
    return sorted(missing + other)


def installed_here() -> dict[str, str]:
    """The versions of what is installed beside the interpreter that runs this."""
    return {str(canonicalize_name(one.metadata["Name"])): one.version for one in metadata.distributions()}
