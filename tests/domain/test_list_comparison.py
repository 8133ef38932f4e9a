"""What a court list would change about a hearing of ours: every kind of change, and who outranks whom."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from witness.domain.courts import CourtsKnown
from witness.domain.hearings import Certainty, HearingKind, HearingState, Listing, Slot
from witness.domain.list_changes import DAY_CHANGES, room_key
from witness.domain.list_comparison import compare
from witness.domain.lists import (
    Change,
    Comparison,
    CourtList,
    Coverage,
    Difference,
    HeldHearing,
    Layer,
    ListKind,
    ListRow,
    Matching,
)

TUE_1, WED_2, THU_3 = date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)
MON_7, TUE_8, FRI_11, FRI_18 = date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 11), date(2026, 12, 18)
NOVEMBER_23 = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
TEN, QUARTER_PAST, TWO = time(10, 0), time(10, 15), time(14, 0)

COURTS = CourtsKnown(names={"901": "Ashdale Crown Court", "905": "Birchley Crown Court"}, aliases={"0901": "901"})
KINDS = {Layer.DAILY: ListKind.CROWN_DAILY, Layer.FIRM: ListKind.CROWN_FIRM, Layer.WARNED: ListKind.CROWN_WARNED}

FIXTURE = Slot(Listing.FIXTURE, MON_7, at=TEN, court_code="901", room="3")
FLOATER = Slot(Listing.FLOATER, MON_7, at=TEN, court_code="901")
BACKER = Slot(Listing.BACKER, MON_7, at=TEN, court_code="901", room="3")
WINDOW = Slot(Listing.WARNED_LIST, MON_7, FRI_18, court_code="901")
NO_DATE = Slot(Listing.TO_BE_CONFIRMED)


def listed(slot: Slot, kind: HearingKind = HearingKind.TRIAL, **more: object) -> ListRow:
    return replace(ListRow(("T20267001",), slot, kind, "", "$.row"), **more)  # type: ignore[arg-type]


def held(
    slot: Slot = FIXTURE,
    kind: HearingKind = HearingKind.TRIAL,
    state: HearingState = HearingState.LISTED,
    *,
    hearing_id: str = "trial",
    layer: Layer | None = None,
    running: bool = False,
) -> HeldHearing:
    return HeldHearing(hearing_id, "case-1", kind, state, slot, layer, running=running)


def compared(
    rows: ListRow | list[ListRow],
    ours: HeldHearing | list[HeldHearing],
    layer: Layer = Layer.DAILY,
    published_at: datetime | None = NOVEMBER_23,
) -> Comparison:
    rows = rows if isinstance(rows, list) else [rows]
    ours = ours if isinstance(ours, list) else [ours]
    court_list = CourtList(
        KINDS[layer],
        Coverage(layer, MON_7, FRI_11, frozenset({"901"})),
        "1",
        published_at,
        tuple(rows),
        court_code="901",
    )
    return compare(court_list, Matching(tuple(("case-1", row) for row in rows)), ours, COURTS)


def difference(
    rows: ListRow | list[ListRow], ours: HeldHearing | list[HeldHearing], layer: Layer = Layer.DAILY
) -> Difference:
    (one,) = compared(rows, ours, layer).differences
    return one


def test_what_a_list_shows_as_we_hold_it_is_no_difference() -> None:
    assert compared(listed(FIXTURE), held()).differences == ()


def test_new_is_a_matched_case_of_which_we_hold_nothing() -> None:
    found = difference(listed(FIXTURE), [])

    assert (found.change, found.hearing_id, found.before, found.after) == (Change.NEW, None, None, FIXTURE)
    assert found.because == (
        "Ashdale Crown Court's daily list of 23 November shows a trial on Monday 7 December at 10am, "
        "which we do not hold."
    )


# (what we hold, what the list shows, the change, the slot once it is accepted)
DAY_CASES = [
    (WINDOW, FIXTURE, Change.FIRMED, FIXTURE),
    (replace(WINDOW, listing=Listing.RESERVE), FIXTURE, Change.FIRMED, FIXTURE),
    (FLOATER, FIXTURE, Change.FIRMED, FIXTURE),
    (BACKER, FIXTURE, Change.FIRMED, FIXTURE),
    (NO_DATE, FIXTURE, Change.FIRMED, FIXTURE),
    (replace(FIXTURE, at=None), FIXTURE, Change.FIRMED, FIXTURE),
    (NO_DATE, WINDOW, Change.WARNED, WINDOW),
    (FIXTURE, WINDOW, Change.WARNED, WINDOW),
    (FLOATER, WINDOW, Change.WARNED, WINDOW),
    (replace(WINDOW, until=FRI_11), WINDOW, Change.WARNED, WINDOW),
    (replace(FIXTURE, on=TUE_1), FIXTURE, Change.MOVED_DATE, FIXTURE),
    (replace(FLOATER, on=TUE_1), FIXTURE, Change.MOVED_DATE, FIXTURE),
    (replace(WINDOW, on=TUE_1, until=WED_2), FIXTURE, Change.MOVED_DATE, FIXTURE),
    (replace(WINDOW, on=TUE_1, until=WED_2), WINDOW, Change.MOVED_DATE, WINDOW),
    (replace(FIXTURE, at=TWO), FIXTURE, Change.MOVED_TIME, FIXTURE),
    (replace(FIXTURE, at=QUARTER_PAST), FIXTURE, Change.MOVED_TIME, FIXTURE),
    (replace(FIXTURE, court_code="905"), FIXTURE, Change.MOVED_COURT, FIXTURE),
    (replace(FIXTURE, room="5"), FIXTURE, Change.ROOM, FIXTURE),
    (replace(FIXTURE, room=""), FIXTURE, Change.ROOM, FIXTURE),
    (FIXTURE, FLOATER, Change.NO_ROOM, FLOATER),
    (FIXTURE, BACKER, Change.NO_ROOM, BACKER),
    (WINDOW, FLOATER, Change.NO_ROOM, FLOATER),
]


@pytest.mark.parametrize(("before", "shown", "change", "after"), DAY_CASES)
def test_each_change_of_a_slot_has_its_name_and_the_slot_to_hold(
    before: Slot, shown: Slot, change: Change, after: Slot
) -> None:
    found = difference(listed(shown), held(before), Layer.FIRM)

    assert (found.change, found.hearing_id) == (change, "trial")
    assert (found.before, found.after) == (before, after)


def test_every_pair_of_certainties_that_can_meet_has_a_change() -> None:
    ours = {Certainty.NONE, Certainty.WINDOW, Certainty.MAYBE, Certainty.DAY}

    assert set(DAY_CHANGES) == {(before, said) for before in ours for said in ours - {Certainty.NONE}}


def test_a_quarter_of_an_hour_is_a_change_and_a_minute_less_is_none() -> None:
    assert compared(listed(replace(FIXTURE, at=time(10, 14))), held()).differences == ()


def test_a_room_alone_changes_nothing_else_so_that_it_may_apply_itself() -> None:
    found = difference(listed(replace(FIXTURE, at=time(10, 10), room="5")), held())

    assert (found.change, found.also) == (Change.ROOM, ())
    assert found.after == replace(FIXTURE, room="5")


def test_a_room_written_another_way_is_the_same_room() -> None:
    assert room_key("Courtroom 03") == room_key("Court 3") == room_key("3")
    assert compared(listed(replace(FIXTURE, room="Court 3")), held()).differences == ()


def test_two_changes_at_once_are_one_proposal_that_names_both() -> None:
    found = difference(listed(replace(FIXTURE, on=TUE_8, court_code="905")), held())

    assert (found.change, found.also) == (Change.MOVED_DATE, (Change.MOVED_COURT,))
    assert found.because == (
        "Ashdale Crown Court's daily list of 23 November shows this trial on Tuesday 8 December at 10am "
        "at Birchley Crown Court; we hold Monday 7 December at 10am at Ashdale Crown Court."
    )


def test_a_moved_date_is_said_in_one_plain_sentence() -> None:
    found = difference(listed(FIXTURE), held(replace(FIXTURE, on=TUE_1)), Layer.FIRM)

    assert found.because == (
        "Ashdale Crown Court's firm list of 23 November shows this trial on Monday 7 December at 10am; "
        "we hold Tuesday 1 December at 10am."
    )


def test_years_are_said_where_they_differ() -> None:
    found = difference(listed(FIXTURE), held(replace(FIXTURE, on=date(2027, 1, 5))))

    assert "Monday 7 December 2026" in found.because
    assert "Tuesday 5 January 2027" in found.because


def test_where_a_list_is_silent_our_hour_room_and_court_stay() -> None:
    silent = Slot(Listing.FIXTURE, MON_7)

    assert compared(listed(silent), held(), Layer.WARNED).differences == ()
    assert difference(listed(replace(silent, room="5")), held()).after == replace(FIXTURE, room="5")


def test_on_another_day_our_building_stays_and_our_hour_and_room_do_not() -> None:
    found = difference(listed(Slot(Listing.FIXTURE, TUE_8)), held())

    assert found.after == Slot(Listing.FIXTURE, TUE_8, court_code="901")


def test_a_warned_list_that_knows_only_the_day_does_not_firm_a_floater() -> None:
    only_day = Slot(Listing.FIXTURE, MON_7, court_code="901")

    assert compared(listed(only_day), held(FLOATER, layer=Layer.FIRM), Layer.WARNED).differences == ()


def test_a_window_seen_again_is_no_difference() -> None:
    assert compared(listed(WINDOW), held(WINDOW, layer=Layer.WARNED), Layer.WARNED).differences == ()


def test_an_alias_of_a_court_is_not_another_court() -> None:
    assert compared(listed(replace(FIXTURE, court_code="0901")), held()).differences == ()


def test_an_annexe_that_the_directory_does_not_have_is_proposed_and_remarked() -> None:
    annexe = listed(replace(FIXTURE, court_code="902"), court_name="Mill Street Annexe")

    comparison = compared(annexe, held())

    assert [found.change for found in comparison.differences] == [Change.MOVED_COURT]
    assert "at Mill Street Annexe" in comparison.differences[0].because
    assert "902 Mill Street Annexe" in comparison.remarks[0].what


@pytest.mark.parametrize("kind", [HearingKind.MENTION, HearingKind.PTR, HearingKind.SENTENCE])
def test_another_kind_where_our_trial_should_be_is_a_change_of_type(kind: HearingKind) -> None:
    found = difference(listed(FIXTURE, kind), held())

    assert (found.change, found.hearing_id, found.kind) == (Change.TYPE, "trial", kind)


def test_a_mention_on_another_day_is_new_and_leaves_the_trial_alone() -> None:
    found = difference(listed(replace(FIXTURE, on=TUE_8), HearingKind.MENTION), held(replace(FIXTURE, on=FRI_18)))

    assert (found.change, found.kind) == (Change.NEW, HearingKind.MENTION)


def test_a_mention_within_the_window_of_a_warned_trial_is_new() -> None:
    assert difference(listed(FIXTURE, HearingKind.MENTION), held(WINDOW)).change is Change.NEW


def test_a_trial_where_we_hold_a_mention_is_new_because_witnesses_come_to_it() -> None:
    changes = {found.change for found in compared(listed(FIXTURE), held(kind=HearingKind.MENTION)).differences}

    assert changes == {Change.NEW, Change.ABSENT}


def test_a_trial_without_witnesses_is_a_change_of_type() -> None:
    found = difference(listed(FIXTURE, no_witnesses=True), held())

    assert (found.change, found.kind) == (Change.TYPE, HearingKind.TRIAL)
    assert "no witnesses" in found.because


def test_an_application_to_break_the_fixture_says_that_our_date_may_move_and_keeps_it() -> None:
    application = listed(replace(FIXTURE, on=MON_7), HearingKind.OTHER, break_fixture=True)

    found = difference(application, held(replace(FIXTURE, on=FRI_18)))

    assert (found.change, found.hearing_id, found.after) == (Change.TYPE, "trial", replace(FIXTURE, on=FRI_18))
    assert "may move" in found.because


def test_a_row_of_no_known_type_stands_for_our_hearing_of_that_day() -> None:
    found = difference(listed(replace(FIXTURE, room="5"), HearingKind.OTHER), held())

    assert (found.change, found.kind) == (Change.ROOM, HearingKind.TRIAL)


def test_a_part_heard_trial_continues_and_no_new_one_is_made() -> None:
    found = difference(listed(replace(FIXTURE, on=TUE_8), part_heard=True), held())

    assert (found.change, found.hearing_id) == (Change.CONTINUES, "trial")
    assert found.after == replace(FIXTURE, until=TUE_8)


def test_a_running_trial_continues_even_when_the_list_does_not_call_it_part_heard() -> None:
    assert difference(listed(replace(FIXTURE, on=TUE_8)), held(running=True)).change is Change.CONTINUES


def test_a_day_that_a_running_trial_already_covers_is_no_difference() -> None:
    running = held(replace(FIXTURE, until=FRI_11), running=True)

    assert compared(listed(replace(FIXTURE, on=TUE_8), part_heard=True), running).differences == ()


def test_another_room_on_a_later_day_of_a_running_trial_is_a_room() -> None:
    running = held(replace(FIXTURE, until=FRI_11), running=True)

    found = difference(listed(replace(FIXTURE, on=TUE_8, room="5"), part_heard=True), running)

    assert (found.change, found.after) == (Change.ROOM, replace(FIXTURE, until=FRI_11, room="5"))


def test_a_list_from_before_a_running_trial_began_says_nothing_about_it() -> None:
    assert compared(listed(replace(FIXTURE, on=TUE_1)), held(running=True)).differences == ()


def test_a_trial_shown_day_by_day_is_one_trial_that_begins_on_the_first() -> None:
    days = [listed(replace(FIXTURE, on=day)) for day in (TUE_8, MON_7)]

    assert compared(days, held(), Layer.FIRM).differences == ()
    assert difference(days, held(replace(FIXTURE, on=TUE_8)), Layer.FIRM).after == FIXTURE


def test_rows_are_paired_by_kind_and_then_by_the_nearest_date() -> None:
    ours = [
        held(replace(FIXTURE, on=TUE_1), HearingKind.MENTION, hearing_id="mention"),
        held(replace(FIXTURE, on=FRI_11), hearing_id="trial"),
    ]

    found = compared([listed(FIXTURE), listed(replace(FIXTURE, on=WED_2), HearingKind.MENTION)], ours).differences

    assert {(each.hearing_id, each.change) for each in found} == {
        ("trial", Change.MOVED_DATE),
        ("mention", Change.MOVED_DATE),
    }


def test_a_mention_weeks_away_from_ours_is_another_mention() -> None:
    ours = held(replace(FIXTURE, on=date(2027, 3, 1)), HearingKind.MENTION)

    assert difference(listed(FIXTURE, HearingKind.MENTION), ours).change is Change.NEW


def test_rows_that_contradict_each_other_are_a_conflict() -> None:
    rooms = [listed(FIXTURE), listed(replace(FIXTURE, room="5"))]
    days = [listed(FIXTURE), listed(replace(FIXTURE, on=FRI_18))]
    courts = [listed(FIXTURE), listed(replace(FIXTURE, court_code="905"))]

    assert "in court 3 and in court 5" in difference(rooms, held()).because
    for rows in (rooms, days, courts):
        assert difference(rows, held()).change is Change.CONFLICT


# (the layer of the list, what set our date, whether the list is outranked)
AUTHORITY = [
    (Layer.WARNED, None, True),
    (Layer.WARNED, Layer.FIRM, True),
    (Layer.WARNED, Layer.DAILY, True),
    (Layer.WARNED, Layer.WARNED, False),
    (Layer.FIRM, None, False),
    (Layer.FIRM, Layer.DAILY, True),
    (Layer.FIRM, Layer.FIRM, False),
    (Layer.FIRM, Layer.WARNED, False),
    (Layer.DAILY, None, False),
    (Layer.DAILY, Layer.DAILY, False),
    (Layer.DAILY, Layer.FIRM, False),
    (Layer.DAILY, Layer.WARNED, False),
]


@pytest.mark.parametrize(("layer", "ours", "outranked"), AUTHORITY)
def test_a_weaker_list_raises_a_conflict_and_never_a_change(layer: Layer, ours: Layer | None, outranked: bool) -> None:
    found = difference(listed(replace(FIXTURE, on=TUE_8)), held(layer=ours), layer)

    assert found.change is (Change.CONFLICT if outranked else Change.MOVED_DATE)


def test_a_warned_list_cannot_take_a_fixed_date_back() -> None:
    found = difference(listed(WINDOW), held(), Layer.WARNED)

    assert found.change is Change.CONFLICT
    assert found.because == (
        "Ashdale Crown Court's warned list of 23 November shows this trial on any day from Monday 7 December "
        "to Friday 18 December, but an officer recorded Monday 7 December at 10am: ask the list office which stands."
    )


def test_another_room_from_a_weaker_list_is_not_worth_a_word() -> None:
    assert compared(listed(replace(FIXTURE, room="5")), held(layer=Layer.DAILY), Layer.FIRM).differences == ()


def test_a_date_that_had_passed_when_the_list_was_published_binds_nothing() -> None:
    passed = held(replace(FIXTURE, on=date(2026, 11, 20)), layer=Layer.DAILY)

    assert difference(listed(FIXTURE), passed, Layer.FIRM).change is Change.MOVED_DATE
    (unknown,) = compared(listed(FIXTURE), passed, Layer.FIRM, published_at=None).differences
    assert unknown.change is Change.CONFLICT


def test_a_window_may_be_replaced_by_any_list() -> None:
    ours = held(replace(WINDOW, on=TUE_1, until=THU_3), layer=Layer.FIRM)

    assert difference(listed(WINDOW), ours, Layer.WARNED).change is Change.MOVED_DATE


def test_a_hearing_that_a_list_had_left_out_and_now_shows_is_confirmed() -> None:
    found = difference(listed(FIXTURE), held(state=HearingState.UNCONFIRMED))

    assert (found.change, found.after) == (Change.FIRMED, FIXTURE)


@pytest.mark.parametrize("state", [HearingState.VACATED, HearingState.HELD])
def test_a_hearing_that_is_over_or_off_is_never_changed_only_a_new_one_proposed(state: HearingState) -> None:
    assert difference(listed(replace(FIXTURE, on=FRI_18)), held(state=state)).change is Change.NEW


def test_a_vacated_hearing_that_is_listed_all_the_same_is_new() -> None:
    assert difference(listed(FIXTURE), held(state=HearingState.VACATED)).change is Change.NEW


def test_a_row_for_a_hearing_that_has_taken_place_says_nothing() -> None:
    assert compared(listed(FIXTURE), held(state=HearingState.HELD)).differences == ()
