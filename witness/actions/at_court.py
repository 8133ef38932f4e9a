"""Takes in what was tapped on a day at court, by a form or from a phone that had kept it, and moves trips along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from witness.actions.plans import Happened, finish, keep_needs
from witness.actions.trip_turns import keep_turn
from witness.domain.access import Asking, Deed
from witness.domain.at_court import (
    STEP_IN_WORDS,
    DayStep,
    DayTap,
    check_tap,
    fresh,
    happened_at,
)
from witness.domain.at_court_calls import entry_of
from witness.domain.at_court_clocks import RUNG_IN_WORDS, SAID_IN_WORDS, Rung, Said
from witness.domain.at_court_day import TRIP_KNOWS, at_court_on, trip_told, trips_of
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_time, spoken_time
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.evidence import NeedKind
from witness.domain.messages import MessageState, Purpose
from witness.domain.rules import Rules
from witness.domain.trip_course import turn_by, way_now
from witness.domain.trips import Trip, TripEvent, TripFact
from witness.identifiers import looks_like_id
from witness.store import Desk, Store

MOST_AT_ONCE = 200
# Below this a tap and its arrival are one moment, and the history does not speak of both.
SOON = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class NewTap:
    """A tap as it comes in. device_at: by the phone's clock. person_id: who was rung, "" when that is not said."""

    tap_id: str
    case_id: str
    witness_id: str
    on: date
    step: DayStep
    device_at: datetime
    whom: str = ""
    said: str = ""
    undoes: str | None = None
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of the taps of one sending: ids that are kept, now or since earlier, and why others are not."""

    kept: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


def tap(store: Store, new: NewTap, *, rules: Rules, asking: Asking) -> None:
    """Take in one tap that was made just now.

    Raises:
        Refused: it cannot be; NotFound: there is no such case for this person.
    """
    _take_in_case(store, new.case_id, (new,), asking.at, rules, asking)


def take_in(store: Store, taps: Sequence[NewTap], sent_at: datetime, *, rules: Rules, asking: Asking) -> TakenIn:
    """Take in what a phone has kept. sent_at: by the phone's clock.

    Every case is a transaction of its own: what cannot be taken of one keeps nothing of another waiting. A phone may
    send the same again; it counts once.

    Raises:
        Refused: there are more than any day can have.
    """
    if len(taps) > MOST_AT_ONCE:
        raise Refused("There are too many steps in one sending.")
    kept: list[str] = []
    refused: list[tuple[str, str]] = []
    for case_id, group in groupby(sorted(taps, key=lambda t: (t.case_id, t.device_at)), key=lambda t: t.case_id):
        for one in group:
            try:
                _take_in_case(store, case_id, (one,), sent_at, rules, asking)
            except SomebodyElseChangedThis:
                continue  # neither kept nor refused: the phone sends it once more
            except Refused as why:
                refused.append((one.tap_id, str(why)))
            else:
                kept.append(one.tap_id)
    return TakenIn(tuple(kept), tuple(refused))


def _take_in_case(
    store: Store, case_id: str, news: Sequence[NewTap], sent_at: datetime, rules: Rules, asking: Asking
) -> None:
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="day.tap") as desk:
        picture = desk.cases.known_picture(case_id)
        known = desk.at_court.known(new.tap_id for new in news)
        if any(where != case_id for where in known.values()):
            raise Refused("This step is known from another case.")
        taps = tuple(_made(picture, new, sent_at, asking.at) for new in news)
        added = fresh(taps, known)
        desk.at_court.add(case_id, added, by_id=asking.viewer.account_id)
        rung = {new.tap_id: new.person_id for new in news}
        calls = [entry_of(picture, one, rung.get(one.tap_id, "")) for one in added]
        desk.contact_log.add(case_id, [call for call in calls if call is not None], by_id=asking.viewer.account_id)
        for one in added:
            _move_trips(desk, case_id, one, asking)
            hearing_id = one.hearing_id
            happened = Happened("day", _in_words(picture, one), hearing_id)
            finish(desk, case_id, happened, rules=rules, asking=asking)


def _made(picture: CasePicture, new: NewTap, sent_at: datetime, now: datetime) -> DayTap:
    if not looks_like_id(new.tap_id) or (new.undoes is not None and not looks_like_id(new.undoes)):
        raise Refused("This step has no name of its own. Tap it again.")
    if all(w.witness_id != new.witness_id for w in picture.witnesses):
        raise NotFound("There is no such witness in this case.")
    if new.step is DayStep.TEXTED:
        raise Refused("A text is asked for on the page of the day, with a connection: a phone keeps none for later.")
    if new.step is DayStep.UNDONE and _has_gone(picture, new.undoes):
        raise Refused("The text has gone and cannot be taken back. Ring, if it is not so any more.")
    if new.step is DayStep.RANG and (new.whom not in set(Rung) or new.said not in set(Said)):
        raise Refused("Choose who was rung and what came of it.")
    made = DayTap(
        tap_id=new.tap_id,
        witness_id=new.witness_id,
        on=new.on,
        step=new.step,
        device_at=new.device_at,
        sent_at=sent_at,
        received_at=now,
        at=happened_at(new.device_at, sent_at, now),
        hearing_id=_hearing_of(picture, new),
        whom=new.whom if new.step is DayStep.RANG else "",
        said=new.said if new.step is DayStep.RANG else "",
        undoes=new.undoes,
    )
    check_tap(made)
    return made


def _has_gone(picture: CasePicture, tap_id: str | None) -> bool:
    """Whether a tap asked for a text that is no longer only planned."""
    asked = any(t.tap_id == tap_id and t.step is DayStep.TEXTED for t in picture.day_taps)
    texts = (m for m in picture.messages if m.reason_key.split(":")[2:3] == [f"{Purpose.STILL_WAITING.value}-{tap_id}"])
    return asked and any(text.state is not MessageState.PLANNED for text in texts)


def _hearing_of(picture: CasePicture, new: NewTap) -> str | None:
    day = next((d for d in at_court_on(picture, new.on) if d.witness_id == new.witness_id), None)
    if day is not None and day.hearing is not None:
        return day.hearing.hearing_id
    before = (t.hearing_id for t in picture.day_taps if t.on == new.on and t.witness_id == new.witness_id)
    return next((hearing_id for hearing_id in before if hearing_id is not None), None)


def _move_trips(desk: Desk, case_id: str, one: DayTap, asking: Asking) -> None:
    """Put what was tapped on the trip that it is about too. A trip that is over, or was told before, stays as it is."""
    picture = desk.cases.known_picture(case_id)
    if one.step is DayStep.UNDONE:
        _open_again(desk, picture, one, asking)
        return
    trip = trip_told(picture, picture.day_taps, one)
    if trip is None or _has_fact(trip, TRIP_KNOWS[one.step]):
        return
    _keep(desk, picture, trip, TripFact(TRIP_KNOWS[one.step], one.at, asking.at, way_now(trip)), asking)


def _open_again(desk: Desk, picture: CasePicture, one: DayTap, asking: Asking) -> None:
    """Home safe that was a mistake: the trip is open again, so that somebody asks this evening."""
    undone = next((t for t in picture.day_taps if t.tap_id == one.undoes), None)
    if undone is None or undone.step is not DayStep.HOME_SAFE:
        return
    for trip in trips_of(picture, undone.witness_id, undone.on):
        if trip is not None and any(f.event is TripEvent.HOME_SAFE and f.at == undone.at for f in trip.facts):
            _keep(desk, picture, trip, TripFact(TripEvent.NOT_HOME, one.at, asking.at, way_now(trip)), asking)


def _keep(desk: Desk, picture: CasePicture, trip: Trip, fact: TripFact, asking: Asking) -> None:
    try:
        turn = turn_by(trip, fact)
    except Refused:
        return  # the day is told all the same: what happened to a person is never lost over a ride
    keep_turn(desk, picture, trip, turn, asking.viewer.account_id)
    needs = [(w.witness_id, NeedKind.TRANSPORT) for w in picture.witnesses if w.person_id in trip.passengers]
    keep_needs(desk, picture.case.case_id, trip.hearing_id, needs, asking)


def _has_fact(trip: Trip, event: TripEvent) -> bool:
    """Whether the trip knows it already, and nobody has taken it back since."""
    said = [f.event for f in trip.facts if f.event in (event, TripEvent.NOT_HOME)]
    return bool(said) and said[-1] is event


def _in_words(picture: CasePicture, one: DayTap) -> str:
    who = picture.person(picture.witness(one.witness_id).person_id).initials
    what = STEP_IN_WORDS[one.step]
    if one.step is DayStep.RANG:
        what = f"rang {RUNG_IN_WORDS[Rung(one.whom)]}, {SAID_IN_WORDS[Said(one.said)]}"
    if one.step is DayStep.UNDONE:
        undone = next((t for t in picture.day_taps if t.tap_id == one.undoes), None)
        what = "a step was taken back" if undone is None else f"“{STEP_IN_WORDS[undone.step]}” was taken back"
    late = "" if one.received_at - one.at < SOON else f", came in at {spoken_time(london_time(one.received_at))}"
    return f"{who} at court: {what} at {spoken_time(london_time(one.at))}{late}."
