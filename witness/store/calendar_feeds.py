"""Keeps the staff's own calendar feeds. Of the token in an address only a digest is kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from witness.identifiers import new_id
from witness.store.tables.calendars import CalendarFeedRow


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that somebody made. read_at: when a calendar last fetched it."""

    feed_id: str
    account_id: str
    made_at: datetime
    ends_at: datetime
    revoked_at: datetime | None
    read_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        """Whether it may still be fetched."""
        return self.revoked_at is None and now < self.ends_at


class CalendarFeeds:
    """The drawer of feeds."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def add(self, account_id: str, token_digest: str, *, now: datetime, ends_at: datetime) -> str:
        """Keep a new feed; gives its name."""
        feed_id = new_id()
        row = {"id": feed_id, "account_id": account_id, "token_digest": token_digest, "made_at": now}
        self._connection.execute(insert(CalendarFeedRow), [{**row, "ends_at": ends_at}])
        return feed_id

    def of_account(self, account_id: str) -> tuple[Feed, ...]:
        """Give the feeds of an account, newest first."""
        return self._feeds(CalendarFeedRow.account_id == account_id)

    def with_digest(self, token_digest: str) -> Feed | None:
        """Give the feed whose token has this digest, whatever its state; None when there is none."""
        return next(iter(self._feeds(CalendarFeedRow.token_digest == token_digest)), None)

    def revoke_all(self, account_id: str, now: datetime) -> int:
        """Revoke every feed of an account; gives how many were open."""
        changed = self._connection.execute(
            update(CalendarFeedRow)
            .where(CalendarFeedRow.account_id == account_id, CalendarFeedRow.revoked_at.is_(None))
            .values(revoked_at=now)
        )
        return changed.rowcount

    def was_read(self, feed_id: str, now: datetime) -> None:
        """Record that a calendar has fetched a feed."""
        self._connection.execute(update(CalendarFeedRow).where(CalendarFeedRow.id == feed_id).values(read_at=now))

    def _feeds(self, *conditions) -> tuple[Feed, ...]:  # type: ignore[no-untyped-def]
        rows = self._connection.execute(
            select(CalendarFeedRow).where(*conditions).order_by(CalendarFeedRow.made_at.desc(), CalendarFeedRow.id)
        )
        return tuple(Feed(r.id, r.account_id, r.made_at, r.ends_at, r.revoked_at, r.read_at) for r in rows)
