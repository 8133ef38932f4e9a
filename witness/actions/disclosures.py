"""A text that speaks of danger: brought at once to those who must act, kept from others, closed only by people."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from witness.actions.staff_notices import notify
from witness.domain.access import Asking, Deed, Role, may
from witness.domain.accounts import AccountState
from witness.domain.cases import CasePicture
from witness.domain.contact import SafeContact
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, SomebodyElseChangedThis
from witness.domain.rules import Rules
from witness.domain.staffing import cover_for, is_open, on_call_at
from witness.domain.tasks import TaskKind, WantedTask, soon_by_the_office
from witness.store import Desk, Store
from witness.store.replies import Reply

ACT_WITHIN = 1  # office hours
ON_CALL_WITHIN = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Called:
    """Who is brought in beside the owner and a manager. on_call: None when the office is open, or nobody is."""

    on_call: str | None
    cover: str | None
    is_shut: bool


def called_in(desk: Desk, picture: CasePicture, rules: Rules, now: datetime) -> Called:
    """Find who is on call when the office is shut, and who stands in for an owner who is away."""
    case, today = picture.case, london_day(now)
    ground = desk.access.ground_of(case.case_id)
    absences = desk.staffing.absences(today)
    shut = not is_open(desk.staffing.hours_of(case.team_id), now, rules.calendar)
    on_call = on_call_at(desk.staffing.rota_of(case.team_id, now), now) if shut else None
    cover = cover_for(absences, case.owner_id, today)

    def allowed(account_id: str | None) -> str | None:
        account = None if account_id is None else desk.accounts.find(account_id)
        is_there = account is not None and account.state is AccountState.ACTIVE
        if account is None or ground is None or not is_there or not may(account.viewer, Deed.CHANGE_CASE, ground):
            return None
        return account.id

    return Called(allowed(on_call), allowed(cover), shut)


def handlers_of(desk: Desk, case_id: str) -> tuple[str, ...]:
    """Give the accounts that such a text goes to: the owner of the case, and a manager of its team who may see it."""
    ground = desk.access.ground_of(case_id)
    if ground is None:
        return ()
    owner = desk.accounts.find(ground.owner_id)
    managers = [
        account.id
        for account in desk.accounts.of_team(ground.team_id)
        if account.role is Role.MANAGER
        and account.state is AccountState.ACTIVE
        and may(account.viewer, Deed.SEE_DISCLOSURE, ground)
    ]
    may_own = owner is not None and may(owner.viewer, Deed.SEE_DISCLOSURE, ground)
    first = [ground.owner_id] if may_own else []
    return tuple(dict.fromkeys([*first, *managers[:1]]))


def bring_to_people(
    desk: Desk, picture: CasePicture, called: str, reply: Reply, *, rules: Rules, now: datetime
) -> None:
    """Raise a task for each of those who must act, and mail them that something needs them.

    The owner and a manager have an office hour; whoever is on call half an hour, whatever the hour. No machine ever
    closes it.
    """
    beside = called_in(desk, picture, rules, now)
    everybody = (*handlers_of(desk, picture.case.case_id), beside.on_call, beside.cover)
    nobody = ". The office is shut, and nobody is on call" if beside.is_shut and beside.on_call is None else ""
    in_the_office = soon_by_the_office(now, ACT_WITHIN, rules.calendar)
    for account_id in dict.fromkeys(account for account in everybody if account is not None):
        notify(desk, f"safeguarding:{reply.reply_id}:{picture.case.case_id}", account_id, now)
        desk.tasks.raise_(
            picture.case.case_id,
            account_id,
            WantedTask(
                reason_key=f"safeguarding:{reply.reply_id}:{picture.case.case_id}:{account_id}",
                kind=TaskKind.SAFEGUARDING,
                words=f"Read the text from {called} at once, and tell the officer in the case{nobody}",
                clears_when="you have read it, acted on it and said so there",
                due_at=now + ON_CALL_WITHIN if account_id == beside.on_call else in_the_office,
                person_id=None,
                hearing_id=None,
            ),
            now,
        )
    desk.cases.happened(
        picture.case.case_id,
        at=now,
        kind="reply",
        words=f"{called} sent a text that has been given to those who must act on it.",
    )


def bring_unclaimed(
    desk: Desk, reply: Reply, contacts: tuple[SafeContact, ...], *, rules: Rules, now: datetime
) -> None:
    """The same for a number that several people or cases share: every one of them may be the one."""
    for person_id in sorted({contact.person_id for contact in contacts}):
        for case_id in desk.people.cases_of(person_id):
            picture = desk.cases.picture(case_id)
            if picture is not None and picture.case.closed_on is None:
                called = f"somebody whose number {picture.called(person_id)} may share"
                bring_to_people(desk, picture, called, reply, rules=rules, now=now)


def is_of_case(desk: Desk, reply: Reply, case_id: str) -> bool:
    """Whether a text belongs to a case, or came from a number that somebody in it shares and nobody has claimed."""
    if reply.case_id is not None:
        return reply.case_id == case_id
    sharing = {contact.person_id for contact in desk.contacts.with_value(reply.sender)}
    return any(case_id in desk.people.cases_of(person_id) for person_id in sharing)


def officer_told(store: Store, case_id: str, reply_id: str, *, asking: Asking) -> None:
    """Record that the officer in the case has been told of a quarantined text, and when.

    Raises:
        NotFound: there is no such text for this person.
        SomebodyElseChangedThis: somebody has recorded it already.
    """
    with store.case_for(asking, Deed.SEE_DISCLOSURE, case_id, doing="reply.officer_told") as desk:
        reply = _quarantined(desk, case_id, reply_id)
        if not desk.replies.officer_told(reply.reply_id, by_id=asking.viewer.account_id, now=asking.at):
            raise SomebodyElseChangedThis("It is recorded already that the officer in the case was told.")
        desk.cases.happened(
            case_id,
            at=asking.at,
            kind="officer_told",
            words="The officer in the case was told of a text.",
            by_id=asking.viewer.account_id,
        )


def handled(store: Store, case_id: str, reply_id: str, *, asking: Asking) -> None:
    """Record that whoever asks has read a quarantined text and acted on it: closes their own task, nobody else's."""
    with store.case_for(asking, Deed.SEE_DISCLOSURE, case_id, doing="reply.handled") as desk:
        reply = _quarantined(desk, case_id, reply_id)
        key = f"safeguarding:{reply.reply_id}:{case_id}:{asking.viewer.account_id}"
        for task in desk.tasks.open_of_case(case_id):
            if task.reason_key == key:
                desk.tasks.done(task.task_id, by_id=asking.viewer.account_id, outcome="acted on", now=asking.at)
        desk.cases.happened(
            case_id,
            at=asking.at,
            kind="reply_handled",
            words=f"{asking.viewer.name} has acted on a text.",
            by_id=asking.viewer.account_id,
        )


def _quarantined(desk: Desk, case_id: str, reply_id: str) -> Reply:
    reply = desk.replies.get(reply_id)
    if reply is None or not reply.is_quarantined or not is_of_case(desk, reply, case_id):
        raise NotFound("There is no such text.")
    return reply
