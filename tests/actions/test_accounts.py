"""Staff are invited, sign in with two steps, guess in vain, and go: each of it with its audit entry."""

from datetime import datetime, timedelta

import pyotp
import pytest

from tests.cast import PASSWORD, PASSWORDS, Cast, code_of, secret_of
from tests.kits import NOW
from witness.actions.accounts import (
    BadInvitation,
    DeadLink,
    Invitation,
    WrongCode,
    accept_invite,
    confirm_factor,
    disable,
    factor_to_prove,
    invite,
    renew_recovery_codes,
    send_new_link,
)
from witness.actions.second_step import check_code_step
from witness.actions.sign_in import Attempt, arrive_from, check_password_step, sign_in_for_demo
from witness.actions.sign_in_tries import NotSignedIn, TooManyTries
from witness.domain.access import Role, TeamKind
from witness.domain.accounts import Account, AccountState, FirstStep, PasswordNotAllowed, SignInSession, token_hash
from witness.domain.audit import AuditOutcome, Entry, first_fault
from witness.domain.errors import NotFound, Refused
from witness.store import Store

NEW = Invitation("nia@support.example", Role.OFFICER, "Calder", "Nia Grant")
GOOD = "green kettle under nine hats"
OFFICE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


def entries(store: Store) -> list[Entry]:
    with store.reading() as desk:
        chain = list(desk.audit.chain())
    assert first_fault(chain) == ""
    return [link.entry for link in chain]


def deeds(store: Store) -> list[tuple[str, AuditOutcome]]:
    return [(entry.deed, entry.outcome) for entry in entries(store)]


def first_step_of(account: Account, at: datetime = NOW) -> FirstStep:
    return FirstStep(account.id, account.generation, at)


def try_password(store: Store, email: str, password: str, address: str = OFFICE, now: datetime = NOW) -> Account:
    return check_password_step(store, PASSWORDS, Attempt(email, password, address), now=now)


def fail(store: Store, email: str, times: int, address: str = OFFICE, now: datetime = NOW) -> None:
    for _ in range(times):
        with pytest.raises(NotSignedIn):
            try_password(store, email, "a wrong password", address, now)


def open_session(store: Store, account: Account, letter: str = "a") -> None:
    with store.changing() as desk:
        desk.accounts.sessions.open(SignInSession(letter * 64, account.id, {}, NOW, NOW))


def sessions_of(store: Store, account: Account) -> int:
    with store.reading() as desk:
        return len(desk.accounts.sessions.of_account(account.id))


def accept(store: Store, token: str) -> tuple[Account, tuple[str, ...]]:
    account = accept_invite(store, PASSWORDS, token, GOOD, now=NOW)
    _, secret = factor_to_prove(store, account.id)
    return confirm_factor(store, account.id, pyotp.TOTP(secret).at(NOW), now=NOW)


def test_somebody_invited_chooses_a_password_proves_a_factor_and_signs_in(store: Store, staff: Cast) -> None:
    invited = invite(store, NEW, now=NOW, by=staff.ada.viewer)

    account, codes = accept(store, invited.token)

    assert account.state is AccountState.ACTIVE
    assert len(set(codes)) == 10
    assert try_password(store, NEW.email, GOOD) == account
    assert check_code_step(store, first_step_of(account), codes[0].upper(), now=NOW) == account
    assert [deed for deed, _ in deeds(store)] == [
        "account.invite",
        "account.password",
        "account.factor",
        "sign_in.password",
        "sign_in.recovery_code",
    ]


def test_the_first_invitation_makes_its_team(store: Store) -> None:
    invited = invite(store, Invitation("leigh@cps.example", Role.LIAISON, "CPS North"), now=NOW)

    assert invited.team.kind is TeamKind.CPS
    assert invited.account.name == "leigh"


def test_a_role_needs_a_team_of_its_side(store: Store, staff: Cast) -> None:
    with pytest.raises(BadInvitation):
        invite(store, Invitation("x@cps.example", Role.LIAISON, "Calder"), now=NOW)


def test_whoever_has_an_account_is_not_invited_again(store: Store, staff: Cast) -> None:
    with pytest.raises(BadInvitation):
        invite(store, Invitation(staff.olu.email, Role.ADMIN, "Calder"), now=NOW)


def test_a_second_invitation_kills_the_first(store: Store, staff: Cast) -> None:
    first = invite(store, NEW, now=NOW)
    second = invite(store, NEW, now=NOW)

    with pytest.raises(DeadLink):
        accept_invite(store, PASSWORDS, first.token, GOOD, now=NOW)
    assert accept_invite(store, PASSWORDS, second.token, GOOD, now=NOW).id == first.account.id


def test_a_link_works_once_and_not_too_late(store: Store, staff: Cast) -> None:
    invited = invite(store, NEW, now=NOW)

    with pytest.raises(DeadLink):
        accept_invite(store, PASSWORDS, invited.token, GOOD, now=invited.expires_at)
    accept(store, invited.token)
    with pytest.raises(DeadLink):
        accept_invite(store, PASSWORDS, invited.token, GOOD, now=NOW)


def test_a_password_alone_does_not_open_an_invited_account(store: Store, staff: Cast) -> None:
    invited = invite(store, NEW, now=NOW)
    accept_invite(store, PASSWORDS, invited.token, GOOD, now=NOW)

    with pytest.raises(NotSignedIn):
        try_password(store, NEW.email, GOOD)


def test_a_factor_is_not_confirmed_by_a_wrong_code(store: Store, staff: Cast) -> None:
    account = accept_invite(store, PASSWORDS, invite(store, NEW, now=NOW).token, GOOD, now=NOW)

    with pytest.raises(WrongCode):
        confirm_factor(store, account.id, "000000x", now=NOW)
    with store.reading() as desk:
        assert desk.accounts.get(account.id).state is AccountState.INVITED


def test_a_proved_factor_is_never_shown_again(store: Store, staff: Cast) -> None:
    with pytest.raises(NotFound):
        factor_to_prove(store, staff.olu.id)


@pytest.mark.parametrize(
    "password",
    [
        "short words",
        "password1234",
        "aaaaaaaaaaaaaaaa",
        "Qwertyuiop123!",
        "a witness in the rain",
        "my name is nia grant ok",
        "x" * 200 + "abcdefgh" * 10,
    ],
)
def test_a_bad_password_is_refused_and_the_link_lives_on(store: Store, staff: Cast, password: str) -> None:
    invited = invite(store, NEW, now=NOW)

    with pytest.raises(PasswordNotAllowed):
        accept_invite(store, PASSWORDS, invited.token, password, now=NOW)
    assert accept_invite(store, PASSWORDS, invited.token, GOOD, now=NOW).id == invited.account.id


def test_a_long_password_counts_to_its_last_letter(store: Store, staff: Cast) -> None:
    long = "Blue 🐟 swims past 64 letters without ever being cut off by anybody at all "
    token = send_new_link(store, staff.olu.email, now=NOW).token
    accept_invite(store, PASSWORDS, token, long, now=NOW)

    for wrong in (long[:-1], long.lower()):
        with pytest.raises(NotSignedIn):
            try_password(store, staff.olu.email, wrong)
    assert try_password(store, staff.olu.email, long).id == staff.olu.id


def test_a_new_password_ends_sessions_and_keeps_the_second_factor(store: Store, staff: Cast) -> None:
    open_session(store, staff.olu)
    token = send_new_link(store, staff.olu.email, now=NOW).token

    changed = accept_invite(store, PASSWORDS, token, GOOD, now=NOW)

    assert changed.state is AccountState.ACTIVE
    assert changed.generation == staff.olu.generation + 1
    assert sessions_of(store, staff.olu) == 0
    assert check_code_step(store, first_step_of(changed), code_of(staff.olu, NOW), now=NOW) == changed


def test_a_lost_factor_closes_the_account_until_a_new_one_is_proved(store: Store, staff: Cast) -> None:
    token = send_new_link(store, staff.olu.email, now=NOW, new_factor=True).token

    with pytest.raises(NotSignedIn):
        try_password(store, staff.olu.email, PASSWORD)
    account, _ = accept(store, token)
    assert account.state is AccountState.ACTIVE
    with pytest.raises(NotSignedIn):
        check_code_step(store, first_step_of(account), code_of(staff.olu, NOW + timedelta(minutes=2)), now=NOW)


def test_a_code_works_once(store: Store, staff: Cast) -> None:
    code = code_of(staff.olu, NOW)
    check_code_step(store, first_step_of(staff.olu), code, now=NOW)

    with pytest.raises(NotSignedIn):
        check_code_step(store, first_step_of(staff.olu), code, now=NOW)


@pytest.mark.parametrize(("seconds", "works"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_code_may_be_one_step_off_and_no_more(store: Store, staff: Cast, seconds: int, works: bool) -> None:
    code = code_of(staff.olu, NOW + timedelta(seconds=seconds))

    if works:
        assert check_code_step(store, first_step_of(staff.olu), code, now=NOW) == staff.olu
    else:
        with pytest.raises(NotSignedIn):
            check_code_step(store, first_step_of(staff.olu), code, now=NOW)


def test_a_recovery_code_works_once(store: Store, staff: Cast) -> None:
    codes = renew_recovery_codes(store, staff.olu, code_of(staff.olu, NOW), now=NOW)
    check_code_step(store, first_step_of(staff.olu), codes[3], now=NOW)

    with pytest.raises(NotSignedIn):
        check_code_step(store, first_step_of(staff.olu), codes[3], now=NOW)


def test_recovery_codes_are_kept_as_hashes_only(store: Store, staff: Cast) -> None:
    codes = renew_recovery_codes(store, staff.olu, code_of(staff.olu, NOW), now=NOW)

    with store.changing() as desk:
        plain = codes[0].replace("-", "")
        assert not desk.accounts.spend_recovery_code(staff.olu.id, plain, NOW)
        assert desk.accounts.spend_recovery_code(staff.olu.id, token_hash(plain), NOW)


def test_recovery_codes_are_renewed_with_a_fresh_code_alone(store: Store, staff: Cast) -> None:
    check_code_step(store, first_step_of(staff.olu), code_of(staff.olu, NOW), now=NOW)

    with pytest.raises(WrongCode):
        renew_recovery_codes(store, staff.olu, code_of(staff.olu, NOW), now=NOW)


def test_the_second_step_must_follow_soon(store: Store, staff: Cast) -> None:
    long_ago = NOW - timedelta(minutes=10)

    with pytest.raises(NotSignedIn):
        check_code_step(store, first_step_of(staff.olu, long_ago), code_of(staff.olu, NOW), now=NOW)


def test_whoever_was_disabled_between_the_steps_stays_out(store: Store, staff: Cast) -> None:
    disable(store, staff.olu.id, by=staff.ada.viewer, now=NOW)

    with pytest.raises(NotSignedIn):
        check_code_step(store, first_step_of(staff.olu), code_of(staff.olu, NOW), now=NOW)


def test_wrong_and_unknown_are_refused_in_the_same_words(store: Store, staff: Cast) -> None:
    with pytest.raises(NotSignedIn) as wrong:
        try_password(store, staff.olu.email, "a wrong password")
    with pytest.raises(NotSignedIn) as unknown:
        try_password(store, "nobody@support.example", "a wrong password")

    assert str(wrong.value) == str(unknown.value)


def test_guessing_is_slowed_more_and_more(store: Store, staff: Cast) -> None:
    fail(store, staff.olu.email, 5)

    with pytest.raises(TooManyTries) as slowed:
        try_password(store, staff.olu.email, PASSWORD)
    assert slowed.value.again_at == NOW + timedelta(seconds=30)
    fail(store, staff.olu.email, 1, now=slowed.value.again_at)
    with pytest.raises(TooManyTries) as slowed_more:
        try_password(store, staff.olu.email, PASSWORD, now=slowed.value.again_at)
    assert slowed_more.value.again_at == slowed.value.again_at + timedelta(seconds=60)


def test_after_the_wait_the_right_password_works_and_wipes_the_slate(store: Store, staff: Cast) -> None:
    fail(store, staff.olu.email, 5)
    later = NOW + timedelta(seconds=31)

    assert try_password(store, staff.olu.email, PASSWORD, now=later) == staff.olu
    fail(store, staff.olu.email, 4, now=later)
    assert try_password(store, staff.olu.email, PASSWORD, now=later) == staff.olu


def test_failures_from_one_address_do_not_keep_the_owner_out_from_another(store: Store, staff: Cast) -> None:
    fail(store, staff.olu.email, 100, address=ELSEWHERE)

    assert try_password(store, staff.olu.email, PASSWORD, address=OFFICE) == staff.olu


def test_an_address_that_tries_many_accounts_is_slowed_for_all(store: Store, staff: Cast) -> None:
    for number in range(15):
        fail(store, f"guess-{number}@support.example", 4, address=ELSEWHERE)

    with pytest.raises(TooManyTries):
        try_password(store, staff.olu.email, PASSWORD, address=ELSEWHERE)
    assert try_password(store, staff.olu.email, PASSWORD, address=OFFICE) == staff.olu


def test_guessing_codes_is_slowed(store: Store, staff: Cast) -> None:
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            check_code_step(store, first_step_of(staff.olu), "000000x", now=NOW)

    with pytest.raises(TooManyTries):
        check_code_step(store, first_step_of(staff.olu), code_of(staff.olu, NOW), now=NOW)


def test_every_sign_in_and_every_failure_is_audited(store: Store, staff: Cast) -> None:
    fail(store, staff.olu.email, 1)
    fail(store, "nobody@support.example", 1)
    try_password(store, staff.olu.email, PASSWORD)
    check_code_step(store, first_step_of(staff.olu), code_of(staff.olu, NOW), now=NOW)

    found = [(entry.deed, entry.outcome, entry.account_id) for entry in entries(store)]

    assert found == [
        ("sign_in.password", AuditOutcome.DENIED, staff.olu.id),
        ("sign_in.password", AuditOutcome.DENIED, None),
        ("sign_in.password", AuditOutcome.ALLOWED, staff.olu.id),
        ("sign_in.code", AuditOutcome.ALLOWED, staff.olu.id),
    ]


def test_a_cheap_hash_is_replaced_at_the_next_sign_in(store: Store, staff: Cast) -> None:
    dearer = type(PASSWORDS)(memory_kib=128, rounds=1)

    check_password_step(store, dearer, Attempt(staff.olu.email, PASSWORD, OFFICE), now=NOW)

    with store.reading() as desk:
        kept = desk.accounts.password_hash(staff.olu.id)
    assert kept.startswith("$argon2id$")
    assert "m=128" in kept


def test_a_sixth_sign_in_ends_the_oldest_session(store: Store, staff: Cast) -> None:
    for letter in "abcde":
        open_session(store, staff.olu, letter)

    arrive_from(store, staff.olu, "", "Firefox", now=NOW)

    assert sessions_of(store, staff.olu) == 4


def test_a_disabled_account_loses_sessions_links_and_entry(store: Store, staff: Cast) -> None:
    open_session(store, staff.olu)
    token = send_new_link(store, staff.olu.email, now=NOW).token

    disable(store, staff.olu.id, by=staff.ada.viewer, now=NOW)

    assert sessions_of(store, staff.olu) == 0
    with pytest.raises(NotSignedIn):
        try_password(store, staff.olu.email, PASSWORD)
    with pytest.raises(DeadLink):
        accept_invite(store, PASSWORDS, token, GOOD, now=NOW)
    with pytest.raises(NotFound):
        send_new_link(store, staff.olu.email, now=NOW)


def test_only_another_administrator_closes_an_account(store: Store, staff: Cast) -> None:
    for by in (staff.mo, staff.olivia, staff.leigh):
        with pytest.raises(Refused):
            disable(store, staff.olu.id, by=by.viewer, now=NOW)
    with pytest.raises(Refused):
        disable(store, staff.ada.id, by=staff.ada.viewer, now=NOW)


def test_the_demo_signs_in_whom_it_knows_and_says_so(store: Store, staff: Cast) -> None:
    assert sign_in_for_demo(store, staff.mo.email, now=NOW) == staff.mo
    with pytest.raises(NotSignedIn):
        sign_in_for_demo(store, "nobody@support.example", now=NOW)

    assert deeds(store) == [("sign_in.demo", AuditOutcome.ALLOWED)]


def test_nothing_secret_shows_in_what_is_printed(store: Store, staff: Cast) -> None:
    invited = invite(store, NEW, now=NOW)

    assert invited.token not in repr(invited)
    assert PASSWORD not in repr(Attempt(NEW.email, PASSWORD, OFFICE))
    with store.reading() as desk:
        assert secret_of(staff.olu) not in repr(desk.accounts.factor(staff.olu.id))
