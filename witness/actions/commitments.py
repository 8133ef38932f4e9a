"""Commits to handing messages over: everything is asked again at the last moment, for a batch in a few statements.

Every send passes the gate here (`domain.sending.decide`), and nowhere else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic

from witness.actions.contact_blocks import ask_about_blocked
from witness.actions.invitations import DrawnUp, cover_of, draw_up
from witness.actions.outcomes import ask_a_person
from witness.actions.page_doors import kept_back_with_its_door, with_the_address
from witness.actions.post import Post
from witness.domain.cases import CasePicture
from witness.domain.contact import Blocked, Channel, SafeContact
from witness.domain.court_time import london_day
from witness.domain.errors import Refused
from witness.domain.message_choices import what_of
from witness.domain.messages import ANSWERS_A_STOP, MessageState
from witness.domain.sending import (
    NOT_EXPECTED_ANY_MORE,
    ONE_A_DAY,
    DayTaken,
    Decision,
    Go,
    LastFacts,
    Later,
    NotThisWay,
    TooLate,
    Urgency,
    Withdraw,
    decide,
    with_newer_ones,
)
from witness.domain.stop_facts import Stop
from witness.domain.stops import concerned, heeding
from witness.domain.tasks import TaskKind
from witness.domain.wording import SAYS_A_PLACE, names_said
from witness.log import log
from witness.messaging.carrier import OutgoingMail, OutgoingText
from witness.messaging.wording import RenderedText, UnsafeWording
from witness.store import Desk
from witness.store.messages import OutboxMessage
from witness.store.sending import Commitment


@dataclass(frozen=True, slots=True)
class Ready:
    """A message that has been committed to, with the words and where they go.

    picture: of its case. committed_at: on the monotonic clock, which no correction of the time can move.
    """

    message: OutboxMessage
    reference: str
    parcel: OutgoingText | OutgoingMail
    picture: CasePicture
    committed_at: float


@dataclass(frozen=True, slots=True)
class _Worded:
    message: OutboxMessage
    facts: LastFacts
    picture: CasePicture
    contact: SafeContact
    written: RenderedText
    leaves: str
    entry: DrawnUp | None
    until: datetime


@dataclass(frozen=True, slots=True)
class Committed:
    """What a batch came to. looked_at: how many messages were due; ready: those to hand over now."""

    looked_at: int
    ready: tuple[Ready, ...]


def commit_to(
    desk: Desk, post: Post, *, worker: str, now: datetime, limit: int, beside: Iterable[str] = ()
) -> Committed:
    """Commit to the messages whose time has come, at most `limit`, in the caller's transaction.

    beside: channels that have to wait.
    """
    begun = monotonic()
    due = desk.sending.due(now, limit, beside=beside)
    if not due:
        return Committed(0, ())
    pictures = desk.sending.pictures(message.case_id for message in due)
    contacts = desk.sending.contacts(message.contact_id for message in due)
    facts = _facts(desk, post, due, pictures, contacts, now)
    days = _Days(desk, facts, now)
    worded = []
    waits: list[tuple[str, datetime, str]] = []
    for message, known in zip(due, facts, strict=True):
        known = days.seen(known)
        decision = kept_back_with_its_door(desk, message, now) or decide(
            known, now=now, languages=post.wording.languages(), calendar=post.rules.calendar
        )
        if isinstance(decision, Later):
            waits.append((message.message_id, decision.until, decision.because))
        elif isinstance(decision, Go):
            one = _worded(desk, post, message, known, decision, now)
            if one is not None:
                days.hold(known)
                worded.append(one)
        else:
            _end(desk, post, message, known, decision, now)
    desk.sending.postpone_all(waits)
    kept = [one for one in worded if days.is_ours(one.facts)] if days.take() else worded
    references = desk.sending.begin_all(
        [Commitment(one.message, one.written.body) for one in kept], worker=worker, now=now, lease=post.limits.lease
    )
    desk.wordings.note_uses(
        (reference, one.written.template, one.written.version)
        for one in kept
        if (reference := references.get(one.message.message_id)) is not None
    )
    for one in kept:
        if one.entry is not None and one.message.message_id in references:
            desk.calendars.send(one.message.case_id, one.entry.entry)
    ready = tuple(
        Ready(one.message, reference, _parcel(one, reference, now), one.picture, begun)
        for one in kept
        if (reference := references.get(one.message.message_id)) is not None
    )
    return Committed(len(due), ready)


def _facts(
    desk: Desk,
    post: Post,
    due: Sequence[OutboxMessage],
    pictures: dict[str, CasePicture],
    contacts: dict[str, SafeContact],
    now: datetime,
) -> tuple[LastFacts, ...]:
    careful_until = desk.jobs.careful_until(now)
    had_one: frozenset[str] = frozenset()
    stops = desk.stops.of_contacts(tuple(sorted(contacts)))
    if careful_until is not None:
        since = careful_until - post.limits.careful_for
        had_one = desk.sending.had_one_since((message.person_id for message in due), since)
    facts = (
        LastFacts(
            message_id=m.message_id,
            person_id=m.person_id,
            hearing_id=m.hearing_id,
            revision=m.revision,
            purpose=m.purpose,
            urgency=m.urgency,
            channel=m.channel,
            tier=m.tier,
            not_before=m.not_before,
            not_after=m.not_after,
            picture=pictures.get(m.case_id),
            contact=_as_stopped(m, pictures.get(m.case_id), contacts.get(m.contact_id), stops),
            careful_until=careful_until,
            had_one=m.person_id in had_one,
            what=what_of(m.reason_key),
            room=_room(post, m),
        )
        for m in due
    )
    return with_newer_ones(facts)


def _as_stopped(
    message: OutboxMessage, picture: CasePicture | None, contact: SafeContact | None, stops: Sequence[Stop]
) -> SafeContact | None:
    """Give the record as the gate has to see it: with what they asked us to stop, and what stays on."""
    if picture is None or contact is None:
        return contact
    stays_on = message.urgency is Urgency.SAFETY or message.purpose in ANSWERS_A_STOP
    about = concerned(picture, message.person_id, message.hearing_id)
    return heeding(contact, stops, about=about, even_if_stopped=stays_on)


def _room(post: Post, message: OutboxMessage) -> timedelta:
    if message.channel is not Channel.SMS:
        return timedelta(0)
    return post.limits.least_validity if post.texts.holds_validity else post.limits.room_without_validity


class _Days:
    """Which household has had its text of today, seen by one batch and shared by all workers."""

    def __init__(self, desk: Desk, facts: Sequence[LastFacts], now: datetime) -> None:
        self._desk = desk
        self._day = london_day(now)
        self._homes = {f.message_id: home for f in facts if f.fills_the_day and (home := _household_of(f))}
        self._taken, self._idle = desk.sending.days_taken(set(self._homes.values()), self._day)
        self._wanted: dict[str, str] = {}
        self._ours: frozenset[tuple[str, str]] = frozenset()
        self._had_one: set[str] = set()

    def seen(self, facts: LastFacts) -> LastFacts:
        """Add what this batch and the others have already given the household and the person."""
        taken = self._taken.get(self._homes.get(facts.message_id, ""))
        if taken is not None and taken.message_id == facts.message_id:
            taken = None
        return replace(facts, taken=taken, had_one=facts.had_one or facts.person_id in self._had_one)

    def hold(self, facts: LastFacts) -> None:
        """Let a message that may go fill its household's day."""
        if facts.channel is Channel.SMS:
            self._had_one.add(facts.person_id)
        home = self._homes.get(facts.message_id, "")
        if home and home not in self._taken:
            self._wanted[home] = facts.message_id
            self._taken[home] = DayTaken(facts.message_id, facts.person_id, facts.hearing_id)

    def take(self) -> bool:
        """Take the days that are wanted; says whether any were."""
        self._ours = self._desk.sending.take_days(self._wanted, self._day, self._idle)
        return bool(self._wanted)

    def is_ours(self, facts: LastFacts) -> bool:
        """Whether no other worker was first. Whoever is second looks again in the next batch."""
        home = self._homes.get(facts.message_id, "")
        wanted = self._wanted.get(home) == facts.message_id
        return not (facts.is_limited and wanted) or (home, facts.message_id) in self._ours


def _household_of(facts: LastFacts) -> str:
    people = () if facts.picture is None else facts.picture.people
    return next((p.household_id for p in people if p.person_id == facts.person_id), "")


def _worded(desk: Desk, post: Post, message: OutboxMessage, facts: LastFacts, go: Go, now: datetime) -> _Worded | None:
    if facts.picture is None or facts.contact is None:
        raise Refused("Nobody is there to be written to.")
    picture, contact = facts.picture, facts.contact
    try:
        written = _words(desk, post, picture, message, contact)
        entry = _entry(desk, post, picture, message, contact, written.subject, now)
    except (Refused, ValueError) as refusal:
        _block(desk, post, message, Blocked(str(refusal).rstrip(".")[:300]), now)
        return None
    except Exception as broken:  # noqa: BLE001 - one message that cannot be written must not hold up the others
        log().error("message.unwritable", message=message.message_id, error=type(broken).__name__)
        _block(desk, post, message, Blocked("the message could not be written"), now)
        return None
    leaves = with_the_address(desk, message, written.body, post.web_root)
    return _Worded(message, facts, picture, contact, written, leaves, entry, go.until)


def _words(desk: Desk, post: Post, picture: CasePicture, message: OutboxMessage, contact: SafeContact) -> RenderedText:
    """Write a message, and look once more whether it names anybody of the family: their names are at hand here."""
    if message.channel is Channel.EMAIL:
        fields = message.fields | cover_of(desk, message.person_id)
        written = post.wording.letter(message.wording, contact.language, fields)
    else:
        written = post.wording.text(message.wording, contact.language, message.fields, message.tier)
    # Who signs may bear the same name as a child, and "May" is a month too: values that are not places are no names.
    no_names = [value for field, value in message.fields.items() if field not in SAYS_A_PLACE]
    if names_said(written.body, (person.name for person in picture.people), but=no_names):
        raise UnsafeWording("This message would name somebody of the family.")
    return written


def _entry(
    desk: Desk,
    post: Post,
    picture: CasePicture,
    message: OutboxMessage,
    contact: SafeContact,
    title: str,
    now: datetime,
) -> DrawnUp | None:
    if message.channel is Channel.SMS:
        return None
    return draw_up(desk, picture, message, contact, title=title, mail_from=post.mail_from, now=now)


def _parcel(one: _Worded, reference: str, now: datetime) -> OutgoingText | OutgoingMail:
    to, entry = one.contact.value, one.entry
    if entry is None:
        return OutgoingText(to, one.leaves, reference, valid_seconds=int((one.until - now).total_seconds()))
    return OutgoingMail(to, one.written.subject, one.written.body, reference, entry.file, entry.method)


def _end(desk: Desk, post: Post, message: OutboxMessage, facts: LastFacts, decision: Decision, now: datetime) -> None:
    match decision:
        case Withdraw(because, by_voice):
            desk.messages.withdraw(message.message_id, because, now)
            if by_voice and facts.picture is not None:
                _say_that_it_was_held_back(desk, post, facts.picture, message, now)
        case TooLate(because):
            _expire(desk, post, message, facts, because, now)
        case NotThisWay(because, clears):
            _block(desk, post, message, Blocked(because, clears), now)


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
        ask_a_person(desk, message, TaskKind.BLOCKED, words, rules=post.rules, now=now, picture=picture)


def _expire(desk: Desk, post: Post, message: OutboxMessage, facts: LastFacts, because: str, now: datetime) -> None:
    """Late is not better than never: what would come too late is not sent, and a person is told."""
    desk.messages.turn(message.message_id, MessageState.EXPIRED, frm=MessageState.PLANNED, because=because, now=now)
    why = f", because {because}" if because == ONE_A_DAY else ""
    words = f"a text could not go in time{why}. Please ring"
    ask_a_person(desk, message, TaskKind.EXPIRED, words, rules=post.rules, now=now, picture=facts.picture)


def _block(desk: Desk, post: Post, message: OutboxMessage, verdict: Blocked, now: datetime) -> None:
    because = verdict.because
    if desk.messages.turn(message.message_id, MessageState.BLOCKED, frm=MessageState.PLANNED, because=because, now=now):
        ask_about_blocked(desk, message, verdict, rules=post.rules, now=now)
