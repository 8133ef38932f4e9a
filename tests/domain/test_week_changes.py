"""What a new plan changes is said in sentences, the losses first."""

from dataclasses import replace
from datetime import date

from witness.domain.week_board import board
from witness.domain.week_changes import ChangeKind, Placed, changes, placed, summed_up
from witness.domain.week_pieces import OfficerDay, Piece, PieceKind

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
BEFORE = Placed("v1", "N.C.'s visit", TUESDAY, 600, ("Olu",))


def words_of(before: list[Placed], after: list[Placed]) -> list[str]:
    found = changes({item.key: item for item in before}, {item.key: item for item in after})
    return [change.words for change in found]


def test_what_moves_says_from_when_to_when_and_who_comes_instead() -> None:
    after = replace(BEFORE, on=WEDNESDAY, starts=870, officers=("Oona",))

    assert words_of([BEFORE], [after]) == ["N.C.'s visit moves from Tue 10am to Wed 2.30pm; Oona instead of Olu."]


def test_what_stays_but_changes_hands_says_so() -> None:
    assert words_of([BEFORE], [replace(BEFORE, officers=("Oona",))]) == [
        "N.C.'s visit stays on Tue 10am, Oona instead of Olu."
    ]
    assert words_of([BEFORE], [replace(BEFORE, officers=("Olu", "Oona"))]) == [
        "N.C.'s visit stays on Tue 10am, with Oona as well."
    ]
    assert words_of([replace(BEFORE, officers=("Olu", "Oona"))], [BEFORE]) == [
        "N.C.'s visit stays on Tue 10am, without Oona."
    ]


def test_losses_come_first_and_what_is_new_last() -> None:
    moved = replace(BEFORE, key="v2", starts=660)
    lost = replace(BEFORE, key="v3", on=WEDNESDAY)
    new = replace(BEFORE, key="v4", on=WEDNESDAY)

    found = changes({"v2": moved, "v3": lost}, {"v2": replace(moved, starts=690), "v4": new})

    assert [change.kind for change in found] == [ChangeKind.DROPPED, ChangeKind.MOVED, ChangeKind.ADDED]
    assert found[0].words == "N.C.'s visit on Wed 10am finds no place."
    assert found[2].words == "N.C.'s visit is new: Wed 10am with Olu."


def test_plans_that_are_alike_have_no_difference() -> None:
    assert words_of([BEFORE], [replace(BEFORE, officers=("Olu",))]) == []
    assert summed_up((), 0) == "Nothing is different"
    assert summed_up((), 1) == "1 stays as it is"


def test_a_summary_counts_what_moves_and_what_stays() -> None:
    found = changes({"v1": BEFORE}, {"v1": replace(BEFORE, starts=660), "v2": replace(BEFORE, key="v2")})

    assert summed_up(found, 7) == "1 moved, 1 new, 7 stay as they are"


def test_a_visit_of_two_is_placed_once_with_both_and_a_ride_by_its_pick_up() -> None:
    together = Piece("v1", PieceKind.VISIT, "N.C.", "visit", "at home", 600, 60)
    up = Piece("r1", PieceKind.PICK_UP, "J.F.", "ride", "at home", 700, 5)
    down = replace(up, kind=PieceKind.SET_DOWN, starts=740)
    court = Piece("h1", PieceKind.HEARING, "J.F.", "trial", "at court", 800, 60)
    days = [
        OfficerDay("a", TUESDAY, ((540, 1020),), (together, up, down, court)),
        OfficerDay("b", TUESDAY, ((540, 1020),), (together,)),
    ]

    found = placed(board([("a", "Olu Adeyemi"), ("b", "Oona Dale")], (TUESDAY,), days, mine="a"))

    assert found == {
        "v1": Placed("v1", "N.C.'s visit", TUESDAY, 600, ("Olu", "Oona")),
        "r1": Placed("r1", "J.F.'s ride", TUESDAY, 700, ("Olu",)),
        "h1": Placed("h1", "J.F.'s trial", TUESDAY, 800, ("Olu",)),
    }


def test_a_day_at_court_that_changes_hands_is_said_before_what_is_new() -> None:
    court = Piece("h1", PieceKind.HEARING, "J.F.", "day at court", "at court", 600, 360)
    new = Piece("v1", PieceKind.VISIT, "N.C.", "visit", "at home", 600, 60)
    people = [("a", "Olu Adeyemi"), ("b", "Oona Dale")]

    def drawn(*days: tuple[str, tuple[Piece, ...]]) -> dict[str, Placed]:
        lines = [OfficerDay(who, TUESDAY, ((540, 1020),), pieces) for who, pieces in days]
        return placed(board(people, (TUESDAY,), lines, mine="a"))

    found = changes(drawn(("a", (court,)), ("b", ())), drawn(("a", (new,)), ("b", (court,))))

    assert [change.words for change in found] == [
        "J.F.'s day at court stays on Tue 10am, Oona instead of Olu.",
        "N.C.'s visit is new: Tue 10am with Olu.",
    ]
