"""Telling lists apart, refusing what is none, and keeping what can be read of a damaged one."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from witness.domain.lists import CourtList, Layer, ListKind
from witness.intake.court_lists import LARGEST_BYTES, UnreadableList, read_list, supersede_key

LISTS = Path(__file__).parent / "lists"
SAMPLES = sorted((Path(__file__).parents[3] / "shared" / "court-lists" / "samples").glob("*.json"))
MONDAY = date(2026, 7, 27)

EVERY_LIST = [
    ("crown_daily", ListKind.CROWN_DAILY, Layer.DAILY, 7),
    ("crown_firm", ListKind.CROWN_FIRM, Layer.FIRM, 3),
    ("crown_warned", ListKind.CROWN_WARNED, Layer.WARNED, 2),
    ("magistrates_public", ListKind.MAGISTRATES_PUBLIC, Layer.DAILY, 4),
    ("magistrates_standard", ListKind.MAGISTRATES_STANDARD, Layer.DAILY, 4),
    ("magistrates_adult", ListKind.MAGISTRATES_ADULT, Layer.DAILY, 3),
    ("magistrates_public_adult", ListKind.MAGISTRATES_PUBLIC_ADULT, Layer.DAILY, 3),
]


def document(name: str) -> Any:
    return json.loads((LISTS / f"{name}.json").read_text("utf-8"))


def read(document: Any, *, court_code: str = "", content_date: date | None = None) -> CourtList:
    return read_list(json.dumps(document).encode(), court_code=court_code, content_date=content_date)


@pytest.mark.parametrize(("name", "kind", "layer", "count"), EVERY_LIST)
def test_each_of_the_seven_lists_is_known_by_its_shape(name: str, kind: ListKind, layer: Layer, count: int) -> None:
    given = {"court_code": "M9001", "content_date": MONDAY} if name.startswith("mag") else {}

    court_list = read(document(name), **given)

    assert (court_list.kind, court_list.coverage.layer, len(court_list.rows)) == (kind, layer, count)
    assert not court_list.damaged


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_each_published_sample_gives_rows_or_says_why_not(sample: Path) -> None:
    court_list = read_list(sample.read_bytes(), court_code="M9001", content_date=date(2025, 8, 1))

    assert court_list.rows or court_list.remarks


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"\xff\xfe{}", "UTF-8"),
        (b'{"DailyList":\n  nonsense}', "line 2, column 3"),
        (b"[" * 200_000, "too deep"),
        (b'{"DailyList": ' + b"9" * 5000 + b"}", "too long"),
        (b"[]", "JSON object"),
        (b'"DailyList"', "JSON object"),
        (b"{}", "not a court list that we know"),
        (b'{"CauseList": {}}', "not a court list that we know"),
        (b'{"document": {"data": {}}}', "not a court list that we know"),
        (b'{"DailyList": []}', "$.DailyList should be an object"),
        (b'{"DailyList": {}, "FirmList": {}}', "2 lists"),
        (b'{"DailyList": {}}', "$.DailyList.ListHeader.StartDate"),
        (b'{"DailyList": {"ListHeader": {"StartDate": "07/12/2026"}}}', "$.DailyList.ListHeader.StartDate"),
        (b'{"WarnedList": {"ListHeader": {"StartDate": "2026-12-07"}}}', "$.WarnedList.CrownCourt"),
        (b'{"DailyList": {"CourtLists": 7}}', "$.DailyList.CourtLists should be a list"),
        (b'{"courtLists": "nothing"}', "$.courtLists should be a list"),
    ],
)
def test_what_is_no_list_is_refused_with_what_and_where(raw: bytes, says: str) -> None:
    with pytest.raises(UnreadableList, match="(?s).+") as refused:
        read_list(raw)

    assert says in str(refused.value)


def test_a_list_over_the_limit_is_refused_with_its_size() -> None:
    with pytest.raises(UnreadableList, match="6.0 MB, where 5 MB"):
        read_list(b" " * (LARGEST_BYTES + 1_000_000))


def test_a_libra_list_without_its_day_is_refused_because_its_print_date_is_not_the_day() -> None:
    with pytest.raises(UnreadableList, match="content date"):
        read(document("magistrates_adult"), court_code="M9001")


def test_a_magistrates_list_of_which_nobody_says_the_court_is_refused() -> None:
    with pytest.raises(UnreadableList, match="give the court"):
        read(document("magistrates_public"), content_date=MONDAY)


def test_a_magistrates_list_without_a_sitting_and_without_its_day_is_refused() -> None:
    with pytest.raises(UnreadableList, match="content date"):
        read({"courtLists": ""}, court_code="M9001")


def test_sessions_of_the_wrong_type_are_refused() -> None:
    broken = document("magistrates_adult")
    broken["document"]["data"]["job"]["sessions"] = [1]

    with pytest.raises(UnreadableList, match="sessions should be an object"):
        read(broken, content_date=MONDAY)


def test_a_byte_order_mark_is_no_hindrance() -> None:
    raw = b"\xef\xbb\xbf" + (LISTS / "crown_daily.json").read_bytes()

    assert len(read_list(raw).rows) == 7


def test_lists_made_from_xml_read_the_same_as_lists_with_arrays() -> None:
    plain = document("crown_daily")
    from_xml = document("crown_daily")
    body = from_xml["DailyList"]
    for court_list in body["CourtLists"]:
        for sitting in court_list["Sittings"]:
            for hearing in sitting["Hearings"]:
                defendants = hearing["Defendants"]
                hearing["Defendants"] = {"Defendant": defendants[0] if len(defendants) == 1 else defendants}
            sitting["Hearings"] = {"Hearing": sitting["Hearings"]}
        court_list["Sittings"] = {"Sitting": court_list["Sittings"]}
    body["CourtLists"] = {"CourtList": body["CourtLists"]}

    assert [(r.references, r.slot, r.kind) for r in read(from_xml).rows] == [
        (r.references, r.slot, r.kind) for r in read(plain).rows
    ]


def test_a_lone_object_stands_for_a_list_of_one() -> None:
    alone = document("crown_warned")
    alone["WarnedList"]["CourtLists"] = alone["WarnedList"]["CourtLists"][0]
    container = alone["WarnedList"]["CourtLists"]["WithoutFixedDate"][0]
    container["Fixture"] = container["Fixture"][0]
    alone["WarnedList"]["CourtLists"]["WithoutFixedDate"] = container

    assert len(read(alone).rows) == 2


def test_an_empty_text_stands_for_an_empty_list() -> None:
    empty = document("crown_daily")
    empty["DailyList"]["CourtLists"] = ""

    court_list = read(empty)

    assert court_list.rows == ()
    assert not court_list.damaged


def test_unknown_fields_are_passed_over() -> None:
    extended = document("crown_firm")
    extended["FirmList"]["Novelty"] = {"Canary": [1, 2]}
    extended["FirmList"]["CourtLists"][0]["Sittings"][0]["Hearings"][0]["Novelty"] = 7

    assert read(extended) == read(document("crown_firm"))


def test_one_bad_row_is_left_out_and_named_and_the_others_are_kept() -> None:
    broken = document("crown_daily")
    broken["DailyList"]["CourtLists"][0]["Sittings"][0]["Hearings"][1] = "Canary"

    court_list = read(broken)

    assert len(court_list.rows) == 6
    assert court_list.damaged
    assert "$.DailyList.CourtLists[0].Sittings[0].Hearings[1]" in [remark.where for remark in court_list.remarks]


def test_a_case_without_any_number_damages_the_list_because_it_may_be_ours() -> None:
    broken = document("crown_daily")
    hearing = broken["DailyList"]["CourtLists"][0]["Sittings"][0]["Hearings"][0]
    hearing |= {"CaseNumber": "CPP", "CaseNumberCaTH": "CPP", "Defendants": ""}

    court_list = read(broken)

    assert len(court_list.rows) == 6
    assert court_list.damaged


def test_hundreds_of_bad_rows_do_not_make_thousands_of_remarks() -> None:
    broken = document("crown_daily")
    broken["DailyList"]["CourtLists"] = ["Canary"] * 5000

    court_list = read(broken)

    assert len(court_list.remarks) == 201
    assert "further remarks" in court_list.remarks[-1].what


def test_a_zone_less_time_of_publication_is_read_as_utc_with_a_remark() -> None:
    court_list = read(document("crown_daily"))

    assert court_list.published_at is not None
    assert court_list.published_at.isoformat() == "2026-12-04T16:05:00+00:00"
    assert any("no time zone" in remark.what for remark in court_list.remarks)


def test_an_unreadable_time_of_publication_is_remarked_and_nothing_more() -> None:
    broken = document("crown_firm")
    broken["FirmList"]["ListHeader"]["PublishedTime"] = "yesterday"

    court_list = read(broken)

    assert court_list.published_at is None
    assert not court_list.damaged


@pytest.mark.parametrize(("version", "final"), [("DRAFT 1", False), ("FINAL 2", True), ("NOT VERSIONED", True)])
def test_a_draft_says_so(version: str, final: bool) -> None:
    draft = document("crown_daily")
    draft["DailyList"]["ListHeader"]["Version"] = version

    assert read(draft).is_final is final


def test_a_re_issue_has_the_key_of_the_list_it_supersedes_and_another_day_does_not() -> None:
    again, next_day = document("crown_daily"), document("crown_daily")
    again["DailyList"]["ListHeader"]["Version"] = "FINAL 2"
    again["DailyList"]["CourtLists"] = again["DailyList"]["CourtLists"][:1]  # the annexe no longer sits
    next_day["DailyList"]["ListHeader"]["StartDate"] = "2026-12-08"

    key = supersede_key(read(document("crown_daily")), provenance="PDDA")

    assert supersede_key(read(again), provenance="PDDA") == key
    assert supersede_key(read(next_day), provenance="PDDA") != key
    assert supersede_key(read(again), provenance="MANUAL_UPLOAD") != key
