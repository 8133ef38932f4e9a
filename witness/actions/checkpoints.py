"""Signs how the record of who looked at what stands, in a place outside the database."""

from datetime import datetime
from pathlib import Path

from witness.domain.checkpoints import MOST_ENTRIES, DoesNotAgree, is_due, next_checkpoint
from witness.log import log
from witness.store import Store
from witness.store.checkpoints import (
    CheckpointFile,
    CheckpointsChanged,
    held_file,
    holds,
    name_of_key,
    public_key_of,
    signed_line,
)


def sign_record(store: Store, folder: Path, signing_key: str, *, now: datetime) -> int:
    """Sign what was added since the last checkpoint, when it is time; gives how many entries that is.

    Whatever is wrong, nothing is signed over it: a signature on a record that was changed would vouch for the change.

    Raises:
        NoSigningKey: there is no key. CannotBeWritten: there is no such place, or it is full.
        CheckpointsChanged: the last line is not one of this key's. DoesNotAgree: the chain is not what was signed.
    """
    public_key = public_key_of(signing_key)
    with held_file(folder) as file:
        try:
            return _sign(store, file, signing_key, public_key, now)
        except (DoesNotAgree, CheckpointsChanged) as wrong:
            log().error("audit.does_not_agree", because=str(wrong))
            raise


def _sign(store: Store, file: CheckpointFile, signing_key: str, public_key: str, now: datetime) -> int:
    kept = file.newest()
    # A line of an older key is taken as it stands: whoever verifies the whole file brings every public key.
    if kept is not None and kept.key_name == name_of_key(public_key) and not holds(kept, public_key):
        raise CheckpointsChanged("the last checkpoint was not signed by its key")
    newest = None if kept is None else kept.checkpoint
    begin = 1 if newest is None else newest.seq
    with store.reading() as desk:
        end, _ = desk.audit.head()
        if newest is not None and end < newest.seq:
            raise DoesNotAgree(f"the record ends at entry {end}, and entry {newest.seq} was signed")
        if not is_due(newest, end, now):
            return 0
        links = desk.audit.between(begin, begin + MOST_ENTRIES)
    made = next_checkpoint(newest, b"" if kept is None else kept.line, links, now)
    if made is None:
        return 0
    file.add(signed_line(made, signing_key))
    return made.seq - made.before
