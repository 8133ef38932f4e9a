"""Magistrates' adult lists from Libra: print jobs that hold a case number and an hour, and neither day nor type."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from witness.domain.hearings import HearingKind, Listing, Slot
from witness.domain.lists import CourtList, ListKind, ListRow
from witness.intake.court_lists import fields
from witness.intake.court_lists.assembly import Header, assemble
from witness.intake.court_lists.buildings import NamedCourts
from witness.intake.court_lists.reading import Findings, Given, Part, UnreadableList, parts, section

# The public version of the list has none of these.
NOT_PUBLIC = frozenset({"def_dob", "def_age", "def_addr", "inf", "offences"})

JOB = "$.document.data.job"


@dataclass(frozen=True, slots=True)
class _Case:
    """One case of one block of a room's session."""

    number: object
    keys: frozenset[str]
    where: str
    at: time | None
    room: str
    house: str


def job_of(document: Part) -> Part | None:
    """Give the print job of a Libra list, None when this is another kind of list."""
    outer = document.get("document")
    data = outer.get("data") if isinstance(outer, dict) else None
    job = data.get("job") if isinstance(data, dict) else None
    return job if isinstance(job, dict) else None


def read_libra(job: Part, given: Given) -> CourtList:
    """Read an adult or a public adult list.

    Raises:
        UnreadableList: the day did not come with the list, or it cannot be told for which court it is.
    """
    if given.content_date is None:
        raise UnreadableList(f"{JOB} does not say for which day the list is: give its content date.")
    findings = Findings()
    if not isinstance(job.get("sessions") or {}, dict):
        raise UnreadableList(f"{JOB}.sessions should be an object, and is not. Nothing was imported.")
    cases = list(_cases(job, findings))
    sessions = section(job, "sessions", JOB, Findings())
    names = (fields.words(part.get("court")) for _, part in parts(sessions, "session", JOB, Findings()))
    courts = NamedCourts(given, frozenset(name for name in names if name))
    courts.must_name_one(f"{JOB}.sessions")
    is_public = not any(NOT_PUBLIC & case.keys for case in cases)
    header = Header(
        kind=ListKind.MAGISTRATES_PUBLIC_ADULT if is_public else ListKind.MAGISTRATES_ADULT,
        starts_on=given.content_date,
        ends_on=given.content_date,
        court_code=given.court_code,
        court_name=courts.main_name,
    )
    rows = [row for case in cases if (row := _row(case, courts, given, findings))]
    return assemble(header, rows, courts.buildings, findings)


def _cases(job: Part, findings: Findings) -> Iterator[_Case]:
    """Give every case of every session. Sessions, blocks and cases may be missing."""
    sessions = section(job, "sessions", JOB, findings)
    for here, session in parts(sessions, "session", f"{JOB}.sessions", findings):
        blocks = section(session, "blocks", here, findings)
        for place, block in parts(blocks, "block", f"{here}.blocks", findings):
            yield from _block_cases(session, block, place, findings)


def _block_cases(session: Part, block: Part, where: str, findings: Findings) -> Iterator[_Case]:
    """Give every case of one block."""
    at = fields.clock_hour(block.get("bstart")) or fields.clock_hour(session.get("sstart"))
    room, house = fields.words(session.get("room"), longest=40), fields.words(session.get("court"))
    cases = section(block, "cases", where, findings)
    for here, case in parts(cases, "case", f"{where}.cases", findings):
        yield _Case(case.get("caseno"), frozenset(case), here, at, room, house)


def _row(case: _Case, courts: NamedCourts, given: Given, findings: Findings) -> ListRow | None:
    """Make a row; None, with a remark, when the case has no number."""
    numbers = fields.references([case.number])
    if not numbers:
        findings.damage(case.where, "This case has no number by which it could be known, so the row was left out.")
        return None
    return ListRow(
        references=numbers,
        slot=Slot(
            Listing.FIXTURE, given.content_date, at=case.at, court_code=courts.code_of(case.house), room=case.room
        ),
        kind=HearingKind.OTHER,
        hearing_type="",
        where=case.where,
        court_name=case.house or courts.main_name,
    )
