"""In a copy that was put back nobody works until it is finished; nothing is sent without an administrator's word."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from jobs.heartbeat import beat
from jobs.timetable import TIMETABLE
from tests.live import a_live_kit
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World, a_world
from witness.actions import backups, restoring
from witness.actions.restoring import NotHeld, Place
from witness.domain.backups import Run
from witness.domain.journal import Note, NoteKind
from witness.domain.ticks import SENDER
from witness.kit import Kit
from witness.store.backup_copies import NotEmpty, file_of
from witness.store.backup_files import new_backup_key
from witness.store.journal_files import add_news, notes_in
from witness.store.restorations import statement_of_hold
from witness.store.vault import new_keys, read_keys

DELIVER = next(tick for tick in TIMETABLE if tick.name == SENDER)


def hold(kit: Kit) -> None:
    """Mark the database as one that was put back from a copy of an hour ago."""
    now = kit.clock.now()
    statement = statement_of_hold(2, now - timedelta(hours=1), now, 7, "ab12")
    with kit.store._engine.begin() as connection:  # noqa: SLF001
        connection.exec_driver_sql(statement)


@pytest.fixture
def world(lite: Kit) -> World:
    return a_world(lite)


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


def test_while_it_is_held_everybody_waits_and_managers_read_why(lite: Kit, app: Flask) -> None:
    olu, mo = signed_in(app, lite, "olu"), signed_in(app, lite, "mo")
    hold(lite)

    pages = {who: client.get("/today") for who, client in {"olu": olu, "mo": mo, "nobody": app.test_client()}.items()}

    assert {page.status_code for page in pages.values()} == {503}
    assert "taken" in pages["mo"].text
    assert "taken" not in pages["olu"].text + pages["nobody"].text
    assert app.test_client().get("/v/any").text.startswith("This page is not available")
    assert app.test_client().post("/intake/court-lists").status_code == 503
    assert app.test_client().get("/readyz").get_json()["backup"]["put_back"] == "held"
    assert app.test_client().post("/carrier/twilio/inbound").status_code != 503, "a STOP must not be turned away"


def test_an_administrators_word_lets_texts_go_again_and_nothing_before_it(lite: Kit, app: Flask) -> None:
    hold(lite)
    assert (beat(lite, DELIVER, "w"), lite.texts.handed) == (0, [])  # type: ignore[attr-defined]
    with pytest.raises(NotHeld):
        restoring.send_again(lite.store, now=lite.clock.now())
    restoring.finish(lite.store, lite.rules(), journal=None, now=lite.clock.now())
    ada = signed_in(app, lite, "ada")

    page = page_of(ada, "/admin/copies")
    assert "Nothing is being sent" in page
    assert (beat(lite, DELIVER, "w"), lite.texts.handed) == (0, [])  # type: ignore[attr-defined]
    assert post(ada, "/admin/copies/send", "/admin/copies").status_code == 303

    assert "Nothing is being sent" not in page_of(ada, "/admin/copies")
    with lite.store.reading() as desk:
        seq, _ = desk.audit.head()
        deeds = [link.entry.deed for link in desk.audit.between(1, seq)]
    assert [deed for deed in deeds if deed.startswith("backup.")] == ["backup.finished", "backup.sending"]
    with pytest.raises(NotHeld):
        restoring.finish(lite.store, lite.rules(), journal=None, now=lite.clock.now())


def test_how_the_copies_are_is_told_to_administrators_and_to_machines(lite: Kit, app: Flask) -> None:
    now = lite.clock.now()
    with lite.store.changing() as desk:
        desk.backup_runs.made(Run(now, now, "witness-1.backup", "", 2_000_000, 0.4))
        desk.backup_runs.drilled(Run(now, now, "witness-1.backup", "it is not whole", 2_000_000, 0.4))

    page = page_of(signed_in(app, lite, "ada"), "/admin/copies")

    assert "2.0 MB" in page
    assert "it failed, because it is not whole" in page
    assert app.test_client().get("/readyz").get_json()["backup"]["age_seconds"] == 0


def test_a_copy_never_goes_over_a_database_that_is_there_unless_that_is_moved_aside(lite: Kit, tmp_path: Path) -> None:
    a_world(lite)
    place = Place(lite.settings.database_url, lite.settings.field_keys, new_backup_key())
    made = backups.make(lite.store, place, tmp_path, now=lite.clock.now())
    assert backups.make_when_due(lite.store, place, tmp_path, now=lite.clock.now()) is None, "too soon"
    with pytest.raises(NotEmpty):
        restoring.restore(place, made.path, now=lite.clock.now())
    lite.store.close()

    restored = restoring.restore(place, made.path, now=lite.clock.now(), aside=True)

    assert restored.aside is not None
    assert restored.aside.stat().st_size > 0
    file_of(place.url).unlink()
    restored.aside.rename(file_of(place.url))
    assert sorted(path.name for path in tmp_path.iterdir()) == [".backup.lock", made.path.name]
    again = a_live_kit(place.url)
    with again.store.reading() as desk:
        assert desk.restorations.standing() is None, "what was moved aside is as it was"
    again.store.close()


def test_a_line_of_the_journal_that_is_not_ours_counts_for_nothing_and_is_counted(lite: Kit, tmp_path: Path) -> None:
    now, note = lite.clock.now(), Note(NoteKind.LINK, "a", {"at": "then"})
    ours, other = read_keys(new_keys("ours")), read_keys(new_keys("other"))
    assert add_news(tmp_path, ours, [note], now) == 1
    assert add_news(tmp_path, ours, [note], now) == 0
    add_news(tmp_path, other, [Note(NoteKind.LINK, "b", {"at": "then"})], now)
    file = next(path for path in tmp_path.iterdir() if path.suffix == ".jsonl")
    with file.open("ab") as torn:
        torn.write(b'{"about":"c"')
    add_news(tmp_path, ours, [Note(NoteKind.LINK, "d", {"at": "then"})], now)

    kept = notes_in(tmp_path, ours)

    assert ([one.about for one in kept.notes], kept.strange) == (["a", "d"], 2)


def test_the_journal_holds_no_name_no_number_and_no_word(lite: Kit, world: World, tmp_path: Path) -> None:
    beat(lite, DELIVER, "w")
    assert lite.texts.handed  # type: ignore[attr-defined]
    lite.store.note_down(tmp_path, lite.clock.now())

    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert world.mother.encode() in written
    for secret in ("Farah", "Amina", "Jude", "Olu", "447700", "home.example", "support.example", "WS-26", "T2026"):
        assert secret.encode() not in written, secret
