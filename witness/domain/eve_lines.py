"""What has to be so on the eve of a day at court, for each hearing and each witness: in place, missing, or still ahead.

What nobody has recorded is missing: on the evening before nobody can wait to see whether it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from witness.domain.at_court_day import AtCourt, at_court_on
from witness.domain.calling import Ringing, may_ring
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel
from witness.domain.countdown import still_holds
from witness.domain.court_time import london_day, moment_in_london, short_day
from witness.domain.eve import ARRANGED_BY, TOLD_BY, days_ahead, eve_of, is_open, on_the_eve, told_since
from witness.domain.eve_rides import RideFact, ride_facts
from witness.domain.evidence import NeedKind, Side
from witness.domain.hearings import Hearing, HearingState
from witness.domain.measure_items import LAPSED, measure_items, with_lapsed_supporter
from witness.domain.plans import PlanState
from witness.domain.readiness_items import ReadinessItem, View, items_of
from witness.domain.standby import key_of_watch, watch_of
from witness.domain.visits import VisitKind
from witness.domain.working_days import WorkingCalendar

# The list for the next day is out about then (domain reference §1.2).
LIST_IS_OUT = time(16, 0)
AGREED = frozenset({PlanState.CONFIRMED, PlanState.SHARED, PlanState.DONE})
OUR_LANGUAGE = "en"


class EveThing(StrEnum):
    """What has to be so on the evening before."""

    DATE = "date"
    LIST = "list"
    TIME = "time"
    FAMILY_TOLD = "family_told"
    PHONE = "phone"
    MET_BY = "met_by"
    DOOR = "door"
    RIDE = "ride"
    DRIVER_TOLD = "driver_told"
    RIDE_TOLD = "ride_told"
    FALLBACK = "fallback"
    WAY_HOME = "way_home"
    SUPPORTER = "supporter"
    INTERPRETER = "interpreter"
    MEASURE = "measure"


THING_IN_WORDS: dict[EveThing, str] = {
    EveThing.DATE: "the date stands",
    EveThing.LIST: "list looked at",
    EveThing.TIME: "the hour",
    EveThing.FAMILY_TOLD: "told by voice",
    EveThing.PHONE: "a safe number that works",
    EveThing.MET_BY: "who meets them",
    EveThing.DOOR: "which door",
    EveThing.RIDE: "the way there",
    EveThing.DRIVER_TOLD: "driver told",
    EveThing.RIDE_TOLD: "family told of the ride",
    EveThing.FALLBACK: "another way if it falls through",
    EveThing.WAY_HOME: "the way home",
    EveThing.SUPPORTER: "supporter",
    EveThing.INTERPRETER: "interpreter",
    EveThing.MEASURE: "special measure",
}


class EveState(StrEnum):
    """Whether a thing is as it must be. AHEAD: it cannot be done before the list is out."""

    IN_PLACE = "in_place"
    MISSING = "missing"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class EveLine:
    """One thing for a day at court. what: the thing by name. says: how it stands. whose: whose move it is.

    witness_id: None for what concerns the whole hearing. person_id: who has to be told. trip_id: the ride it is about.
    asked_elsewhere: another rule makes work of it.
    """

    thing: EveThing
    state: EveState
    says: str
    by: datetime
    what: str
    whose: Side = Side.SUPPORT
    witness_id: str | None = None
    person_id: str | None = None
    trip_id: str | None = None
    asked_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class EveHearing:
    """A hearing on a day whose eve has come, and everything that has to be so for it.

    is_standby: the court has only named a period, so that the list alone says whether it is that day.
    """

    hearing: Hearing
    on: date
    lines: tuple[EveLine, ...]
    witness_ids: tuple[str, ...]
    is_standby: bool = False

    def of(self, state: EveState) -> tuple[EveLine, ...]:
        """Give the lines that stand so."""
        return tuple(line for line in self.lines if line.state is state)


@dataclass(frozen=True, slots=True)
class Eve:
    """The picture on the eve of one hearing. looked: the keys of looks at a list that somebody has ticked off."""

    picture: CasePicture
    hearing: Hearing
    on: date
    calendar: WorkingCalendar
    now: datetime
    looked: frozenset[str] = frozenset()

    @property
    def arranged_by(self) -> datetime:
        """By when everything but the family's being told is to be so."""
        return on_the_eve(self.on, ARRANGED_BY, self.calendar)

    def line(self, thing: EveThing, is_so: bool, says: str, **more: object) -> EveLine:
        """Say how one thing stands."""
        state = EveState.IN_PLACE if is_so else EveState.MISSING
        line = EveLine(thing, state, says, self.arranged_by, THING_IN_WORDS[thing])
        return replace(line, **more)  # type: ignore[arg-type]


def eves_of(
    picture: CasePicture, calendar: WorkingCalendar, now: datetime, looked: frozenset[str] = frozenset()
) -> tuple[EveHearing, ...]:
    """Give the hearings of a case on the days ahead, those of a warned list that may be reached among them.

    Those of today too until the court sits: what was not put right in the evening may still be in the morning.
    """
    today = london_day(now)
    this_morning = [
        eve
        for eve in eves_on(picture, today, calendar, now, looked)
        if is_open(today, eve.hearing.now.slot.at, now, calendar)
    ]
    days = [eve for on in days_ahead(today, calendar) for eve in eves_on(picture, on, calendar, now, looked)]
    return (*this_morning, *days, *_on_standby(picture, calendar, now, looked))


def eves_on(
    picture: CasePicture, on: date, calendar: WorkingCalendar, now: datetime, looked: frozenset[str] = frozenset()
) -> tuple[EveHearing, ...]:
    """Give the hearings of a case on one day at which a witness of ours is to be there."""
    if picture.case.closed_on is not None:
        return ()
    by_hearing: dict[str, list[AtCourt]] = {}
    for day in at_court_on(picture, on):
        if day.hearing is not None and picture.witness(day.witness_id).is_expected:
            by_hearing.setdefault(day.hearing.hearing_id, []).append(day)
    return tuple(
        _hearing(Eve(picture, picture.hearing(hearing_id), on, calendar, now, looked), tuple(days))
        for hearing_id, days in by_hearing.items()
    )


def _hearing(eve: Eve, days: tuple[AtCourt, ...]) -> EveHearing:
    lines = [*_of_the_hearing(eve)]
    for day in days:
        lines += _of_the_witness(eve, day)
    return EveHearing(eve.hearing, eve.on, tuple(lines), tuple(day.witness_id for day in days))


def _on_standby(
    picture: CasePicture, calendar: WorkingCalendar, now: datetime, looked: frozenset[str]
) -> Iterator[EveHearing]:
    """Of a period nothing is asked until a day is named, but that somebody looks at the list."""
    if picture.case.closed_on is not None:
        return
    for hearing in picture.hearings:
        watch = watch_of(hearing, calendar, london_day(now))
        on = next(iter(reversed(days_ahead(london_day(now), calendar))), None)
        waiting = tuple(
            e.witness_id
            for e in picture.awaited
            if e.hearing_id == hearing.hearing_id and picture.witness(e.witness_id).is_expected
        )
        if watch is None or on is None or not watch.is_standby or not waiting:
            continue
        yield EveHearing(
            hearing, on, (_list(Eve(picture, hearing, on, calendar, now, looked)),), waiting, is_standby=True
        )


def _of_the_hearing(eve: Eve) -> Iterator[EveLine]:
    now = eve.hearing.now
    if now.state is HearingState.UNCONFIRMED:
        doubt = "a list does not show it: ring the court"
        yield eve.line(EveThing.DATE, False, doubt, whose=Side.COURT, asked_elsewhere=True)
    yield _list(eve)
    hour = "recorded" if now.slot.at else "not known: ask the court"
    # Of a trial that has begun the court says the hour from day to day.
    yield eve.line(EveThing.TIME, now.slot.at is not None, hour, whose=Side.COURT)
    for person in eve.picture.audience_of(eve.hearing.hearing_id):
        if not eve.picture.works_with_the_family(person.person_id):
            yield _told(eve, person.person_id)


def _list(eve: Eve) -> EveLine:
    today = eve_of(eve.on, eve.calendar)
    learnt = eve.hearing.now.learnt_at
    by_the_list = london_day(learnt) == today and learnt >= moment_in_london(today, LIST_IS_OUT)
    has_looked = by_the_list or key_of_watch(eve.hearing, today) in eve.looked
    out_at = moment_in_london(today, LIST_IS_OUT)
    line = eve.line(EveThing.LIST, has_looked, "done" if has_looked else "not yet", asked_elsewhere=True)
    ahead = not has_looked and eve.now < out_at
    return replace(line, state=EveState.AHEAD, says="it is out about 4pm") if ahead else line


def _told(eve: Eve, person_id: str) -> EveLine:
    """Only a voice of that very day counts, of the date as it stands: a change after it is a new date."""
    said = [t for t in eve.picture.told if t.person_id == person_id and t.hearing_id == eve.hearing.hearing_id]
    holding = [t for t in said if still_holds(eve.hearing, t.revision)]
    by_voice = max((t.at for t in holding if t.via == "voice"), default=None)
    is_so = by_voice is not None and by_voice >= told_since(eve.on, eve.calendar)
    by = on_the_eve(eve.on, TOLD_BY, eve.calendar)
    line = eve.line(EveThing.FAMILY_TOLD, is_so, _how_told(bool(holding), by_voice, is_so), by=by, person_id=person_id)
    line = replace(line, what=f"{eve.picture.called(person_id)} told by voice", asked_elsewhere=True)
    if not is_so and eve.now < eve.arranged_by:
        return replace(line, state=EveState.AHEAD, says=f"{line.says}; ring when the list is out")
    return line


def _how_told(is_told: bool, by_voice: datetime | None, is_so: bool) -> str:
    if by_voice is not None:
        return "time and place" if is_so else f"last on {short_day(london_day(by_voice))}"
    return "by text only" if is_told else "not told the date as it stands"


def _of_the_witness(eve: Eve, day: AtCourt) -> Iterator[EveLine]:
    view = View(eve.picture, day.witness_id, eve.hearing, eve.calendar, london_day(eve.now))
    yield eve.line(EveThing.PHONE, *_phone(view, eve.now), witness_id=day.witness_id)
    yield eve.line(EveThing.MET_BY, *_met_by(eve, day), witness_id=day.witness_id)
    for fact in ride_facts(eve.picture, day):
        yield _ride_line(eve, day, fact)
    yield from _needs(eve, view)
    for item in measure_items(view):
        lapses = item.state in LAPSED.values()
        yield replace(_of_item(eve, EveThing.MEASURE, item, day.witness_id), asked_elsewhere=lapses)


def _ride_line(eve: Eve, day: AtCourt, fact: RideFact) -> EveLine:
    thing = EveThing(fact.thing)
    return eve.line(thing, fact.is_so, fact.says, witness_id=day.witness_id, trip_id=fact.trip_id)


def _phone(view: View, now: datetime) -> tuple[bool, str]:
    """Somebody of the family can be rung: the gate does not forbid it, and the check has not run out."""
    why = "nobody to ring is recorded"
    for person in view.audience:
        for contact in view.picture.contacts_of(person.person_id, Channel.SMS):
            verdict = may_ring(view.picture, contact, now=now, calendar=view.calendar)
            if verdict.ringing is not Ringing.NEVER and not verdict.mind:
                return True, "checked"
            why = verdict.because or verdict.mind
    return False, why


def _met_by(eve: Eve, day: AtCourt) -> tuple[bool, str]:
    own = [v for v in eve.picture.visits if v.witness_id == day.witness_id and v.now.on == eve.on]
    there = [v for v in own if v.kind is VisitKind.DAY_SUPPORT]
    if any(v.now.state in AGREED for v in there):
        return True, "agreed"
    return False, "asked for, not confirmed" if any(v.is_active for v in there) else "nobody is named"


def _needs(eve: Eve, view: View) -> Iterator[EveLine]:
    items = {item.what: with_lapsed_supporter(view, item) for item in items_of(view)}
    for kind in (NeedKind.SUPPORTER, NeedKind.SECOND_ADULT):
        if kind in items:
            yield _of_item(eve, EveThing.SUPPORTER, items[kind], view.witness_id)
    if NeedKind.INTERPRETER in items:
        yield _of_item(eve, EveThing.INTERPRETER, items[NeedKind.INTERPRETER], view.witness_id)
    elif any(p.language != OUR_LANGUAGE for p in (view.person, *view.audience)):
        says = "they speak another language, and nobody has recorded whether one is needed"
        yield eve.line(EveThing.INTERPRETER, False, says, witness_id=view.witness_id)


def _of_item(eve: Eve, thing: EveThing, item: ReadinessItem, witness_id: str) -> EveLine:
    what = item.what_in_words
    return eve.line(thing, not item.missing, item.state_in_words, what=what, whose=item.whose, witness_id=witness_id)
