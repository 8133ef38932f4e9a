"""Marks work as done, or as somebody's who says that they have it."""

from witness.actions.reconcile import put_right
from witness.actions.visit_reports import keep_told
from witness.domain.access import Asking, Deed
from witness.domain.break_glass import REVIEW_KEY
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.escalation import BY_THEIR_OWN_RULE, By, will_do_by
from witness.domain.rules import Rules
from witness.domain.tasks import FROM_FACTS, TICKED, TaskKind
from witness.domain.visit_reports import visit_of_key
from witness.store import Store
from witness.store.tasks import Task


def finish(store: Store, task_id: str, *, outcome: str, rules: Rules, asking: Asking, of_case: str = "") -> str:
    """Record that a task is done, with a word on how; gives its case.

    of_case: the case that it must belong to; "" where nobody named one.

    Raises:
        Refused: it is about a text that speaks of danger, which is closed on its own page by whoever must act; or the
        facts clear it, and a tick is no fact.
        NotFound: there is no such task for this person.
        SomebodyElseChangedThis: it was closed before.
    """
    task = _task(store, task_id, of_case)
    with store.case_for(asking, Deed.CHANGE_CASE, task.case_id, doing="task.done") as desk:
        _refuse_what_is_not_ticked(task)
        if not desk.tasks.done(task_id, by_id=asking.viewer.account_id, outcome=outcome, now=asking.at):
            raise SomebodyElseChangedThis("This task has been closed already.")
        visit_id = visit_of_key(task.reason_key)
        if visit_id is not None:
            keep_told(desk, task.case_id, visit_id, rules=rules, asking=asking)
        put_right(desk, task.case_id, rules, now=asking.at)
    return task.case_id


def take_on(store: Store, task_id: str, by: By, *, rules: Rules, asking: Asking, of_case: str = "") -> str:
    """Record that somebody has a task and by when: nobody else is brought in until then. Gives its case.

    of_case: the case that it must belong to; "" where nobody named one.

    Raises:
        Refused: it is about a text that waits to be read, or speaks of danger: nobody puts that off.
        NotFound: there is no such task for this person.
        SomebodyElseChangedThis: it was closed before.
    """
    task = _task(store, task_id, of_case)
    with store.case_for(asking, Deed.CHANGE_CASE, task.case_id, doing="task.take_on") as desk:
        if task.kind in BY_THEIR_OWN_RULE:
            raise Refused("A text that somebody has sent is not put off: read it.")
        until = will_do_by(task.kind, by, asking.at, rules.calendar)
        if not desk.tasks.take_on(task_id, by_id=asking.viewer.account_id, will_do_by=until, now=asking.at):
            raise SomebodyElseChangedThis("This task has been closed already.")
    return task.case_id


def _task(store: Store, task_id: str, of_case: str) -> Task:
    with store.reading() as desk:
        task = desk.tasks.get(task_id)
    if task is None or of_case not in ("", task.case_id):
        raise NotFound("There is no such task.")
    return task


def _refuse_what_is_not_ticked(task: Task) -> None:
    # Only once it is known that they may see the case: a refusal with its reason tells that there is such a task.
    if task.kind is TaskKind.SAFEGUARDING:
        raise Refused("This is closed where the text is read, by those who must act on it.")
    if task.kind is TaskKind.EMERGENCY_LOOK and task.reason_key.startswith(REVIEW_KEY):
        raise Refused("This is closed on the page “Access”, by saying whether it was right to open the case.")
    if task.kind in FROM_FACTS - TICKED:
        # A tick would silence it for good while what it warns of is still so.
        raise Refused(f"Nobody ticks this off. It goes when {task.clears_when}: record that.")
