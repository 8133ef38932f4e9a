"""Mails to colleagues that say "something needs you: sign in", or how much waits, and nothing of any case.

Unlike a text to a family, such a mail may come twice: a missed one is worse. It is tried until the mail carrier takes
it, and what could not go is recorded as failed and shown to managers.
"""

from datetime import datetime, timedelta

from witness.actions.digests import DIGEST, digest_of, numbers_of, with_address
from witness.actions.messages import Post
from witness.domain.account_news import ACCOUNT, NEWS_IN_WORDS, AccountNews, news_of
from witness.domain.accounts import Account, AccountState, Team
from witness.domain.court_time import london_day, london_time, spoken_day, spoken_time
from witness.domain.digests import Digest
from witness.domain.errors import Refused
from witness.messaging.carrier import Accepted, Declined, Outcome, OutgoingMail, TryLater, Unsure
from witness.store import Desk, Store
from witness.store.staffing import FAILED, NOTHING, PLANNED, SENT, StaffNotice

SIGNED_AS = "Support"
MOST_TRIES = 6
WAITS = (timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))


def notify(desk: Desk, reason: str, account_id: str, now: datetime) -> None:
    """Want a mail to a colleague, once for a reason, in the caller's transaction."""
    desk.staffing.plan_notice(f"{reason}:{account_id}"[:200], account_id, now)


def tell_of_account(desk: Desk, news: AccountNews, account_id: str, now: datetime) -> None:
    """Want a mail to somebody about their own account, once a minute at most, in the caller's transaction."""
    desk.staffing.plan_notice(f"{ACCOUNT}{news.value}:{now:%Y%m%d%H%M}:{account_id}", account_id, now)


def send_notices(store: Store, post: Post, *, first_page: str = "") -> int:
    """Send the mails whose time has come; gives how many were tried. first_page: its address, for the digest alone."""
    now = post.clock.now()
    with store.changing() as desk:
        due = [notice for notice in desk.staffing.notices_due(now) if _begin(desk, notice, now)]
    for notice in due:
        _send(store, post, notice, first_page)
    return len(due)


def _begin(desk: Desk, notice: StaffNotice, now: datetime) -> bool:
    wait = WAITS[min(notice.attempt, len(WAITS) - 1)]
    return desk.staffing.notice_tried(notice.notice_id, notice.attempt + 1, now + wait)


def _send(store: Store, post: Post, notice: StaffNotice, first_page: str) -> None:
    is_digest = notice.reason_key.startswith(DIGEST)
    with store.reading() as desk:
        account = desk.accounts.find(notice.account_id)
        team = None if account is None else desk.accounts.team(account.team_id)
        digest = digest_of(desk, account, post.clock.now()) if is_digest and account is not None else None
    if digest is not None and not (digest.waiting and account is not None and account.mails_digest):
        with store.changing() as desk:
            desk.staffing.settle_notice(notice.notice_id, NOTHING, "nothing waited", post.clock.now())
        return
    outcome: Outcome
    if account is None or team is None or account.state is not AccountState.ACTIVE:
        outcome = Declined("", "they do not work here any more")
    else:
        try:
            subject, body = _worded(post, _fields(account, team), notice, digest, first_page)
            outcome = post.mail.send(OutgoingMail(account.email, subject, body, notice.notice_id))
        except Refused as refusal:
            outcome = Declined("", str(refusal))
    state, because = _state_after(outcome, notice.attempt + 1)
    with store.changing() as desk:
        desk.staffing.settle_notice(notice.notice_id, state, because, post.clock.now())


def _worded(
    post: Post, who: dict[str, str], notice: StaffNotice, digest: Digest | None, first_page: str
) -> tuple[str, str]:
    """Give subject and body. The digest alone says where the first page is: it asks for nothing and can wait."""
    news = news_of(notice.reason_key)
    if news is not None:
        fields = {"what": NEWS_IN_WORDS[news], "when": moment_in_words(notice.planned_at)}
        return post.wording.mail("staff_account", "en", who | fields)
    if digest is None:
        return post.wording.mail("staff_notice", "en", who)
    subject, body = post.wording.mail("staff_digest", "en", who | numbers_of(digest))
    return subject, with_address(body, first_page)


def moment_in_words(at: datetime) -> str:
    """Say an instant as a mail says it: "Wednesday 25 November 2026, 3.10pm"."""
    return f"{spoken_day(london_day(at))}, {spoken_time(london_time(at))}"


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
