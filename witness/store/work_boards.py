"""Rows about the work of a team: who meets whom on which day, what is driven, what was promised and not kept.

A number of statements that never grows with the number of cases. Nothing sealed is opened here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, select
from sqlalchemy.sql.expression import FromClause

from witness.domain.access import Deed, Viewer
from witness.domain.plans import ACTIVE, PlanState, PlanStep
from witness.domain.trips import Direction, PickUp
from witness.domain.visits import Place, VisitKind
from witness.domain.workload import Meeting
from witness.store.access import visible_to
from witness.store.tables.accounts import AccountRow
from witness.store.tables.cases import CaseRow
from witness.store.tables.courts import CourtRow
from witness.store.tables.people import PersonRow, WitnessRow
from witness.store.tables.plans import BookingRow, PlanStepRow, PromiseRow, TripRow, VisitRow

# More than a team of twelve can do in four weeks; who asks is told nothing of it, because no page shows so many.
MOST_LINES = 2000
STANDS = frozenset({*ACTIVE, PlanState.DONE})
# A ride that fell through is the first thing to know in the morning.
RIDES_TO_KNOW = STANDS | {PlanState.FAILED}


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit of a period, by its newest step. officer_id: who leads it, None while nobody does."""

    visit_id: str
    case_id: str
    witness_id: str
    initials: str
    kind: VisitKind
    place: Place
    minutes: int
    hearing_id: str | None
    officer_id: str | None
    owner_id: str
    step: PlanStep


@dataclass(frozen=True, slots=True)
class RideLine:
    """A trip of a day, by its newest step. What is known of it besides is in the drawer of trips."""

    trip_id: str
    case_id: str
    owner_id: str
    direction: Direction
    pick_up: PickUp
    visit_id: str | None
    step: PlanStep


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """A promise whose day has passed. Its words stay sealed: the case page opens them."""

    case_id: str
    case_ref: str
    owner_id: str
    owner_name: str
    due_on: date


@dataclass(frozen=True, slots=True)
class CourtCard:
    """What a sheet of paper needs to know of a court building. outcode, phone: "" when not known."""

    name: str
    town: str
    outcode: str
    phone: str


class WorkBoards:
    """The drawer of rows about who does what when."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def visits(
        self, viewer: Viewer, first: date, last: date, *, officer_id: str | None = None
    ) -> tuple[VisitLine, ...]:
        """Give the visits between two days, of one officer or of all, that stand or were done, in order of time."""
        newest = _newest_steps()
        query = (
            select(VisitRow, CaseRow.owner_id, PersonRow.initials, *_step_columns(newest))
            .join(newest, newest.c.item_id == VisitRow.id)
            .join(CaseRow, CaseRow.id == VisitRow.case_id)
            .join(WitnessRow, WitnessRow.id == VisitRow.witness_id)
            .join(PersonRow, PersonRow.id == WitnessRow.person_id)
            .where(visible_to(viewer, Deed.SEE_CASE), _between(newest, first, last, STANDS))
            .order_by(newest.c.on_day, newest.c.at_time, VisitRow.id)
            .limit(MOST_LINES)
        )
        if officer_id is not None:
            query = query.where(VisitRow.officer_id == officer_id)
        return tuple(
            VisitLine(
                visit_id=r.id,
                case_id=r.case_id,
                witness_id=r.witness_id,
                initials=r.initials,
                kind=VisitKind(r.kind),
                place=Place(r.place),
                minutes=r.minutes,
                hearing_id=r.hearing_id,
                officer_id=r.officer_id,
                owner_id=r.owner_id,
                step=_step(r),
            )
            for r in self._connection.execute(query)
        )

    def rides(self, viewer: Viewer, on: date) -> tuple[RideLine, ...]:
        """Give the trips of a day that stand, were done or fell through, in order of time; those with no hour last."""
        newest = _newest_steps()
        query = (
            select(TripRow, CaseRow.owner_id, *_step_columns(newest))
            .join(newest, newest.c.item_id == TripRow.id)
            .join(CaseRow, CaseRow.id == TripRow.case_id)
            .where(visible_to(viewer, Deed.SEE_CASE), _between(newest, on, on, RIDES_TO_KNOW))
            .order_by(newest.c.at_time.is_(None), newest.c.at_time, TripRow.id)
            .limit(MOST_LINES)
        )
        return tuple(
            RideLine(
                trip_id=r.id,
                case_id=r.case_id,
                owner_id=r.owner_id,
                direction=Direction(r.direction),
                pick_up=PickUp(r.pick_up),
                visit_id=r.visit_id,
                step=_step(r),
            )
            for r in self._connection.execute(query)
        )

    def open_cases(self, viewer: Viewer) -> dict[str, int]:
        """Count the open cases that a viewer may see, by owner."""
        rows = self._connection.execute(
            select(CaseRow.owner_id, func.count())
            .where(CaseRow.closed_on.is_(None), visible_to(viewer, Deed.SEE_CASE))
            .group_by(CaseRow.owner_id)
        )
        return {str(owner_id): int(count) for owner_id, count in rows}

    def bookings_to_make(self, viewer: Viewer) -> dict[str, int]:
        """Count the bookings that are still to be arranged or confirmed and are our move, by the owner of the case."""
        newest = _newest_steps()
        rows = self._connection.execute(
            select(CaseRow.owner_id, func.count())
            .select_from(BookingRow)
            .join(newest, newest.c.item_id == BookingRow.id)
            .join(CaseRow, CaseRow.id == BookingRow.case_id)
            .where(
                BookingRow.whose == "support",
                newest.c.state.in_([PlanState.NEEDED.value, PlanState.REQUESTED.value]),
                CaseRow.closed_on.is_(None),
                visible_to(viewer, Deed.SEE_CASE),
            )
            .group_by(CaseRow.owner_id)
        )
        return {str(owner_id): int(count) for owner_id, count in rows}

    def meetings(self, viewer: Viewer, since: date) -> tuple[Meeting, ...]:
        """Give the visits that took place, of every witness who was met since a day, the oldest first."""
        newest = _newest_steps()
        of_late = (
            select(VisitRow.witness_id)
            .join(newest, newest.c.item_id == VisitRow.id)
            .where(newest.c.state == PlanState.DONE.value, newest.c.on_day >= since)
        )
        query = (
            select(VisitRow.witness_id, VisitRow.officer_id, newest.c.on_day)
            .join(newest, newest.c.item_id == VisitRow.id)
            .join(CaseRow, CaseRow.id == VisitRow.case_id)
            .where(
                newest.c.state == PlanState.DONE.value,
                newest.c.on_day.is_not(None),
                VisitRow.officer_id.is_not(None),
                VisitRow.witness_id.in_(of_late),
                visible_to(viewer, Deed.SEE_CASE),
            )
            .order_by(newest.c.on_day, VisitRow.id)
            .limit(MOST_LINES)
        )
        return tuple(Meeting(r.witness_id, r.officer_id, r.on_day) for r in self._connection.execute(query))

    def broken_promises(self, viewer: Viewer, today: date) -> tuple[BrokenPromise, ...]:
        """Give the promises in open cases whose day has passed and which were not kept, the oldest first."""
        rows = self._connection.execute(
            select(PromiseRow.case_id, CaseRow.ref, PromiseRow.owner_id, AccountRow.name, PromiseRow.due_on)
            .join(CaseRow, CaseRow.id == PromiseRow.case_id)
            .join(AccountRow, AccountRow.id == PromiseRow.owner_id)
            .where(
                PromiseRow.kept_at.is_(None),
                PromiseRow.due_on < today,
                CaseRow.closed_on.is_(None),
                visible_to(viewer, Deed.SEE_CASE),
            )
            .order_by(PromiseRow.due_on, PromiseRow.id)
            .limit(MOST_LINES)
        )
        return tuple(BrokenPromise(r.case_id, r.ref, r.owner_id, r.name, r.due_on) for r in rows)

    def court_cards(self, codes: Iterable[str]) -> dict[str, CourtCard]:
        """Give what is known of these courts, by code; one that the directory does not know is left out."""
        wanted = sorted(set(codes) - {""})
        if not wanted:
            return {}
        rows = self._connection.execute(select(CourtRow).where(CourtRow.code.in_(wanted)))
        return {r.code: CourtCard(r.name, r.town, r.outcode, r.phone) for r in rows}


def _newest_steps() -> FromClause:
    """The newest step of everything planned."""
    number = (
        select(PlanStepRow.item_id, func.max(PlanStepRow.number).label("number"))
        .group_by(PlanStepRow.item_id)
        .subquery()
    )
    return (
        select(PlanStepRow)
        .join(number, and_(number.c.item_id == PlanStepRow.item_id, number.c.number == PlanStepRow.number))
        .subquery()
    )


def _step_columns(newest: FromClause) -> tuple[Any, ...]:
    c = newest.c
    return (c.state, c.recorded_at, c.on_day, c.at_time, c.of_revision, c.because)


def _between(newest: FromClause, first: date, last: date, states: frozenset[PlanState]) -> Any:
    in_state = newest.c.state.in_(sorted(state.value for state in states))
    return and_(in_state, newest.c.on_day >= first, newest.c.on_day <= last)


def _step(row: Any) -> PlanStep:
    return PlanStep(PlanState(row.state), row.recorded_at, row.on_day, row.at_time, row.of_revision, row.because)
