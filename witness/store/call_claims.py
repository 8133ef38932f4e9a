"""Keeps who is ringing whom just now, so that two colleagues do not ring the same family at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from witness.store.tables.accounts import AccountRow
from witness.store.tables.contact import CallClaimRow


@dataclass(frozen=True, slots=True)
class CallClaim:
    """That somebody rings a person of a case. It counts until `until_at`."""

    account_id: str
    name: str
    until_at: datetime


class CallClaims:
    """The drawer of claims on calls."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def take(self, case_id: str, person_id: str, account_id: str, *, now: datetime, until: datetime) -> bool:
        """Claim a call; says whether it is theirs. A claim that has run out, or is their own, is taken over."""
        taken = self._connection.execute(
            update(CallClaimRow)
            .where(
                CallClaimRow.case_id == case_id,
                CallClaimRow.person_id == person_id,
                or_(CallClaimRow.until_at <= now, CallClaimRow.account_id == account_id),
            )
            .values(account_id=account_id, until_at=until)
        )
        if taken.rowcount == 1:
            return True
        try:
            with self._connection.begin_nested():
                self._connection.execute(
                    insert(CallClaimRow).values(
                        case_id=case_id, person_id=person_id, account_id=account_id, until_at=until
                    )
                )
        except IntegrityError:
            return False  # a colleague has it
        return True

    def release(self, case_id: str, person_id: str) -> None:
        """End a claim: the call is over."""
        self._connection.execute(
            delete(CallClaimRow).where(CallClaimRow.case_id == case_id, CallClaimRow.person_id == person_id)
        )

    def on(self, case_ids: Iterable[str], now: datetime) -> dict[tuple[str, str], CallClaim]:
        """Give the claims that count now, by case and person."""
        rows = self._connection.execute(
            select(CallClaimRow, AccountRow.name)
            .join(AccountRow, AccountRow.id == CallClaimRow.account_id)
            .where(CallClaimRow.case_id.in_(sorted(set(case_ids))), CallClaimRow.until_at > now)
        )
        return {(r.case_id, r.person_id): CallClaim(r.account_id, r.name, r.until_at) for r in rows}
