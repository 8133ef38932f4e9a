"""As much of many cases as sending needs, in few statements. Only names are opened: no text may say one."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, select

from witness.domain.cases import Case, CasePicture, Track
from witness.domain.contact import SafeContact
from witness.domain.defendants import Custody, Defendant, DefendantOutcome, Plea
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.people import AvoidWhy, CasePart, DatesToAvoid, Part, Person, Requirement, Witness
from witness.store.contact import VALUE, contact_of
from witness.store.hearings import Hearings
from witness.store.markers import Markers
from witness.store.message_choices import MessageChoices
from witness.store.people import NAME
from witness.store.tables.cases import CaseRow, DefendantRow
from witness.store.tables.contact import SafeContactRow
from witness.store.tables.evidence import EvidenceEventRow
from witness.store.tables.people import CasePersonRow, DatesToAvoidRow, PersonRow, WitnessRow
from witness.store.vault import BrokenSeal, Vault


def bare_pictures(connection: Connection, vault: Vault, case_ids: Iterable[str]) -> dict[str, CasePicture]:
    """Give cases with their people, parts, witnesses, hearings, events, defendants, days to avoid and choices.

    Of markers only who is missing, and of telephones and mailboxes only theirs: to those nothing goes.
    """
    ids = sorted(set(case_ids))
    if not ids:
        return {}
    defendants = _by_case(connection, ids, DefendantRow, _defendant)
    people = _people(connection, vault, ids)
    avoided = avoided_by(connection, people)
    parts = _by_case(connection, ids, CasePersonRow, _part)
    witnesses = _by_case(connection, ids, WitnessRow, _witness)
    events = _by_case(connection, ids, EvidenceEventRow, _event)
    hearings = Hearings(connection).of_cases(ids)
    choices = MessageChoices(connection).of_cases(ids)
    missing = Markers(connection).missing_of_people(p.person_id for together in people.values() for p in together)
    theirs = _contacts_of(connection, vault, {person_id for person_id, _ in missing})
    rows = connection.execute(select(CaseRow).where(CaseRow.id.in_(ids)))
    return {
        row.id: CasePicture(
            case=_case(row, defendants[row.id]),
            people=people[row.id],
            parts=parts[row.id],
            witnesses=witnesses[row.id],
            hearings=hearings.get(row.id, ()),
            events=events[row.id],
            availability=avoided[row.id],
            choices=choices.get(row.id, ()),
            markers_elsewhere=tuple(pair for pair in missing if pair[0] in {p.person_id for p in people[row.id]}),
            contacts=tuple(c for c in theirs if c.person_id in {p.person_id for p in people[row.id]}),
        )
        for row in rows
    }


def _contacts_of(connection: Connection, vault: Vault, person_ids: set[str]) -> list[SafeContact]:
    """Give the telephones and mailboxes of people, in one statement; in none for nobody."""
    if not person_ids:
        return []
    found = []
    for row in connection.execute(select(SafeContactRow).where(SafeContactRow.person_id.in_(sorted(person_ids)))):
        with suppress(BrokenSeal):
            found.append(contact_of(row, vault.open(VALUE, row.id, row.value_sealed)))
    return found


def _by_case(connection: Connection, ids: list[str], table: Any, made: Any) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = defaultdict(tuple)
    for row in connection.execute(select(table).where(table.case_id.in_(ids)).order_by(table.id)):
        found[row.case_id] += (made(row),)
    return found


def _people(connection: Connection, vault: Vault, ids: list[str]) -> dict[str, tuple[Person, ...]]:
    query = (
        select(
            CasePersonRow.case_id,
            PersonRow.id,
            PersonRow.household_id,
            PersonRow.name_sealed,
            PersonRow.initials,
            PersonRow.language,
        )
        .join(PersonRow, PersonRow.id == CasePersonRow.person_id)
        .where(CasePersonRow.case_id.in_(ids))
        .distinct()
        .order_by(PersonRow.id)
    )
    found: dict[str, tuple[Person, ...]] = defaultdict(tuple)
    for row in connection.execute(query):
        found[row.case_id] += (Person(row.id, row.household_id, _name(vault, row), row.initials, None, row.language),)
    return found


def _name(vault: Vault, row: Any) -> str:
    """Give a name, "" when its seal is broken: that must not hold up a text that says no name."""
    try:
        return vault.open(NAME, row.id, row.name_sealed)
    except BrokenSeal:
        return ""


def avoided_by(connection: Connection, people: dict[str, tuple[Person, ...]]) -> dict[str, tuple[DatesToAvoid, ...]]:
    """Give, for each case, the days off of its people, in one statement."""
    ids = sorted({person.person_id for together in people.values() for person in together})
    query = select(DatesToAvoidRow).where(DatesToAvoidRow.person_id.in_(ids)).order_by(DatesToAvoidRow.id)
    of_person: dict[str, list[DatesToAvoid]] = defaultdict(list)
    for r in connection.execute(query):
        days = DatesToAvoid(r.id, r.person_id, r.first_on, r.last_on, AvoidWhy(r.why), r.recorded_at)
        of_person[r.person_id].append(days)
    return defaultdict(
        tuple,
        {
            case_id: tuple(days for person in together for days in of_person[person.person_id])
            for case_id, together in people.items()
        },
    )


def _case(row: Any, defendants: tuple[Defendant, ...]) -> Case:
    return Case(
        case_id=row.id,
        ref=row.ref,
        track=Track(row.track),
        team_id=row.team_id,
        owner_id=row.owner_id,
        cps_team_id=row.cps_team_id,
        court_code=row.court_code,
        support_began_on=row.support_began_on,
        came_on=row.came_on,
        signed_as="",
        support_phone="",
        closed_on=row.closed_on,
        defendants=defendants,
    )


def _defendant(row: Any) -> Defendant:
    return Defendant(row.label, Custody(row.custody), Plea(row.plea), DefendantOutcome(row.outcome))


def _part(row: Any) -> CasePart:
    return CasePart(
        row.person_id,
        Part(row.part),
        row.relation,
        row.for_person_id,
        row.organisation,
        row.informed,
        row.joined_at,
        row.left_at,
    )


def _witness(row: Any) -> Witness:
    return Witness(row.id, row.person_id, row.label, Requirement(row.requirement), row.direct_contact)


def _event(row: Any) -> EvidenceEvent:
    return EvidenceEvent(
        row.id,
        row.witness_id,
        row.hearing_id,
        EventState(row.state),
        row.expected_at,
        row.settled_at,
        row.recalled,
    )
