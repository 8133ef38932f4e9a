"""Named points at which a worker dies, stalls or finds its database locked: the ports are wrapped, nothing else.

The points lie on both sides of every transaction, and between the steps of a hand-over and of a question.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from witness.messaging import one_shot_http
from witness.messaging.carrier import Finding, Handed, Outcome, OutgoingText, TextCarrier
from witness.store import Desk, Store
from witness.store.vault import Vault

# Which transaction is which: by the function that opens it, and the how-manieth that is in a row.
TRANSACTIONS = {
    ("_commit", 1): "the claim",
    # It is tried again while the database cannot.
    **{("_keep_answers", time): "the answer" for time in range(1, 5)},
    ("record_receipt", 1): "the receipt",
    ("sweep", 1): "the giving up",
    ("sweep", 2): "the doubt",
    ("sweep", 3): "the finding",
}
BEFORE, INSIDE, AFTER = "before {}", "in {}, before its commit", "after {}"
# In the order in which a message comes by them.
SENDING_POINTS = (
    *(form.format("the claim") for form in (BEFORE, INSIDE, AFTER)),
    "before connecting",
    "connected",
    "written",
    "answered",
    *(form.format("the answer") for form in (INSIDE, AFTER)),
)
RECEIPT_POINTS = tuple(form.format("the receipt") for form in (BEFORE, INSIDE, AFTER))
SWEEP_POINTS = (
    *(form.format("the giving up") for form in (INSIDE, AFTER)),
    *(form.format("the doubt") for form in (INSIDE, AFTER)),
    "asked",
    *(form.format("the finding") for form in (INSIDE, AFTER)),
)
INSIDE_A_TRANSACTION = frozenset(INSIDE.format(name) for name in TRANSACTIONS.values())


class Death(BaseException):
    """The process is gone: nothing after this is done, and nothing that was open is kept."""


@dataclass(slots=True)
class Point:
    """Something happens when a point of this name is reached for the first time."""

    name: str
    act: Callable[[], None]
    reached: bool = False
    locked: int = 0

    def reach(self, name: str) -> None:
        if name == self.name and not self.reached:
            self.reached = True
            self.act()

    def lock_the_database(self) -> None:
        """Let the next transactions find the database locked, longer than anybody tries again."""
        self.locked = 6

    def find_locked(self) -> None:
        if self.locked:
            self.locked -= 1
            raise OperationalError("BEGIN", None, Exception("database is locked"))


NOWHERE = Point("", lambda: None)


@dataclass
class _Turns:
    """Which function opened the last transaction, and how many in a row it has opened."""

    last: str = ""
    times: int = 0

    def name_of(self, opener: str) -> str:
        self.times = self.times + 1 if opener == self.last else 1
        self.last = opener
        return TRANSACTIONS.get((opener, self.times), "")


class CrashingStore(Store):
    """A store whose transactions have a point before, in and after each."""

    def __init__(self, engine: Engine, vault: Vault, point: Point = NOWHERE) -> None:
        super().__init__(engine, vault)
        self.point = point
        self._turns = _Turns()

    @contextmanager
    def changing(self) -> Iterator[Desk]:
        opener = sys._getframe(2).f_code.co_name  # noqa: SLF001 - 1 is contextlib's
        name = self._turns.name_of(opener)
        self.point.reach(BEFORE.format(name))
        self.point.find_locked()
        with super().changing() as desk:
            yield desk
            self.point.reach(INSIDE.format(name))
            self.point.find_locked()
        self.point.reach(AFTER.format(name))


def wrap_the_wire(point: Point) -> None:
    """Put the points "connected" and "written" into the product's connection, in this process and for good."""
    connection = one_shot_http._Plain  # noqa: SLF001 - there is no port below the carrier
    connect, send = connection.connect, connection.send

    def connecting(self: Any) -> None:
        connect(self)
        point.reach("connected")

    def sending(self: Any, data: Any) -> None:
        send(self, data)
        # The head of a request goes first, and then what it carries.
        if not bytes(data[:5]).startswith((b"POST ", b"GET /")):
            point.reach("written")

    connection.connect, connection.send = connecting, sending  # type: ignore[method-assign]


@dataclass
class CrashingTexts:
    """A carrier with a point before a hand-over, after its answer and after a question.

    "connected" and "written" lie inside the connection, which has points of its own.
    """

    carrier: TextCarrier
    point: Point = field(default_factory=lambda: NOWHERE)
    hears: Callable[[Outcome], Outcome] = lambda outcome: outcome
    name: str = "crashing"
    holds_validity: bool = True

    def send(self, text: OutgoingText) -> Outcome:
        self.point.reach("before connecting")
        outcome = self.carrier.send(text)
        self.point.reach("answered")
        return self.hears(outcome)

    def ask(self, about: Handed) -> Finding:
        finding = self.carrier.ask(about)
        self.point.reach("asked")
        return finding
