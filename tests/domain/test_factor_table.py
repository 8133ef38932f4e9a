"""A table of factors: what adds up may stand, and what does not is refused with every reason by row."""

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import CALENDAR, WITNESS
from tests.domain.concern_causes import CAUSES, NOW, quiet
from witness.domain.concern import Band, Code, assess
from witness.domain.factor_faults import faults_in_table
from witness.domain.factor_table import FIRST_TABLE, FactorTable, completed

TABLE = replace(FIRST_TABLE, version=2, why="what we have seen this year")


def with_row(code: Code, **changes: Any) -> FactorTable:
    return replace(TABLE, factors=tuple(replace(f, **changes) if f.code is code else f for f in TABLE.factors))


def test_the_table_that_the_product_begins_with_adds_up() -> None:
    assert faults_in_table(TABLE) == ()


@pytest.mark.parametrize(
    ("table", "code", "words"),
    [
        (with_row(Code.NOT_CONFIRMED, points=(20, 10)), "NOT_CONFIRMED", "must rise"),
        (with_row(Code.NOT_CONFIRMED, points=(10, 10)), "NOT_CONFIRMED", "must rise"),
        (with_row(Code.NOT_CONFIRMED, points=(10,)), "NOT_CONFIRMED", "has 2 steps and 1 given"),
        (with_row(Code.NOT_CONFIRMED, limits=(5, 10)), "NOT_CONFIRMED", "must fall"),
        (with_row(Code.LONG_WAIT, limits=(24, 18, 12)), "LONG_WAIT", "must rise"),
        (with_row(Code.LONG_WAIT, limits=(12, 18)), "LONG_WAIT", "needs 3 limits"),
        (with_row(Code.LONG_WAIT, limits=(0, 18, 24)), "LONG_WAIT", "from 1 to 400"),
        (with_row(Code.AMBIVALENT, points=(-5,)), "AMBIVALENT", "cannot take points away"),
        (with_row(Code.AMBIVALENT, points=(101,)), "AMBIVALENT", "at most 100"),
        (with_row(Code.RECONFIRMED, points=(5,)), "RECONFIRMED", "cannot add points"),
        (with_row(Code.HARD_MISSING, points=(10,)), "HARD_MISSING", "no points of its own"),
        (with_row(Code.HARD_MISSING, hard=False), "HARD_MISSING", "not for the table to change"),
        (with_row(Code.TRANSPORT_OPEN, clears_when=" "), "TRANSPORT_OPEN", "what clears it"),
        (with_row(Code.TRANSPORT_OPEN, words=""), "TRANSPORT_OPEN", "a name"),
        (replace(TABLE, factors=TABLE.factors[1:]), TABLE.factors[0].code.value, "missing"),
        (replace(TABLE, factors=(*TABLE.factors, TABLE.factors[0])), TABLE.factors[0].code.value, "stands twice"),
        (replace(TABLE, watch_from=40), "", "bands cross"),
        (replace(TABLE, watch_from=0), "", "bands cross"),
        (replace(TABLE, act_from=900), "", "all factors together"),
        (replace(TABLE, why=" "), "", "Say why"),
    ],
)
def test_a_table_that_does_not_add_up_is_refused_by_row(table: FactorTable, code: str, words: str) -> None:
    assert [f.code for f in faults_in_table(table) if words in f.words] == [code]


def test_every_reason_is_given_at_once() -> None:
    broken = replace(with_row(Code.NOT_CONFIRMED, points=(20, 10), limits=(5, 10)), watch_from=50, why="")

    assert len(faults_in_table(broken)) == 4


def test_a_table_that_lacks_a_newer_row_is_completed_from_the_first() -> None:
    older = replace(TABLE, factors=tuple(f for f in TABLE.factors if f.code is not Code.ONGOING_TIE))

    assert completed(older).row(Code.ONGOING_TIE) == FIRST_TABLE.row(Code.ONGOING_TIE)
    assert [f.code for f in completed(older).factors] == list(Code)


def lift(table: FactorTable) -> Any:
    return assess(CAUSES[Code.TRANSPORT_OPEN](quiet()), WITNESS, CALENDAR, NOW, table)


def test_the_version_that_stands_decides_points_limits_and_bands_and_is_named() -> None:
    assert (lift(TABLE).points, lift(TABLE).band, lift(TABLE).table_version) == (10, Band.LOW, 2)
    assert lift(with_row(Code.TRANSPORT_OPEN, points=(25, 30))).points == 25
    assert lift(with_row(Code.TRANSPORT_OPEN, limits=(6, 3))).points == 0
    assert lift(replace(TABLE, watch_from=5)).band is Band.WATCH
