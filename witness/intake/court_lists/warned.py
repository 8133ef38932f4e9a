"""Crown Court warned lists: trials that may be called on any day of a period, and those with a day of their own.

There is no room, hour or judge. Which of its two containers a case stands in decides what it is: a day written inside
"WithoutFixedDate" means nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from witness.domain.hearings import Listing, Slot
from witness.domain.lists import CourtList, ListKind, ListRow
from witness.intake.court_lists import fields
from witness.intake.court_lists.assembly import Header, assemble, plain_row
from witness.intake.court_lists.crown import case_references, crown_header, house_of, no_number
from witness.intake.court_lists.hearing_types import hearing_type, hints
from witness.intake.court_lists.reading import Findings, Given, Part, must_hold, parts

FIXED, UNFIXED = "WithFixedDate", "WithoutFixedDate"

# A fixed day may still be one on which the trial need not be reached.
FIXED_LISTINGS = frozenset({Listing.FLOATER, Listing.BACKER})


@dataclass(frozen=True, slots=True)
class _Fixture:
    """One entry of a container: the day written on it, its type, its notes and where it would sit."""

    is_fixed: bool
    on: date | None
    code: object
    notes: object
    house: tuple[str, str]


def read_warned(kind: ListKind, body: Part, where: str, given: Given) -> CourtList:
    """Read a warned list."""
    findings = Findings()
    must_hold(body, "CourtLists", where)
    header = crown_header(kind, body, where, given, findings)
    houses: list[tuple[str, str]] = []
    rows = [
        row
        for here, court_list in parts(body, "CourtLists", where, findings)
        for place, fixture, case in _cases(court_list, here, header, houses, findings)
        for row in _rows(case, place, fixture, header, findings)
    ]
    return assemble(header, rows, houses, findings)


def _cases(
    court_list: Part, where: str, header: Header, houses: list[tuple[str, str]], findings: Findings
) -> Iterator[tuple[str, _Fixture, Part]]:
    """Give every case of one building, with its place and its entry."""
    code, name = house_of(court_list, "CourtHouse", where, findings)
    house = (code or header.court_code, name or header.court_name)
    houses.append(house)
    for container in (FIXED, UNFIXED):
        for here, entry, part in _entries(court_list, container, where, findings):
            on = fields.day(part.get("FixedDate"))
            fixture = _Fixture(container == FIXED, on, entry.get("HearingType"), part.get("Notes"), house)
            yield from ((place, fixture, case) for place, case in parts(part, "Cases", here, findings))


def _entries(court_list: Part, container: str, where: str, findings: Findings) -> Iterator[tuple[str, Part, Part]]:
    """Give every fixture of a container, with its place and the entry that has its type."""
    for here, entry in parts(court_list, container, where, findings):
        yield from ((place, entry, part) for place, part in parts(entry, "Fixture", here, findings))


def _rows(case: Part, where: str, fixture: _Fixture, header: Header, findings: Findings) -> Iterator[ListRow]:
    """Give a row for each hearing of a case, or one for the case when it names none."""
    numbers = case_references(case, where, findings)
    linked = fields.references(part.get("CaseNumber") for _, part in parts(case, "LinkedCases", where, findings))
    if not numbers:
        no_number(where, findings)
        return
    for here, hearing in list(parts(case, "Hearing", where, findings)) or [(where, {})]:
        kind = hearing_type(hearing.get("HearingType") or fixture.code, hearing.get("HearingDescription"))
        slot = _slot(hearing, here, fixture, header, findings)
        if slot is not None:
            yield replace(
                plain_row(kind, numbers, _as_promised(slot, kind.listing), here),
                linked=tuple(number for number in linked if number not in numbers),
                court_name=fixture.house[1],
                hints=hints(hearing.get("ListNote"), fixture.notes),
            )


def _slot(hearing: Part, where: str, fixture: _Fixture, header: Header, findings: Findings) -> Slot | None:
    """Give the period of a warned case, or the day of a fixed one; None, with a remark, when it has no day."""
    code = fixture.house[0]
    if not fixture.is_fixed:
        return Slot(Listing.WARNED_LIST, header.starts_on, header.ends_on, court_code=code)
    own = fields.day(hearing.get("HearingDate"))
    if fixture.on is None and own is None:
        findings.damage(where, "The day of this fixture cannot be read, so the row was left out.")
        return None
    if fixture.on and own and fixture.on != own:
        findings.remark(where, "The fixed day and the day of the hearing differ: the fixed day was used.")
    return Slot(Listing.FIXTURE, fixture.on or own, court_code=code)


def _as_promised(slot: Slot, promised: Listing | None) -> Slot:
    """Give a fixed day as surely as the type of its trial promises it."""
    if slot.listing is Listing.FIXTURE and promised is not None and promised in FIXED_LISTINGS:
        return replace(slot, listing=promised)
    return slot
