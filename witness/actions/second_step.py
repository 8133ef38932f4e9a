"""The second step of signing in: a code, a recovery code or a security key; also shown again by whoever is inside."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import pyotp

from witness.actions.security_keys import NOT_PROVED, Site, spend_key
from witness.actions.sign_in_tries import NotSignedIn, TooManyTries, sign_in_entry, take_turn
from witness.actions.staff_notices import tell_of_account
from witness.domain.account_news import AccountNews
from witness.domain.accounts import (
    Account,
    Counter,
    FirstStep,
    looks_like_recovery_code,
    plain_recovery_code,
    token_hash,
)
from witness.domain.security_keys import passes_by_code
from witness.store import Desk, Store

STEP_SECONDS = 30
WRONG_CODE = "That code is wrong or was used before. Wait for the next one and try again."

Spend = Callable[[Desk, Account], bool]


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """What a security key signed, where, and the challenge that it was asked in this session."""

    site: Site
    question: str
    text: str = field(repr=False)


def check_code_step(
    store: Store, first: FirstStep, typed: str, *, now: datetime, insists: bool = False, request_id: str = ""
) -> Account:
    """Judge the second step: a code from the authenticator, or a recovery code. Each works once.

    insists: whether some roles have to use their security keys here.

    Raises:
        NotSignedIn: wrong or spent, or the account was disabled or changed since the first step.
        TooManyTries: it was not even looked at.
    """
    deed = "sign_in.recovery_code" if looks_like_recovery_code(typed) else "sign_in.code"
    account = _second_step(store, first, _by_code(typed, now, insists=insists), deed, now, request_id)
    if account is None:
        raise NotSignedIn(WRONG_CODE)
    return account


def check_key_step(
    store: Store, first: FirstStep, answer: KeyAnswer, *, now: datetime, request_id: str = ""
) -> Account:
    """Judge the second step: a security key.

    Raises:
        NotSignedIn: it did not prove itself, or the account was disabled or changed since the first step.
        TooManyTries: it was not even looked at.
    """
    account = _second_step(store, first, _by_key(answer, now), "sign_in.key", now, request_id)
    if account is None:
        raise NotSignedIn(NOT_PROVED)
    return account


def prove_again(
    store: Store,
    account: Account,
    given: str | KeyAnswer,
    *,
    now: datetime,
    insists: bool = False,
    request_id: str = "",
) -> None:
    """Judge the second step of somebody who is signed in, before something that needs it anew.

    given: the code that they typed, or what their key signed.

    Raises:
        NotSignedIn: it is wrong or spent.
        TooManyTries: it was not even looked at.
    """
    first = FirstStep(account.id, account.generation, now)
    by_key = isinstance(given, KeyAnswer)
    spend = _by_key(given, now) if isinstance(given, KeyAnswer) else _by_code(given, now, insists=insists)
    if _second_step(store, first, spend, "prove.again", now, request_id) is None:
        raise NotSignedIn(NOT_PROVED if by_key else WRONG_CODE)


def _by_code(typed: str, now: datetime, *, insists: bool) -> Spend:
    def spend(desk: Desk, account: Account) -> bool:
        is_recovery = looks_like_recovery_code(typed)
        if not is_recovery and not passes_by_code(account.role, desk.accounts.keys.of(account.id), insists=insists):
            return False
        spent = _spend_code(desk, account.id, typed, now)
        if spent and is_recovery:
            tell_of_account(desk, AccountNews.RECOVERY_CODE, account.id, now)
        return spent

    return spend


def _by_key(answer: KeyAnswer, now: datetime) -> Spend:
    return lambda desk, account: spend_key(desk, account.id, answer.site, answer.question, answer.text, now)


def _second_step(
    store: Store, first: FirstStep, spend: Spend, deed: str, now: datetime, request_id: str
) -> Account | None:
    codes = (Counter.CODE, first.account_id)
    with store.changing() as desk:
        account = desk.accounts.get(first.account_id)
        turn = take_turn(desk, (codes,), now)
        right = turn.again_at is None and first.still_holds(account, now) and spend(desk, account)
        done = deed if turn.again_at is None else "sign_in.slowed"
        desk.audit.record(sign_in_entry(done, account, now, request_id, allowed=right))
        if right:
            desk.accounts.tries.forgive(*codes)
    if turn.again_at is not None:
        raise TooManyTries(turn.again_at, now)
    return account if right else None


def matching_step(secret: str, typed: str, now: datetime) -> int | None:
    """Give the time step whose code was typed: this, the last or the next one; None when none fits."""
    code = "".join(typed.split())
    this = int(now.timestamp()) // STEP_SECONDS
    factor = pyotp.TOTP(secret, interval=STEP_SECONDS)
    fitting = [step for step in (this - 1, this, this + 1) if _same(factor.at(step * STEP_SECONDS), code)]
    return fitting[-1] if fitting else None


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _spend_code(desk: Desk, account_id: str, typed: str, now: datetime) -> bool:
    if looks_like_recovery_code(typed):
        return desk.accounts.spend_recovery_code(account_id, token_hash(plain_recovery_code(typed)), now)
    factor = desk.accounts.factor(account_id)
    step = None if factor is None else matching_step(factor.secret, typed, now)
    return step is not None and desk.accounts.spend_step(account_id, step)
