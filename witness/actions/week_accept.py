"""Accepts a draft of a week: looks at the facts once more, then books and moves all of it in one transaction."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from witness.actions.week import request_of
from witness.actions.week_book import (
    OpenedCases,
    book_visit,
    close,
    drive,
    leave_open,
    move_visit,
    who_takes_over,
)
from witness.actions.week_facts import facts_of, gather
from witness.domain.access import Asking
from witness.domain.errors import Refused, SomebodyElseChangedThis
from witness.domain.rules import Rules
from witness.domain.staffing import Absence, is_away
from witness.domain.week import TaskKind, WeekFacts, WeekRide, WeekTask
from witness.domain.week_drafts import Draft, Placement, draft_from_plain
from witness.domain.week_moved import Moved, changes_in, what_moved
from witness.domain.week_plain import mark_of
from witness.domain.week_requests import PlanRequest, RequestState
from witness.domain.week_uncovered import away_from, named_again, uncovered, uncovered_unseen
from witness.identifiers import new_id
from witness.store import Desk, Store

MOST_NAMED = 6


class TheWorldMoved(Refused):
    """A draft does not hold any more. `moved` says what changed, for the page; nothing was booked."""

    def __init__(self, moved: tuple[Moved, ...]) -> None:
        """Keep what moved, and say the first few."""
        self.moved = moved
        said = "; ".join(dict.fromkeys(one.words for one in moved[:MOST_NAMED]))
        more = len(moved) - MOST_NAMED
        super().__init__(f"Meanwhile things have changed. {said}{f'; and {more} more' if more > 0 else ''}")


@dataclass(frozen=True, slots=True)
class Accepted:
    """What accepting a draft has done: visits booked, visits moved or given to others, rides confirmed."""

    booked: int
    moved: int
    rides: int


def accept(
    store: Store, request_id: str, *, rules: Rules, asking: Asking, only: frozenset[str] | None = None, seen: str = ""
) -> Accepted:
    """Book everything new in a draft, in one transaction; invitations, texts and tasks follow from the facts.

    only: the keys of tasks to take over, None for all of them. seen: the mark of the draft that was looked at, "" for
    whatever it is now.

    Raises:
        TheWorldMoved: the facts are not those any more that the draft was made on.
        SomebodyElseChangedThis: somebody has decided about it already.
        Refused: something of it may not be booked; then nothing is.
        NotFound: there is no such draft, or one of its cases is not for whoever asks.
    """
    with store.board_for(asking, doing="week.accept", about=request_id) as desk:
        request = request_of(desk, request_id, asking)
        if request.state is not RequestState.DONE or request.plan is None:
            raise SomebodyElseChangedThis("Somebody has decided about this plan already, or it is not ready.")
        if seen and seen != mark_of(request.plan):
            raise SomebodyElseChangedThis("Somebody has changed this draft since you looked at it. Look again.")
        if not desk.weeks.decide(request_id, RequestState.ACCEPTED, by_id=asking.viewer.account_id, now=asking.at):
            raise SomebodyElseChangedThis("Somebody has decided about this plan already.")
        mine = replace(request, by_id=asking.viewer.account_id)
        gathered = gather(desk, mine, calendar=rules.calendar, now=asking.at)
        facts = facts_of(desk, gathered)
        draft = draft_from_plain(request.plan)
        moved = what_moved(draft, facts)
        if moved:
            raise TheWorldMoved(moved)
        _keep_absences(desk, request, asking)
        if only is not None:
            left = tuple(one for one in draft.unplaced if one.key in only)
            draft = replace(draft, placements=tuple(p for p in draft.placements if p.key in only), unplaced=left)
        known = {case.picture.case.case_id: case.picture for case in gathered.cases}
        return _book(OpenedCases(desk, known, gathered.known, asking), draft, facts, rules)


def _book(cases: OpenedCases, draft: Draft, facts: WeekFacts, rules: Rules) -> Accepted:
    """Book what is new."""
    desk, asking = cases.desk, cases.asking
    booked = moved = rides = 0
    for task, placement in changes_in(draft, facts.tasks):
        case = cases.open(task.case_id)
        if task.kind is TaskKind.PROMISED or task.visit_id is not None:
            move_visit(desk, case, task, placement, rules, asking)
            moved += 1
        else:
            book_visit(desk, case, task, placement, rules, asking)
            booked += 1
    for ride, placement in _rides(draft, facts):
        rides += drive(desk, cases.open(ride.case_id), ride, placement, asking)
    for left in uncovered(draft, facts):
        leave_open(desk, cases.open(left.case_id), left, facts, rules, asking, "")
    for unseen in uncovered_unseen(facts):
        _pass_on(cases, unseen, facts, rules)
    for case_id, case in cases.opened.items():
        close(desk, case_id, case, rules, asking)
    return Accepted(booked, moved, rides)


def _pass_on(cases: OpenedCases, unseen: WeekTask, facts: WeekFacts, rules: Rules) -> None:
    """Make a promise of which whoever accepts may not know the work of somebody who may."""
    named = next((found for p in cases.known.values() if (found := named_again(unseen, p)) is not None), None)
    ground = None if named is None else cases.grounds.get(named.case_id)
    if named is None or ground is None:
        return
    taker = who_takes_over(cases.desk, ground, away_from(unseen, facts), cases.asking)
    case = cases.open_unseen(named.case_id)
    leave_open(cases.desk, case, named, facts, rules, cases.asking, taker)


def _keep_absences(desk: Desk, request: PlanRequest, asking: Asking) -> None:
    """What was only supposed becomes so when its repair is accepted: else the next plan would count on them again."""
    known = desk.staffing.absences(request.first_on)
    for away in request.away:
        if not is_away(known, away.account_id, away.on):
            absence = Absence(new_id(), away.account_id, away.on, away.on, None)
            desk.staffing.add_absence(absence, by_id=asking.viewer.account_id, now=asking.at)


def _rides(draft: Draft, facts: WeekFacts) -> Iterator[tuple[WeekRide, Placement]]:
    for ride in facts.rides:
        placement = draft.placement(ride.key)
        if placement is not None:
            yield ride, placement
