"""What is required of a witness: a complete table, absent pairs refused, and wrong tables found out."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from tests.builders import a_witness
from witness.domain.errors import Refused
from witness.domain.people import NOT_EXPECTED, Requirement, RequirementStep
from witness.domain.requirement_road import MAY_BECOME, REQUIREMENT_IN_WORDS, Table, change, may_become

R = Requirement
AT = datetime(2026, 11, 2, 10, tzinfo=UTC)
# Whoever is at court is released before they are asked back.
AT_COURT = {R.CALLED, R.GIVING_EVIDENCE}


def faults_of(table: Table) -> set[str]:
    """What is wrong with a table, by laws that it does not know of itself."""
    faults = {f"{missing} has no row" for missing in set(R) - set(table)}
    reached, waiting = {R.STATEMENT_TAKEN}, [R.STATEMENT_TAKEN]
    while waiting:
        for requirement in table[waiting.pop()] - reached:
            reached.add(requirement)
            waiting.append(requirement)
    faults |= {f"{lost} is never reached" for lost in set(R) - reached}
    for now, nexts in table.items():
        if not nexts:
            faults.add(f"{now} has no way out")
        if now in nexts:
            faults.add(f"{now} becomes itself")
        if R.GIVING_EVIDENCE in nexts and now not in {R.CALLED, R.STOOD_DOWN}:
            faults.add(f"{now} gives evidence without being called")
        if now is not R.SUMMONS_APPLIED and R.SUMMONS_SERVED in nexts:
            faults.add(f"{now} is served a summons that nobody applied for")
        if now not in AT_COURT | {R.WARNED} and not nexts & {R.WARNED, R.NAMED}:
            faults.add(f"{now} can never be asked to come again")
        if now is R.GIVING_EVIDENCE and nexts & {R.S9_AGREED, R.DE_WARNED, R.S116_HEARSAY}:
            faults.add("evidence that is being given is read instead")
    return faults


def test_the_table_is_complete_and_keeps_its_laws() -> None:
    assert faults_of(MAY_BECOME) == set()


@pytest.mark.parametrize(
    ("now", "nexts", "fault"),
    [
        (R.WARNED, MAY_BECOME[R.WARNED] | {R.GIVING_EVIDENCE}, "warned gives evidence without being called"),
        (R.REFUSES, MAY_BECOME[R.REFUSES] | {R.SUMMONS_SERVED}, "refuses is served a summons"),
        (R.DE_WARNED, frozenset(), "de_warned has no way out"),
        (R.SUMMONS_APPLIED, MAY_BECOME[R.SUMMONS_APPLIED] - {R.SUMMONS_SERVED}, "summons_served is never reached"),
        (R.CONFIRMED, MAY_BECOME[R.CONFIRMED] | {R.CONFIRMED}, "confirmed becomes itself"),
        (R.S9_AGREED, frozenset({R.RELEASED}), "s9_agreed can never be asked to come again"),
    ],
)
def test_a_wrong_table_is_found_out(now: Requirement, nexts: frozenset[Requirement], fault: str) -> None:
    assert any(found.startswith(fault) for found in faults_of({**MAY_BECOME, now: nexts}))


def test_every_requirement_has_words() -> None:
    assert set(REQUIREMENT_IN_WORDS) == set(Requirement)


@pytest.mark.parametrize(("now", "then"), list(product(Requirement, Requirement)))
def test_every_pair_is_taken_or_refused_in_words(now: Requirement, then: Requirement) -> None:
    witness, step = a_witness(requirement=now), RequirementStep(then, AT, "the WCU")

    if then in may_become(now):
        after = change(witness, step)
        assert (after.requirement, after.steps) == (then, (step,))
        assert after.is_expected is (then not in NOT_EXPECTED)
    else:
        with pytest.raises(Refused, match=r"W1|Nothing would change"):
            change(witness, step)


def test_a_refusal_says_what_is_recorded_now() -> None:
    with pytest.raises(Refused) as refusal:
        change(a_witness(requirement=R.DE_WARNED), RequirementStep(R.GIVING_EVIDENCE, AT))

    assert str(refusal.value) == (
        "W1 cannot become “giving evidence”: they are recorded as “de-warned, need not come”, and that does not follow."
    )


def test_a_step_may_not_lie_before_the_newest_one() -> None:
    warned = change(a_witness(requirement=R.NAMED), RequirementStep(R.WARNED, AT))

    with pytest.raises(Refused, match="before they became “warned to come”"):
        change(warned, RequirementStep(R.CONFIRMED, AT - timedelta(minutes=1)))
    assert change(warned, RequirementStep(R.CONFIRMED, AT)).requirement is R.CONFIRMED
