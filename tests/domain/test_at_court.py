"""One witness on one day at court: times are right, nothing counts twice, nothing is erased, nobody is forgotten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import TRIAL, TRIAL_DAY, WITNESS, J, a_hearing, a_picture, an_event
from tests.planned import a_step, a_trip
from witness.domain.at_court import (
    CLOCK_IS_RIGHT_WITHIN,
    KEPT_AT_MOST,
    ClockSays,
    DayState,
    DayStep,
    DayTap,
    check_tap,
    clock_says,
    course_of,
    fresh,
    happened_at,
    is_closed,
    next_step,
    where_now,
)
from witness.domain.at_court_clocks import Rung, Said, WaitLevel, calls_open, next_call, tell_again_at, wait_of
from witness.domain.at_court_day import at_court_on, at_court_tasks, trip_told
from witness.domain.cases import CasePicture
from witness.domain.court_time import moment_in_london
from witness.domain.errors import Refused
from witness.domain.tasks import TaskKind
from witness.domain.trip_course import turn_by
from witness.domain.trip_light import is_home_open
from witness.domain.trips import Direction, PickUp, Trip, TripEvent, TripFact

Clock = Callable[[datetime, datetime, datetime], datetime]
USUAL = (DayStep.LEFT_HOME, DayStep.PICKED_UP, DayStep.ARRIVED, DayStep.CALLED, DayStep.RELEASED, DayStep.HOME_SAFE)


def at(hour: int, minute: int = 0) -> datetime:
    return moment_in_london(TRIAL_DAY, time(hour, minute))


def a_tap(step: DayStep, when: datetime, **changes: Any) -> DayTap:
    made = DayTap(f"{step.value}-{when:%H%M}", WITNESS, TRIAL_DAY, step, when, when, when, when, TRIAL)
    return replace(made, **changes)


def a_day(*steps: DayStep, from_hour: int = 8) -> list[DayTap]:
    return [a_tap(step, at(from_hour + n)) for n, step in enumerate(steps)]


def states(*steps: DayStep) -> DayState:
    return where_now(course_of(a_day(*steps), WITNESS, TRIAL_DAY)).state


def test_the_big_button_leads_from_door_to_door_and_the_day_is_closed_only_at_home() -> None:
    taps: list[DayTap] = []
    offered = []
    for hour in range(8, 14):
        step = next_step(course_of(taps, WITNESS, TRIAL_DAY), is_fetched=True)
        assert step is not None
        assert not is_closed(course_of(taps, WITNESS, TRIAL_DAY))
        offered.append(step)
        taps.append(a_tap(step, at(hour)))

    whole = course_of(taps, WITNESS, TRIAL_DAY)
    assert tuple(offered) == USUAL
    assert (is_closed(whole), next_step(whole, is_fetched=True)) == (True, None)


def test_whoever_drives_themselves_is_not_asked_who_picked_them_up() -> None:
    assert next_step(course_of(a_day(DayStep.LEFT_HOME), WITNESS, TRIAL_DAY), is_fetched=False) is DayStep.ARRIVED


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((), DayState.EXPECTED),
        ((DayStep.LEFT_HOME,), DayState.ON_THE_WAY),
        ((DayStep.ARRIVED,), DayState.WAITING),
        ((DayStep.ARRIVED, DayStep.CALLED, DayStep.INTERRUPTED), DayState.WAITING),
        ((DayStep.ARRIVED, DayStep.CALLED, DayStep.PICKED_UP), DayState.GIVING_EVIDENCE),
        ((DayStep.ARRIVED, DayStep.SENT_HOME), DayState.RELEASED),
        ((DayStep.NOT_COME, DayStep.ARRIVED), DayState.WAITING),
        ((DayStep.LEFT_HOME, DayStep.NOT_COME, DayStep.PICKED_UP), DayState.ON_THE_WAY),
        ((DayStep.NOT_COME,), DayState.NOT_COME),
    ],
)
def test_where_somebody_is_follows_from_the_furthest_step(steps: tuple[DayStep, ...], state: DayState) -> None:
    assert states(*steps) is state


def test_who_set_off_and_did_not_come_is_somewhere_and_that_day_stays_open() -> None:
    lost = course_of(a_day(DayStep.LEFT_HOME, DayStep.NOT_COME), WITNESS, TRIAL_DAY)
    at_home = course_of(a_day(DayStep.NOT_COME), WITNESS, TRIAL_DAY)

    assert (is_closed(lost), next_step(lost, is_fetched=True)) == (False, DayStep.HOME_SAFE)
    assert is_closed(at_home)


def test_the_order_in_which_taps_come_in_changes_nothing() -> None:
    taps = a_day(DayStep.LEFT_HOME, DayStep.ARRIVED, DayStep.CALLED, DayStep.RELEASED)
    whole = course_of(taps, WITNESS, TRIAL_DAY)

    assert {course_of(order, WITNESS, TRIAL_DAY) for order in permutations(taps)} == {whole}


def test_two_phones_that_tap_the_same_step_agree_and_the_first_counts() -> None:
    taps = [a_tap(DayStep.ARRIVED, at(9, 5), tap_id="b"), a_tap(DayStep.ARRIVED, at(9, 2), tap_id="a")]

    assert [(r.step, r.at) for r in course_of(taps, WITNESS, TRIAL_DAY).steps] == [(DayStep.ARRIVED, at(9, 2))]


def test_a_tap_that_is_sent_again_counts_once() -> None:
    one, other = a_day(DayStep.LEFT_HOME, DayStep.ARRIVED)

    assert fresh([one, other, one], {other.tap_id}) == (one,)


def test_a_mistake_is_taken_back_by_a_further_tap_and_both_are_kept() -> None:
    taps = a_day(DayStep.LEFT_HOME, DayStep.ARRIVED)
    undone = [*taps, a_tap(DayStep.UNDONE, at(11), undoes=taps[1].tap_id)]

    assert states(DayStep.LEFT_HOME, DayStep.ARRIVED) is DayState.WAITING
    assert where_now(course_of(undone, WITNESS, TRIAL_DAY)).state is DayState.ON_THE_WAY
    assert len(undone) == 3


# The clock of the phone.


def by_arrival(_device: datetime, _sent: datetime, received: datetime) -> datetime:
    """A wrong version: whatever was kept on the phone happened when it came in."""
    return received


def as_the_phone_says(device: datetime, _sent: datetime, _received: datetime) -> datetime:
    """A wrong version: a phone is always right."""
    return device


def is_right(clock: Clock, off_minutes: int, kept_minutes: int) -> bool:
    """Whether a tap on a phone whose clock is off, kept for a while, is told within what nobody notices."""
    truth = at(9)
    device = truth + timedelta(minutes=off_minutes)
    sent, received = device + timedelta(minutes=kept_minutes), truth + timedelta(minutes=kept_minutes)
    told = clock(device, sent, received)
    return abs(told - truth) <= CLOCK_IS_RIGHT_WITHIN and told <= received


@given(st.integers(-60 * 24 * 400, 60 * 24 * 400), st.integers(0, 60 * 47))
def test_a_tap_is_told_at_its_time_however_wrong_the_clock_and_however_long_it_was_kept(off: int, kept: int) -> None:
    assert is_right(happened_at, off, kept)


def test_the_time_of_arrival_and_the_phones_own_word_are_both_wrong_versions() -> None:
    assert not is_right(by_arrival, 0, 45)
    assert not is_right(as_the_phone_says, 90, 45)


def test_a_clock_that_was_changed_in_between_tells_nothing_and_says_so() -> None:
    later, never = (at(12), at(9), at(9, 1)), (at(9) - KEPT_AT_MOST - timedelta(hours=1), at(9), at(9))

    assert [clock_says(*times) for times in (later, never)] == [ClockSays.UNKNOWN] * 2
    assert happened_at(*later) == at(9, 1)
    assert clock_says(at(9), at(10), at(10)) is ClockSays.RIGHT
    assert clock_says(at(9), at(10), at(7)) is ClockSays.CORRECTED


@pytest.mark.parametrize(
    "tap",
    [
        a_tap(DayStep.ARRIVED, at(9) + timedelta(days=3)),
        a_tap(DayStep.ARRIVED, at(9), undoes="another"),
        a_tap(DayStep.UNDONE, at(9)),
        a_tap(DayStep.RANG, at(9)),
    ],
)
def test_a_tap_that_says_too_little_or_is_of_another_day_is_refused(tap: DayTap) -> None:
    with pytest.raises(Refused):
        check_tap(tap)


# The clocks of the day.


@pytest.mark.parametrize(
    ("minutes", "level"),
    [(0, WaitLevel.FINE), (89, WaitLevel.FINE), (90, WaitLevel.NOTE), (119, WaitLevel.NOTE), (120, WaitLevel.ALARM)],
)
def test_a_wait_is_noted_half_an_hour_before_two_hours_and_alarms_at_two(minutes: int, level: WaitLevel) -> None:
    course = course_of([a_tap(DayStep.ARRIVED, at(9))], WITNESS, TRIAL_DAY)

    assert wait_of(course, at(9) + timedelta(minutes=minutes)).level is level


def test_a_wait_begins_anew_when_the_evidence_is_broken_off_and_the_whole_day_is_counted_too() -> None:
    course = course_of(a_day(DayStep.ARRIVED, DayStep.CALLED, DayStep.INTERRUPTED), WITNESS, TRIAL_DAY)

    wait = wait_of(course, at(11))
    assert (wait.since, wait.minutes, wait.all_minutes) == (at(10), 60, 120)


def test_the_family_hears_again_every_hour_while_they_wait_and_not_afterwards() -> None:
    waiting = [a_tap(DayStep.ARRIVED, at(9))]
    told = [*waiting, a_tap(DayStep.TOLD_FAMILY, at(9, 50))]
    called = [*told, a_tap(DayStep.CALLED, at(10))]

    due = [tell_again_at(course_of(taps, WITNESS, TRIAL_DAY), at(10, 10)) for taps in (waiting, told, called)]
    assert due == [at(10), at(10, 50), None]


def test_the_ring_tree_opens_at_15_and_30_minutes_in_its_order_and_closes_when_they_arrive() -> None:
    nobody = course_of([], WITNESS, TRIAL_DAY)
    rungs = [[call.rung for call in calls_open(nobody, at(9), at(9, minute))] for minute in (14, 15, 30)]
    assert rungs == [[], [Rung.SUPPORTER, Rung.PARENT], list(Rung)]

    said = a_tap(DayStep.RANG, at(9, 16), whom=Rung.SUPPORTER.value, said=Said.NOT_REACHED.value)
    turn = next_call(calls_open(course_of([said], WITNESS, TRIAL_DAY), at(9), at(9, 20)))
    assert turn is not None
    assert turn.rung is Rung.PARENT
    there = course_of([said, a_tap(DayStep.ARRIVED, at(9, 21))], WITNESS, TRIAL_DAY)
    assert calls_open(there, at(9), at(9, 40)) == ()


# The day, the trips and the work.


def a_court_day(*taps: DayTap, **changes: Any) -> CasePicture:
    return a_picture(hearings=(a_hearing(),), events=(an_event(),), day_taps=taps, **changes)


def tasks_at(picture: CasePicture, now: datetime) -> list[TaskKind]:
    return [task.kind for task in at_court_tasks(picture, now)]


def the_way_home(*facts: TripFact, **changes: Any) -> Trip:
    made = a_trip(a_step(TRIAL_DAY), trip_id="back", direction=Direction.BACK, pick_up=PickUp.COURT, facts=facts)
    return replace(made, passengers=(J,), **changes)


def test_late_long_and_late_home_become_work_and_cease_when_the_step_is_tapped() -> None:
    assert tasks_at(a_court_day(), at(9, 14)) == []
    assert tasks_at(a_court_day(), at(9, 15)) == [TaskKind.NOT_ARRIVED]
    assert tasks_at(a_court_day(), at(9, 30)) == [TaskKind.NOT_ARRIVED] * 2  # somebody beside the owner too

    arrived = a_tap(DayStep.ARRIVED, at(9, 31))
    assert tasks_at(a_court_day(arrived), at(11, 30)) == []
    assert tasks_at(a_court_day(arrived), at(11, 31)) == [TaskKind.LONG_WAIT]
    called = a_tap(DayStep.CALLED, at(11, 32))
    assert tasks_at(a_court_day(arrived, called), at(12)) == []

    assert tasks_at(a_court_day(arrived, called), at(19)) == [TaskKind.HOME_SAFE]
    assert tasks_at(a_court_day(arrived, called, a_tap(DayStep.HOME_SAFE, at(18))), at(19)) == []


def test_yesterdays_day_is_asked_after_until_they_are_home() -> None:
    left = a_court_day(a_tap(DayStep.LEFT_HOME, at(8)))

    assert TaskKind.HOME_SAFE in tasks_at(left, at(8) + timedelta(days=1))


def test_what_the_trip_knows_stands_on_the_day_and_once() -> None:
    released = TripFact(TripEvent.RELEASED, at(15), at(15))
    home = TripFact(TripEvent.HOME_SAFE, at(16), at(16))
    tapped = a_tap(DayStep.RELEASED, at(15))

    for taps in ((), (tapped,)):
        (day,) = at_court_on(a_court_day(*taps, trips=(the_way_home(released, home),)), TRIAL_DAY)
        assert [(r.step, r.at) for r in day.course.steps] == [
            (DayStep.RELEASED, at(15)),
            (DayStep.HOME_SAFE, at(16)),
        ]


def test_a_tap_that_was_taken_back_does_not_come_again_through_the_trip() -> None:
    tapped = a_tap(DayStep.HOME_SAFE, at(16))
    undone = a_tap(DayStep.UNDONE, at(17), undoes=tapped.tap_id)
    trip = the_way_home(TripFact(TripEvent.HOME_SAFE, at(16), at(16, 1)))

    (day,) = at_court_on(a_court_day(tapped, undone, trips=(trip,)), TRIAL_DAY)
    assert day.course.steps == ()


def test_home_safe_that_was_a_mistake_opens_the_trip_again_so_that_somebody_asks() -> None:
    trip = the_way_home()
    closing = turn_by(trip, TripFact(TripEvent.HOME_SAFE, at(16), at(16)))
    assert closing.step is not None
    closed = replace(trip, facts=closing.facts, steps=(*trip.steps, closing.step))
    assert not is_home_open(closed)

    opening = turn_by(closed, TripFact(TripEvent.NOT_HOME, at(17), at(17)))
    assert opening.step is not None
    again = replace(closed, facts=(*closed.facts, *opening.facts), steps=(*closed.steps, opening.step))
    assert is_home_open(again)
    with pytest.raises(Refused):
        turn_by(again, TripFact(TripEvent.NOT_HOME, at(18), at(18)))


def test_home_safe_moves_the_way_home_and_the_way_there_nobody() -> None:
    picture = a_court_day(trips=(a_trip(passengers=(J,)), the_way_home()))

    told = {step: trip_told(picture, (), a_tap(step, at(16))) for step in USUAL}
    assert {step: trip.trip_id for step, trip in told.items() if trip} == {
        DayStep.RELEASED: "back",
        DayStep.HOME_SAFE: "back",
    }
