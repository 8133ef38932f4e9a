"""A worker as `python -m jobs` runs it: the product's own metronome, timetable and outbox, with small limits.

Nothing of the product is replaced but what any installation may set: the clock (ahead by a fixed time, so that it is
always daytime), the time-outs and limits, and how often the ticks come.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from jobs import metronome
from jobs.timetable import TIMETABLE
from tests.kits import settings_for
from tests.live import twilio_account
from witness.actions import messages as outbox
from witness.clock import Clock
from witness.kit import Kit
from witness.messaging.twilio_sms import TwilioCarrier
from witness.wiring import kit_for


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a worker works. Times in seconds; wrong: the name of a deliberately wrong version, or ""."""

    database_url: str
    api_url: str
    clock_offset: float
    field_keys: str = field(repr=False)
    lease: float = 3.0
    grace: float = 6.0
    backoff: float = 0.5
    connect_seconds: float = 0.5
    read_seconds: float = 1.0
    deliver_every: float = 0.3
    sweep_every: float = 0.7
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class OffsetClock:
    """The machine's clock, ahead by a fixed time: the same for every process of a test, whenever it starts."""

    seconds: float

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.seconds)


def kit_on(terms: Terms) -> Kit:
    """The product's kit on these terms."""
    account = twilio_account(api_url=terms.api_url)
    kit = kit_for(settings_for(terms.database_url, twilio=account, field_keys=terms.field_keys))
    texts = TwilioCarrier(account, connect_seconds=terms.connect_seconds, read_seconds=terms.read_seconds)
    clock: Clock = OffsetClock(terms.clock_offset)
    return _with_limits(replace(kit, texts=texts, clock=clock), terms)


def _with_limits(kit: Kit, terms: Terms) -> Kit:
    outbox.LEASE = timedelta(seconds=terms.lease)
    outbox.SURE_AFTER = timedelta(seconds=terms.grace)
    outbox.WAITS = tuple(timedelta(seconds=terms.backoff * n) for n in (1, 2, 4, 8))
    return kit


def work(terms: Terms, name: str) -> None:
    """Work until somebody asks to stop."""
    hurry(terms)
    metronome.run(kit_on(terms), name)


def hurry(terms: Terms) -> None:
    """Let the ticks that matter here come more often; those that look at every case stay as they are."""
    every = {"deliver messages": terms.deliver_every, "sweep messages": terms.sweep_every}
    metronome.TIMETABLE = tuple(
        replace(tick, every=timedelta(seconds=every[tick.name])) if tick.name in every else tick for tick in TIMETABLE
    )
