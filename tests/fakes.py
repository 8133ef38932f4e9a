"""Ports that tests hold in their hands: a clock that stands still, carriers that remember."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from witness.domain.messages import MessageState
from witness.messaging.carrier import Accepted, Finding, Found, Handed, HasNothing, Outcome, OutgoingMail, OutgoingText


@dataclass(slots=True)
class FixedClock:
    """A clock that moves only when it is told to. jumped: seconds by which somebody has set it since."""

    at: datetime
    jumped: float = 0.0

    def now(self) -> datetime:
        return self.at

    def elapsed(self) -> float:
        return self.at.timestamp() - self.jumped

    def jump(self, by: timedelta) -> None:
        self.at += by
        self.jumped += by.total_seconds()

    def move(self, by: timedelta) -> None:
        self.at += by


@dataclass(slots=True)
class CollectingTexts:
    """A carrier that takes every text and keeps it in `sent`."""

    name: str = "collecting"
    holds_validity: bool = True
    sent: list[OutgoingText] = field(default_factory=list)

    def send(self, text: OutgoingText) -> Outcome:
        self.sent.append(text)
        return Accepted(f"text-{len(self.sent)}")

    def ask(self, about: Handed) -> Finding:
        for number, text in enumerate(self.sent, start=1):
            if text.reference == about.reference:
                return Found(f"text-{number}", MessageState.ACCEPTED)
        return HasNothing()


@dataclass(slots=True)
class CollectingMail:
    """A carrier that takes every mail and keeps it in `sent`."""

    name: str = "collecting"
    sent: list[OutgoingMail] = field(default_factory=list)

    def send(self, mail: OutgoingMail) -> Outcome:
        self.sent.append(mail)
        return Accepted(f"mail-{len(self.sent)}")
