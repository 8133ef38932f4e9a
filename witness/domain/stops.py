"""What somebody asked us to stop, and what may still go to them: asked when a message is planned and when it is sent.

A polite stop pauses texts and leaves one kind on, "do not set off": it keeps somebody from a wasted journey into a
corridor. A stop by the carrier's own word leaves nothing on, because the network lets nothing through.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from witness.domain.cases import CasePicture
from witness.domain.contact import ContactState, SafeContact
from witness.domain.stop_facts import Stop

MOST_CHOICES = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the children about whom texts go to a number. on: the day of the next date, None when there is none."""

    contact_id: str
    person_id: str
    case_id: str
    witness_id: str
    on: date | None


def heeding(
    contact: SafeContact, stops: Iterable[Stop], *, about: frozenset[str], even_if_stopped: bool = False
) -> SafeContact:
    """Give the record as the gate has to see it for one message.

    about: the witnesses whom the message concerns. even_if_stopped: it is one that a polite stop leaves on.
    """
    standing = [stop for stop in stops if stop.contact_id == contact.contact_id and stop.until is None]
    if any(stop.by_carrier for stop in standing):
        return _stopped(contact)
    everything = any(stop.witness_id is None for stop in standing)
    if even_if_stopped:
        # A stop of which nothing is recorded but the state may be the carrier's: it is taken for one.
        polite = contact.state is ContactState.STOPPED and everything
        return replace(contact, state=ContactState.USABLE) if polite else contact
    one_by_one = frozenset(stop.witness_id for stop in standing if stop.witness_id is not None)
    return _stopped(contact) if everything or (about and about <= one_by_one) else contact


def concerned(picture: CasePicture, person_id: str, hearing_id: str | None) -> frozenset[str]:
    """Give the witnesses about whom a person hears of a hearing; empty for a message about no hearing."""
    at_it = {event.witness_id for event in picture.events if event.hearing_id == hearing_id}
    own = {
        w.witness_id for w in picture.witnesses if w.witness_id in at_it and _is_own(picture, w.person_id, person_id)
    }
    return frozenset(own or at_it)


def choices_of(pictures: Iterable[CasePicture], contacts: Iterable[SafeContact], today: date) -> tuple[Choice, ...]:
    """Give the children about whom texts may still go to a number, the nearest date first.

    pictures: of every open case that the number serves. contacts: the records that hold the number.
    """
    records = tuple(contacts)
    found: list[Choice] = []
    for picture in pictures:
        here = {person.person_id for person in picture.people}
        for contact in records:
            if contact.person_id in here and not picture.has_left(contact.person_id):
                found += _choices(picture, contact, today)
    return tuple(sorted(found, key=lambda c: (c.on or date.max, c.case_id, c.witness_id, c.contact_id)))


def may_be_asked(choices: tuple[Choice, ...]) -> bool:
    """Whether a text can ask which child is meant: each must have a day of its own, because no name may be written."""
    days = [choice.on for choice in choices]
    return 1 < len(choices) <= MOST_CHOICES and None not in days and len(set(days)) == len(days)


def start_counts(received_at: datetime, stops: Iterable[Stop]) -> bool:
    """Whether a wish to start again is newer than every stop. A replayed call of the carrier still verifies."""
    return all(stop.since < received_at for stop in stops)


def _choices(picture: CasePicture, contact: SafeContact, today: date) -> Iterable[Choice]:
    for witness in picture.witnesses:
        event = picture.next_event_of(witness.witness_id, today)
        if event is None or not witness.is_expected or not _is_own(picture, witness.person_id, contact.person_id):
            continue
        on = picture.hearing(event.hearing_id).now.slot.on
        yield Choice(contact.contact_id, contact.person_id, picture.case.case_id, witness.witness_id, on)


def _is_own(picture: CasePicture, child_id: str, person_id: str) -> bool:
    return person_id == child_id or person_id in {carer.person_id for carer in picture.carers_of(child_id)}


def _stopped(contact: SafeContact) -> SafeContact:
    # What is worse than a stop stays what it is: a wrong number does not become a stopped one.
    usable = contact.state is ContactState.USABLE
    return replace(contact, state=ContactState.STOPPED) if usable else contact
