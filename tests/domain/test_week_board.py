"""A week on a board: what fills each day, what is left of it, and by how many minutes it does not work."""

from dataclasses import replace
from datetime import date

import pytest

from witness.domain.week_board import STEPS, BarKind, board, day_line
from witness.domain.week_pieces import OfficerDay, Piece, PieceKind, clock_words

TUESDAY = date(2026, 11, 24)
NINE, TEN, FIVE = 9 * 60, 10 * 60, 17 * 60
WHOLE_DAY = ((NINE, FIVE),)


def visit(key: str, starts: int, minutes: int = 60, travel: int = 0, **more: object) -> Piece:
    return replace(Piece(key, PieceKind.VISIT, key.upper(), "court visit", "at court", starts, minutes, travel), **more)


def day(*pieces: Piece, **more: object) -> OfficerDay:
    return replace(OfficerDay("olu", TUESDAY, WHOLE_DAY, pieces), **more)


def test_a_visit_is_a_block_and_the_way_to_it_a_bar_that_ends_where_it_begins() -> None:
    line = day_line(day(visit("a", TEN, 60, travel=25)))

    drawn = [(bar.kind, bar.at, bar.wide) for bar in line.bars if bar.kind is not BarKind.OFF]

    assert drawn == [(BarKind.TRAVEL, 19, 5), (BarKind.VISIT, 24, 12)]
    assert [bar.percent for bar in line.bars if bar.kind is BarKind.VISIT] == [10.0]


def test_hours_that_are_not_worked_and_breaks_are_drawn_and_the_rest_is_slack() -> None:
    line = day_line(day(hours=((NINE, 12 * 60), (13 * 60, FIVE))))

    assert [(bar.kind, bar.at, bar.wide) for bar in line.bars] == [
        (BarKind.OFF, 0, 12),
        (BarKind.BREAK, 48, 12),
        (BarKind.OFF, 108, 12),
    ]
    assert line.slack == 7 * 60


def test_slack_is_what_neither_visits_nor_ways_take() -> None:
    line = day_line(day(visit("a", TEN, 60, travel=30), visit("b", 14 * 60, 90, travel=20), way_home=40))

    assert (line.service, line.travel, line.slack, line.overtime) == (150, 90, 8 * 60 - 240, 0)
    assert line.sums == "4 h slack, 1 h 30 on the road"


def test_a_way_that_is_longer_than_the_time_for_it_makes_a_day_red_by_what_is_missing() -> None:
    line = day_line(day(visit("a", TEN), visit("b", 11 * 60 + 30, travel=75)))

    assert line.short == 45
    (miss,) = line.misses
    assert (miss.minutes, miss.key) == (45, "b")
    assert miss.words == "from A's court visit to B's court visit it takes 75 minutes: there are 30"


def test_minutes_kept_free_around_a_visit_count_as_the_way_does() -> None:
    line = day_line(day(visit("a", TEN, after=10), visit("b", 11 * 60 + 30, travel=25, before=5), way_home=20))

    assert [(miss.minutes, miss.key) for miss in line.misses] == [(10, "b")]
    assert line.misses[0].words.endswith("25 minutes, and 15 are kept free to arrive and to write up: there are 30")
    assert (line.service, line.travel) == (135, 45)
    assert [(bar.at, bar.wide) for bar in line.bars if bar.kind is BarKind.TRAVEL] == [(36, 5), (54, 4)]


def test_two_visits_at_once_say_which_lasts_until_when() -> None:
    line = day_line(day(visit("a", TEN, 90), visit("b", 11 * 60, travel=10)))

    assert line.short == 40
    assert line.misses[0].words == (
        "A's court visit lasts until 11.30am, B's court visit begins at 11am, 10 minutes away"
    )
    assert [bar.overlaps for bar in line.bars if bar.piece] == [False, True]


def test_an_early_start_and_a_late_return_are_short_by_what_lies_outside_the_hours() -> None:
    line = day_line(day(visit("a", NINE, travel=20), visit("b", FIVE - 30, 60), way_home=15, overtime=10))

    assert [miss.minutes for miss in line.misses] == [20, 35]
    assert line.overtime == 10
    assert "the day has to begin at 8.40am" in line.misses[0].words
    assert line.misses[1].words == "back at 5.45pm, and the day ends at 5pm, with 10 minutes of overtime"


def test_overtime_that_is_allowed_is_counted_and_is_no_fault() -> None:
    line = day_line(day(visit("a", FIVE - 30, 50), overtime=30))

    assert (line.overtime, line.short) == (20, 0)
    assert line.sums.endswith("20 min overtime")


def test_a_visit_on_a_day_that_is_not_worked_is_short_by_all_of_it_and_says_why() -> None:
    line = day_line(day(visit("a", TEN, 60, travel=20), hours=(), away="Olu is away"))

    assert [(miss.minutes, miss.words) for miss in line.misses] == [(80, "Olu is away")]
    assert (line.bars[0].kind, line.bars[0].wide) == (BarKind.OFF, STEPS)


def test_a_day_away_with_nothing_in_it_is_no_fault_and_its_sums_say_so() -> None:
    line = day_line(day(hours=(), away="Away"))

    assert (line.short, line.sums) == (0, "Away")


@pytest.mark.parametrize(("starts", "minutes"), [(6 * 60, 30), (18 * 60 + 30, 60), (7 * 60, 14 * 60), (0, 1)])
def test_what_lies_beyond_the_drawn_hours_is_drawn_at_the_edge_and_never_outside(starts: int, minutes: int) -> None:
    line = day_line(day(visit("a", starts, minutes, travel=15), hours=((0, 24 * 60),)))

    assert line.bars
    assert all(bar.at >= 0 and bar.wide >= 1 and bar.at + bar.wide <= STEPS for bar in line.bars)


def test_a_hearing_and_a_promise_are_fixed_and_a_ride_is_its_own_colour() -> None:
    kinds = [PieceKind.HEARING, PieceKind.PROMISE, PieceKind.PICK_UP, PieceKind.SET_DOWN]
    pieces = [replace(visit(kind.value, NINE + 90 * nth), kind=kind) for nth, kind in enumerate(kinds)]

    line = day_line(day(*pieces))

    assert [piece.is_fixed for piece in pieces] == [True, True, False, False]
    assert [bar.kind for bar in line.bars if bar.piece] == [BarKind.FIXED, BarKind.FIXED, BarKind.RIDE, BarKind.RIDE]


def test_my_row_comes_first_and_the_others_keep_their_order() -> None:
    officers = [("a", "Olivia Birch"), ("b", "Olu Adeyemi"), ("c", "Oona Dale")]

    shown = board(officers, (TUESDAY,), [replace(day(), officer_id="b")], mine="b")

    assert [row.first_name for row in shown.rows] == ["Olu", "Olivia", "Oona"]
    assert [row.is_mine for row in shown.rows] == [True, False, False]


def test_a_board_names_its_red_days_only() -> None:
    late = replace(day(visit("a", TEN), visit("b", TEN + 70, travel=30)), officer_id="a")
    fine = replace(day(visit("c", TEN)), officer_id="b")

    shown = board([("a", "Olivia Birch"), ("b", "Olu Adeyemi")], (TUESDAY,), [late, fine], mine="b")

    assert [(row.first_name, line.short) for row, line in shown.red] == [("Olivia", 20)]


@pytest.mark.parametrize(("minute", "words"), [(600, "10am"), (870, "2.30pm"), (720, "12 noon"), (1500, "11.59pm")])
def test_minutes_are_written_as_people_say_them(minute: int, words: str) -> None:
    assert clock_words(minute) == words


def test_a_break_lessens_the_slack_and_a_day_that_leaves_it_no_room_is_short() -> None:
    assert day_line(day(visit("a", TEN), pause=30)).slack == 8 * 60 - 90

    full = day_line(day(visit("a", NINE, 240), visit("b", NINE + 240, 230), pause=30))

    assert [(miss.minutes, miss.words) for miss in full.misses] == [(20, "the break of 30 minutes has no room")]
    assert day_line(day(visit("a", NINE, 240), visit("b", NINE + 240, 210), pause=30)).misses == ()


def test_a_phone_lists_each_day_with_those_who_have_anything_on_it() -> None:
    busy = replace(day(visit("c", TEN)), officer_id="b")

    shown = board([("a", "Olivia Birch"), ("b", "Olu Adeyemi")], (TUESDAY,), [busy], mine="a")

    assert [(on, [row.first_name for row, _ in lines]) for on, lines in shown.by_day] == [(TUESDAY, ["Olu"])]
