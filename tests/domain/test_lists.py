"""Rows of court lists: one spelling for numbers, one row for one hearing, and only exact matches."""

from datetime import date, time

import pytest

from witness.domain.hearings import HearingKind, Listing, Slot
from witness.domain.list_matching import match
from witness.domain.list_rows import merge_rows, runs
from witness.domain.lists import ListRow
from witness.domain.references import normalise_reference

MONDAY, TUESDAY, FRIDAY = date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 11)
NEXT_MONDAY, NEXT_THURSDAY = date(2026, 12, 14), date(2026, 12, 17)


def a_row(
    *references: str,
    on: date = MONDAY,
    at: time | None = time(10, 0),
    room: str = "3",
    kind: HearingKind = HearingKind.TRIAL,
    court_code: str = "901",
    listing: Listing = Listing.FIXTURE,
    linked: tuple[str, ...] = (),
    no_witnesses: bool = False,
) -> ListRow:
    slot = Slot(listing, on, at=at, court_code=court_code, room=room)
    return ListRow(references or ("T20267001",), slot, kind, "", "$.row", linked=linked, no_witnesses=no_witnesses)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("12/SW/34567/89", "12SW3456789"),
        ("12sw 3456789", "12SW3456789"),
        ("t 2026 7001", "T20267001"),
        ("CPP", ""),
        ("c.p.p.", ""),
        ("N/A", ""),
        ("", ""),
        ("Ω-12", "12"),
    ],
)
def test_a_reference_has_one_spelling(written: str, normal: str) -> None:
    assert normalise_reference(written) == normal


def test_a_row_is_matched_by_any_of_its_own_numbers() -> None:
    row = a_row("T20267001", "12ZX3456726")

    matching = match([row], {"12ZX3456726": "case-1"})

    assert matching.matched == (("case-1", row),)
    assert (matching.in_review, matching.unmatched_count) == ((), 0)


def test_two_numbers_of_one_case_match_it_once() -> None:
    row = a_row("T20267001", "12ZX3456726")

    assert match([row], {"12ZX3456726": "case-1", "T20267001": frozenset({"case-1"})}).matched == (("case-1", row),)


@pytest.mark.parametrize("near_miss", ["12ZX345672", "12ZX34567260", "12ZX3456762", ""])
def test_a_near_miss_is_no_match(near_miss: str) -> None:
    matching = match([a_row("12ZX3456726")], {near_miss: "case-1"})

    assert (matching.matched, matching.unmatched_count) == ((), 1)


@pytest.mark.parametrize(
    "references",
    [
        {"T20267001": "case-1", "12ZX3456726": "case-2"},
        {"T20267001": frozenset({"case-1", "case-2"})},
    ],
)
def test_a_row_of_two_cases_is_for_a_person_to_look_at(references: dict[str, str | frozenset[str]]) -> None:
    matching = match([a_row("T20267001", "12ZX3456726")], references)

    assert matching.matched == ()
    assert [remark.where for remark in matching.in_review] == ["$.row"]
    assert matching.disputed == {"case-1", "case-2"}
    assert matching.unmatched_count == 0


def test_a_linked_number_suggests_a_further_number_and_never_matches() -> None:
    matching = match([a_row("T20267001", linked=("T20267002",))], {"T20267002": "case-1"})

    assert matching.matched == ()
    assert [(found.case_id, found.references) for found in matching.suggestions] == [("case-1", ("T20267001",))]


def test_an_unknown_linked_number_of_our_own_row_is_suggested_for_it() -> None:
    matching = match([a_row("T20267001", linked=("T20267002",))], {"T20267001": "case-1"})

    assert len(matching.matched) == 1
    assert [(found.case_id, found.references) for found in matching.suggestions] == [("case-1", ("T20267002",))]


def test_rows_of_strangers_are_counted_and_not_kept() -> None:
    matching = match([a_row("T20267001"), a_row("T20267002")], {})

    assert matching.unmatched_count == 2
    assert "T20267001" not in repr(matching)


def test_rows_of_one_hearing_become_one_at_the_earliest_time_with_all_their_numbers() -> None:
    later, earlier = a_row("A1", at=time(14, 0)), a_row("A2", at=time(10, 0))

    ((_, one),) = merge_rows([("case-1", later), ("case-1", earlier)])

    assert one.slot.at == time(10, 0)
    assert one.references == ("A1", "A2")
    assert one.in_doubt == ""


@pytest.mark.parametrize(
    "other",
    [
        a_row(on=TUESDAY),
        a_row(court_code="902"),
        a_row(kind=HearingKind.MENTION),
    ],
)
def test_another_day_court_or_kind_is_another_row(other: ListRow) -> None:
    assert len(merge_rows([("case-1", a_row()), ("case-1", other)])) == 2


def test_the_same_hearing_of_another_case_is_another_row() -> None:
    assert len(merge_rows([("case-1", a_row()), ("case-2", a_row())])) == 2


def test_two_rooms_put_a_row_in_doubt() -> None:
    ((_, one),) = merge_rows([("case-1", a_row(room="3")), ("case-1", a_row(room="5"))])

    assert (one.slot.room, one.in_doubt) == ("", "in court 3 and in court 5")


def test_a_room_and_no_room_put_a_row_in_doubt() -> None:
    floater = a_row(room="", listing=Listing.FLOATER)

    ((_, one),) = merge_rows([("case-1", a_row()), ("case-1", floater)])

    assert one.in_doubt == "as fixture and as floater"


def test_a_trial_needs_no_witnesses_only_if_every_row_of_it_says_so() -> None:
    ((_, one),) = merge_rows([("case-1", a_row(no_witnesses=True)), ("case-1", a_row())])

    assert not one.no_witnesses


def test_the_days_of_a_trial_are_one_run_over_the_weekend() -> None:
    (run,) = runs([a_row(on=NEXT_MONDAY), a_row(on=FRIDAY), a_row(on=MONDAY), a_row(on=TUESDAY)])

    assert (run.row.slot.on, run.ends_on) == (MONDAY, NEXT_MONDAY)


@pytest.mark.parametrize(
    "other",
    [a_row(on=NEXT_THURSDAY), a_row(on=TUESDAY, court_code="902")],
)
def test_a_trial_far_away_or_elsewhere_is_another_run(other: ListRow) -> None:
    assert len(runs([a_row(), other])) == 2


def test_mentions_on_two_days_are_two_hearings() -> None:
    mention, other = (a_row(on=day, kind=HearingKind.MENTION) for day in (MONDAY, TUESDAY))

    assert len(runs([mention, other])) == 2
