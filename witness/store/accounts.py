"""Keeps staff: teams, accounts, their factors and invitations."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from witness.domain.access import Role, TeamKind
from witness.domain.accounts import Account, AccountState, Team, plain_email
from witness.domain.errors import NotFound
from witness.identifiers import new_id
from witness.store.link_wishes import LinkWishes
from witness.store.security_keys import Devices, SecurityKeys
from witness.store.sign_in import Sessions, Tries
from witness.store.tables.accounts import (
    AccountRow,
    InviteRow,
    RecoveryCodeRow,
    SecurityKeyRow,
    SignInSessionRow,
    TeamRow,
)
from witness.store.tables.cases import CaseRow
from witness.store.vault import Vault

TOTP = "account.totp"


@dataclass(frozen=True, slots=True)
class KeptFactor:
    """A time-based second factor. last_step: the newest step whose code was spent."""

    secret: str = field(repr=False)
    last_step: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How an account stands, in numbers. seen_at: when a session of theirs that has not ended was last used."""

    has_factor: bool
    keys: int
    seen_at: datetime | None
    open_cases: int


class Accounts:
    """The staff drawer."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction."""
        self._connection = connection
        self._vault = vault

    @cached_property
    def sessions(self) -> Sessions:
        """Server-side sessions."""
        return Sessions(self._connection)

    @cached_property
    def tries(self) -> Tries:
        """Failed sign-ins, counted."""
        return Tries(self._connection, self._vault)

    @cached_property
    def keys(self) -> SecurityKeys:
        """Security keys."""
        return SecurityKeys(self._connection)

    @cached_property
    def devices(self) -> Devices:
        """Browsers that people have signed in from."""
        return Devices(self._connection)

    @cached_property
    def link_wishes(self) -> LinkWishes:
        """Links that are to go by mail."""
        return LinkWishes(self._connection, self._vault)

    # Teams

    def add_team(self, team: Team) -> None:
        """Keep a new team."""
        self._connection.execute(
            insert(TeamRow).values(id=team.id, name=team.name, kind=team.kind.value, phone=team.phone)
        )

    def team(self, team_id: str) -> Team:
        """Give a team.

        Raises:
            NotFound: there is none of that name.
        """
        row = self._connection.execute(select(TeamRow).where(TeamRow.id == team_id)).one_or_none()
        if row is None:
            raise NotFound("There is no such team.")
        return _team(row)

    def team_named(self, name: str) -> Team | None:
        """Give the team that people call `name`; None when there is none."""
        row = self._connection.execute(select(TeamRow).where(TeamRow.name == name)).one_or_none()
        return None if row is None else _team(row)

    def teams(self) -> tuple[Team, ...]:
        """Give every team, by name."""
        rows = self._connection.execute(select(TeamRow).order_by(TeamRow.name))
        return tuple(_team(row) for row in rows)

    # Accounts

    def add(self, account: Account, *, created_at: datetime) -> None:
        """Keep a new account, without password or factor."""
        self._connection.execute(
            insert(AccountRow).values(
                id=account.id,
                email=plain_email(account.email),
                name=account.name,
                role=account.role.value,
                team_id=account.team_id,
                state=account.state.value,
                desk_phone=account.desk_phone,
                generation=account.generation,
                mails_digest=account.mails_digest,
                created_at=created_at,
            )
        )

    def find(self, account_id: str) -> Account | None:
        """Give an account; None when there is none."""
        row = self._connection.execute(select(AccountRow).where(AccountRow.id == account_id)).one_or_none()
        return None if row is None else _account(row)

    def get(self, account_id: str) -> Account:
        """Give an account.

        Raises:
            NotFound: there is none of that name.
        """
        found = self.find(account_id)
        if found is None:
            raise NotFound("There is no such account.")
        return found

    def with_email(self, email: str) -> Account | None:
        """Give the account that signs in as `email`; None when there is none."""
        row = self._connection.execute(select(AccountRow).where(AccountRow.email == plain_email(email))).one_or_none()
        return None if row is None else _account(row)

    def of_team(self, team_id: str) -> tuple[Account, ...]:
        """Give the accounts of a team, by name."""
        return self._listed(select(AccountRow).where(AccountRow.team_id == team_id))

    def everyone(self) -> tuple[Account, ...]:
        """Give every account, by name."""
        return self._listed(select(AccountRow))

    def standings(self, account_id: str | None = None) -> dict[str, Standing]:
        """Give how every account stands, or one, in one statement."""
        query = select(
            AccountRow.id,
            AccountRow.totp_sealed.is_not(None).label("has_factor"),
            _of_account(func.count(), SecurityKeyRow.account_id).label("keys"),
            _of_account(
                func.max(SignInSessionRow.seen_at), SignInSessionRow.account_id, SignInSessionRow.ended_at.is_(None)
            ).label("seen_at"),
            _of_account(func.count(), CaseRow.owner_id, CaseRow.closed_on.is_(None)).label("open_cases"),
        )
        if account_id is not None:
            query = query.where(AccountRow.id == account_id)
        rows = self._connection.execute(query)
        return {row.id: Standing(bool(row.has_factor), row.keys, row.seen_at, row.open_cases) for row in rows}

    def _listed(self, statement: Any) -> tuple[Account, ...]:
        rows = self._connection.execute(statement.order_by(AccountRow.name, AccountRow.id))
        return tuple(_account(row) for row in rows)

    def set_state(self, account_id: str, state: AccountState) -> None:
        """Move an account to another state."""
        self._set(account_id, state=state.value)

    def set_team(self, account_id: str, team_id: str) -> None:
        """Record that somebody works in another team."""
        self._set(account_id, team_id=team_id)

    def set_digest(self, account_id: str, *, wants: bool) -> None:
        """Record whether somebody wants a mail each working morning."""
        self._set(account_id, mails_digest=wants)

    def start_new_generation(self, account_id: str) -> None:
        """Make every session that was opened before worthless."""
        self._set(account_id, generation=AccountRow.generation + 1)

    def _set(self, account_id: str, **values: Any) -> None:
        self._connection.execute(update(AccountRow).where(AccountRow.id == account_id).values(**values))

    # Factors

    def password_hash(self, account_id: str) -> str:
        """Give the kept hash; "" when no password was chosen yet."""
        statement = select(AccountRow.password_hash).where(AccountRow.id == account_id)
        return self._connection.execute(statement).scalar_one_or_none() or ""

    def keep_password(self, account_id: str, password_hash: str) -> None:
        """Keep the hash of a password in place of the one before."""
        self._set(account_id, password_hash=password_hash)

    def keep_factor(self, account_id: str, secret: str) -> None:
        """Seal and keep a second factor in place of the one before."""
        self._set(account_id, totp_sealed=self._vault.seal(TOTP, account_id, secret), totp_last_step=0)

    def drop_factor(self, account_id: str) -> None:
        """Forget the second factor and its recovery codes."""
        self._set(account_id, totp_sealed=None, totp_last_step=0)
        self.keep_recovery_codes(account_id, ())

    def factor(self, account_id: str) -> KeptFactor | None:
        """Give the second factor; None when none is kept."""
        statement = select(AccountRow.totp_sealed, AccountRow.totp_last_step).where(AccountRow.id == account_id)
        row = self._connection.execute(statement).one_or_none()
        if row is None or row.totp_sealed is None:
            return None
        return KeptFactor(self._vault.open(TOTP, account_id, row.totp_sealed), row.totp_last_step)

    def spend_step(self, account_id: str, step: int) -> bool:
        """Take the code of one time step. False: this or a later one was spent already, perhaps just now."""
        spent = self._connection.execute(
            update(AccountRow)
            .where(AccountRow.id == account_id, AccountRow.totp_last_step < step)
            .values(totp_last_step=step)
        )
        return spent.rowcount == 1

    def keep_recovery_codes(self, account_id: str, code_hashes: Iterable[str]) -> None:
        """Keep the hashes of a new set in place of the whole set before."""
        self._connection.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == account_id))
        rows = [{"id": new_id(), "account_id": account_id, "code_hash": kept} for kept in code_hashes]
        if rows:
            self._connection.execute(insert(RecoveryCodeRow), rows)

    def spend_recovery_code(self, account_id: str, code_hash: str, at: datetime) -> bool:
        """Take a recovery code. False: it is not one of theirs, or was spent."""
        spent = self._connection.execute(
            update(RecoveryCodeRow)
            .where(
                RecoveryCodeRow.account_id == account_id,
                RecoveryCodeRow.code_hash == code_hash,
                RecoveryCodeRow.used_at.is_(None),
            )
            .values(used_at=at)
        )
        return spent.rowcount == 1

    def recovery_codes_left(self, account_id: str) -> int:
        """Count the recovery codes that were not spent."""
        statement = select(func.count()).where(
            RecoveryCodeRow.account_id == account_id, RecoveryCodeRow.used_at.is_(None)
        )
        return self._connection.execute(statement).scalar_one()

    # Invitations

    def keep_invite(self, account_id: str, *, token_hash: str, at: datetime, expires_at: datetime) -> None:
        """Keep a new invitation; the ones before it die."""
        self.spend_invites(account_id, at)
        self._connection.execute(
            insert(InviteRow).values(id=new_id(), account_id=account_id, token_hash=token_hash, expires_at=expires_at)
        )

    def invited(self, token_hash: str, now: datetime) -> Account | None:
        """Give whom a link invites; None when it is unknown, spent or too old, which are not told apart."""
        row = self._connection.execute(
            select(AccountRow)
            .join(InviteRow, InviteRow.account_id == AccountRow.id)
            .where(InviteRow.token_hash == token_hash, InviteRow.used_at.is_(None), InviteRow.expires_at > now)
        ).one_or_none()
        return None if row is None else _account(row)

    def spend_invites(self, account_id: str, at: datetime) -> bool:
        """Spend every open invitation of an account. False: none was open."""
        spent = self._connection.execute(
            update(InviteRow).where(InviteRow.account_id == account_id, InviteRow.used_at.is_(None)).values(used_at=at)
        )
        return spent.rowcount > 0


def _of_account(value: Any, owner: Any, *conditions: Any) -> Any:
    return select(value).where(owner == AccountRow.id, *conditions).correlate(AccountRow).scalar_subquery()


def _team(row: Row[Any]) -> Team:
    return Team(id=row.id, name=row.name, kind=TeamKind(row.kind), phone=row.phone)


def _account(row: Row[Any]) -> Account:
    return Account(
        id=row.id,
        email=row.email,
        name=row.name,
        role=Role(row.role),
        team_id=row.team_id,
        state=AccountState(row.state),
        desk_phone=row.desk_phone,
        generation=row.generation,
        mails_digest=row.mails_digest,
    )
