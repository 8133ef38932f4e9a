"""The worker: every tick twice in a row finds nothing the second time, and one broken tick stops no other."""

import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from jobs.heartbeat import beat
from jobs.metronome import ON_ITS_OWN, listen_for_stop, scheduler_for, timetable_for
from jobs.stopping import STOPPING
from jobs.timetable import TIMETABLE, Tick
from tests.live import ROOT, a_live_kit
from tests.worlds import a_world
from witness.kit import Kit
from witness.settings import World


@pytest.mark.parametrize("tick", TIMETABLE, ids=lambda tick: tick.name)
def test_a_tick_run_again_at_once_finds_nothing(live: Kit, tick: Tick) -> None:
    a_world(live)
    live.clock.forward(hours=2)

    beat(live, tick, "w")

    assert beat(live, tick, "w") == 0


def test_a_tick_that_breaks_is_recorded_and_not_passed_on(live: Kit) -> None:
    def broken(_kit: Kit, _worker: str) -> int:
        raise ZeroDivisionError

    beat(live, Tick("broken", timedelta(seconds=1), broken, timedelta(seconds=2)), "w")

    with live.store.reading() as desk:
        (tick,) = desk.jobs.all()
    assert (tick.state, tick.detail) == ("failed", "ZeroDivisionError")


def test_the_demos_carrier_plays_in_the_demo_only(sqlite_url: str, lite: Kit) -> None:
    demo = a_live_kit(sqlite_url, world=World.DEMO)

    assert "sandbox receipts" in {tick.name for tick in timetable_for(demo)}
    assert "sandbox receipts" not in {tick.name for tick in timetable_for(lite)}
    assert replace(lite.settings).is_demo is False


def test_what_thinks_for_seconds_has_a_thread_that_no_other_tick_waits_for(lite: Kit) -> None:
    on = {job.id: job.executor for job in scheduler_for(lite, "w").get_jobs()}

    assert {name for name, executor in on.items() if executor == ON_ITS_OWN} == {"plan weeks"}
    assert len(on) == len(timetable_for(lite))


def test_the_worker_does_all_that_is_due_and_exits_without_the_web(sqlite_url: str) -> None:
    program = (
        "import sys, runpy\nsys.argv = ['jobs', '--once']\n"
        "try:\n    runpy.run_module('jobs', run_name='__main__', alter_sys=True)\n"
        "except SystemExit as done:\n    assert not done.code, done.code\n"
        "assert 'flask' not in sys.modules, 'the worker dragged the web in'\n"
    )
    environment = {"WITNESS_ENV": "demo", "DATABASE_URL": sqlite_url, "PATH": "/usr/bin:/bin"}

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert "things done" in done.stdout
    assert Path(sqlite_url.removeprefix("sqlite:///")).exists()


def test_a_stop_that_comes_while_a_lock_is_held_is_heard() -> None:
    """The interrupted thread may itself hold the lock of the event that the ticks look at."""
    before = [(signum, signal.getsignal(signum)) for signum in (signal.SIGINT, signal.SIGTERM)]
    try:
        asked = listen_for_stop()
        with STOPPING._cond:  # noqa: SLF001
            signal.raise_signal(signal.SIGTERM)  # whoever set the event here would wait for this lock for ever
        assert asked.get(timeout=1) == signal.SIGTERM
    finally:
        for signum, handler in before:
            signal.signal(signum, handler)
