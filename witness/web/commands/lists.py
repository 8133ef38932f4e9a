"""`lists`: court lists from the command line."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from witness.actions.hearings import accept
from witness.actions.lists import Envelope, TakenIn, take_in
from witness.domain.access import Asking
from witness.domain.errors import Refused, SomebodyElseChangedThis
from witness.store.lists import Proposal, slot_to_json
from witness.web.commands.answers import BadInput, Commands, answer, json_option
from witness.web.here import kit, now

lists = Commands("lists", help="Court lists and what they propose.")


@lists.command("import", help="Take in a court list; changes become proposals.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--court", default="", help="The court's code, where the list does not name it.")
@click.option("--content-date", type=click.DateTime(["%Y-%m-%d"]), help="The day of the list, where it does not say.")
@click.option("--received-at", default="", help="When it was received, as an ISO instant; now when left out.")
@json_option
def import_command(file: Path, court: str, content_date: datetime | None, received_at: str, as_json: bool) -> None:
    """Take in a list."""
    day: date | None = None if content_date is None else content_date.date()
    with kit().store.reading() as desk:
        name = desk.courts.names.get(court, "")
    envelope = Envelope("command line", court_code=court, court_name=name, content_date=day)
    try:
        taken = take_in(kit().store, file.read_bytes(), envelope, rules=kit().rules(), now=_instant(received_at))
    except Refused as refused:
        raise BadInput(f"{file.name}: {refused}") from None
    answer(_facts(taken), _words(taken), as_json=as_json)


@lists.command("proposals", help="Print the changes that wait for a decision.")
@json_option
def proposals_command(as_json: bool) -> None:
    """Print the open proposals."""
    found = _open()
    rows = [
        {
            "after": slot_to_json(p.after),
            "because": p.because,
            "before": slot_to_json(p.before),
            "change": p.change.value,
            "id": p.proposal_id,
            "ref": ref,
        }
        for ref, p in found
    ]
    words = "\n".join(f"{p.proposal_id}  {ref}  {p.change.value}: {p.because}" for ref, p in found)
    answer({"proposals": rows}, words or "No change waits for a decision.", as_json=as_json)


@lists.command("accept", help="Accept one proposal, or all, in the name of each case's owner.")
@click.argument("proposal_id", required=False)
@click.option("--all", "everything", is_flag=True)
@click.option("--reason", default="", help="Words that may be told to the family.")
@json_option
def accept_command(proposal_id: str | None, everything: bool, reason: str, as_json: bool) -> None:
    """Accept proposals."""
    if bool(proposal_id) == everything:
        raise BadInput("name one proposal, or --all")
    wanted = [p for _, p in _open() if everything or p.proposal_id == proposal_id]
    if not wanted and not everything:
        raise BadInput(f"there is no open proposal {proposal_id}")
    done: list[str] = []
    passed_over: list[str] = []
    for proposal in wanted:
        try:
            accept(kit().store, proposal.proposal_id, reason=reason, rules=kit().rules(), asking=_owner_of(proposal))
        except SomebodyElseChangedThis:
            # Of two proposals about one hearing, accepting the first withdraws the other.
            if not everything:
                raise
            passed_over.append(proposal.proposal_id)
        else:
            done.append(proposal.proposal_id)
    words = f"{len(done)} accepted." + (f" {len(passed_over)} no longer applied." if passed_over else "")
    answer({"accepted": done, "passed_over": passed_over}, words, as_json=as_json)


def _open() -> list[tuple[str, Proposal]]:
    with kit().store.reading() as desk:
        ids = desk.cases.open_ids()
        found = desk.lists.open_proposals(ids, now())
        refs = {case_id: case.ref for case_id in {p.case_id for p in found} if (case := desk.cases.get(case_id))}
    return [(refs[p.case_id], p) for p in found]


def _owner_of(proposal: Proposal) -> Asking:
    with kit().store.reading() as desk:
        case = desk.cases.get(proposal.case_id)
        if case is None:
            raise BadInput("the case of this proposal is gone")
        return Asking(desk.accounts.get(case.owner_id).viewer, now(), "command line")


def _instant(text: str) -> datetime:
    if not text:
        return now()
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"--received-at: {text!r} is not an instant such as 2026-11-23T16:04:00Z") from None
    if instant.tzinfo is None:
        raise BadInput(f"--received-at: {text!r} has no zone; end it with Z")
    return instant.astimezone(UTC)


def _facts(taken: TakenIn) -> dict[str, Any]:
    return {
        "applied": taken.applied,
        "because": taken.because,
        "court": taken.court,
        "ends_on": taken.ends_on.isoformat(),
        "kind": taken.kind,
        "matched": taken.matched,
        "proposals": list(taken.proposals),
        "publication_id": taken.publication_id,
        "rows": taken.rows,
        "starts_on": taken.starts_on.isoformat(),
        "state": taken.state,
        "warnings": [{"where": where, "what": what} for where, what in taken.remarks],
    }


def _words(taken: TakenIn) -> str:
    lines = [
        f"{taken.kind}, {taken.court}, {taken.starts_on} to {taken.ends_on}: {taken.state}.",
        f"{taken.rows} rows, {taken.matched} of ours, {len(taken.proposals)} proposals, {taken.applied} applied.",
        *([taken.because] if taken.because else []),
        *(f"{where}: {what}" for where, what in taken.remarks),
    ]
    return "\n".join(lines)
