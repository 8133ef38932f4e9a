"""Ports that tests hold in their hands: a clock that stands still, carriers that remember."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from witness.messaging.carrier import Accepted, Outcome, OutgoingMail, OutgoingText


@dataclass(slots=True)
class FixedClock:
    """A clock that moves only when it is told to."""

    at: datetime

    def now(self) -> datetime:
        return self.at

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


@dataclass(slots=True)
class CollectingMail:
    """A carrier that takes every mail and keeps it in `sent`."""

    name: str = "collecting"
    sent: list[OutgoingMail] = field(default_factory=list)

    def send(self, mail: OutgoingMail) -> Outcome:
        self.sent.append(mail)
        return Accepted(f"mail-{len(self.sent)}")
