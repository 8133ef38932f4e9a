"""A clock that jumps holds sending still until it has kept still for a while, and somebody can see it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jobs.clock_watch import ClockJumped, ClockWatch
from jobs.heartbeat import beat
from jobs.metronome import watch_for
from jobs.timetable import TIMETABLE
from tests.outbox import clear, plan, state
from tests.worlds import a_world
from witness.domain.messages import MessageState
from witness.domain.sending import Limits
from witness.domain.ticks import ALARM_AFTER, SENDER
from witness.kit import Kit

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DELIVER = next(tick for tick in TIMETABLE if tick.name == SENDER)


def at(seconds: float, jumped: float = 0.0) -> tuple[datetime, float]:
    return NOON + timedelta(seconds=seconds + jumped), seconds


def test_a_clock_that_runs_on_is_trusted_and_so_is_one_that_is_corrected_a_little() -> None:
    watch = ClockWatch(Limits())
    for second in range(0, 3600, 30):
        watch.look(*at(second, jumped=second / 100))


@pytest.mark.parametrize("jumped", [3 * 3600, -3 * 3600, 86_400, 61, -61])
def test_a_jump_holds_until_the_clock_has_kept_still_for_a_minute(jumped: float) -> None:
    watch = ClockWatch(Limits())
    watch.look(*at(0))
    for second in (3, 30, 62):
        with pytest.raises(ClockJumped, match=f"moved by {jumped} seconds"):
            watch.look(*at(second, jumped))

    watch.look(*at(63, jumped))


def test_a_second_jump_begins_the_wait_anew() -> None:
    watch = ClockWatch(Limits())
    watch.look(*at(0))
    for second, jumped in ((3, 3600), (50, 0), (109, 0)):
        with pytest.raises(ClockJumped):
            watch.look(*at(second, jumped))

    watch.look(*at(110))


def test_a_clock_that_differs_from_the_databases_is_not_trusted() -> None:
    wall, ticks = at(0)
    with pytest.raises(ClockJumped, match="database"):
        ClockWatch(Limits(), by_database=True).look(wall, ticks, wall - timedelta(minutes=2))

    playing = ClockWatch(Limits())
    playing.look(wall, ticks, wall - timedelta(days=300))
    with pytest.raises(ClockJumped, match="database"):
        playing.look(*at(3), wall - timedelta(days=301))


def test_nothing_goes_while_the_clock_is_not_trusted_and_the_tick_says_so(live: Kit) -> None:
    world = a_world(live)
    clear(live, world)
    # The database's clock is real and the test's is not: here only the worker's own two are compared.
    watch = replace(watch_for(live, DELIVER) or ClockWatch(live.limits))
    watch.ahead_of_database = None
    beat(live, DELIVER, "w", watch)
    made = plan(live, world, not_before=live.clock.now() + timedelta(minutes=50))

    live.clock.jump(timedelta(hours=1))
    watch.ahead_of_database = None
    beat(live, DELIVER, "w", watch)

    assert state(live, made) is MessageState.PLANNED
    with live.store.reading() as desk:
        tick = desk.jobs.get(SENDER)
    assert tick is not None
    assert (tick.state, tick.detail) == ("held", "the clock moved by 3600 seconds")

    live.clock.forward(seconds=61)
    watch.ahead_of_database = None
    beat(live, DELIVER, "w", watch)
    assert state(live, made) is MessageState.ACCEPTED


def test_after_a_silence_sending_goes_slowly_for_an_hour(live: Kit) -> None:
    a_world(live)
    beat(live, DELIVER, "w")
    live.clock.forward(minutes=1)
    beat(live, DELIVER, "w")
    with live.store.reading() as desk:
        assert desk.jobs.careful_until(live.clock.now()) is None

    at_work_again = live.clock.forward(minutes=3)
    beat(live, DELIVER, "w")

    with live.store.reading() as desk:
        assert desk.jobs.careful_until(at_work_again) == at_work_again + timedelta(hours=1)


def test_a_tick_that_fails_is_as_silent_as_one_that_does_not_run(live: Kit) -> None:
    beat(live, DELIVER, "w")
    good_at = live.clock.now()

    def broken(_kit: Kit, _worker: str) -> int:
        raise ZeroDivisionError

    live.clock.forward(minutes=1)
    beat(live, replace(DELIVER, run=broken), "w")

    with live.store.reading() as desk:
        tick = desk.jobs.get(SENDER)
    assert tick is not None
    assert (tick.state, tick.good_at) == ("failed", good_at)


def test_everything_that_somebody_relies_on_has_an_alarm() -> None:
    assert {tick.name: tick.alarm_after for tick in TIMETABLE if not tick.demo_only} == ALARM_AFTER
