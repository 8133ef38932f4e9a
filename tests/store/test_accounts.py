"""How staff, their factors, sessions and failed tries are kept."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from tests.cast import AIREDALE, CALDER, Cast, secret_of
from tests.kits import NOW
from witness.domain.accounts import Account, AccountState, Counter, SignInSession, Team
from witness.domain.errors import NotFound
from witness.domain.security_keys import SecurityKey
from witness.store import Store
from witness.store.accounts import Standing


def a_session(token_hash: str = "a" * 64, account_id: str | None = None) -> SignInSession:
    return SignInSession(token_hash, account_id, {"csrf_token": "x"}, NOW, NOW)


def test_an_account_comes_back_as_it_was_kept(store: Store, staff: Cast) -> None:
    with store.reading() as desk:
        assert desk.accounts.get(staff.olu.id) == staff.olu
        assert desk.accounts.with_email(" OLU@support.example ") == staff.olu
        assert desk.accounts.of_team(AIREDALE.id) == (staff.otis,)
        assert {account.id for account in desk.accounts.everyone()} == {account.id for account in staff.all}


def test_teams_come_back_by_name(store: Store, staff: Cast) -> None:
    with store.reading() as desk:
        assert desk.accounts.team(CALDER.id) == CALDER
        assert desk.accounts.team_named("Calder") == CALDER
        assert desk.accounts.team_named("Nowhere") is None
        assert [team.name for team in desk.accounts.teams()] == ["Airedale", "CPS Yorkshire", "Calder"]


def test_nobody_is_not_found(store: Store) -> None:
    with store.reading() as desk, pytest.raises(NotFound):
        desk.accounts.get("nobody")


def test_an_address_signs_in_one_person_only(store: Store, staff: Cast) -> None:
    twin = Account("another", "Olu@Support.example", "Another", staff.olu.role, CALDER.id)

    with pytest.raises(IntegrityError), store.changing() as desk:
        desk.accounts.add(twin, created_at=NOW)


def test_two_teams_cannot_have_one_name(store: Store, staff: Cast) -> None:
    with pytest.raises(IntegrityError), store.changing() as desk:
        desk.accounts.add_team(Team("another", "Calder", CALDER.kind))


def test_a_factor_is_opened_for_its_own_account_alone(store: Store, staff: Cast) -> None:
    with store.reading() as desk:
        kept = desk.accounts.factor(staff.olu.id)

    assert kept is not None
    assert kept.secret == secret_of(staff.olu)
    assert kept.secret not in repr(kept)


def test_a_time_step_is_spent_once_and_never_after_a_later_one(store: Store, staff: Cast) -> None:
    with store.changing() as desk:
        assert desk.accounts.spend_step(staff.olu.id, 100)
        assert not desk.accounts.spend_step(staff.olu.id, 100)
        assert not desk.accounts.spend_step(staff.olu.id, 99)
        assert desk.accounts.spend_step(staff.olu.id, 101)


def test_a_recovery_code_is_spent_once_and_by_its_owner_alone(store: Store, staff: Cast) -> None:
    with store.changing() as desk:
        desk.accounts.keep_recovery_codes(staff.olu.id, ["one", "two"])

        assert not desk.accounts.spend_recovery_code(staff.olivia.id, "one", NOW)
        assert desk.accounts.spend_recovery_code(staff.olu.id, "one", NOW)
        assert not desk.accounts.spend_recovery_code(staff.olu.id, "one", NOW)
        assert desk.accounts.recovery_codes_left(staff.olu.id) == 1


def test_new_recovery_codes_replace_the_old(store: Store, staff: Cast) -> None:
    with store.changing() as desk:
        desk.accounts.keep_recovery_codes(staff.olu.id, ["one"])
        desk.accounts.keep_recovery_codes(staff.olu.id, ["two"])

        assert not desk.accounts.spend_recovery_code(staff.olu.id, "one", NOW)
        assert desk.accounts.recovery_codes_left(staff.olu.id) == 1


def test_a_dropped_factor_takes_its_recovery_codes_along(store: Store, staff: Cast) -> None:
    with store.changing() as desk:
        desk.accounts.keep_recovery_codes(staff.olu.id, ["one"])
        desk.accounts.drop_factor(staff.olu.id)

        assert desk.accounts.factor(staff.olu.id) is None
        assert desk.accounts.recovery_codes_left(staff.olu.id) == 0


def test_an_invitation_opens_until_it_is_spent_or_too_old(store: Store, staff: Cast) -> None:
    later = NOW + timedelta(days=3)
    with store.changing() as desk:
        desk.accounts.keep_invite(staff.olu.id, token_hash="link", at=NOW, expires_at=later)

        assert desk.accounts.invited("link", NOW) == staff.olu
        assert desk.accounts.invited("link", later) is None
        assert desk.accounts.spend_invites(staff.olu.id, NOW)
        assert desk.accounts.invited("link", NOW) is None
        assert not desk.accounts.spend_invites(staff.olu.id, NOW)


def test_a_new_invitation_kills_the_one_before(store: Store, staff: Cast) -> None:
    later = NOW + timedelta(days=3)
    with store.changing() as desk:
        desk.accounts.keep_invite(staff.olu.id, token_hash="first", at=NOW, expires_at=later)
        desk.accounts.keep_invite(staff.olu.id, token_hash="second", at=NOW, expires_at=later)

        assert desk.accounts.invited("first", NOW) is None
        assert desk.accounts.invited("second", NOW) == staff.olu


def test_state_and_generation_change(store: Store, staff: Cast) -> None:
    with store.changing() as desk:
        desk.accounts.set_state(staff.olu.id, AccountState.DISABLED)
        desk.accounts.start_new_generation(staff.olu.id)

        changed = desk.accounts.get(staff.olu.id)

    assert (changed.state, changed.generation) == (AccountState.DISABLED, 2)


def test_an_ended_session_stays_ended(store: Store, staff: Cast) -> None:
    with store.changing() as desk:
        sessions = desk.accounts.sessions
        sessions.open(a_session(account_id=staff.olu.id))

        assert sessions.find("a" * 64) == a_session(account_id=staff.olu.id)
        assert sessions.end("a" * 64, NOW)
        assert sessions.find("a" * 64) is None
        assert not sessions.rewrite("a" * 64, {"back": True}, seen_at=NOW)
        assert not sessions.see("a" * 64, NOW)
        assert not sessions.end("a" * 64, NOW)


def test_all_sessions_of_one_account_end_but_the_named_one(store: Store, staff: Cast) -> None:
    with store.changing() as desk:
        sessions = desk.accounts.sessions
        for letter, account in (("a", staff.olu), ("b", staff.olu), ("c", staff.olivia)):
            sessions.open(a_session(letter * 64, account.id))

        assert sessions.end_all_of(staff.olu.id, NOW, but="b" * 64) == 1
        assert [session.token_hash for session in sessions.of_account(staff.olu.id)] == ["b" * 64]
        assert len(sessions.of_account(staff.olivia.id)) == 1


def test_old_sessions_are_forgotten(store: Store) -> None:
    with store.changing() as desk:
        desk.accounts.sessions.open(a_session())

        assert desk.accounts.sessions.forget_unseen_since(NOW) == 0
        assert desk.accounts.sessions.forget_unseen_since(NOW + timedelta(seconds=1)) == 1


def test_failures_are_counted_by_whom_and_forgiven(store: Store) -> None:
    with store.changing() as desk:
        tries = desk.accounts.tries
        first = tries.count(Counter.ADDRESS, "192.0.2.1", NOW)
        tries.count(Counter.ADDRESS, "192.0.2.1", NOW + timedelta(seconds=1))
        tries.count(Counter.ADDRESS, "192.0.2.2", NOW)

        before = NOW - timedelta(minutes=1)
        assert len(tries.failures(Counter.ADDRESS, "192.0.2.1", before)) == 2
        assert tries.failures(Counter.CODE, "192.0.2.1", before) == ()
        tries.forgive_one(first)
        assert tries.failures(Counter.ADDRESS, "192.0.2.1", before) == (NOW + timedelta(seconds=1),)
        tries.forgive(Counter.ADDRESS, "192.0.2.1")
        assert tries.failures(Counter.ADDRESS, "192.0.2.1", before) == ()
        assert len(tries.failures(Counter.ADDRESS, "192.0.2.2", before)) == 1
        assert tries.forget_before(NOW + timedelta(minutes=1)) == 3


def test_how_accounts_stand_is_one_statement_and_says_what_each_drawer_says(store: Store, staff: Cast) -> None:
    key = SecurityKey("key", staff.olu.id, b"credential", b"public", 0, "Blue key", NOW)
    with store.changing() as desk:
        desk.accounts.keys.add(key)
        desk.accounts.drop_factor(staff.mo.id)
        for number, seen_at in enumerate((NOW, NOW + timedelta(minutes=5))):
            desk.accounts.sessions.open(SignInSession(f"hash {number}", staff.olu.id, {}, NOW, seen_at))
        desk.accounts.sessions.open(SignInSession("ended", staff.mo.id, {}, NOW, NOW))
        desk.accounts.sessions.end("ended", NOW)
    sent: list[str] = []
    engine = store._engine  # noqa: SLF001
    event.listen(engine, "before_cursor_execute", lambda *given: sent.append(given[2]))

    with store.reading() as desk:
        sent.clear()
        everybody = desk.accounts.standings()
        selects = [statement for statement in sent if statement.lstrip().upper().startswith("SELECT")]
        alone = desk.accounts.standings(staff.olu.id)

    assert len(selects) == 1
    assert everybody.keys() == {account.id for account in staff.all}
    assert everybody[staff.olu.id] == Standing(True, 1, NOW + timedelta(minutes=5), 0)
    assert everybody[staff.mo.id] == Standing(False, 0, None, 0)
    assert alone == {staff.olu.id: everybody[staff.olu.id]}
