"""What somebody may look up about their own account."""

from dataclasses import dataclass
from datetime import datetime

from witness.domain.accounts import STAFF_SESSIONS, Account, SignInSession, is_live
from witness.store import Store


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One place where somebody is signed in."""

    began_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What the account page shows."""

    account: Account
    team_name: str
    sessions: tuple[OwnSession, ...]
    recovery_codes_left: int

    @property
    def has_other_sessions(self) -> bool:
        """Whether they are signed in anywhere else."""
        return any(not session.is_this for session in self.sessions)


def own_account(store: Store, account: Account, session_hash: str, *, now: datetime) -> OwnAccount:
    """Give somebody's own account with the sessions that are alive."""
    with store.reading() as desk:
        sessions = desk.accounts.sessions.of_account(account.id)
        return OwnAccount(
            account=account,
            team_name=desk.accounts.team(account.team_id).name,
            sessions=tuple(
                _own(session, session_hash) for session in sessions if is_live(session, STAFF_SESSIONS, now)
            ),
            recovery_codes_left=desk.accounts.recovery_codes_left(account.id),
        )


def _own(session: SignInSession, session_hash: str) -> OwnSession:
    return OwnSession(session.began_at, session.seen_at, is_this=session.token_hash == session_hash)
