"""Conflicts of interest: who takes a case over, who may decide, and which restrictions are due to be confirmed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.cast import AIREDALE, CALDER, CAST, CPS
from witness.domain.access import CaseGround, Deed, may
from witness.domain.conflicts import (
    MINE_IN_WORDS,
    THEIRS_IN_WORDS,
    Closeness,
    Conflict,
    may_decide,
    who_is_told,
    without,
)
from witness.domain.recertification import Named, due, quarter_of

GROUND = CaseGround("case-1", CALDER.id, CPS.id, CAST.olu.id)
AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def test_whoever_declares_is_shut_out_whatever_else_they_are() -> None:
    olivia = CAST.olivia.id
    tied = replace(GROUND, assigned=frozenset({olivia}), acting=frozenset({olivia}), opened_to=frozenset({olivia}))

    ground = without(tied, olivia)

    assert [may(CAST.olivia.viewer, deed, ground) for deed in Deed] == [False] * len(Deed)


def test_a_manager_hears_of_it_before_a_colleague_does() -> None:
    assert who_is_told(CAST.all, without(GROUND, CAST.olu.id)) == CAST.mo
    assert who_is_told(CAST.all, without(without(GROUND, CAST.mo.id), CAST.olu.id)) == CAST.olivia
    assert who_is_told(CAST.all, without(replace(GROUND, team_id="nobody's"), CAST.olu.id)) is None


MEL = replace(CAST.mo, id="account-mel", name="Mel Ince")


@pytest.mark.parametrize(
    ("who", "about", "by", "decides"),
    [
        (CAST.mo, CAST.olivia, CAST.olivia, True),
        (CAST.mo, CAST.olivia, CAST.mo, False),  # they entered it: a second person looks
        (MEL, CAST.olivia, CAST.mo, True),
        (CAST.mo, CAST.mo, MEL, False),
        (CAST.olu, CAST.olivia, CAST.olivia, False),
        (replace(MEL, team_id=AIREDALE.id), CAST.olivia, CAST.olivia, False),
        (CAST.ada, CAST.olivia, CAST.olivia, False),
    ],
)
def test_two_people_look_at_each_conflict(who, about, by, decides: bool) -> None:  # type: ignore[no-untyped-def]
    conflict = Conflict("c", "case-1", about.id, Closeness.KNOWS, AT, by.id)

    assert may_decide(who.viewer, conflict, without(GROUND, about.id)) is decides


def test_every_kind_has_words_for_both_sides() -> None:
    assert set(MINE_IN_WORDS) == set(THEIRS_IN_WORDS) == set(Closeness)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), "2026-Q1"),
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 12, 31), "2026-Q4"),
    ],
)
def test_a_confirmation_holds_for_its_quarter(day: date, quarter: str) -> None:
    assert quarter_of(day) == quarter
    confirmed, not_yet, long_ago = Named("c", "a", quarter), Named("c", "b"), Named("c", "d", "2025-Q4")
    assert due((confirmed, not_yet, long_ago), day) == (not_yet, long_ago)
