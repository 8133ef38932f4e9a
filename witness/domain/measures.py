"""Special measures: what may help a witness to give their best evidence, and how far each has got."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from witness.domain.court_time import moment_in_london


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
    """How far a measure has got (domain reference §1.6)."""

    NEEDED = "needed"
    VIEWS = "views"  # what the witness wants has been heard and recorded
    NOT_WANTED = "not_wanted"  # they have said that they do not want it
    ASKED = "asked"
    APPLIED = "applied"
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    ARRANGED = "arranged"
    TOLD = "told"  # the family knows what was decided
    TESTED = "tested"
    USED = "used"
    VARIATION = "variation"  # it has to be changed, which needs a fresh reason
    LAPSED = "lapsed_at_18"


MEASURE_DECIDED = frozenset(
    {
        MeasureState.GRANTED,
        MeasureState.PARTLY,
        MeasureState.REFUSED,
        MeasureState.ARRANGED,
        MeasureState.TOLD,
        MeasureState.TESTED,
        MeasureState.USED,
        MeasureState.NOT_WANTED,
    }
)


class Basis(StrEnum):
    """On what a direction rests: one that rests on age alone ends at eighteen."""

    UNKNOWN = "unknown"
    AGE = "age"
    S16_OTHER = "s16_other"  # a disorder, an impairment or a disability
    S17 = "s17"  # fear or distress, or a complainant of the offences that s.17 names


BASIS_IN_WORDS: dict[Basis, str] = {
    Basis.UNKNOWN: "not known",
    Basis.AGE: "age alone (section 16)",
    Basis.S16_OTHER: "more than age (section 16)",
    Basis.S17: "section 17",
}


@dataclass(frozen=True, slots=True)
class MeasureStep:
    """That a measure came to a state, and when. Never changed afterwards."""

    state: MeasureState
    at: datetime
    source: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One special measure for one witness. state: how far it has got; steps: how it got there, as far as recorded."""

    witness_id: str
    kind: MeasureKind
    state: MeasureState
    since: date
    basis: Basis = Basis.UNKNOWN
    steps: tuple[MeasureStep, ...] = ()


def steps_of(measure: Measure) -> tuple[MeasureStep, ...]:
    """Give the steps of a measure, oldest first, so that the last is the state that it is in.

    What was recorded without a step is one at the beginning of its day: nobody knows the hour, and it must never count
    as newer than a move of the same day.
    """
    steps = measure.steps
    if steps and steps[-1].state is measure.state:
        return steps
    at = moment_in_london(measure.since, time(0, 0))
    return (*steps, MeasureStep(measure.state, max(at, steps[-1].at) if steps else at))
