"""A worker as `python -m jobs` runs it: the product's own metronome, timetable and outbox, with small limits.

Nothing of the product is replaced but what any installation may set: the clock (ahead by a fixed time, so that it is
always daytime), the time-outs and limits, and how often the ticks come.
"""

import os
import signal
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from jobs import metronome
from jobs.timetable import TIMETABLE
from tests.kits import settings_for
from tests.live import PUBLIC_URL, twilio_account
from tests.trust.crash_points import CrashingStore, CrashingTexts, Point, wrap_the_wire
from tests.trust.wrong_workers import as_wrong
from witness.clock import Clock
from witness.domain.sending import Limits
from witness.kit import Kit
from witness.messaging.twilio_sms import TwilioCarrier
from witness.store.engine import open_engine
from witness.store.vault import read_keys
from witness.wiring import kit_for


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a worker works. Times in seconds; wrong: the name of a deliberately wrong version, or "".

    accidents: crash points, each with "dies" or "stops": whoever comes there first, in any process, kills or stops
    itself. flags: the folder in which is kept which of them have happened."""

    database_url: str
    api_url: str
    clock_offset: float
    field_keys: str = field(repr=False)
    lease: float = 2.0
    grace: float = 4.5
    backoff: float = 0.5
    connect_seconds: float = 0.5
    read_seconds: float = 0.8
    deliver_every: float = 0.3
    sweep_every: float = 0.7
    batch: int = 16
    threads: int = 8
    wrong: str = ""
    accidents: tuple[tuple[str, str], ...] = ()
    flags: str = ""


@dataclass(frozen=True, slots=True)
class OffsetClock:
    """The machine's clock, ahead by a fixed time: the same for every process of a test, whenever it starts."""

    seconds: float

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.seconds)

    def elapsed(self) -> float:
        return monotonic()


def kit_on(terms: Terms) -> Kit:
    """The product's kit on these terms."""
    account = twilio_account(api_url=terms.api_url)
    kit = kit_for(settings_for(terms.database_url, twilio=account, field_keys=terms.field_keys, public_url=PUBLIC_URL))
    texts = TwilioCarrier(account, connect_seconds=terms.connect_seconds, read_seconds=terms.read_seconds)
    clock: Clock = OffsetClock(terms.clock_offset)
    kit = replace(kit, texts=texts, clock=clock, limits=limits_on(terms))
    return accident_prone(kit, terms) if terms.accidents else kit


def accident_prone(kit: Kit, terms: Terms) -> Kit:
    """The same kit, whose process kills or stops itself at crash points, at each of them once."""
    point = Accidents(dict(terms.accidents), Path(terms.flags))
    wrap_the_wire(point)
    kit.store.close()
    store = CrashingStore(open_engine(terms.database_url), read_keys(terms.field_keys), point)
    return replace(kit, store=store, texts=CrashingTexts(kit.texts, point))


class Accidents(Point):
    """Crash points that are real: SIGKILL or SIGSTOP to this very process."""

    def __init__(self, how: dict[str, str], flags: Path) -> None:
        Point.__init__(self, "", lambda: None)
        self.how, self.flags = how, flags

    def reach(self, name: str) -> None:
        if name not in self.how:
            return
        with suppress(FileExistsError):
            os.close(os.open(self.flags / name.replace(" ", "-"), os.O_CREAT | os.O_EXCL))
            os.kill(os.getpid(), signal.SIGKILL if self.how[name] == "dies" else signal.SIGSTOP)


def limits_on(terms: Terms) -> Limits:
    """The product's limits, small: a request ends within the lease, and the lease well before anybody is believed."""
    return Limits(
        batch=terms.batch,
        threads=terms.threads,
        lease=timedelta(seconds=terms.lease),
        handed_over_within=timedelta(seconds=terms.lease / 3),
        connect_seconds=terms.connect_seconds,
        read_seconds=terms.read_seconds,
        ask_after=timedelta(seconds=terms.lease / 3),
        ask_every=timedelta(seconds=terms.lease / 3),
        grace=timedelta(seconds=terms.grace),
        person_after=timedelta(seconds=terms.grace),
        safety_after=timedelta(seconds=terms.grace / 3),
        waits=tuple(timedelta(seconds=terms.backoff * n) for n in (1, 2, 4, 8)),
        breath=timedelta(seconds=0.1),
    )


def work(terms: Terms, name: str) -> None:
    """Work until somebody asks to stop."""
    hurry(terms)
    metronome.TIMETABLE = as_wrong(metronome.TIMETABLE, terms.wrong)
    metronome.run(kit_on(terms), name)


def hurry(terms: Terms) -> None:
    """Let the ticks that matter here come more often; those that look at every case stay as they are."""
    every = {"deliver messages": terms.deliver_every, "sweep messages": terms.sweep_every}
    metronome.TIMETABLE = tuple(
        replace(tick, every=timedelta(seconds=every[tick.name])) if tick.name in every else tick for tick in TIMETABLE
    )
