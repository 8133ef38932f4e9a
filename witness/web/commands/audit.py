"""`audit`: proof that nobody has rewritten who looked at what."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from witness.domain.audit import GENESIS, AuditOutcome, ChainedEntry, Entry, canonical, first_fault
from witness.domain.checkpoints import Checkpoint, first_disagreement
from witness.store import Desk
from witness.store.checkpoints import (
    CannotBeWritten,
    CheckpointsChanged,
    NoSigningKey,
    checked,
    kept_in,
    new_signing_key,
    public_key_of,
)
from witness.web.commands.answers import BadInput, Commands, answer, json_option
from witness.web.here import kit, now

audit = Commands("audit", help="The record of who looked at what.")


@audit.command("verify", help="Check the whole chain; says which entry is wrong first.")
@click.option("--key", "keys", multiple=True, help="A public key of checkpoints; that of AUDIT_KEY when not given.")
@json_option
def verify_command(keys: tuple[str, ...], as_json: bool) -> None:
    """Verify the chain, its end, and that it is what was signed; `docs/proof/verify.py` does it without the product."""
    checkpoints = _checkpoints(keys)
    with kit().store.reading() as desk:
        fault = _fault(desk, checkpoints)
        seq, _ = desk.audit.head()
    if fault:
        raise BadInput(f"audit: {fault}")
    signed_to = checkpoints[-1].seq if checkpoints else 0
    words = f"{seq} entries, nothing is wrong."
    if not checkpoints:
        words += " Without checkpoints nobody can tell whether the end was cut off or everything was written anew."
    answer({"entries": seq, "fault": "", "signed_to": signed_to}, words, as_json=as_json)


@audit.command("export", help="Write the whole record to a file, for whoever checks it elsewhere.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
def export_command(file: Path, as_json: bool) -> None:
    """Write a line of JSON for each entry, in order. That it was taken is an entry itself, the last of the file."""
    if file.exists():
        raise BadInput(f"{file}: is there already")
    with kit().store.changing() as desk:
        desk.audit.record(Entry(now(), "audit.export", AuditOutcome.ALLOWED, role="command line", subject="everything"))
        try:
            with file.open("x", encoding="ascii") as out:
                count = sum(out.write(_line(link)) > 0 for link in desk.audit.chain())
        except OSError as wrong:
            raise BadInput(f"{file}: {wrong.strerror}") from None
    answer({"entries": count, "file": str(file)}, f"{count} entries are in {file}.", as_json=as_json)


@audit.command("key", help="Print a new key for AUDIT_KEY, and the public key that belongs to it.")
@json_option
def key_command(as_json: bool) -> None:
    """Make up a key. Nothing is kept."""
    key = new_signing_key()
    public = public_key_of(key)
    words = f"AUDIT_KEY={key}\nThe public key, for whoever verifies: {public}"
    answer({"key": key, "public_key": public}, words, as_json=as_json)


def _line(link: ChainedEntry) -> str:
    kept = {"seq": link.seq, "previous": link.previous, "digest": link.digest}
    return json.dumps({**kept, "entry": json.loads(canonical(link.entry))}, separators=(",", ":")) + "\n"


def _checkpoints(keys: tuple[str, ...]) -> tuple[Checkpoint, ...]:
    settings = kit().settings
    if settings.checkpoint_dir is None:
        return ()
    try:
        kept = kept_in(settings.checkpoint_dir)
        known = keys or ((public_key_of(settings.audit_key),) if kept else ())
        return checked(kept, known)
    except NoSigningKey:
        raise BadInput("audit: give the public key of the checkpoints: --key") from None
    except CannotBeWritten:
        raise BadInput(f"audit: the checkpoints in {settings.checkpoint_dir} cannot be read") from None
    except CheckpointsChanged as wrong:
        raise BadInput(f"audit: {wrong}") from None


def _fault(desk: Desk, checkpoints: tuple[Checkpoint, ...]) -> str:
    last: list[ChainedEntry] = []

    def remembering() -> Iterator[ChainedEntry]:
        for link in desk.audit.chain():
            last[:] = [link]
            yield link

    fault = first_fault(remembering())
    earlier = first_disagreement(desk.audit.chain(), checkpoints) if checkpoints and not fault else ""
    if fault or earlier:
        return fault or earlier
    seq, digest = desk.audit.head()
    end = (last[0].seq, last[0].digest) if last else (0, GENESIS)
    if end != (seq, digest):
        return f"the chain ends at entry {end[0]}, and should end at entry {seq}: its tail was cut"
    return ""
