"""Keeps that a mail came in, once, and what was made of it. Its words, if any, are kept sealed with the texts."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from witness.identifiers import new_id
from witness.store.tables.calendars import MailInRow


class MailIn:
    """The drawer of incoming mail."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def knows(self, mail_key: str) -> bool:
        """Whether this mail was taken in before."""
        query = select(MailInRow.id).where(MailInRow.mail_key == mail_key)
        return self._connection.execute(query).one_or_none() is not None

    def keep(self, mail_key: str, *, kind: str, outcome: str, now: datetime) -> None:
        """Record what was made of a mail."""
        row = {"id": new_id(), "mail_key": mail_key, "kind": kind, "outcome": outcome, "received_at": now}
        self._connection.execute(insert(MailInRow), [row])

    def counts(self) -> dict[tuple[str, str], int]:
        """Give how many mails there were of each kind, by what was made of them."""
        query = select(MailInRow.kind, MailInRow.outcome, func.count()).group_by(MailInRow.kind, MailInRow.outcome)
        return {(row[0], row[1]): row[2] for row in self._connection.execute(query)}
