"""Changes to visits: booked, moved, confirmed, called off; and the family's wish about memory refreshing."""

from dataclasses import dataclass, replace
from datetime import date, time

from witness.actions.plans import (
    Happened,
    Which,
    add_step,
    finish,
    insist_on_colleague,
    insist_on_confirmation,
    insist_on_seen,
    keep_needs,
    take_step,
)
from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.countdown import hearing_ahead
from witness.domain.court_time import london_day, spoken_day, spoken_time
from witness.domain.errors import NotFound, Refused
from witness.domain.evidence import EventState, NeedKind
from witness.domain.ladder_rules import RULE_OF, CountsFrom
from witness.domain.plan_needs import NEED_OF_VISIT
from witness.domain.plans import PLAN_STATE_IN_WORDS, PlanState, PlanStep
from witness.domain.rules import Rules
from witness.domain.visit_rules import check_visit
from witness.domain.visits import VISIT_IN_WORDS, Place, Visit, VisitKind
from witness.identifiers import new_id
from witness.store import Desk, Store
from witness.store.plans import ItemStep

ENDED: dict[PlanState, str] = {
    PlanState.CONFIRMED: "was confirmed",
    PlanState.CANCELLED: "was called off",
    PlanState.MISSED: "did not take place",
}


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit to be booked, as the form has it. officer_id: who leads it, "" for nobody of ours.

    second_id: who goes with them, "" for nobody.
    """

    case_id: str
    witness_id: str
    kind: VisitKind
    place: Place
    minutes: int
    on: date
    at: time
    officer_id: str
    second_id: str = ""


def book(store: Store, new: NewVisit, *, confirmed: bool, rules: Rules, asking: Asking) -> str:
    """Book a visit; gives its id. It is asked for until the family and everybody else has confirmed it.

    Raises:
        PleaseConfirm: the rules warn of something, and nobody has confirmed it.
        Refused: it may not be booked.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, new.case_id, doing="visit.book") as desk:
        picture = desk.cases.known_picture(new.case_id)
        visit = add(desk, picture, new, confirmed=confirmed, rules=rules, asking=asking)
        _end(desk, picture, visit, f"was booked for {when(visit.now)}", rules, asking)
    return visit.visit_id


def add(
    desk: Desk,
    picture: CasePicture,
    new: NewVisit,
    *,
    confirmed: bool,
    rules: Rules,
    asking: Asking,
    may_go: frozenset[str] = frozenset(),
) -> Visit:
    """Keep a new visit in the caller's transaction, after all that is asked of one; its history is the caller's.

    may_go: of whom the caller has found in the same transaction that they may work on the case; others are asked after.

    Raises:
        PleaseConfirm: the rules warn of something, and nobody has confirmed it.
        Refused: it may not be booked.
    """
    if not any(w.witness_id == new.witness_id for w in picture.witnesses):
        raise NotFound("There is no such witness in this case.")
    visit = _planned(picture, new, asking)
    for account_id in (visit.officer_id, visit.second_id):
        if account_id is not None and account_id not in may_go:
            insist_on_colleague(desk, new.case_id, account_id)
    warnings = check_visit(picture, visit, rules.calendar, asking.at)
    insist_on_confirmation(warnings, confirmed=confirmed)
    desk.plans.add_visits(new.case_id, [visit], by_id=asking.viewer.account_id)
    return visit


def move(store: Store, which: Which, on: date, at: time, *, confirmed: bool, rules: Rules, asking: Asking) -> None:
    """Move a visit to another time. It has to be confirmed anew, and so have the trips to it.

    Raises:
        SomebodyElseChangedThis: it changed since the form was shown.
        PleaseConfirm: the rules warn of something, and nobody has confirmed it.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, which.case_id, doing="visit.move") as desk:
        picture = desk.cases.known_picture(which.case_id)
        visit = visit_in(picture, which)
        moved = put_at(desk, picture, visit, on, at, confirmed=confirmed, rules=rules, asking=asking)
        _end(desk, picture, moved, f"moved from {when(visit.now)} to {when(moved.now)}", rules, asking)


def put_at(
    desk: Desk,
    picture: CasePicture,
    visit: Visit,
    on: date,
    at: time,
    *,
    confirmed: bool,
    rules: Rules,
    asking: Asking,
) -> Visit:
    """Put a visit at another time in the caller's transaction, and the trips to it; its history is the caller's.

    Raises:
        PleaseConfirm: the rules warn of something, and nobody has confirmed it.
        Refused: it cannot be then.
    """
    if not visit.is_active:
        raise Refused(f"It is {PLAN_STATE_IN_WORDS[visit.now.state]}: book another one.")
    number = picture.hearing(visit.hearing_id).now.number if visit.hearing_id else 0
    step = PlanStep(PlanState.REQUESTED, asking.at, on, at, number)
    moved = replace(visit, steps=(*visit.steps, step))
    insist_on_confirmation(check_visit(picture, moved, rules.calendar, asking.at), confirmed=confirmed)
    add_step(desk, Which(picture.case.case_id, visit.visit_id, len(visit.steps)), step, asking)
    _take_trips_along(desk, picture, visit, step, asking)
    return moved


def confirm(store: Store, which: Which, *, rules: Rules, asking: Asking) -> None:
    """Record that everybody has said yes to a visit."""
    _to(store, which, PlanState.CONFIRMED, "", doing="visit.confirm", rules=rules, asking=asking)


def cancel(store: Store, which: Which, reason: str, *, rules: Rules, asking: Asking) -> None:
    """Call a visit off, and the trips to it. reason: a word of `plans.REASONS`."""
    _to(store, which, PlanState.CANCELLED, reason, doing="visit.cancel", rules=rules, asking=asking)


def miss(store: Store, which: Which, reason: str, *, rules: Rules, asking: Asking) -> None:
    """Record that a visit did not take place."""
    _to(store, which, PlanState.MISSED, reason, doing="visit.miss", rules=rules, asking=asking)


def wish_for_refresh(
    store: Store, case_id: str, witness_id: str, *, at_end: bool, rules: Rules, asking: Asking
) -> None:
    """Record whether the family asked to leave memory refreshing to the very end."""
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="refresh.wish") as desk:
        picture = desk.cases.known_picture(case_id)
        found = next((w for w in picture.witnesses if w.witness_id == witness_id), None)
        if found is None:
            raise NotFound("There is no such witness in this case.")
        desk.people.refresh_at_end(witness_id, at_end)
        said = "asked to leave memory refreshing to the very end" if at_end else "left its day open"
        finish(desk, case_id, Happened("visit", f"{found.label}: the family {said}."), rules=rules, asking=asking)


def visit_in(picture: CasePicture, which: Which) -> Visit:
    """Give a visit of a case as whoever changes it has seen it.

    Raises:
        NotFound: the case has no such visit.
        SomebodyElseChangedThis: it changed since it was seen.
    """
    found = next((v for v in picture.visits if v.visit_id == which.item_id), None)
    if found is None:
        raise NotFound("There is no such visit in this case.")
    insist_on_seen(found.steps, which.seen)
    return found


def needs_of(visit: Visit) -> tuple[tuple[str, NeedKind], ...]:
    """Give the needs that a visit meets."""
    kind = NEED_OF_VISIT.get(visit.kind)
    return () if kind is None else ((visit.witness_id, kind),)


def _planned(picture: CasePicture, new: NewVisit, asking: Asking) -> Visit:
    hearing_id = _hearing_for(picture, new, london_day(asking.at))
    number = picture.hearing(hearing_id).now.number if hearing_id else 0
    return Visit(
        visit_id=new_id(),
        witness_id=new.witness_id,
        kind=new.kind,
        place=new.place,
        minutes=new.minutes,
        hearing_id=hearing_id,
        officer_id=new.officer_id or None,
        second_id=new.second_id or None,
        steps=(PlanStep(PlanState.REQUESTED, asking.at, new.on, new.at, number),),
    )


def _hearing_for(picture: CasePicture, new: NewVisit, today: date) -> str | None:
    """Give the hearing that a visit prepares for, or follows; None for one that hangs on no date."""
    rule = RULE_OF.get(new.kind)
    if rule is None or rule.counts_from is CountsFrom.WARNING or new.kind is VisitKind.AFTERCARE:
        return None
    ahead = hearing_ahead(picture, new.witness_id, today)
    if ahead is not None:
        return ahead[1].hearing_id
    if rule.counts_from is CountsFrom.EVIDENCE:
        return None
    given = [e for e in picture.events if e.witness_id == new.witness_id and e.state is EventState.GIVEN]
    newest = max(given, key=lambda e: e.settled_at.timestamp() if e.settled_at else 0.0, default=None)
    return None if newest is None else newest.hearing_id


def _to(store: Store, which: Which, state: PlanState, reason: str, *, doing: str, rules: Rules, asking: Asking) -> None:
    with store.case_for(asking, Deed.CHANGE_CASE, which.case_id, doing=doing) as desk:
        picture = desk.cases.known_picture(which.case_id)
        visit = visit_in(picture, which)
        step = take_step(desk, which, visit.now, state, reason, asking)
        if state is PlanState.CANCELLED:
            _take_trips_along(desk, picture, visit, step, asking)
        said = f"on {when(visit.now)} {ENDED[state]}{f': {step.because}' if step.because else ''}"
        _end(desk, picture, visit, said, rules, asking)


def _take_trips_along(desk: Desk, picture: CasePicture, visit: Visit, step: PlanStep, asking: Asking) -> None:
    """A ride to a visit follows the visit: called off with it, or to be arranged anew for its new day."""
    is_off = step.state is PlanState.CANCELLED
    steps = [
        ItemStep(
            trip.trip_id,
            len(trip.steps) + 1,
            replace(
                trip.now,
                state=PlanState.CANCELLED if is_off else PlanState.NEEDED,
                recorded_at=asking.at,
                on=trip.now.on if is_off else step.on,
                at=trip.now.at if is_off else None,
                because="the visit was called off" if is_off else "the visit moved",
                change="",
            ),
        )
        for trip in picture.trips
        if trip.visit_id == visit.visit_id and trip.is_active
    ]
    desk.plans.step(picture.case.case_id, steps, by_id=asking.viewer.account_id)


def _end(desk: Desk, picture: CasePicture, visit: Visit, said: str, rules: Rules, asking: Asking) -> None:
    case_id = picture.case.case_id
    keep_needs(desk, case_id, visit.hearing_id, needs_of(visit), asking)
    label = picture.witness(visit.witness_id).label
    words = f"{label}: {VISIT_IN_WORDS[visit.kind]} {said}."
    finish(desk, case_id, Happened("visit", words, visit.hearing_id), rules=rules, asking=asking)


def when(step: PlanStep) -> str:
    """Say when something is: "Tuesday 1 December 2026 at 4pm"."""
    if step.on is None:
        return "no day"
    return spoken_day(step.on) + (f" at {spoken_time(step.at)}" if step.at else "")
