"""A worker's life on a virtual clock, in one process, over the real store: days pass in seconds.

The carrier here is the witness: it knows what it took and when, and the judge asks it and the tables, never an action.
"""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import Engine, Row, func, select

from jobs.clock_watch import ClockWatch
from jobs.heartbeat import beat
from jobs.timetable import TIMETABLE
from tests.databases import MEMORY, is_roomy
from tests.live import ScriptedCarrier, TalkingClock, a_live_kit
from tests.trust.test_safe_hours import is_safe, on_the_wall
from tests.worlds import _staff
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Viewer
from witness.domain.cases import Case, Reference, Track
from witness.domain.contact import Channel, ContactState, SafeContact, Tier
from witness.domain.defendants import Custody, Defendant, DefendantOutcome, Plea
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import Hearing, HearingKind, HearingState, Listing, Revision, Slot
from witness.domain.messages import ANSWERED_BY_A_PERSON, MessageState
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.domain.ticks import SENDER
from witness.identifiers import new_id
from witness.kit import Kit
from witness.messaging.carrier import (
    Accepted,
    CannotSay,
    Declined,
    Finding,
    Found,
    Handed,
    HasNothing,
    Outcome,
    OutgoingText,
    TryLater,
    Unsure,
)
from witness.store.engine import open_engine
from witness.store.tables.jobs import TickRow
from witness.store.tables.messages import AttemptRow, MessageRow
from witness.store.tables.tasks import TaskRow

S = MessageState
THROUGH = frozenset({S.ACCEPTED, S.SENT, S.DELIVERED})
FOR_A_PERSON = frozenset({S.UNDELIVERED, S.REJECTED, S.EXPIRED, S.BLOCKED, S.UNCERTAIN})
TICKED = timedelta(seconds=3)


class Died(BaseException):
    """The worker's process is gone in the middle of what it did."""


@dataclass(frozen=True)
class Taken:
    """A text that the carrier really has. name: the carrier's own."""

    name: str
    text: OutgoingText
    at: datetime

    @property
    def ends_at(self) -> datetime:
        """Until when the carrier may still deliver it."""
        return self.at + timedelta(seconds=self.text.valid_seconds)


@dataclass
class WitnessCarrier:
    """Takes texts, remembers when, and answers as its `ways` say: one way for each hand-over, then "accept".

    deaf: it cannot be asked; down: it cannot be reached. heard: is told of every text before it is taken.
    """

    clock: TalkingClock
    name: str = "witness"
    holds_validity: bool = True
    ways: list[str] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    deaf: bool = False
    down: bool = False
    heard: Callable[[OutgoingText], None] | None = None
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def send(self, text: OutgoingText) -> Outcome:
        if self.down:
            return TryLater("the carrier could not be reached")
        way = self.ways.pop(0) if self.ways else "accept"
        if way == "die before":
            raise Died
        if self.heard is not None:
            self.heard(text)
        name = f"text-{next(self.numbers)}"
        if way in ("accept", "take and lose", "take and die"):
            self.taken.append(Taken(name, text, self.clock.now()))
        if way == "take and die":
            raise Died
        if way in ("lose", "take and lose"):
            return Unsure("the answer was lost")
        if way == "busy":
            return TryLater("too many requests at once")
        if way == "refuse":
            return Declined("21408", "our account may not text that country")
        return Accepted(name)

    def ask(self, about: Handed) -> Finding:
        if self.deaf or self.down:
            return CannotSay("the carrier could not be asked")
        found = [taken for taken in self.taken if taken.text.reference == about.reference]
        return Found(found[-1].name, S.ACCEPTED) if found else HasNothing()


@dataclass(frozen=True)
class Family:
    """The names of one family: a child, their mother, her phone and up to two hearings."""

    case: str
    mother: str
    witness: str
    hearings: tuple[str, ...]
    contact: SafeContact


@dataclass
class Life:
    """A kit, its clock and its carrier, the families, and the worker that lives with them."""

    kit: Kit
    clock: TalkingClock
    carrier: WitnessCarrier
    engine: Engine
    viewers: dict[str, Viewer]
    families: list[Family] = field(default_factory=list)
    restarts: int = 0
    watches: dict[str, ClockWatch] = field(default_factory=dict)

    def asking(self, who: str = "olu") -> Asking:
        return Asking(self.viewers[who], self.clock.now(), "test")

    def restart(self) -> None:
        """Another process takes over, with a watch of its own over the clock."""
        self.restarts += 1
        self.watches = {}

    def tick(self) -> None:
        """Run everything that a worker runs, once, as its metronome does. A worker that dies is started anew."""
        try:
            for tick in TIMETABLE:
                if not tick.demo_only:
                    watch = self.watches.setdefault(tick.name, ClockWatch(self.kit.limits))
                    beat(self.kit, tick, f"w-{self.restarts}", watch if tick.needs_the_time else None)
        except Died:
            self.restart()

    def idle_until(self, at: datetime) -> None:
        """Let time pass in which a healthy worker found nothing to do."""
        self.clock.at = max(self.clock.at, at)
        with self.kit.store.changing() as desk:
            desk.jobs.still_going(SENDER, self.clock.at - TICKED)

    def live(self, until: datetime, *, every: timedelta = timedelta(hours=1)) -> None:
        """Live healthily until an instant: tick whenever something is due, and now and then in between."""
        self.tick()
        while self.clock.at < until:
            soonest = max(self.next_due(), self.clock.at + TICKED)
            self.idle_until(min(until, soonest, self.clock.at + every))
            self.tick()

    def next_due(self) -> datetime:
        with self.engine.connect() as connection:
            found = connection.execute(
                select(func.min(MessageRow.not_before)).where(MessageRow.state == S.PLANNED.value)
            ).scalar_one()
        return found or self.clock.at + timedelta(days=365)

    def messages(self) -> dict[str, Row[Any]]:
        """Every message as it stands, by its id."""
        with self.engine.connect() as connection:
            return {row.id: row for row in connection.execute(select(MessageRow))}

    def with_a_person(self) -> set[str]:
        """The messages of which somebody was asked to do something.

        What answers a text of theirs counts if somebody had work about them when it came: their text is that work.
        """
        work = select(TaskRow.message_id, TaskRow.case_id, TaskRow.person_id, TaskRow.raised_at, TaskRow.done_at)
        with self.engine.connect() as connection:
            tasks = connection.execute(work).all()
            answers = connection.execute(
                select(
                    MessageRow.id, MessageRow.case_id, MessageRow.person_id, MessageRow.not_before, MessageRow.not_after
                ).where(MessageRow.purpose.in_(purpose.value for purpose in ANSWERED_BY_A_PERSON))
            ).all()  # fmt: skip
        told = {task.message_id for task in tasks if task.message_id is not None}
        about: dict[tuple[str, str | None], list[Any]] = {}
        for task in tasks:
            about.setdefault((task.case_id, task.person_id), []).append(task)
        for row in answers:
            own = about.get((row.case_id, row.person_id), [])
            if any(t.raised_at <= row.not_after and (t.done_at is None or t.done_at >= row.not_before) for t in own):
                told.add(row.id)
        return told

    def message_of(self) -> dict[str, str]:
        """The message of each try, by the reference that the carrier is given."""
        with self.engine.connect() as connection:
            return {row.id: row.message_id for row in connection.execute(select(AttemptRow.id, AttemptRow.message_id))}

    def failed_ticks(self) -> list[str]:
        with self.engine.connect() as connection:
            rows = connection.execute(select(TickRow.name, TickRow.detail).where(TickRow.state == "failed"))
            return [f"{row.name}: {row.detail}" for row in rows]

    def close(self) -> None:
        self.kit.store.close()
        self.engine.dispose()


def a_life(url: str, at: datetime, **changed: Any) -> Life:
    """A life on a migrated database with the staff in it, from an instant on."""
    kit = a_live_kit(url, **changed)
    clock = kit.clock
    assert isinstance(clock, TalkingClock)
    clock.at = at
    carrier = WitnessCarrier(clock)
    kit = replace(kit, texts=carrier, mail=ScriptedCarrier("mail"))
    with kit.store.changing() as desk:
        viewers = _staff(desk)
        desk.jobs.began(SENDER, "w-0", at)
        desk.jobs.still_going(SENDER, at)
    return Life(kit, clock, carrier, open_engine(url), viewers)


def a_slot(on: date, at: time = time(10, 0)) -> Slot:
    return Slot(Listing.FIXTURE, on, None, at, "429", "1")


def a_family(
    life: Life, number: int, *days: date, household: str = "", reviewed_on: date | None = None, **hours: Any
) -> Family:
    """Put a family into a life: one case, a hearing on each of these days, and a phone that may be written to."""
    olu, leigh = life.viewers["olu"], life.viewers["leigh"]
    case, child, mother, witness = (new_id() for _ in range(4))
    home, known = household or new_id(), life.clock.now() - timedelta(days=1)
    contact = SafeContact(
        contact_id=new_id(),
        person_id=mother,
        channel=Channel.SMS,
        value=f"+447700900{number:03d}",
        tier=Tier.L1,
        state=ContactState.USABLE,
        reviewed_on=reviewed_on or on_the_wall(life.clock.now()).date(),
        signed_as="Olu",
        **{"safe_days": frozenset(range(7)), **hours},
    )
    hearings = tuple(new_id() for _ in days)
    kinds = (HearingKind.TRIAL, HearingKind.S28)
    with life.kit.store.changing() as desk:
        desk.cases.add(
            Case(
                case, f"WS-26-{number:03d}", Track.CROWN, olu.team_id, olu.account_id, leigh.team_id, "429",
                date(2026, 1, 12), "", "", charged_on=date(2025, 12, 1),
                references=(Reference("t_number", f"T2026{7000 + number}"),),
                defendants=(Defendant("D1", Custody.BAIL, Plea.NOT_GUILTY, DefendantOutcome.NONE),),
            )
        )  # fmt: skip
        desk.people.add(Person(child, home, f"Jude Farah {number}", "J.F.", date(2012, 5, 5)))
        desk.people.add(Person(mother, home, f"Amina Farah {number}", "A.F.", date(1985, 1, 1)))
        desk.people.give_part(case, CasePart(child, Part.WITNESS))
        desk.people.give_part(case, CasePart(mother, Part.PARENT_CARER, "mother", child))
        desk.people.add_witness(case, Witness(witness, child, "W1", Requirement.WARNED))
        desk.contacts.add(contact)
        for hearing, kind, day in zip(hearings, kinds, days, strict=False):
            revision = Revision(1, HearingState.LISTED, a_slot(day), "Notice from the court", known, known)
            desk.hearings.add(Hearing(hearing, case, kind, (revision,)))
            desk.evidence.expect(case, EvidenceEvent(new_id(), witness, hearing, EventState.EXPECTED))
        put_right(desk, case, life.kit.rules(), now=life.clock.now())
    family = Family(case, mother, witness, hearings, contact)
    life.families.append(family)
    return family


@contextmanager
def in_memory(sqlite_url: str) -> Iterator[Callable[[], str]]:
    """Copies of a SQLite database where writing costs next to nothing, as many as are asked for; gone afterwards."""
    source = Path(sqlite_url.removeprefix("sqlite:///"))
    folder = Path(mkdtemp(prefix="witness-virtual-", dir=MEMORY if is_roomy(MEMORY) else None))
    made: list[Path] = []

    def another() -> str:
        for old in made:
            for file in folder.glob(f"{old.name}*"):
                file.unlink()
        made[:] = [folder / f"{new_id()}.sqlite3"]
        shutil.copyfile(source, made[0])
        return f"sqlite:///{made[0]}"

    try:
        yield another
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unsafe_hand_overs(life: Life) -> list[str]:
    """Texts that were taken, or that may be delivered, outside the safe hours or when they were of no use any more."""
    contacts = {family.contact.value: family.contact for family in life.families}
    message_of, messages = life.message_of(), life.messages()
    faults = []
    for taken in life.carrier.taken:
        contact = contacts[taken.text.to]
        message = messages.get(message_of.get(taken.text.reference, ""))
        when = f"{on_the_wall(taken.at):%a %d %b %H:%M}"
        if not is_safe(contact, taken.at, taken.ends_at):
            faults.append(f"unsafe: {when}, for {taken.text.valid_seconds} s")
        if message is None:
            faults.append(f"unknown: {when}")
        elif taken.ends_at > message.not_after:
            faults.append(f"stale: a {message.purpose} on {when}, of use until {message.not_after}")
    return faults


def doubled(life: Life) -> list[str]:
    """Messages that the carrier has taken more than once."""
    message_of = life.message_of()
    counted = Counter(message_of.get(taken.text.reference, "") for taken in life.carrier.taken)
    return [message for message, times in counted.items() if times > 1]


def unbelievable(life: Life) -> list[str]:
    """Texts that are believed to be through and that the carrier does not have, or that it has and are denied."""
    message_of = life.message_of()
    truth = {message_of.get(taken.text.reference, "") for taken in life.carrier.taken}
    texts = {name: S(row.state) for name, row in life.messages().items() if row.channel == "sms"}
    imagined = [f"imagined: {name}" for name, state in texts.items() if state in THROUGH and name not in truth]
    denying = frozenset({S.REJECTED, S.EXPIRED, S.BLOCKED, S.CANCELLED})
    return imagined + [f"denied: {name}" for name, state in texts.items() if state in denying and name in truth]


def left_alone(life: Life) -> list[str]:
    """Texts that have come to an end without having gone, and of which no person was told; and those without an end."""
    now, told = life.clock.now(), life.with_a_person()
    faults = []
    for name, row in life.messages().items():
        state = S(row.state)
        if row.channel != "sms" or row.purpose == "thanks":
            continue
        if state in FOR_A_PERSON and name not in told:
            faults.append(f"{state} without a person: a {row.purpose} ({row.because})")
        if state is S.SENDING or (state is S.PLANNED and row.not_after <= now):
            faults.append(f"{state} without an end: a {row.purpose} ({row.because})")
    return faults


def dice_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311


def an_instant(text: str) -> datetime:
    """Read "2026-11-24 09:00" as London's wall shows it."""
    wall = datetime.fromisoformat(text)
    for offset in (0, 1):
        found = wall.replace(tzinfo=UTC) - timedelta(hours=offset)
        if on_the_wall(found) == wall:
            return found
    raise ValueError(f"{text} never comes")
