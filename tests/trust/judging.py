"""Compares what a provider really took with what the product believes. Nothing that the product says is trusted here.

The provider's truth log counts hand-overs; the database says what we believe and which person knows of what is open.
"""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select

from witness.domain.messages import MessageState
from witness.domain.sending import Urgency
from witness.domain.tasks import TaskKind
from witness.store.tables.messages import AttemptRow, MessageRow
from witness.store.tables.tasks import TaskRow

S = MessageState
THROUGH = frozenset({S.ACCEPTED, S.SENT, S.DELIVERED})
# These are over, but somebody has to be told by a voice.
FOR_A_PERSON = frozenset({S.UNDELIVERED, S.REJECTED, S.EXPIRED, S.BLOCKED, S.UNCERTAIN})


@dataclass(frozen=True, slots=True)
class Believed:
    """A message as the product has it.

    with_a_person: an open task about it has an owner; about a blocked one also an open call about the same date.
    """

    message_id: str
    state: MessageState
    because: str
    with_a_person: bool
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Verdict:
    """What went wrong, by the names of the messages. A promise that is kept has nothing in any of these.

    lost: neither handed over nor over with somebody who knows. doubled: taken more than once, or more than twice where
    a miss may put a child before the defendant. twice: of the latter, those taken twice, which is allowed.
    imagined: believed to have been taken, and was not. denied: taken, and believed not to have been.
    uncertain: nobody knows, and no person was told. strangers: references the provider was given, unknown to us.
    """

    lost: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    imagined: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        return not any((self.lost, self.doubled, self.imagined, self.denied, self.uncertain, self.strangers))

    def __str__(self) -> str:
        counts = f"{len(self.lost)} lost, {len(self.doubled)} doubled, {len(self.imagined)} believed sent that were not"
        more = f", {len(self.denied)} sent unknown to us" if self.denied else ""
        strange = f", {len(self.strangers)} sent under unknown names" if self.strangers else ""
        allowed = f", {len(self.twice)} of safety twice" if self.twice else ""
        return f"{counts}, {len(self.uncertain)} uncertain without a person{more}{strange}{allowed}"


def truth_in(path: Path) -> list[dict[str, Any]]:
    """What a provider took, in order."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def due_in(engine: Engine, now: datetime) -> frozenset[str]:
    """The names of the texts that are due."""
    with _reading(engine) as connection:
        rows = connection.execute(
            select(MessageRow.id).where(
                MessageRow.channel == "sms", MessageRow.state == S.PLANNED.value, MessageRow.not_before <= now
            )
        )
        return frozenset(rows.scalars())


def believed_in(engine: Engine, due: frozenset[str]) -> list[Believed]:
    """The texts that were due, as the product has them now."""
    with _reading(engine) as connection:
        rows = connection.execute(
            select(TaskRow.message_id, TaskRow.kind, TaskRow.case_id, TaskRow.person_id, TaskRow.hearing_id).where(
                TaskRow.state == "open"
            )
        ).all()
        about = {row.message_id for row in rows}
        # What was blocked is given over to a call about the same date, where one is asked for: one row says it once.
        by_voice = {(r.case_id, r.person_id, r.hearing_id) for r in rows if r.kind == TaskKind.TELL_BY_VOICE.value}
        texts = connection.execute(
            select(
                MessageRow.id, MessageRow.state, MessageRow.because, MessageRow.urgency,
                MessageRow.case_id, MessageRow.person_id, MessageRow.hearing_id,
            )
        ).all()  # fmt: skip
    return [
        Believed(
            row.id,
            S(row.state),
            row.because,
            row.id in about or (S(row.state) is S.BLOCKED and (row.case_id, row.person_id, row.hearing_id) in by_voice),
            Urgency(row.urgency),
        )
        for row in texts
        if row.id in due
    ]


@contextmanager
def _reading(engine: Engine) -> Iterator[Connection]:
    # As a reader: a judge must not hold up whoever writes, nor wait for them.
    with engine.connect().execution_options(reading=True) as connection, connection.begin():
        yield connection


def attempts_in(engine: Engine) -> dict[str, str]:
    """The message of each attempt, by the reference that the provider is given."""
    with _reading(engine) as connection:
        return {row.id: row.message_id for row in connection.execute(select(AttemptRow.id, AttemptRow.message_id))}


def judge(truth: list[dict[str, Any]], believed: list[Believed], attempts: dict[str, str]) -> Verdict:
    """Compare. A reference may also be a message's own name: some wrong versions have no attempts."""
    known = {message.message_id: message for message in believed}
    names = [attempts.get(taken["ref"], taken["ref"]) for taken in truth]
    taken = Counter(name for name in names if name in known)
    return Verdict(
        lost=tuple(m.message_id for m in believed if _is_lost(m)),
        doubled=tuple(name for name, times in taken.items() if times > _most(known[name])),
        twice=tuple(name for name, times in taken.items() if times == 2 == _most(known[name])),
        imagined=tuple(m.message_id for m in believed if m.state in THROUGH and not taken[m.message_id]),
        denied=tuple(m.message_id for m in believed if m.state not in THROUGH and _denies(m) and taken[m.message_id]),
        uncertain=tuple(m.message_id for m in believed if m.state is S.UNCERTAIN and not m.with_a_person),
        strangers=tuple(name for name in names if name not in known),
    )


def _most(message: Believed) -> int:
    """How often a message may be taken (trust reference §3.3)."""
    return 2 if message.urgency is Urgency.SAFETY else 1


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
