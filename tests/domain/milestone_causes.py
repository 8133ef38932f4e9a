"""A witness for whom every milestone is reached, and for each milestone what has to be missing for it to be open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.builders import (
    CALENDAR,
    MOTHER,
    TRIAL,
    TRIAL_DAY,
    WITNESS,
    a_defendant,
    a_measure,
    a_need,
    a_picture,
    a_sure_answer,
    a_told,
    a_whole_measure,
    an_answer,
    an_event,
    days_before,
    needs_met,
    noon,
)
from tests.plan_builders import a_step, a_trip, a_visit
from witness.domain.at_court import DayStep, DayTap
from witness.domain.cases import CasePicture
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.court_time import moment_in_london
from witness.domain.defendants import DefendantOutcome, DefendantStep, Turn
from witness.domain.evidence import EventState, NeedKind, NeedState
from witness.domain.markers import Said
from witness.domain.measures import MeasureKind, MeasureState
from witness.domain.milestone_rows import MILESTONES, ROW_OF, Milestone, MilestoneWord
from witness.domain.people import CasePart, Part
from witness.domain.plans import PlanState
from witness.domain.sureness import Sure
from witness.domain.trips import Entrance, Mode, Option, Waiting
from witness.domain.visits import VisitKind

SAID_ON = date(2026, 9, 1)
EVE = CALENDAR.add(TRIAL_DAY, -1)
_M, _N = Milestone, NeedKind
Change = Callable[[CasePicture], CasePicture]


def a_word(code: Milestone, said: Said = Said.YES, **changes: Any) -> MilestoneWord:
    word = MilestoneWord(f"{code}-{said}", WITNESS, code, said, SAID_ON, noon(SAID_ON), TRIAL, 1)
    return replace(word, **changes)


def rung(at: datetime) -> ContactEntry:
    return ContactEntry(f"call-{at}", MOTHER, at, ContactVia.VOICE, False, True, TRIAL)


def professionals(*relations: str) -> tuple[CasePart, ...]:
    return tuple(CasePart(f"person-{name}", Part.PROFESSIONAL, name) for name in relations)


def a_ride(state: PlanState = PlanState.SHARED, **changes: Any) -> Any:
    """A taxi with a second way, its door and its waiting place, agreed, and everybody told."""
    ride = a_trip(
        steps=(a_step(state, TRIAL_DAY, at=time(8, 0)),),
        ways=(Option(Mode.TAXI, "Valley Cars"), Option(Mode.STAFF_CAR)),
        entrance=Entrance.SEPARATE,
        waits=Waiting.OWN_ROOM,
    )
    return replace(ride, **changes)


def all_reached() -> CasePicture:
    """Nothing is missing before the day, and it is over: whichever row is looked at, it is reached."""
    picture = a_picture()
    arrived = moment_in_london(TRIAL_DAY, time(8, 30))
    return replace(
        picture,
        parts=(*picture.parts, *professionals("oic", "wco")),
        measures=(a_whole_measure(MeasureKind.VIDEO_INTERVIEW), a_whole_measure()),
        needs=needs_met(),
        answers=(an_answer(),),
        told=(a_told(),),
        trips=(a_ride(),),
        contact_log=(rung(days_before(6)), rung(moment_in_london(EVE, time(17, 0)))),
        day_taps=(DayTap("tap-1", WITNESS, TRIAL_DAY, DayStep.ARRIVED, arrived, arrived, arrived, arrived, TRIAL),),
        sureness=(a_sure_answer(Sure.DID_NOT_SAY, on=SAID_ON),),
        milestones=tuple(a_word(row.code) for row in MILESTONES if row.said and row.code not in BY_FACTS),
    )


# Both a fact and a word can show these: here the facts do.
BY_FACTS = frozenset(
    {
        _M.OFFICER_NAMED,
        _M.CARE_NAMED,
        _M.MEASURES_VIEWS,
        _M.INTERPRETER_DECLARED,
        _M.ENTRANCE_AGREED,
        _M.FALLBACK,
    }
)


def given() -> CasePicture:
    """They gave evidence on the day, and two days later everybody was convicted; all that follows is done."""
    verdict = noon(TRIAL_DAY + timedelta(days=2))
    step = DefendantStep(Turn.CONVICTED, verdict)
    return replace(
        all_reached(),
        case=replace(all_reached().case, defendants=(a_defendant(outcome=DefendantOutcome.CONVICTED, steps=(step,)),)),
        events=(an_event(state=EventState.GIVEN, settled_at=moment_in_london(TRIAL_DAY, time(15, 0))),),
        visits=(a_visit(VisitKind.DEBRIEF, on=TRIAL_DAY + timedelta(days=1), state=PlanState.DONE),),
    )


def _without_word(code: Milestone) -> Change:
    return lambda p: replace(p, milestones=tuple(w for w in p.milestones if w.code is not code))


def _with_need(kind: NeedKind, state: NeedState | None, **more: Any) -> Change:
    def change(picture: CasePicture) -> CasePicture:
        kept = tuple(need for need in picture.needs if need.kind is not kind)
        return replace(picture, needs=kept if state is None else (*kept, a_need(kind, state)), **more)

    return change


def _with_link(state: MeasureState) -> Change:
    video = a_whole_measure(MeasureKind.VIDEO_INTERVIEW)
    return lambda p: replace(p, measures=(video, a_measure(MeasureKind.LIVE_LINK, state)))


def _with(**changes: Any) -> Change:
    return lambda p: replace(p, **changes)


def _without_part(relation: str) -> Change:
    return lambda p: replace(p, parts=tuple(part for part in p.parts if part.relation != relation))


INTERMEDIARY_GRANTED = replace(a_measure(MeasureKind.INTERMEDIARY, MeasureState.GRANTED))
# What has to be missing, or not so far yet, for each of them to be open.
OPENS: dict[Milestone, Change] = {
    _M.OFFICER_NAMED: _without_part("oic"),
    _M.CARE_NAMED: _without_part("wco"),
    _M.NEEDS_ASSESSED: _with_need(_N.COURT_VISIT, None),
    _M.MEASURES_VIEWS: _with_link(MeasureState.VIEWS),
    _M.INTERPRETER_DECLARED: _with_need(_N.INTERPRETER, None),
    _M.INTERMEDIARY_DECLARED: _without_word(_M.INTERMEDIARY_DECLARED),
    _M.DATES_SENT: _without_word(_M.DATES_SENT),
    _M.MEASURES_APPLIED: _with_link(MeasureState.ASKED),
    _M.COURT_VISIT_ASKED: _with_need(_N.COURT_VISIT, NeedState.NEEDED),
    _M.SUPPORTER_CHOSEN: _with_need(_N.SUPPORTER, NeedState.NEEDED),
    _M.WELLBEING_OFFERED: _without_word(_M.WELLBEING_OFFERED),
    _M.MEASURES_DECIDED: _with_link(MeasureState.APPLIED),
    _M.COURT_VISIT_DATED: _with_need(_N.COURT_VISIT, NeedState.REQUESTED),
    _M.TRANSPORT_DRAFTED: _with_need(_N.TRANSPORT, NeedState.NEEDED, trips=()),
    _M.LETTERS_SENT: _without_word(_M.LETTERS_SENT),
    _M.INTERPRETER_BOOKED: _with_need(_N.INTERPRETER, NeedState.REQUESTED),
    _M.INTERMEDIARY_BOOKED: lambda p: replace(p, measures=(*p.measures, INTERMEDIARY_GRANTED)),
    _M.LINK_ROOM_BOOKED: _with_link(MeasureState.GRANTED),
    _M.REMOTE_SITE_BOOKED: _without_word(_M.REMOTE_SITE_BOOKED),
    _M.ATTENDANCE_CONFIRMED: _with(answers=()),
    _M.SUPPORTER_CONFIRMED: _with_need(_N.SUPPORTER, NeedState.REQUESTED),
    _M.TRANSPORT_CONFIRMED: _with(trips=(a_ride(PlanState.REQUESTED),)),
    _M.COURT_VISIT_DONE: _with_need(_N.COURT_VISIT, NeedState.CONFIRMED),
    _M.MONEY_SORTED: _without_word(_M.MONEY_SORTED),
    _M.ENTRANCE_AGREED: _with(trips=(a_ride(entrance=Entrance.UNKNOWN),)),
    _M.CALL_MADE: _with(contact_log=(rung(days_before(9)),)),
    _M.REFRESH_BOOKED: _with_need(_N.MEMORY_REFRESH, NeedState.REQUESTED),
    _M.DRIVER_CONFIRMED: _with(trips=()),
    _M.MEETING_POINT: _with(trips=(a_ride(steps=(a_step(PlanState.SHARED, TRIAL_DAY, at=None),)),)),
    _M.FALLBACK: _with(trips=(a_ride(ways=()),)),
    _M.TOLD_BY_VOICE: _with(contact_log=(rung(days_before(6)), rung(moment_in_london(EVE, time(15, 59))))),
    _M.ARRIVED: _with(day_taps=()),
    _M.OUTCOME_TOLD: _without_word(_M.OUTCOME_TOLD),
    _M.DEBRIEF_DONE: _with(visits=()),
    _M.EXPENSES_CLAIMED: _without_word(_M.EXPENSES_CLAIMED),
    _M.SURENESS_ASKED: lambda p: replace(p, sureness=()),
}


def looked_at(code: Milestone) -> datetime:
    """Give an instant at which a row is asked about: on its day, the evening before at 5pm, or after the verdict."""
    lead = ROW_OF[code].lead
    if lead < 0:
        return noon(CALENDAR.add(TRIAL_DAY, 4))
    if lead <= 1:
        return moment_in_london(CALENDAR.add(TRIAL_DAY, -lead), time(17, 30))
    return days_before(lead)


def reached_picture(code: Milestone) -> CasePicture:
    return given() if ROW_OF[code].lead < 0 else all_reached()
