"""What people ask of the planner: a plan for some days, what if somebody were away, and what is to stay as it is."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time

from witness.domain.access import Asking, Role
from witness.domain.accounts import AccountState
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.week_requests import USUAL_SECONDS, Away, Pin, PlanRequest, RequestState, check_request
from witness.identifiers import new_id
from witness.store import Desk, Store

# A team that asks again and again would keep the planner from everybody else.
MOST_OPEN = 3
LONGEST_KEY = 120
PLANNED = frozenset({Role.OFFICER, Role.MANAGER})


def ask(
    store: Store,
    first_on: date,
    last_on: date,
    officers: Iterable[str],
    *,
    asking: Asking,
    seed: int = 1,
    seconds: float = USUAL_SECONDS,
) -> str:
    """Ask for a plan of some days for people of one's own team; gives the request's id. A worker makes the plan.

    Raises:
        Refused: the days or the people cannot be, or too many plans are waiting already.
    """
    request = _request(first_on, last_on, officers, asking, seed=seed, seconds=seconds)
    return _kept(store, request, doing="week.ask", asking=asking)


def what_if(
    store: Store,
    first_on: date,
    last_on: date,
    officers: Iterable[str],
    away: Iterable[Away],
    *,
    asking: Asking,
    based_on: str | None = None,
    seed: int = 1,
    seconds: float = USUAL_SECONDS,
) -> str:
    """Ask what would become of promises if somebody were away: the plan that changes as little as it can.

    based_on: the accepted plan that it repairs, None when there is none.

    Raises:
        Refused: nobody is away, or not on these days.
        NotFound: there is no such plan in this team.
    """
    gone = tuple(dict.fromkeys(away))
    if not gone:
        raise Refused("Choose who is away, and when.")
    request = _request(first_on, last_on, officers, asking, seed=seed, seconds=seconds)
    if not {one.account_id for one in gone} <= set(request.officers):
        raise Refused("Whoever is away has to be among those whose week is planned.")
    return _kept(store, replace(request, away=gone, based_on=based_on), doing="week.what_if", asking=asking)


def set_aside(store: Store, request_id: str, *, asking: Asking) -> None:
    """Put a draft away without doing anything of it.

    Raises:
        NotFound: there is no such draft in this team.
        SomebodyElseChangedThis: somebody has decided about it already.
    """
    with store.board_for(asking, doing="week.set_aside", about=request_id) as desk:
        request_of(desk, request_id, asking)
        by_id = asking.viewer.account_id
        if not desk.weeks.decide(request_id, RequestState.SET_ASIDE, by_id=by_id, now=asking.at):
            raise SomebodyElseChangedThis("Somebody has decided about this plan already, or it is not ready.")


def pin(
    store: Store,
    task_key: str,
    officers: Iterable[str],
    *,
    asking: Asking,
    on: date | None = None,
    at: time | None = None,
) -> None:
    """Pin something of a week to people, to an hour, or to both: plans keep it so.

    Raises:
        Refused: nothing is pinned, or half an hour of a day is.
    """
    who = tuple(dict.fromkeys(officers))
    if (on is None) != (at is None):
        raise Refused("Pin a day and an hour, or neither.")
    if not who and on is None:
        raise Refused("Pin it to somebody, to an hour, or to both.")
    if not task_key or len(task_key) > LONGEST_KEY:
        raise Refused("There is nothing like that to pin.")
    with store.board_for(asking, doing="week.pin", about=task_key) as desk:
        _insist_on_team(desk, who, asking)
        made = Pin(new_id(), task_key, who, on, at)
        desk.weeks.pin(asking.viewer.team_id, made, by_id=asking.viewer.account_id, now=asking.at)


def unpin(store: Store, task_key: str, *, asking: Asking) -> None:
    """Take a pin out.

    Raises:
        NotFound: nothing is pinned there.
    """
    with store.board_for(asking, doing="week.unpin", about=task_key) as desk:
        by_id = asking.viewer.account_id
        if not desk.weeks.unpin(asking.viewer.team_id, task_key, by_id=by_id, now=asking.at):
            raise NotFound("Nothing is pinned there.")


def request_of(desk: Desk, request_id: str, asking: Asking) -> PlanRequest:
    """Give a request of one's own team.

    Raises:
        NotFound: there is none.
    """
    found = desk.weeks.request(request_id)
    if found is None or found.team_id != asking.viewer.team_id or asking.viewer.role not in PLANNED:
        raise NotFound("There is no such plan.")
    return found


def _request(
    first_on: date, last_on: date, officers: Iterable[str], asking: Asking, *, seed: int, seconds: float
) -> PlanRequest:
    request = PlanRequest(
        request_id=new_id(),
        team_id=asking.viewer.team_id,
        by_id=asking.viewer.account_id,
        asked_at=asking.at,
        first_on=max(first_on, london_day(asking.at)),
        last_on=last_on,
        officers=tuple(dict.fromkeys(officers)),
        seed=seed,
        seconds=seconds,
    )
    check_request(request, london_day(asking.at))
    return request


def _kept(store: Store, request: PlanRequest, *, doing: str, asking: Asking) -> str:
    if asking.viewer.role not in PLANNED:
        raise NotFound("Only the support team plans weeks.")
    check_request(request, london_day(asking.at))
    with store.board_for(asking, doing=doing, about=request.request_id) as desk:
        _insist_on_team(desk, request.officers, asking)
        if request.based_on is not None:
            request_of(desk, request.based_on, asking)
        if desk.weeks.open_number(request.team_id) >= MOST_OPEN:
            raise Refused(f"{MOST_OPEN} plans of this team are waiting already. Look at them first.")
        desk.weeks.ask(request)
    return request.request_id


def _insist_on_team(desk: Desk, account_ids: Iterable[str], asking: Asking) -> None:
    team = {
        account.id
        for account in desk.accounts.of_team(asking.viewer.team_id)
        if account.state is AccountState.ACTIVE and account.role in PLANNED
    }
    if not set(account_ids) <= team:
        raise Refused("Choose people of this team.")
