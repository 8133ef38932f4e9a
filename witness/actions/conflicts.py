"""Saying that one must not know of a case: shut out in the same moment, with a manager to see who has it now."""

from witness.actions.reconcile import put_right
from witness.actions.staff_notices import notify
from witness.domain.access import Asking, CaseGround, Deed, Role, Tie
from witness.domain.accounts import AccountState
from witness.domain.conflicts import (
    Closeness,
    Conflict,
    ConflictState,
    may_decide,
    who_is_told,
    without,
)
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.handover import Handover, HandoverState
from witness.domain.recertification import quarter_of
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask, soon_by_the_office
from witness.identifiers import new_id
from witness.store import Desk, Store

LOOK_WITHIN_HOURS = 4  # office hours
BECAUSE = "conflict of interest"


def declare(store: Store, case_id: str, kind: Closeness, *, rules: Rules, asking: Asking) -> None:
    """Say that one must not know of a case: from the next request on it does not exist for them.

    Raises:
        NotFound: there is no such case for this person.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="conflict.declare") as desk:
        _shut_out(desk, case_id, asking.viewer.account_id, kind, rules=rules, asking=asking)


def enter(store: Store, case_id: str, account_id: str, kind: Closeness, *, rules: Rules, asking: Asking) -> None:
    """Shut a colleague out of a case, as a manager who was told.

    Raises:
        Refused: they are no colleague who could see cases, or it is the manager themself.
        NotFound: there is no such case for this manager.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="conflict.enter") as desk:
        account = desk.accounts.find(account_id)
        if asking.viewer.role is not Role.MANAGER:
            raise NotFound("Only a manager can do this for somebody else.")
        if account is None or account.state is not AccountState.ACTIVE or account.id == asking.viewer.account_id:
            raise Refused("Choose a colleague.")
        _shut_out(desk, case_id, account_id, kind, rules=rules, asking=asking)


def decide(store: Store, conflict_id: str, state: ConflictState, *, rules: Rules, asking: Asking) -> None:
    """Say that it stands, or lift it: by a manager whom it is not about and who did not enter it, so that two look.

    Raises:
        NotFound: there is no such conflict for this manager, or it is about them.
        SomebodyElseChangedThis: another manager was first.
    """
    with store.reading() as desk:
        conflict = desk.conflicts.get(conflict_id)
    if conflict is None or state is ConflictState.WAITS:
        raise NotFound("There is no such conflict.")
    with store.case_for(
        asking,
        Deed.CHANGE_CASE,
        conflict.case_id,
        doing="conflict.decide",
        if_also=lambda viewer, ground: may_decide(viewer, conflict, ground),
    ) as desk:
        if not desk.conflicts.decide(conflict_id, state, conflict.state, asking.viewer.account_id, asking.at):
            raise SomebodyElseChangedThis("Another manager has just decided this.")
        if state is ConflictState.LIFTED:
            desk.access.untie(conflict.case_id, conflict.account_id, Tie.EXCLUDED)
        _finish_tasks(desk, conflict, asking)
        said = "is lifted" if state is ConflictState.LIFTED else "stands"
        _note(desk, conflict.case_id, f"A conflict of interest of a colleague {said}.", asking)
        put_right(desk, conflict.case_id, rules, now=asking.at)


def confirm_named(store: Store, case_id: str, account_id: str, *, keeps: bool, asking: Asking) -> None:
    """Say for this quarter whether somebody who is named in a restriction still needs the case.

    Raises:
        NotFound: they are not named there, or there is no such case for this manager.
        Refused: a manager asks about their own name.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="restriction.confirm") as desk:
        if asking.viewer.role is not Role.MANAGER or not desk.access.is_tied(case_id, account_id, Tie.RESTRICTED_TO):
            raise NotFound("They are not named there.")
        if account_id == asking.viewer.account_id:
            raise Refused("Another manager says whether you still need this case.")
        if keeps:
            quarter = quarter_of(london_day(asking.at))
            desk.conflicts.confirm(case_id, account_id, quarter, by_id=asking.viewer.account_id, now=asking.at)
            return
        desk.access.take_from_restriction(case_id, account_id, asking.at)
        _note(desk, case_id, "Somebody who no longer needs this case was taken out of its restriction.", asking)


def _shut_out(desk: Desk, case_id: str, account_id: str, kind: Closeness, *, rules: Rules, asking: Asking) -> None:
    before = desk.access.ground_of(case_id)
    if before is None or desk.access.is_tied(case_id, account_id, Tie.EXCLUDED):
        raise SomebodyElseChangedThis("They are shut out of this case already.")
    ground = without(before, account_id)
    conflict = Conflict(new_id(), case_id, account_id, kind, asking.at, asking.viewer.account_id)
    desk.conflicts.add(conflict)
    desk.access.tie(case_id, account_id, Tie.EXCLUDED, because=BECAUSE, now=asking.at)
    desk.access.untie(case_id, account_id, Tie.ASSIGNED)
    desk.break_glass.end_all_of(account_id, asking.at, case_id=case_id)
    _end_offer(desk, case_id, account_id, asking)
    to_id = _pass_on(desk, ground, account_id, asking)
    # Neither who nor why stands in the history of the case, which more people read than need to know.
    _note(
        desk, case_id, "A colleague declared a conflict of interest and no longer sees this case.", asking, anyone=True
    )
    if to_id is not None:
        desk.tasks.raise_(case_id, to_id, _look(desk, conflict, ground, rules), asking.at)
        notify(desk, f"conflict:{conflict.conflict_id}", to_id, asking.at)
    put_right(desk, case_id, rules, now=asking.at)


def _pass_on(desk: Desk, ground: CaseGround, account_id: str, asking: Asking) -> str | None:
    """Give the case, its work, its promises and their visits to somebody who may have them; who that is."""
    everyone = desk.accounts.everyone()
    told = who_is_told(everyone, ground)
    to_id = ground.owner_id if ground.owner_id != account_id else None if told is None else told.id
    if to_id is None:
        return None
    visits = [visit.visit_id for visit in desk.cases.known_picture(ground.case_id).visits if visit.is_active]
    desk.handovers.leave_visits(account_id, visits)
    if ground.owner_id == account_id:
        desk.handovers.move(Handover(new_id(), ground.case_id, account_id, to_id, asking.at), visits)
    else:
        desk.handovers.pass_visits(account_id, to_id, visits)
        desk.tasks.pass_to(ground.case_id, account_id, to_id)
    return to_id if told is None else told.id


def _look(desk: Desk, conflict: Conflict, ground: CaseGround, rules: Rules) -> WantedTask:
    moved = conflict.account_id == ground.owner_id
    name = desk.accounts.get(conflict.account_id).name
    now_with = "it is yours until you hand it over" if moved else "their visits are with its owner now"
    return WantedTask(
        reason_key=f"conflict:{conflict.conflict_id}",
        kind=TaskKind.CONFLICT,
        words=f"{name} must not have this case any more, and {now_with}. See who should have it",
        clears_when="you have decided it on the page “Access”",
        due_at=soon_by_the_office(conflict.at, LOOK_WITHIN_HOURS, rules.calendar),
    )


def _end_offer(desk: Desk, case_id: str, account_id: str, asking: Asking) -> None:
    waiting = desk.handovers.open_of(case_id)
    if waiting is not None and account_id in (waiting.to_id, waiting.from_id):
        state = HandoverState.DECLINED if waiting.to_id == account_id else HandoverState.WITHDRAWN
        desk.handovers.decide(waiting.handover_id, state, asking.at)


def _finish_tasks(desk: Desk, conflict: Conflict, asking: Asking) -> None:
    for task in desk.tasks.open_of_case(conflict.case_id):
        if task.reason_key == f"conflict:{conflict.conflict_id}":
            desk.tasks.done(task.task_id, by_id=asking.viewer.account_id, outcome="decided", now=asking.at)


def _note(desk: Desk, case_id: str, words: str, asking: Asking, *, anyone: bool = False) -> None:
    by_id = None if anyone else asking.viewer.account_id
    desk.cases.happened(case_id, at=asking.at, kind="access", words=words, by_id=by_id)
