"""`lists` and `audit` from the command line; after importing real lists nothing personal of them is in the database."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, update

from tests.kits import ROOT
from tests.tampering import take_the_guards_away
from tests.web.clients import an_app
from tests.worlds import TRIAL, World, a_firm_list, a_world
from witness.actions.hearings import propose_by_hand
from witness.domain.cases import Reference
from witness.kit import Kit
from witness.store.tables.audit import AuditRow

OWN = sorted((ROOT / "tests" / "intake" / "lists").glob("*.json"))
# Lists as the courts' own software tests them, where they lie beside the checkout.
SAMPLES = sorted((ROOT.parent / "shared" / "court-lists" / "samples").glob("*.json"))
# Numbers that stand in the samples, so that rows of them are matched and proposals are made of them.
OF_THE_SAMPLES = (Reference("t_number", "T00112233"), Reference("urn", "45684548"), Reference("libra", "1000000000"))

# What these names hold in any of the seven formats is about a person, or about what they are accused of.
PERSONAL = frozenset(
    {"CitizenNameForename", "CitizenNameSurname", "CitizenNameRequestedName", "MaskedName", "BirthDate", "PrisonerID",
     "Nationality", "Location", "OffenceStatement", "Respondent", "def_name", "def_dob", "pcode", "line1", "sum",
     "cy_sum", "individualForenames", "individualSurname", "individualMiddleName", "dateOfBirth", "asn", "pncId",
     "offenceTitle", "offenceWording", "pleaDate", "convictionDate", "johKnownAs"}
)  # fmt: skip
PEOPLE = frozenset({"PersonalDetails", "individualDetails", "Defendants"})  # an address inside these is somebody's home


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=list(words))


def facts(app: Flask, *words: str) -> Any:
    done = run(app, *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout.splitlines()[-1])


def a_file(folder: Path, listed: object) -> str:
    path = folder / "list.json"
    path.write_text(json.dumps(listed), encoding="utf-8")
    return str(path)


def personal_strings(path: Path) -> set[str]:
    found: set[str] = set()

    def walk(node: Any, name: str, inside_a_person: bool) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                walk(value, key, inside_a_person or key in PEOPLE)
        elif isinstance(node, list):
            for value in node:
                walk(value, name, inside_a_person)
        elif isinstance(node, str) and (name in PERSONAL or (inside_a_person and name.lower() in {"line", "postcode"})):
            found.add(node.strip())

    walk(json.loads(path.read_text("utf-8-sig")), "", False)
    return {text for text in found if len(text) > 4}


def bytes_of(lite: Kit) -> bytes:
    base = Path(lite.settings.database_url.removeprefix("sqlite:///"))
    return b"".join(path.read_bytes() for path in sorted(base.parent.glob(f"{base.name}*")))


def imported(app: Flask, path: Path) -> Any:
    """Import a list, with court and day where the list itself does not say them."""
    done = run(app, "lists", "import", str(path), "--json")
    if done.exit_code == 2:
        assert "Error: " in done.stderr
        return facts(app, "lists", "import", str(path), "--court", "429", "--content-date", "2026-11-24")
    assert done.exit_code == 0
    return json.loads(done.stdout.splitlines()[-1])


def test_a_list_is_imported_and_says_what_came_of_it(app: Flask, tmp_path: Path) -> None:
    path = a_file(tmp_path, a_firm_list((date(2026, 12, 7), "10:00:00")))

    first = facts(app, "lists", "import", path)
    again = facts(app, "lists", "import", path)

    assert (first["kind"], first["court"], first["starts_on"]) == ("crown_firm", "Leeds", "2026-12-07")
    assert (first["rows"], first["matched"], len(first["proposals"]), first["warnings"]) == (1, 1, 1, [])
    assert (again["state"], again["proposals"]) == ("known", [])


def test_without_json_the_same_is_said_in_words(app: Flask, tmp_path: Path) -> None:
    path = a_file(tmp_path, a_firm_list((date(2026, 12, 7), "10:00:00")))

    assert "1 rows, 1 of ours, 1 proposals, 0 applied." in run(app, "lists", "import", path).stdout


@pytest.mark.parametrize(
    ("body", "extra", "reason"),
    [
        ('{"FirmList": 3}', (), "$.FirmList"),
        ("{", (), "line 1, column 2"),
        ('{"DailyList": {}}', ("--received-at", "yesterday"), "--received-at"),
        ('{"DailyList": {}}', ("--received-at", "2026-11-23T16:04:00"), "has no zone"),
        ('{"DailyList": {}}', ("--content-date", "31/12/2026"), "--content-date"),
    ],
)
def test_bad_input_exits_with_2_a_reason_and_nothing_written(
    lite: Kit, app: Flask, tmp_path: Path, body: str, extra: tuple[str, ...], reason: str
) -> None:
    path = tmp_path / "list.json"
    path.write_text(body, encoding="utf-8")

    done = run(app, "lists", "import", str(path), *extra)

    assert done.exit_code == 2
    assert reason in done.stderr
    assert done.stdout == ""
    with lite.store.reading() as desk:
        assert desk.lists.received() == ()


def test_a_file_that_is_not_there_exits_with_2(app: Flask, tmp_path: Path) -> None:
    assert run(app, "lists", "import", str(tmp_path / "none.json")).exit_code == 2


def test_proposals_are_printed_and_accepted_in_the_name_of_the_owner(
    lite: Kit, app: Flask, world: World, tmp_path: Path
) -> None:
    facts(app, "lists", "import", a_file(tmp_path, a_firm_list((date(2026, 12, 7), "10:00:00"))))
    (proposal,) = facts(app, "lists", "proposals")["proposals"]
    assert (proposal["ref"], proposal["change"], proposal["before"]["on"]) == ("WS-26-014", "moved_date", "2026-12-01")

    done = facts(app, "lists", "accept", proposal["id"], "--reason", "The judge is not free.")

    assert done == {"accepted": [proposal["id"]], "passed_over": []}
    assert facts(app, "lists", "proposals") == {"proposals": []}
    with lite.store.reading() as desk:
        hearing = desk.hearings.get(world.hearing)
        accepted = [link.entry for link in desk.audit.chain() if link.entry.deed == "proposal.accept"]
    assert hearing is not None
    assert (hearing.now.slot.on, hearing.now.reason) == (date(2026, 12, 7), "The judge is not free.")
    assert [(e.account_id, e.request_id) for e in accepted] == [(world.viewers["olu"].account_id, "command line")]


def test_of_two_proposals_about_one_hearing_all_accepts_the_first_and_passes_over_the_other(
    lite: Kit, app: Flask, world: World
) -> None:
    for day in (7, 8):
        after = replace(TRIAL, on=date(2026, 12, day))
        propose_by_hand(lite.store, world.hearing, after, heard_from="A call", asking=world.asking("olu", lite))
        lite.clock.forward(minutes=1)

    done = facts(app, "lists", "accept", "--all")

    assert (len(done["accepted"]), len(done["passed_over"])) == (1, 1)
    with lite.store.reading() as desk:
        hearing = desk.hearings.get(world.hearing)
    assert hearing is not None
    assert hearing.now.slot.on == date(2026, 12, 7)


@pytest.mark.parametrize("words", [(), ("x", "--all"), ("0" * 26,)])
def test_what_cannot_be_accepted_exits_with_2(app: Flask, words: tuple[str, ...]) -> None:
    assert run(app, "lists", "accept", *words).exit_code == 2


def test_nothing_to_accept_is_no_mistake(app: Flask) -> None:
    assert facts(app, "lists", "accept", "--all") == {"accepted": [], "passed_over": []}


@pytest.mark.parametrize("path", [*OWN, *SAMPLES], ids=lambda path: path.stem)
def test_every_list_is_read_and_every_warning_names_its_place(app: Flask, path: Path) -> None:
    found = imported(app, path)

    assert found["state"] in ("read", "quarantined")
    assert found["rows"] > 0
    assert all(warning["where"].startswith("$") and warning["what"] for warning in found["warnings"])


@pytest.mark.parametrize("lists", [OWN, SAMPLES], ids=["own", "samples"])
def test_nothing_personal_of_any_list_is_in_the_database_and_the_search_would_find_it(
    lite: Kit, lists: list[Path]
) -> None:
    if not lists:
        pytest.skip("the samples do not lie beside this checkout")
    a_world(lite, references=OF_THE_SAMPLES)
    app = an_app(lite)
    outcomes = [imported(app, path) for path in lists]
    secrets = set().union(*(personal_strings(path) for path in lists))
    assert len(secrets) > 20

    assert sum(outcome["rows"] for outcome in outcomes) > 10
    if lists is SAMPLES:  # of a row that is ours, more is kept than of a stranger's
        assert sum(outcome["matched"] for outcome in outcomes) > 0
    assert [secret for secret in sorted(secrets) if secret.encode() in bytes_of(lite)] == []

    planted = sorted(secrets)[0]
    with lite.store.changing() as desk:
        desk.lists.triage("list_refused", place="planted", what=f"{planted} stands here", now=lite.clock.now())
    assert planted.encode() in bytes_of(lite)


@pytest.fixture
def with_a_chain(lite: Kit, world: World) -> Kit:
    for _ in range(3):
        with lite.store.board_for(world.asking("olu", lite), doing="cases.read"):
            pass
    return lite


def tamper(lite: Kit, statement: Any) -> None:
    with lite.store.changing() as desk:
        take_the_guards_away(desk._connection)  # noqa: SLF001
        desk._connection.execute(statement)  # noqa: SLF001


def test_an_untouched_chain_is_whole(with_a_chain: Kit, app: Flask) -> None:
    assert facts(app, "audit", "verify") == {"entries": 3, "fault": "", "signed_to": 0}


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (update(AuditRow).where(AuditRow.seq == 2).values(deed="nothing"), "entry 2 was changed"),
        (delete(AuditRow).where(AuditRow.seq == 2), "entry 2 is missing"),
        (delete(AuditRow).where(AuditRow.seq == 3), "its tail was cut"),
        (delete(AuditRow), "its tail was cut"),
    ],
)
def test_a_chain_that_somebody_touched_is_found_out(with_a_chain: Kit, app: Flask, statement: Any, reason: str) -> None:
    tamper(with_a_chain, statement)

    done = run(app, "audit", "verify")

    assert done.exit_code == 2
    assert reason in done.stderr
