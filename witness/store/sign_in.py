"""Keeps what signing in leaves behind: sessions, and failed tries counted for all processes together."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from witness.domain.accounts import THROTTLES, Counter, SignInSession, free_again_at
from witness.identifiers import new_id
from witness.store.tables.accounts import FailedSignInRow, SignInSessionRow
from witness.store.vault import Vault

TRY = "failed_sign_in.key"


class Sessions:
    """The drawer of server-side sessions."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def open(self, session: SignInSession) -> None:
        """Keep a new session."""
        self._connection.execute(
            insert(SignInSessionRow).values(
                token_hash=session.token_hash,
                account_id=session.account_id,
                data=dict(session.data),
                began_at=session.began_at,
                seen_at=session.seen_at,
            )
        )

    def find(self, token_hash: str) -> SignInSession | None:
        """Give a session that was not ended; None when there is none. Its age is the caller's to judge."""
        row = self._connection.execute(
            select(SignInSessionRow).where(
                SignInSessionRow.token_hash == token_hash, SignInSessionRow.ended_at.is_(None)
            )
        ).one_or_none()
        return None if row is None else _session(row)

    def of_account(self, account_id: str) -> tuple[SignInSession, ...]:
        """Give the sessions of an account that were not ended, newest first."""
        rows = self._connection.execute(
            select(SignInSessionRow)
            .where(SignInSessionRow.account_id == account_id, SignInSessionRow.ended_at.is_(None))
            .order_by(SignInSessionRow.began_at.desc(), SignInSessionRow.token_hash)
        )
        return tuple(_session(row) for row in rows)

    def rewrite(self, token_hash: str, data: Mapping[str, Any], *, seen_at: datetime) -> bool:
        """Keep what a session holds now. False: it was ended meanwhile and stays ended."""
        return self._change(token_hash, data=dict(data), seen_at=seen_at)

    def see(self, token_hash: str, at: datetime) -> bool:
        """Write down that a session was used. False: it was ended meanwhile and stays ended."""
        return self._change(token_hash, seen_at=at)

    def end(self, token_hash: str, at: datetime) -> bool:
        """End a session for good. False: it was ended already."""
        return self._change(token_hash, ended_at=at, data={})

    def end_all_of(self, account_id: str, at: datetime, *, but: str = "") -> int:
        """End every session of an account, except the one whose hash is `but`. Gives how many."""
        ended = self._connection.execute(
            update(SignInSessionRow)
            .where(
                SignInSessionRow.account_id == account_id,
                SignInSessionRow.ended_at.is_(None),
                SignInSessionRow.token_hash != but,
            )
            .values(ended_at=at, data={})
        )
        return ended.rowcount

    def forget_unseen_since(self, moment: datetime) -> int:
        """Remove sessions that nobody used since `moment`. Gives how many."""
        return self._connection.execute(delete(SignInSessionRow).where(SignInSessionRow.seen_at < moment)).rowcount

    def _change(self, token_hash: str, **values: Any) -> bool:
        changed = self._connection.execute(
            update(SignInSessionRow)
            .where(SignInSessionRow.token_hash == token_hash, SignInSessionRow.ended_at.is_(None))
            .values(**values)
        )
        return changed.rowcount == 1


class Tries:
    """The drawer of failed sign-ins. What they are counted by is kept as a keyed index, never as text."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction."""
        self._connection = connection
        self._vault = vault

    def count(self, counter: Counter, who: str, at: datetime) -> str:
        """Count a try as failed before it is judged, to be forgiven if it was right. Gives the try's name."""
        name = new_id()
        self._connection.execute(
            insert(FailedSignInRow).values(id=name, key=self._key(counter, who), at=at, counts=True)
        )
        return name

    def must_wait(self, counted_by: Iterable[tuple[Counter, str]], now: datetime) -> datetime | None:
        """Give when the next try is allowed by every count; None means at once."""
        waits = [
            free_again_at(self.failures(counter, who, now - THROTTLES[counter].window), THROTTLES[counter], now)
            for counter, who in counted_by
        ]
        return max((wait for wait in waits if wait is not None), default=None)

    def failures(self, counter: Counter, who: str, since: datetime) -> tuple[datetime, ...]:
        """Give when tries failed, after `since`, oldest first."""
        return tuple(
            self._connection.execute(
                select(FailedSignInRow.at)
                .where(
                    FailedSignInRow.key == self._key(counter, who),
                    FailedSignInRow.counts.is_(True),
                    FailedSignInRow.at > since,
                )
                .order_by(FailedSignInRow.at)
            ).scalars()
        )

    def forgive(self, counter: Counter, who: str) -> None:
        """Stop counting the tries so far."""
        self._stop_counting(FailedSignInRow.key == self._key(counter, who))

    def forgive_one(self, name: str) -> None:
        """Stop counting one try."""
        self._stop_counting(FailedSignInRow.id == name)

    def forget_before(self, moment: datetime) -> int:
        """Remove tries that no rule looks at any more. Gives how many."""
        return self._connection.execute(delete(FailedSignInRow).where(FailedSignInRow.at < moment)).rowcount

    def _stop_counting(self, which: Any) -> None:
        self._connection.execute(
            update(FailedSignInRow).where(which, FailedSignInRow.counts.is_(True)).values(counts=False)
        )

    def _key(self, counter: Counter, who: str) -> str:
        return self._vault.index_of(TRY, f"{counter.value}\x00{who}")


def _session(row: Row[Any]) -> SignInSession:
    return SignInSession(
        token_hash=row.token_hash,
        account_id=row.account_id,
        data=row.data,
        began_at=row.began_at,
        seen_at=row.seen_at,
    )
