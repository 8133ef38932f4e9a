"""What the worker does and how often, as data.

Every tick only asks the tables what is due. None is tied to an hour of the day: a cron job at 01:30 runs twice on the
night the clocks go back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from jobs import ticks
from witness.domain.ticks import ALARM_AFTER, COPIER, NOTER, SENDER, SIGNER
from witness.kit import Kit


@dataclass(frozen=True, slots=True)
class Tick:
    """One periodic piece of work.

    alarm_after: how old the last good run may be before somebody has to be told. demo_only: plays the outside world.
    needs_the_time: holds still while the time of day is not to be trusted. thinks: for seconds, on a thread of its own.
    sends: holds still too when a copy that was put back waits for an administrator's word; the others go on then.
    """

    name: str
    every: timedelta
    run: Callable[[Kit, str], int]
    alarm_after: timedelta
    demo_only: bool = False
    needs_the_time: bool = False
    thinks: bool = False
    sends: bool = False


TIMETABLE = (
    Tick(SENDER, timedelta(seconds=3), ticks.deliver_messages, ALARM_AFTER[SENDER], needs_the_time=True, sends=True),
    Tick(
        "look at marked cases",
        timedelta(seconds=3),
        ticks.look_at_marked_cases,
        ALARM_AFTER["look at marked cases"],
    ),
    Tick(
        "sweep messages",
        timedelta(seconds=30),
        ticks.sweep_messages,
        ALARM_AFTER["sweep messages"],
        needs_the_time=True,
        sends=True,
    ),
    Tick("understand replies", timedelta(seconds=30), ticks.understand_replies, ALARM_AFTER["understand replies"]),
    Tick("read mail", timedelta(seconds=60), ticks.read_mail, ALARM_AFTER["read mail"]),
    Tick(
        "send staff notices",
        timedelta(seconds=15),
        ticks.send_staff_notices,
        ALARM_AFTER["send staff notices"],
        sends=True,
    ),
    Tick(
        "escalate unread texts",
        timedelta(seconds=60),
        ticks.escalate_unread_texts,
        ALARM_AFTER["escalate unread texts"],
    ),
    Tick(
        "move rides on",
        timedelta(seconds=60),
        ticks.move_rides_on,
        ALARM_AFTER["move rides on"],
        needs_the_time=True,
    ),
    Tick("look at every case", timedelta(seconds=60), ticks.look_at_every_case, ALARM_AFTER["look at every case"]),
    Tick("plan weeks", timedelta(seconds=2), ticks.plan_weeks, ALARM_AFTER["plan weeks"], thinks=True),
    Tick(
        "bring others in",
        timedelta(seconds=60),
        ticks.bring_others_in,
        ALARM_AFTER["bring others in"],
        needs_the_time=True,
    ),
    Tick(
        "sweep the next court day",
        timedelta(seconds=60),
        ticks.sweep_the_next_court_day,
        ALARM_AFTER["sweep the next court day"],
        needs_the_time=True,
    ),
    Tick("want digests", timedelta(minutes=5), ticks.want_digests, ALARM_AFTER["want digests"], needs_the_time=True),
    Tick(SIGNER, timedelta(seconds=60), ticks.sign_the_record, ALARM_AFTER[SIGNER]),
    Tick(NOTER, timedelta(seconds=3), ticks.keep_the_journal, ALARM_AFTER[NOTER]),
    Tick(COPIER, timedelta(seconds=60), ticks.make_copies, ALARM_AFTER[COPIER]),
    Tick("sandbox receipts", timedelta(seconds=3), ticks.report_sandbox, timedelta(minutes=2), demo_only=True),
)
