"""Who no longer has to come: when a fact takes people out of a date's audience, somebody tells them by voice.

Texts about the date stop by themselves. But whoever was told to come, and whoever was to sit beside the witness, still
believes it until a person has told them.
"""

from collections.abc import Iterator
from datetime import datetime

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.hearings import KIND_IN_WORDS, Hearing, HearingState
from witness.domain.people import Part, Witness
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask, in_working_hours
from witness.store import Desk

STANDS = frozenset({HearingState.LISTED, HearingState.UNCONFIRMED})
BESIDE_THEM = frozenset({Part.SUPPORTER, Part.ADVISER})


def tell_those_not_needed(desk: Desk, before: CasePicture, rules: Rules, *, now: datetime) -> int:
    """Raise a task for everybody who had to come before a change and has not since; gives their number.

    before: the picture before the change, which has been made in this transaction.
    """
    after = desk.cases.picture(before.case.case_id)
    if after is None:
        return 0
    raised = 0
    for hearing in after.hearings:
        last = hearing.now.slot.last_day
        if hearing.now.state not in STANDS or last is None or last < london_day(now):
            continue
        for person_id in _no_longer(before, after, hearing):
            task = _task(after, hearing, person_id, rules, now)
            raised += desk.tasks.raise_(after.case.case_id, after.case.owner_id, task, now)
    return raised


def _no_longer(before: CasePicture, after: CasePicture, hearing: Hearing) -> tuple[str, ...]:
    """Those who had been told of the date, and those who were to sit beside a witness, who need not come now."""
    still = {person.person_id for person in after.audience_of(hearing.hearing_id)}
    family = [p.person_id for p in before.audience_of(hearing.hearing_id) if p.person_id not in still]
    told = [person_id for person_id in family if before.told_last(person_id, hearing.hearing_id)]
    coming = {witness.witness_id for witness in _coming(after, hearing)}
    for witness in _coming(before, hearing):
        if witness.witness_id not in coming:
            told += _beside(before, witness)
    return tuple(dict.fromkeys(told))


def _coming(picture: CasePicture, hearing: Hearing) -> Iterator[Witness]:
    for event in picture.awaited:
        witness = picture.witness(event.witness_id)
        if event.hearing_id == hearing.hearing_id and witness.is_expected:
            yield witness


def _beside(picture: CasePicture, witness: Witness) -> Iterator[str]:
    """A supporter always has to know; somebody who advises, when we tell them the dates at all."""
    for part in picture.parts:
        knows = part.part is Part.SUPPORTER or part.informed
        if part.part in BESIDE_THEM and part.for_person_id == witness.person_id and knows:
            yield part.person_id


def _task(picture: CasePicture, hearing: Hearing, person_id: str, rules: Rules, now: datetime) -> WantedTask:
    what = KIND_IN_WORDS[hearing.kind]
    return WantedTask(
        # The instant is part of the reason: whoever is asked back and freed again is told again.
        reason_key=f"tell:{hearing.hearing_id}:{person_id}:{now:%Y%m%dT%H%M%S}",
        kind=TaskKind.TELL,
        words=f"Tell {picture.called(person_id)} that they need not come to the {what}, {hearing.now.slot.in_words()}",
        clears_when="you have told them",
        due_at=in_working_hours(now, 4, rules.calendar),
        person_id=person_id,
        hearing_id=hearing.hearing_id,
    )
