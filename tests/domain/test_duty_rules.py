"""The rows we start with: each is whole, says how sure it is, and is started by a fact or says that none starts it."""

from dataclasses import replace
from datetime import date

import pytest

from witness.domain.duties import NOT_IN_FORCE, DayUnit, DutyRule, Holder, rule_on
from witness.domain.duty_rows import SEEN_ON
from witness.domain.duty_rules import DUTY_RULES
from witness.domain.duty_starts import STARTS, WITHOUT_A_FACT

# Limits that the reference gives from memory, or that we set ourselves: nobody may show these as checked.
NOT_CHECKED = {
    "needs_assessed",
    "charge_told",
    "stopped_told",
    "full_needs_assessed",
    "measure_told",
    "appeal_told",
    "measures_applied_magistrates",
    "measures_applied_crown",
    "measures_answered",
    "uls_victim",
    "appeal_crown",
    "appeal_magistrates",
    "post_trial_call",
    "review_1_week",
    "review_2_weeks",
    "review_6_weeks",
    "review_12_weeks",
    "reason_told",
    "retrial_decided",
    "bad_news_asked",
    "no_evidence_warned",
    "custody_yearly",
    "parole_statement",
    "release_prepared",
    "release_after",
    "order_ending",
    "anniversary",
    "retention_looked_at",
}

# code: (for everybody, with Enhanced Rights, unit), as domain reference §1.5, §2.1 and §3.2 have them.
LIMITS = {
    "needs_assessed": (2, None, "working"),
    "suspect_told": (5, 1, "working"),
    "not_investigated": (5, 1, "working"),
    "charge_told": (5, 1, "working"),
    "stopped_told": (5, 1, "working"),
    "hearing_told": (1, 1, "working"),
    "bail_told": (5, 1, "working"),
    "must_give_evidence": (1, 1, "working"),
    "outcome_told": (1, 1, "working"),
    "sentence_told": (1, 1, "working"),
    "appeal_told": (1, None, "working"),
    "vcs_referral": (20, None, "working"),
    "expenses_paid": (10, None, "working"),
    "claim_paid": (10, None, "working"),
    "measures_applied_magistrates": (20, None, "business"),
    "measures_applied_crown": (10, None, "business"),
    "s28_before_ptph": (-7, None, "calendar"),
    "s28_answered": (14, None, "calendar"),
    "uls": (28, None, "calendar_office"),
    "appeal_crown": (28, None, "calendar"),
    "appeal_magistrates": (15, None, "business"),
    "vrr_ask": (10, None, "working"),
    "vrr_last": (3, None, "months"),
    "cica": (20, None, "years"),
    "post_trial_call": (48, None, "hours"),
    "review_1_week": (7, None, "calendar"),
    "review_2_weeks": (14, None, "calendar"),
    "review_6_weeks": (42, None, "calendar"),
    "review_12_weeks": (84, None, "calendar"),
    "waiting_at_court": (2, None, "hours"),
    "result_to_witness_care": (5, None, "working"),
    "cica_grown": (2, None, "years"),
}


def a_rule(version: int = 1, begins: date = date(2021, 4, 1), **changes: object) -> DutyRule:
    row = next(rule for rule in DUTY_RULES if rule.code == "hearing_told")
    return replace(row, version=version, effective_from=begins, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("code", "limit"), LIMITS.items())
def test_a_limit_is_as_long_as_its_source_says(code: str, limit: tuple[int, int | None, str]) -> None:
    rows = [rule for rule in DUTY_RULES if rule.code == code]

    assert {(row.days, row.enhanced_days, row.unit.value) for row in rows} == {limit}


@pytest.mark.parametrize("rule", DUTY_RULES, ids=lambda rule: f"{rule.code}-{rule.version}")
def test_every_row_says_where_it_comes_from_and_how_sure_we_are(rule: DutyRule) -> None:
    assert rule.words
    assert rule.right
    assert rule.source
    assert rule.trigger in STARTS
    assert rule.holder in {holder.value for holder in Holder}
    if rule.code in NOT_CHECKED:
        assert rule.verified_on is None
        assert rule.note or rule.source.startswith("Announced")
    else:
        assert rule.verified_on == SEEN_ON
    # They have to fit where they are kept.
    assert len(rule.words) <= 200
    assert len(rule.right) <= 200
    assert len(rule.source) <= 300
    assert len(rule.note) <= 300
    assert len(rule.code) <= 40


def test_a_row_that_no_fact_starts_says_so() -> None:
    for rule in DUTY_RULES:
        assert ("nothing starts this clock" in rule.note) is (rule.trigger in WITHOUT_A_FACT)


def test_no_version_is_there_twice_and_nothing_of_the_draft_code_stands() -> None:
    assert len({(rule.code, rule.version) for rule in DUTY_RULES}) == len(DUTY_RULES)
    assert [rule.code for rule in DUTY_RULES if "2026" in rule.right] == ["uls_victim"]
    assert rule_on(DUTY_RULES, "uls_victim", date(2030, 1, 1)) is None
    assert next(rule for rule in DUTY_RULES if rule.code == "uls_victim").effective_from == NOT_IN_FORCE


def test_the_procedure_rules_of_the_day_are_cited() -> None:
    before = rule_on(DUTY_RULES, "measures_applied_crown", date(2025, 10, 5))
    after = rule_on(DUTY_RULES, "measures_applied_crown", date(2025, 10, 6))

    assert before is not None
    assert after is not None
    assert "2020" in before.right
    assert "2025" in after.right


def test_the_version_that_began_last_counts() -> None:
    rules = (a_rule(1), a_rule(2, date(2027, 6, 1), days=2))

    assert rule_on(rules, "hearing_told", date(2027, 5, 31)) == rules[0]
    assert rule_on(rules, "hearing_told", date(2027, 6, 1)) == rules[1]
    assert rule_on(rules, "hearing_told", date(2021, 3, 31)) is None


def test_a_corrected_row_of_the_past_does_not_undo_a_later_change() -> None:
    rules = (a_rule(1), a_rule(2, date(2027, 6, 1), days=2), a_rule(3, days=1, note="checked again"))

    assert rule_on(rules, "hearing_told", date(2026, 6, 1)) == rules[2]
    assert rule_on(rules, "hearing_told", date(2027, 6, 1)) == rules[1]


def test_a_limit_that_has_ended_does_not_fall_back_to_the_one_before() -> None:
    rules = (a_rule(1), a_rule(2, date(2027, 6, 1), effective_until=date(2027, 12, 31)))

    assert rule_on(rules, "hearing_told", date(2027, 12, 31)) == rules[1]
    assert rule_on(rules, "hearing_told", date(2028, 1, 1)) is None


def test_every_unit_is_used_by_some_row() -> None:
    assert {rule.unit for rule in DUTY_RULES} == set(DayUnit)
