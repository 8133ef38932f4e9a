"""Changes to when people work and what they bring: officers for themselves, a manager for anybody of the team."""

from dataclasses import replace

from witness.domain.access import Asking, Role
from witness.domain.accounts import AccountState
from witness.domain.errors import NotFound, Refused
from witness.domain.places import read_outward
from witness.domain.working_hours import WorkingTerms, check_terms
from witness.store import Desk, Store

PLANNED = frozenset({Role.OFFICER, Role.MANAGER})


def set_terms(store: Store, account_id: str, terms: WorkingTerms, *, asking: Asking) -> None:
    """Record how somebody works from now on. Of a whole postcode where a day begins only the first half is kept.

    Raises:
        Refused: the hours cannot be, or the directory has no such postcode.
        NotFound: they are not of this team, or it is not this person's to say.
    """
    if asking.viewer.role is not Role.MANAGER and account_id != asking.viewer.account_id:
        raise NotFound("Only they or a manager can say this.")
    check_terms(terms)
    kept = replace(terms, base=read_outward(terms.base))
    with store.board_for(asking, doing="working_terms.set", about=account_id) as desk:
        _insist_on_colleague(desk, account_id, asking)
        if kept.base and not desk.travel.knows(kept.base):
            raise Refused(f"The directory of postcodes has no {kept.base}. Check it, or ask an administrator.")
        desk.weeks.set_terms(account_id, kept, by_id=asking.viewer.account_id, now=asking.at)


def _insist_on_colleague(desk: Desk, account_id: str, asking: Asking) -> None:
    account = desk.accounts.find(account_id)
    is_one = account is not None and account.team_id == asking.viewer.team_id and account.role in PLANNED
    if account is None or not is_one or account.state is not AccountState.ACTIVE:
        raise NotFound("There is nobody like that in this team.")
