"""Settles what nobody knows: the carrier is asked, a message goes again where that is safe, or a person rings.

Asking is done with nothing open; a claim keeps a second worker from asking too, and what comes of it is written only if
the message is still in doubt. A receipt that comes before, during or after wins.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from witness.actions.outcomes import ask_a_person, settle_one
from witness.actions.post import Post
from witness.domain.messages import MessageState
from witness.domain.sending import Doubt, Urgency, a_person_is_asked, may_go_again
from witness.domain.tasks import TaskKind
from witness.messaging.carrier import CannotSay, Finding, Found, Handed, HasNothing
from witness.store import Desk, Store
from witness.store.messages import OutboxMessage
from witness.store.settling import InDoubt, Turn

WE_CANNOT_TELL = "we may have texted and cannot tell. Please ring"
NOT_ARRIVED = "a text that they should not set off has not arrived. Please ring now"
NOT_WITH_THE_CARRIER = "the carrier was asked and does not have it"
OFTEN_FOR = timedelta(days=1)
MAIL_CANNOT_BE_ASKED = CannotSay("nobody can be asked about a mail")


def sweep(store: Store, post: Post) -> int:
    """Find messages whose sending was cut off, and settle what is in doubt as far as it can be. Gives their number."""
    now = post.clock.now()
    with store.changing() as desk:
        lost = desk.settling.give_up_lost(now)
        desk.sending.mark((message.case_id for message in lost), now)
    with store.changing() as desk:
        doubts = desk.settling.take_in_doubt(now, since=now - post.limits.ask_after, lease=post.limits.lease)
    for doubt, finding, asked_at in _ask_all(post, doubts):
        with store.changing() as desk:
            _draw(desk, post, doubt, finding, asked_at)
    return len(lost) + len(doubts) + _watch_over_safety(store, post, now)


def _ask_all(post: Post, doubts: Sequence[InDoubt]) -> Iterator[tuple[InDoubt, Finding, datetime]]:
    """Ask about all of them, several at once: a carrier that is silent must not keep people waiting for a call."""
    pool = ThreadPoolExecutor(post.limits.threads, thread_name_prefix="ask")
    try:
        asked = [(doubt, pool.submit(_ask, post, doubt)) for doubt in doubts]
        for doubt, question in asked:
            finding, asked_at = question.result()
            yield doubt, finding, asked_at
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ask(post: Post, doubt: InDoubt) -> tuple[Finding, datetime]:
    """Gives what the carrier says, and when it was asked: whoever is held up afterwards has an old answer."""
    asked_at = post.clock.now()
    if not doubt.to:
        return MAIL_CANNOT_BE_ASKED, asked_at
    handed = Handed(doubt.to, doubt.message.text, doubt.reference, doubt.began_at, known_ids=doubt.known_ids)
    return post.texts.ask(handed), asked_at


def _draw(desk: Desk, post: Post, doubt: InDoubt, finding: Finding, now: datetime) -> None:
    message, limits = doubt.message, post.limits
    if isinstance(finding, Found):
        # As an answer: when another text of ours has that name by now, this one was not found.
        turn = Turn(doubt.reference, finding.state, finding.provider_id, finding.code, is_answer=True)
        settle_one(desk, turn, rules=post.rules, now=now)
        return
    known = Doubt(message.urgency, message.settled_at or doubt.began_at, message.maybe_sent, message.not_after)
    nothing = isinstance(finding, HasNothing)
    if may_go_again(known, carrier_has_nothing=nothing, now=now, limits=limits):
        because = NOT_WITH_THE_CARRIER if nothing else "it must not be missed"
        turn = Turn(doubt.reference, MessageState.PLANNED, because=because, not_before=now)
        desk.settling.settle_all([turn], now)
        return
    if a_person_is_asked(known, carrier_has_nothing=nothing, now=now, limits=limits):
        _ask_somebody(desk, post, message, TaskKind.UNCERTAIN, WE_CANNOT_TELL, now)
    # After a day, once a day: the longer nobody knows, the less likely it is that asking once more helps.
    rest = limits.ask_every if now - known.since < OFTEN_FOR else OFTEN_FOR
    desk.settling.ask_again_at(message.message_id, doubt.reference, now + rest)


def _watch_over_safety(store: Store, post: Post, now: datetime) -> int:
    """Ask a person to ring where the carrier took what keeps somebody safe, and it has not arrived in time."""
    before = now - post.limits.arrives_within
    with store.changing() as desk:
        late = desk.settling.not_arrived(Urgency.SAFETY, before)
        for message in late:
            _ask_somebody(desk, post, message, TaskKind.UNDELIVERED, NOT_ARRIVED, now)
    return len(late)


def _ask_somebody(desk: Desk, post: Post, message: OutboxMessage, kind: TaskKind, words: str, now: datetime) -> None:
    if desk.settling.a_person_was_asked(message.message_id, now):
        ask_a_person(desk, message, kind, words, rules=post.rules, now=now)
