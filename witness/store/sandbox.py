"""Keeps what the demo's carriers were handed: the families' phones and mailboxes. Empty in production."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from witness.identifiers import new_id
from witness.store.tables.messages import SandboxItemRow


@dataclass(frozen=True, slots=True)
class SandboxItem:
    """Something on a family's phone or in their mailbox. incoming: the family sent it."""

    item_id: str
    channel: str
    address: str
    subject: str
    body: str
    calendar: bytes | None
    reference: str
    incoming: bool
    at: datetime


class Sandbox:
    """The drawer of the demo's phones and mailboxes."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def keep(
        self,
        *,
        channel: str,
        address: str,
        body: str,
        reference: str,
        now: datetime,
        subject: str = "",
        calendar: bytes | None = None,
        incoming: bool = False,
    ) -> str:
        """Keep what was handed over or answered; gives its name."""
        item_id = new_id()
        self._connection.execute(
            insert(SandboxItemRow).values(
                id=item_id,
                channel=channel,
                address=address,
                subject=subject,
                body=body,
                calendar=calendar,
                reference=reference,
                incoming=int(incoming),
                at=now,
            )
        )
        return item_id

    def named(self, reference: str) -> str | None:
        """Give the name of the text that was handed over under this reference, or None."""
        return self._connection.execute(
            select(SandboxItemRow.id).where(SandboxItemRow.reference == reference, SandboxItemRow.incoming == 0)
        ).scalar_one_or_none()

    def to_report(self) -> tuple[SandboxItem, ...]:
        """Give the texts of which the carrier has not yet said what became of them."""
        return self._items(
            SandboxItemRow.told_back_at.is_(None), SandboxItemRow.incoming == 0, SandboxItemRow.channel == "sms"
        )

    def reported(self, item_id: str, now: datetime) -> None:
        """Record that the carrier has said what became of a text."""
        self._connection.execute(update(SandboxItemRow).where(SandboxItemRow.id == item_id).values(told_back_at=now))

    def addresses(self, channel: str) -> tuple[tuple[str, int, datetime], ...]:
        """Give every phone or mailbox with its number of items and the time of the newest, newest first."""
        rows = self._connection.execute(
            select(SandboxItemRow.address, func.count(), func.max(SandboxItemRow.at).label("newest"))
            .where(SandboxItemRow.channel == channel)
            .group_by(SandboxItemRow.address)
            .order_by(func.max(SandboxItemRow.at).desc())
        )
        return tuple((row[0], row[1], row[2]) for row in rows)

    def of_address(self, channel: str, address: str) -> tuple[SandboxItem, ...]:
        """Give everything on one phone or in one mailbox, oldest first."""
        return self._items(SandboxItemRow.channel == channel, SandboxItemRow.address == address)

    def _items(self, *conditions) -> tuple[SandboxItem, ...]:  # type: ignore[no-untyped-def]
        rows = self._connection.execute(
            select(SandboxItemRow).where(*conditions).order_by(SandboxItemRow.at, SandboxItemRow.id).limit(500)
        )
        return tuple(
            SandboxItem(r.id, r.channel, r.address, r.subject, r.body, r.calendar, r.reference, bool(r.incoming), r.at)
            for r in rows
        )
