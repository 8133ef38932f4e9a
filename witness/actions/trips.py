"""Changes to trips: a ride out and the ride back are arranged together, and each goes its own way from there."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from witness.actions.plans import (
    Happened,
    Which,
    finish,
    insist_on_confirmation,
    insist_on_seen,
    keep_needs,
    step_in_words,
    take_step,
)
from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.court_time import spoken_day
from witness.domain.errors import NotFound, Refused
from witness.domain.evidence import NeedKind
from witness.domain.plans import PLAN_STATE_IN_WORDS, PlanState, PlanStep
from witness.domain.rules import Rules
from witness.domain.trips import MODE_IN_WORDS, Direction, Mode, PickUp, Trip
from witness.domain.visit_rules import check_trip, day_of_trip, other_day
from witness.identifiers import new_id
from witness.store import Desk, Store

LONGEST_PROVIDER = 80


@dataclass(frozen=True, slots=True)
class NewTrip:
    """A ride out and the ride back, as the form has them.

    at: when they are picked up; back_at: None for "when they are released". hearing_id or visit_id: what it is for.
    """

    case_id: str
    passengers: tuple[str, ...]
    hearing_id: str | None
    visit_id: str | None
    mode: Mode
    pick_up: PickUp
    on: date
    at: time | None
    back_mode: Mode
    back_pick_up: PickUp
    back_at: time | None = None
    provider: str = ""
    cancel_by: datetime | None = None
    is_confirmed: bool = False


def arrange(store: Store, new: NewTrip, *, confirmed: bool, rules: Rules, asking: Asking) -> tuple[str, str]:
    """Arrange a ride out and the ride back; gives their ids. A way home is always part of it.

    Raises:
        PleaseConfirm: the rules warn of something, and nobody has confirmed it.
        Refused: these people may not ride together, or the day cannot be.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, new.case_id, doing="trip.arrange") as desk:
        picture = desk.cases.known_picture(new.case_id)
        if len(new.provider) > LONGEST_PROVIDER:
            raise Refused(f"Use {LONGEST_PROVIDER} characters or fewer for who drives.")
        day = day_of_trip(picture, hearing_id=new.hearing_id, visit_id=new.visit_id)
        out, back = _trips(new, day.of_revision, asking)
        warnings = check_trip(picture, out, asking.at)
        elsewhere = other_day(out, day)
        insist_on_confirmation((*warnings, elsewhere) if elsewhere else warnings, confirmed=confirmed)
        desk.plans.add_trips(new.case_id, (out, back), by_id=asking.viewer.account_id)
        said = f"there and back on {spoken_day(new.on)}: {PLAN_STATE_IN_WORDS[out.now.state]}"
        _end(desk, picture, out, said, rules, asking)
    return out.trip_id, back.trip_id


def step(store: Store, which: Which, state: PlanState, reason: str, *, rules: Rules, asking: Asking) -> None:
    """Record how far a trip has got. reason: a word of `plans.REASONS` where the state wants one.

    Raises:
        SomebodyElseChangedThis: it changed since the form was shown.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, which.case_id, doing="trip.step") as desk:
        picture = desk.cases.known_picture(which.case_id)
        trip = next((t for t in picture.trips if t.trip_id == which.item_id), None)
        if trip is None:
            raise NotFound("There is no such trip in this case.")
        insist_on_seen(trip.steps, which.seen)
        made = take_step(desk, which, trip.now, state, reason, asking)
        way = "out" if trip.direction is Direction.OUT else "back"
        said = f"{way}, {step_in_words(made)}"
        _end(desk, picture, trip, said, rules, asking)


def _trips(new: NewTrip, of_revision: int, asking: Asking) -> tuple[Trip, Trip]:
    state = PlanState.CONFIRMED if new.is_confirmed else PlanState.REQUESTED
    out = Trip(
        trip_id=new_id(),
        direction=Direction.OUT,
        mode=new.mode,
        pick_up=new.pick_up,
        passengers=new.passengers,
        hearing_id=new.hearing_id,
        visit_id=new.visit_id,
        cancel_by=new.cancel_by,
        steps=(PlanStep(state, asking.at, new.on, new.at, of_revision),),
        provider=new.provider,
    )
    back = replace(
        out,
        trip_id=new_id(),
        direction=Direction.BACK,
        mode=new.back_mode,
        pick_up=new.back_pick_up,
        steps=(PlanStep(state, asking.at, new.on, new.back_at, of_revision),),
    )
    return out, back


def _end(desk: Desk, picture: CasePicture, trip: Trip, said: str, rules: Rules, asking: Asking) -> None:
    case_id = picture.case.case_id
    needs = [(w.witness_id, NeedKind.TRANSPORT) for w in picture.witnesses if w.person_id in trip.passengers]
    keep_needs(desk, case_id, trip.hearing_id, needs, asking)
    who = ", ".join(picture.called(person_id) for person_id in trip.passengers)
    words = f"Trip of {who} ({MODE_IN_WORDS[trip.mode]}): {said}."
    finish(desk, case_id, Happened("trip", words, trip.hearing_id), rules=rules, asking=asking)
