"""Keeps which cases were opened in an emergency, by whom and why. What they wrote is sealed, and so is its length."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, func, insert, select, update

from witness.domain.access import Tie
from witness.domain.break_glass import Finding, Opening, Reason
from witness.store.access import is_open_at
from witness.store.tables.access import EmergencyRow
from witness.store.tables.accounts import AccountRow, TeamRow
from witness.store.tables.cases import CaseAccessRow, CaseRow
from witness.store.vault import Vault

WORDS = "emergency_opening.words"
FOUND = "emergency_opening.found_words"
PAD_TO_BYTES = 256


@dataclass(frozen=True, slots=True)
class OpenNow:
    """What somebody has open in an emergency just now."""

    opening_id: str
    case_id: str
    case_ref: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """An opening as managers see it: with its case's reference and who it was."""

    opening: Opening
    case_ref: str
    by_name: str
    by_team: str
    reviewed_by_name: str


class BreakGlass:
    """The drawer of emergencies."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def add(self, opening: Opening) -> None:
        """Keep an opening."""
        self._connection.execute(
            insert(EmergencyRow).values(
                id=opening.opening_id,
                case_id=opening.case_id,
                account_id=opening.account_id,
                reason=opening.reason.value,
                words_sealed=self._seal(WORDS, opening.opening_id, opening.words),
                at=opening.at,
                ends_at=opening.ends_at,
                review_due_at=opening.review_due_at,
                finding=opening.finding.value,
            )
        )

    def get(self, opening_id: str) -> Opening | None:
        """Give one opening, or None."""
        row = self._connection.execute(select(EmergencyRow).where(EmergencyRow.id == opening_id)).one_or_none()
        return None if row is None else self._opening(row)

    def open_of(self, account_id: str, now: datetime) -> tuple[OpenNow, ...]:
        """Give what somebody has open just now; never a case from which they were excluded meanwhile."""
        shut = exists().where(
            CaseAccessRow.case_id == EmergencyRow.case_id,
            CaseAccessRow.account_id == account_id,
            CaseAccessRow.kind == Tie.EXCLUDED.value,
        )
        rows = self._connection.execute(
            select(EmergencyRow.id, EmergencyRow.case_id, EmergencyRow.ends_at, CaseRow.ref)
            .join(CaseRow, CaseRow.id == EmergencyRow.case_id)
            .where(EmergencyRow.account_id == account_id, *is_open_at(now), ~shut)
            .order_by(EmergencyRow.at)
        )
        return tuple(OpenNow(row.id, row.case_id, row.ref, row.ends_at) for row in rows)

    def count_since(self, account_id: str, since: datetime) -> int:
        """Give how many cases somebody has opened since an instant."""
        query = select(func.count()).select_from(EmergencyRow)
        return self._connection.execute(
            query.where(EmergencyRow.account_id == account_id, EmergencyRow.at > since)
        ).scalar_one()

    def end(self, opening_id: str, account_id: str, now: datetime) -> bool:
        """Record that somebody has finished; says whether it was theirs and still open."""
        ended = self._connection.execute(
            update(EmergencyRow)
            .where(EmergencyRow.id == opening_id, EmergencyRow.account_id == account_id, *is_open_at(now))
            .values(ended_at=now)
        )
        return ended.rowcount == 1

    def end_all_of(self, account_id: str, now: datetime, *, case_id: str | None = None) -> None:
        """End what somebody has open: everything, or one case."""
        conditions = [EmergencyRow.account_id == account_id, *is_open_at(now)]
        if case_id is not None:
            conditions.append(EmergencyRow.case_id == case_id)
        self._connection.execute(update(EmergencyRow).where(*conditions).values(ended_at=now))

    def review(self, opening_id: str, finding: Finding, words: str, *, by_id: str, now: datetime) -> bool:
        """Record what a manager found; says whether nobody had before."""
        reviewed = self._connection.execute(
            update(EmergencyRow)
            .where(EmergencyRow.id == opening_id, EmergencyRow.finding == Finding.OPEN.value)
            .values(
                finding=finding.value,
                found_words_sealed=self._seal(FOUND, opening_id, words),
                reviewed_by=by_id,
                reviewed_at=now,
            )
        )
        return reviewed.rowcount == 1

    def all_since(self, since: datetime) -> tuple[Opened, ...]:
        """Give what was opened since an instant, and what still waits for a manager whenever it was, newest first."""
        reviewer = AccountRow.__table__.alias("reviewer")
        rows = self._connection.execute(
            select(
                EmergencyRow,
                CaseRow.ref,
                AccountRow.name.label("by_name"),
                TeamRow.name.label("by_team"),
                reviewer.c.name.label("reviewer_name"),
            )
            .join(CaseRow, CaseRow.id == EmergencyRow.case_id)
            .join(AccountRow, AccountRow.id == EmergencyRow.account_id)
            .join(TeamRow, TeamRow.id == AccountRow.team_id)
            .outerjoin(reviewer, reviewer.c.id == EmergencyRow.reviewed_by)
            .where((EmergencyRow.at > since) | (EmergencyRow.finding == Finding.OPEN.value))
            .order_by(EmergencyRow.at.desc(), EmergencyRow.id)
        )
        return tuple(
            Opened(self._opening(row), row.ref, row.by_name, row.by_team, row.reviewer_name or "") for row in rows
        )

    def _seal(self, column: str, row_id: str, text: str) -> bytes:
        return self._vault.seal(column, row_id, text + " " * (-len(text.encode()) % PAD_TO_BYTES))

    def _opening(self, row: Any) -> Opening:
        found = row.found_words_sealed
        return Opening(
            opening_id=row.id,
            case_id=row.case_id,
            account_id=row.account_id,
            reason=Reason(row.reason),
            words=self._vault.open(WORDS, row.id, row.words_sealed).rstrip(),
            at=row.at,
            ends_at=row.ends_at,
            review_due_at=row.review_due_at,
            ended_at=row.ended_at,
            finding=Finding(row.finding),
            found_words="" if found is None else self._vault.open(FOUND, row.id, found).rstrip(),
            reviewed_by=row.reviewed_by,
            reviewed_at=row.reviewed_at,
        )
