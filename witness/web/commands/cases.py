"""`cases`: whole cases in and out as bundles."""

from datetime import UTC, datetime
from pathlib import Path

import click

from witness.actions.bundles import import_bundle
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.errors import Refused
from witness.intake.bundles import read_bundle, write_bundle
from witness.questions.bundles import export_bundle
from witness.questions.case_at import case_at
from witness.questions.case_at_words import case_in_words
from witness.web.commands.answers import BadInput, Commands, answer, json_option
from witness.web.here import kit, now

cases = Commands("cases", help="Whole cases, as case-bundle/1.")


@cases.command("import", help="Take in one whole case. All of it is kept, or nothing.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Do everything and keep nothing.")
@json_option
def import_command(file: Path, dry_run: bool, as_json: bool) -> None:
    """Import a bundle."""
    try:
        bundle = read_bundle(file.read_bytes())
        fiction = kit().settings.fiction_allowed
        done = import_bundle(
            kit().store, bundle, rules=kit().rules(), now=now(), dry_run=dry_run, allow_fiction=fiction
        )
    except Refused as refused:
        raise BadInput(f"{file.name}: {refused}") from None
    facts = {
        "case_id": done.case_id,
        "dry_run": dry_run,
        "hearings": done.hearings,
        "people": done.people,
        "ref": done.ref,
        "witnesses": done.witnesses,
    }
    verb = "would be imported" if dry_run else "imported"
    words = f"{done.ref} {verb}: {done.people} people, {done.witnesses} witnesses, {done.hearings} hearings."
    answer(facts, words, as_json=as_json)


@cases.command("show", help="Print the whole picture of a case at an instant. Nothing about the case is written.")
@click.argument("ref")
@click.option("--at", "at_text", metavar="INSTANT", help="As 2026-11-24T09:00:00Z. Default: now.")
@json_option
def show_command(ref: str, at_text: str | None, as_json: bool) -> None:
    """Show a case. It holds what is known of a family, so it is on the record."""
    present = now()
    at = present if at_text is None else _instant(at_text)
    with kit().store.changing() as desk:
        case_id = desk.cases.id_of(ref)
        if case_id is None:
            raise BadInput(f"there is no case {ref}")
        shown = case_at(desk, case_id, at, rules=kit().rules(), wording=kit().wording, now=present)
        desk.audit.record(Entry(present, "case.show", AuditOutcome.ALLOWED, role="command line", case_id=case_id))
    answer(shown, case_in_words(shown), as_json=as_json)


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise BadInput(f"--at: {text!r} is not an instant with its zone, such as 2026-11-24T09:00:00Z")
    return instant.astimezone(UTC)


@cases.command("export", help="Print one whole case as a bundle, which is JSON with or without --json.")
@click.argument("ref")
@json_option
def export_command(ref: str, as_json: bool) -> None:
    """Export a bundle. It holds names and numbers, so it is on the record."""
    del as_json
    with kit().store.changing() as desk:
        case_id = desk.cases.id_of(ref)
        if case_id is None:
            raise BadInput(f"there is no case {ref}")
        bundle = export_bundle(desk, case_id)
        desk.audit.record(Entry(now(), "case.export", AuditOutcome.ALLOWED, role="command line", case_id=case_id))
    click.echo(write_bundle(bundle), nl=False)
