"""Directories of courts and of outward postcodes: everything or nothing, with every bad line named."""

import csv
import io
from pathlib import Path

import pytest

from witness.domain.courts import Court, CourtsKnown, Facility, OutcodeArea, court_key, outward_code
from witness.intake.courts import COLUMNS, UnreadableTable, read_courts
from witness.intake.outcodes import read_outcodes

DIRECTORIES = sorted((Path(__file__).parents[3] / "shared" / "data").glob("courts.csv"))

ASHDALE = {column: "" for column in COLUMNS} | {facility.value: "0" for facility in Facility}
ASHDALE |= {"slug": "ashdale-crown-court", "name": "Ashdale Crown Court", "open": "1", "crown": "1", "magistrates": "0"}
ASHDALE |= {"crest_court_code": "901", "lat": "53.8", "lon": "-1.5", "postcode": "zz1  1zz", "video_facilities": "1"}
BIRCHLEY = ASHDALE | {"slug": "birchley-magistrates-court", "name": "Birchley", "crown": "0", "magistrates": "1"}
BIRCHLEY |= {"crest_court_code": "", "magistrates_code": "9001"}


def table(*courts: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(courts)
    return out.getvalue().encode()


def courts(*given: dict[str, str]) -> dict[str, Court]:
    return {court.slug: court for court in read_courts(table(*given))[0]}


def test_a_crown_court_goes_by_its_crown_code_and_a_magistrates_court_by_its_own() -> None:
    read = courts(ASHDALE, BIRCHLEY)

    assert [court.code for court in read.values()] == ["901", "M9001"]


def test_a_court_has_its_postcode_its_place_and_what_it_is_known_to_have() -> None:
    (court,) = courts(ASHDALE).values()

    assert (court.postcode, court.outcode, court.lat, court.lon) == ("ZZ1 1ZZ", "ZZ1", 53.8, -1.5)
    assert (court.open, court.crown, court.magistrates) == (True, True, False)
    assert court.facilities == {Facility.VIDEO}


def test_a_court_without_a_code_goes_by_its_slug() -> None:
    read = courts(ASHDALE | {"crest_court_code": ""})

    assert read["ashdale-crown-court"].code == "ashdale-crown-court"


def test_a_code_that_several_open_courts_share_names_none_of_them_and_a_remark_says_so() -> None:
    found, remarks = read_courts(table(BIRCHLEY, BIRCHLEY | {"slug": "oakley-magistrates-court"}))

    assert [court.code for court in found] == ["birchley-magistrates-court", "oakley-magistrates-court"]
    assert [court.magistrates_code for court in found] == ["9001", "9001"]
    assert (remarks[0].where, remarks[0].what) == (
        "line 2, 3",
        "Code M9001 names 2 courts, so none of them goes by it.",
    )


def test_the_only_open_court_of_several_keeps_their_code() -> None:
    read = courts(BIRCHLEY | {"open": "0"}, BIRCHLEY | {"slug": "oakley-magistrates-court"})

    assert {slug: court.code for slug, court in read.items()} == {
        "birchley-magistrates-court": "birchley-magistrates-court",
        "oakley-magistrates-court": "M9001",
    }


def test_an_open_court_without_a_position_is_remarked() -> None:
    _, remarks = read_courts(table(ASHDALE | {"lat": "", "lon": ""}))

    assert [remark.what for remark in remarks] == ["Ashdale Crown Court has no position."]


def test_every_bad_line_is_named_and_nothing_is_read() -> None:
    bad = table(
        ASHDALE | {"open": "yes"},
        BIRCHLEY,
        ASHDALE | {"slug": "", "lat": "north"},
        ASHDALE | {"slug": "elmham", "lat": "", "lon": "-1"},
    )

    with pytest.raises(UnreadableTable) as refused:
        read_courts(bad)

    assert "line 2: open is 'yes', and must be 0 or 1" in str(refused.value)
    assert "line 4: slug is empty" in str(refused.value)
    assert "line 4: lat is 'north'" in str(refused.value)
    assert "line 5: one of lat and lon is empty" in str(refused.value)


def test_a_line_is_counted_where_it_begins_even_after_a_cell_with_a_line_break() -> None:
    bad = table(ASHDALE | {"address": "1 Invented Street\nAshdale"}, BIRCHLEY | {"crown": "2"})

    with pytest.raises(UnreadableTable, match="line 4: crown is '2'"):
        read_courts(bad)


def test_a_repeated_slug_is_refused_with_both_lines() -> None:
    with pytest.raises(UnreadableTable, match="line 3: slug 'ashdale-crown-court' was already on line 2"):
        read_courts(table(ASHDALE, ASHDALE))


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "Line 1 has no column slug"),
        (table(ASHDALE, columns=COLUMNS[1:]), "Line 1 has no column slug"),
        (table(ASHDALE) + b"one,two\r\n", "line 3 has 2 cells"),
        (b"\xff", "not UTF-8"),
        (table(ASHDALE) + b'"open', "not CSV"),
    ],
)
def test_what_is_no_directory_is_refused_with_the_line(raw: bytes, says: str) -> None:
    with pytest.raises(UnreadableTable, match=says):
        read_courts(raw)


def test_columns_in_another_order_and_further_columns_are_no_hindrance() -> None:
    raw = table(ASHDALE | {"note": "new"}, columns=(*reversed(COLUMNS), "note"))

    assert read_courts(raw)[0][0].code == "901"


@pytest.mark.parametrize("directory", DIRECTORIES, ids=lambda path: path.name)
def test_the_whole_directory_is_read_and_no_two_courts_share_a_code(directory: Path) -> None:
    found, _ = read_courts(directory.read_bytes())

    assert len({court.code for court in found}) == len(found) > 200


def test_outcodes_have_a_place_and_a_reach() -> None:
    read = read_outcodes(b"outcode,lat,lon,postcodes,radius_km\nzz1,53.8,-1.5,10,0.8\n")

    assert read == {"ZZ1": OutcodeArea(53.8, -1.5, 0.8)}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"ZZ2,here,-1,1,1", "line 3: lat is 'here'"),
        (b"ZZ2,53,-1,1,inf", "line 3: radius_km is 'inf'"),
        (b"ZZ2,53,-1,1,-1", "line 3: radius_km is '-1'"),
        (b",53,-1,1,1", "line 3: outcode is empty"),
        (b"zz1,53,-1,1,1", "line 3: outcode 'zz1' was already on line 2"),
    ],
)
def test_a_bad_outcode_is_refused_with_its_line(line: bytes, says: str) -> None:
    with pytest.raises(UnreadableTable, match=says):
        read_outcodes(b"outcode,lat,lon,postcodes,radius_km\nZZ1,53.8,-1.5,10,0.8\n" + line)


@pytest.mark.parametrize(
    ("written", "outcode"), [("LS1 3BG", "LS1"), ("ls13bg", "LS1"), ("LS1", "LS1"), ("EC1A 1BB", "EC1A"), ("", "")]
)
def test_the_outward_half_of_a_postcode(written: str, outcode: str) -> None:
    assert outward_code(written) == outcode


def test_a_court_is_found_by_the_code_the_alias_or_the_name_that_a_list_uses() -> None:
    known = CourtsKnown(
        names={"901": "Ashdale Crown Court", "M9001": "Birchley Magistrates' Court"},
        aliases={"902": "901", court_key("BIRCHLEY"): "M9001"},
    )

    assert known.code_of("901", "") == "901"
    assert known.code_of("902", "") == "901"
    assert known.code_of("777", "Elmham") == "777"
    assert known.code_of("", "Birchley") == "M9001"
    assert known.code_of("", "ASHDALE CROWN  COURT") == "901"
    assert known.code_of("", "Elmham") == ""
    assert known.code_of("", "") == ""
