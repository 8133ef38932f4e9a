"""The eve of a day at court: which day it is over weekends and bank holidays, what is missing, who is asked."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.builders import (
    CALENDAR,
    MOTHER,
    TRIAL,
    WITNESS,
    J,
    a_calendar,
    a_case,
    a_contact,
    a_hearing,
    a_measure,
    a_need,
    a_person,
    a_picture,
    a_ready_picture,
    a_revision,
    a_slot,
    a_told,
    noon,
)
from tests.plan_builders import a_step, a_trip, a_visit, siblings
from witness.domain import eve as eve_days
from witness.domain.cases import CasePicture
from witness.domain.contact import ContactState
from witness.domain.court_time import moment_in_london
from witness.domain.eve import days_ahead, eve_of, is_open, newest_sweep, swept_since
from witness.domain.eve_lines import EveHearing, EveState, EveThing, eves_of
from witness.domain.eve_tasks import eve_work
from witness.domain.evidence import NeedKind, NeedState
from witness.domain.hearings import HearingState, Listing, Slot
from witness.domain.measures import MeasureKind, MeasureState
from witness.domain.plans import PlanState
from witness.domain.standby import key_of_watch
from witness.domain.tasks import TaskKind, WantedTask
from witness.domain.tasks_wanted import tasks_wanted
from witness.domain.trips import Direction, Entrance, Mode, Option, Trip, TripEvent, TripFact
from witness.domain.visits import VisitKind

MONDAY = date(2026, 12, 7)  # of the trial
FRIDAY = date(2026, 12, 4)
SAID = datetime(2026, 12, 4, 10, tzinfo=UTC)
EVENING = moment_in_london(FRIDAY, time(17, 0))


def at(hour: int, minute: int = 0, on: date = FRIDAY) -> datetime:
    return moment_in_london(on, time(hour, minute))


def fact(event: TripEvent) -> TripFact:
    return TripFact(event, SAID, SAID)


KNOWN = (fact(TripEvent.DRIVER_TOLD), fact(TripEvent.FAMILY_TOLD))


def a_ride(direction: Direction = Direction.OUT, **changes: object) -> Trip:
    """A ride that everybody knows of, with another way, by a separate entrance."""
    whole = a_trip(
        trip_id=f"trip-{direction}",
        direction=direction,
        entrance=Entrance.SEPARATE,
        ways=(Option(Mode.STAFF_CAR), Option(Mode.TAXI, "Aire Cars")),
        facts=KNOWN,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def in_place(**changes: object) -> CasePicture:
    """Everything is as it must be for Monday, and the mother was told by voice on the Friday."""
    whole: dict[str, object] = {
        "trips": (a_ride(), a_ride(Direction.BACK)),
        "visits": (a_visit(VisitKind.DAY_SUPPORT, MONDAY),),
        "told": (a_told(via="voice", at=at(16, 40)),),
    }
    return a_ready_picture(**{**whole, **changes})


LOOKED = frozenset({key_of_watch(a_hearing(), FRIDAY)})


def eve(picture: CasePicture, now: datetime = EVENING) -> EveHearing:
    (found,) = eves_of(picture, CALENDAR, now, LOOKED)
    return found


def missing(picture: CasePicture, now: datetime = EVENING) -> set[EveThing]:
    return {line.thing for line in eve(picture, now).of(EveState.MISSING)}


def wanted(picture: CasePicture, now: datetime) -> list[WantedTask]:
    return [
        t
        for t in tasks_wanted(picture, (), CALENDAR, now=now)
        if t.kind in (TaskKind.EVE, TaskKind.EVE_CALL, TaskKind.RIDE, TaskKind.NO_ANSWER, TaskKind.CALL_FIRST)
    ]


def kinds(picture: CasePicture, now: datetime) -> list[TaskKind]:
    return [task.kind for task in wanted(picture, now)]


@pytest.mark.parametrize(
    ("today", "ahead"),
    [
        (date(2026, 12, 2), [date(2026, 12, 3)]),
        (FRIDAY, [date(2026, 12, 5), date(2026, 12, 6), MONDAY]),
        (date(2026, 12, 5), [date(2026, 12, 6), MONDAY]),
        (date(2026, 12, 24), [date(2026, 12, 24) + timedelta(days=n) for n in range(1, 6)]),
        (date(2026, 4, 2), [date(2026, 4, 2) + timedelta(days=n) for n in range(1, 6)]),  # before Good Friday
    ],
)
def test_the_days_ahead_go_up_to_and_including_the_next_working_day(today: date, ahead: list[date]) -> None:
    assert list(days_ahead(today, CALENDAR)) == ahead


def friday_covers_monday() -> bool:
    """Whether Monday's trial is swept on Friday at three, and is nobody's work a minute before."""
    bare = a_picture()
    return kinds(bare, at(14, 59)).count(TaskKind.EVE) == 0 and kinds(bare, at(15)).count(TaskKind.EVE) == 1


def test_friday_at_three_covers_monday() -> None:
    assert friday_covers_monday()
    assert is_open(MONDAY, time(10), at(12, on=date(2026, 12, 6)), CALENDAR)
    assert kinds(a_picture(), at(9, 59, MONDAY)).count(TaskKind.EVE) == 1
    assert kinds(a_picture(), at(10, 0, MONDAY)).count(TaskKind.EVE) == 0


def test_a_sweep_that_knows_only_of_the_day_before_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eve_days, "eve_of", lambda on, _calendar: on - timedelta(days=1))

    assert not friday_covers_monday()


def test_a_saturday_court_is_swept_and_its_list_looked_at_on_the_friday() -> None:
    saturday = a_picture(hearings=(a_hearing(date(2026, 12, 5)),))
    found = [t.kind for t in tasks_wanted(saturday, (), CALENDAR, now=at(15))]

    assert TaskKind.EVE in found
    assert TaskKind.LIST_WATCH in found


def test_where_the_bank_holidays_are_not_known_it_is_asked_too_early_and_never_too_late() -> None:
    short = a_calendar(known_until=date(2026, 12, 3))

    assert eve_of(MONDAY, short) == date(2026, 12, 2)
    assert swept_since(MONDAY, short) < swept_since(MONDAY, CALENDAR)


@pytest.mark.parametrize(
    ("now", "sweep"),
    [
        (at(14, 59), at(16, 30, date(2026, 12, 3))),
        (at(15), at(15)),
        (at(23), at(16, 30)),
        (at(12, 0, date(2026, 12, 6)), at(16, 30)),
        (datetime(2026, 7, 7, 13, 59, tzinfo=UTC), datetime(2026, 7, 6, 15, 30, tzinfo=UTC)),
        (datetime(2026, 7, 7, 14, 0, tzinfo=UTC), datetime(2026, 7, 7, 14, 0, tzinfo=UTC)),  # three by London's summer
    ],
)
def test_a_missed_sweep_stays_the_newest_until_the_next(now: datetime, sweep: datetime) -> None:
    assert newest_sweep(now, CALENDAR) == sweep


def test_nothing_is_missing_when_everything_is_in_place() -> None:
    whole = eve(in_place())

    assert whole.of(EveState.MISSING) == whole.of(EveState.AHEAD) == ()
    assert {line.thing for line in whole.lines} >= set(EveThing) - {EveThing.DATE, EveThing.INTERPRETER}
    assert [k for k in kinds(in_place(), EVENING) if k is not TaskKind.NO_ANSWER] == []


def test_of_what_nobody_has_recorded_everything_is_missing() -> None:
    expected = {EveThing.FAMILY_TOLD, EveThing.MET_BY, EveThing.DOOR, EveThing.RIDE, EveThing.SUPPORTER}

    assert missing(a_picture()) >= expected | {EveThing.MEASURE}


OUT, BACK = a_ride(), a_ride(Direction.BACK)
NO_HOUR = a_hearing(revisions=[a_revision(slot=a_slot(at=None))])
BROKEN: list[tuple[EveThing, CasePicture]] = [
    (EveThing.DATE, in_place(hearings=(a_hearing(revisions=[a_revision(state=HearingState.UNCONFIRMED)]),))),
    (EveThing.TIME, in_place(hearings=(NO_HOUR,))),
    (EveThing.FAMILY_TOLD, in_place(told=(a_told(via="text", at=at(16, 40)),))),
    (EveThing.FAMILY_TOLD, in_place(told=(a_told(via="voice", at=at(16, 40, date(2026, 12, 3))),))),
    (EveThing.PHONE, in_place(contacts=(a_contact(state=ContactState.DEAD),))),
    (EveThing.PHONE, in_place(contacts=(a_contact(reviewed_on=date(2026, 10, 1)),))),
    (EveThing.PHONE, in_place(contacts=())),
    (EveThing.MET_BY, in_place(visits=())),
    (EveThing.MET_BY, in_place(visits=(a_visit(VisitKind.DAY_SUPPORT, MONDAY, PlanState.REQUESTED),))),
    (EveThing.DOOR, in_place(trips=(replace(OUT, entrance=Entrance.UNKNOWN), BACK))),
    (EveThing.RIDE, in_place(trips=(replace(OUT, steps=(a_step(PlanState.REQUESTED, MONDAY),)), BACK))),
    (EveThing.RIDE, in_place(trips=(replace(OUT, steps=(a_step(PlanState.FAILED, MONDAY),)), BACK))),
    (EveThing.DRIVER_TOLD, in_place(trips=(replace(OUT, facts=KNOWN[1:]), BACK))),
    (EveThing.DRIVER_TOLD, in_place(trips=(OUT, replace(BACK, facts=KNOWN[1:])))),
    (EveThing.RIDE_TOLD, in_place(trips=(replace(OUT, facts=KNOWN[:1]), BACK))),
    (EveThing.FALLBACK, in_place(trips=(replace(OUT, ways=()), BACK))),
    (EveThing.WAY_HOME, in_place(trips=(OUT,))),
    (EveThing.SUPPORTER, in_place(needs=(a_need(NeedKind.TRANSPORT),))),
    (EveThing.INTERPRETER, in_place(people=(a_person(J), a_person(MOTHER, language="ur")), needs=())),
    (EveThing.MEASURE, in_place(measures=(a_measure(MeasureKind.LIVE_LINK, MeasureState.APPLIED),))),
]


@pytest.mark.parametrize(("thing", "picture"), BROKEN)
def test_each_thing_that_is_not_so_is_missing_with_its_reason_and_its_hour(
    thing: EveThing, picture: CasePicture
) -> None:
    lines = [line for line in eve(picture).of(EveState.MISSING) if line.thing is thing]

    assert lines
    assert all(line.says and line.what for line in lines)
    assert {line.by for line in lines} == {at(18, 30) if thing is EveThing.FAMILY_TOLD else at(16, 30)}


def test_the_list_is_looked_at_by_a_tick_or_by_a_date_learnt_after_it_is_out() -> None:
    learnt = a_hearing(revisions=[a_revision(learnt_at=at(16, 5))])
    early = a_hearing(revisions=[a_revision(learnt_at=at(15, 55))])

    found = {
        name: [line.state for line in eves_of(in_place(hearings=(one,)), CALENDAR, now)[0].lines][0]
        for name, one, now in (("learnt", learnt, EVENING), ("early", early, EVENING), ("before four", early, at(15)))
    }

    assert found == {"learnt": EveState.IN_PLACE, "early": EveState.MISSING, "before four": EveState.AHEAD}


def test_a_family_that_needs_no_lift_and_comes_by_itself_has_nobody_to_tell() -> None:
    bus = replace(OUT, mode=Mode.BUS, ways=(), facts=KNOWN[1:], no_return="collected")

    assert missing(in_place(trips=(bus,))) == set()
    alone = in_place(trips=(), needs=tuple(a_need(kind, NeedState.NOT_NEEDED) for kind in NeedKind))
    assert missing(alone) == {EveThing.DOOR}


def test_what_was_not_put_right_in_the_evening_stands_there_until_the_court_sits() -> None:
    found = [[one.on for one in eves_of(in_place(), CALENDAR, now)] for now in (at(9, 59, MONDAY), at(10, 0, MONDAY))]

    assert found == [[MONDAY], []]


def test_of_a_warned_list_only_the_look_at_the_list_is_asked() -> None:
    window = a_hearing(revisions=[a_revision(slot=Slot(Listing.WARNED_LIST, MONDAY, date(2026, 12, 18)))])
    (found,) = eves_of(a_picture(hearings=(window,)), CALENDAR, EVENING)

    assert found.is_standby
    assert [(line.thing, line.state) for line in found.lines] == [(EveThing.LIST, EveState.MISSING)]
    assert eve_work(a_picture(hearings=(window,)), CALENDAR, EVENING).tasks == ()


def test_a_closed_case_and_a_witness_who_is_free_have_no_eve() -> None:
    assert eves_of(a_picture(case=a_case(closed_on=FRIDAY)), CALENDAR, EVENING) == ()
    assert (
        eves_of(a_picture(hearings=(a_hearing(revisions=[a_revision(state=HearingState.VACATED)]),)), CALENDAR, EVENING)
        == ()
    )


def test_there_is_one_piece_of_work_for_a_hearing_that_names_what_is_missing_for_whom() -> None:
    two = siblings(hearings=(a_hearing(),))
    (task,) = [t for t in wanted(two, at(15)) if t.kind is TaskKind.EVE]

    assert task.words.startswith("Put right for the trial on Mon 7 Dec: J.F.: who meets them, J.F.: which door, ")
    assert task.words.endswith(" more")
    assert (task.due_at, task.hearing_id, len(task.words) <= 300) == (at(16, 30), TRIAL, True)


def test_a_ride_to_be_told_is_asked_for_once() -> None:
    untold = in_place(trips=(replace(OUT, facts=()), BACK))

    assert kinds(untold, at(14)).count(TaskKind.RIDE) == 1
    swept = wanted(untold, at(15))
    assert [task.kind for task in swept if task.kind in (TaskKind.RIDE, TaskKind.EVE)] == [TaskKind.EVE]
    assert "driver told" in next(task.words for task in swept if task.kind is TaskKind.EVE)


def test_the_call_of_the_eve_waits_for_the_list_and_takes_the_place_of_a_softer_one() -> None:
    silent = in_place(told=(), answers=())

    assert kinds(silent, at(16, 29)) == [TaskKind.NO_ANSWER]
    (call,) = wanted(silent, at(16, 30))
    assert (call.kind, call.person_id, call.due_at) == (TaskKind.EVE_CALL, MOTHER, at(18, 30))
    assert call.words == "Ring J.F.'s mother: the time and the place for Mon 7 Dec"


def test_a_call_about_a_change_comes_first_and_no_second_is_asked_for() -> None:
    moved = a_hearing(
        revisions=[a_revision(1, a_slot(date(2026, 12, 8))), a_revision(2, learnt_at=at(16, 5), recorded_at=at(16, 5))]
    )

    found = kinds(in_place(hearings=(moved,), told=(a_told(at=noon(FRIDAY)),)), at(16, 45))
    assert (found.count(TaskKind.CALL_FIRST), found.count(TaskKind.EVE_CALL)) == (1, 0)


def test_the_witness_is_named_on_every_line_that_is_about_one() -> None:
    hearing_wide = {EveThing.DATE, EveThing.LIST, EveThing.TIME, EveThing.FAMILY_TOLD}

    assert {line.witness_id for line in eve(a_picture()).lines if line.thing not in hearing_wide} == {WITNESS}
