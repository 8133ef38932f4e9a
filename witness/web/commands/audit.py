"""`audit`: proof that nobody has rewritten who looked at what."""

from collections.abc import Iterator

from witness.domain.audit import GENESIS, ChainedEntry, first_fault
from witness.web.commands.answers import BadInput, Commands, answer, json_option
from witness.web.here import kit

audit = Commands("audit", help="The record of who looked at what.")


@audit.command("verify", help="Check the whole chain; says which entry is wrong first.")
@json_option
def verify_command(as_json: bool) -> None:
    """Verify the chain and its end."""
    last: list[ChainedEntry] = []

    def remembering() -> Iterator[ChainedEntry]:
        for link in desk.audit.chain():
            last[:] = [link]
            yield link

    with kit().store.reading() as desk:
        fault = first_fault(remembering())
        seq, digest = desk.audit.head()
    end = (last[0].seq, last[0].digest) if last else (0, GENESIS)
    if not fault and end != (seq, digest):
        fault = f"the chain ends at entry {end[0]}, and should end at entry {seq}: its tail was cut"
    if fault:
        raise BadInput(f"audit: {fault}")
    answer({"entries": seq, "fault": ""}, f"{seq} entries, nothing is wrong.", as_json=as_json)
