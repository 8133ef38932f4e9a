"""Keeps when each tick of the worker last ran and last went well, so that silence can be seen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, text, update

from witness.store.tables.jobs import TickRow

# Both databases know this form; a generic one does not exist. Two workers may begin at the same moment.
FIRST_TIME = text(
    "INSERT INTO tick (name, worker, began_at, state, done, detail) VALUES (:name, :worker, :now, 'running', 0, '')"
    " ON CONFLICT DO NOTHING"
).bindparams(bindparam("now", type_=TickRow.began_at.type))


@dataclass(frozen=True, slots=True)
class Tick:
    """The last run of one periodic piece of work. state: "running", "done", "failed", or "held" for safety's sake.

    good_at: when it last went well. careful_until: until when it goes slowly, after it had stood still.
    """

    name: str
    worker: str
    began_at: datetime
    ended_at: datetime | None
    state: str
    done: int
    detail: str
    good_at: datetime | None = None
    careful_until: datetime | None = None


class Jobs:
    """The drawer of the worker's own records."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def began(self, name: str, worker: str, now: datetime) -> None:
        """Record that a tick has begun."""
        again = self._connection.execute(
            update(TickRow)
            .where(TickRow.name == name)
            .values(worker=worker, began_at=now, ended_at=None, state="running", done=0, detail="")
        )
        if again.rowcount == 0:
            self._connection.execute(FIRST_TIME, {"name": name, "worker": worker, "now": now})

    def ended(self, name: str, *, state: str, done: int, detail: str, now: datetime) -> None:
        """Record how a tick went."""
        good = {"good_at": now} if state == "done" else {}
        self._connection.execute(
            update(TickRow)
            .where(TickRow.name == name)
            .values(ended_at=now, state=state, done=done, detail=detail[:300], **good)
        )

    def still_going(self, name: str, now: datetime) -> None:
        """Record that a tick is at work and well, though it has not ended."""
        self._connection.execute(update(TickRow).where(TickRow.name == name).values(good_at=now))

    def go_slowly(self, name: str, until: datetime) -> None:
        """Record that a tick has stood still, and goes slowly until an instant."""
        self._connection.execute(update(TickRow).where(TickRow.name == name).values(careful_until=until))

    def careful_until(self, now: datetime) -> datetime | None:
        """Say until when sending goes slowly; None when it does not."""
        return self._connection.execute(
            select(func.max(TickRow.careful_until)).where(TickRow.careful_until > now)
        ).scalar_one()

    def database_now(self) -> datetime | None:
        """Say what time it is where the database runs; None when that is this machine, or is not known."""
        if self._connection.dialect.name == "sqlite":
            return None
        at: datetime = self._connection.execute(select(func.clock_timestamp())).scalar_one()
        return at

    def get(self, name: str) -> Tick | None:
        """Give the last run of one tick, or None."""
        return next((tick for tick in self.all() if tick.name == name), None)

    def all(self) -> tuple[Tick, ...]:
        """Give the last run of every tick."""
        rows = self._connection.execute(select(TickRow).order_by(TickRow.name))
        return tuple(
            Tick(r.name, r.worker, r.began_at, r.ended_at, r.state, r.done, r.detail, r.good_at, r.careful_until)
            for r in rows
        )
