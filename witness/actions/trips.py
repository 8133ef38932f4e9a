"""Changes to trips: a ride out and the ride back are arranged together, and each goes its own way from there."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from witness.actions.plans import Which, insist_on_confirmation, insist_on_seen, step_in_words, take_step
from witness.actions.trip_turns import keep_and_finish, keep_turn
from witness.domain.access import Asking, Deed, Role
from witness.domain.cases import CasePicture
from witness.domain.court_time import spoken_day
from witness.domain.errors import NotFound, Refused
from witness.domain.plans import NEXT, PLAN_STATE_IN_WORDS, REASONS, PlanState, PlanStep
from witness.domain.rules import Rules
from witness.domain.trip_course import turn_by, way_now
from witness.domain.trip_days import court_days, goes_there_on
from witness.domain.trip_light import brings_home
from witness.domain.trip_meeting import meeting_fault
from witness.domain.trip_rules import MOST_WAYS, NO_RETURN, TRIED_UNTIL_MINUTES, WHO_KEEPS_APART, WHY_TOGETHER
from witness.domain.trips import Direction, Entrance, Fitting, Mode, Option, PickUp, Trip, TripEvent, TripFact, Waiting
from witness.domain.visit_rules import TripDay, check_trip, day_of_trip, other_day
from witness.identifiers import new_id
from witness.store import Store

LONGEST_PROVIDER = 80


@dataclass(frozen=True, slots=True)
class NewTrip:
    """A ride out and the ride back, as the form has them.

    at: when they are picked up; back_at: None for "when they are released". hearing_id or visit_id: what it is for.
    no_return: why there is no ride back, a word of `trip_rules.NO_RETURN`. further: the ways that are tried after the
    first. also_on: further court days on which the same is arranged. apart_by, apart_because: who answers for it that
    witnesses come together, and why; a manager's alone.
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
    no_return: str = ""
    meeting: str = ""
    arrive_by: time | None = None
    travel_minutes: int | None = None
    entrance: Entrance = Entrance.UNKNOWN
    waits: Waiting = Waiting.UNKNOWN
    needs: tuple[Fitting, ...] = ()
    districts: tuple[str, ...] = ()
    seats: int = 4
    has: tuple[Fitting, ...] = ()
    further: tuple[Option, ...] = ()
    apart_by: str = ""
    apart_because: str = ""
    also_on: tuple[date, ...] = ()


def arrange(store: Store, new: NewTrip, *, confirmed: bool, rules: Rules, asking: Asking) -> tuple[str, str | None]:
    """Arrange a ride out and the ride back; gives their ids. Without a way home there is a reason why.

    Raises:
        PleaseConfirm: the rules warn of something, and nobody has confirmed it.
        Refused: these people may not come together, no vehicle fits them, or the day cannot be.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, new.case_id, doing="trip.arrange") as desk:
        picture = desk.cases.known_picture(new.case_id)
        check_words(new)
        day = day_of_trip(picture, hearing_id=new.hearing_id, visit_id=new.visit_id)
        answered = answered_for(new, asking.viewer.role)
        pairs = [trips_of(replace(new, on=on), day.of_revision, asking.at) for on in _days_of(new, picture)]
        warnings: list[str] = []
        for out, back in pairs:
            warnings += check_trip(picture, out, asking.at, answered_for=answered)
            if back is not None:
                # The way back has no hour yet, or one later than the way out: only who rides together is new.
                check_trip(picture, replace(back, steps=out.steps), asking.at, answered_for=answered)
        out, back = pairs[0]
        warnings += [words for words in (_other_day(out, day, picture, rules), _twice(picture, out)) if words]
        insist_on_confirmation(tuple(dict.fromkeys(warnings)), confirmed=confirmed)
        all_trips = tuple(trip for pair in pairs for trip in pair if trip is not None)
        desk.plans.add_trips(new.case_id, all_trips, by_id=asking.viewer.account_id)
        way = "there and back" if back is not None else f"there only ({NO_RETURN[new.no_return]})"
        on = ", ".join(spoken_day(pair[0].now.on) for pair in pairs if pair[0].now.on is not None)
        said = f"{way} on {on}: {PLAN_STATE_IN_WORDS[out.now.state]}"
        if answered:
            said += f". Witnesses come together: {WHO_KEEPS_APART[new.apart_by]}, {WHY_TOGETHER[new.apart_because]}"
        keep_and_finish(desk, picture, out, said, rules, asking)
    return out.trip_id, None if back is None else back.trip_id


def _days_of(new: NewTrip, picture: CasePicture) -> tuple[date, ...]:
    """Give the days to arrange: the first whatever there is, further ones only where nobody has arranged them."""
    also = (
        day
        for day in sorted(set(new.also_on) - {new.on})
        if new.hearing_id and not any(goes_there_on(picture, new.hearing_id, one, day) for one in new.passengers)
    )
    return (new.on, *also)


def _twice(picture: CasePicture, out: Trip) -> str:
    on, hearing_id = out.now.on, out.hearing_id
    if on is None or hearing_id is None:
        return ""
    twice = [p for p in out.passengers if goes_there_on(picture, hearing_id, p, on)]
    return f"{picture.called(twice[0])} has a ride there on that day already." if twice else ""


def _other_day(out: Trip, day: TripDay, picture: CasePicture, rules: Rules) -> str:
    """Say that a trip is not on the day of what it is for; a later court day of a hearing is one of its days."""
    hearing = next((h for h in picture.hearings if h.hearing_id == out.hearing_id), None)
    if hearing is not None and out.now.on in court_days(hearing.now.slot, rules.calendar):
        return ""
    return other_day(out, day)


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
        way = "out" if trip.direction is Direction.OUT else "back"
        if state is PlanState.FAILED and trip.is_active and reason in REASONS:
            # Whoever reports that it fell through has the next way tried at once.
            fact = TripFact(TripEvent.FELL_THROUGH, asking.at, asking.at, way_now(trip), reason, "us")
            said = f"{way}, {keep_turn(desk, picture, trip, turn_by(trip, fact), asking.viewer.account_id)}"
        elif state is PlanState.DONE and brings_home(trip) and state in NEXT[trip.now.state]:
            fact = TripFact(TripEvent.HOME_SAFE, asking.at, asking.at, way_now(trip))
            said = f"{way}, {keep_turn(desk, picture, trip, turn_by(trip, fact), asking.viewer.account_id)}"
        else:
            said = f"{way}, {step_in_words(take_step(desk, which, trip.now, state, reason, asking))}"
        keep_and_finish(desk, picture, trip, said, rules, asking)


def check_words(new: NewTrip) -> None:
    """Refuse words that may not be kept, or that no closed list has.

    Raises:
        Refused: with the reason.
    """
    if any(len(words) > LONGEST_PROVIDER for words in (new.provider, *(way.provider for way in new.further))):
        raise Refused(f"Use {LONGEST_PROVIDER} characters or fewer for who drives.")
    fault = meeting_fault(new.pick_up, new.meeting)
    if fault:
        raise Refused(fault)
    if new.no_return and new.no_return not in NO_RETURN:
        raise Refused("Choose why there is no way home.")
    if len(new.further) >= MOST_WAYS:
        raise Refused(f"There are at most {MOST_WAYS} ways to try.")


def answered_for(new: NewTrip, role: Role) -> bool:
    """Whether somebody who may do so answers for it that witnesses come together.

    Raises:
        Refused: somebody else than a manager tries to, or the reason is not on the list.
    """
    if not new.apart_by and not new.apart_because:
        return False
    if role is not Role.MANAGER:
        raise Refused("Only a manager can save a trip on which witnesses come together.")
    if new.apart_by not in WHO_KEEPS_APART or new.apart_because not in WHY_TOGETHER:
        raise Refused("Say who agreed that they come together, and why.")
    return True


def trips_of(new: NewTrip, of_revision: int, now: datetime) -> tuple[Trip, Trip | None]:
    """Make the ride out and the ride back, linked to each other; None for the ride back when there is none."""
    state = PlanState.CONFIRMED if new.is_confirmed else PlanState.REQUESTED
    settled = TripFact(TripEvent.APART_SETTLED, now, now, 0, new.apart_because, new.apart_by)
    out = Trip(
        trip_id=new_id(),
        direction=Direction.OUT,
        mode=new.mode,
        pick_up=new.pick_up,
        passengers=new.passengers,
        hearing_id=new.hearing_id,
        visit_id=new.visit_id,
        cancel_by=new.cancel_by,
        steps=(PlanStep(state, now, new.on, new.at, of_revision),),
        provider=new.provider,
        no_return=new.no_return,
        meeting=new.meeting,
        arrive_by=new.arrive_by,
        travel_minutes=new.travel_minutes,
        entrance=new.entrance,
        waits=new.waits,
        needs=new.needs,
        districts=new.districts,
        ways=_ways(new, new.mode),
        facts=(settled,) if new.apart_by else (),
    )
    if new.no_return:
        return out, None
    back = replace(
        out,
        trip_id=new_id(),
        direction=Direction.BACK,
        mode=new.back_mode,
        pick_up=new.back_pick_up,
        steps=(PlanStep(state, now, new.on, new.back_at, of_revision),),
        other_way=out.trip_id,
        meeting="",
        arrive_by=None,
        ways=_ways(new, new.back_mode),
    )
    return replace(out, other_way=back.trip_id), back


def _ways(new: NewTrip, mode: Mode) -> tuple[Option, ...]:
    """Give all the ways, each with the instant at which the next is tried; none for a trip that has nothing to say."""
    if not new.further and not new.needs and not new.has:
        return ()
    first = Option(mode, new.provider, new.seats, new.has)
    ways = (first, *new.further)
    return tuple(
        replace(way, until_minutes=TRIED_UNTIL_MINUTES[n] if way.until_minutes is None else way.until_minutes)
        for n, way in enumerate(ways)
    )
