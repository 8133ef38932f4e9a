"""Brings in others when a text is not read: cover after two office hours, a manager after four, at once when away."""

from datetime import datetime, timedelta

from witness.actions.reconcile import backup_of
from witness.domain.access import Deed, Role, may
from witness.domain.accounts import AccountState
from witness.domain.cases import Case, CasePicture
from witness.domain.contact_log import ContactVia
from witness.domain.court_time import london_day
from witness.domain.replies import Meaning
from witness.domain.rules import Rules
from witness.domain.staffing import UNREAD_TO_COVER, UNREAD_TO_MANAGER, Absence, cover_for, is_away, office_time_since
from witness.domain.tasks import TaskKind, WantedTask, soon_by_the_office
from witness.store import Desk, Store
from witness.store.replies import Reply

# What was plain enough to act on waits for nobody.
NEEDS_NOBODY = frozenset({Meaning.COMING.value, Meaning.START.value})
READ_IT_WITHIN = 1  # office hours, once somebody else was brought in


def escalate(store: Store, *, rules: Rules, now: datetime) -> int:
    """Bring in whoever should know of each text that still waits; gives how many tasks are new.

    Office hours are the team's own. Running it twice, or on several workers at once, raises nothing twice.
    """
    with store.reading() as desk:
        waiting = [r for r in desk.replies.unread_since(now) if r.case_id and r.meaning not in NEEDS_NOBODY]
    raised = 0
    for reply in waiting:
        with store.changing() as desk:
            if desk.replies.hold_unread(reply.reply_id):
                raised += _escalate(desk, reply, rules, now)
    return raised


def close_unread(desk: Desk, case_id: str, reply_id: str, *, by_id: str, now: datetime) -> None:
    """Close what others were asked to do about a text, now that somebody has read it."""
    for task in desk.tasks.open_of_case(case_id):
        if task.kind is TaskKind.UNREAD and task.reason_key.startswith(f"unread:{reply_id}:"):
            desk.tasks.done(task.task_id, by_id=by_id, outcome="the text was read", now=now)


def who_reads_instead(desk: Desk, picture: CasePicture, absences: tuple[Absence, ...], now: datetime) -> str | None:
    """Give who stands in for the owner of a case: the named cover if they may know of it, else the usual backup."""
    ground = desk.access.ground_of(picture.case.case_id)
    if ground is None:
        return None
    named = cover_for(absences, picture.case.owner_id, london_day(now))
    account = None if named is None else desk.accounts.find(named)
    if account is not None and account.state is AccountState.ACTIVE and may(account.viewer, Deed.CHANGE_CASE, ground):
        return account.id
    return backup_of(desk, picture.case)


def _escalate(desk: Desk, reply: Reply, rules: Rules, now: datetime) -> int:
    picture = desk.cases.picture(reply.case_id or "")
    if picture is None or reply.person_id is None or picture.case.closed_on is not None:
        return 0
    if _spoken_since(picture, reply):
        return 0
    absences = desk.staffing.absences(london_day(now))
    hours = desk.staffing.hours_of(picture.case.team_id)
    waited = office_time_since(reply.received_at, now, hours, rules.calendar)
    away = is_away(absences, picture.case.owner_id, london_day(now))
    raised = 0
    if away or waited >= timedelta(hours=UNREAD_TO_COVER):
        cover = who_reads_instead(desk, picture, absences, now)
        owner = () if away else (picture.case.owner_id,)
        for account_id in dict.fromkeys((*owner, *(() if cover is None else (cover,)))):
            raised += _raise(desk, picture, reply, account_id, rules, now, away=away)
    if waited >= timedelta(hours=UNREAD_TO_MANAGER):
        manager = manager_of(desk, picture.case)
        raised += 0 if manager is None else _raise(desk, picture, reply, manager, rules, now, away=away)
    return raised


def _spoken_since(picture: CasePicture, reply: Reply) -> bool:
    """Whether somebody has heard from them what they wrote, or more: then the text can wait to be ticked off."""
    return any(
        entry.person_id == reply.person_id
        and entry.reached
        and entry.via in (ContactVia.VOICE, ContactVia.VISIT)
        and entry.at > reply.received_at
        for entry in picture.contact_log
    )


def _raise(
    desk: Desk, picture: CasePicture, reply: Reply, account_id: str, rules: Rules, now: datetime, *, away: bool
) -> int:
    owner = desk.accounts.find(picture.case.owner_id)
    whose = "its owner" if owner is None else owner.viewer.first_name
    mine = account_id == picture.case.owner_id
    why = "you have not read it yet" if mine else f"{whose} is away" if away else f"{whose} has not read it yet"
    return int(
        desk.tasks.raise_(
            picture.case.case_id,
            account_id,
            WantedTask(
                reason_key=f"unread:{reply.reply_id}:{account_id}",
                kind=TaskKind.UNREAD,
                words=f"Read the text from {picture.called(reply.person_id or '')}: {why}",
                clears_when="somebody has read the text",
                due_at=soon_by_the_office(now, READ_IT_WITHIN, rules.calendar),
                person_id=reply.person_id,
                hearing_id=reply.hearing_id,
            ),
            now,
        )
    )


def manager_of(desk: Desk, case: Case) -> str | None:
    """Give the manager of the team of a case who may know of it, or None."""
    ground = desk.access.ground_of(case.case_id)
    if ground is None:
        return None
    managers = [
        account.id
        for account in desk.accounts.of_team(case.team_id)
        if account.role is Role.MANAGER
        and account.state is AccountState.ACTIVE
        and may(account.viewer, Deed.CHANGE_CASE, ground)
    ]
    return managers[0] if managers else None
