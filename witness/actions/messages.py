"""Hands messages over: commit to sending, send, settle, with nothing open in between (trust reference §3.2).

A batch is committed to at once, handed over by several threads and settled as the answers come: one slow answer holds
up nothing but itself. What may have gone out is never sent again blindly; what nobody can know is asked about
(`actions.doubts`).
"""

from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from time import monotonic, sleep

from witness.actions.commitments import Ready, commit_to
from witness.actions.follow_up import follow_up
from witness.actions.outcomes import WENT_THROUGH, ask_a_person, follow, hold_closed, tell
from witness.actions.post import Post
from witness.domain.contact import Channel, ContactState
from witness.domain.messages import MessageState
from witness.domain.tasks import TaskKind
from witness.log import log
from witness.messaging.carrier import Accepted, Declined, Outcome, OutgoingText, TryLater, Unsure
from witness.messaging.one_shot_http import leaving_before
from witness.store import Desk, Store
from witness.store.settling import Turn, Turned

__all__ = ["Post", "deliver_due", "hand_over_due"]

# Seconds that any request takes: no safe hours are agreed so finely.
WITHIN_A_MOMENT = 2
HELD_UP = "the worker was held up before sending"
# Answers that come close together are settled together: one commit costs as much as fifty.
GATHER_SECONDS = 0.15
RECORD_AGAIN_AFTER = (0.2, 1.0, 3.0)


@dataclass(frozen=True, slots=True)
class _HeldUp:
    """Nothing was sent, because the commitment had become too old: everything is asked anew."""


@dataclass(slots=True)
class _Round:
    """What one worker has in hand, and how it breathes."""

    in_hand: dict[Future[Outcome | _HeldUp], Ready] = field(default_factory=dict)
    looked_at: int = 0
    waits: dict[Channel, float] = field(default_factory=dict)
    broken: Exception | None = None

    def beside(self) -> tuple[str, ...]:
        """Give the channels whose carrier takes nothing at the moment."""
        now = monotonic()
        return tuple(channel.value for channel, until in self.waits.items() if until > now)


def deliver_due(store: Store, post: Post, *, worker: str, limit: int | None = None) -> int:
    """Hand over what is due and draw every consequence at once. Gives how many messages were dealt with."""
    done = hand_over_due(store, post, worker=worker, limit=limit)
    while follow_up(store, post.rules, now=post.clock.now()):
        pass
    return done


def hand_over_due(store: Store, post: Post, *, worker: str, limit: int | None = None) -> int:
    """Hand over the messages whose time has come, at most `limit`, or one batch. Gives how many were dealt with.

    What follows for their cases is left to `follow_up`, which the marks in the tables remember.
    """
    most = post.limits.batch if limit is None else limit
    turn = _Round()
    # Not as a context: when this is broken off, what is in hand must not be waited for.
    pool = ThreadPoolExecutor(post.limits.threads, thread_name_prefix="hand-over")
    try:
        _until_done(store, post, pool, turn, worker, most)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return turn.looked_at


def _until_done(store: Store, post: Post, pool: ThreadPoolExecutor, turn: _Round, worker: str, most: int) -> None:
    more = True
    while more or turn.in_hand:
        room = min(post.limits.batch - len(turn.in_hand), most - turn.looked_at)
        if more and room > 0 and len(turn.in_hand) <= post.limits.batch // 2:
            more = _commit_or_settle_first(store, post, pool, turn, worker, room)
        more = more and turn.looked_at < most
        if turn.in_hand:
            _settle_what_has_come(store, post, turn)
    if turn.broken is not None:
        raise turn.broken


def _commit_or_settle_first(
    store: Store, post: Post, pool: ThreadPoolExecutor, turn: _Round, worker: str, room: int
) -> bool:
    """Commit to a further batch; says whether there may be more. When that fails, what is in hand is settled first."""
    try:
        return _commit(store, post, pool, turn, worker, room)
    except Exception as error:
        if not turn.in_hand:
            raise
        turn.broken = error
        return False


def _commit(store: Store, post: Post, pool: ThreadPoolExecutor, turn: _Round, worker: str, room: int) -> bool:
    """Commit to a further batch; says whether there may be more."""
    with store.changing() as desk:
        batch = commit_to(desk, post, worker=worker, now=post.clock.now(), limit=room, beside=turn.beside())
    turn.looked_at += batch.looked_at
    for item in batch.ready:
        turn.in_hand[pool.submit(_send, post, item)] = item
    return batch.looked_at == room


def _send(post: Post, item: Ready) -> Outcome | _HeldUp:
    """Hand one message over, unless the commitment is too old: at least half of the lease must be left."""
    limits = post.limits
    within = min(limits.lease.total_seconds() / 2, limits.handed_over_within.total_seconds())
    last = item.committed_at + within
    if monotonic() > last:
        return _HeldUp()
    with leaving_before(last):
        if isinstance(item.parcel, OutgoingText):
            return post.texts.send(_with_what_is_left(item.parcel, item.committed_at))
        return post.mail.send(item.parcel)


def _with_what_is_left(text: OutgoingText, committed_at: float) -> OutgoingText:
    """How long it may take was counted when we committed to it; the carrier counts from when it hears of it."""
    passed = int(monotonic() - committed_at)
    if passed < WITHIN_A_MOMENT:
        return text
    return replace(text, valid_seconds=max(1, text.valid_seconds - passed))


def _settle_what_has_come(store: Store, post: Post, turn: _Round) -> None:
    wait(turn.in_hand, return_when=FIRST_COMPLETED)
    wait(turn.in_hand, timeout=GATHER_SECONDS)
    done = [future for future in turn.in_hand if future.done()]
    answered = [(turn.in_hand[future], future.result()) for future in done]
    _keep_answers(store, post, answered)
    for future in done:
        del turn.in_hand[future]
    _breathe(post, turn, answered)


def _keep_answers(store: Store, post: Post, answered: Sequence[tuple[Ready, Outcome | _HeldUp]]) -> None:
    """Record answers, again and again while the database cannot: an answer in hand that is lost is a doubt for ever."""
    for wait_seconds in RECORD_AGAIN_AFTER:
        try:
            with store.changing() as desk:
                _settle(desk, post, answered)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is tried a last time below
            log().error("answers.not_recorded", count=len(answered), error=type(error).__name__)
            sleep(wait_seconds)
        else:
            return
    with store.changing() as desk:
        _settle(desk, post, answered)


def _settle(desk: Desk, post: Post, answered: Sequence[tuple[Ready, Outcome | _HeldUp]]) -> None:
    """Record a batch of answers and what follows from them, in one transaction."""
    now = post.clock.now()
    by_reference = {item.reference: (item, outcome) for item, outcome in answered}
    turns = [_turn(post, item, outcome) for item, outcome in answered]
    turned = desk.settling.settle_all(turns, now)
    accepted = [one for one in turned if one.news and one.turn.to is MessageState.ACCEPTED and not one.doubled]
    hearings = {
        hearing.hearing_id: hearing
        for one in accepted
        for hearing in by_reference[one.turn.reference][0].picture.hearings
    }
    tell(desk, [one.message for one in accepted], hearings, now)
    about = [one.message.message_id for one in accepted]
    desk.tasks.close_about_all(about, outcome=WENT_THROUGH, now=now)
    desk.sending.mark((one.message.case_id for one in accepted), now)
    together = {one.turn.reference for one in accepted}
    for one in turned:
        if one.turn.reference not in together:
            _settle_by_itself(desk, post, one, by_reference[one.turn.reference][1])


def _turn(post: Post, item: Ready, outcome: Outcome | _HeldUp) -> Turn:
    now, reference = post.clock.now(), item.reference
    match outcome:
        case Accepted(provider_id):
            return Turn(reference, MessageState.ACCEPTED, provider_id, is_answer=True)
        case TryLater(reason):
            after = now + post.limits.wait_after(item.message.attempt)
            return Turn(reference, MessageState.PLANNED, because=reason, not_before=after)
        case _HeldUp():
            return Turn(reference, MessageState.PLANNED, because=HELD_UP, not_before=now)
        case Unsure(reason):
            return Turn(reference, MessageState.UNCERTAIN, because=reason)
        case Declined(code, reason):
            return Turn(reference, MessageState.REJECTED, because=f"{code} {reason}")


def _settle_by_itself(desk: Desk, post: Post, one: Turned, outcome: Outcome | _HeldUp) -> None:
    now, message = post.clock.now(), one.message
    if isinstance(outcome, TryLater) and one.news and message.attempt >= post.limits.tries_alone:
        words = "the carrier has not taken a text for a while. Please ring; we go on trying"
        ask_a_person(desk, message, TaskKind.UNDELIVERED, words, rules=post.rules, now=now)
    if isinstance(outcome, Declined) and (outcome.opted_out or outcome.number_is_dead):
        contact = desk.contacts.get(message.contact_id)
        closes = ContactState.STOPPED if outcome.opted_out else ContactState.DEAD
        if contact is not None:
            hold_closed(desk, contact, closes, outcome.reason, now)
    if one.turn.to is not MessageState.PLANNED:
        detail = outcome.reason if isinstance(outcome, Declined) else one.turn.because
        follow(desk, one, rules=post.rules, now=now, detail=detail)


def _breathe(post: Post, turn: _Round, answered: Sequence[tuple[Ready, Outcome | _HeldUp]]) -> None:
    """Slow down as far as the carrier does not take what it is handed, one channel without the other."""
    for channel in Channel:
        own = [outcome for item, outcome in answered if item.message.channel is channel]
        refused = sum(isinstance(outcome, TryLater) for outcome in own)
        if refused:
            turn.waits[channel] = monotonic() + post.limits.breath.total_seconds() * refused / len(own)
    waiting = max(turn.waits.values(), default=0.0) - monotonic()
    # Here and not in the tables: a breath is short, and the next round must not begin before it is over.
    if waiting > 0 and not turn.in_hand:
        sleep(waiting)
