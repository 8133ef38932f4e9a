"""While a plan is thought about, texts whose time has come still go: by the real metronome and a planner that waits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from threading import Event
from typing import Any

import pytest
from apscheduler.events import EVENT_JOB_SUBMITTED, JobSubmissionEvent
from apscheduler.schedulers.background import BackgroundScheduler

from jobs.metronome import ON_ITS_OWN, scheduler_for
from tests.live import ScriptedCarrier
from tests.outbox import plan
from tests.slow_planner import FoundAnswer, slow_planner
from tests.worlds import a_world
from witness.actions import week
from witness.domain.ticks import SENDER
from witness.kit import Kit
from witness.planner.problem import Problem

PLANNER = "plan weeks"
# Nothing is measured: as long as a broken test may hang before it says so.
GIVE_UP = 30


@dataclass
class WaitingPlanner:
    """Keeps the thread that it is asked on until it is let go."""

    thinks: Event = field(default_factory=Event)
    may_go: Event = field(default_factory=Event)

    def __call__(self, problem: Problem, **how: Any) -> FoundAnswer:
        self.thinks.set()
        assert self.may_go.wait(GIVE_UP)
        return slow_planner(problem, **how)


@dataclass
class Beside:
    """A worker whose planner thinks. gone: a text has been handed over; sender_was_called: its tick was handed on."""

    gone: Event
    sender_was_called: Event


@contextmanager
def a_worker_that_plans(kit: Kit, change: Callable[[BackgroundScheduler], None]) -> Iterator[Beside]:
    planner, gone, called = WaitingPlanner(), Event(), Event()
    texts = ScriptedCarrier("text", before=gone.set)
    scheduler = scheduler_for(replace(kit, planner=planner, texts=texts), "w")
    for job in scheduler.get_jobs():
        if job.id not in (PLANNER, SENDER):
            job.remove()
    change(scheduler)

    def note(event: JobSubmissionEvent) -> None:
        if event.job_id == SENDER:
            called.set()

    scheduler.start(paused=True)
    try:
        scheduler.modify_job(SENDER, next_run_time=None)
        scheduler.modify_job(PLANNER, next_run_time=datetime.now(UTC))
        scheduler.resume()
        assert planner.thinks.wait(GIVE_UP)
        assert not gone.is_set()
        scheduler.add_listener(note, EVENT_JOB_SUBMITTED)
        scheduler.modify_job(SENDER, next_run_time=datetime.now(UTC))
        yield Beside(gone, called)
    finally:
        planner.may_go.set()
        scheduler.shutdown(wait=True)


@pytest.fixture
def with_work(lite: Kit) -> Kit:
    """A text whose time has come, and a plan that somebody waits for."""
    world = a_world(lite)
    plan(lite, world)
    olu = world.viewers["olu"].account_id
    week.ask(lite.store, date(2026, 11, 24), date(2026, 11, 27), [olu], asking=world.asking("olu", lite))
    return lite


def on_the_senders_thread(scheduler: BackgroundScheduler) -> None:
    """Deliberately wrong: whoever thinks and whoever sends share one thread."""
    scheduler.modify_job(SENDER, executor=ON_ITS_OWN)


def test_a_text_goes_while_the_planner_thinks(with_work: Kit) -> None:
    with a_worker_that_plans(with_work, lambda scheduler: None) as beside:
        assert beside.gone.wait(GIVE_UP)


def test_a_worker_that_plans_on_the_senders_thread_is_found_out(with_work: Kit) -> None:
    with a_worker_that_plans(with_work, on_the_senders_thread) as beside:
        assert beside.sender_was_called.wait(GIVE_UP)
        assert not beside.gone.is_set()
