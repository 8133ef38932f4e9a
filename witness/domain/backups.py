"""Copies of the database: when one is due, which are kept, and what may be said of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

# What is lost with a disk is at most this old: the trust reference's §4.5, for a team on one machine.
COPY_EVERY = timedelta(minutes=5)
# Judgement: after three that were missed somebody has to look.
COPY_IS_LATE_AFTER = timedelta(minutes=15)
KEEP_EVERY_ONE_FOR = timedelta(hours=24)
# Judgement: whoever was erased is gone from every copy when this is over.
KEEP_ONE_A_DAY_FOR = timedelta(days=35)
# A copy that nobody has ever tried to put back is a hope.
DRILL_WITHIN = timedelta(days=35)

NAME_FORMAT = "witness-%Y%m%dT%H%M%SZ.backup"


class BackupState(StrEnum):
    """How the copies are."""

    NOT_SET_UP = "not set up"
    NONE_YET = "none yet"
    LATE = "late"
    NOT_DRILLED = "no backup: not drilled"
    DRILL_FAILED = "no backup: the drill failed"
    WELL = "well"


BACKUP_IN_WORDS = {
    BackupState.NOT_SET_UP: "No copies are made: no place for them is set. If the disk is lost, everything is lost.",
    BackupState.NONE_YET: "No copy has been made yet. The worker makes one within five minutes of its start.",
    BackupState.LATE: (
        "No copy has been made for a quarter of an hour or longer. See whether the worker runs and whether the place "
        "for copies is there and has room."
    ),
    BackupState.NOT_DRILLED: (
        "Copies are made, but none has been put back on trial within 35 days. Until then it counts as no backup: run "
        "“backup drill”."
    ),
    BackupState.DRILL_FAILED: (
        "Copies are made, but the last trial to put one back failed. It counts as no backup: see why, and run "
        "“backup drill” again."
    ),
    BackupState.WELL: "Copies are made, and one has been put back on trial.",
}


@dataclass(frozen=True, slots=True)
class Run:
    """A copy that was made, or a trial to put one back. taken_at: of the copy. because: what went wrong, "" when well.

    size: of the file in bytes. seconds: that it took.
    """

    at: datetime
    taken_at: datetime
    name: str
    because: str
    size: int
    seconds: float

    @property
    def is_well(self) -> bool:
        """Whether it went well."""
        return not self.because


def backup_state(made: Run | None, drilled: Run | None, now: datetime, *, is_set_up: bool) -> BackupState:
    """Say how the copies are. made: the newest; drilled: the newest trial, whether it went well or not."""
    if not is_set_up:
        return BackupState.NOT_SET_UP
    if made is None:
        return BackupState.NONE_YET
    if now - made.taken_at > COPY_IS_LATE_AFTER:
        return BackupState.LATE
    if drilled is None or now - drilled.at > DRILL_WITHIN:
        return BackupState.NOT_DRILLED
    return BackupState.WELL if drilled.is_well else BackupState.DRILL_FAILED


def name_of(taken_at: datetime) -> str:
    """Give the name of the file of a copy."""
    return taken_at.astimezone(UTC).strftime(NAME_FORMAT)


def taken_at(name: str) -> datetime | None:
    """Give when the copy of a file's name was taken; None when it is no name of ours."""
    try:
        return datetime.strptime(name, NAME_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None


def is_due(names: Iterable[str], now: datetime) -> bool:
    """Say whether a copy should be made. names: of the files that are there."""
    newest = max((at for name in names if (at := taken_at(name)) is not None), default=None)
    # A copy from the future is one of a clock that was wrong: it must not keep the next from being made.
    return newest is None or not timedelta(0) <= now - newest < COPY_EVERY


def to_drop(names: Iterable[str], now: datetime) -> frozenset[str]:
    """Give the files that are kept no longer: of older days one each stays, the newest, and the newest of all always.

    Files with other names are nobody's business here.
    """
    known = sorted(((at, name) for name in names if (at := taken_at(name)) is not None), reverse=True)
    kept_days = set()
    drop = set()
    for place, (at, name) in enumerate(known):
        if place == 0 or now - at <= KEEP_EVERY_ONE_FOR:
            continue
        if now - at > KEEP_ONE_A_DAY_FOR or at.date() in kept_days:
            drop.add(name)
        kept_days.add(at.date())
    return frozenset(drop)
