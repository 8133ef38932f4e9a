"""The rules of signing in: passwords, sessions, throttles and codes."""

import re
from datetime import timedelta

import pytest

from tests.kits import NOW
from witness.domain.accounts import (
    STAFF_SESSIONS,
    THROTTLES,
    Counter,
    PasswordNotAllowed,
    SignInSession,
    check_password,
    free_again_at,
    is_live,
    looks_like_recovery_code,
    new_recovery_codes,
    new_token,
    plain_recovery_code,
)

SECOND = timedelta(seconds=1)


def refused(password: str) -> bool:
    try:
        check_password(password, email="amara.diallo@support.example", name="Amara Diallo")
    except PasswordNotAllowed:
        return True
    return False


@pytest.mark.parametrize(
    "password",
    [
        "",
        "eleven char",
        "x1y2z3" * 50,
        "password2026!",
        "PassWord1234",
        "Liverpool2026",
        "123456789012",
        "abababababab",
        "iloveyouforever",
        "qwertyuiop123",
        "correcthorsebatterystaple",
        "my witness box",
        "the-crown-jewels-77",
        "amara is my name 9",
        "hello DIALLO hello",
        "amara.diallo/2026",
    ],
)
def test_a_password_that_somebody_would_guess_is_refused(password: str) -> None:
    assert refused(password)


@pytest.mark.parametrize(
    "password", ["green kettle nine hats", "tuba-onion-42-skate", "péché mignon à minuit", "🐟🐠🐡🦈🐙🦑🦀🦞🦐🐚🐬🐳"]
)
def test_a_long_and_unlikely_password_is_taken(password: str) -> None:
    assert not refused(password)


def test_every_counter_has_a_rule() -> None:
    assert set(THROTTLES) == set(Counter) - {Counter.ACCOUNT}  # which slows nobody


@pytest.mark.parametrize("counter", list(THROTTLES))
def test_waits_grow_and_then_stay(counter: Counter) -> None:
    rule = THROTTLES[counter]

    waits = [free_again_at([NOW] * failures, rule, NOW) for failures in range(rule.free + 40)]

    assert waits[: rule.free] == [None] * rule.free
    grown = [wait - NOW for wait in waits[rule.free :] if wait is not None]
    assert len(grown) == 40
    assert grown == sorted(grown)
    assert grown[0] == rule.first_wait
    assert grown[-1] == rule.longest


def test_failures_outside_the_window_do_not_count() -> None:
    rule = THROTTLES[Counter.CODE]

    assert free_again_at([NOW - rule.window] * 50, rule, NOW) is None


def test_a_wait_that_is_over_is_no_wait() -> None:
    rule = THROTTLES[Counter.CODE]
    failures = [NOW] * rule.free

    assert free_again_at(failures, rule, NOW + rule.first_wait - SECOND) is not None
    assert free_again_at(failures, rule, NOW + rule.first_wait) is None


@pytest.mark.parametrize(
    ("age", "unused", "alive"),
    [
        (timedelta(0), timedelta(0), True),
        (timedelta(hours=1), STAFF_SESSIONS.idle - SECOND, True),
        (timedelta(hours=1), STAFF_SESSIONS.idle, False),
        (STAFF_SESSIONS.absolute - SECOND, timedelta(0), True),
        (STAFF_SESSIONS.absolute, timedelta(0), False),
    ],
)
def test_a_session_dies_of_idleness_or_age(age: timedelta, unused: timedelta, alive: bool) -> None:
    session = SignInSession("hash", None, {}, NOW - age, NOW - unused)

    assert is_live(session, STAFF_SESSIONS, NOW) is alive


def test_recovery_codes_are_long_different_and_easy_to_read() -> None:
    codes = new_recovery_codes()

    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"([0-9a-hjkmnp-tv-z]{4}-){5}[0-9a-hjkmnp-tv-z]{4}", code) for code in codes)


def test_a_recovery_code_is_read_as_people_type_it() -> None:
    code = "0a1b-2c3d-4e5f-6g7h-8j9k-mnpq"

    assert plain_recovery_code(" OAIB 2C3D 4e5f-6g7h-8j9k-mnpq ") == plain_recovery_code(code)
    assert looks_like_recovery_code(code)
    assert not looks_like_recovery_code("123 456")


def test_tokens_are_long_and_never_alike() -> None:
    tokens = {new_token() for _ in range(10_000)}

    assert len(tokens) == 10_000
    assert min(len(token) for token in tokens) >= 43
