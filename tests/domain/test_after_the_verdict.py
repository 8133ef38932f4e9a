"""From a verdict on, over two years: every clock ends on its day, and wrong ways of counting are found out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import CALENDAR, a_case, a_hearing, a_person, a_picture, a_witness, an_event
from tests.domain.after_roads import (
    ACQUITTED,
    APPEALED,
    CONVICTED,
    RETRIED,
    ROADS,
    STOPPED,
    Road,
    a_fact,
    ends,
    live,
)
from tests.domain.duty_builders import a_turn, after, at, codes, the
from witness.domain.aftercare import AfterKind
from witness.domain.at_court import DayStep, DayTap
from witness.domain.case_stage import CaseStage, stage_on
from witness.domain.cases import CasePicture
from witness.domain.defendants import Turn
from witness.domain.duties import DayUnit, Duty, DutyState
from witness.domain.duty_rules import DUTY_RULES
from witness.domain.duty_starts import STARTS
from witness.domain.hearings import HearingKind
from witness.domain.messages import Purpose
from witness.domain.picture_at import picture_at

LATER = at(date(2028, 6, 30))
WORKING = (DayUnit.WORKING, DayUnit.BUSINESS)


@pytest.mark.parametrize("road", ROADS, ids=lambda road: road.name)
def test_every_clock_ends_on_its_day_and_nothing_runs_that_should_not(road: Road) -> None:
    lived = live(road.picture)

    assert {key: lived.due.get(key) for key in road.due} == road.due
    assert {key: lived.work.get(key) for key in road.work} == road.work
    assert {key.split()[0] for key in lived.due} & road.silent == set()


# Wrong ways of counting miss the days of the table.


def missed(road: Road, found: dict[str, date]) -> set[str]:
    """Which clocks of a road do not end on their day; those that the end of the two years still shows."""
    shown = ends(road.picture)
    return {key.split()[0] for key in road.due if key in shown and found.get(key) != road.due[key]}


IN_CALENDAR_DAYS = tuple(replace(r, unit=DayUnit.CALENDAR) if r.unit in WORKING else r for r in DUTY_RULES)
NO_HOLIDAYS = replace(CALENDAR, holidays=frozenset())


@pytest.mark.parametrize(
    ("road", "told", "over_the_holidays"),
    [
        (CONVICTED, {"vcs_referral", "expenses_paid", "parole_statement"}, {"vcs_referral", "release_prepared"}),
        (ACQUITTED, {"outcome_told", "result_to_witness_care"}, {"outcome_told", "result_to_witness_care"}),
        (RETRIED, {"outcome_told", "result_to_witness_care"}, {"outcome_told", "result_to_witness_care"}),
        (APPEALED, {"appeal_magistrates", "appeal_told"}, {"appeal_magistrates", "appeal_told"}),
        (STOPPED, {"no_evidence_warned", "vrr_ask"}, {"no_evidence_warned"}),
    ],
    ids=lambda value: value.name if isinstance(value, Road) else "",
)
def test_calendar_days_for_working_days_and_forgotten_bank_holidays_are_found_out(
    road: Road, told: set[str], over_the_holidays: set[str]
) -> None:
    assert missed(road, ends(road.picture)) == set()
    assert told <= missed(road, ends(road.picture, rules=IN_CALENDAR_DAYS))
    assert over_the_holidays <= missed(road, ends(road.picture, calendar=NO_HOLIDAYS))


@pytest.mark.parametrize(
    ("road", "kind", "wrong"),
    [
        (CONVICTED, AfterKind.CARE_HEARD, {"outcome_told", "sentence_told"}),  # as if the result were the receipt
        (ACQUITTED, AfterKind.CARE_HEARD, {"outcome_told"}),
        (STOPPED, AfterKind.DECISION_LETTER, {"vrr_ask", "vrr_last"}),
    ],
    ids=lambda value: value.name if isinstance(value, Road) else "",
)
def test_a_clock_from_the_wrong_fact_is_found_out(road: Road, kind: AfterKind, wrong: set[str]) -> None:
    without = replace(road.picture, aftercare=tuple(f for f in road.facts if f.kind is not kind))

    assert missed(road, ends(without)) == wrong


# What begins and stops a clock.


def test_the_longer_time_of_victims_counts_once_somebody_says_from_when_and_the_safe_day_stays() -> None:
    waiting = next(rule for rule in DUTY_RULES if rule.code == "uls_victim")
    rules = (*DUTY_RULES, replace(waiting, version=2, effective_from=date(2027, 1, 1)))

    assert "uls_victim D1:6" not in ends(CONVICTED.picture)
    assert ends(CONVICTED.picture, rules)["uls_victim D1:6"] == date(2027, 10, 30)
    assert ends(CONVICTED.picture, rules)["uls D1:6"] == date(2027, 5, 28)
    assert the("uls_victim", CONVICTED.picture, LATER, rules).verified_on is None


def test_an_appeal_that_is_allowed_ends_what_hung_on_the_sentence() -> None:
    sentenced = a_turn(Turn.SENTENCED, at(date(2027, 4, 30)), custody_months=36)
    picture = after(sentenced, a_turn(Turn.APPEAL_ALLOWED, at(date(2027, 5, 20))))

    for code in ("uls", "vcs_referral", "custody_yearly"):
        assert the(code, picture, at(date(2027, 5, 21))).state is DutyState.OVER


def test_each_year_of_a_sentence_is_asked_about_once_and_none_after_it() -> None:
    picture = after(a_turn(Turn.SENTENCED, at(date(2024, 2, 29)), custody_months=30))
    abouts = [key for key in ends(picture, now=LATER) if key.startswith("custody_yearly")]

    assert abouts == ["custody_yearly D1:1:1", "custody_yearly D1:1:2", "custody_yearly D1:1:3"]
    assert ends(picture, now=LATER)["custody_yearly D1:1:1"] == date(2025, 3, 1)


def test_a_fact_that_was_taken_back_counts_no_more() -> None:
    heard = a_fact(AfterKind.CARE_HEARD, date(2027, 3, 31), "D1:5")
    undone = a_fact(AfterKind.TAKEN_BACK, date(2027, 4, 1), heard.fact_id)

    assert ends(replace(RETRIED.picture, aftercare=(heard,)))["outcome_told D1:5"] == date(2027, 4, 1)
    assert ends(replace(RETRIED.picture, aftercare=(heard, undone)))["outcome_told D1:5"] == date(2027, 3, 30)


@pytest.mark.parametrize(
    ("born_on", "code", "ends_on"),
    [
        (date(2012, 5, 4), "cica", date(2032, 5, 4)),  # reported at 14: the twentieth birthday
        (date(2009, 1, 31), "cica_grown", date(2029, 2, 1)),  # a day after turning eighteen
        (date(2009, 2, 2), "cica", date(2029, 2, 2)),  # a day before it
    ],
)
def test_a_child_has_until_twenty_and_whoever_reported_when_grown_two_years(
    born_on: date, code: str, ends_on: date
) -> None:
    people = (a_person(born_on=born_on), *a_picture().people[1:])
    reported = (a_fact(AfterKind.REPORTED, date(2027, 2, 1), "W1"),)
    picture = a_picture(people=people, witnesses=(a_witness(),), aftercare=reported)

    assert {key: day for key, day in ends(picture).items() if "cica" in key} == {f"{code} W1": ends_on}


def test_a_closed_case_counts_how_long_it_is_kept_and_nothing_else() -> None:
    picture = CONVICTED.picture
    closed = replace(picture, case=replace(picture.case, closed_on=date(2027, 11, 1)))
    states = {duty: the(duty, closed, LATER).state for duty in ("retention_looked_at", "vcs_referral", "cica")}

    assert states == {
        "retention_looked_at": DutyState.WAITING,
        "vcs_referral": DutyState.OVER,
        "cica": DutyState.OVER,
    }
    assert ends(closed)["retention_looked_at case"] == date(2028, 11, 1)
    assert "data protection officer" in the("retention_looked_at", closed, LATER).note
    assert "retention_looked_at" not in codes(picture, LATER)


def arrived(minutes: int) -> CasePicture:
    came = at(date(2026, 12, 7), 9)
    taps = [
        DayTap(step.value, "witness-1", date(2026, 12, 7), step, moment, moment, moment, moment)
        for step, moment in ((DayStep.ARRIVED, came), (DayStep.CALLED, came + timedelta(minutes=minutes)))
    ]
    return a_picture(day_taps=tuple(taps))


@pytest.mark.parametrize(("minutes", "state"), [(120, DutyState.TOLD), (121, DutyState.TOLD_LATE)])
def test_two_hours_of_waiting_are_counted_from_the_door(minutes: int, state: DutyState) -> None:
    assert the("waiting_at_court", arrived(minutes), at(date(2026, 12, 8))).state is state


def test_every_word_of_a_rule_is_started_by_some_fact() -> None:
    stopped = (
        a_fact(AfterKind.NOT_INVESTIGATED, date(2026, 11, 2)),
        a_fact(AfterKind.REPORTED, date(2026, 11, 2), "W1"),
    )
    said = a_picture(case=a_case(), aftercare=stopped)

    found = codes(said, LATER) | codes(arrived(10), LATER)
    assert {"needs_assessed", "not_investigated", "waiting_at_court"} <= found
    assert "result_to_witness_care" in codes(RETRIED.picture, LATER)
    assert {rule.trigger for rule in DUTY_RULES} <= set(STARTS)


def test_witness_care_has_heard_when_the_family_has_been_told() -> None:
    picture = RETRIED.picture
    assert the_result(picture).state is DutyState.CHASE
    heard = replace(picture, aftercare=(a_fact(AfterKind.CARE_HEARD, date(2027, 4, 5), "D1:5"),))
    assert the_result(heard).state is DutyState.TOLD
    late = replace(picture, aftercare=(a_fact(AfterKind.CARE_HEARD, date(2027, 4, 6), "D1:5"),))
    assert the_result(late).state is DutyState.TOLD_LATE


def the_result(picture: CasePicture) -> Duty:
    return the("result_to_witness_care", picture, at(date(2027, 4, 20)))


def test_a_retrial_opens_the_preparation_again_and_no_look_in_counts_from_the_jury_that_could_not_agree() -> None:
    now = at(date(2027, 4, 24))
    known = picture_at(RETRIED.picture, now, now=LATER)

    assert stage_on(replace(known, hearings=(), events=()), date(2027, 4, 24)) is CaseStage.AWAITING_RETRIAL
    assert not {code for code in codes(known, now) if code.startswith("review_")}
    again = an_event(event_id="again", hearing_id="retrial")
    retrial = a_hearing(on=date(2027, 10, 25), hearing_id="retrial", kind=HearingKind.RETRIAL)
    listed = replace(known, hearings=(*known.hearings, retrial), events=(*known.events, again))
    assert listed.awaited == (again,)


def test_no_kind_of_text_tells_an_outcome() -> None:
    """An outcome is told by a person: there is no such message to plan."""
    assert not [p for p in Purpose if any(w in p.value for w in ("outcome", "verdict", "sentence", "release", "news"))]
