"""Dates, special measures and needs: each factor on and off at its edges."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.builders import (
    MOTHER,
    J,
    a_case,
    a_defendant,
    a_hearing,
    a_measure,
    a_need,
    a_parent,
    a_person,
    a_picture,
    a_revision,
    a_slot,
    concern_at,
    days_before,
    moved,
    noon,
    points_of,
    reason_of,
    unsettled,
)
from witness.domain.cases import CasePicture
from witness.domain.concern import Code
from witness.domain.defendants import DefendantStep, Turn
from witness.domain.evidence import AnswerKind, NeedKind, NeedState, Side
from witness.domain.hearings import HearingKind, Listing
from witness.domain.measures import MeasureKind, MeasureState
from witness.domain.people import CasePart, Part

FAR = noon(date(2026, 2, 16))


# Special measures


@pytest.mark.parametrize("state", MeasureState)
def test_ten_working_days_before_every_measure_must_be_decided(state: MeasureState) -> None:
    picture = a_picture(measures=(a_measure(state=state),))
    # One that has ended at 18 is a gap at once, however far off the day is.
    lapsed = state is MeasureState.LAPSED
    undecided = lapsed or state in (
        MeasureState.NEEDED,
        MeasureState.VIEWS,
        MeasureState.ASKED,
        MeasureState.APPLIED,
        MeasureState.VARIATION,
    )

    assert points_of(Code.HARD_SM_GAP, days_before(11), picture) == (0 if lapsed else None)
    assert points_of(Code.HARD_SM_GAP, days_before(10), picture) == (0 if undecided else None)


def test_the_flag_names_the_measures_and_says_that_the_cps_moves() -> None:
    measures = (a_measure(state=MeasureState.ASKED), a_measure(MeasureKind.SCREEN, MeasureState.APPLIED))
    flag = concern_at(days_before(10), a_picture(measures=measures)).flags[0]

    assert flag.reason == "10 working days left and no decision on live link, screen."
    assert flag.owner is Side.CPS


def born(birthday: date, *measures: Any, hearing: Any = None) -> CasePicture:
    people = (a_person(J, born_on=birthday), a_person(MOTHER))
    return a_picture(people=people, measures=measures, hearings=(hearing or a_hearing(),))


@pytest.mark.parametrize(
    ("birthday", "flagged"),
    [
        (date(2008, 12, 6), True),  # 18 the day before
        (date(2008, 12, 7), True),  # 18 on the day
        (date(2008, 12, 8), False),  # 18 the day after
        (date(2008, 3, 2), False),  # already 18 when the measure was set up: it cannot rest on age
        (date(2008, 3, 3), True),
    ],
)
def test_a_measure_that_rests_on_age_ends_with_the_eighteenth_birthday(birthday: date, flagged: bool) -> None:
    assert points_of(Code.HARD_SM_GAP, FAR, born(birthday, a_measure())) == (0 if flagged else None)


def test_turning_eighteen_matters_only_when_there_is_a_measure_to_lose() -> None:
    assert points_of(Code.HARD_SM_GAP, FAR, born(date(2008, 12, 6))) is None
    refused = a_measure(state=MeasureState.REFUSED)
    assert points_of(Code.HARD_SM_GAP, FAR, born(date(2008, 12, 6), refused)) is None


def test_a_recorded_interview_outlives_the_birthday() -> None:
    interview = a_measure(MeasureKind.VIDEO_INTERVIEW)

    assert points_of(Code.HARD_SM_GAP, FAR, born(date(2008, 12, 6), interview)) is None


@pytest.mark.parametrize(("kind", "flagged"), [(HearingKind.TRIAL, False), (HearingKind.S28, True)])
def test_a_recording_of_cross_examination_is_lost_only_if_it_is_still_to_be_made(
    kind: HearingKind, flagged: bool
) -> None:
    picture = born(date(2008, 12, 6), a_measure(MeasureKind.S28_RECORDING), hearing=a_hearing(kind=kind))

    assert points_of(Code.HARD_SM_GAP, FAR, picture) == (0 if flagged else None)


def test_a_window_that_ends_after_the_birthday_is_enough() -> None:
    window = a_slot(date(2026, 11, 30), until=date(2026, 12, 11), at=None, listing=Listing.WARNED_LIST)
    picture = born(date(2008, 12, 11), a_measure(), hearing=a_hearing(revisions=[a_revision(slot=window)]))

    assert points_of(Code.HARD_SM_GAP, FAR, picture) == 0


def test_a_leap_day_child_turns_eighteen_on_the_first_of_march() -> None:
    def flagged(day: date) -> bool:
        picture = born(date(2008, 2, 29), replace(a_measure(), since=date(2026, 1, 5)), hearing=a_hearing(day))
        return points_of(Code.HARD_SM_GAP, noon(date(2026, 1, 20)), picture) is not None

    assert not flagged(date(2026, 2, 27))
    assert flagged(date(2026, 3, 2))


# The date


@pytest.mark.parametrize(
    ("days", "points", "words"),
    [
        ((1, 2), 10, "The date has moved once."),
        ((1, 2, 3), 20, "The date has moved twice."),
        ((1, 2, 3, 4), 30, "The date has moved 3 times."),
        ((1, 2, 3, 4, 7), 30, "The date has moved 4 times."),
    ],
)
def test_every_move_of_the_date_counts(days: tuple[int, ...], points: int, words: str) -> None:
    picture = a_picture(hearings=(moved(*(date(2026, 12, day) for day in days)),))

    assert points_of(Code.PRIOR_CHANGES, FAR, picture) == points
    assert reason_of(Code.PRIOR_CHANGES, FAR, picture) == words


def test_a_date_that_never_moved_does_not_count() -> None:
    assert points_of(Code.PRIOR_CHANGES, FAR, a_picture()) is None
    assert points_of(Code.CHANGE_UNEXPLAINED, FAR, a_picture()) is None


def test_only_the_last_change_must_have_come_with_a_reason() -> None:
    def with_reasons(first: str, last: str) -> CasePicture:
        revisions = [
            a_revision(1),
            a_revision(2, a_slot(date(2026, 12, 1)), reason=first),
            a_revision(3, reason=last),
        ]
        return a_picture(hearings=(a_hearing(revisions=revisions),))

    assert points_of(Code.CHANGE_UNEXPLAINED, FAR, with_reasons("", "the judge is ill")) is None
    assert points_of(Code.CHANGE_UNEXPLAINED, FAR, with_reasons("the judge is ill", " ")) == 5


@pytest.mark.parametrize(
    ("charged_on", "points"),
    [
        (None, None),
        (date(2025, 11, 24), None),
        (date(2025, 11, 23), 5),
        (date(2025, 5, 24), 5),
        (date(2025, 5, 23), 10),
        (date(2024, 11, 24), 10),
        (date(2024, 11, 23), 15),
        (date(2020, 1, 1), 15),
    ],
)
def test_the_wait_since_the_charge_counts_by_half_years(charged_on: date | None, points: int | None) -> None:
    picture = a_picture(case=a_case(charged_on=charged_on))

    assert points_of(Code.LONG_WAIT, noon(date(2026, 11, 24)), picture) == points


@pytest.mark.parametrize("listing", Listing)
def test_a_date_that_may_not_be_one_counts(listing: Listing) -> None:
    slot = a_slot(listing=listing)
    sure = listing in (Listing.FIXTURE, Listing.PRIORITY_FIXTURE, Listing.TO_BE_CONFIRMED)
    picture = a_picture(hearings=(a_hearing(revisions=[a_revision(slot=slot)]),))

    assert points_of(Code.UNCERTAIN_LISTING, FAR, picture) == (None if sure else 10)


# Needs


NEED_EDGES = [
    (Code.PTV_NOT_DONE, NeedKind.COURT_VISIT, 10, 10),
    (Code.NO_SUPPORTER, NeedKind.SUPPORTER, 10, 10),
    (Code.TRANSPORT_OPEN, NeedKind.TRANSPORT, 10, 10),
    (Code.LANGUAGE_UNMET, NeedKind.INTERPRETER, 15, 15),
]


@pytest.mark.parametrize(("code", "kind", "by", "points"), NEED_EDGES)
@pytest.mark.parametrize("state", [NeedState.NEEDED, NeedState.REQUESTED])
def test_an_open_need_counts_from_its_day_on(
    code: Code, kind: NeedKind, by: int, points: int, state: NeedState
) -> None:
    picture = a_picture(needs=(a_need(kind, state, whose=Side.POLICE),))

    assert points_of(code, days_before(by + 1), picture) is None
    assert points_of(code, days_before(by), picture) == points
    found = concern_at(days_before(by), picture)
    assert [f.owner for f in found.factors if f.code is code] == [Side.POLICE]


@pytest.mark.parametrize(("code", "kind", "by", "points"), NEED_EDGES)
@pytest.mark.parametrize("state", [NeedState.DONE, NeedState.NOT_NEEDED])
def test_a_need_that_is_met_or_absent_does_not_count(
    code: Code, kind: NeedKind, by: int, points: int, state: NeedState
) -> None:
    assert points_of(code, days_before(1), a_picture(needs=(a_need(kind, state),))) is None
    assert points_of(code, days_before(1), a_picture()) is None
    assert points > 0 < by


@pytest.mark.parametrize(
    ("code", "kind", "points"),
    [
        (Code.PTV_NOT_DONE, NeedKind.COURT_VISIT, 10),  # booked is not done
        (Code.NO_SUPPORTER, NeedKind.SUPPORTER, None),
        (Code.TRANSPORT_OPEN, NeedKind.TRANSPORT, None),
        (Code.LANGUAGE_UNMET, NeedKind.INTERPRETER, None),
    ],
)
def test_a_confirmed_need_is_met_but_a_visit_must_have_taken_place(
    code: Code, kind: NeedKind, points: int | None
) -> None:
    assert points_of(code, days_before(10), a_picture(needs=(a_need(kind, NeedState.CONFIRMED),))) == points


def test_the_need_of_another_witness_does_not_count() -> None:
    needs = (a_need(NeedKind.TRANSPORT, NeedState.NEEDED, witness_id="witness-2"),)

    assert points_of(Code.TRANSPORT_OPEN, days_before(2), a_picture(needs=needs)) is None


def test_a_named_supporter_closes_the_need() -> None:
    parts = (a_parent(), CasePart("person-s", Part.SUPPORTER, "", J))
    picture = a_picture(parts=parts, needs=(a_need(NeedKind.SUPPORTER, NeedState.NEEDED),))

    assert points_of(Code.NO_SUPPORTER, days_before(5), picture) is None


@pytest.mark.parametrize(("left", "points"), [(11, None), (10, 10), (4, 10), (3, 20), (0, 20)])
def test_an_open_lift_weighs_more_from_three_working_days_on(left: int, points: int | None) -> None:
    picture = a_picture(needs=(a_need(NeedKind.TRANSPORT, NeedState.REQUESTED),))

    assert points_of(Code.TRANSPORT_OPEN, days_before(left), picture) == points


@pytest.mark.parametrize(("left", "points"), [(60, 10), (4, 10), (3, 20)])
def test_a_call_for_help_getting_there_counts_at_once(left: int, points: int) -> None:
    picture = a_picture(answers=(unsettled(AnswerKind.HELP),))

    assert points_of(Code.TRANSPORT_OPEN, days_before(left), picture) == points


# A defendant near the family


def near(*steps: DefendantStep) -> CasePicture:
    return a_picture(case=a_case(defendants=(a_defendant(steps=steps), a_defendant("D2"))))


def test_bail_varied_to_near_the_family_counts_until_it_is_otherwise() -> None:
    varied = DefendantStep(Turn.BAIL_VARIED, noon(date(2026, 2, 10)), near_family=True)
    held = DefendantStep(Turn.REMANDED, noon(date(2026, 2, 12)))

    assert points_of(Code.DEFENDANT_NEAR, FAR, near()) is None
    assert points_of(Code.DEFENDANT_NEAR, FAR, near(varied)) == 10
    assert reason_of(Code.DEFENDANT_NEAR, FAR, near(varied)) == (
        "D1 may live or move near the family since Tue 10 Feb."
    )
    assert points_of(Code.DEFENDANT_NEAR, FAR, near(varied, held)) is None
