"""Walking through a court list that may be damaged: what cannot be read is remarked with its place, never quoted.

A remark never holds a value of the list, because any value may be a name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from witness.domain.errors import Refused
from witness.domain.lists import Remark

Part = dict[str, object]

MOST_REMARKS = 200

# The names that the XML behind a list gives to one item, where it is not the plural without its "s".
ITEM_NAMES: dict[str, frozenset[str]] = {
    "ReserveList": frozenset({"Hearing", "Hearings", "Case", "Cases"}),
    "LinkedCases": frozenset({"Case", "LinkedCase", "CaseNumber"}),
    "WithFixedDate": frozenset({"HearingType"}),
}


class UnreadableList(Refused):
    """A court list that cannot be read at all. The message says what is wrong and where; nothing has been kept."""


@dataclass(frozen=True, slots=True)
class Given:
    """What came beside the list: the court and the day that the sender, or the officer, says it is for."""

    court_code: str = ""
    court_name: str = ""
    content_date: date | None = None


class Findings:
    """What has been remarked while one list is read."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.damaged = False
        self._remarks: list[Remark] = []
        self._left_out = 0

    def remark(self, where: str, what: str) -> None:
        """Note something that a person should know."""
        if len(self._remarks) < MOST_REMARKS:
            self._remarks.append(Remark(where, what))
        else:
            self._left_out += 1

    def damage(self, where: str, what: str) -> None:
        """Note something that could not be read, so that nothing may be found absent from this list."""
        self.damaged = True
        self.remark(where, what)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Everything noted, cut off after a couple of hundred."""
        if not self._left_out:
            return tuple(self._remarks)
        return (*self._remarks, Remark("$", f"{self._left_out} further remarks are left out."))


def section(holder: Part, name: str, where: str, findings: Findings) -> Part:
    """Give the object called `name`; empty when it is missing, empty and damaged when it is something else."""
    value = holder.get(name)
    if isinstance(value, dict):
        return value
    if not _is_empty(value):
        findings.damage(f"{where}.{name}", "An object should stand here, so this part was left out.")
    return {}


def parts(holder: Part, name: str, where: str, findings: Findings) -> Iterator[tuple[str, Part]]:
    """Give each object of the list called `name`, with its place.

    A list that was made from XML may be {"CourtList": [...]} or a lone object, and an empty one may be "".
    """
    place, value = _unwrapped(holder.get(name), name, f"{where}.{name}")
    if _is_empty(value):
        return
    if isinstance(value, dict):
        yield place, value
        return
    if not isinstance(value, list):
        findings.damage(place, "A list should stand here, so this part was left out.")
        return
    for number, item in enumerate(value):
        if isinstance(item, dict):
            yield f"{place}[{number}]", item
        elif not _is_empty(item):
            findings.damage(f"{place}[{number}]", "An object should stand here, so this row was left out.")


def must_hold(holder: Part, name: str, where: str) -> None:
    """Refuse a list whose part called `name` is neither a list nor an object nor empty.

    Raises:
        UnreadableList: it is something else.
    """
    value = holder.get(name)
    if not _is_empty(value) and not isinstance(value, (list, dict)):
        raise UnreadableList(f"{where}.{name} should be a list, and is not. Nothing was imported.")


def _unwrapped(value: object, name: str, place: str) -> tuple[str, object]:
    """Take the list out of {"CourtList": [...]}."""
    if not isinstance(value, dict) or len(value) != 1:
        return place, value
    (only,) = value
    inner = value[only]
    is_wrapper = only in ITEM_NAMES.get(name, frozenset()) or only == name.removesuffix("s")
    if not is_wrapper or not (isinstance(inner, (list, dict)) or _is_empty(inner)):
        return place, value
    return f"{place}.{only}", inner


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
