"""The record is signed outside the database, in time and never over something that is wrong."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.live import TalkingClock
from tests.tampering import take_the_guards_away
from witness.actions.checkpoints import sign_record
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.checkpoints import SIGN_AFTER_ENTRIES, Checkpoint, DoesNotAgree, first_disagreement, is_due
from witness.kit import Kit
from witness.store.checkpoints import (
    FILE_NAME,
    CannotBeWritten,
    CheckpointsChanged,
    NoSigningKey,
    checked,
    kept_in,
    new_signing_key,
    public_key_of,
)

KEY = new_signing_key()


def look(kit: Kit, times: int = 1) -> None:
    with kit.store.changing() as desk:
        for _ in range(times):
            desk.audit.record(Entry(kit.clock.now(), "case.read", AuditOutcome.ALLOWED, "a" * 32, "officer"))


def sign(kit: Kit, folder: Path, key: str = KEY) -> int:
    return sign_record(kit.store, folder, key, now=kit.clock.now())


@pytest.fixture
def clock(lite: Kit) -> TalkingClock:
    assert isinstance(lite.clock, TalkingClock)
    return lite.clock


def test_what_was_added_is_signed_and_the_chain_agrees(live: Kit, tmp_path: Path) -> None:
    assert sign(live, tmp_path) == 0  # nothing is there yet
    look(live, 3)
    assert sign(live, tmp_path) == 3
    assert sign(live, tmp_path) == 0
    look(live, 2)
    live.clock.at += timedelta(minutes=5)  # type: ignore[attr-defined]
    assert sign(live, tmp_path) == 2

    signed = checked(kept_in(tmp_path), (public_key_of(KEY),))

    assert [(c.number, c.before, c.seq) for c in signed] == [(1, 0, 3), (2, 3, 5)]
    with live.store.reading() as desk:
        assert first_disagreement(desk.audit.chain(), signed) == ""


def test_it_is_time_after_five_minutes_or_a_thousand_entries(clock: TalkingClock) -> None:
    newest = Checkpoint(1, clock.now(), 0, 10, "d", "p", "")

    assert not is_due(newest, 11, clock.now() + timedelta(minutes=4))
    assert is_due(newest, 11, clock.now() + timedelta(minutes=5))
    assert is_due(newest, 10 + SIGN_AFTER_ENTRIES, clock.now())
    assert not is_due(newest, 10, clock.now() + timedelta(days=1))


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM audit_entry WHERE seq > 2",
        "UPDATE audit_entry SET digest = previous WHERE seq = 3",
        "UPDATE audit_head SET seq = 2",
        "UPDATE audit_entry SET deed = 'today.read' WHERE seq = 4",
    ],
)
def test_nothing_is_signed_over_what_was_changed(lite: Kit, clock: TalkingClock, tmp_path: Path, damage: str) -> None:
    look(lite, 3)
    sign(lite, tmp_path)
    look(lite, 2)
    clock.forward(minutes=6)
    before = (tmp_path / FILE_NAME).read_bytes()
    with lite.store.changing() as desk:
        take_the_guards_away(desk._connection)  # noqa: SLF001
        desk._connection.execute(text(damage))  # noqa: SLF001

    with pytest.raises(DoesNotAgree):
        sign(lite, tmp_path)

    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_last_line_that_was_changed_is_not_gone_on_from(lite: Kit, clock: TalkingClock, tmp_path: Path) -> None:
    look(lite, 3)
    sign(lite, tmp_path)
    line = (tmp_path / FILE_NAME).read_bytes()
    (tmp_path / FILE_NAME).write_bytes(line.replace(b'"number":1', b'"number":2'))
    look(lite)
    clock.forward(minutes=6)

    with pytest.raises(CheckpointsChanged):
        sign(lite, tmp_path)


def test_a_line_that_a_crash_cut_off_is_made_anew(lite: Kit, clock: TalkingClock, tmp_path: Path) -> None:
    look(lite, 3)
    sign(lite, tmp_path)
    with (tmp_path / FILE_NAME).open("ab") as file:
        file.write(b'{"checkpoint":{"at":"20')
    assert len(kept_in(tmp_path)) == 1
    look(lite)
    clock.forward(minutes=6)

    assert sign(lite, tmp_path) == 1
    assert [c.seq for c in checked(kept_in(tmp_path), (public_key_of(KEY),))] == [3, 4]


def test_a_place_or_a_key_that_is_not_there_is_named_and_never_shown(lite: Kit, tmp_path: Path) -> None:
    look(lite)

    with pytest.raises(CannotBeWritten):
        sign(lite, tmp_path / "nowhere")
    for key in ("", "not a key", KEY[:20]):
        with pytest.raises(NoSigningKey) as refused:
            sign(lite, tmp_path, key)
        assert KEY[:20] not in str(refused.value)


def test_a_new_key_goes_on_where_the_old_one_ended(lite: Kit, clock: TalkingClock, tmp_path: Path) -> None:
    new = new_signing_key()
    look(lite, 3)
    sign(lite, tmp_path)
    look(lite)
    clock.forward(minutes=6)
    assert sign(lite, tmp_path, new) == 1

    both = (public_key_of(KEY), public_key_of(new))

    assert [c.seq for c in checked(kept_in(tmp_path), both)] == [3, 4]
    with pytest.raises(CheckpointsChanged, match="checkpoint 1"):
        checked(kept_in(tmp_path), both[1:])
