"""What a list does not show: a question to the court after half an hour, behind guards, and never that it is off."""

from dataclasses import replace
from datetime import date, time

import pytest

from witness.domain.courts import CourtsKnown
from witness.domain.hearings import HearingKind, HearingState, Listing, Slot
from witness.domain.list_absence import ABSENT_HOLD_MINUTES, withdrawn
from witness.domain.list_comparison import compare
from witness.domain.lists import (
    Change,
    Comparison,
    CourtList,
    Coverage,
    HeldHearing,
    Layer,
    ListKind,
    ListRow,
    Matching,
)

MONDAY, TUESDAY, FRIDAY = date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 11)
COURTS = CourtsKnown(names={"901": "Ashdale Crown Court", "905": "Birchley Crown Court"})
OURS = Slot(Listing.FIXTURE, MONDAY, at=time(10, 0), court_code="901", room="3")
KINDS = {Layer.DAILY: ListKind.CROWN_DAILY, Layer.FIRM: ListKind.CROWN_FIRM, Layer.WARNED: ListKind.CROWN_WARNED}


def a_stranger(slot: Slot = OURS) -> ListRow:
    return ListRow(("T20269999",), slot, HearingKind.TRIAL, "", "$.row")


def a_list(layer: Layer = Layer.DAILY, rows: tuple[ListRow, ...] = (a_stranger(),), **more: object) -> CourtList:
    ends_on = MONDAY if layer is Layer.DAILY else FRIDAY
    coverage = Coverage(layer, MONDAY, ends_on, frozenset({"901"}))
    court_list = CourtList(KINDS[layer], coverage, "1", None, rows, court_code="901")
    return replace(court_list, **more)  # type: ignore[arg-type]


def held(case: str = "case-1", slot: Slot = OURS, **more: object) -> HeldHearing:
    hearing = HeldHearing(f"trial-{case}", case, HearingKind.TRIAL, HearingState.LISTED, slot)
    return replace(hearing, **more)  # type: ignore[arg-type]


def compared(court_list: CourtList, *ours: HeldHearing, shown: tuple[str, ...] = ()) -> Comparison:
    matched = tuple((case, replace(a_stranger(), references=(case,))) for case in shown)
    return compare(court_list, Matching(matched), ours, COURTS)


def absent(court_list: CourtList, *ours: HeldHearing) -> list[str | None]:
    found = compared(court_list, *ours).differences
    return [each.hearing_id for each in found if each.change is Change.ABSENT]


def test_a_hearing_that_a_daily_list_of_its_court_does_not_show_is_absent_after_half_an_hour() -> None:
    (found,) = compared(a_list(), held()).differences

    assert (found.change, found.before, found.after) == (Change.ABSENT, OURS, None)
    assert found.not_before_minutes == ABSENT_HOLD_MINUTES == 30
    assert found.because == (
        "Ashdale Crown Court's daily list for 7 December does not show this trial, which we hold on Monday 7 December "
        "at 10am: ask the list office, and tell nobody that it is off."
    )


def test_a_final_firm_list_can_show_that_a_hearing_is_absent() -> None:
    assert absent(a_list(Layer.FIRM), held()) == ["trial-case-1"]


@pytest.mark.parametrize(
    "court_list",
    [
        a_list(damaged=True),
        a_list(clock_in_doubt=True),
        a_list(rows=()),
        a_list(rows=(a_stranger(replace(OURS, court_code="905")),)),
        a_list(Layer.FIRM, is_final=False),
        a_list(Layer.FIRM, rows=(a_stranger(replace(OURS, on=TUESDAY)),)),
        a_list(Layer.WARNED),
    ],
    ids=["damaged", "clock in doubt", "empty", "another court", "draft", "no row on that day", "forecast"],
)
def test_a_list_that_may_not_be_complete_proves_nothing_absent(court_list: CourtList) -> None:
    assert absent(court_list, held()) == []


@pytest.mark.parametrize(
    "ours",
    [
        held(restricted=True),
        held(running=True),
        held(state=HearingState.UNCONFIRMED),
        held(state=HearingState.VACATED),
        held(state=HearingState.HELD),
        held(slot=replace(OURS, on=TUESDAY)),
        held(slot=replace(OURS, court_code="905")),
        held(slot=replace(OURS, court_code="")),
        held(slot=Slot(Listing.WARNED_LIST, MONDAY, FRIDAY, court_code="901")),
        held(slot=Slot(Listing.TO_BE_CONFIRMED)),
    ],
    ids=[
        *("restricted", "running", "already asked about", "vacated", "over", "another day", "another court"),
        *("no court", "a window", "no date"),
    ],
)
def test_a_hearing_that_need_not_be_in_the_list_is_not_absent(ours: HeldHearing) -> None:
    assert absent(a_list(), ours) == []


def test_a_hearing_whose_row_is_disputed_between_cases_is_not_absent() -> None:
    matching = Matching((), disputed=frozenset({"case-1"}))

    assert compare(a_list(), matching, [held()], COURTS).differences == ()


def test_a_running_trial_that_is_no_longer_shown_may_have_finished() -> None:
    began = held(slot=replace(OURS, on=date(2026, 12, 3)), running=True)

    comparison = compared(a_list(), began)

    assert comparison.differences == ()
    assert [found.hearing_id for found in comparison.may_have_finished] == ["trial-case-1"]
    assert "it may have finished" in comparison.may_have_finished[0].because


@pytest.mark.parametrize(
    ("court_list", "ours"),
    [
        (a_list(), held(running=True)),
        (a_list(damaged=True), held(slot=replace(OURS, on=date(2026, 12, 3)), running=True)),
        (a_list(Layer.FIRM), held(slot=replace(OURS, on=date(2026, 12, 3)), running=True)),
    ],
    ids=["its first day", "damaged", "not a list of one day"],
)
def test_a_running_trial_is_not_over_because_a_list_says_nothing(court_list: CourtList, ours: HeldHearing) -> None:
    assert compared(court_list, ours).may_have_finished == ()


def test_a_list_that_leaves_out_more_than_a_quarter_of_our_hearings_is_quarantined() -> None:
    cases = [f"case-{number}" for number in range(8)]
    ours = [held(case) for case in cases]

    assert compared(a_list(), *ours, shown=tuple(cases[2:])).quarantined == ""
    assert compared(a_list(), *ours, shown=tuple(cases[3:])).quarantined == (
        "Ashdale Crown Court's daily list for 7 December leaves out 3 of the 8 hearings we hold there on those days: "
        "it may not be complete."
    )


def test_one_hearing_alone_is_asked_about_and_quarantines_nothing() -> None:
    comparison = compared(a_list(), held())

    assert len(comparison.differences) == 1
    assert comparison.quarantined == ""


def test_a_list_whose_clock_is_in_doubt_is_quarantined() -> None:
    assert "an hour out" in compared(a_list(clock_in_doubt=True), held()).quarantined


def test_a_withdrawn_list_leaves_the_hearings_that_it_set_unconfirmed_and_never_vacated() -> None:
    listed, over = held(), held("case-2", state=HearingState.HELD)

    (found,) = withdrawn("Ashdale Crown Court's daily list of 4 December", [listed, over], COURTS)

    assert (found.change, found.hearing_id, found.after) == (Change.WITHDRAWN, "trial-case-1", None)
    assert found.because == (
        "Ashdale Crown Court's daily list of 4 December has been withdrawn, and our trial on Monday 7 December at 10am "
        "rests on it: ask the list office."
    )
