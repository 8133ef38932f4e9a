"""Keeps time with APScheduler: intervals in UTC, nothing remembered between runs, a clean stop."""

import signal
from datetime import UTC
from queue import SimpleQueue
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from jobs.clock_watch import ClockWatch
from jobs.heartbeat import beat
from jobs.stopping import STOPPING
from jobs.timetable import TIMETABLE, Tick
from witness.clock import SystemClock
from witness.kit import Kit
from witness.log import log

ONE_OF_MANY, ON_ITS_OWN = "default", "thinking"


def timetable_for(kit: Kit) -> tuple[Tick, ...]:
    """Give the ticks that this world needs."""
    return tuple(tick for tick in TIMETABLE if kit.settings.is_demo or not tick.demo_only)


def watch_for(kit: Kit, tick: Tick) -> ClockWatch | None:
    """Give a tick that depends on the time of day a watch of its own over it."""
    return ClockWatch(kit.limits, by_database=isinstance(kit.clock, SystemClock)) if tick.needs_the_time else None


def scheduler_for(kit: Kit, worker: str) -> BackgroundScheduler:
    """Give a scheduler that has every tick of this world and has not begun."""
    scheduler = BackgroundScheduler(
        timezone=UTC,
        # What thinks for seconds has a thread of its own: whatever it does, those that send find theirs free.
        executors={ONE_OF_MANY: ThreadPoolExecutor(10), ON_ITS_OWN: ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for tick in timetable_for(kit):
        seconds = tick.every.total_seconds()
        scheduler.add_job(
            beat,
            "interval",
            seconds=seconds,
            args=(kit, tick, worker, watch_for(kit, tick)),
            id=tick.name,
            executor=ON_ITS_OWN if tick.thinks else ONE_OF_MANY,
        )
    return scheduler


def listen_for_stop() -> SimpleQueue[int]:
    """Give where the signal stands by which somebody asks this process to stop.

    A signal may come at any instruction, also while the very thread that it interrupts holds the lock of an event: to
    set the event there would wait for that lock for ever. This queue takes something in without any lock.
    """
    asked: SimpleQueue[int] = SimpleQueue()

    def ask(signum: int, frame: FrameType | None) -> None:
        asked.put(signum)

    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, ask)
    return asked


def run(kit: Kit, worker: str) -> None:
    """Tick until somebody asks to stop; a tick that has begun is finished first."""
    STOPPING.clear()
    asked = listen_for_stop()
    scheduler = scheduler_for(kit, worker)
    scheduler.start()
    log().info("worker.started", worker=worker, ticks=len(scheduler.get_jobs()))
    asked.get()
    STOPPING.set()
    scheduler.shutdown(wait=True)
    log().info("worker.stopped", worker=worker)


def run_once(kit: Kit, worker: str) -> int:
    """Do all that is due and stop; gives how much was done."""
    return sum(beat(kit, tick, worker, watch_for(kit, tick)) for tick in timetable_for(kit))
