"""Keeps offers of cases from one officer to another. One offer of a case is open at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from witness.domain.access import Deed, Viewer
from witness.domain.handover import Handover, HandoverState, Tick
from witness.store.access import visible_to
from witness.store.tables.accounts import AccountRow
from witness.store.tables.cases import CaseRow
from witness.store.tables.notes import HandoverRow
from witness.store.tables.plans import PromiseRow, VisitRow
from witness.store.tables.tasks import TaskRow


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer that waits for somebody."""

    case_id: str
    case_ref: str
    from_name: str
    offered_at: datetime


class Handovers:
    """The drawer of handovers."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def offer(self, handover: Handover) -> None:
        """Keep an offer."""
        self._connection.execute(
            insert(HandoverRow).values(
                id=handover.handover_id,
                case_id=handover.case_id,
                from_id=handover.from_id,
                to_id=handover.to_id,
                offered_at=handover.offered_at,
                state=handover.state.value,
                decided_at=handover.decided_at,
                ticked=[tick.value for tick in handover.ticked],
            )
        )

    def open_of(self, case_id: str) -> Handover | None:
        """Give the open offer of a case, or None."""
        query = select(HandoverRow).where(HandoverRow.case_id == case_id, _is_open()).order_by(HandoverRow.offered_at)
        row = self._connection.execute(query).first()
        return None if row is None else _handover(row)

    def of_case(self, case_id: str) -> tuple[Handover, ...]:
        """Give every offer of a case, oldest first."""
        query = select(HandoverRow).where(HandoverRow.case_id == case_id)
        rows = self._connection.execute(query.order_by(HandoverRow.offered_at, HandoverRow.id))
        return tuple(_handover(row) for row in rows)

    def waiting_for(self, viewer: Viewer) -> tuple[OfferLine, ...]:
        """Give the open offers to somebody, of cases that they may see, oldest first."""
        rows = self._connection.execute(
            select(HandoverRow.case_id, HandoverRow.offered_at, CaseRow.ref, AccountRow.name)
            .join(CaseRow, CaseRow.id == HandoverRow.case_id)
            .join(AccountRow, AccountRow.id == HandoverRow.from_id)
            .where(HandoverRow.to_id == viewer.account_id, _is_open(), visible_to(viewer, Deed.SEE_CASE))
            .order_by(HandoverRow.offered_at, HandoverRow.id)
        )
        return tuple(OfferLine(row.case_id, row.ref, row.name, row.offered_at) for row in rows)

    def decide(self, handover_id: str, state: HandoverState, now: datetime, ticked: Iterable[Tick] = ()) -> bool:
        """Record what became of an offer; says whether it was still open."""
        decided = self._connection.execute(
            update(HandoverRow)
            .where(HandoverRow.id == handover_id, _is_open())
            .values(state=state.value, decided_at=now, ticked=[tick.value for tick in ticked])
        )
        return decided.rowcount == 1

    def owned_by(self, account_id: str) -> tuple[str, ...]:
        """Give our references of the open cases that somebody owns."""
        query = select(CaseRow.ref).where(CaseRow.owner_id == account_id, CaseRow.closed_on.is_(None))
        return tuple(self._connection.execute(query.order_by(CaseRow.ref)).scalars())

    def move(self, handover: Handover, visit_ids: Iterable[str]) -> bool:
        """Make a case, its open tasks and promises and these visits the receiver's.

        Says whether the case was still the giver's.
        """
        moved = self._connection.execute(
            update(CaseRow)
            .where(CaseRow.id == handover.case_id, CaseRow.owner_id == handover.from_id)
            .values(owner_id=handover.to_id, revision=CaseRow.revision + 1)
        )
        self._connection.execute(
            update(TaskRow)
            .where(TaskRow.case_id == handover.case_id, TaskRow.state == "open")
            .values(owner_id=handover.to_id)
        )
        self._connection.execute(
            update(PromiseRow)
            .where(PromiseRow.case_id == handover.case_id, PromiseRow.kept_at.is_(None))
            .values(owner_id=handover.to_id)
        )
        self.pass_visits(handover.from_id, handover.to_id, visit_ids)
        return moved.rowcount == 1

    def pass_visits(self, from_id: str, to_id: str, visit_ids: Iterable[str]) -> int:
        """Give those of these visits that somebody leads to somebody else; gives how many."""
        passed = self._connection.execute(
            update(VisitRow)
            .where(VisitRow.id.in_(list(visit_ids)), VisitRow.officer_id == from_id)
            .values(officer_id=to_id)
        )
        return passed.rowcount

    def leave_visits(self, account_id: str, visit_ids: Iterable[str]) -> int:
        """Have somebody no longer go along to these visits, where they were the second; gives how many."""
        left = self._connection.execute(
            update(VisitRow)
            .where(VisitRow.id.in_(list(visit_ids)), VisitRow.second_id == account_id)
            .values(second_id=None)
        )
        return left.rowcount

    def cases_visited_by(self, account_id: str) -> tuple[str, ...]:
        """Give the open cases in which a visit, done or ahead, is somebody's to lead or to go along to."""
        rows = self._connection.execute(
            select(VisitRow.case_id)
            .join(CaseRow, CaseRow.id == VisitRow.case_id)
            .where(
                or_(VisitRow.officer_id == account_id, VisitRow.second_id == account_id), CaseRow.closed_on.is_(None)
            )
            .distinct()
            .order_by(VisitRow.case_id)
        )
        return tuple(rows.scalars())

    def offered_to(self, account_id: str) -> tuple[Handover, ...]:
        """Give every open offer to somebody, whether or not they may still see the case."""
        query = select(HandoverRow).where(HandoverRow.to_id == account_id, _is_open()).order_by(HandoverRow.id)
        return tuple(_handover(row) for row in self._connection.execute(query))


def _is_open() -> Any:
    return HandoverRow.state == HandoverState.OFFERED.value


def _handover(row: Any) -> Handover:
    return Handover(
        handover_id=row.id,
        case_id=row.case_id,
        from_id=row.from_id,
        to_id=row.to_id,
        offered_at=row.offered_at,
        state=HandoverState(row.state),
        decided_at=row.decided_at,
        ticked=tuple(Tick(word) for word in row.ticked),
    )
