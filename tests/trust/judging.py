"""Compares what a provider really took with what the product believes. Nothing that the product says is trusted here.

The provider's truth log counts hand-overs; the database says what we believe and which person knows of what is open.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from witness.domain.messages import MessageState
from witness.store.tables.messages import AttemptRow, MessageRow
from witness.store.tables.tasks import TaskRow

S = MessageState
THROUGH = frozenset({S.ACCEPTED, S.SENT, S.DELIVERED})
# These are over, but somebody has to be told by a voice.
FOR_A_PERSON = frozenset({S.UNDELIVERED, S.REJECTED, S.EXPIRED, S.BLOCKED, S.UNCERTAIN})


@dataclass(frozen=True, slots=True)
class Believed:
    """A message as the product has it. with_a_person: an open task about it has an owner."""

    message_id: str
    state: MessageState
    because: str
    with_a_person: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What went wrong, by the names of the messages. A promise that is kept has nothing in any of these.

    lost: neither handed over nor over with somebody who knows. doubled: taken more than once. imagined: believed to
    have been taken, and was not. denied: taken, and believed not to have been. uncertain: nobody knows, and no person
    was told. strangers: references that the provider was given and that we do not know.
    """

    lost: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    imagined: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        return not any((self.lost, self.doubled, self.imagined, self.denied, self.uncertain, self.strangers))

    def __str__(self) -> str:
        counts = f"{len(self.lost)} lost, {len(self.doubled)} doubled, {len(self.imagined)} believed sent that were not"
        more = f", {len(self.denied)} sent unknown to us" if self.denied else ""
        strange = f", {len(self.strangers)} sent under unknown names" if self.strangers else ""
        return f"{counts}, {len(self.uncertain)} uncertain without a person{more}{strange}"


def truth_in(path: Path) -> list[dict[str, Any]]:
    """What a provider took, in order."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def believed_in(engine: Engine, now: datetime) -> list[Believed]:
    """The texts of a database that have been due, as the product has them."""
    with engine.connect() as connection:
        with_a_person = set(connection.execute(select(TaskRow.message_id).where(TaskRow.state == "open")).scalars())
        rows = connection.execute(
            select(MessageRow.id, MessageRow.state, MessageRow.because).where(
                MessageRow.channel == "sms",
                (MessageRow.not_before <= now) | (MessageRow.state != S.PLANNED.value) | (MessageRow.attempt > 0),
            )
        ).all()
    return [Believed(row.id, S(row.state), row.because, row.id in with_a_person) for row in rows]


def attempts_in(engine: Engine) -> dict[str, str]:
    """The message of each attempt, by the reference that the provider is given."""
    with engine.connect() as connection:
        return {row.id: row.message_id for row in connection.execute(select(AttemptRow.id, AttemptRow.message_id))}


def judge(truth: list[dict[str, Any]], believed: list[Believed], attempts: dict[str, str]) -> Verdict:
    """Compare. A reference may also be a message's own name: some wrong versions have no attempts."""
    known = {message.message_id for message in believed}
    names = [attempts.get(taken["ref"], taken["ref"]) for taken in truth]
    taken = Counter(name for name in names if name in known)
    return Verdict(
        lost=tuple(m.message_id for m in believed if _is_lost(m)),
        doubled=tuple(name for name, times in taken.items() if times > 1),
        imagined=tuple(m.message_id for m in believed if m.state in THROUGH and not taken[m.message_id]),
        denied=tuple(m.message_id for m in believed if m.state not in THROUGH and _denies(m) and taken[m.message_id]),
        uncertain=tuple(m.message_id for m in believed if m.state is S.UNCERTAIN and not m.with_a_person),
        strangers=tuple(name for name in names if name not in known),
    )


def _is_lost(message: Believed) -> bool:
    if message.state in THROUGH or message.state is S.UNCERTAIN:
        return False
    return not (message.state in FOR_A_PERSON and message.with_a_person)


def _denies(message: Believed) -> bool:
    return message.state in (S.REJECTED, S.EXPIRED, S.BLOCKED, S.CANCELLED)


def is_over(believed: list[Believed]) -> bool:
    """Whether nothing is under way any more: what is uncertain has a person, and nothing waits or is being sent."""
    return not any(
        m.state in (S.PLANNED, S.SENDING) or (m.state is S.UNCERTAIN and not m.with_a_person) for m in believed
    )
