"""The staff of every test, and how they sign in."""

from dataclasses import dataclass
from datetime import datetime

import pyotp

from witness.actions.passwords import Passwords
from witness.domain.access import Role, TeamKind
from witness.domain.accounts import Account, AccountState, Team
from witness.store import Store

PASSWORDS = Passwords.light()
PASSWORD = "four unrelated quiet lamps"
KEPT_PASSWORD = PASSWORDS.hash(PASSWORD)

CALDER = Team("team-calder", "Calder", TeamKind.SUPPORT, "0113 496 0100")
AIREDALE = Team("team-airedale", "Airedale", TeamKind.SUPPORT)
CPS = Team("team-cps", "CPS Yorkshire", TeamKind.CPS)


def _somebody(first: str, last: str, role: Role, team: Team) -> Account:
    host = "cps.example" if team is CPS else "support.example"
    return Account(
        id=f"account-{first.lower()}",
        email=f"{first.lower()}@{host}",
        name=f"{first} {last}",
        role=role,
        team_id=team.id,
        state=AccountState.ACTIVE,
    )


@dataclass(frozen=True, slots=True)
class Cast:
    """Officer Olu owns the case, Olivia is in her team, Otis is elsewhere."""

    olu: Account = _somebody("Olu", "Adeyemi", Role.OFFICER, CALDER)
    olivia: Account = _somebody("Olivia", "Birch", Role.OFFICER, CALDER)
    otis: Account = _somebody("Otis", "Crane", Role.OFFICER, AIREDALE)
    leigh: Account = _somebody("Leigh", "Garner", Role.LIAISON, CPS)
    mo: Account = _somebody("Mo", "Ellis", Role.MANAGER, CALDER)
    ada: Account = _somebody("Ada", "Firth", Role.ADMIN, CALDER)

    @property
    def all(self) -> tuple[Account, ...]:
        return (self.olu, self.olivia, self.otis, self.leigh, self.mo, self.ada)


CAST = Cast()


def secret_of(account: Account) -> str:
    """The secret in somebody's authenticator: base 32, made from their name so that a test can repeat itself."""
    return account.id.upper().replace("-", "").ljust(32, "A")


def code_of(account: Account, at: datetime) -> str:
    """The six digits that somebody's authenticator shows at an instant."""
    return pyotp.TOTP(secret_of(account)).at(at)


def add_cast(store: Store, now: datetime) -> Cast:
    """Have all of them work here, with `PASSWORD` and an authenticator each."""
    with store.changing() as desk:
        for team in (CALDER, AIREDALE, CPS):
            desk.accounts.add_team(team)
        for account in CAST.all:
            desk.accounts.add(account, created_at=now)
            desk.accounts.keep_password(account.id, KEPT_PASSWORD)
            desk.accounts.keep_factor(account.id, secret_of(account))
    return CAST
