"""Puts a copy of the database back, so that a restore texts nobody, loses no stop and brings nobody back.

What is put back is held from its first moment. `finish` draws from the journal what the lost minutes knew, and leaves
to people what nobody can know; only then may anybody work, and only an administrator's word lets texts go again.
"""

import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from witness.actions.heeding import heed, make_texts_known
from witness.actions.outcomes import ask_a_person
from witness.actions.reconcile import put_right
from witness.domain.access import Asking
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.errors import Refused
from witness.domain.journal import newest
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind
from witness.log import log, where_it_broke
from witness.store import Desk, Store, open_store
from witness.store.backup_copies import file_of, insist_on_empty, kind_of, move_aside, put_back
from witness.store.backup_files import BackupBroken, Header, open_backup, read_header
from witness.store.checkpoints import CannotBeWritten, CheckpointsChanged, newest_in
from witness.store.messages import OutboxMessage
from witness.store.migrate import upgrade
from witness.store.restorations import Restoration, statement_of_hold

MAY_HAVE_GONE = "the service was put back from a copy, and we cannot tell whether this text went. Please ring"


class NotHeld(Refused):
    """Nothing was put back, or everything has been finished already."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the database is and what opens it and its copies. programs: the folder of PostgreSQL's, "" for the path."""

    url: str = field(repr=False)
    field_keys: str = field(repr=False)
    backup_key: str = field(repr=False)
    programs: str = ""

    def elsewhere(self, url: str) -> "Place":
        """Give the same for another database."""
        return replace(self, url=url)


@dataclass(frozen=True, slots=True)
class Restored:
    """A copy that was put back. gap: entries of the record that were signed and are lost, None where nobody signs."""

    header: Header
    number: int
    gap: int | None
    aside: Path | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """What was drawn from the journal and what was left to people.

    counted: how often each thing was done, in words of ours. unreadable: lines of the journal that are not ours.
    """

    counted: Mapping[str, int]
    unreadable: int
    asked: int


def restore(
    place: Place, file: Path, *, now: datetime, checkpoints: Path | None = None, aside: bool = False
) -> Restored:
    """Put a copy back into the configured database, held. aside: give what is there another name first.

    Raises:
        NoBackupKey, BackupNotWritten, BackupBroken: the copy is no use, and nothing was changed.
        NotEmpty: there is a database already.
    """
    # Everything is known to hold before anything is moved.
    header = read_header(file, place.backup_key)
    if header.database != kind_of(place.url):
        raise BackupBroken(f"it is a copy of a {header.database} database, and the configured one is another")
    moved = move_aside(place.url, f"{now:%Y%m%dT%H%M%S}") if aside else None
    insist_on_empty(place.url)
    return replace(put_back_into(place, file, now=now, checkpoints=checkpoints), aside=moved)


def put_back_into(place: Place, file: Path, *, now: datetime, checkpoints: Path | None = None) -> Restored:
    """Put a copy into an empty database: held, in a life of its own, and on the record."""
    copy = file.with_name(f".restoring-{secrets.token_hex(4)}")
    if kind_of(place.url) == "sqlite":
        copy = file_of(place.url).with_name(copy.name)
    try:
        header = open_backup(file, copy, place.backup_key)
        number = header.epoch + 1
        hold = statement_of_hold(number, header.taken, now, header.seq, header.digest)
        with put_back(place.url, copy, hold, place.programs) as url:
            upgrade(url)
            gap = _begin_again(place.elsewhere(url), header, checkpoints, now)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)
    return Restored(header, number, gap)


def _begin_again(place: Place, header: Header, checkpoints: Path | None, now: datetime) -> int | None:
    gap = _gap(header, checkpoints)
    words = (
        f"to entry {header.seq} {header.digest[:16]}, {'gap unknown' if gap is None else f'{gap} signed entries lost'}"
    )
    store = open_store(place.url, place.field_keys)
    try:
        with store.changing() as desk:
            desk.private_pages.begin_epoch(now)
            desk.audit.record(
                Entry(now, "backup.restored", AuditOutcome.ALLOWED, role="command line", subject=words[:80])
            )
    finally:
        store.close()
    return gap


def _gap(header: Header, checkpoints: Path | None) -> int | None:
    with suppress(CannotBeWritten, CheckpointsChanged):
        kept = None if checkpoints is None else newest_in(checkpoints)
        return None if kept is None else max(0, kept.checkpoint.seq - header.seq)
    return None


def finish(store: Store, rules: Rules, *, journal: Path | None, now: datetime) -> Finished:
    """Bring what was put back up to what the journal knows, and let people work in it. Nothing is sent yet.

    May be run again when it was cut off: until its last step nobody works in it.

    Raises:
        NotHeld. CannotBeWritten: the journal cannot be read; without it stops would be lost, so nothing is finished.
    """
    with store.reading() as desk:
        standing = _held(desk)
    kept = None if journal is None else store.noted(journal)
    counted: Counter[str] = Counter()
    notes = newest(() if kept is None else kept.notes)
    with store.changing() as desk:
        for note in notes:
            counted.update(heed(desk, note, standing.taken_at, now))
        desk.restorations.close_all_doors(now)
    counted.update(make_texts_known(store, notes, now))
    counted.update(_compute_anew(store, rules, now))
    with store.changing() as desk:
        # As far as an accepted change waits to be undone: what the rules want now was wanted in the lost minutes too.
        in_doubt = desk.restorations.doubt(now + rules.hold + timedelta(minutes=1), now)
        _ask_people(desk, in_doubt, rules, now)
        desk.restorations.finish(standing.number, now)
        words = f"{len(in_doubt)} texts in doubt, journal {'read' if kept is not None else 'missing'}"
        desk.audit.record(Entry(now, "backup.finished", AuditOutcome.ALLOWED, role="command line", subject=words))
    return Finished(MappingProxyType(dict(counted)), 0 if kept is None else kept.strange, len(in_doubt))


def send_again(store: Store, *, now: datetime, asking: Asking | None = None) -> bool:
    """Let texts and mails go again, by an administrator's word. False: they went already.

    asking: None at the command line.

    Raises:
        NotHeld: it has not been finished, or nothing was put back.
    """
    with store.changing() as desk:
        standing = desk.restorations.standing()
        if standing is None or standing.is_held:
            raise NotHeld("Nothing was put back, or “backup finish” has not been run.")
        by_id = None if asking is None else asking.viewer.account_id
        if not desk.restorations.send_again(standing.number, now, by_id=by_id):
            return False
        role = "command line" if asking is None else asking.viewer.role.value
        request_id = "" if asking is None else asking.request_id
        desk.audit.record(
            Entry(now, "backup.sending", AuditOutcome.ALLOWED, account_id=by_id, role=role, request_id=request_id)
        )
    return True


def _held(desk: Desk) -> Restoration:
    standing = desk.restorations.standing()
    if standing is None or not standing.is_held:
        raise NotHeld("Nothing was put back that is not finished.")
    return standing


def _compute_anew(store: Store, rules: Rules, now: datetime) -> Iterable[str]:
    with store.reading() as desk:
        case_ids = desk.cases.open_ids()
    broken = []
    for case_id in case_ids:
        try:
            with store.changing() as desk:
                put_right(desk, case_id, rules, now=now)
        except Exception as error:  # noqa: BLE001 - one case must not keep everybody else from working
            log().error("restore.case_broke", error=type(error).__name__, at=where_it_broke(error))
            broken.append("cases that could not be computed")
    return broken


def _ask_people(desk: Desk, in_doubt: Collection[OutboxMessage], rules: Rules, now: datetime) -> None:
    pictures = desk.sending.pictures({message.case_id for message in in_doubt})
    for message in in_doubt:
        desk.settling.a_person_was_asked(message.message_id, now)
        picture = pictures[message.case_id]
        ask_a_person(desk, message, TaskKind.UNCERTAIN, MAY_HAVE_GONE, rules=rules, now=now, picture=picture)
