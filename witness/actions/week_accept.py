"""Accepts a draft of a week: looks at the facts once more, then books and moves all of it in one transaction."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import time

from witness.actions.plans import keep_needs
from witness.actions.reconcile import put_right
from witness.actions.visits import NewVisit, add, needs_of, put_at, when
from witness.actions.week import request_of
from witness.actions.week_facts import facts_of, gather
from witness.domain.access import Asking, Deed, may
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.cases import CasePicture
from witness.domain.court_time import spoken_day
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.evidence import NeedKind
from witness.domain.plans import NEXT, PlanState, PlanStep
from witness.domain.rules import Rules
from witness.domain.staffing import Absence, is_away
from witness.domain.trips import Trip
from witness.domain.visits import VISIT_IN_WORDS, Place, Visit, VisitKind
from witness.domain.week import TaskKind, WeekFacts, WeekRide, WeekTask
from witness.domain.week_drafts import Draft, Placement, draft_from_plain
from witness.domain.week_moved import Moved, changes_in, what_moved
from witness.domain.week_plain import mark_of
from witness.domain.week_requests import PlanRequest, RequestState
from witness.domain.week_uncovered import NOBODY_GOES, away_from, find_somebody, uncovered
from witness.identifiers import new_id
from witness.store import Desk, Store
from witness.store.plans import ItemStep

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


@dataclass(slots=True)
class _Case:
    """A case while things are booked in it. picture: with what has been booked so far."""

    picture: CasePicture
    said: list[tuple[str, str | None]]
    needs: list[tuple[str | None, tuple[tuple[str, NeedKind], ...]]]

    def visit_is(self, visit: Visit) -> None:
        """Take note of what a visit is now."""
        rest = tuple(one for one in self.picture.visits if one.visit_id != visit.visit_id)
        self.picture = replace(self.picture, visits=(*rest, visit))


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
        return _book(desk, draft, facts, known, rules, asking)


def _book(
    desk: Desk, draft: Draft, facts: WeekFacts, known: Mapping[str, CasePicture], rules: Rules, asking: Asking
) -> Accepted:
    """Book what is new. known: the cases as the facts were taken from them, so that none is laid out again."""
    cases = _Cases(desk, known, asking)
    booked = moved = rides = 0
    for task, placement in changes_in(draft, facts.tasks):
        case = cases.open(task.case_id)
        if task.kind is TaskKind.PROMISED or task.visit_id is not None:
            _move(desk, case, task, placement, rules, asking)
            moved += 1
        else:
            _add(desk, case, task, placement, rules, asking)
            booked += 1
    for ride, placement in _rides(draft, facts):
        rides += _drive(desk, cases.open(ride.case_id), ride, placement, asking)
    for left in uncovered(draft, facts):
        _leave_open(desk, cases.open(left.case_id), left, facts, rules, asking)
    for case_id, case in cases.opened.items():
        _close(desk, case_id, case, rules, asking)
    return Accepted(booked, moved, rides)


@dataclass(frozen=True, slots=True)
class _Cases:
    """The cases in which something is booked, each opened once. known: as the facts were taken from them."""

    desk: Desk
    known: Mapping[str, CasePicture]
    asking: Asking
    opened: dict[str, _Case] = field(default_factory=dict)

    def open(self, case_id: str) -> _Case:
        """Give a case to change, on the record.

        Raises:
            NotFound: it is not for whoever asks.
        """
        if case_id not in self.opened:
            ground = self.desk.access.ground_of(case_id)
            if ground is None or case_id not in self.known or not may(self.asking.viewer, Deed.CHANGE_CASE, ground):
                raise NotFound("There is no such case.")
            self.desk.audit.record(
                Entry(
                    at=self.asking.at,
                    deed="week.accept",
                    outcome=AuditOutcome.ALLOWED,
                    account_id=self.asking.viewer.account_id,
                    role=self.asking.viewer.role.value,
                    case_id=case_id,
                    request_id=self.asking.request_id,
                )
            )
            self.opened[case_id] = _Case(self.known[case_id], [], [])
        return self.opened[case_id]


def _add(desk: Desk, case: _Case, task: WeekTask, placement: Placement, rules: Rules, asking: Asking) -> None:
    lead, second = _who(task, placement)
    new = NewVisit(
        case_id=task.case_id,
        witness_id=task.witness_id,
        kind=task.visit_kind or VisitKind.OTHER,
        place=task.place or Place.AGREED,
        minutes=task.minutes,
        on=placement.on,
        at=_hour(placement.minute),
        officer_id=lead,
        second_id=second,
    )
    try:
        visit = add(desk, case.picture, new, confirmed=True, rules=rules, asking=asking)
    except NotFound:
        raise
    except Refused as refused:
        raise Refused(f"{_label(case, task)} on {spoken_day(placement.on)}: {refused}") from None
    case.picture = replace(case.picture, visits=(*case.picture.visits, visit))
    _say(case, visit, f"was booked for {when(visit.now)}, with the plan of the week")


def _move(desk: Desk, case: _Case, task: WeekTask, placement: Placement, rules: Rules, asking: Asking) -> None:
    visit = next(v for v in case.picture.visits if v.visit_id == task.visit_id)
    lead, second = _who(task, placement)
    others = (lead, second) != (visit.officer_id or "", visit.second_id or "")
    if others:
        desk.plans.lead_visit(visit.visit_id, lead, second or None)
        visit = replace(visit, officer_id=lead, second_id=second or None)
    said = "is led by somebody else" if others else ""
    if (visit.now.on, visit.now.at) != (placement.on, _hour(placement.minute)):
        before = when(visit.now)
        visit = put_at(
            desk,
            case.picture,
            visit,
            placement.on,
            _hour(placement.minute),
            confirmed=True,
            rules=rules,
            asking=asking,
        )
        said = f"moved from {before} to {when(visit.now)}" + (", and is led by somebody else" if others else "")
    elif visit.now.because == NOBODY_GOES:
        visit = _asked_again(desk, case, visit, "", asking)
    case.visit_is(visit)
    _say(case, visit, f"{said}, with the plan of the week")


def _leave_open(
    desk: Desk, case: _Case, left: WeekTask | WeekRide, facts: WeekFacts, rules: Rules, asking: Asking
) -> None:
    """Take a promise from whoever is not there, so that nobody is told of them, and make it somebody's work."""
    away, steps, owner = frozenset[str](), 0, left.owner
    if isinstance(left, WeekTask):
        away = away_from(left, facts)
        person_id = case.picture.witness(left.witness_id).person_id
    else:
        person_id = next(t for t in case.picture.trips if t.trip_id == left.trip_id).passengers[0]
    visit_id = left.visit_id if isinstance(left, WeekTask) else None
    visit = next((v for v in case.picture.visits if v.visit_id == visit_id), None)
    if visit is not None:
        desk.plans.lead_visit(visit.visit_id, None)
        visit = _asked_again(desk, case, replace(visit, officer_id=None, second_id=None), NOBODY_GOES, asking)
        case.visit_is(visit)
        steps = len(visit.steps)
        _say(case, visit, f"on {when(visit.now)} has nobody who can go, with the plan of the week")
    initials = case.picture.person(person_id).initials
    wanted = find_somebody(left, initials, steps, rules.calendar, asking.at)
    owner_id = asking.viewer.account_id if owner in away or not owner else owner
    desk.tasks.raise_(case.picture.case.case_id, owner_id, wanted, asking.at)


def _asked_again(desk: Desk, case: _Case, visit: Visit, because: str, asking: Asking) -> Visit:
    """Keep a visit at its hour, to be confirmed anew."""
    step = replace(visit.now, state=PlanState.REQUESTED, recorded_at=asking.at, because=because, change="")
    which = [ItemStep(visit.visit_id, len(visit.steps) + 1, step)]
    desk.plans.step(case.picture.case.case_id, which, by_id=asking.viewer.account_id)
    return replace(visit, steps=(*visit.steps, step))


def _drive(desk: Desk, case: _Case, ride: WeekRide, placement: Placement, asking: Asking) -> int:
    trip = next((t for t in case.picture.trips if t.trip_id == ride.trip_id), None)
    if trip is None:
        return 0
    step = _ride_step(trip, placement, asking)
    driver = desk.accounts.get(placement.officers[0]).name
    if step is None and trip.provider == driver:
        return 0
    desk.plans.drive_trip(trip.trip_id, driver)
    now = replace(trip, provider=driver)
    if step is not None:
        which = ItemStep(trip.trip_id, len(trip.steps) + 1, step)
        desk.plans.step(case.picture.case.case_id, [which], by_id=asking.viewer.account_id)
        now = replace(now, steps=(*trip.steps, step))
    rest = tuple(one for one in case.picture.trips if one.trip_id != trip.trip_id)
    case.picture = replace(case.picture, trips=(*rest, now))
    who = ", ".join(case.picture.called(person_id) for person_id in trip.passengers)
    case.said.append((f"Trip of {who}: one of us drives, with the plan of the week.", trip.hearing_id))
    witnesses = [w.witness_id for w in case.picture.witnesses if w.person_id in trip.passengers]
    case.needs.append((trip.hearing_id, tuple((witness, NeedKind.TRANSPORT) for witness in witnesses)))
    return 1


def _ride_step(trip: Trip, placement: Placement, asking: Asking) -> PlanStep | None:
    """Give the step by which a ride is confirmed; None when it is. A return on release keeps having no hour."""
    if PlanState.CONFIRMED not in NEXT[trip.now.state]:
        return None
    at = trip.now.at
    if at is None and trip.direction.value == "out":
        at = _hour(placement.minute)
    return replace(
        trip.now, state=PlanState.CONFIRMED, recorded_at=asking.at, on=placement.on, at=at, because="", change=""
    )


def _close(desk: Desk, case_id: str, case: _Case, rules: Rules, asking: Asking) -> None:
    """Write the history of a case, meet its needs, and put it right once for all that was booked in it."""
    for hearing_id, needs in case.needs:
        keep_needs(desk, case_id, hearing_id, needs, asking, picture=case.picture)
    for words, hearing_id in case.said:
        desk.cases.happened(
            case_id, at=asking.at, kind="visit", words=words, by_id=asking.viewer.account_id, hearing_id=hearing_id
        )
    desk.cases.touch(case_id)
    put_right(desk, case_id, rules, now=asking.at)


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


def _say(case: _Case, visit: Visit, said: str) -> None:
    label = case.picture.witness(visit.witness_id).label
    case.said.append((f"{label}: {VISIT_IN_WORDS[visit.kind]} {said}.", visit.hearing_id))
    case.needs.append((visit.hearing_id, needs_of(visit)))


def _who(task: WeekTask, placement: Placement) -> tuple[str, str]:
    """Give who leads and who goes with them: the owner before one whom the family knows, before anybody else."""
    in_order = sorted(placement.officers, key=lambda one: (one != task.owner, one not in task.known, one))
    return in_order[0], in_order[1] if len(in_order) > 1 else ""


def _label(case: _Case, task: WeekTask) -> str:
    kind = VISIT_IN_WORDS[task.visit_kind] if task.visit_kind is not None else "visit"
    return f"{case.picture.witness(task.witness_id).label}, {kind}"


def _hour(minute: int) -> time:
    return time(minute // 60, minute % 60)
