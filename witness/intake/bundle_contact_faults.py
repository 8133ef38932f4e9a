"""Finds what is wrong with the safe-contact records of a bundle: levels not allowed, hours and days reversed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from witness.domain.contact import SafeContact
from witness.domain.contact_rules import Holder, faults_of
from witness.domain.contact_terms import terms_of
from witness.domain.people import ADULT_AT, Person
from witness.intake.bundle_step_faults import Sound
from witness.intake.bundle_values import contact_from

Json = dict[str, Any]
Fault = tuple[str, str]

# The field of a form that a rule is about, and the key of the bundle in which it stands. What is not here may stand in
# a bundle, because the gate lets nothing through to it: a child's own number without an agreement, no safe hours.
KEY_OF = {
    "tier": "tier",
    "opted_in": "opted_in_on",
    "urgent_until": "urgent_until",
    "code_use": "code_use",
    "code_word": "code_word",
}


def faults_in_contacts(sound: Sound) -> Iterator[Fault]:
    """Give every fault of the safe-contact records, each with its JSON path."""
    witnesses = {w["person"]: bool(w["direct_contact"]) for _, w in sound.items("witnesses")}
    for place, person in sound.items("people"):
        for number, contact in enumerate(person["contacts"]):
            where = f"{place}.contacts[{number}]"
            yield from _reversed(where, contact)
            try:
                value = contact_from(contact, person["id"], contact["id"])
                holder = _holder(person, witnesses, value.reviewed_on)
            except ValueError:
                continue  # said elsewhere: a day or an hour is none
            yield from _last_step(where, value)
            broken = faults_of(value, holder)
            yield from ((f"{where}.{KEY_OF[field]}", words) for field, words in broken if field in KEY_OF)


def _reversed(where: str, contact: Json) -> Iterator[Fault]:
    for number, quiet in enumerate(contact.get("quiet", ())):
        last_on = quiet.get("last_on")
        if last_on is not None and last_on < quiet["first_on"]:
            yield f"{where}.quiet[{number}].last_on", "lies before the first day"
    for number, span in enumerate(contact.get("other_hours", ())):
        if span["closes"] <= span["opens"]:
            yield f"{where}.other_hours[{number}].closes", "the hours end before they begin"
    if (contact.get("expired_at") is None) is not (contact.get("expired_because") is None):
        yield f"{where}.expired_because", "goes with expired_at: give both or neither"


def _last_step(where: str, contact: SafeContact) -> Iterator[Fault]:
    """Find histories that end with something else than what the record says."""
    if not contact.steps or contact.steps[-1].terms is None:
        return
    last, at = contact.steps[-1], f"{where}.steps[{len(contact.steps) - 1}]"
    if last.terms != terms_of(contact):
        yield f"{at}.terms", "the last step says something else than the record"
    if last.tier != contact.tier:
        yield f"{at}.tier", f"is {last.tier:d}, and the record says {contact.tier:d}"
    if last.reviewed_on not in (None, contact.reviewed_on):
        yield f"{at}.reviewed_on", f"is {last.reviewed_on}, and the record says {contact.reviewed_on}"


def _holder(person: Json, witnesses: dict[str, bool], on: date) -> Holder:
    born_on = None if person["born_on"] is None else date.fromisoformat(person["born_on"])
    age = Person(person["id"], "", "", "", born_on).age_on(on)
    adult = None if age is None else age >= ADULT_AT
    return Holder(adult, person["id"] in witnesses, witnesses.get(person["id"], True))
