"""Keeps what somebody has chosen about planned messages. Rows are added and never changed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, insert, select

from witness.domain.message_choices import ChoiceKind, ChoiceWhy, MessageChoice
from witness.store.tables.accounts import AccountRow
from witness.store.tables.messages import MessageChoiceRow
from witness.store.together import AtHand, of_one_case

MESSAGE_CHOICES = of_one_case(MessageChoiceRow, MessageChoiceRow.at, MessageChoiceRow.id)


class MessageChoices:
    """The drawer of choices about messages."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def add(self, case_id: str, choices: Iterable[MessageChoice], *, by_id: str | None = None) -> None:
        """Keep choices, in this order."""
        rows = [
            {
                "id": c.choice_id,
                "case_id": case_id,
                "kind": c.kind.value,
                "at": c.at,
                "because": "" if c.because is None else c.because.value,
                "person_id": c.person_id,
                "hearing_id": c.hearing_id,
                "revision": c.revision,
                "what": c.what,
                "until_on": c.until_on,
                "hours_from": c.hours_from,
                "hours_until": c.hours_until,
                "undoes": c.undoes,
                "by_id": by_id,
            }
            # What is undone is kept before its undoing.
            for c in sorted(choices, key=lambda c: (c.undoes is not None, c.at))
        ]
        if rows:
            self._connection.execute(insert(MessageChoiceRow), rows)

    def of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[MessageChoice, ...]:
        """Give the choices of a case, oldest first."""
        return tuple(_choice_of(row) for row in MESSAGE_CHOICES.rows(self._connection, case_id, at_hand))

    def of_cases(self, case_ids: Iterable[str]) -> dict[str, tuple[MessageChoice, ...]]:
        """Give the choices of several cases, oldest first, in one statement."""
        rows = self._connection.execute(
            select(MessageChoiceRow)
            .where(MessageChoiceRow.case_id.in_(sorted(set(case_ids))))
            .order_by(MessageChoiceRow.at, MessageChoiceRow.id)
        )
        found: dict[str, list[MessageChoice]] = {}
        for row in rows:
            found.setdefault(row.case_id, []).append(_choice_of(row))
        return {case_id: tuple(choices) for case_id, choices in found.items()}

    def who_chose(self, case_id: str) -> dict[str, str]:
        """Give, for each choice of a case, the name of whoever made it."""
        rows = self._connection.execute(
            select(MessageChoiceRow.id, AccountRow.name)
            .join(AccountRow, AccountRow.id == MessageChoiceRow.by_id)
            .where(MessageChoiceRow.case_id == case_id)
        )
        return {row.id: row.name for row in rows}

    def has(self, choice_id: str) -> bool:
        """Whether a choice of this id is known, in any case."""
        query = select(MessageChoiceRow.id).where(MessageChoiceRow.id == choice_id)
        return self._connection.execute(query).one_or_none() is not None


def _choice_of(row: Any) -> MessageChoice:
    return MessageChoice(
        choice_id=row.id,
        kind=ChoiceKind(row.kind),
        at=row.at,
        because=ChoiceWhy(row.because) if row.because else None,
        person_id=row.person_id,
        hearing_id=row.hearing_id,
        revision=row.revision,
        what=row.what,
        until_on=row.until_on,
        hours_from=row.hours_from,
        hours_until=row.hours_until,
        undoes=row.undoes,
    )
