"""What one witness is counting down to: the days left, what ends the wait, and which facts still hold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.defendants import DefendantOutcome, Plea
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import Hearing, HearingKind
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
    NOTHING_AHEAD = "No hearing lies ahead at which this witness is to give evidence."


# At these the question is guilt. A Newton hearing or an appeal may need the witness after a plea of guilty.
ENDED_BY_PLEAS = frozenset({HearingKind.TRIAL, HearingKind.RETRIAL, HearingKind.S28})


def closed_because(picture: CasePicture, witness_id: str, today: date) -> Closed | None:
    """Say what has ended this witness's wait, or None while evidence is still to be given."""
    if not picture.witness(witness_id).is_expected:
        return Closed.NOT_EXPECTED
    event = picture.next_event_of(witness_id, today)
    if event is None:
        return _why_nothing_is_ahead(picture, witness_id)
    kind = picture.hearing(event.hearing_id).kind
    return Closed.ADMITTED if kind in ENDED_BY_PLEAS and _all_admitted(picture) else None


def _why_nothing_is_ahead(picture: CasePicture, witness_id: str) -> Closed:
    states = {event.state for event in picture.events if event.witness_id == witness_id}
    if EventState.EXPECTED in states or not states:
        return Closed.NOTHING_AHEAD
    return Closed.GIVEN if EventState.GIVEN in states else Closed.RELEASED


def _all_admitted(picture: CasePicture) -> bool:
    pleas = [d.plea for d in picture.case.defendants if d.outcome is not DefendantOutcome.DISCONTINUED]
    return bool(pleas) and all(plea is Plea.GUILTY for plea in pleas)


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
