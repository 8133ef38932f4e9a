"""The primary rule: what the law expects for a child who gives evidence, until the child has said otherwise.

Youth Justice and Criminal Evidence Act 1999 s.21(3)-(4B): the recorded interview is admitted and everything else is
given by live link. A child may opt out. One who then gives evidence in the court room has a screen, unless they opt
out of that as well. Nothing here records a fact: it only says what somebody still has to ask.
"""

from dataclasses import dataclass
from enum import StrEnum

from witness.domain.cases import CasePicture
from witness.domain.countdown import measures_of
from witness.domain.court_time import london_day
from witness.domain.hearings import Hearing
from witness.domain.measures import MeasureKind, MeasureState


class Answered(StrEnum):
    """What is recorded about an expected measure."""

    RECORDED = "recorded"
    OPTED_OUT = "opted_out"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Expected:
    """A measure that the primary rule expects, and what is recorded about it."""

    kind: MeasureKind
    answered: Answered


PROMPTS: dict[tuple[MeasureKind, Answered], str] = {
    (MeasureKind.VIDEO_INTERVIEW, Answered.MISSING): (
        "The primary rule expects the video interview as evidence; nobody has recorded what the witness wants."
    ),
    (MeasureKind.LIVE_LINK, Answered.MISSING): (
        "The primary rule expects a live link; nobody has recorded what the witness wants."
    ),
    (MeasureKind.SCREEN, Answered.MISSING): (
        "The witness has opted out of the live link: a screen is then mandatory, unless they opt out of it too. "
        "Nobody has recorded what they want."
    ),
    (MeasureKind.VIDEO_INTERVIEW, Answered.OPTED_OUT): (
        "The witness has opted out of the video interview as evidence. The court must be satisfied that their evidence "
        "does not suffer."
    ),
    (MeasureKind.LIVE_LINK, Answered.OPTED_OUT): (
        "The witness has opted out of the live link. The court must be satisfied that their evidence does not suffer."
    ),
    (MeasureKind.SCREEN, Answered.OPTED_OUT): "The witness has opted out of the screen as well.",
}


def primary_rule(picture: CasePicture, witness_id: str, hearing: Hearing) -> tuple[Expected, ...]:
    """Give what the primary rule expects for a witness who is under 18 at the hearing; nothing for anybody else.

    Without a date the age on the day on which we learnt of the hearing counts. A birthday that is not known expects
    nothing.
    """
    person = picture.person(picture.witness(witness_id).person_id)
    if not person.is_child_on(hearing.now.slot.on or london_day(hearing.now.learnt_at)):
        return ()
    recorded = {measure.kind: measure.state for measure in measures_of(picture, witness_id)}
    expected = [_expected(kind, recorded) for kind in (MeasureKind.VIDEO_INTERVIEW, MeasureKind.LIVE_LINK)]
    if expected[-1].answered is Answered.OPTED_OUT:
        expected.append(_expected(MeasureKind.SCREEN, recorded))
    return tuple(expected)


def prompt_of(expected: Expected) -> str:
    """Say what somebody has to ask, or what an opting out leads to; "" when the measure is on its way."""
    return PROMPTS.get((expected.kind, expected.answered), "")


def _expected(kind: MeasureKind, recorded: dict[MeasureKind, MeasureState]) -> Expected:
    if kind not in recorded:
        return Expected(kind, Answered.MISSING)
    opted_out = recorded[kind] is MeasureState.NOT_WANTED
    return Expected(kind, Answered.OPTED_OUT if opted_out else Answered.RECORDED)
