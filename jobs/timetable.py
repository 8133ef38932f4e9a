"""What the worker does and how often, as data.

Every tick only asks the tables what is due. None is tied to an hour of the day: a cron job at 01:30 runs twice on the
night the clocks go back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from jobs import ticks
from witness.kit import Kit


@dataclass(frozen=True, slots=True)
class Tick:
    """One periodic piece of work.

    alarm_after: how old the last good run may be before somebody has to be told. demo_only: plays the outside world.
    """

    name: str
    every: timedelta
    run: Callable[[Kit, str], int]
    alarm_after: timedelta
    demo_only: bool = False


TIMETABLE = (
    Tick("deliver messages", timedelta(seconds=3), ticks.deliver_messages, timedelta(minutes=2)),
    Tick("sweep messages", timedelta(seconds=30), ticks.sweep_messages, timedelta(minutes=5)),
    Tick("understand replies", timedelta(seconds=30), ticks.understand_replies, timedelta(minutes=5)),
    Tick("read mail", timedelta(seconds=60), ticks.read_mail, timedelta(minutes=15)),
    Tick("look at every case", timedelta(seconds=60), ticks.look_at_every_case, timedelta(minutes=15)),
    Tick("sandbox receipts", timedelta(seconds=3), ticks.report_sandbox, timedelta(minutes=2), demo_only=True),
)
