"""Told against true: what each person believes about a date, and whether it is still so.

A belief is put right only when the person acknowledges the new date or somebody has spoken with them. A text alone
tells; it does not close. Whoever has left the case is not asked about any more; whoever joined late is held only to
what was true from then on.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from witness.domain.cases import CasePicture
from witness.domain.contact import Channel
from witness.domain.evidence import Told
from witness.domain.hearings import Certainty, Hearing, HearingState, Revision
from witness.domain.messages import FAILED, HANDED_OVER


class BeliefState(StrEnum):
    """How a belief stands against the truth."""

    KNOWS = "knows"
    NOT_TOLD = "not_told"
    STALE = "stale"  # they believe something that is no longer true
    TOLD_NOT_ANSWERED = "told_not_answered"  # the change was sent, and nobody knows whether it was read


class Delivered(StrEnum):
    """Whether a text that told somebody has arrived, as far as the network says."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Belief:
    """What one person believes about one hearing.

    told: the revision that they were last told, or None.
    wrong_since: when what they believe stopped being true; None unless the belief is stale or unanswered.
    delivered: of the last text about what is true, None when they were told by voice or nothing was sent.
    reason_given: they were told why it changed.
    """

    person_id: str
    hearing_id: str
    state: BeliefState
    told: Revision | None
    truth: Revision
    told_at: datetime | None
    via: str
    wrong_since: datetime | None
    delivered: Delivered | None = None
    acknowledged_at: datetime | None = None
    reason_given: bool = False

    @property
    def is_wrong(self) -> bool:
        """Whether somebody has to put it right: it is stale, or was sent and nobody knows whether it was read."""
        return self.state in (BeliefState.STALE, BeliefState.TOLD_NOT_ANSWERED)


def same_promise(one: Revision, other: Revision) -> bool:
    """Whether two revisions would be told to a family in the same words: a court room is not part of them."""
    return _promise(one) == _promise(other)


def latest_change(hearing: Hearing) -> Revision | None:
    """Give the revision that last changed what a family has to know; None when nothing they could know has changed."""
    before = hearing.revisions[:-1]
    started = next((r for r in reversed(before) if not same_promise(r, hearing.now)), None)
    return None if started is None else hearing.revision(started.number + 1)


def reason_to_tell(hearing: Hearing) -> str:
    """Give the words that say why a date last changed, "" when nobody knows or nothing has changed."""
    change = latest_change(hearing)
    return "" if change is None or change.undoes is not None else change.reason


def belief_of(picture: CasePicture, person_id: str, hearing: Hearing) -> Belief:
    """Give what a person believes about a hearing, against what is true."""
    told = picture.told_last(person_id, hearing.hearing_id)
    belief = belief_from(told, person_id, hearing, joined_at=joined_at(picture, person_id))
    failed = _did_not_arrive(picture, person_id, hearing, None if told is None else told.at)
    return replace(belief, delivered=Delivered.NO) if failed else belief


def belief_from(told: Told | None, person_id: str, hearing: Hearing, *, joined_at: datetime | None = None) -> Belief:
    """Give what follows from the last thing that a person was told about a hearing; None: they were told nothing.

    joined_at: since when they are part of the case, None when that is not recorded or they always were.
    """
    if told is None:
        return Belief(person_id, hearing.hearing_id, BeliefState.NOT_TOLD, None, hearing.now, None, "", None)
    revision = hearing.revision(told.revision)
    state = _state_of(told, revision, hearing, joined_at)
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
        delivered=_delivered(told),
        acknowledged_at=told.acknowledged_at,
        reason_given=told.reason_given,
    )


def beliefs_about(picture: CasePicture, hearing: Hearing) -> tuple[Belief, ...]:
    """Give the beliefs of everybody who must know about a hearing, and of everybody who was told of it.

    That a hearing is off concerns only those who were told that it was on.
    """
    told = {t.person_id for t in picture.told if t.hearing_id == hearing.hearing_id}
    is_off = hearing.now.state is HearingState.VACATED
    audience = set() if is_off else {person.person_id for person in picture.audience_of(hearing.hearing_id)}
    here = {person_id for person_id in told | audience if not picture.has_left(person_id)}
    return tuple(belief_of(picture, person_id, hearing) for person_id in sorted(here))


def joined_at(picture: CasePicture, person_id: str) -> datetime | None:
    """Say since when somebody is part of a case; None when they always were, or nobody recorded it."""
    moments = [part.joined_at for part in picture.parts if part.person_id == person_id]
    known = [at for at in moments if at is not None]
    return min(known) if known and len(known) == len(moments) else None


def _state_of(told: Told, revision: Revision, hearing: Hearing, joined_at: datetime | None) -> BeliefState:
    if hearing.now.state is HearingState.UNCONFIRMED:
        return BeliefState.KNOWS  # nobody knows better: the court has to be asked first
    if not same_promise(revision, hearing.now):
        return BeliefState.STALE
    known_to_them = hearing.revisions[_first_known(hearing, joined_at) - 1 : revision.number]
    corrected = any(not same_promise(r, hearing.now) for r in known_to_them)
    if corrected and told.acknowledged_at is None and told.via != "voice":
        return BeliefState.TOLD_NOT_ANSWERED
    return BeliefState.KNOWS


def _first_known(hearing: Hearing, joined_at: datetime | None) -> int:
    """Give the number of the revision that held when somebody joined: what was over by then, nobody told them."""
    if joined_at is None:
        return 1
    before = [r.number for r in hearing.revisions if r.recorded_at <= joined_at]
    return max(before, default=1)


def _delivered(told: Told) -> Delivered | None:
    if told.via != "text":
        return None
    return Delivered.UNKNOWN if told.delivered_at is None else Delivered.YES


def _did_not_arrive(picture: CasePicture, person_id: str, hearing: Hearing, told_at: datetime | None) -> bool:
    """Whether the newest text to somebody about the date as it stands has failed, and nothing was said since."""
    tries = [
        message
        for message in picture.messages
        if message.person_id == person_id
        and message.hearing_id == hearing.hearing_id
        and message.revision == hearing.now.number
        and message.channel is Channel.SMS
        and message.state in FAILED | HANDED_OVER
    ]
    newest = max(tries, key=lambda m: (m.handed_over_at or m.not_before, m.message_id), default=None)
    if newest is None or newest.state not in FAILED:
        return False
    return told_at is None or told_at <= (newest.handed_over_at or newest.not_before)


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
