"""A promise never looks better than what was found of it."""

import pytest

from witness.domain.trust_figures import PROMISES, Measured, Standing, trust_table

STORM = "T1 kill storm"


def line(name: str = STORM, *, held: bool = True) -> Measured:
    return Measured(name, "sqlite", 10, 1.0, "7", "0 lost", held)


def standing_of(*lines: Measured) -> Standing:
    return trust_table(lines).rows[0].standing


def test_before_anything_was_measured_every_promise_says_so():
    table = trust_table(())

    assert table.count(Standing.NEVER) == len(PROMISES) == 20
    assert table.others == ()


def test_a_promise_holds_when_all_that_was_tried_of_it_passed():
    assert standing_of(line(), line("T4 network")) is Standing.HELD


@pytest.mark.parametrize("failed", [STORM, "T4 network", "wrong: kill storm"])
def test_one_failure_is_enough_and_a_wrong_version_that_got_through_is_one(failed: str):
    assert standing_of(line(), line("T4 network"), line(failed, held=False)) is Standing.FAILED


def test_a_wrong_version_that_was_caught_says_nothing_of_ours():
    (row, *_) = trust_table([line("wrong: kill storm")]).rows

    assert (row.standing, row.caught, row.lines) == (Standing.NEVER, 1, ())


def test_what_belongs_to_no_promise_is_told_all_the_same():
    assert trust_table([line("something new")]).others == (line("something new"),)


def test_every_promise_names_what_it_is_measured_by_once():
    names = [begin for promise in PROMISES for begin in promise.begins]

    assert len(names) == len(set(names))
    assert all(promise.begins for promise in PROMISES)
