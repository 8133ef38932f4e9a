"""Which copies are kept, and what may be said of them."""

from datetime import UTC, datetime, timedelta

import pytest

from witness.domain.backups import BackupState, Run, backup_state, is_due, name_of, taken_at, to_drop
from witness.domain.journal import Note, NoteKind, newest, news, read_note, words_of

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def a_run(ago: timedelta, because: str = "") -> Run:
    return Run(NOW - ago, NOW - ago, "name", because, 1, 0.1)


def names(*ago: timedelta) -> tuple[str, ...]:
    return tuple(name_of(NOW - one) for one in ago)


def test_a_name_says_when_its_copy_was_taken_and_other_files_are_nobodys_business() -> None:
    assert taken_at(name_of(NOW)) == NOW
    assert taken_at("witness.db") is None


@pytest.mark.parametrize(
    ("newest_is", "due"), [(None, True), (4, False), (5, True), (-30, True)], ids=["none", "young", "old", "future"]
)
def test_a_copy_is_due_five_minutes_after_the_newest_and_a_wrong_clock_keeps_none_from_being_made(
    newest_is: int | None, due: bool
) -> None:
    there = () if newest_is is None else names(timedelta(minutes=newest_is))

    assert is_due((*there, "other.txt"), NOW) is due


def test_every_copy_of_a_day_is_kept_then_one_for_each_day_and_none_after_35_days() -> None:
    young = names(timedelta(minutes=5), timedelta(hours=23))
    day = names(timedelta(hours=34), timedelta(hours=35))
    old = names(timedelta(days=34), timedelta(days=36))

    assert to_drop((*young, *day, *old, "other.txt"), NOW) == {day[1], old[1]}


def test_the_newest_copy_stays_however_old_it_is() -> None:
    only = names(timedelta(days=90))

    assert to_drop(only, NOW) == frozenset()


@pytest.mark.parametrize(
    ("made", "drilled", "state"),
    [
        (None, None, BackupState.NONE_YET),
        (timedelta(minutes=16), timedelta(days=1), BackupState.LATE),
        (timedelta(minutes=4), None, BackupState.NOT_DRILLED),
        (timedelta(minutes=4), timedelta(days=36), BackupState.NOT_DRILLED),
        (timedelta(minutes=4), timedelta(days=1), BackupState.WELL),
    ],
)
def test_what_nobody_has_tried_to_put_back_for_35_days_is_no_backup(
    made: timedelta | None, drilled: timedelta | None, state: BackupState
) -> None:
    said = backup_state(
        None if made is None else a_run(made), None if drilled is None else a_run(drilled), NOW, is_set_up=True
    )

    assert said is state


def test_a_trial_that_failed_is_no_backup_however_lately_it_was() -> None:
    failed = a_run(timedelta(hours=1), "it is not whole")

    assert backup_state(a_run(timedelta(0)), failed, NOW, is_set_up=True) is BackupState.DRILL_FAILED
    assert backup_state(None, None, NOW, is_set_up=False) is BackupState.NOT_SET_UP


def test_a_note_comes_back_as_it_was_and_says_nothing_twice() -> None:
    stood = Note(NoteKind.ACCOUNT, "a", {"state": "active", "generation": 1})
    closed = Note(NoteKind.ACCOUNT, "a", {"state": "disabled", "generation": 2})

    assert read_note(words_of(stood)) == stood
    assert news((stood, closed), (closed,)) == ()
    assert news((stood, closed), (stood,)) == (stood,), "opened again: the newest note must say so"
    assert newest((stood, closed)) == (closed,)


@pytest.mark.parametrize("line", ["", "[]", "{}", '{"kind":"x","about":"a","said":{}}'])
def test_what_is_no_note_is_told_from_one(line: str) -> None:
    with pytest.raises(ValueError, match="no note"):
        read_note(line)
