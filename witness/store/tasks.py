"""Keeps work for a person. A task with the same reason exists once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, insert, or_, select, update

from witness.domain.escalation import BY_THEIR_OWN_RULE, Step
from witness.domain.tasks import FROM_FACTS, WORDED_ANEW, TaskKind, WantedTask
from witness.identifiers import new_id
from witness.store.tables.cases import CaseRow
from witness.store.tables.tasks import TaskRow


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. state: "open", "done" by a person, or "cleared" because it is no longer needed.

    will_do_by: until when `seen_by` has said that they have it. brought_in_id: who was brought in beside the owner, at
    `passed_on_at`.
    """

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
    will_do_by: datetime | None = None
    seen_by: str | None = None
    step: Step = Step.OWNER
    brought_in_id: str | None = None
    passed_on_at: datetime | None = None

    def is_escalated(self, now: datetime) -> bool:
        """Whether others were brought in, and nobody has said since that they have it."""
        return self.step > Step.OWNER and (self.will_do_by is None or self.will_do_by <= now)


# Work that comes back begins anew: what was said about it before holds no more.
ANEW: dict[str, object] = {"will_do_by": None, "seen_by": None, "seen_at": None, "step": 0, "brought_in_id": None}
ANEW |= {"passed_on_at": None}


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
                    .values(state="open", due_at=wanted.due_at, words=wanted.words, done_at=None, raised_at=now, **ANEW)
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

        One of a kind that says what is left to do is worded anew, in one statement more.

        backup_id: who gets the tasks for a backup; None when there is nobody beside the owner, and then they are left.
        """
        called_for = {t.reason_key: t for t in wanted if backup_id is not None or not t.for_backup}
        known = self._states_of(tuple(called_for))
        open_now = self.open_of_case(case_id)
        gone = [t.task_id for t in open_now if t.kind in FROM_FACTS and t.reason_key not in called_for]
        self._clear(gone, now)
        for task in open_now:
            anew = called_for.get(task.reason_key)
            if task.kind in WORDED_ANEW and anew is not None and anew.words[:300] != task.words:
                self.reword(task.task_id, anew.words)
        self._open_again([called_for[key] for key, state in known.items() if state == "cleared"], now)
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

    def take_on(self, task_id: str, *, by_id: str, will_do_by: datetime, now: datetime) -> bool:
        """Record that somebody has a task, until when; says whether it was still open. They see it from now on."""
        owner = TaskRow.owner_id == by_id
        taken = self._connection.execute(
            update(TaskRow)
            .where(TaskRow.id == task_id, TaskRow.state == "open")
            .values(
                will_do_by=will_do_by,
                seen_by=by_id,
                seen_at=now,
                step=0,
                passed_on_at=None,
                brought_in_id=case((owner, None), else_=by_id),
            )
        )
        return taken.rowcount == 1

    def bring_in(self, task: Task, step: Step, account_id: str | None, now: datetime) -> bool:
        """Pass a task on by a step, once, whoever asks; says whether it was where it was believed to be."""
        moved = self._connection.execute(
            update(TaskRow)
            .where(
                TaskRow.id == task.task_id,
                TaskRow.state == "open",
                TaskRow.step == int(task.step),
                TaskRow.will_do_by.is_(None) if task.will_do_by is None else TaskRow.will_do_by == task.will_do_by,
            )
            .values(step=int(step), brought_in_id=account_id, passed_on_at=now)
        )
        return moved.rowcount == 1

    def nobody_has(self, now: datetime, due_before: datetime) -> tuple[tuple[Task, str], ...]:
        """Give open tasks, each with its team, that are due and that nobody has said they have; of open cases."""
        query = (
            select(TaskRow, CaseRow.team_id)
            .join(CaseRow, CaseRow.id == TaskRow.case_id)
            .where(
                TaskRow.state == "open",
                CaseRow.closed_on.is_(None),
                TaskRow.step < int(Step.MANAGER),
                TaskRow.due_at < due_before,
                or_(TaskRow.will_do_by.is_(None), TaskRow.will_do_by <= now),
                TaskRow.kind.not_in([kind.value for kind in BY_THEIR_OWN_RULE]),
            )
            .order_by(TaskRow.due_at, TaskRow.id)
        )
        return tuple((task_of(row), row.team_id) for row in self._connection.execute(query))

    def pass_to(self, case_id: str, from_id: str, to_id: str) -> None:
        """Give somebody's open tasks of a case to somebody else."""
        self._connection.execute(
            update(TaskRow)
            .where(TaskRow.case_id == case_id, TaskRow.owner_id == from_id, TaskRow.state == "open")
            .values(owner_id=to_id)
        )

    def reword(self, task_id: str, words: str) -> None:
        """Say anew what an open task is about: more has been added to it."""
        self._connection.execute(
            update(TaskRow).where(TaskRow.id == task_id, TaskRow.state == "open").values(words=words[:300])
        )

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

    def of_kinds(self, case_ids: Iterable[str], kinds: Iterable[TaskKind]) -> tuple[Task, ...]:
        """Give the tasks of some kinds that several cases ever had, in one statement, the newest last."""
        query = (
            select(TaskRow)
            .where(TaskRow.case_id.in_(sorted(set(case_ids))), TaskRow.kind.in_(sorted(kind.value for kind in kinds)))
            .order_by(TaskRow.raised_at, TaskRow.id)
        )
        return tuple(task_of(row) for row in self._connection.execute(query))

    def due_of_owner(self, owner_id: str, kind: TaskKind) -> tuple[datetime, ...]:
        """Give by when the open tasks of a kind of one person are due, over all their cases."""
        query = select(TaskRow.due_at).where(
            TaskRow.owner_id == owner_id, TaskRow.kind == kind.value, TaskRow.state == "open"
        )
        return tuple(self._connection.execute(query).scalars())

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

    def _open_again(self, wanted: list[WantedTask], now: datetime) -> None:
        """Open tasks that were cleared and that the facts call for again."""
        if wanted:
            self._connection.execute(
                update(TaskRow)
                .where(TaskRow.reason_key == bindparam("key"), TaskRow.state == "cleared")
                .values(
                    state="open", due_at=bindparam("due"), words=bindparam("said"), done_at=None, raised_at=now, **ANEW
                ),
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
        will_do_by=row.will_do_by,
        seen_by=row.seen_by,
        step=Step(row.step),
        brought_in_id=row.brought_in_id,
        passed_on_at=row.passed_on_at,
    )
