"""Crown Court daily and firm lists: who sits where and when (court-lists reference §3)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from witness.domain.hearings import Listing, Slot
from witness.domain.lists import CourtList, ListKind, ListRow
from witness.intake.court_lists import fields
from witness.intake.court_lists.assembly import Header, assemble, plain_row, published
from witness.intake.court_lists.hearing_types import HearingType, hearing_type, hints
from witness.intake.court_lists.reading import Findings, Given, Part, UnreadableList, must_hold, parts, section

NO_ROOM_NUMBER = "99"

PRIORITIES: dict[str, Listing] = {"F": Listing.FLOATER, "R": Listing.RESERVE}

# Daily and firm rows with a room and an hour have been called on, even where their type still says "warned".
UNCALLED = frozenset({Listing.WARNED_LIST})


@dataclass(frozen=True, slots=True)
class _Sitting:
    """One room on one day."""

    on: date | None
    at: time | None
    room: str
    listing: Listing | None
    court_code: str
    court_name: str


def crown_header(kind: ListKind, body: Part, where: str, given: Given, findings: Findings) -> Header:
    """Read which days and which court a Crown list is for.

    Raises:
        UnreadableList: it cannot be told for which days, or for which court.
    """
    head = section(body, "ListHeader", where, findings)
    starts_on = fields.day(head.get("StartDate")) or given.content_date
    if starts_on is None:
        raise UnreadableList(f"{where}.ListHeader.StartDate does not say for which day the list is.")
    code, name = house_of(body, "CrownCourt", where, findings)
    if not (code or name or given.court_code or given.court_name):
        raise UnreadableList(f"{where}.CrownCourt does not say for which court the list is.")
    if code and given.court_code and code != given.court_code:
        findings.remark(f"{where}.CrownCourt", f"The list says that it is for court {code}: that was believed.")
    return Header(
        kind=kind,
        starts_on=starts_on,
        ends_on=_last_day(kind, head, starts_on, where, findings),
        version=fields.words(head.get("Version"), longest=40),
        published_at=published(head.get("PublishedTime"), f"{where}.ListHeader.PublishedTime", findings),
        court_code=code or given.court_code,
        court_name=name or given.court_name,
    )


def house_of(holder: Part, name: str, where: str, findings: Findings) -> tuple[str, str]:
    """Give the code and the name of a court house; "" for what it does not have."""
    house = section(holder, name, where, findings)
    full = fields.words(house.get("CourtHouseName")) or fields.words(house.get("CourtHouseShortName"))
    return fields.words(house.get("CourtHouseCode"), longest=20), full


def case_references(case: Part, where: str, findings: Findings) -> tuple[str, ...]:
    """Give every number by which a Crown case may be known: its own, and its defendants' police references."""
    urns = [defendant.get("URN") for _, defendant in parts(case, "Defendants", where, findings)]
    return fields.references([case.get("CaseNumberCaTH"), case.get("CaseNumber"), *urns])


def no_number(where: str, findings: Findings) -> None:
    """Note a case that cannot be matched with anything, so that it may be any of ours."""
    findings.damage(where, "This case has no number by which it could be known, so the row was left out.")


def read_sittings(kind: ListKind, body: Part, where: str, given: Given) -> CourtList:
    """Read a daily or a firm list."""
    findings = Findings()
    must_hold(body, "CourtLists", where)
    header = crown_header(kind, body, where, given, findings)
    houses: list[tuple[str, str]] = []
    rows = [
        row
        for here, court_list in parts(body, "CourtLists", where, findings)
        for place, sitting, hearing in _hearings(court_list, here, header, houses, findings)
        if (row := _row(hearing, place, sitting, header, findings))
    ]
    rows += _reserves(body, where, header, findings)
    return assemble(header, rows, houses, findings)


def _last_day(kind: ListKind, head: Part, starts_on: date, where: str, findings: Findings) -> date:
    """Give the last day a list is for. A daily list is for one day, whatever its end says."""
    ends_on = fields.day(head.get("EndDate"))
    if kind is ListKind.CROWN_DAILY or ends_on is None:
        return starts_on
    if ends_on < starts_on:
        findings.remark(f"{where}.ListHeader.EndDate", "The list ends before it starts: its first day was used.")
        return starts_on
    return ends_on


def _hearings(
    court_list: Part, where: str, header: Header, houses: list[tuple[str, str]], findings: Findings
) -> Iterator[tuple[str, _Sitting, Part]]:
    """Give every hearing in one building on one day, with its place and its sitting."""
    code, name = house_of(court_list, "CourtHouse", where, findings)
    house = (code or header.court_code, name or header.court_name)
    houses.append(house)
    on = _sitting_day(court_list, where, header, findings)
    for here, part in parts(court_list, "Sittings", where, findings):
        sitting = _sitting(part, here, on, house, findings)
        for place, hearing in parts(part, "Hearings", here, findings):
            yield place, sitting, hearing


def _sitting_day(court_list: Part, where: str, header: Header, findings: Findings) -> date | None:
    """Give the day of a building's sittings: a daily list has one day, a firm list says it for each building."""
    if header.kind is ListKind.CROWN_DAILY:
        return header.starts_on
    on = fields.day(court_list.get("SittingDate"))
    if on is None:
        findings.remark(f"{where}.SittingDate", "The day of these sittings cannot be read.")
    return on


def _sitting(part: Part, where: str, on: date | None, house: tuple[str, str], findings: Findings) -> _Sitting:
    """Read one room's sitting."""
    number = fields.words(part.get("CourtRoomNumber"), longest=40)
    priority = fields.words(part.get("SittingPriority"), longest=4).upper()
    at = fields.clock_hour(part.get("SittingAt"))
    if at is None and part.get("SittingAt"):
        findings.remark(f"{where}.SittingAt", "The hour of this sitting cannot be read.")
    listing = PRIORITIES.get(priority) or (Listing.FLOATER if number == NO_ROOM_NUMBER else None)
    room = "" if number in ("", "0", NO_ROOM_NUMBER) or listing is Listing.FLOATER else number
    return _Sitting(on, at, room, listing, *house)


def _row(hearing: Part, where: str, sitting: _Sitting, header: Header, findings: Findings) -> ListRow | None:
    """Read one hearing; None, with a remark, when it cannot be placed."""
    details = section(hearing, "HearingDetails", where, findings)
    kind = hearing_type(details.get("HearingType"), details.get("HearingDescription"))
    numbers = case_references(hearing, where, findings)
    on = _hearing_day(details, where, sitting, header, findings)
    if not numbers:
        no_number(where, findings)
        return None
    if on is None:
        findings.damage(where, "The day of this hearing cannot be read, so the row was left out.")
        return None
    note = hearing.get("TimeMarkingNote")
    at = fields.spoken_hour(note) or sitting.at
    if fields.spoken_hour(note) is None and any(letter.isdigit() for letter in fields.words(note)):
        findings.remark(f"{where}.TimeMarkingNote", "The note on the time cannot be read: the sitting's hour was used.")
    row = plain_row(kind, numbers, _slot(kind, sitting, on, at, header), where)
    return replace(row, court_name=sitting.court_name, hints=hints(hearing.get("ListNote")))


def _hearing_day(details: Part, where: str, sitting: _Sitting, header: Header, findings: Findings) -> date | None:
    """Give the day of a hearing: in a firm list its own day, else its sitting's."""
    own = fields.day(details.get("HearingDate")) if header.kind is ListKind.CROWN_FIRM else None
    if own and sitting.on and own != sitting.on:
        findings.remark(
            f"{where}.HearingDetails.HearingDate",
            "The day of this hearing and the day of its sitting differ: the hearing's was used.",
        )
    return own or sitting.on


def _slot(kind: HearingType, sitting: _Sitting, on: date, at: time | None, header: Header) -> Slot:
    """Give when and where a hearing is, as surely as the list has it."""
    listing = sitting.listing or kind.listing or Listing.FIXTURE
    if listing in UNCALLED:
        if not sitting.room:
            return Slot(listing, header.starts_on, header.ends_on, court_code=sitting.court_code)
        listing = Listing.FIXTURE
    if listing is Listing.RESERVE:
        return Slot(listing, on, on, court_code=sitting.court_code)
    room = "" if listing is Listing.FLOATER else sitting.room
    return Slot(listing, on, at=at, court_code=sitting.court_code, room=room)


def _reserves(body: Part, where: str, header: Header, findings: Findings) -> list[ListRow]:
    """Read the reserve list of a firm list: cases that may be called on any of its days."""
    slot = Slot(Listing.RESERVE, header.starts_on, header.ends_on, court_code=header.court_code)
    found: list[ListRow] = []
    for here, case in parts(body, "ReserveList", where, findings):
        details = section(case, "HearingDetails", here, findings)
        kind = hearing_type(details.get("HearingType"), details.get("HearingDescription"))
        numbers = case_references(case, here, findings)
        if numbers:
            row = plain_row(kind, numbers, slot, here)
            found.append(replace(row, court_name=header.court_name, hints=hints(case.get("ListNote"))))
        else:
            no_number(here, findings)
    return found
