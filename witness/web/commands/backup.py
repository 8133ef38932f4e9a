"""`backup`: makes copies of the database, tries whether one can be put back, and puts one back."""

from pathlib import Path
from time import monotonic

import click

from witness.actions import backups, restoring
from witness.actions.restoring import Place
from witness.domain.backups import Run
from witness.store.backup_copies import NotEmpty
from witness.store.backup_files import BackupBroken, BackupNotWritten, NoBackupKey, new_backup_key
from witness.store.checkpoints import CannotBeWritten
from witness.web.commands.answers import BadInput, Commands, answer, json_option
from witness.web.here import kit, now

WRONG = (BackupBroken, BackupNotWritten, NoBackupKey, NotEmpty, CannotBeWritten)

backup = Commands("backup", help="Copies of the database.")


@backup.command("make", help="Make an encrypted copy while the product works.")
@json_option
def make_command(as_json: bool) -> None:
    """Copy, check, encrypt, list on the record, and remove copies whose time is over."""
    try:
        made = backups.make(kit().store, _place(), _folder(), now=now())
    except WRONG as wrong:
        raise BadInput(f"backup: {wrong}") from None
    facts = {"file": str(made.path), "size": made.size, "seconds": round(made.seconds, 1), "entry": made.header.seq}
    answer(facts, f"{made.path}: {made.size} bytes in {made.seconds:.1f} seconds.", as_json=as_json)


@backup.command("drill", help="Put the newest copy back into a place of its own and look whether all is there.")
@click.argument("file", required=False, type=click.Path(dir_okay=False, exists=True, path_type=Path))
@json_option
def drill_command(file: Path | None, as_json: bool) -> None:
    """Try a copy. It is kept how it went; a team that has not tried for 35 days counts as having no copies."""
    try:
        wanted = file or backups.newest_file(_folder())
        if wanted is None:
            raise BadInput("backup: there is no copy yet")
        run = backups.drill(kit().store, _place(), wanted, now=now())
    except WRONG as wrong:
        raise BadInput(f"backup: {wrong}") from None
    _say(run, as_json=as_json)


def _say(run: Run, *, as_json: bool) -> None:
    if not run.is_well:
        raise BadInput(f"backup: {run.name} is no use: {run.because}")
    facts = {"file": run.name, "seconds": round(run.seconds, 1), "taken_at": run.taken_at.isoformat()}
    answer(facts, f"{run.name} can be put back: {run.seconds:.1f} seconds.", as_json=as_json)


@backup.command("restore", help="Put a copy back. Stop the web server and every worker first.")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--move-aside", is_flag=True, help="Give the SQLite database that is there another name first.")
@json_option
def restore_command(file: Path, move_aside: bool, as_json: bool) -> None:
    """Put it back held: nobody works in it and nothing is sent until `finish`."""
    kit().store.close()
    begun, settings = monotonic(), kit().settings
    try:
        done = restoring.restore(_place(), file, now=now(), checkpoints=settings.checkpoint_dir, aside=move_aside)
    except WRONG as wrong:
        raise BadInput(f"restore: {wrong}") from None
    lost = "nobody signs the record, so nobody can say how much of it is lost"
    if done.gap is not None:
        lost = f"{done.gap} entries of the record were signed after it and are lost"
    words = (
        f"Put back as of {done.header.taken_at}, held. {lost.capitalize()}.\n"
        "Now: backup finish. Nothing is sent until an administrator says so."
    )
    facts = {
        "taken_at": done.header.taken_at,
        "entry": done.header.seq,
        "lost_entries": done.gap,
        "epoch": done.number,
        "aside": None if done.aside is None else str(done.aside),
        "seconds": round(monotonic() - begun, 1),
    }
    answer(facts, words, as_json=as_json)


@backup.command("finish", help="Bring what was put back up to what the journal knows, and let people work in it.")
@click.option("--without-journal", is_flag=True, help="The journal is lost too: stops since the copy are lost with it.")
@json_option
def finish_command(without_journal: bool, as_json: bool) -> None:
    """Read the journal, close every door, and give what nobody can know to people."""
    journal = kit().settings.journal_dir
    if journal is None and not without_journal:
        raise BadInput("backup: there is no journal (JOURNAL_DIR): say --without-journal, and ask families anew")
    try:
        done = restoring.finish(kit().store, kit().rules(), journal=None if without_journal else journal, now=now())
    except WRONG as wrong:
        raise BadInput(f"backup: the journal cannot be read: {wrong}") from None
    counted = "".join(f"  {count} {what}\n" for what, count in sorted(done.counted.items()))
    strange = f"  {done.unreadable} lines of the journal are not ours and were left out\n" if done.unreadable else ""
    words = (
        f"People can work in it again; everybody signs in anew.\n{counted}{strange}"
        f"  {done.asked} texts of which nobody knows are tasks\n"
        "Nothing is sent yet. When the tasks have been looked at: Settings, Copies, or backup send."
    )
    facts = {"counted": dict(done.counted), "unreadable": done.unreadable, "asked": done.asked}
    answer(facts, words, as_json=as_json)


@backup.command("send", help="Let texts and mails go again after a restore.")
@json_option
def send_command(as_json: bool) -> None:
    """Do what the button on the administrators' page does, where no administrator can sign in."""
    changed = restoring.send_again(kit().store, now=now())
    answer({"sending": True, "changed": changed}, "Texts and mails go again.", as_json=as_json)


@backup.command("key", help="Print a new key for BACKUP_KEY.")
@json_option
def key_command(as_json: bool) -> None:
    """Make up a key. Nothing is kept."""
    key = new_backup_key()
    answer({"key": key}, f"BACKUP_KEY={key}", as_json=as_json)


def _place() -> Place:
    settings = kit().settings
    return Place(settings.database_url, settings.field_keys, settings.backup_key, settings.pg_programs)


def _folder() -> Path:
    folder = kit().settings.backup_dir
    if folder is None:
        raise BadInput("backup: no place for copies is set: BACKUP_DIR")
    return folder
