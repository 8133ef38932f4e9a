"""Told against true: what each person believes about a date, and whether it is still so.

A belief is put right only when the person acknowledges the new date or somebody has spoken with them. A text alone
tells; it does not close.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from witness.domain.cases import CasePicture
from witness.domain.evidence import Told
from witness.domain.hearings import Certainty, Hearing, HearingState, Revision


class BeliefState(StrEnum):
    """How a belief stands against the truth."""

    KNOWS = "knows"
    NOT_TOLD = "not_told"
    STALE = "stale"  # they believe something that is no longer true
    TOLD_NOT_ANSWERED = "told_not_answered"  # the change was sent, and nobody knows whether it was read


@dataclass(frozen=True, slots=True)
class Belief:
    """What one person believes about one hearing.

    told: the revision that they were last told, or None.
    wrong_since: when what they believe stopped being true; None unless the belief is stale or unanswered.
    """

    person_id: str
    hearing_id: str
    state: BeliefState
    told: Revision | None
    truth: Revision
    told_at: datetime | None
    via: str
    wrong_since: datetime | None


def same_promise(one: Revision, other: Revision) -> bool:
    """Whether two revisions would be told to a family in the same words: a court room is not part of them."""
    return _promise(one) == _promise(other)


def belief_of(picture: CasePicture, person_id: str, hearing: Hearing) -> Belief:
    """Give what a person believes about a hearing, against what is true."""
    return belief_from(picture.told_last(person_id, hearing.hearing_id), person_id, hearing)


def belief_from(told: Told | None, person_id: str, hearing: Hearing) -> Belief:
    """Give what follows from the last thing that a person was told about a hearing; None: they were told nothing."""
    if told is None:
        return Belief(person_id, hearing.hearing_id, BeliefState.NOT_TOLD, None, hearing.now, None, "", None)
    revision = hearing.revision(told.revision)
    state = _state_of(told, revision, hearing)
    wrong = state in (BeliefState.STALE, BeliefState.TOLD_NOT_ANSWERED)
    return Belief(
        person_id=person_id,
        hearing_id=hearing.hearing_id,
        state=state,
        told=revision,
        truth=hearing.now,
        told_at=told.at,
        via=told.via,
        wrong_since=_changed_at(hearing, told) if wrong else None,
    )


def beliefs_about(picture: CasePicture, hearing: Hearing) -> tuple[Belief, ...]:
    """Give the beliefs of everybody who must know about a hearing, and of everybody who was told of it."""
    told = {t.person_id for t in picture.told if t.hearing_id == hearing.hearing_id}
    audience = {person.person_id for person in picture.audience_of(hearing.hearing_id)}
    return tuple(belief_of(picture, person_id, hearing) for person_id in sorted(told | audience))


def _state_of(told: Told, revision: Revision, hearing: Hearing) -> BeliefState:
    if hearing.now.state is HearingState.UNCONFIRMED:
        return BeliefState.KNOWS  # nobody knows better: the court has to be asked first
    if not same_promise(revision, hearing.now):
        return BeliefState.STALE
    corrected = any(not same_promise(r, hearing.now) for r in hearing.revisions[: revision.number])
    if corrected and told.acknowledged_at is None and told.via != "voice":
        return BeliefState.TOLD_NOT_ANSWERED
    return BeliefState.KNOWS


def _changed_at(hearing: Hearing, told: Told) -> datetime:
    """When the truth last turned away from what this person had been told, or was first sent the change."""
    believed = hearing.revision(told.revision)
    later = [r for r in hearing.revisions[told.revision :] if not same_promise(r, believed)]
    return later[0].learnt_at if later else told.at


def _promise(revision: Revision) -> tuple[object, ...]:
    slot = revision.slot
    if revision.state is HearingState.VACATED:
        return ("off",)
    # A trial that runs on has a last day, but it still begins when it was said to.
    until = slot.until if slot.certainty is Certainty.WINDOW else None
    return (slot.certainty, slot.on, until, slot.at, slot.court_code)
