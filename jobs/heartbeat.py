"""Runs a tick and records how it went, so that silence can be seen by a path that does not depend on it."""

from datetime import timedelta
from time import monotonic

from jobs.clock_watch import ClockJumped, ClockWatch
from jobs.timetable import Tick
from witness.kit import Kit
from witness.log import log, where_it_broke
from witness.store.restorations import Restoration

SLICE = timedelta(seconds=20)


def beat(kit: Kit, tick: Tick, worker: str, watch: ClockWatch | None = None) -> int:
    """Run a tick until nothing is left or its slice of time is over; gives how much was done.

    watch: over the clock, for a tick that must not run when the time of day is not to be trusted.
    """
    try:
        with kit.store.changing() as desk:
            if because := _kept_back(desk.restorations.standing(), tick):
                desk.jobs.ended(tick.name, state="held", done=0, detail=because, now=kit.clock.now())
                return 0
            desk.jobs.began(tick.name, worker, kit.clock.now())
        done = _until_nothing_left(kit, tick, worker, watch)
    except ClockJumped as jumped:
        log().error("tick.held", tick=tick.name, because=str(jumped))
        _record(kit, tick, "held", 0, str(jumped))
        return 0
    except Exception as broken:  # one of two places that catch everything: the next tick must run all the same
        log().error("tick.failed", tick=tick.name, error=type(broken).__name__, at=where_it_broke(broken))
        _record(kit, tick, "failed", 0, type(broken).__name__)
        return 0
    _record(kit, tick, "done", done, "")
    return done


def _kept_back(standing: Restoration | None, tick: Tick) -> str:
    """Say why a tick does not run after a copy was put back; "" when it may."""
    if standing is None or not standing.keeps_back:
        return ""
    if standing.is_held:
        return "a copy was put back and is not finished"
    return "an administrator has not let texts go again" if tick.sends else ""


def _until_nothing_left(kit: Kit, tick: Tick, worker: str, watch: ClockWatch | None) -> int:
    begun = monotonic()
    total = 0
    while monotonic() - begun < SLICE.total_seconds():
        if watch is not None:
            _look_at_the_clock(kit, watch)
        done = tick.run(kit, worker)
        total += done
        if done == 0:
            break
    return total


def _look_at_the_clock(kit: Kit, watch: ClockWatch) -> None:
    with kit.store.reading() as desk:
        database = desk.jobs.database_now()
    watch.look(kit.clock.now(), kit.clock.elapsed(), database)


def _record(kit: Kit, tick: Tick, state: str, done: int, detail: str) -> None:
    with kit.store.changing() as desk:
        desk.jobs.ended(tick.name, state=state, done=done, detail=detail, now=kit.clock.now())
