"""What stands between a witness and giving evidence: the event itself, needs and answers."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class EventState(StrEnum):
    """Whether a witness is still to give evidence at a hearing."""

    EXPECTED = "expected"
    GIVEN = "given"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class EvidenceEvent:
    """The hearing at which one witness is to give evidence. Plans count down to it, not to "the trial".

    expected_at: since when they are expected there, None when that is not recorded. settled_at: when the evidence was
    given or the witness was released. recalled: a further direction asks them back after a recording
    (Youth Justice and Criminal Evidence Act 1999 s.28(5)).
    """

    event_id: str
    witness_id: str
    hearing_id: str
    state: EventState
    expected_at: datetime | None = None
    settled_at: datetime | None = None
    recalled: bool = False


class NeedKind(StrEnum):
    """What a witness may need before the day."""

    TRANSPORT = "transport"
    COURT_VISIT = "court_visit"
    SUPPORTER = "supporter"
    INTERPRETER = "interpreter"
    MEMORY_REFRESH = "memory_refresh"
    CHILDCARE = "childcare"
    OVERNIGHT = "overnight"
    SECOND_ADULT = "second_adult"
    CPS_MEETING = "cps_meeting"


NEED_IN_WORDS: dict[NeedKind, str] = {
    NeedKind.TRANSPORT: "a lift to court",
    NeedKind.COURT_VISIT: "court visit",
    NeedKind.SUPPORTER: "supporter on the day",
    NeedKind.INTERPRETER: "interpreter",
    NeedKind.MEMORY_REFRESH: "memory refreshing",
    NeedKind.CHILDCARE: "childcare",
    NeedKind.OVERNIGHT: "overnight stay",
    NeedKind.SECOND_ADULT: "second adult",
    NeedKind.CPS_MEETING: "meeting with the prosecutor",
}


class NeedState(StrEnum):
    """How far a need has been met."""

    NEEDED = "needed"
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    DONE = "done"
    NOT_NEEDED = "not_needed"


NEED_MET = frozenset({NeedState.CONFIRMED, NeedState.DONE, NeedState.NOT_NEEDED})


class Side(StrEnum):
    """Whose move it is."""

    SUPPORT = "support"
    CPS = "cps"
    COURT = "court"
    POLICE = "police"


@dataclass(frozen=True, slots=True)
class Need:
    """One need of one witness, and whose move it is.

    hearing_id, of_revision: the date it was met for. When that date has moved, it has to be met anew.
    """

    witness_id: str
    kind: NeedKind
    state: NeedState
    whose: Side
    since: date
    due_on: date | None = None
    hearing_id: str | None = None
    of_revision: int = 0


class AnswerKind(StrEnum):
    """What somebody answered about a date."""

    COMING = "coming"
    HELP = "help"
    WORRIED = "worried"
    CANNOT = "cannot"


ANSWER_IN_WORDS: dict[AnswerKind, str] = {
    AnswerKind.COMING: "coming",
    AnswerKind.HELP: "needs help getting there",
    AnswerKind.WORRIED: "worried, wants a call",
    AnswerKind.CANNOT: "says they will not come",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer about one revision of a hearing.

    via: "text" or "voice". settled_at: when somebody dealt with it; None while it waits.
    """

    answer_id: str
    person_id: str
    hearing_id: str
    revision: int
    answer: AnswerKind
    via: str
    at: datetime
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a person was told about a hearing: the revision, how, when, and whether they have said that they know.

    delivered_at: when a text arrived, None for a voice or while nobody knows. reason_given: with the reason why.
    """

    person_id: str
    hearing_id: str
    revision: int
    via: str
    at: datetime
    acknowledged_at: datetime | None = None
    delivered_at: datetime | None = None
    reason_given: bool = False
