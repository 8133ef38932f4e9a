"""How each kind of message is handed over, and the last question before it is: may it go, now, to this phone?

The table of policies is the trust reference's §3.3. `decide` is asked in the transaction that commits to sending, with
the facts as they are then; what was true when the message was planned does not count.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import IntEnum

from witness.domain.cases import CasePicture
from witness.domain.contact import Blocked, Channel, May, SafeContact, Tier, Wait
from witness.domain.contact_days import reach
from witness.domain.court_time import end_of_london_day, london_day
from witness.domain.hearings import HearingState
from witness.domain.message_choices import choice_in_words, chosen_for, hold_on_everything
from witness.domain.messages import ANSWERS_TO_THEIRS, CORRECTIONS, Purpose
from witness.domain.planned_messages import DONT_SET_OFF
from witness.domain.working_days import WorkingCalendar

NOT_EXPECTED_ANY_MORE = "the witness is no longer expected"
TOO_LATE = "it would come too late"
ONE_A_DAY = "their household has had a text today"
TOLD_TODAY = "they were told of this date today"
AFTER_SILENCE = "sending stood still: at most one message for each person at first"
TOO_NEAR_THE_END = "too near the end of their safe hours for a carrier that may deliver late"
HOURS_TOO_SHORT = "their safe hours are too short for a carrier that may deliver late"
MOST_WINDOWS_LOOKED_AT = 15
SAID_BY_A_NEWER_ONE = "a newer reminder says the same"


class Urgency(IntEnum):
    """What a message is for, as sending sees it. The value is its place in the queue."""

    SAFETY = 0  # do not set off, called off on the day
    CHANGE = 1
    ANSWER = 2
    FIRST = 3  # the first that they hear of a date
    ROUTINE = 4
    CARE = 5  # how they are, how it was: after everything else


@dataclass(frozen=True, slots=True)
class Policy:
    """How messages of one kind are handed over.

    handovers: how often the words may have left us, at most; more than one only after the carrier was asked.
    again_unasked: may go once more even when the carrier cannot say whether it has the first.
    waits: waits when the household has had a text today. fills_the_day: makes others wait.
    watched: a person rings when it has not arrived in time, though the carrier took it.
    silent: what comes too late is nobody's work.
    """

    handovers: int
    again_unasked: bool = False
    waits: bool = True
    fills_the_day: bool = True
    watched: bool = False
    silent: bool = False


POLICIES: dict[Urgency, Policy] = {
    # A miss may put a child before the defendant, a second "don't set off" harms nobody: at least once, at most twice.
    Urgency.SAFETY: Policy(handovers=2, again_unasked=True, waits=False, watched=True),
    Urgency.CHANGE: Policy(handovers=2, waits=False),
    Urgency.ANSWER: Policy(handovers=1, waits=False, fills_the_day=False, silent=True),
    Urgency.FIRST: Policy(handovers=1),
    Urgency.ROUTINE: Policy(handovers=2),
    # Nobody is asked twice how they are, and none of it keeps a date from anybody.
    Urgency.CARE: Policy(handovers=1, fills_the_day=False, silent=True),
}

URGENCY_OF: dict[Purpose, Urgency] = {
    Purpose.DATE_SET: Urgency.FIRST,
    Purpose.KEEP_FREE: Urgency.FIRST,
    Purpose.DATE_CHANGED: Urgency.CHANGE,
    Purpose.CALLED_OFF: Urgency.CHANGE,
    Purpose.REMINDER: Urgency.ROUTINE,
    Purpose.THANKS: Urgency.ANSWER,
    Purpose.AWAY: Urgency.ANSWER,
    Purpose.STOP_DONE: Urgency.ANSWER,
    Purpose.STOP_WHICH: Urgency.ANSWER,
    Purpose.STARTED: Urgency.ANSWER,
    Purpose.RIDE_CHANGED: Urgency.CHANGE,
    Purpose.STILL_WAITING: Urgency.CHANGE,  # true for an hour: it does not wait for tomorrow
    Purpose.CHECK_IN: Urgency.CARE,
    Purpose.FEEDBACK: Urgency.CARE,
    Purpose.INVITATION: Urgency.ROUTINE,
    Purpose.INVITATION_OFF: Urgency.CHANGE,
    Purpose.PAGE_LINK: Urgency.CHANGE,  # somebody has just told them on the telephone that it comes
}


def urgency_of(purpose: Purpose, wording: str) -> Urgency:
    """Say what kind of message it is. A day that is called off within a day of it is a matter of safety."""
    return Urgency.SAFETY if wording == DONT_SET_OFF else URGENCY_OF[purpose]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long everything about sending may take. Tests run the same code with small ones.

    batch: messages committed to at once; threads: handed over at the same time by one worker.
    lease: how long a worker may take over a message. handed_over_within: older than this, a commitment is asked anew,
    so that nothing goes long after a STOP was saved.
    connect_seconds, read_seconds: of one request to the carrier.
    ask_after, ask_every: when the carrier is asked about a lost text; grace: when its "nothing" is believed.
    person_after, safety_after: when a person is asked about what nobody can know.
    waits: between tries that the carrier did not take; after `tries_alone` of them a person is told.
    breath: how long a worker holds its breath when the carrier takes nothing at all.
    least_validity: with less of its use left than this, a text is too late: handing it over takes that long.
    room_without_validity: what must be left of the safe hours for a carrier that cannot be told when to drop a text. It
    covers what a network holds up for a while; that a phone is off for hours nobody can rule out (decision 28).
    silent_after: when sending counts as having stood still; careful_for: how long it then goes slowly.
    clock_jump: how far the clock may move by itself; steady_for: how long it must then keep still.
    """

    batch: int = 128
    threads: int = 16
    lease: timedelta = timedelta(seconds=60)
    handed_over_within: timedelta = timedelta(seconds=5)
    connect_seconds: float = 3.0
    read_seconds: float = 10.0
    ask_after: timedelta = timedelta(minutes=2)
    ask_every: timedelta = timedelta(minutes=5)
    grace: timedelta = timedelta(minutes=15)
    person_after: timedelta = timedelta(minutes=15)
    safety_after: timedelta = timedelta(minutes=5)
    arrives_within: timedelta = timedelta(minutes=15)
    waits: tuple[timedelta, ...] = (
        timedelta(seconds=30),
        timedelta(minutes=2),
        timedelta(minutes=10),
        timedelta(minutes=30),
    )
    tries_alone: int = 3
    breath: timedelta = timedelta(seconds=1)
    least_validity: timedelta = timedelta(seconds=30)
    room_without_validity: timedelta = timedelta(minutes=60)
    silent_after: timedelta = timedelta(minutes=2)
    careful_for: timedelta = timedelta(hours=1)
    clock_jump: timedelta = timedelta(seconds=60)
    steady_for: timedelta = timedelta(seconds=60)

    def __post_init__(self) -> None:
        """Refuse limits under which a text could go twice: a request must be over well before anybody asks about it.

        Raises:
            ValueError: they contradict each other.
        """
        request = timedelta(seconds=self.connect_seconds + self.read_seconds)
        if not request < self.lease < self.grace:
            raise ValueError("a request must end within the lease, and the lease before the carrier is believed")

    def wait_after(self, attempt: int) -> timedelta:
        """Give how long to wait after so many tries."""
        return self.waits[min(attempt, len(self.waits) - 1)]

    def person_is_asked_after(self, urgency: Urgency) -> timedelta:
        """Give how long nobody may know what became of a message before a person is asked."""
        return self.safety_after if urgency is Urgency.SAFETY else self.person_after


@dataclass(frozen=True, slots=True)
class DayTaken:
    """That a household has had its text of the day: which one, to whom and about what."""

    message_id: str
    person_id: str
    hearing_id: str | None


@dataclass(frozen=True, slots=True)
class LastFacts:
    """A due message with all that decides whether it may go.

    picture: of its case, as far as sending needs it; None when the case is gone. contact: None when it is gone.
    taken: the text that the household has had today, if it is another one.
    careful_until: sending has stood still, and until then each person gets one message at most.
    had_one: this person has had one since sending went on. newer: a newer reminder of the same date is due too.
    what: which message of its date it is, as in its reason key; choices may be about it alone.
    room: what must be left of the time in which it may arrive.
    """

    message_id: str
    person_id: str
    hearing_id: str | None
    revision: int
    purpose: Purpose
    urgency: Urgency
    channel: Channel
    tier: Tier
    not_before: datetime
    not_after: datetime
    picture: CasePicture | None
    contact: SafeContact | None
    taken: DayTaken | None = None
    careful_until: datetime | None = None
    had_one: bool = False
    newer: bool = False
    what: str = ""
    room: timedelta = timedelta(0)

    @property
    def is_to_go_slowly(self) -> bool:
        """Whether it waits after sending stood still: not mail, not what keeps somebody safe, not an answer to them."""
        waits = self.urgency not in (Urgency.SAFETY, Urgency.ANSWER)
        return self.had_one and waits and self.channel is Channel.SMS

    @property
    def is_limited(self) -> bool:
        """Whether it waits when the household has had a text today."""
        return self.channel is Channel.SMS and POLICIES[self.urgency].waits

    @property
    def fills_the_day(self) -> bool:
        """Whether it makes other texts to the household wait."""
        return self.channel is Channel.SMS and POLICIES[self.urgency].fills_the_day


@dataclass(frozen=True, slots=True)
class Go:
    """It may be handed over, and must have arrived before `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Later:
    """Not now, but it is still of use at `until`."""

    until: datetime
    because: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """It is no longer true, or no longer needed. by_voice: a person has to tell them that."""

    because: str
    by_voice: bool = False


@dataclass(frozen=True, slots=True)
class TooLate:
    """Late is not better than never. because: what made it late."""

    because: str


@dataclass(frozen=True, slots=True)
class NotThisWay:
    """No message may do it: a person has to. clears: what would let messages go again, "" when nothing is known."""

    because: str
    clears: str = field(default="", compare=False)


Decision = Go | Later | Withdraw | TooLate | NotThisWay


def decide(facts: LastFacts, *, now: datetime, languages: frozenset[str], calendar: WorkingCalendar | None) -> Decision:
    """Ask everything again at the last moment: is it true, is it of use, may it go to this phone at this hour?"""
    if facts.picture is None:
        return Withdraw("the case is no longer recorded")
    unwanted = _unwanted(facts.picture, facts, now)
    if unwanted is not None:
        return unwanted
    if facts.contact is None:
        return NotThisWay("their number or address cannot be read")
    gate = _Gate(facts, facts.picture, facts.contact, languages, calendar)
    verdict = gate.at(now)
    if isinstance(verdict, Blocked):
        return NotThisWay(verdict.because, verdict.clears)
    if isinstance(verdict, Wait) or now + facts.room > min(verdict.until, facts.not_after):
        return _with_room(gate, now, verdict)
    if facts.is_to_go_slowly and facts.careful_until is not None and now < facts.careful_until:
        return _from(gate, facts.careful_until, AFTER_SILENCE)
    if facts.is_limited and facts.taken is not None:
        return _not_twice_a_day(gate, facts.taken, now)
    return Go(min(verdict.until, facts.not_after))


def _unwanted(picture: CasePicture, facts: LastFacts, now: datetime) -> Decision | None:
    """Say why nobody wants it to go now, whatever the phone; None when it should go."""
    because = no_longer_true(picture, facts)
    if because:
        return Withdraw(because, by_voice=because == NOT_EXPECTED_ANY_MORE)
    kept_back = kept_back_by_choice(picture, facts, now)
    if kept_back is not None:
        return kept_back
    if facts.newer:
        return Withdraw(SAID_BY_A_NEWER_ONE)
    return _late(facts, TOO_LATE) if now >= facts.not_after else None


@dataclass(frozen=True, slots=True)
class _Gate:
    """The gate of one message, to be asked about any instant."""

    facts: LastFacts
    picture: CasePicture
    contact: SafeContact
    languages: frozenset[str]
    calendar: WorkingCalendar | None

    def at(self, moment: datetime) -> May | Wait | Blocked:
        return reach(
            self.picture,
            self.contact,
            tier=self.facts.tier,
            now=moment,
            languages=self.languages,
            calendar=self.calendar,
            is_safety=self.facts.urgency is Urgency.SAFETY,
        )


def no_longer_true(picture: CasePicture, facts: LastFacts) -> str:
    """Say why a message would no longer be true; "" when it still is."""
    if picture.case.closed_on is not None:
        return "the case is closed"
    if facts.hearing_id is None or facts.purpose in ANSWERS_TO_THEIRS:
        return ""
    hearing = picture.hearing(facts.hearing_id)
    if hearing.now.number != facts.revision:
        return "the date has changed since"
    if hearing.now.state is HearingState.UNCONFIRMED:
        return "the date is not confirmed"
    if picture.has_left(facts.person_id) and facts.purpose is not Purpose.INVITATION_OFF:
        return "they are no longer part of the case"
    still = {person.person_id for person in picture.audience_of(facts.hearing_id)}
    if facts.purpose not in CORRECTIONS and facts.person_id not in still:
        return NOT_EXPECTED_ANY_MORE
    return ""


def kept_back_by_choice(picture: CasePicture, facts: LastFacts, now: datetime) -> Later | Withdraw | None:
    """Say what somebody has chosen meanwhile: to skip it, or that it does not go now; None when nobody did.

    The plan honours choices already, and it is the plan that gives what is skipped or held too long to a person. Here
    they are asked once more, for a message that was committed to in the same moment.
    """
    today = london_day(now)
    if facts.purpose in ANSWERS_TO_THEIRS:
        everything = hold_on_everything(picture.choices, facts.person_id, today)
        return None if everything is None else Withdraw(choice_in_words(everything))
    chosen = chosen_for(
        picture.choices,
        person_id=facts.person_id,
        hearing_id=facts.hearing_id or "",
        revision=facts.revision,
        what=facts.what,
        today=today,
    )
    if chosen.skip is not None:
        return Withdraw(choice_in_words(chosen.skip))
    if chosen.hold is None or chosen.held_until is None or now >= chosen.held_until:
        return None
    because = choice_in_words(chosen.hold)
    if chosen.held_until < facts.not_after:
        return Later(chosen.held_until, because)
    return Withdraw(f"{because}; by then it would come too late")


def with_newer_ones(due: Iterable[LastFacts]) -> tuple[LastFacts, ...]:
    """Mark every reminder of which a newer one is due to the same person about the same hearing."""
    kept = tuple(due)
    newest: dict[tuple[str, str | None], datetime] = {}
    for facts in kept:
        if facts.purpose is Purpose.REMINDER:
            key = (facts.person_id, facts.hearing_id)
            newest[key] = max(facts.not_before, newest.get(key, facts.not_before))
    return tuple(
        replace(f, newer=True)
        if f.purpose is Purpose.REMINDER and f.not_before < newest[(f.person_id, f.hearing_id)]
        else f
        for f in kept
    )


def _with_room(gate: _Gate, now: datetime, verdict: May | Wait) -> Decision:
    """Wait for the first safe time in which there is room; where none follows that has it, a person rings at once."""
    facts = gate.facts
    if now + facts.room > facts.not_after:
        return _late(facts, TOO_LATE)
    because = verdict.because if isinstance(verdict, Wait) else TOO_NEAR_THE_END
    opens = verdict.until
    for looked_at in range(MOST_WINDOWS_LOOKED_AT):
        then = gate.at(opens)
        if isinstance(then, Wait):
            opens, then = then.until, gate.at(then.until)
        if isinstance(then, Blocked) and looked_at:
            break  # the check runs out before any of their hours is long enough
        if not isinstance(then, May) or then.until - opens >= facts.room:
            return _later(facts, opens, because) if opens + facts.room <= facts.not_after else _late(facts, because)
        opens = then.until
    return NotThisWay(HOURS_TOO_SHORT)


def _not_twice_a_day(gate: _Gate, taken: DayTaken, now: datetime) -> Decision:
    facts = gate.facts
    same_news = (taken.person_id, taken.hearing_id) == (facts.person_id, facts.hearing_id)
    if same_news and facts.purpose is Purpose.REMINDER:
        return Withdraw(TOLD_TODAY)
    return _from(gate, end_of_london_day(london_day(now)), ONE_A_DAY)


def _from(gate: _Gate, moment: datetime, because: str) -> Decision:
    """Let it wait until the first safe instant from `moment` on."""
    verdict = gate.at(moment)
    if isinstance(verdict, Blocked):
        return NotThisWay(verdict.because, verdict.clears)
    return _later(gate.facts, verdict.until if isinstance(verdict, Wait) else moment, because)


def _later(facts: LastFacts, until: datetime, because: str) -> Decision:
    return Later(until, because) if until < facts.not_after else _late(facts, because)


def _late(facts: LastFacts, because: str) -> Decision:
    return Withdraw(TOO_LATE) if POLICIES[facts.urgency].silent else TooLate(because)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A message of which nobody knows whether it went.

    since: from when on. maybe_sent: how often its words may have left us, this time included.
    """

    urgency: Urgency
    since: datetime
    maybe_sent: int
    not_after: datetime


def may_go_again(doubt: Doubt, *, carrier_has_nothing: bool, now: datetime, limits: Limits) -> bool:
    """Decide whether a message in doubt may be handed over once more, after its carrier was asked.

    A carrier's "nothing" is believed when a receipt has had its time; for what keeps somebody safe it is believed at
    once, and after a while even its silence is enough.
    """
    policy = POLICIES[doubt.urgency]
    if doubt.maybe_sent >= policy.handovers or now >= doubt.not_after:
        return False
    if not carrier_has_nothing:
        return policy.again_unasked and now >= doubt.since + limits.person_is_asked_after(doubt.urgency)
    return policy.again_unasked or now >= doubt.since + limits.grace


def a_person_is_asked(doubt: Doubt, *, carrier_has_nothing: bool, now: datetime, limits: Limits) -> bool:
    """Decide whether somebody has to ring, because nobody can know or nothing more may be sent."""
    if carrier_has_nothing and now >= doubt.since + limits.grace:
        return True
    return now >= doubt.since + limits.person_is_asked_after(doubt.urgency)
