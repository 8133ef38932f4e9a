"""Several rows of a list that are one hearing, put together: one row per case, day, court and kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from witness.domain.hearings import WINDOWS, HearingKind
from witness.domain.lists import ListRow

# A trial rests over a weekend, or a bank-holiday weekend, and is still the same trial.
LONGEST_REST_DAYS = 4

# A list seldom says that a trial is a retrial, so the two are one family.
FAMILY_OF: dict[HearingKind, HearingKind] = {HearingKind.RETRIAL: HearingKind.TRIAL}


def family_of(kind: HearingKind) -> HearingKind:
    """Give the kind under which a listed and a held hearing may be the same one."""
    return FAMILY_OF.get(kind, kind)


@dataclass(frozen=True, slots=True)
class Run:
    """A hearing as one list shows it: its first row, and the last day on which the list shows it."""

    row: ListRow
    ends_on: date | None


def merge_rows(rows: Iterable[tuple[str, ListRow]]) -> tuple[tuple[str, ListRow], ...]:
    """Put together the rows of one case on one day in one court of one kind, keeping the earliest time.

    Rows come with the name of their case: its id, or its first reference while the case is not known. Rows that name
    different rooms, or promise different things about the date, become one row in doubt.
    """
    together: dict[tuple[str, tuple[object, ...]], list[ListRow]] = {}
    for case, row in rows:
        together.setdefault((case, _sameness(row)), []).append(row)
    return tuple((case, _one_row(same)) for (case, _), same in together.items())


def runs(rows: Iterable[ListRow]) -> tuple[Run, ...]:
    """Put together the days of one trial that a list shows day by day; every other row is a run of its own.

    The rows are of one case and one family of kinds.
    """
    found: list[Run] = []
    for row in sorted(rows, key=_order):
        if found and _goes_on(found[-1], row):
            found[-1] = replace(found[-1], ends_on=row.slot.on)
        else:
            found.append(Run(row, row.slot.last_day))
    return tuple(found)


def _sameness(row: ListRow) -> tuple[object, ...]:
    """Give what two rows of one case have in common when they are one hearing."""
    court = row.slot.court_code or row.court_name
    unknown_type = row.hearing_type if row.kind is HearingKind.OTHER else ""
    return (row.slot.on, row.slot.until, court, family_of(row.kind), unknown_type, row.break_fixture)


def _one_row(same: Sequence[ListRow]) -> ListRow:
    """Make one row of several that are the same hearing."""
    if len(same) == 1:
        return same[0]
    first = min(same, key=lambda row: row.slot.at or time.max)
    rooms = _each(row.slot.room for row in same)
    promises = _each(row.slot.listing.value for row in same)
    return replace(
        first,
        references=_each(reference for row in same for reference in row.references),
        linked=_each(reference for row in same for reference in row.linked),
        hints=_each(hint for row in same for hint in row.hints),
        part_heard=any(row.part_heard for row in same),
        no_witnesses=all(row.no_witnesses for row in same),
        slot=replace(first.slot, room=rooms[0] if len(rooms) == 1 else ""),
        in_doubt=_doubt(rooms, promises) or "; ".join(_each(row.in_doubt for row in same)),
    )


def _doubt(rooms: Sequence[str], promises: Sequence[str]) -> str:
    """Say how rows of one hearing contradict each other, "" when they do not."""
    if len(rooms) > 1:
        return "in " + " and in ".join(room_in_words(room) for room in rooms)
    if len(promises) > 1:
        return "as " + " and as ".join(promise.replace("_", " ") for promise in promises)
    return ""


def room_in_words(room: str) -> str:
    """Write a court room as people say it: "court 3" for "3", the name itself for "Courtroom A"."""
    return f"court {room}" if room[:1].isdigit() else room


def _each(values: Iterable[str]) -> tuple[str, ...]:
    """Give every value once, in order, without the empty ones."""
    return tuple(dict.fromkeys(value for value in values if value))


def _order(row: ListRow) -> tuple[date, time]:
    """Order rows by day and hour, undated ones last."""
    return (row.slot.on or date.max, row.slot.at or time.max)


def _goes_on(run: Run, row: ListRow) -> bool:
    """Say whether this row is a later day of the same trial."""
    if not (_is_dated_trial(run.row) and _is_dated_trial(row)) or run.ends_on is None or row.slot.on is None:
        return False
    rest = (row.slot.on - run.ends_on).days
    return 0 < rest <= LONGEST_REST_DAYS and run.row.slot.court_code == row.slot.court_code


def _is_dated_trial(row: ListRow) -> bool:
    """Say whether this row puts a trial on one day."""
    return family_of(row.kind) is HearingKind.TRIAL and row.slot.listing not in WINDOWS
