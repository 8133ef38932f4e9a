"""What the form for a new case offers to choose from."""

from dataclasses import dataclass

from witness.domain.access import Asking, Role, TeamKind
from witness.domain.accounts import AccountState
from witness.store import Store

OWNERS = frozenset({Role.OFFICER, Role.MANAGER})


@dataclass(frozen=True, slots=True)
class NewCaseChoices:
    """(value, words) for each list of the form. owners: one for an officer, who opens cases for themselves."""

    courts: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    owners: tuple[tuple[str, str], ...]


def choices_for(store: Store, *, asking: Asking) -> NewCaseChoices:
    """Give the courts by name, the CPS units, and who of the team could have the case."""
    with store.reading() as desk:
        courts = sorted(desk.courts.names.items(), key=lambda pair: pair[1])
        units = [(team.id, team.name) for team in desk.accounts.teams() if team.kind is TeamKind.CPS]
        team = [
            (account.id, account.name)
            for account in desk.accounts.of_team(asking.viewer.team_id)
            if account.role in OWNERS and account.state is AccountState.ACTIVE
        ]
    own = [(asking.viewer.account_id, asking.viewer.name)]
    owners = team if asking.viewer.role is Role.MANAGER else own
    return NewCaseChoices(tuple(courts), tuple(units), tuple(owners))
