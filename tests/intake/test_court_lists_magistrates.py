"""Magistrates' lists: their clock, their missing courts and days, and the Libra print jobs."""

import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from witness.domain.hearings import HearingKind, Listing, Slot
from witness.domain.lists import CourtList, ListRow
from witness.intake.court_lists import read_list

LISTS = Path(__file__).parent / "lists"
MONDAY = date(2026, 7, 27)


def document(name: str) -> Any:
    return json.loads((LISTS / f"{name}.json").read_text("utf-8"))


def read(document: Any, content_date: date | None = MONDAY, court_name: str = "") -> CourtList:
    raw = json.dumps(document).encode()
    return read_list(raw, court_code="M9001", court_name=court_name, content_date=content_date)


def rooms(document: Any) -> Any:
    return document["courtLists"][0]["courtHouse"]["courtRoom"]


def sittings(document: Any) -> Any:
    return [sitting for room in rooms(document) for part in room["session"] for sitting in part["sittings"]]


def row(court_list: CourtList, reference: str) -> ListRow:
    (found,) = (row for row in court_list.rows if reference in row.references)
    return found


def test_a_sitting_in_utc_becomes_a_london_hour_in_summer() -> None:
    assert row(read(document("magistrates_public")), "12ZX3456726").slot == Slot(
        Listing.FIXTURE, MONDAY, at=time(9, 40), court_code="M9001", room="Courtroom 2"
    )


def test_a_sitting_in_utc_is_a_london_hour_in_winter() -> None:
    winter = document("magistrates_public")
    for sitting in sittings(winter):
        sitting["sittingStart"] = "2026-12-07T10:00:00Z"

    assert row(read(winter, date(2026, 12, 7)), "12ZX3456726").slot.at == time(10, 0)


def test_a_sitting_late_at_night_in_utc_is_on_the_next_london_day() -> None:
    late = document("magistrates_public")
    for sitting in sittings(late):
        sitting["sittingStart"] = "2026-07-26T23:30:00Z"

    assert row(read(late), "12ZX3456726").slot.on == MONDAY


def test_a_sitting_without_a_zone_is_read_as_utc_with_a_remark() -> None:
    bare = document("magistrates_public")
    sittings(bare)[0]["sittingStart"] = "2026-07-27T08:40:00"

    court_list = read(bare)

    assert row(court_list, "12ZX3456726").slot.at == time(9, 40)
    assert any("no time zone" in remark.what for remark in court_list.remarks)


def test_a_room_to_be_allocated_is_a_floater_without_a_room() -> None:
    floater = row(read(document("magistrates_public")), "12ZX0000226").slot

    assert (floater.listing, floater.room) == (Listing.FLOATER, "")


def test_a_hearing_with_only_an_application_is_known_by_the_applications_reference() -> None:
    assert row(read(document("magistrates_standard")), "AP260007").kind is HearingKind.OTHER


def test_the_day_is_the_one_that_came_with_the_list_else_the_one_on_which_it_sits() -> None:
    for court_list in (read(document("magistrates_public")), read(document("magistrates_public"), None)):
        assert (court_list.coverage.starts_on, court_list.coverage.ends_on) == (MONDAY, MONDAY)
        assert not court_list.damaged


def test_sittings_on_several_days_without_a_given_day_prove_nothing_absent() -> None:
    mixed = document("magistrates_public")
    sittings(mixed)[0]["sittingStart"] = "2026-01-27T09:00:00Z"

    assert read(mixed, None).damaged


def test_the_standard_list_names_its_court_house_and_needs_no_other() -> None:
    raw = json.dumps(document("magistrates_standard")).encode()

    court_list = read_list(raw)

    assert court_list.court_name == "ASHDALE"
    assert court_list.coverage.court_names == {"ASHDALE"}


def test_of_two_court_houses_only_the_given_one_has_the_given_code() -> None:
    two = document("magistrates_standard")
    second = json.loads(json.dumps(two["courtLists"][0]))
    second["courtHouse"]["courtHouseName"] = "Birchley"
    for room in second["courtHouse"]["courtRoom"]:
        room["session"] = room["session"][:1]
    two["courtLists"].append(second)

    court_list = read(two, court_name="Ashdale")

    assert {(row.court_name, row.slot.court_code) for row in court_list.rows} == {
        ("ASHDALE", "M9001"),
        ("Birchley", ""),
    }


@pytest.mark.parametrize(
    ("starts", "in_doubt"),
    [
        (["2026-07-27T10:00:00Z", "2026-07-27T14:00:00Z", "2026-07-27T10:00:00Z"], True),
        (["2026-07-27T10:00:00Z", "2026-07-27T13:00:00Z", "2026-07-27T10:00:00Z"], False),
        (["2026-12-07T11:00:00Z", "2026-12-07T15:00:00Z", "2026-12-07T11:00:00Z"], False),
    ],
)
def test_a_summer_list_that_sits_only_at_11_and_3_has_its_clock_in_doubt(starts: list[str], in_doubt: bool) -> None:
    listed = document("magistrates_public")
    for sitting, start in zip(sittings(listed), starts, strict=True):
        sitting["sittingStart"] = start

    assert read(listed, None).clock_in_doubt is in_doubt


def test_a_sitting_whose_start_cannot_be_read_keeps_the_given_day_and_no_hour() -> None:
    broken = document("magistrates_public")
    sittings(broken)[0]["sittingStart"] = "0001-01-01T00:00:00Z"

    court_list = read(broken)

    assert (row(court_list, "12ZX3456726").slot.on, row(court_list, "12ZX3456726").slot.at) == (MONDAY, None)
    assert court_list.damaged


def test_a_libra_row_has_a_number_an_hour_and_a_room_and_no_type() -> None:
    afternoon = row(read(document("magistrates_adult")), "1600000003")

    assert afternoon.slot == Slot(Listing.FIXTURE, MONDAY, at=time(14, 0), court_code="M9001", room="1")
    assert (afternoon.kind, afternoon.hearing_type) == (HearingKind.OTHER, "")


def test_missing_sessions_blocks_and_cases_of_a_libra_list_are_no_damage() -> None:
    court_list = read(document("magistrates_adult"))

    assert len(court_list.rows) == 3
    assert not court_list.damaged

    bare = document("magistrates_adult")
    del bare["document"]["data"]["job"]["sessions"]

    assert read(bare).rows == ()


def test_a_libra_block_without_an_hour_has_its_sessions() -> None:
    listed = document("magistrates_public_adult")
    session = listed["document"]["data"]["job"]["sessions"]["session"][0]
    del session["blocks"]["block"][0]["bstart"]

    assert row(read(listed), "1600000001").slot.at == time(9, 30)


def test_names_are_cleaned_of_line_breaks_and_double_spaces() -> None:
    listed = document("magistrates_standard")
    rooms(listed)[0]["courtRoomName"] = " Courtroom\r\n  2 "

    assert row(read(listed), "12ZX3456726").slot.room == "Courtroom 2"
