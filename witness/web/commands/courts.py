"""`courts`, `postcodes` and `holidays`: the directories that an administrator loads."""

from pathlib import Path

import click

from witness.domain.audit import AuditOutcome, Entry
from witness.domain.errors import Refused
from witness.intake.courts import read_courts
from witness.intake.holidays import read_holidays
from witness.intake.outcodes import read_outcodes
from witness.web.commands.answers import BadInput, Commands, answer, json_option
from witness.web.here import kit, now

courts = Commands("courts", help="The court directory.")
postcodes = Commands("postcodes", help="Where outward postcodes lie.")
holidays = Commands("holidays", help="The bank holidays of England and Wales.")


@courts.command("import", help="Put a court directory in place of the one before.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def import_courts(file: Path, as_json: bool) -> None:
    """Import the court directory."""
    try:
        found, remarks = read_courts(file.read_bytes())
    except Refused as refused:
        raise BadInput(f"{file.name}: {refused}") from None
    with kit().store.changing() as desk:
        desk.audit.record(_entry("courts.import"))
        count = desk.courts.replace(found)
    notes = [{"where": remark.where, "what": remark.what} for remark in remarks]
    answer({"courts": count, "remarks": notes}, f"{count} courts, {len(notes)} remarks.", as_json=as_json)


@postcodes.command("import", help="Put positions of outward postcodes in place of those before.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def import_postcodes(file: Path, as_json: bool) -> None:
    """Import where outward postcodes lie."""
    try:
        areas = read_outcodes(file.read_bytes())
    except Refused as refused:
        raise BadInput(f"{file.name}: {refused}") from None
    if not areas:
        raise BadInput(f"{file.name}: There is nothing in it but a heading.")
    with kit().store.changing() as desk:
        desk.audit.record(_entry("postcodes.import"))
        count = desk.travel.replace_outcodes(areas)
    answer({"postcodes": count}, f"{count} outward postcodes.", as_json=as_json)


@holidays.command("import", help="Put bank holidays, in gov.uk's format, in place of those before.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def import_holidays(file: Path, as_json: bool) -> None:
    """Import bank holidays."""
    try:
        calendar = read_holidays(file.read_bytes())
    except Refused as refused:
        raise BadInput(f"{file.name}: {refused}") from None
    with kit().store.changing() as desk:
        desk.audit.record(_entry("holidays.import"))
        desk.courts.replace_holidays(calendar)
    facts = {"known_from": calendar.known_from.isoformat(), "known_until": calendar.known_until.isoformat()}
    answer(facts, f"Bank holidays are known until {calendar.known_until:%d %B %Y}.", as_json=as_json)


def _entry(deed: str) -> Entry:
    return Entry(now(), deed, AuditOutcome.ALLOWED, role="command line")
