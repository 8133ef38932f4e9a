"""Signs staff in, in two steps, and out. Guessing is slowed; nobody outside can keep a colleague out."""

import hmac
from dataclasses import dataclass, field
from datetime import datetime

import pyotp

from witness.actions.passwords import Passwords
from witness.domain.accounts import (
    STAFF_SESSIONS,
    THROTTLES,
    Account,
    AccountState,
    Counter,
    FirstStep,
    free_again_at,
    looks_like_recovery_code,
    plain_email,
    plain_recovery_code,
    token_hash,
)
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.errors import Refused
from witness.store import Desk, Store

STEP_SECONDS = 30


class NotSignedIn(Refused):
    """The e-mail address, the password or the code was wrong. Which of them is never said."""


class TooManyTries(NotSignedIn):
    """Too many tries failed. The next is allowed at `again_at`."""

    def __init__(self, again_at: datetime, now: datetime) -> None:
        """Say how long to wait."""
        self.again_at = again_at
        seconds = max(1, int((again_at - now).total_seconds()))
        wait = f"{seconds} seconds" if seconds < 90 else f"{-(-seconds // 60)} minutes"
        super().__init__(f"Too many tries failed. Wait {wait}, then try again.")


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody typed on the sign-in page, and the network address they did it from."""

    email: str
    password: str = field(repr=False)
    address: str

    @property
    def counted_by(self) -> tuple[tuple[Counter, str], ...]:
        """What a failure counts against."""
        pair = f"{plain_email(self.email)}\x00{self.address}"
        return ((Counter.ACCOUNT_AND_ADDRESS, pair), (Counter.ADDRESS, self.address))


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
        turn = _take_turn(desk, attempt.counted_by, now)
        kept = _hash_to_try(desk, account)
        if turn.again_at is not None:
            desk.audit.record(_entry("sign_in.slowed", account, now, request_id, allowed=False))
    if turn.again_at is not None:
        raise TooManyTries(turn.again_at, now)
    # Outside the transaction: a hash takes a tenth of a second, and nobody should wait for it.
    right = passwords.matches(kept, attempt.password)
    fresh = passwords.hash(attempt.password) if right and passwords.is_outdated(kept) else ""
    with store.changing() as desk:
        desk.audit.record(_entry("sign_in.password", account, now, request_id, allowed=right))
        if right:
            _forgive(desk, attempt, turn)
        if account is not None and fresh:
            desk.accounts.keep_password(account.id, fresh)
    if account is None or not right:
        raise NotSignedIn("Check your email address and password, then try again.")
    return account


def check_code_step(store: Store, first: FirstStep, typed: str, *, now: datetime, request_id: str = "") -> Account:
    """Judge the second step: a code from the authenticator, or a recovery code. Each works once.

    Raises:
        NotSignedIn: wrong or spent, or the account was disabled or changed since the first step.
        TooManyTries: it was not even looked at.
    """
    recovering = looks_like_recovery_code(typed)
    deed = "sign_in.recovery_code" if recovering else "sign_in.code"
    codes = (Counter.CODE, first.account_id)
    with store.changing() as desk:
        account = desk.accounts.get(first.account_id)
        turn = _take_turn(desk, (codes,), now)
        right = turn.again_at is None and first.still_holds(account, now) and _spend_code(desk, account.id, typed, now)
        done = deed if turn.again_at is None else "sign_in.slowed"
        desk.audit.record(_entry(done, account, now, request_id, allowed=right))
        if right:
            desk.accounts.tries.forgive(*codes)
            _make_room(desk, account.id, now)
    if turn.again_at is not None:
        raise TooManyTries(turn.again_at, now)
    if not right:
        raise NotSignedIn("That code is wrong or was used before. Wait for the next one and try again.")
    return account


def prove_again(store: Store, account_id: str, typed: str, *, now: datetime, request_id: str = "") -> None:
    """Ask somebody who is signed in for a fresh code of their authenticator. A recovery code does not do.

    Raises:
        NotSignedIn: the code is wrong or was used before.
        TooManyTries: it was not even looked at.
    """
    codes = (Counter.CODE, account_id)
    with store.changing() as desk:
        account = desk.accounts.get(account_id)
        turn = _take_turn(desk, (codes,), now)
        fresh = turn.again_at is None and not looks_like_recovery_code(typed)
        right = fresh and _spend_code(desk, account_id, typed, now)
        desk.audit.record(_entry("step_up", account, now, request_id, allowed=right))
        if right:
            desk.accounts.tries.forgive(*codes)
    if turn.again_at is not None:
        raise TooManyTries(turn.again_at, now)
    if not right:
        raise NotSignedIn("That code is wrong or was used before. Wait for the next one and try again.")


def sign_in_for_demo(store: Store, email: str, *, now: datetime, request_id: str = "") -> Account:
    """Sign a person of the demo world in without any factor. Only a demo has the door that calls this.

    Raises:
        NotSignedIn: the demo world has nobody of that address.
    """
    with store.changing() as desk:
        account = desk.accounts.with_email(email)
        if account is None or account.state is not AccountState.ACTIVE:
            raise NotSignedIn("The demo world has nobody of that name. Run “demo load” first.")
        desk.audit.record(_entry("sign_in.demo", account, now, request_id, allowed=True))
    return account


def sign_out(store: Store, account: Account, session_hash: str, *, now: datetime, request_id: str = "") -> None:
    """End one session for good."""
    with store.changing() as desk:
        desk.accounts.sessions.end(session_hash, now)
        desk.audit.record(_entry("sign_out", account, now, request_id, allowed=True))


def end_other_sessions(
    store: Store, account: Account, session_hash: str, *, now: datetime, request_id: str = ""
) -> int:
    """End every session of somebody but the one they are in. Gives how many."""
    with store.changing() as desk:
        ended = desk.accounts.sessions.end_all_of(account.id, now, but=session_hash)
        desk.audit.record(_entry("sessions.end", account, now, request_id, allowed=True))
    return ended


def matching_step(secret: str, typed: str, now: datetime) -> int | None:
    """Give the time step whose code was typed: this, the last or the next one; None when none fits."""
    code = "".join(typed.split())
    this = int(now.timestamp()) // STEP_SECONDS
    factor = pyotp.TOTP(secret, interval=STEP_SECONDS)
    fitting = [step for step in (this - 1, this, this + 1) if _same(factor.at(step * STEP_SECONDS), code)]
    return fitting[-1] if fitting else None


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


@dataclass(frozen=True, slots=True)
class _Turn:
    """Leave to try. again_at: None means now; counted: tries that stand as failed until forgiven."""

    again_at: datetime | None
    counted: tuple[str, ...] = ()


def _take_turn(desk: Desk, counted_by: tuple[tuple[Counter, str], ...], now: datetime) -> _Turn:
    tries = desk.accounts.tries
    waits = [
        free_again_at(tries.failures(counter, who, now - THROTTLES[counter].window), THROTTLES[counter], now)
        for counter, who in counted_by
    ]
    again_at = max((wait for wait in waits if wait is not None), default=None)
    if again_at is not None:
        return _Turn(again_at)
    return _Turn(None, tuple(tries.count(counter, who, now) for counter, who in counted_by))


def _forgive(desk: Desk, attempt: Attempt, turn: _Turn) -> None:
    pair, _address = attempt.counted_by
    desk.accounts.tries.forgive(*pair)
    # Of the address only this one try: whoever owns one account must not wipe out what they tried on others.
    for name in turn.counted:
        desk.accounts.tries.forgive_one(name)


def _hash_to_try(desk: Desk, account: Account | None) -> str:
    if account is None or account.state is not AccountState.ACTIVE:
        return ""
    return desk.accounts.password_hash(account.id)


def _spend_code(desk: Desk, account_id: str, typed: str, now: datetime) -> bool:
    if looks_like_recovery_code(typed):
        return desk.accounts.spend_recovery_code(account_id, token_hash(plain_recovery_code(typed)), now)
    factor = desk.accounts.factor(account_id)
    step = None if factor is None else matching_step(factor.secret, typed, now)
    return step is not None and desk.accounts.spend_step(account_id, step)


def _make_room(desk: Desk, account_id: str, now: datetime) -> None:
    for session in desk.accounts.sessions.of_account(account_id)[STAFF_SESSIONS.most - 1 :]:
        desk.accounts.sessions.end(session.token_hash, now)


def _entry(deed: str, account: Account | None, now: datetime, request_id: str, *, allowed: bool) -> Entry:
    return Entry(
        at=now,
        deed=deed,
        outcome=AuditOutcome.ALLOWED if allowed else AuditOutcome.DENIED,
        account_id=None if account is None else account.id,
        role="" if account is None else account.role.value,
        subject="account" if account is not None else "unknown",
        request_id=request_id,
    )
