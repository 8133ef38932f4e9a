"""A household: its people, their cases and dates side by side, and how it is written to. One family, one voice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from witness.domain.access import Asking
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.contact import Channel, ContactState, SafeContact
from witness.domain.contact_tasks import RENEW_WITHIN
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.domain.people import Part
from witness.questions.case_list import CaseRow, rows_of
from witness.questions.how_to_ring import problem_of
from witness.store import Desk, Store
from witness.store.households import KeyedContact, Membership, PlannedText

# More on one day to one household are too many; news of a changed date may be (peers reference, message defaults).
TEXTS_A_DAY = 1


@dataclass(frozen=True, slots=True)
class PhoneState:
    """How a phone or mailbox stands, without its number. problem: why nothing goes to it, "" when it may be used."""

    contact_id: str
    what: str
    problem: str
    counts_until: date
    is_soon: bool


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the household. parts: what they are in which case: ("W1", case, our reference)."""

    initials: str
    parts: tuple[tuple[str, str, str], ...]
    phones: tuple["PhoneState", ...]


@dataclass(frozen=True, slots=True)
class HouseholdCase:
    """A case of the household. spoken_at: when somebody of us last spoke with the family in it, None for never."""

    row: CaseRow
    spoken_at: datetime | None


@dataclass(frozen=True, slots=True)
class TextDay:
    """The texts that are planned for one day. to: who gets them, by initials."""

    on: date
    count: int
    to: tuple[str, ...]
    too_many: bool


@dataclass(frozen=True, slots=True)
class Household:
    """The page. shared: people, by initials, on whose records the same number or address stands.

    family_case: a case in which one of them is a witness or a carer, "" when there is none.
    """

    members: tuple[Member, ...]
    cases: tuple[HouseholdCase, ...]
    shared: tuple[tuple[str, ...], ...]
    days: tuple[TextDay, ...]
    owners: tuple[str, ...]
    spoken_at: datetime | None
    family_case: str = ""


def household_of(store: Store, household_id: str, *, asking: Asking) -> Household:
    """Show a household through the cases that somebody may see; each of them counts as looked at.

    Raises:
        NotFound: there is no such household, or none of its cases may be seen. The two are never told apart.
    """
    with store.board_for(asking, doing="household.read") as desk:
        memberships = desk.households.members(asking.viewer, (household_id,))
        case_ids = sorted({m.case_id for m in memberships})
        for case_id in case_ids:
            desk.audit.record(_look(case_id, asking))
        page = _page(desk, memberships, case_ids, asking)
    if not memberships:
        raise NotFound("There is no such household.")
    return page


def _page(desk: Desk, memberships: tuple[Membership, ...], case_ids: list[str], asking: Asking) -> Household:
    initials = {m.person_id: m.initials for m in memberships}
    contacts = desk.households.contacts_of(initials)
    cases = tuple(HouseholdCase(row, outline.spoken_at) for row, outline in rows_of(desk, case_ids, asking))
    spoken = [case.spoken_at for case in cases if case.spoken_at is not None]
    return Household(
        members=tuple(_members(memberships, contacts, london_day(asking.at))),
        cases=cases,
        shared=_shared(contacts, initials),
        days=_days(desk.households.planned_texts(initials, case_ids), initials),
        owners=tuple(sorted({m.owner_name for m in memberships})),
        spoken_at=max(spoken, default=None),
        family_case=next((m.case_id for m in memberships if m.part in (Part.WITNESS, Part.PARENT_CARER)), ""),
    )


def _members(memberships: tuple[Membership, ...], contacts: tuple[KeyedContact, ...], today: date) -> Iterable[Member]:
    by_person = sorted(memberships, key=lambda m: (m.initials, m.person_id, m.ref))
    for person_id, group in groupby(by_person, key=lambda m: m.person_id):
        own = list(group)
        parts = tuple(dict.fromkeys((_part(m), m.case_id, m.ref) for m in own))
        phones = [c.contact for c in contacts if c.contact.person_id == person_id]
        in_use = [_phone(c, today) for c in phones if c.state is not ContactState.RETIRED]
        yield Member(own[0].initials, parts, tuple(in_use))


def _phone(contact: SafeContact, today: date) -> PhoneState:
    return PhoneState(
        contact.contact_id,
        "phone" if contact.channel is Channel.SMS else "mailbox",
        problem_of(contact, today),
        contact.review_due_on,
        today < contact.review_due_on <= today + RENEW_WITHIN,
    )


def _part(member: Membership) -> str:
    if member.part is Part.WITNESS:
        return f"witness {member.label}".strip()
    return member.relation or member.part.value.replace("_", " ")


def _shared(contacts: tuple[KeyedContact, ...], initials: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    """Find numbers that stand on the records of two people: what one of them stops or shows, the other does too."""
    by_key: dict[str, set[str]] = {}
    for kept in contacts:
        by_key.setdefault(kept.key, set()).add(kept.contact.person_id)
    pairs = {
        tuple(sorted(initials[person_id] for person_id in people)) for people in by_key.values() if len(people) > 1
    }
    return tuple(sorted(pairs))


def _days(texts: tuple[PlannedText, ...], initials: dict[str, str]) -> tuple[TextDay, ...]:
    found = []
    for day, group in groupby(texts, key=lambda text: london_day(text.not_before)):
        own = list(group)
        to = tuple(sorted({initials[text.person_id] for text in own}))
        found.append(TextDay(day, len(own), to, len(own) > TEXTS_A_DAY))
    return tuple(found)


def _look(case_id: str, asking: Asking) -> Entry:
    return Entry(
        at=asking.at,
        deed="household.read",
        outcome=AuditOutcome.ALLOWED,
        account_id=asking.viewer.account_id,
        role=asking.viewer.role.value,
        case_id=case_id,
        request_id=asking.request_id,
    )
