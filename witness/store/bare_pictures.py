"""As much of many cases as sending needs, in a fixed number of statements. Nothing sealed is opened here."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from witness.domain.cases import Case, CasePicture, Track
from witness.domain.defendants import Custody, Defendant, DefendantOutcome, Plea
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.store.hearings import Hearings
from witness.store.tables.cases import CaseRow, DefendantRow
from witness.store.tables.evidence import EvidenceEventRow
from witness.store.tables.people import CasePersonRow, PersonRow, WitnessRow


def bare_pictures(connection: Connection, case_ids: Iterable[str]) -> dict[str, CasePicture]:
    """Give cases with their people by initials, parts, witnesses, hearings, events and defendants: eight statements."""
    ids = sorted(set(case_ids))
    if not ids:
        return {}
    defendants = _by_case(connection, ids, DefendantRow, _defendant)
    people = _people(connection, ids)
    parts = _by_case(connection, ids, CasePersonRow, _part)
    witnesses = _by_case(connection, ids, WitnessRow, _witness)
    events = _by_case(connection, ids, EvidenceEventRow, _event)
    hearings = Hearings(connection).of_cases(ids)
    rows = connection.execute(select(CaseRow).where(CaseRow.id.in_(ids)))
    return {
        row.id: CasePicture(
            case=_case(row, defendants[row.id]),
            people=people[row.id],
            parts=parts[row.id],
            witnesses=witnesses[row.id],
            hearings=hearings.get(row.id, ()),
            events=events[row.id],
        )
        for row in rows
    }


def _by_case(connection: Connection, ids: list[str], table: Any, made: Any) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = defaultdict(tuple)
    for row in connection.execute(select(table).where(table.case_id.in_(ids)).order_by(table.id)):
        found[row.case_id] += (made(row),)
    return found


def _people(connection: Connection, ids: list[str]) -> dict[str, tuple[Person, ...]]:
    query = (
        select(CasePersonRow.case_id, PersonRow.id, PersonRow.household_id, PersonRow.initials, PersonRow.language)
        .join(PersonRow, PersonRow.id == CasePersonRow.person_id)
        .where(CasePersonRow.case_id.in_(ids))
        .distinct()
        .order_by(PersonRow.id)
    )
    found: dict[str, tuple[Person, ...]] = defaultdict(tuple)
    for row in connection.execute(query):
        found[row.case_id] += (Person(row.id, row.household_id, "", row.initials, None, row.language),)
    return found


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
