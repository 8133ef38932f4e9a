"""The proposed table adds up, says that it is a proposal, and looks away from nothing that a child lives through."""

from dataclasses import replace

import pytest

from tests.builders import CALENDAR, WITNESS
from tests.domain.concern_causes import CAUSES, NOW, quiet
from witness.domain.concern import FIRST_TABLE, Code, Concern, assess
from witness.domain.factor_faults import faults_in_table
from witness.domain.factor_proposal import POINTS, PROPOSED_TABLE, SOURCE, proposed_after, source_of
from witness.domain.gaps_in_markers import IN_MARKERS


def concern(code: Code) -> Concern:
    return assess(CAUSES[code](quiet()), WITNESS, CALENDAR, NOW, PROPOSED_TABLE)


def test_it_adds_up_and_every_changed_row_says_where_it_comes_from() -> None:
    changed = {row.code for row in PROPOSED_TABLE.factors if row != FIRST_TABLE.row(row.code)}

    assert faults_in_table(PROPOSED_TABLE) == ()
    assert changed == set(POINTS)
    assert {PROPOSED_TABLE.row(code).source for code in changed} == {SOURCE}
    assert not any(row.verified for row in PROPOSED_TABLE.factors)


def test_what_is_missing_now_weighs_more_than_what_the_court_did() -> None:
    assert concern(Code.MISSED_CONTACTS).points > concern(Code.PRIOR_CHANGES).points


@pytest.mark.parametrize("code", sorted(set(IN_MARKERS) - {Code.VISIT_POSITIVE}))
def test_what_a_child_lives_through_keeps_its_points(code: Code) -> None:
    assert PROPOSED_TABLE.row(code) == FIRST_TABLE.row(code)


def test_words_owners_and_limits_of_a_service_are_kept() -> None:
    own = replace(FIRST_TABLE, factors=tuple(replace(row, clears_when="as we say") for row in FIRST_TABLE.factors))

    assert {row.clears_when for row in proposed_after(own).factors} == {"as we say"}


def test_a_row_with_other_points_than_proposed_is_not_called_proposed() -> None:
    row = PROPOSED_TABLE.row(Code.MISSED_CONTACTS)

    assert source_of(replace(row, source="whatever"), FIRST_TABLE) == SOURCE
    assert source_of(replace(row, points=(21,)), FIRST_TABLE) is None
    assert source_of(FIRST_TABLE.row(Code.MISSED_CONTACTS), FIRST_TABLE) is None
