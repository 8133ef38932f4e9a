"""Makes and revokes an officer's own calendar feed. The address is shown once and kept nowhere."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from witness.domain.access import sees_cases
from witness.domain.accounts import Account, new_token, token_hash
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.errors import NotFound
from witness.store import Desk, Store

FEED_LIVES = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed that was just made. token: part of its address, shown once."""

    token: str = field(repr=False)
    ends_at: datetime


def make_feed(store: Store, account: Account, *, now: datetime, request_id: str = "") -> NewFeed:
    """Make a feed in place of any before it: the old address gives nothing from this moment on.

    Raises:
        NotFound: nobody of this role may see cases.
    """
    if not sees_cases(account.role):
        raise NotFound("There is no calendar feed for this account.")
    token = new_token()
    with store.changing() as desk:
        desk.calendar_feeds.revoke_all(account.id, now)
        desk.calendar_feeds.add(account.id, token_hash(token), now=now, ends_at=now + FEED_LIVES)
        _record(desk, account, "calendar.feed_made", now, request_id)
    return NewFeed(token, now + FEED_LIVES)


def revoke_feed(store: Store, account: Account, *, now: datetime, request_id: str = "") -> None:
    """Revoke whatever feed somebody has."""
    with store.changing() as desk:
        if desk.calendar_feeds.revoke_all(account.id, now):
            _record(desk, account, "calendar.feed_revoked", now, request_id)


def _record(desk: Desk, account: Account, deed: str, now: datetime, request_id: str) -> None:
    entry = Entry(
        at=now,
        deed=deed,
        outcome=AuditOutcome.ALLOWED,
        account_id=account.id,
        role=account.role.value,
        request_id=request_id,
    )
    desk.audit.record(entry)
