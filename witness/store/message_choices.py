"""Keeps what somebody has chosen about planned messages. Rows are added and never changed."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from witness.domain.message_choices import ChoiceKind, ChoiceWhy, MessageChoice
from witness.store.tables.accounts import AccountRow
from witness.store.tables.messages import MessageChoiceRow


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

    def of_case(self, case_id: str) -> tuple[MessageChoice, ...]:
        """Give the choices of a case, oldest first."""
        rows = self._connection.execute(
            select(MessageChoiceRow)
            .where(MessageChoiceRow.case_id == case_id)
            .order_by(MessageChoiceRow.at, MessageChoiceRow.id)
        )
        return tuple(
            MessageChoice(
                choice_id=r.id,
                kind=ChoiceKind(r.kind),
                at=r.at,
                because=ChoiceWhy(r.because) if r.because else None,
                person_id=r.person_id,
                hearing_id=r.hearing_id,
                revision=r.revision,
                what=r.what,
                until_on=r.until_on,
                hours_from=r.hours_from,
                hours_until=r.hours_until,
                undoes=r.undoes,
            )
            for r in rows
        )

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
