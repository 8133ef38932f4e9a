"""Sends links by which people choose a password. The link is made when its mail goes, and nobody else ever sees it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from witness.actions.account_entries import account_entry
from witness.actions.accounts import Invitation, Invited, invite, send_new_link
from witness.actions.post import Post
from witness.actions.staff_notices import SIGNED_AS, WAITS, moment_in_words
from witness.domain.access import Asking, Role
from witness.domain.accounts import INVITE_LIVES, Account, AccountState, Counter, plain_email
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.errors import NotFound, Refused
from witness.messaging.carrier import Accepted, Declined, Outcome, OutgoingMail
from witness.store import Store
from witness.store.link_wishes import LinkWish, WishKind

# Whoever asked on the sign-in page sits in front of it: their link need not live longer.
RESET_LIVES = timedelta(hours=1)
MOST_TRIES = 6


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Somebody says that they have forgotten their password. address: the network's, which is counted."""

    email: str
    address: str


def wish_for_link(store: Store, asked: Forgotten, *, now: datetime, request_id: str = "") -> bool:
    """Note that a link is wanted. False: too many were wanted from there, and nothing was noted.

    Whether the address is anybody's is not looked up here: the answer is the same for every address, in its words and
    in the work behind it.
    """
    counters = ((Counter.LINK_ADDRESS, asked.address), (Counter.LINK_EMAIL, plain_email(asked.email)))
    with store.changing() as desk:
        if desk.accounts.tries.must_wait(counters, now) is not None:
            desk.audit.record(_entry("account.link_slowed", now, request_id, AuditOutcome.DENIED))
            return False
        for counter, who in counters:
            desk.accounts.tries.count(counter, who, now)
        desk.accounts.link_wishes.add(plain_email(asked.email), WishKind.PASSWORD, now)
        desk.audit.record(_entry("account.link_wished", now, request_id, AuditOutcome.ALLOWED))
    return True


def invite_by_mail(store: Store, invitation: Invitation, asking: Asking) -> Account:
    """Open an account and want the link to it sent; the administrator never sees it.

    Raises:
        NotFound: only administrators keep accounts.
        BadInvitation: the address is taken, or role and team do not fit.
    """
    _only_administrators(asking)
    invited = invite(store, invitation, now=asking.at, by=asking.viewer, request_id=asking.request_id)
    with store.changing() as desk:
        desk.accounts.link_wishes.add(
            invited.account.email, WishKind.INVITATION, asking.at, by_id=asking.viewer.account_id
        )
        desk.audit.record(_by_admin("account.link_wanted", invited.account, asking))
    return invited.account


def want_link_for(store: Store, account_id: str, kind: WishKind, asking: Asking) -> None:
    """Want a new link sent to somebody: to choose a password, or to begin anew with password and second step.

    Raises:
        NotFound: there is no such account, or only administrators keep accounts.
        Refused: they have left, or it is one's own account: that takes another administrator.
    """
    _only_administrators(asking)
    with store.changing() as desk:
        account = desk.accounts.get(account_id)
        if account.state is AccountState.DISABLED:
            raise Refused(f"{account.name} has left.")
        if kind is WishKind.NEW_FACTOR and account.id == asking.viewer.account_id:
            raise Refused("Only another administrator can take your second step away.")
        desk.accounts.link_wishes.add(account.email, kind, asking.at, by_id=asking.viewer.account_id)
        deed = "account.new_factor_wanted" if kind is WishKind.NEW_FACTOR else "account.link_wanted"
        desk.audit.record(_by_admin(deed, account, asking))


def sign_out_everywhere(store: Store, account_id: str, asking: Asking) -> int:
    """End every session of somebody. Gives how many.

    Raises:
        NotFound: there is no such account, or only administrators keep accounts.
    """
    _only_administrators(asking)
    with store.changing() as desk:
        account = desk.accounts.get(account_id)
        desk.accounts.start_new_generation(account.id)
        desk.accounts.devices.forget_all_of(account.id)
        ended = desk.accounts.sessions.end_all_of(account.id, asking.at)
        desk.audit.record(_by_admin("sessions.end_all", account, asking))
    return ended


def send_links(store: Store, post: Post, *, public_url: str) -> int:
    """Send the links whose time has come; gives how many were tried."""
    now = post.clock.now()
    with store.changing() as desk:
        due = [
            wish
            for wish in desk.accounts.link_wishes.due(now)
            if desk.accounts.link_wishes.tried(wish, _next(wish, now))
        ]
    for wish in due:
        _send(store, post, wish, public_url)
    return len(due)


def _next(wish: LinkWish, now: datetime) -> datetime:
    return now + WAITS[min(wish.tries, len(WAITS) - 1)]


def _send(store: Store, post: Post, wish: LinkWish, public_url: str) -> None:
    now = post.clock.now()
    lives = RESET_LIVES if wish.by_id is None else INVITE_LIVES
    try:
        invited = send_new_link(
            store, wish.email, now=now, new_factor=wish.kind is WishKind.NEW_FACTOR, lives=lives, wished_by=wish.by_id
        )
    except NotFound:  # nobody's address, or of somebody who has left: nothing goes, and nobody hears of it
        _forget(store, wish)
        return
    outcome = _mailed(post, wish, invited, public_url)
    if isinstance(outcome, Accepted | Declined) or wish.tries + 1 >= MOST_TRIES:
        _forget(store, wish)


def _mailed(post: Post, wish: LinkWish, invited: Invited, public_url: str) -> Outcome:
    phone = invited.team.phone or invited.account.desk_phone
    fields = {"sender": SIGNED_AS, "phone": phone, "until": moment_in_words(invited.expires_at)}
    try:
        subject, body = post.wording.mail("staff_link", "en", fields)
    except Refused as refusal:
        return Declined("", str(refusal))
    link = f"{public_url}/invite/{invited.token}"
    return post.mail.send(
        OutgoingMail(invited.account.email, subject, f"{body}\n{link}\n", f"{wish.wish_id}-{wish.tries}")
    )


def _forget(store: Store, wish: LinkWish) -> None:
    with store.changing() as desk:
        desk.accounts.link_wishes.done(wish.wish_id)


def _only_administrators(asking: Asking) -> None:
    if asking.viewer.role is not Role.ADMIN:
        raise NotFound("There is no such account.")


def _by_admin(deed: str, account: Account, asking: Asking) -> Entry:
    return account_entry(deed, account, now=asking.at, by=asking.viewer, request_id=asking.request_id)


def _entry(deed: str, now: datetime, request_id: str, outcome: AuditOutcome) -> Entry:
    return Entry(at=now, deed=deed, outcome=outcome, account_id=None, role="", subject="unknown", request_id=request_id)
