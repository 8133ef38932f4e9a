"""Mails to colleagues that say "something needs you: sign in" and nothing of any case.

Unlike a text to a family, such a mail may come twice: a missed one is worse. It is tried until the mail carrier takes
it, and what could not go is recorded as failed and shown to managers.
"""

from datetime import datetime, timedelta

from witness.actions.messages import Post
from witness.domain.accounts import Account, AccountState, Team
from witness.domain.errors import Refused
from witness.messaging.carrier import Accepted, Declined, Outcome, OutgoingMail, TryLater, Unsure
from witness.store import Desk, Store
from witness.store.staffing import FAILED, PLANNED, SENT, StaffNotice

SIGNED_AS = "Support"
MOST_TRIES = 6
WAITS = (timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))


def notify(desk: Desk, reason: str, account_id: str, now: datetime) -> None:
    """Want a mail to a colleague, once for a reason, in the caller's transaction."""
    desk.staffing.plan_notice(f"{reason}:{account_id}"[:200], account_id, now)


def send_notices(store: Store, post: Post) -> int:
    """Send the mails whose time has come; gives how many were tried."""
    now = post.clock.now()
    with store.changing() as desk:
        due = [notice for notice in desk.staffing.notices_due(now) if _begin(desk, notice, now)]
    for notice in due:
        _send(store, post, notice)
    return len(due)


def _begin(desk: Desk, notice: StaffNotice, now: datetime) -> bool:
    wait = WAITS[min(notice.attempt, len(WAITS) - 1)]
    return desk.staffing.notice_tried(notice.notice_id, notice.attempt + 1, now + wait)


def _send(store: Store, post: Post, notice: StaffNotice) -> None:
    with store.reading() as desk:
        account = desk.accounts.find(notice.account_id)
        team = None if account is None else desk.accounts.team(account.team_id)
    outcome: Outcome
    if account is None or team is None or account.state is not AccountState.ACTIVE:
        outcome = Declined("", "they do not work here any more")
    else:
        try:
            subject, body = post.wording.mail("staff_notice", "en", _fields(account, team))
            outcome = post.mail.send(OutgoingMail(account.email, subject, body, notice.notice_id))
        except Refused as refusal:
            outcome = Declined("", str(refusal))
    state, because = _state_after(outcome, notice.attempt + 1)
    with store.changing() as desk:
        desk.staffing.settle_notice(notice.notice_id, state, because, post.clock.now())


def _fields(account: Account, team: Team) -> dict[str, str]:
    return {"sender": SIGNED_AS, "phone": team.phone or account.desk_phone}


def _state_after(outcome: Outcome, tries: int) -> tuple[str, str]:
    match outcome:
        case Accepted():
            return SENT, ""
        case TryLater(reason) | Unsure(reason):
            return (FAILED if tries >= MOST_TRIES else PLANNED), reason
        case Declined(code, reason):
            return FAILED, f"{code} {reason}".strip()
