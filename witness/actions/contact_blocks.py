"""Gives to a person what the gate held back: once for a phone, with the reason and what would open it again."""

from datetime import datetime

from witness.actions.invitations import holds_an_entry
from witness.domain.contact import Blocked, Channel
from witness.domain.messages import ANSWERED_BY_A_PERSON
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask, in_working_hours
from witness.store import Desk
from witness.store.messages import OutboxMessage
from witness.store.tasks import Task


def ask_about_blocked(desk: Desk, message: OutboxMessage, verdict: Blocked, *, rules: Rules, now: datetime) -> None:
    """Raise the work that a blocked message leaves, in the caller's transaction, after its state was turned.

    Several blocked messages of one phone are one piece of work: one call tells it all. The case is marked to be
    computed anew; what is then to be told by voice anyway is not asked for twice (`drop_twins`).
    """
    if message.purpose in ANSWERED_BY_A_PERSON:
        return
    desk.sending.mark((message.case_id,), now)
    open_tasks = desk.tasks.open_of_case(message.case_id)
    if any(_tells_the_same(task, message) for task in open_tasks):
        return
    mine = f"blocked:{message.contact_id}:"
    known = next((task for task in open_tasks if task.reason_key.startswith(mine)), None)
    if known is not None:
        desk.tasks.reword(known.task_id, _words(desk, message, verdict, several=True))
        return
    picture = desk.cases.known_picture(message.case_id)
    desk.tasks.raise_(
        message.case_id,
        picture.case.owner_id,
        WantedTask(
            reason_key=f"{mine}{message.message_id}",
            kind=TaskKind.BLOCKED,
            words=_words(desk, message, verdict, several=False),
            clears_when=_clears_when(verdict),
            due_at=in_working_hours(now, 4, rules.calendar),
            person_id=message.person_id,
            hearing_id=message.hearing_id,
        ),
        now,
        message_id=message.message_id,
    )


def drop_twins(desk: Desk, case_id: str, *, now: datetime) -> None:
    """Clear what a blocked message asked for when the plan asks for the same call: one person, one date, one row."""
    open_tasks = desk.tasks.open_of_case(case_id)
    by_voice = {(t.person_id, t.hearing_id) for t in open_tasks if t.kind is TaskKind.TELL_BY_VOICE}
    for task in open_tasks:
        if task.kind is TaskKind.BLOCKED and task.message_id and (task.person_id, task.hearing_id) in by_voice:
            desk.tasks.close_about(task.message_id, outcome="to be told by voice", now=now)


def _tells_the_same(task: Task, message: OutboxMessage) -> bool:
    same = (task.person_id, task.hearing_id) == (message.person_id, message.hearing_id)
    return task.kind is TaskKind.TELL_BY_VOICE and same


def _clears_when(verdict: Blocked) -> str:
    spoken = "you have spoken with them"
    return f"{spoken}. Messages go again when {verdict.clears}"[:200] if verdict.clears else spoken


def _words(desk: Desk, message: OutboxMessage, verdict: Blocked, *, several: bool) -> str:
    who = desk.cases.known_picture(message.case_id).called(message.person_id)
    if message.channel is Channel.EMAIL and holds_an_entry(desk, message):
        return f"{who}: their calendar could not be put right: {verdict.because}. Ring, and ask them to change it"
    what = "text" if message.channel is Channel.SMS else "e-mail"
    held = "several messages could not go" if several else f"no {what} may go"
    return f"{who}: {held}: {verdict.because}. Please ring"
