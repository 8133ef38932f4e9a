"""What every step of signing in shares: the two refusals, the turn that guessing has to wait for, the audit entry."""

from dataclasses import dataclass
from datetime import datetime

from witness.domain.accounts import Account, Counter
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.errors import Refused
from witness.store import Desk


class NotSignedIn(Refused):
    """The e-mail address, the password or the code was wrong. Which of them is never said."""


class TooManyTries(NotSignedIn):
    """Too many tries failed. The next is allowed at `again_at`."""

    def __init__(self, again_at: datetime, now: datetime) -> None:
        """Say how long to wait."""
        self.again_at = again_at
        seconds = max(1, int((again_at - now).total_seconds()))
        wait = f"{seconds} seconds" if seconds < 90 else f"{-(-seconds // 60)} minutes"
        super().__init__(f"Too many tries failed. Wait {wait}, then try again.")


@dataclass(frozen=True, slots=True)
class Turn:
    """Leave to try. again_at: None means now; counted: tries that stand as failed until forgiven."""

    again_at: datetime | None
    counted: tuple[str, ...] = ()


def take_turn(
    desk: Desk,
    counted_by: tuple[tuple[Counter, str], ...],
    now: datetime,
    *,
    beside: tuple[Counter, str] | None = None,
) -> Turn:
    """Take a turn, if every count allows it. beside: counted too, and asked by nobody here."""
    tries = desk.accounts.tries
    again_at = tries.must_wait(counted_by, now)
    if again_at is not None:
        return Turn(again_at)
    counts = counted_by if beside is None else (*counted_by, beside)
    return Turn(None, tuple(tries.count(counter, who, now) for counter, who in counts))


def sign_in_entry(deed: str, account: Account | None, now: datetime, request_id: str, *, allowed: bool) -> Entry:
    return Entry(
        at=now,
        deed=deed,
        outcome=AuditOutcome.ALLOWED if allowed else AuditOutcome.DENIED,
        account_id=None if account is None else account.id,
        role="" if account is None else account.role.value,
        subject="account" if account is not None else "unknown",
        request_id=request_id,
    )
