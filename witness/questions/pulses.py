"""How is the worker: when did each of its ticks last go well? Asked by machines, so it shows nothing about anybody."""

from datetime import datetime

from witness.domain.checkpoints import ProofState, proof_state
from witness.domain.ticks import ALARM_AFTER, SIGNER, Pulse, pulse_of
from witness.store import Store


def pulses(store: Store, now: datetime) -> tuple[Pulse, ...]:
    """Give every tick that somebody relies on, with its silence."""
    with store.reading() as desk:
        known = {tick.name: tick for tick in desk.jobs.all()}
    found = []
    for name in ALARM_AFTER:
        tick = known.get(name)
        if tick is None:
            found.append(pulse_of(name, None, now, state="never"))
        else:
            found.append(pulse_of(name, tick.good_at, now, state=tick.state, detail=tick.detail))
    return tuple(found)


def state_of_proof(found: tuple[Pulse, ...], *, is_set_up: bool) -> ProofState:
    """Say how the signing of the record is, by its tick. is_set_up: whether there is a place for checkpoints."""
    pulse = next(tick for tick in found if tick.name == SIGNER)
    return proof_state(pulse, is_set_up=is_set_up)
