"""`cases`, `demo`, `courts` and `holidays` from the command line: done with exit 0, or 2 with a reason and no trace."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import create_engine, inspect, text

from tests.live import a_live_kit
from tests.web.clients import an_app
from tests.worlds import World
from witness.domain.courts import Facility
from witness.intake.courts import COLUMNS
from witness.intake.demo import COURTS, demo_cases
from witness.kit import Kit
from witness.settings import World as Installation

Json = dict[str, Any]
HEADER = ",".join(COLUMNS)
COURT = {"slug": "otherbridge-crown-court", "name": "Otherbridge Crown Court", "crest_court_code": "777"}
FLAGS = {"open": "1", "crown": "1", "magistrates": "0", **{facility.value: "0" for facility in Facility}}


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


@pytest.fixture
def bundle(lite: Kit) -> Json:
    made = next(demo_cases(date(2026, 11, 23), lite.calendar()))
    made["case"] |= {"team": "Calder", "owner": "olu@support.example", "cps_team": "CPS", "ref": "WS-26-500"}
    return made


def directory(*courts: dict[str, str]) -> str:
    rows = [",".join({**FLAGS, **court}.get(column, "") for column in COLUMNS) for court in courts]
    return "\n".join([HEADER, *rows, ""])


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=list(words))


def written(folder: Path, bundle: Json) -> str:
    file = folder / "case.json"
    file.write_text(json.dumps(bundle), encoding="utf-8")
    return str(file)


def rows(url: str) -> dict[str, int]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table: connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()  # noqa: S608
            for table in inspect(engine).get_table_names()
        }
    engine.dispose()
    return found


def test_a_case_goes_in_and_comes_out_as_it_is_kept(app: Flask, bundle: Json, tmp_path: Path) -> None:
    done = run(app, "cases", "import", written(tmp_path, bundle), "--json")
    first = run(app, "cases", "export", "WS-26-500")

    assert done.exit_code == first.exit_code == 0
    facts = json.loads(done.stdout)
    assert {key: facts[key] for key in ("dry_run", "hearings", "people", "ref", "witnesses")} == {
        "dry_run": False,
        "hearings": len(bundle["hearings"]),
        "people": len(bundle["people"]),
        "ref": "WS-26-500",
        "witnesses": len(bundle["witnesses"]),
    }
    assert json.loads(first.stdout)["case"]["id"] == facts["case_id"]
    assert run(app, "cases", "export", "WS-26-500", "--json").stdout_bytes == first.stdout_bytes


def test_both_ways_are_on_the_record(app: Flask, lite: Kit, bundle: Json, tmp_path: Path) -> None:
    facts = json.loads(run(app, "cases", "import", written(tmp_path, bundle), "--json").stdout)
    run(app, "cases", "export", "WS-26-500")

    with lite.store.reading() as desk:
        entries = [link.entry for link in desk.audit.of_case(facts["case_id"])]
    assert [(e.deed, e.role) for e in entries] == [("case.export", "command line"), ("case.import", "command line")]


def test_a_dry_run_says_what_would_be_and_keeps_nothing(
    app: Flask, bundle: Json, sqlite_url: str, tmp_path: Path
) -> None:
    before = rows(sqlite_url)

    done = run(app, "cases", "import", written(tmp_path, bundle), "--dry-run")

    assert (done.exit_code, rows(sqlite_url)) == (0, before)
    assert done.stdout.startswith("WS-26-500 would be imported: 2 people, 1 witnesses")


@pytest.mark.parametrize("flag", ["--json", "--dry-run"])
def test_every_fault_of_a_bundle_is_said_with_its_place(
    app: Flask, bundle: Json, sqlite_url: str, tmp_path: Path, flag: str
) -> None:
    bundle["evidence"][0]["witness"] = "ghost"
    bundle["witnesses"][0]["requirement"] = "keen"
    before = rows(sqlite_url)

    done = run(app, "cases", "import", written(tmp_path, bundle), flag)

    assert (done.exit_code, done.stdout, rows(sqlite_url)) == (2, "", before)
    assert "case.json: $.witnesses[0].requirement: 'keen' is not one of" in done.stderr
    assert "$.evidence[0].witness: points at 'ghost', which is not among the witnesses" in done.stderr


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("team", "Ghosts", "$.case.team: there is no support team 'Ghosts'"),
        ("owner", "ghost@support.example", "$.case.owner: no officer or manager has the address"),
        ("ref", "WS-26-014", "$.case.ref: there is a case WS-26-014 already"),
    ],
)
def test_a_case_that_cannot_be_placed_is_refused_and_leaves_no_trace(
    app: Flask, bundle: Json, sqlite_url: str, tmp_path: Path, part: str, value: str, said: str
) -> None:
    bundle["case"][part] = value
    before = rows(sqlite_url)

    done = run(app, "cases", "import", written(tmp_path, bundle))

    assert (done.exit_code, rows(sqlite_url)) == (2, before)
    assert said in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("cases", "import", "no-such-file.json"), "no-such-file.json"),
        (("cases", "export", "WS-00-000"), "there is no case WS-00-000"),
        (("demo", "load", "--cases", "0"), "--cases"),
        (("demo", "load", "--seed", "one"), "--seed"),
    ],
)
def test_what_is_not_there_is_bad_input(app: Flask, words: tuple[str, ...], said: str) -> None:
    done = run(app, *words)

    assert done.exit_code == 2
    assert said in done.stderr


def test_the_demo_world_is_not_loaded_over_cases(app: Flask, sqlite_url: str) -> None:
    before = rows(sqlite_url)

    done = run(app, "demo", "load")

    assert (done.exit_code, rows(sqlite_url)) == (0, before)
    assert done.stdout.startswith("Already loaded")
    assert json.loads(run(app, "demo", "load", "--json").stdout) == {"cases": 0}


def test_the_demo_world_is_loaded_into_an_empty_database(sqlite_url: str) -> None:
    fresh = a_live_kit(sqlite_url)

    done = run(an_app(fresh), "demo", "load", "--cases", "3", "--seed", "7", "--json")

    assert json.loads(done.stdout) == {"cases": 3}
    with fresh.store.reading() as desk:
        assert desk.cases.count() == 3
    fresh.store.close()


def test_no_invented_case_gets_into_a_production_installation(sqlite_url: str) -> None:
    fresh = a_live_kit(sqlite_url, world=Installation.PRODUCTION, public_url="https://support.example")
    before = rows(sqlite_url)

    done = run(an_app(fresh), "demo", "load")

    assert (done.exit_code, rows(sqlite_url)) == (2, before)
    assert "production" in done.stderr
    fresh.store.close()


def test_the_list_of_the_walk_is_one_that_can_be_sent_in(sqlite_url: str, tmp_path: Path) -> None:
    fresh = a_live_kit(sqlite_url)
    app = an_app(fresh)
    run(app, "demo", "load", "--cases", "1")
    file = tmp_path / "firm-list.json"
    file.write_bytes(run(app, "demo", "list").stdout_bytes)

    done = run(app, "lists", "import", str(file), "--json")

    facts = json.loads(done.stdout)
    assert (facts["state"], facts["matched"], len(facts["proposals"])) == ("read", 1, 1)
    fresh.store.close()


def test_a_court_directory_is_put_in_place_of_the_one_before(app: Flask, lite: Kit, tmp_path: Path) -> None:
    with lite.store.changing() as desk:
        desk.courts.replace(COURTS)
    file = tmp_path / "courts.csv"
    file.write_text(directory(COURT), encoding="utf-8")

    done = run(app, "courts", "import", str(file), "--json")

    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["courts"] == 1
    with lite.store.reading() as desk:
        assert desk.courts.names == {"777": "Otherbridge Crown Court"}


@pytest.mark.parametrize(
    ("command", "content", "said"),
    [
        ("courts", "", "given.txt: "),
        ("courts", "colour,size\nred,1\n", "given.txt: "),
        ("courts", directory(COURT, {**COURT, "lat": "far"}), "line 3: one of lat and lon is empty"),
        ("holidays", "{", "line 1, column 2"),
        ("holidays", "{}", "$.england-and-wales.events"),
    ],
)
def test_a_directory_that_cannot_be_read_is_refused_with_its_line(
    app: Flask, sqlite_url: str, tmp_path: Path, command: str, content: str, said: str
) -> None:
    file = tmp_path / "given.txt"
    file.write_text(content, encoding="utf-8")
    before = rows(sqlite_url)

    done = run(app, command, "import", str(file))

    assert (done.exit_code, rows(sqlite_url)) == (2, before)
    assert said in done.stderr


def test_bank_holidays_are_loaded(app: Flask, lite: Kit, tmp_path: Path) -> None:
    events = [
        {"title": "Christmas Day", "date": f"{year}-12-25", "notes": "", "bunting": True} for year in (2026, 2027)
    ]
    file = tmp_path / "bank-holidays.json"
    file.write_text(json.dumps({"england-and-wales": {"division": "england-and-wales", "events": events}}), "utf-8")

    done = run(app, "holidays", "import", str(file), "--json")

    assert json.loads(done.stdout) == {"known_from": "2026-01-01", "known_until": "2027-12-31"}
    with lite.store.reading() as desk:
        assert desk.courts.calendar() is not None


def test_a_case_is_shown_as_data_and_in_words_and_only_the_look_is_written(
    app: Flask, world: World, sqlite_url: str
) -> None:
    run(app, "cases", "show", "WS-26-014")  # the chain of the record has its head
    before = rows(sqlite_url)

    shown = run(app, "cases", "show", "WS-26-014", "--json")
    said = run(app, "cases", "show", "WS-26-014", "--at", "2026-11-20T09:00:00+00:00")

    assert shown.exit_code == said.exit_code == 0
    facts = json.loads(shown.stdout)
    assert {"stage", "next", "evidence", "duties", "messages", "visits", "trips", "measures", "readiness", "concern",
            "beliefs", "promises"} <= facts.keys()  # fmt: skip
    assert "WS-26-014 at 2026-11-20T09:00:00Z" in said.stdout
    assert "Amina" not in shown.stdout + said.stdout
    after = rows(sqlite_url)
    assert after.pop("audit_entry") == before.pop("audit_entry") + 2
    assert after == before


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("WS-99-999",), "no case WS-99-999"),
        (("WS-26-014", "--at", "yesterday"), "not an instant"),
        (("WS-26-014", "--at", "2026-11-24T09:00:00"), "not an instant with its zone"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(
    app: Flask, world: World, words: tuple[str, ...], reason: str
) -> None:
    refused = run(app, "cases", "show", *words)

    assert refused.exit_code == 2
    assert reason in refused.stderr
