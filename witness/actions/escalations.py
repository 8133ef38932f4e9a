"""Brings in others when nobody says that they have a piece of work: who stands in, then the manager."""

from datetime import datetime

from witness.actions.reconcile import backup_of
from witness.actions.staff_notices import notify
from witness.actions.unread_texts import manager_of
from witness.domain.access import Deed, may
from witness.domain.accounts import AccountState
from witness.domain.cases import Case
from witness.domain.court_time import end_of_london_day, london_day
from witness.domain.escalation import ON_THE_EVE, REACH, Reach, Step, Waiting, step_at
from witness.domain.rules import Rules
from witness.domain.staffing import Absence, OfficeHours, cover_for, is_away, on_call_at
from witness.store import Desk, Store
from witness.store.tasks import Task


def bring_in(store: Store, *, rules: Rules, now: datetime) -> int:
    """Pass on every piece of work that is due and that nobody has; gives how many moved.

    Office hours are the team's own. Running it twice, or on several workers at once, passes nothing on twice.
    """
    today = london_day(now)
    with store.reading() as desk:
        waiting = desk.tasks.nobody_has(now, end_of_london_day(today))
        absences = desk.staffing.absences(today)
        hours = {team_id: desk.staffing.hours_of(team_id) for team_id in {team_id for _, team_id in waiting}}
    moved = 0
    for task, team_id in waiting:
        step = _step(task, hours[team_id], absences, rules, now)
        if step > task.step:
            with store.changing() as desk:
                moved += _pass_on(desk, task, step, absences, now)
    return moved


def _step(task: Task, hours: OfficeHours, absences: tuple[Absence, ...], rules: Rules, now: datetime) -> Step:
    away = is_away(absences, task.owner_id, london_day(now))
    work = Waiting(task.kind, task.raised_at, task.due_at, task.will_do_by, task.step)
    return step_at(work, now, hours, rules.calendar, away=away)


def _pass_on(desk: Desk, task: Task, step: Step, absences: tuple[Absence, ...], now: datetime) -> int:
    case = desk.cases.get(task.case_id)
    if case is None:
        return 0
    whom = _stands_in(desk, case, task, absences, now) if step is Step.LEAD else None
    at_night = step is Step.MANAGER and task.kind in ON_THE_EVE
    if at_night:
        whom = _on_call(desk, case, now)
    whom = whom or manager_of(desk, case)
    # When there is nobody else, the page of the team still shows that it waits.
    beside = whom if whom != task.owner_id else None
    if not desk.tasks.bring_in(task, step, beside, now):
        return 0
    if beside is not None and (REACH[task.kind] is Reach.INTERRUPT or at_night):
        notify(desk, f"escalated:{task.task_id}:{int(step)}", beside, now)
    return 1


def _stands_in(desk: Desk, case: Case, task: Task, absences: tuple[Absence, ...], now: datetime) -> str | None:
    """Give the named cover of whoever is away if they may know of the case, else the usual backup who is there."""
    named = _if_they_may(desk, case, cover_for(absences, task.owner_id, london_day(now)))
    if named is not None:
        return named
    backup = backup_of(desk, case)
    is_there = backup is not None and backup != task.owner_id and not is_away(absences, backup, london_day(now))
    return backup if is_there else None


def _on_call(desk: Desk, case: Case, now: datetime) -> str | None:
    """Give whoever is on call if they may know of the case: after five they alone can still look."""
    return _if_they_may(desk, case, on_call_at(desk.staffing.rota_of(case.team_id, now), now))


def _if_they_may(desk: Desk, case: Case, who: str | None) -> str | None:
    """Give this colleague if they work here and may change the case, else None."""
    account, ground = None if who is None else desk.accounts.find(who), desk.access.ground_of(case.case_id)
    if account is None or ground is None or account.state is not AccountState.ACTIVE:
        return None
    return account.id if may(account.viewer, Deed.CHANGE_CASE, ground) else None
