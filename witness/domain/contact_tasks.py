"""Checks of safe contact to be gone through again: days before they run out, and at once when something happened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, ContactState, SafeContact
from witness.domain.contact_answers import INCIDENT_IN_WORDS
from witness.domain.contact_rules import holder_of
from witness.domain.court_time import short_day
from witness.domain.people import Person

# Judgement, to be confirmed by the service: a working week in which somebody can be rung in time.
RENEW_WITHIN = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class CheckToRenew:
    """Somebody with whom safe contact has to be gone through again. due_on: the day from which a record counts no more.

    is_over: it counts no more already.
    """

    person_id: str
    due_on: date
    words: str
    is_over: bool


def checks_to_renew(picture: CasePicture, today: date) -> Iterator[CheckToRenew]:
    """Give everybody of a case whose record runs out within five days, once each, with what is said about it."""
    for person in picture.people:
        if picture.has_left(person.person_id) or not holder_of(picture, person.person_id, today).agreed:
            continue
        due = [c for c in _in_use(picture, person) if c.review_due_on <= today + RENEW_WITHIN]
        if due:
            yield _check(picture, person, tuple(sorted(due, key=lambda c: (c.review_due_on, c.contact_id))), today)


def _in_use(picture: CasePicture, person: Person) -> Iterator[SafeContact]:
    own = (c for c in picture.contacts if c.person_id == person.person_id)
    return (c for c in own if c.state is ContactState.USABLE)


def _check(picture: CasePicture, person: Person, due: tuple[SafeContact, ...], today: date) -> CheckToRenew:
    first = due[0]
    what = {Channel.SMS: "phone", Channel.EMAIL: "mailbox"}
    things = " and ".join(sorted({what[c.channel] for c in due}, reverse=True))
    is_over = first.review_due_on <= today
    said = f"the check of their {things} {'ran out' if is_over else 'runs out'} on {short_day(first.review_due_on)}"
    if first.expired_because is not None:
        said = f"{INCIDENT_IN_WORDS[first.expired_because]}, so {said}"
    words = f"Go through safe contact with {picture.called(person.person_id)} by voice: {said}"
    return CheckToRenew(person.person_id, first.review_due_on, words, is_over)
