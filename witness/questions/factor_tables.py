"""The table of concern: which version stands, who wrote the others and why, and what a further one would change."""

from collections import Counter
from dataclasses import dataclass

from witness.domain.access import Asking
from witness.domain.concern import Band, assess
from witness.domain.countdown import hearing_ahead
from witness.domain.court_time import london_day
from witness.domain.factor_table import FIRST_TABLE, Factor, FactorTable
from witness.domain.rules import Rules
from witness.store import Store

# More would keep whoever asks waiting; the page says so.
MOST_CASES = 300


@dataclass(frozen=True, slots=True)
class FactorBoard:
    """The version that stands, and every version, the newest first."""

    standing: FactorTable
    versions: tuple[FactorTable, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after."""

    before: Factor
    after: Factor


@dataclass(frozen=True, slots=True)
class Move:
    """How many witnesses would go from one band to another."""

    before: Band
    after: Band
    count: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a table would change if it stood now. witnesses: how many were looked at, of those still expected.

    same_band: who stays in their band, of whom other_points have other points. is_cut: there are more cases than were
    looked at.
    """

    rows: tuple[RowChange, ...]
    moves: tuple[Move, ...]
    witnesses: int
    same_band: int
    other_points: int
    is_cut: bool


def factor_board(store: Store, *, asking: Asking) -> FactorBoard:
    """Give the table with its versions."""
    with store.board_for(asking, doing="factors.read") as desk:
        versions = desk.factor_tables.versions() or (FIRST_TABLE,)
    return FactorBoard(versions[0], versions)


def what_would_change(store: Store, table: FactorTable, *, rules: Rules, asking: Asking) -> Preview:
    """Say what a table would change, in numbers: no witness is named, and nothing is kept."""
    today = london_day(asking.at)
    moves: Counter[tuple[Band, Band]] = Counter()
    other_points = 0
    with store.board_for(asking, doing="factors.try") as desk:
        case_ids = desk.cases.open_ids()
        for case_id in case_ids[:MOST_CASES]:
            picture = desk.cases.picture(case_id)
            for witness in () if picture is None else picture.witnesses:
                if picture is None or hearing_ahead(picture, witness.witness_id, today) is None:
                    continue
                was, will = (
                    assess(picture, witness.witness_id, rules.calendar, asking.at, one)
                    for one in (rules.factors, table)
                )
                moves[was.band, will.band] += 1
                other_points += was.band is will.band and was.points != will.points
    order = list(Band)
    return Preview(
        rows=row_changes(rules.factors, table),
        moves=tuple(
            Move(was, will, moves[was, will])
            for was in reversed(order)
            for will in reversed(order)
            if was is not will and moves[was, will]
        ),
        witnesses=moves.total(),
        same_band=sum(count for (was, will), count in moves.items() if was is will),
        other_points=other_points,
        is_cut=len(case_ids) > MOST_CASES,
    )


def row_changes(before: FactorTable, after: FactorTable) -> tuple[RowChange, ...]:
    """Give the rows in which two tables differ."""
    return tuple(RowChange(was, will) for was, will in zip(before.factors, after.factors, strict=True) if was != will)
