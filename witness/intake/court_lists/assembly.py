"""Putting a court list together once its rows have been read: merging, dates, the clock, and the supersede key."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from witness.domain.court_time import LONDON, london_time
from witness.domain.courts import court_key
from witness.domain.hearings import Slot
from witness.domain.list_rows import merge_rows
from witness.domain.lists import LAYER_OF, CourtList, Coverage, ListKind, ListRow
from witness.intake.court_lists.fields import instant, words
from witness.intake.court_lists.hearing_types import HearingType
from witness.intake.court_lists.reading import Findings

# What 10:00 and 14:00 become when London time has been stamped as UTC in summer.
HOURS_OF_A_WRONG_CLOCK = frozenset({time(11, 0), time(15, 0)})
FEWEST_SITTINGS = 2


@dataclass(frozen=True, slots=True)
class Header:
    """What a list says about itself."""

    kind: ListKind
    starts_on: date
    ends_on: date
    version: str = ""
    published_at: datetime | None = None
    court_code: str = ""
    court_name: str = ""
    clock_in_doubt: bool = False


def assemble(
    header: Header, rows: Iterable[ListRow], courts: Iterable[tuple[str, str]], findings: Findings
) -> CourtList:
    """Make the list. `courts` are the (code, name) of every building it speaks of."""
    buildings = ((header.court_code, header.court_name), *courts)
    merged = tuple(row for _, row in merge_rows((row.references[0], row) for row in rows))
    _remark_doubts(merged, findings)
    return CourtList(
        kind=header.kind,
        coverage=Coverage(
            layer=LAYER_OF[header.kind],
            starts_on=header.starts_on,
            ends_on=header.ends_on,
            court_codes=frozenset(code for code, _ in buildings if code),
            court_names=frozenset(name for _, name in buildings if name),
        ),
        version=header.version,
        published_at=header.published_at,
        rows=merged,
        remarks=findings.remarks,
        damaged=findings.damaged,
        clock_in_doubt=header.clock_in_doubt,
        is_final="DRAFT" not in header.version.upper(),
        court_code=header.court_code,
        court_name=header.court_name,
    )


def plain_row(kind: HearingType, numbers: tuple[str, ...], slot: Slot, where: str) -> ListRow:
    """Make a row of what every kind of list has."""
    return ListRow(
        references=numbers,
        slot=slot,
        kind=kind.kind,
        hearing_type=kind.text,
        where=where,
        part_heard=kind.part_heard,
        no_witnesses=kind.no_witnesses,
        break_fixture=kind.break_fixture,
    )


def published(value: object, where: str, findings: Findings) -> datetime | None:
    """Give the moment of publication in UTC, None when the list has none that can be read."""
    found = instant(value)
    if found is None:
        if words(value):
            findings.remark(where, "The time of publication cannot be read.")
        return None
    if not found.had_zone:
        findings.remark(where, "The time of publication has no time zone: it was read as UTC.")
    return found.at


def clock_looks_an_hour_out(sittings: Sequence[datetime]) -> bool:
    """Say whether every sitting, in summer time, is at 11am or 3pm: then London time was probably stamped as UTC."""
    return len(sittings) >= FEWEST_SITTINGS and all(_is_suspect(at) for at in sittings)


def supersede_key(court_list: CourtList, *, language: str = "ENGLISH", provenance: str = "") -> str:
    """Give the key under which a later version of a list takes the place of an earlier one.

    It is the sender's own rule: court, day, language, type and provenance (court-lists reference §2).
    """
    court = court_list.court_code or court_key(court_list.court_name)
    day = court_list.coverage.starts_on.isoformat()
    return "|".join((court, day, language.upper(), court_list.kind.value, provenance.upper()))


def _remark_doubts(rows: Iterable[ListRow], findings: Findings) -> None:
    """Say which rows contradict each other."""
    for row in rows:
        if row.in_doubt:
            findings.remark(row.where, f"This case is shown more than once on that day, {row.in_doubt}.")


def _is_suspect(at: datetime) -> bool:
    """Say whether one sitting is at an hour that a wrong clock would give it."""
    is_summer_time = at.astimezone(LONDON).utcoffset() != timedelta(0)
    return is_summer_time and london_time(at).replace(second=0, microsecond=0) in HOURS_OF_A_WRONG_CLOCK
