"""Keeps what has been tapped at court on the day on which the demo world is loaded, and who has which step in hand."""

from datetime import datetime

from witness.domain.at_court import DayTap
from witness.domain.court_time import end_of_london_day, london_day
from witness.domain.escalation import BY_THEIR_OWN_RULE, ON_THE_EVE, By, will_do_by
from witness.domain.hearings import EVIDENCE_KINDS
from witness.domain.tasks import TaskKind
from witness.domain.working_days import WorkingCalendar
from witness.identifiers import new_id
from witness.intake.demo import demo_taps
from witness.store import Store
from witness.store.tasks import Task

# Work that is due and that nobody has: a worried mother whom a manager hears of within two hours, one whom no call has
# reached, and one who may not be texted and believes a date that is not so.
NOBODY_HAS = frozenset(
    {
        ("WS-26-033", TaskKind.WORRIED),
        ("WS-26-028", TaskKind.NOT_REACHED),
        ("WS-26-027", TaskKind.TELL_BY_VOICE),
    }
)


def record_taps(store: Store, calendar: WorkingCalendar, now: datetime) -> None:
    """Keep the taps of this day. What they call for is computed when the cases are looked at."""
    with store.changing() as desk:
        for one in demo_taps(now, calendar):
            case = desk.cases.get(desk.cases.id_of(one.ref) or "")
            if case is None:
                continue  # a smaller world without this tale
            on, at = london_day(one.at), one.at
            hearing = next(h for h in desk.hearings.of_case(case.case_id) if h.kind in EVIDENCE_KINDS)
            witness = desk.people.witnesses_of_case(case.case_id)[0]
            tap = DayTap(new_id(), witness.witness_id, on, one.step, at, at, at, at, hearing.hearing_id)
            desk.at_court.add(case.case_id, [tap], by_id=case.owner_id)


def say_who_has_it(store: Store, calendar: WorkingCalendar, now: datetime) -> None:
    """Let officers say of what is due that they have it: in a team at work most is in hand.

    Left are the tales of work that nobody has: it is passed on to a colleague and to the manager as the day goes on.
    """
    with store.changing() as desk:
        for case in map(desk.cases.get, desk.cases.open_ids()):
            for task in () if case is None else desk.tasks.open_of_case(case.case_id):
                if _is_in_hand(case.ref if case else "", task, now):
                    until = will_do_by(task.kind, By.THREE_DAYS, now, calendar)
                    desk.tasks.take_on(task.task_id, by_id=task.owner_id, will_do_by=until, now=now)


def _is_in_hand(ref: str, task: Task, now: datetime) -> bool:
    if task.kind is TaskKind.MILESTONE:
        return True
    if task.kind in BY_THEIR_OWN_RULE or (ref, task.kind) in NOBODY_HAS:
        return False
    # What the evening asks for is still to come while it is not late.
    return task.due_at <= (now if task.kind in ON_THE_EVE else end_of_london_day(london_day(now)))
