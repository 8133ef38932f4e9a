"""Somebody goes to another team: what was open to them by the old one is shut from the next request on.

They keep the cases that they own until somebody has accepted each, so that no family is left with nobody.
"""

from dataclasses import dataclass
from datetime import datetime

from witness.actions.accounts import TEAM_KIND_OF
from witness.actions.reconcile import put_right
from witness.domain.access import Deed, Role, Tie, Viewer, may
from witness.domain.accounts import Account
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.errors import Refused
from witness.domain.handover import HandoverState
from witness.domain.rules import Rules
from witness.store import Desk, Store


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a move. still_theirs: our references of the cases that they own and have to hand over."""

    account: Account
    team_name: str
    still_theirs: tuple[str, ...]
    visits_passed_on: int


def move(
    store: Store,
    account_id: str,
    team_name: str,
    *,
    rules: Rules,
    now: datetime,
    by: Viewer | None = None,
    request_id: str = "",
) -> Moved:
    """Record that somebody works in another team from now on. Every session of theirs ends.

    Ties to cases that they do not own, shifts, offers, emergencies and planned visits of the old team end or go to
    the owners of those cases. Exclusions stay: whoever must not know of a case must not know of it anywhere.

    by: None for the command line.

    Raises:
        Refused: only administrators move others; there is no such team, or it is not one for this role.
        NotFound: there is no such account.
    """
    if by is not None and (by.role is not Role.ADMIN or by.account_id == account_id):
        raise Refused("Only another administrator can move this account.")
    with store.changing() as desk:
        before = desk.accounts.get(account_id)
        team = desk.accounts.team_named(team_name)
        if team is None:
            raise Refused(f"There is no team “{team_name}”.")
        if team.kind is not TEAM_KIND_OF[before.role]:
            raise Refused(f"{team.name} is not a team for the role “{before.role.value}”.")
        if team.id == before.team_id:
            raise Refused(f"{before.name} works in {team.name} already.")
        desk.accounts.set_team(account_id, team.id)
        _untie(desk, account_id, now)
        desk.staffing.take_off_all_shifts(account_id, now)
        desk.break_glass.end_all_of(account_id, now)
        after = desk.accounts.get(account_id)
        passed = _pass_on(desk, after.viewer, rules, now)
        desk.accounts.start_new_generation(account_id)
        desk.accounts.sessions.end_all_of(account_id, now)
        desk.audit.record(
            Entry(
                at=now,
                deed="account.move",
                outcome=AuditOutcome.ALLOWED,
                account_id=None if by is None else by.account_id,
                role="command line" if by is None else by.role.value,
                subject=f"account:{account_id}",
                request_id=request_id,
            )
        )
        return Moved(desk.accounts.get(account_id), team.name, desk.handovers.owned_by(account_id), passed)


def _untie(desk: Desk, account_id: str, now: datetime) -> None:
    for case_id, tie in desk.access.ties_of(account_id):
        ground = desk.access.ground_of(case_id)
        if ground is None or ground.owner_id == account_id:
            continue
        if tie is Tie.RESTRICTED_TO:
            desk.access.take_from_restriction(case_id, account_id, now)
        else:
            desk.access.untie(case_id, account_id, tie)


def _pass_on(desk: Desk, viewer: Viewer, rules: Rules, now: datetime) -> int:
    for offer in desk.handovers.offered_to(viewer.account_id):
        if not _may(desk, viewer, offer.case_id):
            desk.handovers.decide(offer.handover_id, HandoverState.WITHDRAWN, now)
    passed = 0
    for case_id in desk.handovers.cases_visited_by(viewer.account_id):
        picture = desk.cases.known_picture(case_id)
        ahead = [visit.visit_id for visit in picture.visits if visit.is_active]
        if not ahead or _may(desk, viewer, case_id):
            continue
        left = desk.handovers.leave_visits(viewer.account_id, ahead)
        passed += left + desk.handovers.pass_visits(viewer.account_id, picture.case.owner_id, ahead)
        desk.tasks.pass_to(case_id, viewer.account_id, picture.case.owner_id)
        desk.cases.happened(
            case_id, at=now, kind="access", words=f"{viewer.name} works in another team: their visits are its owner's."
        )
        put_right(desk, case_id, rules, now=now)
    return passed


def _may(desk: Desk, viewer: Viewer, case_id: str) -> bool:
    ground = desk.access.ground_of(case_id)
    return ground is not None and may(viewer, Deed.CHANGE_CASE, ground)
