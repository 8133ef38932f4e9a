"""Managers look through the record of who looked, which is on the record too; nobody finds there what is hidden."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World, another_case
from witness.actions.checkpoints import sign_record
from witness.domain.access import Deed, Tie
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.errors import NotFound
from witness.domain.ticks import SIGNER
from witness.kit import Kit
from witness.store.checkpoints import new_signing_key

KEY = new_signing_key()


@pytest.fixture
def app(lite: Kit, world: World, tmp_path: Path) -> Flask:
    """The application, after Olu and Otis have tried the case and Mo has looked at the team."""
    olu, otis = (replace(world.asking(who, lite), request_id=f"request-of-{who}") for who in ("olu", "otis"))
    with lite.store.case_for(olu, Deed.SEE_CASE, world.case, doing="case.read"):
        pass
    with pytest.raises(NotFound), lite.store.case_for(otis, Deed.SEE_CASE, world.case, doing="case.read"):
        pass
    with lite.store.board_for(world.asking("mo", lite), doing="team.read"):
        pass
    return an_app(replace(lite, settings=replace(lite.settings, checkpoint_dir=tmp_path, audit_key=KEY)))


@pytest.fixture
def mo(app: Flask, lite: Kit) -> Visitor:
    return signed_in(app, lite, "mo")


def deeds_of(kit: Kit) -> list[tuple[str, str, str]]:
    with kit.store.reading() as desk:
        return [(link.entry.deed, link.entry.outcome.value, link.entry.subject) for link in desk.audit.chain()]


def test_what_was_done_is_told_in_sentences_and_the_look_is_one_more(mo: Visitor, lite: Kit, world: World) -> None:
    page = page_of(mo, "/audit")

    assert "Olu Adeyemi looked at the case" in page
    assert "Otis Crane was refused: they looked at the case" in page
    assert "looked at the load of the team" in page
    assert deeds_of(lite)[-1][0] == "audit.read"
    assert "Nothing is signed yet." in page


def test_a_reference_is_looked_for_without_standing_in_the_address(mo: Visitor, lite: Kit, world: World) -> None:
    another_case(lite, world, 1)

    found = post(mo, "/audit", "/audit", ref="ws-26-014", what="refused")
    nowhere = post(mo, "/audit", "/audit", ref="WS-26-999")

    assert found.status_code == 303
    assert "WS" not in found.location
    assert world.case in found.location
    page = page_of(mo, found.location)
    assert "Otis Crane was refused" in page
    assert "Olu Adeyemi looked" not in page
    assert nowhere.status_code == 422
    assert "There is no case with this reference" in nowhere.text
    # Whoever may see the case finds in its history that somebody looked through its record.
    with lite.store.reading() as desk:
        assert desk.audit.of_case(world.case)[0].entry.deed == "audit.read"


def test_of_a_case_that_a_manager_may_not_see_nothing_is_found_by_any_way(
    app: Flask, mo: Visitor, lite: Kit, world: World
) -> None:
    with lite.store.changing() as desk:
        mo_id = world.viewers["mo"].account_id
        desk.access.tie(world.case, mo_id, Tie.EXCLUDED, because="knows them", now=lite.clock.now())

    page = page_of(mo, "/audit")
    hidden = post(mo, "/audit", "/audit", ref="WS-26-014")
    never = post(mo, "/audit", "/audit", ref="WS-26-999")

    assert "looked at the case" not in page
    assert "WS-26-014" not in page
    assert hidden.status_code == never.status_code == 422
    assert mo.get(f"/audit?case={world.case}").status_code == 404
    assert mo.get(f"/audit?case={'0' * 26}").status_code == 404
    taken = post(mo, "/audit.csv", "/audit", purpose="inspection")
    assert "WS-26-014" not in taken.text


def test_what_is_taken_away_says_what_for_and_cannot_be_run_as_a_formula(mo: Visitor, lite: Kit, world: World) -> None:
    olu = world.viewers["olu"].account_id
    with lite.store.changing() as desk:
        desk.audit.record(Entry(lite.clock.now(), "=cmd", AuditOutcome.ALLOWED, olu, "=1+1", world.case, "", "@x"))

    without = post(mo, "/audit.csv", "/audit")
    taken = post(mo, "/audit.csv", "/audit", purpose="complaint", who=olu)
    rows = list(csv.reader(io.StringIO(taken.text)))

    assert without.status_code == 422
    assert taken.headers["Content-Type"].startswith("text/csv")
    assert {row[2] for row in rows[1:]} == {"Olu Adeyemi"}
    assert [row[3] for row in rows[1:]] == ["'=1+1", "officer"]
    assert [row[8] for row in rows[1:]] == ["'@x", "request-of-olu"]
    assert deeds_of(lite)[-1] == ("audit.export", "allowed", "for complaint")


def test_pages_go_on_without_gap_or_repetition(mo: Visitor, lite: Kit, world: World) -> None:
    olu = world.viewers["olu"].account_id
    with lite.store.changing() as desk:
        for n in range(70):
            at = lite.clock.now() + timedelta(seconds=n)
            desk.audit.record(Entry(at, "today.read", AuditOutcome.ALLOWED, olu, "officer"))

    first = page_of(mo, f"/audit?who={olu}&what=consultation")
    older = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = page_of(mo, older)

    def seen(page: str) -> list[int]:
        return [int(part.partition(" ")[0].partition("<")[0]) for part in page.split("· entry ")[1:]]

    assert len(seen(first)) == 50
    assert seen(first) + seen(second) == sorted({*seen(first), *seen(second)}, reverse=True)
    assert len(seen(first) + seen(second)) == 71
    assert 'rel="next"' not in second


def test_whether_it_is_signed_is_shown_to_those_who_answer_for_it(
    app: Flask, mo: Visitor, lite: Kit, tmp_path: Path
) -> None:
    sign_record(lite.store, tmp_path, KEY, now=lite.clock.now())
    with lite.store.changing() as desk:
        desk.jobs.began(SIGNER, "w", lite.clock.now())
        desk.jobs.ended(SIGNER, state="done", done=3, detail="", now=lite.clock.now())

    assert "The record is signed outside the database." in page_of(mo, "/audit")
    assert "entry 3," in page_of(signed_in(app, lite, "ada"), "/admin/proof")
    assert signed_in(app, lite, "olu").get("/audit").status_code == 404
    with lite.store.changing() as desk:
        desk.jobs.ended(SIGNER, state="failed", done=0, detail="CannotBeWritten", now=lite.clock.now())
    assert "the place for checkpoints cannot be written" in page_of(mo, "/audit")
