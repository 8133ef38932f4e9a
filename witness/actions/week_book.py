"""Books one thing of an accepted week in its case: a visit added, moved or given away, a ride driven, a promise opened.

Everything happens in the transaction of whoever accepts; each case is opened once, on the record, and put right once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time

from witness.actions.plans import keep_needs
from witness.actions.reconcile import put_right
from witness.actions.trip_turns import keep_turn
from witness.actions.visits import NewVisit, add, needs_of, put_at, when
from witness.domain.access import Asking, CaseGround, Deed, Role, may
from witness.domain.accounts import AccountState
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, spoken_day
from witness.domain.errors import NotFound, Refused
from witness.domain.evidence import NeedKind
from witness.domain.plans import NEXT, PlanState, PlanStep
from witness.domain.rules import Rules
from witness.domain.staffing import is_away
from witness.domain.trip_course import driven_by, driver_of, turn_by, way_now
from witness.domain.trips import Direction, Trip, TripEvent, TripFact
from witness.domain.visits import VISIT_IN_WORDS, Place, Visit, VisitKind
from witness.domain.week import WeekFacts, WeekRide, WeekTask
from witness.domain.week_drafts import Placement
from witness.domain.week_rides import AGREED
from witness.domain.week_uncovered import NOBODY_GOES, away_from, find_somebody
from witness.store import Desk
from witness.store.plans import ItemStep


@dataclass(slots=True)
class OpenedCase:
    """A case while things are booked in it. picture: with what has been booked so far."""

    picture: CasePicture
    said: list[tuple[str, str | None]]
    needs: list[tuple[str | None, tuple[tuple[str, NeedKind], ...]]]

    def visit_is(self, visit: Visit) -> None:
        """Take note of what a visit is now."""
        rest = tuple(one for one in self.picture.visits if one.visit_id != visit.visit_id)
        self.picture = replace(self.picture, visits=(*rest, visit))

    def trip_is(self, trip: Trip) -> None:
        """Take note of what a trip is now."""
        rest = tuple(one for one in self.picture.trips if one.trip_id != trip.trip_id)
        self.picture = replace(self.picture, trips=(*rest, trip))


@dataclass(frozen=True, slots=True)
class OpenedCases:
    """The cases in which something is booked, each opened once. known, grounds: as the facts were taken from them."""

    desk: Desk
    known: Mapping[str, CasePicture]
    grounds: Mapping[str, CaseGround]
    asking: Asking
    opened: dict[str, OpenedCase] = field(default_factory=dict)

    def open(self, case_id: str) -> OpenedCase:
        """Give a case to change, on the record.

        Raises:
            NotFound: it is not for whoever asks.
        """
        if case_id not in self.opened:
            ground = self.grounds.get(case_id)
            if ground is None or case_id not in self.known or not may(self.asking.viewer, Deed.CHANGE_CASE, ground):
                raise NotFound("There is no such case.")
            self._enter(case_id, "week.accept")
        return self.opened[case_id]

    def open_unseen(self, case_id: str) -> OpenedCase:
        """Give a case of which whoever asks may not know, to pass a promise in it on; they are shown nothing of it."""
        if case_id not in self.opened:
            self._enter(case_id, "week.passed_on")
        return self.opened[case_id]

    def _enter(self, case_id: str, deed: str) -> None:
        self.desk.audit.record(
            Entry(
                at=self.asking.at,
                deed=deed,
                outcome=AuditOutcome.ALLOWED,
                account_id=self.asking.viewer.account_id,
                role=self.asking.viewer.role.value,
                case_id=case_id,
                request_id=self.asking.request_id,
            )
        )
        self.opened[case_id] = OpenedCase(self.known[case_id], [], [])


def book_visit(
    desk: Desk, case: OpenedCase, task: WeekTask, placement: Placement, rules: Rules, asking: Asking
) -> None:
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
        visit = add(desk, case.picture, new, confirmed=True, rules=rules, asking=asking, may_go=task.allowed)
    except NotFound:
        raise
    except Refused as refused:
        raise Refused(f"{_label(case, task)} on {spoken_day(placement.on)}: {refused}") from None
    case.picture = replace(case.picture, visits=(*case.picture.visits, visit))
    _say(case, visit, f"was booked for {when(visit.now)}, with the plan of the week")


def move_visit(
    desk: Desk, case: OpenedCase, task: WeekTask, placement: Placement, rules: Rules, asking: Asking
) -> None:
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


def leave_open(
    desk: Desk,
    case: OpenedCase,
    left: WeekTask | WeekRide,
    facts: WeekFacts,
    rules: Rules,
    asking: Asking,
    owner_id: str,
) -> None:
    """Take a promise from whoever is not there, so that nobody is told of them, and make it somebody's work.

    Of two who were to go, the one who is there still goes. owner_id: whose work it is, "" for the owner of the case.
    """
    away = away_from(left, facts)
    steps, one_stays = 0, False
    if isinstance(left, WeekRide):
        person_id = _find_another_driver(desk, case, left, bool(away), asking)
    else:
        person_id = case.picture.witness(left.witness_id).person_id
        visit = next((v for v in case.picture.visits if v.visit_id == left.visit_id), None)
        if visit is not None:
            visit = _without(desk, case, visit, away, asking)
            steps, one_stays = len(visit.steps), visit.officer_id is not None
    initials = case.picture.person(person_id).initials
    wanted = find_somebody(left, initials, steps, rules.calendar, asking.at, one_stays=one_stays)
    owner = owner_id or left.owner
    owner = asking.viewer.account_id if (owner in away or not owner) and not owner_id else owner
    desk.tasks.raise_(case.picture.case.case_id, owner, wanted, asking.at)


def who_takes_over(desk: Desk, ground: CaseGround, away: frozenset[str], asking: Asking) -> str:
    """Give who finds somebody in a case of which whoever accepts may not know: its team's manager, else its owner."""
    absences = desk.staffing.absences(london_day(asking.at))
    managers = [
        account.id
        for account in desk.accounts.of_team(ground.team_id)
        if account.state is AccountState.ACTIVE
        and account.role is Role.MANAGER
        and account.id not in away
        and may(account.viewer, Deed.CHANGE_CASE, ground)
    ]
    there = [one for one in managers if not is_away(absences, one, london_day(asking.at))]
    return (there or managers or [ground.owner_id])[0]


def _without(desk: Desk, case: OpenedCase, visit: Visit, away: frozenset[str], asking: Asking) -> Visit:
    """Take a visit from those who are away; whoever was to go with them still does."""
    stay = [one for one in (visit.officer_id, visit.second_id) if one and one not in away]
    lead = stay[0] if stay else None
    desk.plans.lead_visit(visit.visit_id, lead)
    visit = _asked_again(desk, case, replace(visit, officer_id=lead, second_id=None), NOBODY_GOES, asking)
    case.visit_is(visit)
    missing = "has one of the two who have to go" if lead else "has nobody who can go"
    _say(case, visit, f"on {when(visit.now)} {missing}, with the plan of the week")
    return visit


def _find_another_driver(desk: Desk, case: OpenedCase, left: WeekRide, is_away: bool, asking: Asking) -> str:
    """Report that our driver is away, so that the next way is tried at once; gives a passenger."""
    trip = next(t for t in case.picture.trips if t.trip_id == left.trip_id)
    if is_away and trip.now.state is not PlanState.FAILED:
        fact = TripFact(TripEvent.FELL_THROUGH, asking.at, asking.at, way_now(trip), "ours", "us")
        turn = turn_by(trip, fact)
        said = keep_turn(desk, case.picture, trip, turn, asking.viewer.account_id)
        steps = trip.steps if turn.step is None else (*trip.steps, turn.step)
        case.trip_is(replace(trip, steps=steps, facts=(*trip.facts, *turn.facts)))
        who = ", ".join(case.picture.called(person_id) for person_id in trip.passengers)
        case.said.append((f"Trip of {who}: {said}, with the plan of the week.", trip.hearing_id))
        _needs_a_lift(case, trip)
    return trip.passengers[0]


def _needs_a_lift(case: OpenedCase, trip: Trip) -> None:
    witnesses = [w.witness_id for w in case.picture.witnesses if w.person_id in trip.passengers]
    case.needs.append((trip.hearing_id, tuple((witness, NeedKind.TRANSPORT) for witness in witnesses)))


def _asked_again(desk: Desk, case: OpenedCase, visit: Visit, because: str, asking: Asking) -> Visit:
    """Keep a visit at its hour, to be confirmed anew."""
    step = replace(visit.now, state=PlanState.REQUESTED, recorded_at=asking.at, because=because, change="")
    which = [ItemStep(visit.visit_id, len(visit.steps) + 1, step)]
    desk.plans.step(case.picture.case.case_id, which, by_id=asking.viewer.account_id)
    return replace(visit, steps=(*visit.steps, step))


def drive(desk: Desk, case: OpenedCase, ride: WeekRide, placement: Placement, asking: Asking) -> int:
    trip = next((t for t in case.picture.trips if t.trip_id == ride.trip_id), None)
    if trip is None:
        return 0
    step = _ride_step(trip, placement, asking)
    driver = desk.accounts.get(placement.officers[0]).name
    if step is None and driver_of(trip) == driver:
        return 0
    now = driven_by(trip, driver)
    desk.plans.drive_trip(now)
    if step is not None:
        which = ItemStep(trip.trip_id, len(trip.steps) + 1, step)
        desk.plans.step(case.picture.case.case_id, [which], by_id=asking.viewer.account_id)
        now = replace(now, steps=(*trip.steps, step))
    case.trip_is(now)
    who = ", ".join(case.picture.called(person_id) for person_id in trip.passengers)
    case.said.append((f"Trip of {who}: one of us drives, with the plan of the week.", trip.hearing_id))
    _needs_a_lift(case, trip)
    return 1


def _ride_step(trip: Trip, placement: Placement, asking: Asking) -> PlanStep | None:
    """Give the step by which a ride is confirmed; None when it is. A return on release keeps having no hour."""
    if PlanState.CONFIRMED not in NEXT[trip.now.state]:
        return None
    at = trip.now.at
    # What was agreed keeps its hour; one that was only asked for is confirmed at the hour that the plan has for it.
    if trip.now.state not in AGREED and (at is not None or trip.direction is Direction.OUT):
        at = _hour(placement.minute)
    return replace(
        trip.now, state=PlanState.CONFIRMED, recorded_at=asking.at, on=placement.on, at=at, because="", change=""
    )


def close(desk: Desk, case_id: str, case: OpenedCase, rules: Rules, asking: Asking) -> None:
    """Write the history of a case, meet its needs, and put it right once for all that was booked in it."""
    for hearing_id, needs in case.needs:
        keep_needs(desk, case_id, hearing_id, needs, asking, picture=case.picture)
    for words, hearing_id in case.said:
        desk.cases.happened(
            case_id, at=asking.at, kind="visit", words=words, by_id=asking.viewer.account_id, hearing_id=hearing_id
        )
    desk.cases.touch(case_id)
    put_right(desk, case_id, rules, now=asking.at)


def _say(case: OpenedCase, visit: Visit, said: str) -> None:
    label = case.picture.witness(visit.witness_id).label
    case.said.append((f"{label}: {VISIT_IN_WORDS[visit.kind]} {said}.", visit.hearing_id))
    case.needs.append((visit.hearing_id, needs_of(visit)))


def _who(task: WeekTask, placement: Placement) -> tuple[str, str]:
    """Give who leads and who goes with them: the owner before one whom the family knows, before anybody else."""
    going = {*placement.officers, *task.beside}
    in_order = sorted(going, key=lambda one: (one != task.owner, one not in task.known, one))
    return in_order[0], in_order[1] if len(in_order) > 1 else ""


def _label(case: OpenedCase, task: WeekTask) -> str:
    kind = VISIT_IN_WORDS[task.visit_kind] if task.visit_kind is not None else "visit"
    return f"{case.picture.witness(task.witness_id).label}, {kind}"


def _hour(minute: int) -> time:
    return time(minute // 60, minute % 60)
