"""Crown lists: what their rows mean, and the traps in them."""

import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from witness.domain.hearings import HearingKind, Listing, Slot
from witness.domain.lists import CourtList, ListRow
from witness.intake.court_lists import read_list
from witness.intake.court_lists.fields import spoken_hour
from witness.intake.court_lists.hearing_types import hearing_type, hints

LISTS = Path(__file__).parent / "lists"
MONDAY, FRIDAY = date(2026, 12, 7), date(2026, 12, 11)


def document(name: str) -> Any:
    return json.loads((LISTS / f"{name}.json").read_text("utf-8"))


def read(document: Any) -> CourtList:
    return read_list(json.dumps(document).encode())


def row(court_list: CourtList, reference: str) -> ListRow:
    (found,) = (row for row in court_list.rows if reference in row.references)
    return found


DAILY, FIRM, WARNED = (read(document(f"crown_{name}")) for name in ("daily", "firm", "warned"))


def test_a_common_platform_case_is_known_by_its_police_references_and_never_by_cpp() -> None:
    assert row(DAILY, "12ZX3456726").references == ("12ZX3456726", "12ZX7654326")
    assert not any("CPP" in row.references for row in DAILY.rows)


def test_a_crown_case_is_known_by_its_number_and_by_every_defendants_reference() -> None:
    assert row(DAILY, "T20267001").references == ("T20267001", "12ZX1111126")


def test_the_note_on_the_time_outranks_the_rooms_hour() -> None:
    assert row(DAILY, "12ZX3456726").slot.at == time(10, 30)
    assert row(DAILY, "T20267001").slot.at == time(14, 15)


def test_an_hour_of_a_sitting_is_a_london_hour_and_is_not_shifted() -> None:
    in_summer = document("crown_daily")
    in_summer["DailyList"]["ListHeader"]["StartDate"] = "2026-07-27"

    assert row(read(in_summer), "T20267003").slot == Slot(
        Listing.FIXTURE, date(2026, 7, 27), at=time(10, 0), court_code="901", room="5"
    )


def test_a_floating_trial_in_court_99_has_a_day_and_no_room() -> None:
    assert row(DAILY, "T20267002").slot == Slot(Listing.FLOATER, MONDAY, at=time(10, 30), court_code="901")


@pytest.mark.parametrize(("room", "priority"), [(99, "T"), (4, "F"), ("99", "")])
def test_court_99_or_priority_f_alone_is_enough_for_a_floater(room: object, priority: str) -> None:
    listed = document("crown_daily")
    sitting = listed["DailyList"]["CourtLists"][0]["Sittings"][0]
    sitting |= {"CourtRoomNumber": room, "SittingPriority": priority}

    slot = row(read(listed), "12ZX3456726").slot

    assert (slot.listing, slot.room) == (Listing.FLOATER, "")


def test_the_building_is_the_one_in_which_the_court_sits_which_may_be_an_annexe() -> None:
    annexe = row(DAILY, "T20267006")

    assert (annexe.slot.court_code, annexe.court_name) == ("902", "Mill Street Annexe")
    assert DAILY.coverage.court_codes == {"901", "902"}
    assert (DAILY.court_code, DAILY.court_name) == ("901", "Crown Court at Ashdale")


def test_a_daily_list_covers_one_day_whatever_its_end_says() -> None:
    assert (DAILY.coverage.starts_on, DAILY.coverage.ends_on) == (MONDAY, MONDAY)


def test_flags_say_part_heard_without_witnesses_and_about_to_be_moved() -> None:
    assert row(DAILY, "T20267005").part_heard
    assert row(DAILY, "T20267003").no_witnesses
    assert row(DAILY, "T20267006").no_witnesses
    assert row(DAILY, "T20267004").break_fixture


def test_a_firm_list_prefers_the_hearings_day_and_remarks_where_its_sitting_has_another() -> None:
    assert row(FIRM, "T20267007").slot.on == date(2026, 12, 9)
    assert any("differ" in remark.what for remark in FIRM.remarks)
    assert not FIRM.damaged


def test_a_firm_row_without_a_day_of_its_own_has_its_sittings() -> None:
    listed = document("crown_firm")
    del listed["FirmList"]["CourtLists"][1]["Sittings"][0]["Hearings"][0]["HearingDetails"]["HearingDate"]

    assert row(read(listed), "T20267007").slot.on == date(2026, 12, 8)


def test_a_firm_row_without_any_day_is_left_out() -> None:
    listed = document("crown_firm")
    listed["FirmList"]["CourtLists"][1]["SittingDate"] = "soon"
    del listed["FirmList"]["CourtLists"][1]["Sittings"][0]["Hearings"][0]["HearingDetails"]["HearingDate"]

    court_list = read(listed)

    assert len(court_list.rows) == 2
    assert court_list.damaged


def test_a_reserve_may_be_called_on_any_day_of_the_list_whatever_day_stands_beside_it() -> None:
    assert row(FIRM, "T20267008").slot == Slot(Listing.RESERVE, MONDAY, FRIDAY, court_code="901")


def test_a_warned_case_has_a_period_and_no_day_even_where_one_is_written() -> None:
    assert row(WARNED, "12ZX3456726").slot == Slot(
        Listing.WARNED_LIST, date(2026, 12, 14), date(2026, 12, 24), court_code="901"
    )


def test_a_fixed_case_of_a_warned_list_has_a_day_and_neither_hour_nor_room() -> None:
    assert row(WARNED, "T20267009").slot == Slot(Listing.FIXTURE, date(2026, 12, 15), court_code="901")


def test_linked_cases_are_kept_apart_from_the_numbers_that_may_match() -> None:
    warned = row(WARNED, "12ZX3456726")

    assert warned.references == ("12ZX3456726",)
    assert warned.linked == ("T20267010", "T20267011")


def test_a_case_of_a_warned_list_without_hearings_has_the_type_of_its_container() -> None:
    listed = document("crown_warned")
    listed["WarnedList"]["CourtLists"][0]["WithoutFixedDate"][0]["Fixture"][0]["Cases"][0]["Hearing"] = ""

    assert row(read(listed), "12ZX3456726").kind is HearingKind.TRIAL


@pytest.mark.parametrize(
    ("code", "listing"),
    [("TFL", Listing.FLOATER), ("TBK", Listing.BACKER), ("TRE", Listing.RESERVE), ("TRL", Listing.FIXTURE)],
)
def test_the_code_of_a_trial_says_how_sure_it_is_to_start(code: str, listing: Listing) -> None:
    listed = document("crown_daily")
    details = listed["DailyList"]["CourtLists"][0]["Sittings"][0]["Hearings"][0]["HearingDetails"]
    details |= {"HearingType": code, "HearingDescription": ""}

    assert row(read(listed), "12ZX3456726").slot.listing is listing


@pytest.mark.parametrize("code", ["TFW", "TPW"])
@pytest.mark.parametrize(("room", "listing"), [(3, Listing.FIXTURE), ("", Listing.WARNED_LIST)])
def test_a_warned_trial_that_has_been_given_a_room_has_been_called_on(
    code: str, room: object, listing: Listing
) -> None:
    listed = document("crown_daily")
    sitting = listed["DailyList"]["CourtLists"][0]["Sittings"][0]
    sitting["CourtRoomNumber"] = room
    sitting["Hearings"][0]["HearingDetails"] = {"HearingType": code, "HearingDescription": "Trial"}

    assert row(read(listed), "12ZX3456726").slot.listing is listing


def test_rows_of_one_case_on_one_day_are_one_row_at_the_earliest_time() -> None:
    listed = document("crown_daily")
    sitting = listed["DailyList"]["CourtLists"][0]["Sittings"][0]
    again = json.loads(json.dumps(sitting["Hearings"][0])) | {"TimeMarkingNote": "9.45 am", "ListNote": "ABE"}
    sitting["Hearings"].append(again)

    one = row(read(listed), "12ZX3456726")

    assert one.slot.at == time(9, 45)
    assert one.hints == ("SCREENS", "TIME ESTIMATE 5-6 DAYS", "ABE")
    assert one.in_doubt == ""


def test_one_case_in_two_rooms_is_one_row_in_doubt_with_a_remark() -> None:
    listed = document("crown_daily")
    first, _, other = listed["DailyList"]["CourtLists"][0]["Sittings"]
    other["Hearings"].append(first["Hearings"][0])

    court_list = read(listed)
    one = row(court_list, "12ZX3456726")

    assert (one.slot.room, one.in_doubt) == ("", "in court 3 and in court 5")
    assert any("court 3 and in court 5" in remark.what for remark in court_list.remarks)
    assert not court_list.damaged


@pytest.mark.parametrize(
    ("note", "hour"),
    [
        ("10:30 AM", time(10, 30)),
        ("SITTING AT  02:15 pm", time(14, 15)),
        ("NOT BEFORE 11:00", time(11, 0)),
        ("2.15pm", time(14, 15)),
        ("2.15", time(14, 15)),
        ("12 noon", time(12, 0)),
        ("NOT BEFORE 2 PM", time(14, 0)),
        ("10.00am - 1.00pm", time(10, 0)),
        ("", None),
        ("NOT BEFORE 2", None),
        ("25:00", None),
        ("TE 2.30 hours", None),
        ("12.11.2026", None),
        (7, None),
    ],
)
def test_hours_in_notes(note: object, hour: time | None) -> None:
    assert spoken_hour(note) == hour


@pytest.mark.parametrize(
    ("code", "description", "kind"),
    [
        ("TRL", "", HearingKind.TRIAL),
        ("PTP", "", HearingKind.PTPH),
        ("FCM", "", HearingKind.FCMH),
        ("SEN", "", HearingKind.SENTENCE),
        ("MEF", "", HearingKind.MENTION),
        ("GRH", "", HearingKind.GRH),
        ("APP", "", HearingKind.APPEAL),
        ("QQQ", "Plea and Trial Preparation Hearing", HearingKind.PTPH),
        ("QQQ", "Pre-Trial Review", HearingKind.PTR),
        ("QQQ", "Sec 28 - cross examination", HearingKind.S28),
        ("QQQ", "Newton Hearing", HearingKind.NEWTON),
        ("QQQ", "Appeal against Sentence", HearingKind.APPEAL),
        ("QQQ", "Youth Trial", HearingKind.TRIAL),
        ("QQQ", "Re-trial", HearingKind.RETRIAL),
        ("TRL", "Mention", HearingKind.MENTION),
        ("", "Bail", HearingKind.BAIL),
        ("", "First hearing", HearingKind.FIRST_HEARING),
        ("QQQ", "Something else", HearingKind.OTHER),
        (None, 7, HearingKind.OTHER),
    ],
)
def test_a_description_that_is_understood_outranks_the_code(
    code: object, description: object, kind: HearingKind
) -> None:
    assert hearing_type(code, description).kind is kind


def test_a_code_that_its_description_contradicts_raises_no_flag() -> None:
    assert not hearing_type("TPH", "Mention").part_heard
    assert hearing_type("TPH", "For Trial").part_heard


def test_no_witnesses_on_the_first_day_is_a_hint_and_not_a_trial_without_witnesses() -> None:
    assert not hearing_type("TRL", "Trial - no witnesses on Day 1").no_witnesses
    assert hints("No witnesses on Day 1") == ("NO WITNESSES DAY 1",)


def test_only_words_of_a_fixed_vocabulary_are_taken_from_a_note() -> None:
    note = "Mrs Canary: screens or a live link, ABE, Sec 28, Polish interpreter, wheelchair accessible. T/E 2 days"

    assert hints(note) == (
        "SCREENS",
        "LIVE LINK",
        "ABE",
        "SECTION 28",
        "INTERPRETER",
        "WHEELCHAIR",
        "TIME ESTIMATE 2 DAYS",
    )
