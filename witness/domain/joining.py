"""Somebody joins a case late: which dates they have missed, so that they are offered exactly those."""

from dataclasses import dataclass
from datetime import date

from witness.domain.beliefs import same_promise
from witness.domain.cases import CasePicture
from witness.domain.evidence import EventState
from witness.domain.hearings import Hearing, HearingState
from witness.domain.people import Part


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The part that somebody is to play. for_person_id: of the witness whom it is about, None for the whole case."""

    part: Part
    relation: str = ""
    for_person_id: str | None = None
    organisation: str = ""


def missed_by(picture: CasePicture, person_id: str, newcomer: Newcomer, today: date) -> tuple[Hearing, ...]:
    """Give the dates that somebody in this part must know and has not been told as they stand, the soonest first.

    What is past, off, over, not confirmed or without any date is left out: there is nothing to tell of it.
    """
    concerned = [h for h in picture.hearings if _concerns(picture, h, newcomer) and _lies_ahead(h, today)]
    missed = [h for h in concerned if not _knows(picture, person_id, h)]
    return tuple(sorted(missed, key=lambda h: (h.now.slot.on or date.max, h.hearing_id)))


def _concerns(picture: CasePicture, hearing: Hearing, newcomer: Newcomer) -> bool:
    for event in picture.events:
        witness = picture.witness(event.witness_id)
        about = newcomer.for_person_id in (None, witness.person_id)
        expected = event.state is EventState.EXPECTED and witness.is_expected
        if event.hearing_id == hearing.hearing_id and expected and about:
            return True
    return False


def _lies_ahead(hearing: Hearing, today: date) -> bool:
    last_day = hearing.now.slot.last_day
    return hearing.now.state is HearingState.LISTED and last_day is not None and last_day >= today


def _knows(picture: CasePicture, person_id: str, hearing: Hearing) -> bool:
    told = picture.told_last(person_id, hearing.hearing_id)
    return told is not None and same_promise(hearing.revision(told.revision), hearing.now)
