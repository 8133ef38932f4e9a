"""Keeps wishes for a link by mail until the worker sends it: the link itself is made then, and kept nowhere before."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from witness.identifiers import new_id
from witness.store.restorations import SENDING_IS_OFF
from witness.store.tables.accounts import LinkWishRow
from witness.store.vault import Vault

EMAIL = "link_wish.email"


class WishKind(StrEnum):
    """What the link is to open: an account, a new password, or a new password and a new second step."""

    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105 - a kind of link  # nosec B105
    NEW_FACTOR = "new_factor"


@dataclass(frozen=True, slots=True)
class LinkWish:
    """A link that is wanted for an address. by_id: the administrator; None for whoever typed it on the sign-in page."""

    wish_id: str
    email: str = field(repr=False)
    kind: WishKind
    wished_at: datetime
    tries: int
    by_id: str | None


class LinkWishes:
    """The drawer of wished links."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction."""
        self._connection = connection
        self._vault = vault

    def add(self, email: str, kind: WishKind, at: datetime, *, by_id: str | None = None) -> None:
        """Keep a wish. Nothing is looked up, so that it costs the same for every address."""
        wish_id = new_id()
        self._connection.execute(
            insert(LinkWishRow).values(
                id=wish_id,
                email_sealed=self._vault.seal(EMAIL, wish_id, email),
                kind=kind.value,
                wished_at=at,
                next_at=at,
                tries=0,
                by_id=by_id,
            )
        )

    def due(self, now: datetime, limit: int = 20) -> tuple[LinkWish, ...]:
        """Give wishes whose time has come, and keep other workers off them meanwhile."""
        rows = self._connection.execute(
            select(LinkWishRow)
            .where(LinkWishRow.next_at <= now, ~SENDING_IS_OFF)
            .order_by(LinkWishRow.next_at, LinkWishRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return tuple(
            LinkWish(
                row.id,
                self._vault.open(EMAIL, row.id, row.email_sealed),
                WishKind(row.kind),
                row.wished_at,
                row.tries,
                row.by_id,
            )
            for row in rows
        )

    def tried(self, wish: LinkWish, next_at: datetime) -> bool:
        """Record that a try begins, and when the next is due if nothing more is heard; says whether it was due."""
        changed = self._connection.execute(
            update(LinkWishRow)
            .where(LinkWishRow.id == wish.wish_id, LinkWishRow.tries == wish.tries)
            .values(tries=wish.tries + 1, next_at=next_at)
        )
        return changed.rowcount == 1

    def done(self, wish_id: str) -> None:
        """Forget a wish, and with it the address."""
        self._connection.execute(delete(LinkWishRow).where(LinkWishRow.id == wish_id))
