"""Rows for the list of cases: as much of each as the list needs, in a number of statements that never grows.

Whose cases is one WHERE clause, `visible_to`, in every statement that begins with cases. Nothing sealed is opened here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection, func, select, union_all

from witness.domain.access import Deed, Viewer
from witness.domain.case_gaps import CaseOutline
from witness.domain.cases import Case, CasePicture, Track
from witness.domain.contact import SafeContact
from witness.domain.evidence import EventState, EvidenceEvent, NeedKind, NeedState, Told
from witness.domain.hearings import Hearing
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.domain.plans import PlanState
from witness.store.access import visible_to
from witness.store.contact import contact_of
from witness.store.hearings import Hearings
from witness.store.tables.accounts import AccountRow
from witness.store.tables.cases import CaseRow
from witness.store.tables.contact import ContactLogRow, SafeContactRow
from witness.store.tables.evidence import AnswerRow, EvidenceEventRow, NeedRow, StandingRow, ToldRow
from witness.store.tables.messages import ReplyRow
from witness.store.tables.people import CasePersonRow, PersonRow, WitnessRow
from witness.store.tables.plans import PlanStepRow, PromiseRow, VisitRow


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which of the cases that somebody may see. owner_id, court_code "": any; case_ids None: any."""

    owner_id: str = ""
    court_code: str = ""
    case_ids: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A case of the list. bands: of its witnesses, as last computed."""

    outline: CaseOutline
    owner_name: str
    bands: tuple[str, ...]


class CaseOutlines:
    """The drawer of cases as a list shows them."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def rows(self, viewer: Viewer, narrowing: Narrowing) -> tuple[OutlineRow, ...]:
        """Give the cases that a viewer may see, by reference, in a fixed number of statements."""
        query = (
            select(CaseRow, AccountRow.name.label("owner_name"))
            .join(AccountRow, AccountRow.id == CaseRow.owner_id)
            .where(visible_to(viewer, Deed.SEE_CASE))
            .order_by(CaseRow.ref)
        )
        heads = self._connection.execute(_narrowed(query, narrowing)).all()
        facts = _Facts(self._connection, [head.id for head in heads])
        return tuple(
            OutlineRow(facts.outline(_bare_case(head)), head.owner_name, facts.bands.get(head.id, ())) for head in heads
        )

    def owners(self, viewer: Viewer) -> tuple[tuple[str, str], ...]:
        """Give (account, name) of whoever owns a case that a viewer may see, by name."""
        rows = self._connection.execute(
            select(AccountRow.id, AccountRow.name)
            .join(CaseRow, CaseRow.owner_id == AccountRow.id)
            .where(visible_to(viewer, Deed.SEE_CASE))
            .distinct()
            .order_by(AccountRow.name, AccountRow.id)
        )
        return tuple((row.id, row.name) for row in rows)

    def courts(self, viewer: Viewer) -> tuple[str, ...]:
        """Give the codes of the courts at which a viewer has cases to see."""
        query = select(CaseRow.court_code).where(visible_to(viewer, Deed.SEE_CASE)).distinct()
        return tuple(sorted(self._connection.execute(query).scalars()))


def _narrowed(query: Any, narrowing: Narrowing) -> Any:
    if narrowing.owner_id:
        query = query.where(CaseRow.owner_id == narrowing.owner_id)
    if narrowing.court_code:
        query = query.where(CaseRow.court_code == narrowing.court_code)
    if narrowing.case_ids is not None:
        query = query.where(CaseRow.id.in_(sorted(narrowing.case_ids)))
    return query


def _bare_case(row: Any) -> Case:
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
        charged_on=row.charged_on,
        restricted=row.restricted,
        closed_on=row.closed_on,
        revision=row.revision,
    )


class _Facts:
    """What belongs to these cases, each kind fetched by one statement."""

    def __init__(self, connection: Connection, case_ids: list[str]) -> None:
        self._connection = connection
        self._ids = case_ids
        self._people = self._people_by_case()
        self._parts = self._by_case(CasePersonRow, _part, CasePersonRow.person_id, CasePersonRow.part)
        self._witnesses = self._by_case(WitnessRow, _witness, WitnessRow.label)
        self._events = self._by_case(EvidenceEventRow, _event, EvidenceEventRow.id)
        self._told = self._by_case(ToldRow, _told, ToldRow.at, ToldRow.id)
        self._contacts = self._contacts_by_case()
        self._hearings: dict[str, tuple[Hearing, ...]] = Hearings(connection).of_cases(case_ids)
        self._spoken = self._last_contact()
        self._promises = self._open_promises()
        self._lifts = self._decided_lifts()
        self.bands = self._bands()

    def outline(self, case: Case) -> CaseOutline:
        own = case.case_id
        picture = CasePicture(
            case=case,
            people=self._people.get(own, ()),
            parts=self._parts.get(own, ()),
            witnesses=self._witnesses.get(own, ()),
            hearings=self._hearings.get(own, ()),
            events=self._events.get(own, ()),
            contacts=self._contacts.get(own, ()),
            told=self._told.get(own, ()),
        )
        return CaseOutline(
            picture, self._spoken.get(own), self._promises.get(own, ()), self._lifts.get(own, frozenset())
        )

    def _by_case(self, table: Any, made: Any, *order: Any) -> dict[str, tuple[Any, ...]]:
        query = select(table).where(table.case_id.in_(self._ids)).order_by(*order)
        return _grouped((row.case_id, made(row)) for row in self._connection.execute(query))

    def _people_by_case(self) -> dict[str, tuple[Person, ...]]:
        query = (
            select(CasePersonRow.case_id, PersonRow.id, PersonRow.household_id, PersonRow.initials, PersonRow.language)
            .join(PersonRow, PersonRow.id == CasePersonRow.person_id)
            .where(CasePersonRow.case_id.in_(self._ids))
            .distinct()
            .order_by(PersonRow.id)
        )
        rows = self._connection.execute(query)
        return _grouped((r.case_id, Person(r.id, r.household_id, "", r.initials, None, r.language)) for r in rows)

    def _contacts_by_case(self) -> dict[str, tuple[SafeContact, ...]]:
        mine = select(CasePersonRow.case_id, CasePersonRow.person_id).where(CasePersonRow.case_id.in_(self._ids))
        of_case = mine.distinct().subquery()
        rows = self._connection.execute(
            select(of_case.c.case_id, SafeContactRow)
            .join(SafeContactRow, SafeContactRow.person_id == of_case.c.person_id)
            .order_by(SafeContactRow.id)
        )
        return _grouped((row.case_id, bare_contact(row)) for row in rows)

    def _last_contact(self) -> dict[str, datetime]:
        """When both sides last spoke or wrote: the contact log, a date told by voice, an answer, a text, a visit."""
        ways = (
            select(ContactLogRow.case_id, ContactLogRow.at).where(ContactLogRow.reached),
            select(ToldRow.case_id, ToldRow.at).where(ToldRow.via == "voice"),
            select(AnswerRow.case_id, AnswerRow.at),
            select(ReplyRow.case_id, ReplyRow.received_at.label("at")).where(ReplyRow.case_id.is_not(None)),
        )
        every = union_all(*ways).subquery()
        query = select(every.c.case_id, func.max(every.c.at).label("at")).where(every.c.case_id.in_(self._ids))
        found: dict[str, datetime] = {}
        for case_id, at in self._connection.execute(query.group_by(every.c.case_id)):
            found[case_id] = at
        for case_id, day in self._last_visits():
            # A visit has a day and no end; noon is on that day in London and in UTC.
            noon = datetime.combine(day, time(12, 0), tzinfo=UTC)
            found[case_id] = max(found.get(case_id, noon), noon)
        return found

    def _last_visits(self) -> Iterable[tuple[str, date]]:
        query = (
            select(PlanStepRow.case_id, func.max(PlanStepRow.on_day))
            .join(VisitRow, VisitRow.id == PlanStepRow.item_id)
            .where(
                PlanStepRow.case_id.in_(self._ids),
                PlanStepRow.state == PlanState.DONE.value,
                PlanStepRow.on_day.is_not(None),
            )
            .group_by(PlanStepRow.case_id)
        )
        return tuple((case_id, day) for case_id, day in self._connection.execute(query) if day is not None)

    def _open_promises(self) -> dict[str, tuple[date, ...]]:
        query = (
            select(PromiseRow.case_id, PromiseRow.due_on)
            .where(PromiseRow.case_id.in_(self._ids), PromiseRow.kept_at.is_(None))
            .order_by(PromiseRow.due_on)
        )
        return _grouped((row.case_id, row.due_on) for row in self._connection.execute(query))

    def _decided_lifts(self) -> dict[str, frozenset[str]]:
        query = select(NeedRow.case_id, NeedRow.witness_id).where(
            NeedRow.case_id.in_(self._ids),
            NeedRow.kind == NeedKind.TRANSPORT.value,
            NeedRow.state != NeedState.NEEDED.value,
        )
        found = _grouped((row.case_id, row.witness_id) for row in self._connection.execute(query))
        return {case_id: frozenset(witnesses) for case_id, witnesses in found.items()}

    def _bands(self) -> dict[str, tuple[str, ...]]:
        query = select(StandingRow.case_id, StandingRow.band).where(StandingRow.case_id.in_(self._ids))
        return _grouped((row.case_id, row.band) for row in self._connection.execute(query))


def bare_contact(row: Any) -> SafeContact:
    """Turn a row of `safe_contact` into a record without its number or address."""
    return contact_of(row, "")


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for case_id, value in pairs:
        found[case_id].append(value)
    return {case_id: tuple(values) for case_id, values in found.items()}


def _part(row: Any) -> CasePart:
    return CasePart(row.person_id, Part(row.part), row.relation, row.for_person_id, row.organisation, row.informed)


def _witness(row: Any) -> Witness:
    return Witness(row.id, row.person_id, row.label, Requirement(row.requirement), row.direct_contact)


def _event(row: Any) -> EvidenceEvent:
    return EvidenceEvent(row.id, row.witness_id, row.hearing_id, EventState(row.state))


def _told(row: Any) -> Told:
    return Told(row.person_id, row.hearing_id, row.revision, row.via, row.at, row.acknowledged_at, row.delivered_at)
