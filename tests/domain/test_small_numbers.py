"""No group of fewer than five can be picked out of a table, nor worked out by adding and subtracting what is shown."""

from fractions import Fraction
from itertools import combinations, product
from random import Random

import pytest

from witness.domain.small_numbers import ALL, Cell, in_words, may_be_shown, total

ROWS, COLUMNS, ENDINGS = ("march", "april", "may"), ("low", "watch", "act"), ("came", "did not")


def a_table(seed: int) -> dict[Cell, int]:
    chance = Random(seed)  # noqa: S311
    return {cell: chance.choice((0, 1, 2, 3, 4, 6, 9, 14, 22)) for cell in product(ROWS, COLUMNS, ENDINGS)}


def worked_out(counts: dict[Cell, int], shown: frozenset[Cell]) -> list[Cell]:
    """Every row, column, ending and crossing of them under five whose count follows from what is shown."""
    cells = sorted(counts)

    def vector(cell: Cell) -> list[Fraction]:
        return [Fraction(all(p in (ALL, c) for p, c in zip(cell, own, strict=True))) for own in cells]

    rows: list[list[Fraction]] = []

    def rest_of(one: list[Fraction]) -> list[Fraction]:
        for row in rows:
            at = next(n for n, value in enumerate(row) if value)
            one = [a - one[at] / row[at] * b for a, b in zip(one, row, strict=True)]
        return one

    for cell in sorted(shown):
        if any(left := rest_of(vector(cell))):
            rows.append(left)
    small = [c for c in product((ALL, *ROWS), (ALL, *COLUMNS), (ALL, *ENDINGS)) if total(counts, c) < 5]
    return [cell for cell in small if not any(rest_of(vector(cell)))]


@pytest.mark.parametrize("seed", range(6))
def test_nothing_small_is_shown_or_follows_from_what_is_shown(seed: int) -> None:
    counts = a_table(seed)
    shown = may_be_shown(counts)

    assert worked_out(counts, shown) == []
    assert all(total(counts, cell) >= 5 for cell in shown)


def test_hiding_only_the_small_ones_would_give_them_away() -> None:
    given_away = 0
    for seed in range(6):
        counts = a_table(seed)
        every = product((ALL, *ROWS), (ALL, *COLUMNS), (ALL, *ENDINGS))
        given_away += bool(worked_out(counts, frozenset(c for c in every if total(counts, c) >= 5)))

    assert given_away >= 5


def test_a_single_small_number_takes_another_with_it() -> None:
    counts = {("all", "act", "did not"): 9, ("all", "low", "did not"): 3}

    shown = may_be_shown(counts)

    assert in_words(counts, shown, (ALL, ALL, ALL)) == "12"
    assert in_words(counts, shown, ("all", "low", "did not")) == "fewer than 5"
    assert in_words(counts, shown, ("all", "act", "did not")) == "not shown"


def test_a_table_without_small_numbers_is_shown_whole() -> None:
    counts = dict.fromkeys(product(ROWS, COLUMNS, ENDINGS), 8)

    assert len(may_be_shown(counts)) == 4 * 4 * 3


def test_a_table_beside_another_shows_no_other_sums() -> None:
    counts = a_table(3)
    allowed = frozenset({(ALL, ALL, ALL)})

    shown = may_be_shown(counts, allowed)

    assert {cell for cell in shown if cell[0] == ALL} == allowed
    assert worked_out(counts, shown) == []


def test_nobody_at_all_is_treated_like_a_few() -> None:
    counts = {("all", "act", "came"): 0, ("all", "act", "did not"): 7}

    assert in_words(counts, may_be_shown(counts), ("all", "act", "came")) == "fewer than 5"


def test_pairs_of_columns_are_guarded_too() -> None:
    counts = {("all", "act", "did not"): 20, ("all", "watch", "did not"): 2, ("all", "low", "did not"): 1}

    shown = may_be_shown(counts)

    assert (ALL, ALL, "did not") in shown
    assert not any((ALL, column, "did not") in shown for column, _ in combinations(COLUMNS, 2))
