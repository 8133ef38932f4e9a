"""What stands between a witness and giving evidence: the event itself, measures, needs and answers."""

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
    """The hearing at which one witness is to give evidence. Plans count down to it, not to "the trial"."""

    event_id: str
    witness_id: str
    hearing_id: str
    state: EventState


class MeasureKind(StrEnum):
    """Special measures, Youth Justice and Criminal Evidence Act 1999 sections 23 to 30."""

    SCREEN = "screen"
    LIVE_LINK = "live_link"
    PRIVATE = "private"
    NO_WIGS = "no_wigs"
    VIDEO_INTERVIEW = "video_interview"
    S28_RECORDING = "s28_recording"
    INTERMEDIARY = "intermediary"
    AIDS = "aids"


MEASURE_IN_WORDS: dict[MeasureKind, str] = {
    MeasureKind.SCREEN: "screen",
    MeasureKind.LIVE_LINK: "live link",
    MeasureKind.PRIVATE: "evidence in private",
    MeasureKind.NO_WIGS: "no wigs and gowns",
    MeasureKind.VIDEO_INTERVIEW: "video interview as evidence",
    MeasureKind.S28_RECORDING: "recorded cross-examination",
    MeasureKind.INTERMEDIARY: "intermediary",
    MeasureKind.AIDS: "communication aids",
}


class MeasureState(StrEnum):
    """How far a measure has got."""

    NEEDED = "needed"
    ASKED = "asked"
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
    ARRANGED = "arranged"


MEASURE_DECIDED = frozenset({MeasureState.GRANTED, MeasureState.REFUSED, MeasureState.ARRANGED})


@dataclass(frozen=True, slots=True)
class Measure:
    """One special measure for one witness."""

    witness_id: str
    kind: MeasureKind
    state: MeasureState
    since: date


class NeedKind(StrEnum):
    """What a witness may need before the day."""

    TRANSPORT = "transport"
    COURT_VISIT = "court_visit"
    SUPPORTER = "supporter"
    INTERPRETER = "interpreter"
    MEMORY_REFRESH = "memory_refresh"


NEED_IN_WORDS: dict[NeedKind, str] = {
    NeedKind.TRANSPORT: "a lift to court",
    NeedKind.COURT_VISIT: "court visit",
    NeedKind.SUPPORTER: "supporter on the day",
    NeedKind.INTERPRETER: "interpreter",
    NeedKind.MEMORY_REFRESH: "memory refreshing",
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
    """One need of one witness, and whose move it is."""

    witness_id: str
    kind: NeedKind
    state: NeedState
    whose: Side
    since: date
    due_on: date | None = None


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
    """What a person was told about a hearing: the revision, how, when, and whether they have said that they know."""

    person_id: str
    hearing_id: str
    revision: int
    via: str
    at: datetime
    acknowledged_at: datetime | None = None
