"""The audit entry of what is done to an account: one shape, whoever does it."""

from datetime import datetime

from witness.domain.access import Viewer
from witness.domain.accounts import Account
from witness.domain.audit import AuditOutcome, Entry


def account_entry(deed: str, account: Account, *, now: datetime, by: Viewer | None, request_id: str) -> Entry:
    """Give the entry. by: None for the command line."""
    return Entry(
        at=now,
        deed=deed,
        outcome=AuditOutcome.ALLOWED,
        account_id=None if by is None else by.account_id,
        role="command line" if by is None else by.role.value,
        subject=f"account:{account.id}",
        request_id=request_id,
    )
