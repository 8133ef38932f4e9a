"""Every factor alone and every two together give the points of the table, and go when their cause goes."""

from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest

from tests.builders import CALENDAR, WITNESS, a_marker
from tests.domain.concern_causes import BRINGS, CAUSES, LATELY, NEVER_TOGETHER, NOW, STEPS, quiet
from witness.domain.cases import CasePicture
from witness.domain.concern import FACTORS, FIRST_TABLE, Band, Code, Concern, FactorTable, assess
from witness.domain.markers import MarkerKind, Said

POINTS = {row.code: row.points for row in FACTORS}
PAIRS = [pair for pair in combinations(Code, 2) if set(pair) not in NEVER_TOGETHER]


def concern(picture: CasePicture, table: FactorTable = FIRST_TABLE) -> Concern:
    return assess(picture, WITNESS, CALENDAR, NOW, table)


@cache
def caused_by(*codes: Code) -> Concern:
    picture = quiet()
    for code in codes:
        picture = CAUSES[code](picture)
    return concern(picture)


def expected(*codes: Code, table: FactorTable = FIRST_TABLE) -> dict[Code, int]:
    all_codes = set(codes).union(*(BRINGS.get(code, frozenset()) for code in codes))
    return {code: table.row(code).points[STEPS.get(code, 0)] for code in all_codes}


def counted(found: Concern) -> dict[Code, int]:
    return {factor.code: factor.points for factor in found.factors}


def band(points: int, hard: bool) -> Band:
    return Band.ACT if hard or points >= 40 else Band.WATCH if points >= 20 else Band.LOW


def disagreements(table: FactorTable = FIRST_TABLE) -> list[tuple[Code, ...]]:
    """The single codes and pairs for which what is counted is not what the table of the first version says."""
    wrong: list[tuple[Code, ...]] = []
    for codes in [(code,) for code in Code] + PAIRS:
        picture = quiet()
        for code in codes:
            picture = CAUSES[code](picture)
        found, said = concern(picture, table), expected(*codes)
        total = max(0, sum(said.values()))
        hard = any(FIRST_TABLE.row(code).hard for code in said)
        if (counted(found), found.points, found.band) != (said, total, band(total, hard)):
            wrong.append(codes)
    return wrong


def test_the_quiet_case_counts_nothing() -> None:
    assert counted(caused_by()) == {}


@pytest.mark.parametrize("code", Code)
def test_each_factor_alone_gives_the_points_of_the_table_and_goes_with_its_cause(code: Code) -> None:
    assert counted(caused_by(code)) == expected(code)
    assert code not in counted(caused_by())


def test_every_two_together_give_the_sum_of_the_table() -> None:
    assert len(PAIRS) == 34 * 33 // 2 - len(NEVER_TOGETHER)
    assert disagreements() == []


def test_of_two_causes_each_can_be_taken_away_and_the_other_stays() -> None:
    for one, other in PAIRS:
        both, without = counted(caused_by(one, other)), counted(caused_by(other))
        gone = set(both) - set(without)
        assert gone == set(expected(one)) - set(expected(other))


def test_a_hard_flag_alone_comes_before_doubts_although_it_has_no_points_and_adds_to_them() -> None:
    flag, doubts = caused_by(Code.HARD_INTIMIDATION), caused_by(Code.AMBIVALENT)
    both = caused_by(Code.HARD_INTIMIDATION, Code.AMBIVALENT)

    assert flag.points < doubts.points
    assert doubts.weight == doubts.points
    assert doubts.weight < flag.weight < both.weight


def test_the_same_check_catches_a_table_with_one_other_weight() -> None:
    code = Code.TRANSPORT_OPEN
    changed = tuple(
        replace(row, points=tuple(points + 1 for points in row.points)) if row.code is code else row for row in FACTORS
    )
    wrong = disagreements(replace(FIRST_TABLE, factors=changed))

    assert (code,) in wrong
    assert len(wrong) >= 28


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (MarkerKind.THREAT, Code.HARD_INTIMIDATION),
        (MarkerKind.MISSING, Code.HARD_MISSING),
        (MarkerKind.COST, Code.UP_FRONT_COST),
        (MarkerKind.TIE, Code.ONGOING_TIE),
        (MarkerKind.CRISIS, Code.WELLBEING_CRISIS),
        (MarkerKind.STRAIN, Code.PARENT_STRAIN),
        (MarkerKind.ENGAGED, Code.SUPPORTER_ENGAGED),
        (MarkerKind.PARENT_SUPPORTED, Code.PARENT_SUPPORTED),
    ],
)
def test_a_marker_that_is_cleared_or_taken_back_no_longer_counts(kind: MarkerKind, code: Code) -> None:
    marked = CAUSES[code](quiet())
    later = {"recorded_at": NOW}
    for said in (Said.NO, Said.MISTAKE):
        ended = replace(marked, markers=(*marked.markers, a_marker(kind, said, LATELY, **later)))
        assert code not in counted(concern(ended))
