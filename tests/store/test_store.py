"""What the database itself promises: readers cannot write, instants are never naive, the record cannot be rewritten."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError

from tests.tampering import take_the_guards_away
from tests.worlds import a_world
from witness.domain.access import Asking, Deed, Tie, may
from witness.domain.audit import AuditOutcome, Entry, first_fault
from witness.domain.errors import NotFound
from witness.kit import Kit
from witness.store import migrate
from witness.store.engine import open_engine
from witness.store.tables import metadata
from witness.store.vault import BadKeys, BrokenSeal, new_keys, read_keys


def test_the_migrations_make_exactly_the_tables(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_database_that_is_in_use_is_brought_to_the_newest_shape_and_loses_nobody(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'used.db'}"
    engine = open_engine(url)
    with engine.begin() as connection:
        config = migrate._config()  # noqa: SLF001
        config.attributes["connection"] = connection
        command.upgrade(config, "0014")
        connection.execute(text("INSERT INTO team (id, name, kind, phone) VALUES ('t', 'Calder', 'support', '')"))
        connection.execute(text(ACCOUNT_OF_THEN))
        connection.execute(text(SESSION_OF_THEN))

    migrate.upgrade(url)

    with engine.connect() as connection:
        kept = connection.execute(text("SELECT id, mails_digest FROM account")).all()
    engine.dispose()
    assert kept == [("a", 1)]


# A session points at its account, so that the table of accounts cannot be made anew.
ACCOUNT_OF_THEN = (
    "INSERT INTO account (id, email, name, role, team_id, state, desk_phone, password_hash, totp_last_step, generation,"
    " created_at) VALUES ('a', 'olu@support.example', 'Olu', 'officer', 't', 'active', '', '', 0, 1, '2026-11-23')"
)
SESSION_OF_THEN = (
    "INSERT INTO sign_in_session (token_hash, account_id, data, began_at, seen_at)"
    " VALUES ('x', 'a', '{}', '2026-11-23', '2026-11-23')"
)


def test_a_reader_is_refused_by_the_database_when_it_writes(live: Kit) -> None:
    world = a_world(live)

    with pytest.raises(DBAPIError), live.store.reading() as desk:
        desk.cases.touch(world.case)


def test_an_orphan_is_refused(live: Kit) -> None:
    a_world(live)

    with pytest.raises(DBAPIError), live.store.changing() as desk:
        desk.cases.happened("no-such-case", at=live.clock.now(), kind="x", words="x")


def test_a_naive_instant_is_refused(live: Kit) -> None:
    world = a_world(live)

    with pytest.raises(StatementError, match="naive"), live.store.changing() as desk:
        desk.cases.happened(world.case, at=datetime(2026, 1, 1), kind="x", words="x")  # noqa: DTZ001


def test_what_fails_half_way_leaves_nothing(live: Kit) -> None:
    world = a_world(live)
    with live.store.reading() as desk:
        before = len(desk.cases.history(world.case))

    def break_off() -> None:
        with live.store.changing() as desk:
            desk.cases.happened(world.case, at=live.clock.now(), kind="x", words="x")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()

    with live.store.reading() as desk:
        assert len(desk.cases.history(world.case)) == before


def test_names_and_numbers_do_not_lie_open_in_the_file(lite: Kit, sqlite_url: str) -> None:

    a_world(lite)
    lite.store.close()
    path = Path(sqlite_url.removeprefix("sqlite:///"))

    kept = b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))

    assert b"WS-26-014" in kept  # the search does find what lies open
    for secret in (b"Amina", b"Farah", b"7700900123", b"home.example", b"2012-05-05"):
        assert secret not in kept


def test_a_sealed_value_opens_only_in_its_own_place() -> None:
    vault = read_keys(new_keys("k1"))
    sealed = vault.seal("person.name", "p1", "Jude")

    assert vault.open("person.name", "p1", sealed) == "Jude"
    for place, row in (("person.name", "p2"), ("person.born_on", "p1")):
        with pytest.raises(BrokenSeal):
            vault.open(place, row, sealed)
    assert vault.seal("person.name", "p1", "Jude") != sealed


@pytest.mark.parametrize("keys", ["", "index:AAAA", "k1:AAAA", "index:!,k1:!"])
def test_keys_that_cannot_be_used_are_refused_without_showing_them(keys: str) -> None:
    with pytest.raises(BadKeys) as refused:
        read_keys(keys)

    assert "AAAA" not in str(refused.value)


@pytest.fixture
def chained(lite: Kit) -> Kit:
    world = a_world(lite)
    for n in range(6):
        with lite.store.changing() as desk:
            desk.audit.record(
                Entry(lite.clock.now(), f"deed.{n}", AuditOutcome.ALLOWED, "someone", "officer", world.case)
            )
    return lite


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("UPDATE audit_entry SET deed = 'x' WHERE seq = 3", "entry 3 was changed"),
        ("UPDATE audit_entry SET account_id = 'x' WHERE seq = 1", "entry 1 was changed"),
        ("UPDATE audit_entry SET outcome = 'denied' WHERE seq = 6", "entry 6 was changed"),
        ("DELETE FROM audit_entry WHERE seq = 2", "entry 2 is missing"),
        ("UPDATE audit_entry SET previous = digest WHERE seq = 4", "entry 4 does not follow"),
    ],
)
def test_a_changed_record_is_found_at_the_entry(chained: Kit, sqlite_url: str, damage: str, fault: str) -> None:
    with chained.store.reading() as desk:
        assert first_fault(desk.audit.chain()) == ""
    engine = open_engine(sqlite_url)
    with engine.begin() as connection:
        take_the_guards_away(connection)
        connection.execute(text(damage))
    engine.dispose()

    with chained.store.reading() as desk:
        assert fault in first_fault(desk.audit.chain())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET deed = 'x' WHERE seq = 1",
        "DELETE FROM audit_entry WHERE seq = 1",
        "UPDATE audit_head SET seq = 0",
        "DELETE FROM audit_head",
    ],
)
def test_the_database_itself_refuses_to_change_the_record(live: Kit, statement: str) -> None:
    with live.store.changing() as desk:
        desk.audit.record(Entry(live.clock.now(), "today.read", AuditOutcome.ALLOWED))

    with pytest.raises(DBAPIError, match=r"only added to|never|only moves on"), live.store.changing() as desk:
        desk._connection.execute(text(statement))  # noqa: SLF001


def test_an_entry_is_not_replaced_by_the_back_door(lite: Kit) -> None:
    with lite.store.changing() as desk:
        desk.audit.record(Entry(lite.clock.now(), "today.read", AuditOutcome.ALLOWED))
    again = "INSERT OR REPLACE INTO audit_entry SELECT seq, at, account_id, role, 'x', outcome, case_id, subject,"

    with pytest.raises(DBAPIError, match="never replaced"), lite.store.changing() as desk:
        desk._connection.execute(text(f"{again} request_id, previous, digest FROM audit_entry"))  # noqa: SLF001


def test_a_cut_tail_is_found_by_the_kept_end(chained: Kit, sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with engine.begin() as connection:
        take_the_guards_away(connection)
        connection.execute(text("DELETE FROM audit_entry WHERE seq = 6"))
    engine.dispose()

    with chained.store.reading() as desk:
        last = list(desk.audit.chain())[-1]
        assert (last.seq, last.digest) != desk.audit.head()


@pytest.mark.parametrize("deed", list(Deed))
@pytest.mark.parametrize("who", ["olu", "olivia", "otis", "mo", "leigh", "lena", "ada"])
@pytest.mark.parametrize("tie", [None, Tie.ASSIGNED, Tie.RESTRICTED_TO, Tie.EXCLUDED])
def test_lists_and_single_cases_follow_one_policy(lite: Kit, who: str, deed: Deed, tie: Tie | None) -> None:
    world = a_world(lite)
    viewer = world.viewers[who]
    with lite.store.changing() as desk:
        if tie is not None:
            desk.access.tie(world.case, viewer.account_id, tie, because="test", now=lite.clock.now())
        ground = desk.access.ground_of(world.case)
        assert ground is not None
        assert (world.case in desk.access.visible_case_ids(viewer, deed)) is may(viewer, deed, ground)


def test_an_excluded_officer_learns_nothing_even_from_their_own_team(live: Kit) -> None:
    world = a_world(live)
    olivia = world.viewers["olivia"]
    with live.store.changing() as desk:
        desk.access.tie(world.case, olivia.account_id, Tie.EXCLUDED, because="knows them", now=live.clock.now())

    with (
        pytest.raises(NotFound),
        live.store.case_for(Asking(olivia, live.clock.now()), Deed.SEE_CASE, world.case, doing="case.read"),
    ):
        pass
    with live.store.reading() as desk:
        assert desk.boards.cases(olivia, mine=False) == ()
        assert desk.boards.cases(replace(olivia, account_id="another"), mine=False) != ()
