"""A court list beside what we hold: every change it would make, each as a proposal that explains itself."""

from collections.abc import Iterable, Sequence

from witness.domain.courts import CourtsKnown
from witness.domain.list_absence import absences, expected, finished, reach_of, why_quarantined
from witness.domain.list_differences import Sight, difference
from witness.domain.list_pairing import STANDING, Pair, pair_case
from witness.domain.list_rows import merge_rows
from witness.domain.lists import Comparison, CourtList, HeldHearing, ListRow, Matching, Remark

NOT_IN_THE_DIRECTORY = "The court directory does not have {court}: add it before a change to it is accepted."


def compare(court_list: CourtList, matching: Matching, held: Sequence[HeldHearing], courts: CourtsKnown) -> Comparison:
    """Compare a list with what we hold (court-lists reference §7).

    Args:
        court_list: as read.
        matching: which of its rows are ours.
        held: every hearing we hold of the matched cases, whatever its state, and every one in the list's coverage.
        courts: the directory, and the names by which lists call its courts.
    """
    sight = Sight(court_list, courts)
    rows = merge_rows((case, sight.located(row)) for case, row in matching.matched if row.slot.on)
    pairs = _pairs(rows, held)
    shown = {pair.ours.hearing_id for _, pair in pairs if pair.ours and not pair.said.row.break_fixture}
    undisputed = [hearing for hearing in held if hearing.case_id not in matching.disputed]
    silent = [h for h in undisputed if h.state in STANDING and h.hearing_id not in shown]
    reach = reach_of(court_list, [sight.located(row) for row in court_list.rows])
    missing = expected(reach, silent)
    found = (difference(case, pair, sight) for case, pair in pairs)
    return Comparison(
        differences=(*(each for each in found if each), *absences(court_list, missing, courts)),
        may_have_finished=finished(court_list, reach, silent, courts),
        remarks=_unknown_courts((row for _, row in rows), courts),
        quarantined=why_quarantined(court_list, len(missing), len(expected(reach, held)), courts),
    )


def _pairs(rows: Sequence[tuple[str, ListRow]], held: Sequence[HeldHearing]) -> list[tuple[str, Pair]]:
    """Pair the rows of each case with its hearings."""
    rows_of: dict[str, list[ListRow]] = {}
    for case, row in rows:
        rows_of.setdefault(case, []).append(row)
    held_of: dict[str, list[HeldHearing]] = {}
    for hearing in held:
        held_of.setdefault(hearing.case_id, []).append(hearing)
    return [(case, pair) for case, its in rows_of.items() for pair in pair_case(its, held_of.get(case, []))]


def _unknown_courts(rows: Iterable[ListRow], courts: CourtsKnown) -> tuple[Remark, ...]:
    """Say which buildings of our rows the directory does not have."""
    first: dict[str, ListRow] = {}
    for row in rows:
        if row.slot.court_code and not courts.knows(row.slot.court_code):
            first.setdefault(row.slot.court_code, row)
    return tuple(
        Remark(row.where, NOT_IN_THE_DIRECTORY.format(court=f"court {code} {row.court_name}".rstrip()))
        for code, row in first.items()
    )
