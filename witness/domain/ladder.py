"""The preparation ladder of one witness: which rung is done, booked, due or late, on which days it belongs, and why.

Each witness has a ladder of their own, brothers and sisters too. It counts down to the hearing at which this witness
gives evidence; when that is taken out, what hangs on the date falls with it, and a new date begins it anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from witness.domain.cases import CasePicture
from witness.domain.countdown import Closed, closed_because, hearing_ahead
from witness.domain.court_time import london_day, short_day
from witness.domain.evidence import EventState
from witness.domain.ladder_climb import Climb, counts_back
from witness.domain.ladder_gates import evidence_is_over, refresh_refused
from witness.domain.ladder_rules import (
    AFTERCARE,
    FULL_LENGTH,
    INSTEAD,
    LEAST_FOR_A_CHILD,
    LEAST_FOR_AN_ADULT,
    MEETINGS,
    NEED_A_DAY,
    RULE_OF,
    CountsFrom,
    Leads,
    RungRule,
)
from witness.domain.ladder_windows import Window, left_out, room_before, windows_before
from witness.domain.people import Requirement
from witness.domain.plans import PlanState
from witness.domain.visits import Place, Visit, VisitKind
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar


class RungState(StrEnum):
    """How far a rung has got."""

    DONE = "done"
    BOOKED = "booked"
    DUE = "due"
    LATE = "late"
    NOT_YET = "not_yet"
    NOT_POSSIBLE = "not_possible"
    LEFT_OUT = "left_out"


RUNG_STATE_IN_WORDS: dict[RungState, str] = {
    RungState.DONE: "Done",
    RungState.BOOKED: "Booked",
    RungState.DUE: "Due",
    RungState.LATE: "Late",
    RungState.NOT_YET: "Not yet",
    RungState.NOT_POSSIBLE: "Not possible",
    RungState.LEFT_OUT: "Left out",
}
# Somebody still has to arrange these.
OPEN_RUNGS = frozenset({RungState.DUE, RungState.LATE})
# These belong to one day, and mean nothing while the court has only named a period.
NEED_A_NAMED_DAY = frozenset({VisitKind.EVE_CALL, VisitKind.DAY_SUPPORT})
# Of a step that is late, how many working days may still go by. A judgement.
LATE_WITHIN = 10
NO_TALK = "Not a word about the evidence until everybody in this trial has given theirs."
POLICE_ONLY = "Police or CPS only. Whoever sits with them says nothing about what they watch."
TO_THE_END = "The family asked to leave it to the very end."


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of one witness's ladder.

    window: None while no day can be named, and for a rung that is done. visit: the one that fulfils it.
    because: why it stands so, "" when that needs no words. careful: what whoever does it must mind.
    day: the day of evidence that it prepares for, None while there is none.
    """

    rule: RungRule
    state: RungState
    window: Window | None = None
    visit: Visit | None = None
    because: str = ""
    careful: str = ""
    is_compressed: bool = False
    day: date | None = None

    @property
    def kind(self) -> VisitKind:
        """The kind of visit that fulfils it."""
        return self.rule.kind


@dataclass(frozen=True, slots=True)
class VisitDue:
    """A visit that somebody has to find a time for. minutes: without the way there.

    window: the days on which it may be; of one that is late, those that are left.
    """

    witness_id: str
    kind: VisitKind
    window: Window
    minutes: int
    place: Place
    leads: Leads
    is_late: bool


def ladder_of(picture: CasePicture, witness_id: str, calendar: WorkingCalendar, now: datetime) -> tuple[Rung, ...]:
    """Give the ladder of one witness, in the order in which it is climbed."""
    today = london_day(now)
    closed = closed_because(picture, witness_id, today)
    ahead = hearing_ahead(picture, witness_id, today)
    not_asked = picture.witness(witness_id).requirement is Requirement.STATEMENT_TAKEN
    climb = Climb(picture, witness_id, calendar, today, None)
    if picture.case.closed_on is None and (closed is Closed.NOTHING_AHEAD or not_asked):
        return tuple(_without_a_date(climb, rule) for rule in climb.rules)
    if picture.case.closed_on is not None or closed is not None or ahead is None:
        return tuple(_afterwards(climb))
    return tuple(_towards(replace(climb, hearing=ahead[1])))


def visits_due(picture: CasePicture, calendar: WorkingCalendar, now: datetime, *, until: date) -> tuple[VisitDue, ...]:
    """Give what our own people have to find a time for up to a day, for every witness of a case.

    Memory refreshing is not among it: the police or the CPS arrange it.
    """
    found: list[VisitDue] = []
    for witness in picture.witnesses:
        for rung in ladder_of(picture, witness.witness_id, calendar, now):
            window = _days_left(rung, calendar, london_day(now))
            if window is None or rung.rule.leads is Leads.POLICE or not _is_due_by(rung, window, until):
                continue
            late = rung.state is RungState.LATE
            rule = rung.rule
            due = VisitDue(witness.witness_id, rule.kind, window, rule.minutes, rule.place, rule.leads, late)
            found.append(due)
    return tuple(found)


def too_few_visits(picture: CasePicture, witness_id: str, calendar: WorkingCalendar, now: datetime) -> str:
    """Say what is missing from the least number of visits that a witness should have had; "" when nothing is."""
    rungs = ladder_of(picture, witness_id, calendar, now)
    if all(rung.rule.counts_from is CountsFrom.AFTER for rung in rungs):
        return ""
    is_child = picture.person(picture.witness(witness_id).person_id).is_child_on(london_day(now))
    least = LEAST_FOR_A_CHILD if is_child else LEAST_FOR_AN_ADULT
    own = [v for v in picture.visits if v.witness_id == witness_id and (v.is_active or v.now.state is PlanState.DONE)]
    meetings = sum(visit.kind in MEETINGS for visit in own)
    to_court = sum(visit.kind is VisitKind.COURT_VISIT for visit in own)
    counted = ((meetings, least.meetings, "meetings"), (to_court, least.court_visits, "visits to the court"))
    short = [f"{have} of {wanted} {what}" for have, wanted, what in counted if have < wanted]
    return f"Done or booked so far: {' and '.join(short)}." if short else ""


def _days_left(rung: Rung, calendar: WorkingCalendar, today: date) -> Window | None:
    """Give the days on which a rung may still be climbed: of one that is late, the next ten working days at most."""
    if rung.window is None or rung.state is not RungState.LATE:
        return rung.window
    try:
        last = calendar.add(today, LATE_WITHIN)
    except BeyondTheCalendar:
        last = today
    return Window(today, last if rung.day is None else max(today, min(last, rung.day - timedelta(days=1))))


def _is_due_by(rung: Rung, window: Window, until: date) -> bool:
    return rung.state in OPEN_RUNGS or (rung.state is RungState.NOT_YET and window.first <= until)


def _afterwards(climb: Climb) -> Iterator[Rung]:
    """Nothing is prepared any more: how they are, and what they want from us."""
    careful = "" if evidence_is_over(climb.picture) else NO_TALK
    given = [e for e in climb.picture.events if e.witness_id == climb.witness_id and e.state is EventState.GIVEN]
    if given:
        newest = max(given, key=lambda event: event.settled_at.timestamp() if event.settled_at else 0.0)
        hearing = climb.picture.hearing(newest.hearing_id)
        day = hearing.now.slot.on if newest.settled_at is None else london_day(newest.settled_at)
        yield replace(_after_the_day(climb, RULE_OF[VisitKind.DEBRIEF], day), careful=careful)
    booked, made = climb.booked(VisitKind.AFTERCARE), climb.made(VisitKind.AFTERCARE)
    if booked or made:
        yield Rung(AFTERCARE, RungState.BOOKED if booked else RungState.DONE, visit=booked or made, careful=careful)
    else:
        yield Rung(AFTERCARE, RungState.NOT_YET, because="Whenever the family wants it.", careful=careful)


def _without_a_date(climb: Climb, rule: RungRule) -> Rung:
    """Without a date nothing counts down. What serves any date stays; what hangs on one has fallen with it."""
    if rule.counts_from is CountsFrom.WARNING:
        return _welcome(climb, rule)
    booked, made = climb.booked(rule.kind), climb.made(rule.kind)
    if booked is not None and rule.hangs_on_date:
        state = RungState.NOT_POSSIBLE
        return Rung(rule, state, visit=booked, because="It was booked for a date that no longer stands: cancel it.")
    if booked is not None:
        return Rung(rule, RungState.BOOKED, visit=booked)
    if made is not None and not rule.hangs_on_date:
        return Rung(rule, RungState.DONE, visit=made)
    if made is not None and rule.kind is VisitKind.COURT_VISIT:
        because = "Again if the new date is more than eight weeks later, or at another court."
        return Rung(rule, RungState.DONE, visit=made, because=because)
    if rule.kind is VisitKind.MEMORY_REFRESH:
        refused = refresh_refused(climb.picture, climb.witness_id, None)
        return Rung(rule, RungState.NOT_POSSIBLE, because=refused, careful=_careful(climb, rule))
    return Rung(rule, RungState.NOT_YET, because="There is no date to prepare for yet.")


def _towards(climb: Climb) -> Iterator[Rung]:
    """Climb towards the day of evidence."""
    rules = climb.rules
    done = {r.kind: visit for r in rules if counts_back(r) and (visit := climb.fulfilled(r)) is not None}
    plan = _plan(climb, [rule for rule in rules if counts_back(rule) and rule.kind not in done])
    before: Visit | None = None
    for rule in rules:
        if rule.kind in done:
            rung = Rung(rule, RungState.DONE, visit=done[rule.kind])
        elif rule.kind in plan.gone:
            rung = Rung(rule, RungState.LEFT_OUT, because=plan.gone[rule.kind], is_compressed=True)
        else:
            rung = _one(climb, rule, plan, before)
        before = rung.visit or before
        yield replace(rung, careful=rung.careful or _careful(climb, rule), day=climb.day)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The windows of what is still to do; what is left out, and why; whether the ladder is compressed."""

    windows: dict[VisitKind, Window]
    gone: dict[VisitKind, str]
    is_compressed: bool


def _plan(climb: Climb, to_do: list[RungRule]) -> _Plan:
    if climb.day is None:
        return _Plan({}, {}, False)
    began = climb.known_since()
    try:
        room = room_before(climb.day, began, climb.calendar)
        left = room_before(climb.day, max(began, climb.today), climb.calendar)
        needing = [rule.kind for rule in to_do if climb.booked(rule.kind) is None]
        gone = left_out(needing, left) if climb.today < climb.day else ()
        kept = [rule for rule in to_do if rule.kind not in gone]
        windows = windows_before(kept, climb.day, climb.calendar, room)
    except BeyondTheCalendar:
        return _Plan({}, {}, False)
    return _Plan(windows, {kind: _why_left_out(kind, left) for kind in gone}, room < FULL_LENGTH)


def _why_left_out(kind: VisitKind, left: int) -> str:
    days = {0: "No working day is", 1: "Only 1 working day is"}.get(left, f"Only {left} working days are")
    return f"{days} left before the evidence, and the later steps need {'it' if left == 1 else 'them'}. {INSTEAD[kind]}"


def _one(climb: Climb, rule: RungRule, plan: _Plan, before: Visit | None) -> Rung:
    if rule.counts_from is CountsFrom.WARNING:
        return _welcome(climb, rule)
    if rule.counts_from is CountsFrom.AFTER:
        return replace(_after_the_day(climb, rule, climb.day), careful=NO_TALK)
    window = plan.windows.get(rule.kind)
    if window is None or (rule.kind in NEED_A_NAMED_DAY and not climb.day_is_named):
        because = "The court has not named the day." if window else "No day can be counted yet."
        return Rung(rule, RungState.NOT_YET, visit=climb.booked(rule.kind), because=because)
    if rule.kind is VisitKind.DAY_SUPPORT and climb.hearing is not None:
        window = Window(window.first, max(window.last, climb.hearing.now.slot.last_day or window.last))
    # A step that comes late makes the next begin later; it does not make a window that is over new.
    days = window if climb.today > window.last else climb.spaced(rule, window, before)
    rung = _placed(climb, rule, days)
    return _gated(climb, replace(rung, is_compressed=plan.is_compressed and rule.kind in NEED_A_DAY))


def _placed(climb: Climb, rule: RungRule, window: Window | None) -> Rung:
    """Hold the days on which a rung belongs against what is booked, and against today."""
    booked = climb.booked(rule.kind)
    if booked is not None:
        return Rung(rule, RungState.BOOKED, window, booked, misplaced(booked.now.on, window))
    because = climb.why_again(rule)
    if window is None or climb.today < window.first:
        return Rung(rule, RungState.NOT_YET, window, because=because)
    if climb.today <= window.last:
        return Rung(rule, RungState.DUE, window, because=because)
    late = f"It belonged before {short_day(window.last + timedelta(days=1))}. It can still be done."
    return Rung(rule, RungState.LATE, window, because=late)


def _gated(climb: Climb, rung: Rung) -> Rung:
    """Say when a rung cannot be climbed, although its days have come."""
    if rung.kind is VisitKind.MEMORY_REFRESH:
        refused = refresh_refused(climb.picture, climb.witness_id, climb.hearing)
        if refused:
            return replace(rung, state=RungState.NOT_POSSIBLE, because=refused)
    if climb.has_come and rung.state is RungState.LATE:
        return replace(rung, state=RungState.NOT_POSSIBLE, because="The day of evidence has come.")
    return rung


def _welcome(climb: Climb, rule: RungRule) -> Rung:
    made = climb.made(rule.kind)
    if made is not None:
        return Rung(rule, RungState.DONE, visit=made)
    return _placed(climb, rule, climb.forward(rule, climb.warned_on()))


def _after_the_day(climb: Climb, rule: RungRule, day: date | None) -> Rung:
    window, made = climb.forward(rule, day), climb.made(rule.kind)
    # What was talked through after an earlier trial does not stand for this one.
    if made is not None and (window is None or (made.now.on or date.min) >= window.first):
        return Rung(rule, RungState.DONE, visit=made)
    return _placed(climb, rule, window)


def misplaced(on: date | None, window: Window | None) -> str:
    """Say that a day lies outside the days on which a rung belongs; "" when it does not."""
    if on is None or window is None or window.first <= on <= window.last:
        return ""
    if window.first == window.last:
        return f"It belongs on {short_day(window.first)}."
    return f"It belongs between {short_day(window.first)} and {short_day(window.last)}."


def _careful(climb: Climb, rule: RungRule) -> str:
    if rule.kind is not VisitKind.MEMORY_REFRESH:
        return ""
    return f"{TO_THE_END} {POLICE_ONLY}" if climb.picture.witness(climb.witness_id).refresh_at_end else POLICE_ONLY
