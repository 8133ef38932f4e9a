"""A whole week: who is there, which promises can be kept, what was pinned, and what a repair may touch."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.builders import MOTHER, TRIAL, WITNESS, J, a_hearing, a_picture, noon
from tests.plan_builders import a_step, a_trip, a_visit
from tests.week_builders import (
    BEFORE_IT,
    FRIDAY,
    HOME,
    MONDAY,
    OLIVIA,
    OLU,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    a_colleague,
    a_ground,
    by_kind,
    facts_of,
    in_week,
)
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.domain.places import MeetingPlace
from witness.domain.plans import PlanState
from witness.domain.staffing import Absence
from witness.domain.trips import Direction, Mode, Option, PickUp, TripEvent, TripFact
from witness.domain.visits import Place, VisitKind
from witness.domain.week import Moment, Span, TaskKind, WeekFacts, WeekRide
from witness.domain.week_facts import BAD_PIN, outcodes_of
from witness.domain.week_requests import Away, Pin
from witness.domain.week_uncovered import NOBODY_GOES

WELCOME = f"due:{WITNESS}:welcome"


def meeting(on: date, at: time, nth: int = 1, **changes: object) -> object:
    made = a_visit(VisitKind.OTHER, on, at=at, place=Place.HOME, hearing_id=None)
    return replace(made, visit_id=f"meeting-{nth}", **changes)  # type: ignore[arg-type]


def with_meetings(*visits: object, ground: object = None, **changes: object) -> WeekFacts:
    used = ground or a_ground()
    return facts_of(in_week(a_picture(visits=visits), used, **changes), ground=used)  # type: ignore[arg-type]


def promised(facts: WeekFacts, nth: int = 1) -> object:
    return facts.task(f"visit:meeting-{nth}")


def days_of(facts: WeekFacts, who: str = OLU) -> dict[date, tuple[int, int]]:
    officer = next(one for one in facts.officers if one.account_id == who)
    return {day.on: (day.starts, day.ends) for day in officer.days}


def test_leave_and_what_if_take_days_away() -> None:
    ground = a_ground(absences=(Absence("a", OLU, MONDAY, TUESDAY, None),), away=(Away(OLU, FRIDAY),))

    assert set(days_of(facts_of(ground=ground))) == {WEDNESDAY, THURSDAY}
    assert set(days_of(facts_of(ground=ground), OLIVIA)) == {MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY}


def test_today_begins_now_and_the_days_before_are_gone() -> None:
    facts = facts_of(in_week(now=noon(WEDNESDAY)), ground=a_ground(now=noon(WEDNESDAY)))

    days = days_of(facts)
    assert set(days) == {WEDNESDAY, THURSDAY, FRIDAY}
    assert days[WEDNESDAY][0] == 12 * 60 + 10


def test_the_break_of_a_long_day_is_not_planned() -> None:
    (day, *_) = facts_of().officers[0].days

    assert (day.ends - day.starts, day.plannable) == (540, 510)


def test_a_promise_outside_somebodys_hours_stretches_their_day() -> None:
    days = days_of(with_meetings(meeting(WEDNESDAY, time(19, 0))))

    assert days[WEDNESDAY][0] == 8 * 60 + 30
    # An hour from seven, ten minutes to write it down, and the way home from QX2 to QX1.
    facts = with_meetings(meeting(WEDNESDAY, time(19, 0)))
    assert days[WEDNESDAY][1] == 20 * 60 + 10 + facts.ways[f"home:{HOME}", f"base:{OLU}"]
    assert days[THURSDAY][1] == 17 * 60 + 30


def test_of_two_promises_at_once_the_later_is_left_to_somebody_else_at_its_hour() -> None:
    facts = with_meetings(meeting(WEDNESDAY, time(14, 0)), meeting(WEDNESDAY, time(14, 30), 2))

    first, second = promised(facts), promised(facts, 2)
    assert first.with_whom == {OLU}  # type: ignore[attr-defined]
    assert second.with_whom == frozenset()  # type: ignore[attr-defined]
    assert second.at == Moment(WEDNESDAY, 14 * 60 + 30)  # type: ignore[attr-defined]
    assert "cannot both be kept" in facts.remarks[0].words


def test_where_two_promises_are_close_only_the_minutes_around_them_give_way() -> None:
    facts = with_meetings(meeting(WEDNESDAY, time(14, 0)), meeting(WEDNESDAY, time(15, 5), 2))

    first, second = promised(facts), promised(facts, 2)
    assert first.with_whom == second.with_whom == {OLU}  # type: ignore[attr-defined]
    assert (first.buffer.after, second.buffer.before) == (0, 0)  # type: ignore[attr-defined]
    assert (first.buffer.before, second.buffer.after) == (5, 10)  # type: ignore[attr-defined]
    assert facts.remarks == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"ground": a_ground(absences=(Absence("a", OLU, WEDNESDAY, WEDNESDAY, None),))},
        {"allowed": frozenset({OLIVIA})},
    ],
)
def test_a_promise_of_somebody_who_is_away_or_excluded_keeps_its_hour_and_loses_its_person(
    changes: dict[str, object],
) -> None:
    facts = with_meetings(meeting(WEDNESDAY, time(14, 0)), **changes)

    task = promised(facts)
    assert task.with_whom == frozenset()  # type: ignore[attr-defined]
    assert task.at == Moment(WEDNESDAY, 14 * 60)  # type: ignore[attr-defined]
    assert "somebody else has to go" in facts.remarks[0].words


def test_a_repair_lets_what_lost_its_person_move_and_the_rest_keep_its_hour() -> None:
    ground = a_ground(away=(Away(OLU, WEDNESDAY),), is_repair=True)
    facts = with_meetings(meeting(WEDNESDAY, time(14, 0)), meeting(THURSDAY, time(14, 0), 2), ground=ground)

    lost, stands = promised(facts), promised(facts, 2)
    assert lost.at is None  # type: ignore[attr-defined]
    assert Span(WEDNESDAY, 14 * 60, 14 * 60) in lost.starts  # type: ignore[attr-defined]
    assert {span.on for span in lost.starts} == {MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY}  # type: ignore[attr-defined]
    assert stands.at == Moment(THURSDAY, 14 * 60)  # type: ignore[attr-defined]
    assert stands.was_with == {OLU}  # type: ignore[attr-defined]


def test_a_pin_holds_and_one_that_cannot_be_is_left_free_and_said() -> None:
    pins = (Pin("p", WELCOME, (OLIVIA,), TUESDAY, time(16, 0)),)
    facts = facts_of(ground=a_ground(pins=pins))
    held = by_kind(facts.tasks)["welcome"]
    assert (held.with_whom, held.at) == ({OLIVIA}, Moment(TUESDAY, 16 * 60))

    for bad in (Pin("p", WELCOME, ("otis",)), Pin("p", WELCOME, (), TUESDAY, time(10, 0))):
        facts = facts_of(ground=a_ground(pins=(bad,)))
        assert by_kind(facts.tasks)["welcome"].at is None
        assert "left free" in facts.remarks[0].words


def test_only_what_belongs_to_those_who_are_planned_is_in_the_plan() -> None:
    ground = a_ground(a_colleague(OLIVIA))
    visit = meeting(WEDNESDAY, time(14, 0), officer_id=OLIVIA)
    facts = facts_of(in_week(a_picture(visits=(visit,)), ground), ground=ground)

    assert {task.kind for task in facts.tasks} == {TaskKind.PROMISED}


def test_a_place_is_no_way_from_itself_and_two_of_one_postcode_are_apart() -> None:
    areas = {(HOME, MeetingPlace.HOME): "QX2", (HOME, MeetingPlace.SCHOOL): "QX2"}
    facts = facts_of(in_week(areas=areas))

    assert facts.ways[f"home:{HOME}", f"home:{HOME}"] == 0
    assert facts.ways[f"home:{HOME}", f"school:{HOME}"] >= 5
    assert outcodes_of(a_ground(), [in_week(areas=areas)]) == {"QX1", "QX2", "QX4", "QX5"}


def two_witnesses(same_home: bool) -> object:
    plain = a_picture()
    sister = Person("sister", HOME if same_home else "elsewhere", "Sara Farah", "S.F.", date(2011, 1, 1))
    return replace(
        plain,
        people=(*plain.people, sister),
        parts=(*plain.parts, CasePart("sister", Part.WITNESS)),
        witnesses=(*plain.witnesses, Witness("witness-2", "sister", "W2", Requirement.WARNED)),
        events=(*plain.events, replace(plain.events[0], event_id="event-2", witness_id="witness-2")),
    )


def test_two_witnesses_of_one_case_are_never_at_the_court_at_one_time() -> None:
    facts = facts_of(in_week(two_witnesses(same_home=False)))  # type: ignore[arg-type]

    pairs = {(one.first, one.second): one.minutes for one in facts.apart}
    assert pairs[f"due:{WITNESS}:court_visit", "due:witness-2:court_visit"] == 90 + 30
    assert (f"due:{WITNESS}:welcome", "due:witness-2:welcome") not in pairs  # two homes


def test_two_of_one_household_are_visited_one_after_the_other() -> None:
    facts = facts_of(in_week(two_witnesses(same_home=True)))  # type: ignore[arg-type]

    pairs = {(one.first, one.second) for one in facts.apart}
    assert (f"due:{WITNESS}:welcome", "due:witness-2:welcome") in pairs


def a_ride(**changes: object) -> WeekRide:
    trip = replace(a_trip(J, MOTHER, on=THURSDAY, mode=Mode.STAFF_CAR), **changes)  # type: ignore[arg-type]
    ground = a_ground(a_colleague(seats=4), a_colleague(OLIVIA, seats=3))
    facts = facts_of(in_week(a_picture(hearings=(a_hearing(THURSDAY),), trips=(trip,)), ground), ground=ground)
    (ride,) = facts.rides
    return ride


def a_pinned_ride(pin: Pin | None, **changes: object) -> tuple[WeekRide, WeekFacts]:
    trip = replace(a_trip(J, MOTHER, on=THURSDAY, mode=Mode.STAFF_CAR), **changes)  # type: ignore[arg-type]
    team = (a_colleague(seats=4), a_colleague(OLIVIA, seats=3))
    ground = a_ground(*team, pins=() if pin is None else (pin,), drivers={"Olu Adeyemi": OLU})
    facts = facts_of(in_week(a_picture(hearings=(a_hearing(THURSDAY),), trips=(trip,)), ground), ground=ground)
    return facts.rides[0], facts


def test_a_family_has_the_car_for_itself() -> None:
    ride = a_ride()

    assert ride.seats == 3  # more than half of four: nobody else fits
    assert ride.cost.penalty is None
    assert (ride.pick_up.key, ride.set_down.key) == (f"home:{HOME}", "court:429")


def test_a_ride_pinned_to_a_driver_keeps_the_hour_of_the_pin_too() -> None:
    steps = (a_step(PlanState.REQUESTED, THURSDAY, at=time(8, 30)),)
    pin = Pin("p", "ride:trip-1", (OLIVIA,), THURSDAY, time(8, 45))
    pinned, facts = a_pinned_ride(pin, steps=steps)
    assert (pinned.allowed, pinned.pick_up_between) == ({OLIVIA}, (Span(THURSDAY, 525, 525),))
    assert facts.remarks == ()

    for bad in (Pin("p", "ride:trip-1", ("otis",)), Pin("p", "ride:trip-1", (), THURSDAY, time(11, 0))):
        free, facts = a_pinned_ride(bad, steps=steps)
        assert (free.allowed, free.pick_up_between) == ({OLU, OLIVIA}, (Span(THURSDAY, 480, 540),))
        assert [remark.words for remark in facts.remarks] == [BAD_PIN]


def test_the_way_that_is_tried_now_says_whether_one_of_us_drives_and_who_was_to() -> None:
    advanced = TripFact(TripEvent.ADVANCED, BEFORE_IT, BEFORE_IT, 1)
    ways = (Option(Mode.TAXI, "Aire Cars"), Option(Mode.STAFF_CAR, "Olu Adeyemi"))
    ride, _ = a_pinned_ride(None, mode=Mode.TAXI, ways=ways, facts=(advanced,))

    assert ride.was_with == {OLU}
    with pytest.raises(ValueError, match="unpack"):
        a_ride(mode=Mode.STAFF_CAR, ways=ways[::-1], facts=(advanced,))


def test_of_a_promise_of_two_in_a_plan_for_one_the_other_keeps_their_part() -> None:
    ground = a_ground(a_colleague())
    facts = with_meetings(meeting(WEDNESDAY, time(14, 0), second_id=OLIVIA), ground=ground)

    task = promised(facts)
    assert (task.people, task.with_whom, task.beside) == (1, {OLU}, {OLIVIA})  # type: ignore[attr-defined]
    assert facts.remarks == ()


def test_where_one_of_two_is_away_the_other_is_wanted_still_and_one_who_stayed_waits_for_another() -> None:
    ground = a_ground(absences=(Absence("a", OLIVIA, WEDNESDAY, WEDNESDAY, None),))
    facts = with_meetings(meeting(WEDNESDAY, time(14, 0), second_id=OLIVIA), ground=ground)
    assert (promised(facts).people, promised(facts).was_with) == (2, {OLU, OLIVIA})  # type: ignore[attr-defined]
    assert facts.remarks[0].words.endswith("somebody else goes with the other.")

    steps = (a_step(PlanState.REQUESTED, WEDNESDAY, at=time(14, 0), because=NOBODY_GOES),)
    facts = with_meetings(meeting(WEDNESDAY, time(14, 0), steps=steps))
    assert (promised(facts).people, promised(facts).with_whom) == (2, {OLU})  # type: ignore[attr-defined]


def test_an_hour_agreed_for_a_pick_up_is_kept() -> None:
    agreed = a_ride(steps=(a_step(PlanState.CONFIRMED, THURSDAY, at=time(8, 30)),))
    asked = a_ride(steps=(a_step(PlanState.REQUESTED, THURSDAY, at=time(8, 30)),))

    assert agreed.pick_up_between == (Span(THURSDAY, 500, 520),)
    assert asked.pick_up_between == (Span(THURSDAY, 480, 540),)
    assert agreed.set_down_between[0].last == 10 * 60 - 45


def test_the_way_home_on_release_is_only_expected() -> None:
    back = a_ride(
        direction=Direction.BACK, pick_up=PickUp.COURT, steps=(a_step(PlanState.CONFIRMED, THURSDAY, at=None),)
    )

    assert (back.pick_up.key, back.set_down.key) == ("court:429", f"safe_point:{HOME}")
    assert back.pick_up_between == (Span(THURSDAY, 15 * 60, 17 * 60),)
    assert back.cost.penalty is not None


@pytest.mark.parametrize(
    "changes", [{"mode": Mode.TAXI}, {"steps": (a_step(PlanState.CANCELLED, THURSDAY),)}, {"hearing_id": None}]
)
def test_what_others_drive_or_nobody_does_is_no_ride_of_ours(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="unpack"):
        a_ride(**changes)


def test_whoever_may_work_longer_may_begin_earlier_where_a_promise_is_early() -> None:
    ground = a_ground(a_colleague(overtime=60), a_colleague(OLIVIA))
    facts = facts_of(in_week(a_picture(hearings=(a_hearing(THURSDAY),)), ground), ground=ground)

    assert days_of(facts)[THURSDAY][0] == 7 * 60 + 30
    assert days_of(facts)[FRIDAY][0] == 8 * 60 + 30
    assert days_of(facts, OLIVIA)[THURSDAY][0] == 8 * 60 + 30
    assert TRIAL in next(task.key for task in facts.tasks if task.kind is TaskKind.COURT_DAY)


def test_what_is_due_before_these_days_is_said_and_is_no_place_that_was_not_found() -> None:
    ground = a_ground(first_on=TUESDAY)
    facts = facts_of(in_week(ground=ground), ground=ground)

    assert "court_visit" not in by_kind(facts.tasks)
    assert [r.words for r in facts.remarks] == ["Court visit is due by Mon 23 Nov, before these days."]
    assert "court_visit" in by_kind(facts_of().tasks)
    hidden = facts_of(in_week(ground=ground, is_open=False), ground=ground)
    assert hidden.remarks == ()
