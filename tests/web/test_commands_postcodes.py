"""`postcodes import`: where outward postcodes lie, in place of what was known before."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.kits import ROOT
from tests.web.clients import an_app
from witness.kit import Kit

HEADING = "outcode,lat,lon,postcodes,radius_km\n"
GOOD = HEADING + "QX1,53.72,-1.86,900,2.1\nqx2,53.75,-1.91,400,3.4\n"
REAL = ROOT.parent / "shared" / "data" / "outcodes.csv"


@pytest.fixture
def app(lite: Kit) -> Flask:
    return an_app(lite)


def run(app: Flask, path: Path, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["postcodes", "import", str(path), *words])


def a_file(folder: Path, text: str) -> Path:
    path = folder / "outcodes.csv"
    path.write_text(text, encoding="utf-8")
    return path


def known(lite: Kit) -> set[str]:
    with lite.store.reading() as desk:
        return set(desk.travel.outcodes(["QX1", "QX2", "QX3"]))


def test_positions_are_kept_in_place_of_those_before(app: Flask, lite: Kit, tmp_path: Path) -> None:
    done = run(app, a_file(tmp_path, GOOD), "--json")

    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout.splitlines()[-1]) == {"postcodes": 2}
    assert known(lite) == {"QX1", "QX2"}
    assert run(app, a_file(tmp_path, HEADING + "QX3,53.7,-1.8,1,2\n")).exit_code == 0
    assert known(lite) == {"QX3"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("outcode,lat\nQX1,53\n", "Line 1 has no column lon, radius_km"),
        (HEADING + "QX3,north,-1.8,1,2\n", "line 2: lat is 'north'"),
        (HEADING + "QX3,53.7,-1.8,1,2\nQX4,53.7,71.8,1,2\n", "line 3: lon is '71.8'"),
        (HEADING + "QX3,53.7,-1.8,1,2\nqx3,53.7,-1.8,1,2\n", "line 3: outcode 'qx3' was already on line 2"),
        (HEADING + "QX3,53.7\n", "line 2 has 2 cells where the heading has 5"),
        (HEADING, "nothing in it but a heading"),
        ("", "Line 1 has no column"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_column_and_nothing_is_written(
    app: Flask, lite: Kit, tmp_path: Path, text: str, why: str
) -> None:
    run(app, a_file(tmp_path, GOOD))

    done = run(app, a_file(tmp_path, text))

    assert done.exit_code == 2
    assert "outcodes.csv: " in done.stderr
    assert why in done.stderr
    assert known(lite) == {"QX1", "QX2"}


@pytest.mark.skipif(not REAL.exists(), reason="the real directory does not lie beside the checkout")
def test_the_whole_of_the_country_is_taken_in(app: Flask, lite: Kit) -> None:
    assert run(app, REAL).exit_code == 0

    with lite.store.reading() as desk:
        leeds, bradford = (desk.travel.outcodes([code])[code] for code in ("LS1", "BD1"))
        way = desk.travel.ways(["LS1", "BD1"]).between("LS1", "BD1")
    assert leeds.lat > 53
    assert bradford.lon < leeds.lon
    assert 15 <= way.minutes <= 40  # ten miles between two city centres
