"""Whole cases in and out: all of one, or nothing; what comes out goes in again byte for byte."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy import text as statement

from tests.live import MONDAY, a_live_kit
from tests.worlds import a_world
from witness.actions.bundles import Imported, import_bundle
from witness.domain.audit import first_fault
from witness.domain.errors import NotFound, Refused
from witness.intake.bundles import SCHEMA, read_bundle, write_bundle
from witness.intake.demo import COURTS, demo_cases
from witness.kit import Kit
from witness.questions.bundles import export_bundle
from witness.store.migrate import upgrade
from witness.store.tables.cases import CaseRow, DefendantRow, HappeningRow, ReferenceRow
from witness.store.tables.contact import SafeContactRow
from witness.store.tables.hearings import RevisionRow
from witness.store.tables.people import CasePersonRow, PersonRow, WitnessRow

Json = dict[str, Any]


@pytest.fixture
def bundle(lite: Kit) -> Json:
    """The first case of the demo world, which is a sound bundle."""
    made = next(demo_cases(date(2026, 11, 23), lite.calendar()))
    made["case"] |= {"team": "Calder", "owner": "olu@support.example", "cps_team": "CPS", "ref": "WS-26-500"}
    return made


def take(live: Kit, bundle: Json | bytes, **changed: Any) -> Imported:
    raw = bundle if isinstance(bundle, bytes) else json.dumps(bundle).encode()
    return import_bundle(live.store, read_bundle(raw), rules=live.rules(), now=live.clock.now(), **changed)


def give(live: Kit, ref: str) -> bytes:
    with live.store.reading() as desk:
        return write_bundle(export_bundle(desk, desk.cases.id_of(ref) or ""))


def counts(url: str) -> dict[str, int]:
    """The number of rows of every table."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table: connection.execute(statement(f'SELECT count(*) FROM "{table}"')).scalar_one()  # noqa: S608
            for table in inspect(engine).get_table_names()
        }
    engine.dispose()
    return found


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"team": "Nobody's team"}, "team"),
        ({"team": "CPS"}, "team"),
        ({"owner": "ghost@support.example"}, "owner"),
        ({"owner": "leigh@cps.example"}, "owner"),
        ({"cps_team": "Nobody's unit"}, "cps_team"),
        ({"cps_team": "Calder"}, "cps_team"),
        ({"court": "000"}, "court"),
        ({"ref": "WS-26-014"}, "ref"),
    ],
)
def test_a_case_that_cannot_be_placed_leaves_nothing_behind(
    live: Kit, database_url: str, bundle: Json, change: Json, where: str
) -> None:
    a_world(live)
    with live.store.changing() as desk:
        desk.courts.replace(COURTS)
    before = counts(database_url)
    bundle["case"] |= change

    with pytest.raises(Refused, match=rf"^\$\.case\.{where}: .*{next(iter(change.values()))}"):
        take(live, bundle)

    assert counts(database_url) == before


def test_everything_unknown_is_named_at_once(live: Kit, bundle: Json) -> None:
    with live.store.changing() as desk:
        desk.courts.replace(COURTS)
    bundle["hearings"][0]["revisions"][-1]["court"] = "000"

    with pytest.raises(Refused) as refused:
        take(live, bundle)

    places = [line.partition(": ")[0] for line in str(refused.value).splitlines()]
    assert places == ["$.case.team", "$.case.owner", "$.case.cps_team", "$.hearings[0].revisions[0].court"]


def test_a_dry_run_does_everything_and_keeps_nothing(live: Kit, database_url: str, bundle: Json) -> None:
    a_world(live)
    before = counts(database_url)

    done = take(live, bundle, dry_run=True)

    assert (done.people, done.witnesses, done.hearings) == (2, 1, len(bundle["hearings"]))
    assert counts(database_url) == before


def test_an_import_is_on_the_record_with_who_did_it(live: Kit, bundle: Json) -> None:
    world = a_world(live)

    done = take(live, bundle, by=world.viewers["mo"])

    with live.store.reading() as desk:
        entry = desk.audit.of_case(done.case_id)[0].entry
        assert (entry.deed, entry.account_id, entry.role) == ("case.import", world.viewers["mo"].account_id, "manager")
        assert first_fault(desk.audit.chain()) == ""


def test_what_is_due_is_planned_at_once(live: Kit, bundle: Json) -> None:
    a_world(live)

    done = take(live, bundle)

    with live.store.reading() as desk:
        assert desk.messages.of_case(done.case_id)
        assert desk.evidence.standing_of(done.case_id)


def a_brothers_case(live: Kit, bundle: Json) -> tuple[Json, Json]:
    """A case as it is kept, and another case of the same family as a bundle."""
    a_world(live)
    take(live, bundle)
    own: Json = json.loads(give(live, "WS-26-500"))
    text = json.dumps(own)
    own_things = ("witnesses", "hearings", "evidence", "visits", "trips", "bookings", "promises", "contact_log",
                  "duty_notices")  # fmt: skip
    for section in own_things:
        for number, item in enumerate(own[section]):
            text = text.replace(item["id"], f"new-{section}-{number}")
    other: Json = json.loads(text.replace(own["case"]["id"], "the other case"))
    other["case"]["ref"] = "WS-26-501"
    return own, other


def test_somebody_known_from_another_case_is_kept_once(live: Kit, database_url: str, bundle: Json) -> None:
    own, brothers = a_brothers_case(live, bundle)
    before = counts(database_url)

    done = take(live, brothers)

    after = counts(database_url)
    assert after["court_case"] == before["court_case"] + 1
    assert (after["person"], after["safe_contact"]) == (before["person"], before["safe_contact"])
    with live.store.reading() as desk:
        assert desk.people.cases_of(own["people"][0]["id"]) == tuple(sorted((own["case"]["id"], done.case_id)))


def other_initials(bundle: Json) -> None:
    bundle["people"][0]["initials"] = "X.Y."


def another_birthday(bundle: Json) -> None:
    bundle["people"][0]["born_on"] = "2001-01-01"


def less_to_be_said(bundle: Json) -> None:
    for person in bundle["people"]:
        for contact in person["contacts"]:
            contact["tier"] = 0
            for step in contact["steps"]:
                step["tier"] = 0


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (other_initials, r"^\$\.people\[0\]: .* other facts"),
        (another_birthday, r"^\$\.people\[0\]: .* other facts"),
        (less_to_be_said, r"^\$\.people\[[01]\]\.contacts\[0\]: .* other facts"),
    ],
)
def test_somebody_known_under_other_facts_is_a_fault(
    live: Kit, database_url: str, bundle: Json, change: Callable[[Json], None], where: str
) -> None:
    _, brothers = a_brothers_case(live, bundle)
    before = counts(database_url)
    change(brothers)

    with pytest.raises(Refused, match=where):
        take(live, brothers)

    assert counts(database_url) == before


@pytest.mark.parametrize("section", ["witnesses", "hearings", "evidence"])
def test_what_belongs_to_another_case_is_not_taken_from_it(live: Kit, bundle: Json, section: str) -> None:
    own, brothers = a_brothers_case(live, bundle)
    theirs = json.loads(json.dumps(brothers).replace(brothers[section][0]["id"], own[section][0]["id"]))

    with pytest.raises(Refused, match=rf"^\$\.{section}: .* belongs to another case"):
        take(live, theirs)


def test_a_case_that_is_not_there_cannot_be_exported(live: Kit) -> None:
    with live.store.reading() as desk, pytest.raises(NotFound):
        export_bundle(desk, "ghost")


@pytest.mark.xdist_group("the demo world")
def test_every_case_of_the_demo_world_goes_out_in_and_out_again_byte_for_byte(demo_url: str, tmp_path: Path) -> None:
    live = a_live_kit(demo_url)
    refs = [made["case"]["ref"] for made in demo_cases(MONDAY.date(), live.calendar())]
    out = {ref: give(live, ref) for ref in refs}
    with live.store.reading() as desk:
        assert desk.cases.count() == len(refs) > 40

    url = f"sqlite:///{tmp_path}/empty.db"
    upgrade(url)
    empty = a_live_kit(url)
    with live.store.reading() as old, empty.store.changing() as new:
        for team in old.accounts.teams():
            new.accounts.add_team(team)
        for account in old.accounts.everyone():
            new.accounts.add(account, created_at=live.clock.now())
    for raw in out.values():
        take(empty, raw)

    assert {ref: give(empty, ref) for ref in refs} == out
    empty.store.close()
    live.store.close()


COLUMNS = {
    "case.ref": CaseRow.ref,
    "case.court": CaseRow.court_code,
    "references.kind": ReferenceRow.kind,
    "references.value": ReferenceRow.value,
    "defendants.label": DefendantRow.label,
    "people.initials": PersonRow.initials,
    "people.language": PersonRow.language,
    "people.contacts.signed_as": SafeContactRow.signed_as,
    "people.contacts.seen_by": SafeContactRow.seen_by,
    "people.contacts.whose": SafeContactRow.whose,
    "people.contacts.language": SafeContactRow.language,
    "parts.relation": CasePersonRow.relation,
    "witnesses.label": WitnessRow.label,
    "hearings.revisions.court": RevisionRow.court_code,
    "hearings.revisions.room": RevisionRow.room,
    "hearings.revisions.source": RevisionRow.source,
    "hearings.revisions.reason": RevisionRow.reason,
    "happenings.kind": HappeningRow.kind,
    "happenings.words": HappeningRow.words,
}


@pytest.mark.parametrize("path", COLUMNS)
def test_no_text_that_the_schema_lets_in_is_too_long_for_its_column(path: str) -> None:
    part = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for step in path.split("."):
        part = part["properties"][step]
        part = part.get("items", part)

    assert part["maxLength"] == COLUMNS[path].type.length
