"""Magistrates' public and standard lists from Common Platform: moments in UTC, and no court unless one is given."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from witness.domain.court_time import london_day, london_time
from witness.domain.hearings import Listing, Slot
from witness.domain.lists import CourtList, ListKind, ListRow
from witness.intake.court_lists import fields
from witness.intake.court_lists.assembly import Header, assemble, clock_looks_an_hour_out, plain_row, published
from witness.intake.court_lists.buildings import NamedCourts
from witness.intake.court_lists.hearing_types import HearingType, hearing_type, hints
from witness.intake.court_lists.reading import Findings, Given, Part, UnreadableList, must_hold, parts, section

NOT_ALLOCATED = "to be allocated"


@dataclass(frozen=True, slots=True)
class _Sitting:
    """One slot of a court room's day: its hearings share the hour of the first."""

    moment: datetime | None
    room: str
    house: str
    part: Part
    where: str


def is_standard(document: Part) -> bool:
    """Say whether a list is the standard one, which alone names its court house."""
    silent = Findings()
    return any(
        fields.words(house.get("courtHouseName")) or fields.words(house.get("lja"))
        for here, part in parts(document, "courtLists", "$", silent)
        for house in (section(part, "courtHouse", here, silent),)
    )


def read_magistrates(document: Part, given: Given) -> CourtList:
    """Read a public or a standard list.

    Raises:
        UnreadableList: it cannot be told for which court or for which day the list is.
    """
    findings = Findings()
    must_hold(document, "courtLists", "$")
    sittings = list(_sittings(document, findings))
    courts = NamedCourts(given, frozenset(sitting.house for sitting in sittings if sitting.house))
    courts.must_name_one("$.courtLists")
    rows = [
        row
        for sitting in sittings
        for place, hearing in parts(sitting.part, "hearing", sitting.where, findings)
        for row in _rows(hearing, place, sitting, courts, findings)
    ]
    header = _header(document, sittings, courts, given, findings)
    return assemble(header, rows, courts.buildings, findings)


def _sittings(document: Part, findings: Findings) -> Iterator[_Sitting]:
    """Give every sitting of every room."""
    for here, court_list in parts(document, "courtLists", "$", findings):
        house = section(court_list, "courtHouse", here, findings)
        name = fields.words(house.get("courtHouseName"))
        for place, room in parts(house, "courtRoom", f"{here}.courtHouse", findings):
            yield from _room_sittings(room, place, name, findings)


def _room_sittings(room: Part, where: str, house: str, findings: Findings) -> Iterator[_Sitting]:
    """Give every sitting of one room."""
    name = fields.words(room.get("courtRoomName"), longest=60)
    for here, session in parts(room, "session", where, findings):
        for place, sitting in parts(session, "sittings", here, findings):
            yield _Sitting(_moment(sitting, place, findings), name, house, sitting, place)


def _moment(sitting: Part, where: str, findings: Findings) -> datetime | None:
    """Give the moment at which a sitting starts, None with a remark when it cannot be read."""
    found = fields.instant(sitting.get("sittingStart"))
    if found is None:
        findings.damage(f"{where}.sittingStart", "The start of this sitting cannot be read.")
        return None
    if not found.had_zone:
        findings.remark(f"{where}.sittingStart", "The start of this sitting has no time zone: it was read as UTC.")
    return found.at


def _header(document: Part, sittings: list[_Sitting], courts: NamedCourts, given: Given, findings: Findings) -> Header:
    """Give which day the list is for: the day it came with, else the one day on which it sits."""
    moments = [sitting.moment for sitting in sittings if sitting.moment]
    days = sorted({london_day(moment) for moment in moments})
    if given.content_date is None and not days:
        raise UnreadableList("$.courtLists has no sitting that says for which day the list is: give its content date.")
    if given.content_date is None and len(days) > 1:
        findings.damage("$.courtLists", "The list came without its day and its sittings are on several days.")
    if given.content_date is not None and any(on != given.content_date for on in days):
        findings.remark("$.courtLists", "Some sittings are on another day than the day for which the list came.")
    about = section(document, "document", "$", findings)
    return Header(
        kind=ListKind.MAGISTRATES_STANDARD if is_standard(document) else ListKind.MAGISTRATES_PUBLIC,
        starts_on=given.content_date or days[0],
        ends_on=given.content_date or days[-1],
        published_at=published(about.get("publicationDate"), "$.document.publicationDate", findings),
        court_code=given.court_code,
        court_name=courts.main_name,
        clock_in_doubt=clock_looks_an_hour_out(moments),
    )


def _rows(hearing: Part, where: str, sitting: _Sitting, courts: NamedCourts, findings: Findings) -> Iterator[ListRow]:
    """Give a row for each case of a hearing, or for each application where it has no case."""
    on = london_day(sitting.moment) if sitting.moment else courts.given.content_date
    kind = hearing_type("", hearing.get("hearingType"))
    cases = [(here, case.get("caseUrn")) for here, case in parts(hearing, "case", where, findings)]
    if not cases:
        applications = parts(hearing, "application", where, findings)
        cases = [(here, application.get("applicationReference")) for here, application in applications]
    for here, number in cases:
        numbers = fields.references([number])
        if not numbers or on is None:
            findings.damage(here, "This case has no number or no day, so the row was left out.")
            continue
        row = plain_row(kind, numbers, _slot(sitting, on, kind, courts), here)
        yield replace(row, court_name=sitting.house or courts.main_name, hints=hints(*_channels(hearing)))


def _slot(sitting: _Sitting, on: date, kind: HearingType, courts: NamedCourts) -> Slot:
    """Give when and where, on the London clock."""
    at = london_time(sitting.moment).replace(second=0, microsecond=0) if sitting.moment else None
    code = courts.code_of(sitting.house)
    if NOT_ALLOCATED in sitting.room.casefold():
        return Slot(Listing.FLOATER, on, at=at, court_code=code)
    listing = kind.listing if kind.listing in (Listing.FLOATER, Listing.BACKER) else None
    return Slot(listing or Listing.FIXTURE, on, at=at, court_code=code, room=sitting.room)


def _channels(hearing: Part) -> list[object]:
    """Give how people take part in a hearing, as the list has it."""
    channel = hearing.get("channel")
    return channel if isinstance(channel, list) else [channel]
