"""Every crash point with every answer of a provider, played on a real database with a clock that the test moves.

A worker comes to the point and dies there, stalls there, or finds the database locked; what other workers do meanwhile
and afterwards is the product's own. The provider remembers what it really took.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any

from sqlalchemy import Engine, event, select, update

from tests.kits import FIELD_KEYS
from tests.live import MONDAY, TalkingClock, a_live_kit
from tests.trust.crash_points import (
    INSIDE_A_TRANSACTION,
    NOWHERE,
    RECEIPT_POINTS,
    SENDING_POINTS,
    SWEEP_POINTS,
    CrashingStore,
    CrashingTexts,
    Death,
    Point,
)
from tests.trust.judging import Believed, believed_in, is_over
from witness.actions.doubts import sweep
from witness.actions.follow_up import follow_up
from witness.actions.messages import hand_over_due
from witness.actions.outcomes import record_receipt
from witness.actions.post import Post
from witness.domain.messages import MessageState
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
    Receipt,
    TryLater,
    Unsure,
)
from witness.messaging.one_shot_http import NothingSentError, _Fenced
from witness.store.engine import open_engine
from witness.store.tables.messages import MessageRow
from witness.store.vault import read_keys

LATER = MONDAY + timedelta(days=10)
LOST = Unsure("the answer was lost")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider makes of a hand-over.

    takes: whether it takes the text, `after` so many seconds; says: its answer, given its name for the text.
    shown_after: how long its list does not show it. receipt_after: when it calls back, -1 for never, 0 for before it
    has even answered.
    """

    name: str
    takes: bool
    says: Callable[[str], Outcome]
    after: int = 0
    shown_after: int = 0
    receipt_after: int = -1


ANSWERS = (
    Answer("accepted", True, Accepted, receipt_after=30),
    Answer("429", False, lambda _: TryLater("busy")),
    Answer("500, not taken", False, lambda _: LOST),
    Answer("cut, not taken", False, lambda _: LOST),
    Answer("taken, cut", True, lambda _: LOST),
    Answer("taken, 500, receipt later", True, lambda _: LOST, receipt_after=90),
    Answer("taken, cut, list lags", True, lambda _: LOST, shown_after=600),
    Answer("taken after the time-out", True, lambda _: LOST, after=20),
    Answer("receipt before the answer", True, Accepted, receipt_after=0),
    Answer("refused", False, lambda _: Declined("21612", "that number cannot be reached from ours")),
    Answer("dead number", False, lambda _: Declined("21211", "not a number", number_is_dead=True)),
)
MODES = ("dies", "stalls", "stalls long", "stalls alone", "locked")
SOUND = ANSWERS[0]


@dataclass(frozen=True, slots=True)
class Case:
    """One point, one answer, and what happens there."""

    point: str
    answer: Answer
    mode: str

    def __str__(self) -> str:
        return f"{self.mode} {self.point} ({self.answer.name})"


def all_cases() -> list[Case]:
    points = (*SENDING_POINTS, *RECEIPT_POINTS, *SWEEP_POINTS)
    return [Case(point, answer, mode) for point, answer, mode in product(points, ANSWERS, MODES)]


class _Line:
    """The end of a wire: what comes through here has left us."""

    sock: object = None

    def connect(self) -> None:
        self.sock = object()
        self.provider.point.reach("connected")  # type: ignore[attr-defined]

    def send(self, text: OutgoingText) -> None:
        self.provider.take(text, self.answer)  # type: ignore[attr-defined]
        self.provider.point.reach("written")  # type: ignore[attr-defined]


class _Wire(_Fenced, _Line):
    """A connection with the product's own fence, without a network."""

    def __init__(self, provider: "Provider", answer: Answer) -> None:
        self.provider = provider
        self.answer = answer


@dataclass
class Provider:
    """A provider in memory. The first hand-over is answered as the case says, every further one is accepted."""

    name = "in memory"
    holds_validity = True
    clock: TalkingClock
    answer: Answer
    point: Point = field(default_factory=lambda: NOWHERE)
    truth: list[dict[str, Any]] = field(default_factory=list)
    coming: list[tuple[datetime, dict[str, Any]]] = field(default_factory=list)
    receipts: list[tuple[datetime, Receipt]] = field(default_factory=list)
    call_back: Callable[[Receipt], None] = lambda _: None
    tries: int = 0

    def send(self, text: OutgoingText) -> Outcome:
        self.tries += 1
        answer = self.answer if self.tries == 1 else SOUND
        try:
            _Wire(self, answer).send(text)
        except NothingSentError:
            return TryLater("held up before sending")
        return answer.says(self._name_of(text))

    def take(self, text: OutgoingText, answer: Answer) -> None:
        if not answer.takes:
            return
        at = self.clock.now() + timedelta(seconds=answer.after)
        taken = {
            "sid": self._name_of(text),
            "ref": text.reference,
            "to": text.to,
            "body": text.body,
            "shown_at": at + timedelta(seconds=answer.shown_after),
        }
        self.coming.append((at, taken))
        self.go_on()
        receipt = Receipt(self._name_of(text), text.reference, MessageState.DELIVERED, "delivered")
        if answer.receipt_after == 0:
            self.call_back(receipt)
        elif answer.receipt_after > 0:
            self.receipts.append((at + timedelta(seconds=answer.receipt_after), receipt))

    def _name_of(self, text: OutgoingText) -> str:
        return f"SM-{text.reference}"

    def go_on(self) -> None:
        """Take what is due to be taken by now."""
        now = self.clock.now()
        self.truth += [taken for at, taken in self.coming if at <= now]
        self.coming = [(at, taken) for at, taken in self.coming if at > now]

    def ask(self, about: Handed) -> Finding:
        self.go_on()
        now = self.clock.now()
        found = [
            taken
            for taken in self.truth
            if taken["to"] == about.to and taken["shown_at"] <= now and taken["sid"] not in about.known_ids
        ]
        if len(found) > 1:
            return CannotSay("several fit")
        return Found(found[0]["sid"], MessageState.ACCEPTED) if found else HasNothing()

    def due_receipts(self) -> Iterator[Receipt]:
        now = self.clock.now()
        due = [receipt for at, receipt in self.receipts if at <= now]
        self.receipts = [(at, receipt) for at, receipt in self.receipts if at > now]
        yield from due


def impatient(url: str) -> Engine:
    """An engine that gives up a lock at once: who stalls in a transaction holds up everybody, and nobody waits here."""
    engine = open_engine(url)
    word = "PRAGMA busy_timeout = 20" if url.startswith("sqlite") else "SET lock_timeout = '20ms'"

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.execute(word)
        if not url.startswith("sqlite"):
            connection.commit()

    return engine


@dataclass
class Stage:
    """A database of families, of which one after the other has a text that is due.

    hand_over, sweep: the product's own; hears: what it makes of an answer. Wrong versions put others in their place.
    """

    url: str
    hand_over: Callable[..., int] = hand_over_due
    sweep: Callable[..., int] = sweep
    hears: Callable[[Outcome], Outcome] = lambda outcome: outcome
    cases: int = 0
    truth: list[dict[str, Any]] = field(default_factory=list)
    by_message: dict[str, Case] = field(default_factory=dict)
    slow: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = TalkingClock(MONDAY)
        self.engine, self.others = impatient(self.url), impatient(self.url)
        self.bare = a_live_kit(self.url)
        self.rules = self.bare.rules()
        self.vault = read_keys(FIELD_KEYS)
        with self.others.begin() as connection:
            due = select(MessageRow.id, MessageRow.urgency).where(MessageRow.not_before <= MONDAY)
            rows = connection.execute(due.order_by(MessageRow.id)).all()
            connection.execute(update(MessageRow).values(not_before=LATER))
        # One of each kind after the other, so that every policy meets every kind of accident.
        by_kind: dict[int, list[str]] = {}
        for row in rows:
            by_kind.setdefault(row.urgency, []).append(row.id)
        self.messages = [name for some in zip(*by_kind.values(), strict=True) for name in some]

    def close(self) -> None:
        self.engine.dispose()
        self.others.dispose()
        self.bare.store.close()

    def monotonic(self) -> float:
        return self.clock.now().timestamp()

    def play(self, case: Case) -> bool:
        """Play a case with the next family; says whether its point was reached."""
        name = self.messages[self.cases]
        self.cases += 1
        self.by_message[name] = case
        self.clock.at = MONDAY
        with self.others.begin() as connection:
            connection.execute(update(MessageRow).where(MessageRow.id == name).values(not_before=MONDAY))
        return _Play(self, case, Provider(self.clock, case.answer), name).play()


@dataclass
class _Play:
    stage: Stage
    case: Case
    provider: Provider
    name: str

    def play(self) -> bool:
        self.survivor = self._kit(self.stage.others, NOWHERE)
        self.provider.call_back = lambda receipt: self._receipt(self.survivor, receipt)
        point = Point(self.case.point, self._act)
        self.point = point
        with suppress(Death):
            self._victim(point)
        self.provider.point = NOWHERE
        self._aftermath()
        self.stage.truth += self.provider.truth
        return point.reached

    def _kit(self, engine: Engine, point: Point) -> Kit:
        texts = CrashingTexts(self.provider, point, self.stage.hears)
        store = CrashingStore(engine, self.stage.vault, point)
        return replace(self.stage.bare, store=store, clock=self.stage.clock, texts=texts)

    def _act(self) -> None:
        if self.case.mode == "dies":
            raise Death
        if self.case.mode == "locked":
            self.point.lock_the_database()
            return
        if self.case.mode == "stalls alone":
            self.stage.clock.at += timedelta(minutes=20)
            return
        limits = self.survivor.limits
        minutes = (2 * limits.lease,) if self.case.mode == "stalls" else (timedelta(minutes=6),) * 4
        for wait in minutes:
            self.stage.clock.at += wait
            if self.case.point not in INSIDE_A_TRANSACTION or self.case.mode == "stalls":
                self._go_on(self.survivor)

    def _victim(self, point: Point) -> None:
        victim = self._kit(self.stage.engine, point)
        if self.case.point in SWEEP_POINTS:
            first = Point("written", _die)
            self.provider.point = first
            with suppress(Death):
                self._deliver(self._kit(self.stage.engine, first))
            self.stage.clock.at += victim.limits.lease + victim.limits.ask_after + timedelta(seconds=1)
            # Twice: what the first sweep gives up the second asks about.
            self._sweep(victim)
            self.stage.clock.at += victim.limits.ask_after + timedelta(seconds=1)
            self._sweep(victim)
            return
        self.provider.point = point
        self._deliver(victim)
        self.stage.clock.at += timedelta(minutes=2)
        for receipt in self.provider.due_receipts():
            self._receipt(victim, receipt)

    def _aftermath(self) -> None:
        """Other workers go on; every text must be over soon."""
        for seconds in (1, 31, 62, 125, 300, 300, 305, 120, 60, 60, 300, 300, 300, 310):
            self.stage.clock.at += timedelta(seconds=seconds)
            self._go_on(self.survivor)
            if not self.provider.coming and not self.provider.receipts and is_over(self._believed()):
                break
        else:
            self.stage.slow.append(f"{self.case}: {[(b.state, b.because) for b in self._believed()]}")
        with suppress(Exception):
            follow_up(self.survivor.store, self.stage.rules, now=self.stage.clock.now())

    def _believed(self) -> list[Believed]:
        return believed_in(self.stage.others, frozenset({self.name}))

    def _go_on(self, kit: Kit) -> None:
        self.provider.go_on()
        self._deliver(kit)
        for receipt in self.provider.due_receipts():
            self._receipt(kit, receipt)
        self._sweep(kit)

    # As a tick does: what breaks is tried again by the next one.

    def _deliver(self, kit: Kit) -> None:
        with suppress(Exception):
            self.stage.hand_over(kit.store, self._post(kit), worker="w")

    def _sweep(self, kit: Kit) -> None:
        with suppress(Exception):
            self.stage.sweep(kit.store, self._post(kit))

    def _receipt(self, kit: Kit, receipt: Receipt) -> None:
        with suppress(Exception):
            record_receipt(kit.store, receipt, rules=self.stage.rules, now=self.stage.clock.now())

    def _post(self, kit: Kit) -> Post:
        return Post(kit.texts, kit.mail, kit.wording, kit.settings.mail_from, self.stage.rules, kit.clock, kit.limits)


def _die() -> None:
    raise Death
