"""Whether the record of who looked is signed, for those who answer for it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from witness.domain.checkpoints import PROOF_IN_WORDS, ProofState
from witness.questions.pulses import pulses, state_of_proof
from witness.store import Store
from witness.store.checkpoints import CannotBeWritten, CheckpointsChanged, Kept, newest_in


@dataclass(frozen=True, slots=True)
class Proof:
    """How the signing is. signed_to, signed_at, fingerprint: of the newest checkpoint that can be read here.

    fingerprint: of the newest entry that is signed; written down on paper, it shows a record that was written anew.
    """

    state: ProofState
    words: str
    entries: int
    signed_to: int = 0
    signed_at: datetime | None = None
    fingerprint: str = ""
    key_name: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nobody has to do anything."""
        return self.state in {ProofState.SIGNED, ProofState.WAITING}


def proof_page(store: Store, folder: Path | None, *, now: datetime) -> Proof:
    """Say it; there is nothing about anybody in it, so that looking at it is no entry."""
    with store.reading() as desk:
        entries, _ = desk.audit.head()
    state = state_of_proof(pulses(store, now), is_set_up=folder is not None)
    kept = None if folder is None else _newest(folder)
    if kept is None:
        return Proof(state, PROOF_IN_WORDS[state], entries)
    said = kept.checkpoint
    return Proof(state, PROOF_IN_WORDS[state], entries, said.seq, said.at, _in_fours(said.digest[:24]), kept.key_name)


def _newest(folder: Path) -> Kept | None:
    try:
        return newest_in(folder)
    except (CannotBeWritten, CheckpointsChanged):
        # The worker's own try says what is wrong; the web server need not even be able to read the place.
        return None


def _in_fours(signs: str) -> str:
    return " ".join(signs[n : n + 4] for n in range(0, len(signs), 4))
