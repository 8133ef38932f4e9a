"""Keeps who said that they must not know of which case. What shuts them out is the exclusion, kept with other ties."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from witness.domain.access import Deed, Tie, Viewer
from witness.domain.conflicts import Closeness, Conflict, ConflictState
from witness.domain.recertification import Named
from witness.identifiers import new_id
from witness.store.access import visible_to
from witness.store.tables.access import ConflictRow, RecertificationRow
from witness.store.tables.accounts import AccountRow
from witness.store.tables.cases import CaseAccessRow, CaseRow
from witness.store.tables.people import CasePersonRow, PersonRow


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A conflict as managers see it."""

    conflict: Conflict
    case_ref: str
    name: str


@dataclass(frozen=True, slots=True)
class NamedLine:
    """Somebody to whom a restricted case is open by name, as managers see it."""

    named: Named
    case_ref: str
    name: str
    team_id: str


class Conflicts:
    """The drawer of conflicts of interest, and of what managers confirm of restrictions."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def add(self, conflict: Conflict) -> None:
        """Keep what somebody said."""
        self._connection.execute(
            insert(ConflictRow).values(
                id=conflict.conflict_id,
                case_id=conflict.case_id,
                account_id=conflict.account_id,
                kind=conflict.kind.value,
                at=conflict.at,
                by_id=conflict.by_id,
                decision=conflict.state.value,
            )
        )

    def get(self, conflict_id: str) -> Conflict | None:
        """Give one, or None."""
        row = self._connection.execute(select(ConflictRow).where(ConflictRow.id == conflict_id)).one_or_none()
        return None if row is None else _conflict(row)

    def decide(self, conflict_id: str, state: ConflictState, before: ConflictState, by_id: str, now: datetime) -> bool:
        """Record what a manager made of it; says whether it stood as they saw it."""
        decided = self._connection.execute(
            update(ConflictRow)
            .where(ConflictRow.id == conflict_id, ConflictRow.decision == before.value)
            .values(decision=state.value, decided_by=by_id, decided_at=now)
        )
        return decided.rowcount == 1

    def standing_of(self, viewer: Viewer) -> tuple[ConflictLine, ...]:
        """Give those that shut somebody out, of the cases that a viewer may see, the newest first."""
        rows = self._connection.execute(
            select(ConflictRow, CaseRow.ref, AccountRow.name)
            .join(CaseRow, CaseRow.id == ConflictRow.case_id)
            .join(AccountRow, AccountRow.id == ConflictRow.account_id)
            .where(ConflictRow.decision != ConflictState.LIFTED.value, visible_to(viewer, Deed.SEE_CASE))
            .order_by(ConflictRow.at.desc(), ConflictRow.id)
        )
        return tuple(ConflictLine(_conflict(row), row.ref, row.name) for row in rows)

    def named_in_restricted(self, viewer: Viewer) -> tuple[NamedLine, ...]:
        """Give each person named for each open restricted case that a viewer may see, and when that was confirmed."""
        # Another name for the table, because the policy looks into it too.
        tie = CaseAccessRow.__table__.alias("named")
        rows = self._connection.execute(
            select(tie.c.case_id, tie.c.account_id, CaseRow.ref, AccountRow.name, AccountRow.team_id)
            .join(CaseRow, CaseRow.id == tie.c.case_id)
            .join(AccountRow, AccountRow.id == tie.c.account_id)
            .where(
                tie.c.kind == Tie.RESTRICTED_TO.value,
                CaseRow.closed_on.is_(None),
                visible_to(viewer, Deed.SEE_CASE),
            )
            .order_by(CaseRow.ref, AccountRow.name)
        ).all()
        confirmed = self._confirmed([row.case_id for row in rows])
        return tuple(
            NamedLine(
                Named(row.case_id, row.account_id, confirmed.get((row.case_id, row.account_id), "")),
                row.ref,
                row.name,
                row.team_id,
            )
            for row in rows
        )

    def initials_of(self, case_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Give the initials of everybody in each of these cases: what somebody sees before they see a name."""
        rows = self._connection.execute(
            select(CasePersonRow.case_id, PersonRow.initials)
            .join(PersonRow, PersonRow.id == CasePersonRow.person_id)
            .where(CasePersonRow.case_id.in_(sorted(set(case_ids))))
            .distinct()
            .order_by(CasePersonRow.case_id, PersonRow.initials)
        )
        found: dict[str, list[str]] = {}
        for row in rows:
            found.setdefault(row.case_id, []).append(row.initials)
        return {case_id: tuple(initials) for case_id, initials in found.items()}

    def open_cases_of(self, viewer: Viewer, owner_ids: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
        """Give (case, our reference, owner's name) of the open cases of some owners that a viewer may see."""
        rows = self._connection.execute(
            select(CaseRow.id, CaseRow.ref, AccountRow.name)
            .join(AccountRow, AccountRow.id == CaseRow.owner_id)
            .where(
                CaseRow.owner_id.in_(sorted(set(owner_ids))),
                CaseRow.closed_on.is_(None),
                visible_to(viewer, Deed.SEE_CASE),
            )
            .order_by(CaseRow.ref)
        )
        return tuple((row.id, row.ref, row.name) for row in rows)

    def confirm(self, case_id: str, account_id: str, quarter: str, *, by_id: str, now: datetime) -> None:
        """Record that somebody still needs a restricted case, once for a quarter."""
        same = (RecertificationRow.case_id == case_id, RecertificationRow.account_id == account_id)
        known = select(RecertificationRow.id).where(*same, RecertificationRow.quarter == quarter)
        if self._connection.execute(known).first() is None:
            self._connection.execute(
                insert(RecertificationRow).values(
                    id=new_id(), case_id=case_id, account_id=account_id, quarter=quarter, by_id=by_id, at=now
                )
            )

    def _confirmed(self, case_ids: list[str]) -> dict[tuple[str, str], str]:
        rows = self._connection.execute(
            select(RecertificationRow.case_id, RecertificationRow.account_id, RecertificationRow.quarter)
            .where(RecertificationRow.case_id.in_(sorted(set(case_ids))))
            .order_by(RecertificationRow.quarter)
        )
        return {(row.case_id, row.account_id): row.quarter for row in rows}


def _conflict(row: Any) -> Conflict:
    return Conflict(
        conflict_id=row.id,
        case_id=row.case_id,
        account_id=row.account_id,
        kind=Closeness(row.kind),
        at=row.at,
        by_id=row.by_id or "",
        state=ConflictState(row.decision),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
