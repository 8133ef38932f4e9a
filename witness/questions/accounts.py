"""What somebody may look up about their own account, and an administrator about everybody's."""

from dataclasses import dataclass
from datetime import datetime

from witness.domain.access import Asking, Role
from witness.domain.accounts import STAFF_SESSIONS, Account, AccountState, SignInSession, Team, is_live
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.devices import DEVICE_LIVES, Device
from witness.domain.errors import NotFound
from witness.domain.security_keys import KEY_ROLES, SecurityKey, must_register
from witness.store import Desk, Store
from witness.store.accounts import Standing


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
    keys: tuple[SecurityKey, ...]
    devices: tuple[Device, ...]

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
            keys=desk.accounts.keys.of(account.id),
            devices=tuple(d for d in desk.accounts.devices.of(account.id) if now - d.seen_at < DEVICE_LIVES),
        )


def _own(session: SignInSession, session_hash: str) -> OwnSession:
    return OwnSession(session.began_at, session.seen_at, is_this=session.token_hash == session_hash)


def owes_key(store: Store, account: Account, *, insists: bool) -> bool:
    """Say whether somebody has to register a security key before anything else."""
    with store.reading() as desk:
        return must_register(account.role, desk.accounts.keys.of(account.id), insists=insists)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """Somebody who may sign in, as an administrator sees them."""

    account: Account
    team: Team
    stands: Standing

    @property
    def wants_a_key(self) -> bool:
        """Whether their role is one that needs a security key, and they have none."""
        return self.account.role in KEY_ROLES and not self.stands.keys and self.account.state is AccountState.ACTIVE


@dataclass(frozen=True, slots=True)
class TeamAccounts:
    """A team and who is in it: those who work, those who are invited, those who have left."""

    team: Team
    lines: tuple[AccountLine, ...]


def all_accounts(store: Store, *, asking: Asking) -> tuple[TeamAccounts, ...]:
    """Give every account by team, those who have left last.

    Raises:
        NotFound: only administrators keep accounts.
    """
    with store.changing() as desk:
        _only_administrators(desk, asking, "accounts.list")
        teams, standings = desk.accounts.teams(), desk.accounts.standings()
        team_of = {team.id: team for team in teams}
        lines = [AccountLine(a, team_of[a.team_id], standings[a.id]) for a in desk.accounts.everyone()]
    order = sorted(lines, key=lambda line: line.account.state is AccountState.DISABLED)
    return tuple(TeamAccounts(team, tuple(x for x in order if x.account.team_id == team.id)) for team in teams)


def one_account(store: Store, account_id: str, *, asking: Asking) -> AccountLine:
    """Give one account.

    Raises:
        NotFound: there is none, or only administrators keep accounts.
    """
    with store.changing() as desk:
        _only_administrators(desk, asking, "accounts.look")
        account = desk.accounts.get(account_id)
        return AccountLine(
            account, desk.accounts.team(account.team_id), desk.accounts.standings(account_id)[account_id]
        )


def _only_administrators(desk: Desk, asking: Asking, deed: str) -> None:
    if asking.viewer.role is not Role.ADMIN:
        raise NotFound("There is no such page.")
    desk.audit.record(
        Entry(
            at=asking.at,
            deed=deed,
            outcome=AuditOutcome.ALLOWED,
            account_id=asking.viewer.account_id,
            role=asking.viewer.role.value,
            subject="accounts",
            request_id=asking.request_id,
        )
    )
