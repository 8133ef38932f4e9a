"""The coded reasons: a complete table, pairs that do not exist refused, and words that a family may hear."""

from itertools import product

import pytest

from witness.domain.errors import Refused
from witness.domain.hearings import Effectiveness
from witness.domain.outcome_codes import (
    CODES,
    EFFECTIVENESS_IN_WORDS,
    NEEDS_A_CODE,
    NOT_KNOWN_YET,
    OUTCOME_CODES,
    PARTY_IN_WORDS,
    OutcomeCode,
    Party,
    check_outcome,
    family_reason,
    reason_in_words,
)

E = Effectiveness
COURT, DEFENCE = {"W1", "W2", "W3", "W4", "X"}, {"Q1", "Q2", "Q3", "R", "S1", "S2", "S4", "T", "U1", "U2", "V"}
PROSECUTION = {"M1", "M2", "M3", "N1", "N2", "N3", "O1", "O2", "P"}
INEFFECTIVE = COURT | DEFENCE | PROSECUTION | {"S3", "W5", "Y", "Z"}
CRACKED = set("ABCDEFGHIJKL")


def codes(which: str) -> set[str]:
    return {row.code for row in OUTCOME_CODES if getattr(row, which)}


def test_every_code_stands_once_and_nothing_else() -> None:
    assert set(CODES) == INEFFECTIVE | CRACKED
    assert len(OUTCOME_CODES) == len(CODES)


@pytest.mark.parametrize(("effectiveness", "row"), list(product(Effectiveness, OUTCOME_CODES)))
def test_every_pair_of_outcome_and_reason_exists_or_is_refused(effectiveness: Effectiveness, row: OutcomeCode) -> None:
    right = {
        E.EFFECTIVE: set(),
        E.CRACKED: CRACKED,
        E.INEFFECTIVE: INEFFECTIVE,
        E.VACATED: INEFFECTIVE,
    }[effectiveness]

    if row.code in right:
        assert check_outcome(effectiveness, row.code) is row
    else:
        with pytest.raises(Refused, match=f"is not a reason for a day that was {effectiveness.value}"):
            check_outcome(effectiveness, row.code)


def test_a_cracked_trial_was_never_not_reached() -> None:
    with pytest.raises(Refused) as refusal:
        check_outcome(E.CRACKED, "W3")

    assert str(refusal.value) == (
        "W3 (not reached, or floater not reached) is not a reason for a day that was cracked."
    )


@pytest.mark.parametrize("effectiveness", Effectiveness)
def test_no_code_means_that_the_reason_is_not_known_yet(effectiveness: Effectiveness) -> None:
    assert check_outcome(effectiveness, NOT_KNOWN_YET) is None
    says_so = "not known yet" in reason_in_words(effectiveness, NOT_KNOWN_YET)
    assert says_so is (effectiveness in NEEDS_A_CODE)


def test_a_code_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused, match="no reason with the code W9"):
        check_outcome(E.INEFFECTIVE, "W9")


def test_what_is_from_memory_says_so() -> None:
    assert codes("verified") == INEFFECTIVE - PROSECUTION
    assert not codes("verified") & CRACKED


def test_which_reasons_are_about_witnesses_and_which_support_might_prevent() -> None:
    assert codes("witness_related") == {"M1", "M2", "M3", "R", "Q3", "J"}
    assert codes("support_preventable") == {"M3", "J", "W4", "W5"}


def test_the_words_for_a_family_are_plain_and_blame_nobody_they_know() -> None:
    for row in OUTCOME_CODES:
        words = row.family_words.lower()
        assert not any(term in words for term in ("defend", "plea", "guilty", "drug", "died", "police", "code"))
    assert family_reason("W3") == "The court did not get to the case in time."
    assert family_reason("H") == family_reason("") == ""


def test_an_outcome_is_said_in_words() -> None:
    assert reason_in_words(E.INEFFECTIVE, "W3") == "ineffective, W3: not reached, or floater not reached"
    assert reason_in_words(None, "") == ""
    assert set(EFFECTIVENESS_IN_WORDS) == set(Effectiveness)
    assert set(PARTY_IN_WORDS) == set(Party)
