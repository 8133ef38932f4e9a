"""Opens, changes and closes staff accounts. Nobody ever chooses a password for somebody else."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pyotp

from witness.actions.account_entries import account_entry
from witness.actions.passwords import Passwords
from witness.actions.second_step import matching_step
from witness.actions.staff_notices import tell_of_account
from witness.domain.access import Role, TeamKind, Viewer
from witness.domain.account_news import AccountNews
from witness.domain.accounts import (
    INVITE_LIVES,
    Account,
    AccountState,
    Team,
    check_password,
    new_recovery_codes,
    new_token,
    plain_email,
    plain_recovery_code,
    token_hash,
)
from witness.domain.errors import NotFound, Refused
from witness.identifiers import new_id
from witness.store import Desk, Store

TEAM_KIND_OF = {
    Role.OFFICER: TeamKind.SUPPORT,
    Role.MANAGER: TeamKind.SUPPORT,
    Role.ADMIN: TeamKind.SUPPORT,
    Role.LIAISON: TeamKind.CPS,
}


class BadInvitation(Refused):
    """Somebody cannot be invited so. The message says why."""


class DeadLink(NotFound):
    """The link of an invitation is unknown, spent or too old. The three are never told apart."""


class WrongCode(Refused):
    """The code does not belong to the second factor that is being set up."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom to invite. name "": the first part of their address, until somebody knows better."""

    email: str
    role: Role
    team_name: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that stands. token: part of the link, shown once and kept nowhere."""

    account: Account
    team: Team
    token: str = field(repr=False)
    expires_at: datetime


def invite(
    store: Store, invitation: Invitation, *, now: datetime, by: Viewer | None = None, request_id: str = ""
) -> Invited:
    """Invite somebody, or again somebody whose invitation was not used. A team nobody knows yet is made.

    by: None for the command line.

    Raises:
        BadInvitation: the address is taken, or role and team do not fit.
    """
    with store.changing() as desk:
        team = _team_for(desk, invitation)
        account = desk.accounts.with_email(invitation.email)
        if account is None:
            account = _new_account(invitation, team)
            desk.accounts.add(account, created_at=now)
        elif (account.state, account.role, account.team_id) != (
            AccountState.INVITED,
            invitation.role,
            team.id,
        ):
            raise BadInvitation(f"{account.email} has an account already.")
        token = _keep_invite(desk, account, now)
        desk.audit.record(account_entry("account.invite", account, now=now, by=by, request_id=request_id))
    return Invited(account, team, token, now + INVITE_LIVES)


def send_new_link(
    store: Store,
    email: str,
    *,
    now: datetime,
    new_factor: bool = False,
    lives: timedelta = INVITE_LIVES,
    wished_by: str | None = None,
    by: Viewer | None = None,
    request_id: str = "",
) -> Invited:
    """Make a link by which somebody chooses a new password.

    wished_by: the administrator who wanted it to go by mail; by: who makes it at their own desk.

    new_factor: they have lost their authenticator and every recovery code: the old ones die, and until the
    link is used nobody can sign in as them.

    Raises:
        NotFound: nobody signs in with that address, or they are disabled.
    """
    with store.changing() as desk:
        account = desk.accounts.with_email(email)
        if account is None or account.state is AccountState.DISABLED:
            raise NotFound(f"Nobody who may sign in has the address {plain_email(email)}.")
        if new_factor:
            desk.accounts.drop_factor(account.id)
            desk.accounts.keys.remove_all_of(account.id)
            desk.accounts.set_state(account.id, AccountState.INVITED)
            _end_everything(desk, account.id, now)
        token = _keep_invite(desk, account, now, lives)
        deed = "account.new_factor" if new_factor else "account.new_link"
        by = by or (None if wished_by is None else desk.accounts.get(wished_by).viewer)
        desk.audit.record(account_entry(deed, account, now=now, by=by, request_id=request_id))
        team = desk.accounts.team(account.team_id)
        return Invited(desk.accounts.get(account.id), team, token, now + lives)


def accept_invite(
    store: Store, passwords: Passwords, token: str, password: str, *, now: datetime, request_id: str = ""
) -> Account:
    """Choose a password by a link.

    A new account then has to prove its second factor (`confirm_factor`); its link lives until it has. Where
    there is a factor already the link is spent, every session ends, and the factor is asked as always.

    Raises:
        DeadLink: the link no longer opens anything.
        PasswordNotAllowed: the message says which rule it breaks.
    """
    with store.reading() as desk:
        account = _invited(desk, token, now)
    check_password(password, email=account.email, name=account.name)
    kept = passwords.hash(password)
    with store.changing() as desk:
        account = _invited(desk, token, now)
        desk.accounts.keep_password(account.id, kept)
        if account.state is AccountState.INVITED:
            desk.accounts.keep_factor(account.id, pyotp.random_base32())
        else:
            desk.accounts.spend_invites(account.id, now)
            _end_everything(desk, account.id, now)
            tell_of_account(desk, AccountNews.PASSWORD, account.id, now)
        desk.audit.record(account_entry("account.password", account, now=now, by=account.viewer, request_id=request_id))
        return desk.accounts.get(account.id)


def factor_to_prove(store: Store, account_id: str) -> tuple[Account, str]:
    """Give the secret that somebody is about to put into their authenticator. Only before it has been proved.

    Raises:
        NotFound: there is nothing to prove.
    """
    with store.reading() as desk:
        account, factor = desk.accounts.get(account_id), desk.accounts.factor(account_id)
    if factor is None or account.state is not AccountState.INVITED:
        raise NotFound("There is no second factor to set up.")
    return account, factor.secret


def confirm_factor(
    store: Store, account_id: str, typed: str, *, now: datetime, request_id: str = ""
) -> tuple[Account, tuple[str, ...]]:
    """Prove the second factor with its first code: the account opens. Gives the recovery codes, this once.

    Raises:
        NotFound: there is nothing to prove, or the invitation died meanwhile.
        WrongCode: the code does not fit.
    """
    account, secret = factor_to_prove(store, account_id)
    step = matching_step(secret, typed, now)
    if step is None:
        raise WrongCode("That code does not fit. Check that your phone's clock is right, then type the next code.")
    with store.changing() as desk:
        if not desk.accounts.spend_invites(account_id, now):
            raise DeadLink("This invitation can no longer be used. Ask for a new one.")
        desk.accounts.spend_step(account_id, step)
        desk.accounts.set_state(account_id, AccountState.ACTIVE)
        codes = _new_codes(desk, account_id)
        desk.audit.record(account_entry("account.factor", account, now=now, by=account.viewer, request_id=request_id))
        return desk.accounts.get(account_id), codes


def renew_recovery_codes(
    store: Store, account: Account, typed: str, *, now: datetime, request_id: str = ""
) -> tuple[str, ...]:
    """Replace the recovery codes of somebody who shows a fresh authenticator code. Gives the new ones.

    Raises:
        WrongCode: the code is wrong or was used before.
    """
    with store.changing() as desk:
        factor = desk.accounts.factor(account.id)
        step = None if factor is None else matching_step(factor.secret, typed, now)
        if step is None or not desk.accounts.spend_step(account.id, step):
            raise WrongCode("That code is wrong or was used before. Wait for the next one and try again.")
        codes = _new_codes(desk, account.id)
        tell_of_account(desk, AccountNews.NEW_CODES, account.id, now)
        desk.audit.record(
            account_entry("account.recovery_codes", account, now=now, by=account.viewer, request_id=request_id)
        )
    return codes


def disable(store: Store, account_id: str, *, now: datetime, by: Viewer | None = None, request_id: str = "") -> Account:
    """Close an account: every session and every link of theirs is dead from the next request on.

    by: None for the command line.

    Raises:
        Refused: only administrators close accounts, not their own, and none that open cases belong to.
    """
    if by is not None and (by.role is not Role.ADMIN or by.account_id == account_id):
        raise Refused("Only another administrator can close this account.")
    with store.changing() as desk:
        account = desk.accounts.get(account_id)
        _refuse_while_they_own_cases(desk, account)
        desk.accounts.set_state(account_id, AccountState.DISABLED)
        desk.accounts.spend_invites(account_id, now)
        _end_everything(desk, account_id, now)
        desk.audit.record(account_entry("account.disable", account, now=now, by=by, request_id=request_id))
        return desk.accounts.get(account_id)


def _refuse_while_they_own_cases(desk: Desk, account: Account) -> None:
    """A case is left by nobody: each has to be accepted by somebody first (peers reference, S19)."""
    count = len(desk.handovers.owned_by(account.id))
    if count:
        cases = "an open case" if count == 1 else f"{count} open cases"
        raise Refused(
            f"{account.name} still owns {cases}. Each must be handed over and accepted first: "
            f"`people cases {account.email}` names them."
        )


def _team_for(desk: Desk, invitation: Invitation) -> Team:
    kind = TEAM_KIND_OF[invitation.role]
    team = desk.accounts.team_named(invitation.team_name)
    if team is None:
        team = Team(id=new_id(), name=invitation.team_name, kind=kind)
        desk.accounts.add_team(team)
    if team.kind is not kind:
        raise BadInvitation(f"{team.name} is not a team for the role “{invitation.role.value}”.")
    return team


def _new_account(invitation: Invitation, team: Team) -> Account:
    email = plain_email(invitation.email)
    name = invitation.name.strip() or email.partition("@")[0]
    return Account(id=new_id(), email=email, name=name, role=invitation.role, team_id=team.id)


def _keep_invite(desk: Desk, account: Account, now: datetime, lives: timedelta = INVITE_LIVES) -> str:
    token = new_token()
    desk.accounts.keep_invite(account.id, token_hash=token_hash(token), at=now, expires_at=now + lives)
    return token


def _invited(desk: Desk, token: str, now: datetime) -> Account:
    account = desk.accounts.invited(token_hash(token), now)
    if account is None or account.state is AccountState.DISABLED:
        raise DeadLink("This link can no longer be used. Ask whoever invited you for a new one.")
    return account


def _new_codes(desk: Desk, account_id: str) -> tuple[str, ...]:
    codes = new_recovery_codes()
    desk.accounts.keep_recovery_codes(account_id, [token_hash(plain_recovery_code(code)) for code in codes])
    return codes


def _end_everything(desk: Desk, account_id: str, now: datetime) -> None:
    desk.accounts.start_new_generation(account_id)
    desk.accounts.sessions.end_all_of(account_id, now)
