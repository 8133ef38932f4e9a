"""Questions between a prosecutor and the support team: closed templates, one answer each, and a clock both sides see.

What is asked and answered here goes to the prosecution, where it may be disclosed (Criminal Procedure and
Investigations Act 1996). So the questions come from a list, the answers from a list or from what is recorded, and the
few free words pass through `domain.enquiry_words`.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from witness.domain.access import Role
from witness.domain.court_time import short_day
from witness.domain.errors import Refused
from witness.domain.evidence import Side


class Topic(StrEnum):
    """What may be asked."""

    TRANSPORT = "transport"
    INTERPRETER = "interpreter"
    AVAILABILITY = "availability"
    DATE_TOLD = "date_told"
    SUPPORTER = "supporter"
    EXPENSES = "expenses"
    COURT_VISIT = "court_visit"
    DECISION = "decision"
    LIST_POSITION = "list_position"
    MEETING = "meeting"
    DOOR = "door"
    NEEDED_AT = "needed_at"


class Reply(StrEnum):
    """What may be answered."""

    RECORDED = "recorded"  # what the record says, in its own words at that moment
    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"
    NOT_KNOWN = "not_known"
    SAID = "said"  # only the words beside it


REPLY_IN_WORDS: dict[Reply, str] = {
    Reply.RECORDED: "As recorded",
    Reply.YES: "Yes",
    Reply.NO: "No",
    Reply.NOT_YET: "Not yet",
    Reply.NOT_KNOWN: "We do not know",
    Reply.SAID: "In our own words, below",
}
_YES_OR_NO = (Reply.RECORDED, Reply.YES, Reply.NOT_YET, Reply.NO, Reply.NOT_KNOWN, Reply.SAID)
_OPEN = (Reply.RECORDED, Reply.SAID, Reply.NOT_YET, Reply.NOT_KNOWN)


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One template. to: who answers. takes_days: it asks about days that whoever asks must name."""

    asks: str
    to: Side
    replies: tuple[Reply, ...]
    takes_days: bool = False


TOPICS: dict[Topic, TopicRow] = {
    Topic.TRANSPORT: TopicRow("Is a lift to court arranged?", Side.SUPPORT, _YES_OR_NO),
    Topic.INTERPRETER: TopicRow("Is an interpreter arranged?", Side.SUPPORT, _YES_OR_NO),
    Topic.AVAILABILITY: TopicRow("Can they come on these days?", Side.SUPPORT, _YES_OR_NO, takes_days=True),
    Topic.DATE_TOLD: TopicRow("Has the family been told of the date?", Side.SUPPORT, _YES_OR_NO),
    Topic.SUPPORTER: TopicRow("Is a supporter arranged?", Side.SUPPORT, _YES_OR_NO),
    Topic.EXPENSES: TopicRow("Is travel money in advance arranged?", Side.SUPPORT, _YES_OR_NO),
    Topic.COURT_VISIT: TopicRow("Is the visit to the court dated?", Side.SUPPORT, _YES_OR_NO),
    Topic.DECISION: TopicRow("What was decided on the special measures?", Side.CPS, _OPEN),
    Topic.LIST_POSITION: TopicRow("Where does the case stand in the list?", Side.CPS, _OPEN),
    Topic.MEETING: TopicRow("When does the prosecutor meet the witness?", Side.CPS, _OPEN),
    Topic.DOOR: TopicRow("Which door does the witness use?", Side.CPS, _OPEN),
    Topic.NEEDED_AT: TopicRow("When will the witness be needed?", Side.CPS, _OPEN),
}


class EnquiryState(StrEnum):
    """Where a question stands. The values are the words."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a question ended: answered or withdrawn, once and for good. words: as they were at that moment."""

    state: EnquiryState
    at: datetime
    reply: Reply | None = None
    words: str = ""
    by_id: str | None = None

    @property
    def in_words(self) -> str:
        """Say the answer: "Yes. From 2pm", "A lift to court: confirmed, since Fri 20 Nov"."""
        if self.reply is None or self.reply in (Reply.RECORDED, Reply.SAID):
            return self.words
        said = REPLY_IN_WORDS[self.reply]
        return f"{said}. {self.words}" if self.words else said


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A question. witness_id: None when it is about the trial. words: a few beside the template, "" without any.

    first_on, last_on: the days that it is about, both included, where the template takes days. by_id: None when it came
    with a whole case from another service.
    """

    enquiry_id: str
    topic: Topic
    witness_id: str | None
    asked_at: datetime
    due_at: datetime
    words: str = ""
    first_on: date | None = None
    last_on: date | None = None
    by_id: str | None = None
    ended: Ending | None = None

    @property
    def row(self) -> TopicRow:
        """The template."""
        return TOPICS[self.topic]

    @property
    def state(self) -> EnquiryState:
        """Where it stands."""
        return EnquiryState.OPEN if self.ended is None else self.ended.state

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for an answer."""
        return self.ended is None

    @property
    def asked_by(self) -> Side:
        """Which side asked."""
        return Side.CPS if self.row.to is Side.SUPPORT else Side.SUPPORT

    @property
    def in_words(self) -> str:
        """Say what is asked: "Can they come on these days? Mon 1 Feb to Fri 5 Feb"."""
        days = days_in_words(self.first_on, self.last_on)
        return f"{self.row.asks} {days}" if days else self.row.asks


def days_in_words(first: date | None, last: date | None) -> str:
    """Say a span of days: "Mon 1 Feb to Fri 5 Feb 2027"; "" without any."""
    if first is None:
        return ""
    until = last or first
    return (
        f"{short_day(first)} {first.year}"
        if until == first
        else f"{short_day(first)} to {short_day(until)} {until.year}"
    )


SIDE_IN_WORDS: dict[Side, str] = {Side.SUPPORT: "support", Side.CPS: "the CPS"}
SIDE_OF: dict[Role, Side] = {Role.OFFICER: Side.SUPPORT, Role.MANAGER: Side.SUPPORT, Role.LIAISON: Side.CPS}


def topics_for(side: Side) -> tuple[tuple[Topic, str], ...]:
    """Give what one side may ask the other."""
    return tuple((topic, row.asks) for topic, row in TOPICS.items() if row.to is not side)


LONGEST_SPAN = timedelta(days=92)
FURTHEST = timedelta(days=730)


def check_question(new: Enquiry, known: tuple[Enquiry, ...], side: Side, today: date) -> None:
    """Check that a question may be put.

    Raises:
        Refused: it is not this side's to ask, waits for an answer already, or the days that it names cannot be.
    """
    if new.row.to is side:
        raise Refused("This question is for the other side to ask. Choose another.")
    _check_days(new, today)
    same = (new.topic, new.witness_id, new.first_on, new.last_on)
    waiting = [e for e in known if e.is_open and (e.topic, e.witness_id, e.first_on, e.last_on) == same]
    if waiting:
        raise Refused("This has been asked already and waits for an answer.")


def _check_days(new: Enquiry, today: date) -> None:
    if not new.row.takes_days:
        if new.first_on or new.last_on:
            raise Refused("This question is about no days. Leave the days empty.")
        return
    first, last = new.first_on, new.last_on or new.first_on
    if first is None or last is None:
        raise Refused("Say which days you ask about.")
    if last < first:
        raise Refused("The last day lies before the first.")
    if first < today:
        raise Refused("These days have begun already. Ask about days that lie ahead.")
    if last - first > LONGEST_SPAN or first - today > FURTHEST:
        raise Refused("Ask about three months at most, within the next two years.")


def check_end(enquiry: Enquiry) -> None:
    """Check that a question can still be answered or withdrawn.

    Raises:
        Refused: it has ended. The message says how, so that nobody believes that both things hold.
    """
    if enquiry.ended is None:
        return
    if enquiry.ended.state is EnquiryState.WITHDRAWN:
        raise Refused("This question was withdrawn. It takes no answer any more.")
    raise Refused(
        f"This question was answered already: “{enquiry.ended.in_words}”. It takes one answer. "
        "If something has changed since, a new question can be asked."
    )


def answered(enquiry: Enquiry, reply: Reply, words: str, side: Side, *, at: datetime, by_id: str | None) -> Enquiry:
    """Give a question with its answer. words: already looked through; those of the record for `RECORDED`.

    Raises:
        Refused: it has ended, is for the other side to answer, or the answer is none.
    """
    check_end(enquiry)
    if enquiry.row.to is not side:
        raise Refused("This question is for the other side to answer.")
    if reply not in enquiry.row.replies:
        raise Refused("Choose one of the answers to this question.")
    if reply in (Reply.SAID, Reply.RECORDED) and not words.strip():
        missing = "Write the answer, or choose another." if reply is Reply.SAID else "Nothing is recorded about it yet."
        raise Refused(missing)
    return replace(enquiry, ended=Ending(EnquiryState.ANSWERED, at, reply, words.strip(), by_id))


def withdrawn(enquiry: Enquiry, side: Side, *, at: datetime, by_id: str | None) -> Enquiry:
    """Give a question as no longer asked.

    Raises:
        Refused: it has ended, or the other side asked it.
    """
    check_end(enquiry)
    if enquiry.asked_by is not side:
        raise Refused("The other side asked this. Only they can withdraw it.")
    return replace(enquiry, ended=Ending(EnquiryState.WITHDRAWN, at, by_id=by_id))


def in_turn(enquiries: tuple[Enquiry, ...]) -> tuple[Enquiry, ...]:
    """Give questions in the order in which they are worked on: open ones by their clock, then the newest ended."""
    waiting = sorted((e for e in enquiries if e.ended is None), key=lambda e: (e.due_at, e.enquiry_id))
    over = [e for e in enquiries if e.ended is not None]
    over.sort(key=lambda e: (e.ended.at if e.ended else e.asked_at, e.enquiry_id), reverse=True)
    return (*waiting, *over)
