"""Carriers for the demo: they keep what they are handed, and nothing leaves the machine.

The last three digits of a number decide its fate, so that a demo can show what happens when a text goes
wrong: 404 the number is dead, 503 the carrier is busy, 999 accepted but never delivered.
"""

from collections.abc import Callable

from witness.domain.messages import MessageState
from witness.messaging.carrier import (
    Accepted,
    Declined,
    Finding,
    Found,
    Handed,
    HasNothing,
    Outcome,
    OutgoingMail,
    OutgoingText,
    TryLater,
)
from witness.messaging.carrier_codes import what_follows

DEAD, BUSY, NEVER_DELIVERED = "404", "503", "999"
DEAD_CODE = "21211"

FATES: dict[str, MessageState] = {
    DEAD: MessageState.REJECTED,
    BUSY: MessageState.PLANNED,
    NEVER_DELIVERED: MessageState.UNDELIVERED,
}


def sandbox_fate(number: str) -> MessageState:
    """Say in which state a text to this number ends up in the demo."""
    return FATES.get(number[-3:], MessageState.DELIVERED)


class SandboxTexts:
    """Keeps texts instead of sending them. `keep` answers with a provider id."""

    name = "sandbox"
    holds_validity = True

    def __init__(self, keep: Callable[[OutgoingText], str], find: Callable[[str], str | None]) -> None:
        """Take the place where texts are kept. find: gives the name of the text with a reference, or None."""
        self._keep = keep
        self._find = find

    def send(self, text: OutgoingText) -> Outcome:
        """Keep a text, unless its number says otherwise."""
        fate = sandbox_fate(text.to)
        if fate is MessageState.REJECTED:
            return Declined(DEAD_CODE, what_follows(DEAD_CODE).meaning, number_is_dead=True)
        if fate is MessageState.PLANNED:
            return TryLater("the carrier is busy")
        return Accepted(self._keep(text))

    def ask(self, about: Handed) -> Finding:
        """Say whether a text is kept here."""
        found = self._find(about.reference)
        return HasNothing() if found is None else Found(found, MessageState.ACCEPTED)


class SandboxMail:
    """Keeps mail instead of sending it. `keep` answers with a provider id."""

    name = "sandbox"

    def __init__(self, keep: Callable[[OutgoingMail], str]) -> None:
        """Take the place where mail is kept."""
        self._keep = keep

    def send(self, mail: OutgoingMail) -> Outcome:
        """Keep a mail."""
        return Accepted(self._keep(mail))
