"""The access policy as a WHERE clause, for questions that list cases. `domain.access.may` is the policy itself.

A case that somebody has open in an emergency stands in none of their lists: they typed which one they need.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    and_,
    delete,
    exists,
    false,
    insert,
    literal,
    not_,
    or_,
    select,
    union_all,
)

from witness.domain.access import DEEDS_OF, CaseGround, Deed, Role, Tie, Viewer
from witness.domain.tasks import TaskKind
from witness.identifiers import new_id
from witness.store.tables.access import EmergencyRow
from witness.store.tables.cases import CaseAccessRow, CaseRow
from witness.store.tables.tasks import TaskRow

ACTING = "acting"  # no tie: it follows from an open task
OPENED = "opened"  # no tie: it ends by itself
KEPT_TEXT_TO_ACT_ON = (TaskRow.kind == TaskKind.SAFEGUARDING.value, TaskRow.state == "open")


def visible_to(viewer: Viewer, deed: Deed) -> ColumnElement[bool]:
    """Give the condition on `court_case` that holds for the cases with which `viewer` may do `deed`."""
    if deed not in DEEDS_OF[viewer.role]:
        return false()
    if deed is Deed.SEE_DISCLOSURE and viewer.role is not Role.MANAGER:
        must_act = or_(CaseRow.owner_id == viewer.account_id, _is_acting(viewer))
        return and_(must_act, visible_to(viewer, Deed.SEE_CASE))
    named = or_(CaseRow.owner_id == viewer.account_id, _tied(viewer, Tie.ASSIGNED), _tied(viewer, Tie.RESTRICTED_TO))
    if viewer.role is Role.LIAISON:
        by_team: ColumnElement[bool] = CaseRow.cps_team_id == viewer.team_id
    else:
        by_team = or_(named, CaseRow.team_id == viewer.team_id)
    restricted = exists().where(CaseAccessRow.case_id == CaseRow.id, CaseAccessRow.kind == Tie.RESTRICTED_TO.value)
    return and_(not_(_tied(viewer, Tie.EXCLUDED)), or_(and_(restricted, named), and_(not_(restricted), by_team)))


def _tied(viewer: Viewer, tie: Tie) -> ColumnElement[bool]:
    return exists().where(
        CaseAccessRow.case_id == CaseRow.id,
        CaseAccessRow.account_id == viewer.account_id,
        CaseAccessRow.kind == tie.value,
    )


def _is_acting(viewer: Viewer) -> ColumnElement[bool]:
    return exists().where(TaskRow.case_id == CaseRow.id, TaskRow.owner_id == viewer.account_id, *KEPT_TEXT_TO_ACT_ON)


def _ties_of(case_id: str, at: datetime | None) -> CompoundSelect[Any]:
    acting = select(literal(ACTING).label("kind"), TaskRow.owner_id.label("account_id"))
    parts = [
        select(CaseAccessRow.kind, CaseAccessRow.account_id).where(CaseAccessRow.case_id == case_id),
        acting.where(TaskRow.case_id == case_id, *KEPT_TEXT_TO_ACT_ON),
    ]
    if at is not None:
        opened = select(literal(OPENED).label("kind"), EmergencyRow.account_id)
        parts.append(opened.where(EmergencyRow.case_id == case_id, *is_open_at(at)))
    return union_all(*parts)


def is_open_at(at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions on `emergency_opening` that hold while one is open: `domain.break_glass.is_open` in SQL."""
    return (EmergencyRow.at <= at, EmergencyRow.ends_at > at, EmergencyRow.ended_at.is_(None))


class Access:
    """The drawer of ties between accounts and cases."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def ground_of(self, case_id: str, at: datetime | None = None) -> CaseGround | None:
        """Give what the policy needs to know about a case; None when there is no such case.

        at: the instant for which emergencies count; None counts none. A case that never was takes the same two
        statements as one that is hidden.
        """
        case = self._connection.execute(
            select(CaseRow.team_id, CaseRow.cps_team_id, CaseRow.owner_id).where(CaseRow.id == case_id)
        ).one_or_none()
        ties = self._connection.execute(_ties_of(case_id, at)).all()
        if case is None:
            return None
        return CaseGround(
            case_id=case_id,
            team_id=case.team_id,
            cps_team_id=case.cps_team_id,
            owner_id=case.owner_id,
            assigned=frozenset(t.account_id for t in ties if t.kind == Tie.ASSIGNED.value),
            restricted_to=frozenset(t.account_id for t in ties if t.kind == Tie.RESTRICTED_TO.value),
            excluded=frozenset(t.account_id for t in ties if t.kind == Tie.EXCLUDED.value),
            acting=frozenset(t.account_id for t in ties if t.kind == ACTING),
            opened_to=frozenset(t.account_id for t in ties if t.kind == OPENED),
        )

    def visible_case_ids(self, viewer: Viewer, deed: Deed) -> tuple[str, ...]:
        """Give the cases with which `viewer` may do `deed`."""
        return tuple(self._connection.execute(select(CaseRow.id).where(visible_to(viewer, deed))).scalars())

    def tie(self, case_id: str, account_id: str, tie: Tie, *, because: str, now: datetime) -> None:
        """Tie an account to a case."""
        self._connection.execute(
            insert(CaseAccessRow).values(
                id=new_id(), case_id=case_id, account_id=account_id, kind=tie.value, because=because, since=now
            )
        )

    def untie(self, case_id: str, account_id: str, tie: Tie) -> None:
        """Take a tie away."""
        self._connection.execute(
            delete(CaseAccessRow).where(
                CaseAccessRow.case_id == case_id,
                CaseAccessRow.account_id == account_id,
                CaseAccessRow.kind == tie.value,
            )
        )

    def is_tied(self, case_id: str, account_id: str, tie: Tie) -> bool:
        """Whether an account has this tie to a case."""
        row = self._connection.execute(
            select(CaseAccessRow.id).where(
                CaseAccessRow.case_id == case_id,
                CaseAccessRow.account_id == account_id,
                CaseAccessRow.kind == tie.value,
            )
        ).first()
        return row is not None

    def take_from_restriction(self, case_id: str, account_id: str, now: datetime) -> None:
        """Take somebody out of a restriction. Where they were the last, its owner is named: it must not open to all."""
        self.untie(case_id, account_id, Tie.RESTRICTED_TO)
        ground = self.ground_of(case_id)
        if ground is not None and not ground.restricted_to:
            self.tie(case_id, ground.owner_id, Tie.RESTRICTED_TO, because="the last who was named left", now=now)

    def ties_of(self, account_id: str) -> tuple[tuple[str, Tie], ...]:
        """Give the cases to which somebody is assigned, or named in a restriction, by name."""
        rows = self._connection.execute(
            select(CaseAccessRow.case_id, CaseAccessRow.kind)
            .where(CaseAccessRow.account_id == account_id, CaseAccessRow.kind != Tie.EXCLUDED.value)
            .order_by(CaseAccessRow.case_id, CaseAccessRow.kind)
        )
        return tuple((row.case_id, Tie(row.kind)) for row in rows)
