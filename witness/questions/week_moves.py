"""One task of a draft: where it stands, where it could go, and whether it would fit where somebody wants it."""

from witness.domain.access import Asking
from witness.domain.court_time import short_day
from witness.domain.errors import NotFound
from witness.domain.week import WeekTask
from witness.domain.week_days import dates_of, is_movable
from witness.domain.week_drafts import Placement
from witness.domain.week_moves import OVERRULED, fit
from witness.domain.week_pieces import clock_words
from witness.domain.week_places import Place
from witness.domain.week_plain import mark_of
from witness.domain.week_requests import RequestState
from witness.questions.week import Drafted, drafted_of, offers, request_for
from witness.questions.week_views import MovePage, Verdict
from witness.store import Desk, Store


def move_page(store: Store, request_id: str, key: str, place: Place | None, *, asking: Asking) -> MovePage:
    """Answer about one task of a draft. place: where somebody wants it, None while they have not said.

    Raises:
        NotFound: there is no such draft, or no such task in it for this viewer.
    """
    with store.board_for(asking, doing="week.look", about=key[:80]) as desk:
        drafted = _open(desk, request_id, key, asking)
        names = {one.id: one.name for one in desk.accounts.of_team(asking.viewer.team_id)}
    task, here = drafted.facts.task(key), drafted.draft.placement(key)
    label = drafted.seen.label(key)
    officers = tuple((one.account_id, names.get(one.account_id, "Somebody")) for one in drafted.facts.officers)
    return MovePage(
        request_id=request_id,
        key=key,
        seen="" if drafted.request.plan is None else mark_of(drafted.request.plan),
        first_on=drafted.request.first_on,
        words=f"{label.initials}'s {label.what}",
        stands=_stands(drafted, key, here),
        on=None if here is None else here.on,
        at="" if here is None else f"{here.minute // 60:02d}:{here.minute % 60:02d}",
        officer="" if here is None else here.officers[0],
        second="" if here is None or len(here.officers) < 2 else here.officers[1],
        is_placed=here is not None,
        is_pinned=key in drafted.seen.pinned,
        may_leave=here is not None and task is not None and is_movable(task) and task.cost.penalty is not None,
        takes_two=isinstance(task, WeekTask) and task.people == 2,
        days=tuple((day.isoformat(), short_day(day)) for day in dates_of(drafted.facts)),
        officers=tuple(sorted(officers, key=lambda pair: pair[1])),
        slots=offers(drafted, key),
        verdict=None if place is None else _verdict(drafted, key, place),
        reasons=tuple(OVERRULED.items()),
    )


def fit_of(store: Store, request_id: str, key: str, place: Place, *, asking: Asking) -> Verdict:
    """Say whether a task fits somewhere, and by how many minutes it does not.

    Raises:
        NotFound: there is no such draft, or no such task in it for this viewer.
    """
    with store.board_for(asking, doing="week.fit", about=key[:80]) as desk:
        drafted = _open(desk, request_id, key, asking)
    return _verdict(drafted, key, place)


def _open(desk: Desk, request_id: str, key: str, asking: Asking) -> Drafted:
    request = request_for(desk, request_id, asking)
    drafted = drafted_of(desk, request, asking) if request.state is RequestState.DONE else None
    if drafted is None or key not in drafted.seen.labels:
        raise NotFound("There is nothing like that in this plan.")
    return drafted


def _verdict(drafted: Drafted, key: str, place: Place) -> Verdict:
    where = place.where(drafted.draft.placement(key))
    found = fit(drafted.facts, drafted.draft, key, where, drafted.seen)
    who = " and ".join(drafted.seen.name(one) for one in where.officers)
    there = f"{short_day(where.on)}, {clock_words(where.minute)}, {who}"
    because = (*found.rules, *(f"{miss.words[:1].upper()}{miss.words[1:]}." for miss in found.misses))
    if found.rules:
        return Verdict(False, f"It cannot be: {there}", because)
    if found.misses:
        return Verdict(False, f"{found.short} minutes short: {there}", because, may_overrule=True)
    return Verdict(True, f"It fits: {there}")


def _stands(drafted: Drafted, key: str, here: Placement | None) -> str:
    if here is None:
        return "It has no place yet."
    who = " and ".join(drafted.seen.name(one) for one in here.officers)
    return f"It stands on {short_day(here.on)} at {clock_words(here.minute)} with {who}."
