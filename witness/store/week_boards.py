"""Rows for the board of a week: what was agreed for its days and whom it is with, in few statements.

What somebody may not know of is there without its case: its time is taken all the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import Connection, Subquery, func, or_, select

from witness.domain.access import Deed, Viewer
from witness.domain.evidence import EventState
from witness.domain.hearings import WINDOWS, HearingState, Listing, Slot
from witness.domain.plans import ACTIVE, PlanState
from witness.domain.trips import Direction
from witness.domain.visits import Place, VisitKind
from witness.store.access import visible_to
from witness.store.hearings import newest_revision
from witness.store.tables.cases import CaseRow
from witness.store.tables.evidence import EvidenceEventRow
from witness.store.tables.hearings import HearingRow, RevisionRow
from witness.store.tables.people import PersonRow, WitnessRow
from witness.store.tables.plans import PlanStepRow, TripRow, VisitRow


@dataclass(frozen=True, slots=True)
class WitnessLine:
    """A witness whom a viewer may know of: nobody's name."""

    witness_id: str
    case_id: str
    case_ref: str
    initials: str
    household_id: str


@dataclass(frozen=True, slots=True)
class AgreedVisit:
    """A visit that has a day and an hour, and who goes. court_code: of its case."""

    visit_id: str
    case_id: str
    witness_id: str
    household_id: str
    kind: VisitKind
    place: Place
    minutes: int
    officers: tuple[str, ...]
    on: date
    at: time
    court_code: str


@dataclass(frozen=True, slots=True)
class AwaitedAt:
    """A hearing on a day or on several at which a witness is awaited. slot: as it is known today.

    rides_on: the days on which somebody is fetched to it.
    """

    hearing_id: str
    case_id: str
    witness_id: str
    owner_id: str
    slot: Slot
    rides_on: frozenset[date]


class WeekBoards:
    """The drawer of rows for boards of a week."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def witnesses(self, viewer: Viewer, case_ids: Iterable[str]) -> tuple[WitnessLine, ...]:
        """Give the witnesses of those of these cases that a viewer may see."""
        query = (
            select(WitnessRow.id, WitnessRow.case_id, CaseRow.ref, PersonRow.initials, PersonRow.household_id)
            .join(CaseRow, CaseRow.id == WitnessRow.case_id)
            .join(PersonRow, PersonRow.id == WitnessRow.person_id)
            .where(WitnessRow.case_id.in_(sorted(set(case_ids))), visible_to(viewer, Deed.SEE_CASE))
            .order_by(CaseRow.ref, WitnessRow.label)
        )
        rows = self._connection.execute(query)
        return tuple(WitnessLine(r.id, r.case_id, r.ref, r.initials, r.household_id) for r in rows)

    def visits(self, officers: Iterable[str], first_on: date, last_on: date) -> tuple[AgreedVisit, ...]:
        """Give the visits of these people on these days that have yet to take place."""
        who = sorted(set(officers))
        newest = _newest_steps()
        query = (
            select(VisitRow, PlanStepRow.on_day, PlanStepRow.at_time, PersonRow.household_id, CaseRow.court_code)
            .join(PlanStepRow, PlanStepRow.item_id == VisitRow.id)
            .join(newest, (newest.c.item_id == PlanStepRow.item_id) & (newest.c.number == PlanStepRow.number))
            .join(WitnessRow, WitnessRow.id == VisitRow.witness_id)
            .join(PersonRow, PersonRow.id == WitnessRow.person_id)
            .join(CaseRow, CaseRow.id == VisitRow.case_id)
            .where(
                or_(VisitRow.officer_id.in_(who), VisitRow.second_id.in_(who)),
                PlanStepRow.state.in_([state.value for state in ACTIVE]),
                PlanStepRow.on_day.between(first_on, last_on),
                PlanStepRow.at_time.is_not(None),
            )
            .order_by(PlanStepRow.on_day, PlanStepRow.at_time, VisitRow.id)
        )
        return tuple(
            AgreedVisit(
                visit_id=row.id,
                case_id=row.case_id,
                witness_id=row.witness_id,
                household_id=row.household_id,
                kind=VisitKind(row.kind),
                place=Place(row.place),
                minutes=row.minutes,
                officers=tuple(one for one in (row.officer_id, row.second_id) if one),
                on=row.on_day,
                at=row.at_time,
                court_code=row.court_code,
            )
            for row in self._connection.execute(query)
        )

    def awaited_at(self, owners: Iterable[str], first_on: date, last_on: date) -> tuple[AwaitedAt, ...]:
        """Give the hearings of these people's cases at which a witness is awaited and that may go on in these days.

        In two statements: the hearings, and the rides to them.
        """
        known = (
            RevisionRow.listing,
            RevisionRow.on_day,
            RevisionRow.until_day,
            RevisionRow.at_time,
            RevisionRow.court_code,
        )
        query = (
            select(
                HearingRow.id,
                HearingRow.case_id,
                CaseRow.owner_id,
                *known,
                func.min(EvidenceEventRow.witness_id).label("witness_id"),
            )
            .join(RevisionRow, newest_revision())
            .join(CaseRow, CaseRow.id == HearingRow.case_id)
            .join(EvidenceEventRow, EvidenceEventRow.hearing_id == HearingRow.id)
            .where(
                CaseRow.owner_id.in_(sorted(set(owners))),
                CaseRow.closed_on.is_(None),
                EvidenceEventRow.state == EventState.EXPECTED.value,
                RevisionRow.state.in_([HearingState.LISTED.value, HearingState.UNCONFIRMED.value]),
                RevisionRow.on_day <= last_on,
                func.coalesce(RevisionRow.until_day, RevisionRow.on_day) >= first_on,
                RevisionRow.listing.not_in([listing.value for listing in WINDOWS]),
            )
            .group_by(HearingRow.id, HearingRow.case_id, CaseRow.owner_id, *known)
            .order_by(RevisionRow.on_day, HearingRow.id)
        )
        rows = self._connection.execute(query).all()
        rides = self._rides_to([row.id for row in rows])
        return tuple(
            AwaitedAt(
                hearing_id=row.id,
                case_id=row.case_id,
                witness_id=row.witness_id,
                owner_id=row.owner_id,
                slot=Slot(Listing(row.listing), row.on_day, row.until_day, row.at_time, row.court_code),
                rides_on=frozenset(rides.get(row.id, ())),
            )
            for row in rows
        )

    def _rides_to(self, hearing_ids: list[str]) -> dict[str, list[date]]:
        """Give the days of the rides there that stand or have taken place, by hearing; in no statement for none."""
        if not hearing_ids:
            return {}
        newest = _newest_steps()
        query = (
            select(TripRow.hearing_id, PlanStepRow.on_day)
            .join(PlanStepRow, PlanStepRow.item_id == TripRow.id)
            .join(newest, (newest.c.item_id == PlanStepRow.item_id) & (newest.c.number == PlanStepRow.number))
            .where(
                TripRow.hearing_id.in_(hearing_ids),
                TripRow.direction == Direction.OUT.value,
                PlanStepRow.state.in_([state.value for state in (*ACTIVE, PlanState.DONE)]),
                PlanStepRow.on_day.is_not(None),
            )
        )
        found: dict[str, list[date]] = {}
        for row in self._connection.execute(query):
            found.setdefault(row.hearing_id, []).append(row.on_day)
        return found


def _newest_steps() -> Subquery:
    """Give the number of the newest step of everything planned."""
    return (
        select(PlanStepRow.item_id, func.max(PlanStepRow.number).label("number"))
        .group_by(PlanStepRow.item_id)
        .subquery()
    )
