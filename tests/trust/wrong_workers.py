"""Deliberately wrong workers: each breaks one rule of the outbox, and must fail where the product passes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from jobs.timetable import Tick
from witness.actions.commitments import commit_to
from witness.actions.doubts import sweep
from witness.actions.post import Post
from witness.domain.messages import MessageState
from witness.domain.ticks import SENDER
from witness.identifiers import new_id
from witness.kit import Kit
from witness.messaging.carrier import Accepted, Declined, Outcome, OutgoingText, TryLater, Unsure
from witness.store import Store
from witness.store.messages import OutboxMessage
from witness.store.sending import Commitment
from witness.store.settling import Turn


def lease_send_mark(kit: Kit, worker: str) -> int:
    """The common way: take a lease, send, mark as sent; what was not marked in time is tried again."""
    now = kit.clock.now()
    with kit.store.changing() as desk:
        due = desk.sending.due(now, 10)
        leased_until = now + kit.limits.lease
        desk.sending.postpone_all([(message.message_id, leased_until, "leased") for message in due])
        contacts = desk.sending.contacts(message.contact_id for message in due)
    for message in due:
        contact = contacts[message.contact_id]
        body = kit.wording.text(message.wording, contact.language, message.fields, message.tier).body
        # It has no reference before it is marked, so its own name stands in.
        outcome = kit.texts.send(OutgoingText(contact.value, body, message.message_id, 3600))
        _mark(kit, worker, message, body, outcome)
    return len(due)


def _mark(kit: Kit, worker: str, message: OutboxMessage, body: str, outcome: Outcome) -> None:
    now = kit.clock.now()
    with kit.store.changing() as desk:
        begun = (
            desk.sending.begin_all([Commitment(message, body)], worker=worker, now=now, lease=timedelta(hours=1))
            if isinstance(outcome, Accepted | Declined)
            else {}
        )
        to = MessageState.ACCEPTED if isinstance(outcome, Accepted) else MessageState.REJECTED
        name = outcome.provider_id if isinstance(outcome, Accepted) else ""
        desk.settling.settle_all([Turn(reference, to, name) for reference in begun.values()], now)


def send_inside_the_claim(store: Store, post: Post, *, worker: str) -> int:
    """Send before the claim is committed: whoever dies in between has never begun."""
    with store.changing() as desk:
        batch = commit_to(desk, post, worker=worker, now=post.clock.now(), limit=post.limits.batch)
        for item in batch.ready:
            if isinstance(item.parcel, OutgoingText):
                outcome = post.texts.send(item.parcel)
                to, name = (
                    (MessageState.ACCEPTED, outcome.provider_id)
                    if isinstance(outcome, Accepted)
                    else (MessageState.UNCERTAIN, "")
                )
                desk.settling.settle_all([Turn(item.reference, to, name)], post.clock.now())
    return batch.looked_at


def take_back_what_was_cut_off(store: Store, post: Post) -> int:
    """Plan anew, without asking anybody, what a worker has not come back from."""
    now = post.clock.now()
    with store.changing() as desk:
        lost = desk.settling.give_up_lost(now)
        again = [Turn(message.reference or "", MessageState.PLANNED, not_before=now) for message in lost]
        desk.settling.settle_all(again, now)
    return len(lost) + sweep(store, post)


def again_on_time_out(outcome: Outcome) -> Outcome:
    """Take a lost answer for a refusal that may be tried again."""
    return TryLater(outcome.reason) if isinstance(outcome, Unsure) else outcome


def silence_for_yes(outcome: Outcome) -> Outcome:
    """Take a lost answer for a yes."""
    return Accepted(f"surely-{new_id()}") if isinstance(outcome, Unsure) else outcome


WRONG_WORKERS: dict[str, Callable[[Kit, str], int]] = {"lease, send, mark": lease_send_mark}


def as_wrong(timetable: tuple[Tick, ...], wrong: str) -> tuple[Tick, ...]:
    """A timetable whose sender is a wrong one."""
    if not wrong:
        return timetable
    return tuple(replace(tick, run=WRONG_WORKERS[wrong]) if tick.name == SENDER else tick for tick in timetable)
