"""Signs staff in, by their password first, and out. Guessing is slowed; nobody outside can keep a colleague out."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from witness.actions.passwords import Passwords
from witness.actions.sign_in_tries import NotSignedIn, TooManyTries, Turn, sign_in_entry, take_turn
from witness.actions.staff_notices import tell_of_account
from witness.domain.account_news import FAILURES_WORTH_A_MAIL, AccountNews
from witness.domain.accounts import (
    STAFF_SESSIONS,
    Account,
    AccountState,
    Counter,
    looks_like_token,
    new_token,
    plain_email,
    token_hash,
)
from witness.domain.devices import Device, device_name, is_known
from witness.identifiers import new_id
from witness.store import Desk, Store

# Wrong passwords of so long are worth telling of when the right one comes.
FAILURES_COUNT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody typed on the sign-in page, the network address they did it from, and their browser's own token."""

    email: str
    password: str = field(repr=False)
    address: str
    device: str = field(default="", repr=False)

    def counted_by(self, *, is_known: bool) -> tuple[tuple[Counter, str], ...]:
        """What a failure counts against. is_known: the browser is one that this account has signed in from."""
        email = plain_email(self.email)
        if is_known:
            return ((Counter.ACCOUNT_AND_DEVICE, f"{email}\x00{token_hash(self.device)}"),)
        return ((Counter.ACCOUNT_AND_ADDRESS, f"{email}\x00{self.address}"), (Counter.ADDRESS, self.address))


def check_password_step(
    store: Store, passwords: Passwords, attempt: Attempt, *, now: datetime, request_id: str = ""
) -> Account:
    """Judge e-mail and password: the first step, which opens nothing yet.

    Raises:
        NotSignedIn: wrong, unknown, not opened yet or disabled: all the same to whoever asks.
        TooManyTries: it was not even looked at.
    """
    with store.changing() as desk:
        account = desk.accounts.with_email(attempt.email)
        device = desk.accounts.devices.find("" if account is None else account.id, token_hash(attempt.device))
        counted_by = attempt.counted_by(is_known=is_known(device, now))
        turn = take_turn(desk, counted_by, now, beside=(Counter.ACCOUNT, plain_email(attempt.email)))
        kept = _hash_to_try(desk, account)
        if turn.again_at is not None:
            desk.audit.record(sign_in_entry("sign_in.slowed", account, now, request_id, allowed=False))
    if turn.again_at is not None:
        raise TooManyTries(turn.again_at, now)
    # Outside the transaction: a hash takes a tenth of a second, and nobody should wait for it.
    right = passwords.matches(kept, attempt.password)
    fresh = passwords.hash(attempt.password) if right and passwords.is_outdated(kept) else ""
    with store.changing() as desk:
        desk.audit.record(sign_in_entry("sign_in.password", account, now, request_id, allowed=right))
        if right:
            _forgive(desk, counted_by, turn)
        if right and account is not None:
            _tell_of_failures(desk, account, now)
        if account is not None and fresh:
            desk.accounts.keep_password(account.id, fresh)
    if account is None or not right:
        raise NotSignedIn("Check your email address and password, then try again.")
    return account


def arrive_from(
    store: Store, account: Account, token: str, user_agent: str, *, now: datetime, request_id: str = ""
) -> str:
    """Make room for one more session of somebody, note from which browser it is, and mail them when that is new.

    token: what its cookie said; "" for none. Gives the token that it is to keep from now on; "" when it keeps its own.
    """
    with store.changing() as desk:
        _make_room(desk, account.id, now)
        device = desk.accounts.devices.find(account.id, token_hash(token))
        if device is None:
            # One browser serves several people of an office: it keeps its token, and each of them knows it apart.
            kept = token if looks_like_token(token) else new_token()
            name = device_name(user_agent)
            desk.accounts.devices.add(Device(new_id(), account.id, token_hash(kept), name, now, now))
        else:
            kept = token
            desk.accounts.devices.see(device.device_id, now)
        if is_known(device, now):
            return ""
        tell_of_account(desk, AccountNews.NEW_DEVICE, account.id, now)
        desk.audit.record(sign_in_entry("sign_in.browser", account, now, request_id, allowed=True))
    return kept


def sign_in_for_demo(store: Store, email: str, *, now: datetime, request_id: str = "") -> Account:
    """Sign a person of the demo world in without any factor. Only a demo has the door that calls this.

    Raises:
        NotSignedIn: the demo world has nobody of that address.
    """
    with store.changing() as desk:
        account = desk.accounts.with_email(email)
        if account is None or account.state is not AccountState.ACTIVE:
            raise NotSignedIn("The demo world has nobody of that name. Run “demo load” first.")
        desk.audit.record(sign_in_entry("sign_in.demo", account, now, request_id, allowed=True))
    return account


def sign_out(store: Store, account: Account, session_hash: str, *, now: datetime, request_id: str = "") -> None:
    """End one session for good."""
    with store.changing() as desk:
        desk.accounts.sessions.end(session_hash, now)
        desk.audit.record(sign_in_entry("sign_out", account, now, request_id, allowed=True))


def end_other_sessions(
    store: Store, account: Account, session_hash: str, *, now: datetime, request_id: str = ""
) -> int:
    """End every session of somebody but the one they are in. Gives how many."""
    with store.changing() as desk:
        ended = desk.accounts.sessions.end_all_of(account.id, now, but=session_hash)
        desk.audit.record(sign_in_entry("sessions.end", account, now, request_id, allowed=True))
    return ended


def _tell_of_failures(desk: Desk, account: Account, now: datetime) -> None:
    failures = desk.accounts.tries.failures(Counter.ACCOUNT, account.email, now - FAILURES_COUNT_FOR)
    if len(failures) >= FAILURES_WORTH_A_MAIL:
        tell_of_account(desk, AccountNews.AFTER_FAILURES, account.id, now)
    desk.accounts.tries.forgive(Counter.ACCOUNT, account.email)


def _forgive(desk: Desk, counted_by: tuple[tuple[Counter, str], ...], turn: Turn) -> None:
    desk.accounts.tries.forgive(*counted_by[0])
    # Of the address only this one try: whoever owns one account must not wipe out what they tried on others.
    for name in turn.counted:
        desk.accounts.tries.forgive_one(name)


def _hash_to_try(desk: Desk, account: Account | None) -> str:
    """Give the hash to hold the password against. It is looked up for nobody too: an unknown address costs the same."""
    kept = desk.accounts.password_hash("" if account is None else account.id)
    return kept if account is not None and account.state is AccountState.ACTIVE else ""


def _make_room(desk: Desk, account_id: str, now: datetime) -> None:
    for session in desk.accounts.sessions.of_account(account_id)[STAFF_SESSIONS.most - 1 :]:
        desk.accounts.sessions.end(session.token_hash, now)
