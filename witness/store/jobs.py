"""Keeps when each tick of the worker last ran, so that silence can be seen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from witness.store.tables.jobs import TickRow


@dataclass(frozen=True, slots=True)
class Tick:
    """The last run of one periodic piece of work. state: "running", "done" or "failed"."""

    name: str
    worker: str
    began_at: datetime
    ended_at: datetime | None
    state: str
    done: int
    detail: str


class Jobs:
    """The drawer of the worker's own records."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def began(self, name: str, worker: str, now: datetime) -> None:
        """Record that a tick has begun."""
        self._connection.execute(delete(TickRow).where(TickRow.name == name))
        self._connection.execute(
            insert(TickRow).values(name=name, worker=worker, began_at=now, state="running", done=0)
        )

    def ended(self, name: str, *, state: str, done: int, detail: str, now: datetime) -> None:
        """Record how a tick went."""
        self._connection.execute(
            update(TickRow)
            .where(TickRow.name == name)
            .values(ended_at=now, state=state, done=done, detail=detail[:300])
        )

    def all(self) -> tuple[Tick, ...]:
        """Give the last run of every tick."""
        rows = self._connection.execute(select(TickRow).order_by(TickRow.name))
        return tuple(Tick(r.name, r.worker, r.began_at, r.ended_at, r.state, r.done, r.detail) for r in rows)
