"""Keeps work for a person. A task with the same reason exists once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

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
        self._connection.execute(insert(TaskRow), [_row_of(case_id, owner_id, wanted, now, message_id)])
        return True

    def keep_to(
        self,
        case_id: str,
        owner_id: str,
        wanted: tuple[WantedTask, ...],
        now: datetime,
        *,
        backup_id: str | None = None,
    ) -> None:
        """Raise the tasks that the facts call for, and clear those that they no longer call for, in five statements.

        backup_id: who gets the tasks for a backup; None when there is nobody beside the owner, and then they are left.
        """
        called_for = {t.reason_key: t for t in wanted if backup_id is not None or not t.for_backup}
        known = self._states_of(tuple(called_for))
        gone = [
            task.task_id
            for task in self.open_of_case(case_id)
            if task.kind in FROM_FACTS and task.reason_key not in called_for
        ]
        self._clear(gone, now)
        self._open_again([called_for[key] for key, state in known.items() if state == "cleared"])
        rows = [
            _row_of(case_id, (backup_id if task.for_backup else None) or owner_id, task, now, None)
            for key, task in called_for.items()
            if key not in known
        ]
        if rows:
            self._connection.execute(insert(TaskRow), rows)

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

    def close_about_all(self, message_ids: Iterable[str], *, outcome: str, now: datetime) -> None:
        """Clear the tasks that any of these messages raised, in one statement."""
        self._connection.execute(
            update(TaskRow)
            .where(TaskRow.message_id.in_(list(message_ids)), TaskRow.state == "open")
            .values(state="cleared", done_at=now, outcome=outcome)
        )

    def get(self, task_id: str) -> Task | None:
        """Give one task, or None."""
        row = self._connection.execute(select(TaskRow).where(TaskRow.id == task_id)).one_or_none()
        return None if row is None else task_of(row)

    def of_case(self, case_id: str) -> tuple[Task, ...]:
        """Give every task that a case ever had, the most urgent first."""
        query = select(TaskRow).where(TaskRow.case_id == case_id).order_by(TaskRow.due_at, TaskRow.id)
        return tuple(task_of(row) for row in self._connection.execute(query))

    def open_of_case(self, case_id: str) -> tuple[Task, ...]:
        """Give the open tasks of a case, the most urgent first."""
        query = (
            select(TaskRow)
            .where(TaskRow.case_id == case_id, TaskRow.state == "open")
            .order_by(TaskRow.due_at, TaskRow.id)
        )
        return tuple(task_of(row) for row in self._connection.execute(query))

    def _states_of(self, keys: tuple[str, ...]) -> dict[str, str]:
        if not keys:
            return {}
        rows = self._connection.execute(select(TaskRow.reason_key, TaskRow.state).where(TaskRow.reason_key.in_(keys)))
        return {row.reason_key: row.state for row in rows}

    def _clear(self, task_ids: list[str], now: datetime) -> None:
        if task_ids:
            self._connection.execute(
                update(TaskRow)
                .where(TaskRow.id.in_(task_ids), TaskRow.state == "open")
                .values(state="cleared", done_at=now, done_by=None, outcome="no longer needed")
            )

    def _open_again(self, wanted: list[WantedTask]) -> None:
        """Open tasks that were cleared and that the facts call for again."""
        if wanted:
            self._connection.execute(
                update(TaskRow)
                .where(TaskRow.reason_key == bindparam("key"), TaskRow.state == "cleared")
                .values(state="open", due_at=bindparam("due"), words=bindparam("said"), done_at=None),
                [{"key": t.reason_key, "due": t.due_at, "said": t.words[:300]} for t in wanted],
            )

    def _close(self, task_id: str, state: str, now: datetime, *, by_id: str | None, outcome: str) -> bool:
        closed = self._connection.execute(
            update(TaskRow)
            .where(TaskRow.id == task_id, TaskRow.state == "open")
            .values(state=state, done_at=now, done_by=by_id, outcome=outcome[:200])
        )
        return closed.rowcount == 1


def _row_of(
    case_id: str, owner_id: str, wanted: WantedTask, now: datetime, message_id: str | None
) -> dict[str, object]:
    return {
        "id": new_id(),
        "reason_key": wanted.reason_key,
        "case_id": case_id,
        "person_id": wanted.person_id,
        "hearing_id": wanted.hearing_id,
        "message_id": message_id,
        "kind": wanted.kind.value,
        "words": wanted.words[:300],
        "clears_when": wanted.clears_when,
        "owner_id": owner_id,
        "due_at": wanted.due_at,
        "raised_at": now,
        "state": "open",
    }


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
