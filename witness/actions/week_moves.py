"""What people change of a draft by hand: a visit or a ride put elsewhere, and pins; and whose week is planned."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from witness.actions.week import ask, pin, request_of, unpin, what_if
from witness.domain.access import Asking, Deed, Role, may
from witness.domain.accounts import AccountState
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.week import WeekFacts, WeekRide, WeekTask
from witness.domain.week_days import Seen, is_movable
from witness.domain.week_drafts import Draft, draft_as_plain, draft_from_plain
from witness.domain.week_moves import OVERRULED, Fit, fit, put, taken_out
from witness.domain.week_places import Place
from witness.domain.week_plain import facts_from_plain, mark_of
from witness.domain.week_requests import Away, PlanRequest, RequestState
from witness.store import Desk, Store

LAST_DAY = timedelta(days=4)  # from Monday to Friday
CHANGED = "Somebody has changed this draft since you looked at it. Look again."


class NeedsNote(Refused):
    """Time is short there, and nobody has said why it is put there all the same."""


@dataclass(frozen=True, slots=True)
class _Opened:
    request: PlanRequest
    facts: WeekFacts
    draft: Draft
    task: WeekTask | WeekRide


def ask_for_week(store: Store, monday: date, *, only_me: bool, asking: Asking) -> str:
    """Ask for a plan of the working days of a week, for oneself or for every officer of the team; gives its id.

    Raises:
        Refused: these days have passed, or too many plans are waiting already.
    """
    people = (asking.viewer.account_id,) if only_me else _officers(store, asking)
    return ask(store, monday, monday + LAST_DAY, people, asking=asking)


def ask_what_if(store: Store, monday: date, who: str, on: date, *, asking: Asking) -> str:
    """Ask for the plan that changes as little as it can if an officer were away on a day; gives its id.

    Raises:
        Refused: they are not of those who are planned, the day is not one of the week, or it has passed.
    """
    accepted = None
    with store.reading() as desk:
        accepted = desk.weeks.newest(asking.viewer.team_id, monday, monday + LAST_DAY, state=RequestState.ACCEPTED)
    based_on = None if accepted is None else accepted.request_id
    people = _officers(store, asking)
    return what_if(store, monday, monday + LAST_DAY, people, [Away(who, on)], asking=asking, based_on=based_on)


def move(store: Store, request_id: str, key: str, place: Place, *, note: str, seen: str, asking: Asking) -> PlanRequest:
    """Put a task of a draft elsewhere; gives the request. note: a word of `OVERRULED` where time is short, else "".

    Raises:
        NeedsNote: time is short there, and there is no note that says why it goes there.
        Refused: it cannot be there, whoever says so.
        SomebodyElseChangedThis: the draft is not the one that was looked at, or is none any more.
        NotFound: there is no such draft or task for this person.
    """
    with store.board_for(asking, doing="week.put", about=key[:80]) as desk:
        opened = _opened(desk, request_id, key, seen, asking)
        where = place.where(opened.draft.placement(key))
        found = fit(opened.facts, opened.draft, key, where, _nameless(desk, asking))
        _insist(found, note)
        moved = put(opened.facts, opened.draft, key, where)
        notes = tuple((known, word) for known, word in moved.notes if known != key)
        notes = (*notes, (key, note)) if found.misses else notes
        if not desk.weeks.redraft(request_id, draft_as_plain(replace(moved, notes=notes))):
            raise SomebodyElseChangedThis(CHANGED)
    return opened.request


def take_out(store: Store, request_id: str, key: str, *, seen: str, asking: Asking) -> PlanRequest:
    """Take a task out of a draft: it then has no place, and is due as before; gives the request.

    Raises:
        Refused: it was agreed with the family.
        SomebodyElseChangedThis: the draft is not the one that was looked at, or is none any more.
        NotFound: there is no such draft or task for this person.
    """
    with store.board_for(asking, doing="week.take_out", about=key[:80]) as desk:
        opened = _opened(desk, request_id, key, seen, asking)
        if not is_movable(opened.task) or opened.task.cost.penalty is None:
            raise Refused("It was promised to the family: move it or call it off in the case, and tell them.")
        out = taken_out(opened.facts, opened.draft, key)
        notes = tuple((known, word) for known, word in out.notes if known != key)
        if not desk.weeks.redraft(request_id, draft_as_plain(replace(out, notes=notes))):
            raise SomebodyElseChangedThis(CHANGED)
    return opened.request


def pin_where_it_is(store: Store, request_id: str, key: str, *, seen: str, asking: Asking) -> None:
    """Pin a task to the people and the hour that a draft has for it, so that the next plan keeps it so.

    Raises:
        SomebodyElseChangedThis: the draft is not the one that was looked at, or is none any more.
        NotFound: there is no such draft or task for this person, or it has no place.
    """
    with store.board_for(asking, doing="week.look_to_pin", about=key[:80]) as desk:
        opened = _opened(desk, request_id, key, seen, asking)
    here = opened.draft.placement(key)
    if here is None:
        raise NotFound("It has no place yet.")
    at = time(here.minute // 60, here.minute % 60)
    pin(store, key, here.officers, on=here.on, at=at, asking=asking)


def take_pin_out(store: Store, key: str, *, asking: Asking) -> None:
    """Take a pin out.

    Raises:
        NotFound: nothing is pinned there.
    """
    unpin(store, key, asking=asking)


def _insist(found: Fit, note: str) -> None:
    if found.rules:
        raise Refused(" ".join(found.rules))
    if found.misses and note not in OVERRULED:
        raise NeedsNote(f"{found.short} minutes are missing there. Choose why it goes there all the same.")


def _opened(desk: Desk, request_id: str, key: str, seen: str, asking: Asking) -> _Opened:
    """Give a draft to be changed, as it was looked at, with one of its tasks."""
    request = request_of(desk, request_id, asking)
    request = desk.weeks.to_change(request_id) or request
    if request.state is not RequestState.DONE or request.plan is None or request.asked is None:
        raise SomebodyElseChangedThis("Somebody has decided about this plan already, or it is not ready.")
    if seen != mark_of(request.plan):
        raise SomebodyElseChangedThis(CHANGED)
    facts = facts_from_plain(request.asked["facts"])
    task = facts.task(key)
    ground = desk.access.ground_of(task.case_id) if task is not None and task.case_id else None
    if task is None or ground is None or not may(asking.viewer, Deed.CHANGE_CASE, ground):
        raise NotFound("There is nothing like that in this plan.")
    return _Opened(request, facts, draft_from_plain(request.plan), task)


def _nameless(desk: Desk, asking: Asking) -> Seen:
    """See a week without labels: what is refused here names colleagues, and nobody of a family."""
    team = desk.accounts.of_team(asking.viewer.team_id)
    return Seen({}, {account.id: account.viewer.first_name for account in team})


def _officers(store: Store, asking: Asking) -> tuple[str, ...]:
    with store.reading() as desk:
        team = desk.accounts.of_team(asking.viewer.team_id)
    return tuple(one.id for one in team if one.state is AccountState.ACTIVE and one.role is Role.OFFICER)
