"""The port to whatever carries texts and mail, and the four answers that it can give."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from witness.domain.messages import MessageState


@dataclass(frozen=True, slots=True)
class Accepted:
    """The carrier has taken it. `provider_id` is its name for the message."""

    provider_id: str


@dataclass(frozen=True, slots=True)
class TryLater:
    """The carrier certainly has nothing: it may be tried again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Declined:
    """The carrier will not take it.

    code: the carrier's own. number_is_dead, opted_out: what follows from it.
    """

    code: str
    reason: str
    number_is_dead: bool = False
    opted_out: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """Nobody can say whether the carrier took it: the answer was lost, late or senseless."""

    reason: str


Outcome = Accepted | TryLater | Declined | Unsure


@dataclass(frozen=True, slots=True)
class CarrierCode:
    """What one code of a carrier means, and what follows.

    number_is_dead: no text will ever reach this number.
    opted_out: the person told the carrier to stop; we must stop too.
    try_later: the carrier took nothing and says so; the same text may be handed over again.
    """

    meaning: str
    number_is_dead: bool = False
    opted_out: bool = False
    try_later: bool = False


@dataclass(frozen=True, slots=True)
class OutgoingText:
    """A text on its way out.

    to: E.164. reference: our name for this attempt, given back by the carrier's callbacks.
    valid_seconds: how long the carrier may keep it in its queue.
    """

    to: str
    body: str
    reference: str
    valid_seconds: int

    def __repr__(self) -> str:
        return f"OutgoingText({self.reference})"


@dataclass(frozen=True, slots=True)
class Handed:
    """A text of which we do not know whether the carrier took it: what it is asked about.

    reference: of the attempt. began_at: when we began to hand it over. known_ids: the carrier's names of messages that
    other attempts of ours account for already.
    """

    to: str
    body: str
    reference: str
    began_at: datetime
    known_ids: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"Handed({self.reference})"


@dataclass(frozen=True, slots=True)
class Found:
    """The carrier has it. `provider_id` is its name for the message, `state` what has become of it."""

    provider_id: str
    state: MessageState
    code: str = ""


@dataclass(frozen=True, slots=True)
class HasNothing:
    """The carrier was asked and has no such message."""


@dataclass(frozen=True, slots=True)
class CannotSay:
    """The carrier could not be asked, or its answer fits more than one message."""

    reason: str


Finding = Found | HasNothing | CannotSay


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """A mail on its way out. calendar: an iCalendar object with its METHOD, or None."""

    to: str
    subject: str
    body: str
    reference: str
    calendar: bytes | None = None
    calendar_method: str = ""

    def __repr__(self) -> str:
        return f"OutgoingMail({self.reference})"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the carrier says has become of a message.

    reference: our name for the attempt, "" when not given back.
    """

    provider_id: str
    reference: str
    state: MessageState
    raw_status: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class IncomingText:
    """A text that somebody sent to us.

    carrier_keyword: "STOP", "START" or "HELP" when the carrier itself has already acted on the text, else "".
    media: how many pictures or files came with it. They are not fetched.
    """

    provider_id: str
    sender: str
    body: str
    carrier_keyword: str = ""
    media: int = 0

    def __repr__(self) -> str:
        return f"IncomingText({self.provider_id})"


class TextCarrier(Protocol):
    """Something that carries texts.

    holds_validity: it drops what it could not pass on within `valid_seconds`. Whoever hands texts to a carrier that
    does not must leave room of its own before the end of the safe hours.
    """

    name: str
    holds_validity: bool

    def send(self, text: OutgoingText) -> Outcome:
        """Hand a text over, once. Never raises for what a network can do."""

    def ask(self, about: Handed) -> Finding:
        """Ask what became of a text that may have been handed over. Never raises for what a network can do."""


class MailCarrier(Protocol):
    """Something that carries mail."""

    name: str

    def send(self, mail: OutgoingMail) -> Outcome:
        """Hand a mail over, once. Never raises for what a network can do."""
