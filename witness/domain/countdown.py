"""What one witness is counting down to: the days left, what ends the wait, and which facts still hold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum

from witness.domain.awaited import everybody_admitted, guilt_is_decided
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import Certainty, Hearing, HearingState
from witness.domain.lapse import lapses
from witness.domain.measures import Measure
from witness.domain.measures_chain import Chain, chain_of
from witness.domain.people import ADULT_AT, Person, Requirement, Witness
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar


class Closed(StrEnum):
    """Why nothing is at risk. The values are the words for it, the same for every reader."""

    NOT_EXPECTED = "This witness is not expected at court."
    GIVEN = "Evidence has been given."
    RELEASED = "The court has released this witness."
    ADMITTED = "Every defendant has admitted it and the pleas were accepted."
    DECIDED = "The case has been decided or has ended for every defendant."
    NOTHING_AHEAD = "No hearing lies ahead at which this witness is to give evidence."


def closed_because(picture: CasePicture, witness_id: str, today: date) -> Closed | None:
    """Say what has ended this witness's wait, or None while evidence is still to be given."""
    if not picture.witness(witness_id).is_expected:
        return Closed.NOT_EXPECTED
    if picture.next_event_of(witness_id, today) is not None:
        return None
    return _why_nothing_is_ahead(picture, witness_id)


def counts_down(picture: CasePicture, witness_id: str, today: date) -> EvidenceEvent | None:
    """Give the event that a witness counts down to; None when they are not expected, or nothing is to come."""
    if picture.case.closed_on is not None or not picture.witness(witness_id).is_expected:
        return None
    return picture.next_event_of(witness_id, today)


def certainty_of(picture: CasePicture, event: EvidenceEvent) -> Certainty:
    """Give how much of the date of an event may be told as settled.

    A date that was taken out, or has been, is none; one that a list does not show is at best a maybe.
    """
    now = picture.hearing(event.hearing_id).now
    if now.state in (HearingState.VACATED, HearingState.HELD):
        return Certainty.NONE
    doubted = now.state is HearingState.UNCONFIRMED and now.slot.certainty in (Certainty.TIME, Certainty.DAY)
    return Certainty.MAYBE if doubted else now.slot.certainty


def _why_nothing_is_ahead(picture: CasePicture, witness_id: str) -> Closed:
    own = [event for event in picture.events if event.witness_id == witness_id]
    states = {event.state for event in own}
    if EventState.GIVEN in states and not any(event in own for event in picture.awaited):
        return Closed.GIVEN
    # Whoever was still expected when the pleas or the verdicts came is free by them, not by the court's leave.
    if EventState.EXPECTED in states and guilt_is_decided(picture.case.defendants):
        return Closed.ADMITTED if everybody_admitted(picture.case.defendants) else Closed.DECIDED
    return Closed.RELEASED if states == {EventState.RELEASED} else Closed.NOTHING_AHEAD


def hearing_ahead(picture: CasePicture, witness_id: str, today: date) -> tuple[EvidenceEvent, Hearing] | None:
    """Give the event this witness counts down to, with its hearing, or None when none is ahead."""
    event = picture.next_event_of(witness_id, today)
    return (event, picture.hearing(event.hearing_id)) if event else None


def working_days_left(hearing: Hearing, calendar: WorkingCalendar, today: date) -> int | None:
    """Count the working days to the first day on which the hearing may be; 0 from that day on.

    None when no day is known, or when the calendar ends before it: then nothing is guessed.
    """
    return working_days_until(hearing.now.slot.on, calendar, today)


def working_days_until(day: date | None, calendar: WorkingCalendar, today: date) -> int | None:
    """Count the working days to a day; 0 from that day on, None without a day or beyond the calendar."""
    if day is None:
        return None
    try:
        return max(0, calendar.until(today, day))
    except BeyondTheCalendar:
        return None


def still_holds(hearing: Hearing, revision: int) -> bool:
    """Whether what a family heard of `revision` is true today: only the court room may have changed since."""
    then, now = hearing.revision(revision), hearing.now
    return then.state is now.state and replace(then.slot, room="") == replace(now.slot, room="")


def family_of(picture: CasePicture, witness_id: str) -> tuple[Person, ...]:
    """Give the witness and their carers, each once: the people whose answers count."""
    person_id = picture.witness(witness_id).person_id
    return (picture.person(person_id), *picture.carers_of(person_id))


def measures_of(picture: CasePicture, witness_id: str) -> Iterator[Measure]:
    """Give the special measures of one witness."""
    return (measure for measure in picture.measures if measure.witness_id == witness_id)


def eighteenth_birthday(person: Person) -> date | None:
    """Give the day on which a person turns 18, 1 March for a leap day's child; None when not known."""
    if person.born_on is None:
        return None
    year = person.born_on.year + ADULT_AT
    try:
        return person.born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def lapses_at_18(picture: CasePicture, measure: Measure, hearing: Hearing) -> bool:
    """Whether a measure that may rest on age alone ends on or before the last day of the hearing (`lapse.lapses`)."""
    return lapses(measure, hearing, birthday_that_counts(picture, measure.witness_id, hearing))


def birthday_that_counts(picture: CasePicture, witness_id: str, hearing: Hearing | None) -> date | None:
    """Give the day on which a witness turns 18, None when not known or when they had begun their evidence before it.

    Youth Justice and Criminal Evidence Act 1999 s.21(9): a direction does not end for a witness who has begun.
    """
    witness = picture.witness(witness_id)
    turns_18 = eighteenth_birthday(picture.person(witness.person_id))
    if turns_18 is None or hearing is None:
        return turns_18
    begun_on = _began_evidence_on(witness, hearing)
    return None if begun_on is not None and begun_on < turns_18 else turns_18


def _began_evidence_on(witness: Witness, hearing: Hearing) -> date | None:
    """Give the day on which a witness began to give evidence at a hearing; None when that is not recorded."""
    first_day = hearing.now.slot.on
    if first_day is None:
        return None
    begun = [london_day(s.at) for s in witness.steps if s.requirement is Requirement.GIVING_EVIDENCE]
    if not begun and witness.requirement is Requirement.GIVING_EVIDENCE:
        return first_day
    return min((day for day in begun if day >= first_day), default=None)


def chain_in(picture: CasePicture, measure: Measure, hearing: Hearing | None) -> Chain:
    """Give the chain of a measure of this case, for the hearing that its witness counts down to."""
    return chain_of(measure, hearing, birthday_that_counts(picture, measure.witness_id, hearing))
