"""Keeps what has been tapped at court on the day on which the demo world is loaded, and who has which step in hand."""

from datetime import datetime

from witness.domain.at_court import DayTap
from witness.domain.court_time import london_day
from witness.domain.escalation import By, will_do_by
from witness.domain.hearings import EVIDENCE_KINDS
from witness.domain.tasks import TaskKind
from witness.domain.working_days import WorkingCalendar
from witness.identifiers import new_id
from witness.intake.demo import demo_taps
from witness.store import Store


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
    """Let officers say of the steps of their countdowns that they have them: in a team at work most are in hand."""
    with store.changing() as desk:
        for case_id in desk.cases.open_ids():
            for task in desk.tasks.open_of_case(case_id):
                if task.kind is TaskKind.MILESTONE and task.owner_id is not None:
                    until = will_do_by(task.kind, By.THREE_DAYS, now, calendar)
                    desk.tasks.take_on(task.task_id, by_id=task.owner_id, will_do_by=until, now=now)
