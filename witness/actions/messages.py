"""Hands messages over, and records what carriers say. Every send passes the gate here, and nowhere else.

Three steps with nothing open in between: commit to sending, send, settle. What may have gone out is never sent again
blindly; what nobody can know becomes work for a person (trust reference §3.2).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from witness.actions.outcomes import ask_a_person, follow
from witness.clock import Clock
from witness.domain.cases import CasePicture
from witness.domain.contact import (
    Blocked,
    Channel,
    ContactState,
    May,
    SafeContact,
    Wait,
    may_reach,
    next_safe_moment,
)
from witness.domain.errors import Refused
from witness.domain.hearings import HearingState
from witness.domain.messages import CORRECTIONS, MessageState, Purpose
from witness.domain.planned_messages import meeting_time
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind
from witness.messaging.calendar import Invitation, invitation_file, method_of, uid_for
from witness.messaging.carrier import (
    Accepted,
    Declined,
    MailCarrier,
    Outcome,
    OutgoingMail,
    OutgoingText,
    TextCarrier,
    TryLater,
    Unsure,
)
from witness.messaging.wording import Wording
from witness.store import Desk, Store
from witness.store.messages import OutboxMessage

LEASE = timedelta(seconds=60)
# The carrier is asked for an answer within 13 seconds at most; a receipt may still come much later.
SURE_AFTER = timedelta(minutes=15)
# A carrier that cannot be told when to drop a text must have this left. It covers what a network holds up for a while;
# that a phone is off for hours nobody can rule out, and the decision note says so.
ROOM_WITHOUT_VALIDITY = timedelta(minutes=60)
NOT_EXPECTED_ANY_MORE = "the witness is no longer expected"
WAITS = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(minutes=30))


@dataclass(frozen=True, slots=True)
class Post:
    """What sending needs beside the store.

    mail_from: the address that invitations come from and answers go to.
    """

    texts: TextCarrier
    mail: MailCarrier
    wording: Wording
    mail_from: str
    rules: Rules
    clock: Clock


@dataclass(frozen=True, slots=True)
class _Ready:
    """A message that has been committed to, with the words and where they go."""

    message: OutboxMessage
    reference: str
    parcel: OutgoingText | OutgoingMail
    begun: float


def deliver_due(store: Store, post: Post, *, worker: str, limit: int = 10) -> int:
    """Hand over the messages whose time has come, at most `limit`. Gives how many were dealt with."""
    now = post.clock.now()
    ready: list[_Ready] = []
    with store.changing() as desk:
        due = desk.messages.due(now, limit)
        for message in due:
            claimed = _claim(desk, post, message, worker=worker, now=now)
            if claimed is not None:
                ready.append(claimed)
    for item in ready:
        outcome = _send(post, item)
        with store.changing() as desk:
            _settle(desk, post, item, outcome, post.clock.now())
    return len(due)


def sweep(store: Store, post: Post) -> int:
    """Find messages whose sending was cut off, and give those of which nobody knows to a person. Gives their number."""
    now = post.clock.now()
    with store.changing() as desk:
        abandoned = desk.messages.abandoned(now)
        for message in abandoned:
            desk.messages.turn(
                message.message_id,
                MessageState.UNCERTAIN,
                frm=MessageState.SENDING,
                because="sending was cut off",
                now=now,
            )
        unsure = desk.messages.uncertain_since(now - SURE_AFTER)
        for message in unsure:
            ask_a_person(
                desk,
                message,
                TaskKind.UNCERTAIN,
                "we may have texted and cannot tell. Please ring",
                rules=post.rules,
                now=now,
            )
    return len(abandoned) + len(unsure)


def _claim(desk: Desk, post: Post, message: OutboxMessage, *, worker: str, now: datetime) -> _Ready | None:
    """Ask everything again at the last moment, and commit to sending only when every answer is yes."""
    picture = desk.cases.picture(message.case_id)
    contact = desk.contacts.get(message.contact_id)
    if picture is None or contact is None:
        _cancel(desk, message, "the person is no longer recorded", now)
        return None
    because = _no_longer_true(picture, message)
    if because:
        _cancel(desk, message, because, now)
        if because == NOT_EXPECTED_ANY_MORE:
            _say_that_it_was_held_back(desk, post, picture, message, now)
        return None
    if now >= message.not_after:
        _expire(desk, post, message, now)
        return None
    verdict = may_reach(contact, tier=message.tier, now=now, languages=post.wording.languages())
    if isinstance(verdict, May):
        verdict = _in_good_time(post, message, contact, verdict, now)
    if isinstance(verdict, Wait):
        _wait(desk, post, message, verdict, now)
        return None
    if isinstance(verdict, Blocked):
        _block(desk, post, message, verdict.because, now)
        return None
    try:
        subject, body = _words(post, message, contact)
    except Refused as refusal:
        _block(desk, post, message, str(refusal), now)
        return None
    reference = desk.messages.begin(message, body, worker=worker, now=now, lease=LEASE)
    if reference is None:
        return None
    parcel = _parcel(
        post, picture, message, contact, subject, body, reference, now, min(verdict.until, message.not_after)
    )
    return _Ready(message, reference, parcel, monotonic())


def _no_longer_true(picture: CasePicture, message: OutboxMessage) -> str:
    """Say why a message would no longer be true; "" when it still is."""
    if picture.case.closed_on is not None:
        return "the case is closed"
    if message.hearing_id is None or message.purpose is Purpose.THANKS:
        return ""
    hearing = picture.hearing(message.hearing_id)
    if hearing.now.number != message.revision:
        return "the date has changed since"
    if hearing.now.state is HearingState.UNCONFIRMED:
        return "the date is not confirmed"
    if picture.has_left(message.person_id):
        return "they are no longer part of the case"
    still = {person.person_id for person in picture.audience_of(message.hearing_id)}
    if message.purpose not in CORRECTIONS and message.person_id not in still:
        return NOT_EXPECTED_ANY_MORE
    return ""


def _say_that_it_was_held_back(
    desk: Desk, post: Post, picture: CasePicture, message: OutboxMessage, now: datetime
) -> None:
    """The witness was stood down between planning and sending: the history says so, and a person tells the family."""
    desk.cases.happened(
        message.case_id,
        at=now,
        kind="message_held_back",
        words=f"A message to {picture.called(message.person_id)} was not sent: {NOT_EXPECTED_ANY_MORE}.",
        hearing_id=message.hearing_id,
    )
    if not picture.has_left(message.person_id):
        words = f"a message was held back, because {NOT_EXPECTED_ANY_MORE}. Ring them, if they do not know"
        ask_a_person(desk, message, TaskKind.BLOCKED, words, rules=post.rules, now=now)


def _in_good_time(
    post: Post, message: OutboxMessage, contact: SafeContact, verdict: May, now: datetime
) -> May | Wait | Blocked:
    """Leave room before the safe time ends for a carrier that cannot be told to drop what is late."""
    if message.channel is not Channel.SMS or post.texts.holds_validity:
        return verdict
    if now + ROOM_WITHOUT_VALIDITY <= min(verdict.until, message.not_after):
        return verdict
    if message.not_after <= verdict.until:
        return Wait(until=message.not_after, because="this carrier might deliver it too late")
    opens = next_safe_moment(contact, verdict.until)
    later = may_reach(contact, tier=message.tier, now=opens, languages=post.wording.languages())
    if isinstance(later, May) and later.until - opens < ROOM_WITHOUT_VALIDITY:
        return Blocked("their safe hours are too short for a carrier that may deliver late")
    return Wait(until=opens, because="too near the end of their safe hours for a carrier that may deliver late")


def _words(post: Post, message: OutboxMessage, contact: SafeContact) -> tuple[str, str]:
    if message.channel is Channel.EMAIL:
        return post.wording.mail(message.wording, contact.language, message.fields)
    rendered = post.wording.text(message.wording, contact.language, message.fields, message.tier)
    return "", rendered.body


def _parcel(
    post: Post,
    picture: CasePicture,
    message: OutboxMessage,
    contact: SafeContact,
    subject: str,
    body: str,
    reference: str,
    now: datetime,
    until: datetime,
) -> OutgoingText | OutgoingMail:
    if message.channel is Channel.SMS:
        return OutgoingText(contact.value, body, reference, valid_seconds=int((until - now).total_seconds()))
    invitation = _invitation(post, picture, message, contact, subject, now)
    return OutgoingMail(contact.value, subject, body, reference, invitation_file(invitation), method_of(invitation))


def _invitation(
    post: Post, picture: CasePicture, message: OutboxMessage, contact: SafeContact, title: str, now: datetime
) -> Invitation:
    """Make the calendar entry: one entry for a person and a hearing, numbered by the hearing's revision."""
    hearing = picture.hearing(message.hearing_id or "")
    slot = hearing.now.slot
    cancelled = message.purpose is Purpose.INVITATION_OFF
    if cancelled or slot.on is None:
        slot = next(r.slot for r in reversed(hearing.revisions) if r.slot.on is not None)
    if slot.on is None:
        raise Refused("An invitation needs a day.")
    return Invitation(
        uid=uid_for(hearing.hearing_id, message.person_id),
        sequence=hearing.now.number,
        cancelled=cancelled,
        title=title,
        on=slot.on,
        until=slot.until,
        at=meeting_time(slot),
        minutes=60,
        organizer=post.mail_from,
        attendee=contact.value,
        stamped_at=now,
    )


def _send(post: Post, item: _Ready) -> Outcome:
    if monotonic() - item.begun > LEASE.total_seconds() / 2:
        return TryLater("the worker was held up before sending")
    if isinstance(item.parcel, OutgoingText):
        return post.texts.send(item.parcel)
    return post.mail.send(item.parcel)


def _settle(desk: Desk, post: Post, item: _Ready, outcome: Outcome, now: datetime) -> None:
    message, reference = item.message, item.reference
    match outcome:
        case Accepted(provider_id):
            news = desk.messages.settle(reference, MessageState.ACCEPTED, now=now, provider_id=provider_id)
            if news:
                follow(desk, message, MessageState.ACCEPTED, "", rules=post.rules, now=now)
        case TryLater(reason):
            wait = WAITS[min(message.attempt, len(WAITS) - 1)]
            desk.messages.settle(reference, MessageState.PLANNED, now=now, because=reason, not_before=now + wait)
        case Unsure(reason):
            desk.messages.settle(reference, MessageState.UNCERTAIN, now=now, because=reason)
        case Declined(code, reason, number_is_dead, opted_out):
            news = desk.messages.settle(reference, MessageState.REJECTED, now=now, because=f"{code} {reason}")
            if opted_out:
                desk.contacts.set_state(message.contact_id, ContactState.STOPPED, now=now, because=reason)
            elif number_is_dead:
                desk.contacts.set_state(message.contact_id, ContactState.DEAD, now=now, because=reason)
            if news:
                follow(desk, message, MessageState.REJECTED, reason, rules=post.rules, now=now)


def _wait(desk: Desk, post: Post, message: OutboxMessage, verdict: Wait, now: datetime) -> None:
    if verdict.until >= message.not_after:
        _expire(desk, post, message, now)
    else:
        desk.messages.postpone(message.message_id, verdict.until, verdict.because)


def _expire(desk: Desk, post: Post, message: OutboxMessage, now: datetime) -> None:
    """Late is not better than never: what would come too late is not sent, and a person is told."""
    if message.purpose is Purpose.THANKS:
        _cancel(desk, message, "it would come too late", now)
        return
    desk.messages.turn(
        message.message_id, MessageState.EXPIRED, frm=MessageState.PLANNED, because="it would come too late", now=now
    )
    ask_a_person(desk, message, TaskKind.EXPIRED, "a text could not go in time. Please ring", rules=post.rules, now=now)


def _block(desk: Desk, post: Post, message: OutboxMessage, because: str, now: datetime) -> None:
    desk.messages.turn(message.message_id, MessageState.BLOCKED, frm=MessageState.PLANNED, because=because, now=now)
    if message.channel is Channel.SMS and message.purpose is not Purpose.THANKS:
        ask_a_person(
            desk, message, TaskKind.BLOCKED, f"no text may go: {because}. Please ring", rules=post.rules, now=now
        )


def _cancel(desk: Desk, message: OutboxMessage, because: str, now: datetime) -> None:
    desk.messages.withdraw(message.message_id, because, now)
