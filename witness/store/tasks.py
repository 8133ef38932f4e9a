"""Keeps work for a person. A task with the same reason exists once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from witness.domain.tasks import FROM_FACTS, TaskKind, WantedTask
from witness.identifiers import new_id
from witness.store.tables.tasks import TaskRow


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. state: "open", "done" by a person, or "cleared" because it is no longer needed."""

    task_id: str
    reason_key: str
    case_id: str
    kind: TaskKind
    words: str
    clears_when: str
    owner_id: str
    due_at: datetime
    raised_at: datetime
    state: str
    person_id: str | None
    hearing_id: str | None
    message_id: str | None
    done_at: datetime | None = None
    outcome: str = ""


class Tasks:
    """The drawer of tasks."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def raise_(
        self, case_id: str, owner_id: str, wanted: WantedTask, now: datetime, *, message_id: str | None = None
    ) -> bool:
        """Raise a task unless one with the same reason was raised before; says whether it is new."""
        query = select(TaskRow.id, TaskRow.state).where(TaskRow.reason_key == wanted.reason_key)
        known = self._connection.execute(query).one_or_none()
        if known is not None:
            if known.state == "cleared":  # the facts call for it again
                self._connection.execute(
                    update(TaskRow)
                    .where(TaskRow.id == known.id)
                    .values(state="open", due_at=wanted.due_at, words=wanted.words, done_at=None)
                )
                return True
            return False
        self._connection.execute(
            insert(TaskRow).values(
                id=new_id(),
                reason_key=wanted.reason_key,
                case_id=case_id,
                person_id=wanted.person_id,
                hearing_id=wanted.hearing_id,
                message_id=message_id,
                kind=wanted.kind.value,
                words=wanted.words[:300],
                clears_when=wanted.clears_when,
                owner_id=owner_id,
                due_at=wanted.due_at,
                raised_at=now,
                state="open",
            )
        )
        return True

    def keep_to(self, case_id: str, owner_id: str, wanted: tuple[WantedTask, ...], now: datetime) -> None:
        """Raise the tasks that the facts call for, and clear those that they no longer call for."""
        keys = {task.reason_key for task in wanted}
        for task in self.open_of_case(case_id):
            if task.kind in FROM_FACTS and task.reason_key not in keys:
                self._close(task.task_id, "cleared", now, by_id=None, outcome="no longer needed")
        for called_for in wanted:
            self.raise_(case_id, owner_id, called_for, now)

    def done(self, task_id: str, *, by_id: str, outcome: str, now: datetime) -> bool:
        """Record that a person has done a task; says whether it was still open."""
        return self._close(task_id, "done", now, by_id=by_id, outcome=outcome)

    def close_about(self, message_id: str, *, outcome: str, now: datetime) -> None:
        """Clear the tasks that a message raised: later news has settled it."""
        self._connection.execute(
            update(TaskRow)
            .where(TaskRow.message_id == message_id, TaskRow.state == "open")
            .values(state="cleared", done_at=now, outcome=outcome)
        )

    def get(self, task_id: str) -> Task | None:
        """Give one task, or None."""
        row = self._connection.execute(select(TaskRow).where(TaskRow.id == task_id)).one_or_none()
        return None if row is None else task_of(row)

    def open_of_case(self, case_id: str) -> tuple[Task, ...]:
        """Give the open tasks of a case, the most urgent first."""
        query = (
            select(TaskRow)
            .where(TaskRow.case_id == case_id, TaskRow.state == "open")
            .order_by(TaskRow.due_at, TaskRow.id)
        )
        return tuple(task_of(row) for row in self._connection.execute(query))

    def _close(self, task_id: str, state: str, now: datetime, *, by_id: str | None, outcome: str) -> bool:
        closed = self._connection.execute(
            update(TaskRow)
            .where(TaskRow.id == task_id, TaskRow.state == "open")
            .values(state=state, done_at=now, done_by=by_id, outcome=outcome[:200])
        )
        return closed.rowcount == 1


def task_of(row) -> Task:  # type: ignore[no-untyped-def]
    """Turn a row of `task` into a value."""
    return Task(
        task_id=row.id,
        reason_key=row.reason_key,
        case_id=row.case_id,
        kind=TaskKind(row.kind),
        words=row.words,
        clears_when=row.clears_when,
        owner_id=row.owner_id,
        due_at=row.due_at,
        raised_at=row.raised_at,
        state=row.state,
        person_id=row.person_id,
        hearing_id=row.hearing_id,
        message_id=row.message_id,
        done_at=row.done_at,
        outcome=row.outcome,
    )
