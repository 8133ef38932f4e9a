"""What happens to a trip once it is arranged: answers, tellings, the next way, release, and home safe.

A fact and the step that it brings about are kept in one transaction. Time moves trips on too: the worker asks every
minute whether the next way is due.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from witness.actions.plans import Happened, finish, keep_needs
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed, Role
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.evidence import NeedKind
from witness.domain.plan_needs import need_after
from witness.domain.plans import REASONS
from witness.domain.rules import Rules
from witness.domain.trip_course import Turn, letter, turn_by, turn_by_time, way_now, ways_of
from witness.domain.trip_light import way_in_words
from witness.domain.trip_rules import (
    HOW_TOLD,
    SPENDING,
    WHO_APPROVES,
    WHO_KEEPS_APART,
    WHO_PAYS,
    WHO_REPORTS,
    WHY_TOGETHER,
)
from witness.domain.trips import MODE_IN_WORDS, Direction, Trip, TripEvent, TripFact
from witness.log import log
from witness.store import Desk, Store
from witness.store.plans import ItemStep

# A pick-up may be this far ahead and its first way be given up already (a day, and the nights before and after it).
LOOK_AHEAD = timedelta(days=8)
MOST_SPENT = 1_000_000

IN_WORDS: dict[TripEvent, str] = {
    TripEvent.ASKED: "the driver was asked",
    TripEvent.ACCEPTED: "the driver accepted",
    TripEvent.REFUSED: "the driver refused",
    TripEvent.FELL_THROUGH: "it fell through",
    TripEvent.FAMILY_TOLD: "the family was told",
    TripEvent.DRIVER_TOLD: "the driver was told",
    TripEvent.APPROVED: "it was approved",
    TripEvent.RELEASED: "they were released, and the driver was called",
    TripEvent.HOME_SAFE: "they are home",
    TripEvent.SPENT: "what it cost was recorded",
    TripEvent.APART_SETTLED: "it was agreed that witnesses come together",
    TripEvent.LOOKED_AGAIN: "the way, the door and the waiting place were looked at again",
    TripEvent.NOT_HOME: "that they are home was recorded by mistake",
}
# The words that each event may carry, and who may be named by it; None: it carries none.
WORDS_OF: dict[TripEvent, tuple[frozenset[str] | None, frozenset[str] | None]] = {
    TripEvent.ASKED: (None, None),
    TripEvent.ACCEPTED: (None, None),
    TripEvent.REFUSED: (frozenset(REASONS), frozenset(WHO_REPORTS) - {"clock"}),
    TripEvent.FELL_THROUGH: (frozenset(REASONS), frozenset(WHO_REPORTS) - {"clock"}),
    TripEvent.FAMILY_TOLD: (frozenset(HOW_TOLD), None),
    TripEvent.DRIVER_TOLD: (frozenset(HOW_TOLD), None),
    TripEvent.APPROVED: (frozenset(WHO_PAYS), frozenset(WHO_APPROVES)),
    TripEvent.RELEASED: (None, None),
    TripEvent.HOME_SAFE: (frozenset(HOW_TOLD), None),
    TripEvent.SPENT: (frozenset(SPENDING), None),
    TripEvent.APART_SETTLED: (frozenset(WHY_TOGETHER), frozenset(WHO_KEEPS_APART)),
    TripEvent.LOOKED_AGAIN: (None, None),
    TripEvent.NOT_HOME: (None, None),
}


@dataclass(frozen=True, slots=True)
class TripHappened:
    """Something that happened to a trip, as a form has it. seen: how much was recorded when the form was shown."""

    case_id: str
    trip_id: str
    event: TripEvent
    seen: int
    word: str = ""
    by: str = ""
    amount: int = 0


def happened(store: Store, new: TripHappened, *, rules: Rules, asking: Asking) -> None:
    """Record something that happened to a trip, and what follows from it.

    Raises:
        Refused: it cannot happen to this trip, or a word is not on the list.
        SomebodyElseChangedThis: it changed since the form was shown.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, new.case_id, doing=f"trip.{new.event.value}") as desk:
        picture = desk.cases.known_picture(new.case_id)
        trip = next((t for t in picture.trips if t.trip_id == new.trip_id), None)
        if trip is None:
            raise NotFound("There is no such trip in this case.")
        if trip.seen != new.seen:
            raise SomebodyElseChangedThis("Somebody else changed this trip while you were at it. Look again.")
        _check_words(new, asking)
        fact = TripFact(new.event, asking.at, asking.at, way_now(trip), new.word, new.by, new.amount)
        said = keep_turn(desk, picture, trip, turn_by(trip, fact), asking.viewer.account_id)
        way = "out" if trip.direction is Direction.OUT else "back"
        keep_and_finish(desk, picture, trip, f"{way}, {said}", rules, asking)


def move_on(store: Store, *, rules: Rules, now: datetime) -> int:
    """Try the next way of every trip whose instant has come. Gives how many have moved on."""
    today = london_day(now)
    with store.reading() as desk:
        case_ids = desk.plans.trips.cases_with_rides(today, today + LOOK_AHEAD)
    moved = 0
    for case_id in case_ids:
        try:
            moved += _move_on_in(store, case_id, rules, now)
        except SomebodyElseChangedThis:
            log().info("trip.moved_meanwhile", case=case_id)  # the other has seen it; the next tick looks again
    return moved


def _move_on_in(store: Store, case_id: str, rules: Rules, now: datetime) -> int:
    with store.changing() as desk:
        picture = desk.cases.known_picture(case_id)
        turns = [(trip, turn) for trip in picture.trips if (turn := turn_by_time(trip, now)) is not None]
        for trip, turn in turns:
            said = keep_turn(desk, picture, trip, turn, None)
            _keep_needs_by_time(desk, picture, trip, now)
            words = _about(picture, trip, f"by the clock, {said}")
            desk.cases.happened(case_id, at=now, kind="trip", words=words, by_id=None, hearing_id=trip.hearing_id)
        if turns:
            desk.cases.touch(case_id)
            put_right(desk, case_id, rules, now=now)
    return len(turns)


def keep_turn(desk: Desk, picture: CasePicture, trip: Trip, turn: Turn, by_id: str | None) -> str:
    """Keep facts and the step that they bring about; says what happened."""
    case_id = picture.case.case_id
    desk.plans.trips.add_facts(case_id, trip.trip_id, len(trip.facts), turn.facts, by_id=by_id)
    if turn.step is not None:
        desk.plans.step(case_id, [ItemStep(trip.trip_id, len(trip.steps) + 1, turn.step)], by_id=by_id)
    return "; ".join(_said(trip, fact) for fact in turn.facts)


def keep_and_finish(desk: Desk, picture: CasePicture, trip: Trip, said: str, rules: Rules, asking: Asking) -> None:
    """Bring needs in line, write the history and put the case right, at the end of a change of a trip."""
    case_id = picture.case.case_id
    needs = [(w.witness_id, NeedKind.TRANSPORT) for w in picture.witnesses if w.person_id in trip.passengers]
    keep_needs(desk, case_id, trip.hearing_id, needs, asking)
    finish(desk, case_id, Happened("trip", _about(picture, trip, said), trip.hearing_id), rules=rules, asking=asking)


def _keep_needs_by_time(desk: Desk, picture: CasePicture, trip: Trip, now: datetime) -> None:
    if trip.hearing_id is None:
        return
    after = desk.cases.known_picture(picture.case.case_id)
    for witness in picture.witnesses:
        if witness.person_id not in trip.passengers:
            continue
        need = need_after(after, witness.witness_id, NeedKind.TRANSPORT, trip.hearing_id, london_day(now))
        if need is not None:
            desk.evidence.put_need(picture.case.case_id, need)


def _about(picture: CasePicture, trip: Trip, said: str) -> str:
    who = ", ".join(picture.called(person_id) for person_id in trip.passengers)
    return f"Trip of {who} ({MODE_IN_WORDS[trip.mode]}): {said}."


def _said(trip: Trip, fact: TripFact) -> str:
    if fact.event is TripEvent.ADVANCED:
        return f"now {letter(fact.option)} is tried, {way_in_words(ways_of(trip)[fact.option])}"
    words = IN_WORDS[fact.event]
    if fact.event in (TripEvent.FELL_THROUGH, TripEvent.REFUSED):
        words = f"{words if fact.event is TripEvent.REFUSED else 'fell through'} ({REASONS[fact.word]})"
    elif fact.word in HOW_TOLD:
        words += f" {HOW_TOLD[fact.word]}"
    return words


def _check_words(new: TripHappened, asking: Asking) -> None:
    allowed = WORDS_OF.get(new.event)
    if allowed is None:
        raise Refused("That happens by itself.")
    words, who = allowed
    if (words is not None and new.word not in words) or (words is None and new.word):
        raise Refused("Choose from the list.")
    if (who is not None and new.by not in who) or (who is None and new.by):
        raise Refused("Choose who from the list.")
    if new.event is TripEvent.SPENT and not 0 < new.amount <= MOST_SPENT:
        raise Refused("Enter how much: pounds and pence, or miles.")
    if new.event is TripEvent.APART_SETTLED and asking.viewer.role is not Role.MANAGER:
        raise Refused("Only a manager can answer for it that witnesses come together.")
